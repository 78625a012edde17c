// Against floods: how many requests one address, or one session, may send. Not for this machine itself, where
// a proxy or the operator's own programs ask for many.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "base/instant.hpp"

namespace xanh {

/// So many requests at once, and so many more after each while.
struct FloodLimit {
  int at_once = 0, more = 0;
  std::chrono::seconds each{1};
};
inline constexpr FloodLimit kFloodOfAddress{1000, 100};  // an office of many people shares one
inline constexpr FloodLimit kFloodOfSession{200, 20};

/// Kept in the memory of one process; safe to use from several threads.
class Flood {
 public:
  explicit Flood(FloodLimit limit) : limit_(limit) {}
  /// Counts a request. Zero: it may pass; otherwise so long it has to wait.
  [[nodiscard]] std::chrono::seconds wait(const std::string& who, Instant now);

 private:
  static constexpr size_t kMostRemembered = 10000;
  struct Left {
    std::int64_t requests = 0;
    Instant at{};
  };
  FloodLimit limit_;
  std::mutex mutex_;
  std::map<std::string, Left> left_;
};

[[nodiscard]] bool is_this_machine(std::string_view peer);

}  // namespace xanh

// Slows down who guesses passwords: after some failures each further try has to wait, longer each time.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "base/instant.hpp"

namespace xanh {

/// Failures that cost nothing, for one person and for one address: an office shares an address.
struct ThrottleLimits {
  int free_for_person = 5;
  int free_for_address = 20;
  size_t at_most = 10000;  ///< names and addresses remembered; the one that failed longest ago goes first
};

/// What a try has to wait; `first` when nobody was told so since the last failure.
struct Wait {
  std::chrono::seconds left{0};
  bool first = false;
  [[nodiscard]] bool none() const { return left.count() == 0; }
};

/// Kept in the memory of one process; safe to use from several threads. Time comes from outside.
class Throttle {
 public:
  static constexpr std::chrono::minutes kMemory{15};
  static constexpr std::chrono::seconds kFirstWait{30};

  explicit Throttle(ThrottleLimits limits = {}) : limits_(limits) {}

  /// Lets a try begin, or says how long it has to wait. A try counts as failed until `succeeded`, so that
  /// many at once are not all let in before the first of them has failed.
  [[nodiscard]] Wait admit(const std::string& person, const std::string& address, Instant now);
  /// The try was right: nothing is held against the person, and one less against the address.
  void succeeded(const std::string& person, const std::string& address);
  /// The try was neither right nor wrong (a second factor is still to be given).
  void undecided(const std::string& person, const std::string& address);
  [[nodiscard]] size_t remembered() const;

 private:
  struct Failures {
    int count = 0;
    Instant last{};
    bool told = false;
  };
  Failures* find(const std::string& key, Instant now);
  void add(const std::string& key, Instant now);
  void take_back(const std::string& key);

  ThrottleLimits limits_;
  mutable std::mutex mutex_;
  std::map<std::string, Failures> failures_;
};

}  // namespace xanh

// Work that takes seconds, as who asked for it follows it from elsewhere: what is being done just now, and
// the word that it is no longer wanted.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/problem.hpp"

namespace xanh {

/// One piece of work. Safe to use from several threads.
class LongWork {
 public:
  /// What is being done from now on; false when it is no longer wanted.
  [[nodiscard]] bool step(const Bilingual& says);
  [[nodiscard]] bool wanted() const { return wanted_; }
  [[nodiscard]] Bilingual says() const;
  void cancel() { wanted_ = false; }

 private:
  mutable std::mutex mutex_;
  Bilingual says_{"Bắt đầu", "Beginning"};
  std::atomic<bool> wanted_ = true;
};

/// For work that nobody follows there is none: then it goes on. Problem: work-cancelled.
[[nodiscard]] Problems step_of(LongWork* work, const Bilingual& says);
[[nodiscard]] Problem work_cancelled();

/// What is under way in this process, by who asked and the name that he gave it. Safe to use from several
/// threads.
class LongWorks {
 public:
  /// Under way as long as somebody holds it; nothing where the name is empty.
  [[nodiscard]] std::shared_ptr<LongWork> begin(const std::string& person, const std::string& name);
  /// Null when it has ended or was never begun.
  [[nodiscard]] std::shared_ptr<LongWork> find(const std::string& person, const std::string& name) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::weak_ptr<LongWork>> under_way_;
};

}  // namespace xanh

// Requests that are sent again, because the answer got lost on the way: the sender names each by a key of its
// own, and what was done once is not done twice.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <set>

#include "office/desk.hpp"

namespace xanh {

/// What is remembered of a request of an address.
enum class Repeats {
  kept,  ///< that it was done, and its answer
  told,  ///< only that it was done: the answer holds a secret that is shown once
  none   ///< nothing: the request itself holds a secret, of which not even a digest is kept
};

inline constexpr std::chrono::hours kRepeatLife{24};
inline constexpr std::chrono::seconds kRepeatWait{10};  ///< at most, for the same request that is under way
inline constexpr size_t kLongestKey = 200;
inline constexpr size_t kLargestAnswer = 1024 * 1024;  ///< bytes; of a larger one only that it was done

struct RepeatRequest {
  std::string key;
  std::string digest;  ///< of all that says what is asked
  Repeats repeats = Repeats::kept;
};

/// What a request came to. `text` is the answer as the door wrote it down.
struct Repeated {
  std::string text;
  bool again = false;  ///< it was done before: nothing was done now
};

/// One a process; safe to use from several threads.
class Repeater {
 public:
  /// Does `act` unless the actor did it under this key within a day. `act` gives the answer, or nothing when
  /// it was refused: a refusal is not remembered. That it was done is written in the transaction of the
  /// change; the answer in one of its own behind it, so after a kill between the two a repeat is told
  /// request-answer-lost and changes nothing. Nothing without a problem: it was refused, `act` knows why.
  /// Problems: request-key, request-key-used, request-under-way, request-answer-lost, request-done.
  [[nodiscard]] Outcome<std::optional<Repeated>> once(const Desk& desk, const RepeatRequest& request,
                                                      const std::function<std::optional<std::string>()>& act);

 private:
  class Under;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::set<std::pair<std::string, std::string>> under_way_;
};

}  // namespace xanh

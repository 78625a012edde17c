// Callers that wait to write. One of them at a time does the work of all that wait, so that many share one
// commit; the others sleep until theirs is done. Inside the room only.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

namespace xanh {

class Transaction;

/// A transaction that waits for its turn. Lives on the stack of its caller.
struct WaitingWrite {
  explicit WaitingWrite(const std::function<void(Transaction&)>& what) : act(what) {}
  const std::function<void(Transaction&)>& act;
  std::exception_ptr failure;  ///< what its caller is told

  enum class Turn { waits, leads, done };
  Turn turn = Turn::waits;
  std::condition_variable woken;
};

class WriteQueue {
 public:
  /// At most so many share a commit: a bound on what is lost in time when it fails.
  static constexpr size_t kMost = 64;

  /// Returns when `write` is done, with its failure in it. Calls `carry_out` for this and for others that
  /// wait when it is this caller's turn to lead; it throws nothing and sets the failure of each. They stand
  /// in the order in which they came.
  void pass(WaitingWrite& write, const std::function<void(std::vector<WaitingWrite*>&)>& carry_out);
  /// Takes those that came meanwhile into the group, as far as there is room.
  void join(std::vector<WaitingWrite*>& group);

 private:
  std::mutex mutex_;
  std::deque<WaitingWrite*> waiting_;
  bool led_ = false;
};

}  // namespace xanh

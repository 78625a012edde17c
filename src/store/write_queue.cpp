#include "store/write_queue.hpp"

namespace xanh {

using Turn = WaitingWrite::Turn;

void WriteQueue::pass(WaitingWrite& write,
                      const std::function<void(std::vector<WaitingWrite*>&)>& carry_out) {
  std::unique_lock lock(mutex_);
  if (led_) {
    waiting_.push_back(&write);
    write.woken.wait(lock, [&] { return write.turn != Turn::waits; });
    if (write.turn == Turn::done) return;
  }
  led_ = true;
  std::vector<WaitingWrite*> group{&write};
  group.reserve(kMost);
  lock.unlock();
  join(group);
  carry_out(group);
  lock.lock();
  for (auto* one : group) {
    one->turn = Turn::done;
    // Under the lock: once it is let go, the other may return and take what is signalled here with it.
    if (one != &write) one->woken.notify_one();
  }
  led_ = !waiting_.empty();
  if (!led_) return;
  waiting_.front()->turn = Turn::leads;
  waiting_.front()->woken.notify_one();
  waiting_.pop_front();
}

void WriteQueue::join(std::vector<WaitingWrite*>& group) {
  const std::lock_guard lock(mutex_);
  while (!waiting_.empty() && group.size() < kMost) {
    group.push_back(waiting_.front());
    waiting_.pop_front();
  }
}

}  // namespace xanh

#include "server/http_workers.hpp"

#include <algorithm>

namespace xanh {

HttpWorkers::HttpWorkers(int threads) {
  for (int i = 0; i < std::max(threads, 1); ++i) threads_.emplace_back([this] { run(); });
}

HttpWorkers::~HttpWorkers() {
  join();
}

void HttpWorkers::add(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (!ended_) {
      waiting_.push_back(std::move(job));
      more_.notify_one();
      return;
    }
  }
  job.finished();
}

void HttpWorkers::drop_waiting() {
  std::deque<Job> dropped;
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    dropped.swap(waiting_);
  }
  more_.notify_all();
  for (auto& job : dropped) job.finished();
}

void HttpWorkers::join() {
  drop_waiting();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

void HttpWorkers::run() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      more_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
    }
    job.work();
    job.finished();
  }
}

}  // namespace xanh

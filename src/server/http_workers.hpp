// The threads on which handlers may block.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace xanh {

class HttpWorkers {
 public:
  struct Job {
    std::move_only_function<void()> work;      ///< must not throw
    std::move_only_function<void()> finished;  ///< called after it, or instead of it when it is dropped
  };

  explicit HttpWorkers(int threads);
  HttpWorkers(const HttpWorkers&) = delete;
  HttpWorkers& operator=(const HttpWorkers&) = delete;
  ~HttpWorkers();

  void add(Job job);
  /// From now on nothing new is begun: what waits and what is added is dropped.
  void drop_waiting();
  /// drop_waiting, then waits for what runs.
  void join();

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<Job> waiting_;
  bool ended_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace xanh

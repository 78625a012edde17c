// The one writing connection of a store. Callers that wait for it share one commit. Inside the room only.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "store/programme_store.hpp"
#include "store/store_work.hpp"
#include "store/write_queue.hpp"

namespace xanh {

/// Runs `act` again when it met another transaction, up to so many times in all. A SessionError, which only
/// opening a connection lets out, becomes the failure to tell.
void with_retries(int attempts, const std::string& place, const std::function<void()>& act);
[[nodiscard]] bool is_conflict(const std::exception_ptr& failure);

class GroupWriter {
 public:
  struct Terms {
    std::function<std::unique_ptr<Session>()> open;
    std::function<void(Session&, StoreWork&)> check;  ///< at the beginning of each transaction; may throw
    const std::string& place;                         ///< as it may be shown
    const StoreOptions& options;
  };
  explicit GroupWriter(Terms terms) : terms_(std::move(terms)) {}

  /// A connection that was opened already.
  void take(std::unique_ptr<Session> session) { session_ = std::move(session); }
  /// See ProgrammeStore::transact.
  void write(const std::function<void(Transaction&)>& act);

 private:
  void begin(StoreWork& work);
  void end() noexcept;
  void commit() const;
  void once(const std::function<void(Transaction&)>& act);
  void alone(WaitingWrite& one);
  void together(std::vector<WaitingWrite*>& group);
  bool parts(std::vector<WaitingWrite*>& group);
  bool part(WaitingWrite& one);

  Terms terms_;
  std::unique_ptr<Session> session_;
  WriteQueue queue_;
  std::atomic<std::thread::id> leader_{};
};

}  // namespace xanh

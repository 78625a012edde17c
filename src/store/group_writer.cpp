#include "store/group_writer.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <stdexcept>

namespace xanh {
namespace {

/// So long those that come join a group that has begun; then the first of it has waited enough.
constexpr std::chrono::milliseconds kJoining{5};

/// The connection broke while the commit was under way.
class OutcomeUnknown : public StoreFailure {
 public:
  using StoreFailure::StoreFailure;
};

void tell(const std::vector<WaitingWrite*>& group, const std::exception_ptr& failure) {
  for (auto* one : group) one->failure = failure;
}

}  // namespace

bool is_conflict(const std::exception_ptr& failure) {
  if (!failure) return false;
  try {
    std::rethrow_exception(failure);
  } catch (const StoreConflict&) {
    return true;
  } catch (...) {
    return false;
  }
}

// The one place where a transaction is tried again.
void with_retries(int attempts, const std::string& place, const std::function<void()>& act) {
  thread_local std::minstd_rand spread{std::random_device{}()};
  for (int attempt = 1;; ++attempt) {
    try {
      act();
      return;
    } catch (const SessionError& e) {
      std::rethrow_exception(to_failure(e, place));
    } catch (const StoreConflict&) {
      if (attempt >= attempts) throw;
    }
    const int longest = 4 << std::min(attempt, 8);
    std::this_thread::sleep_for(
        std::chrono::milliseconds(1 + static_cast<int>(spread() % static_cast<unsigned>(longest))));
  }
}

void GroupWriter::write(const std::function<void(Transaction&)>& act) {
  if (leader_.load() == std::this_thread::get_id()) throw std::logic_error("transact within transact");
  WaitingWrite mine(act);
  queue_.pass(mine, [this](std::vector<WaitingWrite*>& group) {
    leader_ = std::this_thread::get_id();
    if (group.size() == 1)
      alone(*group.front());
    else
      together(group);
    leader_ = std::thread::id();
  });
  if (mine.failure) std::rethrow_exception(mine.failure);
}

void GroupWriter::begin(StoreWork& work) {
  work.guarded([&] { session_->begin_writing(); });
  terms_.check(*session_, work);
}

void GroupWriter::end() noexcept {
  session_->rollback();
  if (!session_->healthy()) session_.reset();
}

void GroupWriter::commit() const {
  try {
    session_->commit();
  } catch (const SessionError& e) {
    if (e.kind == SessionError::Kind::lost)
      throw OutcomeUnknown(problem(store_problems::kOutcomeUnknown, {terms_.place, 0, 0, {}, {}, {}}));
    std::rethrow_exception(to_failure(e, terms_.place));
  }
}

void GroupWriter::once(const std::function<void(Transaction&)>& act) {
  if (!session_) session_ = terms_.open();
  StoreWork work(*session_, terms_.place);
  try {
    begin(work);
    Transaction transaction(work);
    act(transaction);
    if (work.failure()) std::rethrow_exception(work.failure());
    commit();
  } catch (...) {
    end();
    if (is_conflict(work.failure())) std::rethrow_exception(work.failure());
    throw;
  }
}

void GroupWriter::alone(WaitingWrite& one) {
  try {
    with_retries(terms_.options.attempts, terms_.place, [&] { once(one.act); });
    one.failure = nullptr;
  } catch (...) {
    one.failure = std::current_exception();
  }
}

// All under one commit, each in a part of its own, so that one that fails leaves the others. What ends the
// transaction of all (a conflict, a lost connection, a full disk) is nobody's own fault: then each goes
// alone.
void GroupWriter::together(std::vector<WaitingWrite*>& group) {
  try {
    with_retries(terms_.options.attempts, terms_.place, [&] {
      if (!session_) session_ = terms_.open();
      StoreWork work(*session_, terms_.place);
      try {
        begin(work);
      } catch (...) {
        end();
        throw;
      }
    });
  } catch (...) {
    return tell(group, std::current_exception());
  }
  try {
    if (parts(group)) return commit();
  } catch (const OutcomeUnknown&) {
    end();
    return tell(group, std::current_exception());
  } catch (...) {
  }
  end();
  // Also those that had failed: what they met may have been written by one of the others.
  for (auto* one : group) alone(*one);
}

/// False when the transaction of all is no more.
bool GroupWriter::parts(std::vector<WaitingWrite*>& group) {
  const auto joined_until = std::chrono::steady_clock::now() + kJoining;
  for (size_t i = 0; i < group.size(); ++i) {
    if (!part(*group[i])) return false;
    if (std::chrono::steady_clock::now() < joined_until) queue_.join(group);
  }
  return true;
}

bool GroupWriter::part(WaitingWrite& one) {
  StoreWork work(*session_, terms_.place);
  one.failure = nullptr;
  session_->begin_part();
  try {
    Transaction transaction(work);
    one.act(transaction);
    if (work.failure()) std::rethrow_exception(work.failure());
  } catch (...) {
    one.failure = std::current_exception();
  }
  if (is_conflict(work.failure()) || !session_->in_transaction()) return false;
  if (one.failure)
    session_->drop_part();
  else
    session_->keep_part();
  return true;
}

}  // namespace xanh

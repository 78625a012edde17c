// The session of one transaction, with failures turned into what callers of the room are told. Inside the
// room only.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/session.hpp"
#include "store/store_problems.hpp"

namespace xanh {

/// A transaction met another one, or lost its connection before it was committed: it can be tried again.
class StoreConflict : public StoreFailure {
 public:
  using StoreFailure::StoreFailure;
};

/// The failure to tell for an engine's error. `place` is the address as it may be shown.
[[nodiscard]] std::exception_ptr to_failure(const SessionError& error, const std::string& place);
/// The same, for problems that are returned instead of thrown.
[[nodiscard]] Problem to_problem(const SessionError& error, const std::string& place);

class StoreWork {
 public:
  StoreWork(Session& session, std::string place) : session_(session), place_(std::move(place)) {}

  void run(std::string_view sql, const std::vector<Cell>& parameters = {}) {
    guarded([&] { session_.run(sql, parameters); });
  }
  void select(std::string_view sql, const std::vector<Cell>& parameters, size_t columns,
              const std::function<void(const Row&)>& take) {
    guarded([&] { session_.select(sql, parameters, columns, take); });
  }
  void insert_many(const BulkTable& table, size_t rows,
                   const std::function<void(size_t, std::vector<Cell>&)>& fill) {
    guarded([&] { session_.insert_many(table, rows, fill); });
  }
  /// One row of one number, as COUNT and MAX give.
  [[nodiscard]] std::int64_t number(std::string_view sql, const std::vector<Cell>& parameters = {});

  template <class Act>
  void guarded(Act&& act) {
    if (failure_) std::rethrow_exception(failure_);
    try {
      act();
    } catch (const SessionError& e) {
      failure_ = to_failure(e, place_);
      std::rethrow_exception(failure_);
    }
  }
  /// The first failure. PostgreSQL refuses all that follows one and SQLite does not: here it ends the
  /// transaction on both.
  [[nodiscard]] const std::exception_ptr& failure() const { return failure_; }
  [[nodiscard]] const std::string& place() const { return place_; }

 private:
  Session& session_;
  std::string place_;
  std::exception_ptr failure_;
};

}  // namespace xanh

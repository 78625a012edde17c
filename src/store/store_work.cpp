#include "store/store_work.hpp"

namespace xanh {

using Kind = SessionError::Kind;

Problem to_problem(const SessionError& error, const std::string& place) {
  const Place at{place, 0, 0, {}, {}, {}};
  std::string reason = error.what();
  while (!reason.empty() && (reason.back() == '\n' || reason.back() == ' ' || reason.back() == '.'))
    reason.pop_back();
  for (char& c : reason)
    if (c == '\n') c = ' ';
  switch (error.kind) {
    case Kind::conflict:
      return problem(store_problems::kBusy, at);
    case Kind::unique:
      return problem(store_problems::kAlreadyStored, at, {{"record", error.table}});
    case Kind::full:
      return problem(store_problems::kDiskFull, at);
    case Kind::read_only:
      return problem(store_problems::kReadOnlyPlace, at, {{"reason", reason}});
    case Kind::not_a_database:
    case Kind::damaged:
      return problem(store_problems::kDamaged, at, {{"reason", reason}});
    case Kind::unreachable:
    case Kind::lost:
      return problem(store_problems::kUnreachable, at, {{"reason", reason}});
    case Kind::other:
      break;
  }
  return problem(store_problems::kDiskFault, at, {{"reason", reason}});
}

std::exception_ptr to_failure(const SessionError& error, const std::string& place) {
  Problem told = to_problem(error, place);
  if (error.kind == Kind::unique) return std::make_exception_ptr(AlreadyStored(std::move(told), error.table));
  if (error.kind == Kind::conflict || error.kind == Kind::lost)
    return std::make_exception_ptr(StoreConflict(std::move(told)));
  return std::make_exception_ptr(StoreFailure(std::move(told)));
}

std::int64_t StoreWork::number(std::string_view sql, const std::vector<Cell>& parameters) {
  std::int64_t out = 0;
  select(sql, parameters, 1, [&](const Row& row) { out = row.integer(0); });
  return out;
}

}  // namespace xanh

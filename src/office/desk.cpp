#include "office/desk.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknownActor{"unknown-actor",
                                    Severity::error,
                                    "không biết người dùng `{name}`",
                                    "there is no user `{name}`",
                                    "bỏ `--as`, hoặc dùng `--as operator`",
                                    "leave out `--as`, or use `--as operator`"};

}  // namespace

Problems authorise(const Desk& desk, Act) {
  if (desk.actor == kLocalOperator) return {};
  return {problem(kUnknownActor, Place{}, {{"name", desk.actor}})};
}

Problems attempt(const std::function<void()>& act) {
  try {
    act();
    return {};
  } catch (const StoreFailure& failure) {
    return {failure.problem()};
  }
}

}  // namespace xanh

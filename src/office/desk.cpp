#include "office/desk.hpp"

namespace xanh {

Problems attempt(const std::function<void()>& act) {
  try {
    act();
    return {};
  } catch (const StoreFailure& failure) {
    return {failure.problem()};
  }
}

}  // namespace xanh

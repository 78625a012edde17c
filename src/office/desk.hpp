// The desk: every use case once, for the terminal and later for the web. Each is authorise → read → decide →
// write with its audit row in one transaction.
#pragma once

#include <memory>
#include <string>

#include "base/instant.hpp"
#include "office/people.hpp"
#include "store/programme_store.hpp"

namespace xanh {

/// Who acts and when. The clock is read by the door, once.
struct Desk {
  ProgrammeStore* store = nullptr;
  std::string actor;
  Instant now;
  /// Posts of the actor that hold on this day, as the session found them. Empty for the local operator.
  std::vector<Post> posts{};
};

/// Runs `act` and turns a failure of the store into its problem; nothing is half-written.
[[nodiscard]] Problems attempt(const std::function<void()>& act);

/// Whoever holds the store itself, at a terminal: may do everything, and is nobody's sign-in name.
inline constexpr std::string_view kLocalOperator = "operator";

}  // namespace xanh

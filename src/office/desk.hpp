// The desk: every use case once, for the terminal and later for the web. Each is authorise → read → decide →
// write with its audit row in one transaction.
#pragma once

#include <memory>
#include <string>

#include "base/instant.hpp"
#include "store/programme_store.hpp"

namespace xanh {

/// Who acts and when. The clock is read by the door, once.
struct Desk {
  ProgrammeStore* store = nullptr;
  std::string actor;
  Instant now;
};

/// What may be done at the desk. One check for every door.
enum class Act { read, change_programme, run_cycle, send_report, review_report, consolidate };

/// The local operator of a store may do everything; nobody else is known before people and roles are.
[[nodiscard]] Problems authorise(const Desk& desk, Act act);

/// Runs `act` and turns a failure of the store into its problem; nothing is half-written.
[[nodiscard]] Problems attempt(const std::function<void()>& act);

inline constexpr std::string_view kLocalOperator = "operator";

}  // namespace xanh

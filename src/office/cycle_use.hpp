// Opening and closing a cycle, and where each stands.
#pragma once

#include "office/memory.hpp"

namespace xanh {

struct CycleLine {
  std::string code;
  int plan_year = 0;
  CycleKind kind{};
  Window window;
  CycleStage stage{};
  std::optional<int> plan_version;
  std::optional<Date> due;  ///< of the units
};
BOOST_DESCRIBE_STRUCT(CycleLine, (), (code, plan_year, kind, window, stage, plan_version, due))

[[nodiscard]] std::vector<CycleLine> cycle_list(const Memory& memory);

/// Binds the cycle to the plan version in force at its cut-off (the newest, when none is yet) and lets
/// reports in.
[[nodiscard]] Outcome<CycleLine> open_cycle(const Desk& desk, const std::string& cycle);
/// No report is taken in any more; lateness is judged at this moment from now on.
[[nodiscard]] Outcome<CycleLine> close_cycle(const Desk& desk, const std::string& cycle);
/// Brings the plan version in force by now into an open cycle; forms already filled stay valid where their
/// codes still exist.
[[nodiscard]] Outcome<CycleLine> rebase_cycle(const Desk& desk, const std::string& cycle);
/// The newest snapshot becomes the published one, to which the next cycle of this kind is compared.
[[nodiscard]] Outcome<CycleLine> publish_cycle(const Desk& desk, const std::string& cycle);

}  // namespace xanh

// The draft of next year's plan as changes of the plan, so that it is commented on and decided line by line
// as any other amendment: the new plan year, the figures that were registered, and its tasks. Every line says
// why it is there.
#pragma once

#include "programme/amendment.hpp"
#include "reporting/next_year.hpp"

namespace xanh {

/// Pure. Figures come first whose target is furthest from what it promised; then the tasks, those registered
/// and those that are not done and that nobody registered. `pending`: codes of other amendments that wait.
/// `unit`: who proposes it, the standing agency.
[[nodiscard]] Amendment next_year_amendment(const Plan& plan, int plan_year, const Consolidation& result,
                                            const Register& units, const std::string& unit,
                                            const std::vector<std::string>& pending);

}  // namespace xanh

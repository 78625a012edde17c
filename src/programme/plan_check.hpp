// What can be wrong with a plan as a whole: codes, references, computations, milestones, formulas.
#pragma once

#include "programme/plan.hpp"
#include "programme/register.hpp"

namespace xanh {

/// All problems of the plan against itself and the register; places are those of the entries.
[[nodiscard]] Problems check_plan(const Plan& plan, const Register& units);

}  // namespace xanh

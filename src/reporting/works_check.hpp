// Checks of projects (Biểu 03), money (Biểu 04), answers to directives (Biểu 08) and the registration of the
// coming year (Biểu 09). Only an unknown code is refused; sums that do not add up are told, never mended.
#pragma once

#include "programme/plan.hpp"
#include "reporting/form.hpp"
#include "reporting/matters.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// All problems of these parts, with the field (`money[3].disbursed`) of each. `directives`: those the unit
/// has to answer in this cycle.
[[nodiscard]] Problems check_works(const Submission& submission, const Form& form, const Plan& plan,
                                   const std::vector<const Directive*>& directives);

}  // namespace xanh

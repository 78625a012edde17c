// Checks of what stands in Biểu 10 (sub-collection): a figure that is not the sum of its parts asks for a
// note, parts that have not sent are named.
#pragma once

#include "programme/plan.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// Soft, both of them; hard only where a part stands twice or there are more than kMostParts. Nothing for a
/// report without parts.
[[nodiscard]] Problems check_parts(const Submission& submission, const Plan& plan);

}  // namespace xanh

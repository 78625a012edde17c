// The plan on paper as one version says it, against another, with Word's tracked changes: accepting all
// leaves the later version, rejecting all the earlier one.
#pragma once

#include <string>

#include "programme/plan.hpp"
#include "programme/register.hpp"

namespace xanh {

struct Redline {
  const Plan* before = nullptr;
  const Plan* after = nullptr;
  const Register* units = nullptr;
  Language language = Language::vi;
  Instant at{};  ///< when the changes were tracked
};

/// The bytes of a .docx: title with the decision, general goal, targets by goals (milestones in the middle
/// and in the last year of the programme's period, the year's figure), tasks by solution groups. Names of
/// units as of the day each version is in force from; the author is the standing agency of the later one, or
/// the programme's name. A row that moved, to another goal or solution group or in the order, is deleted here
/// and inserted there: the format knows no moved rows. Codes do not show; targets without a name are counted.
/// Of a version against itself it is the plain document. The same input gives the same bytes.
[[nodiscard]] std::string redline_docx(const Redline& redline);

}  // namespace xanh

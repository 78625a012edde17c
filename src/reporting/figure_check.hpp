// Checks of a unit's report (kiểm tra). Hard only for a code nobody knows; everything else goes with an
// explanation: a Chairman is not stopped by software. Two checks never report one cause twice.
#pragma once

#include "programme/plan.hpp"
#include "reporting/form.hpp"
#include "reporting/matters.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// Earlier accepted reports of the same unit, oldest first.
struct History {
  std::vector<const Submission*> reports;
  const Submission* same_period = nullptr;     ///< of the same kind of cycle, a year before
  const Submission* half_year = nullptr;       ///< of the same plan year, when this is a year's report
  std::vector<const Directive*> directives{};  ///< those the unit has to answer now
};

/// Limits that the programme may set; the defaults are the domain's.
struct CheckLimits {
  double same_period_percent = 30;  ///< |this − same period| beyond this share asks for an explanation
  size_t outlier_points = 8;        ///< from so many earlier figures on
  double outlier_mads = 5;  ///< farther than this many MADs (scaled to a standard deviation) from the median
  double same_text_percent = 90;  ///< text as alike as this to last time's
};

/// All problems of the report, with the field (`figures[3].this_period`) of each. `told` is what the reader
/// of a form said already of its cells (`ww_sites_ok.this_period`): of those the same is not said again.
[[nodiscard]] Problems check_submission(const Submission& submission, const Form& form, const Plan& plan,
                                        CycleKind kind, const History& history,
                                        const CheckLimits& limits = {}, const Problems& told = {});

/// Whether `x operator y` holds; a billionth of their size is no difference.
[[nodiscard]] bool rule_holds(double x, std::string_view op, double y);

/// How alike two texts are by their words, 0 to 100.
[[nodiscard]] double alike_percent(std::string_view a, std::string_view b);

}  // namespace xanh

// Next year's plan as a draft: drawn up from the year's report and the units' registrations, then commented
// on and decided as an amendment.
#pragma once

#include "office/amendment_use.hpp"

namespace xanh {

struct NextPlan {
  int year = 0;  ///< the plan year to be drawn up
  bool dry_run = false;
  static constexpr std::array kRequired{"year"};
};
BOOST_DESCRIBE_STRUCT(NextPlan, (), (year, dry_run))

/// From the newest snapshot of the cycle that ends the year before, whose plan the newest version is.
/// Problems: not-allowed (it is the standing agency's), next-plan-there, next-plan-no-cycle,
/// next-plan-no-snapshot, next-plan-drafted (a warning: another draft of that year waits) and those of
/// propose_amendment.
[[nodiscard]] Outcome<AmendmentPage> draft_next_plan(const Desk& desk, const NextPlan& next);

}  // namespace xanh

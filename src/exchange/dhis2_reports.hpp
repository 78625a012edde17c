// Values of a DHIS2 as the reports of its units, one for each unit and cycle, and what those reports
// contradict: rules that they do not keep, percentages above 100.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exchange/dhis2_plan.hpp"
#include "reporting/submission.hpp"

namespace xanh::dhis2 {

/// `units`: codes by uid. A total is the sum of its parts where nobody gave it and its element can be added.
[[nodiscard]] std::vector<Submission> make_reports(const Metadata& metadata, const Figures& figures,
                                                   const MadePlan& made,
                                                   const std::map<std::string, std::string>& units);

void check_reports(const std::vector<Submission>& reports, const MadePlan& made, Report& report);

}  // namespace xanh::dhis2

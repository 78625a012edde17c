// A programme of any size, made up: so many units, targets and elements, with a report of every unit. The
// benchmarks measure on it what no real programme is large enough to show.
#pragma once

#include "programme/plan.hpp"
#include "programme/register.hpp"
#include "reporting/accounts.hpp"

namespace xanh::bench {

struct Size {
  int units = 45;
  int targets = 20;  ///< each the quotient of two elements, summed over all units
  int rows = 0;      ///< further elements, in table 05a
};

/// 20 periods hold the same plan and units and other figures.
struct MadeProgramme {
  Plan plan;
  Register units;
  Cycle cycle;
};
[[nodiscard]] MadeProgramme made_programme(const Size& size);

/// The accepted reports of one period with their manifest.
struct MadePeriod {
  Manifest manifest;
  std::vector<Submission> reports;
};
[[nodiscard]] MadePeriod made_period(const MadeProgramme& programme, int period);

/// One unit's report on every element, each 50 % above the same period last year: a message for each.
[[nodiscard]] Submission questionable_report(const MadeProgramme& programme, const std::string& unit);

}  // namespace xanh::bench

// Periods as DHIS2 and ADX write them: 2019, 201912, 2019Q4, 2019W5, 2019April, 2019-12-01/P1M.
// Source: DHIS2 developer documentation, "Date and period format"; ADX (IHE QRPH), ISO 8601 intervals.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reporting/cycle.hpp"

namespace xanh::dhis2 {

struct Period {
  std::string type;  ///< as a data set names it: "Monthly", "FinancialApril"
  Cycle cycle;       ///< code, kind, names and window
};

/// Empty for what is no period, also 201913 and 2019W54.
[[nodiscard]] std::optional<Period> read_period(std::string_view text);

}  // namespace xanh::dhis2

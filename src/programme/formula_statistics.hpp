// What avg, median, stddev and the others make of their samples. Meaning: the DHIS2 expression reference;
// nothing to take a statistic of is null, never 0.
#pragma once

#include <optional>
#include <span>

#include "programme/formula_item.hpp"

namespace xanh {

/// Samples in the order of time, then of units; reordered on the way. `fraction` is that of percentileCont, 0
/// to 1, otherwise there is no result. Sums are made in the order given: the same everywhere.
[[nodiscard]] std::optional<double> formula_statistic(FormulaStatistic statistic, std::span<double> samples,
                                                      std::optional<double> fraction = std::nullopt);

/// Figures of units and periods made one. They lie period by period, `units` of each; NaN where there is
/// none.
[[nodiscard]] std::optional<double> formula_aggregate(FormulaAggregation aggregation,
                                                      std::span<double> figures, size_t units);

/// What gather makes of its samples: a statistic, or for a subExpression its way to aggregate (in one
/// period).
[[nodiscard]] std::optional<double> formula_gathered(FormulaStatistic statistic,
                                                     FormulaAggregation aggregation,
                                                     std::span<double> samples,
                                                     std::optional<double> fraction);

}  // namespace xanh

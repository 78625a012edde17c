// From what is hung on an item, and from the samples of an aggregation, to the periods and units a scope is
// asked for. Once for both ways of evaluation.
#pragma once

#include <span>
#include <vector>

#include "programme/formula_scope.hpp"

namespace xanh {

/// The figures of the item for these cells, with what was hung on it; NaN where there is none. Gives back the
/// bytes it needed at most on the way.
size_t formula_item_values(const FormulaScope& scope, const FormulaItem& item,
                           std::span<const FormulaCell> cells, std::span<double> out);

/// The cells an aggregation at this cell takes its samples from, period by period; a subExpression stays in
/// its own period.
[[nodiscard]] std::vector<FormulaCell> formula_samples(const FormulaScope& scope, FormulaStatistic statistic,
                                                       FormulaCell cell);

[[nodiscard]] bool formula_unit_holds(const FormulaScope& scope, FormulaUnitQuestion question,
                                      std::span<const std::string> codes, FormulaCell cell);

}  // namespace xanh

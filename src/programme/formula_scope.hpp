// Where formulas take their figures from when they are evaluated for many units and periods.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "programme/formula_item.hpp"

namespace xanh {

/// For whom and when: numbers the scope gives to its units and periods.
struct FormulaCell {
  std::uint32_t unit = 0;
  std::uint32_t period = 0;
  bool operator==(const FormulaCell&) const = default;
};

/// The figures behind a formula, and how periods and units lie to one another. Only `values` must be
/// answered; without the rest there are no other periods and units. Must be safe to call from the threads
/// that evaluate.
class FormulaScope {
 public:
  virtual ~FormulaScope() = default;

  /// The figures of the item for these cells, as many as `out` has places; NaN where there is none. What was
  /// hung on the item is seen to already. Not asked for days.
  virtual void values(const FormulaItem& item, std::span<const FormulaCell> cells,
                      std::span<double> out) const = 0;

  /// The period so many periods later (negative: earlier); empty if there is none.
  [[nodiscard]] virtual std::optional<std::uint32_t> period_after(std::uint32_t period, int offset) const {
    return offset == 0 ? std::optional(period) : std::nullopt;
  }
  /// The periods of its year up to and with this one, in the order of time.
  [[nodiscard]] virtual std::vector<std::uint32_t> year_to_date(std::uint32_t period) const {
    return {period};
  }
  /// Its first and last day; empty if not known.
  [[nodiscard]] virtual std::optional<std::pair<Date, Date>> days(std::uint32_t) const {
    return std::nullopt;
  }

  /// The periods avg, sum and the others take their samples from, in the order of time.
  [[nodiscard]] virtual std::vector<std::uint32_t> sample_periods(FormulaCell cell) const {
    return {cell.period};
  }
  /// The units whose figures make up those of the unit: itself if it has none below.
  [[nodiscard]] virtual std::vector<std::uint32_t> sample_units(FormulaCell cell) const {
    return {cell.unit};
  }
  /// How figures of the item add up over periods: a flow is summed, of a stock the last one counts.
  [[nodiscard]] virtual FormulaAggregation aggregation(const FormulaItem&) const {
    return FormulaAggregation::sum;
  }
  [[nodiscard]] virtual bool holds(FormulaUnitQuestion, std::string_view /*code*/, FormulaCell) const {
    return false;
  }
};

}  // namespace xanh

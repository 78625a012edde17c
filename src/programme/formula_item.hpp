// What a formula can ask for besides figures of elements: DHIS2's items (constants, reports received, units
// of a group, indicators, days of the period) and what may be hung on them (`.periodOffset(-1)`). Source:
// grammar of the DHIS2 expression language, modes indicator, predictor and validation rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace xanh {

enum class FormulaItemKind : std::uint8_t {
  element,     ///< #{element}, #{element.option}, #{element.option.attribute}
  constant,    ///< C{constant}
  reports,     ///< R{dataset.REPORTING_RATE}
  unit_group,  ///< OUG{group}: number of units in a group
  indicator,   ///< N{indicator}
  days         ///< [days]: days of the period
};

/// What is counted of the reports of a data set. Rates are percentages.
enum class FormulaReports : std::uint8_t { rate, rate_on_time, actual, actual_on_time, expected };

/// How figures of several units and periods become one (DHIS2's aggregation types). `automatic`: as the item
/// says.
enum class FormulaAggregation : std::uint8_t {
  automatic,
  sum,
  average,
  average_sum_units,    ///< average over time, sum over units
  first,                ///< first in time, sum over units
  first_average_units,  ///< first in time, average over units
  last,
  last_average_units,
  count,
  stddev,
  variance,
  min,
  max
};

/// What was hung on an item. Offsets of nested brackets add up.
struct FormulaModifiers {
  int period_offset = 0;      ///< periods later, negative: earlier
  bool year_to_date = false;  ///< all periods of the year up to this one
  FormulaAggregation aggregation = FormulaAggregation::automatic;
  std::optional<Date> min_date;  ///< only periods that begin on this day or later
  std::optional<Date> max_date;  ///< only periods that end on this day or earlier

  bool operator==(const FormulaModifiers&) const = default;
  [[nodiscard]] bool plain() const { return *this == FormulaModifiers{}; }
};

/// One thing a formula asks for. The texts are part of the formula: valid as long as it is.
struct FormulaItem {
  FormulaItemKind kind = FormulaItemKind::element;
  FormulaReports reports = FormulaReports::rate;
  std::string_view code{};       ///< element, constant, data set, group or indicator; empty for days
  std::string_view option{};     ///< category option, or `*`; empty: the element as a whole
  std::string_view attribute{};  ///< attribute option, or `*`
  FormulaModifiers modifiers{};

  /// As a table of values names it: `a`, `a.option`, `C{pi}`, `R{form.REPORTING_RATE}`, `[days]`, followed by
  /// what was hung on it: `a.periodOffset(-1)`.
  [[nodiscard]] std::string key() const;
  /// As a formula writes it: `#{a}.periodOffset(-1)`.
  [[nodiscard]] std::string text() const;
};

/// The names DHIS2 gives them: "REPORTING_RATE_ON_TIME", "AVERAGE_SUM_ORG_UNIT". Empty if there is none such.
[[nodiscard]] std::optional<FormulaReports> formula_reports(std::string_view name);
[[nodiscard]] std::optional<FormulaAggregation> formula_aggregation(std::string_view name);
[[nodiscard]] std::string_view to_text(FormulaReports reports);
[[nodiscard]] std::string_view to_text(FormulaAggregation aggregation);

/// What a formula asks about the unit it is evaluated for: `orgUnit.group(…)`, `.ancestor(…)`, `.dataSet(…)`.
enum class FormulaUnitQuestion : std::uint8_t { in_group, below, reports_on };

/// What an aggregation over periods and units gives. Samples without a figure are passed over.
enum class FormulaStatistic : std::uint8_t {
  avg,
  count,
  max,
  median,
  min,
  percentile,  ///< percentileCont: between the two nearest samples, as spreadsheets do (PERCENTILE.INC)
  stddev_population,
  stddev_sample,
  sum,
  variance,       ///< of a sample
  sub_expression  ///< as its aggregation type says
};

}  // namespace xanh

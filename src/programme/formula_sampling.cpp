#include "programme/formula_sampling.hpp"

#include <algorithm>
#include <cmath>

#include "programme/formula_statistics.hpp"

namespace xanh {
namespace {

// Days of the period at the cell, after its offset.
double days_of(const FormulaScope& scope, const FormulaModifiers& modifiers, FormulaCell cell) {
  const auto period = scope.period_after(cell.period, modifiers.period_offset);
  const auto window = period ? scope.days(*period) : std::nullopt;
  return window ? static_cast<double>((window->second - window->first).count() + 1) : std::nan("");
}

// The periods that stand for the one of the cell.
std::vector<std::uint32_t> periods_of(const FormulaScope& scope, const FormulaModifiers& modifiers,
                                      std::uint32_t period) {
  const auto moved = scope.period_after(period, modifiers.period_offset);
  if (!moved) return {};
  std::vector<std::uint32_t> out{*moved};
  if (modifiers.year_to_date) out = scope.year_to_date(*moved);
  if (!modifiers.min_date && !modifiers.max_date) return out;
  // A period whose days nobody knows is left out: it cannot be said to lie within the dates.
  std::erase_if(out, [&](std::uint32_t one) {
    const auto window = scope.days(one);
    return !window || (modifiers.min_date && window->first < *modifiers.min_date) ||
           (modifiers.max_date && window->second > *modifiers.max_date);
  });
  return out;
}

}  // namespace

size_t formula_item_values(const FormulaScope& scope, const FormulaItem& item,
                           std::span<const FormulaCell> cells, std::span<double> out) {
  const FormulaModifiers& hung = item.modifiers;
  if (item.kind == FormulaItemKind::days) {
    for (size_t row = 0; row < cells.size(); ++row) out[row] = days_of(scope, hung, cells[row]);
    return 0;
  }
  if (hung.plain()) {
    scope.values(item, cells, out);
    return 0;
  }
  FormulaItem bare = item;
  bare.modifiers = {};
  const bool own_way = hung.aggregation != FormulaAggregation::automatic;
  const FormulaAggregation way = own_way ? hung.aggregation : scope.aggregation(bare);
  size_t most = 0;
  std::vector<FormulaCell> asked;
  std::vector<double> figures;
  for (size_t row = 0; row < cells.size(); ++row) {
    const auto periods = periods_of(scope, hung, cells[row].period);
    const auto units = own_way ? scope.sample_units(cells[row]) : std::vector<std::uint32_t>{cells[row].unit};
    asked.clear();
    for (const auto period : periods)
      for (const auto unit : units) asked.push_back({unit, period});
    figures.assign(asked.size(), std::nan(""));
    scope.values(bare, asked, figures);
    most = std::max(most, asked.size() * (sizeof(FormulaCell) + sizeof(double)));
    if (figures.size() == 1 && !own_way)
      out[row] = figures[0];
    else
      out[row] = formula_aggregate(way, figures, units.size()).value_or(std::nan(""));
  }
  return most;
}

std::vector<FormulaCell> formula_samples(const FormulaScope& scope, FormulaStatistic statistic,
                                         FormulaCell cell) {
  const auto periods = statistic == FormulaStatistic::sub_expression ? std::vector<std::uint32_t>{cell.period}
                                                                     : scope.sample_periods(cell);
  const auto units = scope.sample_units(cell);
  std::vector<FormulaCell> out;
  out.reserve(periods.size() * units.size());
  for (const auto period : periods)
    for (const auto unit : units) out.push_back({unit, period});
  return out;
}

bool formula_unit_holds(const FormulaScope& scope, FormulaUnitQuestion question,
                        std::span<const std::string> codes, FormulaCell cell) {
  return std::any_of(codes.begin(), codes.end(),
                     [&](const std::string& code) { return scope.holds(question, code, cell); });
}

}  // namespace xanh

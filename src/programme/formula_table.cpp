#include "programme/formula_table.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace xanh {

void FormulaTable::set(const std::string& key, std::vector<double> figures, FormulaAggregation over_periods) {
  if (figures.size() != size_t{units_} * periods_)
    throw std::invalid_argument("a column of a formula table has a figure for every unit and period");
  columns_[key] = {std::move(figures), over_periods};
}

std::vector<FormulaCell> FormulaTable::cells() const {
  std::vector<FormulaCell> out;
  out.reserve(size_t{units_} * periods_);
  for (std::uint32_t unit = 0; unit < units_; ++unit)
    for (std::uint32_t period = 0; period < periods_; ++period) out.push_back({unit, period});
  return out;
}

void FormulaTable::values(const FormulaItem& item, std::span<const FormulaCell> cells,
                          std::span<double> out) const {
  // The key of a plain element is its code: no need to build it.
  const bool plain = item.kind == FormulaItemKind::element && item.option.empty() && item.modifiers.plain();
  const auto column = plain ? columns_.find(item.code) : columns_.find(item.key());
  for (size_t i = 0; i < cells.size(); ++i)
    out[i] = column == columns_.end()
                 ? std::nan("")
                 : column->second.figures[size_t{cells[i].unit} * periods_ + cells[i].period];
}

std::optional<std::uint32_t> FormulaTable::period_after(std::uint32_t period, int offset) const {
  const std::int64_t moved = std::int64_t{period} + offset;
  if (moved < 0 || moved >= periods_) return std::nullopt;
  return static_cast<std::uint32_t>(moved);
}

std::vector<std::uint32_t> FormulaTable::year_to_date(std::uint32_t period) const {
  std::vector<std::uint32_t> out;
  const auto year = [&](std::uint32_t of) { return std::chrono::year_month_day(days_[of].second).year(); };
  for (std::uint32_t one = 0; one <= period; ++one)
    if (one == period || (period < days_.size() && year(one) == year(period))) out.push_back(one);
  return out;
}

std::optional<std::pair<Date, Date>> FormulaTable::days(std::uint32_t period) const {
  return period < days_.size() ? std::optional(days_[period]) : std::nullopt;
}

std::vector<std::uint32_t> FormulaTable::sample_periods(FormulaCell) const {
  std::vector<std::uint32_t> out(periods_);
  std::iota(out.begin(), out.end(), 0u);
  return out;
}

std::vector<std::uint32_t> FormulaTable::sample_units(FormulaCell cell) const {
  const auto below = below_.find(cell.unit);
  return below == below_.end() ? std::vector{cell.unit} : below->second;
}

FormulaAggregation FormulaTable::aggregation(const FormulaItem& item) const {
  const auto column = columns_.find(item.key());
  return column == columns_.end() ? FormulaAggregation::sum : column->second.over_periods;
}

bool FormulaTable::holds(FormulaUnitQuestion question, std::string_view code, FormulaCell cell) const {
  return holds_.contains({question, std::string(code), cell.unit});
}

}  // namespace xanh

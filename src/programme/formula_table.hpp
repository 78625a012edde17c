// Figures in memory as a scope of formulas: columns of doubles over units and periods.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "programme/formula_scope.hpp"

namespace xanh {

/// Units and periods are numbered from 0, periods in the order of time. Aggregations take their samples from
/// all periods.
class FormulaTable final : public FormulaScope {
 public:
  FormulaTable(std::uint32_t units, std::uint32_t periods) : units_(units), periods_(periods) {}

  /// The figures of an item by its key (FormulaItem::key): those of the first unit over all periods, then
  /// those of the next; NaN where there is none. As many as units × periods, or std::invalid_argument.
  void set(const std::string& key, std::vector<double> figures,
           FormulaAggregation over_periods = FormulaAggregation::sum);
  /// First and last day of every period.
  void set_days(std::vector<std::pair<Date, Date>> days) { days_ = std::move(days); }
  /// The units that make up a unit.
  void set_below(std::uint32_t unit, std::vector<std::uint32_t> below) { below_[unit] = std::move(below); }
  void set_holds(FormulaUnitQuestion question, const std::string& code, std::uint32_t unit) {
    holds_.emplace(question, code, unit);
  }

  /// All units and periods, in the order of the columns.
  [[nodiscard]] std::vector<FormulaCell> cells() const;

  void values(const FormulaItem& item, std::span<const FormulaCell> cells,
              std::span<double> out) const override;
  [[nodiscard]] std::optional<std::uint32_t> period_after(std::uint32_t period, int offset) const override;
  [[nodiscard]] std::vector<std::uint32_t> year_to_date(std::uint32_t period) const override;
  [[nodiscard]] std::optional<std::pair<Date, Date>> days(std::uint32_t period) const override;
  [[nodiscard]] std::vector<std::uint32_t> sample_periods(FormulaCell cell) const override;
  [[nodiscard]] std::vector<std::uint32_t> sample_units(FormulaCell cell) const override;
  [[nodiscard]] FormulaAggregation aggregation(const FormulaItem& item) const override;
  [[nodiscard]] bool holds(FormulaUnitQuestion question, std::string_view code,
                           FormulaCell cell) const override;

 private:
  struct Column {
    std::vector<double> figures;
    FormulaAggregation over_periods = FormulaAggregation::sum;
  };
  std::uint32_t units_;
  std::uint32_t periods_;
  std::map<std::string, Column, std::less<>> columns_;
  std::vector<std::pair<Date, Date>> days_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> below_;
  std::set<std::tuple<FormulaUnitQuestion, std::string, std::uint32_t>> holds_;
};

}  // namespace xanh

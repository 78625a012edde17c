// Figures of the columnar copy as a scope of formulas: groups of units and periods of cycles, each element
// added up as its kind says (interfaces.md, Aggregation). Only the elements that are asked for are read, a
// block of periods at a time, so memory does not grow with the copy.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "programme/formula_scope.hpp"
#include "programme/plan.hpp"
#include "store/columnar_copy.hpp"

namespace xanh {

struct ColumnarElement {
  CopiedItem item;
  ElementKind kind = ElementKind::flow;
};

struct ColumnarCycle {
  std::string code;
  Date first{}, last{};
};

/// A cycle, or cycles that follow one another without overlapping. No cycle stands in two of them.
struct ColumnarPeriod {
  std::vector<std::uint32_t> cycles;  ///< places in ColumnarShape::cycles, in the order of time
  int year = 0;
  int kind = 0;  ///< offsets and aggregations go over periods of one kind
};

/// Units that are added up. They may differ from cycle to cycle, for units come and go.
struct ColumnarRow {
  std::vector<std::vector<std::uint32_t>> units;  ///< by cycle: places in ColumnarShape::units, ascending
  std::vector<std::uint32_t> below;  ///< rows an aggregation takes its samples from; empty: itself
};

/// What is asked for, as codes and places.
struct ColumnarShape {
  std::vector<ColumnarElement> elements;
  std::vector<ColumnarCycle> cycles;
  std::vector<std::string> units;
  std::vector<ColumnarPeriod> periods;  ///< in the order of time
  std::vector<ColumnarRow> rows;
  /// Whether the unit owes the element in that cycle, by place; without it everybody does.
  std::function<bool(size_t element, size_t cycle, size_t unit)> owes{};
  /// What a formula asks about the unit of a row.
  std::function<bool(FormulaUnitQuestion, std::string_view code, size_t row)> holds{};
};

/// Units behind a value: those that owe some of its elements, and those of them that gave all they owe in
/// every cycle of the period. The others are left out of all elements: a part never stands for the whole.
struct ColumnarCoverage {
  std::uint32_t expected = 0, given = 0;
  bool operator==(const ColumnarCoverage&) const = default;
};

/// The figures of one formula: units of its cells are rows of the shape. The shape must outlive it.
class ColumnarScope final : public FormulaScope {
 public:
  [[nodiscard]] ColumnarCoverage coverage(FormulaCell cell) const;

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
  friend class ColumnarReading;
  ColumnarScope(const ColumnarShape& shape, std::vector<std::uint32_t> elements);
  [[nodiscard]] size_t place(FormulaCell cell) const {
    return size_t{cell.unit} * shape_.periods.size() + cell.period;
  }

  const ColumnarShape& shape_;
  std::vector<std::uint32_t> elements_;      ///< of this formula: places in the shape
  std::vector<std::vector<double>> values_;  ///< by element of the formula, row and period
  std::vector<ColumnarCoverage> coverage_;
};

/// The scopes of several formulas, each by the places of its elements, from one walk through the copy. Sums
/// are exact, so the answer is the same however many threads read. Throws ColumnarError.
[[nodiscard]] std::vector<ColumnarScope> columnar_scopes(
    ColumnarCopy& copy, const ColumnarShape& shape, const std::vector<std::vector<std::uint32_t>>& formulas);

}  // namespace xanh

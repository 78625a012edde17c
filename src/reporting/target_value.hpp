// The figure of a target and the sum of an element over the units that owe them, with coverage and trace.
#pragma once

#include <map>

#include "reporting/accounts.hpp"
#include "reporting/cycle_scope.hpp"
#include "reporting/form.hpp"

namespace xanh {

struct Coverage {
  int expected = 0;  ///< units obliged and alive at the cut-off, without those to whom it does not apply or
                     ///< who may leave it out and did
  int noted = 0;     ///< of them, those whose accepted report gives what is needed
  bool complete = false;
};
BOOST_DESCRIBE_STRUCT(Coverage, (), (expected, noted, complete))

struct AreaFigure {
  std::string unit;
  std::optional<Number> value;
  std::string numerator, denominator;
  FigureState state{};
};
BOOST_DESCRIBE_STRUCT(AreaFigure, (), (unit, value, numerator, denominator, state))

/// Where a figure comes from: submission → element. `kind`: "submission", or "earlier" for one of the cycle
/// before that a formula takes.
struct TraceStep {
  std::string kind, id, element, value;
};
BOOST_DESCRIBE_STRUCT(TraceStep, (), (kind, id, element, value))

struct TargetValue {
  std::optional<Decimal> value;  ///< to 6 digits; absent with `why_absent`
  std::optional<Decimal> numerator, denominator;
  FigureState state = FigureState::official;
  Bilingual why_absent;
  Coverage coverage;
  bool covered = false;  ///< coverage reaches the target's min_coverage
  std::vector<std::string> missing;
  std::vector<AreaFigure> by_area;  ///< only where the target is a sum of units
  std::vector<TraceStep> trace;
  std::map<FigureColumn, Decimal> columns;  ///< the other columns, where the same units gave them
  [[nodiscard]] std::optional<Decimal> column(FigureColumn wanted) const;
};

/// Σ numerators / Σ denominators over the same units, or the formula once on aggregated elements. A unit that
/// gave one half of a ratio is left out of both and counted as not covered.
/// A formula that takes more than figures of elements (of the cycle before, over units, reports received) is
/// evaluated once for the whole, and once for every unit where the target is a sum of units; it has no other
/// columns.
[[nodiscard]] TargetValue value_of(const Target& target, const CycleFacts& facts);

struct ElementSum {
  std::optional<Decimal> this_period, same_period, year_estimate;
  FigureState state = FigureState::official;
  Coverage coverage;
};
[[nodiscard]] ElementSum sum_of(const Element& element, const Obliged& obliged, const Accounts& accounts);

}  // namespace xanh

// An indicator: one formula over the figures that count, for groups of units or each unit, through cycles or
// years, asked of the columnar copy.
#pragma once

#include "office/memory.hpp"

namespace xanh {

struct IndicatorRequest {
  std::string formula;
  std::vector<std::string>
      groups;  ///< units (with those below them) and groups; empty: all that owe a figure
  std::vector<std::string> cycles;  ///< in any order; empty: all that were opened
  bool by_unit = false;             ///< a row for each unit, not for each group
  bool by_year = false;             ///< a column for each plan year, not for each cycle
  int threads = 1;
};

struct IndicatorCell {
  std::optional<Decimal> value;  ///< to 6 digits
  int expected = 0;              ///< units that owe figures of the formula
  int given = 0;                 ///< of them, those that gave all they owe: the value is theirs
  Bilingual why;                 ///< why there is no value although figures are there
};
BOOST_DESCRIBE_STRUCT(IndicatorCell, (), (value, expected, given, why))

struct IndicatorPeriod {
  std::string code;  ///< of the cycle, or the year
  Bilingual names;
  std::vector<std::string> cycles;  ///< whose figures are added up
};
BOOST_DESCRIBE_STRUCT(IndicatorPeriod, (), (code, names, cycles))

struct IndicatorRow {
  std::string code;  ///< of the unit or group; empty: all units
  Bilingual names;
  std::vector<IndicatorCell> cells;  ///< one a period
};
BOOST_DESCRIBE_STRUCT(IndicatorRow, (), (code, names, cells))

struct Indicator {
  std::string formula;
  Bilingual reads;  ///< the formula with the names of its elements
  std::vector<IndicatorPeriod> periods;
  std::vector<IndicatorRow> rows;
};
BOOST_DESCRIBE_STRUCT(Indicator, (), (formula, reads, periods, rows))

/// Elements are added up over the units and cycles first, then the formula is evaluated once. A cycle in
/// which an element has another definition than in the last one is left out with a warning
/// (indicator-other-definition); of cycles of one year that overlap the longer counts. Problems: not-allowed,
/// those of the formula, unknown-cycle, indicator-no-cycle, indicator-element and indicator-group (with the
/// nearest code), indicator-item, indicator-no-number, indicator-too-large, figures-copy-busy,
/// figures-copy-failed.
[[nodiscard]] Outcome<Indicator> indicator(const Desk& desk, const IndicatorRequest& request);

/// A row for each unit or group and period.
[[nodiscard]] std::string indicator_csv(const Indicator& indicator);

}  // namespace xanh

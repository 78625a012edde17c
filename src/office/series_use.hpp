// A figure or a target through the cycles, unit by unit, on the territory of its own day, of today's units,
// or on the areas that all the days have in common.
#pragma once

#include "office/memory.hpp"
#include "programme/territory.hpp"

namespace xanh {

struct SeriesRequest {
  std::string code;                 ///< of an element, or of a target that is one element over another
  std::vector<std::string> cycles;  ///< in any order; empty: all that were opened
  Territory areas = Territory::then;
  std::string
      basis{};  ///< by which weights split land counts: "population", "area"; empty: the element's own
};

struct SeriesCell {
  std::optional<Decimal> value;
  bool lived = true;                 ///< false: the unit was not there on that day
  bool weighted = false;             ///< an estimate by shares of land that was split
  std::vector<std::string> missing;  ///< units whose figure is not there, where there is no value
};
BOOST_DESCRIBE_STRUCT(SeriesCell, (), (value, lived, weighted, missing))

struct SeriesRow {
  std::vector<std::string> units;  ///< several of a common area
  std::vector<Bilingual> names;
  std::vector<SeriesCell> cells;  ///< one a cycle
};
BOOST_DESCRIBE_STRUCT(SeriesRow, (), (units, names, cells))

struct Series {
  std::string code;
  Bilingual names;
  std::string measure;  ///< unit of measure
  Territory areas{};
  std::vector<std::string> cycles;  ///< by the end of their window
  std::vector<Bilingual> cycle_names;
  std::vector<SeriesCell> total;  ///< one a cycle, over all units that owe it: each once
  std::vector<SeriesRow> rows;
};
BOOST_DESCRIBE_STRUCT(Series, (), (code, names, measure, areas, cycles, cycle_names, total, rows))

/// From the reports that count. Cycles in which the element has another definition than in the last one are
/// left out with a warning (series-other-definition): their figures are never compared. A target is its
/// numerator over its denominator, each on that territory, times its factor. Problems: not-allowed,
/// unknown-cycle, series-element (with the nearest code), series-target (its formula has no two halves),
/// series-no-cycle.
[[nodiscard]] Outcome<Series> figure_series(const Desk& desk, const SeriesRequest& request);

}  // namespace xanh

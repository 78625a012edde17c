// Figures of one day's units on the territory of another day: which unit's land went on in which, and what
// can be said of it without inventing anything (domain.md: figures of different territory are never
// compared).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "programme/register.hpp"

namespace xanh {

/// What of a unit's territory went on in a unit.
struct AreaFlow {
  std::string from, to;
  std::optional<Decimal> share;  ///< of `from`, over 0 up to 1; absent: a part, and nobody has said how much
  bool operator==(const AreaFlow&) const = default;
};
BOOST_DESCRIBE_STRUCT(AreaFlow, (), (from, to, share))

/// How the territory of these units, alive on `of`, lay on a later day, through every merge, split, rename
/// and move between; a unit that ended without a successor has no flow. In the order of `units`, then of the
/// codes. The share of a split or a move is the weight of its row in unit_changes.csv; of several rows for
/// one pair that one counts whose basis is `basis` (the code of an element, "population", "area"), else the
/// one alone.
[[nodiscard]] std::vector<AreaFlow> area_flows(const Register& units,
                                               const std::vector<std::string>& of_units, Date of,
                                               const AsOf& later, const std::string& basis = {});

/// The least territory that both days know: units of the first day and the units of the second that lie on
/// exactly the same land.
struct CommonArea {
  std::vector<std::string> before, after;  ///< by code; `after` empty: it ended without a successor
  bool operator==(const CommonArea&) const = default;
};
BOOST_DESCRIBE_STRUCT(CommonArea, (), (before, after))
[[nodiscard]] std::vector<CommonArea> common_areas(const std::vector<AreaFlow>& flows,
                                                   const std::vector<std::string>& of_units);

/// then: on the units of their own day. now: on those of the later day. common: on the common areas.
enum class Territory { then, now, common };
BOOST_DESCRIBE_ENUM(Territory, then, now, common)

struct TerritoryFigure {
  std::vector<std::string> units;    ///< whose territory it is; several only of a common area
  std::vector<std::string> of;       ///< the units whose figures are in it
  std::optional<Decimal> value;      ///< absent: something of it is missing
  bool weighted = false;             ///< a share below 1 is in it: an estimate
  std::vector<std::string> missing;  ///< units without a figure, or whose share nobody has said
};
BOOST_DESCRIBE_STRUCT(TerritoryFigure, (), (units, of, value, weighted, missing))

/// Figures that add up over units (of a ratio its two halves, each by itself), of the earlier day, on another
/// territory. A part never stands for the whole: where one of its units is missing there is no value.
/// Weighted values have at most six decimals.
[[nodiscard]] std::vector<TerritoryFigure> figures_on(Territory territory,
                                                      const std::map<std::string, Decimal>& figures,
                                                      const std::vector<std::string>& of_units,
                                                      const std::vector<AreaFlow>& flows);

/// Figures of the later day on the territory of the earlier one: known where the earlier unit's land is that
/// of whole later units, else missing. On common areas as above.
[[nodiscard]] std::vector<TerritoryFigure> later_figures_on(Territory territory,
                                                            const std::map<std::string, Decimal>& figures,
                                                            const std::vector<std::string>& of_units,
                                                            const std::vector<AreaFlow>& flows);

}  // namespace xanh

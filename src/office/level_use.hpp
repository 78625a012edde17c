// A unit that collects from the units under it as the standing agency does from it (cấp dưới): it says once
// for a cycle whom it asks what until when, opens a cycle of its own, reviews and consolidates there, and
// passes what it found up into its own report.
#pragma once

#include "office/cycle_use.hpp"
#include "office/draft_use.hpp"

namespace xanh {

/// What the unit says of its cycle; a YAML file has the same keys. What is left out stays as in the last
/// cycle of this unit and year, or, of a cycle that was set up before, as it was.
struct LevelTerms {
  std::optional<Date> due;  ///< of the units under it
  std::optional<Date> opens;
  std::optional<Decision> decision;                ///< of the unit's own plan of the year
  std::optional<std::vector<std::string>> tables;  ///< what it passes down of its form: 01, 05a …; empty: all
  std::optional<std::vector<Element>> elements;    ///< asked beyond the plan above
  std::optional<std::vector<Obligation>> obligations;
  std::optional<std::map<std::string, Decimal>> assigned;
  std::optional<std::vector<LevelTask>> tasks;
  std::optional<std::string> source;
  Place place;
};
BOOST_DESCRIBE_STRUCT(LevelTerms, (),
                      (due, opens, decision, tables, elements, obligations, assigned, tasks, source))

struct LevelRequest {
  std::string cycle, unit;  ///< the cycle above, and who collects for it
  LevelTerms terms;
  std::string file;  ///< YAML of terms, or empty; what `terms` says goes before it
};

/// Sets the unit's cycle up, or says it anew while it is not open. Problems: those of check_level;
/// level-open, level-due-late (the units would owe theirs after the unit owes its own: a warning),
/// cycle-wrong-stage.
[[nodiscard]] Outcome<CycleLine> set_up_level(const Desk& desk, const LevelRequest& request);

/// How far a unit is with the units under it.
struct LevelStanding {
  std::string cycle, unit;
  Bilingual names;
  std::optional<CycleStage> stage;  ///< absent: it has not set its cycle up
  std::optional<Date> due;
  int expected = 0, sent = 0, noted = 0;
  int snapshot = 0;                 ///< the newest; 0: none
  std::vector<std::string> tables;  ///< that can be passed down
  std::vector<std::string> chosen;  ///< that are; empty: all
};
BOOST_DESCRIBE_STRUCT(LevelStanding, (),
                      (cycle, unit, names, stage, due, expected, sent, noted, snapshot, tables, chosen))

/// Units of the cycle with units under them, those that one may see.
[[nodiscard]] Outcome<std::vector<LevelStanding>> list_levels(const Desk& desk, const std::string& cycle);

/// A report that a unit owes to the one above it and not to the standing agency.
struct OwedBelow {
  std::string cycle, unit;
  Bilingual cycle_names, unit_names, collector_names;
  CycleStage stage{};
  std::optional<Date> due;
};
BOOST_DESCRIBE_STRUCT(OwedBelow, (), (cycle, unit, cycle_names, unit_names, collector_names, stage, due))

/// Of the units at which one holds a post, by cut-off; cycles that are not open yet are left out.
[[nodiscard]] Outcome<std::vector<OwedBelow>> list_owed_below(const Desk& desk);

/// What the newest snapshot of a level's cycle says, into the draft of the unit's own report, where it may
/// still be changed. Problems: level-nothing-found, level-not-one and those of fill_draft.
[[nodiscard]] Outcome<Draft> pass_up(const Desk& desk, const std::string& cycle);

}  // namespace xanh

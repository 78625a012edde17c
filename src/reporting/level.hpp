// A level (cấp) below the programme's: a unit with units under it collects from them, reviews and
// consolidates as the standing agency does with it. Its cycle is a cycle like any other, with a plan of its
// own drawn from the plan above: what the unit is asked itself, and what it asks of its own accord.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/plan.hpp"
#include "programme/register.hpp"

namespace xanh {

struct Cycle;
struct Consolidation;
struct Form;
struct Submission;

/// A task of the unit's own plan, and which targets and tasks of the plan above it serves.
struct LevelTask {
  std::string code;
  Bilingual text;
  std::string solution;            ///< a solution group of the plan above
  std::vector<std::string> leads;  ///< units under the unit; empty: an office that the register does not know
  std::vector<std::string> coordinates;
  Bilingual product;
  std::optional<Date> due;
  bool recurring = false;
  std::vector<std::string> refers_to;  ///< codes of targets and tasks of the plan above
  std::string source;
  Place place;
  static constexpr std::array kRequired{"code", "text"};
};
BOOST_DESCRIBE_STRUCT(LevelTask, (),
                      (code, text, solution, leads, coordinates, product, due, recurring, refers_to, source))

/// What makes a cycle one of a level: who collects, for which cycle above, and the unit's own plan (kế hoạch
/// của quận, huyện).
struct Level {
  std::string unit;
  std::string above;                        ///< the cycle for which the unit owes its own report
  Decision decision;                        ///< of its own plan, where it has one
  std::vector<std::string> tables;          ///< what it passes down of its own form: 01, 05a …; empty: all
  std::vector<Element> elements;            ///< asked beyond what the plan above asks
  std::vector<Obligation> obligations;      ///< who under it answers what; where none names an item, all do
  std::map<std::string, Decimal> assigned;  ///< by target: what the unit's own plan sets for the year
  std::vector<LevelTask> tasks;
  std::string source;
  Place place;
  static constexpr std::array kRequired{"unit", "above"};
};
BOOST_DESCRIBE_STRUCT(Level, (),
                      (unit, above, decision, tables, elements, obligations, assigned, tasks, source))

/// "2023-H1@q7": the code of the cycle in which the unit collects for that cycle. Levels go as deep as the
/// register: "2023-H1@q7@q7-tan-phu".
[[nodiscard]] std::string level_code(std::string_view above, std::string_view unit);
/// The unit that collects in the cycle of that code; empty: the standing agency.
[[nodiscard]] std::string_view collector_of(std::string_view cycle);

/// The cycle of a level as it follows from the cycle above: the same windows; its units owe their reports on
/// the day that the cycle above sets for their kind (`due.ward`), the unit owes its own on `due.unit` there.
[[nodiscard]] Cycle level_cycle(const Cycle& above, Level level, const Register& units);

/// The plan of a level: targets and elements that the unit is asked in the cycle above, those of its own, its
/// tasks, and who under it owes them. Milestones and assigned figures of the plan above are not the unit's.
[[nodiscard]] Plan level_plan(const Plan& above, const Register& units, const Cycle& above_cycle,
                              const Cycle& cycle);

/// Nobody under the unit, codes that clash or are unknown, obligations of units that are not under it.
/// Problems: level-nobody-under, level-owes-nothing, level-code, level-unknown.
[[nodiscard]] Problems check_level(const Level& level, const Plan& above, const Register& units,
                                   const Cycle& above_cycle);

/// What a level found, as the unit's own report to the level above: only what `asked` asks it, preliminary
/// and with a note where units under it are missing; of its own tasks what they did for the tasks above that
/// they refer to, which are done when all of those are.
[[nodiscard]] Submission passed_up(const Consolidation& result, const Level& level, const Form& asked);

}  // namespace xanh

// A version of the plan as people work with it: what was decided, whose it is, by when, and where it stands
// by the newest report that the reader may see.
#pragma once

#include "office/portal_use.hpp"

namespace xanh {

struct PlanVersion {
  int version = 0;
  int year = 0;  ///< the plan year it put in force
  std::string number;
  std::optional<Date> date;
  Bilingual issuer;
  Date in_force_from{};
  std::string source;
  int targets = 0;  ///< with those that public sources do not name
  int unnamed = 0;  ///< of them
  int tasks = 0;
};
BOOST_DESCRIBE_STRUCT(PlanVersion, (),
                      (version, year, number, date, issuer, in_force_from, source, targets, unnamed, tasks))

struct TargetStanding {
  std::optional<std::string> display;  ///< as printed, with the target's decimals
  Grade grade{};
  Coverage coverage;
};
BOOST_DESCRIBE_STRUCT(TargetStanding, (), (display, grade, coverage))

struct PlanTarget {
  PublicTarget target;
  std::optional<Decimal> assigned;  ///< of the version's year
  std::string source;
  std::optional<TargetStanding> standing;
};
BOOST_DESCRIBE_STRUCT(PlanTarget, (), (target, assigned, source, standing))

struct TaskStanding {
  std::optional<TaskGrade> grade;  ///< absent: no lead has reported on it
  std::optional<Date> finished_on, expected_on, new_due;
  int days_late = 0;  ///< working days
  std::optional<std::string> cause, result;
};
BOOST_DESCRIBE_STRUCT(TaskStanding, (), (grade, finished_on, expected_on, new_due, days_late, cause, result))

struct PlanTask {
  std::string code, no, solution;
  std::optional<TaskKind> kind;
  Bilingual text, product;
  std::vector<std::string> leads, coordinates, area;
  std::optional<Date> due;
  bool recurring = false;
  std::vector<TaskMilestone> milestones;
  std::vector<Contribution> contributions;
  Known known{};
  std::string source;
  std::optional<TaskStanding> standing;
};
BOOST_DESCRIBE_STRUCT(PlanTask, (),
                      (code, no, solution, kind, text, product, leads, coordinates, area, due, recurring,
                       milestones, contributions, known, source, standing))

struct PlanPage {
  std::vector<PlanVersion> versions;  ///< the newest first
  int version = 0;                    ///< the one that is shown
  std::vector<PlanTarget> targets;
  std::vector<PlanTask> tasks;
  std::vector<Word> groups;     ///< of solutions
  std::vector<Word> grades;     ///< of tasks, the programme's words
  std::vector<UnitName> units;  ///< those that targets and tasks name
  std::string standing_of;      ///< the cycle by whose report they stand; empty: there is none
  Bilingual standing_names;
  bool standing_published = false;
  bool standing_illustrative = false;  ///< made up, to show the program
};
BOOST_DESCRIBE_STRUCT(PlanPage, (),
                      (versions, version, targets, tasks, groups, grades, units, standing_of, standing_names,
                       standing_published, standing_illustrative))

/// Version 0: the one in force on the day of the desk. Standing is by the newest snapshot for who may see
/// where all units stand, by the last published report for the others. Problems: not-allowed, unknown-plan.
[[nodiscard]] Outcome<PlanPage> plan_page(const Desk& desk, int version);

}  // namespace xanh

// Grades of a target and of a task: the first rule that fits, with its reason (interfaces.md, report.json).
#pragma once

#include <optional>
#include <string>

#include "programme/plan.hpp"
#include "reporting/cycle.hpp"
#include "reporting/submission.hpp"

namespace xanh {

enum class Grade { completed, over_95, not_yet_due, not_achieved, no_data, qualitative };
BOOST_DESCRIBE_ENUM(Grade, completed, over_95, not_yet_due, not_achieved, no_data, qualitative)

struct GradedTarget {
  Grade grade{};
  Bilingual reason;
};

/// The figure that is due: the plan year's assigned figure, else the milestone of the plan year.
struct DueFigure {
  Decimal value;
  bool assigned = false;
  int year = 0;
};
[[nodiscard]] std::optional<DueFigure> due_figure(const Target& target, const PlanYear* year, int plan_year);

/// `value` absent: no figure. `covered` false: coverage below the target's min_coverage.
[[nodiscard]] GradedTarget grade_of(const Target& target, const GradeRules& rules, const Cycle& cycle,
                                    const PlanYear* year, const std::optional<Decimal>& value, bool covered);

/// Share of the due figure that is attained, in %: value/due when it should rise, due/value when it should
/// fall.
[[nodiscard]] double attained_share(Direction direction, const Decimal& value, const Decimal& due);

/// Reference level by straight lines between 31/12 of the baseline's and milestones' years, by days.
/// Internal: never a target. Absent without a baseline of the target's own definition, or outside the line.
[[nodiscard]] std::optional<Decimal> reference_level(const Target& target, Date day);

enum class TaskGrade {
  done_in_time,
  done_late,
  under_way_in_time,
  under_way_overdue,
  not_started,
  recurring,
  paused,
  change_asked,
  withdrawal_asked
};
BOOST_DESCRIBE_ENUM(TaskGrade, done_in_time, done_late, under_way_in_time, under_way_overdue, not_started,
                    recurring, paused, change_asked, withdrawal_asked)

struct GradedTask {
  TaskGrade grade{};
  int days_late = 0;  ///< working days
};

/// Judged at the cut-off. The due day of a project without one is that of its last planned milestone.
[[nodiscard]] GradedTask grade_of(const Task& task, const ReportedTask& report, Date cut_off,
                                  const WorkCalendar& calendar);
[[nodiscard]] std::optional<Date> due_of(const Task& task);

}  // namespace xanh

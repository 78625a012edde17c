#include "reporting/grade.hpp"

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

Cycle june(int year = 2025) {
  Cycle out;
  out.code = std::to_string(year) + "-H1";
  out.plan_year = year;
  out.kind = CycleKind::half_year;
  return out;
}
Cycle year_end(int year = 2025) {
  Cycle out = june(year);
  out.kind = CycleKind::year;
  return out;
}

Milestone at(int year, const char* value) {
  Milestone m;
  m.year = year;
  m.value = decimal(value);
  return m;
}
Milestone at_most(int year, const char* value) {
  Milestone m;
  m.year = year;
  m.at_most = decimal(value);
  return m;
}

Target target(Direction direction, std::vector<Milestone> milestones) {
  Target out;
  out.code = "x1";
  out.direction = direction;
  out.decimals = 1;
  out.definition = Definition{"d1", {}};
  out.milestones = std::move(milestones);
  return out;
}

Grade grade(const Target& t, const Cycle& cycle, const char* value, bool covered = true,
            const PlanYear* year = nullptr) {
  return grade_of(t, GradeRules{}, cycle, year, decimal(value), covered).grade;
}

const Target kRising = target(Direction::rise, {at(2025, "58"), at(2030, "88.3")});
const Target kFalling = target(Direction::fall, {at(2025, "50"), at(2030, "20")});

TEST(GradeOfTarget, QualitativeComesBeforeAnyFigure) {
  Target t = kRising;
  t.collected = Collected::qualitative;
  EXPECT_EQ(grade(t, june(), "90"), Grade::qualitative);
}

TEST(GradeOfTarget, NoFigureOrTooFewUnitsIsNoData) {
  EXPECT_EQ(grade_of(kRising, {}, june(), nullptr, std::nullopt, true).grade, Grade::no_data);
  EXPECT_EQ(grade(kRising, june(), "90", false), Grade::no_data);
}

TEST(GradeOfTarget, LastMilestoneReachedIsCompletedInAnyCycle) {
  EXPECT_EQ(grade(kRising, june(2021), "88.3"), Grade::completed);
  EXPECT_EQ(grade(kFalling, june(2021), "20"), Grade::completed);
}

TEST(GradeOfTarget, FullDueFigureIsCompleted) {
  EXPECT_EQ(grade(kRising, june(), "58"), Grade::completed);
  EXPECT_EQ(grade(kFalling, june(), "50"), Grade::completed);
}

TEST(GradeOfTarget, NinetyFivePercentExactlyIsOver95AndJustBelowIsNot) {
  EXPECT_EQ(grade(kRising, year_end(), "55.1"), Grade::over_95);  // 55.1 / 58 = 0.95
  EXPECT_EQ(grade(kRising, year_end(), "55.099999"), Grade::not_achieved);
  const Target t = target(Direction::rise, {at(2025, "0.6"), at(2030, "9")});
  EXPECT_EQ(grade(t, year_end(), "0.57"), Grade::over_95);
}

TEST(GradeOfTarget, FallingTargetAttainsDueOverValue) {
  EXPECT_EQ(grade(kFalling, year_end(), "52.631578"), Grade::over_95);  // 50 / 0.95 = 52.6315789…
  EXPECT_EQ(grade(kFalling, year_end(), "52.631579"), Grade::not_achieved);
}

TEST(GradeOfTarget, BelowTheDueFigureIsNotYetDueInJuneAndNotAchievedAtYearEnd) {
  EXPECT_EQ(grade(kRising, june(), "30"), Grade::not_yet_due);
  EXPECT_EQ(grade(kRising, year_end(), "30"), Grade::not_achieved);
}

TEST(GradeOfTarget, AYearWithoutADueFigureIsNotYetDue) {
  EXPECT_EQ(grade(kRising, year_end(2024), "30"), Grade::not_yet_due);
}

TEST(GradeOfTarget, TheAssignedFigureOfTheYearComesBeforeTheMilestone) {
  PlanYear year;
  year.year = 2025;
  year.assigned.emplace("x1", decimal("40"));
  EXPECT_EQ(grade(kRising, year_end(), "41", true, &year), Grade::completed);
  EXPECT_TRUE(due_figure(kRising, &year, 2025)->assigned);
  EXPECT_FALSE(due_figure(kRising, nullptr, 2025)->assigned);
}

TEST(GradeOfTarget, ZeroDueFigureOfARisingTargetIsReached) {
  const Target t = target(Direction::rise, {at(2025, "0"), at(2030, "10")});
  EXPECT_EQ(grade(t, year_end(), "0"), Grade::completed);
  EXPECT_DOUBLE_EQ(attained_share(Direction::rise, decimal("0"), decimal("0")), 100);
}

TEST(GradeOfTarget, ZeroDueFigureOfAFallingTargetIsReachedOnlyByZero) {
  const Target t = target(Direction::fall, {at(2025, "0")});
  EXPECT_EQ(grade(t, year_end(), "0"), Grade::completed);
  EXPECT_EQ(grade(t, year_end(), "0.1"), Grade::not_achieved);
  EXPECT_DOUBLE_EQ(attained_share(Direction::fall, decimal("0.1"), decimal("0")), 0);
}

TEST(GradeOfTarget, MaintainedCeilingIsKeptAsLongAsTheValueStaysBelowIt) {
  const Target t = target(Direction::maintain, {at_most(2025, "10"), at_most(2030, "8")});
  EXPECT_EQ(grade(t, year_end(), "7"), Grade::completed);
  EXPECT_EQ(grade(t, year_end(), "9"), Grade::completed) << "below the ceiling of its year";
  EXPECT_EQ(grade(t, year_end(), "20"), Grade::not_achieved);
}

TEST(GradeOfTarget, MaintainedFloorIsKeptAsLongAsTheValueStaysAboveIt) {
  Milestone floor;
  floor.year = 2025;
  floor.at_least = decimal("100");
  const Target t = target(Direction::maintain, {floor});
  EXPECT_EQ(grade(t, june(), "100"), Grade::completed);
  EXPECT_EQ(grade(t, year_end(), "96"), Grade::over_95);
  EXPECT_EQ(grade(t, year_end(), "90"), Grade::not_achieved);
}

TEST(GradeOfTarget, ConditionOfTheMilestoneDecidesAtLeastAndAtMost) {
  const Target t = target(Direction::fall, {at_most(2030, "10")});
  EXPECT_EQ(grade(t, june(), "10"), Grade::completed);
  EXPECT_EQ(grade(t, june(), "10.000001"), Grade::not_yet_due);
}

TEST(ReferenceLevel, IsAStraightLineByDays) {
  Target t = kRising;
  t.baseline = Baseline{2020, decimal("13.2"), "d1", ""};
  EXPECT_EQ(reference_level(t, day("2020-12-31"))->to_text(), "13.200000");
  EXPECT_EQ(reference_level(t, day("2025-12-31"))->to_text(), "58.000000");
  // 895 of the 1826 days from 31/12/2020 to 31/12/2025.
  EXPECT_EQ(reference_level(t, day("2023-06-14"))->to_text(),
            Decimal::from_double(13.2 + 44.8 * 895 / 1826, 6)->to_text());
  EXPECT_EQ(reference_level(t, day("2030-12-31"))->to_text(), "88.300000");
}

TEST(ReferenceLevel, IsAbsentOutsideTheLineAndForAnotherDefinition) {
  Target t = kRising;
  EXPECT_FALSE(reference_level(t, day("2023-06-14")));
  t.baseline = Baseline{2020, decimal("13.2"), "another", ""};
  EXPECT_FALSE(reference_level(t, day("2023-06-14")));
  t.baseline->definition = "d1";
  EXPECT_FALSE(reference_level(t, day("2020-12-30")));
  EXPECT_FALSE(reference_level(t, day("2031-01-01")));
}

TEST(ReferenceLevel, StartsAtAZeroBaseline) {
  Target t = kRising;
  t.baseline = Baseline{2020, decimal("0"), "d1", ""};
  EXPECT_EQ(reference_level(t, day("2020-12-31"))->to_text(), "0.000000");
}

TaskGrade graded(TaskStatus status, const char* due, const char* finished = nullptr) {
  Task task;
  if (due) task.due = day(due);
  ReportedTask told;
  told.status = status;
  if (finished) told.finished_on = day(finished);
  return grade_of(task, told, day("2023-06-14"), {}).grade;
}

TEST(GradeOfTask, FollowsStatusAndDueDay) {
  EXPECT_EQ(graded(TaskStatus::done, "2023-05-31", "2023-05-31"), TaskGrade::done_in_time);
  EXPECT_EQ(graded(TaskStatus::done, "2023-05-31", "2023-06-01"), TaskGrade::done_late);
  EXPECT_EQ(graded(TaskStatus::under_way, "2023-06-14"), TaskGrade::under_way_in_time);
  EXPECT_EQ(graded(TaskStatus::under_way, "2023-06-13"), TaskGrade::under_way_overdue);
  EXPECT_EQ(graded(TaskStatus::not_started, "2023-01-31"), TaskGrade::not_started);
  EXPECT_EQ(graded(TaskStatus::recurring, nullptr), TaskGrade::recurring);
  EXPECT_EQ(graded(TaskStatus::paused, "2023-01-31"), TaskGrade::paused);
  EXPECT_EQ(graded(TaskStatus::change_asked, "2023-01-31"), TaskGrade::change_asked);
  EXPECT_EQ(graded(TaskStatus::withdrawal_asked, "2023-01-31"), TaskGrade::withdrawal_asked);
}

TEST(GradeOfTask, DaysLateAreWorkingDays) {
  Task task;
  task.due = day("2023-06-09");  // a Friday
  ReportedTask told;
  told.status = TaskStatus::under_way;
  EXPECT_EQ(grade_of(task, told, day("2023-06-11"), {}).days_late, 0);
  EXPECT_EQ(grade_of(task, told, day("2023-06-14"), {}).days_late, 3);
}

TEST(GradeOfTask, WhatTheUnitAsksForComesBeforeItsStatus) {
  ReportedTask told;
  told.status = TaskStatus::under_way;
  told.asks = TaskAsk::extend;
  EXPECT_EQ(grade_of(Task{}, told, day("2023-06-14"), {}).grade, TaskGrade::change_asked);
  told.asks = TaskAsk::stop;
  EXPECT_EQ(grade_of(Task{}, told, day("2023-06-14"), {}).grade, TaskGrade::withdrawal_asked);
  told.asks = TaskAsk::keep;
  EXPECT_EQ(grade_of(Task{}, told, day("2023-06-14"), {}).grade, TaskGrade::under_way_in_time);
}

TEST(GradeOfTask, ProjectWithoutADueDayIsDueAtItsLastPlannedMilestone) {
  Task task;
  task.milestones.resize(2);
  task.milestones[0].planned = day("2023-09-30");
  task.milestones[1].planned = day("2023-03-31");
  EXPECT_EQ(due_of(task), day("2023-09-30"));
  EXPECT_EQ(due_of(Task{}), std::nullopt);
}

}  // namespace
}  // namespace xanh::test

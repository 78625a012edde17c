#include "reporting/cycle.hpp"

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

std::string due(const char* line, const WorkCalendar& calendar = {}) {
  const City city(line);
  return to_text(*due_day(city.cycles.front(), "unit", calendar));
}

TEST(DueDay, HalfYear2023IsDueOn16June) {
  EXPECT_EQ(due("cycle 2023-H1 window 2022-12-15..2023-06-14 due 2 working days after"), "2023-06-16");
}

TEST(DueDay, Before30December2023IsFriday29December) {
  EXPECT_EQ(due("cycle 2023-Y window 2022-12-15..2023-12-14 due before 2023-12-30"), "2023-12-29");
}

TEST(DueDay, BeforeAMondayIsTheFridayEarlier) {
  EXPECT_EQ(due("cycle 2023-Y window 2022-12-15..2023-12-14 due before 2023-12-25"), "2023-12-22");
}

TEST(DueDay, ByAWeekendDayMovesToTheNextWorkingDay) {
  EXPECT_EQ(due("cycle 2023-Y window 2022-12-15..2023-12-14 due by 2023-12-30"), "2024-01-01");
  EXPECT_EQ(due("cycle 2023-Y window 2022-12-15..2023-12-14 due by 2023-12-30",
                WorkCalendar({make_date(2024, 1, 1)}, {})),
            "2024-01-02");
}

TEST(DueDay, CountsFromACutOffOnASaturday) {
  // 14/6/2025 is a Saturday: the first working day after it is Monday.
  EXPECT_EQ(due("cycle 2025-H1 window 2024-12-15..2025-06-14 due 2 working days after"), "2025-06-17");
}

TEST(DueDay, HolidaysDoNotCountAndWorkedSaturdaysDo) {
  const char* cycle = "cycle 2023-M04 window 2023-04-01..2023-04-28 due 2 working days after";
  const std::set<Date> holidays{make_date(2023, 5, 1), make_date(2023, 5, 2), make_date(2023, 5, 3)};
  EXPECT_EQ(due(cycle, WorkCalendar(holidays, {})), "2023-05-05");
  EXPECT_EQ(due(cycle, WorkCalendar(holidays, {make_date(2023, 4, 29)})), "2023-05-04");
}

TEST(DueDay, IsAbsentWhereTheCycleSetsNone) {
  const City city("cycle 2023-H1 window 2022-12-15..2023-06-14");
  EXPECT_FALSE(due_day(city.cycles.front(), "unit", {}));
  EXPECT_EQ(days_late(std::nullopt, day("2030-01-01"), {}), 0);
}

TEST(DaysLate, AreWorkingDaysAfterTheDueDay) {
  EXPECT_EQ(days_late(day("2023-06-16"), day("2023-06-16"), {}), 0);
  EXPECT_EQ(days_late(day("2023-06-16"), day("2023-06-18"), {}), 0);  // a Sunday
  EXPECT_EQ(days_late(day("2023-06-16"), day("2023-06-20"), {}), 2);
}

TEST(PreviousOfKind, IsTheSameKindAYearBeforeAlsoWhereWindowsOverlap) {
  const City city(R"(
    cycle 2021-H1 window 2020-12-15..2021-06-14
    cycle 2022-H1 window 2022-01-01..2022-06-30
    cycle 2022-Y  window 2022-01-01..2022-12-31
    cycle 2023-Y  window 2022-12-15..2023-12-14
    cycle 2023-H1 window 2022-12-15..2023-06-14
  )");
  EXPECT_EQ(previous_of_kind(city.cycles, city.cycle("2023-H1"))->code, "2022-H1");
  EXPECT_EQ(previous_of_kind(city.cycles, city.cycle("2023-Y"))->code, "2022-Y");
  EXPECT_EQ(previous_of_kind(city.cycles, city.cycle("2022-H1"))->code, "2021-H1");
  EXPECT_EQ(previous_of_kind(city.cycles, city.cycle("2021-H1")), nullptr);
}

TEST(CheckCycles, FindsDoubledCodesBackwardWindowsAndUnclearDueDates) {
  City city(R"(
    cycle 2023-H1 window 2022-12-15..2023-06-14 due 2 working days after
    cycle 2023-H1 window 2023-06-14..2022-12-15 due 2 working days after
  )");
  city.cycles[0].due["unit"].date = day("2023-06-16");
  const auto problems = check_cycles(city.cycles);
  ASSERT_EQ(problems.size(), 3u);
  EXPECT_EQ(problems[0].code, "due-unclear");
  EXPECT_EQ(problems[1].code, "duplicate-code");
  EXPECT_EQ(problems[2].code, "window-order");
}

TEST(CheckCycles, WorkingDaysOfADueDateAreAtMostAYear) {
  City city("cycle 2023-H1 window 2022-12-15..2023-06-14 due 2 working days after");
  for (const auto& [days, good] :
       {std::pair{0, true}, {366, true}, {-1, false}, {367, false}, {2'000'000'000, false}}) {
    city.cycles[0].due["unit"].working_days = days;
    const auto problems = check_cycles(city.cycles);
    EXPECT_EQ(problems.empty(), good) << days;
    if (good) continue;
    EXPECT_EQ(problems.at(0).code, "working-days-out-of-range");
    EXPECT_EQ(problems[0].place.field, "due.unit.working_days");
  }
}

TEST(CheckCycles, CodeIsGoodForTheNameOfAFile) {
  City city("cycle 2023-H1 window 2022-12-15..2023-06-14 due 2 working days after");
  for (const std::string& code :
       std::vector<std::string>{"2023-H1", "h1", "Nam_2023", std::string(40, 'x')}) {
    city.cycles[0].code = code;
    EXPECT_TRUE(check_cycles(city.cycles).empty()) << code;
  }
  for (const std::string& code :
       std::vector<std::string>{"", "../escape", "2023/H1", "nghiệm thu", "-H1", "_x", ".", "2023.H1", "a\\b",
                                std::string(41, 'x')}) {
    city.cycles[0].code = code;
    const auto problems = check_cycles(city.cycles);
    ASSERT_EQ(problems.size(), 1u) << code;
    EXPECT_EQ(problems[0].code, "bad-cycle-code");
    EXPECT_NE(problems[0].message.en.find("`" + code + "`"), std::string::npos);
  }
}

}  // namespace
}  // namespace xanh::test

#include "base/work_calendar.hpp"

#include <gtest/gtest.h>

namespace xanh {
namespace {

// 30/4 and 1/5/2023 fell on a Sunday and a Monday; Tuesday and Wednesday were given off, and a Saturday was
// worked.
const WorkCalendar kCalendar({make_date(2023, 5, 1), make_date(2023, 5, 2), make_date(2023, 5, 3)},
                             {make_date(2023, 5, 6)});

TEST(WorkCalendar, WeekendsAndHolidaysAreFreeAndExchangedSaturdaysAreNot) {
  EXPECT_FALSE(kCalendar.is_working_day(make_date(2023, 4, 30)));
  EXPECT_FALSE(kCalendar.is_working_day(make_date(2023, 5, 3)));
  EXPECT_TRUE(kCalendar.is_working_day(make_date(2023, 5, 6)));
  EXPECT_FALSE(kCalendar.is_working_day(make_date(2023, 5, 7)));
}

TEST(WorkCalendar, AddsWorkingDays) {
  EXPECT_EQ(kCalendar.add_working_days(make_date(2023, 4, 28), 1), make_date(2023, 5, 4));
  EXPECT_EQ(kCalendar.add_working_days(make_date(2023, 4, 28), 3), make_date(2023, 5, 6));
  EXPECT_EQ(kCalendar.add_working_days(make_date(2023, 4, 28), 0), make_date(2023, 4, 28));
  EXPECT_EQ(kCalendar.add_working_days(make_date(2023, 4, 29), 0), make_date(2023, 5, 4));
}

TEST(WorkCalendar, LastWorkingDayBeforeIsStrictlyBefore) {
  EXPECT_EQ(kCalendar.last_working_day_before(make_date(2023, 5, 4)), make_date(2023, 4, 28));
  EXPECT_EQ(kCalendar.last_working_day_before(make_date(2023, 5, 6)), make_date(2023, 5, 5));
}

TEST(WorkCalendar, CountsWorkingDaysAfter) {
  EXPECT_EQ(kCalendar.working_days_after(make_date(2023, 4, 28), make_date(2023, 5, 8)), 4);
  EXPECT_EQ(kCalendar.working_days_after(make_date(2023, 5, 8), make_date(2023, 4, 28)), 0);
}

}  // namespace
}  // namespace xanh

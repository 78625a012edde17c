#include "exchange/ooxml/number_format.hpp"

#include <gtest/gtest.h>

namespace xanh {
namespace {

TEST(NumberFormat, FormatsOfDaysAreKnown) {
  for (const char* format : {"dd/mm/yyyy", "d/m/yyyy", "yyyy\\-mm\\-dd", "mm/yyyy", "[$-42A]d mmmm yyyy;@",
                             "\"ngày\" dd \"tháng\" mm", "d/m/yyyy h:mm", "DD/MM/YYYY", "mmm",
                             "m/d/yy h:mm AM/PM", "[$-F800]dddd, mmmm dd, yyyy"})
    EXPECT_TRUE(shows_day(format)) << format;
}

TEST(NumberFormat, FormatsOfNumbersAndTimesAreNot) {
  for (const char* format : {"General", "Standard", "0.00", "#,##0", "@", "", "h:mm", "[h]:mm:ss", "mm:ss.0",
                             "h:mm AM/PM", "#,##0 \"đồng/ngày\"", "0.00E+00", "[Red]#,##0;[Blue]-#,##0",
                             "[$VND] #,##0", "#,##0\\ d", "0 d", "_-* #,##0_d", "\"unclosed d"})
    EXPECT_FALSE(shows_day(format)) << format;
}

TEST(NumberFormat, BuiltInFormatsOfDaysAreKnown) {
  for (const int id : {14, 15, 16, 17, 22, 30}) EXPECT_TRUE(shows_day(id)) << id;
  for (const int id : {0, 1, 2, 10, 18, 20, 21, 45, 47, 49, 164}) EXPECT_FALSE(shows_day(id)) << id;
}

TEST(NumberFormat, SerialsOf1900SkipTheDayThatNeverWas) {
  using enum DateSystem;
  EXPECT_EQ(day_of_serial(1, from_1900), make_date(1900, 1, 1));
  EXPECT_EQ(day_of_serial(59, from_1900), make_date(1900, 2, 28));
  EXPECT_EQ(day_of_serial(60, from_1900), std::nullopt);
  EXPECT_EQ(day_of_serial(61, from_1900), make_date(1900, 3, 1));
  EXPECT_EQ(day_of_serial(45091.75, from_1900), make_date(2023, 6, 14));
  EXPECT_EQ(day_of_serial(2'958'465, from_1900), make_date(9999, 12, 31));
}

TEST(NumberFormat, SerialsOf1904BeginWithZero) {
  using enum DateSystem;
  EXPECT_EQ(day_of_serial(0, from_1904), make_date(1904, 1, 1));
  EXPECT_EQ(day_of_serial(45091 - 1462, from_1904), make_date(2023, 6, 14));
  EXPECT_EQ(day_of_serial(2'957'003, from_1904), make_date(9999, 12, 31));
}

TEST(NumberFormat, SerialsOutsideTheCalendarAreNoDay) {
  for (const double serial : {0.5, -1.0, 2'958'466.0, 1e300, -1e300})
    EXPECT_EQ(day_of_serial(serial, DateSystem::from_1900), std::nullopt) << serial;
}

}  // namespace
}  // namespace xanh

#include "base/date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace xanh {
namespace {

rc::Gen<Window> windows() {
  return rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 60), rc::gen::inRange(0, 30)),
                      [](const std::pair<int, int>& d) {
                        const Date first = make_date(2023, 1, 1) + std::chrono::days{d.first};
                        return Window{first, first + std::chrono::days{d.second}};
                      });
}

TEST(Date, IsReadOnlyAsACalendarDay) {
  EXPECT_EQ(to_text(*parse_date("2024-02-29")), "2024-02-29");
  for (const char* text : {"2023-02-29", "2023-13-01", "2023-00-10", "2023-6-14", "20230614", "2023-06-14 ",
                           "1899-12-31", "3000-01-01", "", "2023-+1-01", "-023-01-01"})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Date, IsReadAsPeopleTypeItDayFirst) {
  for (const char* text : {"14/6/2023", "14-06-2023", "14.6.2023", "2023-06-14"})
    EXPECT_EQ(parse_date_as_typed(text), make_date(2023, 6, 14)) << text;
  for (const char* text : {"14/6/23", "6/14/2023", "14/6", "31/4/2023", "14/6-2023"})
    EXPECT_FALSE(parse_date_as_typed(text)) << text;
  EXPECT_EQ(to_text_vi(make_date(2023, 6, 4)), "4/6/2023");
}

TEST(Validity, IsHalfOpen) {
  const Validity until{std::nullopt, make_date(2021, 1, 1)};
  const Validity from{make_date(2021, 1, 1), std::nullopt};
  EXPECT_TRUE(until.holds_on(make_date(2020, 12, 31)));
  EXPECT_FALSE(until.holds_on(make_date(2021, 1, 1)));
  EXPECT_TRUE(from.holds_on(make_date(2021, 1, 1)));
  EXPECT_FALSE(until.overlaps(from));
  EXPECT_TRUE(until.overlaps(Validity{}));
}

TEST(Window, HalfYearOfTheDecreeHas182Days) {
  EXPECT_EQ((Window{make_date(2022, 12, 15), make_date(2023, 6, 14)}.days()), 182);
}

TEST(WindowProperty, OverlapIsADayInBoth) {
  EXPECT_TRUE(rc::check("overlap is symmetric and means a shared day", [] {
    const Window a = *windows(), b = *windows();
    bool shared = false;
    for (Date day = a.first; day <= a.last; day += std::chrono::days{1}) shared = shared || b.contains(day);
    RC_ASSERT(a.overlaps(b) == shared);
    RC_ASSERT(a.overlaps(b) == b.overlaps(a));
  }));
}

TEST(WindowProperty, AWindowContainsWhatLiesWhollyInIt) {
  EXPECT_TRUE(rc::check("contains means every day", [] {
    const Window a = *windows(), b = *windows();
    RC_ASSERT(a.contains(b) == (a.contains(b.first) && a.contains(b.last)));
    if (a.contains(b)) RC_ASSERT(a.overlaps(b) && a.days() >= b.days());
  }));
}

}  // namespace
}  // namespace xanh

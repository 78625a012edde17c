#include "base/instant.hpp"

#include <gtest/gtest.h>

namespace xanh {
namespace {

TEST(Instant, IsReadWithItsOffsetAndWrittenWithTheZones) {
  const Zone city = *Zone::named("Asia/Ho_Chi_Minh");
  const auto at = parse_instant("2023-06-20T17:00:00+07:00");
  ASSERT_TRUE(at);
  EXPECT_EQ(to_text_utc(*at), "2023-06-20T10:00:00Z");
  EXPECT_EQ(to_text(*at, city), "2023-06-20T17:00:00+07:00");
  EXPECT_EQ(parse_instant("2023-06-20T10:00Z"), at);
}

TEST(Instant, OfTheNightBelongsToTheNextDayInTheCity) {
  EXPECT_EQ(Zone::named("Asia/Ho_Chi_Minh")->day_of(*parse_instant("2023-06-16T17:00:00Z")),
            make_date(2023, 6, 17));
}

TEST(Instant, WithoutAnOffsetOrWithAnImpossibleClockIsNone) {
  for (const char* text : {"2023-06-20T17:00:00", "2023-06-20", "", "2023-06-20T25:00:00Z",
                           "2023-06-20T17:60:00Z", "2023-02-30T17:00:00Z", "2023-06-20T17:00:00+0700",
                           "2023-06-20T17:00:00Zx", "2023-06-20T17:00:00+99:99", "2023-06-20T24:30:00Z"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(Zone, UnknownNameIsNone) {
  EXPECT_FALSE(Zone::named("Asia/Saigon_City"));
}

}  // namespace
}  // namespace xanh

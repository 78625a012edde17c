#include "office/throttle.hpp"

#include <gtest/gtest.h>

namespace xanh {
namespace {

using std::chrono::seconds;

Instant at(int second) {
  return {std::chrono::sys_seconds{seconds{1687255200 + second}}};
}

TEST(Throttle, TheFirstFiveFailuresCostNothingAndThenTheWaitGrows) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(throttle.admit("an", "", at(i)).none());
  EXPECT_EQ(throttle.admit("an", "", at(4)).left, seconds{30});
  EXPECT_TRUE(throttle.admit("binh", "", at(4)).none()) << "another person";
  EXPECT_TRUE(throttle.admit("an", "", at(34)).none()) << "the sixth";
  EXPECT_EQ(throttle.admit("an", "", at(34)).left, seconds{60});
  EXPECT_TRUE(throttle.admit("an", "", at(94)).none());
  EXPECT_EQ(throttle.admit("an", "", at(94)).left, seconds{120});
}

TEST(Throttle, ManyTriesAtOnceAreNotAllLetInBeforeTheFirstHasFailed) {
  Throttle throttle;
  int let_in = 0;
  for (int i = 0; i < 100; ++i) let_in += throttle.admit("an", "", at(0)).none();
  EXPECT_EQ(let_in, 5);
}

TEST(Throttle, ItIsToldOnceHowLongToWait) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) static_cast<void>(throttle.admit("an", "", at(0)));
  EXPECT_TRUE(throttle.admit("an", "", at(1)).first);
  EXPECT_FALSE(throttle.admit("an", "", at(2)).first);
}

TEST(Throttle, AQuarterOfAnHourWithoutATryForgetsAndSoDoesSuccess) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) static_cast<void>(throttle.admit("an", "", at(0)));
  EXPECT_TRUE(throttle.admit("an", "", at(15 * 60)).none());
  EXPECT_TRUE(throttle.admit("an", "", at(15 * 60)).none()) << "counts from the start";
  for (int i = 0; i < 4; ++i) static_cast<void>(throttle.admit("binh", "", at(0)));
  throttle.succeeded("binh", "");
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(throttle.admit("binh", "", at(1)).none());
}

TEST(Throttle, AnAddressIsHeldToItsOwnLimitWhateverTheNames) {
  Throttle throttle;
  for (int i = 0; i < 20; ++i)
    EXPECT_TRUE(throttle.admit("name" + std::to_string(i), "10.0.0.1", at(0)).none());
  EXPECT_FALSE(throttle.admit("another", "10.0.0.1", at(0)).none());
  EXPECT_TRUE(throttle.admit("another", "10.0.0.2", at(0)).none());
}

TEST(Throttle, ATryThatBeganBeforeTheLastOneWaitsNoLongerForIt) {
  Throttle throttle;
  EXPECT_TRUE(throttle.admit("an", "", at(3600)).none());
  EXPECT_TRUE(throttle.admit("an", "", at(0)).none());
  for (int i = 0; i < 3; ++i) static_cast<void>(throttle.admit("an", "", at(3600)));
  EXPECT_EQ(throttle.admit("an", "", at(0)).left, seconds{30});
}

TEST(Throttle, ItRemembersNoMoreThanItsBound) {
  Throttle throttle({5, 20, 100});
  for (int i = 0; i < 1000; ++i) static_cast<void>(throttle.admit("name" + std::to_string(i), "", at(i)));
  EXPECT_LE(throttle.remembered(), 100u);
}

}  // namespace
}  // namespace xanh

// What becomes of people's posts when their unit ends, and of all that lets somebody in.
#include <gtest/gtest.h>

#include "office/office_sample.hpp"
#include "office/people_use.hpp"
#include "office/sign_in_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Three districts were merged on 1 January 2021; districts end on 1 July 2025.
struct UnitEnds : testing::Test {
  [[nodiscard]] Desk on(const char* moment) const {
    Desk out = office.desk();
    out.now = *parse_instant(moment);
    return out;
  }
  void with(const std::string& code, Role role, const std::string& unit) const {
    const auto made = invite(on("2020-06-01T09:00:00+07:00"), {code, "Minh họa", {}, {role, unit, {}, {}}});
    ASSERT_TRUE(made.ok()) << lines(made.problems);
  }
  [[nodiscard]] Person person(const std::string& code) const {
    Person out;
    office.store().read([&](const Transaction& t) { out = *person_of(t, code); });
    return out;
  }
  static Date day(const char* text) { return *parse_date(text); }
  Office office;
  const Desk after = on("2021-01-04T09:00:00+07:00");
};

TEST_F(UnitEnds, WhoHeldAPostThereHoldsItAtTheSuccessorFromThatDay) {
  with("q2.van-thu", Role::clerk, "q2");
  with("q2.thay", Role::drafter, "q2");
  with("q9.van-thu", Role::clerk, "q9");
  ASSERT_TRUE(deputise(on("2020-12-01T09:00:00+07:00"),
                       {"q2.thay", "q2.van-thu", {Role::clerk, "q2", day("2020-12-15"), day("2021-02-15")}})
                  .ok());
  const auto moved = hand_over_unit(after, {"q2", "tp-thu-duc", day("2021-01-01")});
  ASSERT_TRUE(moved.ok()) << lines(moved.problems);
  ASSERT_EQ(moved.value.size(), 2u);
  const Person clerk = person("q2.van-thu"), deputy = person("q2.thay");
  EXPECT_TRUE(clerk.holds(Role::clerk, "q2", day("2020-12-31")));
  EXPECT_FALSE(clerk.holds(Role::clerk, "q2", day("2021-01-01")));
  EXPECT_TRUE(clerk.holds(Role::clerk, "tp-thu-duc", day("2021-01-01")));
  EXPECT_TRUE(deputy.holds(Role::drafter, "tp-thu-duc", day("2021-03-01")));
  EXPECT_TRUE(deputy.holds(Role::clerk, "tp-thu-duc", day("2021-02-15")))
      << "the deputy, too, to the same day";
  EXPECT_FALSE(deputy.holds(Role::clerk, "tp-thu-duc", day("2021-02-16")));
  EXPECT_TRUE(person("q9.van-thu").holds(Role::clerk, "q9", day("2021-01-01"))) << "another unit";
  const auto again = hand_over_unit(after, {"q2", "tp-thu-duc", day("2021-01-01")});
  EXPECT_THAT(again.value, IsEmpty()) << "nothing is left to hand over";
}

TEST_F(UnitEnds, WhatLivesOnIsNotHandedOverAndOnlyToWhatTheRegisterNames) {
  with("q2.van-thu", Role::clerk, "q2");
  EXPECT_THAT(codes(hand_over_unit(after, {"q2", "q1", {}}).problems), ElementsAre("not-a-successor"));
  EXPECT_THAT(codes(hand_over_unit(after, {"q1", "tp-thu-duc", {}}).problems), ElementsAre("unit-goes-on"));
  EXPECT_THAT(codes(hand_over_unit(after, {"q2", "tp-thu-duc", day("2020-12-31")}).problems),
              ElementsAre("unit-goes-on"));
  EXPECT_THAT(codes(hand_over_unit(after, {"q22", "tp-thu-duc", {}}).problems), ElementsAre("unknown-unit"));
  Desk clerk = after;
  clerk.actor = "q2.van-thu";
  clerk.posts = {{Role::clerk, "q2", {}, {}, {}}};
  EXPECT_THAT(codes(hand_over_unit(clerk, {"q2", "tp-thu-duc", {}}).problems), ElementsAre("not-allowed"));
  EXPECT_TRUE(person("q2.van-thu").holds(Role::clerk, "q2", day("2021-01-04")));
}

TEST_F(UnitEnds, WhoHoldsThePostAtTheSuccessorAlreadyHoldsItOnce) {
  with("hai-noi", Role::clerk, "q2");
  with("hai-noi", Role::clerk, "q9");
  ASSERT_TRUE(hand_over_unit(after, {"q2", "tp-thu-duc", {}}).ok());
  ASSERT_TRUE(hand_over_unit(after, {"q9", "tp-thu-duc", {}}).ok());
  EXPECT_EQ(person("hai-noi").posts_on(day("2021-01-05")).size(), 1u);
}

TEST(PutOut, EndsSessionsLinksAndTokensAndNothingElse) {
  const Office office;
  Doorkeeper keeper;
  const auto link = invite(office.desk(), {"q7.lan", "Minh họa", {}, {Role::clerk, "q7", {}, {}}});
  const auto opened = open_link(office.desk(), keeper, link.value.secret).value;
  const auto token = make_token(office.desk(), opened.who,
                                {Role::clerk, "q7", "x", {Office::now().utc + std::chrono::hours(9)}});
  ASSERT_TRUE(token.ok());
  const auto next = new_link(office.desk(), "q7.lan");
  ASSERT_TRUE(put_out(office.desk(), "q7.lan").ok());
  EXPECT_FALSE(session_of(office.desk(), opened.secret));
  EXPECT_FALSE(session_of(office.desk(), token.value.secret));
  EXPECT_FALSE(open_link(office.desk(), keeper, next.value.secret).ok());
  const auto later = new_link(office.desk(), "q7.lan");
  EXPECT_TRUE(open_link(office.desk(), keeper, later.value.secret).ok()) << "the post is still held";
}

}  // namespace
}  // namespace xanh::office_test

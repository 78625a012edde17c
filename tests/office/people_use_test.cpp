#include "office/people_use.hpp"

#include <gtest/gtest.h>

#include "office/office_sample.hpp"
#include "office/secrets.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Date day(const char* text) {
  return *parse_date(text);
}

struct People : testing::Test {
  Outcome<MadeLink> invites(const std::string& code, Role role, const std::string& unit = {}) const {
    return invite(office.desk(), {code, "Họ và tên", "lan@example.org", {role, unit, {}, {}}});
  }
  [[nodiscard]] Person person(const std::string& code) const {
    Person out;
    office.store().read([&](const Transaction& t) { out = person_of(t, code).value(); });
    return out;
  }
  [[nodiscard]] std::vector<StoredKey> keys(const std::string& code) const {
    std::vector<StoredKey> out;
    office.store().read([&](const Transaction& t) { out = t.keys_of(code); });
    return out;
  }
  [[nodiscard]] std::string log() const {
    std::string out;
    office.store().read([&](const Transaction& t) {
      for (const auto& row : t.audit_rows()) out += row.action + " " + row.subject + " " + row.detail + "\n";
    });
    return out;
  }
  Office office;
};

TEST_F(People, AnInvitationMakesThePersonThePostAndALinkOfWhichOnlyTheDigestIsKept) {
  const auto made = invites("q7.lan", Role::clerk, "q7");
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_EQ(kind_of_secret(made.value.secret), KeyKind::link);
  const auto kept = keys("q7.lan");
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_EQ(kept[0].digest, digest_of_secret(made.value.secret));
  EXPECT_EQ(kept[0].ends_at, (Instant{Office::now().utc + std::chrono::days{7}}));
  const Person lan = person("q7.lan");
  EXPECT_EQ(lan.name, "Họ và tên");
  EXPECT_TRUE(lan.holds(Role::clerk, "q7", day("2023-06-20")));
  EXPECT_FALSE(lan.holds(Role::clerk, "q7", day("2023-06-19"))) << "from today";
  EXPECT_THAT(log(), HasSubstr("user.invite q7.lan"));
  EXPECT_THAT(log(), HasSubstr("user.post q7.lan"));
  EXPECT_THAT(log(), Not(HasSubstr(made.value.secret)));
  EXPECT_THAT(log(), Not(HasSubstr(kept[0].digest)));
}

TEST_F(People, AnotherInvitationAddsAPostAndEndsTheLinkBefore) {
  const auto first = invites("q7.lan", Role::clerk, "q7");
  ASSERT_TRUE(invite(office.desk(), {"q7.lan", "", "", {Role::drafter, "q7", {}, {}}}).ok());
  EXPECT_EQ(person("q7.lan").name, "Họ và tên");
  EXPECT_THAT(person("q7.lan").posts, SizeIs(2));
  ASSERT_THAT(keys("q7.lan"), SizeIs(1));
  EXPECT_NE(keys("q7.lan")[0].digest, digest_of_secret(first.value.secret));
  EXPECT_THAT(codes(invites("q7.lan", Role::drafter, "q7").problems), ElementsAre("post-held"));
}

TEST_F(People, WhatIsWrongWithAnInvitationIsToldAtOnceAndNothingOfItStays) {
  EXPECT_THAT(codes(invites("Lan Q7", Role::clerk, "q77").problems), ElementsAre("person-code", "post-unit"));
  EXPECT_THAT(codes(invites("operator", Role::administrator).problems), ElementsAre("person-code"));
  EXPECT_THAT(codes(invite(office.desk(), {"q7.lan", "", "", {Role::clerk, "q7", {}, {}}}).problems),
              ElementsAre("person-name"));
  EXPECT_THAT(
      codes(invite(office.desk(), {"q7.lan", "Lan\x1b[2J", "", {Role::clerk, "q7", {}, {}}}).problems),
      ElementsAre("person-text"));
  EXPECT_THAT(codes(invites("q2.lan", Role::clerk, "q2").problems), ElementsAre("post-unit"))
      << "a district that ended in 2021";
  EXPECT_THAT(codes(invites("q7.lan", Role::clerk).problems), ElementsAre("post-unit"));
  EXPECT_THAT(codes(invites("x.an", Role::agency_officer, "q7").problems), ElementsAre("post-agency-unit"));
  EXPECT_THAT(codes(invite(office.desk(),
                           {"q7.lan", "Lan", "", {Role::clerk, "q7", day("2023-07-02"), day("2023-07-01")}})
                        .problems),
              ElementsAre("post-days"));
  EXPECT_THAT(list_people(office.desk()).value, IsEmpty());
  EXPECT_TRUE(invites("x.an", Role::agency_officer, "so-tnmt").ok());
  EXPECT_TRUE(invites("x.binh", Role::administrator).ok());
}

TEST_F(People, OnlyAnAdministratorManagesThem) {
  Desk clerk = office.desk();
  clerk.actor = "q7.lan";
  clerk.posts = {{Role::agency_leader, "", {}, {}, {}}};
  EXPECT_THAT(codes(invite(clerk, {"a.b", "A", "", {Role::administrator, "", {}, {}}}).problems),
              ElementsAre("not-allowed"));
  EXPECT_THAT(codes(list_people(clerk).problems), ElementsAre("not-allowed"));
  EXPECT_THAT(codes(add_post(clerk, "q7.lan", {Role::administrator, "", {}, {}}).problems),
              ElementsAre("not-allowed"));
  EXPECT_THAT(codes(end_post(clerk, "q7.lan", Role::clerk, "q7").problems), ElementsAre("not-allowed"));
  EXPECT_THAT(codes(end_person(clerk, "q7.lan").problems), ElementsAre("not-allowed"));
  EXPECT_THAT(codes(new_link(clerk, "q7.lan").problems), ElementsAre("not-allowed"));
  EXPECT_THAT(codes(deputise(clerk, {"a.b", "q7.lan", {}}).problems), ElementsAre("not-allowed"));
  clerk.posts[0].role = Role::administrator;
  EXPECT_TRUE(invite(clerk, {"a.b", "A", "", {Role::drafter, "q7", {}, {}}}).ok());
}

TEST_F(People, APostThatIsEndedHeldUntilYesterday) {
  ASSERT_TRUE(invites("q7.lan", Role::clerk, "q7").ok());
  Desk later = office.desk();
  later.now = *parse_instant("2023-07-01T09:00:00+07:00");
  const auto ended = end_post(later, "q7.lan", Role::clerk, "q7");
  ASSERT_TRUE(ended.ok()) << lines(ended.problems);
  EXPECT_FALSE(ended.value.in_force);
  EXPECT_EQ(ended.value.posts[0].to, day("2023-06-30"));
  EXPECT_THAT(codes(end_post(later, "q7.lan", Role::clerk, "q7").problems), ElementsAre("post-not-held"));
  EXPECT_TRUE(add_post(later, "q7.lan", {Role::clerk, "q7", {}, {}}).ok()) << "it can be given again";
}

TEST_F(People, ADeputyFillsAPostOfAnotherForNamedDaysAndNoLongerThanThePostItself) {
  ASSERT_TRUE(invites("q7.lan", Role::clerk, "q7").ok());
  ASSERT_TRUE(invites("q7.hai", Role::drafter, "q7").ok());
  const PostRequest weeks{Role::clerk, "q7", day("2023-07-01"), day("2023-07-14")};
  EXPECT_THAT(codes(deputise(office.desk(), {"q7.hai", "q7.lan", {Role::clerk, "q7", {}, {}}}).problems),
              ElementsAre("deputy-days"));
  EXPECT_THAT(codes(deputise(office.desk(), {"q7.lan", "q7.lan", weeks}).problems),
              Contains("deputy-of-oneself"));
  EXPECT_THAT(codes(deputise(office.desk(), {"q7.lan", "q7.hai", weeks}).problems),
              ElementsAre("post-not-held"));
  ASSERT_TRUE(deputise(office.desk(), {"q7.hai", "q7.lan", weeks}).ok());
  EXPECT_TRUE(person("q7.hai").holds(Role::clerk, "q7", day("2023-07-14")));
  EXPECT_FALSE(person("q7.hai").holds(Role::clerk, "q7", day("2023-07-15")));
  ASSERT_TRUE(end_post(office.desk(), "q7.lan", Role::clerk, "q7", day("2023-07-05")).ok());
  EXPECT_TRUE(person("q7.hai").holds(Role::clerk, "q7", day("2023-07-05")));
  EXPECT_FALSE(person("q7.hai").holds(Role::clerk, "q7", day("2023-07-06"))) << "ends with the post it fills";
}

TEST_F(People, AHandOverGivesThePostsToTheSuccessorAndEndsEveryKey) {
  ASSERT_TRUE(invites("q7.lan", Role::clerk, "q7").ok());
  ASSERT_TRUE(add_post(office.desk(), "q7.lan", {Role::signatory, "q7", {}, day("2023-12-31")}).ok());
  ASSERT_TRUE(invites("q7.hai", Role::clerk, "q7").ok());
  EXPECT_THAT(codes(end_person(office.desk(), "q7.lan", "q7.lan").problems),
              ElementsAre("successor-of-oneself"));
  EXPECT_THAT(codes(end_person(office.desk(), "q7.lan", "q7.nobody").problems),
              ElementsAre("no-such-person"));
  const auto ended = end_person(office.desk(), "q7.lan", "q7.hai");
  ASSERT_TRUE(ended.ok()) << lines(ended.problems);
  EXPECT_TRUE(ended.value.ended);
  EXPECT_THAT(keys("q7.lan"), IsEmpty());
  EXPECT_THAT(person("q7.lan").posts_on(day("2023-06-20")), IsEmpty());
  EXPECT_TRUE(person("q7.hai").holds(Role::signatory, "q7", day("2023-12-31")));
  EXPECT_FALSE(person("q7.hai").holds(Role::signatory, "q7", day("2024-01-01")));
  EXPECT_THAT(person("q7.hai").posts, SizeIs(2)) << "what was held already is not given twice";
  EXPECT_THAT(codes(invites("q7.lan", Role::clerk, "q7").problems), ElementsAre("person-ended"));
  EXPECT_THAT(codes(new_link(office.desk(), "q7.lan").problems), ElementsAre("person-ended"));
  EXPECT_THAT(list_people(office.desk()).value, SizeIs(1));
  EXPECT_THAT(list_people(office.desk(), true).value, SizeIs(2));
}

TEST_F(People, PeopleAreAsTheyWereKnownAtAMoment) {
  ASSERT_TRUE(invites("q7.lan", Role::clerk, "q7").ok());
  Desk later = office.desk();
  later.now = {Office::now().utc + std::chrono::hours{1}};
  ASSERT_TRUE(end_person(later, "q7.lan").ok());
  office.store().read([&](const Transaction& t) {
    EXPECT_FALSE(people_of(t, Office::now()).at("q7.lan").ended);
    EXPECT_TRUE(people_of(t).at("q7.lan").ended);
  });
}

TEST(SignInName, IsShortAndPlain) {
  for (const char* good : {"an", "q7.lan", "so-xd_2", "0a"}) EXPECT_TRUE(is_sign_in_name(good)) << good;
  for (const char* bad : {"", "a", "An", ".an", "-an", "an ", "lân", "a/b", "a'b"})
    EXPECT_FALSE(is_sign_in_name(bad)) << bad;
  EXPECT_TRUE(is_sign_in_name(std::string(64, 'a')));
  EXPECT_FALSE(is_sign_in_name(std::string(65, 'a')));
}

}  // namespace
}  // namespace xanh::office_test

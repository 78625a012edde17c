// What is kept of a person is shown to that person and to administrators, without what opens the door.
#include "office/person_data_use.hpp"

#include "office/office_sample.hpp"
#include "office/sign_in_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct PersonsData : testing::Test {
  void SetUp() override {
    const auto made = invite(
        office.desk(), {"q7.vi-du", "Người dùng minh họa", "vd@q7.example", {Role::clerk, "q7", {}, {}}});
    ASSERT_TRUE(made.ok()) << lines(made.problems);
    link = made.value.secret;
  }
  Office office;
  Doorkeeper keeper;
  std::string link;
};

TEST_F(PersonsData, ShowsAllThatIsKeptAndNoSecret) {
  const auto opened = open_link(office.desk(), keeper, link, {}, "192.0.2.7");
  ASSERT_TRUE(opened.ok()) << lines(opened.problems);
  ASSERT_TRUE(set_password(office.desk(), keeper, opened.value.who, {}, "một mật khẩu dài").empty());
  const auto found = data_of_person(office.desk(), "q7.vi-du");
  ASSERT_TRUE(found.ok()) << lines(found.problems);
  EXPECT_EQ(found.value.person.contact, "vd@q7.example");
  std::vector<std::string> events;
  for (const auto& event : found.value.events) events.push_back(event.event);
  EXPECT_THAT(events, ElementsAre("invited", "post", "password"));
  ASSERT_EQ(found.value.keys.size(), 1u);
  EXPECT_EQ(found.value.keys[0].kind, "session");
  std::vector<std::string> actions;
  for (const auto& row : found.value.audit) actions.push_back(row.action);
  EXPECT_THAT(actions, testing::IsSupersetOf({"session.open", "password.set"}));
  const std::string all = write_json(to_node(found.value));
  EXPECT_THAT(all, HasSubstr("192.0.2.7")) << "the address stands in the log, and it is said";
  EXPECT_THAT(all, Not(HasSubstr("argon2id")));
  EXPECT_THAT(all, Not(HasSubstr(opened.value.secret)));
  EXPECT_THAT(all, Not(HasSubstr(opened.value.who.digest)));
}

TEST_F(PersonsData, IsForThePersonAndForAdministrators) {
  Desk own = office.desk();
  own.actor = "q7.vi-du";
  own.posts = {{Role::clerk, "q7", {}, {}, {}}};
  EXPECT_TRUE(data_of_person(own, "q7.vi-du").ok());
  own.actor = "q1.khac";
  EXPECT_THAT(codes(data_of_person(own, "q7.vi-du").problems), ElementsAre("not-allowed"));
  const auto none = data_of_person(office.desk(), "q7.vi-du2");
  ASSERT_THAT(codes(none.problems), ElementsAre("no-such-person"));
  EXPECT_EQ(none.problems[0].suggestion, "q7.vi-du");
}

TEST_F(PersonsData, WhatHasEndedIsDropped) {
  ASSERT_TRUE(open_link(office.desk(), keeper, link).ok());
  Desk later = office.desk();
  const auto keys = [&] {
    size_t out = 0;
    office.store().read([&](const Transaction& t) { out = t.keys_of("q7.vi-du").size(); });
    return out;
  };
  later.now.utc += std::chrono::minutes{119};
  ASSERT_TRUE(drop_what_has_ended(later).empty());
  EXPECT_EQ(keys(), 1u);
  later.now.utc += std::chrono::minutes{1};
  ASSERT_TRUE(drop_what_has_ended(later).empty());
  EXPECT_EQ(keys(), 0u);
}

TEST_F(PersonsData, ASessionEndsByTheLivesThatAreSet) {
  set_session_lives({std::chrono::minutes{10}, std::chrono::hours{1}});
  const auto opened = open_link(office.desk(), keeper, link);
  set_session_lives({});
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened.value.who.ends_at.utc - Office::now().utc, std::chrono::minutes{10});
}

}  // namespace
}  // namespace xanh::office_test

// Every act and every role, against a matrix written out by hand.
#include "office/access.hpp"

#include <gtest/gtest.h>

#include "office/matter_use.hpp"
#include "office/office_sample.hpp"
#include "office/show_use.hpp"
#include "office/status_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Desk desk_with(Role role, const std::string& unit) {
  return {nullptr, "somebody", Office::now(), {{role, unit, {}, {}, {}}}};
}

Register units_of_test() {
  RegisterRows rows;
  const auto add = [&](const char* code, const char* parent) {
    UnitRow row;
    row.code = code;
    row.name_vi = code;
    row.parent = parent;
    rows.units.push_back(row);
  };
  add("city", "");
  add("q7", "city");
  add("q7-phu-my", "q7");
  add("q7-tan-phu", "q7");
  add("q8", "city");
  return Register(rows);
}

// One letter for each role, in their order: drafter reviewer clerk signatory | officer leader | authority
// monitoring administrator. `-` never, `o` the own unit, `b` also units below it, `c` everywhere.
const std::map<Act, std::string> kExpected{
    {Act::read_programme, "cccc cc ccc"},   {Act::read_cycle, "---- cc c-c"},
    {Act::read_report, "bbbb cc c--"},      {Act::draft_report, "oooo cc ---"},
    {Act::initial_report, "-o-o -- ---"},   {Act::sign_report, "---o -- ---"},
    {Act::send_report, "--oo -- ---"},      {Act::send_on_behalf, "---- cc ---"},
    {Act::review_report, "---- cc ---"},    {Act::run_cycle, "---- cc ---"},
    {Act::change_programme, "---- -c c--"}, {Act::consolidate, "---- cc ---"},
    {Act::publish, "---- -c ---"},          {Act::answer_feedback, "---- cc ---"},
    {Act::manage_people, "---- -- --c"},    {Act::read_audit, "---- -c --c"},
    {Act::manage_store, "---- -- --c"},
};

TEST(Access, EveryActAndEveryRoleForTheOwnUnitThoseBelowAboveAndBeside) {
  const Register units = units_of_test();
  for (const auto& name : words<Act>()) {
    const Act act = *from_word<Act>(name);
    ASSERT_TRUE(kExpected.contains(act)) << "no row for " << name;
    std::string letters = kExpected.at(act);
    std::erase(letters, ' ');
    ASSERT_EQ(letters.size(), kRoles);
    for (size_t i = 0; i < kRoles; ++i) {
      const Desk desk = desk_with(static_cast<Role>(i), "q7");
      const auto may = [&](const std::string& unit) { return authorise(desk, act, unit, &units).empty(); };
      const char reach = letters[i];
      const std::string what = name + " as " + word(static_cast<Role>(i));
      EXPECT_EQ(may("q7"), reach != '-') << what << ": own unit";
      EXPECT_EQ(may("q7-phu-my"), reach == 'b' || reach == 'c') << what << ": a unit below";
      EXPECT_EQ(may("city"), reach == 'c') << what << ": the unit above";
      EXPECT_EQ(may("q8"), reach == 'c') << what << ": a sibling";
      EXPECT_EQ(may("nowhere"), reach == 'c') << what << ": a unit that is not in the register";
      EXPECT_EQ(may(""), reach == 'c') << what << ": the whole city";
    }
  }
}

TEST(Access, WithoutTheRegisterAUnitBelowIsAForeignOne) {
  EXPECT_THAT(codes(authorise(desk_with(Role::clerk, "q7"), Act::read_report, "q7-phu-my")),
              ElementsAre("not-allowed"));
}

TEST(Access, AUnitRoleWithoutAUnitReachesNothing) {
  EXPECT_FALSE(authorise(desk_with(Role::clerk, ""), Act::send_report, "").empty());
  EXPECT_FALSE(authorise(desk_with(Role::clerk, ""), Act::send_report, "q7").empty());
}

TEST(Access, SomebodyWithoutPostsMayDoNothingAndTheOperatorOfATerminalEverything) {
  for (const auto& name : words<Act>()) {
    const Act act = *from_word<Act>(name);
    EXPECT_THAT(codes(authorise({nullptr, "an", {}, {}}, act)), ElementsAre("unknown-actor"));
    EXPECT_THAT(codes(authorise({nullptr, "", {}, {}}, act)), ElementsAre("unknown-actor"));
    EXPECT_TRUE(authorise({nullptr, std::string(kLocalOperator), {}, {}}, act).empty());
  }
}

TEST(Access, ARefusalSaysWhoMayInBothLanguages) {
  const auto refused = authorise(desk_with(Role::drafter, "q7"), Act::send_report, "q7");
  ASSERT_THAT(codes(refused), ElementsAre("not-allowed"));
  EXPECT_THAT(refused[0].message.vi, HasSubstr("Văn thư của đơn vị, Người ký của đơn vị"));
  EXPECT_THAT(refused[0].message.en, HasSubstr("Clerk of the unit, Signatory of the unit"));
}

TEST(Access, ACycleInTheParentsOfUnitsEndsTheSearch) {
  RegisterRows rows;
  for (const auto& [code, parent] : {std::pair{"a", "b"}, {"b", "a"}}) {
    UnitRow row;
    row.code = code;
    row.parent = parent;
    rows.units.push_back(row);
  }
  const Register units(rows);
  EXPECT_FALSE(authorise(desk_with(Role::clerk, "c"), Act::read_report, "a", &units).empty());
}

TEST(Access, TextFromOutsideIsBoundedAndEscaped) {
  EXPECT_EQ(shown("q7.lan"), "q7.lan");
  EXPECT_EQ(shown("a\x1b[31m\n"), "a\\x1b[31m\\x0a");
  EXPECT_EQ(shown("a\xff"), "a\\xff");
  EXPECT_EQ(shown("\xc2\x9b"), "\\xc2\\x9b");
  EXPECT_EQ(shown(std::string("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(shown("Quận 7"), "Quận 7");
  EXPECT_EQ(shown("abcdef", 3), "abc…");
}

struct AtTheDesk : testing::Test {
  [[nodiscard]] Desk as(Role role, const std::string& unit) const {
    Desk desk = office.desk();
    desk.actor = "somebody";
    desk.posts = {{role, unit, {}, {}, {}}};
    return desk;
  }
  [[nodiscard]] std::vector<std::string> sends(const Desk& desk, const std::string& unit) const {
    return codes(submit_files(desk, {{kReports + "/" + unit + ".yaml"}, true, {}, {}}).problems);
  }
  Office office;
};

TEST_F(AtTheDesk, AClerkSendsTheReportOfTheOwnUnitAndOfNoOther) {
  EXPECT_THAT(sends(as(Role::clerk, "q7"), "q7"), testing::Not(testing::Contains("not-allowed")));
  EXPECT_THAT(sends(as(Role::clerk, "q7"), "q8"), ElementsAre("not-allowed"));
  EXPECT_THAT(sends(as(Role::drafter, "q7"), "q7"), ElementsAre("not-allowed"));
  EXPECT_THAT(sends(as(Role::agency_officer, ""), "q7"), ElementsAre("not-allowed")) << "only on behalf";
  SubmitRequest behalf{{kReports + "/q7.yaml"}, true, "q7", {}};
  EXPECT_THAT(codes(submit_files(as(Role::clerk, "q7"), behalf).problems), testing::Contains("not-allowed"));
}

TEST_F(AtTheDesk, AReportIsShownToItsUnitToThoseAboveAndToTheAgency) {
  office.with_reports({"q7", "so-xd"});
  EXPECT_TRUE(show_report(as(Role::drafter, "q7"), "2023-H1/q7").ok());
  EXPECT_TRUE(show_report(as(Role::drafter, "ubnd-tp"), "2023-H1/q7").ok()) << "the unit above";
  EXPECT_TRUE(show_report(as(Role::agency_officer, ""), "2023-H1/q7").ok());
  EXPECT_THAT(codes(show_report(as(Role::drafter, "q8"), "2023-H1/q7").problems), ElementsAre("not-allowed"));
  EXPECT_THAT(codes(show_report(as(Role::drafter, "q8"), "2023-H1/q77").problems), ElementsAre("not-allowed"))
      << "whether there is one is not told either";
  EXPECT_THAT(codes(status_of(as(Role::clerk, "q7"), "2023-H1").problems), ElementsAre("not-allowed"));
  EXPECT_EQ(list_difficulties(as(Role::clerk, "so-xd"), {}, false).value.size(), 1u);
  EXPECT_THAT(list_difficulties(as(Role::clerk, "q7"), {}, false).value, IsEmpty());
}

TEST_F(AtTheDesk, OnlyALeaderPublishesAndTheRefusalIsInTheLog) {
  const auto refused = publish_cycle(as(Role::agency_officer, ""), "2023-H1");
  ASSERT_THAT(codes(refused.problems), ElementsAre("not-allowed"));
  EXPECT_THAT(codes(publish_cycle(as(Role::agency_leader, ""), "2023-H1").problems),
              testing::Not(testing::Contains("not-allowed")));
  log_refusal(as(Role::agency_officer, ""), "cycle publish 2023-H1", refused.problems);
  office.store().read([](const Transaction& t) {
    const auto row = t.audit_rows(t.audit_head().seq - 1).at(0);
    EXPECT_EQ(row.action, "refused");
    EXPECT_EQ(row.by, "somebody");
    EXPECT_EQ(row.subject, "cycle publish 2023-H1");
  });
}

}  // namespace
}  // namespace xanh::office_test

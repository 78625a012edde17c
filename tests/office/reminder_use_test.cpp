// Reminders step by step: on which day, to whom, once; and what keeps them away.
#include "office/reminder_use.hpp"

#include <fstream>

#include "office/office_sample.hpp"
#include "office/people_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// Reports of 2023-H1 are due on Friday, 16 June 2023.
struct ReminderUse : testing::Test {
  ReminderUse() {
    add("q7.soan", Role::drafter, "q7");
    add("q7.ky", Role::signatory, "q7");
    add("q1.thu", Role::clerk, "q1");
    add("co-quan", Role::agency_officer, {});
    static_cast<void>(waiting());
  }
  void add(const std::string& person, Role role, const std::string& unit) {
    Desk before = office.desk();
    before.now = *parse_instant("2023-06-01T08:00:00+07:00");
    const auto made = invite(before, {person, "Người minh họa", "x@y.example", {role, unit, {}, {}}});
    EXPECT_TRUE(made.ok()) << lines(made.problems);
  }
  int remind_at(const std::string& time) {
    now = *parse_instant(time + "+07:00");
    Desk desk = office.desk();
    desk.now = now;
    const auto written = remind(desk, steps);
    EXPECT_TRUE(written.ok()) << lines(written.problems);
    return written.value;
  }
  /// What waits, without what has lapsed; marks it.
  std::vector<std::string> waiting() {
    const Desk desk{&office.store(), std::string(kMailActor), now};
    std::vector<std::string> out;
    while (const auto mail = take_next_mail(desk, "test", std::chrono::minutes{5})) {
      out.push_back(word(mail->kind) + " " + mail->person);
      last = *mail;
      settle_mail(desk, "test", mail->seq, MailResult::delivered, "250");
    }
    return out;
  }
  Office office;
  std::vector<ReminderStep> steps = usual_reminder_steps();
  Instant now = Office::now();
  MailInHand last;
};

TEST_F(ReminderUse, EachStepIsTakenOnItsDayAndOnce) {
  EXPECT_EQ(remind_at("2023-06-08T09:00:00"), 0) << "six working days before";
  EXPECT_EQ(remind_at("2023-06-09T06:59:00"), 0) << "nobody is written to before 7 o'clock";
  EXPECT_EQ(remind_at("2023-06-09T07:00:00"), 2);
  EXPECT_THAT(waiting(), UnorderedElementsAre("reminder q7.soan", "reminder q1.thu"));
  EXPECT_THAT(mail_words(last, {}, {}).body, HasSubstr("còn 5 ngày làm việc"));
  EXPECT_EQ(remind_at("2023-06-09T12:00:00"), 0) << "once";
  EXPECT_EQ(remind_at("2023-06-10T09:00:00"), 0) << "a Saturday";
  EXPECT_EQ(remind_at("2023-06-15T09:00:00"), 0);
  EXPECT_EQ(remind_at("2023-06-16T09:00:00"), 2);
  EXPECT_THAT(mail_words((waiting(), last), {}, {}).body, HasSubstr("Hôm nay"));
  EXPECT_EQ(remind_at("2023-06-19T09:00:00"), 2);
  EXPECT_THAT(mail_words((waiting(), last), {}, {}).body, HasSubstr("đã quá 1 ngày làm việc"));
  EXPECT_EQ(remind_at("2023-06-20T09:00:00"), 0);
  EXPECT_EQ(remind_at("2023-06-21T09:00:00"), 3) << "who signs is told, too";
  EXPECT_THAT(waiting(), UnorderedElementsAre("reminder q7.soan", "reminder q7.ky", "reminder q1.thu"));
}

TEST_F(ReminderUse, TheAgencyGetsOneMailAboutAllThatAreLate) {
  steps = {{"late-5", 5, {Role::agency_officer}}};
  EXPECT_EQ(remind_at("2023-06-22T09:00:00"), 0);
  EXPECT_EQ(remind_at("2023-06-23T09:00:00"), 1);
  EXPECT_THAT(waiting(), ElementsAre("escalation co-quan"));
  const auto words = mail_words(last, {}, {});
  EXPECT_THAT(words.body, HasSubstr("- q7: "));
  EXPECT_THAT(words.body, HasSubstr("- q1: "));
  EXPECT_THAT(words.body, HasSubstr("xanh letter reminder --cycle 2023-H1"));
  EXPECT_EQ(remind_at("2023-06-23T15:00:00"), 0);
  EXPECT_EQ(remind_at("2023-06-26T09:00:00"), 0) << "the same units are not told again";
}

TEST_F(ReminderUse, WhoHasSentOrHasNothingToReportIsLeftInPeace) {
  Submission nothing = Office::report("q7");
  nothing.figures.clear();
  nothing.nothing_to_report = true;
  ASSERT_FALSE(office.send(nothing).value.empty());
  static_cast<void>(waiting());
  EXPECT_EQ(remind_at("2023-06-21T09:00:00"), 1);
  EXPECT_THAT(waiting(), ElementsAre("reminder q1.thu"));
}

TEST_F(ReminderUse, MoreTimeMovesTheSteps) {
  ReviewRequest extend;
  extend.submissions = {"2023-H1/q7"};
  extend.extend_to = make_date(2023, 6, 30);
  extend.message = "Bão";
  ASSERT_TRUE(review(office.desk(), extend).ok());
  static_cast<void>(waiting());
  EXPECT_EQ(remind_at("2023-06-21T09:00:00"), 1) << "q1 alone is late";
  EXPECT_THAT(waiting(), ElementsAre("reminder q1.thu"));
  EXPECT_EQ(remind_at("2023-06-23T09:00:00"), 2)
      << "q7: five days before its own day; the agency: q1 is late";
  EXPECT_THAT(waiting(), UnorderedElementsAre("reminder q7.soan", "escalation co-quan"));
  EXPECT_THAT(mail_words(last, {}, {}).body, testing::Not(HasSubstr("- q7: ")));
}

TEST_F(ReminderUse, AfterAPauseOnlyTheLastStepIsTaken) {
  EXPECT_EQ(remind_at("2023-06-21T09:00:00"), 3);
  EXPECT_THAT(waiting(), UnorderedElementsAre("reminder q7.soan", "reminder q7.ky", "reminder q1.thu"));
}

TEST_F(ReminderUse, AClosedCycleRemindsNobody) {
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  EXPECT_EQ(remind_at("2023-06-21T09:00:00"), 0);
}

TEST_F(ReminderUse, TheStepsAreDataAndWrongOnesAreToldAtOnce) {
  const std::string file = office.folder() / "reminders.yaml";
  std::ofstream(file) << "- {code: hai-ngay, working_days: -2, to: [clerk]}\n"
                         "- {code: mot-tuan, working_days: 5, to: [agency_leader]}\n";
  const auto read = read_reminder_steps(file);
  ASSERT_TRUE(read.ok()) << lines(read.problems);
  EXPECT_EQ(read.value.at(1).to, std::vector<Role>{Role::agency_leader});
  std::ofstream(file) << "- {code: a, working_days: -2, to: [clerk]}\n"
                         "- {code: a, working_days: 2, to: [clerk]}\n"
                         "- {code: b, working_days: 200, to: [clerk]}\n"
                         "- {code: c, working_days: 2, to: []}\n"
                         "- {code: d, working_days: 2, to: [clerk, agency_officer]}\n";
  EXPECT_EQ(codes(read_reminder_steps(file).problems), std::vector<std::string>(4, "reminder-step"));
}

}  // namespace
}  // namespace xanh::office_test

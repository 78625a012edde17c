// Who is told what by mail: the row goes in with what causes it, to those it concerns and to nobody else.
#include "office/mail_use.hpp"

#include "office/letter_use.hpp"
#include "office/matter_use.hpp"
#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "office/people_use.hpp"
#include "office/sign_in_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

struct MailUse : testing::Test {
  MailUse() {
    add("q7.soan", Role::drafter, "q7");
    add("q7.ky", Role::signatory, "q7");
    add("q1.thu", Role::clerk, "q1");
    add("co-quan", Role::agency_officer, {});
    add("khong-thu", Role::clerk, "q7", "");
    clear();
  }
  void add(const std::string& person, Role role, const std::string& unit,
           const char* contact = "x@y.example") {
    const auto made =
        invite(office.desk(), {person, "Người minh họa " + person, contact, {role, unit, {}, {}}});
    EXPECT_TRUE(made.ok()) << lines(made.problems);
  }
  /// Everything that waits is taken and marked.
  void clear() {
    while (const auto mail = next()) settle_mail(desk(), "test", mail->seq, MailResult::delivered, "250");
  }
  [[nodiscard]] Desk desk() const { return {&office.store(), std::string(kMailActor), now}; }
  std::optional<MailInHand> next() { return take_next_mail(desk(), "test", std::chrono::minutes{5}); }
  /// kind/reader of all that waits, and takes them.
  std::vector<std::string> waiting() {
    std::vector<std::string> out;
    while (auto mail = next()) {
      out.push_back(word(mail->kind) + " " + mail->person);
      last = *mail;
      settle_mail(desk(), "test", mail->seq, MailResult::delivered, "250");
    }
    return out;
  }
  LetterRequest letter(LetterKind kind) const {
    LetterRequest out;
    out.kind = kind;
    out.cycle = "2023-H1";
    out.path = (office.folder() / "letter.docx").string();
    return out;
  }
  Office office;
  Instant now = Office::now();
  MailInHand last;
};

TEST_F(MailUse, ARequestForReportsReachesTheUnitsThatOweOne) {
  ASSERT_TRUE(write_letters(office.desk(), letter(LetterKind::request)).ok());
  EXPECT_THAT(waiting(), UnorderedElementsAre("request q7.soan", "request q1.thu"));
  const auto words = mail_words(last, "https://xanh.example", {});
  EXPECT_THAT(words.subject, HasSubstr("Đề nghị gửi báo cáo"));
  EXPECT_THAT(words.subject, HasSubstr("Reports asked for"));
  EXPECT_THAT(words.body, HasSubstr("16/6/2023"));
  EXPECT_THAT(words.body, HasSubstr("https://xanh.example"));
}

TEST_F(MailUse, AReminderReachesThoseWhoAreLateAndLapsesWhenTheReportComes) {
  office.with_reports({"q1"});
  clear();
  ASSERT_TRUE(write_letters(office.desk(), letter(LetterKind::reminder)).ok());
  auto mail = next();
  ASSERT_TRUE(mail.has_value());
  EXPECT_EQ(mail->person, "q7.soan") << "q1 has sent";
  EXPECT_EQ(mail->facts.days, 2);
  settle_mail(desk(), "test", mail->seq, MailResult::later, "451", std::chrono::seconds{0});
  office.with_reports({"q7"});
  EXPECT_THAT(waiting(), ElementsAre("receipt q7.soan")) << "the reminder is nobody's business any more";
  EXPECT_EQ(list_mail(office.desk(), MailState::lapsed).value.size(), 1u);
}

TEST_F(MailUse, AReportARequestToReviseAndMoreTimeAreToldToTheUnit) {
  office.with_reports({"q7"});
  EXPECT_THAT(waiting(), ElementsAre("receipt q7.soan"));
  ReviewRequest ask{{"2023-H1/q7"}, false, {"ww_sites_ok"}, "Số liệu khác kỳ trước"};
  ASSERT_TRUE(review(office.desk(), ask).ok());
  EXPECT_THAT(waiting(), ElementsAre("revise q7.soan"));
  const auto words = mail_words(last, {}, {});
  EXPECT_THAT(words.body, HasSubstr("ww_sites_ok"));
  EXPECT_THAT(words.body, HasSubstr("Số liệu khác kỳ trước"));
  ReviewRequest extend;
  extend.submissions = {"2023-H1/q1"};
  extend.extend_to = make_date(2023, 6, 30);
  extend.message = "Bão";
  ASSERT_TRUE(review(office.desk(), extend).ok());
  EXPECT_THAT(waiting(), ElementsAre("extended q1.thu"));
  EXPECT_THAT(mail_words(last, {}, {}).body, HasSubstr("30/6/2023"));
}

TEST_F(MailUse, ARefusedActTellsNobody) {
  ReviewRequest ask{{"2023-H1/q7"}, false, {"ww_sites_ok"}, "chưa có báo cáo"};
  EXPECT_FALSE(review(office.desk(), ask).ok());
  Submission broken = Office::report("q7");
  figure_of(broken, "ww_sites_ok").element = "no_such_element";
  EXPECT_FALSE(office.send(broken).ok());
  EXPECT_FALSE(office.send(Office::report("q7"), true).value.empty()) << "a dry run";
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(MailUse, AnAnsweredDifficultyAndAPublicationAreTold) {
  add("xd.thu", Role::clerk, "so-xd");
  office.with_reports({"q7", "so-xd"});
  clear();
  ASSERT_TRUE(answer_difficulty(office.desk(), "2023-H1/so-xd/1", {"Thống nhất", {}, {}, {}, {}}).ok());
  EXPECT_THAT(waiting(), ElementsAre("answer xd.thu"));
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  PaperRequest paper;
  paper.cycle = "2023-H1";
  paper.folder = (office.folder() / "out").string();
  ASSERT_TRUE(write_papers(office.desk(), paper).ok());
  ASSERT_TRUE(publish_cycle(office.desk(), "2023-H1").ok());
  EXPECT_THAT(waiting(), UnorderedElementsAre("published q7.soan", "published q7.ky", "published q1.thu",
                                              "published xd.thu"));
}

TEST_F(MailUse, AnInvitationCarriesALinkOfItsOwnAndTheFirstLinkUsedEndsTheOthers) {
  const auto made =
      invite(office.desk(), {"moi", "Người mới minh họa", "moi@y.example", {Role::clerk, "q7", {}, {}}});
  const auto mail = next();
  ASSERT_TRUE(mail.has_value());
  EXPECT_EQ(mail->kind, MailKind::invitation);
  const std::string first = make_mailed_link(desk(), "moi"), second = make_mailed_link(desk(), "moi");
  EXPECT_THAT(mail_words(*mail, {}, first).body, HasSubstr(first));
  Doorkeeper keeper;
  EXPECT_TRUE(open_link(office.desk(), keeper, first).ok()) << "of a first try whose answer was lost";
  EXPECT_FALSE(open_link(office.desk(), keeper, second).ok());
  EXPECT_FALSE(open_link(office.desk(), keeper, made.value.secret).ok());
  settle_mail(desk(), "test", mail->seq, MailResult::later, "lost", std::chrono::seconds{0});
  EXPECT_EQ(next(), std::nullopt) << "who came in needs no second link";
}

TEST_F(MailUse, WhatIsTooLateOrForSomebodyWhoLeftIsNotSent) {
  ASSERT_TRUE(write_letters(office.desk(), letter(LetterKind::request)).ok());
  ASSERT_TRUE(end_person(office.desk(), "q1.thu").ok());
  EXPECT_THAT(waiting(), ElementsAre("request q7.soan"));
  const auto refused = list_mail(office.desk(), MailState::refused).value;
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(refused[0].person, "q1.thu");
  ASSERT_TRUE(write_letters(office.desk(), letter(LetterKind::reminder)).ok());
  now.utc += std::chrono::hours{4 * 24};
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(MailUse, AnAddressThatIsNoneIsRefusedAndShownToTheAgencyOnly) {
  add("sai", Role::clerk, "q7", "sai@y.example, Bcc");
  add("cham", Role::clerk, "q7", "không có");
  EXPECT_THAT(waiting(), IsEmpty());
  for (const auto& line : list_mail(office.desk(), MailState::refused).value)
    EXPECT_THAT(line.reply, HasSubstr("not a mail address"));
  Desk clerk = office.desk();
  clerk.actor = "q1.thu";
  clerk.posts = {{Role::clerk, "q1", {}, {}, {}}};
  EXPECT_EQ(codes(list_mail(clerk, {}).problems), std::vector<std::string>{"not-allowed"});
  EXPECT_EQ(codes(resend_mail(clerk, 1)), std::vector<std::string>{"not-allowed"});
  clerk.posts = {{Role::agency_officer, {}, {}, {}, {}}};
  EXPECT_TRUE(list_mail(clerk, {}).ok());
  EXPECT_EQ(codes(resend_mail(clerk, 99999)), std::vector<std::string>{"unknown-mail"});
}

TEST_F(MailUse, PausesGrowToAnHourAndAreSpread) {
  using std::chrono::seconds;
  EXPECT_EQ(mail_pause(1, 0.5), seconds{60});
  EXPECT_EQ(mail_pause(2, 0.5), seconds{120});
  EXPECT_EQ(mail_pause(1, 0.0), seconds{48});
  EXPECT_EQ(mail_pause(1, 1.0), seconds{72});
  EXPECT_EQ(mail_pause(50, 0.5), seconds{3600});
}

}  // namespace
}  // namespace xanh::office_test

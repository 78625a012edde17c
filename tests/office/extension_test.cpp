// A later due day granted to one unit: what it changes, for whom, and what is refused.
#include "documents/docx_template.hpp"
#include "office/letter_use.hpp"
#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "office/status_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;

class Extension : public testing::Test {
 protected:
  Problems grant(const std::vector<std::string>& submissions, const char* until,
                 const std::string& reason = "đơn vị đề nghị tại văn bản số 12") {
    ReviewRequest request;
    request.submissions = submissions;
    request.message = reason;
    request.extend_to = parse_date(until);
    return review(office.desk(), request).problems;
  }
  StatusUnit status(const std::string& unit) {
    const auto now = status_of(office.desk(), "2023-H1");
    return *std::find_if(now.value.units.begin(), now.value.units.end(),
                         [&](const auto& u) { return u.code == unit; });
  }
  static UnitResult result(const Consolidated& made, const std::string& unit) {
    return *std::find_if(made.result.units.begin(), made.result.units.end(),
                         [&](const auto& u) { return u.code == unit; });
  }
  Office office;  // on Tuesday 20/6/2023; reports were due on Friday 16/6
};

TEST_F(Extension, OfAUnitThatHasSentNothingMakesItNotYetDue) {
  EXPECT_EQ(status("q4").days_late, 2);
  ASSERT_TRUE(grant({"2023-H1/q4"}, "2023-06-21").empty());
  EXPECT_EQ(status("q4").state, SubmissionState::not_due);
  EXPECT_EQ(status("q4").days_late, 0);
  EXPECT_EQ(status("q4").extended_to, parse_date("2023-06-21"));
  EXPECT_EQ(status("q1").days_late, 2) << "the others are due as they were";
}

TEST_F(Extension, ReportThatComesByThatDayIsInTimeInTheReportAsWell) {
  office.with_reports({"q-tan-phu", "q7"});  // received on 20/6, that of q7 in time
  const auto before = office.consolidated();
  EXPECT_EQ(result(*before, "q-tan-phu").days_late, 2);
  ASSERT_TRUE(grant({"2023-H1/q-tan-phu"}, "2023-06-20").empty());
  const auto after = office.consolidated();
  EXPECT_EQ(result(*after, "q-tan-phu").days_late, 0);
  EXPECT_EQ(result(*after, "q-tan-phu").extended_to, parse_date("2023-06-20"));
  EXPECT_NE(after->snapshot.sha256, before->snapshot.sha256) << "it is an input, so it is in the manifest";
}

TEST_F(Extension, LatenessCountsFromTheDayGranted) {
  ASSERT_TRUE(grant({"2023-H1/q4"}, "2023-06-19").empty());
  EXPECT_EQ(status("q4").days_late, 1);
}

TEST_F(Extension, NobodyWhoWasGrantedOneIsRemindedBeforeItEnds) {
  LetterRequest request;
  request.kind = LetterKind::reminder;
  request.cycle = "2023-H1";
  request.unit = "q4";
  request.path = (office.folder() / "letter.docx").string();
  ASSERT_TRUE(write_letters(office.desk(), request).ok());
  ASSERT_TRUE(grant({"2023-H1/q4"}, "2023-06-22").empty());
  EXPECT_THAT(codes(write_letters(office.desk(), request).problems), ElementsAre("letter-not-late"));
}

TEST_F(Extension, StandsInTheAnnexOnReportingAndInTheLettersToThatUnit) {
  ASSERT_TRUE(grant({"2023-H1/q4"}, "2023-06-26").empty());
  PaperRequest papers;
  papers.cycle = "2023-H1";
  papers.folder = (office.folder() / "out").string();
  ASSERT_TRUE(write_papers(office.desk(), papers).ok());
  std::ifstream page(office.folder() / "out/report.html", std::ios::binary);
  EXPECT_THAT(std::string(std::istreambuf_iterator<char>(page), {}),
              testing::HasSubstr("được gia hạn đến 26/6/2023"));
  LetterRequest request;
  request.kind = LetterKind::request;
  request.cycle = "2023-H1";
  request.unit = "q4";
  request.path = (office.folder() / "letter.docx").string();
  ASSERT_TRUE(write_letters(office.desk(), request).ok());
  std::ifstream letter(request.path, std::ios::binary);
  EXPECT_THAT(docx_text(std::string(std::istreambuf_iterator<char>(letter), {})).value,
              testing::HasSubstr("chậm nhất ngày 26/6/2023"));
}

TEST_F(Extension, NeedsAReasonALaterDayAndAUnitThatReports) {
  EXPECT_THAT(codes(grant({"2023-H1/q4"}, "2023-06-21", " ")), ElementsAre("extension-reason-missing"));
  EXPECT_THAT(codes(grant({"2023-H1/q4"}, "2023-06-16")), ElementsAre("extension-not-later"));
  EXPECT_THAT(codes(grant({"2023-H1/q99"}, "2023-06-21")), ElementsAre("unknown-unit"));
  EXPECT_THAT(codes(grant({"2023-H1"}, "2023-06-21")), ElementsAre("unknown-submission"));
  ASSERT_TRUE(grant({"2023-H1/q4"}, "2023-06-21").empty());
  EXPECT_THAT(codes(grant({"2023-H1/q4"}, "2023-06-20")), ElementsAre("extension-not-later"));
  EXPECT_EQ(status("q4").extended_to, parse_date("2023-06-21"));
}

TEST_F(Extension, OneUnitThatIsWrongGrantsNone) {
  EXPECT_THAT(codes(grant({"2023-H1/q4", "2023-H1/q99"}, "2023-06-21")), ElementsAre("unknown-unit"));
  EXPECT_EQ(status("q4").extended_to, std::nullopt);
}

TEST_F(Extension, AClosedCycleGrantsNone) {
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  EXPECT_THAT(codes(grant({"2023-H1/q4"}, "2023-06-21")), ElementsAre("cycle-not-under-review"));
}

TEST(ExtensionAsked, IsRecordedAndGrantsNothingUntilItIsAnswered) {
  Office office;
  ReviewRequest ask;
  ask.submissions = {"2023-H1/q4"};
  ask.extend_to = parse_date("2023-06-21");
  ask.extension_asked = true;
  ask.message = "Công văn 215/UBND";
  ASSERT_TRUE(review(office.desk(), ask).ok());
  EXPECT_EQ(office.account("q4").extension_asked, parse_date("2023-06-21"));
  EXPECT_FALSE(office.account("q4").extended_to) << "asking is not getting";
  const auto steps = status_of(office.desk(), "2023-H1").value.missing;
  const auto step =
      std::find_if(steps.begin(), steps.end(), [](const auto& s) { return s.code == "extension"; });
  ASSERT_NE(step, steps.end());
  EXPECT_EQ(step->about, std::vector<std::string>{"q4"});
  ask.extension_asked = false;
  ask.message = "Đồng ý";
  ASSERT_TRUE(review(office.desk(), ask).ok());
  EXPECT_EQ(office.account("q4").extended_to, parse_date("2023-06-21"));
  EXPECT_FALSE(office.account("q4").extension_asked) << "it has its answer";
}

}  // namespace
}  // namespace xanh::office_test

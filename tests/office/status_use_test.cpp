// What is still missing before the report can go to be signed: each step is there until it is done.
#include "office/status_use.hpp"

#include "office/matter_use.hpp"
#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Missing : public testing::Test {
 protected:
  Status now() { return status_of(office.desk(), "2023-H1").value; }
  std::vector<std::string> steps() {
    std::vector<std::string> out;
    for (const auto& step : now().missing) out.push_back(step.code);
    return out;
  }
  StatusStep step(const std::string& code) {
    for (const auto& one : now().missing)
      if (one.code == code) return one;
    return {};
  }
  Office office;  // on 20/6/2023, two working days after the reports were due
};

TEST_F(Missing, NamesTheUnitsThatAreOverdueAndTheLetterThatRemindsThem) {
  office.with_reports({"q7"});
  const StatusStep overdue = step("overdue");
  EXPECT_THAT(overdue.about, Contains("q1"));
  EXPECT_THAT(overdue.about, Not(Contains("q7")));
  EXPECT_THAT(overdue.says.vi, HasSubstr(std::to_string(overdue.about.size()) + " đơn vị quá hạn"));
  EXPECT_THAT(overdue.command, HasSubstr("xanh letter reminder --cycle 2023-H1"));
}

TEST_F(Missing, DaysLateStopWhenTheCycleCloses) {
  office.with_reports({"q7"});
  const auto late = [&](Date day) {
    Desk desk = office.desk();
    desk.now = Zone::named("Asia/Ho_Chi_Minh")->at(day, std::chrono::hours{10});
    for (const auto& unit : status_of(desk, "2023-H1").value.units)
      if (unit.code == "q1") return unit.days_late;
    return -1;
  };
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  EXPECT_GT(late(make_date(2023, 6, 21)), 0);
  EXPECT_EQ(late(make_date(2023, 6, 21)), late(make_date(2023, 12, 21)));
}

TEST_F(Missing, ReportsThatCameWaitToBeNoted) {
  ASSERT_TRUE(submit_files(office.desk(), {{kReports + "/q7.yaml"}, false, {}, {}}).ok());
  EXPECT_THAT(step("to_note").about, ElementsAre("q7"));
  office.note();
  EXPECT_THAT(steps(), Not(Contains("to_note")));
}

TEST_F(Missing, FiguresAskedToBeRevisedAreOpenUntilNoted) {
  office.with_reports({"q7"});
  ASSERT_TRUE(review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, "?"}).ok());
  EXPECT_THAT(step("to_revise").about, ElementsAre("q7"));
}

TEST_F(Missing, EndsWithThePublishedSnapshotOfACycleThatIsWhole) {
  office.with_reports();
  EXPECT_THAT(steps(),
              ElementsAre("overdue", "targets", "tables", "opinions", "close", "consolidate", "publish"));
  for (const auto& code : step("opinions").about) {
    DifficultyAnswer answer;
    answer.opinion = "Thống nhất";
    ASSERT_TRUE(answer_difficulty(office.desk(), code, answer).ok());
  }
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  static_cast<void>(office.consolidated());
  EXPECT_THAT(steps(), ElementsAre("overdue", "targets", "tables", "publish"));
  EXPECT_THAT(step("overdue").command, IsEmpty()) << "a closed cycle reminds nobody";
  ASSERT_TRUE(publish_cycle(office.desk(), "2023-H1").ok());
  EXPECT_THAT(steps(), ElementsAre("overdue", "targets", "tables"));
}

TEST_F(Missing, WhatChangedAfterTheSnapshotAsksForAnother) {
  office.with_reports({"q7"});
  static_cast<void>(office.consolidated());
  EXPECT_THAT(steps(), Not(Contains("consolidate")));
  office.with_reports({"so-xd"});
  EXPECT_THAT(step("consolidate").says.vi, HasSubstr("sau bản chốt số liệu lần 1"));
}

TEST_F(Missing, OfACycleThatIsNotOpenIsItsOpening) {
  const auto year = status_of(office.desk(), "2023-Y");
  ASSERT_TRUE(year.ok());
  ASSERT_EQ(year.value.missing.size(), 1u);
  EXPECT_EQ(year.value.missing[0].command, "xanh cycle open 2023-Y");
}

}  // namespace
}  // namespace xanh::office_test

// Figures of an earlier report stand in, provisional, for a unit that has sent nothing.
#include "office/carry_forward.hpp"

#include <gtest/gtest.h>

#include "office/office_sample.hpp"
#include "office/snapshot_use.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::SizeIs;

struct CarryForward : testing::Test {
  Outcome<std::vector<ReviewLine>> carry(const std::string& submission,
                                         const std::string& why = "Đã đôn đốc") {
    ReviewRequest request;
    request.submissions = {submission};
    request.carry_forward = true;
    request.message = why;
    return review(office.desk(), request);
  }
  std::unique_ptr<Consolidated> year() {
    auto made = consolidate_cycle(office.desk(), {"2023-Y", {}, 1});
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return std::move(made.value);
  }
  static const TargetResult& target(const Consolidated& made, const std::string& code) {
    for (const auto& t : made.result.targets)
      if (t.code == code) return t;
    throw std::runtime_error("no target " + code);
  }
  Office office;
};

TEST_F(CarryForward, TheFiguresOfTheHalfYearStandInForTheYearAndAreNotCountedAsReported) {
  office.with_reports({"q7", "so-xd"});
  ASSERT_TRUE(open_cycle(office.desk(), "2023-Y").ok());
  const auto carried = carry("2023-Y/so-xd");
  ASSERT_TRUE(carried.ok()) << lines(carried.problems);
  const auto made = year();
  const TargetResult& water = target(*made, "t09");
  EXPECT_EQ(water.numerator, "370624");
  EXPECT_EQ(water.state, FigureState::provisional);
  EXPECT_EQ(water.coverage.noted, 0);
  EXPECT_EQ(water.trace.at(0).id, "2023-H1/so-xd/1") << "the figure says where it comes from";
  for (const auto& unit : made->result.units)
    if (unit.code == "so-xd") {
      EXPECT_NE(unit.state, SubmissionState::noted);
      EXPECT_EQ(unit.carried_from, "2023-H1/so-xd/1");
    }
  for (const auto& element : made->result.elements)
    if (element.element == "trees_planted") {
      EXPECT_FALSE(element.this_period) << "a half-year's flow is no year's";
    }
}

TEST_F(CarryForward, TheRealReportTakesItsPlaceAndTheSnapshotsSaySo) {
  office.with_reports({"so-xd"});
  ASSERT_TRUE(open_cycle(office.desk(), "2023-Y").ok());
  ASSERT_TRUE(carry("2023-Y/so-xd").ok());
  EXPECT_EQ(year()->snapshot.number, 1);
  Submission report = Office::report("so-xd");
  report.cycle = "2023-Y";
  report.sent_at.reset();
  report.letter.received_on.reset();
  ASSERT_TRUE(office.send(report).ok());
  ASSERT_TRUE(review(office.desk(), {{"2023-Y"}, true, {}, {}}).ok());
  const auto made = year();
  EXPECT_EQ(made->snapshot.number, 2);
  EXPECT_EQ(made->compared_with, 1);
  EXPECT_EQ(target(*made, "t09").state, FigureState::estimate) << "as the department itself says";
  EXPECT_EQ(target(*made, "t09").coverage.noted, 1);
  const auto all = list_snapshots(office.desk(), "2023-Y");
  ASSERT_THAT(all.value, SizeIs(2));
  EXPECT_EQ(all.value[0].noted, 0);
  EXPECT_EQ(all.value[1].noted, 1);
  EXPECT_EQ(all.value[1].changes, static_cast<int>(made->changes.size()));
  const auto changed = snapshot_difference(office.desk(), "2023-Y", 0, 0);
  ASSERT_TRUE(changed.ok()) << lines(changed.problems);
  std::vector<std::string> words;
  for (const auto& change : changed.value.items)
    words.push_back(words_of(change, *made->plan, made->memory.units).vi);
  EXPECT_THAT(words, Contains("Sở Xây dựng: tình trạng Chưa đến hạn → Đã ghi nhận"));
  EXPECT_THAT(codes(snapshot_difference(office.desk(), "2023-Y", 1, 7).problems),
              ElementsAre("no-such-snapshot"));
  EXPECT_THAT(codes(carry("2023-Y/so-xd").problems), ElementsAre("carry-over-report"));
}

TEST_F(CarryForward, WhatCannotStandInIsRefusedWithTheReason) {
  EXPECT_THAT(codes(carry("2023-H1/q7").problems), ElementsAre("nothing-to-carry"));
  EXPECT_THAT(codes(carry("2023-H1").problems), ElementsAre("carry-unit-missing"));
  EXPECT_THAT(codes(carry("2023-H1/q77").problems), ElementsAre("unknown-unit"));
  EXPECT_THAT(codes(carry("2023-Y/q7").problems), ElementsAre("carry-cycle-stage")) << "the year is not open";
  EXPECT_THAT(codes(carry("2023-H1/q7", " ").problems), ElementsAre("extension-reason-missing"));
}

}  // namespace
}  // namespace xanh::office_test

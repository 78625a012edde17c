#include "reporting/snapshot_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> lines(const std::vector<SnapshotChange>& changes) {
  std::vector<std::string> out;
  for (const auto& c : changes)
    out.push_back(word(c.kind) + " " + c.code + " " + c.field + ": " + c.from + " → " + c.to);
  return out;
}

struct SnapshotChanges : testing::Test {
  City city{R"(
      units    so-tnmt consolidates | q1 q7 report
      group    districts q1 q7
      target   x1 "waste sorted" % rises  2025: 58  = #{sorted} / #{generated}, sum over units
      task     n1 "tell people" q1 due 2023-05-31
      cycle    2023-H1 window 2022-12-15..2023-06-14 due 2 working days after
    )"};
};

TEST_F(SnapshotChanges, NothingChangesWhereNothingCameIn) {
  city.reports("q1", "2023-06-15", {{"sorted", 20}, {"generated", 100}});
  const auto a = city.consolidate("2023-H1", seen_at("2023-06-16"));
  EXPECT_THAT(changes_between(a.result, a.result), IsEmpty());
}

TEST_F(SnapshotChanges, ALateReportChangesItsUnitTheTargetAndItsCoverage) {
  city.reports("q1", "2023-06-15", {{"sorted", 20}, {"generated", 100}});
  const auto before = city.consolidate("2023-H1", seen_at("2023-06-20"));
  city.reports("q7", "2023-06-20", {{"sorted", 40}, {"generated", 100}});
  const auto after = city.consolidate("2023-H1", seen_at("2023-06-20"));
  const auto told = lines(changes_between(before.result, after.result));
  EXPECT_THAT(told, Contains("target x1 value: 20 → 30"));
  EXPECT_THAT(told, Contains("target x1 coverage: 1/2 → 2/2"));
  EXPECT_THAT(told, Contains("unit q7 state: not_sent → noted"));
  EXPECT_THAT(told, Not(Contains(testing::HasSubstr("unit q1"))));
  EXPECT_THAT(told, Not(Contains(testing::HasSubstr("grade"))));
}

TEST_F(SnapshotChanges, WhatIsGoneIsSaidAsWell) {
  Submission& report = city.reports("q1", "2023-06-15", {});
  ReportedMoney money;
  money.fund = "city";
  money.planned = Decimal{5};
  report.money = {money};
  city.plan.programme.funds = {{"city", {}, {"Ngân sách", "City"}}};
  const auto before = city.consolidate("2023-H1", seen_at("2023-06-20"));
  report.money.clear();
  const auto after = city.consolidate("2023-H1", seen_at("2023-06-20"));
  EXPECT_THAT(lines(changes_between(before.result, after.result)), Contains("money city planned: 5 → "));
}

/// A code comes with the first answer; the list of changes tells of the answer only.
TEST_F(SnapshotChanges, ADifficultyThatGotItsCodeIsTheSameOne) {
  Consolidation before, after;
  DifficultyResult asked;
  asked.unit = "q7";
  asked.difficulty.content = "Thiếu xe ép rác";
  before.difficulties = {asked};
  asked.code = "2023-H1/q7/1";
  asked.opinion = "Bố trí trong năm";
  after.difficulties = {asked};
  EXPECT_THAT(lines(changes_between(before, after)),
              testing::ElementsAre("difficulty 2023-H1/q7/1 opinion:  → Bố trí trong năm"));
}

TEST_F(SnapshotChanges, AFigureCarriedForwardStandsInAndIsNotReported) {
  Submission earlier;
  earlier.unit = "q7";
  earlier.figures = {Told("sorted", 40), Told("generated", 100), Told("sorted", FigureState::not_available)};
  const Submission same = carried_forward(earlier, city.plan, "2023-H1", true);
  ASSERT_EQ(same.figures.size(), 2u);
  EXPECT_EQ(same.figures[0].state, FigureState::provisional);
  EXPECT_THAT(carried_forward(earlier, city.plan, "2023-H1", false).figures, IsEmpty())
      << "a flow of another kind of cycle is of another length";
  city.reports("q1", "2023-06-15", {{"sorted", 20}, {"generated", 100}});
  const auto plain = city.consolidate("2023-H1", seen_at("2023-06-20"));
  Manifest manifest = plain.manifest;
  manifest.revisions.push_back({"q7", 1, "", day("2022-06-15"), false, {}, "2022-H1/q7/1"});
  ConsolidationInput input{&city.plan, &city.units, &city.cycle("2023-H1"), {city.sent.front(), same},
                           nullptr,    {}};
  const Consolidation result = consolidate(manifest, input);
  EXPECT_EQ(result.targets[0].numerator, "60");
  EXPECT_EQ(result.targets[0].state, FigureState::provisional);
  EXPECT_EQ(result.targets[0].coverage.noted, 1);
  EXPECT_FALSE(result.targets[0].coverage.complete);
  for (const auto& unit : result.units)
    if (unit.code == "q7") {
      EXPECT_EQ(unit.state, SubmissionState::not_sent);
      EXPECT_EQ(unit.carried_from, "2022-H1/q7/1");
    }
}

}  // namespace
}  // namespace xanh::test

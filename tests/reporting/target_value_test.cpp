#include "reporting/target_value.hpp"

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

constexpr const char* kSorting = R"(
  units    so-tnmt consolidates | q1 q7 q8 report
  target   x1 "waste sorted at source" % rises  2020: 13.2  2025: 58  2030: 88.3  = #{sorted} / #{generated}, sum over units
  cycle    2023-H1  window 2022-12-15..2023-06-14  due 2 working days after
)";
const Instant kSeen = seen_at("2023-06-20");

TEST(TargetValue, PercentageIsSumOfNumeratorsOverSumOfDenominators) {
  City city(kSorting);
  city.reports("q1", "2023-06-15", {{"sorted", 10}, {"generated", 10}});
  city.reports("q7", "2023-06-15", {{"sorted", 10}, {"generated", 90}});
  city.reports("q8", "2023-06-15", {{"sorted", "0.50"}, {"generated", 100}});
  const auto june = city.consolidate("2023-H1", kSeen);
  EXPECT_EQ(june.value("x1"), "10.25");  // not the mean of 100 %, 11 % and 0.5 %
  EXPECT_EQ(june.target("x1").numerator, "20.50");
  EXPECT_EQ(june.target("x1").denominator, "200");
  EXPECT_TRUE(june.target("x1").coverage.complete);
}

TEST(TargetValue, UnitWithHalfOfARatioIsLeftOutOfBothAndNotCovered) {
  City city(kSorting);
  city.reports("q1", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  city.reports("q7", "2023-06-15", {{"sorted", 50}});
  city.reports("q8", "2023-06-15", {{"generated", 500}});
  const auto june = city.consolidate("2023-H1", kSeen);
  const auto& x1 = june.target("x1");
  EXPECT_EQ(june.value("x1"), "10");
  EXPECT_EQ(x1.coverage.expected, 3);
  EXPECT_EQ(x1.coverage.noted, 1);
  EXPECT_FALSE(x1.coverage.complete);
  EXPECT_THAT(x1.missing, testing::ElementsAre("q7", "q8"));
}

TEST(TargetValue, NotApplicableLeavesTheExpectedCount) {
  City city(kSorting);
  city.reports("q1", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  city.reports("q7", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  city.reports("q8", "2023-06-15",
               {{"sorted", FigureState::not_applicable}, {"generated", FigureState::not_applicable}});
  const auto& coverage = city.consolidate("2023-H1", kSeen).target("x1").coverage;
  EXPECT_EQ(coverage.expected, 2);
  EXPECT_TRUE(coverage.complete);
}

TEST(TargetValue, NotAvailableStaysExpectedAndMissing) {
  City city(kSorting);
  city.reports("q8", "2023-06-15",
               {{"sorted", FigureState::not_available}, {"generated", FigureState::not_available}});
  const auto june = city.consolidate("2023-H1", kSeen);
  EXPECT_EQ(june.target("x1").coverage.expected, 3);
  EXPECT_EQ(june.value("x1"), "");
  EXPECT_EQ(june.target("x1").grade, Grade::no_data);
}

TEST(TargetValue, NothingToReportIsATrueZero) {
  City city(kSorting);
  city.reports("q1", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  city.reports("q7", "2023-06-15", {{"sorted", FigureState::nothing_to_report}, {"generated", 100}});
  city.reports("q8", "2023-06-15", {}).nothing_to_report = true;
  const auto june = city.consolidate("2023-H1", kSeen);
  EXPECT_EQ(june.value("x1"), "5");
  EXPECT_TRUE(june.target("x1").coverage.complete);
  EXPECT_EQ(june.unit("q8").state, SubmissionState::nothing_to_report);
}

TEST(TargetValue, NothingToReportSaysNothingOfOtherPeriods) {
  ReportedFigure figure;
  figure.state = FigureState::nothing_to_report;
  EXPECT_EQ(figure.value(FigureColumn::this_period)->to_text(), "0");
  EXPECT_FALSE(figure.value(FigureColumn::same_period));
  EXPECT_FALSE(figure.value(FigureColumn::year_to_date));
}

TEST(TargetValue, ZeroDenominatorIsAbsentWithItsReason) {
  City city(kSorting);
  city.reports("q1", "2023-06-15", {{"sorted", 0}, {"generated", 0}});
  const auto june = city.consolidate("2023-H1", kSeen);
  EXPECT_EQ(june.value("x1"), "");
  EXPECT_EQ(june.target("x1").grade, Grade::no_data);
  EXPECT_EQ(june.target("x1").reason.en, "The denominator is 0");
}

TEST(TargetValue, SharesOfSeveralUnitsAreNotAdded) {
  City city(R"(
    units    so-tnmt consolidates | q1 q7 report
    target   x1 "share" % rises  2025: 58  = #{share}, sum over units
    element  share share
    cycle    2023-H1  window 2022-12-15..2023-06-14
  )");
  city.reports("q1", "2023-06-15", {{"share", 40}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "40");
  city.reports("q7", "2023-06-15", {{"share", 60}});
  const auto june = city.consolidate("2023-H1", kSeen);
  EXPECT_EQ(june.value("x1"), "");
  EXPECT_FALSE(june.element("share").this_period);
}

TEST(TargetValue, CoverageBelowTheMinimumIsNoData) {
  City city(R"(
    units    so-tnmt consolidates | q1 q2 q3 q4 report
    target   x1 "sorted" % rises  2030: 90  = #{sorted} / #{generated}, sum over units, covered from 0.5
    cycle    2023-H1  window 2022-12-15..2023-06-14
  )");
  city.reports("q1", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).target("x1").grade, Grade::no_data);
  city.reports("q2", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).target("x1").grade, Grade::not_yet_due);
}

TEST(TargetValue, ProvisionalFigureIsSummedAndNotCountedAsReported) {
  City city(kSorting);
  city.reports("q1", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  city.reports("q7", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  city.reports("q8", "2023-06-15",
               {{"sorted", "40", FigureState::provisional}, {"generated", "100", FigureState::provisional}});
  const auto& x1 = city.consolidate("2023-H1", kSeen).target("x1");
  EXPECT_EQ(x1.value->value.to_text(), "20.000000");
  EXPECT_EQ(x1.state, FigureState::provisional);
  EXPECT_EQ(x1.coverage.noted, 2);
  EXPECT_FALSE(x1.coverage.complete);
  EXPECT_THAT(x1.missing, testing::ElementsAre("q8"));
}

TEST(TargetValue, StateIsTheLeastCertainOfItsFigures) {
  City city(kSorting);
  city.reports("q1", "2023-06-15", {{"sorted", "10", FigureState::estimate}, {"generated", 100}});
  city.reports("q7", "2023-06-15", {{"sorted", "10", FigureState::preliminary}, {"generated", 100}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).target("x1").state, FigureState::estimate);
}

TEST(TargetValue, FormulaIsEvaluatedOnceOnAggregatedElements) {
  City city(R"(
    units    so-tnmt consolidates | q1 q7 report
    target   x1 "burned or recycled" % rises  2030: 90  = (#{burned} + #{recycled}) / #{generated} * 100, sum over units
    cycle    2023-H1  window 2022-12-15..2023-06-14
  )");
  city.reports("q1", "2023-06-15", {{"burned", 10}, {"recycled", 10}, {"generated", 20}});
  city.reports("q7", "2023-06-15", {{"burned", 0}, {"recycled", 10}, {"generated", 100}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "25");
}

TEST(TargetValue, SamePeriodIsAbsentUnlessTheVerySameUnitsGaveIt) {
  City city(kSorting);
  auto& q1 = city.reports("q1", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  q1.figures[0].same_period = decimal("8");
  q1.figures[1].same_period = decimal("100");
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).target("x1").same_period->value.to_text(), "8.000000");
  city.reports("q7", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  EXPECT_FALSE(city.consolidate("2023-H1", kSeen).target("x1").same_period);
}

TEST(TargetValue, EveryUnitShowsOnTheMapWithItsState) {
  City city(kSorting);
  city.reports("q1", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  city.reports("q7", "2023-06-15",
               {{"sorted", FigureState::not_applicable}, {"generated", FigureState::not_applicable}});
  const auto areas = city.consolidate("2023-H1", kSeen).target("x1").by_area;
  ASSERT_EQ(areas.size(), 3u);
  EXPECT_EQ(areas[0].value->value.to_text(), "10.000000");
  EXPECT_EQ(areas[1].state, FigureState::not_applicable);
  EXPECT_EQ(areas[2].state, FigureState::not_sent);
}

}  // namespace
}  // namespace xanh::test

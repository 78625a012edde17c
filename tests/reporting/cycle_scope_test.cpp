#include "reporting/cycle_scope.hpp"

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kCycles = R"(
  cycle    2022-H1  window 2022-01-01..2022-06-14  due by 2022-06-20
  cycle    2023-H1  window 2023-01-01..2023-06-14  due by 2023-06-20
)";
const Instant kThen = seen_at("2022-06-25"), kSeen = seen_at("2023-06-25");

std::string drawn(const std::string& lines) {
  return "  units    so-tnmt consolidates | q1 q7 report\n" + lines + kCycles;
}

/// Two districts in two years: 60 and 40 tonnes, then 75 and 50.
void report_waste(City& city) {
  city.reports("q1", "2022-06-15", {{"waste", 60}});
  city.reports("q7", "2022-06-15", {{"waste", 40}});
  city.publishes(city.consolidate("2022-H1", kThen));
  city.reports("q1", "2023-06-15", {{"waste", 75}});
  city.reports("q7", "2023-06-15", {{"waste", 50}});
}

std::string growth(const std::string& of = "#{waste}") {
  return "  target   x1 \"growth\" % falls  2025: 5  = " + of +
         " / #{waste}.periodOffset(-1) * 100 - 100, sum over units\n";
}

TEST(CycleScope, FormulaGoesBackToThePublishedCycleOfTheSameKind) {
  City city(drawn(growth()));
  report_waste(city);
  const auto june = city.consolidate("2023-H1", kSeen);
  EXPECT_EQ(june.value("x1"), "25");
  ASSERT_EQ(june.target("x1").by_area.size(), 2u);
  EXPECT_EQ(june.target("x1").by_area[0].value->value, decimal("25"));
  std::vector<std::string> earlier;
  for (const auto& step : june.target("x1").trace)
    if (step.kind == "earlier") earlier.push_back(step.id + " " + step.value);
  EXPECT_THAT(earlier, ElementsAre("2022-H1/q1/1 60", "2022-H1/q7/1 40"));
}

TEST(CycleScope, WithoutAPublishedCycleBeforeTheFigureIsAbsentWithItsReason) {
  City city(drawn(growth()));
  city.reports("q1", "2023-06-15", {{"waste", 75}});
  const auto june = city.consolidate("2023-H1", kSeen);
  EXPECT_EQ(june.value("x1"), "");
  EXPECT_EQ(june.target("x1").reason.en,
            "No published figures of the earlier cycle of this kind on the same territory");
}

TEST(CycleScope, BothCyclesAreSummedOverTheVerySameUnits) {
  City city(drawn(growth()));
  city.reports("q1", "2022-06-15", {{"waste", 60}});
  city.reports("q7", "2022-06-15", {{"waste", 40}});
  city.publishes(city.consolidate("2022-H1", kThen));
  city.reports("q1", "2023-06-15", {{"waste", 66}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "10") << "q7 is silent: its 40 are not in it";
}

TEST(CycleScope, UnitThatWasSilentTheYearBeforeLeavesNoFigure) {
  City city(drawn(growth()));
  city.reports("q1", "2022-06-15", {{"waste", 60}});
  city.publishes(city.consolidate("2022-H1", kThen));
  city.reports("q1", "2023-06-15", {{"waste", 66}});
  city.reports("q7", "2023-06-15", {{"waste", 50}});
  const auto june = city.consolidate("2023-H1", kSeen);
  EXPECT_EQ(june.value("x1"), "");
  EXPECT_EQ(june.target("x1").by_area[0].value->value, decimal("10"));
  EXPECT_FALSE(june.target("x1").by_area[1].value);
}

constexpr const char* kMerged = R"(
  units    so-tnmt consolidates | q2 q9 td report
  merge    2023-01-01 q2 q9 -> td
)";

TEST(CycleScope, EarlierFiguresOfUnitsThatMergedAreAddedUp) {
  City city(std::string(kMerged) + growth() + kCycles);
  city.reports("q2", "2022-06-15", {{"waste", 30}});
  city.reports("q9", "2022-06-15", {{"waste", 10}});
  city.publishes(city.consolidate("2022-H1", kThen));
  city.reports("td", "2023-06-15", {{"waste", 50}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "25");
}

TEST(CycleScope, PartOfTheLandOfTodayIsNotTheLandOfToday) {
  City city(std::string(kMerged) + growth() + kCycles);
  city.reports("q2", "2022-06-15", {{"waste", 30}});
  city.publishes(city.consolidate("2022-H1", kThen));
  city.reports("td", "2023-06-15", {{"waste", 50}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "");
}

TEST(CycleScope, SharesOfUnitsThatMergedAreNotAddedUp) {
  City city(std::string(kMerged) + growth() + "  element  waste share\n" + kCycles);
  city.reports("q2", "2022-06-15", {{"waste", 30}});
  city.reports("q9", "2022-06-15", {{"waste", 10}});
  city.publishes(city.consolidate("2022-H1", kThen));
  city.reports("td", "2023-06-15", {{"waste", 50}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "");
}

TEST(CycleScope, AggregationsTakeTheirSamplesFromTheUnits) {
  for (const auto& [formula, expected] :
       std::vector<std::pair<std::string, std::string>>{{"median(#{waste})", "62.5"},
                                                        {"max(#{waste}) - min(#{waste})", "25"},
                                                        {"avg(#{waste} - #{waste}.periodOffset(-1))", "12.5"},
                                                        {"#{waste}.aggregationType(MAX)", "75"},
                                                        {"sum(#{waste}) - #{waste}", "0"},
                                                        {"count(#{waste})", "2"}}) {
    City city(drawn("  target   x1 \"spread\" t falls  2025: 5  = " + formula +
                    ", by q1\n  owes waste q1\n  owes waste q7\n"));
    report_waste(city);
    EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), expected) << formula;
  }
}

TEST(CycleScope, CountsTheReportsThatTheTablesLack) {
  City city(drawn(R"(
  target   x1 "reports in" % rises  2025: 100  = R{05a.REPORTING_RATE}, by so-tnmt
  target   x2 "in time" unit rises  2025: 100  = R{05a.ACTUAL_REPORTS_ON_TIME}, by so-tnmt
  target   x3 "asked" unit rises  2025: 100  = R{05a.EXPECTED_REPORTS}, by so-tnmt
  target   x4 "districts" unit rises  2025: 100  = OUG{districts} + 0 * #{waste}, by q1
  element  people stock integer table 05a
  owes     people q1
  owes     people q7
  group    districts q1 q7
)"));
  city.reports("q1", "2023-06-22", {{"people", 5}, {"waste", 1}});
  const auto june = city.consolidate("2023-H1", kSeen);
  EXPECT_EQ(june.value("x1"), "50");
  EXPECT_EQ(june.value("x2"), "0");
  EXPECT_EQ(june.value("x3"), "2");
  EXPECT_EQ(june.value("x4"), "2");
}

TEST(CycleScope, ReportsReceivedAreKnownOfTheCycleBeforeToo) {
  City city(
      drawn("  target   x1 \"more in\" % rises  2025: 5  = R{01.REPORTING_RATE} - "
            "R{01.REPORTING_RATE}.periodOffset(-1) + 0 * #{waste}, sum over units\n"));
  city.reports("q1", "2022-06-15", {{"waste", 60}});
  city.publishes(city.consolidate("2022-H1", kThen));
  city.reports("q1", "2023-06-15", {{"waste", 75}});
  city.reports("q7", "2023-06-15", {{"waste", 50}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "50");
}

TEST(CycleScope, FigureIsNoMoreCertainThanThatOfTheCycleBefore) {
  City city(drawn(growth()));
  city.reports("q1", "2022-06-15", {{"waste", "60", FigureState::estimate}});
  city.reports("q7", "2022-06-15", {{"waste", 40}});
  city.publishes(city.consolidate("2022-H1", kThen));
  city.reports("q1", "2023-06-15", {{"waste", 75}});
  city.reports("q7", "2023-06-15", {{"waste", 50}});
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).target("x1").state, FigureState::estimate);
}

TEST(CycleScope, RuleAgainstTheYearBeforeIsToldToTheUnit) {
  City city(drawn(growth()));
  city.plan.checks.push_back({"rise",
                              "#{waste}",
                              "<=",
                              "1.2 * #{waste}.periodOffset(-1)",
                              Severity::warning,
                              {"tăng quá", "too much"},
                              {}});
  report_waste(city);
  const Submission before = city.sent.front();  // q1 in 2022: 60
  Submission& now = city.sent.emplace_back(before);
  now.cycle = "2023-H1";
  const auto told = [&](int waste, bool known) {
    now.figures[0].this_period = Decimal{waste};
    History history;
    if (known) history.same_period = &before;
    const auto problems = city.check(now, history);
    return std::ranges::any_of(problems, [](const Problem& p) { return p.code == "rule-broken"; });
  };
  EXPECT_FALSE(told(72, true));
  EXPECT_TRUE(told(73, true));
  EXPECT_FALSE(told(73, false)) << "without a report of the year before it says nothing";
}

TEST(CycleScope, QuestionsAboutTheUnitPartTheSamples) {
  City city(drawn(R"(
  target   x1 "inner" t falls  2025: 5  = sum(#{waste} * orgUnit.group(inner)), sum over units
  group    inner q7
)"));
  city.plan.targets[0].formula = "sum(if(orgUnit.group(inner), #{waste}, 0))";
  report_waste(city);
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "50");
}

TEST(CycleScope, YearToDateIsTheColumnOfTheFormOrThePeriodThatBeganTheYear) {
  City city(drawn("  target   x1 \"so far\" t falls  2025: 5  = #{waste}.yearToDate(), sum over units\n"));
  report_waste(city);
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "125");
  city.sent.back().figures[0].year_to_date = Decimal{80};
  EXPECT_EQ(city.consolidate("2023-H1", kSeen).value("x1"), "155");
}

TEST(CycleScope, EarlierFiguresDoNotGoUpWithTheSumOfALevel) {
  City city(drawn(growth()));
  report_waste(city);
  const Submission up = as_submission(city.consolidate("2023-H1", kSeen).result, "so-tnmt");
  EXPECT_EQ(up.figure("waste")->this_period->to_text(), "125");
}

TEST(CycleScope, RuleOverAllUnitsIsToldInTheConsolidation) {
  City city(drawn(growth()));
  city.plan.checks.push_back(
      {"spread", "max(#{waste})", "<=", "2 * median(#{waste})", Severity::warning, {"lệch", "apart"}, {}});
  report_waste(city);
  EXPECT_THAT(city.consolidate("2023-H1", kSeen).result.cross_checks, IsEmpty());
  city.plan.checks[0].right = "0.9 * #{waste}.aggregationType(AVERAGE)";
  const auto told = city.consolidate("2023-H1", kSeen).result.cross_checks;
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].left->value, decimal("75"));
  EXPECT_EQ(told[0].right->value, decimal("56.25"));
  EXPECT_THAT(city.check(city.sent.back()),
              testing::Not(testing::Contains(testing::Field(&Problem::code, std::string("rule-broken")))));
}

TEST(CycleScope, EarlierReportsAreReadOnlyForFormulasThatGoBack) {
  EXPECT_FALSE(asks_earlier(City(drawn("  target x1 \"w\" t falls  2025: 5  = #{waste} * 2, by q1\n")).plan));
  EXPECT_TRUE(asks_earlier(City(drawn(growth())).plan));
}

}  // namespace
}  // namespace xanh::test

#include "reporting/works_result.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reporting/city.hpp"
#include "reporting/next_year.hpp"

namespace xanh::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Works : testing::Test {
  Works()
      : city(R"(
      units    so-tnmt consolidates | so-xd ban-gt q1 q7 report
      group    districts q1 q7
      target   x1 "waste sorted" % rises  2025: 58  2030: 90  = #{sorted} / #{generated}, sum over units
      target   x2 "water treated" % rises  2025: 60  = #{treated} / #{water}, by so-xd
      assigned 2023 x2 50
      task     p1 "build a plant" ban-gt due 2023-12-31
      task     n1 "tell people" districts recurring
      task     n2 "write a scheme" so-xd due 2023-06-30
      cycle    2023-Y window 2022-12-15..2023-12-14 due 2 working days after
    )") {
    Programme& p = city.plan.programme;
    p.project_stages = {{"start", {}, {"Khởi công", "Start"}}};
    p.funds = {{"city", {}, {"Ngân sách", "City"}}, {"oda", {}, {"ODA", "ODA"}}};
    p.solution_groups = {{"s1", "1", {"Một", "One"}, {}, {}, {}, {}},
                         {"s2", "2", {"Hai", "Two"}, {}, {}, {}, {}}};
    city.plan.years.back().tasks[0].kind = TaskKind::project;
    for (auto& task : city.plan.years.back().tasks) task.solution = task.code == "n1" ? "s1" : "s2";
  }
  static ReportedMoney money(const char* task, const char* fund, std::optional<Decimal> planned,
                             std::optional<Decimal> disbursed) {
    ReportedMoney row;
    row.task = task;
    row.fund = fund;
    row.planned = planned;
    row.disbursed = disbursed;
    return row;
  }
  [[nodiscard]] ConsolidationInput input(const Manifest& manifest, Matters matters = {}) const {
    ConsolidationInput out{&city.plan, &city.units, &city.cycle("2023-Y"), {}, nullptr, std::move(matters)};
    for (const auto& revision : manifest.revisions)
      for (const auto& report : city.sent)
        if (report.unit == revision.unit) out.accepted.push_back(report);
    return out;
  }
  [[nodiscard]] Consolidation with(Matters matters) const {
    const auto plain = city.consolidate("2023-Y", seen_at("2023-12-20"));
    return consolidate(plain.manifest, input(plain.manifest, std::move(matters)));
  }
  City city;
};

TEST_F(Works, MoneyAddsUpBySourceAndARateCoversOnlyRowsThatGiveBoth) {
  city.reports("ban-gt", "2023-12-15", {}).money = {money("p1", "oda", Decimal{600}, Decimal{300}),
                                                    money("p1", "city", Decimal{100}, std::nullopt)};
  city.reports("q1", "2023-12-15", {}).money = {money("", "city", Decimal{40}, Decimal{30})};
  const auto year = city.consolidate("2023-Y", seen_at("2023-12-20"));
  ASSERT_EQ(year.result.money.size(), 3u);
  const MoneyResult& own = year.result.money[0];
  EXPECT_EQ(own.fund, "city");
  EXPECT_EQ(own.planned, Decimal{140});
  EXPECT_EQ(own.disbursed, Decimal{30});
  EXPECT_EQ(own.rate->value, decimal("75")) << "30 of 40: the row of 100 says nothing of what was disbursed";
  EXPECT_EQ(own.without_disbursed, 1);
  const MoneyResult& all = year.result.money[2];
  EXPECT_EQ(all.fund, "");
  EXPECT_EQ(all.planned, Decimal{740});
  EXPECT_EQ(all.rate->value, decimal("51.6"));
  EXPECT_FALSE(all.same_period) << "nothing published to compare with";
  ASSERT_EQ(year.result.projects.size(), 1u);
  EXPECT_EQ(year.result.projects[0].planned, Decimal{700});
  EXPECT_FALSE(year.result.projects[0].report) << "money alone tells nothing of the stages";
}

TEST_F(Works, TheAdjustedPlanCounts) {
  ReportedMoney row = money("p1", "city", Decimal{100}, Decimal{60});
  row.adjusted = Decimal{80};
  city.reports("ban-gt", "2023-12-15", {}).money = {row};
  EXPECT_EQ(city.consolidate("2023-Y", seen_at("2023-12-20")).result.money[0].rate->value, decimal("75"));
}

TEST_F(Works, ATotalThatIsNotTheSumOfItsRowsIsShownWithBothFigures) {
  Submission& report = city.reports("ban-gt", "2023-12-15", {});
  report.money = {money("p1", "oda", Decimal{600}, Decimal{300})};
  report.money_total = StatedTotal{Decimal{600}, Decimal{310}, {}, {}};
  const auto doubts = city.consolidate("2023-Y", seen_at("2023-12-20")).result.money_doubts;
  ASSERT_EQ(doubts.size(), 1u);
  EXPECT_EQ(doubts[0].unit, "ban-gt");
  EXPECT_EQ(doubts[0].stated.disbursed, Decimal{310});
  EXPECT_EQ(doubts[0].sum.disbursed, Decimal{300});
  EXPECT_EQ(city.consolidate("2023-Y", seen_at("2023-12-20")).result.money.back().disbursed, Decimal{300});
}

TEST_F(Works, ADirectiveIsDoneWhenEveryUnitAskedSaysSo) {
  Matters matters;
  StandingDirective standing;
  standing.directive.code = "cd-1";
  standing.directive.content = "Cập nhật danh sách";
  standing.directive.units = {"districts"};
  standing.directive.date = day("2023-07-12");
  standing.directive.due = day("2023-11-30");
  matters.directives = {standing};
  city.reports("q1", "2023-12-15", {}).directives = {{"cd-1", "Xong", DirectiveStatus::done, {}, {}}};
  auto result = with(matters).directives;
  ASSERT_EQ(result.size(), 1u);
  EXPECT_EQ(result[0].status, DirectiveStatus::under_way) << "q7 has not answered";
  EXPECT_TRUE(result[0].overdue);
  ASSERT_EQ(result[0].replies.size(), 2u);
  EXPECT_FALSE(result[0].replies[1].answer);
  city.reports("q7", "2023-12-15", {}).directives = {{"cd-1", "Xong", DirectiveStatus::done, {}, {}}};
  result = with(matters).directives;
  EXPECT_EQ(result[0].status, DirectiveStatus::done);
  EXPECT_FALSE(result[0].overdue);
  matters.directives[0].closed_on = day("2022-12-01");
  EXPECT_THAT(with(matters).directives, IsEmpty()) << "closed before this cycle's figures begin";
}

TEST_F(Works, WhatEveryUnitReportedDoneEarlierIsNotAskedAgain) {
  StandingDirective standing;
  standing.directive.code = "cd-1";
  standing.directive.units = {"districts"};
  standing.done_by = {"q1"};
  EXPECT_THAT(directives_of({standing}, city.units, city.cycle("2023-Y").window, "q1"), IsEmpty());
  EXPECT_EQ(directives_of({standing}, city.units, city.cycle("2023-Y").window, "q7").size(), 1u);
  standing.directive.date = day("2023-12-20");
  EXPECT_THAT(directives_of({standing}, city.units, city.cycle("2023-Y").window, "q7"), IsEmpty())
      << "given after the cut-off";
}

TEST_F(Works, ADifficultyStaysOpenFromCycleToCycleWithTheAgencysOpinion) {
  Submission& report = city.reports("q7", "2023-12-15", {});
  Difficulty own;
  own.content = "Thiếu xe";
  report.difficulties = {own};
  Difficulty earlier;
  earlier.content = "Thiếu quỹ đất";
  Matters matters;
  matters.difficulties = {
      {"2023-H1/q7/1", "2023-H1", "q7", earlier, "Đồng ý", {}, {}, {}, {}},
      {"2023-Y/q7/1", "2023-Y", "q7", own, {}, "Đã cấp xe", "UBND", "12/QĐ", day("2023-12-18")}};
  const auto result = with(matters).difficulties;
  ASSERT_EQ(result.size(), 2u);
  EXPECT_EQ(result[0].since, "2023-H1");
  EXPECT_EQ(result[0].opinion, "Đồng ý");
  EXPECT_FALSE(result[1].since);
  EXPECT_EQ(result[1].outcome, "Đã cấp xe");
  EXPECT_EQ(as_submission(with(matters), "so-tnmt").difficulties.size(), 1u) << "only this cycle's go up";
}

TEST_F(Works, AYearIsHeldAgainstWhatWasAssignedAndAgainstTheNextMilestone) {
  city.reports("so-xd", "2023-12-15", {{"treated", 45}, {"water", 100}});
  const auto target = city.consolidate("2023-Y", seen_at("2023-12-20")).target("x2");
  EXPECT_EQ(target.of_assigned->value, decimal("90"));
  EXPECT_EQ(target.to_milestone->value, decimal("-15"));
  EXPECT_EQ(target.needed_per_year->value, decimal("7.5")) << "15 in the two years to 2025";
}

TEST_F(Works, NextYearsPlanIsAssembledFromTheRegistrationsAndProposesNothingOfItsOwn) {
  Registration of_q1, of_q7, of_xd;
  of_q1.targets = {{"x1", decimal("40"), "Kế hoạch quận", {}}};
  of_q7.targets = {{"x1", decimal("55"), {}, {}}};
  of_xd.targets = {{"x2", decimal("52"), "Nhà máy mới", {}}};
  const auto task = [](const char* code, const char* text, TaskOrigin origin, std::optional<Decimal> amount) {
    TaskRegistration one;
    one.task = code;
    one.text = text;
    one.origin = origin;
    one.fund = "city";
    one.amount = amount;
    return one;
  };
  of_q1.tasks = {task("n1", "", TaskOrigin::carried, Decimal{100})};
  of_q7.tasks = {task("n1", "", TaskOrigin::carried, Decimal{50})};
  of_xd.tasks = {task("", "Lập bản đồ nguồn thải", TaskOrigin::fresh, std::nullopt)};
  of_xd.tasks[0].solution = "s2";
  of_xd.reviews = {{"s2", "Kêu gọi đầu tư", Verdict::change, "Gộp theo lưu vực", {}}};
  city.reports("q1", "2023-12-15", {}).registration = of_q1;
  city.reports("q7", "2023-12-15", {}).registration = of_q7;
  city.reports("so-xd", "2023-12-15", {{"treated", 45}, {"water", 100}}).registration = of_xd;
  const auto year = city.consolidate("2023-Y", seen_at("2023-12-20"));
  const NextYear plan = next_year_of(city.plan, 2023, year.result);
  EXPECT_EQ(plan.year, 2024);
  ASSERT_EQ(plan.targets.size(), 2u);
  EXPECT_FALSE(plan.targets[0].proposed) << "two districts' shares have no common figure";
  EXPECT_EQ(plan.targets[0].registered, 2);
  EXPECT_EQ(plan.targets[0].low->value, decimal("40"));
  EXPECT_EQ(plan.targets[0].high->value, decimal("55"));
  EXPECT_EQ(plan.targets[1].proposed->value, decimal("52"));
  EXPECT_EQ(plan.targets[1].ground, "Nhà máy mới");
  ASSERT_EQ(plan.tasks.size(), 2u) << "one row for a task that two districts registered";
  EXPECT_EQ(plan.tasks[0].task, "n1");
  EXPECT_EQ(plan.tasks[0].money[0].amount, Decimal{150});
  EXPECT_EQ(plan.tasks[1].text, "Lập bản đồ nguồn thải");
  EXPECT_THAT(plan.tasks[1].leads, ElementsAre("so-xd"));
  EXPECT_THAT(plan.left_over, ElementsAre("p1", "n2")) << "nobody registered them, and they are not done";
  EXPECT_EQ(plan.money_by_fund[0].amount, Decimal{150});
  EXPECT_EQ(plan.money_by_unit.size(), 2u);
  ASSERT_EQ(plan.comparison.size(), 5u);
  EXPECT_EQ(plan.comparison[0].target, "x2");
  EXPECT_EQ(plan.comparison[0].from->value, decimal("50"));
  EXPECT_EQ(plan.comparison[0].to->value, decimal("52"));
  EXPECT_EQ(plan.comparison[0].change, NextYearChange::changed);
  EXPECT_EQ(plan.comparison.back().change, NextYearChange::added);
  EXPECT_THAT(plan.reviews[1].change, ElementsAre("so-xd"));
}

TEST_F(Works, WithoutARegistrationThereIsNoDraft) {
  const NextYear plan =
      next_year_of(city.plan, 2023, city.consolidate("2023-Y", seen_at("2023-12-20")).result);
  EXPECT_EQ(plan.year, 2024);
  EXPECT_THAT(plan.targets, IsEmpty());
  EXPECT_THAT(plan.left_over, IsEmpty());
}

TEST(Surveys, TheLastValueStandsUntilThereIsAnother) {
  City city(R"(
      units    so-tnmt consolidates | so-xd report
      target   x1 "people who sort" % rises  2025: 58  = #{yes} / #{asked}, by so-xd defined as d1
      cycle    2022-H1 window 2021-12-15..2022-06-14 due 2 working days after
      cycle    2023-H1 window 2022-12-15..2023-06-14 due 2 working days after
    )");
  city.plan.targets[0].collected = Collected::survey;
  Submission& report = city.reports("so-xd", "2022-06-15", {{"yes", 40}, {"asked", 100}});
  SurveyReport survey;
  survey.target = "x1";
  survey.name = "Khảo sát hộ dân";
  survey.sample = Decimal{100};
  report.surveys = {survey};
  const auto before = city.consolidate("2022-H1", seen_at("2022-06-20"));
  EXPECT_EQ(before.target("x1").survey->name, "Khảo sát hộ dân");
  EXPECT_FALSE(before.target("x1").stands_from);
  city.publishes(before);
  const auto now = city.consolidate("2023-H1", seen_at("2023-06-20"));
  EXPECT_EQ(now.target("x1").value->value, Decimal{40});
  EXPECT_EQ(now.target("x1").stands_from, "2022-H1");
  EXPECT_NE(now.target("x1").grade, Grade::no_data);
  city.plan.targets[0].collected = Collected::lead;
  EXPECT_EQ(city.consolidate("2023-H1", seen_at("2023-06-20")).target("x1").grade, Grade::no_data)
      << "what is counted every period does not stand";
}

TEST(JointLeads, OneWritesAndTheOthersConfirmOrNot) {
  City city(R"(
      units    so-tnmt consolidates | so-xd so-ct so-yt report
      target   x1 "waste sorted" % rises  2025: 58  = #{sorted} / #{generated}, by so-xd
      task     n1 "write a scheme" so-xd due 2023-12-31
      cycle    2023-H1 window 2022-12-15..2023-06-14 due 2 working days after
    )");
  city.plan.years.back().tasks[0].leads = {"so-xd", "so-ct", "so-yt"};
  const auto says = [&](const char* unit, TaskStatus status) {
    ReportedTask told;
    told.task = "n1";
    told.status = status;
    city.reports(unit, "2023-06-15", {}).tasks = {told};
  };
  says("so-ct", TaskStatus::under_way);
  says("so-yt", TaskStatus::paused);
  says("so-xd", TaskStatus::under_way);
  const auto task = city.consolidate("2023-H1", seen_at("2023-06-20")).task("n1");
  EXPECT_EQ(task.reported_by, "so-xd") << "the first lead writes";
  EXPECT_THAT(task.confirmed_by, ElementsAre("so-ct"));
  EXPECT_THAT(task.disputed_by, ElementsAre("so-yt"));
}

TEST(CrossChecks, ADistrictsSumIsHeldAgainstADepartmentsFigureOnceAllHaveReported) {
  City city(R"(
      units    so-tnmt consolidates | so-xd q1 q7 report
      group    districts q1 q7
      target   x1 "waste sorted" % rises  2025: 58  = #{sorted} / #{local}, sum over units
      target   x2 "waste burned" % rises  2025: 58  = #{burned} / #{generated}, by so-xd
      check    local <= generated
      cycle    2023-H1 window 2022-12-15..2023-06-14 due 2 working days after
    )");
  city.reports("q1", "2023-06-15", {{"sorted", 1}, {"local", 60}});
  city.reports("so-xd", "2023-06-15", {{"burned", 1}, {"generated", 100}});
  EXPECT_THAT(city.consolidate("2023-H1", seen_at("2023-06-20")).result.cross_checks, IsEmpty())
      << "q7 is missing: the sum says nothing yet";
  city.reports("q7", "2023-06-15", {{"sorted", 1}, {"local", 50}});
  const auto failed = city.consolidate("2023-H1", seen_at("2023-06-20")).result.cross_checks;
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_EQ(failed[0].left->value, Decimal{110});
  EXPECT_EQ(failed[0].right->value, Decimal{100});
}

}  // namespace
}  // namespace xanh::test

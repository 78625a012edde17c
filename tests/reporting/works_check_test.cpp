#include "reporting/works_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/at_hand.hpp"
#include "reporting/city.hpp"

namespace xanh::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

/// A city whose department builds one plant with money of two sources.
struct WorksCheck : testing::Test {
  WorksCheck()
      : city(R"(
      units    so-tnmt consolidates | so-xd q1 report
      group    districts q1
      target   x1 "waste sorted" % rises  2025: 58  = #{sorted} / #{generated}, by so-xd
      task     p1 "build a plant" so-xd due 2023-12-31
      cycle    2023-Y window 2022-12-15..2023-12-14 due 2 working days after
    )") {
    city.plan.programme.project_stages = {{"start", {}, {"Khởi công", "Start"}},
                                          {"run", {}, {"Vận hành", "Runs"}}};
    city.plan.programme.funds = {{"city", {}, {"Ngân sách Thành phố", "City"}}, {"oda", {}, {"ODA", "ODA"}}};
    city.plan.programme.solution_groups = {{"s1", "1", {"Một", "One"}, {}, {}, {}, {}}};
    city.plan.years.back().tasks.front().kind = TaskKind::project;
    report.cycle = "2023-Y";
    report.unit = "so-xd";
  }
  [[nodiscard]] Problems run(const std::vector<const Directive*>& directives = {}) const {
    return check_works(report, city.form("so-xd", "2023-Y"), city.plan, directives);
  }
  ReportedMoney& money(const char* fund, const char* planned, const char* disbursed) {
    ReportedMoney& row = report.money.emplace_back();
    row.task = "p1";
    row.fund = fund;
    row.planned = decimal(planned);
    row.disbursed = decimal(disbursed);
    return row;
  }
  City city;
  Submission report;
};

TEST_F(WorksCheck, AnOwnerOfAProjectIsAskedForItsStagesAndItsMoney) {
  const Form form = city.form("so-xd", "2023-Y");
  ASSERT_EQ(form.projects.size(), 1u);
  EXPECT_EQ(form.projects[0]->code, "p1");
  EXPECT_TRUE(form.money);
  EXPECT_TRUE(form.registration);
  EXPECT_FALSE(city.form("q1", "2023-Y").money);
}

TEST_F(WorksCheck, MoneyThatIsInOrderSaysNothing) {
  money("city", "100", "60").year_estimate = decimal("95");
  EXPECT_THAT(run(), IsEmpty());
}

TEST_F(WorksCheck, AnUnknownSourceOfFundsIsRefusedWithTheNearest) {
  money("citi", "100", "60");
  const auto problems = run();
  EXPECT_THAT(codes(problems), ElementsAre("unknown-fund"));
  EXPECT_EQ(problems[0].suggestion, "city");
  EXPECT_TRUE(has_error(problems));
}

TEST_F(WorksCheck, SumsThatDoNotAddUpAreToldAndNotRefused) {
  money("city", "100", "60");
  money("oda", "50", "20");
  report.money_total = StatedTotal{decimal("160"), decimal("80"), {}, {}};
  const auto problems = run();
  EXPECT_THAT(codes(problems), ElementsAre("money-not-adding-up"));
  EXPECT_FALSE(has_error(problems));
  EXPECT_EQ(problems[0].place.field, "money_total.planned");
}

TEST_F(WorksCheck, MoneyInDongIsToldOnceForARow) {
  ReportedMoney& row = money("city", "150000000000", "160000000000");
  row.year_estimate = decimal("1");
  EXPECT_THAT(codes(run()), ElementsAre("money-in-dong"));
}

TEST_F(WorksCheck, MoreThanThePlanWantsAReason) {
  ReportedMoney& row = money("city", "100", "120");
  EXPECT_THAT(codes(run()), ElementsAre("money-above-plan"));
  row.adjusted = decimal("130");
  EXPECT_THAT(run(), IsEmpty()) << "the adjusted plan counts";
  row.adjusted.reset();
  row.cause = "Ứng trước vốn năm sau";
  EXPECT_THAT(run(), IsEmpty());
}

TEST_F(WorksCheck, AYearsEstimateBelowWhatIsDisbursedIsAskedAbout) {
  money("city", "100", "60").year_estimate = decimal("50");
  EXPECT_THAT(codes(run()), ElementsAre("money-year-below"));
}

TEST_F(WorksCheck, AForeignAmountGoesWithItsRateAndItsDay) {
  ReportedMoney& row = money("oda", "700000", "241000");
  row.foreign = decimal("1417400000");
  EXPECT_THAT(codes(run()), ElementsAre("money-without-rate"));
  row.currency = "JPY";
  row.rate = decimal("170.03");
  row.rate_on = day("2023-06-15");
  EXPECT_THAT(run(), IsEmpty()) << "1,417,400,000 × 170.03 is 241,000 million";
  row.rate = decimal("180");
  EXPECT_THAT(codes(run()), ElementsAre("money-rate-differs"));
  row.foreign = decimal("9999999999999999.99999999999999");
  row.rate = row.foreign;
  EXPECT_THAT(codes(run()), ElementsAre("money-rate-differs")) << "no overflow";
}

TEST_F(WorksCheck, AnObstacleNamesWhoCanRemoveItAndByWhen) {
  ReportedProject& project = report.projects.emplace_back();
  project.task = "p1";
  project.obstacle = "Chậm mặt bằng";
  EXPECT_THAT(codes(run()), ElementsAre("obstacle-without-authority"));
  project.authority = "Ủy ban nhân dân Thành phố";
  project.asked_by = day("2024-01-31");
  EXPECT_THAT(run(), IsEmpty());
  project.done = decimal("101");
  project.stages = {{"strat", day("2023-01-01"), {}, {}, {}}};
  const auto problems = run();
  EXPECT_THAT(codes(problems), ElementsAre("unknown-stage", "percent-outside"));
  EXPECT_EQ(problems[0].suggestion, "start");
}

TEST_F(WorksCheck, EveryDirectiveAskedIsAnsweredAndWhatIsNotDoneHasAReason) {
  Directive asked;
  asked.code = "cd-1";
  asked.content = "Báo cáo phương án";
  asked.units = {"so-xd"};
  EXPECT_THAT(codes(run({&asked})), ElementsAre("directive-not-answered"));
  report.directives = {{"cd-1", "Đang làm", DirectiveStatus::under_way, {}, {}}};
  EXPECT_THAT(codes(run({&asked})), ElementsAre("directive-without-reason"));
  report.directives[0].status = DirectiveStatus::done;
  EXPECT_THAT(run({&asked}), IsEmpty());
  report.directives[0].directive = "cd-l";
  EXPECT_THAT(codes(run({&asked})), ElementsAre("unknown-directive", "directive-not-answered"));
  report.directives.clear();
  report.nothing_to_report = true;
  EXPECT_THAT(run({&asked}), IsEmpty());
}

TEST_F(WorksCheck, ARegistrationNamesWhatThePlanKnows) {
  report.registration.emplace();
  report.registration->targets = {{"x2", decimal("60"), {}, {}}};
  TaskRegistration& task = report.registration->tasks.emplace_back();
  task.task = "p2";
  task.fund = "cty";
  report.registration->reviews = {{"s2", {}, Verdict::keep, {}, {}}};
  EXPECT_THAT(codes(run()),
              ElementsAre("unknown-figure", "unknown-figure", "unknown-fund", "unknown-figure"));
}

TEST_F(WorksCheck, RegisteringLessThanThisYearWantsAGround) {
  report.registration.emplace();
  report.registration->targets = {{"x1", decimal("40"), {}, {}}};
  ReportedTarget& told = report.targets.emplace_back();
  told.target = "x1";
  told.year_estimate = decimal("45");
  EXPECT_THAT(codes(run()), ElementsAre("registered-against-direction"));
  report.registration->targets[0].ground = "Bỏ các điểm thí điểm";
  EXPECT_THAT(run(), IsEmpty());
}

TEST_F(WorksCheck, AShareThatWasSurveyedSaysHow) {
  city.plan.targets[0].collected = Collected::survey;
  report.figures = {Told("sorted", 20), Told("generated", 100)};
  EXPECT_THAT(codes(run()), ElementsAre("survey-not-described"));
  SurveyReport survey;
  survey.target = "x1";
  survey.name = "Khảo sát hộ dân";
  survey.sample = Decimal{100};
  survey.method = "Trực tuyến";
  report.surveys = {survey};
  EXPECT_THAT(run(), IsEmpty());
  report.surveys[0].target = "x9";
  EXPECT_THAT(codes(run()), Contains("unknown-figure"));
}

TEST_F(WorksCheck, MoneyThatCannotBeIsRefused) {
  for (const char* amount : {"-1", "1000000000000", "0.0000001"}) {
    report.money.clear();
    money("city", "100", amount);
    EXPECT_THAT(codes(run()), ElementsAre("amount-impossible")) << amount;
  }
}

TEST_F(WorksCheck, ATableOfThousandsOfRowsIsRefusedOnce) {
  for (int i = 0; i < 2001; ++i) money("city", "1", "-1");
  EXPECT_THAT(codes(run()), ElementsAre("too-many-rows"));
}

TEST_F(WorksCheck, TheSameRowTwiceIsToldAndWhereOnlyOneCanBeMeantRefused) {
  money("city", "100", "60");
  money("city", "100", "60");
  EXPECT_THAT(codes(run()), ElementsAre("money-twice"));
  EXPECT_FALSE(has_error(run()));
  report.money.clear();
  report.registration.emplace();
  report.registration->targets = {{"x1", decimal("60"), {}, {}}, {"x1", decimal("61"), {}, {}}};
  EXPECT_THAT(codes(run()), ElementsAre("row-twice"));
  report.registration.reset();
  report.projects.resize(2);
  report.projects[0].task = report.projects[1].task = "p1";
  EXPECT_THAT(codes(run()), ElementsAre("row-twice"));
}

TEST_F(WorksCheck, ATotalOfThePlanAsItWasIsNoContradictionOfTheAdjustedOne) {
  money("city", "100", "60").adjusted = decimal("115");
  report.money_total.emplace();
  report.money_total->planned = decimal("100");
  EXPECT_THAT(run(), IsEmpty());
  report.money_total->planned = decimal("115");
  EXPECT_THAT(run(), IsEmpty());
  report.money_total->planned = decimal("116");
  EXPECT_THAT(codes(run()), ElementsAre("money-not-adding-up"));
}

TEST_F(WorksCheck, ARegistrationIsReasonable) {
  report.registration.emplace();
  report.registration->targets = {{"x1", decimal("-250"), "Cơ sở", {}}};
  EXPECT_THAT(codes(run()), ElementsAre("registered-outside"));
  report.registration->targets.clear();
  TaskRegistration& task = report.registration->tasks.emplace_back();
  EXPECT_THAT(codes(run()), ElementsAre("task-unnamed"));
  task.text = "Không phải nhiệm vụ của Kế hoạch";
  task.from = parse_date("2024-06-01");
  task.to = parse_date("2024-01-01");
  EXPECT_THAT(codes(run()), ElementsAre("days-backwards", "carried-not-in-plan"));
}

TEST_F(WorksCheck, ADirectiveThatIsDoneSaysWhatWasDone) {
  Directive asked;
  asked.code = "cd-1";
  asked.content = "Báo cáo phương án";
  asked.units = {"so-xd"};
  report.directives = {{"cd-1", {}, DirectiveStatus::done, {}, {}}};
  EXPECT_THAT(codes(run({&asked})), ElementsAre("directive-without-result"));
}

}  // namespace
}  // namespace xanh::test

#include "programme/plan_check.hpp"

#include <gmock/gmock.h>

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Register units() {
  RegisterRows rows;
  UnitRow& row = rows.units.emplace_back();
  row.code = "so-tnmt";
  row.groups = "departments";
  return Register(rows);
}

Element element(const char* code) {
  Element out;
  out.code = out.name_vi = out.name_en = code;
  return out;
}

Milestone at(int year, const char* value) {
  Milestone m;
  m.year = year;
  m.value = Decimal::parse(value);
  return m;
}

/// A plan without anything wrong.
Plan good() {
  Plan plan;
  plan.programme.format = 1;
  plan.programme.code = "p";
  plan.programme.period = {2020, 2030};
  plan.elements = {element("sorted"), element("generated")};
  Target& target = plan.targets.emplace_back();
  target.code = "t01";
  target.names = {"Rác phân loại", "Waste sorted"};
  target.source = "a decision";
  target.direction = Direction::rise;
  target.leads = {"departments"};
  target.definition = Definition{"d1", {}};
  target.numerator = "sorted";
  target.denominator = "generated";
  target.milestones = {at(2025, "58"), at(2030, "88.3")};
  plan.years.emplace_back().year = 2023;
  return plan;
}

std::vector<std::string> said(const Plan& plan) {
  std::vector<std::string> out;
  for (const auto& p : check_plan(plan, units())) out.push_back(p.code);
  return out;
}

TEST(CheckPlan, GoodPlanHasNoProblems) {
  EXPECT_THAT(said(good()), IsEmpty());
}

TEST(CheckPlan, MisspeltElementIsUnknownWithASuggestion) {
  Plan plan = good();
  plan.targets[0].numerator = "sortd";
  const auto problems = check_plan(plan, units());
  ASSERT_THAT(said(plan), UnorderedElementsAre("unknown-reference", "nobody-owes"));
  EXPECT_EQ(problems[0].suggestion, "sorted");
}

TEST(CheckPlan, ComputationIsARatioOrAFormulaAndWhole) {
  Plan plan = good();
  plan.targets[0].denominator.clear();
  EXPECT_THAT(said(plan), testing::Contains("half-ratio"));
  plan = good();
  plan.targets[0].formula = "#{sorted}";
  EXPECT_THAT(said(plan), ElementsAre("two-computations"));
  plan = good();
  plan.targets[0].definition.reset();
  EXPECT_THAT(said(plan), ElementsAre("without-definition"));
}

TEST(CheckPlan, MilestoneHasExactlyOneValueAndGoesTheTargetsWay) {
  Plan plan = good();
  plan.targets[0].milestones[0].at_least = Decimal{1};
  EXPECT_THAT(said(plan), ElementsAre("milestone-value"));
  plan = good();
  plan.targets[0].milestones[1].value = Decimal{50};
  EXPECT_THAT(said(plan), ElementsAre("milestone-order"));
  plan.targets[0].direction = Direction::maintain;
  EXPECT_THAT(said(plan), IsEmpty());
  plan.targets[0].milestones[1].year = plan.programme.period.last_year + 1;
  EXPECT_THAT(said(plan), ElementsAre("milestone-year")) << "there is no programme any more";
}

TEST(CheckPlan, CodeIsUsedOnceInTheWholePlan) {
  Plan plan = good();
  Goal& goal = plan.programme.goals.emplace_back();
  goal.code = "sorted";
  EXPECT_THAT(said(plan), ElementsAre("duplicate-code"));
}

TEST(CheckPlan, TaskIsDueOrRecurringAndKnowsItsUnits) {
  Plan plan = good();
  Task& task = plan.years[0].tasks.emplace_back();
  task.code = "n1";
  task.source = "a decision";
  task.leads = {"so-xd"};
  task.due = make_date(2023, 5, 31);
  task.recurring = true;
  EXPECT_THAT(said(plan), UnorderedElementsAre("unknown-reference", "due-and-recurring"));
}

TEST(CheckPlan, AssignedFigureOfAnUnknownTargetIsFound) {
  Plan plan = good();
  plan.years[0].assigned.emplace("t02", Decimal{1});
  EXPECT_THAT(said(plan), ElementsAre("unknown-reference"));
}

TEST(CheckPlan, BrokenFormulaAndUnknownOperatorOfACheckAreFound) {
  Plan plan = good();
  Check& check = plan.checks.emplace_back();
  check.code = "c1";
  check.left = "#{sorted}";
  check.right = "#{generatd}";
  check.operator_ = "=<";
  check.message = {"sai", "wrong"};
  EXPECT_THAT(said(plan), UnorderedElementsAre("unknown-operator", "unknown-reference"));
}

TEST(CheckPlan, ObligationOfAnUnknownTableOrItemIsFound) {
  Plan plan = good();
  for (const char* item : {"table:05f", "sorte", "table:05a"}) {
    Obligation& o = plan.obligations.emplace_back();
    o.item = item;
    o.unit = "so-tnmt";
    o.source = "a letter";
  }
  EXPECT_THAT(said(plan), ElementsAre("unknown-reference", "unknown-reference"));
}

TEST(CheckPlan, ElementThatNobodyOwesIsAWarning) {
  Plan plan = good();
  plan.elements.push_back(element("lonely"));
  const auto problems = check_plan(plan, units());
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "nobody-owes");
  EXPECT_EQ(problems[0].severity, Severity::warning);
}

TEST(CheckPlan, DecimalsOfATargetAreFrom0To6) {
  Plan plan = good();
  for (const int decimals : {0, 6}) {
    plan.targets[0].decimals = decimals;
    EXPECT_THAT(said(plan), IsEmpty()) << decimals;
  }
  for (const int decimals : {-3, 7, 99}) {
    plan.targets[0].decimals = decimals;
    EXPECT_THAT(said(plan), ElementsAre("decimals-out-of-range")) << decimals;
  }
}

// Files are named after some of them.
TEST(CheckPlan, CodeThatIsAPathIsRefusedWhateverItNames) {
  for (const char* code : {"../escape", "", "a/b", "nghiệm thu"}) {
    Plan plan = good();
    plan.programme.code = code;
    EXPECT_THAT(said(plan), testing::Contains("bad-code")) << code;
    plan = good();
    plan.programme.goals.emplace_back().code = code;
    EXPECT_THAT(said(plan), testing::Contains("bad-code")) << code;
    plan = good();
    plan.programme.solution_groups.emplace_back().code = code;
    EXPECT_THAT(said(plan), testing::Contains("bad-code")) << code;
    plan = good();
    plan.targets[0].code = code;
    EXPECT_THAT(said(plan), testing::Contains("bad-code")) << code;
    plan = good();
    plan.elements.push_back(element(code));
    EXPECT_THAT(said(plan), testing::Contains("bad-code")) << code;
    plan = good();
    plan.years[0].tasks.emplace_back().code = code;
    EXPECT_THAT(said(plan), testing::Contains("bad-code")) << code;
    plan = good();
    plan.checks.emplace_back().code = code;
    EXPECT_THAT(said(plan), testing::Contains("bad-code")) << code;
    RegisterRows rows;
    rows.units.emplace_back().code = code;
    const auto problems = check_register(rows);
    EXPECT_TRUE(std::any_of(problems.begin(), problems.end(), [](const Problem& p) {
      return p.code == "bad-code";
    })) << code;
  }
}

TEST(CheckPlan, BoundsFormatAndZoneAreChecked) {
  Plan plan = good();
  plan.programme.format = 2;
  plan.programme.zone = "Asia/Saigon_City";
  plan.elements[0].min = Decimal{2};
  plan.elements[0].max = Decimal{1};
  EXPECT_THAT(said(plan), UnorderedElementsAre("wrong-format", "unknown-zone", "bounds"));
}

// A plan with elements of several units, and one target with this formula.
Problems said_of_formula(const char* formula, const char* unit = "%") {
  Plan plan = good();
  plan.elements[0].unit = plan.elements[1].unit = "tấn";
  plan.elements.push_back(element("people"));
  plan.elements[2].unit = "người";
  plan.targets[0].numerator = plan.targets[0].denominator = "";
  plan.targets[0].formula = formula;
  plan.targets[0].unit = unit;
  Problems out = check_plan(plan, units());
  std::erase_if(out, [](const Problem& p) { return p.code == "nobody-owes"; });
  return out;
}

TEST(CheckPlan, FormulaOfATargetMustFitItsUnit) {
  EXPECT_THAT(said_of_formula("#{sorted} / #{generated} * 100"), IsEmpty());
  const auto factor = said_of_formula("#{sorted} / #{generated}");
  ASSERT_EQ(factor.size(), 1u);
  EXPECT_EQ(factor[0].code, "formula-result-measure");
  EXPECT_EQ(factor[0].severity, Severity::warning);
  EXPECT_EQ(factor[0].place.field, "formula");
  EXPECT_THAT(factor[0].message.en, testing::HasSubstr("gives a ratio, where % is wanted"));
  EXPECT_THAT(said_of_formula("#{sorted}", ""), IsEmpty());
  EXPECT_EQ(said_of_formula("#{sorted} + #{people}", "tấn")[0].code, "formula-measures");
  EXPECT_EQ(said_of_formula("#{sorted} > 1")[0].code, "formula-no-figure");
}

TEST(CheckPlan, FormulaOfATargetTakesWhatAConsolidationHas) {
  for (const char* text : {"avg(#{sorted})", "#{sorted}.yearToDate()", "[days] * #{sorted}",
                           "#{sorted} - #{sorted}.periodOffset(-1)", "#{sorted} * R{05a.REPORTING_RATE}"})
    for (const Problem& p : said_of_formula(text, ""))
      EXPECT_FALSE(p.severity == Severity::error || p.code == "unknown-reference") << text;
  for (const char* text : {"C{k}", "#{sorted.x}", "N{x1}"}) {
    const auto problems = said_of_formula(text);
    ASSERT_EQ(problems.size(), 1u) << text;
    EXPECT_EQ(problems[0].code, "formula-beyond-cycle") << text;
    EXPECT_EQ(problems[0].severity, Severity::error);
  }
  EXPECT_THAT(said_of_formula("#{sorted.x}")[0].message.vi, testing::HasSubstr("`#{sorted.x}`"));
  for (const char* text : {"#{sorted}.periodOffset(-2)", "#{sorted}.periodOffset(1)"})
    EXPECT_EQ(said_of_formula(text)[0].code, "formula-beyond-earlier") << text;
  for (const char* text :
       {"OUG{nowhere} * #{sorted}", "R{09.REPORTING_RATE} * #{sorted}",
        "sum(if(orgUnit.group(nowhere), #{sorted}, 0))", "sum(if(orgUnit.dataSet(09), #{sorted}, 0))"})
    EXPECT_EQ(said_of_formula(text)[0].code, "unknown-reference") << text;
}

TEST(CheckPlan, SidesOfACheckAreMeasuredInTheSameUnit) {
  Plan plan = good();
  plan.elements[0].unit = "tấn";
  plan.elements[1].unit = "kg";
  Check& check = plan.checks.emplace_back();
  check.code = "c1";
  check.left = "#{sorted}";
  check.operator_ = "<=";
  check.right = "#{generated}";
  EXPECT_THAT(said(plan), ElementsAre("formula-result-measure"));
  plan.checks[0].right = "#{generated} / 1000";
  EXPECT_THAT(said(plan), IsEmpty());
}

}  // namespace
}  // namespace xanh

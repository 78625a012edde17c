// Items of DHIS2, what is hung on them, and aggregations over periods and units.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "programme/formula.hpp"
#include "programme/formula_table.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Date day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) /
                               static_cast<int>(day_of_month)};
}

// A city (0) of two wards (1, 2); quarters of 2024, then two of 2025.
FormulaTable city() {
  FormulaTable out(3, 6);
  out.set("waste", {30, 33, 36, 39, 42, kNone, 10, 11, 12, 13, 14, kNone, 20, 22, 24, 26, 28, kNone});
  out.set("trees", {7, 8, 9, 10, 11, 12, 3, 4, 4, 5, 5, 6, 4, 4, 5, 5, 6, 6}, FormulaAggregation::last);
  out.set("waste.organic", {3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2});
  out.set("waste.organic.u1234567890", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
  out.set("waste.*.u1234567890", std::vector<double>(18, 5));
  out.set("C{pi}", std::vector<double>(18, 3.25));
  out.set("R{form.REPORTING_RATE}", std::vector<double>(18, 80));
  out.set("R{form.EXPECTED_REPORTS}", std::vector<double>(18, 10));
  out.set("R{form.ACTUAL_REPORTS_ON_TIME}", std::vector<double>(18, 6));
  out.set("OUG{inner-wards}", std::vector<double>(18, 2));
  out.set("N{share}", std::vector<double>(18, 0.5));
  out.set_days({{day(2024, 1, 1), day(2024, 3, 31)},
                {day(2024, 4, 1), day(2024, 6, 30)},
                {day(2024, 7, 1), day(2024, 9, 30)},
                {day(2024, 10, 1), day(2024, 12, 31)},
                {day(2025, 1, 1), day(2025, 3, 31)},
                {day(2025, 4, 1), day(2025, 6, 30)}});
  out.set_below(0, {1, 2});
  out.set_holds(FormulaUnitQuestion::in_group, "inner-wards", 1);
  out.set_holds(FormulaUnitQuestion::below, "city", 1);
  out.set_holds(FormulaUnitQuestion::below, "city", 2);
  out.set_holds(FormulaUnitQuestion::reports_on, "form", 0);
  return out;
}

std::string at(std::string_view text, FormulaCell cell = {0, 4}) {
  const auto formula = Formula::parse(text);
  if (!formula.ok()) return formula.problems[0].code;
  const auto out = formula.value.evaluate(city(), cell);
  return out.ok() ? to_text(out.value) : out.problems[0].code;
}

std::string refused(std::string_view text) {
  const auto formula = Formula::parse(text);
  return formula.ok() ? "accepted" : formula.problems[0].code;
}

TEST(FormulaItems, AreAskedForByTheirKeys) {
  EXPECT_EQ(at("#{waste}"), "42");
  EXPECT_EQ(at("#{waste.organic}"), "3");
  EXPECT_EQ(at("#{waste.organic.u1234567890}"), "1");
  EXPECT_EQ(at("#{waste.*.u1234567890}"), "5");
  EXPECT_EQ(at("C{pi} * 2"), "6.5");
  EXPECT_EQ(at("R{form.REPORTING_RATE}"), "80");
  EXPECT_EQ(at("R{form.ACTUAL_REPORTS_ON_TIME} / R{form.EXPECTED_REPORTS}"), "0.6");
  EXPECT_EQ(at("OUG{inner-wards} + N{share}"), "2.5");
  EXPECT_EQ(at("[days]"), "90");
  EXPECT_EQ(at("#{unheard_of}"), "null");
  EXPECT_EQ(at("C{unheard_of} + 1"), "formula-null");
}

TEST(FormulaItems, AreListedAsTheFormulaHasThem) {
  const auto formula = Formula::parse("#{b} + #{a.x.*}.periodOffset(-2) + R{f.REPORTING_RATE} + C{k} * #{b}");
  ASSERT_TRUE(formula.ok());
  EXPECT_THAT(formula.value.elements(), ElementsAre("a", "b"));
  std::vector<std::string> keys;
  for (const auto& item : formula.value.items()) keys.push_back(item.key());
  EXPECT_THAT(keys, ElementsAre("a.x.*.periodOffset(-2)", "R{f.REPORTING_RATE}", "C{k}"));
  EXPECT_EQ(formula.value.beyond_elements(), "#{a.x.*}.periodOffset(-2)");
  EXPECT_EQ(Formula::parse("#{a} + 1").value.beyond_elements(), "");
  EXPECT_EQ(Formula::parse("1 + avg(#{a})").value.beyond_elements(), "avg(#{a})");
}

TEST(FormulaItems, StayWithTheFormulaWhenItIsMoved) {
  auto parsed = Formula::parse("C{k}");  // short texts live inside their string
  const Formula moved = std::move(parsed.value);
  EXPECT_EQ(moved.items()[0].key(), "C{k}");
}

TEST(FormulaItems, WithoutAScopeTheyAreLookedUpByKey) {
  const auto formula = Formula::parse("C{pi} + #{a.b} + #{a}.periodOffset(-1) + avg(#{a}) + [days]");
  ASSERT_TRUE(formula.ok());
  std::vector<std::string> asked;
  const auto out = formula.value.evaluate([&](const std::string& key) {
    asked.push_back(key);
    return std::optional<double>(1);
  });
  EXPECT_EQ(to_text(out.value), "5");
  EXPECT_THAT(asked, ElementsAre("C{pi}", "a.b", "a.periodOffset(-1)", "a", "[days]"));
}

TEST(FormulaItems, NamesStandInForTheElementsOfParts) {
  const auto name = [](const std::string& code) { return "[" + code + "]"; };
  EXPECT_EQ(Formula::parse("#{a.x.y} + #{a}.yearToDate()").value.with_names(name),
            "[a] (x.y) + [a].yearToDate()");
  EXPECT_EQ(Formula::parse("percentileCont(#{a}, #{b}) + normDistCum(#{c})").value.with_names(name),
            "percentileCont([a], [b]) + normDistCum([c])");
}

TEST(FormulaItems, EverySlipHasItsProblem) {
  EXPECT_EQ(refused("R{form}"), "formula-item");
  EXPECT_EQ(refused("R{form.RATE}"), "formula-item");
  EXPECT_EQ(refused("C{a.b}"), "formula-item");
  EXPECT_EQ(refused("OUG{}"), "formula-item");
  EXPECT_EQ(refused("C{open"), "formula-syntax");
  EXPECT_EQ(refused("[weeks]"), "formula-syntax");
  EXPECT_EQ(refused("#{a.}"), "formula-element-code");
  EXPECT_EQ(refused("#{a.b.c.d}"), "formula-element-code");
  EXPECT_EQ(refused("#{*.b}"), "formula-element-code");
  EXPECT_EQ(refused("#{u123456789}"), "accepted");
  EXPECT_EQ(refused("#{U123456789}"), "formula-element-code");
  EXPECT_EQ(refused("#{U1234567890}"), "accepted");
}

TEST(FormulaItems, ThoseOfTheTrackerAreRefusedByName) {
  for (const char* text :
       {"A{x}", "D{a.b}", "I{x}", "PI{x}", "V{x}", "#{a}.stageOffset(1)", "orgUnit.program(x)"}) {
    EXPECT_EQ(refused(std::string("1 + ") + text), "formula-tracker") << text;
    EXPECT_THAT(Formula::parse(text).problems[0].message.vi, HasSubstr("tracker")) << text;
  }
  EXPECT_EQ(Formula::parse("1 + A{x}").problems[0].place.column, 5);
  EXPECT_EQ(Formula::parse("#{a}.stageOffset(1)").problems[0].place.column, 6);
}

TEST(FormulaModifiers, OffsetsMoveThePeriodAndAddUp) {
  EXPECT_EQ(at("#{waste} - #{waste}.periodOffset(-1)"), "3");
  EXPECT_EQ(at("(#{waste}.periodOffset(-1)).periodOffset(-1)"), "36");
  EXPECT_EQ(at("(#{waste} + #{trees}.periodOffset(1)).periodOffset(-1)"), "50");
  EXPECT_EQ(at("#{waste}.periodOffset(-1).periodOffset(+2)"), "null");
  EXPECT_EQ(at("#{waste}.periodOffset(-5)"), "null");  // before the first period
  EXPECT_EQ(at("-#{waste}.periodOffset(-4)"), "-30");
  EXPECT_EQ(at("[days].periodOffset(-1)"), "92");
}

TEST(FormulaModifiers, YearToDateAddsAsTheElementDoes) {
  EXPECT_EQ(at("#{waste}.yearToDate()", {0, 2}), "99");
  EXPECT_EQ(at("#{waste}.yearToDate()", {0, 4}), "42");  // 2025 begins anew
  EXPECT_EQ(at("#{trees}.yearToDate()", {0, 2}), "9");   // the last one counts
  EXPECT_EQ(at("#{waste}.yearToDate().periodOffset(-1)", {0, 4}), "138");
  EXPECT_EQ(at("#{waste}.yearToDate().aggregationType(MAX)", {1, 3}), "13");
}

TEST(FormulaModifiers, PeriodsWithoutDaysStandAlone) {
  FormulaTable table(1, 2);
  table.set("a", {3, 4});
  const auto shown_of = [&](const char* text) {
    return to_text(Formula::parse(text).value.evaluate(table, {0, 1}).value);
  };
  EXPECT_EQ(shown_of("#{a}.yearToDate()"), "4");
  EXPECT_EQ(shown_of("#{a}.minDate(2000-01-01)"), "null");  // nobody knows when it was
  EXPECT_EQ(shown_of("[days]"), "null");
}

TEST(FormulaModifiers, DatesKeepPeriodsThatLieWithinThem) {
  EXPECT_EQ(at("#{waste}.yearToDate().minDate(2024-04-01)", {0, 2}), "69");
  EXPECT_EQ(at("#{waste}.yearToDate().maxDate(2024-06-30)", {0, 2}), "63");
  EXPECT_EQ(at("#{waste}.minDate(2025-01-02)"), "null");
  EXPECT_EQ(at("#{waste}.minDate(2024-01-01).minDate(2025-01-01)"), "42");
  EXPECT_EQ(at("(#{waste}.maxDate(2025-03-30)).maxDate(2026-01-01)"), "null");
}

TEST(FormulaModifiers, AggregationTypeGoesOverTheUnitsBelow) {
  EXPECT_EQ(at("#{waste}.aggregationType(SUM)"), "42");
  EXPECT_EQ(at("#{waste}.aggregationType(AVERAGE)"), "21");
  EXPECT_EQ(at("#{waste}.aggregationType(average)"), "21");
  EXPECT_EQ(at("#{waste}.aggregationType(COUNT)"), "2");
  EXPECT_EQ(at("#{waste}.aggregationType(MIN)"), "14");
  EXPECT_EQ(at("#{waste}.aggregationType(VARIANCE)"), "98");
  EXPECT_EQ(at("#{trees}.yearToDate().aggregationType(LAST)", {0, 3}), "10");
  EXPECT_EQ(at("#{trees}.yearToDate().aggregationType(LAST_AVERAGE_ORG_UNIT)", {0, 3}), "5");
  EXPECT_EQ(at("#{trees}.yearToDate().aggregationType(FIRST)", {0, 3}), "7");
  EXPECT_EQ(at("#{trees}.yearToDate().aggregationType(AVERAGE_SUM_ORG_UNIT)", {0, 3}), "8.5");
  EXPECT_EQ(at("#{trees}.yearToDate().aggregationType(AVERAGE)", {0, 3}), "4.25");
  EXPECT_EQ(at("(#{waste}.aggregationType(MIN) + #{waste}).aggregationType(MAX)"),
            "42");  // the nearer one holds
}

TEST(FormulaModifiers, EverySlipHasItsProblem) {
  EXPECT_EQ(refused("#{a}.periodOfset(1)"), "formula-unknown-modifier");
  EXPECT_EQ(Formula::parse("#{a}.periodOfset(1)").problems[0].suggestion, "periodOffset");
  EXPECT_EQ(refused("(1 + 2).periodOffset(1)"), "formula-modifier-of-nothing");
  EXPECT_EQ(refused("'a'.yearToDate()"), "formula-modifier-of-nothing");
  for (const char* text :
       {"#{a}.periodOffset()", "#{a}.periodOffset(x)", "#{a}.periodOffset(1.5)", "#{a}.periodOffset(10001)",
        "#{a}.periodOffset(+-1)", "#{a}.periodOffset(1", "#{a}.yearToDate(1)", "#{a}.yearToDate",
        "#{a}.aggregationType(CUSTOM)", "#{a}.minDate(2025-02-30)", "#{a}.maxDate(1)", "#{a}."})
    EXPECT_EQ(refused(text), "formula-syntax") << text;
}

TEST(FormulaUnits, QuestionsAreAnsweredForTheUnit) {
  EXPECT_EQ(at("orgUnit.group(inner-wards)", {1, 0}), "true");
  EXPECT_EQ(at("orgUnit.group(inner-wards)", {2, 0}), "false");
  EXPECT_EQ(at("orgUnit.ancestor( u1234567890 , city )", {2, 0}), "true");
  EXPECT_EQ(at("if(orgUnit.dataSet(form), #{waste}, 0)"), "42");
  EXPECT_EQ(refused("orgUnit.group()"), "formula-syntax");
  EXPECT_EQ(refused("orgUnit.group('x')"), "formula-syntax");
  EXPECT_EQ(refused("orgUnit.name(x)"), "formula-unit-question");
}

TEST(FormulaAggregations, GoOverPeriodsAndUnits) {
  EXPECT_EQ(at("avg(#{waste})", {1, 0}), "12");
  EXPECT_EQ(at("sum(#{waste})", {0, 0}), "180");  // of both wards, five quarters
  EXPECT_EQ(at("count(#{waste})", {0, 0}), "10");
  EXPECT_EQ(at("max(#{waste}) - min(#{waste})", {1, 0}), "4");
  EXPECT_EQ(at("median(#{waste})", {2, 0}), "24");
  EXPECT_EQ(at("percentileCont(#{waste}, 0.25)", {1, 0}), "11");
  EXPECT_EQ(at("percentileCont(#{waste}, 0.3)", {1, 0}), "11.2");
  EXPECT_EQ(at("percentileCont(#{waste}, 0)", {1, 0}), "10");
  EXPECT_EQ(at("percentileCont(#{waste}, 1)", {1, 0}), "14");
  EXPECT_EQ(at("percentileCont(#{waste}, 1.01)", {1, 0}), "null");
  EXPECT_EQ(at("variance(#{waste})", {1, 0}), "2.5");
  EXPECT_EQ(at("stddev(#{waste}) == stddevSamp(#{waste})", {1, 0}), "true");
  EXPECT_EQ(at("stddevPop(#{waste}) ^ 2 - 2 < 0.000000001", {1, 0}), "true");
  EXPECT_EQ(at("avg(#{waste} + #{waste}.periodOffset(-1))", {1, 0}), "24");
}

TEST(FormulaAggregations, SamplesWithoutAFigureArePassedOver) {
  EXPECT_EQ(at("count(#{waste} + 1)", {1, 0}), "5");
  EXPECT_EQ(at("count(if(isNull(#{waste}), 0, 1))", {1, 0}), "6");
  EXPECT_EQ(at("avg(#{unheard_of})"), "null");
  EXPECT_EQ(at("sum(#{unheard_of})"), "null");
  EXPECT_EQ(at("count(#{unheard_of})"), "0");
  EXPECT_EQ(at("1 + sum(#{unheard_of})"), "formula-null");
}

TEST(FormulaAggregations, WhatIsWrongWithASampleIsWrongWithTheWhole) {
  EXPECT_EQ(at("sum(if(#{waste} > 12, 'x', 1))", {1, 0}), "formula-not-number");
  EXPECT_EQ(at("sum(if(#{waste} + 0.5, 1, 2))", {1, 0}), "formula-not-truth");
  EXPECT_EQ(at("count(1 / (#{waste} - 12))", {1, 0}), "5");
  EXPECT_EQ(at("sum(0 / (#{waste} - 12))", {1, 0}), "formula-not-finite");
  EXPECT_EQ(at("stddev(#{waste}.minDate(2025-01-01))", {1, 0}), "formula-not-finite");  // of one sample
}

TEST(FormulaAggregations, SubExpressionStaysInItsPeriod) {
  EXPECT_EQ(at("subExpression(if(#{waste} > 20, 1, 0))", {0, 4}), "1");
  EXPECT_EQ(at("subExpression(#{waste} * 2)", {0, 4}), "84");
  EXPECT_EQ(at("subExpression(#{waste} * 2).aggregationType(AVERAGE)", {0, 4}), "42");
  EXPECT_EQ(at("subExpression(#{waste}).periodOffset(-1)", {0, 4}), "39");
}

TEST(FormulaAggregations, NormalDistributionTakesWhatIsMissingFromTheSamples) {
  EXPECT_EQ(at("normDistCum(#{waste})", {1, 2}), "0.5");
  EXPECT_EQ(at("normDistCum(5, 5, 2)"), "0.5");
  EXPECT_EQ(at("normDistCum(1.96, 0, 1) > 0.9750021 && normDistCum(1.96, 0, 1) < 0.9750022"), "true");
  EXPECT_EQ(at("normDistCum(14, avg(#{waste}), stddev(#{waste})) == normDistCum(14, avg(#{waste}), "
               "variance(#{waste}) ^ 0.5)",
               {1, 0}),
            "true");
  EXPECT_EQ(at("normDistCum(#{waste}, 12) == normDistCum(#{waste})", {1, 0}), "true");
  EXPECT_EQ(at("normDistDen(0, 0, 1) == normDistDensity(0, 0, 1)"), "true");
  EXPECT_EQ(at("normDistDen(0, 0, 1) - 0.3989422804 < 0.0000000001"), "true");
  EXPECT_EQ(at("(normDistCum(#{waste}.yearToDate())).periodOffset(-1) == "
               "normDistCum(#{waste}.yearToDate().periodOffset(-1))",
               {1, 1}),
            "true");
  EXPECT_EQ(at("(normDistCum(#{waste})).periodOffset(1) == normDistCum(#{waste}.periodOffset(1))", {1, 0}),
            "true");
}

TEST(FormulaAggregations, DoNotNest) {
  const auto formula = Formula::parse("1 + sum(avg(#{a}))");
  ASSERT_EQ(formula.problems.size(), 1u);
  EXPECT_EQ(formula.problems[0].code, "formula-nested-aggregation");
  EXPECT_EQ(formula.problems[0].place.column, 9);
  EXPECT_EQ(refused("avg(normDistCum(#{a}))"), "formula-nested-aggregation");
  EXPECT_EQ(refused("normDistCum(avg(#{a}))"), "formula-nested-aggregation");
  EXPECT_EQ(refused("avg(normDistCum(#{a}, 1, 2))"), "accepted");
  EXPECT_EQ(refused("percentileCont(#{a}, avg(#{b}))"), "accepted");
  EXPECT_EQ(refused("avg()"), "formula-arguments");
  EXPECT_EQ(refused("avg(1, 2)"), "formula-arguments");
  EXPECT_EQ(refused("percentileCont(#{a})"), "formula-arguments");
  EXPECT_EQ(refused("normDistCum()"), "formula-arguments");
}

TEST(FormulaAggregations, BranchesAroundAndInsideGoWhereTheyShould) {
  EXPECT_EQ(
      at("percentileCont(if(#{waste} > 11 && true, #{waste}, 0), if(false, 1, firstNonNull(null, 0.5))) + 1",
         {1, 0}),
      "13");
  EXPECT_EQ(at("if(false, avg(#{waste}), percentileCont(if(isNull(#{waste}), 0, 1), 1)) * 2", {1, 0}), "2");
  EXPECT_EQ(at("true && percentileCont(#{waste}, if(true, 0, 1)) == 10", {1, 0}), "true");
}

}  // namespace
}  // namespace xanh

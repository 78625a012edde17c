#include "programme/formula_measures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace xanh {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string measure_of(const std::string& code) {
  static const std::map<std::string, std::string> kUnits{
      {"flow", "m³/ngày"}, {"treated", "m³/ngày"}, {"share", "%"},  {"rate", "%"},
      {"waste", "tấn"},    {"people", "người"},    {"homes", "hộ"}, {"area", "m²"},
      {"volume", "m3"},    {"days", "ngày"},       {"kilos", "kg"}, {"money", "triệu đồng"}};
  const auto found = kUnits.find(code);
  return found == kUnits.end() ? "" : found->second;
}

Outcome<Measure> measured(std::string_view text, const Place& place = {}) {
  const auto formula = Formula::parse(text);
  EXPECT_TRUE(formula.ok()) << text;
  return formula_measure(formula.value, measure_of, place);
}

std::string result(std::string_view text) {
  const auto out = measured(text);
  EXPECT_THAT(out.problems, IsEmpty()) << text;
  return out.value.text().en;
}

size_t problems(std::string_view text) {
  return measured(text).problems.size();
}

TEST(FormulaMeasures, AddingUnlikeUnitsIsTheProblemOfTheOperator) {
  Place place;
  place.file = "targets.yaml";
  place.line = 7;
  place.column = 12;
  const auto out = measured("#{flow} + #{share}", place);
  ASSERT_EQ(out.problems.size(), 1u);
  EXPECT_EQ(out.problems[0].code, "formula-measures");
  EXPECT_EQ(out.problems[0].severity, Severity::warning);
  EXPECT_THAT(out.problems[0].message.en, HasSubstr("character 9: adding m³/ngày to %"));
  EXPECT_THAT(out.problems[0].message.vi, HasSubstr("cộng m³/ngày với %"));
  EXPECT_EQ(out.problems[0].place.line, 7);
  EXPECT_EQ(out.problems[0].place.column, 12 + 8);
}

TEST(FormulaMeasures, DifferencesComparisonsAndChoicesAreLookedAtToo) {
  EXPECT_THAT(measured("#{waste} - #{people}").problems[0].message.en,
              HasSubstr("subtracting người from tấn"));
  EXPECT_THAT(measured("#{people} > #{homes}").problems[0].message.en, HasSubstr("comparing người with hộ"));
  EXPECT_THAT(measured("greatest(#{waste}, #{people})").problems[0].message.en,
              HasSubstr("character 20: choosing between tấn and người"));
  EXPECT_EQ(problems("if(true, #{waste}, #{people})"), 1u);
  EXPECT_EQ(problems("firstNonNull(#{waste}, 0, #{people})"), 1u);
  EXPECT_EQ(problems("firstNonNull(#{waste}, #{waste}) + #{waste}"), 0u);
  EXPECT_EQ(problems("if(#{people} > 1, if(true, #{waste}, 1), #{waste}) - #{people}"), 1u);
  EXPECT_EQ(problems("is(#{waste} in #{waste}, #{share})"), 1u);
  EXPECT_EQ(problems("#{waste} % #{people}"), 1u);
  EXPECT_EQ(problems("#{flow} + #{share} + #{people}"), 1u);  // after the first nothing is known
  EXPECT_EQ(problems("#{waste} > 1 && #{people} > 1 || !(#{share} == 2)"), 0u);
}

TEST(FormulaMeasures, ProductsAndQuotientsHaveUnitsOfTheirOwn) {
  EXPECT_EQ(result("#{flow} * #{days}"), "m³");
  EXPECT_EQ(result("#{flow} * [days]"), "m³");
  EXPECT_EQ(result("#{volume} / #{area}"), "m");
  EXPECT_EQ(result("#{area} * #{area}"), "m^4");
  EXPECT_EQ(result("#{waste} / #{people} / #{days}"), "tấn/ngày/người");
  EXPECT_EQ(result("1 / #{people}"), "");
  EXPECT_EQ(result("#{area} ^ 2"), "m^4");
  EXPECT_EQ(result("variance(#{waste})"), "tấn²");
  EXPECT_EQ(result("avg(#{waste}) + stddev(#{waste}) + percentileCont(#{waste}, 0.5)"), "tấn");
  EXPECT_EQ(problems("#{flow} * #{days} + #{volume}"), 0u);
  EXPECT_EQ(problems("#{flow} + #{volume}"), 1u);
  EXPECT_EQ(problems("(#{waste} + #{people}) * (#{flow} - #{share})"), 2u);
}

TEST(FormulaMeasures, RatioOfLikeUnitsMayBecomeAPercentage) {
  EXPECT_EQ(result("#{treated} / #{flow}"), "a ratio");
  EXPECT_EQ(problems("#{treated} / #{flow} + #{share}"), 1u);
  EXPECT_EQ(problems("#{treated} / #{flow} * 100 + #{share}"), 0u);
  EXPECT_EQ(problems("100 * #{treated} / #{flow} + #{share}"), 0u);
  EXPECT_EQ(problems("#{share} / 100 + #{treated} / #{flow}"), 0u);
  EXPECT_EQ(problems("#{share} / #{rate} + #{share}"), 1u);
  EXPECT_EQ(problems("100 - #{share}"), 0u);
  EXPECT_EQ(problems("#{treated} / #{people} * 100 + #{share}"), 0u);  // scaled: not known
  EXPECT_EQ(problems("R{form.REPORTING_RATE} + #{share}"), 0u);
  EXPECT_EQ(problems("R{form.REPORTING_RATE} + #{waste}"), 1u);
}

TEST(FormulaMeasures, WhatIsNotKnownFitsEverything) {
  EXPECT_EQ(problems("#{unheard_of} + #{waste}"), 0u);
  EXPECT_EQ(problems("#{waste} + 5 - #{waste}"), 0u);
  EXPECT_EQ(problems("#{kilos} / 1000 + #{waste}"), 0u);
  EXPECT_EQ(problems("C{k} * #{kilos} + #{waste}"), 0u);
  EXPECT_EQ(problems("#{waste} ^ #{people} + #{share}"), 0u);
  EXPECT_EQ(problems("log(#{waste}) + #{share}"), 0u);
  EXPECT_EQ(problems("count(#{waste}) + #{people}"), 0u);
  EXPECT_EQ(problems("'x' == #{waste}"), 0u);
  EXPECT_EQ(problems("if(true, null, #{waste}) + #{waste}"), 0u);
  EXPECT_EQ(problems("(#{unheard_of} + #{waste}) - #{people}"),
            1u);  // the sum has the unit of what is known of it
}

TEST(Measure, ReadsWhatElementsPrint) {
  EXPECT_TRUE(Measure::parse("m3/ngày").fits(Measure::parse("m³/ngày")));
  EXPECT_TRUE(Measure::parse("kg·m/s/s").fits(Measure::parse("m*kg/s²")));
  EXPECT_FALSE(Measure::parse("CO2").fits(Measure::parse("CO²")));
  EXPECT_FALSE(Measure::parse("%/năm").fits(Measure::parse("%")));
  EXPECT_EQ(Measure::parse(" triệu đồng ").text().vi, "triệu đồng");
  EXPECT_EQ(Measure::parse("1/năm").text().vi, "1/năm");
  EXPECT_EQ(Measure::parse("").kind(), Measure::Kind::unknown);
}

}  // namespace
}  // namespace xanh

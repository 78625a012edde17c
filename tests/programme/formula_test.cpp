#include "programme/formula.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <map>
#include <thread>

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Figures = std::map<std::string, double>;

Place in_file(const char* file, int line, int column) {
  Place place;
  place.file = file;
  place.line = line;
  place.column = column;
  return place;
}

FormulaInputs inputs(Figures figures) {
  return [figures = std::move(figures)](const std::string& code) -> std::optional<double> {
    const auto found = figures.find(code);
    return found == figures.end() ? std::nullopt : std::optional(found->second);
  };
}

Outcome<FormulaValue> evaluated(std::string_view text, const Figures& figures = {}) {
  const auto formula = Formula::parse(text);
  if (!formula.ok()) return {{}, formula.problems};
  return formula.value.evaluate(inputs(figures));
}

double number(std::string_view text, const Figures& figures = {}) {
  const auto out = evaluated(text, figures);
  EXPECT_TRUE(out.ok()) << text << ": " << (out.ok() ? "" : out.problems[0].message.en);
  const auto* value = std::get_if<double>(&out.value);
  EXPECT_NE(value, nullptr) << text;
  return value ? *value : std::nan("");
}

std::string shown(std::string_view text, const Figures& figures = {}) {
  const auto out = evaluated(text, figures);
  return out.ok() ? to_text(out.value) : out.problems[0].code;
}

Problem only_problem(std::string_view text, const Place& place = {}) {
  auto out = Formula::parse(text, place);
  EXPECT_EQ(out.problems.size(), 1u) << text;
  return out.problems.empty() ? Problem{} : out.problems[0];
}

std::string repeated(std::string_view part, size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (size_t i = 0; i < times; ++i) out += part;
  return out;
}

TEST(Formula, ShareIsComputedFromTheLeft) {
  EXPECT_DOUBLE_EQ(number("#{a} / #{b} * 100", {{"a", 370624}, {"b", 1750000}}), 370624.0 / 1750000 * 100);
  EXPECT_EQ(shown("#{a} / #{b} * 100", {{"a", 370624}, {"b", 1750000}}), "21.178514285714286");
  EXPECT_EQ(number("10 - 3 + 2"), 9);
  EXPECT_EQ(number("100 / 10 / 5"), 2);
  EXPECT_EQ(number("7 * 3 % 4 / 2"), 0.5);
}

TEST(Formula, OperatorsBindAsInTheReference) {
  EXPECT_EQ(number("1+2*-3^9*4*5+6"), -787313);
  EXPECT_EQ(number("2^3^2"), 512);
  EXPECT_EQ(number("2^-2"), 0.25);
  EXPECT_EQ(number("-3^2"), -9);
  EXPECT_EQ(shown("1 < 2 == 3 > 2"), "true");
  EXPECT_EQ(shown("true || true && false"), "true");
  EXPECT_EQ(shown("not true == false"), "true");
  EXPECT_EQ(shown("1 + 1 > 1 and not false or null"), "true");
}

TEST(Formula, ElementsAreSortedAndNamedOnce) {
  const auto formula = Formula::parse("#{b} + #{a1} * #{b} - greatest(#{c_x}, #{a1})");
  ASSERT_TRUE(formula.ok());
  EXPECT_THAT(formula.value.elements(), ElementsAre("a1", "b", "c_x"));
  EXPECT_EQ(formula.value.text(), "#{b} + #{a1} * #{b} - greatest(#{c_x}, #{a1})");
  EXPECT_EQ(number("#{b} - #{a} - #{c}", {{"a", 1}, {"b", 10}, {"c", 2}}), 7);
}

TEST(Formula, NamesStandInForCodes) {
  const auto formula = Formula::parse("/* x */ #{treated}/#{generated} * 100");
  ASSERT_TRUE(formula.ok());
  EXPECT_EQ(formula.value.with_names([](const std::string& code) { return "[" + code + "]"; }),
            "/* x */ [treated]/[generated] * 100");
}

TEST(FormulaNull, IsAResultButNoOperand) {
  EXPECT_EQ(shown("null"), "null");
  EXPECT_EQ(shown("#{a}"), "null");
  for (const char* text :
       {"#{a} + 1", "1 - #{a}", "-#{a}", "+#{a}", "2 ^ #{a}", "#{a} < 1", "!#{a}", "log(#{a})"})
    EXPECT_EQ(shown(text), "formula-null") << text;
  EXPECT_EQ(shown("#{a} == null"), "true");
  EXPECT_EQ(shown("#{a} == 0"), "false");
  EXPECT_EQ(shown("#{a} != 0"), "true");
}

TEST(FormulaNull, EveryMissingElementIsNamedOnceAtItsPlace) {
  const auto formula = Formula::parse("#{a} + #{b} * #{c} + #{a}");
  ASSERT_TRUE(formula.ok());
  const auto out = formula.value.evaluate(inputs({{"c", 1}}), in_file("targets.yaml", 7, 12));
  ASSERT_EQ(out.problems.size(), 2u);
  EXPECT_THAT(out.problems[0].message.en, HasSubstr("`#{b}` is null, so `*`"));
  EXPECT_EQ(out.problems[0].place.column, 12 + 7);
  EXPECT_THAT(out.problems[1].message.vi, HasSubstr("`#{a}` không có giá trị"));
  EXPECT_EQ(out.problems[1].place.line, 7);
}

TEST(FormulaNull, ConditionThatFailsLeavesBothBranchesAlone) {
  const auto out = evaluated("2 + if(#{a} > 1, #{b} + 1, #{c} + 1) * #{d}", {{"d", 1}});
  ASSERT_EQ(out.problems.size(), 1u);
  EXPECT_THAT(out.problems[0].message.en, HasSubstr("`#{a}`"));
}

TEST(FormulaNull, HundredProblemsSayEnough) {
  std::string text = "#{a}";
  for (int i = 0; i < 3000; ++i) text += "+#{a" + std::to_string(i) + "}";
  EXPECT_EQ(evaluated(text).problems.size(), 100u);
}

TEST(FormulaNull, LogicHasThreeValues) {
  EXPECT_EQ(shown("false && null"), "false");
  EXPECT_EQ(shown("null && false"), "null");  // the reference's table, not SQL's
  EXPECT_EQ(shown("null && true"), "null");
  EXPECT_EQ(shown("true && null"), "null");
  EXPECT_EQ(shown("null || true"), "true");
  EXPECT_EQ(shown("null || false"), "null");
  EXPECT_EQ(shown("true || null"), "true");
  EXPECT_EQ(shown("false || null"), "null");
}

TEST(FormulaFunctions, WhatDoesNotDecideIsNotEvaluated) {
  EXPECT_EQ(number("if(isNull(#{a}), 0, #{a} * 2)"), 0);
  EXPECT_EQ(number("if(isNull(#{a}), 0, #{a} * 2)", {{"a", 4}}), 8);
  EXPECT_EQ(number("firstNonNull(#{a}, #{b}, #{c} + 1)", {{"b", 5}}), 5);
  EXPECT_EQ(shown("isNotNull(#{a}) && #{a} > 1"), "false");
  EXPECT_EQ(shown("isNull(#{a}) || #{a} > 1"), "true");
  EXPECT_EQ(shown("if(#{a} > 1, 1, 0)"), "formula-null");
  EXPECT_EQ(shown("firstNonNull(#{a} + 1, 2)"), "formula-null");
  EXPECT_EQ(number("1 + if(false, 1, if(true, firstNonNull(null, 2), 3)) * 10"), 21);
  EXPECT_EQ(number("if(null, 1, 2)"), 2);
}

TEST(FormulaFunctions, LeastAndGreatestPassNullsOver) {
  EXPECT_EQ(number("least(3, 2.2, null, 5, 0.4)"), 0.4);
  EXPECT_EQ(number("greatest(null, -1, #{a})"), -1);
  EXPECT_EQ(shown("greatest(null, null)"), "null");
  EXPECT_EQ(number("least(1%0, 4, 5)"), 4);
  EXPECT_EQ(number("greatest(1 > 2, true)"), 1);
  EXPECT_EQ(shown("greatest(1, 'x')"), "formula-not-number");
}

TEST(Formula, DivisionByZeroIsInfiniteInsideAndAProblemAsResult) {
  EXPECT_EQ(shown("1 / 0"), "formula-not-finite");
  EXPECT_EQ(shown("0 / 0"), "formula-not-finite");
  EXPECT_EQ(shown("1 / 0 > 5"), "true");
  EXPECT_EQ(number("least(1 / 0, 7)"), 7);
  EXPECT_EQ(shown("if(1 % 0, 1, 2)"), "formula-not-truth");
  EXPECT_THAT(evaluated("-1 / 0").problems[0].message.en, HasSubstr("-Infinity"));
  EXPECT_EQ(shown("-0"), "0");
  EXPECT_FALSE(std::signbit(number("-0")));
}

TEST(Formula, WholePowersAreMultipliedOut) {
  EXPECT_EQ(number("10 ^ 15"), 1e15);
  EXPECT_EQ(number("2 ^ 64"), 18446744073709551616.0);
  EXPECT_EQ(number("10 ^ -3"), 1e-3);
  EXPECT_DOUBLE_EQ(number("2 ^ 0.5"), std::sqrt(2));
  EXPECT_DOUBLE_EQ(number("1.01 ^ 100"), std::pow(1.01, 100));
}

TEST(Formula, TextsAndTruthValuesAreReadAsTheOtherSideIs) {
  EXPECT_EQ(shown("'10' > '2'"), "false");
  EXPECT_EQ(shown("' 10 ' > 2"), "true");
  EXPECT_EQ(shown("'TRUE' == true"), "true");
  EXPECT_EQ(shown("'trúe' == true"), "false");
  EXPECT_EQ(shown("'x' == 1"), "false");
  EXPECT_EQ(shown("'x' > 1"), "formula-not-number");
  EXPECT_EQ(shown("1.5 && true"), "formula-not-truth");
  EXPECT_EQ(shown("\"a\\u1ED9\\n\\\"b\""), "aộ\n\"b");
}

TEST(FormulaSyntax, SaysWhereAndWhatWasExpected) {
  const Problem missing = only_problem("1 + * 2");
  EXPECT_EQ(missing.code, "formula-syntax");
  EXPECT_EQ(missing.place.column, 5);
  EXPECT_THAT(missing.message.en, HasSubstr("character 5: expected a number, `#{code}`"));
  EXPECT_THAT(missing.message.en, HasSubstr("found `*`"));
  EXPECT_THAT(missing.message.vi, HasSubstr("cần số, `#{mã}`"));

  const Problem open = only_problem("(1 + 2", in_file("f", 3, 10));
  EXPECT_EQ(open.place.line, 3);
  EXPECT_EQ(open.place.column, 16);
  EXPECT_THAT(open.message.en, HasSubstr("an operator or `)`, found the end of the formula"));
  EXPECT_THAT(open.message.vi, HasSubstr("hết công thức"));
}

TEST(FormulaSyntax, ColumnsCountCharactersAndLines) {
  EXPECT_EQ(only_problem("'ộ' = 1").place.column, 5);
  const Problem second = only_problem("1 +\n  ộ", in_file("f", 3, 10));
  EXPECT_EQ(second.place.line, 4);
  EXPECT_EQ(second.place.column, 3);
}

TEST(FormulaSyntax, EverySlipHasItsProblem) {
  const std::map<std::string, std::string> slips{
      {"", "formula-empty"},
      {" /* only this */ ", "formula-empty"},
      {"1 /* open", "formula-syntax"},
      {"'open", "formula-syntax"},
      {"'a\nb'", "formula-syntax"},
      {"'\\x'", "formula-syntax"},
      {"'\\uD800'", "formula-syntax"},
      {"#{A}", "formula-element-code"},
      {"#{}", "formula-element-code"},
      {"#{a-b}", "formula-element-code"},
      {"#{_a}", "formula-element-code"},
      {"#{a", "formula-syntax"},
      {"#a", "formula-syntax"},
      {"1 2", "formula-syntax"},
      {"1 + 1 ( 2 )", "formula-syntax"},
      {"1,5", "formula-decimal-comma"},
      {"(2 + 1,5)", "formula-decimal-comma"},
      {"1, 5", "formula-syntax"},
      {"#{a},5", "formula-syntax"},
      {"a = 1", "formula-unknown-word"},
      {"1 = 1", "formula-syntax"},
      {"1 & 1", "formula-syntax"},
      {"total(1)", "formula-unknown-function"},
      {"d2:ceil(1)", "formula-unknown-function"},
      {"if(1, 2)", "formula-arguments"},
      {"if(1, 2, 3, 4)", "formula-arguments"},
      {"isNull()", "formula-arguments"},
      {"log()", "formula-arguments"},
      {"least(1,)", "formula-syntax"},
      {"least(1 2)", "formula-syntax"},
      {"1e999", "formula-number-range"},
      {"1e", "formula-syntax"},
      {")", "formula-syntax"},
      {"\xff", "formula-not-utf8"},
      {"€", "formula-syntax"},
      {"2 > A{x}", "formula-tracker"},
      {"2 > X{x}", "formula-unknown-word"},
  };
  for (const auto& [text, code] : slips) EXPECT_EQ(only_problem(text).code, code) << text;
}

TEST(FormulaSyntax, LongWordsAreShownShortened) {
  const std::string message = only_problem("1 '" + repeated("ộ", 500) + "'").message.vi;
  EXPECT_THAT(message, HasSubstr("`'" + repeated("ộ", 39) + "…`"));
}

TEST(FormulaSyntax, LikelyWordIsSuggested) {
  EXPECT_EQ(only_problem("IF(true, 1, 2)").suggestion, "if");
  EXPECT_EQ(only_problem("firstNonNul(1)").suggestion, "firstNonNull");
  EXPECT_EQ(only_problem("treated / 2").suggestion, "#{treated}");
  EXPECT_THAT(only_problem("quux(1)").advice.vi, HasSubstr("firstNonNull, greatest, if"));
}

TEST(FormulaLimits, NestingBeyondTheLimitIsAProblemAndNoCrash) {
  const auto brackets = [](size_t depth) { return repeated("(", depth) + "1" + repeated(")", depth); };
  EXPECT_EQ(number(brackets(200)), 1);
  EXPECT_EQ(only_problem(brackets(201)).code, "formula-nesting");
  EXPECT_THAT(only_problem(brackets(201)).message.vi, HasSubstr("200"));
  for (const char* part : {"(", "-", "!", "not ", "2^", "if(", "least(1,", "1||1&&1==1<1+1*("})
    EXPECT_EQ(only_problem(repeated(part, 60'000)).code, "formula-nesting") << part;
  EXPECT_EQ(only_problem(repeated("(", 100'000) + repeated(")", 100'000)).code, "formula-nesting");
  EXPECT_EQ(only_problem(std::string(Formula::kMaxBytes + 1, ' ')).code, "formula-too-long");
}

TEST(FormulaLimits, LongFormulasNeedNoRecursion) {
  EXPECT_EQ(number("0" + repeated("+1", 100'000)), 100'000);
  EXPECT_EQ(shown("true" + repeated("&&true", 100'000)), "true");
  EXPECT_EQ(number("greatest(0" + repeated(",1", 100'000) + ")"), 1);
  EXPECT_EQ(number("firstNonNull(null" + repeated(",null", 100'000) + ",5)"), 5);
}

TEST(Formula, OneFormulaServesManyThreads) {
  const auto formula = Formula::parse("if(isNull(#{a}), 0, #{a}) / greatest(#{b}, 1) ^ 2");
  ASSERT_TRUE(formula.ok());
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (size_t t = 0; t < wrong.size(); ++t)
    threads.emplace_back([&, t] {
      const double a = static_cast<double>(t) + 1;
      const auto figures = inputs({{"a", a}, {"b", 2}});
      for (int i = 0; i < 2000; ++i) wrong[t] += formula.value.evaluate(figures).value != FormulaValue(a / 4);
    });
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(wrong, ElementsAre(0, 0, 0, 0));
}

// Random trees written out with every bracket, computed beside the formula.
std::pair<std::string, double> random_tree(int depth) {
  const int pick = depth == 0 ? 0 : *rc::gen::inRange(0, 6);
  if (pick == 0) {
    const int value = *rc::gen::inRange(0, 100);
    return {std::to_string(value), value};
  }
  const auto [left, a] = random_tree(depth - 1);
  if (pick == 5) return {"-(" + left + ")", -a};
  const auto [right, b] = random_tree(depth - 1);
  const auto written = [&, l = left, r = right](const char* op) {
    return "(" + l + ")" + op + "(" + r + ")";
  };
  if (pick == 1) return {written("+"), a + b};
  if (pick == 2) return {written(" - "), a - b};
  if (pick == 3) return {written("*"), a * b};
  return {written("/"), a / b};
}

TEST(Formula, RandomTreesGiveWhatPlainArithmeticGives) {
  EXPECT_TRUE(rc::check([] {
    const auto [text, expected] = random_tree(6);
    const auto out = evaluated(text);
    RC_ASSERT(out.ok() == std::isfinite(expected));
    if (out.ok()) RC_ASSERT(std::get<double>(out.value) == expected + 0.0);
  }));
}

}  // namespace
}  // namespace xanh

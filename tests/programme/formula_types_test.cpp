// The type of a formula, and what can be told to be no number before there is any figure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programme/formula.hpp"

namespace xanh {
namespace {

using testing::HasSubstr;

FormulaType type(std::string_view text) {
  const auto formula = Formula::parse(text);
  EXPECT_TRUE(formula.ok()) << text << ": " << (formula.ok() ? "" : formula.problems[0].message.en);
  return formula.value.type();
}

Problem misuse(std::string_view text) {
  auto formula = Formula::parse(text);
  EXPECT_EQ(formula.problems.size(), 1u) << text;
  return formula.problems.empty() ? Problem{} : formula.problems[0];
}

TEST(FormulaTypes, AreKnownFromTheText) {
  for (const char* text :
       {"1", "-2.5", "#{a}", "#{a} / #{b}", "avg(#{a})", "if(#{a} > 1, 1, #{b})", "'1' + 1", "C{k}",
        "firstNonNull(#{a}, 0)", "greatest(1, true)", "removeZeros(#{a})", "log10(2)", "[days]"})
    EXPECT_EQ(type(text), FormulaType::number) << text;
  for (const char* text :
       {"true", "#{a} > 1", "1 == 'x'", "!#{a}", "#{a} > 1 && true", "isNull(#{a})", "contains('a', 'b')",
        "is(#{a} in 1, 2)", "orgUnit.group(g)", "if(true, true, null)"})
    EXPECT_EQ(type(text), FormulaType::truth) << text;
  for (const char* text : {"'x'", "if(#{a} > 1, 'x', '2')", "firstNonNull(null, 'x')"})
    EXPECT_EQ(type(text), FormulaType::text) << text;
  for (const char* text : {"if(#{a} > 1, 1, 'x')", "firstNonNull(#{a}, true)"})
    EXPECT_EQ(type(text), FormulaType::mixed) << text;
  EXPECT_EQ(type("null"), FormulaType::null);
  EXPECT_EQ(type("firstNonNull()"), FormulaType::null);
}

TEST(FormulaTypes, TextForANumberIsFoundAtItsPlace) {
  Place place;
  place.file = "targets.yaml";
  place.line = 4;
  place.column = 10;
  const auto out = Formula::parse("#{a} + 'ộ' * 2", place);
  ASSERT_EQ(out.problems.size(), 1u);
  EXPECT_EQ(out.problems[0].code, "formula-not-number");
  EXPECT_EQ(out.problems[0].place.column, 10 + 7);
  EXPECT_THAT(out.problems[0].message.vi, HasSubstr("ký tự thứ 8: `'ộ'` không phải là số"));
  EXPECT_EQ(misuse("('x') - 1").place.column, 1);
  EXPECT_EQ(misuse("1 - if(true, 'x', 'y')").place.column, 5);
  EXPECT_THAT(misuse("1 - if(true, 'x', 'y')").message.en, HasSubstr("`if(true, 'x', 'y')`"));
  for (const char* text :
       {"-'x'", "'x' > 1", "#{a} <= 'x'", "avg('x')", "log('x')", "least(1, 'x')", "2 ^ 'x'",
        "percentileCont(#{a}, 'x')", "normDistCum('x')", "removeZeros('x')", "'x' > true"})
    EXPECT_EQ(misuse(text).code, "formula-not-number") << text;
}

TEST(FormulaTypes, FractionForATruthValueIsFoundAtItsPlace) {
  EXPECT_EQ(misuse("true && 1.5").place.column, 9);
  for (const char* text : {"1.5 && true", "1.1 or 2", "!2.5", "not -2.5", "if(0.5, 1, 2)", "if((1.5), 1, 2)"})
    EXPECT_EQ(misuse(text).code, "formula-not-truth") << text;
  for (const char* text : {"1.0 && true", "!1", "if(2.5 > 1, 1, 2)", "'x' && true", "1.5 == true"})
    EXPECT_TRUE(Formula::parse(text).ok()) << text;
}

TEST(FormulaTypes, WhatTheReferenceReadsAsAnotherKindStays) {
  for (const char* text : {"'1' + 1", "true + 1", "'x' == 1", "'x' > 'y'", "'x' > if(true, 'y', 1)",
                           "#{a} && true", "null + 1", "if(true, 'x', 1) + 1", "is('x' in 1, 'x')"})
    EXPECT_TRUE(Formula::parse(text).ok()) << text;
}

}  // namespace
}  // namespace xanh

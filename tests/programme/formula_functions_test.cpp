// Functions on single values, beyond the cases of the reference.
#include <gtest/gtest.h>

#include "programme/formula.hpp"

namespace xanh {
namespace {

std::string result_of(std::string_view text) {
  const auto formula = Formula::parse(text);
  if (!formula.ok()) return formula.problems[0].code;
  const auto out = formula.value.evaluate(FormulaInputs{});
  return out.ok() ? to_text(out.value) : out.problems[0].code;
}

TEST(FormulaContains, LooksForEveryPart) {
  EXPECT_EQ(result_of("contains('nước thải', 'nước', 'thải')"), "true");
  EXPECT_EQ(result_of("contains('nước thải', 'nước', 'rác')"), "false");
  EXPECT_EQ(result_of("contains('abc', '')"), "true");
  EXPECT_EQ(result_of("contains(2025, 25)"), "true");
  EXPECT_EQ(result_of("contains('x', #{a})"), "false");
  EXPECT_EQ(result_of("contains(#{a}, 'x')"), "formula-null");
  EXPECT_EQ(result_of("contains(1.5 > 1, 'tru')"), "true");
}

TEST(FormulaContains, ItemsAreWholeAndParted) {
  EXPECT_EQ(result_of("containsItems('q1,q7,q12', 'q7')"), "true");
  EXPECT_EQ(result_of("containsItems('q1,q7,q12', 'q12', 'q1')"), "true");
  EXPECT_EQ(result_of("containsItems('q1,q7,q12', 'q2')"), "false");
  EXPECT_EQ(result_of("containsItems('q1,q7,q12', 'q1,q7')"), "false");
  EXPECT_EQ(result_of("containsItems('q1,', '')"), "true");
  EXPECT_EQ(result_of("containsItems(null, 'x')"), "formula-null");
}

TEST(FormulaIs, IsTrueForOneOfTheChoices) {
  EXPECT_EQ(result_of("is(3 in 1, 2, 3)"), "true");
  EXPECT_EQ(result_of("is('a' in 'b', 'c')"), "false");
  EXPECT_EQ(result_of("is('3' in 3)"), "true");  // as == has it
  EXPECT_EQ(result_of("is(#{a} in 1, null)"), "true");
  EXPECT_EQ(result_of("is(1 + 1 in 2) && true"), "true");
  EXPECT_EQ(result_of("is(1, 2)"), "formula-syntax");
  EXPECT_EQ(result_of("is(1 in)"), "formula-syntax");
  EXPECT_EQ(result_of("is(1)"), "formula-syntax");
  EXPECT_EQ(result_of("is(1 in -null)"), "formula-null");
}

TEST(FormulaRemoveZeros, MakesNullOfZeroOnly) {
  EXPECT_EQ(result_of("removeZeros(0)"), "null");
  EXPECT_EQ(result_of("removeZeros(-0)"), "null");
  EXPECT_EQ(result_of("removeZeros(0.1)"), "0.1");
  EXPECT_EQ(result_of("removeZeros(null)"), "null");
  EXPECT_EQ(result_of("firstNonNull(removeZeros(0), 7)"), "7");
}

}  // namespace
}  // namespace xanh

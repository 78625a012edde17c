#include "programme/formula_columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "programme/formula_table.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;

constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();

// Results of all rows, in the words of a person: "2.5", "true", "null", "failed".
struct Gathered {
  std::vector<FormulaState> states;
  std::vector<std::uint64_t> bits;  ///< of numbers and truth values
  std::vector<std::string> texts;
  size_t blocks = 0;
  Problems problems;
};

Gathered gathered(const Formula& formula, const FormulaScope& scope, std::span<const FormulaCell> rows,
                  FormulaColumnLimits limits = {}) {
  Gathered out;
  out.problems = evaluate_columns(
      formula, scope, rows,
      [&](const FormulaBlock& block) {
        EXPECT_EQ(block.first, out.states.size());
        ++out.blocks;
        for (size_t i = 0; i < block.states.size(); ++i) {
          const bool valued =
              block.states[i] == FormulaState::number || block.states[i] == FormulaState::truth;
          out.states.push_back(block.states[i]);
          out.bits.push_back(valued ? std::bit_cast<std::uint64_t>(block.numbers[i]) : 0);
          out.texts.push_back(block.states[i] == FormulaState::text ? *block.texts[i] : "");
        }
      },
      limits);
  return out;
}

void expect_as_one_at_a_time(const Formula& formula, const FormulaScope& scope,
                             std::span<const FormulaCell> rows, FormulaColumnLimits limits = {}) {
  const Gathered got = gathered(formula, scope, rows, limits);
  ASSERT_EQ(got.states.size(), rows.size());
  size_t failures = 0;
  for (size_t row = 0; row < rows.size(); ++row) {
    const auto one = formula.evaluate(scope, rows[row]);
    failures += !one.ok();
    ASSERT_EQ(got.states[row] == FormulaState::failed, !one.ok()) << "row " << row;
    if (!one.ok()) continue;
    if (const auto* number = std::get_if<double>(&one.value)) {
      ASSERT_EQ(got.states[row], FormulaState::number) << "row " << row;
      ASSERT_EQ(got.bits[row], std::bit_cast<std::uint64_t>(*number)) << "row " << row;
    } else if (const auto* truth = std::get_if<bool>(&one.value)) {
      ASSERT_EQ(got.states[row], FormulaState::truth) << "row " << row;
      ASSERT_EQ(got.bits[row], std::bit_cast<std::uint64_t>(*truth ? 1.0 : 0.0)) << "row " << row;
    } else if (const auto* text = std::get_if<std::string>(&one.value)) {
      ASSERT_EQ(got.states[row], FormulaState::text) << "row " << row;
      ASSERT_EQ(got.texts[row], *text);
    } else {
      ASSERT_EQ(got.states[row], FormulaState::null) << "row " << row;
    }
  }
  EXPECT_EQ(got.problems.empty(), failures == 0);
}

using Random = std::mt19937;

size_t pick(Random& random, size_t below) {
  return random() % below;
}

FormulaTable random_table(Random& random, std::uint32_t units, std::uint32_t periods) {
  FormulaTable out(units, periods);
  for (const char* key : {"a", "b", "c", "a.x", "C{k}"}) {
    std::vector<double> figures(size_t{units} * periods);
    for (double& figure : figures) {
      const size_t kind = pick(random, 8);
      figure = kind == 0   ? kNoFigure
               : kind == 1 ? 0
               : kind == 2 ? -static_cast<double>(pick(random, 5))
                           : static_cast<double>(pick(random, 1000)) / (kind == 3 ? 1 : 7);
    }
    out.set(key, std::move(figures),
            pick(random, 2) == 0 ? FormulaAggregation::sum : FormulaAggregation::last);
  }
  std::vector<std::pair<Date, Date>> days;
  Date day = std::chrono::sys_days{std::chrono::year{2023} / 10 / 1};
  for (std::uint32_t period = 0; period < periods; ++period, day += std::chrono::days{92})
    days.emplace_back(day, day + std::chrono::days{91});
  out.set_days(std::move(days));
  out.set_below(0, {1, 2});
  out.set_below(3, {});  // a unit whose figures have no parts
  out.set_holds(FormulaUnitQuestion::in_group, "g", 1);
  return out;
}

std::string random_formula(Random& random, int depth) {
  const auto deeper = [&] { return random_formula(random, depth - 1); };
  static const std::vector<std::string> kLeaves{"#{a}",
                                                "#{b}",
                                                "#{c}",
                                                "#{a.x}",
                                                "C{k}",
                                                "[days]",
                                                "0",
                                                "1",
                                                "2.5",
                                                "null",
                                                "true",
                                                "false",
                                                "'7'",
                                                "'x'",
                                                "-0",
                                                "#{a}.periodOffset(-1)",
                                                "#{b}.yearToDate()",
                                                "#{c}.aggregationType(AVERAGE)",
                                                "orgUnit.group(g)",
                                                "#{a}.minDate(2024-01-01)",
                                                "#{none}"};
  if (depth == 0 || pick(random, 12) == 0) return kLeaves[pick(random, kLeaves.size())];
  static const std::vector<std::string> kOperators{"+",  "-", "*",  "/",  "%",  "^",  "<",
                                                   "<=", ">", ">=", "==", "!=", "&&", "||"};
  static const std::vector<std::string> kStatistics{"avg",       "sum",         "count",        "min",
                                                    "max",       "median",      "stddev",       "variance",
                                                    "stddevPop", "normDistCum", "subExpression"};
  switch (pick(random, 12)) {
    case 0:
      return "if(" + deeper() + "," + deeper() + "," + deeper() + ")";
    case 1:
      return "firstNonNull(" + deeper() + "," + deeper() + "," + deeper() + ")";
    case 2:
      return (pick(random, 2) == 0 ? "least(" : "greatest(") + deeper() + "," + deeper() + ")";
    case 3:
      return (pick(random, 2) == 0 ? "isNull(" : "removeZeros(") + deeper() + ")";
    case 4:
      return "is(" + deeper() + " in " + deeper() + "," + deeper() + ")";
    case 5:
      return "contains(" + deeper() + "," + deeper() + ")";
    case 6:
      return kStatistics[pick(random, kStatistics.size())] + "(" + deeper() + ")";
    case 7:
      return "percentileCont(" + deeper() + "," + deeper() + ")";
    case 8:
      return std::vector<std::string>{"-", "+", "!"}[pick(random, 3)] + "(" + deeper() + ")";
    default:
      return "(" + deeper() + ")" + kOperators[pick(random, kOperators.size())] + "(" + deeper() + ")";
  }
}

TEST(FormulaColumns, RandomFormulasGiveWhatOneRowAtATimeGives) {
  Random random(20'250'123);
  const FormulaTable table = random_table(random, 5, 7);
  const auto rows = table.cells();
  int evaluated = 0;
  for (int attempt = 0; attempt < 6000; ++attempt) {
    const std::string text = random_formula(random, 1 + static_cast<int>(pick(random, 5)));
    SCOPED_TRACE(text);
    const auto formula = Formula::parse(text);
    if (!formula.ok()) continue;  // nested aggregations, texts for numbers
    ++evaluated;
    expect_as_one_at_a_time(formula.value, table, rows, {.rows = 1 + pick(random, 40)});
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(evaluated, 3000);
}

TEST(FormulaColumns, BlocksFollowOneAnotherWhateverTheirSize) {
  Random random(7);
  const FormulaTable table = random_table(random, 50, 60);
  const auto rows = table.cells();
  const auto formula = Formula::parse(
      "if(isNull(#{a}) || #{b} == 0, avg(#{c}), #{a} / greatest(#{b}, #{a}) * 100) + sum(#{c})");
  ASSERT_TRUE(formula.ok());
  const Gathered whole = gathered(formula.value, table, rows, {.rows = 4096});
  EXPECT_EQ(whole.blocks, 1u);
  for (const size_t size : {1u, 7u, 1000u}) {
    const Gathered parts = gathered(formula.value, table, rows, {.rows = size});
    EXPECT_EQ(parts.blocks, (rows.size() + size - 1) / size);
    EXPECT_EQ(parts.states, whole.states);
    EXPECT_EQ(parts.bits, whole.bits);
  }
  EXPECT_EQ(gathered(formula.value, table, {}).blocks, 0u);
}

TEST(FormulaColumns, TextsAreThoseOfTheFormula) {
  FormulaTable table(1, 3);
  table.set("a", {1, 5, kNoFigure});
  const auto formula = Formula::parse("if(#{a} > 2, 'many', if(isNull(#{a}), 'none', 'few'))");
  ASSERT_TRUE(formula.ok());
  const Gathered got = gathered(formula.value, table, table.cells());
  EXPECT_THAT(got.texts, ElementsAre("few", "many", ""));
  EXPECT_EQ(got.states[2], FormulaState::failed);
}

TEST(FormulaColumns, EachRowWithoutAResultSaysWhy) {
  FormulaTable table(1, 3);
  table.set("a", {1, kNoFigure, 0});
  const auto formula = Formula::parse("1 / #{a}");
  ASSERT_TRUE(formula.ok());
  const Gathered got = gathered(formula.value, table, table.cells());
  EXPECT_THAT(got.states, ElementsAre(FormulaState::number, FormulaState::failed, FormulaState::failed));
  ASSERT_EQ(got.problems.size(), 2u);
  EXPECT_EQ(got.problems[0].code, "formula-null");
  EXPECT_EQ(got.problems[1].code, "formula-not-finite");
}

TEST(FormulaColumns, ProblemsOfManyRowsStopAtAHundred) {
  FormulaTable table(1, 5000);
  const auto formula = Formula::parse("1 + #{a}");
  ASSERT_TRUE(formula.ok());
  EXPECT_EQ(gathered(formula.value, table, table.cells()).problems.size(), 100u);
}

TEST(FormulaColumns, MemoryIsTheSameHoweverManyRows) {
  FormulaTable table(1, 100'000);
  table.set("a", std::vector<double>(100'000, 2));
  const auto formula = Formula::parse("#{a} * 3 + 1");
  ASSERT_TRUE(formula.ok());
  const Gathered got = gathered(formula.value, table, table.cells(), {.memory = 100'000});
  EXPECT_TRUE(got.problems.empty());
  EXPECT_EQ(got.states.size(), 100'000u);
}

TEST(FormulaColumns, TooLittleMemoryIsAProblem) {
  std::string text = "greatest(1";
  for (int i = 0; i < 2000; ++i) text += ",1";
  const auto wide = Formula::parse(text + ")");
  ASSERT_TRUE(wide.ok());
  FormulaTable table(1, 50'000);
  table.set("a", std::vector<double>(50'000, 2));
  const auto rows = table.cells();
  const Gathered lanes = gathered(wide.value, table, rows, {.memory = 100'000});
  ASSERT_EQ(lanes.problems.size(), 1u);
  EXPECT_EQ(lanes.problems[0].code, "formula-memory");
  EXPECT_EQ(lanes.blocks, 0u);

  const auto sampled = Formula::parse("avg(#{a})");
  ASSERT_TRUE(sampled.ok());
  const std::vector<FormulaCell> one{{0, 0}};
  const Gathered samples = gathered(sampled.value, table, one, {.memory = 500'000});
  ASSERT_EQ(samples.problems.size(), 1u);
  EXPECT_EQ(samples.problems[0].code, "formula-memory");
  EXPECT_TRUE(gathered(sampled.value, table, one, {.memory = 2'000'000}).problems.empty());
}

}  // namespace
}  // namespace xanh

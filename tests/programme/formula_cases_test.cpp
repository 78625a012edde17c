// The shared cases of the DHIS2 expression reference (expression_cases.json, its licence inside).
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "base/node.hpp"
#include "programme/formula.hpp"

namespace xanh {
namespace {

struct Case {
  std::string file;
  std::string expression;
  Node expected;  ///< of kind map: an error
};

// `cases` are those that hold here; `left_out` each say why they do not.
std::vector<Case> reference_cases(const char* list = "cases") {
  const std::string path = XANH_SOURCE_DIR "/tests/programme/expression_cases.json";
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  const auto read = read_json(text.str(), path);
  std::vector<Case> out;
  const Node* cases = read.value.find(list);
  if (!read.ok() || !cases) return out;
  for (const Node& item : cases->items) {
    const Node* expected = item.find("expected");
    if (const Node* reason = item.find("reason")) {
      EXPECT_FALSE(reason->scalar.empty());
    }
    out.push_back(
        {item.find("file")->scalar, item.find("expression")->scalar, expected ? *expected : Node::map()});
  }
  return out;
}

void expect(const Case& of, const Outcome<FormulaValue>& got) {
  const Node& expected = of.expected;
  // What the reference gives as infinite or undefined is a problem of the result here, which names it.
  if (expected.kind == Node::Kind::text && (expected.scalar == "NaN" || expected.scalar == "Infinity")) {
    ASSERT_EQ(got.problems.size(), 1u);
    EXPECT_EQ(got.problems[0].code, "formula-not-finite");
    EXPECT_NE(got.problems[0].message.en.find("is " + expected.scalar), std::string::npos);
    return;
  }
  ASSERT_TRUE(got.ok()) << got.problems[0].message.en;
  switch (expected.kind) {
    case Node::Kind::number:
      ASSERT_TRUE(std::holds_alternative<double>(got.value));
      // The reference's own tests allow as much.
      EXPECT_NEAR(std::get<double>(got.value), std::stod(expected.scalar), 1e-6);
      break;
    case Node::Kind::null:
      EXPECT_TRUE(std::holds_alternative<std::monostate>(got.value));
      break;
    case Node::Kind::boolean:
      EXPECT_EQ(got.value, FormulaValue(expected.scalar == "true"));
      break;
    default:
      EXPECT_EQ(got.value, FormulaValue(expected.scalar));
  }
}

TEST(FormulaReference, EveryCaseOfTheReferenceGivesItsResult) {
  const auto cases = reference_cases();
  ASSERT_EQ(cases.size(), 122u);
  for (const Case& one : cases) {
    SCOPED_TRACE(one.file + ": " + one.expression);
    const auto formula = Formula::parse(one.expression);
    if (one.expected.kind == Node::Kind::map) {
      EXPECT_FALSE(formula.ok() && formula.value.evaluate({}).ok());
      continue;
    }
    ASSERT_TRUE(formula.ok()) << formula.problems[0].message.en;
    expect(one, formula.value.evaluate({}));
  }
}

TEST(FormulaReference, WhatIsLeftOutCallsAFunctionOfTheTracker) {
  const auto cases = reference_cases("left_out");
  ASSERT_EQ(cases.size(), 93u);
  for (const Case& one : cases) {
    SCOPED_TRACE(one.file + ": " + one.expression);
    EXPECT_TRUE(one.expression.starts_with("d2:"));
    const auto formula = Formula::parse(one.expression);
    ASSERT_EQ(formula.problems.size(), 1u);
    EXPECT_EQ(formula.problems[0].code, "formula-unknown-function");
  }
}

}  // namespace
}  // namespace xanh

#include "reporting/statement.hpp"

#include <gtest/gtest.h>

namespace xanh {
namespace {

Statement said(const char* target, const char* value, const char* definition, const char* as_of) {
  Statement out;
  out.target = target;
  out.value = value;
  out.definition = definition;
  out.as_of = as_of;
  out.source = "a report";
  return out;
}

TEST(Contradictions, ShowStatementsOfOneTargetSideBySideByDate) {
  const std::vector<Statement> all{said("t09", "21.2", "all-plants", "2023-06"),
                                   said("t09", "12.6", "city", "2020"), said("t01", "100", "d", "2023"),
                                   said("t01", "100", "d", "2022"), said("t02", "5", "d", "2023")};
  const auto found = contradictions(all);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].target, "t09");
  ASSERT_EQ(found[0].statements.size(), 2u);
  EXPECT_EQ(found[0].statements[0]->as_of, "2020");
}

TEST(Contradictions, SameValueOfAnotherDefinitionIsOneToo) {
  EXPECT_EQ(contradictions({said("t09", "12.6", "a", "2020"), said("t09", "12.6", "b", "2020")}).size(), 1u);
}

TEST(Statements, ValueStaysAsPrinted) {
  EXPECT_NE(statements_digest({said("t09", "<10", "a", "2020")}),
            statements_digest({said("t09", "10", "a", "2020")}));
}

}  // namespace
}  // namespace xanh

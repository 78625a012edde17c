#include "programme/plan.hpp"

#include <gtest/gtest.h>

namespace xanh {
namespace {

Plan version(int number, Date from) {
  Plan out;
  out.version = number;
  out.years.emplace_back().year = year_of(from);
  out.years.back().in_force_from = from;
  return out;
}

TEST(PlanInForce, IsTheLastVersionWhoseDayHasCome) {
  const std::vector<Plan> plans{version(1, make_date(2021, 1, 11)), version(2, make_date(2023, 2, 1)),
                                version(3, make_date(2023, 2, 1))};
  EXPECT_EQ(plan_in_force(plans, make_date(2021, 1, 10)), nullptr);
  EXPECT_EQ(plan_in_force(plans, make_date(2021, 1, 11))->version, 1);
  EXPECT_EQ(plan_in_force(plans, make_date(2023, 1, 31))->version, 1);
  EXPECT_EQ(plan_in_force(plans, make_date(2023, 2, 1))->version, 3);
}

TEST(Plan, DocumentOfAYearIsWhatItsNumberSays) {
  const auto kind = [](const char* number) {
    Decision decision;
    decision.number = number;
    return decision.kind().vi;
  };
  EXPECT_EQ(kind("1200/QĐ-UBND"), "Quyết định");
  EXPECT_EQ(kind("99/KH-UBND"), "Kế hoạch");
  EXPECT_EQ(kind("12/2026/NQ-HĐND"), "Nghị quyết");
  EXPECT_EQ(kind("12"), "Quyết định");
  EXPECT_EQ(kind(""), "Quyết định");
}

TEST(Plan, TasksAreThoseOfItsLastYear) {
  Plan plan = version(1, make_date(2022, 1, 1));
  plan.years.back().tasks.emplace_back().code = "old";
  plan.years.emplace_back().tasks.emplace_back().code = "new";
  EXPECT_TRUE(plan.task("new"));
  EXPECT_FALSE(plan.task("old"));
  EXPECT_TRUE(Plan{}.tasks().empty());
}

TEST(Plan, AgencyChangesWithTheDay) {
  Plan plan;
  const Date day = make_date(2025, 3, 1);
  plan.programme.agencies = {{AgencyRole::standing, "so-tnmt", {}, day, "", {}},
                             {AgencyRole::standing, "so-nnmt", day, {}, "", {}}};
  EXPECT_EQ(plan.agency(AgencyRole::standing, day - std::chrono::days{1}), "so-tnmt");
  EXPECT_EQ(plan.agency(AgencyRole::standing, day), "so-nnmt");
  EXPECT_EQ(plan.agency(AgencyRole::approving, day), "");
}

TEST(Plan, DigestIsOfTheContentAndNotOfItsPlace) {
  Plan plan = version(1, make_date(2023, 1, 1));
  const std::string before = plan_digest(plan);
  plan.years.back().place.line = 7;
  EXPECT_EQ(plan_digest(plan), before);
  plan.years.back().assigned.emplace("t1", *Decimal::parse("40.0"));
  const std::string with_figure = plan_digest(plan);
  plan.years.back().assigned["t1"] = *Decimal::parse("40");
  EXPECT_NE(plan_digest(plan), with_figure) << "40.0 is not 40";
}

}  // namespace
}  // namespace xanh

#include "reporting/form.hpp"

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const City kFormCity(R"(
  units    so-tnmt consolidates | so-xd q1 q7 b1 report
  group    districts q1 q7
  target   x1 "sorted" % rises 2030: 90 = #{sorted} / #{generated}, by so-tnmt
  target   x2 "treated" % rises 2030: 90 = #{treated} / #{water}, by so-xd
  target   x3 "treated per waste" % rises 2030: 90 = #{treated} / #{generated}, by so-xd
  element  people table 05a
  element  plants table 05d
  owes     x1 districts
  owes     people districts optional
  owes     people q1
  owes     table:05d b1
  task     n1 "build" so-xd q1, districts due 2023-05-31
  cycle    2023-H1 window 2022-12-15..2023-06-14
)");

std::vector<std::string> asked(const Form& form) {
  std::vector<std::string> out;
  for (const auto& row : form.elements()) out.push_back(row.element->code + (row.required ? "" : "?"));
  return out;
}
std::vector<std::string> owing(const char* element) {
  std::vector<std::string> out;
  for (const auto& [unit, required] : obliged_units(
           kFormCity.plan, kFormCity.units, {make_date(2023, 6, 14), {}}, *kFormCity.plan.element(element)))
    out.push_back(unit);
  return out;
}

TEST(Form, AsksAUnitOnlyItsOwnRows) {
  EXPECT_THAT(asked(kFormCity.form("q1", "2023-H1")), ElementsAre("sorted", "generated", "people"));
  EXPECT_THAT(asked(kFormCity.form("q7", "2023-H1")), ElementsAre("sorted", "generated", "people?"));
  EXPECT_THAT(asked(kFormCity.form("b1", "2023-H1")), ElementsAre("plants"));
  EXPECT_FALSE(kFormCity.form("q7", "2023-H1").asks("plants"));
}

TEST(Form, LeadAnswersForATargetThatNobodyElseIsObligedFor) {
  EXPECT_THAT(owing("water"), ElementsAre("so-xd"));
  EXPECT_THAT(owing("sorted"), ElementsAre("q1", "q7")) << "and not its lead so-tnmt as well";
}

TEST(Form, ElementOfTwoTargetsIsNotCountedByUnitsAndLeadsAtOnce) {
  EXPECT_THAT(owing("generated"), ElementsAre("q1", "q7"));
  City other = kFormCity;
  std::swap(other.plan.targets[0], other.plan.targets[2]);
  EXPECT_THAT(
      obliged_units(other.plan, other.units, {make_date(2023, 6, 14), {}}, *other.plan.element("generated")),
      testing::SizeIs(2))
      << "whatever the order of the targets";
}

TEST(Form, TasksSayWhoLeadsAndWhoCoordinates) {
  EXPECT_EQ(kFormCity.form("so-xd", "2023-H1").tasks.at(0).part, TaskPart::lead);
  EXPECT_EQ(kFormCity.form("q1", "2023-H1").tasks.at(0).part, TaskPart::joint_lead);
  EXPECT_EQ(kFormCity.form("q7", "2023-H1").tasks.at(0).part, TaskPart::coordinate);
  EXPECT_THAT(kFormCity.form("b1", "2023-H1").tasks, IsEmpty());
}

TEST(Form, ObligationHoldsHalfOpen) {
  City city = kFormCity;
  city.plan.obligations.back().to = day("2023-06-14");
  EXPECT_FALSE(city.form("b1", "2023-H1").asks("plants"));
  city.plan.obligations.back().to = day("2023-06-15");
  EXPECT_TRUE(city.form("b1", "2023-H1").asks("plants"));
}

TEST(Form, DigestIsOfWhatIsAskedAndNotOfThePlanAround) {
  City city = kFormCity;
  const auto before = city.form("q7", "2023-H1");
  city.plan.version = 2;
  city.plan.targets[1].note = {"ghi chú", "note"};
  EXPECT_EQ(city.form("q7", "2023-H1").digest(), before.digest());
  EXPECT_NE(city.form("q7", "2023-H1").plan_digest, before.plan_digest);
  EXPECT_NE(city.form("q1", "2023-H1").digest(), before.digest());
}

TEST(ReportingUnits, AreThoseObligedAndThoseWithTasks) {
  std::vector<std::string> codes;
  for (const auto* row : reporting_units(kFormCity.plan, kFormCity.units, kFormCity.cycle("2023-H1")))
    codes.push_back(row->code);
  EXPECT_THAT(codes, testing::UnorderedElementsAre("so-tnmt", "so-xd", "q1", "q7", "b1"));
}

}  // namespace
}  // namespace xanh::test

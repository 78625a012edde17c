// Amendments: typed changes at named places make the next version, or say why they cannot.
#include "programme/amendment.hpp"

#include <gmock/gmock.h>

#include "base/at_hand.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Register register_of_one() {
  RegisterRows rows;
  UnitRow& row = rows.units.emplace_back();
  row.code = "so-tnmt";
  row.groups = "departments";
  return Register(rows);
}

Element element_called(const char* code) {
  Element out;
  out.code = out.name_vi = out.name_en = code;
  return out;
}

Target target_called(const char* code) {
  Target out;
  out.code = code;
  out.goal = "g1";
  out.names = {"Chỉ tiêu", "Target"};
  out.source = "a decision";
  out.direction = Direction::rise;
  out.leads = {"departments"};
  out.definition = Definition{"d1", {}};
  out.numerator = "sorted";
  out.denominator = "generated";
  return out;
}

/// One target of 80 % by 2025, two tasks, two goals and groups of solutions.
Plan promise() {
  Plan plan;
  plan.version = 3;
  plan.programme.format = 1;
  plan.programme.code = "p";
  plan.programme.names = {"Chương trình", "Programme"};
  plan.programme.period = {2020, 2030};
  for (const char* code : {"g1", "g2"})
    plan.programme.goals.push_back({code, {}, {"a", "a"}, {}, "s", {}, {}});
  for (const char* code : {"s1", "s2"})
    plan.programme.solution_groups.push_back({code, {}, {"a", "a"}, {}, {}, "s", {}});
  plan.elements = {element_called("sorted"), element_called("generated")};
  plan.targets = {target_called("t11")};
  Milestone& milestone = plan.targets[0].milestones.emplace_back();
  milestone.year = 2025;
  milestone.value = Decimal::parse("80");
  plan.obligations.push_back({"t11", "departments", {}, {}, YesNo::yes, "s", {}});
  PlanYear& year = plan.years.emplace_back();
  year.year = 2023;
  year.decision.number = "1200/QĐ-UBND";
  year.in_force_from = *parse_date("2023-04-04");
  year.assigned["t11"] = *Decimal::parse("60");
  for (const char* code : {"i1", "i2"}) {
    Task& task = year.tasks.emplace_back();
    task.code = code;
    task.solution = "s1";
    task.text = {"Xây nhà máy đốt rác phát điện", "Build the plant"};
    task.leads = {"so-tnmt"};
    task.due = parse_date("2023-12-31");
    task.source = "s";
  }
  return plan;
}

AmendmentOperation operation(AmendmentOp op, const std::string& at, Node to = {}, Node from = {}) {
  AmendmentOperation out;
  out.op = op;
  out.at = at;
  out.to = std::move(to);
  out.from = std::move(from);
  return out;
}
AmendmentOperation replace(const std::string& at, const char* to) {
  return operation(AmendmentOp::replace, at, Node::text(to));
}

Outcome<Plan> next(const std::vector<AmendmentOperation>& operations, const Plan& plan = promise()) {
  Decision decision;
  decision.number = "1500/QĐ-UBND";
  return amended(plan, operations, decision, *parse_date("2024-05-20"), register_of_one());
}

TEST(Amendment, WithoutOperationsTheNextVersionSaysTheSameUnderItsOwnDecision) {
  const auto made = next({});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  Plan expected = promise();
  expected.version = 4;
  expected.years.back().decision = {};
  expected.years.back().decision.number = "1500/QĐ-UBND";
  expected.years.back().in_force_from = *parse_date("2024-05-20");
  expected.years.back().source = "1500/QĐ-UBND";
  EXPECT_EQ(plan_bytes(made.value), plan_bytes(expected));
}

TEST(Amendment, MovesAMilestoneToAnotherYear) {
  const auto made = next({operation(AmendmentOp::move, "targets/t11/milestones/2025", Node::number("2027"))});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  ASSERT_EQ(made.value.targets[0].milestones.size(), 1u);
  EXPECT_EQ(made.value.targets[0].milestones[0].year, 2027);
  EXPECT_EQ(made.value.targets[0].milestones[0].value, Decimal::parse("80"));
}

TEST(Amendment, ReachesEveryKindOfPromise) {
  Node task = to_node(promise().years[0].tasks[0]);
  task.members[0].second = Node::text("i3");
  const auto made =
      next({replace("tasks/i1/due", "2024-06-30"), replace("assigned/t11", "65"),
            replace("targets/t11/formula", "#{sorted} / #{generated} * 100"),
            operation(AmendmentOp::remove, "targets/t11/numerator"),
            operation(AmendmentOp::remove, "targets/t11/denominator"),
            operation(AmendmentOp::move, "tasks/i2", Node::text("s2")),
            operation(AmendmentOp::move, "targets/t11", Node::text("g2")),
            operation(AmendmentOp::add, "tasks/i3", task),
            operation(AmendmentOp::add, "obligations/sorted:departments",
                      to_node(Obligation{"sorted", "departments", {}, {}, YesNo::yes, "s", {}}))});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  const Plan& plan = made.value;
  EXPECT_EQ(plan.task("i1")->due, parse_date("2024-06-30"));
  EXPECT_EQ(plan.task("i2")->solution, "s2");
  EXPECT_TRUE(plan.task("i3"));
  EXPECT_EQ(plan.years.back().assigned.at("t11"), *Decimal::parse("65"));
  EXPECT_EQ(plan.target("t11")->goal, "g2");
  EXPECT_TRUE(plan.target("t11")->numerator.empty());
  EXPECT_EQ(plan.obligations.size(), 2u);
}

TEST(Amendment, ATargetIsAddedAndATaskTakenOut) {
  Plan with = promise();
  const auto made = next({operation(AmendmentOp::add, "targets/t19", to_node(target_called("t19"))),
                          operation(AmendmentOp::add, "obligations/t19:departments",
                                    to_node(Obligation{"t19", "departments", {}, {}, YesNo::yes, "s", {}})),
                          operation(AmendmentOp::remove, "tasks/i1")});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_TRUE(made.value.target("t19"));
  EXPECT_FALSE(made.value.task("i1"));
}

TEST(Amendment, SaysAllThatIsWrongAtOnceAndMakesNothing) {
  const auto made = next({replace("targets/t12/unit", "%"), replace("tasks/i1/duee", "2024-06-30"),
                          operation(AmendmentOp::add, "tasks/i2", Node::map()),
                          operation(AmendmentOp::move, "elements/sorted", Node::text("x")),
                          operation(AmendmentOp::replace, "tasks/i1/due")});
  EXPECT_THAT(codes(made.problems), ElementsAre("amendment-place", "amendment-place", "amendment-there",
                                                "amendment-move", "amendment-empty"));
  EXPECT_EQ(made.problems[0].suggestion, "t11");
  EXPECT_EQ(made.problems[1].suggestion, "due");
  EXPECT_EQ(made.value.version, 0);
}

TEST(Amendment, AValueOfTheWrongTypeAndAPlanThatNoLongerHoldsAreTold) {
  EXPECT_THAT(codes(next({replace("tasks/i1/due", "hôm nào đó")}).problems), testing::Not(IsEmpty()));
  EXPECT_THAT(codes(next({operation(AmendmentOp::remove, "elements/sorted")}).problems),
              testing::Contains("unknown-reference"));
}

TEST(Amendment, AProposalSurvivesChangesElsewhereAndIsStoppedByOneAtItsPlace) {
  const auto seen = seen_in(promise(), {replace("assigned/t11", "65")});
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen.value[0].from.scalar, "60");
  Plan elsewhere = promise();
  elsewhere.years.back().tasks[0].due = parse_date("2024-01-31");
  EXPECT_TRUE(next(seen.value, elsewhere).ok());
  Plan here = promise();
  here.years.back().assigned["t11"] = *Decimal::parse("62");
  EXPECT_THAT(codes(next(seen.value, here).problems), ElementsAre("amendment-changed"));
  // What it asks for is decided already: nothing is left to do.
  here.years.back().assigned["t11"] = *Decimal::parse("65.0");
  const auto done = next(seen.value, here);
  EXPECT_TRUE(done.ok());
  EXPECT_THAT(codes(done.problems), ElementsAre("amendment-done"));
}

TEST(Amendment, ConflictsAreFoundBeforeAnythingIsDecided) {
  const std::vector<AmendmentOperation> all{
      replace("tasks/i1/due", "2024-06-30"),                       // 0
      replace("tasks/i1/due", "2024-07-31"),                       // 1 another day
      operation(AmendmentOp::remove, "tasks/i1"),                  // 2 takes both away
      replace("tasks/i2/due", "2024-06-30"),                       // 3
      replace("tasks/i2/due", "2024-06-30"),                       // 4 the same: no conflict
      operation(AmendmentOp::move, "tasks/i2", Node::text("s2")),  // 5 leaves what is within it
  };
  EXPECT_THAT(conflicts(all), UnorderedElementsAre(AmendmentConflict{0, 1}, AmendmentConflict{0, 2},
                                                   AmendmentConflict{1, 2}));
}

TEST(Amendment, AMilestoneThatMovesAndOneWhoseFigureChangesExcludeEachOther) {
  EXPECT_THAT(conflicts({operation(AmendmentOp::move, "targets/t11/milestones/2025", Node::number("2027")),
                         replace("targets/t11/milestones/2025/value", "85")}),
              UnorderedElementsAre(AmendmentConflict{0, 1}));
}

}  // namespace
}  // namespace xanh

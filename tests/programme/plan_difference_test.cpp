#include "programme/plan_difference.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Target target(const std::string& code, const std::string& goal, const std::string& name) {
  Target out;
  out.code = code;
  out.goal = goal;
  out.names = {name, name + " (en)"};
  out.unit = "%";
  out.leads = {"so-tnmt"};
  return out;
}

Milestone milestone(int year, const char* value) {
  Milestone out;
  out.year = year;
  out.value = Decimal::parse(value);
  out.source = "a decision";
  return out;
}

Task task(const std::string& code, const std::string& solution, const std::string& text) {
  Task out;
  out.code = code;
  out.solution = solution;
  out.text = {text, {}};
  out.leads = {"so-xd"};
  return out;
}

Goal goal(const std::string& code, const std::string& name) {
  Goal out;
  out.code = code;
  out.names = {name, {}};
  return out;
}

Plan plan() {
  Plan out;
  out.version = 1;
  out.programme.code = "p";
  out.programme.names = {"Chương trình", "Programme"};
  out.programme.goals = {goal("g1", "Nước"), goal("g2", "Rác")};
  for (const char* code : {"s1", "s2"}) {
    SolutionGroup group;
    group.code = code;
    group.names = {std::string("Nhóm ") + code, {}};
    out.programme.solution_groups.push_back(group);
  }
  out.targets = {target("x1", "g1", "Nước thải được xử lý"), target("x2", "g1", "Nước sạch"),
                 target("x3", "g2", "Rác được phân loại")};
  out.targets[2].milestones = {milestone(2025, "80"), milestone(2030, "100")};
  Element element;
  element.code = "sorted";
  element.name_vi = "Rác phân loại";
  out.elements = {element};
  Obligation obligation;
  obligation.item = "sorted";
  obligation.unit = "q7";
  out.obligations = {obligation};
  Check check;
  check.code = "c1";
  check.left = "#{sorted}";
  check.operator_ = "<=";
  check.right = "#{all}";
  out.checks = {check};
  PlanYear& year = out.years.emplace_back();
  year.year = 2023;
  year.decision.number = "1200/QĐ-UBND";
  year.in_force_from = make_date(2023, 4, 4);
  year.assigned = {{"x3", *Decimal::parse("58")}};
  year.tasks = {task("t1", "s1", "Truyền thông nâng cao nhận thức"), task("t2", "s1", "Đề án chất thải rắn"),
                task("t3", "s2", "Nhà máy xử lý nước thải")};
  return out;
}

/// "moved target x3.goal g1→g2", short enough for lists.
std::string shown(const PlanChange& c) {
  const auto side = [](const Node& node) {
    return node.kind == Node::Kind::null                                   ? std::string("–")
           : node.kind == Node::Kind::map || node.kind == Node::Kind::list ? write_json_line(node)
                                                                           : node.scalar;
  };
  std::string out = word(c.op) + " " + word(c.kind) + " " + c.code;
  if (c.field.empty()) return out;
  out += "." + c.field + (c.language.empty() ? "" : ":" + c.language);
  return out + " " + side(c.from) + "→" + side(c.to);
}

std::vector<std::string> shown(const std::vector<PlanChange>& changes) {
  std::vector<std::string> out;
  for (const auto& change : changes) out.push_back(shown(change));
  return out;
}

std::vector<std::string> changes(const Plan& before, const Plan& after) {
  return shown(plan_difference(before, after));
}

TEST(PlanDifference, OfAVersionWithItselfIsEmpty) {
  EXPECT_THAT(plan_difference(plan(), plan()), IsEmpty());
  Plan next = plan();
  next.version = 2;  // the number alone says nothing new
  EXPECT_THAT(changes(plan(), next), IsEmpty());
}

TEST(PlanDifference, APostponedMilestoneIsOneChangeWithBothYears) {
  Plan next = plan();
  next.targets[2].milestones[0].year = 2027;
  const auto found = plan_difference(plan(), next);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].op, PlanChangeOp::changed);
  EXPECT_EQ(found[0].field, "milestones");
  EXPECT_EQ(found[0].from.find("year")->scalar, "2025");
  EXPECT_EQ(found[0].to.find("year")->scalar, "2027");
  EXPECT_EQ(found[0].to.find("value")->scalar, "80");
}

TEST(PlanDifference, AMilestoneOfTheSameYearChangesItsFigureAndANewOneComesFromNothing) {
  Plan next = plan();
  next.targets[2].milestones[1].value = Decimal::parse("95");
  next.targets[2].milestones.push_back(milestone(2028, "90"));
  const auto found = plan_difference(plan(), next);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].from.find("value")->scalar, "100");
  EXPECT_EQ(found[0].to.find("value")->scalar, "95");
  EXPECT_EQ(found[1].from.kind, Node::Kind::null);
  EXPECT_EQ(found[1].to.find("year")->scalar, "2028");
}

TEST(PlanDifference, ARemovedTargetKeepsAllItSaidAndStandsWhereItStood) {
  Plan next = plan();
  next.targets.erase(next.targets.begin() + 1);
  next.targets.push_back(target("x4", "g2", "Rác tái chế"));
  next.targets[0].unit = "m³";
  const auto found = plan_difference(plan(), next);
  ASSERT_THAT(shown(found),
              ElementsAre("changed target x1.unit %→m³", "removed target x2", "added target x4"));
  EXPECT_EQ(found[1].names.vi, "Nước sạch");
  EXPECT_EQ(found[1].from.find("names")->find("en")->scalar, "Nước sạch (en)");
  EXPECT_EQ(found[1].to.kind, Node::Kind::null);
  EXPECT_EQ(found[2].to.find("goal")->scalar, "g2");
}

TEST(PlanDifference, ATextIsComparedWordByWordInEachLanguage) {
  Plan next = plan();
  next.years[0].tasks[0].text = {"Truyền thông mở rộng nhận thức", "Communication"};
  const auto found = plan_difference(plan(), next);
  EXPECT_THAT(
      shown(found),
      ElementsAre("reworded task t1.text:vi Truyền thông nâng cao nhận thức→Truyền thông mở rộng nhận thức",
                  "reworded task t1.text:en –→Communication"));
  EXPECT_THAT(found[0].words,
              ElementsAre(WordRun{RunOp::equal, "Truyền thông "}, WordRun{RunOp::deleted, "nâng cao"},
                          WordRun{RunOp::inserted, "mở rộng"}, WordRun{RunOp::equal, " nhận thức"}));
  EXPECT_EQ(found[0].names.vi, "Truyền thông mở rộng nhận thức");
}

TEST(PlanDifference, ATaskOfAnotherSolutionGroupIsMovedAndNotAlsoSaidToStandElsewhere) {
  Plan next = plan();
  auto& tasks = next.years[0].tasks;
  tasks[0].solution = "s2";
  std::rotate(tasks.begin(), tasks.begin() + 1, tasks.end());
  EXPECT_THAT(changes(plan(), next), ElementsAre("moved task t1.solution s1→s2"));
}

TEST(PlanDifference, WhatMovedToAnotherGroupPushesNobodyFromItsPlace) {
  Plan before = plan();
  before.years[0].tasks.pop_back();
  for (const size_t moved : {0u, 1u}) {
    Plan next = before;
    auto& tasks = next.years[0].tasks;
    tasks[moved].solution = "s2";
    std::swap(tasks[0], tasks[1]);
    EXPECT_THAT(changes(before, next),
                ElementsAre("moved task t" + std::to_string(moved + 1) + ".solution s1→s2"));
  }
}

TEST(PlanDifference, AnotherPrintedNumberOrPlaceIsAMoveOfAsFewItemsAsCanBe) {
  Plan next = plan();
  next.targets[0].no = "3";
  std::swap(next.programme.goals[0], next.programme.goals[1]);
  auto& tasks = next.years[0].tasks;
  std::rotate(tasks.begin(), tasks.begin() + 2, tasks.end());  // the last one to the front
  const auto found = changes(plan(), next);
  EXPECT_THAT(found, testing::Contains("moved target x1.no –→3"));
  EXPECT_THAT(found, testing::Contains("moved task t3.order 3→1"));
  EXPECT_EQ(found.size(), 3u) << testing::PrintToString(found);  // and one of the two goals
}

TEST(PlanDifference, ItemsThatMoveUpBecauseOneWasTakenAwayDidNotMove) {
  Plan next = plan();
  next.targets.erase(next.targets.begin());
  next.years[0].tasks.insert(next.years[0].tasks.begin(), task("t0", "s1", "Mới"));
  EXPECT_THAT(changes(plan(), next), ElementsAre("removed target x1", "added task t0"));
}

TEST(PlanDifference, LeadsFiguresDatesMoneyAndDefinitionsAreChangedValues) {
  Plan next = plan();
  Target& x3 = next.targets[2];
  x3.leads = {"so-xd", "so-tnmt"};
  x3.definition = Definition{"sorted-at-source", {"Định nghĩa", {}}};
  x3.decimals = 2;
  x3.direction = Direction::fall;
  x3.formula = "#{sorted} * 2";
  next.years[0].assigned = {{"x1", *Decimal::parse("12.5")}, {"x3", *Decimal::parse("60")}};
  Task& t3 = next.years[0].tasks[2];
  t3.due = make_date(2027, 12, 31);
  t3.budget = {{"ODA", *Decimal::parse("100"), "USD", {}}};
  t3.capacity = Capacity{*Decimal::parse("469000"), "m³/ngày"};
  EXPECT_THAT(
      changes(plan(), next),
      ElementsAre("changed target x1.assigned –→12.5", "changed target x3.decimals 0→2",
                  "changed target x3.direction –→fall",
                  R"(changed target x3.leads ["so-tnmt"]→["so-xd","so-tnmt"])",
                  R"(changed target x3.definition –→{"id":"sorted-at-source","text":{"vi":"Định nghĩa"}})",
                  "changed target x3.formula –→#{sorted} * 2", "changed target x3.assigned 58→60",
                  "changed task t3.due –→2027-12-31",
                  R"(changed task t3.budget –→{"source_of_funds":"ODA","amount":"100","currency":"USD"})",
                  R"(changed task t3.capacity –→{"value":"469000","unit":"m³/ngày"})"));
}

TEST(PlanDifference, ADefinitionThatIsThereInBothIsComparedPartByPart) {
  Plan before = plan(), next = plan();
  before.targets[0].definition = Definition{"a", {"Tính theo ngày", {}}};
  next.targets[0].definition = Definition{"b", {"Tính theo tháng", {}}};
  EXPECT_THAT(changes(before, next),
              ElementsAre("changed target x1.definition.id a→b",
                          "reworded target x1.definition.text:vi Tính theo ngày→Tính theo tháng"));
}

TEST(PlanDifference, ElementsObligationsAndChecksAreToldToo) {
  Plan next = plan();
  next.elements[0].name_vi = "Rác đã phân loại";
  next.elements[0].unit = "tấn";
  next.obligations[0].required = YesNo::no;
  Obligation other;
  other.item = "x1";
  other.unit = "q1";
  next.obligations.push_back(other);
  next.checks[0].right = "#{sorted} * 2";
  const auto found = plan_difference(plan(), next);
  EXPECT_THAT(shown(found),
              ElementsAre("reworded element sorted.names:vi Rác phân loại→Rác đã phân loại",
                          "changed element sorted.unit –→tấn", "changed obligation sorted/q7.required yes→no",
                          "added obligation x1/q1", "changed check c1.right #{all}→#{sorted} * 2"));
  EXPECT_EQ(found[3].names.vi, "Nước thải được xử lý");
}

TEST(PlanDifference, ObligationsOfOneUnitInTwoSpellsOfTimeAreToldApart) {
  Plan before = plan();
  before.obligations.push_back(before.obligations[0]);
  before.obligations[0].to = make_date(2023, 7, 1);
  before.obligations[1].from = make_date(2024, 7, 1);
  Plan next = before;
  std::swap(next.obligations[0], next.obligations[1]);
  EXPECT_THAT(changes(before, next), IsEmpty());
  next.obligations[0].from = make_date(2025, 7, 1);
  EXPECT_THAT(changes(before, next), ElementsAre("changed obligation sorted/q7.from 2024-07-01→2025-07-01"));
  next.obligations.pop_back();
  EXPECT_THAT(changes(before, next),
              UnorderedElementsAre("removed obligation sorted/q7", "removed obligation sorted/q7",
                                   "added obligation sorted/q7"));
}

TEST(PlanDifference, TasksOfTwoPlanYearsAreComparedByCodeUnderTheirDecisions) {
  Plan next = plan();
  PlanYear year = next.years[0];
  year.year = 2024;
  year.decision.number = "999/QĐ-UBND";
  year.tasks.pop_back();
  year.assigned.clear();
  next.years.push_back(year);
  EXPECT_THAT(
      changes(plan(), next),
      ElementsAre("changed target x3.assigned 58→–", "removed task t3", "changed year 2024.year 2023→2024",
                  "changed year 2024.decision.number 1200/QĐ-UBND→999/QĐ-UBND"));
}

TEST(PlanDifference, OfTheProgrammeItselfIsToldLast) {
  Plan next = plan();
  next.programme.names.vi = "Chương trình mới";
  next.programme.funds = {{"city", {}, {"Ngân sách", {}}}};
  next.programme.goals[0].names.vi = "Nước và không khí";
  EXPECT_THAT(changes(plan(), next),
              ElementsAre("reworded goal g1.names:vi Nước→Nước và không khí",
                          "reworded programme p.names:vi Chương trình→Chương trình mới",
                          R"(changed programme p.funds –→{"code":"city","names":{"vi":"Ngân sách"}})"));
}

/// A few random edits of every kind.
Plan edited(Plan plan) {
  const auto text = [] {
    return *rc::gen::elementOf(
        std::vector<std::string>{"một hai ba", "một ba", "bốn hai ba", "ba hai một", ""});
  };
  const auto some = [](auto& list, auto edit) {
    if (!list.empty()) edit(list[*rc::gen::inRange<size_t>(0, list.size())]);
  };
  auto& tasks = plan.years.back().tasks;
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
    const std::string code = "n" + std::to_string(*rc::gen::inRange(0, 5));
    switch (*rc::gen::inRange(0, 11)) {
      case 0:
        some(plan.targets, [&](Target& t) { t.names.vi = text(); });
        break;
      case 1:
        some(plan.targets, [&](Target& t) { t.goal = *rc::gen::element("g1", "g2"); });
        break;
      case 2:
        some(plan.targets, [&](Target& t) { std::swap(t, plan.targets.front()); });
        break;
      case 3:
        some(tasks, [&](Task& t) { std::swap(t, tasks.back()); });
        break;
      case 4:
        some(tasks, [&](Task& t) { t.no = *rc::gen::element("1", "2"); });
        break;
      case 5:
        if (!plan.task(code)) tasks.push_back(task(code, "s1", text()));
        break;
      case 6:
        if (!tasks.empty()) tasks.erase(tasks.begin() + *rc::gen::inRange<long>(0, long(tasks.size())));
        break;
      case 7:
        some(plan.targets,
             [&](Target& t) { t.milestones.push_back(milestone(*rc::gen::inRange(2025, 2028), "80")); });
        break;
      case 8:
        some(plan.obligations, [&](Obligation& o) { plan.obligations.push_back(o); });
        break;
      case 9:
        some(plan.obligations,
             [&](Obligation& o) { o.from = make_date(2023, 1, *rc::gen::inRange(1u, 4u)); });
        break;
      default:
        some(tasks, [&](Task& t) { t.leads.push_back(*rc::gen::element("a", "b")); });
        break;
    }
  }
  return plan;
}

TEST(PlanDifference, SeenFromTheOtherSideHasFromAndToExchanged) {
  EXPECT_TRUE(rc::check("difference(a, b) is difference(b, a) the other way round", [] {
    const Plan before = edited(plan()), after = edited(plan());
    const auto forth = plan_difference(before, after);
    auto back = plan_difference(after, before);
    for (PlanChange& change : back) {
      std::swap(change.from, change.to);
      if (change.op == PlanChangeOp::added || change.op == PlanChangeOp::removed)
        change.op = change.op == PlanChangeOp::added ? PlanChangeOp::removed : PlanChangeOp::added;
    }
    auto one = shown(forth), other = shown(back);
    std::sort(one.begin(), one.end());
    std::sort(other.begin(), other.end());
    RC_ASSERT(one == other);
    RC_ASSERT(plan_difference(after, after).empty());
  }));
}

TEST(PlanDifference, MissesNothingThatMakesAnotherVersion) {
  EXPECT_TRUE(rc::check("versions without a difference have one digest", [] {
    const Plan before = plan(), after = edited(plan());
    RC_ASSERT(plan_difference(before, after).empty() == (plan_digest(before) == plan_digest(after)));
  }));
}

TEST(MergedOrder, PutsWhatIsGoneBehindWhatItStoodBehind) {
  EXPECT_THAT(merged_order({"a", "b", "c", "d"}, {"b", "d", "e"}), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(merged_order({"a", "b", "c"}, {"c", "a"}), ElementsAre("c", "a", "b"));
  EXPECT_THAT(merged_order({"a", "b"}, {}), ElementsAre("a", "b"));
}

}  // namespace
}  // namespace xanh

// A level: what a unit with units under it asks of them, and what it passes up.
#include "reporting/level.hpp"

#include <gmock/gmock.h>

#include "reporting/city.hpp"

namespace xanh {
namespace {

using test::City;
using test::seen_at;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const std::string kCity = R"(
  units    so-tnmt consolidates | q7 q1 report | v1 v2 v3 report to q7
  target   x1 "waste sorted" % rises  2025: 58  2030: 88.3  = #{sorted} / #{generated}, sum over units
  element  trees flow table 05a
  owes     trees q7
  cycle    2023-H1  window 2022-12-15..2023-06-14  due 2 working days after
)";

Level of_q7() {
  Level level;
  level.unit = "q7";
  level.above = "2023-H1";
  return level;
}

/// The city as drawn, where v1 to v3 report to Quận 7 alone.
City drawn_city(const std::string& more = {}) {
  City city(kCity + more);
  RegisterRows rows = city.units.rows();
  for (auto& row : rows.units)
    if (row.parent == "q7") row.role = UnitRole::subordinate;
  city.units = Register(std::move(rows));
  return city;
}

/// The city with the cycle of Quận 7's own level drawn into it.
struct District : City {
  explicit District(const Level& level = of_q7()) : City(drawn_city()) {
    above = cycle("2023-H1");
    below = level_cycle(above, level, units);
    drawn = level_plan(plan, units, above, below);
  }
  [[nodiscard]] Form asked(const std::string& unit) const {
    return FormMaker(drawn, {}, units, below).form(unit);
  }
  [[nodiscard]] std::vector<std::string> codes(const std::string& unit) const {
    std::vector<std::string> out;
    for (const auto& row : asked(unit).elements()) out.push_back(row.element->code);
    return out;
  }
  [[nodiscard]] std::vector<std::string> reporting() const {
    std::vector<std::string> out;
    for (const UnitRow* row : reporting_units(drawn, units, below)) out.push_back(row->code);
    return out;
  }
  [[nodiscard]] Consolidation found(std::vector<Submission> reports) const {
    Manifest manifest;
    manifest.cycle = below.code;
    manifest.cut_off = below.cut_off();
    manifest.seen_at = seen_at("2023-06-16");
    for (const auto& one : reports)
      manifest.revisions.push_back({one.unit, 1, {}, below.cut_off(), false, {}, {}});
    return xanh::consolidate(manifest, {&drawn, &units, &below, std::move(reports), nullptr, {}});
  }
  Cycle above, below;
  Plan drawn;
};

Submission report(const std::string& unit, std::vector<test::Told> figures) {
  Submission out;
  out.unit = unit;
  for (auto& one : figures) out.figures.push_back(std::move(one));
  return out;
}

TEST(Level, HasTheCodeOfItsCycleAndUnit) {
  EXPECT_EQ(level_code("2023-H1", "q7"), "2023-H1@q7");
  EXPECT_EQ(collector_of("2023-H1@q7"), "q7");
  EXPECT_EQ(collector_of("2023-H1@q7@v1"), "v1") << "levels go as deep as the register";
  EXPECT_EQ(collector_of("2023-H1"), "");
}

TEST(Level, PassesTheUnitsOwnFormDownToAllUnderIt) {
  const District q7;
  EXPECT_THAT(q7.reporting(), ElementsAre("v1", "v2", "v3"));
  EXPECT_THAT(q7.codes("v1"), UnorderedElementsAre("sorted", "generated", "trees"));
  EXPECT_THAT(q7.codes("q1"), IsEmpty()) << "it is under nobody";
  ASSERT_EQ(q7.drawn.targets.size(), 1u);
  EXPECT_THAT(q7.drawn.targets[0].milestones, IsEmpty()) << "the city's milestones are not the district's";
  EXPECT_EQ(q7.drawn.agency(AgencyRole::standing, q7.below.cut_off()), "q7");
  EXPECT_EQ(q7.drawn.agency(AgencyRole::approving, q7.below.cut_off()),
            q7.plan.agency(AgencyRole::standing, q7.below.cut_off()));
}

TEST(Level, TheCityAsksNobodyUnderADistrict) {
  const City city = drawn_city();
  for (const UnitRow* row : reporting_units(city.plan, city.units, city.cycle("2023-H1")))
    EXPECT_NE(row->parent, "q7");
}

TEST(Level, PassesDownTheTablesThatTheUnitChose) {
  Level level = of_q7();
  level.tables = {"05a"};
  const District q7(level);
  EXPECT_THAT(q7.codes("v1"), ElementsAre("trees"));
  EXPECT_THAT(q7.drawn.targets, IsEmpty()) << "a target without its elements is nothing to ask";
}

TEST(Level, MayAskMoreThanTheLevelAboveAndOfWhomItLikes) {
  Level level = of_q7();
  Element alleys;
  alleys.code = "alleys";
  alleys.name_vi = "Hẻm";
  alleys.table = "05a";
  level.elements.push_back(alleys);
  level.obligations.push_back({"trees", "v2", {}, {}, YesNo::yes, {}, {}});
  const District q7(level);
  EXPECT_THAT(q7.codes("v1"), UnorderedElementsAre("sorted", "generated", "alleys"));
  EXPECT_THAT(q7.codes("v2"), UnorderedElementsAre("sorted", "generated", "trees", "alleys"));
  const auto up = passed_up(q7.found({report("v1", {{"alleys", 5}}), report("v2", {{"trees", 7}})}),
                            *q7.below.level, q7.form("q7", "2023-H1"));
  EXPECT_EQ(up.figure("trees")->this_period->to_text(), "7");
  EXPECT_FALSE(up.figure("alleys")) << "nobody above asked for it";
}

TEST(Level, DueDaysAreThoseOfTheKindBelow) {
  City city = drawn_city();
  Cycle above = city.cycle("2023-H1");
  EXPECT_FALSE(level_cycle(above, of_q7(), city.units).due.contains("unit")) << "nobody has set a day";
  above.due[word(city.units.unit("v1", {above.cut_off(), {}})->kind)] =
      Due{test::day("2023-06-12"), {}, {}, {}};
  const Cycle below = level_cycle(above, of_q7(), city.units);
  EXPECT_EQ(due_day(below, "unit", city.calendar()), test::day("2023-06-12"));
  EXPECT_EQ(due_day(below, "authority", city.calendar()), due_day(above, "unit", city.calendar()))
      << "then the district owes its own";
}

TEST(Level, WhatItFoundIsTheReportOneLevelUp) {
  const District q7;
  const auto found = q7.found({report("v1", {{"sorted", 10}, {"generated", 100}, {"trees", 3}}),
                               report("v2", {{"sorted", 30}, {"generated", 100}, {"trees", 4}})});
  const auto up = passed_up(found, *q7.below.level, q7.form("q7", "2023-H1"));
  EXPECT_EQ(up.unit, "q7");
  EXPECT_EQ(up.cycle, "2023-H1") << "of the cycle above, not of its own";
  EXPECT_EQ(up.figure("sorted")->this_period->to_text(), "40");
  EXPECT_EQ(up.figure("trees")->this_period->to_text(), "7");
  EXPECT_THAT(up.figure("trees")->note, testing::HasSubstr("2/3")) << "it says that a ward is missing";
  EXPECT_EQ(up.figure("trees")->state, FigureState::preliminary) << "and is not official without it";
  const auto whole =
      q7.found({report("v1", {{"trees", 3}}), report("v2", {{"trees", 4}}), report("v3", {{"trees", 5}})});
  const auto all = passed_up(whole, *q7.below.level, q7.form("q7", "2023-H1"));
  EXPECT_EQ(all.figure("trees")->state, FigureState::official);
  EXPECT_TRUE(all.figure("trees")->note.empty());
}

TEST(Level, WithoutAFigureNothingGoesUp) {
  const District q7;
  EXPECT_THAT(passed_up(q7.found({}), *q7.below.level, q7.form("q7", "2023-H1")).figures, IsEmpty())
      << "the district says itself what is not available";
}

TEST(Level, TasksOfItsOwnTellWhatWasDoneForThoseAbove) {
  City city = drawn_city("  task n1 \"plant trees\" q7 due 2023-05-31\n");
  Level level = of_q7();
  for (const char* code : {"q7-a", "q7-b"}) {
    LevelTask own;
    own.code = code;
    own.text.vi = code;
    own.leads = {"v1"};
    own.refers_to = {"n1"};
    level.tasks.push_back(own);
  }
  const Cycle above = city.cycle("2023-H1");
  EXPECT_THAT(check_level(level, city.plan, city.units, above), IsEmpty());
  const Cycle below = level_cycle(above, level, city.units);
  const Plan drawn = level_plan(city.plan, city.units, above, below);
  const auto tell = [&](TaskStatus of_b) {
    Submission v1 = report("v1", {});
    v1.tasks.push_back(
        {"q7-a", "trồng 20 cây", {}, TaskStatus::done, test::day("2023-05-20"), {}, {}, {}, {}, {}, {}});
    v1.tasks.push_back({"q7-b", "đang làm", {}, of_b, test::day("2023-05-21"), {}, {}, {}, {}, {}, {}});
    Manifest manifest;
    manifest.cycle = below.code;
    manifest.cut_off = below.cut_off();
    manifest.seen_at = seen_at("2023-06-16");
    manifest.revisions.push_back({"v1", 1, {}, below.cut_off(), false, {}, {}});
    return passed_up(xanh::consolidate(manifest, {&drawn, &city.units, &below, {v1}, nullptr, {}}), level,
                     city.form("q7", "2023-H1"));
  };
  const auto half = tell(TaskStatus::under_way);
  ASSERT_TRUE(half.task("n1"));
  EXPECT_EQ(half.task("n1")->status, TaskStatus::under_way);
  EXPECT_EQ(half.task("n1")->result, "q7-a: trồng 20 cây; q7-b: đang làm");
  EXPECT_EQ(tell(TaskStatus::done).task("n1")->status, TaskStatus::done);
}

TEST(Level, IsRefusedWithEverythingThatIsWrongWithIt) {
  const City city = drawn_city();
  const auto codes = [&](const Level& level) {
    std::vector<std::string> out;
    for (const auto& p : check_level(level, city.plan, city.units, city.cycle("2023-H1")))
      out.push_back(p.code);
    return out;
  };
  Level nobody = of_q7();
  nobody.unit = "q1";
  EXPECT_THAT(codes(nobody), ElementsAre("level-nobody-under"));
  Level wrong = of_q7();
  Element taken;
  taken.code = "sorted";
  wrong.elements.push_back(taken);
  wrong.tables = {"05x"};
  wrong.assigned["x9"] = Decimal{1};
  wrong.obligations.push_back({"nothing", "q1", {}, {}, YesNo::yes, {}, {}});
  LevelTask task;
  task.code = "q7-a";
  task.leads = {"q1"};
  task.refers_to = {"x9"};
  wrong.tasks.push_back(task);
  EXPECT_THAT(codes(wrong),
              UnorderedElementsAre("level-code", "level-unknown", "level-unknown", "level-unknown",
                                   "level-unknown", "level-unknown", "level-unknown"));
  EXPECT_THAT(codes(of_q7()), IsEmpty());
}

TEST(Level, ACycleOfALevelIsAGoodCodeAndAnotherNameForItIsNot) {
  const District q7;
  EXPECT_THAT(check_cycles({q7.below}), IsEmpty());
  Cycle other = q7.below;
  other.code = "2023-H1@q1";
  EXPECT_EQ(check_cycles({other}).size(), 1u);
}

}  // namespace
}  // namespace xanh

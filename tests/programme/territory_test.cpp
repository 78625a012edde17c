// Whose land is whose: figures on the territory of then, of now, and common to both.
#include "programme/territory.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kHalf = "0.5";

Decimal dec(const char* text) {
  return *Decimal::parse(text);
}

class Land {
 public:
  Land& unit(const char* code, std::optional<Date> from = {}, std::optional<Date> to = {}) {
    UnitRow& row = rows_.units.emplace_back();
    row.code = row.name_vi = code;
    row.kind = UnitKind::district;
    row.valid_from = from;
    row.valid_to = to;
    return *this;
  }
  Land& change(Date date, ChangeKind kind, const char* from, const char* to, const char* weight = nullptr,
               const char* basis = "") {
    UnitChange& row = rows_.changes.emplace_back();
    row.date = date;
    row.kind = kind;
    row.from = from;
    row.to = to;
    if (weight) row.weight = dec(weight);
    row.basis = basis;
    return *this;
  }
  [[nodiscard]] Register made() const { return Register(rows_); }

 private:
  RegisterRows rows_;
};

const Date kOf = make_date(2020, 12, 31), kThuDuc = make_date(2021, 1, 1), kLater = make_date(2022, 1, 1);

Register land_of_thu_duc() {
  return Land()
      .unit("q2", {}, kThuDuc)
      .unit("q9", {}, kThuDuc)
      .unit("qtd", {}, kThuDuc)
      .unit("tptd", kThuDuc)
      .unit("q7")
      .change(kThuDuc, ChangeKind::merge, "q2;q9;qtd", "tptd")
      .made();
}
const std::vector<std::string> kUnitsThen{"q2", "q7", "q9", "qtd"};

TEST(Territory, OfUnitsThatMergedLiesWholeInTheNewOne) {
  EXPECT_THAT(area_flows(land_of_thu_duc(), kUnitsThen, kOf, {kLater, {}}),
              ElementsAre(AreaFlow{"q2", "tptd", Decimal(1)}, AreaFlow{"q7", "q7", Decimal(1)},
                          AreaFlow{"q9", "tptd", Decimal(1)}, AreaFlow{"qtd", "tptd", Decimal(1)}));
}

TEST(Territory, FiguresOfThenStandOnTheUnitsOfNowAndNoneWhereOneIsMissing) {
  const auto flows = area_flows(land_of_thu_duc(), kUnitsThen, kOf, {kLater, {}});
  const auto all = figures_on(Territory::now, {{"q2", 10}, {"q7", 7}, {"q9", 20}, {"qtd", dec("30.5")}},
                              kUnitsThen, flows);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_THAT(all[0].units, ElementsAre("q7"));
  EXPECT_EQ(all[1].value, dec("60.5"));
  EXPECT_FALSE(all[1].weighted) << "whole units were added, nothing is estimated";
  const auto some = figures_on(Territory::now, {{"q2", 10}, {"q7", 7}, {"q9", 20}}, kUnitsThen, flows);
  EXPECT_FALSE(some[1].value) << "a part never stands for the whole";
  EXPECT_THAT(some[1].missing, ElementsAre("qtd"));
  EXPECT_EQ(some[0].value, Decimal(7));
}

TEST(Territory, FiguresOfNowAreNotPartedAmongTheUnitsOfThen) {
  const auto flows = area_flows(land_of_thu_duc(), kUnitsThen, kOf, {kLater, {}});
  const auto then = later_figures_on(Territory::then, {{"q7", 8}, {"tptd", 90}}, kUnitsThen, flows);
  ASSERT_THAT(then, SizeIs(4));
  EXPECT_FALSE(then[0].value) << "nobody knows what of Thu Duc is in District 2";
  EXPECT_THAT(then[0].missing, ElementsAre("tptd"));
  EXPECT_EQ(then[1].value, Decimal(8));
}

TEST(Territory, OnCommonAreasBothDaysCanBeCompared) {
  const auto flows = area_flows(land_of_thu_duc(), kUnitsThen, kOf, {kLater, {}});
  EXPECT_THAT(common_areas(flows, kUnitsThen),
              ElementsAre(CommonArea{{"q2", "q9", "qtd"}, {"tptd"}}, CommonArea{{"q7"}, {"q7"}}));
  const auto before =
      figures_on(Territory::common, {{"q2", 10}, {"q7", 7}, {"q9", 20}, {"qtd", 30}}, kUnitsThen, flows);
  const auto after = later_figures_on(Territory::common, {{"q7", 8}, {"tptd", 90}}, kUnitsThen, flows);
  ASSERT_THAT(before, SizeIs(2));
  ASSERT_THAT(after, SizeIs(2));
  EXPECT_EQ(before[0].units, after[0].units);
  EXPECT_EQ(before[0].value, Decimal(60));
  EXPECT_EQ(after[0].value, Decimal(90));
}

TEST(Territory, ASplitGoesByTheWeightOfItsBasis) {
  const Register units = Land()
                             .unit("a", {}, kThuDuc)
                             .unit("b", kThuDuc)
                             .unit("c", kThuDuc)
                             .change(kThuDuc, ChangeKind::split, "a", "b", "0.6", "population")
                             .change(kThuDuc, ChangeKind::split, "a", "b", "0.25", "area")
                             .change(kThuDuc, ChangeKind::split, "a", "c", "0.4", "population")
                             .change(kThuDuc, ChangeKind::split, "a", "c", "0.75", "area")
                             .made();
  const auto by = [&](const char* basis) {
    return figures_on(Territory::now, {{"a", 100}}, {"a"},
                      area_flows(units, {"a"}, kOf, {kLater, {}}, basis));
  };
  EXPECT_EQ(by("population")[0].value, Decimal(60));
  EXPECT_TRUE(by("population")[0].weighted);
  EXPECT_EQ(by("area")[1].value, Decimal(75));
  EXPECT_FALSE(by("")[0].value) << "two weights and no word which of them";
  EXPECT_THAT(by("")[0].missing, ElementsAre("a"));
}

TEST(Territory, WithoutWeightsASplitHasNoValueButStandsOnCommonAreas) {
  const Register units = Land()
                             .unit("a", {}, kThuDuc)
                             .unit("b", kThuDuc)
                             .unit("c", kThuDuc)
                             .change(kThuDuc, ChangeKind::split, "a", "b;c", kHalf)
                             .made();
  const auto flows = area_flows(units, {"a"}, kOf, {kLater, {}});
  EXPECT_THAT(flows, ElementsAre(AreaFlow{"a", "b", {}}, AreaFlow{"a", "c", {}}));
  EXPECT_FALSE(figures_on(Territory::now, {{"a", 100}}, {"a"}, flows)[0].value);
  const auto back = later_figures_on(Territory::then, {{"b", 40}, {"c", 70}}, {"a"}, flows);
  EXPECT_EQ(back[0].value, Decimal(110)) << "whole later units make up the earlier one";
  EXPECT_EQ(figures_on(Territory::common, {{"a", 100}}, {"a"}, flows)[0].value, Decimal(100));
}

TEST(Territory, WhatMovesAwayLeavesTheRest) {
  const Register units = Land().unit("a").unit("b").change(kThuDuc, ChangeKind::move, "a", "b", "0.2").made();
  const auto flows = area_flows(units, {"a", "b"}, kOf, {kLater, {}});
  const auto now = figures_on(Territory::now, {{"a", 100}, {"b", 50}}, {"a", "b"}, flows);
  EXPECT_EQ(now[0].value, Decimal(80));
  EXPECT_EQ(now[1].value, Decimal(70));
  EXPECT_THAT(common_areas(flows, {"a", "b"}), ElementsAre(CommonArea{{"a", "b"}, {"a", "b"}}));
}

TEST(Territory, GoesThroughSeveralChangesAndEndsWhereAUnitEnds) {
  const Register units = Land()
                             .unit("a", {}, kThuDuc)
                             .unit("b", kThuDuc, make_date(2021, 6, 1))
                             .unit("c", kThuDuc)
                             .unit("d", make_date(2021, 6, 1))
                             .unit("x", {}, kThuDuc)
                             .change(kThuDuc, ChangeKind::split, "a", "b", "0.5")
                             .change(kThuDuc, ChangeKind::split, "a", "c", "0.5")
                             .change(make_date(2021, 6, 1), ChangeKind::rename, "b", "d")
                             .change(kThuDuc, ChangeKind::end, "x", "")
                             .made();
  EXPECT_THAT(area_flows(units, {"a", "x"}, kOf, {kLater, {}}),
              ElementsAre(AreaFlow{"a", "c", dec("0.5")}, AreaFlow{"a", "d", dec("0.5")}));
  EXPECT_THAT(area_flows(units, {"a"}, kOf, {kOf, {}}), ElementsAre(AreaFlow{"a", "a", Decimal(1)}));
}

TEST(Territory, RoundedPartsAddUpToTheFigureWhateverTheWeights) {
  Land land;
  land.unit("a", {}, kThuDuc);
  for (const char* part : {"b", "c", "d"}) land.unit(part, kThuDuc);
  const Register units = land.change(kThuDuc, ChangeKind::split, "a", "b", "0.333333333333333333")
                             .change(kThuDuc, ChangeKind::split, "a", "c", "0.333333333333333333")
                             .change(kThuDuc, ChangeKind::split, "a", "d", "0.333333333333333334")
                             .made();
  const auto flows = area_flows(units, {"a"}, kOf, {kLater, {}});
  for (const char* figure : {"1", "100", "0.01", "1000000000000000", "9999999999999999.99999999999999"}) {
    Decimal sum;
    for (const auto& part : figures_on(Territory::now, {{"a", dec(figure)}}, {"a"}, flows))
      sum += part.value.value();
    EXPECT_EQ(sum, dec(figure)) << figure;
  }
}

TEST(Territory, NothingIsLostOrCountedTwiceWhateverMergesAndSplits) {
  EXPECT_TRUE(rc::check("the sum over the units of now is that over the units of then", [] {
    const int count = *rc::gen::inRange(1, 8);
    Land land;
    std::vector<std::string> units;
    std::map<std::string, Decimal> figures;
    for (int i = 0; i < count; ++i) {
      units.push_back("u" + std::to_string(i));
      figures[units.back()] = *rc::gen::inRange(0, 1000);
    }
    std::vector<std::string> living = units;
    Date day = kOf;
    std::map<std::string, std::pair<std::optional<Date>, std::optional<Date>>> life;
    for (const auto& unit : units) life[unit] = {};
    for (int step = 0; step < 4 && !living.empty(); ++step) {
      day += std::chrono::days{1};
      const auto at = *rc::gen::inRange<size_t>(0, living.size());
      const std::string from = living[at];
      const std::string made = "n" + std::to_string(step);
      if (*rc::gen::arbitrary<bool>()) {
        land.change(day, ChangeKind::merge, from.c_str(), made.c_str());
        life[from].second = day;
        life[made] = {day, {}};
        living[at] = made;
      } else {
        const std::string other = made + "b";
        land.change(day, ChangeKind::split, from.c_str(), made.c_str(), "0.25");
        land.change(day, ChangeKind::split, from.c_str(), other.c_str(), "0.75");
        life[from].second = day;
        life[made] = life[other] = {day, {}};
        living[at] = made;
        living.push_back(other);
      }
    }
    for (const auto& [unit, span] : life) land.unit(unit.c_str(), span.first, span.second);
    const Register reg = land.made();
    const auto flows = area_flows(reg, units, kOf, {kLater, {}});
    Decimal then, now, common;
    for (const auto& [unit, value] : figures) then += value;
    for (const auto& one : figures_on(Territory::now, figures, units, flows)) now += one.value.value();
    for (const auto& one : figures_on(Territory::common, figures, units, flows)) common += one.value.value();
    RC_ASSERT(now == then);
    RC_ASSERT(common == then);
  }));
}

}  // namespace
}  // namespace xanh

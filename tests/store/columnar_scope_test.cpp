// Elements added up from the copy are what the same sums over our decimals give.
#include "store/columnar_scope.hpp"

#include <cmath>
#include <random>

#include "programme/formula_columns.hpp"
#include "store/columnar_world.hpp"

namespace xanh::store_test {
namespace {

using testing::ElementsAre;

class ScopeOfCopy : public ColumnarWorld {
 protected:
  void SetUp() override {
    ColumnarWorld::SetUp();
    shape_.units = {"q1", "q3", "q7"};
    shape_.cycles = {{"2022-H2", make_date(2022, 6, 15), make_date(2022, 12, 14)},
                     {"2023-Q1", make_date(2023, 1, 1), make_date(2023, 3, 31)},
                     {"2023-Q2", make_date(2023, 4, 1), make_date(2023, 6, 30)}};
    shape_.periods = {{{0}, 2022, 0}, {{1, 2}, 2023, 0}};
    for (const ElementKind kind : {ElementKind::flow, ElementKind::mean, ElementKind::stock})
      shape_.elements.push_back({{word(kind), "this_period", "", "d1"}, kind});
    shape_.rows = {row({0, 1, 2}), row({0}), row({1}), row({2})};
    shape_.rows[0].below = {1, 2, 3};
  }
  [[nodiscard]] ColumnarRow row(const std::vector<std::uint32_t>& units) const {
    return {std::vector(shape_.cycles.size(), units), {}};
  }
  /// The value for a row and period as text, of a formula over the elements flow, mean and stock.
  std::string value(const std::string& text, std::uint32_t unit, std::uint32_t period) {
    std::string out;
    ask([&](ColumnarCopy& copy) {
      const auto formula = Formula::parse(text);
      std::vector<std::uint32_t> elements;
      for (std::uint32_t i = 0; i < shape_.elements.size(); ++i) {
        const auto& asked = formula.value.elements();
        const bool in = std::find(asked.begin(), asked.end(), shape_.elements[i].item.element) != asked.end();
        if (in || text.find("#{" + shape_.elements[i].item.element) != std::string::npos)
          elements.push_back(i);
      }
      const auto scopes = columnar_scopes(copy, shape_, {elements});
      coverage_ = scopes[0].coverage({unit, period});
      const auto found = formula.value.evaluate(scopes[0], {unit, period});
      out = found.ok() ? to_text(found.value) : found.problems.front().code;
    });
    return out;
  }
  ColumnarShape shape_;
  ColumnarCoverage coverage_;
};

TEST_F(ScopeOfCopy, AFlowIsAddedOverUnitsAndCyclesAndAStockIsReadAtTheEnd) {
  report("2023-Q1", "q1", {{"flow", "1.1"}, {"stock", "100"}});
  report("2023-Q2", "q1", {{"flow", "2.2"}, {"stock", "70"}});
  report("2023-Q1", "q3", {{"flow", "10"}, {"stock", "5"}});
  report("2023-Q2", "q3", {{"flow", "20"}, {"stock", "4"}});
  EXPECT_EQ(value("#{flow}", 0, 1), "33.3");
  EXPECT_EQ(value("#{stock}", 0, 1), "74");
  EXPECT_EQ(value("#{flow} / #{stock}", 2, 1), "7.5");
  EXPECT_EQ(coverage_, (ColumnarCoverage{1, 1}));
}

TEST_F(ScopeOfCopy, AMeanIsWeightedByDaysAndThenAddedOverUnits) {
  report("2023-Q1", "q1", {{"mean", "10"}});
  report("2023-Q2", "q1", {{"mean", "20"}});
  report("2023-Q1", "q3", {{"mean", "1"}});
  report("2023-Q2", "q3", {{"mean", "1"}});
  EXPECT_EQ(value("#{mean} * 181", 1, 1), "2720");
  EXPECT_EQ(value("#{mean} * 181", 0, 1), "2901");
}

TEST_F(ScopeOfCopy, AUnitThatGaveOneHalfIsLeftOutOfBothAndNotCovered) {
  report("2022-H2", "q1", {{"flow", "30"}, {"stock", "60"}});
  report("2022-H2", "q3", {{"flow", "1000"}});
  EXPECT_EQ(value("#{flow} / #{stock}", 0, 0), "0.5");
  EXPECT_EQ(coverage_, (ColumnarCoverage{3, 1}));
  EXPECT_EQ(value("#{flow}", 0, 0), "1030") << "alone it has all that is asked for";
  EXPECT_EQ(coverage_, (ColumnarCoverage{3, 2}));
}

TEST_F(ScopeOfCopy, AUnitThatLacksAPartOfThePeriodIsLeftOut) {
  report("2023-Q1", "q1", {{"flow", "1"}});
  report("2023-Q2", "q1", {{"flow", "2"}});
  report("2023-Q2", "q3", {{"flow", "50"}});
  EXPECT_EQ(value("#{flow}", 0, 1), "3");
  EXPECT_EQ(coverage_, (ColumnarCoverage{3, 1}));
}

TEST_F(ScopeOfCopy, WhoOwesAnElementIsAskedForItAndNobodyElse) {
  report("2022-H2", "q1", {{"flow", "30"}, {"stock", "99"}});
  report("2022-H2", "q7", {{"stock", "60"}});
  shape_.owes = [](size_t element, size_t, size_t unit) { return element == 0 ? unit == 0 : unit == 2; };
  EXPECT_EQ(value("#{flow} / #{stock}", 0, 0), "0.5");
  EXPECT_EQ(coverage_, (ColumnarCoverage{2, 2}));
}

TEST_F(ScopeOfCopy, AUnitThatEndedDuringThePeriodCountsForItsTime) {
  report("2023-Q1", "q1", {{"flow", "1"}});
  report("2023-Q2", "q3", {{"flow", "10"}});
  shape_.rows[0].units = {{0}, {0}, {1}};
  EXPECT_EQ(value("#{flow}", 0, 1), "11");
  EXPECT_EQ(coverage_, (ColumnarCoverage{2, 2}));
}

TEST_F(ScopeOfCopy, NobodysFigureIsNullAndArithmeticOnItIsNamed) {
  EXPECT_EQ(value("#{flow}", 0, 0), "null");
  EXPECT_EQ(value("#{flow} + 1", 0, 0), "formula-null");
}

TEST_F(ScopeOfCopy, AggregationsTakeTheUnitsBelowAndOffsetsEarlierPeriods) {
  report("2022-H2", "q1", {{"flow", "4"}});
  report("2022-H2", "q3", {{"flow", "8"}});
  report("2023-Q1", "q1", {{"flow", "1"}});
  report("2023-Q2", "q1", {{"flow", "2"}});
  EXPECT_EQ(value("max(#{flow})", 0, 0), "8");
  EXPECT_EQ(value("#{flow} - #{flow}.periodOffset(-1)", 1, 1), "-1");
}

TEST_F(ScopeOfCopy, SumsAreThoseOfDecimalsWhateverTheirDigits) {
  std::mt19937_64 random(7);
  shape_.units.clear();
  std::vector<std::uint32_t> all;
  Decimal flow, stock;
  for (std::uint32_t i = 0; i < 60; ++i) {
    all.push_back(i);
    shape_.units.push_back(fmt::format("u{}", i));
    const int digits = static_cast<int>(random() % 7);
    const auto some = [&] {
      std::string text = fmt::format("{}{:012}", random() % 3 == 0 ? "-" : "", random() % 1'000'000'000'000);
      if (digits > 0) text.insert(text.size() - static_cast<size_t>(digits), ".");
      return text;
    };
    const std::string a = some(), b = some();
    report("2022-H2", shape_.units.back(), {{"flow", a}, {"stock", b}});
    flow += *Decimal::parse(a);
    stock += *Decimal::parse(b);
  }
  shape_.rows = {row(all)};
  const double expected = 100 * flow.to_double() / stock.to_double();
  EXPECT_NEAR(std::stod(value("100 * #{flow} / #{stock}", 0, 0)) / expected, 1, 1e-12);
  EXPECT_EQ(value("#{flow}", 0, 0), to_text(FormulaValue(flow.to_double())));
}

TEST_F(ScopeOfCopy, AColumnAtATimeGivesWhatOneAtATimeGives) {
  for (const auto& unit : shape_.units)
    for (const auto& cycle : shape_.cycles) report(cycle.code, unit, {{"flow", "3.7"}, {"stock", "11"}});
  ask([&](ColumnarCopy& copy) {
    const auto formula = Formula::parse("100 * #{flow} / #{stock}").value;
    const auto scopes = columnar_scopes(copy, shape_, {{0, 2}});
    std::vector<FormulaCell> cells;
    for (std::uint32_t unit = 0; unit < 4; ++unit)
      for (std::uint32_t period = 0; period < 2; ++period) cells.push_back({unit, period});
    const auto problems = evaluate_columns(formula, scopes[0], cells, [&](const FormulaBlock& block) {
      for (size_t i = 0; i < cells.size(); ++i)
        EXPECT_EQ(block.numbers[i], std::get<double>(formula.evaluate(scopes[0], cells[i]).value));
    });
    EXPECT_TRUE(problems.empty());
  });
}

}  // namespace
}  // namespace xanh::store_test

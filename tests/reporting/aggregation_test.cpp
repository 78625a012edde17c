#include "reporting/aggregation.hpp"

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

Window window(const char* first, const char* last) {
  return {day(first), day(last)};
}
WindowFigure figure(const char* first, const char* last, const char* value, const char* definition = "d1",
                    const char* unit = "q7") {
  return {unit, window(first, last), definition, decimal(value), FigureState::official};
}
std::string text(const WindowSum& sum) {
  return (sum.value ? sum.value->to_text() : "absent") + (sum.complete ? "" : " incomplete");
}

const Window kYear = window("2022-12-15", "2023-12-14");
const WindowFigure kFirstHalf = figure("2022-12-15", "2023-06-14", "10");
const WindowFigure kSecondHalf = figure("2023-06-15", "2023-12-14", "20");

TEST(OverTime, FlowAddsOverDisjointWindows) {
  const std::vector given{kFirstHalf, kSecondHalf};
  EXPECT_EQ(text(over_time(ElementKind::flow, given, kYear)), "30");
  EXPECT_EQ(text(over_time(ElementKind::flow, std::vector{kFirstHalf}, kYear)), "10 incomplete");
}

TEST(OverTime, LongerWindowReplacesThoseInsideIt) {
  const std::vector given{kFirstHalf, kSecondHalf, figure("2022-12-15", "2023-12-14", "33")};
  EXPECT_EQ(text(over_time(ElementKind::flow, given, kYear)), "33");
}

TEST(OverTime, OverlappingWindowsAreNeverAdded) {
  const std::vector given{kFirstHalf, figure("2023-06-14", "2023-09-14", "7")};
  EXPECT_EQ(text(over_time(ElementKind::flow, given, kYear)), "10 incomplete");
}

TEST(OverTime, WindowsThatReachOutsideAreNoPartOfIt) {
  const std::vector given{figure("2022-06-15", "2023-06-14", "99"), kSecondHalf};
  EXPECT_EQ(text(over_time(ElementKind::flow, given, kYear)), "20 incomplete");
}

TEST(OverTime, MeanIsWeightedByDays) {
  // 182 days at 10 and 183 days at 20.
  const std::vector given{kFirstHalf, kSecondHalf};
  EXPECT_EQ(text(over_time(ElementKind::mean, given, kYear)),
            Decimal::from_double((182 * 10 + 183 * 20) / 365.0, 6)->to_text());
  EXPECT_EQ(text(over_time(ElementKind::mean, std::vector{kFirstHalf}, kFirstHalf.window)), "10");
}

TEST(OverTime, EarlierStockNeverStandsInForTheLast) {
  EXPECT_EQ(text(over_time(ElementKind::stock, std::vector{kFirstHalf}, kYear)), "absent incomplete");
  EXPECT_EQ(text(over_time(ElementKind::stock, std::vector{kFirstHalf, kSecondHalf}, kYear)), "20");
}

TEST(OverTime, CumulativeFigureYearValueIsTheLastPeriod) {
  EXPECT_EQ(text(over_time(ElementKind::cumulative, std::vector{kSecondHalf, kFirstHalf}, kYear)), "20");
  EXPECT_EQ(text(over_time(ElementKind::cumulative, std::vector{kFirstHalf}, kYear)), "10 incomplete");
}

TEST(OverTime, FiguresOfDifferentDefinitionsAreNeverCombined) {
  const std::vector given{kFirstHalf, figure("2023-06-15", "2023-12-14", "20", "d2")};
  for (const auto kind : {ElementKind::flow, ElementKind::mean, ElementKind::stock, ElementKind::cumulative})
    EXPECT_EQ(text(over_time(kind, given, kYear)), "absent incomplete");
}

TEST(OverTime, NothingReportedIsAbsentAndNotZero) {
  EXPECT_EQ(text(over_time(ElementKind::flow, {}, kYear)), "absent incomplete");
}

Register thu_duc() {
  return City(R"(
    units  q2 q9 qtd tptd q7 report
    merge  2021-01-01 q2 q9 qtd -> tptd
    cycle  2020-Y window 2020-01-01..2020-12-31
  )")
      .units;
}
const AsOf kLater{make_date(2023, 6, 14), {}};

TEST(SeriesOf, Quan2Quan9AndQuanThuDucGoOnAsThanhPhoThuDucWithoutABreak) {
  const std::vector given{figure("2019-01-01", "2019-12-31", "1.5", "d1", "q2"),
                          figure("2019-01-01", "2019-12-31", "2", "d1", "q9"),
                          figure("2019-01-01", "2019-12-31", "3", "d1", "qtd"),
                          figure("2020-01-01", "2020-12-31", "2", "d1", "q2"),
                          figure("2020-01-01", "2020-12-31", "3", "d1", "q9"),
                          figure("2020-01-01", "2020-12-31", "4", "d1", "qtd"),
                          figure("2021-01-01", "2021-12-31", "10", "d1", "tptd"),
                          figure("2020-01-01", "2020-12-31", "99", "d1", "q7")};
  const auto series = series_of(thu_duc(), "tptd", kLater, given);
  ASSERT_EQ(series.size(), 3u);
  EXPECT_EQ(series[0].value.to_text(), "6.5");
  EXPECT_EQ(series[1].value.to_text(), "9");
  EXPECT_EQ(series[2].value.to_text(), "10");
  for (const auto& point : series) EXPECT_EQ(point.unit, "tptd");
}

TEST(SeriesOf, AWindowWithoutAllPredecessorsIsAbsent) {
  const std::vector given{figure("2020-01-01", "2020-12-31", "2", "d1", "q2"),
                          figure("2020-01-01", "2020-12-31", "3", "d1", "q9")};
  EXPECT_TRUE(series_of(thu_duc(), "tptd", kLater, given).empty());
}

TEST(SeriesOf, PredecessorsOfDifferentDefinitionsAreNotAdded) {
  const std::vector given{figure("2020-01-01", "2020-12-31", "2", "d1", "q2"),
                          figure("2020-01-01", "2020-12-31", "3", "d2", "q9"),
                          figure("2020-01-01", "2020-12-31", "4", "d1", "qtd")};
  EXPECT_TRUE(series_of(thu_duc(), "tptd", kLater, given).empty());
}

TEST(SeriesOf, AWindowAcrossTheMergeIsNotMadeUpFromThePredecessors) {
  const std::vector given{figure("2020-12-15", "2021-06-14", "2", "d1", "q2"),
                          figure("2020-12-15", "2021-06-14", "3", "d1", "q9"),
                          figure("2020-12-15", "2021-06-14", "4", "d1", "qtd")};
  EXPECT_TRUE(series_of(thu_duc(), "tptd", kLater, given).empty());
}

TEST(SeriesOf, BeforeTheMergeIsKnownThereIsNoSuccessor) {
  const std::vector given{figure("2019-01-01", "2019-12-31", "1", "d1", "q2")};
  EXPECT_TRUE(series_of(thu_duc(), "tptd", {make_date(2020, 6, 1), {}}, given).empty());
}

TEST(LeastCertain, OrdersOfficialPreliminaryEstimateProvisional) {
  EXPECT_EQ(least_certain(FigureState::official, FigureState::preliminary), FigureState::preliminary);
  EXPECT_EQ(least_certain(FigureState::estimate, FigureState::preliminary), FigureState::estimate);
  EXPECT_EQ(least_certain(FigureState::provisional, FigureState::estimate), FigureState::provisional);
  EXPECT_EQ(least_certain(FigureState::nothing_to_report, FigureState::official), FigureState::official);
}

}  // namespace
}  // namespace xanh::test

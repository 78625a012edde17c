#include "reporting/figure_check.hpp"

#include "base/at_hand.hpp"
#include "reporting/city.hpp"

namespace xanh::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const City kCity(R"(
  units    so-tnmt consolidates | q7 report
  target   x1 "sorted" % rises  2030: 90  = #{sorted} / #{generated}, sum over units
  element  sorted 0..1000
  element  people flow integer 0..5000 table 05a
  element  planted cumulative table 05a
  owes     people q7
  owes     planted q7 optional
  check    sorted <= generated
  check    sorted < generated
  task     n1 "build" q7 due 2023-05-31
  cycle    2023-H1  window 2022-12-15..2023-06-14
)");

/// A report that nothing is wrong with, with one figure told otherwise.
Submission report(const Told& told) {
  Submission out;
  out.cycle = "2023-H1";
  out.unit = "q7";
  const std::vector<Told> given{{"sorted", 20}, {"generated", 100}, {"people", 50}};
  out.figures.assign(given.begin(), given.end());
  for (auto& figure : out.figures)
    if (figure.element == told.element) {
      figure = told;
      return out;
    }
  out.figures.push_back(told);
  return out;
}

std::vector<std::string> said(const Told& told, const History& history = {}) {
  return codes(kCity.check(report(told), history));
}

TEST(Check, GoodReportHasNothingToSay) {
  EXPECT_THAT(said({"sorted", 20}), IsEmpty());
}

TEST(Check, UnknownCodeIsHardAndSuggestsTheLikelyOne) {
  const auto problems = kCity.check(report({"sortd", 20}));
  ASSERT_THAT(codes(problems), ElementsAre("unknown-figure"));
  EXPECT_EQ(problems[0].severity, Severity::error);
  EXPECT_EQ(problems[0].suggestion, "sorted");
  EXPECT_EQ(problems[0].place.field, "figures[3].element");
}

TEST(Check, NumeratorAboveDenominatorIsSaidOnceEvenIfTwoRulesBreak) {
  const auto problems = kCity.check(report({"sorted", 120}));
  ASSERT_THAT(codes(problems), ElementsAre("rule-broken"));
  EXPECT_EQ(problems[0].severity, Severity::warning);
}

TEST(Check, FigureOutOfBoundsIsNotAlsoABrokenRule) {
  EXPECT_THAT(said({"sorted", 1001}), ElementsAre("out-of-bounds"));
}

TEST(Check, ExplanationInTheNotesIsEnough) {
  Told told{"sorted", 1001};
  told.note = "gồm cả rác tồn năm trước";
  EXPECT_THAT(said(told), IsEmpty());
}

TEST(Check, CountWithAFractionIsAsked) {
  EXPECT_THAT(said({"people", "50.5"}), ElementsAre("not-whole"));
  EXPECT_THAT(said({"people", "50.0"}), IsEmpty());
}

TEST(Check, ValueBesideAnEmptyStateIsAsked) {
  EXPECT_THAT(said({"people", "5", FigureState::not_applicable}), ElementsAre("value-with-empty"));
  EXPECT_THAT(said({"people", "5", FigureState::nothing_to_report}), ElementsAre("value-with-empty"));
  EXPECT_THAT(said({"people", "0", FigureState::nothing_to_report}), IsEmpty());
}

TEST(Check, EachLanguageNamesTheElementAndItsStateInItsOwnWords) {
  City city = kCity;
  for (auto& element : city.plan.elements)
    if (element.code == "people") {
      element.name_vi = "Số người";
      element.name_en = "People";
    }
  const auto contradicts = [&] {
    return city.check(report({"people", "5", FigureState::not_applicable})).at(0).message;
  };
  EXPECT_EQ(contradicts().vi, "`Số người` vừa có số 5 vừa ghi là Không áp dụng");
  EXPECT_EQ(contradicts().en, "`People` has the value 5 and the state Not applicable");
  const auto open = city.check(report({"people", FigureState::official})).at(0);
  EXPECT_EQ(open.message.vi, "chưa có số liệu cho `Số người`");
  EXPECT_EQ(open.message.en, "no answer for `People`");
  for (auto& element : city.plan.elements) element.name_en.clear();
  EXPECT_EQ(contradicts().en, "`Số người` has the value 5 and the state Not applicable")
      << "without an English name";
}

TEST(Check, EachLanguageWritesNumbersInItsOwnNotation) {
  const auto message = [](const Told& told) { return kCity.check(report(told)).at(0).message; };
  EXPECT_EQ(message({"people", "1200.5"}).vi, "`people` = 1.200,5, trong khi đây là số đếm");
  EXPECT_EQ(message({"people", "1200.5"}).en, "`people` = 1,200.5, but it is a count");
  EXPECT_EQ(message({"sorted", "1000.50"}).vi, "`sorted` = 1.000,50 nằm ngoài khoảng 0 đến 1.000");
  EXPECT_EQ(message({"sorted", "1000.50"}).en, "`sorted` = 1,000.50 is outside 0 to 1,000");
  EXPECT_THAT(message({"sorted", "120.5"}).vi, testing::EndsWith(": 120,5 <= 100 không đúng"));
  EXPECT_THAT(message({"sorted", "120.5"}).en, testing::EndsWith(": 120.5 <= 100 does not hold"));
}

TEST(Check, WhatTheReaderOfTheFormToldOfACellIsNotToldAgain) {
  const Form form = kCity.form("q7", "2023-H1");
  const auto said_beside = [&](const Told& told, const std::string& cell,
                               const std::string& sheet = "Biểu 05") {
    Problem of_the_cell;
    of_the_cell.place.sheet = sheet;
    of_the_cell.place.field = cell;
    return codes(
        check_submission(report(told), form, kCity.plan, CycleKind::half_year, {}, {}, {of_the_cell}));
  };
  EXPECT_THAT(said_beside({"people", "50.5"}, "people.this_period"), IsEmpty());
  EXPECT_THAT(said_beside({"people", 6000}, "people.this_period"), IsEmpty());
  EXPECT_THAT(said_beside({"people", "5", FigureState::not_applicable}, "people.this_period"), IsEmpty());
  EXPECT_THAT(said_beside({"people", FigureState::official}, "people.state"), IsEmpty());
  EXPECT_THAT(said_beside({"sorted", 1001}, "sorted.this_period"), IsEmpty()) << "nor by a rule over it";
  // Of another element, another column, or no cell at all.
  EXPECT_THAT(said_beside({"people", "50.5"}, "sorted.this_period"), ElementsAre("not-whole"));
  EXPECT_THAT(said_beside({"people", "50.5"}, "people.year_to_date"), ElementsAre("not-whole"));
  EXPECT_THAT(said_beside({"people", "50.5"}, "people.this_period", ""), ElementsAre("not-whole"));
}

TEST(Check, NotAvailableNeedsAReason) {
  EXPECT_THAT(said({"people", FigureState::not_available}), ElementsAre("without-reason"));
}

TEST(Check, RequiredFigureWithoutAnAnswerIsAskedAndOptionalOneIsNot) {
  Submission empty;
  empty.cycle = "2023-H1";
  empty.unit = "q7";
  EXPECT_THAT(codes(kCity.check(empty)), ElementsAre("not-answered", "not-answered", "not-answered"));
  empty.nothing_to_report = true;
  EXPECT_THAT(codes(kCity.check(empty)), IsEmpty());
}

TEST(Check, FigureTwiceIsRefused) {
  auto twice = report({"sorted", 20});
  twice.figures.push_back(twice.figures.front());
  EXPECT_THAT(codes(kCity.check(twice)), ElementsAre("figure-twice"));
}

TEST(Check, MoreThan30PercentFromTheSamePeriodIsAsked) {
  Submission year_ago = report({"people", 50});
  const History history{{}, &year_ago, nullptr};
  EXPECT_THAT(said({"people", 65}, history), IsEmpty());
  EXPECT_THAT(said({"people", 66}, history), ElementsAre("far-from-same-period"));
  EXPECT_THAT(said({"people", 34}, history), ElementsAre("far-from-same-period"));
}

TEST(Check, FallingCumulativeFigureIsAskedOnce) {
  Submission last = report({"planted", 100});
  const History history{{&last}, &last, nullptr};
  EXPECT_THAT(said({"planted", 10}, history), ElementsAre("falling-cumulative"))
      << "and not the same period too";
  EXPECT_THAT(said({"planted", 100}, history), IsEmpty());
}

TEST(Check, YearBelowItsHalfYearIsAsked) {
  const Submission june = report({"people", 60});
  const History history{{}, nullptr, &june};
  const auto year = report({"people", 50});
  const Form form = kCity.form("q7", "2023-H1");
  EXPECT_THAT(codes(check_submission(year, form, kCity.plan, CycleKind::year, history)),
              ElementsAre("annual-below-half-year"));
  EXPECT_THAT(codes(check_submission(year, form, kCity.plan, CycleKind::half_year, history)), IsEmpty());
}

TEST(Check, OutlierIsJudgedFromEightEarlierFiguresOn) {
  std::vector<Submission> earlier;
  for (const int people : {48, 50, 52, 49, 51, 50, 47, 53}) earlier.push_back(report({"people", people}));
  History history;
  for (size_t i = 0; i < 7; ++i) history.reports.push_back(&earlier[i]);
  EXPECT_THAT(said({"people", 64}, history), IsEmpty()) << "seven are too few";
  history.reports.push_back(&earlier[7]);
  // Median 50, MAD 1.5 × 1.4826 = 2.22; five of them are 11.1.
  EXPECT_THAT(said({"people", 64}, history), ElementsAre("outlier"));
  EXPECT_THAT(said({"people", 61}, history), IsEmpty());
}

TEST(Check, TextNinetyPercentTheSameAsLastTimeIsAsked) {
  Submission last = report({"sorted", 20});
  last.texts.push_back({"1", "một hai ba bốn năm sáu bảy tám chín mười", {}});
  const History history{{&last}, nullptr, nullptr};
  Submission now = report({"sorted", 20});
  now.texts.push_back({"1", "một hai ba bốn năm sáu bảy tám chín MƯỜI", {}});
  EXPECT_THAT(codes(kCity.check(now, history)), ElementsAre("same-text"));
  now.texts[0].text = "một hai ba bốn năm sáu bảy tám chín khác";
  EXPECT_THAT(codes(kCity.check(now, history)), ElementsAre("same-text")) << "exactly 90 %";
  now.texts[0].text = "một hai ba bốn năm sáu bảy tám khác hẳn";
  EXPECT_THAT(codes(kCity.check(now, history)), IsEmpty());
}

TEST(Check, TextBeyondItsLimitIsAskedByCharactersAndNotBytes) {
  Submission now = report({"sorted", 20});
  std::string text;
  for (int i = 0; i < 600; ++i) text += "ệ";
  now.texts.push_back({"4", text, {}});
  EXPECT_THAT(codes(kCity.check(now)), IsEmpty());
  now.texts[0].text += "ệ";
  EXPECT_THAT(codes(kCity.check(now)), ElementsAre("text-too-long"));
}

TEST(Check, TaskOfNobodyAndUnknownCauseAreFound) {
  Submission now = report({"sorted", 20});
  now.tasks.resize(2);
  now.tasks[0].task = "n2";
  now.tasks[1].task = "n1";
  now.tasks[1].cause = "weather";
  EXPECT_THAT(codes(kCity.check(now)), ElementsAre("unknown-figure", "unknown-cause"));
}

TEST(AlikePercent, IgnoresOrderCaseAndMarks) {
  EXPECT_DOUBLE_EQ(alike_percent("Đường phố sạch", "sach duong pho"), 100);
  EXPECT_DOUBLE_EQ(alike_percent("a b", "c d"), 0);
  EXPECT_DOUBLE_EQ(alike_percent("", ""), 0);
}

}  // namespace
}  // namespace xanh::test

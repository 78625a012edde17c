#include "reporting/sub_collection.hpp"

#include "base/at_hand.hpp"
#include "reporting/city.hpp"
#include "reporting/part_check.hpp"

namespace xanh::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A unit with one ratio, a figure of Biểu 05a, a mean, a share.
City city() {
  return City(R"(
    units    so-tnmt consolidates | q7 report | v1 v2 v3 report to q7
    target   x1 "rác phân loại" % rises  2020: 13.2  2025: 58  2030: 88.3  = #{sorted} / #{generated}, sum over units
    element  trees table 05a
    element  waste mean table 05a
    element  share stock table 05a share
    owes     trees q7
    owes     waste q7
    owes     share q7
    cycle    2023-H1  window 2022-12-15..2023-06-14
  )");
}

ReportedPart part(const std::string& code, const std::vector<Told>& told, bool sent = true) {
  ReportedPart out{code, "Ủy ban nhân dân Phường " + code, sent, {}, {}};
  out.figures.assign(told.begin(), told.end());
  return out;
}

const PartTotal& total(const std::vector<PartTotal>& totals, std::string_view element) {
  for (const auto& one : totals)
    if (one.element->code == element) return one;
  throw std::runtime_error("no total of " + std::string(element));
}

std::string text(const std::optional<Decimal>& value) {
  return value ? value->to_text() : "–";
}

TEST(PartTotals, AddUpByElementAndColumn) {
  const City c = city();
  Told a{"trees", 12}, b{"trees", 30};
  a.year_to_date = Decimal{20};
  b.year_to_date = Decimal{31};
  const std::vector parts{part("v1", {a, {"waste", "1.25"}}), part("v2", {b, {"waste", "2.5"}})};
  const auto totals = totals_of(c.plan, parts);
  EXPECT_EQ(text(total(totals, "trees").figure.this_period), "42");
  EXPECT_EQ(text(total(totals, "trees").figure.year_to_date), "51");
  EXPECT_EQ(text(total(totals, "trees").figure.same_period), "–") << "nobody gave it";
  EXPECT_EQ(text(total(totals, "waste").figure.this_period), "3.75") << "a rate adds over units";
  EXPECT_TRUE(total(totals, "trees").complete());
  EXPECT_TRUE(shortfall_of(total(totals, "trees")).empty());
}

TEST(PartTotals, WithoutAPartAreIncompleteAndPreliminaryAndSaySo) {
  const City c = city();
  const std::vector parts{part("v1", {{"trees", 12}}), part("v2", {{"trees", FigureState::not_sent}}, false),
                          part("v3", {{"trees", FigureState::not_available}})};
  const auto totals = totals_of(c.plan, parts);
  const PartTotal& trees = total(totals, "trees");
  EXPECT_EQ(text(trees.figure.this_period), "12");
  EXPECT_FALSE(trees.complete());
  EXPECT_EQ(trees.figure.state, FigureState::preliminary);
  EXPECT_EQ(shortfall_of(trees).vi,
            "Tổng hợp 1/3 đơn vị trực thuộc; chưa gửi: Phường v2; chưa có số liệu: Phường v3");
}

TEST(PartTotals, AreAsUncertainAsTheLeastCertainPart) {
  const City c = city();
  const auto state = [&](FigureState one, FigureState other) {
    const std::vector parts{part("v1", {{"trees", "1", one}}), part("v2", {{"trees", "2", other}})};
    return totals_of(c.plan, parts).front().figure.state;
  };
  EXPECT_EQ(state(FigureState::official, FigureState::official), FigureState::official);
  EXPECT_EQ(state(FigureState::official, FigureState::preliminary), FigureState::preliminary);
  EXPECT_EQ(state(FigureState::estimate, FigureState::preliminary), FigureState::estimate);
}

TEST(PartTotals, KeepTheEmpties) {
  const City c = city();
  const auto of = [&](const std::vector<Told>& told) {
    std::vector<ReportedPart> parts;
    for (size_t i = 0; i < told.size(); ++i) parts.push_back(part("v" + std::to_string(i), {told[i]}));
    const auto totals = totals_of(c.plan, parts);
    return std::pair(totals.front().answered, totals.front().figure);
  };
  const Told nothing{"trees", FigureState::nothing_to_report}, none{"trees", FigureState::not_applicable};
  EXPECT_EQ(of({nothing, nothing}).second.state, FigureState::nothing_to_report);
  EXPECT_EQ(of({nothing, none}).second.state, FigureState::nothing_to_report)
      << "what does not apply is left out";
  EXPECT_EQ(of({none, none}).second.state, FigureState::not_applicable);
  EXPECT_EQ(of({nothing, {"trees", 5}}).second.state, FigureState::official);
  EXPECT_EQ(text(of({nothing, {"trees", 5}}).second.this_period), "5") << "a true 0 counts";
  Told later{"trees", FigureState::not_available}, latest = later;
  later.expected_on = day("2023-07-01");
  latest.expected_on = day("2023-08-01");
  EXPECT_EQ(of({latest, later}).second.state, FigureState::not_available);
  EXPECT_EQ(of({latest, later}).second.expected_on, day("2023-08-01"));
  EXPECT_FALSE(of({{"trees", FigureState::not_sent}, later}).first) << "nobody has said anything for all";
  const auto missing_one = of({nothing, {"trees", FigureState::not_sent}}).second;
  EXPECT_EQ(missing_one.state, FigureState::preliminary) << "nothing so far is not nothing at all";
  EXPECT_EQ(text(missing_one.this_period), "0");
}

TEST(PartTotals, LeaveAPartWithHalfOfARatioOutOfBoth) {
  const City c = city();
  const std::vector parts{
      part("v1", {{"sorted", 10}, {"generated", 100}}),
      part("v2", {{"sorted", 7}, {"generated", FigureState::not_available}}),
      part("v3", {{"generated", 50}})};  // asked for the denominator only: its half is no half
  const auto totals = totals_of(c.plan, parts);
  EXPECT_EQ(text(total(totals, "sorted").figure.this_period), "10");
  EXPECT_EQ(text(total(totals, "generated").figure.this_period), "150");
  ASSERT_EQ(total(totals, "sorted").left_out.size(), 1u);
  EXPECT_EQ(total(totals, "sorted").left_out.front().second, LeftOut::half_of_ratio);
  EXPECT_THAT(shortfall_of(total(totals, "sorted")).vi, HasSubstr("thiếu tử số hoặc mẫu số"));
}

TEST(PartTotals, OfSharesAreNotAddedUnlessOnePartAloneWasAsked) {
  const City c = city();
  const std::vector two{part("v1", {{"share", 40}}), part("v2", {{"share", 60}})};
  EXPECT_FALSE(total(totals_of(c.plan, two), "share").adds);
  EXPECT_FALSE(total(totals_of(c.plan, two), "share").answered);
  const std::vector one{part("v1", {{"share", 40}}), part("v2", {{"trees", 1}})};
  EXPECT_EQ(text(total(totals_of(c.plan, one), "share").figure.this_period), "40");
}

TEST(PartTotals, DoNotMissAPartThatWasNotAsked) {
  const City c = city();
  const std::vector parts{part("v1", {{"trees", 12}}), part("v2", {{"waste", 1}}, false)};
  EXPECT_TRUE(total(totals_of(c.plan, parts), "trees").complete());
}

TEST(PartTotals, HaveNoSumOfAColumnThatOnlySomePartsGave) {
  const City c = city();
  Told a{"trees", 12};
  a.year_estimate = Decimal{50};
  const std::vector parts{part("v1", {a}), part("v2", {{"trees", 30}})};
  const auto totals = totals_of(c.plan, parts);
  EXPECT_EQ(text(totals.front().figure.year_estimate), "–");
  EXPECT_THAT(totals.front().unadded, ElementsAre(FigureColumn::year_estimate));
}

TEST(PartTotals, CountAFigureGivenTwiceOnce) {
  const City c = city();
  const std::vector parts{part("v1", {{"trees", 12}, {"trees", 12}})};
  EXPECT_EQ(text(totals_of(c.plan, parts).front().figure.this_period), "12");
}

/// The unit's form, and parts that answered for it.
struct Merging : testing::Test {
  City c = city();
  Form form = c.form("q7", "2023-H1");
  [[nodiscard]] SentPart sent(const std::string& code, const std::vector<Told>& told) const {
    const AskedPart asked{code, "Phường " + code, {}, {}, false};
    Submission report;
    report.figures.assign(told.begin(), told.end());
    return {asked, account_of(asked, form, &report), report};
  }
  [[nodiscard]] Submission merged(const std::vector<SentPart>& parts,
                                  const std::vector<PartOverride>& overrides = {},
                                  const Submission& own = {}) const {
    return merged_report(own, form, c.plan, parts, overrides, Language::vi);
  }
};

TEST_F(Merging, FillsInTheTotalsAndKeepsWhatEachPartGave) {
  const Submission report = merged({sent("v1", {{"trees", 12}}), sent("v2", {{"trees", 30}})});
  EXPECT_EQ(report.cycle, "2023-H1");
  EXPECT_EQ(report.unit, "q7");
  EXPECT_EQ(text(report.figure("trees")->this_period), "42");
  EXPECT_EQ(report.figure("trees")->note, "");
  EXPECT_EQ(report.figure("waste"), nullptr) << "nobody answered";
  ASSERT_EQ(report.parts.size(), 2u);
  EXPECT_EQ(text(report.parts[1].figures.at(2).this_period), "30");
}

TEST_F(Merging, PutsAReasonedFigureInPlaceOfASum) {
  const PartOverride said{
      "trees", FigureColumn::this_period, Decimal{40}, FigureState::estimate, "trừ 2 cây trồng trùng", {}};
  const Submission report = merged({sent("v1", {{"trees", 12}}), sent("v2", {{"trees", 30}})}, {said});
  EXPECT_EQ(text(report.figure("trees")->this_period), "40");
  EXPECT_EQ(report.figure("trees")->state, FigureState::estimate);
  EXPECT_EQ(report.figure("trees")->note, "trừ 2 cây trồng trùng");
  EXPECT_THAT(check_parts(report, c.plan), IsEmpty()) << "it is explained";
}

TEST_F(Merging, GathersTextsUnderTheNamesOfTheirParts) {
  auto v1 = sent("v1", {}), v2 = sent("v2", {});
  v1.report.texts = {{"1", "Họp hai lần", {}}, {"4", "Đổi rác lấy quà", {}}};
  v2.report.texts = {{"1", "Ban hành kế hoạch", {}}};
  Difficulty trucks;
  trucks.kind = DifficultyKind::request;
  trucks.content = "Thiếu xe";
  trucks.authority = "Quận";
  v2.report.difficulties = {trucks};
  const Submission report = merged({v1, v2});
  EXPECT_EQ(report.text("1"), "Phường v1: Họp hai lần\nPhường v2: Ban hành kế hoạch");
  EXPECT_EQ(report.text("4"), "Phường v1: Đổi rác lấy quà");
  ASSERT_EQ(report.difficulties.size(), 1u);
  EXPECT_EQ(report.difficulties[0].content, "Phường v2: Thiếu xe");
  EXPECT_EQ(report.difficulties[0].kind, DifficultyKind::request);
  EXPECT_EQ(report.difficulties[0].authority, "Quận");

  // What the unit wrote since stays, and nothing is taken over twice.
  Submission own = report;
  own.texts.front().text = "Quận 7 đã họp";
  own.tasks.emplace_back().task = "n1";
  auto v3 = sent("v3", {});
  v3.report.texts = {{"1", "Gửi sau", {}}};
  v3.report.targets = {
      {.target = "x1", .year_to_date = {}, .year_estimate = {}, .method = "đếm", .cause = {}, .place = {}}};
  const Submission again = merged({v1, v2, v3}, {}, own);
  EXPECT_EQ(again.text("1"), "Quận 7 đã họp\nPhường v3: Gửi sau") << "what came later is not lost";
  ASSERT_EQ(again.targets.size(), 1u);
  EXPECT_EQ(again.targets[0].method, "Phường v3: đếm");
  EXPECT_EQ(again.difficulties.size(), 1u);
  EXPECT_EQ(again.tasks.size(), 1u);
}

TEST_F(Merging, APartWithNothingAtAllSaysNothingForEverythingItWasAsked) {
  const AskedPart asked{"v1", "Phường v1", {}, {}, false};
  Submission silent;
  silent.nothing_to_report = true;
  const Submission report = merged({{asked, account_of(asked, form, &silent), silent}});
  EXPECT_EQ(report.figure("trees")->state, FigureState::nothing_to_report);
  EXPECT_TRUE(report.parts[0].sent);
}

TEST_F(Merging, AFigureBesideAStateThatCarriesNoneIsNotAdded) {
  const auto v1 = sent("v1", {{"trees", "5", FigureState::not_available}});
  EXPECT_FALSE(v1.account.figures.at(2).this_period) << "the reader has asked about it";
}

TEST_F(Merging, APartIsAskedItsItemsOnly) {
  const std::vector<std::string> table{"05a"}, one{"sorted", "06"};
  const Form figures = part_form(form, table);
  EXPECT_THAT(figures.targets, IsEmpty());
  EXPECT_EQ(figures.elements().size(), 3u);
  const Form sorted = part_form(form, one);
  ASSERT_EQ(sorted.targets.size(), 1u);
  ASSERT_EQ(sorted.elements().size(), 1u);
  EXPECT_EQ(sorted.elements()[0].element->code, "sorted");
  EXPECT_TRUE(part_asks(one, "06"));
  EXPECT_FALSE(part_asks(one, "07"));
  EXPECT_EQ(part_form(form, {}).elements().size(), form.elements().size());
  EXPECT_THAT(part_form(form, {}).tasks, IsEmpty()) << "tasks are the unit's own";
}

TEST_F(Merging, AFigureThatIsNotTheSumAsksForANote) {
  Submission report = merged({sent("v1", {{"trees", 12}}), sent("v2", {{"trees", 30}})});
  EXPECT_THAT(check_parts(report, c.plan), IsEmpty());
  report.figures.front().this_period = Decimal{43};
  EXPECT_THAT(codes(check_parts(report, c.plan)), ElementsAre("total-not-sum-of-parts"));
  EXPECT_THAT(check_parts(report, c.plan).front().message.vi, HasSubstr("= 43, tổng từ đơn vị trực thuộc"));
  EXPECT_THAT(codes(c.check(report)), testing::Contains("total-not-sum-of-parts"))
      << "whoever takes it in is told";
  report.figures.front().note = "cộng thêm một cây của quận";
  EXPECT_THAT(check_parts(report, c.plan), IsEmpty());
  report.figures.clear();
  EXPECT_THAT(codes(check_parts(report, c.plan)), ElementsAre("total-not-sum-of-parts")) << "or left out";
}

TEST_F(Merging, PartsThatHaveNotSentAreNamed) {
  const AskedPart late{"v3", "Ủy ban nhân dân Phường v3", {}, {}, false};
  const Submission report =
      merged({sent("v1", {{"trees", 12}}), {late, account_of(late, form, nullptr), {}}});
  const auto problems = check_parts(report, c.plan);
  ASSERT_THAT(codes(problems), ElementsAre("parts-missing"));
  EXPECT_EQ(problems[0].severity, Severity::warning);
  EXPECT_THAT(problems[0].message.vi, HasSubstr("1/2 đơn vị trực thuộc chưa gửi số liệu"));
}

TEST_F(Merging, APartThatStandsTwiceOrTooManyAreRefused) {
  Submission report = merged({sent("v1", {{"trees", 12}})});
  report.parts.push_back(report.parts.front());
  report.figures.front().this_period = Decimal{24};
  EXPECT_THAT(codes(check_parts(report, c.plan)), ElementsAre("parts-doubled"));
  report.parts.resize(kMostParts + 1);
  EXPECT_THAT(codes(check_parts(report, c.plan)), ElementsAre("parts-too-many"));
  EXPECT_TRUE(has_error(check_parts(report, c.plan)));
}

TEST_F(Merging, PartsTravelInTheBytesAndAReportWithoutThemHasNone) {
  const Submission report = merged({sent("v1", {{"trees", 12}})});
  const auto read = submission_from_bytes(submission_bytes(report));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(submission_bytes(read.value), submission_bytes(report));
  EXPECT_EQ(read.value.parts.at(0).name, "Phường v1");
  EXPECT_EQ(submission_bytes(Submission{}).find("parts"), std::string::npos);
}

}  // namespace
}  // namespace xanh::test

#include "exchange/figures_csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/at_hand.hpp"
#include "base/describe.hpp"
#include "exchange/report_file.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Every state, a nought, an estimate, trailing noughts, a note that needs quotes.
Submission every_kind() {
  Submission out;
  out.cycle = "2023-H1";
  out.unit = "q7";
  int n = 0;
  for (const auto& state : words<FigureState>()) {
    ReportedFigure& one = out.figures.emplace_back();
    one.element = "e" + std::to_string(++n);
    one.state = *from_word<FigureState>(state);
    if (carries_value(one.state)) one.this_period = Decimal::parse(n % 2 ? "0" : "1234567.50");
    if (n == 1) one.same_period = Decimal{0};
    if (n == 2) one.year_estimate = Decimal::parse("-0.001");
    if (one.state == FigureState::not_available) one.expected_on = parse_date("2023-07-31");
  }
  out.figures.front().note = "Ước theo \"nước sạch\", xem công văn; dòng\nhai";
  return out;
}

TEST(FiguresCsv, EveryKindOfEmptyNoughtAndEstimateComesBackAsItWentOut) {
  const Submission out = every_kind();
  const std::string bytes = write_figures_csv(out);
  const auto back = read_figures_csv(bytes, "q7.csv");
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(submission_bytes(back.value), submission_bytes(out));
  const auto excel = read_figures_csv("\xEF\xBB\xBF" + bytes, "q7.csv");
  EXPECT_EQ(submission_bytes(excel.value), submission_bytes(out)) << "with the mark that Excel puts in front";
}

TEST(FiguresCsv, AnAbsentFigureIsAnEmptyCellAndNeverANought) {
  const std::string bytes = write_figures_csv(every_kind());
  EXPECT_THAT(bytes, HasSubstr("2023-H1,q7,e6,not_applicable,,,,,,,\n"));
}

TEST(FiguresCsv, TheSameThroughJsonAndYaml) {
  const Submission out = every_kind();
  for (const auto& [path, bytes] :
       std::vector<std::pair<std::string, std::string>>{{"q7.json", write_json(to_node(out))},
                                                        {"q7.yaml", write_yaml(to_node(out))},
                                                        {"Q7.CSV", write_figures_csv(out)}}) {
    const auto back = parse_report_file(bytes, path);
    ASSERT_TRUE(back.ok() && back.value.submission) << path;
    EXPECT_EQ(submission_bytes(*back.value.submission), submission_bytes(out)) << path;
  }
}

TEST(FiguresCsv, WhatIsWrongIsToldAllAtOnceWithItsLine) {
  const auto back = read_figures_csv(
      "cycle,unit,element,state,this_period\n2023-H1,q7,a,official,abc\n2023-H1,q7,b,offical,1\n", "q7.csv");
  EXPECT_THAT(codes(back.problems), ElementsAre("wrong-type", "unknown-word"));
  EXPECT_EQ(back.problems[0].place.line, 2);
  EXPECT_EQ(back.problems[1].place.line, 3);
  EXPECT_THAT(codes(read_figures_csv("cycle,unit,element\n2023-H1,q7,a\n2023-H1,q8,a\n", "q7.csv").problems),
              ElementsAre("figures-of-several"));
  EXPECT_THAT(codes(read_figures_csv("cycle,unit,element\n", "q7.csv").problems),
              ElementsAre("figures-none"));
  EXPECT_THAT(codes(read_figures_csv("cycle,unit\n2023-H1,q7\n", "q7.csv").problems),
              ElementsAre("missing-key"));
}

TEST(FiguresCsv, SemicolonsAreReadAsWell) {
  const auto back =
      read_figures_csv("cycle;unit;element;this_period\n2023-H1;q7;trees_planted;12.50\n", "q7.csv");
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back.value.figures[0].this_period->to_text(), "12.50");
}

}  // namespace
}  // namespace xanh

#include "reporting/accounts.hpp"

#include "reporting/consolidation.hpp"

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

TEST(Accounts, AnswerByUnitAndElement) {
  Submission report;
  report.unit = "q7";
  report.figures.push_back(Told("sorted", 20));
  Manifest manifest;
  manifest.cycle = "2023-H1";
  manifest.revisions.push_back({"q7", 2, "", day("2023-06-16"), false});
  manifest.others.push_back({"q1", SubmissionState::draft, std::nullopt});
  ConsolidationInput input;
  input.accepted.push_back(report);
  const Accounts accounts(manifest, input.accepted);
  EXPECT_EQ(accounts.id("q7"), "2023-H1/q7/2");
  EXPECT_EQ(accounts.figure("q7", "sorted")->this_period->to_text(), "20");
  EXPECT_EQ(accounts.figure("q7", "generated"), nullptr);
  EXPECT_EQ(accounts.figure("q1", "sorted"), nullptr);
  EXPECT_EQ(accounts.other("q1")->state, SubmissionState::draft);
  EXPECT_EQ(accounts.report("q1"), nullptr);
}

TEST(Accounts, OnePageOfNothingToReportAnswersEveryElementWithZero) {
  Submission report;
  report.unit = "q7";
  report.nothing_to_report = true;
  Manifest manifest;
  manifest.revisions.push_back({"q7", 1, "", day("2023-06-16"), false});
  ConsolidationInput input;
  input.accepted.push_back(report);
  EXPECT_EQ(Accounts(manifest, input.accepted)
                .figure("q7", "anything")
                ->value(FigureColumn::this_period)
                ->to_text(),
            "0");
}

}  // namespace
}  // namespace xanh::test

#include "reporting/submission.hpp"

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

TEST(Submission, ComesBackFromItsBytesAsItWas) {
  Submission report;
  report.cycle = "2023-H1";
  report.unit = "q7";
  report.sent_at = seen_at("2023-06-16");
  const std::vector<Told> told{{"sorted", "20.50"}, {"generated", FigureState::not_available}};
  report.figures.assign(told.begin(), told.end());
  report.figures[1].expected_on = day("2023-07-01");
  report.texts.push_back({"1", "Kết quả", {}});
  const auto read = submission_from_bytes(submission_bytes(report));
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read.problems.empty());
  EXPECT_EQ(submission_bytes(read.value), submission_bytes(report));
  EXPECT_EQ(read.value.figure("sorted")->this_period->to_text(), "20.50");
  EXPECT_FALSE(read.value.figure("generated")->this_period);
}

TEST(Submission, BytesThatAreNoReportAreAProblem) {
  EXPECT_FALSE(submission_from_bytes("{").ok());
  EXPECT_FALSE(submission_from_bytes(R"({"cycle":"2023-H1"})").ok());
  EXPECT_FALSE(submission_from_bytes(R"({"cycle":"2023-H1","unit":"q7","figurs":[]})").ok());
}

TEST(FigureStates, AreReadAsPeopleTypeThem) {
  EXPECT_EQ(figure_state_from_text("không phát sinh"), FigureState::nothing_to_report);
  EXPECT_EQ(figure_state_from_text("Khong Phat Sinh"), FigureState::nothing_to_report);
  EXPECT_EQ(figure_state_from_text("not_applicable"), FigureState::not_applicable);
  EXPECT_EQ(figure_state_from_text("KPS"), std::nullopt) << "a question, not an answer";
}

TEST(FigureStates, EmptiesCarryNoValueWhateverStandsBesideThem) {
  for (const auto state :
       {FigureState::not_applicable, FigureState::not_available, FigureState::not_due, FigureState::not_sent})
    EXPECT_FALSE(Told("sorted", "5", state).value(FigureColumn::this_period)) << word(state);
}

TEST(Names, EveryStateHasOneInBothLanguages) {
  for (const auto& name : words<FigureState>())
    EXPECT_FALSE(name_of(*from_word<FigureState>(name)).en.empty());
  for (const auto& name : words<SubmissionState>())
    EXPECT_FALSE(name_of(*from_word<SubmissionState>(name)).vi.empty());
}

}  // namespace
}  // namespace xanh::test

#include "office/matter_use.hpp"

#include <gtest/gtest.h>

#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kDecember = kProgramme + "/demonstration/directives-2022-12.yaml";

struct Matter : testing::Test {
  [[nodiscard]] std::string file(const std::string& text) const {
    const fs::path path = office.folder() / "directives.yaml";
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  [[nodiscard]] const Cycle& cycle(const std::string& code) const {
    memory = {};
    office.store().read([&](const Transaction& t) { memory = recall(t); });
    return *memory.cycle(code);
  }
  Office office;
  mutable Memory memory;
};

TEST_F(Matter, DirectivesAreRecordedOnceAndStayOpenUntilTheyAreClosed) {
  const auto added = add_directives(office.desk(), kDecember);
  ASSERT_TRUE(added.ok()) << lines(added.problems);
  EXPECT_THAT(added.value, SizeIs(3));
  EXPECT_THAT(list_directives(office.desk(), true).value, SizeIs(3));
  EXPECT_TRUE(add_directives(office.desk(), kDecember).ok()) << "the same again is the same";
  EXPECT_THAT(list_directives(office.desk(), false).value, SizeIs(3));
  const auto closed = close_directive(office.desk(), "cd-2212-2", *parse_date("2023-06-18"), "Đã công bố");
  ASSERT_TRUE(closed.ok()) << lines(closed.problems);
  EXPECT_THAT(list_directives(office.desk(), true).value, SizeIs(2));
  EXPECT_THAT(codes(close_directive(office.desk(), "cd-2212-9", Date{}, "x").problems),
              ElementsAre("no-such-directive"));
  EXPECT_THAT(codes(close_directive(office.desk(), "cd-2212-1", Date{}, "").problems),
              ElementsAre("outcome-missing"));
}

TEST_F(Matter, AFileOfDirectivesIsRefusedWithAllThatIsWrongInIt) {
  const auto refused = add_directives(office.desk(), file(R"(
- {code: CD-1, content: "Một", units: [so-xd]}
- {code: cd-2, content: "Hai", units: [so-xdd]}
- {code: cd-2, content: "Ba", units: []}
)"));
  EXPECT_THAT(codes(refused.problems),
              testing::UnorderedElementsAre("directive-code", "directive-unit", "directive-twice",
                                            "directive-for-nobody"));
  EXPECT_THAT(list_directives(office.desk(), false).value, IsEmpty()) << "nothing of it is recorded";
}

TEST_F(Matter, AUnitIsAskedForItsDirectivesAndTheReportTellsWhatItSays) {
  ASSERT_TRUE(add_directives(office.desk(), kDecember).ok());
  Submission report = Office::report("so-xd");
  report.directives.clear();
  EXPECT_THAT(codes(office.send(report, true).problems), Contains("directive-not-answered"));
  office.with_reports({"so-xd", "ban-gt"});
  const auto made = office.consolidated();
  ASSERT_THAT(made->result.directives, SizeIs(3));
  EXPECT_EQ(made->result.directives[0].status, DirectiveStatus::under_way);
  EXPECT_TRUE(made->result.directives[0].overdue);
  EXPECT_EQ(made->result.directives[1].status, DirectiveStatus::done);
  EXPECT_FALSE(made->result.directives[2].status) << "so-tnmt has not reported";
  EXPECT_FALSE(made->manifest.matters_sha256.empty());
  const std::string before = made->snapshot.sha256;
  ASSERT_TRUE(close_directive(office.desk(), "cd-2212-2", *parse_date("2023-06-18"), "Đã công bố").ok());
  EXPECT_NE(office.consolidated()->snapshot.sha256, before) << "another fact, another snapshot";
}

TEST_F(Matter, WhatWasReportedDoneIsNotAskedAgainInTheNextCycle) {
  ASSERT_TRUE(add_directives(office.desk(), kDecember).ok());
  office.with_reports({"so-xd", "ban-gt"});
  const Cycle year = cycle("2023-Y");
  office.store().read([&](const Transaction& t) {
    const auto standing = recall_directives(t, memory, year);
    EXPECT_THAT(directives_of(standing, memory.units, year.window, "so-xd"), IsEmpty());
    EXPECT_THAT(directives_of(standing, memory.units, year.window, "ban-gt"), SizeIs(1)) << "still under way";
  });
}

TEST_F(Matter, ADifficultyGetsAnOpinionAndIsOpenUntilSomebodyAnswers) {
  office.with_reports({"so-xd"});
  const auto all = list_difficulties(office.desk(), "2023-H1", true);
  ASSERT_THAT(all.value, SizeIs(1));
  const std::string code = all.value[0].code;
  EXPECT_EQ(code, "2023-H1/so-xd/1");
  DifficultyAnswer answer;
  EXPECT_THAT(codes(answer_difficulty(office.desk(), code, answer).problems), ElementsAre("nothing-said"));
  answer.opinion = "Thống nhất với đề xuất";
  ASSERT_TRUE(answer_difficulty(office.desk(), code, answer).ok());
  EXPECT_EQ(office.consolidated()->result.difficulties[0].opinion, "Thống nhất với đề xuất");
  DifficultyAnswer outcome;
  outcome.outcome = "Đã chấp thuận";
  outcome.answered_by = "UBND Thành phố";
  const auto answered = answer_difficulty(office.desk(), code, outcome);
  ASSERT_TRUE(answered.ok()) << lines(answered.problems);
  EXPECT_EQ(answered.value[0].opinion, "Thống nhất với đề xuất") << "what was said before stays";
  EXPECT_EQ(answered.value[0].outcome, "Đã chấp thuận");
  EXPECT_THAT(list_difficulties(office.desk(), {}, true).value, IsEmpty());
  EXPECT_THAT(codes(answer_difficulty(office.desk(), "2023-H1/so-xd/7", outcome).problems),
              ElementsAre("no-such-difficulty"));
}

TEST_F(Matter, AnAnswerGoesWithTheWordsItAnswersAndNotWithTheirPlaceInTheList) {
  office.with_reports({"so-xd"});
  DifficultyAnswer answer;
  answer.opinion = "Thống nhất với đề xuất";
  ASSERT_TRUE(answer_difficulty(office.desk(), "2023-H1/so-xd/1", answer).ok());
  Submission report = Office::report("so-xd");
  Difficulty first;
  first.content = "Thiếu người";
  report.difficulties.insert(report.difficulties.begin(), first);
  ASSERT_TRUE(office.send(report).ok());
  office.note();
  const auto all = list_difficulties(office.desk(), {}, false).value;
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].opinion, "");
  EXPECT_EQ(all[1].opinion, "Thống nhất với đề xuất");
}

TEST_F(Matter, ADirectiveWithoutWordsIsRefusedForItCouldNotBeReadBack) {
  for (const char* content : {"\"\"", "\"  \""}) {
    const auto refused = add_directives(
        office.desk(), file(std::string("- {code: cd-1, content: ") + content + ", units: [q7]}\n"));
    EXPECT_THAT(codes(refused.problems), ElementsAre("missing-key"));
  }
  EXPECT_THAT(codes(add_directives(office.desk(), file("[]\n")).problems), ElementsAre("no-directives"));
  EXPECT_TRUE(list_directives(office.desk(), false).ok());
}

TEST_F(Matter, ACodeInUseIsNotGivenAwayUnlessTheWordingIsToBeMended) {
  ASSERT_TRUE(add_directives(office.desk(), kDecember).ok());
  const std::string other = file("- {code: cd-2212-1, content: Hoàn toàn khác, units: [q7]}\n");
  EXPECT_THAT(codes(add_directives(office.desk(), other).problems), ElementsAre("directive-in-use"));
  ASSERT_TRUE(add_directives(office.desk(), other, true).ok());
  EXPECT_EQ(list_directives(office.desk(), false).value[0].directive.content, "Hoàn toàn khác");
}

TEST_F(Matter, ADirectiveIsClosedBetweenItsDayAndToday) {
  ASSERT_TRUE(add_directives(office.desk(), kDecember).ok());
  for (const char* day : {"1999-01-01", "2023-06-21", "2999-01-01"})
    EXPECT_THAT(codes(close_directive(office.desk(), "cd-2212-2", *parse_date(day), "Xong").problems),
                ElementsAre("day-outside"));
  EXPECT_THAT(codes(close_directive(office.desk(), "cd-2212-2", {}, "   ").problems),
              ElementsAre("outcome-missing"));
  const auto closed = close_directive(office.desk(), "cd-2212-2", {}, "Xong");
  ASSERT_TRUE(closed.ok()) << lines(closed.problems);
  EXPECT_EQ(closed.value[0].closed_on, parse_date("2023-06-20")) << "today, as the programme's zone has it";
  EXPECT_THAT(codes(close_directive(office.desk(), "cd-2212-2", {}, "Xong hẳn").problems),
              ElementsAre("directive-closed-already"));
}

TEST_F(Matter, AnAnswerIsForOneOfTwoRowsThatSayTheSameToDifferentAuthorities) {
  Submission report = Office::report("so-xd");
  Difficulty row;
  row.content = "Thiếu kinh phí";
  row.authority = "Sở Tài chính";
  report.difficulties = {row, row, row};
  report.difficulties[1].authority = "UBND Thành phố";
  ASSERT_TRUE(office.send(report).ok());
  office.note();
  DifficultyAnswer answer;
  answer.outcome = "Đã cấp";
  ASSERT_TRUE(answer_difficulty(office.desk(), "2023-H1/so-xd/3", answer).ok());
  const auto all = list_difficulties(office.desk(), {}, false).value;
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_TRUE(all[0].open());
  EXPECT_TRUE(all[1].open());
  EXPECT_FALSE(all[2].open());
  EXPECT_EQ(all[2].answered_on, parse_date("2023-06-20")) << "without a day an outcome is of today";
}

TEST_F(Matter, AnAnswerWhoseRowIsRewordedIsToldWhenTheRevisionIsNoted) {
  office.with_reports({"so-xd"});
  DifficultyAnswer answer;
  answer.opinion = "Thống nhất với đề xuất";
  ASSERT_TRUE(answer_difficulty(office.desk(), "2023-H1/so-xd/1", answer).ok());
  Submission report = Office::report("so-xd");
  report.difficulties[0].content += ".";
  ASSERT_TRUE(office.send(report).ok());
  EXPECT_THAT(codes(review(office.desk(), {{"2023-H1"}, true, {}, {}}).problems),
              ElementsAre("answer-without-row"));
}

TEST_F(Matter, AnAnswerHasWordsAndADayThatCanBe) {
  office.with_reports({"so-xd"});
  DifficultyAnswer answer;
  answer.outcome = "   ";
  EXPECT_THAT(codes(answer_difficulty(office.desk(), "2023-H1/so-xd/1", answer).problems),
              ElementsAre("nothing-said"));
  answer.outcome = "Đã cấp";
  for (const char* day : {"1900-01-01", "2999-01-01"}) {
    answer.answered_on = parse_date(day);
    EXPECT_THAT(codes(answer_difficulty(office.desk(), "2023-H1/so-xd/1", answer).problems),
                ElementsAre("day-outside"));
  }
}

TEST_F(Matter, WhatHappensAfterwardsGivesAPublishedReportNoOtherSnapshot) {
  ASSERT_TRUE(add_directives(office.desk(), kDecember).ok());
  office.with_reports({"so-xd"});
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  const std::string before = office.consolidated()->snapshot.sha256;
  const std::string july = kProgramme + "/demonstration/directives-2023-07.yaml";
  Desk later = office.desk();
  later.now = *parse_instant("2023-12-10T09:00:00+07:00");
  ASSERT_TRUE(add_directives(later, july).ok());
  EXPECT_EQ(office.consolidated()->snapshot.sha256, before) << "given after the cut-off";
  ASSERT_TRUE(publish_cycle(office.desk(), "2023-H1").ok());
  DifficultyAnswer answer;
  answer.outcome = "Đã chấp thuận";
  ASSERT_TRUE(answer_difficulty(later, "2023-H1/so-xd/1", answer).ok());
  ASSERT_TRUE(close_directive(later, "cd-2212-2", {}, "Đã công bố").ok());
  EXPECT_EQ(office.consolidated()->snapshot.sha256, before) << "answered after the publication";
}

}  // namespace
}  // namespace xanh::office_test

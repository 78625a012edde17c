#include "programme/word_difference.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

WordRun equal(const char* text) {
  return {RunOp::equal, text};
}
WordRun gone(const char* text) {
  return {RunOp::deleted, text};
}
WordRun come(const char* text) {
  return {RunOp::inserted, text};
}

/// Length of the longest common subsequence, by the table every textbook has.
size_t most_in_common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::vector<size_t>> table(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 1; i <= a.size(); ++i)
    for (size_t j = 1; j <= b.size(); ++j)
      table[i][j] =
          a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
  return table[a.size()][b.size()];
}

std::vector<WordRun> mirrored(std::vector<WordRun> runs) {
  for (WordRun& run : runs)
    run.op = run.op == RunOp::deleted    ? RunOp::inserted
             : run.op == RunOp::inserted ? RunOp::deleted
                                         : RunOp::equal;
  for (size_t i = 0; i + 1 < runs.size(); ++i)
    if (runs[i].op == RunOp::inserted && runs[i + 1].op == RunOp::deleted) std::swap(runs[i], runs[i + 1]);
  return runs;
}

/// A text of few words, so that much is in common, with blanks and signs of all kinds between them.
std::string some_text() {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{
      "rác", "rác", "phân", "loại", "tại", "nguồn", "1.234,5", "80", "%", ",", ".",
      "(",   ")",   " ",    " ",    " ",   "  ",    "\n",      "-",  "đ", "Ủ", "m³/ngày"});
  const auto pieces = *rc::gen::container<std::vector<std::string>>(piece);
  std::string out;
  for (const auto& one : pieces) out += one;
  return out;
}

TEST(WordRuns, AreSyllablesAndFiguresAndSignsOneByOne) {
  EXPECT_THAT(words_of_text("Xử lý 469.000 m³/ngày, đạt 97,5%."),
              ElementsAre("Xử", "lý", "469.000", "m", "³", "/", "ngày", ",", "đạt", "97,5", "%", "."));
  EXPECT_THAT(words_of_text(" \n\t "), IsEmpty());
}

TEST(WordRuns, OfOneTextAreOneEqualRunAndOfNoneNone) {
  EXPECT_THAT(word_runs("Rác phân loại tại nguồn", "Rác phân loại tại nguồn"),
              ElementsAre(equal("Rác phân loại tại nguồn")));
  EXPECT_THAT(word_runs("", ""), IsEmpty());
  EXPECT_THAT(word_runs("", "mới"), ElementsAre(come("mới")));
  EXPECT_THAT(word_runs("cũ", ""), ElementsAre(gone("cũ")));
}

TEST(WordRuns, OfAReplacedWordLeaveTheBlanksAroundItAlone) {
  EXPECT_THAT(word_runs("nâng cao nhận thức", "nâng chất nhận thức"),
              ElementsAre(equal("nâng "), gone("cao"), come("chất"), equal(" nhận thức")));
  EXPECT_THAT(word_runs("xử lý", "xử lý đạt chuẩn"), ElementsAre(equal("xử lý"), come(" đạt chuẩn")));
  EXPECT_THAT(word_runs("các quận, huyện", "quận, huyện"), ElementsAre(gone("các "), equal("quận, huyện")));
}

TEST(WordRuns, OfAFigureReplaceTheWholeFigure) {
  EXPECT_THAT(word_runs("đạt 469.000 m³/ngày.", "đạt 480.000 m³/ngày."),
              ElementsAre(equal("đạt "), gone("469.000"), come("480.000"), equal(" m³/ngày.")));
}

TEST(WordRuns, OfOneWordSpelledInTwoFormsOfUnicodeAreEqual) {
  EXPECT_THAT(word_runs("Ty\xCC\x89 le\xCC\xA3\xCC\x82", "Tỷ lệ"), ElementsAre(equal("Tỷ lệ")));
  EXPECT_THAT(word_runs("lệ", "lê"), ElementsAre(gone("lệ"), come("lê")));
}

TEST(WordRuns, MakeTheOldTextAndTheNewOneAndAreAsShortAsCanBe) {
  EXPECT_TRUE(rc::check("runs applied to the old text give the new one", [] {
    const std::string before = some_text(), after = some_text();
    const auto runs = word_runs(before, after);
    RC_ASSERT(text_of(runs, RunOp::deleted) == before);
    RC_ASSERT(text_of(runs, RunOp::inserted) == after);
    for (size_t i = 0; i < runs.size(); ++i) {
      RC_ASSERT(!runs[i].text.empty());
      if (i > 0) RC_ASSERT(runs[i].op != runs[i - 1].op);  // the macro evaluates both sides of ||
    }
    RC_ASSERT(mirrored(word_runs(after, before)) == runs);
  }));
  EXPECT_TRUE(rc::check("no longer common list of words exists", [] {
    const std::string old_text = some_text(), new_text = some_text();
    const auto before = words_of_text(old_text), after = words_of_text(new_text);
    size_t common = 0;
    for (const EditStep& step : edit_script(before, after)) {
      if (step.op != RunOp::equal) continue;
      ++common;
      RC_ASSERT(before[step.before] == after[step.after]);
    }
    RC_ASSERT(common == most_in_common(before, after));
  }));
}

TEST(WordRuns, OfTextsWithNothingInCommonEndSoonAndKeepTheirCommonEnds) {
  std::string before = "Đầu ", after = "Đầu ";
  for (int i = 0; i < 20000; ++i) {
    before += "a" + std::to_string(i) + " ";
    after += "b" + std::to_string(i) + " ";
  }
  const auto runs = word_runs(before + "cuối", after + "cuối");
  ASSERT_EQ(runs.size(), 4u);
  EXPECT_EQ(runs.front(), equal("Đầu "));
  EXPECT_EQ(runs.back(), equal(" cuối"));
  EXPECT_EQ(text_of(runs, RunOp::inserted), after + "cuối");
}

TEST(ItemRuns, ComeAndGoWhole) {
  EXPECT_THAT(
      item_runs("Sở Tài nguyên và Môi trường; Sở Y tế", "Sở Kế hoạch và Đầu tư; Sở Y tế", "; "),
      ElementsAre(gone("Sở Tài nguyên và Môi trường"), come("Sở Kế hoạch và Đầu tư"), equal("; Sở Y tế")));
  EXPECT_THAT(item_runs("Sở Y tế", "Sở Y tế; Sở Xây dựng", "; "),
              ElementsAre(equal("Sở Y tế"), come("; Sở Xây dựng")));
  EXPECT_THAT(item_runs("", "", "; "), IsEmpty());
  EXPECT_TRUE(rc::check("applied to the old names they give the new ones", [] {
    const std::string before = some_text(), after = some_text();
    const auto runs = item_runs(before, after, " ");
    RC_ASSERT(text_of(runs, RunOp::deleted) == before);
    RC_ASSERT(text_of(runs, RunOp::inserted) == after);
  }));
}

TEST(WordRuns, OfBytesThatAreNoTextAreStillThoseBytes) {
  const std::string before = "a \xFF\xFE b", after = "a \xFF b";
  const auto runs = word_runs(before, after);
  EXPECT_EQ(text_of(runs, RunOp::deleted), before);
  EXPECT_EQ(text_of(runs, RunOp::inserted), after);
}

}  // namespace
}  // namespace xanh

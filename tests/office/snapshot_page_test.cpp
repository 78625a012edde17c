// A snapshot as its officer sees it: figures with their sources, words with whose they are, what is missing.
#include "office/snapshot_page.hpp"

#include <fmt/format.h>

#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct PageOfASnapshot : testing::Test {
  [[nodiscard]] SnapshotPage page(int number = 0) const {
    const auto made = snapshot_page(office.desk(), "2023-H1", number, Language::vi);
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return made.value;
  }
  [[nodiscard]] static const SnapshotSection& section(const SnapshotPage& page, const std::string& code) {
    for (const auto& one : page.sections)
      if (one.section == code) return one;
    throw std::runtime_error("no section " + code);
  }
  Office office;
};

TEST_F(PageOfASnapshot, EveryTargetSaysWhichSubmissionsItsFigureComesFrom) {
  office.with_reports({"q7", "so-xd"});
  ASSERT_TRUE(office.consolidated());
  const auto told = page();
  EXPECT_EQ(told.number, 1);
  EXPECT_TRUE(told.newest);
  EXPECT_FALSE(told.published);
  for (const auto& target : told.result.targets) {
    if (target.code != "t01") continue;
    EXPECT_THAT(target.trace, Contains(Field(&TraceStep::id, "2023-H1/q7/1")));
    EXPECT_THAT(target.missing, Contains("q1"));
  }
  EXPECT_THAT(told.elements, Contains(Field(&SnapshotElement::code, "ww_sites_ok")));
}

TEST_F(PageOfASnapshot, ParagraphsSayWhoseTheyAreAndWhoIsSilent) {
  Submission silent = Office::report("q1");
  silent.texts.clear();
  ASSERT_TRUE(office.send(silent).ok());
  office.with_reports({"q7"});
  ASSERT_TRUE(office.consolidated());
  const auto told = page();
  const auto& organisation = section(told, "1");
  ASSERT_THAT(organisation.paragraphs, SizeIs(1));
  EXPECT_EQ(organisation.paragraphs[0].unit, "q7");
  EXPECT_EQ(organisation.paragraphs[0].submission, "2023-H1/q7/1");
  EXPECT_GT(organisation.paragraphs[0].characters, 10);
  EXPECT_FALSE(organisation.paragraphs[0].too_long);
  EXPECT_THAT(organisation.silent, ElementsAre("q1"))
      << "its report counts; who sent nothing is told elsewhere";
  EXPECT_FALSE(organisation.edited);
  EXPECT_THAT(told.flags, IsEmpty());
}

TEST_F(PageOfASnapshot, AnEarlierSnapshotStaysAsItWas) {
  office.with_reports({"so-xd"});
  ASSERT_TRUE(office.consolidated());
  office.with_reports({"q7"});
  ASSERT_TRUE(office.consolidated());
  const auto first = page(1), second = page(2);
  EXPECT_FALSE(first.newest);
  EXPECT_TRUE(second.newest);
  EXPECT_NE(first.sha256, second.sha256);
  EXPECT_THAT(section(first, "1").paragraphs, Not(Contains(Field(&SnapshotParagraph::unit, "q7"))));
  EXPECT_THAT(section(second, "1").paragraphs, Contains(Field(&SnapshotParagraph::unit, "q7")));
}

TEST_F(PageOfASnapshot, ASnapshotThatIsNotThereIsToldAsSuch) {
  const auto none = snapshot_page(office.desk(), "2023-H1", 0, Language::vi);
  EXPECT_THAT(codes(none.problems), ElementsAre("no-such-snapshot"));
  office.with_reports({"q7"});
  ASSERT_TRUE(office.consolidated());
  EXPECT_THAT(codes(snapshot_page(office.desk(), "2023-H1", 2, Language::vi).problems),
              ElementsAre("no-such-snapshot"));
  EXPECT_THAT(codes(snapshot_page(office.desk(), "2024-H1", 1, Language::vi).problems),
              ElementsAre("unknown-cycle"));
}

}  // namespace
}  // namespace xanh::office_test

// What the public portal shows: targets through published reports, works, documents; nothing before
// publication, nothing that is held back.
#include "office/portal_use.hpp"

#include <algorithm>
#include <set>

#include "base/canonical.hpp"
#include "office/cycle_use.hpp"

#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "office/publish_use.hpp"
#include "office/release_use.hpp"

namespace xanh::office_test {
namespace {

using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct Portal : testing::Test {
  void publish() {
    office.with_reports({"q7", "so-xd"});
    PaperRequest paper;
    paper.cycle = "2023-H1";
    paper.folder = (office.folder() / "out").string();
    ASSERT_TRUE(write_papers(office.desk(), paper).ok());
    ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
    ASSERT_TRUE(publish_papers(office.desk(), {"2023-H1", {}, {}, 1, {}}).ok());
  }
  void hold_back(const std::string& target) {
    const auto decisions = list_releases(office.desk(), "2023-H1");
    const auto decided = decide_release(
        office.desk(), {"2023-H1", {target}, false, "Đang đối chiếu", tag_of(decisions.value)});
    ASSERT_TRUE(decided.ok()) << lines(decided.problems);
  }
  Office office;
};

TEST_F(Portal, ATargetHasNoHistoryBeforeAReportIsPublished) {
  office.with_reports({"q7", "so-xd"});
  const auto page = target_page(office.desk(), "t09");
  ASSERT_TRUE(page.ok()) << lines(page.problems);
  EXPECT_THAT(page.value.history, IsEmpty());
  EXPECT_THAT(page.value.by_area, IsEmpty());
  EXPECT_EQ(page.value.numerator.front().code, "ww_treated");
  EXPECT_THAT(page.value.tasks, Not(IsEmpty())) << "treatment plants say what they add";
  EXPECT_TRUE(page.value.leads_assumed);
}

TEST_F(Portal, ATargetShowsTheFigureOfThePublishedReportAndItsParts) {
  publish();
  const auto whole = target_page(office.desk(), "t09");
  ASSERT_THAT(whole.value.history, SizeIs(1));
  EXPECT_EQ(whole.value.history.front().display, "21,2");
  EXPECT_THAT(whole.value.by_area, IsEmpty()) << "reported by one department, not by districts";
  const auto parts = target_page(office.desk(), "t01");
  ASSERT_THAT(parts.value.by_area, Not(IsEmpty()));
  const auto& areas = parts.value.by_area;
  const auto q7 =
      std::find_if(areas.begin(), areas.end(), [](const auto& area) { return area.unit == "q7"; });
  ASSERT_NE(q7, areas.end());
  EXPECT_TRUE(q7->value.has_value());
  EXPECT_EQ(q7->names.en, "District 7") << "the place, not who governs it";
  EXPECT_TRUE(q7->row && q7->column) << "its tile on the map";
}

TEST_F(Portal, ATargetThatIsHeldBackShowsWhyAndNoFigure) {
  publish();
  hold_back("t01");
  const auto page = target_page(office.desk(), "t01");
  ASSERT_THAT(page.value.history, SizeIs(1));
  EXPECT_EQ(page.value.history.front().held_back, "Đang đối chiếu");
  EXPECT_FALSE(page.value.history.front().value);
  EXPECT_THAT(page.value.by_area, IsEmpty());
}

TEST_F(Portal, TargetsWithoutANameAreNotThere) {
  for (const char* code : {"t16", "t99", ""}) {
    const auto page = target_page(office.desk(), code);
    ASSERT_FALSE(page.ok()) << code;
    EXPECT_EQ(page.problems.front().code, "unknown-target");
  }
}

TEST_F(Portal, WorksAreNotThereBeforeAReportIsPublished) {
  office.with_reports({"q7", "so-xd"});
  EXPECT_EQ(published_works(office.desk(), {}).problems.front().code, "nothing-published");
}

TEST_F(Portal, WorksNameTheirUnitsStagesAndMoney) {
  publish();
  const auto works = published_works(office.desk(), {});
  ASSERT_TRUE(works.ok()) << lines(works.problems);
  EXPECT_EQ(works.value.cycle, "2023-H1");
  ASSERT_THAT(works.value.items, Not(IsEmpty()));
  std::set<std::string> named;
  for (const auto& unit : works.value.units) named.insert(unit.code);
  for (const auto& work : works.value.items)
    for (const auto& lead : work.leads) EXPECT_TRUE(named.contains(lead)) << work.code << " " << lead;
  int total = 0;
  for (const auto& group : works.value.groups) total += group.total;
  EXPECT_EQ(total, static_cast<int>(works.value.items.size()));
}

TEST_F(Portal, FilesOfAReportAreGivenOutAsTheyWereSealed) {
  publish();
  const auto documents = public_documents(office.desk());
  ASSERT_TRUE(documents.ok());
  const auto& report = documents.value.front();
  EXPECT_EQ(report.kind, PublicDocumentKind::report);
  EXPECT_TRUE(report.illustrative);
  ASSERT_THAT(report.files, Not(IsEmpty()));
  for (const auto& file : report.files) {
    const auto given = public_file(office.desk(), file.sha256);
    ASSERT_TRUE(given.ok()) << file.name;
    EXPECT_EQ(sha256(given.value.bytes), file.sha256);
    EXPECT_EQ(given.value.media_type, file.media_type);
  }
}

TEST_F(Portal, FilesStayInsideWhileSomethingOfTheReportIsHeldBack) {
  publish();
  const std::string one = public_documents(office.desk()).value.front().files.front().sha256;
  hold_back("t09");
  const auto report = public_documents(office.desk()).value.front();
  EXPECT_TRUE(report.held_back);
  EXPECT_THAT(report.files, IsEmpty());
  EXPECT_EQ(public_file(office.desk(), one).problems.front().code, "no-such-file");
}

TEST_F(Portal, OtherFilesOfTheStoreAreNotGivenOut) {
  publish();
  std::string kept;
  office.desk().store->transact([&](Transaction& t) {
    kept =
        t.add_published_document({{}, "letter.pdf", "application/pdf", "not for the public", Office::now()});
  });
  EXPECT_EQ(public_file(office.desk(), kept).problems.front().code, "no-such-file");
}

}  // namespace
}  // namespace xanh::office_test

// A figure is found wrong after its publication: the report stays, the figure is stated anew, and everything
// says so.
#include <set>

#include "office/draft_use.hpp"
#include "office/form_content.hpp"
#include "office/office_sample.hpp"
#include "office/open_data.hpp"
#include "office/paper_use.hpp"
#include "office/portal_use.hpp"
#include "office/publish_use.hpp"
#include "office/sealed_manifest.hpp"
#include "office/show_use.hpp"
#include "office/snapshot_use.hpp"
#include "office/status_use.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kReason = "Quận 7 báo nhầm số cơ sở đạt quy chuẩn";

struct Restating : testing::Test {
  void SetUp() override {
    office.with_reports();
    ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
    (void)office.consolidated();
    const auto made = publish_papers(office.desk(), {"2023-H1", papers.string(), {}, 1});
    ASSERT_TRUE(made.ok()) << lines(made.problems);
    published = target("t01");
  }
  [[nodiscard]] Desk unit(Role role) const {
    Desk out = office.desk();
    out.actor = "nguoi-minh-hoa";
    out.posts = {{role, "q7", {}, {}, {}}};
    return out;
  }
  [[nodiscard]] PublishedTarget target(const std::string& code) const {
    for (auto& one : published_results(office.desk(), "2023-H1").value.items)
      if (one.code == code) return one;
    return {};
  }
  [[nodiscard]] Outcome<std::vector<ReviewLine>> ask() const {
    return review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, kReason});
  }
  /// District 7 sends its report again with another figure.
  [[nodiscard]] Outcome<std::vector<SubmitLine>> send(const std::string& element) const {
    Submission report = show_report(office.desk(), "2023-H1/q7").value.report;
    for (auto& figure : report.figures)
      if (figure.element == element) figure.this_period = *figure.this_period - Decimal(100);
    const std::string path = office.folder() / "q7.json";
    put(path, write_json(to_node(report)));
    return submit_files(office.desk(), {{path}, false, {}, {}});
  }
  void correct() const {
    ASSERT_TRUE(ask().ok());
    const auto sent = send("ww_sites_ok");
    ASSERT_TRUE(sent.ok()) << lines(sent.problems);
    office.note();
    (void)office.consolidated();
  }
  [[nodiscard]] std::set<std::string> archived() const {
    std::set<std::string> out;
    for (const auto& document : public_documents(office.desk()).value)
      if (document.code == "2023-H1")
        for (const auto& file : document.files) out.insert(file.sha256);
    return out;
  }

  Office office;
  fs::path papers = office.folder() / "cong-bo";
  PublishedTarget published;
};

TEST_F(Restating, APublishedCycleTakesOnlyTheCorrectionThatWasAskedFor) {
  EXPECT_THAT(codes(send("ww_sites_ok").problems), Contains("cycle-not-open"));
  EXPECT_THAT(
      codes(
          save_draft_field(unit(Role::drafter), {"2023-H1", "q7", "contact", Node::text("x"), {}}).problems),
      ElementsAre("cycle-not-open"));
  ASSERT_TRUE(ask().ok());
  EXPECT_TRUE(save_draft_field(unit(Role::drafter), {"2023-H1", "q7", "contact", Node::text("x"), {}}).ok());
  EXPECT_THAT(codes(send("ww_sites_obliged").problems), Contains("beyond-request"));
  EXPECT_TRUE(send("ww_sites_ok").ok());
  EXPECT_EQ(target("t01").display, published.display) << "nothing is stated before it is decided";
}

TEST_F(Restating, ARequestFromBeforeThePublicationOpensNothingAfterIt) {
  Office other;
  other.with_reports();
  ASSERT_TRUE(review(other.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, kReason}).ok());
  ASSERT_TRUE(close_cycle(other.desk(), "2023-H1").ok());
  (void)other.consolidated();
  Desk later = other.desk();
  later.now = *parse_instant("2023-06-21T09:00:00+07:00");
  ASSERT_TRUE(publish_papers(later, {"2023-H1", {}, {}, 1}).ok());
  EXPECT_THAT(codes(save_draft_field(later, {"2023-H1", "q7", "contact", Node::text("x"), {}}).problems),
              ElementsAre("cycle-not-open"));
  const auto content = form_content(later, "2023-H1", "q7").value;
  EXPECT_EQ(content.state, SubmissionState::sent) << "the page offers nothing that is refused";
  EXPECT_THAT(content.to_revise, IsEmpty());
}

TEST_F(Restating, TheFiguresOfUnitsSayWhichWasCorrectedAndWhatItWas) {
  const auto figure = [&] {
    std::optional<PublishedFigure> out;
    int marked = 0;
    for (auto& one : published_figures(office.desk(), "2023-H1").value.items) {
      marked += one.restated.has_value();
      if (one.unit == "q7" && one.element == "ww_sites_ok") out = std::move(one);
    }
    EXPECT_LE(marked, 1) << "only what changed says so";
    return out;
  };
  const auto before = figure();
  ASSERT_TRUE(before && !before->restated);
  correct();
  ASSERT_TRUE(restate_cycle(office.desk(), "2023-H1", kReason).ok());
  const auto now = figure();
  ASSERT_TRUE(now && now->restated);
  EXPECT_EQ(now->restated->was, before->value->value.to_text());
  EXPECT_EQ(now->restated->reason, kReason);
  EXPECT_EQ(now->value->value, before->value->value - Decimal(100));
  const std::string csv = figures_table(office.desk(), "2023-H1").value;
  EXPECT_THAT(csv, testing::HasSubstr("restated_on,published_before,restated_because"));
  EXPECT_THAT(csv, testing::HasSubstr("," + *now->restated->was + ","));
}

TEST_F(Restating, ThePublishedReportStaysAndTheFigureIsStatedAnewWithItsReason) {
  const auto files = archived();
  const std::string manifest = published_manifest(office.desk(), "2023-H1").value;
  correct();
  const auto before = status_of(office.desk(), "2023-H1").value;
  ASSERT_FALSE(before.missing.empty());
  EXPECT_EQ(before.missing.back().code, "restate");
  const auto made = restate_cycle(office.desk(), "2023-H1", kReason);
  ASSERT_TRUE(made.ok()) << lines(made.problems);

  const PublishedTarget now = target("t01");
  EXPECT_NE(now.display, published.display);
  ASSERT_TRUE(now.restated);
  EXPECT_EQ(now.restated->was, published.display);
  EXPECT_EQ(now.restated->reason, kReason);
  EXPECT_FALSE(target("t09").restated) << "only what changed says so";
  const auto results = published_results(office.desk(), "2023-H1").value;
  ASSERT_THAT(results.restatements, SizeIs(1));
  EXPECT_EQ(results.snapshot, results.restatements[0].snapshot);
  ASSERT_THAT(results.restatements[0].targets, SizeIs(1));
  EXPECT_EQ(results.restatements[0].targets[0].now, now.display);

  EXPECT_EQ(archived(), files) << "the published report is what it was";
  EXPECT_EQ(published_manifest(office.desk(), "2023-H1").value, manifest);
  for (const auto& file : files) EXPECT_TRUE(public_file(office.desk(), file).ok());
  for (const auto& step : status_of(office.desk(), "2023-H1").value.missing) EXPECT_NE(step.code, "restate");
  const auto page = target_page(office.desk(), "t01").value;
  ASSERT_THAT(page.history, SizeIs(1));
  EXPECT_EQ(page.history[0].restated->was, published.display);
}

TEST_F(Restating, EveryPaperMadeFromThenOnSaysWhatChangedAndWhy) {
  correct();
  const fs::path out = office.folder() / "dinh-chinh";
  const auto made = restate_papers(office.desk(), {"2023-H1", out.string(), {}, 1}, kReason);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_THAT(bytes_of(out / "report.html"), HasSubstr(kReason));
  const auto now = target("t01");
  EXPECT_THAT(bytes_of(out / "report.html"),
              HasSubstr("số liệu " + *published.display + " → " + *now.display))
      << "as the report prints it";
  EXPECT_THAT(bytes_of(out / "report.json"), HasSubstr(kReason));
  const auto checked = check_manifest((out / "manifest.json").string(), made.value.key);
  EXPECT_THAT(checked.problems, IsEmpty());
  EXPECT_THAT(bytes_of(out / "manifest.json"), HasSubstr("\"restates\""));
  EXPECT_THAT(bytes_of(papers / "manifest.json"), Not(HasSubstr("restates")));
  const int number = published_results(office.desk(), "2023-H1").value.snapshot;
  EXPECT_EQ(published_manifest(office.desk(), "2023-H1", std::to_string(number)).value,
            bytes_of(out / "manifest.json"));
  // The same paper again: the correction is part of what it is made from.
  const fs::path again = office.folder() / "lai";
  PaperRequest request;
  request.cycle = "2023-H1";
  request.folder = again.string();
  ASSERT_TRUE(write_papers(office.desk(), request).ok());
  EXPECT_EQ(bytes_of(again / "report.json"), bytes_of(out / "report.json"));
  EXPECT_EQ(bytes_of(again / "report.html"), bytes_of(out / "report.html"));
  EXPECT_THAT(results_table(office.desk(), "2023-H1").value, HasSubstr(kReason));
}

TEST_F(Restating, NeedsAReasonAndSomethingThatChanged) {
  EXPECT_THAT(codes(restate_cycle(office.desk(), "2023-H1", kReason).problems),
              ElementsAre("nothing-to-restate"));
  EXPECT_THAT(codes(restate_cycle(office.desk(), "2023-H1", " ").problems),
              ElementsAre("restate-reason-missing"));
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(send("ww_sites_ok").ok());
  EXPECT_THAT(codes(restate_cycle(office.desk(), "2023-H1", kReason).problems),
              ElementsAre("nothing-to-restate"))
      << "what is not noted counts nowhere";
  office.note();
  EXPECT_THAT(codes(restate_cycle(office.desk(), "2023-H1", kReason).problems),
              ElementsAre("snapshot-stale"));
  (void)office.consolidated();
  EXPECT_TRUE(restate_cycle(office.desk(), "2023-H1", kReason).ok());
  EXPECT_THAT(codes(restate_cycle(office.desk(), "2023-H1", kReason).problems),
              ElementsAre("nothing-to-restate"));
  Desk officer = office.desk();
  officer.actor = "chuyen-vien";
  officer.posts = {{Role::agency_officer, "so-tnmt", {}, {}, {}}};
  EXPECT_THAT(codes(restate_cycle(officer, "2023-H1", kReason).problems), ElementsAre("not-allowed"));
}

TEST_F(Restating, ASecondCorrectionTellsWhatWasPublishedFirst) {
  correct();
  ASSERT_TRUE(restate_cycle(office.desk(), "2023-H1", "một").ok());
  const auto first = target("t01");
  correct();
  ASSERT_TRUE(restate_cycle(office.desk(), "2023-H1", "hai").ok());
  const auto now = target("t01");
  EXPECT_EQ(now.restated->was, published.display);
  EXPECT_EQ(now.restated->reason, "hai");
  const auto lines = published_results(office.desk(), "2023-H1").value.restatements;
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(lines[1].targets[0].was, first.display);
}

}  // namespace
}  // namespace xanh::office_test

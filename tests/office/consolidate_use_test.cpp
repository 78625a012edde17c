// The consolidation at the desk: one manifest, one snapshot, on every engine and with any number of threads.
#include "office/consolidate_use.hpp"

#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "office/status_use.hpp"
#include "store/store_fixture.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;

/// The digests of the revisions that a consolidation took.
std::vector<std::string> counted(const Consolidated& made) {
  std::vector<std::string> out;
  for (const auto& r : made.manifest.revisions) out.push_back(r.unit + " " + r.sha256);
  return out;
}

TEST(Consolidating, TwiceKeepsTheSnapshotAndANewNotedRevisionMakesTheNext) {
  const Office office;
  office.with_reports({"q7", "so-xd"});
  const auto first = office.consolidated();
  EXPECT_EQ(first->snapshot.number, 1);
  EXPECT_EQ(office.consolidated()->snapshot.number, 1);
  EXPECT_EQ(office.consolidated(8)->snapshot.sha256, first->snapshot.sha256);

  Submission report = Office::report("q7");
  figure_of(report, "ww_sites_ok").this_period = Decimal(80);
  ASSERT_TRUE(office.send(report).ok());
  const auto waiting = office.consolidated();
  EXPECT_EQ(counted(*waiting), counted(*first)) << "what is only sent does not count";
  office.note();
  const auto second = office.consolidated();
  EXPECT_NE(second->snapshot.sha256, first->snapshot.sha256);
  EXPECT_EQ(second->snapshot.number, waiting->snapshot.number + 1);
  office.store().read([&](const Transaction& t) {
    const auto kept = t.snapshots("2023-H1");
    ASSERT_EQ(kept.front().number, 1);
    EXPECT_EQ(kept.front().digest, first->snapshot.sha256);
    EXPECT_EQ(kept.front().result, consolidation_bytes(first->result));
    EXPECT_TRUE(t.verify_audit().sound());
  });
}

TEST(Consolidating, TakesOnlyNotedRevisionsAndTellsWhereTheOthersStand) {
  const Office office;
  ASSERT_TRUE(
      submit_files(office.desk(), {{kReports + "/q7.yaml", kReports + "/so-xd.yaml"}, false, {}, {}}).ok());
  ASSERT_TRUE(review(office.desk(), {{"2023-H1/so-xd"}, true, {}, {}}).ok());
  const auto made = office.consolidated();
  ASSERT_EQ(made->manifest.revisions.size(), 1u);
  EXPECT_EQ(made->manifest.revisions[0].unit, "so-xd");
  ASSERT_EQ(made->manifest.others.size(), 1u);
  EXPECT_EQ(made->manifest.others[0].unit, "q7");
  EXPECT_EQ(made->manifest.others[0].state, SubmissionState::sent);
}

TEST(Consolidating, ARequestToReviseKeepsTheNotedFiguresUntilTheNewOnesAreNoted) {
  const Office office;
  office.with_reports({"q7"});
  const auto before = office.consolidated();
  ASSERT_TRUE(review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, "Đề nghị rà soát"}).ok());
  EXPECT_EQ(counted(*office.consolidated()), counted(*before));
}

TEST(Consolidating, WithoutANotedReportWarns) {
  const Office office;
  const auto made = consolidate_cycle(office.desk(), {"2023-H1", {}, 1});
  EXPECT_TRUE(made.ok());
  EXPECT_THAT(codes(made.problems), ElementsAre("nothing-noted"));
}

TEST(Consolidating, IsSeenAtTheNewestFactNeverAtTheClock) {
  const Office office;
  office.with_reports({"q7", "so-xd"});
  Desk later = office.desk();
  const auto before = office.consolidated();
  later.now = *parse_instant("2023-12-01T00:00:00Z");
  const auto made = consolidate_cycle(later, {"2023-H1", {}, 1});
  EXPECT_EQ(made.value->manifest.seen_at, before->manifest.seen_at);
  EXPECT_EQ(made.value->snapshot.number, 1);
  const auto asked = consolidate_cycle(later, {"2023-H1", later.now, 1});
  EXPECT_EQ(asked.value->manifest.seen_at, later.now);
  EXPECT_EQ(asked.value->snapshot.number, 2);
  ASSERT_TRUE(close_cycle(later, "2023-H1").ok());
  const auto closed = consolidate_cycle(office.desk(), {"2023-H1", {}, 1});
  EXPECT_EQ(closed.value->manifest.seen_at, later.now) << "the closing, from then on";
}

TEST(Consolidating, APublishedCycleKeepsTheSnapshotThatWasPublished) {
  const Office office;
  office.with_reports({"q7"});
  ASSERT_NE(office.consolidated(), nullptr);
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  const auto last = office.consolidated();
  const auto published = publish_cycle(office.desk(), "2023-H1");
  ASSERT_TRUE(published.ok()) << lines(published.problems);
  office.store().read([&](const Transaction& t) {
    EXPECT_EQ(recall(t).standing.at("2023-H1").published_snapshot, last->snapshot.number);
  });
  EXPECT_THAT(codes(office.send(Office::report("so-xd")).problems), Contains("cycle-not-open"));
}

TEST(Consolidating, PublishesTheSnapshotOfTheFactsAsTheyAreAlsoWhenAnotherWasMadeSince) {
  const Office office;
  office.with_reports({"q7", "so-xd"});
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  const auto current = office.consolidated();
  const auto earlier =
      consolidate_cycle(office.desk(), {"2023-H1", parse_instant("2023-06-19T17:00:00+07:00"), 1});
  ASSERT_TRUE(earlier.ok());
  EXPECT_THAT(codes(earlier.problems), Contains("seen-at-before-facts"));
  ASSERT_NE(earlier.value->snapshot.number, current->snapshot.number);
  ASSERT_TRUE(publish_cycle(office.desk(), "2023-H1").ok());
  office.store().read([&](const Transaction& t) {
    EXPECT_EQ(recall(t).standing.at("2023-H1").published_snapshot, current->snapshot.number);
  });
}

TEST(Consolidating, ACycleThatIsComparedWithAPublishedOneCanBePublishedToo) {
  std::string folder = fs::temp_directory_path() / "xanh-two-years-XXXXXX";
  ASSERT_TRUE(::mkdtemp(folder.data()));
  fs::copy(kProgramme, folder + "/programme", fs::copy_options::recursive);
  std::ofstream(folder + "/programme/cycles.yaml", std::ios::app)
      << "- code: 2022-H1\n  plan_year: 2023\n  kind: half_year\n  names: {vi: Kỳ trước, en: Before}\n"
         "  window: {first: 2021-12-15, last: 2022-06-14}\n";
  ASSERT_TRUE(init_store(folder + "/store", folder + "/programme", "operator", Office::now()).ok());
  const auto store = ProgrammeStore::open(folder + "/store", ProgrammeStore::Mode::read_write);
  const Desk desk{store.value.get(), std::string(kLocalOperator), Office::now()};
  for (const char* cycle : {"2022-H1", "2023-H1"}) {
    ASSERT_FALSE(has_error(open_cycle(desk, cycle).problems));
    ASSERT_TRUE(close_cycle(desk, cycle).ok());
    ASSERT_FALSE(has_error(consolidate_cycle(desk, {cycle, {}, 1}).problems));
    const auto published = publish_cycle(desk, cycle);
    EXPECT_TRUE(published.ok()) << cycle << ": " << lines(published.problems);
  }
  fs::remove_all(folder);
}

TEST(Consolidating, AFormulaThatGoesBackReadsTheReportsOfThePublishedCycleBefore) {
  std::string folder = fs::temp_directory_path() / "xanh-formula-back-XXXXXX";
  ASSERT_TRUE(::mkdtemp(folder.data()));
  const std::string programme = folder + "/programme";
  fs::copy(kProgramme, programme, fs::copy_options::recursive);
  std::ofstream(programme + "/cycles.yaml", std::ios::app)
      << "- code: 2022-H1\n  plan_year: 2023\n  kind: half_year\n  names: {vi: Kỳ trước, en: Before}\n"
         "  window: {first: 2021-12-15, last: 2022-06-14}\n";
  std::ofstream(programme + "/targets.yaml", std::ios::app)
      << "- code: t99\n  goal: g2\n  names: {vi: Tăng, en: Growth}\n  unit: cơ sở\n  direction: rise\n"
         "  definition: {id: growth, text: {vi: Tăng so với kỳ trước, en: Against the period before}}\n"
         "  formula: '#{ww_sites_ok} - #{ww_sites_ok}.periodOffset(-1)'\n";
  const Office office({}, programme);
  ASSERT_FALSE(has_error(open_cycle(office.desk(), "2022-H1").problems));
  Submission before = Office::report("q7");
  before.cycle = "2022-H1";
  figure_of(before, "ww_sites_ok").this_period = Decimal(70);
  const auto sent = office.send(before);
  ASSERT_EQ(sent.value.size(), 1u) << lines(sent.problems);
  ASSERT_TRUE(review(office.desk(), {{"2022-H1"}, true, {}, {}}).ok());
  ASSERT_TRUE(close_cycle(office.desk(), "2022-H1").ok());
  ASSERT_FALSE(has_error(consolidate_cycle(office.desk(), {"2022-H1", {}, 1}).problems));
  Submission now = Office::report("q7");
  figure_of(now, "ww_sites_ok").this_period = Decimal(75);
  ASSERT_EQ(office.send(now).value.size(), 1u);
  office.note();
  const auto growth = [&] {
    const auto made = consolidate_cycle(office.desk(), {"2023-H1", {}, 1});
    const auto& all = made.value->result.targets;
    return *std::find_if(all.begin(), all.end(), [](const TargetResult& t) { return t.code == "t99"; });
  };
  EXPECT_FALSE(growth().value) << "what is not published is not gone back to";
  const auto published = publish_cycle(office.desk(), "2022-H1");
  ASSERT_TRUE(published.ok()) << lines(published.problems);
  const TargetResult found = growth();
  ASSERT_TRUE(found.value) << found.reason.en;
  EXPECT_EQ(found.value->value, Decimal(5));
  ASSERT_EQ(found.trace.size(), 2u);
  EXPECT_EQ(found.trace[1].kind, "earlier");
  EXPECT_EQ(found.trace[1].id, "2022-H1/q7/1");
  fs::remove_all(folder);
}

TEST(Consolidating, BeforeAnythingHasComeIsSeenAtTheOpening) {
  const Office office;
  EXPECT_EQ(office.consolidated()->manifest.seen_at, Office::now());
}

TEST(Consolidating, AUnitInTimeStaysInTimeWhenItAnswersARequestToRevise) {
  const Office office;
  office.with_reports({"q7"});  // arrived on 15/6, due on 16/6
  ASSERT_TRUE(review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, "?"}).ok());
  Submission again = Office::report("q7");
  figure_of(again, "ww_sites_ok").this_period = Decimal(80);
  again.sent_at.reset();
  again.letter.received_on.reset();  // as the workbook, whose arrival is the office's to say
  ASSERT_TRUE(office.send(again).ok());
  office.note();
  const auto made = office.consolidated();
  ASSERT_EQ(made->manifest.revisions.size(), 1u);
  EXPECT_EQ(made->manifest.revisions[0].revision, 2);
  EXPECT_EQ(made->manifest.revisions[0].received_on, parse_date("2023-06-15"));
}

TEST(Consolidating, WhosePapersCannotBeWrittenKeepsNoSnapshot) {
  const Office office;
  office.with_reports({"q7"});
  std::ofstream(office.folder() / "a-file") << "x";
  PaperRequest request;
  request.cycle = "2023-H1";
  request.folder = (office.folder() / "a-file").string();
  EXPECT_FALSE(write_papers(office.desk(), request).ok());
  office.store().read([&](const Transaction& t) {
    EXPECT_TRUE(t.snapshots("2023-H1").empty());
    EXPECT_NE(t.audit_rows().back().action, "consolidate");
  });
}

TEST(Consolidating, OfTheSourcesAloneLeavesNoReportOfAnEarlierRunBeside) {
  const Office office;
  office.with_reports({"q7"});
  PaperRequest request;
  request.cycle = "2023-H1";
  request.folder = (office.folder() / "out").string();
  ASSERT_TRUE(write_papers(office.desk(), request).ok());
  EXPECT_TRUE(fs::exists(office.folder() / "out/report.docx"));
  request.signing = false;
  ASSERT_TRUE(write_papers(office.desk(), request).ok());
  EXPECT_FALSE(fs::exists(office.folder() / "out/report.docx"));
  EXPECT_TRUE(fs::exists(office.folder() / "out/sources.docx"));
}

TEST(Consolidating, OnPostgresqlGivesTheSameSnapshotAsOnSqlite) {
  std::string why;
  auto* server = store_test::PostgresqlServer::running(&why);
  if (!server) GTEST_SKIP() << why;
  const Office folder, database(server->new_database());
  folder.with_reports();
  database.with_reports();
  const auto one = folder.consolidated(), other = database.consolidated();
  EXPECT_EQ(manifest_bytes(one->manifest), manifest_bytes(other->manifest));
  EXPECT_EQ(consolidation_bytes(one->result), consolidation_bytes(other->result));
  EXPECT_EQ(one->snapshot.sha256, other->snapshot.sha256);
  EXPECT_EQ(other->snapshot.number, 1);
  EXPECT_EQ(one->manifest.revisions.size(), Office::report_units().size());
}

TEST(ConsolidateUse, AReportNotedWhileThePapersArePrintedIsInThem) {
  const Office office;
  office.with_reports({"q7"});
  int printed = 0;
  std::vector<std::string> last;
  const auto made = consolidate_cycle(office.desk(), {"2023-H1", {}, 1}, [&](const Consolidated& c) {
    if (++printed == 1) office.with_reports({"q1"});  // nobody has to wait for the printer
    last.clear();
    for (const auto& revision : c.manifest.revisions) last.push_back(revision.unit);
    return Problems{};
  });
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_EQ(printed, 2);
  EXPECT_THAT(last, testing::ElementsAre("q1", "q7"));
  office.store().read([](const Transaction& t) { EXPECT_EQ(t.snapshots("2023-H1").size(), 1U); });
}

TEST(ConsolidateUse, WhereEveryPrintingIsOvertakenTheLastOneHoldsTheOthersUp) {
  const Office office;
  office.with_reports({"q7"});
  const std::vector<std::string> later{"q1", "q3"};
  size_t printed = 0;
  const auto made = consolidate_cycle(office.desk(), {"2023-H1", {}, 1}, [&](const Consolidated& c) {
    if (printed < later.size()) office.with_reports({later[printed]});
    ++printed;
    EXPECT_EQ(c.manifest.revisions.size(), printed);
    return Problems{};
  });
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_EQ(printed, 3U);
  EXPECT_EQ(made.value->snapshot.number, 1);
}

TEST(ConsolidateUse, ALookAtThePapersMakesNoSnapshot) {
  const Office office;
  office.with_reports({"q7"});
  bool printed = false;
  const auto made = consolidate_cycle(office.desk(), {"2023-H1", {}, 1, false}, [&](const Consolidated&) {
    printed = true;
    return Problems{};
  });
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_TRUE(printed);
  office.store().read([](const Transaction& t) { EXPECT_TRUE(t.snapshots("2023-H1").empty()); });
}

}  // namespace
}  // namespace xanh::office_test

// Reports come in, are noted, or go back for named figures only.
#include "office/submission_use.hpp"

#include "exchange/figures_csv.hpp"
#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Submitting, TheSameReportAgainAddsNoRevision) {
  const Office office;
  office.with_reports({"q7"});
  const auto again = office.send(Office::report("q7"));
  ASSERT_TRUE(again.ok()) << lines(again.problems);
  EXPECT_TRUE(again.value[0].unchanged);
  EXPECT_EQ(again.value[0].submission, "2023-H1/q7/1");
  office.store().read([](const Transaction& t) {
    EXPECT_EQ(t.revisions("2023-H1", "q7").size(), 1u);
    EXPECT_EQ(t.submission_events("2023-H1").size(), 2u) << "sent, noted";
  });
  EXPECT_EQ(office.account("q7").state, SubmissionState::noted);
}

TEST(Submitting, AChangedReportIsTheNextRevisionAndTheFirstStaysAsItWas) {
  const Office office;
  office.with_reports({"q7"});
  Submission report = Office::report("q7");
  const std::string first = submission_bytes(report);
  figure_of(report, "ww_sites_ok").this_period = Decimal(80);
  const auto taken = office.send(report);
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_EQ(taken.value[0].revision, 2);
  EXPECT_EQ(taken.value[0].sha256, submission_digest(report));
  office.store().read([&](const Transaction& t) {
    EXPECT_EQ(t.revision("2023-H1", "q7", 1)->bytes, first);
    EXPECT_EQ(t.revision("2023-H1", "q7", 2)->bytes, submission_bytes(report));
  });
  EXPECT_EQ(office.account("q7").accepted, 1) << "what was noted counts until the next one is";
  EXPECT_EQ(office.account("q7").state, SubmissionState::sent);
}

TEST(Submitting, OnTrialTellsTheSameProblemsAndKeepsNothing) {
  const Office office;
  Submission report = Office::report("h-can-gio");
  const auto trial = office.send(report, true);
  EXPECT_TRUE(trial.ok());
  office.store().read([](const Transaction& t) {
    EXPECT_EQ(t.next_revision("2023-H1", "h-can-gio"), 1);
    EXPECT_THAT(t.figures("2023-H1"), IsEmpty());
  });
  const auto taken = office.send(report);
  EXPECT_EQ(codes(taken.problems), codes(trial.problems));
}

TEST(Submitting, OnBehalfKeepsTheAuthorTheWriterAndTheLetter) {
  const Office office;
  const std::string letter = office.folder() / "công văn.pdf";
  std::ofstream(letter) << "%PDF-1.4 thư";
  const auto taken = submit_files(office.desk(), {{kReports + "/q7.yaml"}, false, "q7", letter});
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  office.store().read([&](const Transaction& t) {
    const auto report = submission_from_bytes(t.revision("2023-H1", "q7", 1)->bytes).value;
    EXPECT_EQ(report.unit, "q7");
    EXPECT_EQ(report.entered_by, "operator");
    const auto last = t.audit_rows().back();
    EXPECT_EQ(last.action, "submit.letter");
    EXPECT_EQ(last.subject, "2023-H1/q7/1");
    const auto kept = t.published_document(last.detail);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->bytes, "%PDF-1.4 thư");
    EXPECT_EQ(kept->name, "công văn.pdf");
  });
  const auto made = [&] {
    office.note();
    return office.consolidated();
  }();
  EXPECT_TRUE(made->manifest.revisions.at(0).on_behalf);
}

TEST(Submitting, OnBehalfWithoutItsLetterTakesNothingIn) {
  const Office office;
  const auto taken =
      submit_files(office.desk(), {{kReports + "/q7.yaml"}, false, "q7", "/nowhere/letter.pdf"});
  EXPECT_THAT(codes(taken.problems), Contains("file-not-found"));
  EXPECT_THAT(taken.value, IsEmpty());
  office.store().read([](const Transaction& t) { EXPECT_EQ(t.next_revision("2023-H1", "q7"), 1); });
}

struct AskedToRevise : testing::Test {
  AskedToRevise() {
    office.with_reports({"q7"});
    const auto asked = review(
        office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok", "n_communication.result"}, "Đề nghị rà soát"});
    EXPECT_TRUE(asked.ok()) << lines(asked.problems);
    report = Office::report("q7");
  }
  /// The codes of what is wrong when the report is sent as it now is.
  std::vector<std::string> refused() {
    const auto out = office.send(report);
    std::vector<std::string> found;
    for (const auto& p : out.problems)
      if (p.severity == Severity::error) found.push_back(p.code + " " + p.place.field);
    return found;
  }
  Office office;
  Submission report;
};

TEST_F(AskedToRevise, TheUnitSeesTheFiguresAndTheMessage) {
  const auto account = office.account("q7");
  EXPECT_EQ(account.state, SubmissionState::asked_to_revise);
  EXPECT_THAT(account.asked, ElementsAre("ww_sites_ok", "n_communication.result"));
  EXPECT_EQ(account.message, "Đề nghị rà soát");
  EXPECT_EQ(account.accepted, 1) << "what was noted counts until something else is";
}

TEST_F(AskedToRevise, TheNamedFiguresMayChange) {
  figure_of(report, "ww_sites_ok").this_period = Decimal(81);
  report.tasks.at(0).result = "Đã rà soát.";
  EXPECT_THAT(refused(), IsEmpty());
  EXPECT_EQ(office.account("q7").latest, 2);
}

TEST_F(AskedToRevise, NoOtherFigureMayChange) {
  figure_of(report, "ww_sites_ok").this_period = Decimal(81);
  figure_of(report, "ww_sites_obliged").this_period = Decimal(87);
  figure_of(report, "vehicles_ok").note = "chỉ là ghi chú";
  EXPECT_THAT(refused(), ElementsAre("beyond-request ww_sites_obliged", "beyond-request vehicles_ok"));
  EXPECT_EQ(office.account("q7").latest, 1);
}

TEST_F(AskedToRevise, OfANamedTaskOnlyTheNamedFieldMayChange) {
  report.tasks.at(0).status = TaskStatus::paused;
  EXPECT_THAT(refused(), ElementsAre("beyond-request n_communication.status"));
}

TEST_F(AskedToRevise, NoDifficultyNoNextTaskAndNoTargetRowMayChange) {
  report.difficulties.push_back({DifficultyKind::difficulty, "Thiếu kinh phí", {}, {}, {}, {}, {}, {}, {}});
  report.next_tasks.clear();
  report.nothing_to_report = true;
  report.targets.push_back({"t07", Decimal(70), {}, {}, {}, {}});
  EXPECT_THAT(refused(), ElementsAre("beyond-request t07", "beyond-request difficulties",
                                     "beyond-request next_tasks", "beyond-request nothing_to_report"));
}

TEST_F(AskedToRevise, TheWordsThatQuoteTheFigureMayFollowIt) {
  figure_of(report, "ww_sites_ok").this_period = Decimal(81);
  report.texts.at(0).text += " Còn 81 cơ sở đạt.";
  report.targets.push_back({"t01", Decimal(70), {}, {}, "Đếm lại", {}});
  EXPECT_THAT(refused(), IsEmpty());
}

TEST_F(AskedToRevise, ANoughtBehindThePointIsNoChange) {
  figure_of(report, "canal_dredged").this_period = Decimal::parse("5.70");
  EXPECT_THAT(refused(), IsEmpty());
}

TEST_F(AskedToRevise, AFigureLeftOutCountsAsChanged) {
  std::erase_if(report.figures, [](const auto& f) { return f.element == "vehicles_ok"; });
  EXPECT_THAT(refused(), ElementsAre("beyond-request vehicles_ok"));
}

TEST_F(AskedToRevise, TheLetterMayBeANewOne) {
  figure_of(report, "ww_sites_ok").this_period = Decimal(81);
  report.letter.number = "500/BC-UBND";
  report.sent_at = *parse_instant("2023-06-19T10:30:00+07:00");
  EXPECT_THAT(refused(), IsEmpty());
}

TEST_F(AskedToRevise, AfterTheRevisionIsSentItMayNotGoBeyondTheRequestEither) {
  figure_of(report, "ww_sites_ok").this_period = Decimal(81);
  EXPECT_THAT(refused(), IsEmpty());
  figure_of(report, "vehicles_ok").this_period = Decimal(1);
  EXPECT_THAT(refused(), ElementsAre("beyond-request vehicles_ok"));
}

TEST_F(AskedToRevise, NotingWhatCameEndsTheRequest) {
  figure_of(report, "ww_sites_ok").this_period = Decimal(81);
  EXPECT_THAT(refused(), IsEmpty());
  office.note();
  EXPECT_THAT(office.account("q7").asked, IsEmpty());
  EXPECT_EQ(office.account("q7").accepted, 2);
  figure_of(report, "vehicles_ok").this_period = Decimal(90);
  EXPECT_THAT(refused(), IsEmpty());
}

TEST_F(AskedToRevise, AFurtherRequestAddsToTheOneThatIsOpen) {
  const auto before = office.account("q7").asked;
  ASSERT_TRUE(
      review(office.desk(), {{"2023-H1/q7"}, false, {"staff_present", "staff_present"}, "thêm"}).ok());
  const auto after = office.account("q7");
  EXPECT_EQ(after.asked.size(), before.size() + 1);
  EXPECT_THAT(after.asked, testing::IsSupersetOf(before));
  EXPECT_THAT(after.message, testing::HasSubstr("; thêm"));
}

TEST(Reviewing, ACycleWithASlashIsNotTheWholeCycle) {
  const Office office;
  ASSERT_TRUE(submit_files(office.desk(), {{kReports + "/q7.yaml"}, false, {}, {}}).ok());
  EXPECT_THAT(codes(review(office.desk(), {{"2023-H1/"}, true, {}, {}}).problems),
              ElementsAre("unknown-submission"));
  EXPECT_EQ(office.account("q7").state, SubmissionState::sent);
}

TEST(Submitting, ADayOfArrivalAfterTodayIsAsked) {
  const Office office;
  Submission report = Office::report("q7");
  report.letter.received_on = parse_date("2032-06-15");
  EXPECT_THAT(codes(office.send(report).problems), testing::Contains("arrival-in-future"));
}

TEST(Submitting, AStateThatIsNotForUnitsIsAsked) {
  const Office office;
  Submission report = Office::report("q7");
  figure_of(report, "trees_planted").state = FigureState::not_sent;
  EXPECT_THAT(codes(office.send(report).problems), testing::Contains("state-not-for-units"));
}

TEST(Submitting, NothingToReportBesideFiguresIsAskedAndTheFiguresCount) {
  const Office office;
  Submission report = Office::report("q7");
  report.nothing_to_report = true;
  EXPECT_THAT(codes(office.send(report).problems), testing::Contains("nothing-to-report-with-content"));
  office.note();
  const auto made = office.consolidated();
  const auto& t01 = *std::find_if(made->result.targets.begin(), made->result.targets.end(),
                                  [](const auto& t) { return t.code == "t01"; });
  EXPECT_EQ(t01.numerator, "82");
}

TEST(Asking, ATargetUnlocksItsNumeratorAndDenominator) {
  const Office office;
  office.with_reports({"q7"});
  ASSERT_TRUE(review(office.desk(), {{"2023-H1/q7"}, false, {"t01"}, "Đề nghị rà soát"}).ok());
  Submission report = Office::report("q7");
  figure_of(report, "ww_sites_ok").this_period = Decimal(81);
  figure_of(report, "ww_sites_obliged").this_period = Decimal(87);
  const auto taken = office.send(report);
  EXPECT_TRUE(taken.ok()) << lines(taken.problems);
}

TEST(Asking, NeedsAMessageAndNamesOfTheForm) {
  const Office office;
  office.with_reports({"q7"});
  EXPECT_THAT(codes(review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, ""}).problems),
              ElementsAre("message-missing"));
  EXPECT_THAT(codes(review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, " \t"}).problems),
              ElementsAre("message-missing"));
  EXPECT_THAT(codes(review(office.desk(), {{"2023-H1/q7"}, false, {"health_sites_ok"}, "m"}).problems),
              ElementsAre("figure-not-in-report"));
  EXPECT_THAT(
      codes(review(office.desk(), {{"2023-H1/q7"}, false, {"n_communication.resultt"}, "m"}).problems),
      ElementsAre("figure-not-in-report"));
  EXPECT_THAT(codes(review(office.desk(), {{"2023-H1/q7"}, false, {}, "m"}).problems),
              ElementsAre("nothing-named"));
  EXPECT_EQ(office.account("q7").state, SubmissionState::noted);
}

TEST(Figures, AsRowsAreRebuiltFromTheBytesAsTheyWere) {
  const Office office;
  office.with_reports({"q7", "so-xd", "hepza", "h-can-gio"});
  std::vector<FigureRow> before, after;
  office.store().transact([&](Transaction& t) {
    before = t.figures("2023-H1");
    t.drop_figures();
    EXPECT_THAT(t.figures("2023-H1"), IsEmpty());
  });
  const auto rebuilt = rebuild_figures(office.desk());
  ASSERT_TRUE(rebuilt.ok()) << lines(rebuilt.problems);
  office.store().read([&](const Transaction& t) { after = t.figures("2023-H1"); });
  EXPECT_GT(before.size(), 200u);
  EXPECT_EQ(static_cast<size_t>(rebuilt.value), before.size());
  EXPECT_EQ(after, before);
}

TEST(Figures, KeepEmptiesAsStatesWithoutAValue) {
  const Submission report = Office::report("so-xd");
  const auto folder = read_programme_folder(kProgramme).value;
  std::map<std::string, FigureRow> rows;
  for (const auto& row : figure_rows(report, 1, folder.plans.back()))
    if (row.column == "this_period") rows[row.element] = row;
  EXPECT_EQ(rows["ww_treated"].value->to_text(), "370624");
  EXPECT_EQ(rows["ww_treated"].definition, "ww-all-plants");
  EXPECT_EQ(rows["canal_improved"].value->to_text(), "1.8");
  EXPECT_EQ(rows["commit_households"].state, "not_applicable");
  EXPECT_FALSE(rows["commit_households"].value);
  EXPECT_EQ(rows["comm_students"].state, "nothing_to_report");
}

TEST(Submitting, ACsvHoldsFiguresAndLeavesTheRestOfTheReportAsItWas) {
  const Office office;
  office.with_reports({"q7"});
  Submission report = Office::report("q7");
  figure_of(report, "ww_sites_ok").this_period = Decimal(80);
  const fs::path path = office.folder() / "q7.csv";
  std::ofstream(path, std::ios::binary) << write_figures_csv(report);
  const auto taken = submit_files(office.desk(), {{path.string()}, false, {}, {}});
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_THAT(codes(taken.problems), Contains("figures-only"));
  office.store().read([&](const Transaction& t) {
    const auto kept = submission_from_bytes(t.revision("2023-H1", "q7", 2)->bytes).value;
    EXPECT_EQ(kept.figure("ww_sites_ok")->this_period, Decimal(80));
    EXPECT_EQ(kept.tasks.size(), report.tasks.size());
    EXPECT_EQ(kept.texts.size(), report.texts.size());
  });
}

TEST(Submitting, ARevisionThatLeavesOutWhatWasThereIsTold) {
  const Office office;
  office.with_reports({"q7"});
  Submission report = Office::report("q7");
  report.texts.clear();
  report.tasks.pop_back();
  const auto taken = office.send(report);
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  ASSERT_THAT(codes(taken.problems), Contains("revision-leaves-out"));
  for (const auto& p : taken.problems)
    if (p.code == "revision-leaves-out") {
      EXPECT_THAT(p.message.vi, HasSubstr("Biểu 06"));
    }
}

TEST(Submitting, AReportDoesNotCallItselfEnteredByAnother) {
  const Office office;
  Submission report = Office::report("q7");
  report.entered_by = "Trần Văn B";
  const auto taken = office.send(report);
  EXPECT_THAT(codes(taken.problems), Contains("entered-by-ignored"));
  office.store().read([&](const Transaction& t) {
    EXPECT_EQ(submission_from_bytes(t.revision("2023-H1", "q7", 1)->bytes).value.entered_by, "");
  });
}

TEST(Submitting, ALetterThatIsLaterThanItsArrivalIsAsked) {
  const Office office;
  Submission report = Office::report("q7");
  report.letter.date = parse_date("2999-01-01");
  EXPECT_THAT(codes(office.send(report).problems), Contains("letter-day"));
}

TEST(Asking, DifficultiesAndNextTasksCanBeAskedFor) {
  const Office city;
  city.with_reports({"q7"});
  const auto asked = review(city.desk(), {{"2023-H1/q7"}, false, {"difficulties", "next_tasks"}, "Bổ sung"});
  ASSERT_TRUE(asked.ok()) << lines(asked.problems);
  Submission changed = Office::report("q7");
  changed.next_tasks.emplace_back().content = "Thêm một việc";
  EXPECT_TRUE(city.send(changed).ok());
}

}  // namespace
}  // namespace xanh::office_test

// A unit's own Excel is entered on its behalf: the map is remembered, the unit may correct it within three
// working days.
#include "office/own_workbook_use.hpp"

#include "documents/docx_template.hpp"
#include "exchange/own_sheet.hpp"
#include "exchange/small_pdf.hpp"
#include "office/form_use.hpp"
#include "office/letter_use.hpp"
#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "office/status_use.hpp"

namespace xanh::office_test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class OwnExcel : public testing::Test {
 protected:
  OwnExcel() {
    book = bench.put("rieng.xlsx", testing_workbook::own_workbook(rows())).string();
    letter = bench.put("cv.pdf", pdf_test::small_pdf({"a scan"})).string();
    map = bench
              .put("q7.yaml",
                   "format: 1\nunit: q7\nfigures:\n"
                   "  - {element: ww_sites_obliged, this_period: {row: Cơ sở phải xử lý nước thải, column: "
                   "Kỳ này}}\n"
                   "  - {element: ww_sites_ok, this_period: {row: Cơ sở đạt quy chuẩn, column: Kỳ này}}\n")
              .string();
  }
  static std::vector<std::vector<std::string>> rows(const std::string& ok = "90") {
    return {{"STT", "Nội dung", "Kỳ này"},
            {"1", "Cơ sở phải xử lý nước thải", "100"},
            {"2", "Cơ sở đạt quy chuẩn", ok}};
  }
  Outcome<std::vector<SubmitLine>> submit(const std::string& with_map, const std::string& cycle = "2023-H1",
                                          bool dry_run = false) const {
    SubmitRequest request;
    request.files = {book};
    request.on_behalf = "q7";
    request.letter = letter;
    request.map = with_map;
    request.cycle = cycle;
    request.dry_run = dry_run;
    return submit_files(office.desk(), request);
  }
  [[nodiscard]] Submission stored(int revision) const {
    Submission out;
    office.store().read([&](const Transaction& t) {
      out = submission_from_bytes(t.revision("2023-H1", "q7", revision)->bytes).value;
    });
    return out;
  }
  /// The unit's own report, sent at a moment.
  Outcome<std::vector<SubmitLine>> unit_sends(const char* moment, const std::string& ok) const {
    Submission report = Office::report("q7");
    report.sent_at = std::nullopt;
    report.letter.received_on = std::nullopt;
    figure_of(report, "ww_sites_ok").this_period = Decimal::parse(ok);
    const fs::path path = office.folder() / "own.yaml";
    std::ofstream(path, std::ios::binary) << write_yaml(to_node(report));
    Desk desk = office.desk();
    desk.now = *parse_instant(moment);
    return submit_files(desk, {{path.string()}, false, {}, {}});
  }

  Office office;
  pdf_test::Bench bench;
  std::string book, letter, map;
};

TEST_F(OwnExcel, TheWholeStoryFromASuggestedMapToTheUnitsCorrection) {
  // Tuesday 20/6: the clerk has Quận 7's own table and its letter, and no map.
  const auto without = submit({});
  EXPECT_THAT(codes(without.problems), ElementsAre("own-no-map"));
  const std::string draft = bench.path("draft.yaml").string();
  const auto proposed = suggest_map(office.desk(), {book, "q7", "2023-H1", draft});
  ASSERT_TRUE(proposed.ok()) << lines(proposed.problems);
  EXPECT_GT(proposed.value.not_found, 10);

  const auto taken = submit(map);
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  const SubmitLine& line = taken.value.at(0);
  EXPECT_EQ(line.submission, "2023-H1/q7/1");
  EXPECT_EQ(line.figures, 2);
  EXPECT_FALSE(line.map_remembered);
  EXPECT_EQ(line.correct_by, make_date(2023, 6, 23)) << "three working days after Tuesday: Friday";
  const Submission report = stored(1);
  EXPECT_EQ(report.unit, "q7") << "the unit is the author";
  EXPECT_EQ(report.entered_by, "operator");
  EXPECT_EQ(report.figure("ww_sites_ok")->this_period, Decimal(90));
  office.store().read([&](const Transaction& t) {
    EXPECT_EQ(t.published_document(report.letter.file_sha256)->name, "cv.pdf");
    EXPECT_EQ(t.published_document(line.map_sha256)->name, "q7.yaml");
  });

  // Status, receipt, Annex VII and the working paper all say so.
  const auto status = status_of(office.desk(), "2023-H1").value;
  const auto row =
      std::find_if(status.units.begin(), status.units.end(), [](const auto& u) { return u.code == "q7"; });
  EXPECT_TRUE(row->on_behalf);
  EXPECT_EQ(row->correct_by, make_date(2023, 6, 23));
  LetterRequest receipt;
  receipt.kind = LetterKind::receipt;
  receipt.cycle = "2023-H1";
  receipt.unit = "q7";
  receipt.path = (office.folder() / "receipt.docx").string();
  ASSERT_TRUE(write_letters(office.desk(), receipt).ok());
  EXPECT_THAT(docx_text(bytes_of(receipt.path)).value,
              AllOf(HasSubstr("nhập thay"), HasSubstr("đến hết ngày 23/6/2023")));
  office.note();
  PaperRequest paper;
  paper.cycle = "2023-H1";
  paper.folder = (office.folder() / "out").string();
  ASSERT_TRUE(write_papers(office.desk(), paper).ok());
  const auto text = [&](const char* name) {
    return docx_text(bytes_of(office.folder() / "out" / name)).value;
  };
  EXPECT_THAT(text("report.docx"), HasSubstr("Sở nhập theo văn bản của đơn vị"));
  EXPECT_THAT(text("sources.docx"), HasSubstr("nhập thay"));

  // Thursday: the unit corrects it by itself, unasked; its own report is the newest and waits to be noted.
  const auto corrected = unit_sends("2023-06-22T09:00:00+07:00", "92");
  ASSERT_TRUE(corrected.ok()) << lines(corrected.problems);
  EXPECT_THAT(codes(corrected.problems), Not(Contains("correction-late")));
  EXPECT_EQ(stored(2).entered_by, "");
  EXPECT_EQ(office.account("q7").state, SubmissionState::sent);
  EXPECT_EQ(office.account("q7").accepted, 1) << "what was noted counts until the correction is";
}

TEST_F(OwnExcel, WithinItsDaysTheUnitMendsMoreThanItWasAskedAndAfterwardsNot) {
  ASSERT_TRUE(submit(map).ok());
  ASSERT_TRUE(review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, "Nêu nguồn"}).ok());
  const auto late = unit_sends("2023-06-24T09:00:00+07:00", "92");
  EXPECT_THAT(codes(late.problems), AllOf(Contains("beyond-request"), Contains("correction-late")));
  const auto in_time = unit_sends("2023-06-23T23:00:00+07:00", "92");
  EXPECT_TRUE(in_time.ok()) << lines(in_time.problems);
}

TEST_F(OwnExcel, TheMapIsRememberedForTheUnitAndSaysWhichOneItWas) {
  ASSERT_TRUE(submit(map).ok());
  book = bench.put("rieng2.xlsx", testing_workbook::own_workbook(rows("95"))).string();
  const auto again = submit({});
  ASSERT_TRUE(again.ok()) << lines(again.problems);
  EXPECT_TRUE(again.value.at(0).map_remembered);
  EXPECT_EQ(again.value.at(0).map, "q7.yaml");
  EXPECT_EQ(stored(2).figure("ww_sites_ok")->this_period, Decimal(95));
  office.store().read([&](const Transaction& t) {
    const auto events = t.submission_events("2023-H1");
    EXPECT_EQ(std::count_if(events.begin(), events.end(), [](const auto& e) { return e.event == "mapped"; }),
              1)
        << "the one that is remembered already adds nothing";
  });
}

TEST_F(OwnExcel, ATrialKeepsNeitherReportNorMap) {
  ASSERT_TRUE(submit(map, "2023-H1", true).ok());
  EXPECT_THAT(codes(submit({}).problems), ElementsAre("own-no-map"));
}

TEST_F(OwnExcel, AMapOrASheetThatIsWrongTakesNothingIn) {
  EXPECT_THAT(codes(submit(map, {}).problems), ElementsAre("own-no-cycle"));
  EXPECT_THAT(codes(submit(map, "2023-H9").problems), ElementsAre("unknown-cycle"));
  const std::string other = bench.put("q1.yaml", "format: 1\nunit: q1\nfigures: []\n").string();
  EXPECT_THAT(codes(submit(other).problems), ElementsAre("map-other-unit", "map-empty"));
  EXPECT_THAT(codes(submit("/nowhere.yaml").problems), ElementsAre("file-not-found"));
  book = bench.put("rieng3.xlsx", testing_workbook::own_workbook({{"x"}})).string();
  EXPECT_THAT(codes(submit(map).problems), Contains("own-no-row"));
  office.store().read([](const Transaction& t) { EXPECT_EQ(t.next_revision("2023-H1", "q7"), 1); });
}

TEST_F(OwnExcel, EnteringOverWhatTheUnitSentItselfIsTold) {
  ASSERT_TRUE(unit_sends("2023-06-19T09:00:00+07:00", "92").ok());
  const auto over = submit(map);
  ASSERT_TRUE(over.ok());
  EXPECT_THAT(codes(over.problems), Contains("on-behalf-over-own"));
  EXPECT_THAT(codes(submit(map).problems), Not(Contains("on-behalf-over-own"))) << "the same again";
}

TEST_F(OwnExcel, AFormNeedsNoMapAndAnotherCycleIsNotTaken) {
  const std::string form = (office.folder() / "q7.xlsx").string();
  ASSERT_TRUE(write_forms(office.desk(), {"2023-H1", "q7", form, Language::vi}).ok());
  book = form;
  EXPECT_THAT(codes(submit(map).problems), ElementsAre("map-for-form"));
  EXPECT_THAT(codes(submit({}, "2023-Y").problems), Contains("form-other-cycle"));
}

TEST_F(OwnExcel, AMapChangesNoAccountAndNoManifest) {
  office.with_reports({"q1"});
  const auto before = office.consolidated()->snapshot.sha256;
  office.store().transact([&](Transaction& t) {
    const Memory memory = recall(t);
    remember_map(t, office.desk(), memory, "2023-H1", "q4", {"m.yaml", "format: 1\n", {}, false});
  });
  EXPECT_EQ(office.consolidated()->snapshot.sha256, before);
}

}  // namespace
}  // namespace xanh::office_test

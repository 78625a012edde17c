// The signed copy comes back: matched by its code, kept, and its number on every later print.
#include "office/signed_use.hpp"

#include "documents/docx_template.hpp"
#include "exchange/small_pdf.hpp"
#include "office/form_use.hpp"
#include "office/letter_use.hpp"
#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "office/signed_papers.hpp"
#include "office/status_use.hpp"

namespace xanh::office_test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SignedCopies : public testing::Test {
 protected:
  SignedCopies() { office.with_reports({"q7", "q1", "so-xd"}); }

  [[nodiscard]] std::string code(const std::string& unit, int revision = 1) const {
    std::string out;
    office.store().read(
        [&](const Transaction& t) { out = control_code(t.revision("2023-H1", unit, revision)->digest); });
    return out;
  }
  std::string put(const std::string& bytes, const std::string& name = "signed.pdf") const {
    return bench.put(name, bytes).string();
  }
  /// The copy comes a day after everything else, so that a day that moves shows.
  Outcome<SignedLine> take(const SignedRequest& request) const {
    Desk desk = office.desk();
    desk.now = *parse_instant("2023-06-21T08:00:00+07:00");
    return take_signed_copy(desk, request);
  }
  Outcome<SignedLine> take(const std::string& subject, const std::string& file,
                           const std::string& number = {}, std::optional<Date> date = {}) const {
    SignedRequest request;
    request.subject = subject;
    request.file = file;
    request.number = number;
    request.date = date;
    return take(request);
  }
  PaperResult papers(bool pdf = false) const {
    PaperRequest request;
    request.cycle = "2023-H1";
    request.folder = (office.folder() / "out").string();
    request.pdf = pdf;
    const auto made = write_papers(office.desk(), request);
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return made.value;
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    return docx_text(bytes_of(office.folder() / "out" / name)).value;
  }
  void send_again(const std::string& unit) const {
    Submission report = Office::report(unit);
    report.contact = "người khác";
    ASSERT_TRUE(office.send(report).ok());
  }

  Office office;
  pdf_test::Bench bench;
};

TEST_F(SignedCopies, ACopyWithTheCodeOfTheReportGivesItItsLetter) {
  const auto taken = take("2023-H1/q7", put(pdf_test::small_pdf({"Ma doi chieu: " + code("q7")})));
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_EQ(taken.value.subject, "2023-H1/q7/1");
  EXPECT_EQ(taken.value.paper.matched_by, MatchedBy::printed);
  // The paper's head says neither number nor day: the unit's own cover did.
  EXPECT_EQ(taken.value.paper.number, "425/BC-UBND");
  EXPECT_EQ(taken.value.paper.signature, SealCoverage::none);
  office.store().read([&](const Transaction& t) {
    const auto row = t.audit_rows().back();
    EXPECT_EQ(row.action, "paper.signed");
    EXPECT_EQ(row.subject, "2023-H1/q7/1");
    EXPECT_TRUE(t.published_document(taken.value.paper.file_sha256));
  });
  EXPECT_EQ(office.account("q7").state, SubmissionState::noted) << "a paper takes nothing back";
}

TEST_F(SignedCopies, AGivenNumberIsOnEveryLaterPrintAndNoDigestMoves) {
  const auto before = papers();
  const std::string old_annex = text("report.docx");
  const auto taken =
      take("2023-H1/q7", put(pdf_test::small_pdf({code("q7")})), "999/BC-UBND", make_date(2023, 6, 19));
  ASSERT_TRUE(taken.ok());
  EXPECT_THAT(codes(taken.problems), ElementsAre("signed-contradicts", "signed-contradicts"))
      << "the unit had told another number and day";
  const auto after = papers();
  EXPECT_EQ(after.snapshot.number, before.snapshot.number);
  EXPECT_EQ(after.snapshot.sha256, before.snapshot.sha256);
  EXPECT_THAT(old_annex, AllOf(HasSubstr("425/BC-UBND"), Not(HasSubstr("999/BC-UBND"))));
  EXPECT_THAT(text("report.docx"), HasSubstr("999/BC-UBND ngày 19/6/2023"));
  EXPECT_THAT(text("sources.docx"), HasSubstr("999/BC-UBND ngày 19/6/2023"));
  EXPECT_THAT(bytes_of(office.folder() / "out" / "report.html"), HasSubstr("999/BC-UBND"));

  LetterRequest receipt;
  receipt.kind = LetterKind::receipt;
  receipt.cycle = "2023-H1";
  receipt.unit = "q7";
  receipt.path = (office.folder() / "receipt.docx").string();
  ASSERT_TRUE(write_letters(office.desk(), receipt).ok());
  EXPECT_THAT(docx_text(bytes_of(receipt.path)).value, HasSubstr("999/BC-UBND ngày 19/6/2023"));

  const auto status = status_of(office.desk(), "2023-H1").value;
  for (const auto& unit : status.units)
    if (unit.code == "q7") {
      ASSERT_TRUE(unit.signed_);
      EXPECT_EQ(unit.signed_->number, "999/BC-UBND");
    }
}

TEST_F(SignedCopies, TheReportItselfGetsItsNumberOnceItIsSigned) {
  const auto made = papers(true);
  const std::string report = (office.folder() / "out" / "report.pdf").string();
  const auto asked = take("2023-H1", report);
  EXPECT_THAT(codes(asked.problems), ElementsAre("signed-no-number", "signed-no-day"))
      << "on the copy that goes to be signed both are blank";
  const std::string signed_copy = put(pdf_test::signed_pdf(bench, bytes_of(report)), "bản ký.pdf");
  const auto taken = take("2023-H1/bc-so", signed_copy, "123", make_date(2023, 6, 20));
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_THAT(taken.problems, IsEmpty()) << "every page has the code:\n" << lines(taken.problems);
  EXPECT_EQ(taken.value.subject, "2023-H1/bc-so/1");
  EXPECT_EQ(taken.value.paper.signature, SealCoverage::whole_file);
  EXPECT_EQ(taken.value.paper.file_name, "bản ký.pdf");
  const auto again = papers(true);
  EXPECT_EQ(again.snapshot.sha256, made.snapshot.sha256);
  EXPECT_THAT(text("report.docx"),
              AllOf(HasSubstr("123/BC-STNMT-CCBVMT"), HasSubstr("ngày 20 tháng 6 năm 2023")));
  EXPECT_EQ(status_of(office.desk(), "2023-H1").value.signed_.at(0).number, "123");
  // What is printed now says it itself.
  SignedRequest replacing{"2023-H1", report, {}, {}, {}, {}, true};
  const auto replaced = take(replacing);
  ASSERT_TRUE(replaced.ok()) << lines(replaced.problems);
  EXPECT_EQ(replaced.value.paper.number, "123/BC-STNMT-CCBVMT");
  EXPECT_EQ(replaced.value.paper.date, make_date(2023, 6, 20));
}

TEST_F(SignedCopies, ANumberIsNotPrintedOnAnotherSnapshot) {
  papers();
  const auto snapshot = office.consolidated()->snapshot.sha256;
  ASSERT_TRUE(
      take("2023-H1", put(pdf_test::small_pdf({control_code(snapshot)})), "123", make_date(2023, 6, 20))
          .ok());
  send_again("q1");
  office.note();
  papers();
  EXPECT_THAT(text("report.docx"), Not(HasSubstr("123/BC-STNMT-CCBVMT")));
  const auto old = take("2023-H1", put(pdf_test::small_pdf({"late " + control_code(snapshot)}), "other.pdf"),
                        "5", make_date(2023, 6, 20));
  EXPECT_THAT(codes(old.problems), Contains("signed-other-revision"));
  EXPECT_THAT(lines(old.problems), HasSubstr("this is snapshot 1, the current one is 2"));
}

TEST_F(SignedCopies, TheCodeOfAnotherRevisionIsNamed) {
  const std::string first = code("q7");
  send_again("q7");
  const auto taken = take("2023-H1/q7", put(pdf_test::small_pdf({first})));
  ASSERT_THAT(codes(taken.problems), ElementsAre("signed-other-revision"));
  EXPECT_THAT(to_line(taken.problems[0], Language::vi),
              HasSubstr("bản này là báo cáo lần 1, hiện hành lần 2"));
  EXPECT_TRUE(take("2023-H1/q7/1", put(pdf_test::small_pdf({first}))).ok())
      << "named, it is kept all the same";
}

TEST_F(SignedCopies, ACodeOfAnotherUnitOrOfNobodyAndMixedPagesAreRefused) {
  const auto other = take("2023-H1/q7", put(pdf_test::small_pdf({code("q1")})));
  EXPECT_THAT(codes(other.problems), ElementsAre("signed-other-paper"));
  EXPECT_THAT(lines(other.problems), HasSubstr("2023-H1/q1/1"));
  EXPECT_THAT(codes(take("2023-H1/q7", put(pdf_test::small_pdf({"0123456789ab"}))).problems),
              ElementsAre("signed-no-code"));
  const auto mixed = take("2023-H1/q7", put(pdf_test::small_pdf({code("q7"), code("q1")})));
  EXPECT_THAT(codes(mixed.problems), Contains("signed-mixed-pages"));
  office.store().read([](const Transaction& t) { EXPECT_THAT(signed_revisions(t, "2023-H1"), IsEmpty()); });
}

TEST_F(SignedCopies, APageWithoutTheCodeIsTold) {
  const auto taken = take("2023-H1/q7", put(pdf_test::small_pdf({code("q7"), "page", code("q7"), ""})));
  ASSERT_TRUE(taken.ok());
  EXPECT_THAT(codes(taken.problems), ElementsAre("signed-pages-without-code"));
  EXPECT_THAT(lines(taken.problems), HasSubstr("pages 2, 4 have no control code"));
}

TEST_F(SignedCopies, AScanNeedsWhatAPersonReadsOnIt) {
  const std::string scan = put(pdf_test::small_pdf({"", ""}));
  SignedRequest request{"2023-H1/q7", scan, {}, {}, {}, {}, false};
  const auto bare = take(request);
  ASSERT_THAT(codes(bare.problems), ElementsAre("signed-scan"));
  EXPECT_THAT(lines(bare.problems), HasSubstr("--match, --number, --date"));
  request.number = "425/BC-UBND";
  request.date = make_date(2023, 6, 15);
  request.match = "0123";
  EXPECT_THAT(codes(take(request).problems), ElementsAre("signed-bad-code"));
  request.match = "0123456789ab";
  EXPECT_THAT(codes(take(request).problems), ElementsAre("signed-code-unknown"));
  request.match = code("q7");
  const auto taken = take(request);
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_EQ(taken.value.paper.matched_by, MatchedBy::typed);
  EXPECT_EQ(taken.value.paper.number, "425/BC-UBND");
}

TEST_F(SignedCopies, TheSameFileIsThereAlreadyAndAnotherNeedsToReplace) {
  const std::string file = put(pdf_test::small_pdf({code("q7")}));
  ASSERT_TRUE(take("2023-H1/q7", file).ok());
  const auto again = take("2023-H1/q7", file);
  ASSERT_TRUE(again.ok()) << lines(again.problems);
  EXPECT_TRUE(again.value.already);
  const std::string other = put(pdf_test::small_pdf({"scanned again " + code("q7")}), "other.pdf");
  EXPECT_THAT(codes(take("2023-H1/q7", other).problems), ElementsAre("signed-already"));
  EXPECT_THAT(codes(take("2023-H1/q7", file, "426/BC-UBND").problems), ElementsAre("signed-already"));
  SignedRequest replacing{"2023-H1/q7", other, {}, {}, "Nguyễn Văn A", {}, true};
  const auto replaced = take(replacing);
  ASSERT_TRUE(replaced.ok());
  EXPECT_TRUE(replaced.value.replaced);
  office.store().read([&](const Transaction& t) {
    EXPECT_TRUE(t.published_document(again.value.paper.file_sha256)) << "both are kept";
    EXPECT_TRUE(t.published_document(replaced.value.paper.file_sha256));
    const auto now = signed_revisions(t, "2023-H1").at({"q7", 1});
    EXPECT_EQ(now.file_name, "other.pdf");
    EXPECT_EQ(now.signer, "Nguyễn Văn A");
  });
}

TEST_F(SignedCopies, TheFormOfASentReportHasTheReportsCodeOnEveryPage) {
  const std::string form = (office.folder() / "q7.xlsx").string();
  ASSERT_TRUE(write_forms(office.desk(), {"2023-H1", "q7", form, Language::vi}).ok());
  bench.run("soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to pdf '" + form + "'");
  const auto taken = take("2023-H1/q7", bench.path("q7.pdf").string());
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_THAT(taken.problems, IsEmpty()) << lines(taken.problems);
  EXPECT_EQ(taken.value.paper.matched_by, MatchedBy::printed);
  EXPECT_GE(taken.value.paper.pages, 5);
}

TEST_F(SignedCopies, ThePaperPrintedBeforeTheClerkNumberedItIsTheReports) {
  Submission written = Office::report("q7");
  written.letter.number.clear();
  written.letter.date.reset();
  const std::string code = control_code(content_digest(written));
  const auto taken = take("2023-H1/q7", put(pdf_test::small_pdf({code})));
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_THAT(taken.problems, IsEmpty()) << lines(taken.problems);
  EXPECT_EQ(taken.value.paper.matched_by, MatchedBy::printed);
  EXPECT_EQ(taken.value.paper.code, code);
  written.contact += ", sửa sau khi in";
  EXPECT_NE(control_code(content_digest(written)), code) << "another report has another code";
}

TEST_F(SignedCopies, ACodeOfTheBlankFormIsTakenWithAWarning) {
  std::string form;
  office.store().read([&](const Transaction& t) {
    const Memory memory = recall(t);
    form = control_code(form_maker(memory, *memory.cycle("2023-H1")).form("q7").digest());
  });
  const auto taken = take("2023-H1/q7", put(pdf_test::small_pdf({form})));
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_THAT(codes(taken.problems), ElementsAre("signed-code-of-form"));
  EXPECT_EQ(taken.value.paper.matched_by, MatchedBy::form);
}

TEST_F(SignedCopies, WhatIsNotThereIsAProblem) {
  const std::string file = put(pdf_test::small_pdf({"x"}));
  for (const char* subject :
       {"", "2023-H1/", "2023-H1/q7/0", "2023-H1/q7/2", "2023-H1/nobody", "2023-H1/q7/1/1"})
    EXPECT_THAT(codes(take(subject, file).problems), ElementsAre("signed-unknown-paper")) << subject;
  EXPECT_THAT(codes(take("2023-H9/q7", file).problems), ElementsAre("unknown-cycle"));
  EXPECT_THAT(codes(take("2023-H1", file).problems), ElementsAre("signed-no-snapshot"));
  EXPECT_THAT(codes(take("2023-H1/q7", "/nowhere.pdf").problems), ElementsAre("file-not-found"));
  EXPECT_THAT(codes(take("2023-H1/q7", put("no pdf")).problems), ElementsAre("pdf-not-a-pdf"));
}

}  // namespace
}  // namespace xanh::office_test

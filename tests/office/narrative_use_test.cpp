// The words of a report leave as Word, are edited there and come back; a figure that changed flags its
// sentence.
#include "office/narrative_use.hpp"

#include <cstdlib>

#include "base/at_hand.hpp"
#include "documents/docx_template.hpp"
#include "exchange/ooxml/package.hpp"
#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "office/snapshot_page.hpp"

namespace xanh::office_test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct Narrative : testing::Test {
  Narrative() {
    office.with_reports({"q7", "so-xd", "so-tnmt", "mttq"});
    request.cycle = "2023-H1";
    request.path = (office.folder() / "loi-van.docx").string();
  }
  NarrativeFile out() {
    const auto made = write_narrative_file(office.desk(), request);
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return made.value;
  }
  /// Changes the file's document part by hand.
  template <class Change>
  void edit_part(const Change& change) const {
    const auto package = Package::open(bytes_of(request.path), request.path).value;
    PackageWriter writer;
    for (const auto& name : package.names()) {
      std::string part = *package.part(name);
      if (name == "word/document.xml") change(part);
      writer.add(name, part);
    }
    std::ofstream(request.path, std::ios::binary) << writer.finish();
  }
  /// What an officer does in Word: other words around the same fields.
  void edit(const std::string& words, const std::string& by) const {
    edit_part([&](std::string& part) {
      const size_t at = part.find(words);
      ASSERT_NE(at, std::string::npos) << words;
      part.replace(at, words.size(), by);
    });
  }
  Outcome<PaperResult> report() {
    PaperRequest paper;
    paper.cycle = "2023-H1";
    paper.folder = (office.folder() / "out").string();
    return write_papers(office.desk(), paper);
  }
  [[nodiscard]] std::string report_text() const {
    return docx_text(bytes_of(office.folder() / "out" / "report.docx")).value;
  }
  Office office;
  NarrativeRequest request;
};

TEST_F(Narrative, LeavesWithAHeadingForEverySolutionGroupAndItsFiguresAsFields) {
  const NarrativeFile made = out();
  EXPECT_EQ(made.sections, 8) << "organisation, five solution groups, achieved, shortcomings";
  EXPECT_GT(made.fields, 20);
  const std::string text = docx_text(bytes_of(request.path)).value;
  EXPECT_THAT(text, AllOf(HasSubstr("II.2.1. Truyền thông, phối hợp"), HasSubstr("III.2. Tồn tại, hạn chế"),
                          HasSubstr("Số liệu chủ yếu: ")));
  const auto package = Package::open(bytes_of(request.path), request.path).value;
  EXPECT_THAT(*package.part("word/document.xml"),
              HasSubstr("w:tag w:val=\"element.comm_activities.this_period\""));
}

TEST_F(Narrative, TheReportHasTheWordsThatCameBack) {
  out();
  edit("Số liệu chủ yếu", "Trong kỳ, công tác truyền thông có chuyển biến");
  const auto taken = take_narrative(office.desk(), request);
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  const auto made = report();
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_THAT(codes(made.problems), Not(Contains("narrative-figure-changed")));
  EXPECT_THAT(report_text(), HasSubstr("Trong kỳ, công tác truyền thông có chuyển biến (tính trên "))
      << "edited words, and after them the group's figures";
  out();
  EXPECT_THAT(docx_text(bytes_of(request.path)).value, HasSubstr("có chuyển biến"))
      << "edited words leave again";
}

TEST_F(Narrative, AFigureThatChangedSinceIsPrintedAsItIsAndFlagsItsSentence) {
  out();
  edit("Số liệu chủ yếu", "Kết quả truyền thông");
  ASSERT_TRUE(take_narrative(office.desk(), request).ok());
  Submission report_of = Office::report("q7");
  figure_of(report_of, "comm_activities").this_period = Decimal{60};
  ASSERT_TRUE(office.send(report_of).ok());
  office.note();
  const auto made = report();
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  ASSERT_THAT(codes(made.problems), Contains("narrative-figure-changed"));
  for (const auto& p : made.problems)
    if (p.code == "narrative-figure-changed") {
      EXPECT_EQ(p.place.field, "s1");
      EXPECT_THAT(p.message.vi, AllOf(HasSubstr("hoạt động"), HasSubstr("hoạt động truyền thông: ")));
    }
  Decimal sum;
  for (const char* unit : {"q7", "so-xd", "so-tnmt", "mttq"}) {
    Submission one = Office::report(unit);
    if (std::string(unit) == "q7")
      sum += Decimal{60};
    else if (const auto* figure = one.figure("comm_activities"); figure && figure->this_period)
      sum += *figure->this_period;
  }
  EXPECT_THAT(report_text(),
              HasSubstr("hoạt động truyền thông: " + to_text_grouped(sum, -1, true) + " hoạt động"))
      << "the words stay, the figure is today's";
  const auto page = snapshot_page(office.desk(), "2023-H1", 0, Language::vi);
  ASSERT_THAT(page.value.flags, SizeIs(1)) << "and the officer at the screen sees it";
  EXPECT_EQ(page.value.flags[0].section, "s1");
  for (const auto& section : page.value.sections)
    EXPECT_EQ(section.edited, section.section == "2.s1") << section.section;
}

TEST_F(Narrative, WordsThatNobodyEditedGoOnBeingWrittenFromTheReports) {
  out();
  ASSERT_TRUE(take_narrative(office.desk(), request).ok());
  Submission report_of = Office::report("q7");
  figure_of(report_of, "comm_activities").this_period = Decimal{60};
  ASSERT_TRUE(office.send(report_of).ok());
  office.note();
  const auto made = report();
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_THAT(codes(made.problems), Not(Contains("narrative-figure-changed")));
}

TEST_F(Narrative, AFileWithoutItsHeadingsIsRefusedAndOneHeadingTooManyIsTold) {
  out();
  edit("I.2. Phân công", "Phần lạ. Phân công");
  const auto taken = take_narrative(office.desk(), request);
  EXPECT_TRUE(taken.ok()) << "the heading's control still names its section";
  request.path = kProgramme + "/templates/cv-bao-cao.docx";
  EXPECT_THAT(codes(take_narrative(office.desk(), request).problems), Contains("narrative-no-section"));
}

TEST_F(Narrative, ComesBackThroughLibreOfficeWithItsFields) {
  if (!fs::exists("/usr/bin/soffice")) GTEST_SKIP() << "LibreOffice is not installed";
  const NarrativeFile made = out();
  const std::string folder = office.folder().string();
  const std::string command =
      "cd '" + folder + "' && mkdir -p saved && HOME='" + folder +
      "' timeout 90 /usr/bin/soffice --headless -env:UserInstallation=file://" + folder +
      "/profile --convert-to docx:'MS Word 2007 XML' --outdir saved loi-van.docx >/dev/null 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0);
  request.path = folder + "/saved/loi-van.docx";
  const auto taken = take_narrative(office.desk(), request);
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_EQ(taken.value.sections, made.sections);
  EXPECT_EQ(taken.value.paragraphs, made.paragraphs);
  EXPECT_EQ(taken.value.fields, made.fields);
}

TEST_F(Narrative, OfAnotherCycleOrLanguageIsRefused) {
  out();
  request.language = Language::en;
  EXPECT_THAT(codes(take_narrative(office.desk(), request).problems),
              Contains("narrative-of-another-report"));
}

TEST_F(Narrative, AHeadingThatIsGoneIsRefusedForItsWordsWouldGoElsewhere) {
  out();
  const auto drop = [&](std::string& part) {  // the whole paragraph of that heading
    const size_t tag = part.find("w:val=\"section.s2\"");
    const auto before = [&](const char* opening) {
      const size_t at = part.rfind(opening, tag);
      return at == std::string::npos ? 0 : at;
    };
    const size_t from = std::max(before("<w:p>"), before("<w:p "));
    part.erase(from, part.find("</w:p>", tag) + 6 - from);
  };
  edit_part(drop);
  EXPECT_THAT(codes(take_narrative(office.desk(), request).problems), Contains("narrative-section-missing"));
}

TEST_F(Narrative, AnEmptyHeadingIsABlankLine) {
  const NarrativeFile made = out();
  edit_part([](std::string& part) {
    const size_t end = part.find("</w:p>", part.find("w:val=\"section.s1\"")) + 6;
    part.insert(end, "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr></w:p>");
  });
  const auto taken = take_narrative(office.desk(), request);
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_EQ(taken.value.fields, made.fields);
  EXPECT_EQ(taken.value.paragraphs, made.paragraphs);
}

TEST_F(Narrative, AFigureTypedOverIsToldWithWhatTheReportWillPrint) {
  out();
  edit_part([](std::string& part) {
    const size_t tag = part.find("w:val=\"element.comm_activities.this_period\"");
    const size_t text = part.find("<w:t ", tag), from = part.find('>', text) + 1;
    part.replace(from, part.find("</w:t>", from) - from, "9.999");
  });
  const auto taken = take_narrative(office.desk(), request);
  ASSERT_TRUE(taken.ok()) << lines(taken.problems);
  EXPECT_THAT(codes(taken.problems), Contains("narrative-figure-typed"));
  EXPECT_THAT(codes(report().problems), Not(Contains("narrative-figure-changed"))) << "told once";
}

TEST_F(Narrative, OfAPublishedReportDoesNotChange) {
  out();
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  ASSERT_TRUE(report().ok());
  ASSERT_TRUE(publish_cycle(office.desk(), "2023-H1").ok());
  EXPECT_THAT(codes(take_narrative(office.desk(), request).problems), Contains("narrative-published"));
}

}  // namespace
}  // namespace xanh::office_test

// A workbook of the unit's own on screen: looked through, its map settled and kept, then read into the draft.
#include "office/own_draft_use.hpp"

#include "exchange/own_sheet.hpp"
#include "exchange/pdf_file.hpp"
#include "office/draft_use.hpp"
#include "office/form_use.hpp"
#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class OwnDraft : public testing::Test {
 protected:
  [[nodiscard]] static OwnFile file(const std::string& ok = "90") {
    return {"2023-H1", "q7",
            testing_workbook::own_workbook({{"STT", "Nội dung", "Kỳ này"},
                                            {"1", "Cơ sở phải xử lý nước thải", "100"},
                                            {"2", "Số đạt", ok}})};
  }
  static const OwnFigure& of(const OwnLook& look, const std::string& element) {
    for (const auto& one : look.figures)
      if (one.figure.element == element) return one;
    throw std::runtime_error("not asked: " + element);
  }
  static MappedFigure in_cell(const std::string& element, const std::string& cell) {
    MappedFigure out;
    out.element = element;
    out.this_period.emplace().cell = cell;
    return out;
  }
  [[nodiscard]] Outcome<WorkbookMap> keep(std::vector<MappedFigure> figures) const {
    WorkbookMap map;
    map.figures = std::move(figures);
    return keep_map(office.desk(), "2023-H1", "q7", map);
  }

  Office office;
};

TEST_F(OwnDraft, ShowsEveryFigureAskedWithWhatStandsInItsCell) {
  const auto look = look_through_own(office.desk(), file());
  ASSERT_TRUE(look.ok());
  EXPECT_FALSE(look.value.remembered);
  const auto& obliged = of(look.value, "ww_sites_obliged");
  EXPECT_EQ(obliged.value, Decimal::parse("100"));
  EXPECT_EQ(obliged.cell, "C2");
  EXPECT_EQ(obliged.label, "Cơ sở phải xử lý nước thải");
  EXPECT_FALSE(of(look.value, "ww_sites_ok").certain);  // its row says too little
}

TEST_F(OwnDraft, WithoutAMapNothingIsReadAndTheReaderIsToldWhatToDo) {
  const auto read = read_own_draft(office.desk(), file());
  EXPECT_THAT(codes(read.problems), ElementsAre("own-map-missing"));
  EXPECT_FALSE(read.value);
}

TEST_F(OwnDraft, AMapOnceKeptReadsTheFileAndStandsBeforeWhatIsProposed) {
  ASSERT_TRUE(keep({in_cell("ww_sites_obliged", "C2"), in_cell("ww_sites_ok", "C3")}).ok());
  auto read = read_own_draft(office.desk(), file("88"));
  ASSERT_TRUE(read.ok());
  ASSERT_TRUE(read.value);
  EXPECT_EQ(figure_of(*read.value, "ww_sites_ok").this_period, Decimal::parse("88"));

  const auto look = look_through_own(office.desk(), file("88"));
  EXPECT_TRUE(look.value.remembered);
  EXPECT_TRUE(of(look.value, "ww_sites_ok").certain);
  EXPECT_EQ(of(look.value, "ww_sites_ok").value, Decimal::parse("88"));
}

TEST_F(OwnDraft, ACellThatHoldsNoNumberIsAWarningAtItsCell) {
  ASSERT_TRUE(keep({in_cell("ww_sites_obliged", "C2"), in_cell("ww_sites_ok", "B3")}).ok());
  const auto read = read_own_draft(office.desk(), file());
  ASSERT_TRUE(read.ok());
  ASSERT_FALSE(read.problems.empty());
  EXPECT_EQ(read.problems.front().place.cell, "B3");
  EXPECT_EQ(read.problems.front().severity, Severity::warning);
}

TEST_F(OwnDraft, AMapThatIsWrongIsNotKept) {
  EXPECT_THAT(codes(keep({in_cell("no_such", "C2"), in_cell("ww_sites_ok", "hai")}).problems),
              testing::UnorderedElementsAre("map-unknown-element", "map-cell"));
  EXPECT_THAT(codes(read_own_draft(office.desk(), file()).problems), ElementsAre("own-map-missing"));
}

TEST_F(OwnDraft, OurOwnFormNeedsNoMap) {
  const std::string path = (office.folder() / "q7.xlsx").string();
  ASSERT_TRUE(write_forms(office.desk(), {"2023-H1", "q7", path, Language::vi}).ok());
  std::ifstream in(path, std::ios::binary);
  const OwnFile form{"2023-H1", "q7", {std::istreambuf_iterator<char>{in}, {}}};
  const auto read = read_own_draft(office.desk(), form);
  EXPECT_TRUE(read.ok());
  EXPECT_FALSE(read.value);
  EXPECT_THAT(codes(look_through_own(office.desk(), form).problems), Contains("map-for-form"));
}

TEST_F(OwnDraft, ThePrintedPagesShowWhatIsBeingWritten) {
  ASSERT_TRUE(save_draft_field(office.desk(),
                               {"2023-H1", "q7", "contact", Node::text("Phong Moi truong 7"), std::nullopt})
                  .ok());
  ASSERT_TRUE(save_draft_field(office.desk(), {"2023-H1", "q7", "figures:waste_generated_local:this_period",
                                               Node::text("1234.5"), std::nullopt})
                  .ok());
  if (!fs::exists("/usr/bin/soffice")) GTEST_SKIP() << "LibreOffice is not installed";
  const auto pages = form_pages(office.desk(), "2023-H1", "q7", Language::vi);
  ASSERT_THAT(pages.problems, IsEmpty());
  EXPECT_TRUE(pages.value.starts_with("%PDF-"));
  const auto read = read_pdf(pages.value, "pages.pdf");
  ASSERT_TRUE(read.ok());
  EXPECT_THAT(read.value.text.front(), testing::HasSubstr("Phong Moi truong 7"));
  const auto all_pages = [&](Language language) {
    const auto printed = form_pages(office.desk(), "2023-H1", "q7", language);
    return join(read_pdf(printed.value, "pages.pdf").value.text, "\n");
  };
  EXPECT_THAT(all_pages(Language::vi), testing::HasSubstr("1.234,5")) << "as Vietnamese writes it";
  EXPECT_THAT(all_pages(Language::en), testing::HasSubstr("1,234.5"));
  const auto draft = report_of(show_draft(office.desk(), "2023-H1", "q7").value).value;
  EXPECT_THAT(all_pages(Language::vi), testing::HasSubstr(control_code(content_digest(draft))))
      << "the code of what is signed";
}

}  // namespace
}  // namespace xanh::office_test

#include "exchange/annex_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "annex_sample.hpp"

namespace xanh::annex_test {
namespace {

using annex::Document;
using annex::read_document;
using annex::Table;
using testing::ElementsAre;

/// The texts of a table, row by row; a merged cell shows in every place it covers.
std::vector<std::vector<std::string>> grid(const Table& table) {
  std::vector<std::vector<std::string>> out;
  for (size_t row = 0; row < table.rows.size(); ++row) {
    auto& line = out.emplace_back();
    for (int column = 0; column < table.columns; ++column) {
      const annex::Cell* cell = table.at(row, column);
      line.push_back(cell ? cell->text : ".");
    }
  }
  return out;
}

Document read(const std::string& bytes) {
  auto out = read_document(bytes, "a.docx");
  for (const auto& p : out.problems) ADD_FAILURE() << to_line(p, Language::en);
  return std::move(out.value);
}

TEST(AnnexTable, CellsMergedAcrossAndDownCoverAllTheirPlaces) {
  const Document d = read(word_file(word_table({{down("STT"), C("Mục tiêu", 2)}, {up(), "2025", "2030"}})));
  ASSERT_EQ(d.tables.size(), 1u);
  EXPECT_THAT(grid(d.tables[0]),
              ElementsAre(ElementsAre("STT", "Mục tiêu", "Mục tiêu"), ElementsAre("STT", "2025", "2030")));
  EXPECT_EQ(d.tables[0].cell_name(1, 2), "C2");
}

TEST(AnnexTable, LinesAboveATableAreKeptAndParagraphsOfACellAreLines) {
  const Document d =
      read(word_file(word_paragraph("PHỤ LỤC") + word_table({{"a\nb", "c"}}) + word_paragraph("Hết")));
  EXPECT_THAT(d.tables[0].before, ElementsAre("PHỤ LỤC"));
  EXPECT_THAT(d.after, ElementsAre("Hết"));
  EXPECT_THAT(grid(d.tables[0]), ElementsAre(ElementsAre("a\nb", "c")));
}

TEST(AnnexTable, ATableWithinACellIsATableOfItsOwn) {
  const std::string body =
      "<w:tbl><w:tr>" + word_cell("ngoài", word_table({{"trong", "2"}})) + "</w:tr></w:tbl>";
  const Document d = read(word_file(body));
  ASSERT_EQ(d.tables.size(), 2u);
  EXPECT_THAT(grid(d.tables[0]), ElementsAre(ElementsAre("ngoài")));
  EXPECT_THAT(grid(d.tables[1]), ElementsAre(ElementsAre("trong", "2")));
}

TEST(AnnexTable, DeletedTextAndRowsAreLeftOutAndInsertedOnesTaken) {
  const std::string body = "<w:tbl><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>" + word_cell("bỏ") +
                           "</w:tr><w:tr><w:tc><w:p><w:del><w:r>"
                           "<w:delText>cũ</w:delText></w:r></w:del><w:ins><w:r><w:t>mới</w:t></w:r></w:ins></"
                           "w:p></w:tc></w:tr></w:tbl>";
  EXPECT_THAT(grid(read(word_file(body)).tables[0]), ElementsAre(ElementsAre("mới")));
}

TEST(AnnexTable, NumbersThatWordCountsItselfAreWrittenOut) {
  const std::string numbering =
      "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
      "w:val=\"decimal\"/>"
      "<w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
      "w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2)\"/></w:lvl></w:abstractNum><w:num w:numId=\"2\">"
      "<w:abstractNumId w:val=\"7\"/></w:num>";
  const auto numbered = [](int level) {
    return "<w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
           "\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:p></w:tc></w:tr>";
  };
  const Document d = read(
      word_file("<w:tbl>" + numbered(0) + numbered(1) + numbered(1) + numbered(0) + numbered(1) + "</w:tbl>",
                numbering));
  EXPECT_THAT(grid(d.tables[0]), ElementsAre(ElementsAre("1."), ElementsAre("a)"), ElementsAre("b)"),
                                             ElementsAre("2."), ElementsAre("a)")));
}

TEST(AnnexTable, ASheetHasItsMergedRangesNumbersPercentsAndDays) {
  const std::string bytes = workbook_file([](lxw_workbook* book) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Phụ lục I");
    lxw_format* percent = workbook_add_format(book);
    format_set_num_format(percent, "0%");
    lxw_format* day = workbook_add_format(book);
    format_set_num_format(day, "dd/mm/yyyy");
    worksheet_merge_range(sheet, 0, 0, 0, 2, "Tiêu đề", nullptr);
    worksheet_merge_range(sheet, 2, 0, 3, 0, "1", nullptr);
    worksheet_write_number(sheet, 2, 1, 0.8, percent);
    lxw_datetime when{2023, 12, 31, 0, 0, 0};
    worksheet_write_datetime(sheet, 3, 2, &when, day);
    lxw_worksheet* hidden = workbook_add_worksheet(book, "ẩn");
    worksheet_write_string(hidden, 0, 0, "x", nullptr);
    worksheet_hide(hidden);
  });
  auto read = read_document(bytes, "a.xlsx");
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read.value.tables.size(), 1u);
  const Table& table = read.value.tables[0];
  EXPECT_THAT(grid(table), ElementsAre(ElementsAre("Tiêu đề", "Tiêu đề", "Tiêu đề"),
                                       ElementsAre("1", "0.8", "."), ElementsAre("1", ".", "31/12/2023")));
  EXPECT_EQ(table.rows[1].number, 3);
  EXPECT_TRUE(table.at(1, 1)->percent);
  EXPECT_EQ(table.at(2, 2)->date, make_date(2023, 12, 31));
}

TEST(AnnexTable, WhatIsNoAnnexIsRefusedWithAReason) {
  const auto refused = [](const std::string& bytes) { return codes(read_document(bytes, "a").problems); };
  EXPECT_THAT(refused(""), ElementsAre("package-empty"));
  EXPECT_THAT(refused("hello"), ElementsAre("package-not-zip"));
  EXPECT_THAT(refused(word_file(word_paragraph("chỉ có chữ"))), ElementsAre("annex-without-table"));
  EXPECT_THAT(refused(word_file("<w:tbl>")), ElementsAre("annex-broken"));
  PackageWriter other;
  other.add("a.txt", "x");
  EXPECT_THAT(refused(other.finish()), ElementsAre("annex-not-office"));
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<w:sdt>";
  for (int i = 0; i < 5000; ++i) deep += "</w:sdt>";
  EXPECT_THAT(refused(word_file(deep)), ElementsAre("annex-broken"));
}

TEST(AnnexTable, HostileSpansAndMergesStayWithinTheTable) {
  const std::string body =
      "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"999999\"/></w:trPr><w:tc><w:tcPr><w:gridSpan "
      "w:val=\"2000000000\"/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"-4\"/>"
      "<w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>";
  EXPECT_EQ(read(word_file(body)).tables[0].columns, 64);
  // Every row covered by many ranges: counted, and refused when it is too much.
  std::string merges;
  for (int i = 0; i < 40000; ++i) merges += "<mergeCell ref=\"A1:XFD1048576\"/>";
  std::string rows;
  for (int i = 1; i <= 40; ++i)
    rows += "<row r=\"" + std::to_string(i) + "\"><c r=\"BL" + std::to_string(i) + "\"><v>1</v></c><c r=\"A" +
            std::to_string(i) + "\"><v>1</v></c></row>";
  PackageWriter writer;
  const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string package = "http://schemas.openxmlformats.org/package/2006/relationships";
  writer.add("[Content_Types].xml",
             "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
  writer.add("_rels/.rels", "<Relationships xmlns=\"" + package + "\"><Relationship Id=\"r\" Type=\"" +
                                relations + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
  writer.add("xl/workbook.xml",
             "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + relations +
                 "\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>");
  writer.add("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"" + package +
                                               "\"><Relationship Id=\"r\" Type=\"" + relations +
                                               "/worksheet\" Target=\"worksheets/s.xml\"/></Relationships>");
  writer.add("xl/worksheets/s.xml", "<worksheet xmlns=\"" + main + "\"><sheetData>" + rows +
                                        "</sheetData><mergeCells>" + merges + "</mergeCells></worksheet>");
  EXPECT_THAT(codes(read_document(writer.finish(), "a.xlsx").problems), testing::Contains("annex-too-large"));
}

TEST(AnnexTable, TenThousandRowsAreRead) {
  std::vector<std::vector<C>> rows(10000, {"1", "Nhiệm vụ", "Sở Y tế"});
  EXPECT_EQ(read(word_file(word_table(rows))).tables[0].rows.size(), 10000u);
}

}  // namespace
}  // namespace xanh::annex_test

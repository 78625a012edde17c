// What read_workbook refuses, and by which code.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/at_hand.hpp"
#include "exchange/ooxml/small_workbook.hpp"
#include "exchange/ooxml/workbook_reader.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing_workbook::relation;
using testing_workbook::SmallWorkbook;

TEST(WorkbookRefusal, CellsOutsideASheetAreRefused) {
  for (const char* rows :
       {"<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "<row r=\"1048577\"/>", "<row r=\"0\"/>",
        "<row r=\"-1\"/>", "<row r=\"1\"><c r=\"XFD1\"/><c><v>1</v></c></row>",
        "<row r=\"1048576\"/><row><c><v>1</v></c></row>"}) {
    SmallWorkbook small;
    small.rows = rows;
    EXPECT_THAT(codes(small), ElementsAre("workbook-cell-outside")) << rows;
  }
}

TEST(WorkbookRefusal, MacrosExternalLinksAndEmbeddedObjectsAreRefusedByPart) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"xl/vbaProject.bin", "workbook-macros"},
      {"xl/macrosheets/sheet1.xml", "workbook-macros"},
      {"xl/externalLinks/externalLink1.xml", "workbook-external-links"},
      {"xl/embeddings/oleObject1.bin", "workbook-embedded-object"},
      {"xl/activeX/activeX1.bin", "workbook-embedded-object"}};
  for (const auto& [part, code] : cases) {
    SmallWorkbook small;
    small.parts[part] = "x";
    EXPECT_THAT(codes(small), ElementsAre(code)) << part;
  }
  SmallWorkbook types;
  types.parts["[Content_Types].xml"] =
      "<Types><Override ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>";
  EXPECT_THAT(codes(types), ElementsAre("workbook-macros"));
}

TEST(WorkbookRefusal, TheSameIsRefusedByRelationWhateverThePartIsCalled) {
  const std::vector<std::pair<std::string, std::string>> cases{{"vbaProject", "workbook-macros"},
                                                               {"externalLink", "workbook-external-links"},
                                                               {"oleObject", "workbook-embedded-object"}};
  for (const auto& [type, code] : cases) {
    SmallWorkbook small;
    small.relations = relation("rId9", type, "harmless.xml");
    EXPECT_THAT(codes(small), ElementsAre(code)) << type;
  }
  SmallWorkbook in_sheet;
  in_sheet.parts["xl/worksheets/_rels/sheet1.xml.rels"] =
      "<Relationships>" + relation("rId1", "oleObject", "../media/x.bin") + "</Relationships>";
  EXPECT_THAT(codes(in_sheet), ElementsAre("workbook-embedded-object"));
  SmallWorkbook link;
  link.parts["xl/worksheets/_rels/sheet1.xml.rels"] =
      "<Relationships>" + relation("rId1", "hyperlink", "https://example.org") + "</Relationships>";
  EXPECT_THAT(codes(link), ElementsAre());
}

TEST(WorkbookRefusal, OtherFormatsAreRefusedByWhatTheyAre) {
  const auto code = [](std::string bytes) {
    return codes(read_workbook(std::move(bytes), "f.xlsx").problems);
  };
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0');
  EXPECT_THAT(code("mã,tên\nq7,Quận 7\n"), ElementsAre("workbook-is-text"));
  EXPECT_THAT(code(""), ElementsAre("package-empty"));
  EXPECT_THAT(code(ole), ElementsAre("package-old-format"));
  PackageWriter ods;
  ods.add("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
  EXPECT_THAT(code(ods.finish()), ElementsAre("workbook-opendocument"));
  SmallWorkbook binary;
  binary.parts["_rels/.rels"] =
      "<Relationships>" + relation("r", "officeDocument", "xl/workbook.bin") + "</Relationships>";
  EXPECT_THAT(codes(binary), ElementsAre("workbook-binary"));
  SmallWorkbook letter;
  letter.parts["_rels/.rels"] =
      "<Relationships>" + relation("r", "officeDocument", "word/document.xml") + "</Relationships>";
  letter.parts["word/document.xml"] = "<w:document xmlns:w=\"w\"/>";
  EXPECT_THAT(codes(letter), ElementsAre("workbook-none"));
  PackageWriter other;
  other.add("readme.txt", "x");
  EXPECT_THAT(code(other.finish()), ElementsAre("workbook-none"));
}

TEST(WorkbookRefusal, BrokenXmlDoctypeAndOtherEncodingsAreRefusedWithTheirPart) {
  const std::string part = "xl/worksheets/sheet1.xml";
  const std::string begin = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>";
  const std::string end = "</v></c></row></sheetData></worksheet>";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"<!DOCTYPE worksheet [<!ENTITY a \"b\">]>" + begin + "&a;" + end, "workbook-doctype"},
      {begin + "&a;" + end, "workbook-broken-xml"},
      {begin + "\xFF" + end, "workbook-not-utf-8"},
      {begin + "\xC0\x80" + end, "workbook-not-utf-8"},
      {begin + "\xED\xA0\x80" + end, "workbook-not-utf-8"},
      {begin + "\x01" + end, "workbook-broken-xml"},
      {begin + "&#1;" + end, "workbook-broken-xml"},
      {"<?xml version=\"1.0\" encoding=\"windows-1258\"?>" + begin + end, "workbook-not-utf-8"},
      {begin, "workbook-broken-xml"},
      {begin + "</w>", "workbook-broken-xml"},
      {"<worksheet><sheetData></sheetdata></worksheet>", "workbook-broken-xml"},
      {begin + end + "<more/>", "workbook-broken-xml"},
      {"", "workbook-broken-xml"},
      {begin + "<a b=c/>" + end, "workbook-broken-xml"}};
  for (const auto& [xml, code] : cases) {
    SmallWorkbook small;
    small.parts[part] = xml;
    const auto read = read_workbook(small.bytes(), "f.xlsx");
    ASSERT_THAT(codes(read.problems), ElementsAre(code)) << xml;
    EXPECT_NE(read.problems[0].message.vi.find(part), std::string::npos);
  }
}

TEST(WorkbookRefusal, DeepXmlIsRefusedWithoutRecursion) {
  SmallWorkbook small;
  for (int i = 0; i < 200'000; ++i) small.after_rows += "<a>";
  EXPECT_THAT(codes(small), ElementsAre("workbook-broken-xml"));
}

TEST(WorkbookRefusal, MissingPartIsNamed) {
  SmallWorkbook small;
  small.more_sheets = "<sheet name=\"Hai\" sheetId=\"2\" r:id=\"rId7\"/>";
  small.relations = relation("rId7", "worksheet", "worksheets/sheet2.xml");
  const auto read = read_workbook(small.bytes(), "f");
  ASSERT_THAT(codes(read.problems), ElementsAre("workbook-part-missing"));
  EXPECT_NE(read.problems[0].message.en.find("xl/worksheets/sheet2.xml"), std::string::npos);
}

TEST(WorkbookRefusal, SheetsOfOneNameAndTooManySheetsAreRefused) {
  SmallWorkbook small;
  small.more_sheets = "<sheet name=\"Một\" sheetId=\"2\" r:id=\"rId1\"/>";
  EXPECT_THAT(codes(small), ElementsAre("workbook-sheet-doubled"));
  small.more_sheets.clear();
  for (int i = 1; i < 64; ++i)
    small.more_sheets +=
        "<sheet name=\"S" + std::to_string(i) + "\" sheetId=\"2\" r:id=\"rId1\" state=\"veryHidden\"/>";
  const auto read = read_workbook(small.bytes(), "f");
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(read.value.sheets.at(63).visibility, Sheet::Visibility::very_hidden);
  small.more_sheets += "<sheet name=\"one more\" sheetId=\"2\" r:id=\"rId1\"/>";
  EXPECT_THAT(codes(small), ElementsAre("workbook-too-many-sheets"));
}

TEST(WorkbookRefusal, SheetNameNobodyCanReadIsRefused) {
  SmallWorkbook small;
  small.more_sheets = "<sheet name=\"" + std::string(256, 'x') + "\" sheetId=\"2\" r:id=\"rId1\"/>";
  EXPECT_THAT(codes(small), ElementsAre("workbook-sheet-name"));
}

TEST(WorkbookRefusal, CellsAndTextAreCountedOverAllSheets) {
  SmallWorkbook small;
  small.rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" "
      "s=\"1\"/></row>";
  small.strings = "<si><t>0123456789</t></si>";
  small.more_sheets = "<sheet name=\"Hai\" sheetId=\"2\" r:id=\"rId1\"/>";
  WorkbookLimits limits;
  limits.cells = 6;
  limits.text_bytes = size_t{1} << 20U;
  EXPECT_THAT(codes(small, limits), ElementsAre());
  limits.cells = 5;
  EXPECT_THAT(codes(small, limits), ElementsAre("workbook-too-many-cells"));
  // One text, many cells: what counts is what they take together, not the file.
  small.strings = "<si><t>" + std::string(10'000, 'x') + "</t></si>";
  limits.cells = 6;
  limits.text_bytes = 45'000;
  EXPECT_THAT(codes(small, limits), ElementsAre("workbook-too-much-text"));
  limits.text_bytes = 55'000;
  EXPECT_THAT(codes(small, limits), ElementsAre());
}

TEST(WorkbookRefusal, ThousandsOfProblemsEndWithOneThatSaysSo) {
  SmallWorkbook small;
  for (int i = 1; i <= 1500; ++i) small.rows += "<row><c><v>x</v></c></row>";
  const auto read = read_workbook(small.bytes(), "f");
  EXPECT_EQ(read.problems.size(), 1001U);
  EXPECT_EQ(read.problems.back().code, "too-many-problems");
}

}  // namespace
}  // namespace xanh

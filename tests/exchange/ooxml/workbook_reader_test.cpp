#include "exchange/ooxml/workbook_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/at_hand.hpp"
#include "exchange/ooxml/small_workbook.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing_workbook::SmallWorkbook;
using Kind = Cell::Kind;
namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A folder of this test alone, gone afterwards.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("xanh_" + std::to_string(::getpid()) + "_" +
                                               testing::UnitTest::GetInstance()->current_test_info()->name());
  Folder() { fs::create_directories(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
};

/// The one cell of a small workbook, with what its texts are views of.
struct OneCell : Cell {
  Workbook of;
};
OneCell cell_of(const std::string& xml, const std::string& strings = {}, const std::string& properties = {}) {
  SmallWorkbook small;
  small.rows = "<row r=\"1\">" + xml + "</row>";
  small.strings = strings;
  small.properties = properties;
  auto read = read_workbook(small.bytes(), "f.xlsx");
  EXPECT_TRUE(read.ok()) << (read.problems.empty() ? "" : to_line(read.problems[0], Language::en));
  const Cell* cell = read.value.sheets.empty() ? nullptr : read.value.sheets[0].cell(1, 1);
  return {cell ? *cell : Cell{}, std::move(read.value)};
}

/// What the form workbook uses, written by libxlsxwriter.
std::string written_by_xlsxwriter(const fs::path& path) {
  lxw_workbook* workbook = workbook_new(path.c_str());
  lxw_worksheet* cover = workbook_add_worksheet(workbook, "Bìa");
  lxw_worksheet* table = workbook_add_worksheet(workbook, "Biểu 'a' 01");
  lxw_worksheet* hidden = workbook_add_worksheet(workbook, "_xanh");
  lxw_format* day = workbook_add_format(workbook);
  format_set_num_format(day, "dd/mm/yyyy");
  lxw_format* bold = workbook_add_format(workbook);
  format_set_bold(bold);

  worksheet_write_string(cover, 0, 0, "Tỷ lệ chất thải rắn & \"rác\" <58 %>", nullptr);
  worksheet_write_number(cover, 1, 1, 1234.5, nullptr);
  lxw_datetime at = {2023, 6, 14, 0, 0, 0};
  worksheet_write_datetime(cover, 2, 2, &at, day);
  worksheet_write_boolean(cover, 3, 0, 1, nullptr);
  worksheet_write_formula_num(cover, 4, 0, "=B2*2", nullptr, 2469);
  lxw_rich_string_tuple plain = {nullptr, const_cast<char*>("Quận ")};
  lxw_rich_string_tuple strong = {bold, const_cast<char*>("7")};
  lxw_rich_string_tuple* runs[] = {&plain, &strong, nullptr};
  worksheet_write_rich_string(cover, 5, 0, runs, nullptr);
  worksheet_write_blank(cover, 6, 0, bold);
  worksheet_merge_range(cover, 8, 0, 9, 3, "gộp", bold);

  worksheet_write_number(table, 4, 2, 0.1, nullptr);
  worksheet_write_string(hidden, 0, 0, "format", nullptr);
  worksheet_hide(hidden);
  workbook_define_name(workbook, "x_sorted_period", "='Biểu ''a'' 01'!$C$5");
  workbook_define_name(workbook, "x_block", "='Bìa'!$A$1:$B$2");
  workbook_close(workbook);
  return content(path);
}

TEST(WorkbookReader, WhatLibxlsxwriterWroteIsReadWhole) {
  const Folder folder;
  const auto read = read_workbook(written_by_xlsxwriter(folder.path / "form.xlsx"), "form.xlsx");
  ASSERT_THAT(codes(read.problems), ElementsAre());
  ASSERT_EQ(read.value.sheets.size(), 3U);
  const Sheet& cover = read.value.sheets[0];
  EXPECT_EQ(cover.name, "Bìa");
  EXPECT_EQ(cover.visibility, Sheet::Visibility::visible);
  EXPECT_EQ(cover.cell(1, 1)->text, "Tỷ lệ chất thải rắn & \"rác\" <58 %>");
  EXPECT_EQ(cover.cell(2, 2)->digits, "1234.5");
  EXPECT_EQ(cover.cell(3, 3)->kind, Kind::date);
  EXPECT_EQ(cover.cell(3, 3)->date, make_date(2023, 6, 14));
  EXPECT_EQ(cover.cell(4, 1)->kind, Kind::boolean);
  EXPECT_EQ(cover.cell(4, 1)->text, "TRUE");
  EXPECT_EQ(cover.cell(5, 1)->kind, Kind::number);
  EXPECT_EQ(cover.cell(5, 1)->formula, "B2*2");
  EXPECT_EQ(cover.cell(5, 1)->digits, "2469");
  EXPECT_EQ(cover.cell(6, 1)->text, "Quận 7");
  EXPECT_EQ(cover.cell(7, 1), nullptr);
  EXPECT_THAT(cover.merged, ElementsAre(CellRange{{9, 1}, {10, 4}}));
  EXPECT_EQ(cover.max_row, 9);
  EXPECT_EQ(cover.max_column, 3);
  EXPECT_EQ(read.value.sheet("_xanh")->visibility, Sheet::Visibility::hidden);
  EXPECT_EQ(read.value.sheet("Không có"), nullptr);

  const auto name = read.value.names.find("x_sorted_period");
  ASSERT_NE(name, read.value.names.end());
  EXPECT_EQ(name->second.sheet, "Biểu 'a' 01");
  EXPECT_EQ(name->second.range, (CellRange{{5, 3}, {5, 3}}));
  EXPECT_FALSE(name->second.broken);
  EXPECT_EQ(read.value.sheet(name->second.sheet)->cell(name->second.range.first)->digits, "0.1");
  EXPECT_EQ(read.value.names.find("x_block")->second.range, (CellRange{{1, 1}, {2, 2}}));
}

TEST(WorkbookReader, WhatLibreOfficeSavedAgainIsTheSame) {
  if (std::system("command -v soffice >/dev/null 2>&1") != 0) GTEST_SKIP() << "soffice is not installed";
  const Folder folder;
  const auto before = read_workbook(written_by_xlsxwriter(folder.path / "form.xlsx"), "form.xlsx");
  fs::create_directories(folder.path / "out");
  const std::string command = "timeout 120 soffice -env:UserInstallation=file://" +
                              (folder.path / "profile").string() + " --headless --convert-to xlsx --outdir " +
                              (folder.path / "out").string() + " " + (folder.path / "form.xlsx").string() +
                              " >/dev/null 2>&1";
  if (std::system(command.c_str()) != 0 || !fs::exists(folder.path / "out/form.xlsx"))
    GTEST_SKIP() << "soffice could not convert (no Calc?)";
  const auto after = read_workbook(content(folder.path / "out/form.xlsx"), "form.xlsx");
  ASSERT_THAT(codes(after.problems), ElementsAre());
  ASSERT_EQ(after.value.sheets.size(), before.value.sheets.size());
  for (size_t i = 0; i < before.value.sheets.size(); ++i) {
    const Sheet& was = before.value.sheets[i];
    const Sheet& is = after.value.sheets[i];
    EXPECT_EQ(is.name, was.name);
    EXPECT_EQ(is.visibility, was.visibility);
    EXPECT_EQ(is.merged, was.merged);
    ASSERT_EQ(is.cells.size(), was.cells.size()) << was.name;
    for (size_t k = 0; k < was.cells.size(); ++k) {
      EXPECT_EQ(is.cells[k].kind, was.cells[k].kind) << cell_name(was.cells[k].row, was.cells[k].column);
      EXPECT_EQ(is.cells[k].text, was.cells[k].text);
      EXPECT_EQ(is.cells[k].date, was.cells[k].date);
      // LibreOffice turns a boolean into the formula TRUE().
      EXPECT_EQ(was.cells[k].kind == Kind::boolean ? "" : is.cells[k].formula, was.cells[k].formula);
    }
  }
  EXPECT_EQ(after.value.names.find("x_sorted_period")->second.range,
            before.value.names.find("x_sorted_period")->second.range);
}

TEST(WorkbookReader, EveryKindOfCellIsRead) {
  EXPECT_EQ(cell_of("<c r=\"A1\"><v>21.20</v></c>").digits, "21.20");
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"n\"><v> 1E-3 </v></c>").digits, "1E-3");
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"str\"><f>A2</f><v>có</v></c>").text, "có");
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"b\"><v>0</v></c>").text, "FALSE");
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"e\"><v>#REF!</v></c>").kind, Kind::error);
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"e\"><v>#DIV/0!</v></c>").text, "#DIV/0!");
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"inlineStr\"><is><t>Quận</t></is></c>").text, "Quận");
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"s\"><v>1</v></c>", "<si><t>a</t></si><si><t>b</t></si>").text, "b");
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"1\"/>").kind, Kind::empty);
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"s\"><v>0</v></c>", "<si><t></t></si>").kind, Kind::empty);
  EXPECT_EQ(cell_of("<c r=\"A1\"><f>B1</f><v></v></c>").kind, Kind::empty);
  EXPECT_EQ(cell_of("<c r=\"A1\"><f>B1</f><v></v></c>").formula, "B1");
}

TEST(WorkbookReader, RunsOfRichTextAreMergedAndPhoneticGuidesLeftOut) {
  const auto cell = cell_of("<c r=\"A1\" t=\"s\"><v>0</v></c>",
                            "<si><r><rPr><b/></rPr><t>Quận</t></r><r><t xml:space=\"preserve\"> "
                            "7</t></r><rPh sb=\"0\" eb=\"1\"><t>kuan</t></rPh></si>");
  EXPECT_EQ(cell.text, "Quận 7");
}

TEST(WorkbookReader, ReferencesAndStoredControlCharactersAreResolved) {
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"str\"><v>a&lt;b&amp;&#7853;&#x1EAD;<![CDATA[<&]]></v></c>").text,
            "a<b&ậậ<&");
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"str\"><v>một_x000D_\nhai_x005F_x000D_ _xZZZZ_</v></c>").text,
            "một\nhai_x000D_ _xZZZZ_");
}

TEST(WorkbookReader, LongTextOfEscapedLineEndsIsReadInOnePass) {
  std::string stored;
  std::string lines;
  for (int i = 0; i < 500'000; ++i) {  // quadratic work would outlast the test's time
    stored += std::to_string(i) + "_x000D_\n";
    lines += std::to_string(i) + "\n";
  }
  EXPECT_TRUE(cell_of("<c r=\"A1\" t=\"str\"><v>" + stored + "</v></c>").text == lines);
}

TEST(WorkbookReader, DayIsANumberWhoseFormatShowsADay) {
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"1\"><v>45091</v></c>").date, make_date(2023, 6, 14));
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"2\"><v>45091.5</v></c>").date, make_date(2023, 6, 14));
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"2\"><v>45091.5</v></c>").digits, "45091.5");
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"3\"><v>0.5</v></c>").kind, Kind::number);
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"0\"><v>45091</v></c>").kind, Kind::number);
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"99\"><v>45091</v></c>").kind, Kind::number);
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"1\"><v>-3</v></c>").kind, Kind::number);
  EXPECT_EQ(cell_of("<c r=\"A1\" t=\"d\"><v>2023-06-14T00:00:00</v></c>").date, make_date(2023, 6, 14));
}

TEST(WorkbookReader, WorkbookOf1904CountsItsDaysFromThere) {
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"1\"><v>43629</v></c>", {}, "<workbookPr date1904=\"1\"/>").date,
            make_date(2023, 6, 14));
  EXPECT_EQ(cell_of("<c r=\"A1\" s=\"1\"><v>43629</v></c>", {}, "<workbookPr date1904=\"0\"/>").date,
            make_date(2019, 6, 13));
}

TEST(WorkbookReader, CellsWithoutNamesFollowOneAnother) {
  SmallWorkbook small;
  small.rows =
      "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c "
      "r=\"C5\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>";
  const auto read = read_workbook(small.bytes(), "f");
  const Sheet& sheet = read.value.sheets.at(0);
  EXPECT_EQ(sheet.cell(1, 2)->digits, "2");
  EXPECT_EQ(sheet.cell(5, 4)->digits, "4");
  EXPECT_EQ(sheet.cell(6, 1)->digits, "5");
  EXPECT_EQ(sheet.row(5).size(), 2U);
  EXPECT_EQ(sheet.row(2).size(), 0U);
}

TEST(WorkbookReader, CellsOutOfOrderAreFoundAndDoubledOnesRefused) {
  SmallWorkbook small;
  small.rows =
      "<row r=\"2\"><c r=\"B2\"><v>4</v></c><c r=\"A2\"><v>3</v></c></row><row r=\"1\"><c "
      "r=\"A1\"><v>1</v></c></row>";
  const auto read = read_workbook(small.bytes(), "f");
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(read.value.sheets.at(0).cell(2, 1)->digits, "3");
  EXPECT_EQ(read.value.sheets.at(0).cell(1, 1)->digits, "1");
  small.rows += "<row r=\"2\"><c r=\"B2\"><v>9</v></c></row>";
  const auto doubled = read_workbook(small.bytes(), "f");
  ASSERT_THAT(codes(doubled.problems), ElementsAre("workbook-cell-doubled"));
  EXPECT_EQ(doubled.problems[0].place.sheet, "Một");
  EXPECT_EQ(doubled.problems[0].place.cell, "B2");
}

TEST(WorkbookReader, FilledDownFormulaIsKnownInEveryCell) {
  SmallWorkbook small;
  small.rows =
      "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"0\">B1*2</f><v>1</v></c></row>"
      "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>2</v></c></row>";
  EXPECT_EQ(read_workbook(small.bytes(), "f").value.sheets.at(0).cell(2, 1)->formula, "B1*2");
}

TEST(WorkbookReader, PrefixedAndStrictFilesAreRead) {
  SmallWorkbook small;
  small.parts["xl/worksheets/sheet1.xml"] =
      "\xEF\xBB\xBF<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><!-- c "
      "--><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>7</x:v>"
      "</x:c></x:row></x:sheetData></x:worksheet>";
  small.parts["_rels/.rels"] =
      "<Relationships><Relationship Id=\"r\" "
      "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
      "Target=\"/xl/workbook.xml\"/></Relationships>";
  const auto read = read_workbook(small.bytes(), "f");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value.sheets.at(0).cell(1, 1)->digits, "7");
}

TEST(WorkbookReader, NamesKeepDoublesScopesAndBrokenReferences) {
  SmallWorkbook small;
  small.names =
      "<definedName name=\"x_a\">'Một'!$B$2</definedName><definedName name=\"x_a\" "
      "localSheetId=\"0\">Một!$B$3</definedName>"
      "<definedName name=\"x_lost\">#REF!</definedName><definedName name=\"x_gone\">Một!#REF!</definedName>"
      "<definedName name=\"x_where\">Hai!$A$1</definedName><definedName name=\"x_rate\">0.5</definedName>"
      "<definedName name=\"x_two\">Một!$A$1,Một!$A$2</definedName>";
  const auto read = read_workbook(small.bytes(), "f");
  ASSERT_TRUE(read.ok());
  const auto& names = read.value.names;
  EXPECT_EQ(names.count("x_a"), 2U);
  EXPECT_EQ(names.find("x_a")->second,
            (Reference{"'Một'!$B$2", "Một", {{2, 2}, {2, 2}}, false, std::nullopt}));
  EXPECT_EQ(std::next(names.find("x_a"))->second.scope, 0U);
  EXPECT_TRUE(names.find("x_lost")->second.broken);
  EXPECT_TRUE(names.find("x_gone")->second.broken);
  EXPECT_TRUE(names.find("x_where")->second.broken);
  for (const char* name : {"x_rate", "x_two"}) {
    EXPECT_FALSE(names.find(name)->second.broken) << name;
    EXPECT_EQ(names.find(name)->second.sheet, "") << name;
  }
}

TEST(WorkbookReader, DecomposedVietnameseIsComposedWithOneWarning) {
  SmallWorkbook small;
  small.rows =
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Qua\xCC\xA3\xCC\x82n</v></c><c r=\"B1\" "
      "t=\"str\"><v>\xC6\xA1\xCC\x81</v></c></row>";
  const auto read = read_workbook(small.bytes(), "f");
  EXPECT_EQ(read.value.sheets.at(0).cell(1, 1)->text, "Quận");
  EXPECT_EQ(read.value.sheets.at(0).cell(1, 2)->text, "ớ");
  ASSERT_THAT(codes(read.problems), ElementsAre("workbook-not-composed"));
  EXPECT_TRUE(read.ok());
}

TEST(WorkbookReader, ValuesThatCannotBeReadAreToldEachWithItsCell) {
  SmallWorkbook small;
  small.rows =
      "<row r=\"1\"><c r=\"A1\"><v>1,5</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" "
      "t=\"b\"><v>2</v></c><c r=\"D1\" t=\"d\"><v>hôm qua</v></c>"
      "<c r=\"E1\" t=\"zz\"><v>1</v></c><c r=\"F1\"><v>NaN</v></c><c r=\"G1\"><v>5</v></c></row>";
  const auto read = read_workbook(small.bytes(), "f");
  std::vector<std::string> cells;
  for (const auto& one : read.problems) {
    EXPECT_EQ(one.code, "workbook-cell-value");
    cells.push_back(one.place.cell);
  }
  EXPECT_THAT(cells, ElementsAre("A1", "B1", "C1", "D1", "E1", "F1"));
  EXPECT_EQ(read.value.sheets.at(0).cell(1, 7)->digits, "5");
}

}  // namespace
}  // namespace xanh

// A workbook read on several threads is the one that a single thread reads, with the same problems in the
// same order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/ooxml/package.hpp"
#include "exchange/ooxml/workbook_reader.hpp"
#include "small_workbook.hpp"

namespace xanh {
namespace {

using namespace testing_workbook;

/// Three sheets, of which the last has a formula, a date and letters in decomposed form.
SmallWorkbook three_sheets() {
  SmallWorkbook out;
  out.rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1.50</v></c></row>";
  out.more_sheets =
      "<sheet name=\"Hai\" sheetId=\"2\" r:id=\"rId7\"/><sheet name=\"B'a\" sheetId=\"3\" r:id=\"rId8\"/>";
  out.relations = relation("rId7", "worksheet", "worksheets/sheet2.xml") +
                  relation("rId8", "worksheet", "worksheets/sheet3.xml");
  out.strings = "<si><r><t>Quận </t></r><r><t>7</t></r></si><si><t>a&amp;b</t></si>";
  out.names =
      "<definedName name=\"z\">'B''a'!$A$1</definedName><definedName name=\"a\">Hai!$B$2</definedName>"
      "<definedName name=\"z\" localSheetId=\"1\">Không!$A$1</definedName><definedName "
      "name=\"a\">Hai!#REF!</definedName>";
  out.parts["xl/worksheets/sheet2.xml"] =
      "<worksheet><sheetData><row><c t=\"s\"><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>";
  out.parts["xl/worksheets/sheet3.xml"] =
      "<worksheet><sheetData><row><c t=\"str\"><f>A1&amp;B1</f><v>Biểu</v></c><c "
      "s=\"1\"><v>45091</v></c></row></sheetData></worksheet>";
  return out;
}

void expect_the_same(const SmallWorkbook& small, const WorkbookLimits& limits = {}) {
  const std::string bytes = small.bytes();
  const auto one = read_workbook(bytes, "f.xlsx", limits, 1);
  for (const int threads : {2, 3, 8}) {
    const auto several = read_workbook(bytes, "f.xlsx", limits, threads);
    EXPECT_EQ(several.problems, one.problems);
    ASSERT_EQ(several.value.sheets.size(), one.value.sheets.size());
    for (size_t i = 0; i < one.value.sheets.size(); ++i) {
      EXPECT_EQ(several.value.sheets[i].name, one.value.sheets[i].name);
      EXPECT_EQ(several.value.sheets[i].cells, one.value.sheets[i].cells);
    }
    EXPECT_EQ(several.value.names, one.value.names);
  }
}

TEST(WorkbookThreads, CellsAndNamesAreTheSame) {
  expect_the_same(three_sheets());
  EXPECT_EQ(read_workbook(three_sheets().bytes(), "f", {}, 2).value.sheets.at(2).cell(1, 1)->formula,
            "A1&B1");
}

TEST(WorkbookThreads, ProblemsComeInTheOrderOfOneThread) {
  SmallWorkbook small = three_sheets();
  small.rows = "<row><c><v>một</v></c></row>";
  small.parts["xl/worksheets/sheet2.xml"] =
      "<worksheet><sheetData><row><c t=\"s\"><v>9</v></c></row></sheetData></worksheet>";
  small.parts["xl/worksheets/sheet3.xml"] = "<worksheet><sheetData>";
  expect_the_same(small);
  small.more_sheets += "<sheet name=\"Hai\" sheetId=\"4\" r:id=\"rId9\"/>";
  expect_the_same(small);
  small.names += "<definedName name=\"&b;\">A!$A$1</definedName>";
  expect_the_same(small);
}

TEST(WorkbookThreads, LimitsHoldForAllThreadsTogether) {
  for (size_t cells = 0; cells < 8; ++cells) expect_the_same(three_sheets(), {.cells = cells});
  for (size_t bytes = 0; bytes < 2000; bytes += 50) expect_the_same(three_sheets(), {.text_bytes = bytes});
  expect_the_same(three_sheets(), {.sheets = 2});
}

TEST(WorkbookThreads, SheetsListedBehindTheNamesAreRead) {
  SmallWorkbook small = three_sheets();
  small.parts["xl/workbook.xml"] =
      "<workbook xmlns:r=\"r\"><definedNames>" + small.names +
      "</definedNames><workbookPr date1904=\"1\"/><sheets><sheet name=\"Một\" r:id=\"rId1\"/>" +
      small.more_sheets + "</sheets></workbook>";
  expect_the_same(small);
  EXPECT_EQ(read_workbook(small.bytes(), "f", {}, 2).value.sheets.size(), 3u);
}

TEST(WorkbookThreads, APackageIsRefusedForTheSamePart) {
  // Not well packed, so that the whole is large enough to be shared out.
  std::string noise(size_t{1} << 21U, ' ');
  unsigned state = 1;
  for (char& c : noise) c = static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
  PackageWriter writer;
  writer.add("a", noise);
  writer.add("b", std::string(size_t{8} << 20U, ' '));
  writer.add("c", std::string(size_t{9} << 20U, ' '));
  writer.add("d", noise);
  const std::string bytes = writer.finish();
  const size_t total = 2 * noise.size() + (size_t{17} << 20U);
  for (const PackageLimits& limits :
       {PackageLimits{}, PackageLimits{.ratio = 2000}, PackageLimits{.part_bytes = size_t{5} << 20U},
        PackageLimits{.total_bytes = total - 1, .ratio = 2000},
        PackageLimits{.total_bytes = total, .ratio = 2000}}) {
    const auto one = Package::open(bytes, "f", limits, 1);
    for (const int threads : {2, 8}) {
      const auto several = Package::open(bytes, "f", limits, threads);
      EXPECT_EQ(several.problems, one.problems);
      EXPECT_EQ(several.value.names(), one.value.names());
      for (const auto& name : one.value.names()) EXPECT_EQ(*several.value.part(name), *one.value.part(name));
    }
  }
}

}  // namespace
}  // namespace xanh

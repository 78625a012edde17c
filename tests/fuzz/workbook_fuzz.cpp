// Any bytes as a workbook, or as the XML of one of its parts: no crash, problems in both languages, cells in
// order and within the sheet, every text composed UTF-8. The first byte chooses: `P` a whole package follows,
// otherwise the part the bytes stand for, so that the fuzzer need not get past zip and checksum.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "exchange/ooxml/workbook_reader.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr std::string_view kTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
  return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + std::string(kTypes) + std::string(type) +
         "\" Target=\"" + std::string(target) + "\"/>";
}

std::string package_with(char which, const std::string& bytes) {
  const auto part = [&](char own, std::string usual) { return which == own ? bytes : usual; };
  xanh::PackageWriter writer;
  writer.add("_rels/.rels", part('R', "<Relationships>" + relation("a", "officeDocument", "xl/workbook.xml") +
                                          "</Relationships>"));
  writer.add("xl/workbook.xml", part('W',
                                     "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" "
                                     "id=\"a\"/></sheets><definedNames><definedName name=\"n\">S!$A$1"
                                     "</definedName></definedNames></workbook>"));
  writer.add("xl/_rels/workbook.xml.rels", "<Relationships>" + relation("a", "worksheet", "sheet.xml") +
                                               relation("b", "sharedStrings", "strings.xml") +
                                               relation("c", "styles", "styles.xml") + "</Relationships>");
  writer.add("xl/strings.xml", part('T', "<sst><si><t>một</t></si><si><r><t>hai</t></r></si></sst>"));
  writer.add(
      "xl/styles.xml",
      part('F', "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"));
  writer.add("xl/sheet.xml", part('S',
                                  "<worksheet><sheetData><row><c s=\"1\" t=\"s\"><v>0</v></c><c "
                                  "s=\"1\"><v>45000</v></c></row></sheetData></worksheet>"));
  return writer.finish();
}

void check(const xanh::Cell& cell) {
  require(cell.row >= 1 && cell.row <= xanh::kMostRows && cell.column >= 1 &&
          cell.column <= xanh::kMostColumns);
  require(xanh::parse_cell_name(xanh::cell_name(cell.row, cell.column)) ==
          xanh::CellAddress{cell.row, cell.column});
  for (const std::string_view text : {cell.text, cell.formula, cell.digits})
    require(xanh::to_nfc(text) == text);
  require(cell.date.has_value() == (cell.kind == xanh::Cell::Kind::date));
  require(cell.kind != xanh::Cell::Kind::number || !cell.digits.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  xanh::WorkbookLimits limits;
  limits.package.part_bytes = size_t{8} << 20;
  limits.package.total_bytes = size_t{16} << 20;
  limits.text_bytes = size_t{4} << 20;
  limits.cells = 100'000;
  const std::string package = bytes.front() == 'P' ? bytes : package_with(bytes.front(), bytes.substr(1));
  const auto read = xanh::read_workbook(package, "f.xlsx", limits);
  if (size % 8 == 0) {  // threads change no answer; each input with them would be ten times slower
    const auto again = xanh::read_workbook(package, "f.xlsx", limits, 2);
    require(again.problems.size() == read.problems.size() &&
            again.value.sheets.size() == read.value.sheets.size());
    for (size_t i = 0; i < read.value.sheets.size(); ++i)
      require(again.value.sheets[i].cells == read.value.sheets[i].cells);
  }
  for (const auto& problem : read.problems) {
    require(!problem.message.vi.empty() && !problem.message.en.empty());
    require(xanh::is_utf8(xanh::to_line(problem, xanh::Language::vi)) &&
            xanh::is_utf8(xanh::to_line(problem, xanh::Language::en)));
  }
  require(read.problems.size() <= 1001);
  for (const auto& sheet : read.value.sheets) {
    require(xanh::is_utf8(sheet.name));
    xanh::CellAddress last;
    for (const auto& cell : sheet.cells) {
      check(cell);
      const xanh::CellAddress at{cell.row, cell.column};
      require(last < at || (last == at && !read.ok()));
      if (read.ok()) require(sheet.cell(at) == &cell);
      last = at;
    }
    require(sheet.max_row == last.row);
  }
  return 0;
}

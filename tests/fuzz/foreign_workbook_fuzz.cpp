// Any bytes as the sheet of a unit's own workbook under a fixed map, and as the labels a map is proposed
// from: no crash, problems in both languages at places within the sheet, and a proposal that reads back as a
// map.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "exchange/ooxml/workbook_reader.hpp"
#include "exchange/own_workbook.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr std::string_view kTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
  return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + std::string(kTypes) + std::string(type) +
         "\" Target=\"" + std::string(target) + "\"/>";
}

std::string package_with(const std::string& sheet) {
  xanh::PackageWriter writer;
  writer.add("_rels/.rels",
             "<Relationships>" + relation("a", "officeDocument", "xl/workbook.xml") + "</Relationships>");
  writer.add("xl/workbook.xml",
             "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" id=\"a\"/></sheets></workbook>");
  writer.add("xl/_rels/workbook.xml.rels",
             "<Relationships>" + relation("a", "worksheet", "sheet.xml") + "</Relationships>");
  writer.add("xl/sheet.xml", sheet);
  return writer.finish();
}

/// What a unit is asked: a share, a whole number and one that may be anything.
struct Asked {
  Asked() {
    const auto element = [&](const char* code, const char* name, const char* unit, xanh::ElementType type) {
      xanh::Element one;
      one.code = code;
      one.name_vi = name;
      one.unit = unit;
      one.type = type;
      one.min = xanh::Decimal(0);
      plan.elements.push_back(one);
    };
    element("a", "Cơ sở phải xử lý nước thải", "cơ sở", xanh::ElementType::integer);
    element("b", "Tỷ lệ cơ sở đạt", "%", xanh::ElementType::decimal);
    element("c", "Chất thải", "tấn/ngày", xanh::ElementType::decimal);
    form.cycle = "2023-H1";
    form.unit = "u";
    form.tables.push_back({"05a", {}});
    for (const auto& one : plan.elements) form.tables.back().rows.push_back({&one, true});
    map = xanh::read_workbook_map(
              "format: 1\nunit: u\nfigures:\n"
              "  - {element: a, this_period: {row: cơ sở, column: kỳ này}, same_period: {row: b, column: "
              "cùng kỳ}}\n"
              "  - {element: b, this_period: {cell: B2}, state: estimate}\n"
              "  - {element: c, this_period: {row: \"1\", column: a}, state: not_available, note: x}\n",
              "map.yaml", form, plan)
              .value;
  }
  xanh::Plan plan;
  xanh::Form form;
  xanh::WorkbookMap map;
};

void check(const xanh::Problems& problems) {
  for (const auto& problem : problems) {
    require(!problem.message.vi.empty() && !problem.message.en.empty());
    require(xanh::is_utf8(xanh::to_line(problem, xanh::Language::vi)) &&
            xanh::is_utf8(xanh::to_line(problem, xanh::Language::en)));
    require(problem.place.cell.empty() || xanh::parse_cell_name(problem.place.cell));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, size_t size) {
  static const Asked asked;
  xanh::WorkbookLimits limits;
  limits.package.part_bytes = size_t{8} << 20;
  limits.package.total_bytes = size_t{16} << 20;
  limits.text_bytes = size_t{4} << 20;
  limits.cells = 20'000;
  const auto book =
      xanh::read_workbook(package_with({reinterpret_cast<const char*>(data), size}), "f.xlsx", limits);
  if (!book.ok()) return 0;
  const auto report = xanh::read_own_workbook(book.value, "f.xlsx", asked.map, asked.form, asked.plan);
  check(report.problems);
  for (const auto& figure : report.value.figures) require(asked.form.asks(figure.element));
  const auto again = xanh::read_own_workbook(book.value, "f.xlsx", asked.map, asked.form, asked.plan);
  require(xanh::submission_bytes(again.value) == xanh::submission_bytes(report.value));
  const auto proposed = xanh::propose_map(book.value, asked.form);
  const auto map = xanh::read_workbook_map(xanh::map_as_yaml(proposed), "map.yaml", asked.form, asked.plan);
  check(map.problems);
  require(map.ok() || proposed.map.figures.empty());
  require(map.value.figures.size() == proposed.map.figures.size());
  return 0;
}

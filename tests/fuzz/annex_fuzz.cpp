// Annexes come from anywhere: any bytes as a package, any XML as the body of a Word file, any text in the
// cells of a table must end in problems, or in a programme that passes its check.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "base/text.hpp"
#include "exchange/annex_reading.hpp"
#include "exchange/ooxml/package.hpp"

namespace {

using xanh::annex::Document;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string word_file(const std::string& body) {
  xanh::PackageWriter writer;
  writer.add("word/document.xml",
             "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
                 body + "</w:body></w:document>");
  return writer.finish();
}

/// Cells are separated by tabs, rows by LF, below a header that every column of an annex has a part in.
Document table_of(const std::string& text, bool targets) {
  Document out{"fuzz.docx", {}, {}};
  auto& table = out.tables.emplace_back();
  table.name = "Bảng 1";
  std::string line =
      targets ? "STT\tChỉ tiêu\tĐVT\tHiện trạng 2020\tKế hoạch năm 2023\tMục tiêu 2025\tCơ quan chủ trì"
              : "STT\tNhiệm vụ\tCơ quan chủ trì\tPhối hợp\tSản phẩm\tThời gian\tKinh phí (triệu đồng)";
  table.columns = 7;
  size_t begin = 0;
  const std::string all = line + "\n" + xanh::to_nfc(text).value_or("");
  while (begin <= all.size() && table.rows.size() < 300) {
    const size_t end = std::min(all.find('\n', begin), all.size());
    line = all.substr(begin, end - begin);
    begin = end + 1;
    const int number = static_cast<int>(table.rows.size()) + 1;
    xanh::annex::Row row{number, std::vector<int>(7, -1)};
    for (size_t column = 0, at = 0; column < 7 && at <= line.size(); ++column) {
      const size_t stop = std::min(line.find('\t', at), line.size());
      row.cells[column] = static_cast<int>(table.cells.size());
      table.cells.push_back(
          {line.substr(at, stop - at), {}, false, {}, number, static_cast<int>(column) + 1, 1});
      at = stop + 1;
    }
    table.rows.push_back(std::move(row));
  }
  return out;
}

const xanh::RegisterRows& city() {
  static const xanh::RegisterRows kCity = [] {
    xanh::RegisterRows rows;
    for (const auto& [code, name] :
         std::map<std::string, std::string>{{"so-tnmt", "Sở Tài nguyên và Môi trường"},
                                            {"q7", "Ủy ban nhân dân Quận 7"},
                                            {"tp-thu-duc", "Ủy ban nhân dân Thành phố Thủ Đức"}}) {
      xanh::UnitRow row;
      row.code = code;
      row.name_vi = row.name_en = name;
      row.kind = code[0] == 's' ? xanh::UnitKind::department : xanh::UnitKind::district;
      row.groups = code[0] == 's' ? "departments" : "districts";
      row.role = xanh::UnitRole::executing;
      rows.units.push_back(row);
    }
    return rows;
  }();
  return kCity;
}

void understand(const std::vector<Document>& documents, bool with_register) {
  xanh::annex::Wishes wishes;
  wishes.year = 2023;
  if (with_register) wishes.units = city();
  const auto read = xanh::annex::read_annexes(documents, wishes);
  if (!read.ok()) {
    require(read.value.folder.plans.empty());
    return;
  }
  require(read.value.folder.plans.size() == 1);
  std::vector<std::string> names;
  std::map<std::string, std::string> texts;
  for (auto& entry : xanh::write_programme(read.value.folder)) {
    names.push_back(entry.name);
    texts[entry.name] = std::move(entry.text);
  }
  const auto checked =
      xanh::read_programme("f", names, [&](const std::string& name) -> std::optional<std::string> {
        const auto found = texts.find(name);
        return found == texts.end() ? std::nullopt : std::optional(found->second);
      });
  require(checked.ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  if (input.starts_with("PK") || input.starts_with("<")) {
    const std::string bytes = input.starts_with("PK") ? input : word_file(input);
    const auto read = xanh::annex::read_document(bytes, "fuzz.docx");
    if (!read.ok()) return 0;
    require(!read.value.tables.empty());
    for (const auto& table : read.value.tables)
      for (const auto& row : table.rows) require(row.cells.size() == static_cast<size_t>(table.columns));
    understand({read.value}, true);
    understand({read.value}, false);
    return 0;
  }
  understand({table_of(input, true), table_of(input, false)}, size % 2 == 0);
  return 0;
}

// Annexes for tests: tables written as the XML that Word writes, with merged cells, and as workbooks.
#pragma once

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/at_hand.hpp"
#include "exchange/annex_reading.hpp"
#include "exchange/ooxml/package.hpp"

namespace xanh::annex_test {

/// A cell: its paragraphs are separated by LF; `across` columns; `down` begins a vertical merge, `up` goes on
/// with it.
struct C {
  // NOLINTNEXTLINE(google-explicit-constructor): a text is a cell
  C(const char* t) : text(t) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  C(std::string t) : text(std::move(t)) {}
  C(std::string t, int columns) : text(std::move(t)), across(columns) {}
  std::string text;
  int across = 1;
  bool down = false, up = false;
};
inline C down(const std::string& text, int across = 1) {
  C out(text, across);
  out.down = true;
  return out;
}
inline C up(int across = 1) {
  C out("", across);
  out.up = true;
  return out;
}

inline std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

inline std::string word_paragraph(const std::string& text) {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + escaped(text) + "</w:t></w:r></w:p>";
}

inline std::string word_cell(const C& cell, const std::string& inside = {}) {
  std::string out =
      "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(1500 * cell.across) + "\" w:type=\"dxa\"/>";
  if (cell.across > 1) out += "<w:gridSpan w:val=\"" + std::to_string(cell.across) + "\"/>";
  if (cell.down) out += "<w:vMerge w:val=\"restart\"/>";
  if (cell.up) out += "<w:vMerge/>";
  out += "</w:tcPr>";
  std::istringstream lines(cell.text);
  std::string line;
  bool any = false;
  while (std::getline(lines, line)) {
    out += word_paragraph(line);
    any = true;
  }
  return out + inside + (any ? "" : "<w:p/>") + "</w:tc>";
}

inline std::string word_table(const std::vector<std::vector<C>>& rows) {
  int columns = 0;
  for (const auto& row : rows) {
    int wide = 0;
    for (const auto& cell : row) wide += cell.across;
    columns = std::max(columns, wide);
  }
  std::string out = "<w:tbl><w:tblPr><w:tblW w:w=\"" + std::to_string(1500 * columns) +
                    "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>";
  for (int i = 0; i < columns; ++i) out += "<w:gridCol w:w=\"1500\"/>";
  out += "</w:tblGrid>";
  for (const auto& row : rows) {
    out += "<w:tr>";
    for (const auto& cell : row) out += word_cell(cell);
    out += "</w:tr>";
  }
  return out + "</w:tbl>";
}

inline std::string word_file(const std::string& body, const std::string& numbering = {}) {
  const std::string space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  PackageWriter writer;
  writer.add(
      "[Content_Types].xml",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types "
      "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override "
      "PartName=\"/word/document.xml\" "
      "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
      "</Types>");
  writer.add(
      "_rels/.rels",
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
      "Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
      "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
  writer.add("word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document " + space +
                                      "><w:body>" + body + "</w:body></w:document>");
  if (!numbering.empty())
    writer.add("word/numbering.xml", "<w:numbering " + space + ">" + numbering + "</w:numbering>");
  return writer.finish();
}

/// A workbook made by `fill`, as bytes.
template <class Fill>
std::string workbook_file(const Fill& fill) {
  std::string path = "/tmp/xanh-annex-XXXXXX";
  const int file = ::mkstemp(path.data());
  if (file < 0) return {};
  std::FILE* closed = ::fdopen(file, "w");
  std::fclose(closed);
  lxw_workbook* book = workbook_new(path.c_str());
  fill(book);
  workbook_close(book);
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  std::remove(path.c_str());
  return bytes.str();
}

inline UnitRow unit(const std::string& code, const std::string& name, UnitKind kind,
                    const std::string& groups = {}) {
  UnitRow out;
  out.code = code;
  out.name_vi = name;
  out.name_en = name;
  out.kind = kind;
  out.groups = groups;
  out.role = UnitRole::executing;
  return out;
}

/// Some units of the city, named as in its register.
inline RegisterRows city_units() {
  RegisterRows out;
  const auto department = [&](const char* code, const char* name) {
    out.units.push_back(unit(code, name, UnitKind::department, "departments"));
  };
  const auto district = [&](const char* code, const char* name) {
    out.units.push_back(unit(code, name, UnitKind::district, "districts"));
  };
  out.units.push_back(unit("ubnd-tp", "Ủy ban nhân dân Thành phố Hồ Chí Minh", UnitKind::committee));
  department("so-tnmt", "Sở Tài nguyên và Môi trường");
  department("so-xd", "Sở Xây dựng");
  department("so-tc", "Sở Tài chính");
  department("so-tp", "Sở Tư pháp");
  department("so-yt", "Sở Y tế");
  department("so-ldtbxh", "Sở Lao động - Thương binh và Xã hội");
  department("so-nnptnt", "Sở Nông nghiệp và Phát triển nông thôn");
  department("so-khdt", "Sở Kế hoạch và Đầu tư");
  district("tp-thu-duc", "Ủy ban nhân dân Thành phố Thủ Đức");
  district("q1", "Ủy ban nhân dân Quận 1");
  district("q3", "Ủy ban nhân dân Quận 3");
  district("q7", "Ủy ban nhân dân Quận 7");
  district("q10", "Ủy ban nhân dân Quận 10");
  district("q-binh-tan", "Ủy ban nhân dân Quận Bình Tân");
  district("q-binh-thanh", "Ủy ban nhân dân Quận Bình Thạnh");
  district("h-nha-be", "Ủy ban nhân dân Huyện Nhà Bè");
  out.units.push_back(
      unit("hepza", "Ban Quản lý các khu chế xuất và công nghiệp Thành phố", UnitKind::board));
  out.units.push_back(unit("sawaco", "Tổng Công ty Cấp nước Sài Gòn (SAWACO)", UnitKind::enterprise));
  out.units.push_back(unit("ban-htdt", "Ban Quản lý dự án đầu tư xây dựng hạ tầng đô thị", UnitKind::board));
  out.units.push_back(unit("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố", UnitKind::coordinating));
  return out;
}

}  // namespace xanh::annex_test

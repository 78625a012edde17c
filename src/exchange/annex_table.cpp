#include "exchange/annex_table.hpp"

#include <pugixml.hpp>

#include "base/text.hpp"
#include "exchange/annex_problems.hpp"
#include "exchange/annex_table_parts.hpp"
#include "exchange/ooxml/cell_name.hpp"
#include "exchange/ooxml/package.hpp"
#include "exchange/ooxml/workbook_reader.hpp"

namespace xanh::annex {
namespace {

/// An annex of a city has some hundred rows; this is for what only looks like one.
constexpr PackageLimits kPackage{2000, size_t{64} << 20, size_t{256} << 20, 400};
constexpr WorkbookLimits kWorkbook{kPackage, 64, 1'000'000, size_t{64} << 20};

Document from_workbook(const Workbook& book, const std::string& file, Problems& problems) {
  Document out{file, {}, {}};
  Budget budget{file, problems, 0};
  for (const Sheet& sheet : book.sheets)
    if (sheet.visibility == Sheet::Visibility::visible && !sheet.cells.empty()) {
      out.tables.push_back(table_of_sheet(sheet, budget));
      if (has_error(problems)) return {};
    }
  return out;
}

}  // namespace

bool Budget::take(size_t count) {
  cells += count;
  if (cells <= kMostCells) return true;
  if (cells - count <= kMostCells)
    problems.push_back(
        problem(kAnnexTooLarge, {file, 0, 0, {}, {}, {}},
                {{"limit", std::to_string(kMostCells)}, {"what_vi", "ô"}, {"what_en", "cells"}}));
  return false;
}

const Cell* Table::at(size_t row, int column) const {
  if (row >= rows.size() || column < 0 || static_cast<size_t>(column) >= rows[row].cells.size())
    return nullptr;
  const int found = rows[row].cells[static_cast<size_t>(column)];
  return found < 0 ? nullptr : &cells[static_cast<size_t>(found)];
}

std::string Table::cell_name(size_t row, int column) const {
  return row < rows.size() ? xanh::cell_name(rows[row].number, column + 1) : std::string{};
}

std::string one_line(std::string_view text) {
  std::string out;
  bool blank = true;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    // The no-break and the thin spaces that come with pasted text.
    const bool wide = text.substr(i, 2) == "\u00a0" || text.substr(i, 3) == "\u202f" ||
                      text.substr(i, 3) == "\u2009" || text.substr(i, 3) == "\u200b" ||
                      text.substr(i, 3) == "\ufeff";
    if (wide || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f') {
      if (wide) i += c == '\xc2' ? 1 : 2;
      if (!blank) out += ' ';
      blank = true;
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      out += c;
      blank = false;
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string beginning_of(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80) --bytes;
  return std::string(text.substr(0, bytes)) + "…";
}

Outcome<Document> read_document(const std::string& bytes, const std::string& file) {
  Outcome<Document> out;
  auto package = Package::open(bytes, file, kPackage);
  out.problems = std::move(package.problems);
  if (has_error(out.problems)) return out;
  if (package.value.part("xl/workbook.xml") != nullptr) {
    auto book = read_workbook(bytes, file, kWorkbook);
    append(out.problems, std::move(book.problems));
    if (out.ok()) out.value = from_workbook(book.value, file, out.problems);
  } else if (const std::string part = main_part(package.value); !part.empty()) {
    Budget budget{file, out.problems, 0};
    out.value = document_of_word(package.value, part, budget);
  } else {
    out.problems.push_back(problem(kNotAnnex, {file, 0, 0, {}, {}, {}}));
  }
  if (has_error(out.problems)) {
    out.value = {};
  } else if (out.value.tables.empty()) {
    out.problems.push_back(problem(kNoTable, {file, 0, 0, {}, {}, {}}));
  }
  return out;
}

}  // namespace xanh::annex

// A unit's own table as a workbook, drawn as rows of cells: a number where the text is one, else a text.
#pragma once

#include <string>
#include <vector>

#include "exchange/ooxml/small_workbook.hpp"

namespace xanh::testing_workbook {

/// Cells of rows from the first row and column on; an empty text is no cell, "#…" an error.
inline std::string drawn(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  for (size_t r = 0; r < rows.size(); ++r) {
    out += "<row r=\"" + std::to_string(r + 1) + "\">";
    for (size_t c = 0; c < rows[r].size(); ++c) {
      const std::string& text = rows[r][c];
      if (text.empty()) continue;
      const std::string at = "<c r=\"" + cell_name(static_cast<int>(r) + 1, static_cast<int>(c) + 1) + "\"";
      const bool number = text.find_first_not_of("0123456789.") == std::string::npos && text.front() != '.';
      // "=1.234" is a text that looks like a number.
      const std::string shown = text.front() == '=' ? text.substr(1) : text;
      if (text.front() == '#')
        out += at + " t=\"e\"><v>" + text + "</v></c>";
      else if (number)
        out += at + "><v>" + text + "</v></c>";
      else
        out += at + " t=\"inlineStr\"><is><t>" + shown + "</t></is></c>";
    }
    out += "</row>";
  }
  return out;
}

inline std::string own_workbook(const std::vector<std::vector<std::string>>& rows) {
  return SmallWorkbook{.rows = drawn(rows)}.bytes();
}

}  // namespace xanh::testing_workbook

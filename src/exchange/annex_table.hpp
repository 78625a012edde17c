// Tables of an annex as they were pasted from a decision into Word or Excel: grids of cells with what is
// merged resolved, and the lines of text around them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/problem.hpp"

namespace xanh::annex {

struct Cell {
  std::string text;          ///< NFC; paragraphs and line breaks are separated by LF
  std::string digits;        ///< of a number cell of a workbook, as in the file
  bool percent = false;      ///< such a number is shown times 100 with a percent sign
  std::optional<Date> date;  ///< of a date cell of a workbook
  int row = 0, column = 0;   ///< its upper left corner, from 1
  int columns = 1;           ///< how many it covers
  [[nodiscard]] bool empty() const { return text.empty(); }
};

struct Row {
  int number = 0;          ///< in its table or sheet, from 1
  std::vector<int> cells;  ///< by column: position in Table::cells, -1 where there is none
};

struct Table {
  std::string name;                 ///< of the sheet, or "Bảng 2"
  bool sheet = false;               ///< a sheet of a workbook
  std::vector<std::string> before;  ///< lines of text since the table before
  int columns = 0;
  std::vector<Row> rows;
  std::vector<Cell> cells;

  /// The cell that covers this place (column from 0), or null. A merged cell covers all its places.
  [[nodiscard]] const Cell* at(size_t row, int column) const;
  /// "C5"
  [[nodiscard]] std::string cell_name(size_t row, int column) const;
};

struct Document {
  std::string file;
  std::vector<Table> tables;
  std::vector<std::string> after;  ///< lines behind the last table
};

/// Reads a .docx or an .xlsx, whichever it is. Hidden sheets, deleted text and pictures are left out; a table
/// within a cell is a table of its own. Refused as a whole: what the package and workbook readers refuse,
/// document types, XML that is broken or nested too deeply, more rows and cells than an annex can have.
[[nodiscard]] Outcome<Document> read_document(const std::string& bytes, const std::string& file);

/// Blanks of all kinds folded to one, none at the ends.
[[nodiscard]] std::string one_line(std::string_view text);

/// At most so many bytes, cut between characters.
[[nodiscard]] std::string beginning_of(std::string_view text, size_t bytes);

}  // namespace xanh::annex

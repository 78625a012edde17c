// CSV in and out (RFC 4180): tables with the place of every cell, so that a problem names line and column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/node.hpp"
#include "base/problem.hpp"

namespace xanh {

struct CsvRow {
  std::vector<std::string> cells;
  int line = 0;              ///< where the row begins, from 1
  std::vector<int> columns;  ///< character column where each cell begins, from 1
  std::vector<int>
      lines{};  ///< line of each cell, if a quoted cell breaks the row over several lines; else empty
  [[nodiscard]] int line_of(size_t cell) const { return lines.empty() ? line : lines[cell]; }
};

struct CsvTable {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
};

/// Quoted cells may hold line breaks and doubled quotes; LF, CRLF and CR end a line; blank lines (nothing or
/// blanks only) are skipped; bytes inside cells stay as they are. All problems at once, up to 1,000: bytes
/// that are no UTF-8 (the first of each line), stray and unclosed quotes, rows with too many or too few
/// cells, missing, empty or doubled header names.
[[nodiscard]] Outcome<CsvTable> read_csv(std::string_view text, const std::string& file,
                                         char delimiter = ',');

/// A list of maps, header name to cell; an empty cell is an absent key. Cells in the number form of YAML's
/// core schema are numbers, `true` and `false` booleans, everything else text; their scalar is always the
/// cell's own bytes.
[[nodiscard]] Node to_nodes(const CsvTable& table);

/// LF line ends, quotes only where reading needs them.
[[nodiscard]] std::string write_csv(const std::vector<std::string>& header,
                                    const std::vector<std::vector<std::string>>& rows);

}  // namespace xanh

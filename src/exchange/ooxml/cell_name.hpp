// Names of cells and ranges in the A1 style of spreadsheets (ECMA-376 part 1, 18.17.2.3), within Excel's
// sheet of 1,048,576 rows and 16,384 columns.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace xanh {

inline constexpr int kMostRows = 1'048'576;
inline constexpr int kMostColumns = 16'384;

/// Row and column from 1; 0 is no cell.
struct CellAddress {
  int row = 0;
  int column = 0;
  auto operator<=>(const CellAddress&) const = default;
};

/// First (upper left) to last (lower right) cell, both included.
struct CellRange {
  CellAddress first{};
  CellAddress last{};
  bool operator==(const CellRange&) const = default;
  [[nodiscard]] bool is_cell() const { return first == last; }
  [[nodiscard]] bool contains(CellAddress at) const {
    return first.row <= at.row && at.row <= last.row && first.column <= at.column && at.column <= last.column;
  }
};

/// "B12" of (12, 2).
[[nodiscard]] std::string cell_name(int row, int column);
/// "AA" of 27.
[[nodiscard]] std::string column_name(int column);
/// "B12" or "$B$12"; empty beyond the last row or column.
[[nodiscard]] std::optional<CellAddress> parse_cell_name(std::string_view name);
/// "B12", "$A$1:$C$4" (corners in any order), whole columns "A:C" and whole rows "1:3".
[[nodiscard]] std::optional<CellRange> parse_cell_range(std::string_view text);

}  // namespace xanh

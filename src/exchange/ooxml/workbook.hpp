// A workbook as a value: sheets of cells and names, without anything that concerns the look. A form may have
// a million cells and 400,000 names, so their texts are views: of the workbook's own bytes, where it was read
// from a file.
#pragma once

#include <boost/container/flat_map.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "exchange/ooxml/cell_name.hpp"

namespace xanh {

struct Cell {
  enum class Kind : std::uint8_t { empty, number, text, boolean, error, date };
  int row = 0;     ///< from 1
  int column = 0;  ///< from 1
  Kind kind = Kind::empty;
  bool percent = false;       ///< a number whose format shows it times 100 with a percent sign
  std::string_view text{};    ///< text with its runs merged, NFC; "TRUE" or "FALSE"; "#REF!" and other
                              ///< errors; a date as in the file when it is none by number
  std::string_view digits{};  ///< a number exactly as in the file, also the serial of a date
  std::optional<Date>
      date{};  ///< there for Kind::date: a number whose format shows a day, or an ISO 8601 date
  std::string_view
      formula{};  ///< without the `=`; cells that share a formula have it as it stands in the first of them
  bool operator==(const Cell&) const = default;
};

struct Sheet {
  enum class Visibility { visible, hidden, very_hidden };
  std::string name{};
  Visibility visibility = Visibility::visible;
  std::vector<Cell> cells{};  ///< by row, then column; empty cells without a formula are left out
  std::vector<CellRange> merged{};
  int max_row = 0;  ///< last row and column with a cell; 0 for an empty sheet
  int max_column = 0;

  /// The cell, or null where it is empty.
  [[nodiscard]] const Cell* cell(int row, int column) const;
  [[nodiscard]] const Cell* cell(CellAddress at) const { return cell(at.row, at.column); }
  /// The cells of a row in order of columns.
  [[nodiscard]] std::span<const Cell> row(int number) const;
};

/// What a defined name stands for.
struct Reference {
  std::string_view text{};   ///< as in the file: `'Biểu 01'!$C$5`
  std::string_view sheet{};  ///< empty when the text is no plain reference (a constant, a formula, a union)
  CellRange range{};
  bool broken = false;            ///< holds #REF!, or its sheet does not exist
  std::optional<size_t> scope{};  ///< number of the one sheet that knows the name; absent: the whole workbook
  bool operator==(const Reference&) const = default;
};

struct Workbook {
  std::vector<Sheet> sheets{};
  /// A name that is defined twice (by two sheets, or by a sheet and the workbook) stands twice.
  boost::container::flat_multimap<std::string_view, Reference, std::less<>> names{};
  std::vector<std::shared_ptr<const void>> kept{};  ///< what the views of cells and names point into
  [[nodiscard]] const Sheet* sheet(std::string_view name) const;
};

}  // namespace xanh

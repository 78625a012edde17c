// What the two readers of annex tables, of Word files and of workbooks, share with the one that chooses.
#pragma once

#include "exchange/annex_table.hpp"
#include "exchange/ooxml/package.hpp"
#include "exchange/ooxml/workbook.hpp"

namespace xanh::annex {

/// Counts the places of all grids of a file; a few merged cells of a hostile one cover millions.
struct Budget {
  static constexpr size_t kMostCells = 1'000'000;
  const std::string& file;
  Problems& problems;
  size_t cells = 0;
  /// False, with a problem the first time, when there are too many.
  bool take(size_t count);
};

[[nodiscard]] Table table_of_sheet(const Sheet& sheet, Budget& budget);

/// Name of the part that holds the text of a Word file, or empty.
[[nodiscard]] std::string main_part(const Package& package);
[[nodiscard]] Document document_of_word(const Package& package, const std::string& part, Budget& budget);

}  // namespace xanh::annex

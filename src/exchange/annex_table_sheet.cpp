// A sheet of a workbook as a table: rows that hold anything, merged ranges resolved.
#include <algorithm>

#include "exchange/annex_problems.hpp"
#include "exchange/annex_table_parts.hpp"

namespace xanh::annex {
namespace {

/// More than any annex has; a stray cell far to the right is no column of it.
constexpr int kMostSheetColumns = 64;

Cell cell_of(const xanh::Cell& from) {
  Cell out;
  out.row = from.row;
  out.column = from.column;
  out.date = from.date;
  if (from.kind == xanh::Cell::Kind::date && from.date) {
    out.text = to_text_vi(*from.date);
  } else if (from.kind == xanh::Cell::Kind::number) {
    out.digits = from.digits;
    out.percent = from.percent;
    out.text = from.digits;
  } else {
    out.text = from.text;
  }
  return out;
}

}  // namespace

Table table_of_sheet(const Sheet& sheet, Budget& budget) {
  Table out;
  out.name = sheet.name;
  out.sheet = true;
  out.columns = std::min(sheet.max_column, kMostSheetColumns);
  const auto width = static_cast<size_t>(out.columns);
  for (const xanh::Cell& cell : sheet.cells) {
    if (cell.column > out.columns) continue;
    if (out.rows.empty() || out.rows.back().number != cell.row) {
      if (!budget.take(width)) return {};
      out.rows.push_back({cell.row, std::vector<int>(width, -1)});
    }
    out.rows.back().cells[static_cast<size_t>(cell.column) - 1] = static_cast<int>(out.cells.size());
    out.cells.push_back(cell_of(cell));
  }
  for (const CellRange& range : sheet.merged) {
    const int last = std::min(range.last.column, out.columns);
    if (range.first.column > last) continue;
    auto row = std::lower_bound(out.rows.begin(), out.rows.end(), range.first.row,
                                [](const Row& r, int number) { return r.number < number; });
    if (row == out.rows.end() || row->number != range.first.row) continue;  // of empty cells
    const int covered = row->cells[static_cast<size_t>(range.first.column) - 1];
    if (covered < 0) continue;
    out.cells[static_cast<size_t>(covered)].columns = last - range.first.column + 1;
    for (; row != out.rows.end() && row->number <= range.last.row; ++row) {
      if (!budget.take(static_cast<size_t>(last) - static_cast<size_t>(range.first.column) + 1)) return {};
      for (int column = range.first.column; column <= last; ++column)
        row->cells[static_cast<size_t>(column) - 1] = covered;
    }
  }
  return out;
}

}  // namespace xanh::annex

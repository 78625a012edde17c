#include "exchange/ooxml/workbook.hpp"

#include <algorithm>

namespace xanh {
namespace {

bool comes_before(const Cell& cell, CellAddress at) {
  return CellAddress{cell.row, cell.column} < at;
}

}  // namespace

const Cell* Sheet::cell(int row, int column) const {
  const CellAddress at{row, column};
  const auto found = std::lower_bound(cells.begin(), cells.end(), at, comes_before);
  return found != cells.end() && CellAddress{found->row, found->column} == at ? &*found : nullptr;
}

std::span<const Cell> Sheet::row(int number) const {
  const auto begin = std::lower_bound(cells.begin(), cells.end(), CellAddress{number, 0}, comes_before);
  const auto end = std::lower_bound(begin, cells.end(), CellAddress{number + 1, 0}, comes_before);
  return {begin, end};
}

const Sheet* Workbook::sheet(std::string_view name) const {
  const auto found =
      std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& s) { return s.name == name; });
  return found == sheets.end() ? nullptr : &*found;
}

}  // namespace xanh

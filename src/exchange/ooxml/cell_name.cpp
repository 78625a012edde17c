#include "exchange/ooxml/cell_name.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace xanh {
namespace {

int letter(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A' + 1;
  return c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0;
}

/// Takes "$B" or "B" from the front; 0 when there is none, beyond the last column kMostColumns + 1.
int take_column(std::string_view& text) {
  std::string_view rest = text;
  if (rest.starts_with('$')) rest.remove_prefix(1);
  int column = 0;
  for (; !rest.empty() && letter(rest.front()) > 0; rest.remove_prefix(1))
    column = std::min(column * 26 + letter(rest.front()), kMostColumns + 1);
  if (column > 0) text = rest;
  return column;
}

int take_row(std::string_view& text) {
  std::string_view rest = text;
  if (rest.starts_with('$')) rest.remove_prefix(1);
  int row = 0;
  for (; !rest.empty() && is_digit(rest.front()); rest.remove_prefix(1)) {
    if (row == 0 && rest.front() == '0') return 0;
    row = std::min(row * 10 + (rest.front() - '0'), kMostRows + 1);
  }
  if (row > 0) text = rest;
  return row;
}

bool in_sheet(int row, int column) {
  return row >= 1 && row <= kMostRows && column >= 1 && column <= kMostColumns;
}

}  // namespace

std::string column_name(int column) {
  std::string out;
  for (; column > 0; column = (column - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (column - 1) % 26));
  return out;
}

std::string cell_name(int row, int column) {
  return column_name(column) + std::to_string(row);
}

std::optional<CellAddress> parse_cell_name(std::string_view name) {
  const int column = take_column(name);
  const int row = take_row(name);
  if (!name.empty() || !in_sheet(row, column)) return std::nullopt;
  return CellAddress{row, column};
}

std::optional<CellRange> parse_cell_range(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == text.npos) {
    const auto cell = parse_cell_name(text);
    if (!cell) return std::nullopt;
    return CellRange{*cell, *cell};
  }
  std::string_view left = text.substr(0, colon);
  std::string_view right = text.substr(colon + 1);
  int left_column = take_column(left);
  int left_row = take_row(left);
  int right_column = take_column(right);
  int right_row = take_row(right);
  if (!left.empty() || !right.empty()) return std::nullopt;
  if (left_row == 0 && right_row == 0) {
    left_row = 1;
    right_row = kMostRows;
  } else if (left_column == 0 && right_column == 0) {
    left_column = 1;
    right_column = kMostColumns;
  }
  if (!in_sheet(left_row, left_column) || !in_sheet(right_row, right_column)) return std::nullopt;
  return CellRange{{std::min(left_row, right_row), std::min(left_column, right_column)},
                   {std::max(left_row, right_row), std::max(left_column, right_column)}};
}

}  // namespace xanh

// The rows of an annex below its header: which of them head a group, which are entries, and what belongs to
// an entry that was torn over several rows or pages.
#pragma once

#include <string>
#include <vector>

#include "exchange/annex_columns.hpp"
#include "exchange/annex_values.hpp"

namespace xanh::annex {

struct Group {
  std::string no, name;
  int level = 1;
  bool parent = false;  ///< a row with sub-rows, not a heading across the table
  std::string place;    ///< cell of its text
  int row = 0;
};

struct Entry {
  std::vector<size_t> rows;  ///< positions in the table; the first holds its text
  std::string no, text;
  bool part = false;        ///< a row with a dash or a letter, which says little without the row above
  std::vector<Group> path;  ///< the groups it stands in, outermost first
  Reasons reasons;
};

struct Rows {
  std::vector<Entry> entries;
  Problems unread;
};

/// `open`: groups that the table before left open, and those left open at the end.
[[nodiscard]] Rows rows_of(const std::string& file, const Table& table, const Layout& layout,
                           std::vector<Group>& open);

}  // namespace xanh::annex

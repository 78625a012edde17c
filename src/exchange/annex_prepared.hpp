// The tables of annexes that have a header, each with the meaning of its columns: sheets that hold several
// are cut, tables that go on over a page take the header of the one before.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "exchange/annex_columns.hpp"

namespace xanh::annex {

struct Prepared {
  const Document* document = nullptr;
  const Table* table = nullptr;
  Layout layout;
};

struct PreparedTables {
  std::deque<Table> parts;  ///< of sheets that hold several tables
  std::vector<Prepared> tables;
  Problems unread;  ///< tables without a header
};

/// Points into the documents, which outlive it.
[[nodiscard]] PreparedTables prepare(const std::vector<Document>& documents);

/// Titles stand above a table, in the rows above its header, and in the tables that head a letter.
[[nodiscard]] std::vector<std::string> heading_lines(const std::vector<Document>& documents,
                                                     const std::vector<Prepared>& tables);

}  // namespace xanh::annex

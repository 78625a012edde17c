// How a store comes from one version of its tables to the next: numbered steps, forward only, as data.
// A step that was released is never edited; tests/golden/store keeps the tables of every released version.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace xanh {

/// Statements in the SQL that SQLite 3.40 and PostgreSQL 15 share. On PostgreSQL a column's TEXT is declared
/// with the collation "C", so that both order codes by their bytes.
struct Migration {
  int to = 0;  ///< the version it leads to; the one before is `to - 1`
  std::string_view what;
  std::vector<std::string_view> statements;
};

/// Every step from an empty store to the newest version, in order.
[[nodiscard]] std::span<const Migration> store_migrations();

}  // namespace xanh

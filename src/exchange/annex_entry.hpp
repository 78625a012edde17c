// One entry of an annex table as a target or a task of the programme.
#pragma once

#include "exchange/annex_reading.hpp"
#include "exchange/annex_rows.hpp"
#include "exchange/annex_units.hpp"

namespace xanh::annex {

/// What the reading of single entries shares.
struct EntryContext {
  const std::string& file;
  const Table& table;
  const Layout& layout;
  UnitNames& units;
  std::optional<int> plan_year;
  Problems& unread;
};

/// Fills all but code and group. Values of the plan's year go to `assigned`.
[[nodiscard]] Target target_of(const Entry& entry, EntryContext& context, Item& item,
                               std::optional<Decimal>& assigned);
[[nodiscard]] Task task_of(const Entry& entry, EntryContext& context, Item& item);

/// The texts of the cells of this meaning in all rows of the entry, each cell once.
[[nodiscard]] std::string text_of(const Entry& entry, const Table& table, const Layout& layout,
                                  Meaning meaning);
/// "phu-luc.docx, Bảng 2, dòng 5"
[[nodiscard]] std::string source_of(const std::string& file, const Table& table, int row);

}  // namespace xanh::annex

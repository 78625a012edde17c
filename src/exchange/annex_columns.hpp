// What the columns of an annex hold, recognised by the words of its header, in any order; and where the
// header ends.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/annex_table.hpp"

namespace xanh::annex {

enum class Meaning {
  unknown,
  number,       ///< STT
  group,        ///< nhóm giải pháp, lĩnh vực
  content,      ///< chỉ tiêu, nhiệm vụ, nội dung
  unit,         ///< đơn vị tính
  lead,         ///< cơ quan chủ trì
  coordinates,  ///< đơn vị phối hợp
  product,
  start,  ///< bắt đầu
  due,
  budget,
  funds,  ///< nguồn vốn
  note,
  past,       ///< hiện trạng, thực hiện năm …
  milestone,  ///< mục tiêu năm …
  assigned,   ///< kế hoạch năm …
  value       ///< a target's figure of a column without a year
};

struct ColumnMeaning {
  Meaning meaning = Meaning::unknown;
  std::string header;  ///< as printed, of all its header rows
  std::optional<int> year;
  bool merged = false;   ///< its header is the cell above the column before as well
  bool both = false;     ///< of a lead's column: it names who coordinates as well
  int money_factor = 1;  ///< of a budget: 1,000 where it is in tỷ đồng
};

struct Layout {
  enum class Kind { targets, tasks };
  Kind kind = Kind::tasks;
  std::vector<ColumnMeaning> columns;
  size_t first_body = 0;                          ///< position of the first row below the header
  std::vector<std::vector<std::string>> headers;  ///< folded texts of the header's rows, by column
  bool carried = false;                           ///< the header is that of the table before
  [[nodiscard]] std::optional<int> column(Meaning meaning) const;
};

/// The meaning of one header text.
[[nodiscard]] ColumnMeaning meaning_of(const std::string& header);

/// Empty when no row of the table reads as a header.
[[nodiscard]] std::optional<Layout> layout_of(const Table& table);

/// Whether another table begins in this row, as several do when a whole document is pasted into one sheet: a
/// header with STT that is not this one's.
[[nodiscard]] bool begins_table(const Table& table, size_t row, const Layout& layout);

/// The column whose cell in this row was not already read for a column before: cells and headers may both be
/// merged over the same columns.
[[nodiscard]] bool reads_anew(const Table& table, size_t row, const Layout& layout, size_t column);

/// Whether this row repeats the header (it does so on every page) or only numbers the columns.
[[nodiscard]] bool repeats_header(const Table& table, size_t row, const Layout& layout);

}  // namespace xanh::annex

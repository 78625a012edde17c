// What people write into the cells of an annex: numbers of rows, days by which something is due, figures with
// "≥" and "trên". Every reading says how sure it is, and why not quite.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "exchange/annex_table.hpp"

namespace xanh::annex {

/// chắc chắn, khá chắc, cần xem lại
enum class Sure { certain, likely, review };

struct Reason {
  Sure sure = Sure::likely;
  Bilingual text;
  bool operator==(const Reason&) const = default;
};
using Reasons = std::vector<Reason>;

/// Lower case without marks, everything but letters and digits as one blank: what words are compared by.
[[nodiscard]] std::string plain_words(std::string_view text);

/// "I.1.a" of "I.1.a) Nâng cao …" and what stands behind it. Level 0: A, B; 1: I, II; 2: 1 (I.1 too);
/// deeper ones follow; 9: a dash.
struct Label {
  std::string number;
  int level = 0;
  std::string rest;
};
/// `alone`: the text is a cell of the column STT, where "I" and "1" need no point behind them.
[[nodiscard]] std::optional<Label> label_of(std::string_view text, bool alone);

struct DueReading {
  std::optional<Date> due;
  bool recurring = false;
  bool whole = false;  ///< nothing of the text is left over
  Reasons reasons;
  [[nodiscard]] bool understood() const { return due || recurring; }
};
/// "Quý IV/2023", "Tháng 6/2023", "31/12/2023", "2023-2025", "Trước ngày 30/6", "Thường xuyên": the last day
/// of what is named. A day without a year is taken to be of the plan's year.
[[nodiscard]] DueReading read_due(const Cell& cell, std::optional<int> plan_year);

struct ValueReading {
  std::optional<Decimal> value, at_least, at_most;
  std::string unit;    ///< written behind the figure
  bool empty = false;  ///< nothing, or a dash
  Reasons reasons;
  [[nodiscard]] bool understood() const { return value || at_least || at_most; }
  [[nodiscard]] std::optional<Decimal> figure() const {
    return value ? value : at_least ? at_least : at_most;
  }
};
/// "80%", "≥ 95%", "trên 90%", "1.234,5"; `unit` is the row's unit of measure, if it has one.
[[nodiscard]] ValueReading read_value(const Cell& cell, const std::string& unit);

}  // namespace xanh::annex

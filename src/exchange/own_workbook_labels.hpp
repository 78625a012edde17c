// Texts of a foreign workbook that stand for rows and columns, and how near two of them are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exchange/ooxml/workbook.hpp"

namespace xanh::own_workbook {

/// What two texts are compared by: without marks, case, double blanks, the numbering in front ("1.2. ", "a)
/// ",
/// "- ") and punctuation at the ends.
[[nodiscard]] std::string label_of(std::string_view text);

/// 0 (nothing in common) to 1 (the same words in the same order).
[[nodiscard]] double likeness(std::string_view label, std::string_view other);

/// The labels of a sheet, made once: a workbook has far more lookups than texts that matter.
class Labels {
 public:
  struct One {
    std::string label;
    int row = 0, column = 0;
    std::string_view text;
  };
  explicit Labels(const Sheet& sheet);
  [[nodiscard]] const std::vector<One>& all() const { return all_; }
  /// Cells that say it; when none does, those whose text holds it as whole words. One cell a row.
  [[nodiscard]] std::vector<const One*> rows(std::string_view text) const;
  /// Cells that say it in the nearest row above `row` that has one.
  [[nodiscard]] std::vector<const One*> columns(std::string_view text, int row) const;

 private:
  [[nodiscard]] std::vector<const One*> matching(std::string_view text, int above) const;
  std::vector<One> all_;  ///< in the sheet's order
};

}  // namespace xanh::own_workbook

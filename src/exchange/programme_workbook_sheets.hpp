// The sheets of a programme's workbook and their columns: which key of the programme folder each holds, how
// it is called, and which words it takes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"

namespace xanh::programme_workbook {

enum class Holds { text, code, whole, figure, day, words, flag, list };

/// A word of a closed list as the files spell it, and as people say it.
struct ListedWord {
  std::string_view word, vi;
};
using ListedWords = std::vector<ListedWord>;

struct Column {
  std::string path;  ///< of the key within the entry: "names.vi"
  Bilingual title;
  Holds holds = Holds::text;
  int width = 16;
  const ListedWords* words = nullptr;
  std::string choices{};  ///< sheet whose codes are offered: "goals"
};

struct SheetKind {
  std::string code;  ///< of the defined name that finds it: "targets"
  Bilingual title, guide;
  std::vector<Column> columns;
};

/// All sheets in order. Columns of years (milestones, assigned figures) come at the end of the targets' and
/// are not listed; the sheet "tasks" stands once for each plan year.
[[nodiscard]] const std::vector<SheetKind>& sheets();
[[nodiscard]] const SheetKind& sheet(std::string_view code);

}  // namespace xanh::programme_workbook

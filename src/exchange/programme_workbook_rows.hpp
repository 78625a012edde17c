// A programme folder taken apart into rows of sheets, and put together again. Every leaf of the folder's
// trees has its column; one that has none is a problem and no silent loss.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exchange/programme_folder.hpp"
#include "exchange/programme_workbook_sheets.hpp"

namespace xanh::programme_workbook {

/// An entry as a map of paths ("names.vi") to scalars; lists are joined by "; ".
using Entries = std::vector<Node>;

struct SheetRows {
  std::string code;  ///< of the kind of sheet
  int year = 0;      ///< of a sheet of tasks
  std::vector<Column> columns;
  Entries rows;
};

/// The rows of all sheets, in the order of the sheets.
[[nodiscard]] Outcome<std::vector<SheetRows>> take_apart(const ProgrammeFolder& programme);

/// What was read, by kind of sheet; tasks by plan year.
struct Parts {
  std::map<std::string, Entries> lists;
  std::map<int, Entries> tasks;
};
/// The folder that take_apart takes apart; places are those of the scalars.
[[nodiscard]] Outcome<ProgrammeFolder> put_together(const Parts& parts, const std::string& file);

/// "milestones[2025]" and "assigned[2023]" as columns of the targets, and "milestones[2025].source".
[[nodiscard]] std::vector<Column> year_column(const std::string& key, const std::string& year);

inline constexpr ProblemKind kCannotHold{"workbook-cannot-hold",
                                         Severity::error,
                                         "sổ tính không chứa được `{path}` của `{entry}`",
                                         "the workbook cannot hold `{path}` of `{entry}`",
                                         "giữ chương trình này ở dạng thư mục, hoặc bỏ khóa này",
                                         "keep this programme as a folder, or remove the key"};

}  // namespace xanh::programme_workbook

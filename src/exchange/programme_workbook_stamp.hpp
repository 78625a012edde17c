// What marks a workbook as a programme's: the very hidden sheet and the names that find its sheets.
#pragma once

#include <string_view>

namespace xanh::programme_workbook {

inline constexpr const char* kStampSheet = "_xanh_programme";
/// Before the code of the sheet: `xp_targets`, `xp_tasks_2023`. The name points to column A of the row of
/// keys.
inline constexpr const char* kSheetName = "xp_";

}  // namespace xanh::programme_workbook

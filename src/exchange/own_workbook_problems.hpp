// What can be wrong with a map of a unit's own workbook, and with the workbook under it.
#pragma once

#include "base/problem.hpp"

namespace xanh::own_workbook {

inline constexpr ProblemKind kOwnForm{"map-for-form",
                                      Severity::error,
                                      "tệp này là biểu mẫu của Xanh, không cần bản đồ ô",
                                      "this is a form of Xanh and needs no map",
                                      "gửi bằng `xanh submit TỆP`, không có `--map`",
                                      "send it with `xanh submit FILE`, without `--map`"};
inline constexpr ProblemKind kMapFormat{"map-format",
                                        Severity::error,
                                        "bản đồ ô có `format: {have}`, chỉ đọc được `format: 1`",
                                        "the map has `format: {have}`, only `format: 1` can be read",
                                        "ghi `format: 1`",
                                        "write `format: 1`"};
inline constexpr ProblemKind kMapUnit{"map-other-unit",
                                      Severity::error,
                                      "bản đồ ô là của `{have}`, không phải của `{want}`",
                                      "the map is of `{have}`, not of `{want}`",
                                      "dùng bản đồ ô của đơn vị này",
                                      "use the map of this unit"};
inline constexpr ProblemKind kMapTwice{"map-element-twice",
                                       Severity::error,
                                       "`{element}` có hai lần trong bản đồ ô",
                                       "`{element}` stands twice in the map",
                                       "giữ một chỗ",
                                       "keep one of them"};
inline constexpr ProblemKind kMapElement{"map-unknown-element",
                                         Severity::error,
                                         "không có số liệu đầu vào `{element}`",
                                         "there is no element `{element}`",
                                         "sửa mã, hoặc xóa mục này",
                                         "mend the code, or remove the entry"};
inline constexpr ProblemKind kNotAsked{"map-element-not-asked",
                                       Severity::warning,
                                       "đơn vị không phải báo cáo `{element}` trong kỳ này, đã bỏ qua",
                                       "the unit is not asked for `{element}` in this cycle; left out",
                                       "xóa mục này nếu không còn dùng",
                                       "remove the entry if it is of no more use"};
inline constexpr ProblemKind kMapPlace{"map-place",
                                       Severity::error,
                                       "`{field}` cần `cell`, hoặc cả `row` và `column`",
                                       "`{field}` needs `cell`, or both `row` and `column`",
                                       "nêu một ô (C7), hoặc chữ đầu dòng và đầu cột",
                                       "name a cell (C7), or the texts of the row and the column"};
inline constexpr ProblemKind kMapCell{
    "map-cell",     Severity::error, "`{have}` không phải là tên ô", "`{have}` is no name of a cell",
    "viết dạng C7", "write it as C7"};
inline constexpr ProblemKind kMapEmpty{"map-empty",
                                       Severity::error,
                                       "bản đồ ô chưa nêu số liệu nào",
                                       "the map names no figure",
                                       "thêm mục vào `figures`; `xanh map suggest` lập bản nháp",
                                       "add entries to `figures`; `xanh map suggest` makes a draft"};
inline constexpr ProblemKind kNoSheet{"own-no-sheet",
                                      Severity::error,
                                      "tệp không có trang tính `{sheet}`",
                                      "the workbook has no sheet `{sheet}`",
                                      "sửa `sheet` trong bản đồ ô; các trang: {choices}",
                                      "mend `sheet` of the map; its sheets: {choices}"};
inline constexpr ProblemKind kWhichSheet{
    "own-which-sheet",
    Severity::error,
    "tệp có nhiều trang tính, bản đồ ô chưa nêu trang nào cho `{element}`",
    "the workbook has several sheets, the map names none for `{element}`",
    "thêm `sheet`: {choices}",
    "add `sheet`: {choices}"};
inline constexpr ProblemKind kNoRow{"own-no-row",
                                    Severity::error,
                                    "`{element}`: không có dòng nào ghi “{row}”",
                                    "`{element}`: no row says “{row}”",
                                    "sửa `row` trong bản đồ ô, hoặc nêu `cell`",
                                    "mend `row` of the map, or name the `cell`"};
inline constexpr ProblemKind kTwoRows{"own-two-rows",
                                      Severity::error,
                                      "`{element}`: nhiều dòng ghi “{row}”: {cells}",
                                      "`{element}`: several rows say “{row}”: {cells}",
                                      "nêu `cell` cho số liệu này",
                                      "name the `cell` of this figure"};
inline constexpr ProblemKind kNoColumn{"own-no-column",
                                       Severity::error,
                                       "`{element}`: phía trên dòng này không có cột nào ghi “{column}”",
                                       "`{element}`: no column above this row says “{column}”",
                                       "sửa `column` trong bản đồ ô, hoặc nêu `cell`",
                                       "mend `column` of the map, or name the `cell`"};
inline constexpr ProblemKind kTwoColumns{"own-two-columns",
                                         Severity::error,
                                         "`{element}`: nhiều cột ghi “{column}”: {cells}",
                                         "`{element}`: several columns say “{column}”: {cells}",
                                         "nêu `cell` cho số liệu này",
                                         "name the `cell` of this figure"};
inline constexpr ProblemKind kEmptyCell{"own-cell-empty",
                                        Severity::warning,
                                        "`{element}`: ô này để trống",
                                        "`{element}`: this cell is empty",
                                        "hỏi đơn vị: không phát sinh, không áp dụng hay chưa có số liệu",
                                        "ask the unit: nothing to report, not applicable or not available"};
inline constexpr ProblemKind kSameCell{"own-cell-twice",
                                       Severity::warning,
                                       "ô này được đọc cho hai số liệu: `{first}` và `{second}`",
                                       "this cell is read for two figures: `{first}` and `{second}`",
                                       "kiểm tra bản đồ ô",
                                       "check the map"};
}  // namespace xanh::own_workbook

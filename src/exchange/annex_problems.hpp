// What can be wrong with an annex as a whole, and why a place of it was not understood.
#pragma once

#include "base/problem.hpp"

namespace xanh::annex {

inline constexpr ProblemKind kNotAnnex{"annex-not-office",
                                       Severity::error,
                                       "không phải tệp Word (.docx) hay Excel (.xlsx)",
                                       "neither a Word (.docx) nor an Excel (.xlsx) file",
                                       "lưu phụ lục ở dạng .docx hoặc .xlsx",
                                       "save the annex as .docx or .xlsx"};
inline constexpr ProblemKind kBrokenAnnex{"annex-broken",
                                          Severity::error,
                                          "tệp Word bị hỏng ({what_vi})",
                                          "the Word file is broken ({what_en})",
                                          "mở bằng Word hoặc LibreOffice rồi lưu lại",
                                          "open it in Word or LibreOffice and save it again"};
inline constexpr ProblemKind kAnnexTooLarge{"annex-too-large",
                                            Severity::error,
                                            "phụ lục quá lớn: nhiều hơn {limit} {what_vi}",
                                            "the annex is too large: more than {limit} {what_en}",
                                            "tách thành nhiều tệp, mỗi tệp một phụ lục",
                                            "split it into several files, one annex each"};
inline constexpr ProblemKind kNoTable{"annex-without-table",
                                      Severity::error,
                                      "không có bảng nào trong tệp này",
                                      "there is no table in this file",
                                      "dán phụ lục dưới dạng bảng, không phải hình ảnh",
                                      "paste the annex as a table, not as a picture"};
inline constexpr ProblemKind kNothingUnderstood{
    "annex-nothing-understood",
    Severity::error,
    "không nhận ra chỉ tiêu hay nhiệm vụ nào",
    "no target and no task was recognised",
    "kiểm tra dòng tiêu đề của bảng: cần có STT, Chỉ tiêu hoặc Nhiệm vụ, và các cột như Cơ quan chủ trì, "
    "Thời gian",
    "check the header row: it needs STT, Chỉ tiêu or Nhiệm vụ, and columns such as Cơ quan chủ trì, Thời "
    "gian"};
inline constexpr ProblemKind kYearUnknown{"annex-year-unknown",
                                          Severity::error,
                                          "không thấy năm nào trong phụ lục",
                                          "no year was found in the annex",
                                          "thêm `--year NĂM`",
                                          "add `--year YEAR`"};

// Places that were not understood: all warnings, the rest of the annex is taken.
inline constexpr ProblemKind kTableUnread{
    "annex-table-unread",
    Severity::warning,
    "bảng này không có dòng tiêu đề nhận ra được: `{text}`",
    "this table has no header row that is recognised: `{text}`",
    "bỏ qua nếu không phải bảng chỉ tiêu, nhiệm vụ; nếu phải, sửa tên các cột",
    "ignore it if it holds no targets or tasks; otherwise mend the names of its columns"};
inline constexpr ProblemKind kColumnUnread{
    "annex-column-unread",
    Severity::warning,
    "không nhận ra cột `{text}`, nội dung được giữ trong ghi chú",
    "the column `{text}` is not recognised; what it holds is kept in the notes",
    "chuyển nội dung vào đúng khóa của thư mục chương trình nếu cần",
    "move it to the right key of the programme folder if it is needed"};
inline constexpr ProblemKind kUnitUnread{
    "annex-unit-unread",
    Severity::warning,
    "không nhận ra đơn vị `{text}`, giữ nguyên văn trong ghi chú",
    "the unit `{text}` is not recognised; it is kept in the note as written",
    "ghi mã đơn vị, hoặc thêm đơn vị vào units.csv",
    "give the unit's code, or add the unit to units.csv"};
inline constexpr ProblemKind kDueUnread{
    "annex-due-unread",
    Severity::warning,
    "không đọc được thời hạn `{text}`, giữ nguyên văn trong ghi chú",
    "the due date `{text}` cannot be read; it is kept in the note as written",
    "ghi due: NĂM-THÁNG-NGÀY hoặc recurring: true",
    "give due: YEAR-MONTH-DAY or recurring: true"};
inline constexpr ProblemKind kValueUnread{
    "annex-value-unread",
    Severity::warning,
    "không đọc được giá trị `{text}`, giữ nguyên văn trong ghi chú",
    "the value `{text}` cannot be read; it is kept in the note as written",
    "ghi value, at_least hoặc at_most của mốc",
    "give value, at_least or at_most of the milestone"};
inline constexpr ProblemKind kMoneyUnread{
    "annex-money-unread",
    Severity::warning,
    "không đọc được kinh phí `{text}`, giữ nguyên văn trong ghi chú",
    "the money `{text}` cannot be read; it is kept in the note as written",
    "ghi budget của nhiệm vụ (triệu đồng)",
    "give the budget of the task (million dong)"};
inline constexpr ProblemKind kRowUnread{"annex-row-unread",
                                        Severity::warning,
                                        "không hiểu dòng này: `{text}`",
                                        "this row is not understood: `{text}`",
                                        "thêm tay vào thư mục chương trình nếu là chỉ tiêu hoặc nhiệm vụ",
                                        "add it to the programme folder by hand if it is a target or a task"};

}  // namespace xanh::annex

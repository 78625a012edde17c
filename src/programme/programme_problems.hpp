// What can be wrong with a programme as it stands on paper: one row a problem.
#pragma once

#include "base/problem.hpp"

namespace xanh {

inline constexpr ProblemKind kDuplicateCode{"duplicate-code",
                                            Severity::error,
                                            "mã `{code}` đã có ở {where}",
                                            "the code `{code}` already stands at {where}",
                                            "mỗi mã chỉ dùng một lần, hãy đổi một trong hai",
                                            "a code is used once, change one of the two"};
inline constexpr ProblemKind kBadCode{"bad-code",
                                      Severity::error,
                                      "`{code}` không phải là mã hợp lệ",
                                      "`{code}` is no valid code",
                                      "dùng chữ thường không dấu, chữ số, `_`, `-`; bắt đầu bằng chữ cái",
                                      "use lower-case letters, digits, `_`, `-`; begin with a letter"};
inline constexpr ProblemKind kBadCycleCode{
    "bad-cycle-code",
    Severity::error,
    "`{code}` không phải là mã kỳ hợp lệ",
    "`{code}` is no valid code of a cycle",
    "dùng chữ không dấu, chữ số, `-`, `_`, nhiều nhất {limit} ký tự; bắt đầu bằng chữ hoặc số",
    "use unaccented letters, digits, `-`, `_`, at most {limit} characters; begin with a letter or digit"};
inline constexpr ProblemKind kUnknownReference{"unknown-reference",
                                               Severity::error,
                                               "{what_vi} `{code}` không có trong chương trình",
                                               "{what_en} `{code}` is not in the programme",
                                               "sửa mã hoặc thêm {what_vi} này",
                                               "mend the code or add this {what_en}"};
inline constexpr ProblemKind kOverlappingValidity{
    "overlapping-validity",
    Severity::error,
    "thời gian hiệu lực của `{code}` chồng lên dòng ở {where}",
    "the validity of `{code}` overlaps the row at {where}",
    "hai dòng của một mã phải nối tiếp nhau, không chồng lên nhau",
    "rows of one code follow each other without overlap"};
inline constexpr ProblemKind kEmptyValidity{"empty-validity",
                                            Severity::error,
                                            "`{code}` hết hiệu lực ({to}) trước khi có hiệu lực ({from})",
                                            "`{code}` ends ({to}) before it begins ({from})",
                                            "sửa valid_from hoặc valid_to",
                                            "mend valid_from or valid_to"};
inline constexpr ProblemKind kCyclicParents{"cyclic-parents",
                                            Severity::error,
                                            "đơn vị cấp trên của `{code}` đi thành vòng: {path}",
                                            "the parents of `{code}` run in a circle: {path}",
                                            "sửa cột parent của một trong các dòng này",
                                            "mend the parent of one of these rows"};
inline constexpr ProblemKind kSuccessorMissing{"successor-missing",
                                               Severity::error,
                                               "`{code}` không còn hoặc chưa có hiệu lực vào ngày {date}",
                                               "`{code}` is not alive on {date}",
                                               "thêm dòng của đơn vị này trong units.csv hoặc sửa ngày",
                                               "add a row of this unit to units.csv or mend the day"};
inline constexpr ProblemKind kSameTile{"same-tile",
                                       Severity::error,
                                       "`{code}` và `{other}` nằm cùng một ô bản đồ ({row}, {column})",
                                       "`{code}` and `{other}` lie on one tile of the map ({row}, {column})",
                                       "đổi row hoặc column",
                                       "change row or column"};
inline constexpr ProblemKind kSameOfficialCode{
    "same-official-code",
    Severity::error,
    "mã hành chính {official} thuộc hai địa bàn cùng lúc: `{code}` và `{other}`",
    "the official code {official} belongs to two areas at once: `{code}` and `{other}`",
    "sửa thời gian hiệu lực của một trong hai",
    "mend the validity of one of the two"};
inline constexpr ProblemKind kMilestoneValue{
    "milestone-value",
    Severity::error,
    "mốc của `{code}` cần đúng một trong value, at_least, at_most",
    "a milestone of `{code}` needs exactly one of value, at_least, at_most",
    "giữ lại một",
    "keep one"};
inline constexpr ProblemKind kMilestoneYear{
    "milestone-year",
    Severity::error,
    "mốc năm {year} của `{code}` nằm ngoài thời gian của chương trình ({first}-{last})",
    "the milestone of {year} of `{code}` lies outside the programme's years ({first}-{last})",
    "sửa năm của mốc, hoặc thời gian của chương trình",
    "mend the year of the milestone, or the programme's period"};
inline constexpr ProblemKind kMilestoneOrder{
    "milestone-order",
    Severity::warning,
    "mốc năm {year} của `{code}` đi ngược hướng của chỉ tiêu",
    "the milestone of {year} of `{code}` goes against the target's direction",
    "kiểm tra lại giá trị hoặc hướng (direction)",
    "check the value or the direction"};
inline constexpr ProblemKind kTargetWithoutFormula{
    "target-without-formula",
    Severity::warning,
    "chỉ tiêu `{code}` chưa có cách tính (numerator và denominator, hoặc formula)",
    "target `{code}` has no computation (numerator and denominator, or formula)",
    "thêm cách tính, hoặc để collected: qualitative",
    "add one, or set collected: qualitative"};
inline constexpr ProblemKind kDecimals{"decimals-out-of-range",
                                       Severity::error,
                                       "chỉ tiêu `{code}`: {decimals} chữ số thập phân, cần từ 0 đến {limit}",
                                       "target `{code}`: {decimals} decimals, it needs 0 to {limit}",
                                       "sửa decimals",
                                       "mend decimals"};
inline constexpr ProblemKind kHalfRatio{"half-ratio",
                                        Severity::error,
                                        "chỉ tiêu `{code}` chỉ có một nửa của tỷ số",
                                        "target `{code}` has one half of a ratio",
                                        "ghi cả numerator và denominator",
                                        "give both numerator and denominator"};
inline constexpr ProblemKind kTwoComputations{"two-computations",
                                              Severity::error,
                                              "chỉ tiêu `{code}` vừa có tỷ số vừa có formula",
                                              "target `{code}` has both a ratio and a formula",
                                              "giữ lại một",
                                              "keep one"};
inline constexpr ProblemKind kWithoutDefinition{
    "without-definition",
    Severity::error,
    "chỉ tiêu `{code}` có cách tính nhưng không có definition",
    "target `{code}` has a computation but no definition",
    "ghi definition {id, text}: không có nó thì không so sánh được số liệu nào",
    "give definition {id, text}: without it no figure can be compared"};
inline constexpr ProblemKind kWithoutSource{"without-source",
                                            Severity::warning,
                                            "`{code}` không ghi nguồn",
                                            "`{code}` gives no source",
                                            "ghi source, hoặc `source: assumption`",
                                            "give a source, or `source: assumption`"};
inline constexpr ProblemKind kWithoutTranslation{"without-translation",
                                                 Severity::warning,
                                                 "`{code}` thiếu tên bằng một trong hai ngôn ngữ",
                                                 "`{code}` lacks its name in one of the two languages",
                                                 "ghi cả tên vi và en",
                                                 "give both vi and en"};
inline constexpr ProblemKind kUnknownOperator{"unknown-operator",
                                              Severity::error,
                                              "không có phép so sánh `{operator}`",
                                              "there is no comparison `{operator}`",
                                              "dùng một trong: == != < <= > >=",
                                              "use one of: == != < <= > >="};
inline constexpr ProblemKind kBounds{
    "bounds",           Severity::error,  "`{code}`: min lớn hơn max", "`{code}`: min is above max",
    "sửa min hoặc max", "mend min or max"};
inline constexpr ProblemKind kWrongFormat{
    "wrong-format",
    Severity::error,
    "thư mục chương trình ở định dạng {format}, bản này đọc định dạng 1",
    "the programme folder is of format {format}, this version reads format 1",
    "ghi `format: 1`, hoặc dùng bản xanh mới hơn",
    "write `format: 1`, or use a newer xanh"};
inline constexpr ProblemKind kUnknownZone{"unknown-zone",
                                          Severity::error,
                                          "không có múi giờ `{zone}`",
                                          "there is no time zone `{zone}`",
                                          "dùng tên như Asia/Ho_Chi_Minh",
                                          "use a name such as Asia/Ho_Chi_Minh"};
inline constexpr ProblemKind kWindowOrder{"window-order",
                                          Severity::error,
                                          "kỳ `{code}`: ngày cuối đứng trước ngày đầu",
                                          "cycle `{code}`: its last day stands before its first",
                                          "sửa window",
                                          "mend the window"};
inline constexpr ProblemKind kDueUnclear{
    "due-unclear",
    Severity::error,
    "kỳ `{code}`: hạn gửi `{level}` cần đúng một trong date, working_days",
    "cycle `{code}`: the due date `{level}` needs exactly one of date, working_days",
    "giữ lại một",
    "keep one"};
inline constexpr ProblemKind kWorkingDays{
    "working-days-out-of-range",
    Severity::error,
    "kỳ `{code}`: hạn gửi `{level}` là {days} ngày làm việc, cần từ 0 đến {limit}",
    "cycle `{code}`: the due date `{level}` is {days} working days, it needs 0 to {limit}",
    "sửa working_days",
    "mend working_days"};
inline constexpr ProblemKind kCycleWithoutYear{
    "cycle-year",
    Severity::error,
    "kỳ `{code}`: năm {year} không có kế hoạch và nằm ngoài giai đoạn {first}–{last} của chương trình",
    "cycle `{code}`: the year {year} has no plan and lies outside the programme's period {first}–{last}",
    "sửa plan_year, hoặc thêm kế hoạch của năm đó vào plans/",
    "mend plan_year, or add the plan of that year to plans/"};
inline constexpr ProblemKind kDueAndRecurring{"due-and-recurring",
                                              Severity::error,
                                              "nhiệm vụ `{code}` vừa có thời hạn vừa là thường xuyên",
                                              "task `{code}` is both due and recurring",
                                              "giữ lại một",
                                              "keep one"};
inline constexpr ProblemKind kNobodyOwes{"nobody-owes",
                                         Severity::warning,
                                         "số liệu `{code}` không đơn vị nào phải báo cáo",
                                         "no unit owes the figure `{code}`",
                                         "thêm dòng trong obligations.csv",
                                         "add a row to obligations.csv"};

}  // namespace xanh

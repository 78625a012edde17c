// What can be wrong with a unit's report: one row a problem.
#pragma once

#include "base/problem.hpp"

namespace xanh {

inline constexpr ProblemKind kUnknownFigure{"unknown-figure",
                                            Severity::error,
                                            "không có số liệu, chỉ tiêu hoặc nhiệm vụ mang mã `{code}`",
                                            "there is no figure, target or task of the code `{code}`",
                                            "dùng đúng biểu mẫu của kỳ này",
                                            "use the form of this cycle"};
inline constexpr ProblemKind kNotAsked{"not-asked",
                                       Severity::warning,
                                       "`{name}` không thuộc biểu mẫu của đơn vị này",
                                       "`{name_en}` is not in this unit's form",
                                       "vẫn được giữ trong báo cáo nhưng không tính vào tổng hợp",
                                       "it is kept in the report and not counted"};
inline constexpr ProblemKind kFigureTwice{"figure-twice",         Severity::error,
                                          "`{name}` có hai dòng", "`{name_en}` has two rows",
                                          "giữ lại một dòng",     "keep one row"};
inline constexpr ProblemKind kNotAnswered{
    "not-answered",
    Severity::warning,
    "chưa có số liệu cho `{name}`",
    "no answer for `{name_en}`",
    "ghi số, hoặc chọn tình trạng (không phát sinh, không áp dụng, chưa có số liệu)",
    "give the figure, or choose its state (nothing to report, not applicable, not available)"};
inline constexpr ProblemKind kOutOfBounds{"out-of-bounds",
                                          Severity::warning,
                                          "`{name}` = {value} nằm ngoài khoảng {min} đến {max}",
                                          "`{name_en}` = {value_en} is outside {min_en} to {max_en}",
                                          "kiểm tra lại, hoặc giải trình ở cột ghi chú",
                                          "check it, or explain it in the notes"};
inline constexpr ProblemKind kNotWhole{"not-whole",
                                       Severity::warning,
                                       "`{name}` = {value}, trong khi đây là số đếm",
                                       "`{name_en}` = {value_en}, but it is a count",
                                       "ghi số nguyên",
                                       "give a whole number"};
inline constexpr ProblemKind kValueWithEmpty{"value-with-empty",
                                             Severity::warning,
                                             "`{name}` vừa có số {value} vừa ghi là {state}",
                                             "`{name_en}` has the value {value_en} and the state {state_en}",
                                             "xóa số hoặc đổi tình trạng",
                                             "remove the value or change the state"};
inline constexpr ProblemKind kWithoutReason{
    "without-reason",
    Severity::warning,
    "`{name}`: chưa có số liệu nhưng không nêu lý do và ngày dự kiến",
    "`{name_en}`: not available without a reason and an expected date",
    "ghi lý do và ngày có số liệu",
    "give the reason and the date"};
inline constexpr ProblemKind kRuleBroken{"rule-broken",
                                         Severity::warning,
                                         "{text}: {left} {operator} {right} không đúng",
                                         "{text_en}: {left_en} {operator} {right_en} does not hold",
                                         "kiểm tra lại, hoặc giải trình ở cột ghi chú",
                                         "check it, or explain it in the notes"};
inline constexpr ProblemKind kFarFromSamePeriod{
    "far-from-same-period",
    Severity::warning,
    "`{name}` = {value}, cùng kỳ {before}: chênh lệch trên {limit}%",
    "`{name_en}` = {value_en}, same period {before_en}: more than {limit_en}% apart",
    "nêu nguyên nhân ở cột ghi chú",
    "give the cause in the notes"};
inline constexpr ProblemKind kFallingCumulative{
    "falling-cumulative",
    Severity::warning,
    "`{name}` lũy kế {value}, thấp hơn kỳ trước {before}",
    "`{name_en}` is cumulative and fell to {value_en} from {before_en}",
    "số lũy kế không giảm: kiểm tra lại",
    "a cumulative figure does not fall: check it"};
inline constexpr ProblemKind kAnnualBelowHalf{
    "annual-below-half-year",
    Severity::warning,
    "`{name}` cả năm {value}, thấp hơn 6 tháng {before}",
    "`{name_en}` of the year is {value_en}, below the half-year's {before_en}",
    "kiểm tra lại một trong hai số",
    "check one of the two"};
inline constexpr ProblemKind kOutlier{
    "outlier",
    Severity::warning,
    "`{name}` = {value} khác hẳn các kỳ trước (trung vị {median})",
    "`{name_en}` = {value_en} is unlike earlier cycles (median {median_en})",
    "kiểm tra lại, hoặc giải trình",
    "check it, or explain it"};
inline constexpr ProblemKind kSameText{"same-text",
                                       Severity::warning,
                                       "mục {section} giống kỳ trước {percent}%",
                                       "section {section} is {percent}% the same as last time",
                                       "cập nhật nội dung của kỳ này",
                                       "write what is new in this cycle"};
inline constexpr ProblemKind kTextTooLong{"text-too-long",
                                          Severity::warning,
                                          "mục {section} dài {length} ký tự, giới hạn {limit}",
                                          "section {section} has {length} characters, the limit is {limit}",
                                          "rút gọn",
                                          "shorten it"};
inline constexpr ProblemKind kUnknownCause{"unknown-cause",
                                           Severity::warning,
                                           "nhóm nguyên nhân `{code}` không có trong danh mục",
                                           "the cause `{code}` is not in the list",
                                           "chọn một nhóm trong danh mục",
                                           "choose one of the list"};

}  // namespace xanh

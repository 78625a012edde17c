// What can be wrong with single values of a DHIS2, and what they contradict. All are warnings: a value that
// cannot be a figure is left out, one that is only doubtful is taken.
#pragma once

#include "base/problem.hpp"

namespace xanh::dhis2 {

inline constexpr ProblemKind kValueElement{
    "dhis2-value-element",
    Severity::warning,
    "{count} giá trị của số liệu `{uid}` không có trong metadata, đã bỏ qua",
    "{count} values of the data element `{uid}`, which is not in the metadata, were left out",
    "xuất metadata kèm số liệu này",
    "export the metadata with this element"};
inline constexpr ProblemKind kValueCombo{
    "dhis2-value-combo",
    Severity::warning,
    "{count} giá trị của `{name}` có tổ hợp phân tổ `{uid}` không có trong metadata, đã bỏ qua",
    "{count} values of `{name}` have the option combination `{uid}`, which is not in the metadata; they were "
    "left out",
    "xuất metadata kèm tổ hợp này",
    "export the metadata with this combination"};
inline constexpr ProblemKind kForeignCombo{
    "dhis2-value-foreign-combo",
    Severity::warning,
    "{count} giá trị của `{name}` có tổ hợp `{uid}` không thuộc phân tổ của số liệu này, đã bỏ qua",
    "{count} values of `{name}` have the combination `{uid}`, which is not one of its category combination; "
    "they were left out",
    "sửa categoryCombo của số liệu, hoặc tổ hợp của giá trị",
    "mend the element's categoryCombo or the value's combination"};
inline constexpr ProblemKind kNotSplit{
    "dhis2-value-not-split",
    Severity::warning,
    "{count} giá trị của `{name}` không chia theo phân tổ của số liệu này; lấy làm số chung",
    "{count} values of `{name}` are not split by its categories; they were taken for the whole",
    "ghi tổ hợp phân tổ của từng giá trị, nếu có",
    "give the option combination of each value, if there is one"};
inline constexpr ProblemKind kPeriod{"dhis2-period",
                                     Severity::warning,
                                     "{count} giá trị có kỳ `{text}` không phải kỳ của DHIS2, đã bỏ qua",
                                     "{count} values have the period `{text}`, which is no period of DHIS2; "
                                     "they were left out",
                                     "ghi như 2019, 201912, 2019Q4, 2019-12-01/P1M",
                                     "write it like 2019, 201912, 2019Q4, 2019-12-01/P1M"};
inline constexpr ProblemKind kPeriodType{
    "dhis2-period-type",
    Severity::warning,
    "{count} giá trị của `{name}` ở kỳ `{text}` ({have}), trong khi bộ dữ liệu của nó theo kỳ {want}",
    "{count} values of `{name}` are of the period `{text}` ({have}), while its data set is {want}",
    "kiểm tra kỳ của các giá trị này",
    "check the period of these values"};
inline constexpr ProblemKind kValueUnit{"dhis2-value-unit",
                                        Severity::warning,
                                        "giá trị không ghi đơn vị, đã bỏ qua",
                                        "the value names no unit and was left out",
                                        "ghi orgUnit",
                                        "give an orgUnit"};
inline constexpr ProblemKind kNotAssigned{
    "dhis2-unit-not-assigned",
    Severity::warning,
    "{count} giá trị của đơn vị `{unit}`, đơn vị không được giao bộ dữ liệu `{set}`",
    "{count} values of the unit `{unit}`, to which the data set `{set}` is not assigned",
    "giao bộ dữ liệu cho đơn vị, hoặc sửa orgUnit",
    "assign the data set to the unit, or mend the orgUnit"};
inline constexpr ProblemKind kNoValue{"dhis2-value-empty",
                                      Severity::warning,
                                      "giá trị của `{name}` trống, đã bỏ qua",
                                      "the value of `{name}` is empty and was left out",
                                      "xóa dòng này, hoặc ghi giá trị",
                                      "remove it, or give a value"};
inline constexpr ProblemKind kBooleanAmongNumbers{
    "dhis2-boolean-among-numbers",
    Severity::warning,
    "`{name}` cần số ({type}) nhưng có giá trị `{value}`, đã bỏ qua",
    "`{name}` needs a number ({type}), but has the value `{value}`, which was left out",
    "ghi số, hoặc đổi loại giá trị của số liệu",
    "give a number, or change the element's value type"};
inline constexpr ProblemKind kTextAmongNumbers{
    "dhis2-text-among-numbers",
    Severity::warning,
    "`{name}` cần số ({type}) nhưng có giá trị `{value}`, đã bỏ qua",
    "`{name}` needs a number ({type}), but has the value `{value}`, which was left out",
    "ghi số, dùng dấu chấm thập phân",
    "give a number with a decimal point"};
inline constexpr ProblemKind kNumberAmongBooleans{
    "dhis2-value-not-boolean",
    Severity::warning,
    "`{name}` cần true hoặc false ({type}) nhưng có giá trị `{value}`, đã bỏ qua",
    "`{name}` needs true or false ({type}), but has the value `{value}`, which was left out",
    "ghi true hoặc false",
    "give true or false"};
inline constexpr ProblemKind kNotWhole{"dhis2-value-not-whole",
                                       Severity::warning,
                                       "`{name}` cần số nguyên ({type}) nhưng có giá trị `{value}`",
                                       "`{name}` needs a whole number ({type}), but has the value `{value}`",
                                       "kiểm tra giá trị; số liệu vẫn được nhập",
                                       "check the value; it was taken"};
inline constexpr ProblemKind kNegative{"dhis2-value-negative",
                                       Severity::warning,
                                       "`{name}` không được âm ({type}) nhưng có giá trị `{value}`",
                                       "`{name}` cannot be negative ({type}), but has the value `{value}`",
                                       "kiểm tra giá trị; số liệu vẫn được nhập",
                                       "check the value; it was taken"};
inline constexpr ProblemKind kAbove100{"dhis2-percentage-above-100",
                                       Severity::warning,
                                       "`{name}` là tỷ lệ phần trăm nhưng có giá trị `{value}`",
                                       "`{name}` is a percentage, but has the value `{value}`",
                                       "kiểm tra giá trị; số liệu vẫn được nhập",
                                       "check the value; it was taken"};
inline constexpr ProblemKind kOutside{"dhis2-value-out-of-bounds",
                                      Severity::warning,
                                      "`{name}`: giá trị `{value}` ngoài giới hạn của {type}",
                                      "`{name}`: the value `{value}` is outside the bounds of {type}",
                                      "kiểm tra giá trị; số liệu vẫn được nhập",
                                      "check the value; it was taken"};
inline constexpr ProblemKind kSameTwice{
    "dhis2-value-twice",
    Severity::warning,
    "giá trị của `{name}` ({unit}, {period}) đứng hai lần: `{first}` ở {where}, rồi `{value}`; lấy giá trị "
    "sau",
    "the value of `{name}` ({unit}, {period}) stands twice: `{first}` in {where}, then `{value}`; the later "
    "one was taken",
    "giữ lại một",
    "keep one"};
inline constexpr ProblemKind kIndicatorAbove100{
    "dhis2-indicator-above-100",
    Severity::warning,
    "chỉ số `{name}` tính từ các giá trị này là {value} % ({unit}, {period})",
    "the indicator `{name}` comes to {value} % from these values ({unit}, {period})",
    "kiểm tra tử số và mẫu số",
    "check numerator and denominator"};
inline constexpr ProblemKind kRuleBrokenBy{
    "dhis2-rule-not-held",
    Severity::warning,
    "các giá trị không theo quy tắc `{name}`: {left} {operator} {right} không đúng ({unit}, {period})",
    "the values do not keep the rule `{name}`: {left} {operator} {right} does not hold ({unit}, {period})",
    "kiểm tra các giá trị này",
    "check these values"};

}  // namespace xanh::dhis2

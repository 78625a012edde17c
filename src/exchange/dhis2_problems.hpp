// What can be wrong with the metadata and values of a DHIS2. An error refuses the whole file; what can be
// left out or told is a warning, and the rest is taken (docs/decisions/0042-dhis2-metadata.md).
#pragma once

#include "base/problem.hpp"

namespace xanh::dhis2 {

// Files as a whole.
inline constexpr ProblemKind kTooLarge{"dhis2-too-large",
                                       Severity::error,
                                       "tệp quá lớn: nhiều hơn {limit} {what_vi}",
                                       "the file is too large: more than {limit} {what_en}",
                                       "xuất từ DHIS2 ít phần hơn, hoặc ít kỳ hơn",
                                       "export fewer parts or fewer periods from DHIS2"};
inline constexpr ProblemKind kNotMetadata{
    "dhis2-not-metadata",
    Severity::error,
    "không phải metadata của DHIS2: không có danh sách `dataElements` nào dùng được",
    "this is no DHIS2 metadata: it has no list `dataElements` that can be used",
    "xuất lại bằng ứng dụng Import/Export của DHIS2 (Metadata export, JSON)",
    "export it again with the Import/Export app of DHIS2 (Metadata export, JSON)"};
inline constexpr ProblemKind kNotValues{"dhis2-not-values",
                                        Severity::error,
                                        "không phải tệp số liệu của DHIS2 ({what_vi})",
                                        "this is no file of DHIS2 values ({what_en})",
                                        "dùng dataValueSet dạng JSON, XML, CSV, hoặc ADX",
                                        "give a dataValueSet as JSON, XML or CSV, or an ADX file"};
inline constexpr ProblemKind kXml{"dhis2-xml",
                                  Severity::error,
                                  "tệp XML bị hỏng ({what_vi})",
                                  "the XML file is broken ({what_en})",
                                  "xuất lại từ DHIS2",
                                  "export it again from DHIS2"};
inline constexpr ProblemKind kYearUnknown{"dhis2-year-unknown",
                                          Severity::error,
                                          "không thấy năm nào trong metadata và số liệu",
                                          "no year was found in the metadata and the values",
                                          "thêm `--year NĂM`",
                                          "add `--year YEAR`"};
inline constexpr ProblemKind kMore{"dhis2-more-problems",
                                   Severity::warning,
                                   "còn {count} vấn đề nữa không nêu ở đây",
                                   "{count} more problems are not told here",
                                   "sửa các vấn đề trên rồi nhập lại vào thư mục mới",
                                   "mend those above and import again into a new folder"};

// Metadata: objects and what they refer to.
inline constexpr ProblemKind kBroken{"dhis2-broken-object",
                                     Severity::warning,
                                     "mục này không dùng được ({what_vi}), đã bỏ qua",
                                     "this object cannot be used ({what_en}); it was left out",
                                     "sửa trong DHIS2 rồi xuất lại",
                                     "mend it in DHIS2 and export again"};
inline constexpr ProblemKind kUidTwice{"dhis2-uid-twice",
                                       Severity::warning,
                                       "uid `{uid}` đã có ở dòng {line}; mục sau (`{name}`) bị bỏ qua",
                                       "the uid `{uid}` stands already in line {line}; the later object "
                                       "(`{name}`) was left out",
                                       "đặt uid khác cho một trong hai mục",
                                       "give one of the two another uid"};
inline constexpr ProblemKind kUnknown{"dhis2-unknown-reference",
                                      Severity::warning,
                                      "`{owner}` dẫn tới {what_vi} `{uid}` không có trong tệp",
                                      "`{owner}` refers to the {what_en} `{uid}`, which is not in the file",
                                      "xuất lại kèm mục này, hoặc sửa chỗ dẫn",
                                      "export again with it, or mend the reference"};
inline constexpr ProblemKind kComboOptions{
    "dhis2-combo-options",
    Severity::warning,
    "tổ hợp `{name}` không lấy đúng một lựa chọn của mỗi phân tổ trong `{combo}`",
    "the option combination `{name}` does not take one option of each category of `{combo}`",
    "chạy lại Maintenance → Update category option combinations trong DHIS2",
    "run Maintenance → Update category option combinations in DHIS2 again"};
inline constexpr ProblemKind kTracker{
    "dhis2-tracker",
    Severity::warning,
    "`{name}` thuộc phần theo dõi từng ca (tracker) của DHIS2, ở đây không có: đã bỏ qua",
    "`{name}` belongs to the tracker of DHIS2, which is not here: it was left out",
    "tổng hợp thành số liệu theo kỳ trong DHIS2 rồi xuất lại",
    "aggregate it to figures by period in DHIS2 and export again"};
inline constexpr ProblemKind kSections{"dhis2-parts-left-out",
                                       Severity::warning,
                                       "các phần không nhập: {names}",
                                       "parts that are not taken: {names}",
                                       "không cần làm gì nếu không phải chỉ tiêu, số liệu hay quy tắc",
                                       "nothing, unless they hold indicators, elements or rules"};
inline constexpr ProblemKind kAggregation{
    "dhis2-aggregation",
    Severity::warning,
    "`{name}`: cách cộng `{have}` không có ở đây, tạm ghi `{kind}` ({why_vi})",
    "`{name}`: the aggregation `{have}` is not known here, `{kind}` stands in ({why_en})",
    "sửa cột kind của elements.csv nếu không đúng",
    "mend the column kind of elements.csv if it is not right"};
inline constexpr ProblemKind kValueType{
    "dhis2-value-type",
    Severity::warning,
    "`{name}`: loại giá trị `{have}` không có ở đây, ghi là `{type}`",
    "`{name}`: the value type `{have}` is not known here, `{type}` stands in",
    "sửa cột type của elements.csv nếu không đúng",
    "mend the column type of elements.csv if it is not right"};
inline constexpr ProblemKind kCombosUnused{
    "dhis2-combos-unused",
    Severity::warning,
    "{count} tổ hợp phân tổ không có số liệu và không công thức nào dùng: không lập số liệu riêng ({names})",
    "{count} option combinations have no values and stand in no formula: no element was made of them "
    "({names})",
    "thêm `--values TỆP` có số liệu phân tổ, hoặc thêm dòng vào elements.csv",
    "add `--values FILE` with such values, or rows to elements.csv"};
inline constexpr ProblemKind kOneLanguage{
    "dhis2-one-language",
    Severity::warning,
    "{count} tên không có bản dịch tiếng Việt hoặc tiếng Anh: tên gốc đứng thay",
    "{count} names have no Vietnamese or no English translation: the published name stands in",
    "dịch các tên này trong thư mục chương trình",
    "translate them in the programme folder"};

// Indicators and rules.
inline constexpr ProblemKind kExpression{"dhis2-expression",
                                         Severity::warning,
                                         "{what_vi} `{name}` ({uid}) không dùng được. {reason_vi}",
                                         "the {what_en} `{name}` ({uid}) cannot be used. {reason_en}",
                                         "sửa biểu thức trong DHIS2 rồi xuất lại",
                                         "mend the expression in DHIS2 and export again"};
inline constexpr ProblemKind kRefused{
    "dhis2-expression-refused",
    Severity::warning,
    "{what_vi} `{name}` ({uid}) dùng `{item}`, thứ không có trong công thức của chỉ tiêu và phép kiểm tra",
    "the {what_en} `{name}` ({uid}) uses `{item}`, which formulas of targets and checks do not have",
    "viết lại bằng số liệu `#{…}` của cùng kỳ",
    "word it with elements `#{…}` of the same period"};
inline constexpr ProblemKind kExpressionUnknown{
    "dhis2-expression-unknown",
    Severity::warning,
    "{what_vi} `{name}` ({uid}) dùng {item_vi} `{item}` không có trong tệp",
    "the {what_en} `{name}` ({uid}) uses the {item_en} `{item}`, which is not in the file",
    "xuất lại kèm mục này, hoặc sửa biểu thức",
    "export again with it, or mend the expression"};
inline constexpr ProblemKind kHalf{"dhis2-half-missing",
                                   Severity::warning,
                                   "{what_vi} `{name}` ({uid}) không có {half_vi}",
                                   "the {what_en} `{name}` ({uid}) has no {half_en}",
                                   "bổ sung trong DHIS2 rồi xuất lại",
                                   "add it in DHIS2 and export again"};
inline constexpr ProblemKind kConstant{
    "dhis2-indicator-constant",
    Severity::warning,
    "chỉ số `{name}` ({uid}) luôn bằng {value}: công thức không dùng số liệu nào",
    "the indicator `{name}` ({uid}) is always {value}: its formula uses no element",
    "bỏ chỉ số này, hoặc viết công thức thật",
    "remove it, or give it a real formula"};
inline constexpr ProblemKind kAnnualized{
    "dhis2-annualized",
    Severity::warning,
    "chỉ số `{name}` ({uid}) được quy về cả năm (annualized); ở đây không có, chỉ đúng với kỳ năm",
    "the indicator `{name}` ({uid}) is annualized, which is not here: it holds for cycles of a year only",
    "chỉ dùng cho kỳ năm",
    "use it for cycles of a year only"};
inline constexpr ProblemKind kPercentName{
    "dhis2-percent-without-factor",
    Severity::warning,
    "chỉ số `{name}` ({uid}) mang tên là tỷ lệ phần trăm nhưng hệ số là {factor}",
    "the indicator `{name}` ({uid}) is named a percentage, but its factor is {factor}",
    "đổi loại chỉ số trong DHIS2, hoặc sửa formula và unit",
    "change its type in DHIS2, or mend formula and unit"};
inline constexpr ProblemKind kOperator{
    "dhis2-operator",
    Severity::warning,
    "quy tắc `{name}` ({uid}): phép so sánh `{operator}` không có ở đây",
    "the rule `{name}` ({uid}): the operator `{operator}` is not known here",
    "viết lại bằng == != < <= > >=",
    "word it with == != < <= > >="};
inline constexpr ProblemKind kSliding{"dhis2-sliding-window",
                                      Severity::warning,
                                      "quy tắc `{name}` ({uid}) tính theo cửa sổ trượt, ở đây không có",
                                      "the rule `{name}` ({uid}) uses a sliding window, which is not here",
                                      "viết lại cho một kỳ",
                                      "word it for one period"};
inline constexpr ProblemKind kMissingStrategy{
    "dhis2-missing-values",
    Severity::warning,
    "{count} quy tắc tính số liệu thiếu là 0 (NEVER_SKIP, SKIP_IF_ALL_VALUES_MISSING); ở đây phép kiểm tra "
    "im lặng khi thiếu số liệu",
    "{count} rules take missing figures for 0 (NEVER_SKIP, SKIP_IF_ALL_VALUES_MISSING); here a check is "
    "silent "
    "where a figure is missing",
    "đặt required: yes ở obligations.csv để số liệu thiếu được hỏi",
    "have the figures asked for by required: yes in obligations.csv"};

}  // namespace xanh::dhis2

// What can be wrong with a formula, or with the figures it is given.
#pragma once

#include "base/problem.hpp"

namespace xanh {

inline constexpr ProblemKind kFormulaSyntax{
    "formula-syntax",
    Severity::error,
    "công thức, ký tự thứ {at}: cần {expected_vi}, nhưng gặp {found_vi}",
    "formula, character {at}: expected {expected_en}, found {found_en}",
    "sửa tại vị trí này rồi thử lại",
    "mend it at this place and try again"};

inline constexpr ProblemKind kFormulaDecimalComma{
    "formula-decimal-comma",
    Severity::error,
    "công thức, ký tự thứ {at}: dấu phẩy sau `{number}` không phải dấu thập phân",
    "formula, character {at}: the comma after `{number}` is no decimal mark",
    "trong công thức viết phần thập phân sau dấu chấm: `1.5`",
    "write decimals after a point: `1.5`"};

inline constexpr ProblemKind kFormulaEmpty{"formula-empty",
                                           Severity::error,
                                           "công thức trống",
                                           "the formula is empty",
                                           "viết công thức, ví dụ `#{a} / #{b} * 100`",
                                           "write one, such as `#{a} / #{b} * 100`"};

inline constexpr ProblemKind kFormulaText{"formula-not-utf8",
                                          Severity::error,
                                          "công thức không phải văn bản UTF-8",
                                          "the formula is no UTF-8 text",
                                          "lưu lại tệp theo bảng mã UTF-8",
                                          "save the file as UTF-8"};

inline constexpr ProblemKind kFormulaTooLong{"formula-too-long",
                                             Severity::error,
                                             "công thức dài {size} byte, tối đa {limit}",
                                             "the formula has {size} bytes, at most {limit} are read",
                                             "chia thành nhiều công thức ngắn hơn",
                                             "divide it into shorter formulas"};

inline constexpr ProblemKind kFormulaNesting{"formula-nesting",
                                             Severity::error,
                                             "công thức, ký tự thứ {at}: lồng quá {limit} tầng",
                                             "formula, character {at}: nested more than {limit} deep",
                                             "bớt dấu ngoặc và dấu lặp lại, hoặc chia nhỏ công thức",
                                             "take away brackets and repeated signs, or divide the formula"};

inline constexpr ProblemKind kFormulaFunction{"formula-unknown-function",
                                              Severity::error,
                                              "công thức, ký tự thứ {at}: không có hàm `{name}`",
                                              "formula, character {at}: there is no function `{name}`",
                                              "các hàm có sẵn: {known}",
                                              "the functions are: {known}"};

inline constexpr ProblemKind kFormulaWord{"formula-unknown-word",
                                          Severity::error,
                                          "công thức, ký tự thứ {at}: không hiểu từ `{name}`",
                                          "formula, character {at}: the word `{name}` means nothing here",
                                          "số liệu viết là `#{mã}`, văn bản đặt trong nháy",
                                          "an element is written `#{code}`, a text stands in quotes"};

inline constexpr ProblemKind kFormulaArguments{
    "formula-arguments",
    Severity::error,
    "công thức, ký tự thứ {at}: hàm `{name}` nhận {count_vi} đối số, đang có {given}",
    "formula, character {at}: `{name}` takes {count_en}, {given} given",
    "thêm hoặc bớt đối số",
    "add or remove arguments"};

inline constexpr ProblemKind kFormulaElement{
    "formula-element-code",
    Severity::error,
    "công thức, ký tự thứ {at}: `{code}` không phải mã số liệu",
    "formula, character {at}: `{code}` is no code of an element",
    "mã gồm chữ thường không dấu, chữ số và `_`, bắt đầu bằng chữ, nhiều nhất 64 ký tự: `#{rac_phat_sinh}`",
    "a code has lower-case letters, digits and `_`, begins with a letter and has at most 64: "
    "`#{waste_generated}`"};

inline constexpr ProblemKind kFormulaNumber{
    "formula-number-range",
    Severity::error,
    "công thức, ký tự thứ {at}: số `{number}` quá lớn hoặc quá nhỏ",
    "formula, character {at}: the number `{number}` is too large or too small",
    "kiểm tra lại số này",
    "check the number"};

inline constexpr ProblemKind kFormulaNull{
    "formula-null",
    Severity::error,
    "công thức, ký tự thứ {at}: `{what}` không có giá trị nên không tính được {operation}",
    "formula, character {at}: `{what}` is null, so {operation} cannot be computed",
    "bổ sung số liệu, hoặc dùng firstNonNull, isNull, if",
    "give the figure, or use firstNonNull, isNull, if"};

inline constexpr ProblemKind kFormulaNotNumber{"formula-not-number",
                                               Severity::error,
                                               "công thức, ký tự thứ {at}: `{what}` không phải là số",
                                               "formula, character {at}: `{what}` is not a number",
                                               "dùng một số ở đây",
                                               "use a number here"};

inline constexpr ProblemKind kFormulaNotTruth{
    "formula-not-truth",
    Severity::error,
    "công thức, ký tự thứ {at}: `{what}` bằng {value}, không phải đúng hay sai",
    "formula, character {at}: `{what}` is {value}, which is neither true nor false",
    "dùng một phép so sánh, true, false hoặc số nguyên",
    "use a comparison, true, false or a whole number"};

inline constexpr ProblemKind kFormulaNotFinite{"formula-not-finite",
                                               Severity::error,
                                               "kết quả của công thức là {value}, không phải một số hữu hạn",
                                               "the formula's result is {value}, not a finite number",
                                               "kiểm tra phép chia cho 0",
                                               "look for a division by zero"};

inline constexpr ProblemKind kFormulaItem{"formula-item",
                                          Severity::error,
                                          "công thức, ký tự thứ {at}: `{what}` không đúng cách viết",
                                          "formula, character {at}: `{what}` is not written right",
                                          "cách viết: {form}",
                                          "write it as {form}"};

inline constexpr ProblemKind kFormulaTracker{
    "formula-tracker",
    Severity::error,
    "công thức, ký tự thứ {at}: `{what}` thuộc phần theo dõi từng ca (tracker) của DHIS2, ở đây không có",
    "formula, character {at}: `{what}` belongs to the tracker of DHIS2 (programs and their events), not "
    "found here",
    "dùng số liệu tổng hợp `#{mã}`; chỉ số của DHIS2 viết là `N{mã}`",
    "use figures of elements, `#{code}`; an indicator of DHIS2 is `N{code}`"};

inline constexpr ProblemKind kFormulaModifier{
    "formula-unknown-modifier",
    Severity::error,
    "công thức, ký tự thứ {at}: không có phần bổ nghĩa `.{name}`",
    "formula, character {at}: nothing called `.{name}` can be hung on a figure",
    "có: {known}",
    "there are: {known}"};

inline constexpr ProblemKind kFormulaModifierOfNothing{
    "formula-modifier-of-nothing",
    Severity::error,
    "công thức, ký tự thứ {at}: `.{name}` không đứng sau số liệu nào",
    "formula, character {at}: `.{name}` follows nothing it could apply to",
    "đặt ngay sau `#{mã}` hoặc sau ngoặc có số liệu",
    "put it behind `#{code}`, or behind brackets with figures in them"};

inline constexpr ProblemKind kFormulaNestedSamples{
    "formula-nested-aggregation",
    Severity::error,
    "công thức, ký tự thứ {at}: `{name}` nằm trong một hàm tổng hợp khác",
    "formula, character {at}: `{name}` stands inside another aggregation",
    "mỗi lần chỉ tổng hợp một cấp, hãy tách thành hai công thức",
    "aggregate once: make two formulas of it"};

inline constexpr ProblemKind kFormulaUnitQuestion{
    "formula-unit-question",
    Severity::error,
    "công thức, ký tự thứ {at}: không có câu hỏi `orgUnit.{name}`",
    "formula, character {at}: there is no question `orgUnit.{name}`",
    "có: orgUnit.ancestor, orgUnit.dataSet, orgUnit.group",
    "there are orgUnit.ancestor, orgUnit.dataSet, orgUnit.group"};

inline constexpr ProblemKind kFormulaMemory{
    "formula-memory",
    Severity::error,
    "tính công thức này cần {need} byte bộ nhớ, giới hạn {limit}",
    "to evaluate this formula takes {need} bytes of memory, {limit} are allowed",
    "chia nhỏ công thức, bớt kỳ lấy mẫu, hoặc nâng giới hạn",
    "divide it, sample fewer periods and units, or raise the limit"};

inline constexpr ProblemKind kFormulaMeasures{
    "formula-measures",
    Severity::warning,
    "công thức, ký tự thứ {at}: {deed_vi}",
    "formula, character {at}: {deed_en}",
    "kiểm tra đơn vị tính của các số liệu, hoặc đổi về một đơn vị",
    "check the units of measure of the elements, or bring them to one unit"};

inline constexpr ProblemKind kFormulaResultMeasure{
    "formula-result-measure",
    Severity::warning,
    "công thức cho kết quả theo {got_vi}, nhưng đơn vị tính cần có là {wanted_vi}",
    "the formula gives {got_en}, where {wanted_en} is wanted",
    "kiểm tra đơn vị tính, hoặc hệ số (`* 100` cho tỷ lệ phần trăm)",
    "check the unit of measure, or the factor (`* 100` for a percentage)"};

inline constexpr ProblemKind kFormulaBeyondCycle{
    "formula-beyond-cycle",
    Severity::error,
    "công thức của chỉ tiêu và phép kiểm tra không dùng được `{what}`: chương trình không có hằng số, chỉ "
    "tiêu của chỉ tiêu hay phân tổ",
    "a target or check cannot take `{what}`: a programme has no constants, targets of targets or "
    "disaggregation",
    "viết số vào công thức, hoặc dùng một số liệu `#{mã}` của chương trình",
    "write the number into the formula, or use an element `#{code}` of the programme"};

inline constexpr ProblemKind kFormulaBeyondEarlier{
    "formula-beyond-earlier",
    Severity::error,
    "`{what}`: công thức của chỉ tiêu và phép kiểm tra chỉ lùi được một kỳ, về kỳ cùng loại liền trước",
    "`{what}`: a target or check goes back one cycle only, to the one of the same kind before",
    "dùng `.periodOffset(-1)`; các kỳ xa hơn xem bằng `xanh indicator`",
    "use `.periodOffset(-1)`; for cycles further back see `xanh indicator`"};

inline constexpr ProblemKind kFormulaNoFigure{"formula-no-figure",
                                              Severity::warning,
                                              "công thức không cho ra con số",
                                              "the formula does not give a number",
                                              "so sánh đúng, sai dùng trong if(…, 1, 0)",
                                              "put a comparison into if(…, 1, 0)"};

}  // namespace xanh

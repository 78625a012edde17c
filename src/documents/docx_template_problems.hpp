// What an office can get wrong in a Word template, and what it can do about it.
#pragma once

#include "base/problem.hpp"

namespace xanh::docx {

inline constexpr ProblemKind kNotWord{"template-not-word",
                                      Severity::error,
                                      "tệp không phải văn bản Word (.docx): {why_vi}",
                                      "the file is no Word document (.docx): {why_en}",
                                      "mở bằng Word hoặc LibreOffice rồi lưu lại dạng .docx",
                                      "open it in Word or LibreOffice and save it as .docx"};
inline constexpr ProblemKind kUnsafe{"template-unsafe",
                                     Severity::error,
                                     "mẫu chứa thành phần không được phép: {what_vi}",
                                     "the template holds something that is not allowed: {what_en}",
                                     "bỏ thành phần này trong Word rồi lưu lại dạng .docx",
                                     "remove it in Word and save again as .docx"};
inline constexpr ProblemKind kUnknownMark{
    "template-unknown-mark",
    Severity::error,
    "không hiểu dấu `{mark}`",
    "the mark `{mark}` is not understood",
    "viết như {{tên.trường}}, {{#each danh_sách}}, {{#if tên}}, {{image tên 12}}",
    "write {{field.name}}, {{#each list}}, {{#if name}} or {{image name 12}}"};
inline constexpr ProblemKind kMarkNotEnded{"template-mark-not-ended",
                                           Severity::error,
                                           "dấu `{mark}` không có ngoặc đóng trong đoạn này",
                                           "the mark `{mark}` has no closing braces in this paragraph",
                                           "viết dấu liền trong một đoạn, không xuống dòng",
                                           "write the mark within one paragraph, without a line break"};
inline constexpr ProblemKind kNotClosed{"template-not-closed",
                                        Severity::error,
                                        "`{mark}` chưa được đóng",
                                        "`{mark}` is not closed",
                                        "thêm `{close}` sau phần lặp hoặc phần có điều kiện",
                                        "add `{close}` after the repeated or conditional part"};
inline constexpr ProblemKind kNotOpened{"template-not-opened",
                                        Severity::error,
                                        "`{mark}` không có dấu mở tương ứng",
                                        "`{mark}` closes or divides nothing that is open here",
                                        "xóa dấu này hoặc thêm dấu mở trước nó",
                                        "remove it or add its opening mark before it"};
inline constexpr ProblemKind kWrongPlace{"template-mark-misplaced",
                                         Severity::error,
                                         "`{mark}` đặt không đúng chỗ: {why_vi}",
                                         "`{mark}` stands in the wrong place: {why_en}",
                                         "{do_vi}",
                                         "{do_en}"};
inline constexpr ProblemKind kUnknownField{
    "template-unknown-field",    Severity::error,
    "không có trường `{field}`", "there is no field `{field}`",
    "sửa tên trường trong mẫu",  "mend the field's name in the template"};
inline constexpr ProblemKind kNoList{"template-no-list",
                                     Severity::error,
                                     "`{field}` không phải danh sách nên không lặp được",
                                     "`{field}` is no list and cannot be repeated",
                                     "dùng một trường là danh sách sau #each",
                                     "name a list after #each"};
inline constexpr ProblemKind kNoText{"template-no-text",
                                     Severity::error,
                                     "`{field}` không phải chữ hoặc số",
                                     "`{field}` is neither text nor number",
                                     "dùng một trường cụ thể bên trong, hoặc #each, #if",
                                     "name a field inside it, or use #each or #if"};
inline constexpr ProblemKind kNoImage{"template-no-image",
                                      Severity::error,
                                      "`{field}` không phải hình PNG dùng được",
                                      "`{field}` is no usable PNG image",
                                      "dùng một trường là hình sau image",
                                      "name an image after image"};
inline constexpr ProblemKind kTooLarge{"template-result-too-large",  Severity::error,
                                       "văn bản tạo ra quá lớn",     "the resulting document is too large",
                                       "giảm số dòng lặp lồng nhau", "repeat fewer rows within one another"};

}  // namespace xanh::docx

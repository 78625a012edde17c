// What can be wrong with a YAML file, and libyaml's syntax errors in the words of people who edit programmes.
#pragma once

#include <string_view>

#include "base/problem.hpp"

namespace xanh::yaml {

inline constexpr ProblemKind kSyntax{"yaml-syntax",
                                     Severity::error,
                                     "YAML không đúng cú pháp: {what_vi}",
                                     "broken YAML: {what_en}",
                                     "sửa tại vị trí này rồi thử lại",
                                     "mend it at this place and try again"};
inline constexpr ProblemKind kTooLarge{"yaml-too-large",
                                       Severity::error,
                                       "tệp lớn hơn {limit} MiB",
                                       "the file is larger than {limit} MiB",
                                       "chia tệp thành nhiều phần",
                                       "split the file"};
inline constexpr ProblemKind kTooDeep{"yaml-too-deep",
                                      Severity::error,
                                      "lồng nhau quá {limit} cấp",
                                      "nested deeper than {limit} levels",
                                      "giảm số cấp lồng nhau",
                                      "nest less deeply"};
inline constexpr ProblemKind kTooMany{"yaml-too-many-values",
                                      Severity::error,
                                      "quá {limit} giá trị",
                                      "more than {limit} values",
                                      "chia tệp thành nhiều phần hoặc bớt tham chiếu `*`",
                                      "split the file or use fewer `*` aliases"};
inline constexpr ProblemKind kAliasText{"yaml-alias-text",
                                        Severity::error,
                                        "các tham chiếu `*` lặp lại hơn {limit} MiB chữ",
                                        "the `*` aliases repeat more than {limit} MiB of text",
                                        "bớt tham chiếu `*`",
                                        "use fewer `*` aliases"};
inline constexpr ProblemKind kTooManyAliases{"yaml-too-many-aliases",      Severity::error,
                                             "quá {limit} tham chiếu `*`", "more than {limit} `*` aliases",
                                             "viết giá trị trực tiếp",     "write the values out"};
inline constexpr ProblemKind kUnknownAlias{"yaml-alias-unknown",
                                           Severity::error,
                                           "`*{name}` không có `&{name}` nào đứng trước",
                                           "`*{name}` has no `&{name}` before it",
                                           "đặt `&{name}` trước giá trị cần dùng lại",
                                           "put `&{name}` before the value to be used again"};
inline constexpr ProblemKind kRecursiveAlias{"yaml-alias-recursive",
                                             Severity::error,
                                             "`*{name}` nằm trong chính `&{name}`",
                                             "`*{name}` stands inside its own `&{name}`",
                                             "viết giá trị trực tiếp",
                                             "write the value out"};
inline constexpr ProblemKind kDoubledKey{"yaml-doubled-key",
                                         Severity::error,
                                         "khóa `{key}` đã có ở dòng {line}, cột {column}",
                                         "the key `{key}` stands already at line {line}, column {column}",
                                         "giữ lại một",
                                         "keep one of them"};
inline constexpr ProblemKind kBadKey{"yaml-key",
                                     Severity::error,
                                     "khóa phải là một từ hay dòng chữ",
                                     "a key must be a word or a text",
                                     "đặt một tên trước dấu `:`",
                                     "put a name before the `:`"};
inline constexpr ProblemKind kSecondDocument{"yaml-several-documents",
                                             Severity::error,
                                             "tài liệu thứ hai trong cùng một tệp",
                                             "a second document in the same file",
                                             "bỏ dòng `---` hoặc tách thành hai tệp",
                                             "remove the `---` line or make two files"};
inline constexpr ProblemKind kTag{
    "yaml-tag", Severity::error, "không dùng được thẻ `{tag}` ở đây", "the tag `{tag}` cannot be used here",
    "xóa thẻ",  "remove the tag"};

/// One of libyaml's sentences with ours. `at_start`: the place to mend is where the construct began, not
/// where the parser gave up.
struct SyntaxSentence {
  std::string_view libyaml;
  std::string_view vi;
  std::string_view en;
  bool at_start = false;
};

inline constexpr SyntaxSentence kSentences[] = {
    {"found character that cannot start any token",
     "ký tự không thể đứng đầu một giá trị (dấu Tab, `@`, `%` hoặc dấu huyền)",
     "a character that cannot begin a value (a tab, `@`, `%` or a backtick)"},
    {"could not find expected ':'", "thiếu dấu `:` sau khóa", "the `:` after the key is missing", true},
    {"block sequence entries are not allowed in this context", "mục `-` không được đứng ở đây",
     "a `-` entry may not stand here"},
    {"mapping keys are not allowed in this context", "khóa không được đứng ở đây",
     "a key may not stand here"},
    {"mapping values are not allowed in this context",
     "dấu `:` không được đứng ở đây (giá trị có `: ` cần đặt trong dấu nháy)",
     "a `:` may not stand here (a value that holds `: ` needs quotes)"},
    {"found unexpected end of stream", "dấu nháy mở ở đây không được đóng",
     "the quote opened here is never closed", true},
    {"found unexpected document indicator", "dòng `---` hoặc `...` nằm giữa dấu nháy",
     "a `---` or `...` line inside quotes"},
    {"found a tab character", "dấu Tab ở chỗ thụt dòng; chỉ dùng dấu cách",
     "a tab in the indentation; use blanks only"},
    {"found unknown escape character", "không có ký hiệu thoát này sau dấu `\\`",
     "there is no such escape after `\\`"},
    {"did not find expected hexdecimal number", "sau `\\x`, `\\u` phải là số hệ 16",
     "`\\x` and `\\u` need hexadecimal digits"},
    {"found invalid Unicode character escape code", "mã ký tự Unicode không có thật",
     "no such Unicode character"},
    {"did not find expected alphabetic or numeric character", "tên sau `&` hoặc `*` chỉ gồm chữ và số",
     "a name after `&` or `*` has letters and digits only"},
    {"did not find expected comment or line break", "chỉ được có ghi chú sau chỗ này trên cùng dòng",
     "only a comment may follow on this line"},
    {"found an indentation indicator equal to 0", "số cấp thụt dòng không thể là 0",
     "an indentation of 0 is not possible"},
    {"did not find expected ',' or ']'", "danh sách `[` thiếu dấu `,` hoặc `]`",
     "the `[` list lacks a `,` or `]`"},
    {"did not find expected ',' or '}'", "nhóm `{` thiếu dấu `,` hoặc `}`",
     "the `{` mapping lacks a `,` or `}`"},
    {"did not find expected '-' indicator", "cần một mục `-` ở cấp thụt dòng này",
     "a `-` entry is needed at this indentation"},
    {"did not find expected key", "cần một khóa ở cấp thụt dòng này", "a key is needed at this indentation"},
    {"did not find expected node content", "thiếu giá trị", "a value is missing"},
    {"did not find expected <document start>", "nội dung thừa sau khi tài liệu đã kết thúc",
     "something follows the end of the document"},
    {"control characters are not allowed", "ký tự điều khiển không được phép",
     "a control character is not allowed"},
    {"found undefined tag handle", "thẻ không được khai báo", "the tag is not declared"},
    {"found incompatible YAML document", "không đọc được phiên bản YAML này",
     "this version of YAML cannot be read"},
    {"found duplicate %", "chỉ dẫn `%` lặp lại", "a `%` directive stands twice"},
};

/// What is said of a sentence that is not in the table: the scanner's remaining complaints are about `%`
/// lines and tags.
inline constexpr SyntaxSentence kOtherSentence{"", "dấu hiệu, thẻ hoặc chỉ dẫn `%` viết sai",
                                               "a malformed indicator, tag or `%` directive"};

}  // namespace xanh::yaml

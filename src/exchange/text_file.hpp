// What every reader of a text file needs before its own grammar: the byte order mark, UTF-8, and where a byte
// stands.
#pragma once

#include <optional>
#include <string_view>

#include "base/problem.hpp"

namespace xanh {

/// Problems that any text file can have.
namespace text_file {
inline constexpr ProblemKind kNotUtf8{"file-not-utf-8",
                                      Severity::error,
                                      "tệp không phải UTF-8 ở đây",
                                      "the file is not UTF-8 here",
                                      "lưu lại tệp ở bảng mã UTF-8",
                                      "save the file again as UTF-8"};
inline constexpr ProblemKind kTooMany{"too-many-problems",
                                      Severity::error,
                                      "đã có {count} lỗi, phần còn lại của tệp không đọc nữa",
                                      "{count} problems so far, the rest of the file was not read",
                                      "sửa các lỗi trên rồi thử lại",
                                      "mend those above and try again"};
/// A file in another encoding or another format would otherwise give a problem for each of its lines.
inline constexpr size_t kMostProblems = 1000;
}  // namespace text_file

/// The text without a leading UTF-8 byte order mark.
[[nodiscard]] std::string_view without_mark(std::string_view text);
/// Offset of the first byte from `from` on that belongs to no UTF-8 character.
[[nodiscard]] std::optional<size_t> first_not_utf8(std::string_view text, size_t from = 0);
/// Number of characters; bytes that continue a character do not count.
[[nodiscard]] int character_count(std::string_view text);

/// Lines and columns (in characters) from 1. LF, CRLF and CR end a line.
struct TextPosition {
  int line = 1;
  int column = 1;
};
[[nodiscard]] TextPosition position_of(std::string_view text, size_t offset);

}  // namespace xanh

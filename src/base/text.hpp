// Vietnamese text: composed form, order, search without marks, likely words for misspelt ones.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xanh {

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
/// What XML, YAML and our files take for space between words.
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
[[nodiscard]] bool is_ascii(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view text);
/// NFC (Unicode composed form), as everything is kept. Text that is no UTF-8 comes back empty.
/// True for text of blocks in which every character is its own composed form: all Vietnamese is. Others ask
/// ICU.
[[nodiscard]] bool is_surely_composed(std::string_view text);
[[nodiscard]] std::optional<std::string> to_nfc(std::string_view text);
/// Lower case without marks, đ as d, blanks folded: what a search compares.
[[nodiscard]] std::string folded(std::string_view text);
/// Vietnamese dictionary order (ICU, locale vi): less than 0, 0, more than 0.
[[nodiscard]] int collate_vi(std::string_view a, std::string_view b);
/// Number of characters (code points), as limits on text count them.
[[nodiscard]] size_t characters(std::string_view utf8);
/// The candidate nearest in spelling, if it is near enough to be a slip (at most a third of its length).
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> candidates);

[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Parts between separators, trimmed; an empty text has none.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);
/// [a-z][a-z0-9_-]*, at most 64 characters: how units, targets, tasks and elements are named for ever.
[[nodiscard]] bool is_code(std::string_view text);

}  // namespace xanh

#include "exchange/text_file.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace xanh {
namespace {

/// Length of the character that begins here, 0 if it is none (Unicode 15, table 3-7: well-formed byte
/// sequences).
size_t character_length(const unsigned char* at, size_t left) {
  const unsigned char first = at[0];
  if (first < 0x80) return 1;
  const auto follows = [&](size_t i, unsigned char low, unsigned char high) {
    return i < left && at[i] >= low && at[i] <= high;
  };
  if (first >= 0xC2 && first <= 0xDF) return follows(1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned char low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned char high = first == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned char low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2, 0x80, 0xBF) && follows(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

std::optional<size_t> first_not_utf8(std::string_view text, size_t from) {
  for (size_t i = from; i < text.size();) {
    std::uint64_t eight = 0;  // plain ASCII, eight bytes a step
    if (i + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + i, sizeof eight);
      if ((eight & 0x8080808080808080u) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    unsigned char bytes[4] = {};
    const size_t left = std::min<size_t>(text.size() - i, sizeof bytes);
    std::memcpy(bytes, text.data() + i, left);
    const size_t length = character_length(bytes, left);
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

int character_count(std::string_view text) {
  return static_cast<int>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

TextPosition position_of(std::string_view text, size_t offset) {
  TextPosition out;
  size_t line_start = 0;
  const size_t end = std::min(offset, text.size());
  for (size_t i = 0; i < end; ++i) {
    const bool before_lf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if ((text[i] == '\n' || text[i] == '\r') && !before_lf) {
      ++out.line;
      line_start = i + 1;
    }
  }
  out.column = character_count(text.substr(line_start, end - line_start)) + 1;
  return out;
}

}  // namespace xanh

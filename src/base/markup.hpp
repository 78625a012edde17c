// Text within HTML.
#pragma once

#include <string>
#include <string_view>

namespace xanh {

/// Safe between tags and within attributes in double quotes.
[[nodiscard]] inline std::string html_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace xanh

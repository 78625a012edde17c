#include "exchange/ooxml/xml_text.hpp"

#include <unicode/utf8.h>

namespace xanh {
namespace {

// XML 1.0, production 2 (Char).
bool is_xml_character(UChar32 c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         c >= 0x10000;
}

std::string escaped(std::string_view text, bool in_attribute) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    const int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);
    if (c < 0) {
      out += "\xEF\xBF\xBD";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";  // needed in `]]>` only, harmless elsewhere
    } else if (c == '\r') {
      out += "&#13;";  // a bare one would be read back as a line feed
    } else if (in_attribute && c == '"') {
      out += "&quot;";
    } else if (in_attribute && c == '\n') {
      out += "&#10;";
    } else if (in_attribute && c == '\t') {
      out += "&#9;";
    } else if (is_xml_character(c)) {
      out.append(text, static_cast<size_t>(begin), static_cast<size_t>(i - begin));
    }
  }
  return out;
}

}  // namespace

std::string xml_text(std::string_view text) {
  return escaped(text, false);
}
std::string xml_attribute(std::string_view text) {
  return escaped(text, true);
}

}  // namespace xanh

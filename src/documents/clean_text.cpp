#include "documents/clean_text.hpp"

#include <optional>

#include "base/text.hpp"

namespace xanh {

std::string clean_text(const std::string& value) {
  const std::optional<std::string> composed = to_nfc(value);
  const std::string& text = composed ? *composed : value;
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') out += '\n';
    } else if (byte >= 0x80 && !composed) {
      out += '?';  // no UTF-8: not one of its bytes can be trusted
    } else if (text.compare(i, 3, "\xEF\xBF\xBE") == 0 || text.compare(i, 3, "\xEF\xBF\xBF") == 0) {
      i += 2;  // U+FFFE and U+FFFF, which XML does not allow
    } else if ((byte >= 0x20 && byte != 0x7f) || byte == '\n' || byte == '\t') {
      out += text[i];
    }
  }
  return out;
}

}  // namespace xanh

// Bytes in columns of text.
#pragma once

#include <string>

namespace xanh {

[[nodiscard]] std::string to_base64(const std::string& bytes);
/// Throws when the text is none.
[[nodiscard]] std::string from_base64(const std::string& text);

}  // namespace xanh

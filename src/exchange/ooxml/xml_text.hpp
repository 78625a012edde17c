// Text into XML 1.0: escaped, without what no XML file may hold.
#pragma once

#include <string>
#include <string_view>

namespace xanh {

/// For element content. Control characters and other code points XML 1.0 does not allow are left out, bytes
/// that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string xml_text(std::string_view text);
/// For attribute values in double quotes; tabs and line breaks survive.
[[nodiscard]] std::string xml_attribute(std::string_view text);

}  // namespace xanh

// Texts as paper may carry them.
#pragma once

#include <string>

namespace xanh {

/// Composed form, without control characters and what XML does not allow; "\n" the only line end. Bytes that
/// are no UTF-8 become question marks.
[[nodiscard]] std::string clean_text(const std::string& value);

}  // namespace xanh

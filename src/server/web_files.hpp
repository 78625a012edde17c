// The built front end, as it lies in the program.
#pragma once

#include <string_view>
#include <vector>

namespace xanh {

struct WebFile {
  std::string_view path;  ///< /portal.html, /assets/portal-DcwgqrOr.js
  std::string_view bytes;
};

/// None where the program was built without its front end.
[[nodiscard]] const std::vector<WebFile>& web_files();

}  // namespace xanh

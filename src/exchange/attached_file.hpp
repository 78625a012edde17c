// A file that somebody attaches to a figure: what it is by its content, never by its name, and a photo
// without what the camera wrote into it about place, time and person.
#pragma once

#include <string>

#include "base/problem.hpp"

namespace xanh {

struct AttachedFile {
  std::string media_type;  ///< one of those below
  std::string bytes;       ///< as they came; of a photo without its marks
};

/// Bytes; a scan of a long letter at 200 dpi stays below it.
inline constexpr size_t kMostAttachedBytes = size_t{20} << 20;

/// PDF, PNG, JPEG, Word (.docx), Excel (.xlsx), and text in UTF-8. Problems: attached-empty,
/// attached-too-big, attached-kind, attached-broken (a photo that ends early).
[[nodiscard]] Outcome<AttachedFile> read_attached(std::string bytes, const std::string& name);

}  // namespace xanh

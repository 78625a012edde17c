// The office's own Word templates.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/problem.hpp"

namespace xanh {

/// Bytes by file name: of the folder asked for, else of those that went with the store (`store` is its
/// folder, empty for a database).
[[nodiscard]] Outcome<std::map<std::string, std::string>> read_templates(const std::string& asked,
                                                                         const std::filesystem::path& store);

}  // namespace xanh

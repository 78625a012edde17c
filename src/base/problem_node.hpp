// A problem as every door hands it out to programs: one object, the same keys in the terminal and over HTTP.
#pragma once

#include "base/node.hpp"

namespace xanh {

/// {code, severity, file, line, column, sheet, cell, field, message: {vi, en}, suggestion}; null where
/// unknown.
[[nodiscard]] Node to_node(const Problem& problem);
[[nodiscard]] Node to_node(const Problems& problems);

}  // namespace xanh

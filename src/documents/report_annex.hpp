// The annexes as a workbook: one sheet each, numbers as numbers, empty figures as words.
#pragma once

#include <string>

#include "documents/report_parts.hpp"

namespace xanh::report {

/// The same bytes for the same input. Throws std::runtime_error when the file cannot be made.
[[nodiscard]] std::string annex_workbook(const Desk& desk);

}  // namespace xanh::report

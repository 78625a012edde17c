// The two small files of a sub-collection (chia biểu): the list of parts, and figures put in place of sums.
#pragma once

#include <string>
#include <vector>

#include "programme/register.hpp"
#include "reporting/sub_collection.hpp"

namespace xanh {

/// Columns code, name, items, contact. `whole` is the unit's form, `subordinates` its parts by the register:
/// they come first, and a row with the code of one says what it is asked; other rows are further parts.
/// `bytes` may be empty: then the register alone. All problems at once, with line and column.
[[nodiscard]] Outcome<std::vector<AskedPart>> read_parts(const std::string& bytes, const std::string& path,
                                                         const Form& whole,
                                                         const std::vector<const UnitRow*>& subordinates);

/// Columns element, column (this period where it is empty), value, state, reason; states and columns by their
/// words in files, or as the form prints them in either language.
[[nodiscard]] Outcome<std::vector<PartOverride>> read_overrides(const std::string& bytes,
                                                                const std::string& path, const Form& whole);

}  // namespace xanh

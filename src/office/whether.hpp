// Whether what an address or a command names is there at all.
#pragma once

#include <map>

#include "office/desk.hpp"

namespace xanh {

/// `named` holds codes by what they are of: cycle, unit, person; others are not looked at. For those who may
/// know: access is asked before. Problems: unknown-cycle, unknown-unit, no-such-person.
[[nodiscard]] Problems whether_there_is(const Desk& desk, const std::map<std::string, std::string>& named);

}  // namespace xanh

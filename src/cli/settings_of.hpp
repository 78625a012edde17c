// The settings of a server as this terminal would start it.
#pragma once

#include "cli/terminal.hpp"
#include "server/settings.hpp"

namespace xanh {

/// `typed`: options of the command by key.
[[nodiscard]] Outcome<SettingsHeld> settings_of(const Terminal& terminal, const std::string& file,
                                                const TypedSettings& typed);

}  // namespace xanh

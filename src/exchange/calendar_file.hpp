// A calendar that other programs subscribe to (iCalendar, RFC 5545): days on which something is due.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/problem.hpp"

namespace xanh {

struct CalendarDay {
  std::string uid;  ///< the same for ever, whatever the day is moved to
  Date day{};
  Bilingual summary, description;
  Instant changed{};   ///< when this was last made so
  int sequence = 0;    ///< grows when the day moves
  bool alarm = false;  ///< three days before and the day before, at 8 o'clock
};

/// Without a language both stand side by side. Lines of at most 75 bytes, folded between characters.
[[nodiscard]] std::string calendar_bytes(const Bilingual& name, const std::vector<CalendarDay>& days,
                                         std::optional<Language> language);

}  // namespace xanh

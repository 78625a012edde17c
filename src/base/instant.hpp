// A moment on the clock, and the zone it is shown in. Moments come in from outside; no room below the doors
// reads the clock.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace xanh {

/// A moment in UTC, to the second.
struct Instant {
  std::chrono::sys_seconds utc{};
  auto operator<=>(const Instant&) const = default;
};

/// A named zone of the IANA tables ("Asia/Ho_Chi_Minh").
class Zone {
 public:
  /// Empty when the tables do not know the name.
  static std::optional<Zone> named(std::string_view name);
  [[nodiscard]] std::chrono::seconds offset_at(Instant at) const;
  [[nodiscard]] Date day_of(Instant at) const;
  /// The moment of this day and time of day there (the earlier one where a clock runs twice).
  [[nodiscard]] Instant at(Date day, std::chrono::seconds time_of_day) const;
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
  const void* zone_ = nullptr;  // owned by the zone tables
};

/// "2023-06-20T17:00:00+07:00" or "…Z"; empty when it is no moment.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);
/// With the offset of the zone, never Z: "2023-06-20T17:00:00+07:00".
[[nodiscard]] std::string to_text(Instant at, const Zone& zone);
/// UTC with Z: the canonical form, the same in every zone.
[[nodiscard]] std::string to_text_utc(Instant at);

/// A reading is asked as of a day in the world and as of what was known at a moment.
struct AsOf {
  Date day{};
  std::optional<Instant> known;  ///< absent: everything recorded so far
};

}  // namespace xanh

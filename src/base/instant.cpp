#include "base/instant.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>

namespace xanh {
namespace {

const date::time_zone& tz(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

std::optional<int> digits(std::string_view text, size_t at, size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::string clock(std::chrono::sys_seconds local) {
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto seconds = static_cast<int>((local - day).count());
  return fmt::format("{}T{:02}:{:02}:{:02}", to_text(day), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

std::optional<Zone> Zone::named(std::string_view name) {
  try {
    Zone zone;
    zone.zone_ = date::locate_zone(std::string(name));
    zone.name_ = name;
    return zone;
  } catch (const std::runtime_error&) {
    return std::nullopt;  // the tables throw for an unknown name
  }
}

std::chrono::seconds Zone::offset_at(Instant at) const {
  return tz(zone_).get_info(at.utc).offset;
}

Date Zone::day_of(Instant at) const {
  return std::chrono::floor<std::chrono::days>(at.utc + offset_at(at));
}

Instant Zone::at(Date day, std::chrono::seconds time_of_day) const {
  const date::local_seconds local{day.time_since_epoch() + time_of_day};
  return {tz(zone_).to_sys(local, date::choose::earliest)};
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto day = parse_date(text.substr(0, 10));
  if (!day || text.size() < 17 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':')
    return std::nullopt;
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  if (!hour || !minute) return std::nullopt;
  std::optional<int> second = 0;
  size_t at = 16;
  if (text[at] == ':') {
    second = digits(text, 17, 2);
    at = 19;
  }
  if (!second || *hour > 24 || *minute > 59 || *second > 60 || at >= text.size()) return std::nullopt;
  if (*hour == 24 && (*minute > 0 || *second > 0)) return std::nullopt;
  std::chrono::seconds offset{0};
  if (text[at] == 'Z') {
    if (at + 1 != text.size()) return std::nullopt;
  } else {
    const auto hours = digits(text, at + 1, 2);
    const auto minutes = digits(text, at + 4, 2);
    if ((text[at] != '+' && text[at] != '-') || text.size() != at + 6 || text[at + 3] != ':' || !hours ||
        !minutes || *hours > 15 || *minutes > 59)
      return std::nullopt;
    offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    if (text[at] == '-') offset = -offset;
  }
  return Instant{std::chrono::sys_seconds{*day} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
                 std::chrono::seconds{*second} - offset};
}

std::string to_text(Instant at, const Zone& zone) {
  const auto offset = zone.offset_at(at);
  const auto minutes = static_cast<int>(std::abs(offset.count())) / 60;
  return fmt::format("{}{}{:02}:{:02}", clock(at.utc + offset), offset.count() < 0 ? '-' : '+', minutes / 60,
                     minutes % 60);
}

std::string to_text_utc(Instant at) {
  return clock(at.utc) + "Z";
}

}  // namespace xanh

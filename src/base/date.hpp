// Days, windows of days and validity. A day has no clock and no zone.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace xanh {

using Date = std::chrono::sys_days;

/// "2023-06-14" and nothing else; empty when it is no day of the calendar.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
/// Also the forms people type: "14/6/2023", "14-06-2023", "14.6.2023" (day first).
[[nodiscard]] std::optional<Date> parse_date_as_typed(std::string_view text);
[[nodiscard]] std::string to_text(Date day);
/// "14/6/2023", as in Vietnamese papers.
[[nodiscard]] std::string to_text_vi(Date day);
[[nodiscard]] Date make_date(int year, unsigned month, unsigned day);
[[nodiscard]] int year_of(Date day);

/// First to last day, both included.
struct Window {
  Date first{};
  Date last{};
  auto operator<=>(const Window&) const = default;
  [[nodiscard]] bool contains(Date day) const { return first <= day && day <= last; }
  [[nodiscard]] bool contains(const Window& other) const {
    return first <= other.first && other.last <= last;
  }
  [[nodiscard]] bool overlaps(const Window& other) const {
    return first <= other.last && other.first <= last;
  }
  [[nodiscard]] int days() const { return static_cast<int>((last - first).count()) + 1; }
};
/// "2022-12-15..2023-06-14"
[[nodiscard]] std::string to_text(const Window& window);

/// Half-open: holds from `from` on, no longer on `to`. An absent end is open.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> to;
  bool operator==(const Validity&) const = default;
  [[nodiscard]] bool holds_on(Date day) const { return (!from || *from <= day) && (!to || day < *to); }
  [[nodiscard]] bool overlaps(const Validity& other) const {
    return (!from || !other.to || *from < *other.to) && (!other.from || !to || *other.from < *to);
  }
};

}  // namespace xanh

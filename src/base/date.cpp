#include "base/date.hpp"

#include <fmt/format.h>

#include <charconv>

namespace xanh {
namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-')
    return std::nullopt;
  return value;
}

std::optional<Date> checked(int year, int month, int day) {
  if (year < 1900 || year > 2999) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{year},
                                        std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  return Date{ymd};
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return checked(*year, *month, *day);
}

std::optional<Date> parse_date_as_typed(std::string_view text) {
  if (const auto iso = parse_date(text)) return iso;
  for (const char separator : {'/', '-', '.'}) {
    const size_t a = text.find(separator);
    if (a == std::string_view::npos) continue;
    const size_t b = text.find(separator, a + 1);
    if (b == std::string_view::npos) continue;
    const auto day = number(text.substr(0, a));
    const auto month = number(text.substr(a + 1, b - a - 1));
    const auto year = number(text.substr(b + 1));
    if (day && month && year && text.size() - b == 5) return checked(*year, *month, *day);
  }
  return std::nullopt;
}

std::string to_text(Date day) {
  const std::chrono::year_month_day ymd{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string to_text_vi(Date day) {
  const std::chrono::year_month_day ymd{day};
  return fmt::format("{}/{}/{}", static_cast<unsigned>(ymd.day()), static_cast<unsigned>(ymd.month()),
                     static_cast<int>(ymd.year()));
}

Date make_date(int year, unsigned month, unsigned day) {
  return Date{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)};
}

int year_of(Date day) {
  return static_cast<int>(std::chrono::year_month_day{day}.year());
}

std::string to_text(const Window& window) {
  return to_text(window.first) + ".." + to_text(window.last);
}

}  // namespace xanh

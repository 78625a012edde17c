#include "exchange/ooxml/number_format.hpp"

#include <cmath>
#include <string>

namespace xanh {
namespace {

constexpr size_t kLongestFormat = 1024;  // Excel takes 255 characters

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The first section of a format in lower case without what is only printed: quoted text, escaped, padding
/// and fill characters, brackets (colour, condition, locale, elapsed time), AM/PM.
std::string codes_only(std::string_view format) {
  std::string out;
  for (size_t i = 0; i < format.size() && format[i] != ';'; ++i) {
    const char c = format[i];
    if (c == '"' || c == '[') {
      const size_t end = format.find(c == '"' ? '"' : ']', i + 1);
      if (end == format.npos) break;
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      out += lower(c);
    }
  }
  for (const std::string_view half_day : {"am/pm", "a/p"})
    for (size_t at = out.find(half_day); at != out.npos; at = out.find(half_day))
      out.erase(at, half_day.size());
  return out;
}

}  // namespace

bool shows_day(std::string_view format_code) {
  if (format_code.size() > kLongestFormat) return false;
  const std::string codes = codes_only(format_code);
  bool day = false;
  bool month_or_minute = false;
  bool time = false;
  bool digit = false;
  for (const char c : codes) {
    if (c == 'd' || c == 'y')
      day = true;
    else if (c == 'm')
      month_or_minute = true;
    else if (c == 'h' || c == 's')
      time = true;
    else if (c == '0' || c == '#' || c == '?')
      digit = true;
    else if (c >= 'a' && c <= 'z' && c != 'e' && c != 'g' && c != 'b')
      return false;  // a word such as General
  }
  if (digit && !time) return false;  // a currency sign that was not quoted; seconds may have decimals
  return day || (month_or_minute && !time);
}

bool shows_day(int built_in_format) {
  const int n = built_in_format;
  // 14 to 17 and 22 everywhere; the others in the Chinese, Japanese, Korean and Thai lists of the standard.
  return (n >= 14 && n <= 17) || n == 22 || (n >= 27 && n <= 31) || n == 36 || (n >= 50 && n <= 54) ||
         n == 57 || n == 58;
}

bool shows_percent(std::string_view format_code) {
  return format_code.size() <= kLongestFormat && codes_only(format_code).find('%') != std::string::npos;
}

bool shows_percent(int built_in_format) {
  return built_in_format == 9 || built_in_format == 10;
}

std::optional<Date> day_of_serial(double serial, DateSystem system) {
  constexpr double kLast1900 = 2'958'465;  // 9999-12-31
  constexpr double kLast1904 = 2'957'003;
  const double whole = std::floor(serial);
  if (!(whole >= (system == DateSystem::from_1900 ? 1 : 0)) ||
      whole > (system == DateSystem::from_1900 ? kLast1900 : kLast1904))
    return std::nullopt;
  const std::chrono::days days{static_cast<int>(whole)};
  if (system == DateSystem::from_1904) return make_date(1904, 1, 1) + days;
  if (days.count() == 60) return std::nullopt;
  return (days.count() < 60 ? make_date(1899, 12, 31) : make_date(1899, 12, 30)) + days;
}

}  // namespace xanh

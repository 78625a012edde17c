#include "exchange/calendar_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace xanh {
namespace {

constexpr size_t kCalendarLine = 75;  // bytes without the line end (RFC 5545, 3.1)

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
      out += c;
  }
  return out;
}

void line(std::string& out, std::string_view name, std::string_view value) {
  const std::string whole = std::string(name) + ":" + std::string(value);
  std::string_view rest = whole;
  bool first = true;
  do {
    const size_t room = first ? kCalendarLine : kCalendarLine - 1;
    size_t end = std::min(rest.size(), room);
    while (end < rest.size() && end > 0 && (static_cast<unsigned char>(rest[end]) & 0xc0) == 0x80) --end;
    if (end == 0) end = std::min(rest.size(), room);
    if (!first) out += ' ';
    out += rest.substr(0, end);
    out += "\r\n";
    rest.remove_prefix(end);
    first = false;
  } while (!rest.empty());
}

std::string said(const Bilingual& text, std::optional<Language> language, std::string_view between) {
  if (language) return in(*language, text);
  return text.vi == text.en || text.en.empty() ? text.vi : text.vi + std::string(between) + text.en;
}

std::string day_of(Date day) {
  const std::chrono::year_month_day d{day};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                     static_cast<unsigned>(d.day()));
}

/// 2023-06-20T10:00:00Z as 20230620T100000Z
std::string moment_of(Instant at) {
  std::string out;
  for (const char c : to_text_utc(at))
    if (c != '-' && c != ':') out += c;
  return out;
}

}  // namespace

std::string calendar_bytes(const Bilingual& name, const std::vector<CalendarDay>& days,
                           std::optional<Language> language) {
  std::string out;
  line(out, "BEGIN", "VCALENDAR");
  line(out, "VERSION", "2.0");
  line(out, "PRODID", "-//Xanh//Xanh 1//VI");
  line(out, "CALSCALE", "GREGORIAN");
  line(out, "METHOD", "PUBLISH");
  line(out, "X-WR-CALNAME", escaped(said(name, language, " / ")));
  line(out, "REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
  line(out, "X-PUBLISHED-TTL", "PT6H");
  for (const auto& one : days) {
    const std::string summary = escaped(said(one.summary, language, " / "));
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", escaped(one.uid));
    line(out, "DTSTAMP", moment_of(one.changed));
    line(out, "LAST-MODIFIED", moment_of(one.changed));
    line(out, "SEQUENCE", std::to_string(one.sequence));
    line(out, "DTSTART;VALUE=DATE", day_of(one.day));
    line(out, "DTEND;VALUE=DATE", day_of(one.day + std::chrono::days{1}));
    line(out, "SUMMARY", summary);
    line(out, "DESCRIPTION", escaped(said(one.description, language, "\n")));
    line(out, "TRANSP", "TRANSPARENT");
    // A day begins at midnight: 64 and 16 hours before it are 8 o'clock.
    if (one.alarm)
      for (const char* before : {"-PT64H", "-PT16H"}) {
        line(out, "BEGIN", "VALARM");
        line(out, "ACTION", "DISPLAY");
        line(out, "TRIGGER", before);
        line(out, "DESCRIPTION", summary);
        line(out, "END", "VALARM");
      }
    line(out, "END", "VEVENT");
  }
  line(out, "END", "VCALENDAR");
  return out;
}

}  // namespace xanh

#include "exchange/dhis2_period.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.hpp"

namespace xanh::dhis2 {
namespace {

using std::chrono::days;

constexpr int kFirstYear = 1900, kLastYear = 2200;
constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};

Date month_begin(int year, int month) {  // months beyond December are of the next year
  return make_date(year + (month - 1) / 12, static_cast<unsigned>((month - 1) % 12 + 1), 1);
}

/// A number of one or two digits that is the whole text; 0 otherwise.
int small(std::string_view text) {
  int out = 0;
  if (text.empty() || text.size() > 2) return 0;
  for (const char c : text) {
    if (!is_digit(c)) return 0;
    out = out * 10 + (c - '0');
  }
  return out;
}

Period made(std::string type, std::string code, CycleKind kind, Bilingual names, Window window) {
  Period out;
  out.type = std::move(type);
  out.cycle.code = std::move(code);
  out.cycle.kind = kind;
  out.cycle.names = std::move(names);
  out.cycle.window = window;
  // A year that begins in April 2019 is the plan year 2019, as DHIS2 names it.
  out.cycle.plan_year = year_of(window.first);
  return out;
}

Period months(std::string type, std::string code, CycleKind kind, Bilingual names, int year, int month,
              int count) {
  return made(std::move(type), std::move(code), kind, std::move(names),
              {month_begin(year, month), month_begin(year, month + count) - days(1)});
}

Period month_of(int year, int month) {
  return months("Monthly", fmt::format("{}-M{:02}", year, month), CycleKind::month,
                {fmt::format("Tháng {}/{}", month, year),
                 fmt::format("{} {}", kMonths[static_cast<size_t>(month - 1)], year)},
                year, month, 1);
}

Period quarter_of(int year, int quarter) {
  return months("Quarterly", fmt::format("{}-Q{}", year, quarter), CycleKind::quarter,
                {fmt::format("Quý {}/{}", quarter, year), fmt::format("Quarter {} of {}", quarter, year)},
                year, quarter * 3 - 2, 3);
}

/// `start`: month in which the first half begins; January for the plain one.
Period half_of(int year, int half, int start, const std::string& name) {
  const std::string mark = name.empty() ? "" : "-" + name;
  return months("SixMonthly" + name, fmt::format("{}-H{}{}", year, half, mark), CycleKind::half_year,
                {fmt::format("6 tháng {} năm {}{}", half == 1 ? "đầu" : "cuối", year,
                             name.empty() ? "" : fmt::format(" (từ tháng {})", start)),
                 fmt::format("{} half of {}{}", half == 1 ? "First" : "Second", year,
                             name.empty() ? "" : " (from " + name + ")")},
                year, start + (half - 1) * 6, 6);
}

Period year_at(int year, int start, const std::string& name) {
  const std::string mark = name.empty() ? "" : "-" + name;
  return months(name.empty() ? "Yearly" : "Financial" + name, fmt::format("{}-Y{}", year, mark),
                CycleKind::year,
                {fmt::format("Năm {}{}", year, name.empty() ? "" : fmt::format(" (từ tháng {})", start)),
                 fmt::format("Year {}{}", year, name.empty() ? "" : " (from " + name + ")")},
                year, start, 12);
}

Period special(std::string type, int year, const std::string& text, Window window) {
  std::string tail = text;
  std::replace_if(tail.begin(), tail.end(), [](char c) { return c == '/'; }, '-');
  Period out = made(std::move(type), fmt::format("{}-X-{}", year, tail), CycleKind::special,
                    {"Kỳ " + text, "Period " + text}, window);
  out.cycle.plan_year = year;
  return out;
}

/// The week that holds 4 January is the first (ISO 8601), whatever its first weekday.
std::optional<Period> week_of(int year, int number, std::chrono::weekday first, const std::string& type,
                              int weeks, const std::string& text) {
  if (number < 1 || number > (weeks == 1 ? 53 : 27)) return std::nullopt;
  const Date fourth = make_date(year, 1, 4);
  const Date begin = fourth - (std::chrono::weekday(fourth) - first) + days(7 * weeks * (number - 1));
  if (year_of(begin + days(3)) != year) return std::nullopt;
  return special(type, year, text, {begin, begin + days(7 * weeks - 1)});
}

struct Start {
  std::string_view name;
  int month;
};
// Years and halves from September or November are not read: sources differ on which year names them.
constexpr std::array kStarts{Start{"April", 4}, Start{"July", 7}, Start{"Oct", 10}};

std::optional<Period> of_interval(std::string_view text) {
  const size_t slash = text.find('/');
  const auto begin = parse_date(text.substr(0, slash));
  if (!begin) return std::nullopt;
  const int year = year_of(*begin);
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  const std::chrono::year_month_day day(*begin);
  const auto month = static_cast<int>(static_cast<unsigned>(day.month()));
  const std::string_view length = text.substr(slash + 1);
  const std::string shown(text);
  if (length == "P1D") return special("Daily", year, to_text(*begin), {*begin, *begin});
  if (length == "P7D") {
    static constexpr std::array kNames{"WeeklySunday",   "Weekly",       "WeeklyTuesday", "WeeklyWednesday",
                                       "WeeklyThursday", "WeeklyFriday", "WeeklySaturday"};
    return special(kNames[std::chrono::weekday(*begin).c_encoding()], year, shown,
                   {*begin, *begin + days(6)});
  }
  if (length == "P14D") return special("BiWeekly", year, shown, {*begin, *begin + days(13)});
  if (static_cast<unsigned>(day.day()) != 1) return std::nullopt;
  if (length == "P1M") return month_of(year, month);
  if (length == "P2M" && month % 2 == 1)
    return special("BiMonthly", year, shown, {*begin, month_begin(year, month + 2) - days(1)});
  if (length == "P3M" && month % 3 == 1) return quarter_of(year, (month + 2) / 3);
  if (length == "P6M") {
    if (month == 1 || month == 7) return half_of(year, month == 1 ? 1 : 2, 1, "");
    if (month == 4 || month == 10) return half_of(year, month == 4 ? 1 : 2, 4, "April");
  }
  if (length == "P1Y" || length == "P12M") {
    if (month == 1) return year_at(year, 1, "");
    for (const auto& start : kStarts)
      if (start.month == month) return year_at(year, month, std::string(start.name));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Period> read_period(std::string_view text) {
  constexpr size_t kLongestPeriod = 30;
  if (text.size() < 4 || text.size() > kLongestPeriod) return std::nullopt;
  if (text.find('/') != text.npos) return of_interval(text);
  int year = 0;
  const auto read = std::from_chars(text.data(), text.data() + 4, year);
  if (read.ec != std::errc{} || read.ptr != text.data() + 4 || year < kFirstYear || year > kLastYear)
    return std::nullopt;
  const std::string_view rest = text.substr(4);
  const std::string shown(text);
  if (rest.empty()) return year_at(year, 1, "");
  if (rest.size() == 2 && is_digit(rest[0])) {
    const int month = small(rest);
    return month >= 1 && month <= 12 ? std::optional(month_of(year, month)) : std::nullopt;
  }
  if (rest.size() == 3 && rest[2] == 'B') {
    const int number = small(rest.substr(0, 2));  // the number of the two months, not of the month
    if (number < 1 || number > 6) return std::nullopt;
    return special("BiMonthly", year, shown,
                   {month_begin(year, number * 2 - 1), month_begin(year, number * 2 + 1) - days(1)});
  }
  if (rest.size() == 4 && is_digit(rest[0])) {
    const auto day = parse_date(fmt::format("{}-{}-{}", year, rest.substr(0, 2), rest.substr(2)));
    return day ? std::optional(special("Daily", year, shown, {*day, *day})) : std::nullopt;
  }
  const auto numbered = [&](std::string_view mark) {
    return rest.starts_with(mark) ? small(rest.substr(mark.size())) : 0;
  };
  if (const int quarter = numbered("Q"); quarter >= 1 && quarter <= 4) return quarter_of(year, quarter);
  if (const int half = numbered("S"); half == 1 || half == 2) return half_of(year, half, 1, "");
  for (const auto& start : kStarts) {
    if (rest == start.name) return year_at(year, start.month, std::string(start.name));
    if (start.month != 4) continue;
    if (const int half = numbered(std::string(start.name) + "S"); half == 1 || half == 2)
      return half_of(year, half, start.month, std::string(start.name));
  }
  struct Week {
    std::string_view mark, type;
    std::chrono::weekday first;
    int weeks;
  };
  static const std::array kWeeks{Week{"W", "Weekly", std::chrono::Monday, 1},
                                 Week{"WedW", "WeeklyWednesday", std::chrono::Wednesday, 1},
                                 Week{"ThuW", "WeeklyThursday", std::chrono::Thursday, 1},
                                 Week{"FriW", "WeeklyFriday", std::chrono::Friday, 1},
                                 Week{"SatW", "WeeklySaturday", std::chrono::Saturday, 1},
                                 Week{"SunW", "WeeklySunday", std::chrono::Sunday, 1},
                                 Week{"BiW", "BiWeekly", std::chrono::Monday, 2}};
  for (const auto& week : kWeeks)
    if (const int number = numbered(week.mark); number > 0)
      return week_of(year, number, week.first, std::string(week.type), week.weeks, shown);
  return std::nullopt;
}

}  // namespace xanh::dhis2

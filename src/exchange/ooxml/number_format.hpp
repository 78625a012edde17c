// Which numbers of a workbook are days: the format of the cell says it, the number counts days from an epoch.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.hpp"

namespace xanh {

/// Whether a number format shows a day, month or year: `dd/mm/yyyy`, not `h:mm:ss`, `0.00`, `General`.
[[nodiscard]] bool shows_day(std::string_view format_code);
/// The same of a format known by its number only (ECMA-376 part 1, 18.8.30).
[[nodiscard]] bool shows_day(int built_in_format);

/// Whether a number format multiplies by 100 and shows a percent sign: `0%`, `0.00%`.
[[nodiscard]] bool shows_percent(std::string_view format_code);
[[nodiscard]] bool shows_percent(int built_in_format);

/// The two ways of counting days (ECMA-376 part 1, 18.17.4.1): from 1900, with a 29 February 1900 that never
/// was, and from 1904.
enum class DateSystem { from_1900, from_1904 };

/// The day of a serial number, its time of day cut off. Empty before the epoch, after 9999 and for serial 60
/// of the 1900 system.
[[nodiscard]] std::optional<Date> day_of_serial(double serial, DateSystem system);

}  // namespace xanh

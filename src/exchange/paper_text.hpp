// What the text of a paper says of it: its control code (mã đối chiếu), and the number and day in its head,
// laid out by Nghị định 30/2020/NĐ-CP: "Số: 123/BC-UBND", "Quận 7, ngày 16 tháng 6 năm 2023".
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace xanh {

/// 12 characters, the length of a control code.
inline constexpr size_t kControlCode = 12;

/// What may be control codes on the pages, each with its pages (from 1): 12 hexadecimal digits in lower case
/// that stand alone.
[[nodiscard]] std::map<std::string, std::set<int>> codes_on(const std::vector<std::string>& pages);

/// A control code as a clerk typed it from the paper: blanks and upper case do no harm. Empty when it is
/// none.
[[nodiscard]] std::string typed_code(std::string_view typed);

/// What a paper's head is looked for in: its first two pages, for some put a cover sheet before it.
[[nodiscard]] std::string head_of(const std::vector<std::string>& pages);
/// "123/BC-UBND" of the first "Số:" of a page; empty while it is blank there.
[[nodiscard]] std::string letter_number_in(std::string_view page);
/// The first "ngày … tháng … năm …" of a page; absent while it is blank there.
[[nodiscard]] std::optional<Date> letter_date_in(std::string_view page);

}  // namespace xanh

// Numbers as people type them into cells: "1.234,5", "1,234.5", "1 234", "21,2%", "KPS".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.hpp"

namespace xanh::form_workbook {

struct TypedNumber {
  std::optional<Decimal> value;
  bool guessed = false;  ///< a lone point or comma before three digits: read the Vietnamese way
  bool percent = false;
  bool word = false;  ///< KPS, không, -, N/A: a state and no figure
};

/// `whole`: only a whole number makes sense, so `1,234` can only be 1234.
[[nodiscard]] TypedNumber typed_number(std::string_view text, bool whole);

/// The digits of a number cell: Excel writes 338.9 as 338.89999999999998, of which 15 digits count.
[[nodiscard]] std::optional<Decimal> number_of_digits(std::string_view digits);

/// Without blanks around, no-break spaces and leading apostrophes.
[[nodiscard]] std::string plain_text(std::string_view text);

}  // namespace xanh::form_workbook

// What part of a formula may give, as far as its text tells: a set of kinds, kept in a byte.
#pragma once

#include <cstdint>

#include "programme/formula.hpp"

namespace xanh {

using FormulaKinds = std::uint8_t;

inline constexpr FormulaKinds kMayBeNull = 1;
inline constexpr FormulaKinds kMayBeNumber = 2;
inline constexpr FormulaKinds kMayBeTruth = 4;
inline constexpr FormulaKinds kMayBeDigits = 8;     ///< a text that stands for a number: '10'
inline constexpr FormulaKinds kMayBeText = 16;      ///< another text
inline constexpr FormulaKinds kMayBeFraction = 32;  ///< a number written with decimals that are not 0

/// Never a number, nor missing: a text that is not one.
[[nodiscard]] constexpr bool is_never_number(FormulaKinds kinds) {
  return kinds == kMayBeText;
}
/// Never to be read as true or false.
[[nodiscard]] constexpr bool is_never_truth(FormulaKinds kinds) {
  return kinds == kMayBeFraction;
}
[[nodiscard]] constexpr bool is_never_text(FormulaKinds kinds) {
  return (kinds & (kMayBeDigits | kMayBeText)) == 0;
}

/// By an operator with two sides.
[[nodiscard]] constexpr FormulaKinds kinds_given(FormulaStep step) {
  if (step == FormulaStep::logical_and || step == FormulaStep::logical_or) return kMayBeTruth | kMayBeNull;
  return step >= FormulaStep::less && step <= FormulaStep::not_equal ? kMayBeTruth : kMayBeNumber;
}

[[nodiscard]] constexpr FormulaType formula_type(FormulaKinds kinds) {
  const bool number = (kinds & (kMayBeNumber | kMayBeFraction)) != 0;
  const bool truth = (kinds & kMayBeTruth) != 0;
  const bool text = !is_never_text(kinds);
  if (number + truth + text > 1) return FormulaType::mixed;
  return number  ? FormulaType::number
         : truth ? FormulaType::truth
         : text  ? FormulaType::text
                 : FormulaType::null;
}

}  // namespace xanh

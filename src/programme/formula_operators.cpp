// Operators on plain numbers and texts.
#include "programme/formula_operators.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/node.hpp"
#include "base/text.hpp"

namespace xanh {
namespace {

using Step = FormulaStep;

// Whole powers this small are multiplied out: the C library's pow may differ in the last digit between
// machines.
constexpr double kMultipliedOut = 64;

double power(double base, double exponent) {
  if (exponent != std::trunc(exponent) || std::fabs(exponent) > kMultipliedOut)
    return std::pow(base, exponent);
  double product = 1;
  double square = base;
  for (auto left = static_cast<unsigned>(std::fabs(exponent)); left > 0; left /= 2) {
    if (left % 2 == 1) product *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / product : product;
}

}  // namespace

double formula_rare_arithmetic(Step step, double left, double right) {
  return step == Step::modulo ? std::fmod(left, right)
                              : power(left, right);  // modulo: the sign of the left side
}

std::optional<double> formula_digits(std::string_view text) {
  text = trimmed(text);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size() ||
      !std::isfinite(value))
    return std::nullopt;
  return value;
}

bool formula_says_true(std::string_view text) {
  constexpr std::string_view kTrue = "true";
  return std::equal(text.begin(), text.end(), kTrue.begin(), kTrue.end(),
                    [](char c, char small) { return c == small || c == small - 'a' + 'A'; });
}

std::string formula_shown(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return number_text(value);
}

}  // namespace xanh

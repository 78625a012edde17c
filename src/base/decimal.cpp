#include "base/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace xanh {

Decimal::Int Decimal::power(int digits) {
  Int out = 1;
  for (int i = 0; i < digits; ++i) out *= 10;
  return out;
}

Decimal::Int Decimal::scaled(Int value, int digits) {
  if (digits == 0) return value;
  Int out = 0;
  if (digits > 38 || __builtin_mul_overflow(value, power(digits), &out)) throw std::overflow_error("decimal");
  return out;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.front() == '.' || text.back() == '.') return std::nullopt;
  Decimal out;
  int digits = 0, whole_digits = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.') {
      if (point) return std::nullopt;
      point = true;
    } else if (c >= '0' && c <= '9') {
      if (++digits > 30) return std::nullopt;
      out.coefficient_ = out.coefficient_ * 10 + (c - '0');
      if (point)
        ++out.scale_;
      else if (out.coefficient_ != 0 && ++whole_digits > kWholeDigits)
        return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  if (out.scale_ > 18) return std::nullopt;
  if (negative) out.coefficient_ = -out.coefficient_;
  return out;
}

std::optional<Decimal> Decimal::from_double(double value, int decimals) {
  if (!std::isfinite(value) || std::abs(value) >= 1e16) return std::nullopt;
  // The shortest text that gives the same double is what a person would call its digits; rounding starts from
  // there.
  char buffer[400];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
  std::string_view text{buffer, static_cast<size_t>(end - buffer)};
  const size_t point = text.find('.');
  if (point != std::string_view::npos && text.size() - point - 1 > 18) {
    // More than 18 digits after the point: round to 18 by the library, the rest cannot matter for what is
    // asked here.
    const auto shorter =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 18).ptr;
    text = {buffer, static_cast<size_t>(shorter - buffer)};
  }
  const auto exact = parse(text);
  if (!exact) return std::nullopt;
  return exact->rounded(decimals);
}

std::string Decimal::to_text() const {
  Int rest = coefficient_ < 0 ? -coefficient_ : coefficient_;
  // From the right: 39 digits at most, the mark, the sign, and zeros up to the first digit before the mark.
  char buffer[64];
  char* const end = buffer + sizeof buffer;
  char* at = end;
  int written = 0;
  const auto put = [&](char digit) {
    if (written++ == scale_ && scale_ > 0) *--at = '.';
    *--at = digit;
  };
  while (rest > std::numeric_limits<std::uint64_t>::max()) {
    put(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  }
  auto small = static_cast<std::uint64_t>(rest);  // divided some ten times faster
  do {
    put(static_cast<char>('0' + small % 10));
    small /= 10;
  } while (small > 0 || written <= scale_);
  if (coefficient_ < 0) *--at = '-';
  return {at, end};
}

double Decimal::to_double() const {
  // Both exact, so that one division gives the nearest double (Clinger 1990, "How to read floating point
  // numbers accurately").
  constexpr Int kExact = Int{1} << 53;
  constexpr std::array kPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                               1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (-kExact <= coefficient_ && coefficient_ <= kExact && scale_ < static_cast<int>(kPowers.size()))
    return static_cast<double>(static_cast<std::int64_t>(coefficient_)) /
           kPowers[static_cast<size_t>(scale_)];
  const std::string text = to_text();
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(),
                  out);  // correctly rounded, unlike a division by a power of ten
  return out;
}

Decimal Decimal::rounded(int decimals) const {
  if (decimals >= scale_) return {scaled(coefficient_, decimals - scale_), decimals};
  const Int unit = power(scale_ - decimals);
  Int whole = coefficient_ / unit;
  const Int rest = coefficient_ % unit;
  if ((rest < 0 ? -rest : rest) * 2 >= unit) whole += coefficient_ < 0 ? -1 : 1;
  return {whole, decimals};
}

Decimal Decimal::operator+(const Decimal& other) const {
  const int scale = std::max(scale_, other.scale_);
  Int sum = 0;
  if (__builtin_add_overflow(scaled(coefficient_, scale - scale_),
                             scaled(other.coefficient_, scale - other.scale_), &sum))
    throw std::overflow_error("decimal");
  return {sum, scale};
}

Decimal Decimal::operator-() const {
  return {-coefficient_, scale_};
}

Decimal Decimal::operator-(const Decimal& other) const {
  return *this + (-other);
}

Decimal Decimal::operator*(const Decimal& other) const {
  Int product = 0;
  if (__builtin_mul_overflow(coefficient_, other.coefficient_, &product))
    throw std::overflow_error("decimal");
  return {product, scale_ + other.scale_};
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  const int scale = std::max(scale_, other.scale_);
  const Int mine = scaled(coefficient_, scale - scale_);
  const Int theirs = scaled(other.coefficient_, scale - other.scale_);
  return mine < theirs   ? std::strong_ordering::less
         : mine > theirs ? std::strong_ordering::greater
                         : std::strong_ordering::equal;
}

std::string to_text_grouped(const Decimal& value, int decimals, bool vietnamese) {
  std::string text = (decimals < 0 ? value : value.rounded(decimals)).to_text();
  std::string fraction;
  if (const size_t point = text.find('.'); point != std::string::npos) {
    fraction = text.substr(point);
    fraction[0] = vietnamese ? ',' : '.';
    text.resize(point);
  }
  const size_t first = text[0] == '-' ? 1 : 0;
  for (size_t i = text.size(); i > first + 3;) {
    i -= 3;
    text.insert(i, 1, vietnamese ? '.' : ',');
  }
  return text + fraction;
}

}  // namespace xanh

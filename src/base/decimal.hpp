// Decimal figures, exact and with the digits that were reported: "1.50" stays "1.50", and sums carry no
// binary noise.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xanh {

class Decimal {
 public:
  Decimal() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a whole number is a decimal
  Decimal(std::int64_t whole) : coefficient_(whole) {}

  /// "-12", "1234.50"; at most 16 digits before the point and 18 after it, 30 in all: a sum of thousands of
  /// such figures stays exact. Empty for anything else.
  static std::optional<Decimal> parse(std::string_view text);
  /// The value rounded half away from zero to so many digits (0 to 18) after the point. Empty when it is not
  /// finite or too large.
  static std::optional<Decimal> from_double(double value, int decimals);

  [[nodiscard]] std::string to_text() const;
  [[nodiscard]] double to_double() const;
  [[nodiscard]] int scale() const { return scale_; }
  [[nodiscard]] bool is_zero() const { return coefficient_ == 0; }
  [[nodiscard]] bool is_negative() const { return coefficient_ < 0; }
  /// Half away from zero, as officers round by hand.
  [[nodiscard]] Decimal rounded(int decimals) const;

  /// Exact. Throws std::overflow_error beyond 38 digits, which parse's bound keeps out of any real sum.
  Decimal operator+(const Decimal& other) const;
  Decimal operator-(const Decimal& other) const;
  Decimal operator*(const Decimal& other) const;
  Decimal operator-() const;
  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }

  /// By value: 1.5 equals 1.50.
  std::strong_ordering operator<=>(const Decimal& other) const;
  bool operator==(const Decimal& other) const { return (*this <=> other) == 0; }

 private:
  __extension__ using Int = __int128;
  Decimal(Int coefficient, int scale) : coefficient_(coefficient), scale_(scale) {}
  static constexpr int kWholeDigits = 16;
  static Int power(int digits);
  static Int scaled(Int value, int digits);

  Int coefficient_ = 0;
  int scale_ = 0;
};

/// "1.234,5" (Vietnamese) or "1,234.5" (English): grouped by three, with exactly so many digits after the
/// mark (negative: as many as the figure has).
[[nodiscard]] std::string to_text_grouped(const Decimal& value, int decimals, bool vietnamese);

}  // namespace xanh

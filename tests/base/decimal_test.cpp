#include "base/decimal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

namespace xanh {
namespace {

std::string text(std::optional<Decimal> value) {
  return value ? value->to_text() : "none";
}
Decimal decimal(const std::string& digits) {
  return Decimal::parse(digits).value();
}

/// Figures as people report them: up to 10 digits, up to 6 after the point.
rc::Gen<Decimal> figures() {
  return rc::gen::map(
      rc::gen::pair(rc::gen::inRange<std::int64_t>(-9999999999, 10000000000), rc::gen::inRange(0, 7)),
      [](const std::pair<std::int64_t, int>& drawn) {
        std::string digits = std::to_string(std::abs(drawn.first));
        const auto scale = static_cast<size_t>(drawn.second);
        if (digits.size() <= scale) digits.insert(0, scale - digits.size() + 1, '0');
        if (scale > 0) digits.insert(digits.size() - scale, ".");
        return decimal((drawn.first < 0 ? "-" : "") + digits);
      });
}

TEST(Decimal, KeepsTheDigitsThatWereReported) {
  for (const char* digits : {"1.50", "-12", "0.000000000000000001", "007", "9999999999999999.99"})
    EXPECT_EQ(decimal(digits), decimal(text(decimal(digits)))) << digits;
  EXPECT_EQ(text(Decimal::parse("1.50")), "1.50");
}

TEST(Decimal, RefusesWhatIsNoPlainFigure) {
  for (const char* digits :
       {"", "-", ".", ".5", "5.", "+5", "1e3", "1,5", "1.2.3", " 1", "0.0000000000000000001",
        "99999999999999999", "1234567890123456789012345678901", "١"})
    EXPECT_FALSE(Decimal::parse(digits)) << digits;
}

TEST(Decimal, SumsCarryNoBinaryNoise) {
  EXPECT_EQ(text(decimal("0.1") + decimal("0.20")), "0.30");
  EXPECT_EQ(text(decimal("1.5") - decimal("1.50")), "0.00");
}

TEST(Decimal, RoundsHalfAwayFromZeroAndGroups) {
  EXPECT_EQ(text(decimal("21.25").rounded(1)), "21.3");
  EXPECT_EQ(text(decimal("-0.05").rounded(1)), "-0.1");
  EXPECT_EQ(text(decimal("2.5").rounded(0)), "3");
  EXPECT_EQ(to_text_grouped(decimal("1234567.5"), 1, true), "1.234.567,5");
  EXPECT_EQ(to_text_grouped(decimal("-123456"), 0, false), "-123,456");
  EXPECT_EQ(to_text_grouped(decimal("999.95"), 1, true), "1.000,0");
}

TEST(Decimal, FromDoubleStartsFromTheShortestDigits) {
  EXPECT_EQ(text(Decimal::from_double(370624.0 / 1750000 * 100, 6)), "21.178514");
  EXPECT_EQ(text(Decimal::from_double(1.005, 2)), "1.01");  // the double is a little less than 1.005
  EXPECT_EQ(text(Decimal::from_double(-0.0, 1)), "0.0");
}

TEST(Decimal, FromDoubleOfTinyAndHugeValuesIsZeroOrAbsentAndNeverThrows) {
  EXPECT_EQ(text(Decimal::from_double(std::numeric_limits<double>::denorm_min(), 2)), "0.00");
  EXPECT_EQ(text(Decimal::from_double(-1e-300, 18)), "0.000000000000000000");
  EXPECT_EQ(text(Decimal::from_double(1.2345678901234567e-5, 18)), "0.000012345678901235");
  EXPECT_EQ(text(Decimal::from_double(9007199254740993.0, 18)), "9007199254740992.000000000000000000");
  EXPECT_EQ(text(Decimal::from_double(1e16, 6)), "none");
  EXPECT_EQ(text(Decimal::from_double(1e28, 18)), "none");
  EXPECT_EQ(text(Decimal::from_double(std::numeric_limits<double>::infinity(), 2)), "none");
  EXPECT_EQ(text(Decimal::from_double(std::nan(""), 2)), "none");
}

TEST(Decimal, LargestFiguresOfManyUnitsCompareAndAddWithoutOverflow) {
  const Decimal large = decimal("9999999999999999"), small = decimal("0.000000000000000001");
  EXPECT_LT(small, large);
  Decimal sum = small;
  for (int unit = 0; unit < 3000; ++unit) sum += large;
  EXPECT_EQ(text(sum), "29999999999999997000.000000000000000001");
}

TEST(DecimalProperty, TextAndBack) {
  EXPECT_TRUE(rc::check("parse(to_text(a)) is a, digit by digit", [] {
    const Decimal a = *figures();
    RC_ASSERT(decimal(a.to_text()).to_text() == a.to_text());
  }));
}

TEST(DecimalProperty, SumsAreExact) {
  EXPECT_TRUE(rc::check("order of a sum does not matter and it can be undone", [] {
    const Decimal a = *figures(), b = *figures(), c = *figures();
    RC_ASSERT(a + b == b + a);
    RC_ASSERT((a + b) + c == a + (b + c));
    RC_ASSERT(a + b - b == a);
    RC_ASSERT((a + b) * c == a * c + b * c);
  }));
}

TEST(DecimalProperty, RoundingStaysWithinHalfAUnit) {
  EXPECT_TRUE(rc::check("2 × |rounded − a| is at most one unit of the last digit", [] {
    const Decimal a = *figures();
    const int digits = *rc::gen::inRange(0, 7);
    const Decimal off = a.rounded(digits) - a;
    const Decimal unit =
        digits == 0 ? Decimal{1} : decimal("0." + std::string(static_cast<size_t>(digits - 1), '0') + "1");
    RC_ASSERT((off.is_negative() ? -off : off) * Decimal{2} <= unit);
    RC_ASSERT(a.rounded(digits).rounded(digits) == a.rounded(digits));
  }));
}

TEST(DecimalProperty, OrderIsThatOfTheNumbers) {
  EXPECT_TRUE(rc::check("a < b exactly when a − b is negative", [] {
    const Decimal a = *figures(), b = *figures();
    RC_ASSERT((a < b) == (a - b).is_negative());
    RC_ASSERT((a == b) == (a - b).is_zero());
  }));
}

TEST(DecimalProperty, DoubleAndBack) {
  EXPECT_TRUE(rc::check("a figure of few digits survives a double", [] {
    const Decimal a = *figures();
    RC_ASSERT(Decimal::from_double(a.to_double(), a.scale())->to_text() ==
              (a.is_zero() ? a.rounded(a.scale()) : a).to_text());
  }));
}

}  // namespace
}  // namespace xanh

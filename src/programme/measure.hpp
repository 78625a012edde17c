// Units of measure as elements print them ("m³/ngày", "%", "người"), and what becomes of them when figures
// are multiplied and divided. Nothing is converted: a unit is its spelling.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"

namespace xanh {

class Measure {
 public:
  enum class Kind {
    unknown,  ///< fits everything
    number,   ///< a number written in the formula: fits everything, and changes no unit when added
    scaled,   ///< known but for a factor (`/ 1000` may make kilograms tonnes): fits everything
    known
  };
  /// Of what has no unit: 0.5, 50 %, or one of the two.
  enum class Share { ratio, percent, either };

  Measure() = default;
  /// As printed: factors with `·` or `*`, then `/` before each divisor, `²` and `³` for powers. Empty:
  /// unknown.
  static Measure parse(std::string_view text);
  static Measure number() { return Measure(Kind::number); }

  [[nodiscard]] Kind kind() const { return kind_; }
  /// False only for two known ones that differ.
  [[nodiscard]] bool fits(const Measure& other) const;
  /// Of a sum or a choice of the two.
  [[nodiscard]] Measure with(const Measure& other) const;
  [[nodiscard]] Measure times(const Measure& other) const { return product(other, 1); }
  [[nodiscard]] Measure divided_by(const Measure& other) const { return product(other, -1); }
  [[nodiscard]] Measure to_the(int power) const;
  /// "m³/ngày", "%", "tỷ số" (a ratio); unknown is empty.
  [[nodiscard]] Bilingual text() const;

 private:
  explicit Measure(Kind kind) : kind_(kind) {}
  [[nodiscard]] Measure product(const Measure& other, int sign) const;
  void add(std::string_view base, int power);

  Kind kind_ = Kind::unknown;
  Share share_ = Share::ratio;                        ///< when there are no parts
  std::vector<std::pair<std::string, int>> parts_{};  ///< by name, powers not 0
};

}  // namespace xanh

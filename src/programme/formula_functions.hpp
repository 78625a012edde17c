// The functions of formulas: one table, a row each, and the values and readings they share with the
// operators.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace xanh {

/// A value on the way through a formula. `failed`: its problem is reported already, whatever uses it fails in
/// silence.
struct FormulaOperand {
  enum class Kind : std::uint8_t { null, number, truth, text, failed };
  Kind kind = Kind::null;
  bool truth = false;
  std::uint32_t node = 0;  ///< the node that gave it
  double number = 0;
  const std::string* text = nullptr;
};

/// What functions report their problems to, and take readings from.
class FormulaReadings {
 public:
  /// The operand as a number: true is 1, false 0, a text by its digits. Null and what is no number are
  /// reported, null as what keeps `operation` from being computed.
  virtual std::optional<double> number(const FormulaOperand& operand, std::string_view operation) = 0;

 protected:
  ~FormulaReadings() = default;
};

/// How the arguments are evaluated.
enum class FormulaShape : std::uint8_t { all, branch, first_present };

struct FormulaFunction {
  static constexpr std::uint32_t kAnyNumber = std::numeric_limits<std::uint32_t>::max();
  using Apply = FormulaOperand (*)(std::span<const FormulaOperand>, FormulaReadings&);

  std::string_view name;
  std::uint32_t least;  ///< number of arguments
  std::uint32_t most;
  FormulaShape shape;
  Apply apply;  ///< of shape `all`
};

[[nodiscard]] std::span<const FormulaFunction> formula_functions();

}  // namespace xanh

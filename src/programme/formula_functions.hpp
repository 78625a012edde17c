// The functions of formulas: one table, a row each, and the values and readings they share with the
// operators.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "programme/formula_item.hpp"

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
  /// As a truth value, null or failed: a number must be whole.
  virtual FormulaOperand truth(const FormulaOperand& operand) = 0;
  /// Reports a null as what keeps `operation` from being computed.
  virtual void missing(const FormulaOperand& operand, std::string_view operation) = 0;

 protected:
  ~FormulaReadings() = default;
};

/// How the arguments are evaluated. `membership`: is(value in one, another); `statistic`: for every sample;
/// `distribution`: mean and deviation, when not given, are those of the samples.
enum class FormulaShape : std::uint8_t { all, branch, first_present, membership, statistic, distribution };

/// What arguments must be able to be.
enum class FormulaTakes : std::uint8_t { anything, numbers };

struct FormulaFunction {
  static constexpr std::uint32_t kAnyNumber = std::numeric_limits<std::uint32_t>::max();
  using Apply = FormulaOperand (*)(std::span<const FormulaOperand>, FormulaReadings&);

  std::string_view name;
  std::uint32_t least;  ///< number of arguments
  std::uint32_t most;
  FormulaShape shape;
  Apply apply;  ///< of what is not a branch, a first present or a statistic
  FormulaTakes takes{};
  std::uint8_t gives = 0;        ///< kinds (formula_types.hpp); 0: what its arguments may be
  FormulaStatistic statistic{};  ///< of shape `statistic`
};

/// Sorted by name.
[[nodiscard]] std::span<const FormulaFunction> formula_functions();
/// Nothing if there is none of that name.
[[nodiscard]] const FormulaFunction* formula_function(std::string_view name);

}  // namespace xanh

// What operators do to values, once for both ways of evaluation (a row at a time, a column at a time). Nulls,
// truth values and texts beside numbers: the DHIS2 expression reference.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "programme/formula.hpp"
#include "programme/formula_functions.hpp"

namespace xanh {

/// Modulo and power.
[[nodiscard]] double formula_rare_arithmetic(FormulaStep step, double left, double right);

[[nodiscard]] inline double formula_arithmetic(FormulaStep step, double left, double right) {
  switch (step) {
    case FormulaStep::plus:
      return left + right;
    case FormulaStep::minus:
      return left - right;
    case FormulaStep::times:
      return left * right;
    case FormulaStep::divide:
      return left / right;
    default:
      return formula_rare_arithmetic(step, left, right);
  }
}

template <class T>
[[nodiscard]] bool formula_ordered(FormulaStep step, const T& left, const T& right) {
  switch (step) {
    case FormulaStep::less:
      return left < right;
    case FormulaStep::less_equal:
      return left <= right;
    case FormulaStep::greater:
      return left > right;
    default:
      return left >= right;
  }
}

/// As a problem names the operator: "`+`".
[[nodiscard]] constexpr std::string_view formula_symbol(FormulaStep step) {
  switch (step) {
    case FormulaStep::plus_sign:
    case FormulaStep::plus:
      return "`+`";
    case FormulaStep::minus_sign:
    case FormulaStep::minus:
      return "`-`";
    case FormulaStep::logical_not:
      return "`!`";
    case FormulaStep::power:
      return "`^`";
    case FormulaStep::times:
      return "`*`";
    case FormulaStep::divide:
      return "`/`";
    case FormulaStep::modulo:
      return "`%`";
    case FormulaStep::less:
      return "`<`";
    case FormulaStep::less_equal:
      return "`<=`";
    case FormulaStep::greater:
      return "`>`";
    case FormulaStep::equal:
      return "`==`";
    case FormulaStep::not_equal:
      return "`!=`";
    default:
      return "`>=`";
  }
}

/// The number a text stands for; empty if it is none, or not finite.
[[nodiscard]] std::optional<double> formula_digits(std::string_view text);
[[nodiscard]] bool formula_says_true(std::string_view text);
/// The digits, NaN, Infinity, -Infinity.
[[nodiscard]] std::string formula_shown(double value);
/// Whether it can be read as a truth value.
[[nodiscard]] inline bool formula_whole(double value) {
  constexpr double kExact = 9007199254740992;  // 2^53: from here on every finite double is whole
  if (value > -kExact && value < kExact)
    return value == static_cast<double>(static_cast<std::int64_t>(value));
  return std::isfinite(value);
}

[[nodiscard]] constexpr bool is_arithmetic(FormulaStep step) {
  return step >= FormulaStep::power && step <= FormulaStep::minus;
}
[[nodiscard]] constexpr bool is_logical(FormulaStep step) {
  return step == FormulaStep::logical_and || step == FormulaStep::logical_or;
}
[[nodiscard]] constexpr bool is_order(FormulaStep step) {
  return step >= FormulaStep::less && step <= FormulaStep::greater_equal;
}

/// The rules, over whoever reads operands and is told of problems (a FormulaReadings).
template <class Readings>
class FormulaOperators {
 public:
  using Operand = FormulaOperand;
  using Kind = FormulaOperand::Kind;

  explicit FormulaOperators(Readings& readings) : readings_(readings) {}

  Operand unary(FormulaStep step, const Operand& operand) {
    if (step == FormulaStep::logical_not) {
      Operand truth = readings_.truth(operand);
      if (truth.kind == Kind::null) {
        readings_.missing(operand, formula_symbol(step));
        truth.kind = Kind::failed;
      }
      truth.truth = !truth.truth;
      return truth;
    }
    const auto value = readings_.number(operand, formula_symbol(step));
    if (!value) return {.kind = Kind::failed};
    return {.kind = Kind::number, .number = step == FormulaStep::minus_sign ? -*value : *value};
  }

  /// Of two numbers; any operator but && and ||.
  static Operand numbers(FormulaStep step, double left, double right) {
    if (is_arithmetic(step)) return {.kind = Kind::number, .number = formula_arithmetic(step, left, right)};
    if (is_order(step)) return {.kind = Kind::truth, .truth = formula_ordered(step, left, right)};
    return {.kind = Kind::truth, .truth = (left == right) == (step == FormulaStep::equal)};
  }

  Operand binary(FormulaStep step, const Operand& left, const Operand& right) {
    switch (step) {
      case FormulaStep::logical_and:
      case FormulaStep::logical_or:
        return joined(left, readings_.truth(right), step == FormulaStep::logical_or);
      case FormulaStep::equal:
      case FormulaStep::not_equal:
        if (left.kind == Kind::failed || right.kind == Kind::failed) return {.kind = Kind::failed};
        return {.kind = Kind::truth, .truth = same(left, right) == (step == FormulaStep::equal)};
      case FormulaStep::less:
      case FormulaStep::less_equal:
      case FormulaStep::greater:
      case FormulaStep::greater_equal:
        if (left.kind == Kind::text && right.kind == Kind::text)
          return {.kind = Kind::truth, .truth = formula_ordered(step, *left.text, *right.text)};
        break;
      default:
        break;
    }
    const auto a = readings_.number(left, formula_symbol(step));
    const auto b = readings_.number(right, formula_symbol(step));
    if (!a || !b) return {.kind = Kind::failed};
    return numbers(step, *a, *b);
  }

  /// Two nulls are the same. Beside a number both are read as numbers, beside a truth value as truth values;
  /// what cannot be read so is different.
  bool same(const Operand& left, const Operand& right) {
    if (left.kind == Kind::null || right.kind == Kind::null) return left.kind == right.kind;
    if (left.kind == Kind::number || right.kind == Kind::number) {
      const auto a = comparable(left), b = comparable(right);
      return a && b && *a == *b;
    }
    if (left.kind == Kind::truth || right.kind == Kind::truth)
      return readings_.truth(left).truth == readings_.truth(right).truth;
    return *left.text == *right.text;
  }

  /// Whether the left side of && or || settles the matter.
  static bool decided(const Operand& left, bool by) {
    return left.kind == Kind::failed || (left.kind == Kind::truth && left.truth == by);
  }

 private:
  // The left side did not decide. With a null: or is true if the right side is, everything else is null.
  static Operand joined(const Operand& left, const Operand& right, bool either) {
    if (right.kind == Kind::failed || right.kind == Kind::null) return right;
    if (left.kind == Kind::null && !(either && right.truth)) return {};
    return right;
  }

  std::optional<double> comparable(const Operand& operand) {
    return operand.kind == Kind::text ? formula_digits(*operand.text) : readings_.number(operand, {});
  }

  Readings& readings_;
};

/// Readings of both ways: what an operand is as a number or a truth value. `Told` hears of what is wrong.
template <class Told>
struct FormulaConversions {
  using Kind = FormulaOperand::Kind;

  static std::optional<double> number(const FormulaOperand& operand, std::string_view operation, Told& told) {
    switch (operand.kind) {
      case Kind::number:
        return operand.number;
      case Kind::truth:
        return operand.truth ? 1 : 0;
      case Kind::text:
        if (const auto value = formula_digits(*operand.text)) return value;
        told.not_number(operand);
        return std::nullopt;
      case Kind::null:
        told.missing(operand, operation);
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

  /// As a truth value, null or failed. A number is one if it is whole.
  static FormulaOperand truth(const FormulaOperand& operand, Told& told) {
    FormulaOperand out = operand;
    if (operand.kind == Kind::text) {
      out.kind = Kind::truth;
      out.truth = formula_says_true(*operand.text);
    } else if (operand.kind == Kind::number) {
      const bool whole = formula_whole(operand.number);
      if (!whole) told.not_truth(operand);
      out.kind = whole ? Kind::truth : Kind::failed;
      out.truth = operand.number != 0;
    }
    return out;
  }
};

}  // namespace xanh

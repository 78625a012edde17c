// Evaluation of formulas: one walk over the nodes with a stack of values, as high as the parser measured it.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

#include "base/node.hpp"
#include "base/text.hpp"
#include "programme/formula.hpp"
#include "programme/formula_functions.hpp"
#include "programme/formula_lexer.hpp"
#include "programme/formula_problems.hpp"

namespace xanh {
namespace {

using Kind = FormulaOperand::Kind;
using Step = FormulaStep;

// Whole powers this small are multiplied out: the C library's pow may differ in the last digit between
// machines.
constexpr double kMultipliedOut = 64;

// So many say enough; finding the place of each takes a walk through the text.
constexpr size_t kMostProblems = 100;

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

double arithmetic(Step step, double left, double right) {
  switch (step) {
    case Step::plus:
      return left + right;
    case Step::minus:
      return left - right;
    case Step::times:
      return left * right;
    case Step::divide:
      return left / right;
    case Step::modulo:
      return std::fmod(left, right);  // the sign of the left side
    default:
      return power(left, right);
  }
}

template <class T>
bool ordered(Step step, const T& left, const T& right) {
  switch (step) {
    case Step::less:
      return left < right;
    case Step::less_equal:
      return left <= right;
    case Step::greater:
      return left > right;
    default:
      return left >= right;
  }
}

std::string_view symbol(Step step) {
  switch (step) {
    case Step::plus_sign:
    case Step::plus:
      return "`+`";
    case Step::minus_sign:
    case Step::minus:
      return "`-`";
    case Step::logical_not:
      return "`!`";
    case Step::power:
      return "`^`";
    case Step::times:
      return "`*`";
    case Step::divide:
      return "`/`";
    case Step::modulo:
      return "`%`";
    case Step::less:
      return "`<`";
    case Step::less_equal:
      return "`<=`";
    case Step::greater:
      return "`>`";
    default:
      return "`>=`";
  }
}

std::optional<double> digits(std::string_view text) {
  text = trimmed(text);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size() ||
      !std::isfinite(value))
    return std::nullopt;
  return value;
}

bool says_true(std::string_view text) {
  constexpr std::string_view kTrue = "true";
  return std::equal(text.begin(), text.end(), kTrue.begin(), kTrue.end(),
                    [](char c, char small) { return c == small || c == small - 'a' + 'A'; });
}

std::string shown(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return number_text(value);
}

}  // namespace

class FormulaEvaluation final : public FormulaReadings {
 public:
  FormulaEvaluation(const Formula& formula, const FormulaInputs& inputs, const Place& place,
                    Problems& problems)
      : formula_(formula), inputs_(inputs), place_(place), problems_(problems) {}

  FormulaOperand run(std::span<FormulaOperand> stack) {
    const auto& nodes = formula_.nodes_;
    size_t height = 0;
    for (size_t at = 0; at < nodes.size();) {
      const FormulaNode& node = nodes[at++];
      FormulaOperand* top = stack.data() + height;  // the first free place
      switch (node.step) {
        case Step::number:
        case Step::text:
        case Step::yes:
        case Step::no:
        case Step::null:
        case Step::element:
          *top = leaf(node);
          top->node = index(node);
          ++height;
          break;
        case Step::plus_sign:
        case Step::minus_sign:
        case Step::logical_not:
          top[-1] = unary(node, top[-1]);
          top[-1].node = index(node);
          break;
        case Step::skip_if_false:
        case Step::skip_if_true:
          top[-1] = truth_of(top[-1]);
          if (decided(top[-1], node.step == Step::skip_if_true)) at = node.argument;
          break;
        case Step::branch: {
          const FormulaOperand condition = truth_of(top[-1]);
          if (condition.kind == Kind::failed) {
            top[-1] = condition;
            at = nodes[node.argument - 1].argument;  // behind both branches
            break;
          }
          --height;
          if (condition.kind != Kind::truth || !condition.truth) at = node.argument;
          break;
        }
        case Step::skip:
          at = node.argument;
          break;
        case Step::skip_if_present:
          if (top[-1].kind != Kind::null)
            at = node.argument;
          else
            --height;
          break;
        case Step::call: {
          height -= node.argument;
          const std::span<const FormulaOperand> arguments{stack.data() + height, node.argument};
          FormulaOperand result = formula_functions()[node.function].apply(arguments, *this);
          result.node = index(node);
          stack[height++] = result;
          break;
        }
        default:
          top[-2] = binary(node, top[-2], top[-1]);
          top[-2].node = index(node);
          --height;
      }
    }
    return stack[0];
  }

  std::optional<double> number(const FormulaOperand& operand, std::string_view operation) override {
    switch (operand.kind) {
      case Kind::number:
        return operand.number;
      case Kind::truth:
        return operand.truth ? 1 : 0;
      case Kind::text:
        if (const auto value = digits(*operand.text)) return value;
        report(kFormulaNotNumber, operand, {});
        return std::nullopt;
      case Kind::null:
        report_null(operand, operation);
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

 private:
  [[nodiscard]] std::uint32_t index(const FormulaNode& node) const {
    return static_cast<std::uint32_t>(&node - formula_.nodes_.data());
  }

  void report(const ProblemKind& kind, const FormulaOperand& operand, std::string_view value,
              std::string_view operation = {}) {
    if (problems_.size() >= kMostProblems) return;
    const FormulaNode& node = formula_.nodes_[operand.node];
    const std::string_view text = formula_.text_;
    problems_.push_back(problem(kind, place_in_formula(place_, text, node.begin),
                                {{"at", std::to_string(characters(text.substr(0, node.begin)) + 1)},
                                 {"what", excerpt(text.substr(node.begin, node.end - node.begin))},
                                 {"value", value},
                                 {"operation", operation}}));
  }

  // An element without a figure is named once, however often the formula uses it.
  void report_null(const FormulaOperand& operand, std::string_view operation) {
    const FormulaNode& node = formula_.nodes_[operand.node];
    if (node.step == Step::element) {
      reported_.resize(formula_.elements_.size());
      if (reported_[node.argument]) return;
      reported_[node.argument] = true;
    }
    report(kFormulaNull, operand, {}, operation);
  }

  FormulaOperand leaf(const FormulaNode& node) const {
    switch (node.step) {
      case Step::number:
        return {.kind = Kind::number, .number = node.number};
      case Step::text:
        return {.kind = Kind::text, .text = &formula_.texts_[node.argument]};
      case Step::yes:
        return {.kind = Kind::truth, .truth = true};
      case Step::no:
        return {.kind = Kind::truth, .truth = false};
      case Step::element:
        if (const auto figure = inputs_ ? inputs_(formula_.elements_[node.argument]) : std::nullopt)
          return {.kind = Kind::number, .number = *figure};
        return {};
      default:
        return {};
    }
  }

  /// As a truth value, null or failed. A number is one if it is whole.
  FormulaOperand truth_of(const FormulaOperand& operand) {
    FormulaOperand out = operand;
    if (operand.kind == Kind::text) {
      out.kind = Kind::truth;
      out.truth = says_true(*operand.text);
    } else if (operand.kind == Kind::number) {
      const bool whole = std::isfinite(operand.number) && operand.number == std::trunc(operand.number);
      if (!whole) report(kFormulaNotTruth, operand, shown(operand.number));
      out.kind = whole ? Kind::truth : Kind::failed;
      out.truth = operand.number != 0;
    }
    return out;
  }

  static bool decided(const FormulaOperand& left, bool by) {
    return left.kind == Kind::failed || (left.kind == Kind::truth && left.truth == by);
  }

  FormulaOperand unary(const FormulaNode& node, const FormulaOperand& operand) {
    if (node.step == Step::logical_not) {
      FormulaOperand truth = truth_of(operand);
      if (truth.kind == Kind::null) {
        report_null(operand, symbol(node.step));
        truth.kind = Kind::failed;
      }
      truth.truth = !truth.truth;
      return truth;
    }
    const auto value = number(operand, symbol(node.step));
    if (!value) return {.kind = Kind::failed};
    return {.kind = Kind::number, .number = node.step == Step::minus_sign ? -*value : *value};
  }

  FormulaOperand binary(const FormulaNode& node, const FormulaOperand& left, const FormulaOperand& right) {
    switch (node.step) {
      case Step::logical_and:
      case Step::logical_or:
        return joined(left, truth_of(right), node.step == Step::logical_or);
      case Step::equal:
      case Step::not_equal:
        if (left.kind == Kind::failed || right.kind == Kind::failed) return {.kind = Kind::failed};
        return {.kind = Kind::truth, .truth = same(left, right) == (node.step == Step::equal)};
      case Step::less:
      case Step::less_equal:
      case Step::greater:
      case Step::greater_equal:
        if (left.kind == Kind::text && right.kind == Kind::text)
          return {.kind = Kind::truth, .truth = ordered(node.step, *left.text, *right.text)};
        break;
      default:
        break;
    }
    const auto a = number(left, symbol(node.step));
    const auto b = number(right, symbol(node.step));
    if (!a || !b) return {.kind = Kind::failed};
    if (node.step >= Step::less && node.step <= Step::greater_equal)
      return {.kind = Kind::truth, .truth = ordered(node.step, *a, *b)};
    return {.kind = Kind::number, .number = arithmetic(node.step, *a, *b)};
  }

  // The left side did not decide. With a null: or is true if the right side is, everything else is null.
  static FormulaOperand joined(const FormulaOperand& left, const FormulaOperand& right, bool either) {
    if (right.kind == Kind::failed || right.kind == Kind::null) return right;
    if (left.kind == Kind::null && !(either && right.truth)) return {};
    return right;
  }

  // Two nulls are the same. Beside a number both are read as numbers, beside a truth value as truth values;
  // what cannot be read so is different.
  bool same(const FormulaOperand& left, const FormulaOperand& right) {
    if (left.kind == Kind::null || right.kind == Kind::null) return left.kind == right.kind;
    if (left.kind == Kind::number || right.kind == Kind::number) {
      const auto a = comparable(left), b = comparable(right);
      return a && b && *a == *b;
    }
    if (left.kind == Kind::truth || right.kind == Kind::truth)
      return truth_of(left).truth == truth_of(right).truth;
    return *left.text == *right.text;
  }

  std::optional<double> comparable(const FormulaOperand& operand) {
    return operand.kind == Kind::text ? digits(*operand.text) : number(operand, {});
  }

  const Formula& formula_;
  const FormulaInputs& inputs_;
  const Place& place_;
  Problems& problems_;
  std::vector<bool> reported_;
};

Outcome<FormulaValue> Formula::evaluate(const FormulaInputs& inputs, const Place& place) const {
  Outcome<FormulaValue> out;
  if (nodes_.empty()) return out;
  FormulaEvaluation evaluation(*this, inputs, place, out.problems);
  std::array<FormulaOperand, 16> near;
  std::vector<FormulaOperand> far(stack_ > near.size() ? stack_ : 0);
  const FormulaOperand result =
      evaluation.run(far.empty() ? std::span<FormulaOperand>(near) : std::span(far));
  switch (result.kind) {
    case Kind::number:
      if (!std::isfinite(result.number))
        out.problems.push_back(
            problem(kFormulaNotFinite, place_in_formula(place, text_, 0), {{"value", shown(result.number)}}));
      else
        out.value = result.number + 0.0;  // nobody reports a negative zero
      break;
    case Kind::truth:
      out.value = result.truth;
      break;
    case Kind::text:
      out.value = *result.text;
      break;
    default:
      break;
  }
  return out;
}

}  // namespace xanh

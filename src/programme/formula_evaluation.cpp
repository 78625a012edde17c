// Evaluation of formulas: one walk over the nodes with a stack of values, as high as the parser measured it.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "base/text.hpp"
#include "programme/formula.hpp"
#include "programme/formula_lexer.hpp"
#include "programme/formula_operators.hpp"
#include "programme/formula_problems.hpp"
#include "programme/formula_sampling.hpp"
#include "programme/formula_statistics.hpp"

namespace xanh {
namespace {

using Kind = FormulaOperand::Kind;
using Step = FormulaStep;

// So many say enough; finding the place of each takes a walk through the text.
constexpr size_t kMostProblems = 100;

// Figures by code: one unit, one period.
class InputsScope final : public FormulaScope {
 public:
  explicit InputsScope(const FormulaInputs& inputs) : inputs_(inputs) {}
  void values(const FormulaItem& item, std::span<const FormulaCell> cells,
              std::span<double> out) const override {
    const auto figure = inputs_ ? inputs_(item.key()) : std::nullopt;
    std::fill_n(out.begin(), cells.size(), figure.value_or(std::nan("")));
  }

 private:
  const FormulaInputs& inputs_;
};

}  // namespace

class FormulaEvaluation final : public FormulaReadings {
 public:
  FormulaEvaluation(const Formula& formula, const FormulaInputs* inputs, const FormulaScope& scope,
                    FormulaCell cell, const Place& place)
      : formula_(formula), inputs_(inputs), scope_(scope), cell_(cell), place_(place) {}

  /// A result that is not finite is a problem.
  Outcome<FormulaValue> result(const FormulaOperand& of) {
    Outcome<FormulaValue> out;
    switch (of.kind) {
      case Kind::number:
        if (!std::isfinite(of.number))
          problems_.push_back(problem(kFormulaNotFinite, place_in_formula(place_, formula_.text_, 0),
                                      {{"value", formula_shown(of.number)}}));
        else
          out.value = of.number + 0.0;  // nobody reports a negative zero
        break;
      case Kind::truth:
        out.value = of.truth;
        break;
      case Kind::text:
        out.value = *of.text;
        break;
      default:
        break;
    }
    out.problems = std::move(problems_);
    return out;
  }

  static Outcome<FormulaValue> whole(const Formula& formula, const FormulaInputs* inputs,
                                     const FormulaScope& scope, FormulaCell cell, const Place& place) {
    if (formula.nodes_.empty()) return {};
    FormulaEvaluation evaluation(formula, inputs, scope, cell, place);
    std::array<FormulaOperand, 16> near;
    std::vector<FormulaOperand> far(formula.stack_ > near.size() ? formula.stack_ : 0);
    const std::span<FormulaOperand> stack = far.empty() ? std::span<FormulaOperand>(near) : std::span(far);
    return evaluation.result(evaluation.run(stack, 0, formula.nodes_.size()));
  }

  /// The steps from `at` up to `end`. The first free place of the stack is its beginning, the result is put
  /// there.
  FormulaOperand run(std::span<FormulaOperand> stack, size_t at, size_t end) {
    const auto& nodes = formula_.nodes_;
    size_t height = 0;
    while (at < end) {
      const FormulaNode& node = nodes[at++];
      FormulaOperand* top = stack.data() + height;  // the first free place
      switch (node.step) {
        case Step::number:
        case Step::text:
        case Step::yes:
        case Step::no:
        case Step::null:
        case Step::element:
        case Step::item:
        case Step::question:
          *top = leaf(node);
          top->node = index(node);
          ++height;
          break;
        case Step::plus_sign:
        case Step::minus_sign:
        case Step::logical_not:
          top[-1] = operators_.unary(node.step, top[-1]);
          top[-1].node = index(node);
          break;
        case Step::skip_if_false:
        case Step::skip_if_true:
          top[-1] = truth(top[-1]);
          if (operators_.decided(top[-1], node.step == Step::skip_if_true)) at = node.argument;
          break;
        case Step::branch: {
          const FormulaOperand condition = truth(top[-1]);
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
        case Step::sample: {
          const FormulaNode& gather = nodes[node.argument];
          const bool fraction =
              static_cast<FormulaStatistic>(gather.function) == FormulaStatistic::percentile;
          if (fraction) --height;
          FormulaOperand result = gathered(stack.subspan(height), at, node.argument);
          result.node = node.argument;
          stack[height++] = result;
          at = node.argument + 1;
          break;
        }
        default:
          if (top[-2].kind == Kind::number && top[-1].kind == Kind::number && !is_logical(node.step))
            top[-2] = operators_.numbers(node.step, top[-2].number, top[-1].number);
          else
            top[-2] = operators_.binary(node.step, top[-2], top[-1]);
          top[-2].node = index(node);
          --height;
      }
    }
    return stack[0];
  }

  std::optional<double> number(const FormulaOperand& operand, std::string_view operation) override {
    if (operand.kind == Kind::number) return operand.number;
    return Conversions::number(operand, operation, *this);
  }
  FormulaOperand truth(const FormulaOperand& operand) override { return Conversions::truth(operand, *this); }

  // An element without a figure is named once, however often the formula uses it. In a sample it only means
  // that there is none.
  void missing(const FormulaOperand& operand, std::string_view operation) override {
    if (sampling_) return;
    const FormulaNode& node = formula_.nodes_[operand.node];
    if (node.step == Step::element) {
      reported_.resize(formula_.elements_.size());
      if (reported_[node.argument]) return;
      reported_[node.argument] = true;
    }
    report(kFormulaNull, operand, {}, operation);
  }
  void not_number(const FormulaOperand& operand) { report(kFormulaNotNumber, operand, {}); }
  void not_truth(const FormulaOperand& operand) {
    report(kFormulaNotTruth, operand, formula_shown(operand.number));
  }

 private:
  using Conversions = FormulaConversions<FormulaEvaluation>;

  [[nodiscard]] std::uint32_t index(const FormulaNode& node) const {
    return static_cast<std::uint32_t>(&node - formula_.nodes_.data());
  }

  void report(const ProblemKind& kind, const FormulaOperand& operand, std::string_view value,
              std::string_view operation = {}) {
    ++reports_;
    if (problems_.size() >= kMostProblems) return;
    const FormulaNode& node = formula_.nodes_[operand.node];
    const std::string_view text = formula_.text_;
    problems_.push_back(problem(kind, place_in_formula(place_, text, node.begin),
                                {{"at", std::to_string(characters(text.substr(0, node.begin)) + 1)},
                                 {"what", excerpt(text.substr(node.begin, node.end - node.begin))},
                                 {"value", value},
                                 {"operation", operation}}));
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
      case Step::element: {
        const std::string& code = formula_.elements_[node.argument];
        if (!inputs_) return figure({.code = code});
        if (const auto given = *inputs_ ? (*inputs_)(code) : std::nullopt)
          return {.kind = Kind::number, .number = *given};
        return {};
      }
      case Step::item: {
        const FormulaItem item = formula_.item(formula_.items_[node.argument]);
        if (!inputs_) return figure(item);
        if (const auto given = *inputs_ ? (*inputs_)(item.key()) : std::nullopt)
          return {.kind = Kind::number, .number = *given};
        return {};
      }
      case Step::question: {
        const FormulaUnitTest& test = formula_.questions_[node.argument];
        return {.kind = Kind::truth, .truth = formula_unit_holds(scope_, test.question, test.codes, cell_)};
      }
      default:
        return {};
    }
  }

  [[nodiscard]] FormulaOperand figure(const FormulaItem& item) const {
    double value = std::nan("");
    formula_item_values(scope_, item, {&cell_, 1}, {&value, 1});
    return std::isnan(value) ? FormulaOperand{} : FormulaOperand{.kind = Kind::number, .number = value};
  }

  // The steps between `sample` and `gather`, for every sample. The fraction of percentileCont lies at the
  // bottom of the stack. What is wrong with a sample, other than that it lacks a figure, is wrong with the
  // whole.
  FormulaOperand gathered(std::span<FormulaOperand> stack, size_t at, size_t gather) {
    const FormulaNode& node = formula_.nodes_[gather];
    const auto statistic = static_cast<FormulaStatistic>(node.function);
    const FormulaCell here = cell_;
    const size_t reports = reports_;
    std::optional<double> fraction;
    if (statistic == FormulaStatistic::percentile && stack[0].kind != Kind::null) {
      fraction = number(stack[0], "percentileCont");
      if (!fraction) return {.kind = Kind::failed};
    }
    std::vector<double> samples;
    sampling_ = true;
    for (const FormulaCell& cell : formula_samples(scope_, statistic, here)) {
      cell_ = cell;
      const FormulaOperand one = run(stack, at, gather);
      if (one.kind == Kind::null) continue;
      if (const auto value = number(one, {})) samples.push_back(*value);
      if (reports_ > reports) break;
    }
    sampling_ = false;
    cell_ = here;
    if (reports_ > reports) return {.kind = Kind::failed};
    const auto result =
        formula_gathered(statistic, static_cast<FormulaAggregation>(node.argument), samples, fraction);
    return result ? FormulaOperand{.kind = Kind::number, .number = *result} : FormulaOperand{};
  }

  const Formula& formula_;
  const FormulaInputs* inputs_;
  const FormulaScope& scope_;
  FormulaCell cell_;
  const Place& place_;
  Problems problems_;
  FormulaOperators<FormulaEvaluation> operators_{*this};
  std::vector<bool> reported_;
  size_t reports_ = 0;
  bool sampling_ = false;
};

Outcome<FormulaValue> Formula::evaluate(const FormulaInputs& inputs, const Place& place) const {
  return FormulaEvaluation::whole(*this, &inputs, InputsScope(inputs), {}, place);
}

Outcome<FormulaValue> Formula::evaluate(const FormulaScope& scope, FormulaCell cell,
                                        const Place& place) const {
  return FormulaEvaluation::whole(*this, nullptr, scope, cell, place);
}

}  // namespace xanh

#include "programme/formula_columns.hpp"

#include <algorithm>
#include <cmath>

#include "programme/formula_column_walk.hpp"
#include "programme/formula_problems.hpp"

namespace xanh {
namespace {

constexpr size_t kMostProblems = 100;
constexpr size_t kFewestRows = 16;  // fewer would be slower than one at a time

size_t bytes(const Formula& formula, size_t rows) {
  return FormulaColumnWalk::bytes(formula, rows) +
         rows * (sizeof(FormulaState) + sizeof(double) + sizeof(const std::string*));
}

Problem too_little(size_t need, size_t limit, const Place& place) {
  return problem(kFormulaMemory, place, {{"need", std::to_string(need)}, {"limit", std::to_string(limit)}});
}

FormulaState state(const FormulaOperand& result) {
  switch (result.kind) {
    case FormulaOperand::Kind::null:
      return FormulaState::null;
    case FormulaOperand::Kind::number:
      return std::isfinite(result.number) ? FormulaState::number : FormulaState::failed;
    case FormulaOperand::Kind::truth:
      return FormulaState::truth;
    case FormulaOperand::Kind::text:
      return FormulaState::text;
    default:
      return FormulaState::failed;
  }
}

}  // namespace

Problems evaluate_columns(const Formula& formula, const FormulaScope& scope,
                          std::span<const FormulaCell> rows, const FormulaSink& sink,
                          FormulaColumnLimits limits, const Place& place) {
  size_t most = std::clamp<size_t>(std::min(limits.rows, rows.size()), 1, size_t{1} << 20);
  while (most > kFewestRows && bytes(formula, most) > limits.memory) most = std::max(most / 2, kFewestRows);
  const size_t fixed = bytes(formula, most);
  if (fixed > limits.memory) return {too_little(fixed, limits.memory, place)};
  FormulaColumnWalk walk(formula, scope, most, limits.memory - fixed);
  std::vector<FormulaState> states(most);
  std::vector<double> numbers(most);
  std::vector<const std::string*> texts(most);
  Problems problems;
  for (size_t first = 0; first < rows.size(); first += most) {
    const auto cells = rows.subspan(first, std::min(most, rows.size() - first));
    if (!walk.run(cells)) return {too_little(fixed + walk.needed(), limits.memory, place)};
    for (size_t row = 0; row < cells.size(); ++row) {
      const FormulaOperand result = walk.result(row);
      states[row] = state(result);
      numbers[row] = result.kind == FormulaOperand::Kind::truth ? result.truth : result.number + 0.0;
      texts[row] = result.text;
      // What is wrong with a row is found again by the way that can tell.
      if (states[row] == FormulaState::failed && problems.size() < kMostProblems)
        append(problems, formula.evaluate(scope, cells[row], place).problems);
    }
    sink({.first = first,
          .states = std::span(states).first(cells.size()),
          .numbers = std::span(numbers).first(cells.size()),
          .texts = std::span(texts).first(cells.size())});
  }
  return problems;
}

}  // namespace xanh

// A formula over many rows (units and periods) at once: a column at a time, in blocks, so that memory does
// not grow with the number of rows. Gives what Formula::evaluate gives for each row, bit for bit.
#pragma once

#include <functional>
#include <span>

#include "programme/formula.hpp"

namespace xanh {

enum class FormulaState : std::uint8_t { null, number, truth, text, failed };

/// Results of rows that follow one another.
struct FormulaBlock {
  size_t first = 0;  ///< the number of the first of them
  std::span<const FormulaState> states;
  std::span<const double> numbers;  ///< finite; 1 and 0 for a truth value; otherwise without meaning
  std::span<const std::string* const> texts;  ///< of rows that are texts, otherwise without meaning
};

struct FormulaColumnLimits {
  size_t memory = size_t{64} << 20;  ///< bytes at most, aside from what the scope itself holds
  size_t rows = 1024;                ///< of a block, fewer when memory is short
};

/// Called once for each block, in order.
using FormulaSink = std::function<void(const FormulaBlock&)>;

/// The problems of rows without a result, those of the first hundred or so; each row has the state `failed`.
/// When the memory does not suffice that is the only problem, and rows after it are not given.
[[nodiscard]] Problems evaluate_columns(const Formula& formula, const FormulaScope& scope,
                                        std::span<const FormulaCell> rows, const FormulaSink& sink,
                                        FormulaColumnLimits limits = {}, const Place& place = {});

}  // namespace xanh

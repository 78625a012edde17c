// One block of rows through the steps of a formula. Each place of the stack is a lane: a column as long as
// the block. Rows that pass over steps (if, &&, firstNonNull) wait where they go on; the others work.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "programme/formula.hpp"
#include "programme/formula_operators.hpp"

namespace xanh {

struct FormulaLane {
  std::vector<FormulaOperand::Kind> kinds;
  std::vector<double> numbers;  ///< of a truth value 1 or 0, of a text its number among the literals
};

class FormulaColumnWalk final : public FormulaReadings {
 public:
  /// Lanes for blocks of at most `rows`; `memory` is what samples may take besides.
  FormulaColumnWalk(const Formula& formula, const FormulaScope& scope, size_t rows, size_t memory);
  /// Bytes of the lanes for so many rows, with those of the samples of an aggregation if the formula has one.
  static size_t bytes(const Formula& formula, size_t rows);

  /// All steps for these rows; false when samples need more memory: `needed`.
  bool run(std::span<const FormulaCell> cells) { return run(cells, 0, formula_.nodes_.size()); }
  [[nodiscard]] FormulaOperand result(size_t row) const { return operand(lanes_[0], row); }
  [[nodiscard]] size_t needed() const { return needed_; }

  // Of the row that is worked on: nothing is told here, a problem is found again by evaluating its row alone.
  std::optional<double> number(const FormulaOperand& of, std::string_view operation) override;
  FormulaOperand truth(const FormulaOperand& of) override;
  void missing(const FormulaOperand&, std::string_view) override {}
  void not_number(const FormulaOperand&) { unsound_[row_] = 1; }
  void not_truth(const FormulaOperand&) { unsound_[row_] = 1; }

 private:
  using Kind = FormulaOperand::Kind;

  bool run(std::span<const FormulaCell> cells, size_t first, size_t end);
  bool step(const FormulaNode& node);
  bool figures(const FormulaItem& item, FormulaLane& lane);
  void constant(const FormulaNode& node, FormulaLane& lane);
  void binary(const FormulaNode& node, FormulaLane& left, const FormulaLane& right);
  void branch(const FormulaNode& node, FormulaLane& condition);
  void call(const FormulaNode& node, size_t first);
  bool gather(const FormulaNode& sample, size_t height);

  [[nodiscard]] FormulaOperand operand(const FormulaLane& lane, size_t row) const;
  void set(FormulaLane& lane, size_t row, const FormulaOperand& of) const;
  [[nodiscard]] bool all_numbers(const FormulaLane& lane) const;
  void wait(size_t row, std::uint32_t until);
  void wake();
  /// For each row that does not wait.
  template <class Work>
  void each(Work work);
  bool enough(size_t bytes);

  const Formula& formula_;
  const FormulaScope& scope_;
  size_t capacity_;
  size_t memory_;
  size_t needed_ = 0;
  std::vector<std::uint32_t> heights_;  ///< of the stack before each step
  std::vector<FormulaLane> lanes_;
  std::vector<std::uint32_t> until_;  ///< the step a row goes on at
  std::vector<char> unsound_;         ///< something else than a missing figure was wrong
  std::vector<FormulaOperand> arguments_;
  std::vector<double> fetched_;
  std::vector<FormulaCell> asked_;
  std::span<const FormulaCell> cells_;
  std::uint32_t base_ = 0;  ///< height at the first step
  std::uint32_t at_ = 0;    ///< the step at work
  size_t row_ = 0;
  size_t waiting_ = 0;
  std::uint32_t next_ = 0;  ///< the first step a waiting row goes on at
  FormulaOperators<FormulaColumnWalk> operators_{*this};
  std::unique_ptr<FormulaColumnWalk> samples_;  ///< for the steps of an aggregation
};

}  // namespace xanh

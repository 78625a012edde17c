// Aggregations of a block of rows: the samples of all of them go through the steps of the argument, block by
// block.
#include "programme/formula_column_walk.hpp"
#include "programme/formula_sampling.hpp"
#include "programme/formula_statistics.hpp"

namespace xanh {

// Samples of several rows fill a block together; their results come back in the order of the rows.
bool FormulaColumnWalk::gather(const FormulaNode& sample, size_t height) {
  const FormulaNode& node = formula_.nodes_[sample.argument];
  const auto statistic = static_cast<FormulaStatistic>(node.function);
  const bool of_fraction = statistic == FormulaStatistic::percentile;
  FormulaLane& out = lanes_[of_fraction ? height - 1 : height];
  if (!samples_) samples_ = std::make_unique<FormulaColumnWalk>(formula_, scope_, capacity_, memory_);
  std::vector<FormulaCell> cells;
  std::vector<size_t> owners;
  std::vector<double> values;
  size_t owner = capacity_;  // of the values; nobody at first
  bool sound = true;

  const auto finish = [&](size_t row) {
    row_ = row;
    std::optional<double> fraction;
    if (of_fraction && out.kinds[row] != Kind::null) {
      fraction = number(operand(out, row), {});
      sound = sound && fraction.has_value();
    }
    const auto made = !sound ? std::nullopt
                             : formula_gathered(statistic, static_cast<FormulaAggregation>(node.argument),
                                                values, fraction);
    set(out, row,
        made ? FormulaOperand{.kind = Kind::number, .number = *made}
             : FormulaOperand{.kind = sound ? Kind::null : Kind::failed});
    if (!sound) unsound_[row] = 1;
    values.clear();
    sound = true;
  };
  const auto flush = [&] {
    if (cells.empty()) return true;
    if (!samples_->run(cells, at_ + size_t{1}, sample.argument)) return false;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (owner != owners[i] && owner != capacity_) finish(owner);
      owner = owners[i];
      samples_->row_ = i;
      const FormulaOperand one = samples_->result(i);
      if (one.kind != Kind::null)
        if (const auto value = samples_->number(one, {})) values.push_back(*value);
      if (samples_->unsound_[i]) sound = false;
    }
    cells.clear();
    owners.clear();
    return true;
  };

  for (size_t row = 0; row < cells_.size(); ++row) {
    if (until_[row] > at_) continue;
    const auto of_row = formula_samples(scope_, statistic, cells_[row]);
    if (!enough(of_row.size() * (sizeof(FormulaCell) + sizeof(double)))) return false;
    if (of_row.empty()) {
      if (!flush()) return false;
      if (owner != capacity_) finish(owner);
      owner = capacity_;
      finish(row);
      continue;
    }
    for (const FormulaCell& cell : of_row) {
      cells.push_back(cell);
      owners.push_back(row);
      if (cells.size() == capacity_ && !flush()) break;
    }
    if (samples_->needed_ > memory_) return enough(samples_->needed_);
  }
  if (!flush()) return enough(samples_->needed_);
  if (owner != capacity_) finish(owner);
  return true;
}

}  // namespace xanh

#include "programme/formula_column_walk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "programme/formula_sampling.hpp"

namespace xanh {
namespace {

using Step = FormulaStep;
constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();

/// How much a step makes the stack higher, for the rows that go on behind it.
int growth(const FormulaNode& node) {
  switch (node.step) {
    case Step::number:
    case Step::text:
    case Step::yes:
    case Step::no:
    case Step::null:
    case Step::element:
    case Step::item:
    case Step::question:
      return 1;
    case Step::plus_sign:
    case Step::minus_sign:
    case Step::logical_not:
    case Step::skip_if_false:
    case Step::skip_if_true:
    case Step::sample:
      return 0;
    case Step::call:
      return 1 - static_cast<int>(node.argument);
    case Step::gather:  // the fraction below goes
      return static_cast<FormulaStatistic>(node.function) == FormulaStatistic::percentile ? -1 : 0;
    default:
      return -1;
  }
}

// Plain loops over plain columns: what the compiler makes vector instructions of.
void arithmetic(Step step, std::span<double> left, std::span<const double> right) {
  const auto all = [&](auto apply) {
    for (size_t row = 0; row < left.size(); ++row) left[row] = apply(left[row], right[row]);
  };
  switch (step) {
    case Step::plus:
      return all([](double a, double b) { return a + b; });
    case Step::minus:
      return all([](double a, double b) { return a - b; });
    case Step::times:
      return all([](double a, double b) { return a * b; });
    case Step::divide:
      return all([](double a, double b) { return a / b; });
    default:
      return all([step](double a, double b) { return formula_rare_arithmetic(step, a, b); });
  }
}

}  // namespace

FormulaColumnWalk::FormulaColumnWalk(const Formula& formula, const FormulaScope& scope, size_t rows,
                                     size_t memory)
    : formula_(formula), scope_(scope), capacity_(rows), memory_(memory), lanes_(formula.stack_ + 1) {
  std::uint32_t height = 0;
  heights_.reserve(formula.nodes_.size());
  for (const FormulaNode& node : formula.nodes_) {
    heights_.push_back(height);
    height += static_cast<std::uint32_t>(growth(node));
  }
  for (FormulaLane& lane : lanes_) {
    lane.kinds.resize(rows);
    lane.numbers.resize(rows);
  }
  until_.resize(rows);
  unsound_.resize(rows);
  fetched_.resize(rows);
  asked_.reserve(rows);
  arguments_.resize(formula.stack_ + 1);
}

size_t FormulaColumnWalk::bytes(const Formula& formula, size_t rows) {
  const size_t a_row = sizeof(std::uint32_t) + sizeof(char) + sizeof(double) + sizeof(FormulaCell);
  const size_t lanes = (formula.stack_ + size_t{1}) * (rows * (sizeof(Kind) + sizeof(double)) +
                                                       sizeof(FormulaLane) + sizeof(FormulaOperand));
  const size_t once = lanes + rows * a_row + formula.nodes_.size() * sizeof(std::uint32_t);
  const bool samples = std::any_of(formula.nodes_.begin(), formula.nodes_.end(),
                                   [](const FormulaNode& node) { return node.step == Step::sample; });
  const size_t batch = rows * (sizeof(FormulaCell) + sizeof(size_t));
  return samples ? 2 * once + batch : once;
}

bool FormulaColumnWalk::run(std::span<const FormulaCell> cells, size_t first, size_t end) {
  cells_ = cells;
  base_ = first < heights_.size() ? heights_[first] : 0;
  std::fill_n(until_.begin(), cells.size(), 0);
  std::fill_n(unsound_.begin(), cells.size(), 0);
  waiting_ = 0;
  next_ = kNever;
  for (at_ = static_cast<std::uint32_t>(first); at_ < end;) {
    if (waiting_ > 0 && next_ <= at_) wake();
    if (waiting_ == cells.size()) {
      at_ = next_;
      continue;
    }
    const FormulaNode& node = formula_.nodes_[at_];
    if (!step(node)) return false;
    at_ = node.step == Step::sample ? node.argument + 1 : at_ + 1;
  }
  return true;
}

bool FormulaColumnWalk::step(const FormulaNode& node) {
  const size_t height = heights_[at_] - base_;
  FormulaLane& free = lanes_[height];
  FormulaLane& top = lanes_[height > 0 ? height - 1 : 0];
  switch (node.step) {
    case Step::number:
    case Step::text:
    case Step::yes:
    case Step::no:
    case Step::null:
      constant(node, free);
      return true;
    case Step::element:
      return figures({.code = formula_.elements_[node.argument]}, free);
    case Step::item:
      return figures(formula_.item(formula_.items_[node.argument]), free);
    case Step::question: {
      const FormulaUnitTest& test = formula_.questions_[node.argument];
      each([&](size_t row) {
        set(free, row,
            {.kind = Kind::truth,
             .truth = formula_unit_holds(scope_, test.question, test.codes, cells_[row])});
      });
      return true;
    }
    case Step::plus_sign:
    case Step::minus_sign:
    case Step::logical_not:
      each([&](size_t row) { set(top, row, operators_.unary(node.step, operand(top, row))); });
      return true;
    case Step::skip_if_false:
    case Step::skip_if_true:
      each([&](size_t row) {
        const FormulaOperand left = truth(operand(top, row));
        set(top, row, left);
        if (operators_.decided(left, node.step == Step::skip_if_true)) wait(row, node.argument);
      });
      return true;
    case Step::branch:
      branch(node, top);
      return true;
    case Step::skip:
      each([&](size_t row) { wait(row, node.argument); });
      return true;
    case Step::skip_if_present:
      each([&](size_t row) {
        if (top.kinds[row] != Kind::null) wait(row, node.argument);
      });
      return true;
    case Step::call:
      call(node, height - node.argument);
      return true;
    case Step::sample:
      return gather(node, height);
    default:
      binary(node, lanes_[height - 2], top);
      return true;
  }
}

// Rows that begin to wait do so at once; none of them is asked twice.
template <class Work>
void FormulaColumnWalk::each(Work work) {
  const bool none_waits = waiting_ == 0;
  for (row_ = 0; row_ < cells_.size(); ++row_)
    if (none_waits || until_[row_] <= at_) work(row_);
}

void FormulaColumnWalk::constant(const FormulaNode& node, FormulaLane& lane) {
  Kind kind = Kind::null;
  double value = node.number;
  if (node.step == Step::number) kind = Kind::number;
  if (node.step == Step::text) kind = Kind::text, value = node.argument;
  if (node.step == Step::yes || node.step == Step::no) kind = Kind::truth, value = node.step == Step::yes;
  each([&](size_t row) {
    lane.kinds[row] = kind;
    lane.numbers[row] = value;
  });
}

bool FormulaColumnWalk::figures(const FormulaItem& item, FormulaLane& lane) {
  std::span<const FormulaCell> asked = cells_;
  if (waiting_ > 0) {
    asked_.clear();
    each([&](size_t row) { asked_.push_back(cells_[row]); });
    asked = asked_;
  }
  if (!enough(formula_item_values(scope_, item, asked, std::span(fetched_).first(asked.size()))))
    return false;
  size_t given = 0;
  each([&](size_t row) {
    const double value = fetched_[given++];
    lane.kinds[row] = std::isnan(value) ? Kind::null : Kind::number;
    lane.numbers[row] = value;
  });
  return true;
}

void FormulaColumnWalk::binary(const FormulaNode& node, FormulaLane& left, const FormulaLane& right) {
  if (is_arithmetic(node.step) && waiting_ == 0 && all_numbers(left) && all_numbers(right)) {
    arithmetic(node.step, std::span(left.numbers).first(cells_.size()), right.numbers);
    return;
  }
  each([&](size_t row) {
    if (left.kinds[row] == Kind::number && right.kinds[row] == Kind::number && !is_logical(node.step))
      set(left, row, operators_.numbers(node.step, left.numbers[row], right.numbers[row]));
    else
      set(left, row, operators_.binary(node.step, operand(left, row), operand(right, row)));
  });
}

void FormulaColumnWalk::branch(const FormulaNode& node, FormulaLane& condition) {
  const std::uint32_t behind = formula_.nodes_[node.argument - 1].argument;
  each([&](size_t row) {
    const FormulaOperand of = truth(operand(condition, row));
    if (of.kind == Kind::failed) {
      condition.kinds[row] = Kind::failed;
      wait(row, behind);
    } else if (of.kind != Kind::truth || !of.truth) {
      wait(row, node.argument);
    }
  });
}

void FormulaColumnWalk::call(const FormulaNode& node, size_t first) {
  const auto& function = formula_functions()[node.function];
  const auto given = std::span(arguments_).first(node.argument);
  each([&](size_t row) {
    for (size_t i = 0; i < given.size(); ++i) given[i] = operand(lanes_[first + i], row);
    set(lanes_[first], row, function.apply(given, *this));
  });
}

FormulaOperand FormulaColumnWalk::operand(const FormulaLane& lane, size_t row) const {
  FormulaOperand out{.kind = lane.kinds[row], .number = lane.numbers[row]};
  if (out.kind == Kind::truth) out.truth = lane.numbers[row] != 0;
  if (out.kind == Kind::text) out.text = &formula_.texts_[static_cast<size_t>(lane.numbers[row])];
  return out;
}

void FormulaColumnWalk::set(FormulaLane& lane, size_t row, const FormulaOperand& of) const {
  lane.kinds[row] = of.kind;
  lane.numbers[row] = of.kind == Kind::truth  ? static_cast<double>(of.truth)
                      : of.kind == Kind::text ? static_cast<double>(of.text - formula_.texts_.data())
                                              : of.number;
}

bool FormulaColumnWalk::all_numbers(const FormulaLane& lane) const {
  unsigned other = 0;
  for (size_t row = 0; row < cells_.size(); ++row) other |= lane.kinds[row] != Kind::number;
  return other == 0;
}

void FormulaColumnWalk::wait(size_t row, std::uint32_t until) {
  until_[row] = until;
  ++waiting_;
  next_ = std::min(next_, until);
}

void FormulaColumnWalk::wake() {
  waiting_ = 0;
  next_ = kNever;
  for (size_t row = 0; row < cells_.size(); ++row) {
    if (until_[row] <= at_) continue;
    ++waiting_;
    next_ = std::min(next_, until_[row]);
  }
}

bool FormulaColumnWalk::enough(size_t bytes) {
  needed_ = std::max(needed_, bytes);
  return bytes <= memory_;
}

std::optional<double> FormulaColumnWalk::number(const FormulaOperand& of, std::string_view operation) {
  return FormulaConversions<FormulaColumnWalk>::number(of, operation, *this);
}

FormulaOperand FormulaColumnWalk::truth(const FormulaOperand& of) {
  return FormulaConversions<FormulaColumnWalk>::truth(of, *this);
}

}  // namespace xanh

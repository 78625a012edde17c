// One walk over the steps with a stack of measures. Both branches of an `if` stay on it until they meet.
#include "programme/formula_measures.hpp"

#include <cmath>

#include "base/text.hpp"
#include "programme/formula_functions.hpp"
#include "programme/formula_operators.hpp"
#include "programme/formula_problems.hpp"

namespace xanh {
namespace {

using Step = FormulaStep;
using Statistic = FormulaStatistic;

struct Deed {
  const char* vi;
  const char* en;
  const char* between_en;
  bool backwards = false;  ///< the right side is named first in English
};

Deed deed(Step step) {
  switch (step) {
    case Step::plus:
      return {"cộng", "adding", "to"};
    case Step::minus:
      return {"trừ", "subtracting", "from", true};
    case Step::modulo:
      return {"chia lấy dư", "taking the remainder of", "by"};
    default:
      return {"so sánh", "comparing", "with"};
  }
}

constexpr Deed kChoice{"chọn giữa", "choosing between", "and"};
constexpr int kMostPower = 9;

}  // namespace

class FormulaMeasures {
 public:
  FormulaMeasures(const Formula& formula, const MeasureOf& measure_of, const Place& place)
      : formula_(formula), measure_of_(measure_of), place_(place) {}

  Outcome<Measure> run() {
    const auto& nodes = formula_.nodes_;
    for (at_ = 0; at_ < nodes.size(); ++at_) {
      meet();
      step(nodes[at_]);
    }
    meet();
    if (!stack_.empty()) out_.value = stack_.back().measure;
    return std::move(out_);
  }

 private:
  struct Entry {
    Measure measure{};
    std::uint32_t begin = 0;
    const FormulaNode* number = nullptr;  ///< if it is a number as written
  };

  void step(const FormulaNode& node) {
    switch (node.step) {
      case Step::number:
        return push(Measure::number(), node, &node);
      case Step::null:
        return push(Measure::number(), node);
      case Step::text:
      case Step::yes:
      case Step::no:
      case Step::question:
        return push({}, node);
      case Step::element:
        return push(Measure::parse(measure_of_(formula_.elements_[node.argument])), node);
      case Step::item:
        return push(of_item(formula_.item(formula_.items_[node.argument])), node);
      case Step::plus_sign:
      case Step::minus_sign:
        stack_.back().begin = node.begin;
        stack_.back().number = nullptr;
        return;
      case Step::logical_not:
        stack_.back() = {.begin = node.begin};
        return;
      case Step::branch:
        stack_.pop_back();
        return;
      case Step::skip:
      case Step::skip_if_present:
        meetings_.push_back(node.argument);
        return;
      case Step::skip_if_false:
      case Step::skip_if_true:
      case Step::sample:
        return;
      case Step::call:
        return call(node);
      case Step::gather:
        return gather(node);
      default:
        return binary(node);
    }
  }

  void push(Measure measure, const FormulaNode& node, const FormulaNode* number = nullptr) {
    stack_.push_back({std::move(measure), node.begin, number});
  }

  Entry pop() {
    Entry out = std::move(stack_.back());
    stack_.pop_back();
    return out;
  }

  // Branches that end before this step: one value stands for them from here on.
  void meet() {
    while (!meetings_.empty() && meetings_.back() == at_) {
      meetings_.pop_back();
      const Entry last = pop();
      join(stack_.back(), last, kChoice, last.begin);
    }
  }

  void join(Entry& left, const Entry& right, const Deed& of, std::uint32_t where) {
    if (!left.measure.fits(right.measure)) tell(left.measure, right.measure, of, where);
    left.measure = left.measure.with(right.measure);
    left.number = nullptr;
  }

  void tell(const Measure& left, const Measure& right, const Deed& of, std::uint32_t where) {
    const Bilingual a = left.text(), b = right.text();
    const std::string vi = std::string(of.vi) + " " + a.vi + " với " + b.vi;
    const std::string en = std::string(of.en) + " " + (of.backwards ? b.en : a.en) + " " + of.between_en +
                           " " + (of.backwards ? a.en : b.en);
    out_.problems.push_back(
        problem(kFormulaMeasures, place_in_formula(place_, formula_.text_, where),
                {{"at", std::to_string(characters(std::string_view(formula_.text_).substr(0, where)) + 1)},
                 {"deed_vi", vi},
                 {"deed_en", en}}));
  }

  void binary(const FormulaNode& node) {
    const Entry right = pop();
    Entry& left = stack_.back();
    left.begin = node.begin;
    switch (node.step) {
      case Step::times:
        left.measure = left.measure.times(right.measure);
        break;
      case Step::divide:
        left.measure = left.measure.divided_by(right.measure);
        break;
      case Step::power:
        left.measure = power(left.measure, right.number);
        break;
      case Step::plus:
      case Step::minus:
      case Step::modulo:
        join(left, right, deed(node.step), node.argument);
        break;
      case Step::logical_and:
      case Step::logical_or:
        left.measure = {};
        break;
      default:
        join(left, right, deed(node.step), node.argument);
        left.measure = {};
    }
    left.number = nullptr;
  }

  static Measure power(const Measure& base, const FormulaNode* exponent) {
    if (base.kind() == Measure::Kind::number) return base;
    if (!exponent || !formula_whole(exponent->number) || std::fabs(exponent->number) > kMostPower) return {};
    return base.to_the(static_cast<int>(exponent->number));
  }

  Measure of_item(const FormulaItem& item) const {
    using Way = FormulaAggregation;
    const Way way = item.modifiers.aggregation;
    if (way == Way::count) return {};
    switch (item.kind) {
      case FormulaItemKind::element: {
        const Measure out = Measure::parse(measure_of_(std::string(item.code)));
        return way == Way::variance ? out.to_the(2) : out;
      }
      case FormulaItemKind::reports:
        return item.reports == FormulaReports::rate || item.reports == FormulaReports::rate_on_time
                   ? Measure::parse("%")
                   : Measure{};
      case FormulaItemKind::days:
        return Measure::parse("ngày");
      default:
        return {};
    }
  }

  void call(const FormulaNode& node) {
    const std::string_view name = formula_functions()[node.function].name;
    const size_t first = stack_.size() - node.argument;
    const bool choice = name == "least" || name == "greatest";
    const bool keeps = choice || name == "removeZeros";
    Entry out{.begin = node.begin};
    if (node.argument > 0 && (keeps || name == "is")) out.measure = stack_[first].measure;
    if (choice || name == "is")
      for (size_t i = first + 1; i < stack_.size(); ++i)
        join(out, stack_[i], choice ? kChoice : deed(Step::equal), stack_[i].begin);
    if (!keeps) out.measure = {};
    stack_.resize(first);
    out.begin = node.begin;
    stack_.push_back(std::move(out));
  }

  void gather(const FormulaNode& node) {
    const auto statistic = static_cast<Statistic>(node.function);
    Entry out = pop();
    if (statistic == Statistic::percentile) stack_.pop_back();
    const bool counts = statistic == Statistic::count ||
                        (statistic == Statistic::sub_expression &&
                         static_cast<FormulaAggregation>(node.argument) == FormulaAggregation::count);
    const bool squares = statistic == Statistic::variance ||
                         (statistic == Statistic::sub_expression &&
                          static_cast<FormulaAggregation>(node.argument) == FormulaAggregation::variance);
    if (counts) out.measure = {};
    if (squares) out.measure = out.measure.to_the(2);
    out.begin = node.begin;
    out.number = nullptr;
    stack_.push_back(std::move(out));
  }

  const Formula& formula_;
  const MeasureOf& measure_of_;
  const Place& place_;
  std::vector<Entry> stack_;
  std::vector<std::uint32_t> meetings_;
  std::uint32_t at_ = 0;
  Outcome<Measure> out_;
};

Outcome<Measure> formula_measure(const Formula& formula, const MeasureOf& measure_of, const Place& place) {
  return FormulaMeasures(formula, measure_of, place).run();
}

}  // namespace xanh

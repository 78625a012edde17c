// Calls of functions. Aggregations are put around the steps of their argument, which are then evaluated for
// every sample: one level of them, so that evaluation needs no depth.
#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "programme/formula_parser.hpp"
#include "programme/formula_problems.hpp"

namespace xanh {
namespace {

using Kind = FormulaTokenKind;
using Step = FormulaStep;
using Shape = FormulaShape;

constexpr int kAnyOperator = 1;
constexpr std::uint32_t kNoNode = std::numeric_limits<std::uint32_t>::max();

std::string known_functions() {
  std::string out;
  for (const FormulaFunction& row : formula_functions()) {
    if (!out.empty()) out += ", ";
    out += row.name;
  }
  return out;
}

// A slip of the keyboard, or another case: isnull, IF.
std::string likely_function(std::string_view name) {
  std::vector<std::string> names;
  for (const FormulaFunction& row : formula_functions()) {
    if (folded(row.name) == folded(name)) return std::string(row.name);
    names.emplace_back(row.name);
  }
  return nearest(name, names);
}

bool goes_elsewhere(Step step) {
  return step == Step::skip || step == Step::branch || step == Step::skip_if_false ||
         step == Step::skip_if_true || step == Step::skip_if_present || step == Step::sample;
}

// Steps that came to stand elsewhere go on to where they went.
void move_ends(std::span<FormulaNode> nodes, std::uint32_t by) {
  for (FormulaNode& node : nodes)
    if (goes_elsewhere(node.step)) node.argument += by;  // wraps around when it goes back
}

}  // namespace

bool FormulaParser::call(const FormulaToken& name) {
  const std::string_view spelling = lexer_.slice(name);
  const FormulaFunction* row = formula_function(spelling);
  if (!row) {
    return refuse(problem(
        kFormulaFunction, lexer_.place(name.begin),
        {{"at", lexer_.ordinal(name.begin)}, {"name", excerpt(spelling)}, {"known", known_functions()}},
        likely_function(spelling)));
  }
  if (row->shape == Shape::statistic) return statistic(*row, name);
  if (row->shape == Shape::distribution) return distribution(*row, name);
  Index given = 0;
  const int height = height_;
  if (!arguments(*row, name, given)) return false;
  const auto index = static_cast<std::uint8_t>(row - formula_functions().data());
  if (row->apply) {
    formula_.nodes_[put(Step::call, name.begin, given, 1 - static_cast<int>(given))].function = index;
    kinds_ = row->gives;
  } else if (given == 0) {
    put(Step::null, name.begin, 0, 1);
    kinds_ = kMayBeNull;
  }
  height_ = height + 1;
  return true;
}

bool FormulaParser::wrong_number(const FormulaFunction& function, const FormulaToken& name, Index given) {
  if (given >= function.least && given <= function.most) return true;
  const std::string least = std::to_string(function.least), most = std::to_string(function.most);
  const bool exact = function.least == function.most;
  const bool open = function.most == FormulaFunction::kAnyNumber;
  return refuse(problem(kFormulaArguments, lexer_.place(name.begin),
                        {{"at", lexer_.ordinal(name.begin)},
                         {"name", function.name},
                         {"count_vi", exact  ? least
                                      : open ? "ít nhất " + least
                                             : least + " đến " + most},
                         {"count_en", exact  ? least
                                      : open ? "at least " + least
                                             : least + " to " + most},
                         {"given", std::to_string(given)}}));
}

bool FormulaParser::argument(const FormulaFunction& function, Index given) {
  const Index begin = token_.begin;
  if (!nested(kAnyOperator)) return false;
  if (function.takes == FormulaTakes::numbers && !must_be_number(begin)) return false;
  return function.shape != Shape::branch || given != 0 || must_be_truth(begin);
}

// Between the arguments of `if` and `firstNonNull` stand the steps that pass over what does not matter. The
// open ends of firstNonNull are chained through their own arguments until the end is known.
bool FormulaParser::arguments(const FormulaFunction& function, const FormulaToken& name, Index& given) {
  advance();
  if (token_.kind == Kind::close) {
    advance();
    return wrong_number(function, name, given);
  }
  const int height = height_;
  Index branch = kNoNode;
  Index open_end = kNoNode;
  FormulaKinds any = 0;  // what one of the arguments may be, the condition aside
  auto& nodes = formula_.nodes_;
  for (;;) {
    if (!argument(function, given)) return false;
    if (function.shape != Shape::branch || given > 0) any |= kinds_;
    ++given;
    if (function.shape == Shape::membership && given == 1) {
      if (token_.kind != Kind::word || lexer_.slice(token_) != "in") return refuse_token("`in`", "`in`");
      advance();
      continue;
    }
    if (token_.kind != Kind::comma) break;
    if (function.shape == Shape::branch && given == 1) {
      branch = put(Step::branch, token_.begin, 0, -1);
    } else if (function.shape == Shape::branch && given == 2) {
      open_end = put(Step::skip, token_.begin, 0, 0);
      nodes[branch].argument = open_end + 1;
      height_ = height;
    } else if (function.shape == Shape::first_present) {
      open_end = put(Step::skip_if_present, token_.begin, open_end, -1);
    }
    advance();
  }
  if (token_.kind != Kind::close) return refuse_token("phép tính, `,` hoặc `)`", "an operator, `,` or `)`");
  advance();
  while (open_end != kNoNode) {
    const Index earlier = function.shape == Shape::first_present ? nodes[open_end].argument : kNoNode;
    nodes[open_end].argument = static_cast<Index>(nodes.size());
    open_end = earlier;
  }
  kinds_ = any;
  return (given >= function.least && given <= function.most) || wrong_number(function, name, given);
}

// sample, the steps of the first argument, gather; before them those of a second one (percentileCont), which
// is read once and not for every sample.
bool FormulaParser::statistic(const FormulaFunction& function, const FormulaToken& name) {
  if (sampled_)
    return refuse(problem(kFormulaNestedSamples, lexer_.place(name.begin),
                          {{"at", lexer_.ordinal(name.begin)}, {"name", function.name}}));
  auto& nodes = formula_.nodes_;
  const int height = height_;
  advance();
  if (token_.kind == Kind::close) return wrong_number(function, name, 0);
  // One place on the stack for the second argument, which will lie below the samples.
  const Index first = put(Step::sample, name.begin, 0, 1);
  sampled_ = true;
  if (!argument(function, 0)) return false;
  sampled_ = false;
  const auto middle = static_cast<Index>(nodes.size());
  height_ = height;
  Index given = 1;
  while (token_.kind == Kind::comma) {
    advance();
    if (!argument(function, given)) return false;
    ++given;
  }
  if (token_.kind != Kind::close) return refuse_token("phép tính, `,` hoặc `)`", "an operator, `,` or `)`");
  advance();
  if (!wrong_number(function, name, given)) return false;
  const auto last = static_cast<Index>(nodes.size());
  if (middle < last) {
    const auto all = std::span(nodes).subspan(first);
    move_ends(all.first(middle - first), last - middle);
    move_ends(all.subspan(middle - first), first - middle);
    std::rotate(all.begin(), all.begin() + (middle - first), all.end());
  }
  const Index sample = first + (last - middle);
  height_ = height;
  const Index gather = put(Step::gather, name.begin, 0, 1);
  nodes[gather].function = static_cast<std::uint8_t>(function.statistic);
  nodes[sample].argument = gather;
  kinds_ = function.gives;
  return true;
}

// normDistCum(x): mean and deviation of the samples of x. Its steps are there three times then.
bool FormulaParser::distribution(const FormulaFunction& function, const FormulaToken& name) {
  auto& nodes = formula_.nodes_;
  const int height = height_;
  const auto first = static_cast<Index>(nodes.size());
  const bool outside = !sampled_;
  advance();
  Index given = 0;
  auto middle = first;
  while (token_.kind != Kind::close) {
    if (given > 0) {
      if (token_.kind != Kind::comma)
        return refuse_token("phép tính, `,` hoặc `)`", "an operator, `,` or `)`");
      advance();
    }
    if (!argument(function, given)) return false;
    if (given++ == 0) middle = static_cast<Index>(nodes.size());
  }
  advance();
  if (!wrong_number(function, name, given)) return false;
  if (given < function.most) {
    const auto nested_here = [](const FormulaNode& node) { return node.step == Step::sample; };
    if (!outside || std::any_of(nodes.begin() + first, nodes.begin() + middle, nested_here))
      return refuse(problem(kFormulaNestedSamples, lexer_.place(name.begin),
                            {{"at", lexer_.ordinal(name.begin)}, {"name", function.name}}));
    if (given == 1) gather_copy(first, middle, FormulaStatistic::avg, name.begin);
    gather_copy(first, middle, FormulaStatistic::stddev_sample, name.begin);
  }
  const auto index = static_cast<std::uint8_t>(&function - formula_functions().data());
  nodes[put(Step::call, name.begin, function.most, 1 - static_cast<int>(function.most))].function = index;
  height_ = height + 1;
  kinds_ = function.gives;
  return true;
}

void FormulaParser::gather_copy(Index first, Index last, FormulaStatistic statistic, Index begin) {
  auto& nodes = formula_.nodes_;
  const Index sample = put(Step::sample, begin, 0, 0);
  // The copy needs as much of the stack as the original did, above two more values.
  formula_.stack_ += 2;
  const auto by = static_cast<Index>(nodes.size()) - first;
  for (Index at = first; at < last; ++at) {
    FormulaNode copy = nodes[at];
    if (copy.step == Step::item) {  // what is hung on it later is hung on each
      const FormulaReference reference = formula_.items_[copy.argument];
      copy.argument = static_cast<Index>(formula_.items_.size());
      formula_.items_.push_back(reference);
    }
    nodes.push_back(copy);
  }
  move_ends(std::span(nodes).last(last - first), by);
  const Index gather = put(Step::gather, begin, 0, 1);
  nodes[gather].function = static_cast<std::uint8_t>(statistic);
  nodes[sample].argument = gather;
}

// orgUnit.group(a, b): codes, not expressions. One of them is enough.
bool FormulaParser::question(const FormulaToken& orgunit) {
  advance();
  const FormulaToken name = token_;
  const std::string_view spelling = lexer_.slice(name);
  FormulaUnitTest test;
  if (spelling == "group")
    test.question = FormulaUnitQuestion::in_group;
  else if (spelling == "ancestor")
    test.question = FormulaUnitQuestion::below;
  else if (spelling == "dataSet")
    test.question = FormulaUnitQuestion::reports_on;
  else
    return refuse(problem(
        spelling == "program" ? kFormulaTracker : kFormulaUnitQuestion, lexer_.place(orgunit.begin),
        {{"at", lexer_.ordinal(orgunit.begin)}, {"what", "orgUnit.program"}, {"name", excerpt(spelling)}}));
  const bool set = test.question == FormulaUnitQuestion::reports_on;
  advance();
  if (token_.kind != Kind::open) return refuse_token("`(`", "`(`");
  do {
    last_end_ = token_.end;
    token_ = lexer_.bare();
    const std::string_view code = lexer_.slice(token_);
    if (token_.kind != Kind::word || !(set ? is_data_set_code(code) : is_item_code(code)))
      return refuse_token("mã", "a code");
    test.codes.emplace_back(code);
    advance();
  } while (token_.kind == Kind::comma);
  if (token_.kind != Kind::close) return refuse_token("`,` hoặc `)`", "`,` or `)`");
  advance();
  formula_.questions_.push_back(std::move(test));
  put(Step::question, orgunit.begin, static_cast<Index>(formula_.questions_.size() - 1), 1);
  kinds_ = kMayBeTruth;
  return true;
}

}  // namespace xanh

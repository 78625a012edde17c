// Elements, the other items of DHIS2, and what is hung on them.
#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "programme/formula_parser.hpp"
#include "programme/formula_problems.hpp"

namespace xanh {
namespace {

using Kind = FormulaTokenKind;
using Step = FormulaStep;
using Part = FormulaReference::Part;

constexpr int kMostOffset = 10'000;  // periods; keeps sums of them far from the end of int

constexpr std::string_view kModifierNames = "aggregationType, maxDate, minDate, periodOffset, yearToDate";

bool has_figures(Step step) {
  return step == Step::element || step == Step::item;
}

}  // namespace

bool FormulaParser::element() {
  const FormulaToken reference = token_;
  advance();
  put(Step::element, reference.begin, 0, 1);
  ++references_;
  kinds_ = kMayBeNull | kMayBeNumber;
  return true;
}

bool FormulaParser::put_item(const FormulaReference& reference, Index begin) {
  formula_.items_.push_back(reference);
  put(Step::item, begin, static_cast<Index>(formula_.items_.size() - 1), 1);
  kinds_ = kMayBeNull | kMayBeNumber;
  return true;
}

bool FormulaParser::item() {
  const FormulaToken whole = token_;
  const std::string_view text = lexer_.slice(whole);
  FormulaReference out;
  if (whole.kind == Kind::named) {
    out.kind = FormulaItemKind::days;
    advance();
    return put_item(out, whole.begin);
  }
  const size_t open = text.find('{');
  const std::string_view letter = text.substr(0, open);
  const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  const auto inner = static_cast<Index>(whole.begin + open + 1);
  // Parts of the inside, by their places in it.
  const auto part = [&](size_t begin, size_t end) {
    return Part{inner + static_cast<Index>(begin), static_cast<Index>(end - begin)};
  };
  const size_t dot = std::min(inside.find('.'), inside.size());
  out.code = part(0, dot);
  last_end_ = whole.end;
  const auto wrong = [&](std::string_view form) {
    return refuse(problem(kFormulaItem, lexer_.place(whole.begin),
                          {{"at", lexer_.ordinal(whole.begin)}, {"what", excerpt(text)}, {"form", form}}));
  };
  if (letter == "#") {
    const size_t second = std::min(inside.find('.', dot + 1), inside.size());
    out.option = part(dot + 1, second);
    if (second < inside.size()) out.attribute = part(second + 1, inside.size());
  } else if (letter == "R") {
    out.kind = FormulaItemKind::reports;
    const auto reports = formula_reports(dot < inside.size() ? inside.substr(dot + 1) : std::string_view{});
    if (!is_data_set_code(inside.substr(0, dot)) || !reports)
      return wrong("R{mã.REPORTING_RATE}, …_ON_TIME, ACTUAL_REPORTS, …_ON_TIME, EXPECTED_REPORTS");
    out.reports = *reports;
  } else if (letter == "C" || letter == "N" || letter == "OUG") {
    out.kind = letter == "C"   ? FormulaItemKind::constant
               : letter == "N" ? FormulaItemKind::indicator
                               : FormulaItemKind::unit_group;
    if (!is_item_code(inside)) return wrong(std::string(letter) + "{code}");
  } else {
    return refuse_text(kFormulaTracker, whole.begin);
  }
  advance();
  return put_item(out, whole.begin);
}

// The whole chain is applied at once: a long one behind many figures stays cheap.
bool FormulaParser::modifiers(Index first) {
  FormulaModifiers chain;
  const FormulaToken dot = token_;
  while (token_.kind == Kind::dot)
    if (!modifier(chain)) return false;
  const auto& nodes = formula_.nodes_;
  if (std::none_of(nodes.begin() + first, nodes.end(),
                   [](const FormulaNode& n) { return has_figures(n.step); })) {
    const std::string_view rest = std::string_view(formula_.text_).substr(dot.end);
    return refuse(
        problem(kFormulaModifierOfNothing, lexer_.place(dot.begin),
                {{"at", lexer_.ordinal(dot.begin)}, {"name", excerpt(rest.substr(0, rest.find('(')))}}));
  }
  apply(chain, first);
  // Problems of the item show what hangs on it, unless brackets stand between.
  FormulaNode& last = formula_.nodes_.back();
  if (last.end == dot.begin) last.end = last_end_;
  return true;
}

bool FormulaParser::modifier(FormulaModifiers& out) {
  advance();
  const FormulaToken name = token_;
  const std::string_view spelling = lexer_.slice(name);
  last_end_ = name.end;
  if (spelling == "stageOffset") return refuse_text(kFormulaTracker, name.begin);
  const bool year = spelling == "yearToDate";
  const bool offset = spelling == "periodOffset", way = spelling == "aggregationType";
  const bool from = spelling == "minDate", to = spelling == "maxDate";
  if (!year && !offset && !way && !from && !to)
    return refuse(
        problem(kFormulaModifier, lexer_.place(name.begin),
                {{"at", lexer_.ordinal(name.begin)}, {"name", excerpt(spelling)}, {"known", kModifierNames}},
                nearest(spelling, split(kModifierNames, ','))));
  advance();
  if (token_.kind != Kind::open) return refuse_token("`(`", "`(`");
  token_ = year ? lexer_.next() : lexer_.bare();
  const std::string_view given = token_.kind == Kind::word ? lexer_.slice(token_) : std::string_view{};
  if (offset) {
    int periods = 0;
    const std::string_view digits = given.starts_with('+') && !given.contains('-') ? given.substr(1) : given;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), periods);
    if (given.empty() || read.ec != std::errc{} || read.ptr != digits.data() + digits.size() ||
        std::abs(periods) > kMostOffset)
      return refuse_token("số kỳ, ví dụ -1", "a number of periods, such as -1");
    out.period_offset += periods;
  } else if (way) {
    const auto aggregation = formula_aggregation(given);
    if (given.empty() || !aggregation)
      return refuse_token("cách tổng hợp: SUM, AVERAGE, LAST, MAX…",
                          "a way to aggregate: SUM, AVERAGE, LAST, MAX…");
    out.aggregation = *aggregation;
  } else if (from || to) {
    const auto day = parse_date(given);
    if (!day) return refuse_token("ngày, ví dụ 2025-01-01", "a day, such as 2025-01-01");
    auto& date = from ? out.min_date : out.max_date;
    date = !date ? *day : from ? std::max(*date, *day) : std::min(*date, *day);
  }
  if (!year) advance();
  if (token_.kind != Kind::close) return refuse_token("`)`", "`)`");
  out.year_to_date |= year;
  advance();
  return true;
}

// What stands nearer to the figure was said of it alone: its own way to aggregate stays, offsets add up.
void FormulaParser::apply(const FormulaModifiers& chain, Index first) {
  auto& nodes = formula_.nodes_;
  FormulaModifiers inside = chain;
  FormulaNode& last = nodes.back();
  if (last.step == Step::gather &&
      static_cast<FormulaStatistic>(last.function) == FormulaStatistic::sub_expression) {
    if (chain.aggregation != FormulaAggregation::automatic)
      last.argument = static_cast<Index>(chain.aggregation);
    inside.aggregation = FormulaAggregation::automatic;
  }
  for (size_t at = first; at < nodes.size(); ++at) {
    FormulaNode& node = nodes[at];
    if (!has_figures(node.step)) continue;
    if (node.step == Step::element) {
      node.step = Step::item;
      node.argument = static_cast<Index>(formula_.items_.size());
      formula_.items_.push_back({.code = {node.begin + 2, node.end - node.begin - 3}});
    }
    FormulaModifiers& own = formula_.items_[node.argument].modifiers;
    own.period_offset += inside.period_offset;
    own.year_to_date |= inside.year_to_date;
    if (own.aggregation == FormulaAggregation::automatic) own.aggregation = inside.aggregation;
    if (inside.min_date)
      own.min_date = own.min_date ? std::max(*own.min_date, *inside.min_date) : *inside.min_date;
    if (inside.max_date)
      own.max_date = own.max_date ? std::min(*own.max_date, *inside.max_date) : *inside.max_date;
  }
}

void FormulaParser::gather_elements() {
  auto& codes = formula_.elements_;
  const std::string_view text = formula_.text_;
  const auto code = [&](const FormulaNode& node) {
    return text.substr(node.begin + 2, node.end - node.begin - 3);
  };
  codes.reserve(references_);
  for (const FormulaNode& node : formula_.nodes_)
    if (node.step == Step::element) codes.emplace_back(code(node));
  for (const FormulaReference& reference : formula_.items_)
    if (reference.kind == FormulaItemKind::element) codes.emplace_back(formula_.slice(reference.code));
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  for (FormulaNode& node : formula_.nodes_)
    if (node.step == Step::element)
      node.argument =
          static_cast<Index>(std::lower_bound(codes.begin(), codes.end(), code(node)) - codes.begin());
}

}  // namespace xanh

// Precedence climbing straight into postfix order; recursion only where brackets nest, and that is bounded.
#include "programme/formula_parser.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "programme/formula_problems.hpp"

namespace xanh {
namespace {

using Kind = FormulaTokenKind;
using Step = FormulaStep;

struct Binding {
  int tightness;
  Step step;
};

constexpr int kLoosest = 1;
constexpr int kSignTightness = 7;
constexpr int kPowerTightness = 8;

constexpr Binding binding(Kind kind) {
  switch (kind) {
    case Kind::logical_or:
      return {1, Step::logical_or};
    case Kind::logical_and:
      return {2, Step::logical_and};
    case Kind::equal:
      return {3, Step::equal};
    case Kind::not_equal:
      return {3, Step::not_equal};
    case Kind::less:
      return {4, Step::less};
    case Kind::less_equal:
      return {4, Step::less_equal};
    case Kind::greater:
      return {4, Step::greater};
    case Kind::greater_equal:
      return {4, Step::greater_equal};
    case Kind::plus:
      return {5, Step::plus};
    case Kind::minus:
      return {5, Step::minus};
    case Kind::times:
      return {6, Step::times};
    case Kind::divide:
      return {6, Step::divide};
    case Kind::modulo:
      return {6, Step::modulo};
    case Kind::power:
      return {kPowerTightness, Step::power};
    default:
      return {0, Step::null};
  }
}

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

}  // namespace

FormulaParser::FormulaParser(Formula& formula, const Place& place)
    : formula_(formula), lexer_(formula.text_, place) {}

bool FormulaParser::refuse(Problem problem) {
  problems_.push_back(std::move(problem));
  return false;
}

// A broken word tells more of itself than what was expected in its place.
bool FormulaParser::refuse_token(std::string_view expected_vi, std::string_view expected_en) {
  if (token_.kind == Kind::broken) return refuse(std::move(lexer_.problem()));
  if (const std::string_view number = number_before_comma(); !number.empty())
    return refuse(problem(kFormulaDecimalComma, lexer_.place(token_.begin),
                          {{"at", lexer_.ordinal(token_.begin)}, {"number", excerpt(number)}}));
  return refuse(lexer_.syntax(token_, expected_vi, expected_en));
}

// 1,5 as it is written on paper: the digits before the comma; empty if digits do not touch it on both sides.
std::string_view FormulaParser::number_before_comma() const {
  const std::string_view text = formula_.text_;
  constexpr std::string_view kDigits = "0123456789";
  if (token_.kind != Kind::comma || text.find_first_of(kDigits, token_.end) != token_.end) return {};
  const size_t before = text.substr(0, token_.begin).find_last_not_of(kDigits);
  return text.substr(0, token_.begin).substr(before + 1);  // npos + 1 is the beginning
}

void FormulaParser::advance() {
  last_end_ = token_.end;
  token_ = lexer_.next();
}

FormulaParser::Index FormulaParser::put(Step step, Index begin, Index argument, int grows) {
  height_ += grows;
  formula_.stack_ = std::max(formula_.stack_, static_cast<Index>(height_));
  formula_.nodes_.push_back({.step = step, .argument = argument, .begin = begin, .end = last_end_});
  return static_cast<Index>(formula_.nodes_.size() - 1);
}

bool FormulaParser::parse() {
  formula_.nodes_.reserve(formula_.text_.size() / 4 + 4);
  advance();
  if (token_.kind == Kind::end) return refuse(problem(kFormulaEmpty, lexer_.place(0)));
  if (!expression(kLoosest)) return false;
  if (token_.kind != Kind::end)
    return refuse_token("phép tính hoặc hết công thức", "an operator or the end of the formula");
  gather_elements();
  return true;
}

bool FormulaParser::nested(int tightness) {
  if (++nesting_ > Formula::kMaxNesting) {
    return refuse(
        problem(kFormulaNesting, lexer_.place(token_.begin),
                {{"at", lexer_.ordinal(token_.begin)}, {"limit", std::to_string(Formula::kMaxNesting)}}));
  }
  const bool sound = expression(tightness);
  --nesting_;
  return sound;
}

bool FormulaParser::expression(int tightness) {
  const Index begin = token_.begin;
  if (!operand()) return false;
  for (;;) {
    const Binding next = binding(token_.kind);
    if (next.tightness < tightness) return true;
    advance();
    if (next.step == Step::power) {
      if (!nested(kPowerTightness)) return false;
      put(Step::power, begin, 0, -1);
    } else if (next.step == Step::logical_and || next.step == Step::logical_or) {
      const bool both = next.step == Step::logical_and;
      const Index skip = put(both ? Step::skip_if_false : Step::skip_if_true, begin, 0, 0);
      if (!expression(next.tightness + 1)) return false;
      formula_.nodes_[skip].argument = put(next.step, begin, 0, -1) + 1;
    } else {
      if (!expression(next.tightness + 1)) return false;
      put(next.step, begin, 0, -1);
    }
  }
}

bool FormulaParser::operand() {
  switch (token_.kind) {
    case Kind::element:
      return element();
    case Kind::number: {
      const FormulaToken number = token_;
      advance();
      formula_.nodes_[put(Step::number, number.begin, 0, 1)].number = number.number;
      return true;
    }
    case Kind::text:
      return literal();
    case Kind::word:
      return word();
    case Kind::open:
      return bracket();
    case Kind::plus:
      return sign(Step::plus_sign);
    case Kind::minus:
      return sign(Step::minus_sign);
    case Kind::logical_not:
      return sign(Step::logical_not);
    default:
      return refuse_token("số, `#{mã}`, hàm hoặc dấu ngoặc mở",
                          "a number, `#{code}`, a function or an opening bracket");
  }
}

bool FormulaParser::sign(Step step) {
  const Index begin = token_.begin;
  advance();
  if (!nested(kSignTightness)) return false;
  put(step, begin, 0, 0);
  return true;
}

bool FormulaParser::bracket() {
  advance();
  if (!nested(kLoosest)) return false;
  if (token_.kind != Kind::close) return refuse_token("phép tính hoặc `)`", "an operator or `)`");
  advance();
  return true;
}

bool FormulaParser::element() {
  const FormulaToken reference = token_;
  advance();
  put(Step::element, reference.begin, 0, 1);
  ++references_;
  return true;
}

bool FormulaParser::literal() {
  const FormulaToken quoted = token_;
  std::string& text = formula_.texts_.emplace_back();
  if (!lexer_.unescape(quoted, text)) return refuse(std::move(lexer_.problem()));
  advance();
  put(Step::text, quoted.begin, static_cast<Index>(formula_.texts_.size() - 1), 1);
  return true;
}

bool FormulaParser::word() {
  const FormulaToken name = token_;
  const std::string_view spelling = lexer_.slice(name);
  advance();
  if (token_.kind == Kind::open) return call(name);
  if (spelling != "true" && spelling != "false" && spelling != "null") return unknown(name);
  put(spelling == "null" ? Step::null : spelling == "true" ? Step::yes : Step::no, name.begin, 0, 1);
  return true;
}

// A word that is spelt like a code was probably meant as one.
bool FormulaParser::unknown(const FormulaToken& name) {
  const std::string spelling(lexer_.slice(name));
  const bool like_code = is_code(spelling) && spelling.find('-') == std::string::npos;
  return refuse(problem(kFormulaWord, lexer_.place(name.begin),
                        {{"at", lexer_.ordinal(name.begin)}, {"name", excerpt(spelling)}},
                        like_code ? "#{" + spelling + "}" : ""));
}

bool FormulaParser::call(const FormulaToken& name) {
  const auto table = formula_functions();
  const std::string_view spelling = lexer_.slice(name);
  const auto row =
      std::find_if(table.begin(), table.end(), [&](const FormulaFunction& f) { return f.name == spelling; });
  if (row == table.end()) {
    return refuse(problem(
        kFormulaFunction, lexer_.place(name.begin),
        {{"at", lexer_.ordinal(name.begin)}, {"name", excerpt(spelling)}, {"known", known_functions()}},
        likely_function(spelling)));
  }
  Index given = 0;
  const int height = height_;
  if (!arguments(*row, given)) return false;
  if (given < row->least || given > row->most) {
    const std::string least = std::to_string(row->least), most = std::to_string(row->most);
    const bool exact = row->least == row->most;
    return refuse(problem(kFormulaArguments, lexer_.place(name.begin),
                          {{"at", lexer_.ordinal(name.begin)},
                           {"name", row->name},
                           {"count_vi", exact ? least : least + " đến " + most},
                           {"count_en", exact ? least : least + " to " + most},
                           {"given", std::to_string(given)}}));
  }
  const auto index = static_cast<std::uint8_t>(row - table.begin());
  if (row->shape == FormulaShape::all) {
    formula_.nodes_[put(Step::call, name.begin, given, 1 - static_cast<int>(given))].function = index;
  } else if (given == 0) {
    put(Step::null, name.begin, 0, 1);
  }
  height_ = height + 1;
  return true;
}

// Between the arguments of `if` and `firstNonNull` stand the steps that pass over what does not matter. The
// open ends of firstNonNull are chained through their own arguments until the end is known.
bool FormulaParser::arguments(const FormulaFunction& function, Index& given) {
  advance();
  if (token_.kind == Kind::close) {
    advance();
    return true;
  }
  const int height = height_;
  Index branch = kNoNode;
  Index open_end = kNoNode;
  auto& nodes = formula_.nodes_;
  for (;;) {
    if (!nested(kLoosest)) return false;
    ++given;
    if (token_.kind != Kind::comma) break;
    if (function.shape == FormulaShape::branch && given == 1) {
      branch = put(Step::branch, token_.begin, 0, -1);
    } else if (function.shape == FormulaShape::branch && given == 2) {
      open_end = put(Step::skip, token_.begin, 0, 0);
      nodes[branch].argument = open_end + 1;
      height_ = height;
    } else if (function.shape == FormulaShape::first_present) {
      open_end = put(Step::skip_if_present, token_.begin, open_end, -1);
    }
    advance();
  }
  if (token_.kind != Kind::close) return refuse_token("phép tính, `,` hoặc `)`", "an operator, `,` or `)`");
  advance();
  while (open_end != kNoNode) {
    const Index earlier = function.shape == FormulaShape::first_present ? nodes[open_end].argument : kNoNode;
    nodes[open_end].argument = static_cast<Index>(nodes.size());
    open_end = earlier;
  }
  return true;
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
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  for (FormulaNode& node : formula_.nodes_)
    if (node.step == Step::element)
      node.argument =
          static_cast<Index>(std::lower_bound(codes.begin(), codes.end(), code(node)) - codes.begin());
}

}  // namespace xanh

// Precedence climbing straight into postfix order; recursion only where brackets nest, and that is bounded.
#include "programme/formula_parser.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "programme/formula_operators.hpp"
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
  formula_.possible_ = kinds_;
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

// The kind of what was just read is in kinds_; nodes of brackets and branches have none of their own.
bool FormulaParser::expression(int tightness) {
  const Index begin = token_.begin;
  if (!operand()) return false;
  for (;;) {
    const Binding next = binding(token_.kind);
    if (next.tightness < tightness) return true;
    const FormulaKinds left = kinds_;
    const Index left_end = last_end_;
    const Index sign = token_.begin;
    advance();
    const Index right = token_.begin;
    if (next.step == Step::power) {
      if (!nested(kPowerTightness) || !fits(next.step, begin, left, left_end, right)) return false;
      put(Step::power, begin, sign, -1);
    } else if (next.step == Step::logical_and || next.step == Step::logical_or) {
      const bool both = next.step == Step::logical_and;
      const Index skip = put(both ? Step::skip_if_false : Step::skip_if_true, begin, 0, 0);
      if (!expression(next.tightness + 1) || !fits(next.step, begin, left, left_end, right)) return false;
      formula_.nodes_[skip].argument = put(next.step, begin, sign, -1) + 1;
    } else {
      if (!expression(next.tightness + 1) || !fits(next.step, begin, left, left_end, right)) return false;
      put(next.step, begin, sign, -1);
    }
  }
}

// Texts are compared with texts in their order; with anything else they are read as numbers.
bool FormulaParser::operands(Step step, Index left_begin, FormulaKinds left, Index left_end,
                             Index right_begin) {
  const FormulaKinds right = kinds_;
  const bool logical = is_logical(step);
  const bool order = is_order(step);
  if (step == Step::equal || step == Step::not_equal) return true;
  const auto wrong = [&](FormulaKinds kinds, FormulaKinds other) {
    if (logical) return is_never_truth(kinds);
    return is_never_number(kinds) && (!order || is_never_text(other));
  };
  const ProblemKind& kind = logical ? kFormulaNotTruth : kFormulaNotNumber;
  if (wrong(right, left)) return refuse_text(kind, right_begin);
  if (!wrong(left, right)) return true;
  last_end_ = left_end;
  return refuse_text(kind, left_begin);
}

bool FormulaParser::must_be_number(Index begin) {
  return !is_never_number(kinds_) || refuse_text(kFormulaNotNumber, begin);
}

bool FormulaParser::must_be_truth(Index begin) {
  return !is_never_truth(kinds_) || refuse_text(kFormulaNotTruth, begin);
}

bool FormulaParser::refuse_text(const ProblemKind& kind, Index begin, std::string_view value) {
  const std::string what = excerpt(std::string_view(formula_.text_).substr(begin, last_end_ - begin));
  return refuse(
      problem(kind, lexer_.place(begin),
              {{"at", lexer_.ordinal(begin)}, {"what", what}, {"value", value.empty() ? what : value}}));
}

bool FormulaParser::operand() {
  const auto first = static_cast<Index>(formula_.nodes_.size());
  return primary() && (token_.kind != Kind::dot || modifiers(first));
}

bool FormulaParser::primary() {
  switch (token_.kind) {
    case Kind::element:
      return element();
    case Kind::number: {
      const FormulaToken number = token_;
      advance();
      formula_.nodes_[put(Step::number, number.begin, 0, 1)].number = number.number;
      kinds_ = formula_whole(number.number) ? kMayBeNumber : kMayBeFraction;
      return true;
    }
    case Kind::text:
      return literal();
    case Kind::word:
      return word();
    case Kind::part:
    case Kind::item:
    case Kind::named:
      return item();
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
  const Index inside = token_.begin;
  if (!nested(kSignTightness)) return false;
  if (step == Step::logical_not ? !must_be_truth(inside) : !must_be_number(inside)) return false;
  if (step == Step::logical_not)
    kinds_ = kMayBeTruth;
  else if (kinds_ != kMayBeFraction)
    kinds_ = kMayBeNumber;
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

bool FormulaParser::literal() {
  const FormulaToken quoted = token_;
  std::string& text = formula_.texts_.emplace_back();
  if (!lexer_.unescape(quoted, text)) return refuse(std::move(lexer_.problem()));
  advance();
  kinds_ = formula_digits(text) ? kMayBeDigits : kMayBeText;
  put(Step::text, quoted.begin, static_cast<Index>(formula_.texts_.size() - 1), 1);
  return true;
}

bool FormulaParser::word() {
  const FormulaToken name = token_;
  const std::string_view spelling = lexer_.slice(name);
  advance();
  if (token_.kind == Kind::open) return call(name);
  if (token_.kind == Kind::dot && spelling == "orgUnit") return question(name);
  if (spelling != "true" && spelling != "false" && spelling != "null") return unknown(name);
  kinds_ = spelling == "null" ? kMayBeNull : kMayBeTruth;
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

}  // namespace xanh

// Lexer of formulas. Comments /* … */ count as blanks; words are told apart from operators spelt as words
// here.
#include "programme/formula_lexer.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/text.hpp"
#include "programme/formula.hpp"
#include "programme/formula_problems.hpp"

namespace xanh {
namespace {

using Kind = FormulaTokenKind;

constexpr size_t kLongestCode = 64;

constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_letter(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u;
}

constexpr bool is_identifier(std::string_view text) {
  if (text.size() != 11 || is_digit(text[0])) return false;
  for (const char c : text)
    if (c == '_' || !(is_letter(c) || is_digit(c))) return false;
  return true;
}

bool is_element_code(std::string_view text) {
  return (is_code(text) && !text.contains('-')) || is_identifier(text);
}

// One or two, of the category and of the attribute.
bool are_options(std::string_view text) {
  const size_t dot = text.find('.');
  const auto option = [](std::string_view part) { return part == "*" || is_item_code(part); };
  return option(text.substr(0, dot)) && (dot == std::string_view::npos || option(text.substr(dot + 1)));
}

// What may stand before braces: the items of DHIS2, those of its tracker included.
bool is_item_letter(std::string_view name) {
  return name == "C" || name == "R" || name == "OUG" || name == "N" || name == "I" || name == "A" ||
         name == "D" || name == "PI" || name == "V";
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    put(0x80 | (point & 0x3f));
  } else {
    put(0xe0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  }
}

}  // namespace

bool is_item_code(std::string_view text) {
  return is_code(text) || is_identifier(text);
}

bool is_data_set_code(std::string_view text) {
  return is_item_code(text) || (!text.empty() && is_digit(text[0]) && is_code("t" + std::string(text)));
}

std::string excerpt(std::string_view utf8, size_t most) {
  size_t count = 0;
  for (size_t i = 0; i < utf8.size(); ++i) {
    if (is_continuation(utf8[i])) continue;
    if (count++ == most) return std::string(utf8.substr(0, i)) + "…";
  }
  return std::string(utf8);
}

Place FormulaLexer::place(std::uint32_t offset) const {
  return place_in_formula(place_, text_, offset);
}

std::string FormulaLexer::ordinal(std::uint32_t offset) const {
  return std::to_string(characters(text_.substr(0, offset)) + 1);
}

Problem FormulaLexer::syntax(const FormulaToken& found, std::string_view expected_vi,
                             std::string_view expected_en) const {
  const std::string shown = fmt::format("`{}`", excerpt(slice(found)));
  const bool end = found.kind == Kind::end;
  return xanh::problem(kFormulaSyntax, place(found.begin),
                       {{"at", ordinal(found.begin)},
                        {"expected_vi", expected_vi},
                        {"expected_en", expected_en},
                        {"found_vi", end ? std::string_view("hết công thức") : shown},
                        {"found_en", end ? std::string_view("the end of the formula") : shown}});
}

FormulaToken FormulaLexer::token(Kind kind, size_t begin, size_t end) {
  position_ = end;
  return {kind, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), 0};
}

FormulaToken FormulaLexer::broken(Problem problem) {
  problem_ = std::move(problem);
  return {Kind::broken, static_cast<std::uint32_t>(position_), static_cast<std::uint32_t>(position_), 0};
}

// False at a comment that is never closed.
bool FormulaLexer::skip_blanks() {
  for (;;) {
    while (is_blank(at(position_))) ++position_;
    if (at(position_) != '/' || at(position_ + 1) != '*') return true;
    const size_t close = text_.find("*/", position_ + 2);
    if (close == std::string_view::npos) return false;
    position_ = close + 2;
  }
}

FormulaToken FormulaLexer::next() {
  if (!skip_blanks()) {
    const FormulaToken comment = token(Kind::broken, position_, text_.size());
    return broken(syntax(comment, "`*/` để đóng chú thích", "`*/` to close the comment"));
  }
  const size_t begin = position_;
  if (begin >= text_.size()) return token(Kind::end, begin, begin);
  const char c = text_[begin];
  if (is_digit(c) || (c == '.' && is_digit(at(begin + 1)))) return number(begin);
  if (c == '#') return element(begin);
  if (is_letter(c)) return word(begin);
  if (c == '.' && is_letter(at(begin + 1))) return token(Kind::dot, begin, begin + 1);
  if (c == '\'' || c == '"') return literal(begin);
  return operation(begin);
}

FormulaToken FormulaLexer::operation(size_t begin) {
  const char c = text_[begin];
  const char after = at(begin + 1);
  const auto one = [&](Kind kind) { return token(kind, begin, begin + 1); };
  const auto two = [&](Kind kind) { return token(kind, begin, begin + 2); };
  switch (c) {
    case '(':
      return one(Kind::open);
    case ')':
      return one(Kind::close);
    case ',':
      return one(Kind::comma);
    case '+':
      return one(Kind::plus);
    case '-':
      return one(Kind::minus);
    case '*':
      return one(Kind::times);
    case '/':
      return one(Kind::divide);
    case '%':
      return one(Kind::modulo);
    case '^':
      return one(Kind::power);
    case '[':
      if (text_.substr(begin, 6) == "[days]") return token(Kind::named, begin, begin + 6);
      break;
    case '<':
      return after == '=' ? two(Kind::less_equal) : one(Kind::less);
    case '>':
      return after == '=' ? two(Kind::greater_equal) : one(Kind::greater);
    case '!':
      return after == '=' ? two(Kind::not_equal) : one(Kind::logical_not);
    case '=':
      if (after == '=') return two(Kind::equal);
      return broken(syntax(one(Kind::broken), "`==` để so sánh bằng", "`==` to compare"));
    case '&':
      if (after == '&') return two(Kind::logical_and);
      return broken(syntax(one(Kind::broken), "`&&` hoặc `and`", "`&&` or `and`"));
    case '|':
      if (after == '|') return two(Kind::logical_or);
      return broken(syntax(one(Kind::broken), "`||` hoặc `or`", "`||` or `or`"));
    default:
      break;
  }
  size_t end = begin + 1;
  while (end < text_.size() && is_continuation(text_[end])) ++end;
  return broken(syntax(token(Kind::broken, begin, end), "số, `#{mã}`, hàm, phép tính hoặc dấu ngoặc",
                       "a number, `#{code}`, a function, an operator or a bracket"));
}

FormulaToken FormulaLexer::number(size_t begin) {
  size_t end = begin;
  while (is_digit(at(end))) ++end;
  if (at(end) == '.') ++end;
  while (is_digit(at(end))) ++end;
  if (at(end) == 'e' || at(end) == 'E') {
    const size_t sign = at(end + 1) == '+' || at(end + 1) == '-' ? 1 : 0;
    if (is_digit(at(end + 1 + sign))) {
      end += 1 + sign;
      while (is_digit(at(end))) ++end;
    }
  }
  FormulaToken out = token(Kind::number, begin, end);
  const auto read = std::from_chars(text_.data() + begin, text_.data() + end, out.number);
  if (read.ec != std::errc{})
    return broken(xanh::problem(kFormulaNumber, place(out.begin),
                                {{"at", ordinal(out.begin)}, {"number", excerpt(slice(out))}}));
  return out;
}

FormulaToken FormulaLexer::element(size_t begin) {
  if (at(begin + 1) != '{')
    return broken(syntax(token(Kind::broken, begin, begin + 1), "`#{mã}`", "`#{code}`"));
  const size_t first = begin + 2;
  size_t end = first;
  while (is_lower(at(end)) || (end > first && (is_digit(at(end)) || at(end) == '_'))) ++end;
  if (at(end) == '}' && end > first && end - first <= kLongestCode)
    return token(Kind::element, begin, end + 1);
  return parts(begin);
}

// What is no plain code: one of DHIS2, or an element with its options; `*` stands for all options.
FormulaToken FormulaLexer::parts(size_t begin) {
  const size_t first = begin + 2;
  const size_t close = text_.find('}', first);
  if (close == std::string_view::npos)
    return broken(
        syntax(token(Kind::broken, begin, text_.size()), "`}` để đóng mã số liệu", "`}` to close the code"));
  const std::string_view inside = text_.substr(first, close - first);
  const FormulaToken whole = token(Kind::broken, begin, close + 1);
  const size_t dot = inside.find('.');
  const bool options = dot != std::string_view::npos;
  if (is_element_code(inside.substr(0, dot)) && (!options || are_options(inside.substr(dot + 1))))
    return token(options ? Kind::part : Kind::element, begin, close + 1);
  return broken(xanh::problem(kFormulaElement, place(whole.begin),
                              {{"at", ordinal(whole.begin)}, {"code", excerpt(inside)}}));
}

FormulaToken FormulaLexer::bare() {
  if (!skip_blanks()) return next();
  const size_t begin = position_;
  size_t end = begin;
  while (is_letter(at(end)) || is_digit(at(end)) || at(end) == '-' || at(end) == '+') ++end;
  return end == begin ? next() : token(Kind::word, begin, end);
}

FormulaToken FormulaLexer::word(size_t begin) {
  size_t end = begin;
  // A colon joins the name of a family to the name of a function, as in d2:ceil.
  while (is_letter(at(end)) || is_digit(at(end)) || (at(end) == ':' && is_letter(at(end + 1)))) ++end;
  FormulaToken out = token(Kind::word, begin, end);
  const std::string_view name = slice(out);
  if (at(end) == '{' && is_item_letter(name)) {
    const size_t close = text_.find('}', end);
    if (close == std::string_view::npos)
      return broken(
          syntax(token(Kind::broken, begin, text_.size()), "`}` để đóng mã", "`}` to close the code"));
    return token(Kind::item, begin, close + 1);
  }
  if (name == "and")
    out.kind = Kind::logical_and;
  else if (name == "or")
    out.kind = Kind::logical_or;
  else if (name == "not")
    out.kind = Kind::logical_not;
  return out;
}

FormulaToken FormulaLexer::literal(size_t begin) {
  const char quote = text_[begin];
  for (size_t end = begin + 1; end < text_.size() && text_[end] != '\n' && text_[end] != '\r'; ++end) {
    if (text_[end] == quote) return token(Kind::text, begin, end + 1);
    if (text_[end] == '\\') ++end;
  }
  const std::string closing = std::string("`") + quote + "`";
  return broken(syntax(token(Kind::broken, begin, text_.size()), closing + " để đóng văn bản",
                       closing + " to close the text"));
}

bool FormulaLexer::unescape(const FormulaToken& literal, std::string& out) {
  const size_t last = literal.end - 1;
  for (size_t i = literal.begin + 1; i < last; ++i) {
    if (text_[i] != '\\') {
      out += text_[i];
      continue;
    }
    const size_t escape = i++;
    switch (text_[i]) {
      case 'n':
        out += '\n';
        continue;
      case 't':
        out += '\t';
        continue;
      case 'r':
        out += '\r';
        continue;
      case '\\':
      case '\'':
      case '"':
        out += text_[i];
        continue;
      default:
        break;
    }
    std::uint32_t point = 0;
    size_t digits = 0;
    while (text_[i] == 'u' && digits < 4 && i + 1 + digits < last) {
      const int digit = hex_digit(text_[i + 1 + digits]);
      if (digit < 0) break;
      point = point * 16 + static_cast<std::uint32_t>(digit);
      ++digits;
    }
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    if (digits < 4 || surrogate) {
      size_t end = i + 1;
      while (end < last && is_continuation(text_[end])) ++end;
      problem_ =
          syntax({Kind::broken, static_cast<std::uint32_t>(escape), static_cast<std::uint32_t>(end), 0},
                 "\\n, \\t, \\r, \\\\, \\', \\\" hoặc \\u với bốn chữ số",
                 "\\n, \\t, \\r, \\\\, \\', \\\" or \\u with four digits");
      return false;
    }
    append_utf8(out, point);
    i += 4;
  }
  return true;
}

}  // namespace xanh

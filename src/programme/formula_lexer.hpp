// The words of a formula, one at a time, without copying the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace xanh {

enum class FormulaTokenKind : std::uint8_t {
  end,
  number,
  text,
  element,  ///< #{code}
  part,     ///< #{code.option}, with as many parts as are there
  item,     ///< C{…} and the like
  named,    ///< [days]
  dot,      ///< before the name of a modifier
  word,
  open,
  close,
  comma,
  power,
  times,
  divide,
  modulo,
  plus,
  minus,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  logical_and,
  logical_or,
  logical_not,
  broken  ///< see FormulaLexer::problem
};

struct FormulaToken {
  FormulaTokenKind kind = FormulaTokenKind::end;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  double number = 0;
};

class FormulaLexer {
 public:
  FormulaLexer(std::string_view text, const Place& place) : text_(text), place_(place) {}

  FormulaToken next();
  /// A code, a day or a whole number as an argument that is no expression: what stands there without blanks,
  /// commas and brackets. Called instead of `next`.
  FormulaToken bare();
  /// Why a token was broken.
  [[nodiscard]] Problem& problem() { return problem_; }
  /// The text a literal stands for; false, with a problem, when an escape is wrong.
  bool unescape(const FormulaToken& literal, std::string& out);

  [[nodiscard]] std::string_view slice(const FormulaToken& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  /// expected … but found what stands at the token.
  [[nodiscard]] Problem syntax(const FormulaToken& found, std::string_view expected_vi,
                               std::string_view expected_en) const;
  /// Where a byte of the text lies, and its character's number from 1, as problems name it.
  [[nodiscard]] Place place(std::uint32_t offset) const;
  [[nodiscard]] std::string ordinal(std::uint32_t offset) const;

 private:
  [[nodiscard]] char at(size_t index) const { return index < text_.size() ? text_[index] : '\0'; }
  bool skip_blanks();
  FormulaToken token(FormulaTokenKind kind, size_t begin, size_t end);
  FormulaToken broken(Problem problem);
  FormulaToken number(size_t begin);
  FormulaToken literal(size_t begin);
  FormulaToken element(size_t begin);
  FormulaToken parts(size_t begin);
  FormulaToken word(size_t begin);
  FormulaToken operation(size_t begin);

  std::string_view text_;
  const Place& place_;
  size_t position_ = 0;
  Problem problem_;
};

/// What stands within the braces of items: a code of the programme or a group, or an identifier of DHIS2 (a
/// letter, then ten letters and digits).
[[nodiscard]] bool is_item_code(std::string_view text);
/// Tables of the form (05a) have codes that begin with a digit.
[[nodiscard]] bool is_data_set_code(std::string_view text);

/// At most so many characters of a text, with an ellipsis if it was longer.
[[nodiscard]] std::string excerpt(std::string_view utf8, size_t most = 40);

}  // namespace xanh

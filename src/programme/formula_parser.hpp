// From the text of a formula to its nodes. Precedence, from the tightest: ^ (from the right); + - ! not
// before an operand; * / %; + -; < <= > >=; == !=; && and; || or (grammar of the DHIS2 expression language).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/formula.hpp"
#include "programme/formula_functions.hpp"
#include "programme/formula_lexer.hpp"

namespace xanh {

class FormulaParser {
 public:
  FormulaParser(Formula& formula, const Place& place);
  /// False: see `problems`, and the formula is not to be used.
  bool parse();
  [[nodiscard]] Problems& problems() { return problems_; }

 private:
  using Index = std::uint32_t;

  bool expression(int tightness);
  bool operand();
  bool sign(FormulaStep step);
  bool bracket();
  bool element();
  bool literal();
  bool word();
  bool call(const FormulaToken& name);
  bool arguments(const FormulaFunction& function, Index& given);
  /// An expression one level deeper, within the limit.
  bool nested(int tightness);

  Index put(FormulaStep step, Index begin, Index argument, int grows);
  void advance();
  bool refuse(Problem problem);
  bool refuse_token(std::string_view expected_vi, std::string_view expected_en);
  [[nodiscard]] std::string_view number_before_comma() const;
  bool unknown(const FormulaToken& name);
  void gather_elements();

  Formula& formula_;
  FormulaLexer lexer_;
  Problems problems_;
  FormulaToken token_;
  Index last_end_ = 0;
  int nesting_ = 0;
  int height_ = 0;  ///< of the stack, at this point
  size_t references_ = 0;
};

}  // namespace xanh

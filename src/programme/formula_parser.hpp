// From the text of a formula to its nodes. Precedence, from the tightest: ^ (from the right); + - ! not
// before an operand; * / %; + -; < <= > >=; == !=; && and; || or (grammar of the DHIS2 expression language).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/formula.hpp"
#include "programme/formula_functions.hpp"
#include "programme/formula_lexer.hpp"
#include "programme/formula_types.hpp"

namespace xanh {

class FormulaParser {
 public:
  FormulaParser(Formula& formula, const Place& place);
  /// False: see `problems`, and the formula is not to be used.
  bool parse();
  [[nodiscard]] Problems& problems() { return problems_; }

 private:
  using Index = std::uint32_t;

  // formula_parser.cpp: operators and what they stand between
  bool expression(int tightness);
  bool operand();
  bool primary();
  bool sign(FormulaStep step);
  bool bracket();
  bool literal();
  bool word();
  /// An expression one level deeper, within the limit.
  bool nested(int tightness);

  // formula_parser_calls.cpp
  bool call(const FormulaToken& name);
  bool arguments(const FormulaFunction& function, const FormulaToken& name, Index& given);
  bool argument(const FormulaFunction& function, Index given);
  bool wrong_number(const FormulaFunction& function, const FormulaToken& name, Index given);
  bool statistic(const FormulaFunction& function, const FormulaToken& name);
  bool distribution(const FormulaFunction& function, const FormulaToken& name);
  void gather_copy(Index first, Index last, FormulaStatistic statistic, Index begin);
  bool question(const FormulaToken& orgunit);

  // formula_parser_items.cpp
  bool element();
  bool item();
  bool put_item(const FormulaReference& reference, Index begin);
  bool modifiers(Index first);
  bool modifier(FormulaModifiers& out);
  void apply(const FormulaModifiers& modifiers, Index first);
  void gather_elements();

  Index put(FormulaStep step, Index begin, Index argument, int grows);
  void advance();
  bool refuse(Problem problem);
  bool refuse_token(std::string_view expected_vi, std::string_view expected_en);
  /// Of what stands from `begin` to here.
  bool refuse_text(const ProblemKind& kind, Index begin, std::string_view value = {});
  bool must_be_number(Index begin);
  bool must_be_truth(Index begin);
  bool operands(FormulaStep step, Index left_begin, FormulaKinds left, Index left_end, Index right_begin);
  /// Texts and fractions are looked at; the rest can be read as anything.
  bool fits(FormulaStep step, Index left_begin, FormulaKinds left, Index left_end, Index right_begin) {
    if (((left | kinds_) & (kMayBeText | kMayBeFraction)) != 0 &&
        !operands(step, left_begin, left, left_end, right_begin))
      return false;
    kinds_ = kinds_given(step);
    return true;
  }
  [[nodiscard]] std::string_view number_before_comma() const;
  bool unknown(const FormulaToken& name);

  Formula& formula_;
  FormulaLexer lexer_;
  Problems problems_;
  FormulaToken token_;
  Index last_end_ = 0;
  int nesting_ = 0;
  int height_ = 0;  ///< of the stack, at this point
  size_t references_ = 0;
  FormulaKinds kinds_ = 0;  ///< what the last operand may be
  bool sampled_ = false;    ///< inside an aggregation
};

}  // namespace xanh

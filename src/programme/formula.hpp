// Formulas of targets and checks, `#{treated} / #{generated} * 100`: parsed once, then evaluated as often as
// needed. Meaning of nulls, types, operators and functions: the DHIS2 expression reference (indicators,
// predictors, validation rules); 1/0 is infinite inside a formula as there. Many rows at once:
// formula_columns.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/problem.hpp"
#include "programme/formula_scope.hpp"

namespace xanh {

/// What a formula gives: null, a finite number, a truth value or a text.
using FormulaValue = std::variant<std::monostate, double, bool, std::string>;

/// The figure of an element; empty means null (no figure). Must be safe to call from the threads that
/// evaluate.
/// What is not a plain element is asked for by its key (FormulaItem::key).
using FormulaInputs = std::function<std::optional<double>(const std::string& code)>;

/// What a formula gives when it gives anything, as its text shows; null aside. `mixed`: one or the other.
enum class FormulaType : std::uint8_t { null, number, truth, text, mixed };

/// What one step of a formula does to the stack of values.
enum class FormulaStep : std::uint8_t {
  number,
  text,
  yes,
  no,
  null,
  element,   // put a value
  item,      // of formula_item.hpp
  question,  // about the unit
  plus_sign,
  minus_sign,
  logical_not,  // one operand
  power,
  times,
  divide,
  modulo,
  plus,
  minus,  // two operands
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  logical_and,
  logical_or,
  skip_if_false,
  skip_if_true,  // left side of and, or: decided without the right side
  branch,
  skip,             // if(condition, …, …)
  skip_if_present,  // firstNonNull
  call,             // a row of the table of functions
  sample,           // what follows is evaluated for every sample …
  gather            // … up to here, which makes one value of them
};

/// One node of the tree, kept in postfix order: a walk needs no recursion, whatever the input.
struct FormulaNode {
  FormulaStep step = FormulaStep::null;
  std::uint8_t function = 0;  ///< row of the table, of a call; statistic, of gather
  /// Element, item, question, text, node to go to, number of arguments, aggregation of a subExpression, or
  /// where the sign of an operator stands.
  std::uint32_t argument = 0;
  std::uint32_t begin = 0;  ///< the part of the text it stands for
  std::uint32_t end = 0;
  double number = 0;
};

/// An item as its formula keeps it: parts are places in the text.
struct FormulaReference {
  struct Part {
    std::uint32_t begin = 0;
    std::uint32_t length = 0;
  };
  FormulaItemKind kind = FormulaItemKind::element;
  FormulaReports reports = FormulaReports::rate;
  Part code{}, option{}, attribute{};
  FormulaModifiers modifiers{};
};

struct FormulaUnitTest {
  FormulaUnitQuestion question{};
  std::vector<std::string> codes;  ///< one of them is enough
};

class Formula {
 public:
  /// Beyond these a formula is a problem; they keep a hostile one from using up the stack or the memory.
  static constexpr int kMaxNesting = 200;
  static constexpr size_t kMaxBytes = 1 << 20;

  /// `place` is where the formula begins in its file; problems point at the character within it.
  /// The first syntax error only: after it the rest is guesswork. So is a text where only a number makes
  /// sense.
  static Outcome<Formula> parse(std::string_view text, const Place& place = {});

  /// Codes of the elements it refers to, sorted, each once; with those it takes a part of
  /// (`#{element.option}`).
  [[nodiscard]] const std::vector<std::string>& elements() const { return elements_; }
  /// What it asks for besides plain elements, in the order of the text.
  [[nodiscard]] std::vector<FormulaItem> items() const;
  /// What it asks about units.
  [[nodiscard]] const std::vector<FormulaUnitTest>& unit_tests() const { return questions_; }
  [[nodiscard]] FormulaType type() const;
  /// The first place that needs more than figures of elements for one unit and period; empty if there is
  /// none.
  [[nodiscard]] std::string_view beyond_elements() const;
  /// Whether reports of one unit are enough: it aggregates nothing, asks nothing about units and reports.
  [[nodiscard]] bool of_one_unit() const;
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The text with every `#{code}` replaced by what `name` gives for the code: how a person reads the
  /// formula.
  [[nodiscard]] std::string with_names(const std::function<std::string(const std::string& code)>& name) const;

  /// IEEE doubles in the order written, hence the same everywhere. Arithmetic or order on a null, and a
  /// result that is not finite, are problems; all nulls that matter are named at once. An argument that does
  /// not decide the result of if, firstNonNull, && or || is not evaluated.
  /// An aggregation has one sample here.
  [[nodiscard]] Outcome<FormulaValue> evaluate(const FormulaInputs& inputs, const Place& place = {}) const;
  /// The same for a unit and a period of the scope. A sample of an aggregation that lacks a figure is passed
  /// over.
  [[nodiscard]] Outcome<FormulaValue> evaluate(const FormulaScope& scope, FormulaCell cell,
                                               const Place& place = {}) const;

 private:
  friend class FormulaParser;
  friend class FormulaEvaluation;
  friend class FormulaColumnWalk;
  friend class FormulaMeasures;

  [[nodiscard]] std::string_view slice(FormulaReference::Part part) const {
    return std::string_view(text_).substr(part.begin, part.length);
  }
  [[nodiscard]] FormulaItem item(const FormulaReference& reference) const;

  std::string text_;
  std::vector<FormulaNode> nodes_;
  std::vector<std::string> elements_;
  std::vector<std::string> texts_;  ///< literals with their escapes resolved
  std::vector<FormulaReference> items_;
  std::vector<FormulaUnitTest> questions_;
  std::uint32_t stack_ = 0;    ///< values an evaluation holds at most
  std::uint8_t possible_ = 0;  ///< what it may give (formula_types.hpp)
};

/// "null", "true", the shortest digits of a number, or the text itself: as `xanh eval` prints it.
[[nodiscard]] std::string to_text(const FormulaValue& value);

/// Where byte `offset` of a formula lies, if the formula begins at `place`. Columns count characters.
[[nodiscard]] Place place_in_formula(const Place& place, std::string_view formula, size_t offset);

}  // namespace xanh

// Expressions of indicators and validation rules: read by our own parser of formulas, taken apart at what
// they refer to, put together again with codes of ours. Source: DHIS2 user documentation, "Indicators" and
// "Validation rules"; docs/decisions/0008-formulas.md says what the parser follows.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "exchange/dhis2_figures.hpp"

namespace xanh::dhis2 {

struct ReadExpression {
  std::vector<std::string> texts;  ///< before, between and behind the parts; constants stand there as numbers
  std::vector<Part> parts;
  /// One part and nothing around it.
  [[nodiscard]] bool single() const;
  /// The text when it refers to nothing.
  [[nodiscard]] std::string constant() const { return parts.empty() ? texts.front() : std::string{}; }
  [[nodiscard]] std::string with(const std::function<std::string(const Part&)>& code) const;
};

/// Who the expression is of, for what is told.
struct Owner {
  Bilingual what;  ///< "the indicator"
  const Object* object = nullptr;
};

/// Nothing when it cannot be used: then the report says why.
[[nodiscard]] std::optional<ReadExpression> read_expression(const Metadata& metadata,
                                                            const Expression& expression, const Owner& owner,
                                                            Report& report);

}  // namespace xanh::dhis2

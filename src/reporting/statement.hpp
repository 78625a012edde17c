// A published figure (số liệu đã công bố) with all it takes to compare it. Statements that contradict each
// other live side by side.
#pragma once

#include <array>

#include "base/describe.hpp"

namespace xanh {

/// A row of statements.csv. The value stays as printed: "13.2", "<10".
struct Statement {
  std::string target, value, numerator, denominator, definition, territory, as_of, reporter, document, source,
      chosen, reason;
  Place place;
  static constexpr std::array kRequired{"target", "value", "source"};
};
BOOST_DESCRIBE_STRUCT(Statement, (),
                      (target, value, numerator, denominator, definition, territory, as_of, reporter,
                       document, source, chosen, reason))

[[nodiscard]] std::string statements_digest(const std::vector<Statement>& statements);

/// Groups of statements of one target that contradict: same date to the year, another value or another
/// definition; or the same definition and another value. What nobody may subtract, a working paper shows side
/// by side.
struct Contradiction {
  std::string target;
  std::vector<const Statement*> statements;
};
[[nodiscard]] std::vector<Contradiction> contradictions(const std::vector<Statement>& statements);

}  // namespace xanh

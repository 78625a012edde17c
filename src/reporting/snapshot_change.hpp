// What changed from one snapshot of a cycle to the next (đã đổi kể từ bản chốt lần trước), line by line.
#pragma once

#include <string>
#include <vector>

#include "reporting/consolidation.hpp"

namespace xanh {

enum class ChangedKind { target, task, unit, element, money, directive, difficulty };
BOOST_DESCRIBE_ENUM(ChangedKind, target, task, unit, element, money, directive, difficulty)

/// One value that differs. A value that was or is absent is empty.
struct SnapshotChange {
  ChangedKind kind{};
  std::string code;   ///< of the target, task, unit …; of money the source of funds, empty for the total
  std::string field;  ///< value, grade, coverage, state, disbursed …
  std::string from, to;
};
BOOST_DESCRIBE_STRUCT(SnapshotChange, (), (kind, code, field, from, to))

/// In the order of the later result; what is only in the earlier one last.
[[nodiscard]] std::vector<SnapshotChange> changes_between(const Consolidation& before,
                                                          const Consolidation& after);
/// The same with the reports that were sent anew, whose words are in the report too.
[[nodiscard]] std::vector<SnapshotChange> changes_between(const Consolidation& before, const Manifest& from,
                                                          const Consolidation& after, const Manifest& to);

}  // namespace xanh

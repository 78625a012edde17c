// The chain of the audit log: every row's hash covers the hash before it, so a row that was altered, dropped
// or moved shows. hash = SHA-256 over the canonical form of the row without its hash; never changed once
// released.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "store/records.hpp"

namespace xanh {

/// The end of the chain. Written down outside the store it proves that no row at the end was dropped.
struct AuditHead {
  std::int64_t seq = 0;  ///< 0: no row yet
  std::string hash;
  bool operator==(const AuditHead&) const = default;
};

/// `previous` of the first row.
[[nodiscard]] const AuditHead& audit_beginning();
/// The row that follows `head`.
[[nodiscard]] AuditRow next_audit_row(const AuditHead& head, const AuditEntry& entry);
[[nodiscard]] std::string audit_hash(const AuditRow& row);

enum class AuditFault {
  missing,   ///< rows between the one before and this one are gone
  altered,   ///< the row's content does not have its hash
  unlinked,  ///< it does not follow the row before it
  cut,       ///< the chain ends before, or elsewhere than, where it is known to have been
};
struct AuditBreak {
  std::int64_t seq = 0;
  AuditFault fault = AuditFault::missing;
  bool operator==(const AuditBreak&) const = default;
};
struct AuditReport {
  std::int64_t rows = 0;
  AuditHead head;
  std::vector<AuditBreak> breaks;
  [[nodiscard]] bool sound() const { return breaks.empty(); }
};
[[nodiscard]] Problem to_problem(const AuditBreak& found);

/// Walks the rows in the order of seq.
class AuditWalk {
 public:
  void take(const AuditRow& row);
  /// This head is known to have been reached.
  void expect(const AuditHead& head) { expected_.push_back(head); }
  [[nodiscard]] AuditReport finish();

 private:
  AuditReport report_;
  std::vector<AuditHead> expected_;  ///< to be told before the rows
  std::vector<std::string> seen_;    ///< hash found at each expected head
};

}  // namespace xanh

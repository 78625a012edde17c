// The audit log as a person reads it, and whether its chain is whole; and the refusals that go into it.
#pragma once

#include <chrono>
#include <map>
#include <mutex>

#include "office/access.hpp"

namespace xanh {

struct AuditQuery {
  std::string subject;  ///< "2023-H1" finds what stands under it as well
  std::string actor;
  std::optional<Date> day;  ///< in the programme's zone
  int after = 0;            ///< rows behind this number
  int limit = 100;          ///< 1 to 1000
};

struct AuditLine {
  int seq = 0;
  Instant at{};
  std::string by, action, subject, detail, hash;
};
BOOST_DESCRIBE_STRUCT(AuditLine, (), (seq, at, by, action, subject, detail, hash))

struct AuditPage {
  std::vector<AuditLine> items;
  std::optional<int> next;  ///< `after` of the next page; absent on the last
};

/// Act::read_audit. Problems: not-allowed, audit-limit.
[[nodiscard]] Outcome<AuditPage> read_audit(const Desk& desk, const AuditQuery& query);

struct AuditState {
  int rows = 0;
  std::string head;  ///< hash of the last row, to be written down elsewhere
  bool whole = false;
};
BOOST_DESCRIBE_STRUCT(AuditState, (), (rows, head, whole))

/// Walks the whole chain. What is broken is a problem each, and the state says so as well.
[[nodiscard]] Outcome<AuditState> verify_audit_log(const Desk& desk);

/// The refusals of a door, in the audit log: the first of its kind at once, the others of the same minute as
/// one row with their number, so that nobody fills the log by being refused. Safe to use from several
/// threads.
class RefusalLog {
 public:
  static constexpr std::chrono::seconds kWindow{60};
  /// Kinds remembered at one time; those beyond are counted together.
  static constexpr size_t kMost = 200;

  /// `what` was tried and refused with this code. `desk.actor` empty: a visitor.
  void add(const Desk& desk, const std::string& what, const std::string& code);
  /// Writes what was counted in windows that are over; with `all`, in every one.
  void write_counted(const Desk& desk, bool all = false);

 private:
  struct Kind {
    std::string by, what, code;
    auto operator<=>(const Kind&) const = default;
  };
  struct Counted {
    Instant since{};
    int more = 0;  ///< beside the one that was written
  };
  std::mutex mutex_;
  std::map<Kind, Counted> counted_;
};

}  // namespace xanh

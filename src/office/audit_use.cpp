#include "office/audit_use.hpp"

#include <fmt/format.h>

#include "office/memory.hpp"

namespace xanh {
namespace {

constexpr int kMostRows = 1000;
constexpr std::string_view kNobodySignedIn = "visitor";

constexpr ProblemKind kLimit{"audit-limit",
                             Severity::error,
                             "mỗi lần xem từ 1 đến {most} dòng",
                             "1 to {most} rows at a time",
                             "sửa số dòng, xem tiếp bằng `after`",
                             "mend the number, and go on with `after`"};

AuditSearch search_of(const AuditQuery& query, const Transaction& t) {
  AuditSearch out;
  out.after = query.after;
  out.at_most = query.limit + 1;  // one more tells whether there is a next page
  out.by = query.actor;
  out.subject = query.subject;
  if (query.day) {
    const Zone zone = zone_of(recall(t).plans.back());
    const Date next = std::chrono::sys_days{*query.day} + std::chrono::days{1};
    out.from = zone.at(*query.day, std::chrono::seconds{0});
    out.to = zone.at(next, std::chrono::seconds{0});
  }
  return out;
}

}  // namespace

Outcome<AuditPage> read_audit(const Desk& desk, const AuditQuery& query) {
  Outcome<AuditPage> out;
  out.problems = authorise(desk, Act::read_audit);
  if (!has_error(out.problems) && (query.limit < 1 || query.limit > kMostRows))
    out.problems.push_back(problem(kLimit, Place{}, {{"most", std::to_string(kMostRows)}}));
  if (has_error(out.problems)) return out;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      out.value = {};
      for (auto& row : t.audit_rows(search_of(query, t)))
        out.value.items.push_back({static_cast<int>(row.seq), row.at, std::move(row.by),
                                   std::move(row.action), std::move(row.subject), std::move(row.detail),
                                   std::move(row.hash)});
    });
  });
  if (out.value.items.size() > static_cast<size_t>(query.limit)) {
    out.value.items.pop_back();
    out.value.next = out.value.items.back().seq;
  }
  return out;
}

Outcome<AuditState> verify_audit_log(const Desk& desk) {
  Outcome<AuditState> out;
  out.problems = authorise(desk, Act::read_audit);
  if (has_error(out.problems)) return out;
  AuditReport report;
  out.problems = attempt([&] { desk.store->read([&](const Transaction& t) { report = t.verify_audit(); }); });
  if (has_error(out.problems)) return out;
  for (const auto& broken : report.breaks) out.problems.push_back(to_problem(broken));
  out.value = {static_cast<int>(report.rows), report.head.hash, report.sound()};
  return out;
}

void RefusalLog::add(const Desk& desk, const std::string& what, const std::string& code) {
  Kind kind{desk.actor.empty() ? std::string(kNobodySignedIn) : shown(desk.actor), shown(what, 200), code};
  {
    const std::lock_guard lock(mutex_);
    auto found = counted_.find(kind);
    if (found == counted_.end() && counted_.size() >= kMost) {
      kind = {std::string(kNobodySignedIn), "*", "refused"};
      found = counted_.find(kind);
    }
    if (found != counted_.end()) {
      ++found->second.more;
      return;
    }
    counted_[kind] = {desk.now, 0};
  }
  desk.store->transact(
      [&](Transaction& t) { t.audit({desk.now, kind.by, "refused", kind.what, kind.code}); });
}

void RefusalLog::write_counted(const Desk& desk, bool all) {
  std::vector<std::pair<Kind, int>> due;
  {
    const std::lock_guard lock(mutex_);
    for (auto it = counted_.begin(); it != counted_.end();) {
      const bool over = all || desk.now.utc - it->second.since.utc >= kWindow;
      if (over && it->second.more > 0) due.emplace_back(it->first, it->second.more);
      it = over ? counted_.erase(it) : std::next(it);
    }
  }
  if (due.empty()) return;
  desk.store->transact([&](Transaction& t) {
    for (const auto& [kind, more] : due)
      t.audit({desk.now, kind.by, "refused", kind.what, fmt::format("{} × {}", kind.code, more)});
  });
}

}  // namespace xanh

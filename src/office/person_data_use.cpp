#include "office/person_data_use.hpp"

#include "base/text.hpp"
#include "office/feedback_use.hpp"
#include "office/memory.hpp"

namespace xanh {
namespace {

constexpr int kRowsAStep = 1000;

constexpr ProblemKind kNobodyOfThatName{"no-such-person",
                                        Severity::error,
                                        "không có người dùng `{code}`",
                                        "there is no person `{code}`",
                                        "xem `xanh user list --all`",
                                        "see `xanh user list --all`"};

/// Rows made by the person, and rows whose subject the person is, in the order of the log.
std::vector<PersonAuditRow> audit_of(const Transaction& t, const std::string& person) {
  std::map<std::int64_t, PersonAuditRow> rows;
  const auto take_all = [&](AuditSearch search) {
    search.at_most = kRowsAStep;
    for (auto found = t.audit_rows(search); !found.empty(); found = t.audit_rows(search)) {
      for (const auto& row : found)
        rows[row.seq] = {static_cast<int>(row.seq), row.at, row.by, row.action, row.subject, row.detail};
      search.after = found.back().seq;
    }
  };
  AuditSearch by, about;
  by.by = person;
  about.subject = person;
  take_all(by);
  take_all(about);
  std::vector<PersonAuditRow> out;
  out.reserve(rows.size());
  for (auto& [seq, row] : rows) out.push_back(std::move(row));
  return out;
}

}  // namespace

Outcome<PersonData> data_of_person(const Desk& desk, const std::string& code) {
  Outcome<PersonData> out;
  const bool own = !desk.posts.empty() && desk.actor == code;
  if (!own) out.problems = authorise(desk, Act::manage_people);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             wrong.clear();
             out.value = {};
             const auto person = is_sign_in_name(code) ? person_of(t, code) : std::nullopt;
             if (!person) {
               std::vector<std::string> codes;
               for (const auto& [known, one] : people_of(t)) codes.push_back(known);
               wrong.push_back(
                   problem(kNobodyOfThatName, Place{}, {{"code", shown(code)}}, nearest(code, codes)));
               return;
             }
             out.value.person = line_of(*person, zone_of(recall(t).plans.back()).day_of(desk.now));
             for (const auto& event : t.person_events_of(code))
               out.value.events.push_back({event.at, event.event, event.by});
             for (const auto& key : t.keys_of(code)) {
               const char* kind = key.kind == KeyKind::session ? "session"
                                  : key.kind == KeyKind::link  ? "link"
                                                               : "token";
               out.value.keys.push_back({kind, key.made_at, key.seen_at, key.ends_at});
             }
             out.value.audit = audit_of(t, code);
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Problems drop_what_has_ended(const Desk& desk) {
  Instant before = desk.now;
  before.utc -= kFeedbackTraces;
  return attempt([&] {
    desk.store->transact([&](Transaction& t) {
      t.drop_keys_ended(desk.now);
      t.drop_feedback_traces(before);
    });
  });
}

}  // namespace xanh

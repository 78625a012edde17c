// Everything that is kept of one person, for that person or an administrator to see (Nghị định 13/2023/NĐ-CP,
// Điều 9), and the end of what is no longer needed.
#pragma once

#include "office/people_use.hpp"

namespace xanh {

/// Something that happened to the account. What it changed is in the person's line; hashes and secrets are
/// not shown to anybody.
struct PersonHappening {
  Instant at{};
  std::string event, by;
};
BOOST_DESCRIBE_STRUCT(PersonHappening, (), (at, event, by))

/// A session, link or token, without its secret.
struct PersonKey {
  std::string kind;
  Instant made_at{}, seen_at{}, ends_at{};
};
BOOST_DESCRIBE_STRUCT(PersonKey, (), (kind, made_at, seen_at, ends_at))

/// A row of the audit log that the person made, or that is about the person. Rows of coming in hold the
/// address it was tried from.
struct PersonAuditRow {
  int seq = 0;
  Instant at{};
  std::string by, action, subject, detail;
};
BOOST_DESCRIBE_STRUCT(PersonAuditRow, (), (seq, at, by, action, subject, detail))

struct PersonData {
  PersonLine person;
  std::vector<PersonHappening> events;
  std::vector<PersonKey> keys;
  std::vector<PersonAuditRow> audit;
};
BOOST_DESCRIBE_STRUCT(PersonData, (), (person, events, keys, audit))

/// Act::manage_people, or the person's own. Problems: not-allowed, no-such-person.
[[nodiscard]] Outcome<PersonData> data_of_person(const Desk& desk, const std::string& person);

/// Sessions, links and tokens that have ended, and what is no longer needed of feedback (kFeedbackTraces),
/// are dropped; a server does it every hour.
[[nodiscard]] Problems drop_what_has_ended(const Desk& desk);

}  // namespace xanh

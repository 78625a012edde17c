#include "office/change_use.hpp"

#include "base/text.hpp"

namespace xanh {
namespace {

/// "2023-H1/q7/2" is a report of q7, "2023-H1/bc-so/1" and "2023-H1/3" are papers of the cycle.
std::optional<Change> of_account(const AuditRow& row, const Register& units) {
  const auto parts = split(row.subject, '/');
  if (parts.empty() || parts[0].empty()) return std::nullopt;
  if (parts.size() > 1 && units.any_unit(parts[1]))
    return Change{{SubjectKind::report, parts[0] + "/" + parts[1]}, Act::read_report, parts[1]};
  return Change{{SubjectKind::cycle, parts[0]}, Act::read_cycle, {}};
}

bool begins(const AuditRow& row, std::string_view prefix) {
  return row.action.starts_with(prefix);
}

}  // namespace

std::optional<Change> change_of(const AuditRow& row, const Register& units) {
  for (const char* silent : {"session.", "password.", "totp.", "token.", "refused", "calendar."})
    if (begins(row, silent)) return std::nullopt;
  if (row.action == "init" || begins(row, "programme.") || begins(row, "register."))
    return Change{{SubjectKind::programme, row.subject}, Act::read_programme, {}};
  if (begins(row, "cycle.")) return Change{{SubjectKind::cycle, row.subject}, Act::read_programme, {}};
  if (begins(row, "user.")) return Change{{SubjectKind::people, row.subject}, Act::manage_people, {}};
  if (begins(row, "mail.")) return Change{{SubjectKind::mail, row.subject}, Act::run_cycle, {}};
  if (begins(row, "directive."))
    return Change{{SubjectKind::directive, row.subject}, Act::read_programme, {}};
  if (begins(row, "difficulty.")) {
    const auto parts = split(row.subject, '/');
    return Change{{SubjectKind::difficulty, row.subject},
                  Act::read_report,
                  parts.size() > 1 ? parts[1] : std::string()};
  }
  static const auto known_as_cycle = {"letter.", "consolidate", "narrative."};
  const bool of_cycle = std::any_of(known_as_cycle.begin(), known_as_cycle.end(),
                                    [&](const char* prefix) { return begins(row, prefix); });
  auto out = of_account(row, units);
  // What is not known and names no unit may be about anything.
  if (out && out->subject.kind == SubjectKind::cycle && !of_cycle && !begins(row, "paper."))
    return std::nullopt;
  return out;
}

bool may_hear(const Desk& desk, const Change& change, const Register& units) {
  // One's own posts one may always hear of.
  if (change.subject.kind == SubjectKind::people && change.subject.code == desk.actor) return true;
  return !has_error(
      authorise(at_level(desk, split(change.subject.code, '/').front()), change.needs, change.unit, &units));
}

bool concerns_session_of(const std::string& person, const AuditRow& row) {
  const bool about = begins(row, "session.") || begins(row, "password.") || begins(row, "token.") ||
                     begins(row, "user.") || begins(row, "totp.");
  return about && (row.by == person || row.subject == person);
}

}  // namespace xanh

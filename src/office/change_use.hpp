// What a change is about and who may hear of it: from the rows of the audit log to the pages that show it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "office/access.hpp"

namespace xanh {

enum class SubjectKind { cycle, report, programme, people, difficulty, directive, mail };
BOOST_DESCRIBE_ENUM(SubjectKind, cycle, report, programme, people, difficulty, directive, mail)

/// What a page shows: a cycle ("2023-H1"), a unit's report ("2023-H1/q7"), a difficulty ("2023-H1/so-xd/1"),
/// a directive, a person, the programme, the mail that is sent.
struct ChangeSubject {
  SubjectKind kind{};
  std::string code;
  auto operator<=>(const ChangeSubject&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChangeSubject, (), (kind, code))

/// A change as far as it is heard of.
struct Change {
  ChangeSubject subject;
  Act needs{};       ///< who may see the page may hear of it
  std::string unit;  ///< whose report it is about; empty: of the city
};

/// Nothing for what no page shows: who came in, what was refused. An action that is not known here is about
/// the report that its subject names, so that a new use case is heard of without a line here.
[[nodiscard]] std::optional<Change> change_of(const AuditRow& row, const Register& units);

[[nodiscard]] bool may_hear(const Desk& desk, const Change& change, const Register& units);

/// Whether the row may have ended the session of this person, or changed what the posts allow.
[[nodiscard]] bool concerns_session_of(const std::string& person, const AuditRow& row);

}  // namespace xanh

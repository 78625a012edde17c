// What the programme store hands out and takes in: one plain struct a table, texts as they were stored.
// The store keeps records and bytes; what they mean is decided in the rooms of the domain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/instant.hpp"

namespace xanh {

/// One complete plan version in canonical form.
struct StoredPlan {
  int version = 0;
  int year = 0;  ///< plan year of its newest decision
  Date in_force_from{};
  std::string bytes;
  std::string digest;
  Instant recorded_at{};
  std::string recorded_by;
  bool operator==(const StoredPlan&) const = default;
};

enum class RegisterKind { unit, change, area, day };

/// One row of the register of units, their changes, areas, or days of the calendar; only ever appended.
struct RegisterRow {
  std::int64_t seq = 0;  ///< given by the store
  RegisterKind kind = RegisterKind::unit;
  std::string code;
  std::string bytes;
  Instant recorded_at{};
  bool operator==(const RegisterRow&) const = default;
};

/// One wording of a cycle's definition; a later one of the same code has the next seq.
struct StoredCycle {
  std::string code;
  int seq = 0;  ///< given by the store, from 1 for each code
  std::string bytes;
  std::string digest;
  Instant recorded_at{};
  bool operator==(const StoredCycle&) const = default;
};

struct CycleEvent {
  std::int64_t seq = 0;  ///< given by the store
  std::string cycle;
  std::string event;
  std::optional<int> plan_version;
  std::string detail;
  Instant at{};
  std::string by;
  bool operator==(const CycleEvent&) const = default;
};

struct StoredStatement {
  std::int64_t seq = 0;  ///< given by the store
  std::string bytes;
  std::string digest;
  Instant recorded_at{};
  bool operator==(const StoredStatement&) const = default;
};

/// One revision of a unit's submission as it was sent: its canonical bytes are the proof.
struct StoredRevision {
  std::string cycle;
  std::string unit;
  int revision = 0;
  int plan_version = 0;
  std::string bytes;
  std::string digest;
  Instant received_at{};
  Instant recorded_at{};
  std::string recorded_by;
  bool operator==(const StoredRevision&) const = default;
};

/// One figure of a revision, to compute with. It can be dropped and built again from the revision's bytes.
struct FigureRow {
  std::string cycle;
  std::string unit;
  int revision = 0;
  std::string element;
  std::string column;
  std::string area;  ///< empty: the unit as a whole
  std::string definition;
  std::string state;
  std::optional<Decimal> value;  ///< absent for the empties, which `state` names
  bool operator==(const FigureRow&) const = default;
};

struct SubmissionEvent {
  std::int64_t seq = 0;  ///< given by the store
  std::string cycle;
  std::string unit;
  std::optional<int> revision;  ///< absent before the first revision
  std::string event;
  std::string detail;
  Instant at{};
  std::string by;
  bool operator==(const SubmissionEvent&) const = default;
};

enum class MatterKind { directive, difficulty };

/// Something said of a matter that stays open across cycles; what it means is in `detail`.
struct MatterEvent {
  std::int64_t seq = 0;  ///< given by the store
  MatterKind kind = MatterKind::directive;
  std::string code;
  std::string event;
  std::string detail;
  Instant at{};
  std::string by;
  bool operator==(const MatterEvent&) const = default;
};

/// Something that happened to a proposed amendment of the plan; what it means is in `detail`.
struct AmendmentEvent {
  std::int64_t seq = 0;  ///< given by the store
  std::string amendment;
  std::string event;
  std::string detail;
  Instant at{};
  std::string by;
  bool operator==(const AmendmentEvent&) const = default;
};

/// Something that happened to a person's account; what it means is in `detail`.
struct PersonEvent {
  std::int64_t seq = 0;  ///< given by the store
  std::string person;
  std::string event;
  std::string detail;
  Instant at{};
  std::string by;
  bool operator==(const PersonEvent&) const = default;
};

enum class KeyKind { session, link, token };

/// What opens the door for a while. Of the secret only its SHA-256 is here. Keys are no memory of the
/// programme: they move and go, and the audit log tells their history.
struct StoredKey {
  std::string digest;
  KeyKind kind = KeyKind::session;
  std::string person;
  std::string detail;
  Instant made_at{};
  Instant seen_at{};
  Instant ends_at{};  ///< from then on it opens nothing
  bool operator==(const StoredKey&) const = default;
};

/// waiting → delivered to the mail server, refused by it for good, or lapsed: nobody needs it any more.
enum class MailState { waiting, delivered, refused, lapsed };

/// A mail that is to be sent to a person; what it says is made from `kind` and `detail` when it is sent, and
/// the address is asked of the person then. Like keys these rows move; the audit log tells their history.
struct StoredMail {
  std::int64_t seq = 0;    ///< given by the store
  std::string topic;       ///< what it is about, given once: the same topic again adds nothing
  std::string message_id;  ///< left part of Message-ID, the same at every try
  std::string kind;
  std::string person;
  std::string detail;
  Instant made_at{};
  Instant ends_at{};  ///< from then on it is not sent
  MailState state = MailState::waiting;
  int tries = 0;
  Instant next_at{};   ///< nobody takes it before: its turn, or the end of the lease of who has taken it
  std::string holder;  ///< who took it last
  std::string reply;   ///< what the mail server said last
  std::optional<Instant> settled_at;
  bool operator==(const StoredMail&) const = default;
};

/// The secret address under which a person's calendar is read; of the secret only its SHA-256 is here.
struct StoredCalendar {
  std::string digest;
  std::string person;
  Instant made_at{};
  bool operator==(const StoredCalendar&) const = default;
};

/// That a request with a key of the sender's own was carried out, and what it answered. No memory of the
/// programme: it goes after a day.
struct StoredAnswer {
  std::string person;
  std::string key;
  std::string digest;  ///< of the request
  std::string answer;  ///< empty: not kept, or not known
  Instant at{};
  Instant ends_at{};
  bool operator==(const StoredAnswer&) const = default;
};

/// received → published or declined; either may be looked at again.
enum class FeedbackState { received, published, declined };

/// What a citizen says of the programme (góp ý). A row that moves; the audit log tells its history.
struct StoredFeedback {
  std::string code;  ///< by which its sender follows it
  Instant at{};
  std::string about;  ///< target:CODE, task:CODE, area:CODE; empty: the programme as a whole
  std::string text;
  std::string contact;     ///< how to ask its sender; empty: none was given, or it is no longer needed
  std::string photo_type;  ///< media type of the photo; empty: none
  FeedbackState state = FeedbackState::received;
  std::string reason;  ///< why it is not published
  std::string answer;
  std::optional<Instant> settled_at;
  std::string settled_by;
  bool operator==(const StoredFeedback&) const = default;
};

struct StoredSnapshot {
  std::string cycle;
  int number = 0;  ///< given by the store, from 1 for each cycle
  std::string manifest;
  std::string result;
  std::string digest;
  Instant at{};
  std::string by;
  bool operator==(const StoredSnapshot&) const = default;
};

/// A published paper, byte for byte; found again by the SHA-256 of its bytes.
/// One field of a report that is being written. The newest value only: what was sent is kept as a revision.
struct DraftField {
  std::string cycle, unit;
  std::string field;        ///< figures:ww_treated:this_period
  std::string value;        ///< JSON
  std::int64_t number = 1;  ///< of the change, counted in this field
  Instant at{};
  std::string by;
  bool operator==(const DraftField&) const = default;
};

/// A secret address by which a part of a split form (a ward, an office) comes in without an account.
struct StoredPartLink {
  std::string digest;  ///< of its secret
  std::string cycle, unit, part;
  Instant made_at{}, ends_at{};
  bool used = false;  ///< its part was sent by it
  bool operator==(const StoredPartLink&) const = default;
};

struct PublishedDocument {
  std::string digest;
  std::string name;
  std::string media_type;
  std::string bytes;
  Instant at{};
  bool operator==(const PublishedDocument&) const = default;
};

/// One line of the audit log. `hash` covers the row with `previous`, so each row vouches for all before it.
struct AuditRow {
  std::int64_t seq = 0;
  Instant at{};
  std::string by;
  std::string action;
  std::string subject;
  std::string detail;
  std::string previous;
  std::string hash;
  bool operator==(const AuditRow&) const = default;
};

/// What a caller says of an act; the store adds seq, previous and hash.
struct AuditEntry {
  Instant at{};
  std::string by;
  std::string action;
  std::string subject;
  std::string detail;
};

}  // namespace xanh

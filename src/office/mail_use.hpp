// What is told to people by mail. A row is written in the transaction of what causes it, and says what
// happened; the words, the address and a link to come in by are made when the mail is sent.
#pragma once

#include "office/memory.hpp"

namespace xanh {

enum class MailKind {
  request,     ///< reports of a cycle are asked for
  reminder,    ///< a report is due soon, today, or late
  escalation,  ///< to the standing agency: these units are late
  revise,      ///< figures of a report are to be looked at again
  receipt,     ///< a report came
  extended,    ///< a later due day was granted
  answer,      ///< a difficulty was answered
  invitation,  ///< a link to come in by
  published    ///< the report of a cycle is published
};
BOOST_DESCRIBE_ENUM(MailKind, request, reminder, escalation, revise, receipt, extended, answer, invitation,
                    published)

/// What a mail is written from. Kept in the outbox, so only what its words need.
struct MailFacts {
  std::string cycle, unit, code;  ///< `code`: of a submission or a difficulty
  Bilingual cycle_name, unit_name;
  std::string message;             ///< what somebody wrote: why figures are asked for again, an answer
  std::optional<Date> day;         ///< due, or granted
  int days = 0;                    ///< working days: left when below 0, late when above
  std::vector<std::string> items;  ///< figures asked for, units that are late
};
BOOST_DESCRIBE_STRUCT(MailFacts, (), (cycle, unit, code, cycle_name, unit_name, message, day, days, items))

/// Writes to the outbox within one transaction. People are read when the first mail is written.
class Outbox {
 public:
  Outbox(const Desk& desk, Transaction& t, Date today) : desk_(desk), t_(t), today_(today) {}

  /// To everybody who holds one of the roles today, of the unit where they are roles of a unit. `topic` names
  /// what it is about: the same topic again sends nothing. How many were written.
  int to_roles(MailKind kind, const std::string& topic, const MailFacts& facts,
               const std::vector<Role>& roles);
  /// To one person; nothing when the person has ended or named no address.
  int to_person(MailKind kind, const std::string& topic, const MailFacts& facts, const Person& person);

 private:
  const Desk& desk_;
  Transaction& t_;
  const Date today_;
  std::optional<std::map<std::string, Person>> people_;
};

/// Of the unit: those who write a report and those who send it.
[[nodiscard]] const std::vector<Role>& desk_roles();
[[nodiscard]] MailFacts facts_of(const Memory& memory, const Cycle& cycle, const std::string& unit);

/// The server acts under these names; no person can have them.
inline constexpr std::string_view kMailActor = "server:mail";

/// A mail in the hands of the sender.
struct MailInHand {
  std::int64_t seq = 0;
  std::string id;  ///< left part of Message-ID
  std::string person, to_name, to;
  MailKind kind{};
  MailFacts facts;
  int tries = 0;
};

/// The next mail whose turn it is, until `lease` is over. What nobody needs any more (a reminder of a report
/// that came, a person who left) is settled on the way. Costs no transaction when nothing waits.
[[nodiscard]] std::optional<MailInHand> take_next_mail(const Desk& desk, const std::string& holder,
                                                       std::chrono::seconds lease);

struct MailWords {
  std::string subject, body;
};
/// In both languages. `site`: the address of the server as people know it, or empty; `link`: the secret of an
/// invitation.
[[nodiscard]] MailWords mail_words(const MailInHand& mail, const std::string& site, const std::string& link);

/// A fresh link of an invitation, made when the mail server is about to take it, so that its secret stands
/// nowhere but in that mail. Those of earlier tries stay good, for one of them may have arrived: the first
/// that is used ends the others. Empty when the person has ended meanwhile.
[[nodiscard]] std::string make_mailed_link(const Desk& desk, const std::string& person);

enum class MailResult { delivered, refused, later };
/// What became of it. `later`: tried again after `pause`.
void settle_mail(const Desk& desk, const std::string& holder, std::int64_t seq, MailResult result,
                 const std::string& reply, std::chrono::seconds pause = {});

/// The pause before try number `tries` + 1: a minute, doubled up to an hour, and a fifth more or less as
/// `chance` (0 to 1) wants it.
[[nodiscard]] std::chrono::seconds mail_pause(int tries, double chance);

struct MailLine {
  std::int64_t seq = 0;
  MailKind kind{};
  std::string person, to;
  std::string about;  ///< cycle, cycle/unit or the code of a difficulty
  MailState state{};
  int tries = 0;
  Instant made_at{};
  std::optional<Instant> settled_at;
  std::string reply;  ///< what the mail server said last
};

/// For the standing agency and administrators, newest first; the newest 1000.
[[nodiscard]] Outcome<std::vector<MailLine>> list_mail(const Desk& desk, std::optional<MailState> state);
/// Sends one again that was refused or lapsed. Problems: unknown-mail, mail-not-settled.
[[nodiscard]] Problems resend_mail(const Desk& desk, std::int64_t seq);

BOOST_DESCRIBE_ENUM(MailState, waiting, delivered, refused, lapsed)
BOOST_DESCRIBE_STRUCT(MailLine, (), (seq, kind, person, to, about, state, tries, made_at, settled_at, reply))

}  // namespace xanh

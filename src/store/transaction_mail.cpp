// Mail that is to be sent, and the secret addresses of calendars. These rows move and go.
#include "base/describe.hpp"
#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {

BOOST_DESCRIBE_ENUM(MailState, waiting, delivered, refused, lapsed)

namespace {

constexpr std::string_view kHasTopic = "SELECT COUNT(*) FROM outbox WHERE topic = :topic";
constexpr std::string_view kLastMail = "SELECT COALESCE(MAX(seq), 0) FROM outbox";
constexpr std::string_view kAddMail =
    "INSERT INTO outbox (seq, topic, message_id, kind, person, detail, made_at, ends_at, state, tries, "
    "next_at, holder, reply, settled_at) VALUES (:seq, :topic, :message_id, :kind, :person, :detail, "
    ":made_at, :ends_at, 'waiting', 0, :next_at, '', '', NULL)";
constexpr std::string_view kNextMail =
    "SELECT seq FROM outbox WHERE state = 'waiting' AND next_at <= :now ORDER BY next_at, seq LIMIT 1";
constexpr std::string_view kTakeMail =
    "UPDATE outbox SET holder = :holder, next_at = :lease_end, tries = tries + 1 WHERE seq = :seq";
constexpr std::string_view kSettleMail =
    "UPDATE outbox SET state = :state, reply = :reply, settled_at = :at WHERE seq = :seq";
constexpr std::string_view kGiveBack =
    "UPDATE outbox SET reply = :reply, next_at = :next_at WHERE seq = :seq";
constexpr std::string_view kWakeMail =
    "UPDATE outbox SET state = 'waiting', next_at = :now, ends_at = :ends_at, settled_at = NULL, holder = '' "
    "WHERE seq = :seq";
constexpr std::string_view kDropMail = "DELETE FROM outbox WHERE state <> 'waiting' AND settled_at < :before";

constexpr std::string_view kMail =
    "SELECT seq, topic, message_id, kind, person, detail, made_at, ends_at, state, tries, next_at, holder, "
    "reply, COALESCE(settled_at, '') FROM outbox WHERE seq = :seq";
constexpr std::string_view kMails =
    "SELECT seq, topic, message_id, kind, person, detail, made_at, ends_at, state, tries, next_at, holder, "
    "reply, COALESCE(settled_at, '') FROM outbox ORDER BY seq DESC LIMIT :at_most";
constexpr std::string_view kMailsOfState =
    "SELECT seq, topic, message_id, kind, person, detail, made_at, ends_at, state, tries, next_at, holder, "
    "reply, COALESCE(settled_at, '') FROM outbox WHERE state = :state ORDER BY seq DESC LIMIT :at_most";
constexpr std::string_view kMailsAbout =
    "SELECT seq, topic, message_id, kind, person, detail, made_at, ends_at, state, tries, next_at, holder, "
    "reply, COALESCE(settled_at, '') FROM outbox WHERE topic >= :beginning AND topic < :end ORDER BY topic";
constexpr size_t kMailColumns = 14;

constexpr std::string_view kAddCalendar =
    "INSERT INTO calendars (digest, person, made_at) VALUES (:digest, :person, :made_at)";
constexpr std::string_view kDropCalendar = "DELETE FROM calendars WHERE person = :person";
constexpr std::string_view kCalendar = "SELECT digest, person, made_at FROM calendars WHERE digest = :digest";
constexpr std::string_view kCalendarOf =
    "SELECT digest, person, made_at FROM calendars WHERE person = :person";

StoredMail mail_of(const Row& row) {
  StoredMail out;
  out.seq = row.integer(0);
  out.topic = row.text(1);
  out.message_id = row.text(2);
  out.kind = row.text(3);
  out.person = row.text(4);
  out.detail = row.text(5);
  out.made_at = row.instant(6);
  out.ends_at = row.instant(7);
  const auto state = from_word<MailState>(row.text(8));
  if (!state) throw SessionError(SessionError::Kind::damaged, "unknown state of a mail");
  out.state = *state;
  out.tries = row.number(9);
  out.next_at = row.instant(10);
  out.holder = row.text(11);
  out.reply = row.text(12);
  if (!row.text(13).empty()) out.settled_at = row.instant(13);
  return out;
}

std::vector<StoredMail> all_of(StoreWork& work, std::string_view sql, const std::vector<Cell>& parameters) {
  std::vector<StoredMail> out;
  work.select(sql, parameters, kMailColumns, [&](const Row& row) { out.push_back(mail_of(row)); });
  return out;
}

std::optional<StoredMail> one_of(StoreWork& work, std::int64_t seq) {
  auto found = all_of(work, kMail, {cell(seq)});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<StoredCalendar> one_calendar(StoreWork& work, std::string_view sql, const std::string& by) {
  std::optional<StoredCalendar> out;
  work.select(sql, {cell(by)}, 3,
              [&](const Row& row) { out = StoredCalendar{row.text(0), row.text(1), row.instant(2)}; });
  return out;
}

}  // namespace

bool Transaction::add_mail(const StoredMail& mail) {
  if (work_.number(kHasTopic, {cell(mail.topic)}) > 0) return false;
  const std::int64_t seq = work_.number(kLastMail) + 1;
  work_.run(kAddMail, {cell(seq), cell(mail.topic), cell(mail.message_id), cell(mail.kind), cell(mail.person),
                       cell(mail.detail), cell(mail.made_at), cell(mail.ends_at), cell(mail.next_at)});
  return true;
}

bool Transaction::mail_waits(Instant now) const {
  return work_.number(kNextMail, {cell(now)}) > 0;
}

std::optional<StoredMail> Transaction::take_mail(Instant now, const std::string& holder, Instant lease_end) {
  const std::int64_t seq = work_.number(kNextMail, {cell(now)});
  if (seq == 0) return std::nullopt;
  work_.run(kTakeMail, {cell(holder), cell(lease_end), cell(seq)});
  return one_of(work_, seq);
}

bool Transaction::settle_mail(std::int64_t seq, const std::string& holder, MailState state, Instant at,
                              const std::string& reply, Instant next_at) {
  const auto now = one_of(work_, seq);
  if (!now || now->state != MailState::waiting) return false;
  if (state != MailState::delivered && now->holder != holder) return false;
  if (state == MailState::waiting)
    work_.run(kGiveBack, {cell(reply), cell(next_at), cell(seq)});
  else
    work_.run(kSettleMail, {cell(word(state)), cell(reply), cell(at), cell(seq)});
  return true;
}

bool Transaction::wake_mail(std::int64_t seq, Instant now, Instant ends_at) {
  const auto found = one_of(work_, seq);
  if (!found || (found->state != MailState::refused && found->state != MailState::lapsed)) return false;
  work_.run(kWakeMail, {cell(now), cell(ends_at), cell(seq)});
  return true;
}

std::optional<StoredMail> Transaction::mail(std::int64_t seq) const {
  return one_of(work_, seq);
}

std::vector<StoredMail> Transaction::mails(std::optional<MailState> state, int at_most) const {
  if (state) return all_of(work_, kMailsOfState, {cell(word(*state)), cell(at_most)});
  return all_of(work_, kMails, {cell(at_most)});
}

std::vector<StoredMail> Transaction::mails_about(const std::string& beginning) const {
  // The last character there is: topics are ordered by their bytes on both engines.
  return all_of(work_, kMailsAbout, {cell(beginning), cell(beginning + "\xf4\x8f\xbf\xbf")});
}

void Transaction::drop_mail_settled(Instant before) {
  work_.run(kDropMail, {cell(before)});
}

void Transaction::set_calendar(const StoredCalendar& calendar) {
  drop_calendar(calendar.person);
  work_.run(kAddCalendar, {cell(calendar.digest), cell(calendar.person), cell(calendar.made_at)});
}

void Transaction::drop_calendar(const std::string& person) {
  work_.run(kDropCalendar, {cell(person)});
}

std::optional<StoredCalendar> Transaction::calendar(const std::string& digest) const {
  return one_calendar(work_, kCalendar, digest);
}

std::optional<StoredCalendar> Transaction::calendar_of(const std::string& person) const {
  return one_calendar(work_, kCalendarOf, person);
}

}  // namespace xanh

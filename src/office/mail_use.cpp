#include "office/mail_use.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "base/text.hpp"
#include "exchange/mail_message.hpp"
#include "office/inherited_posts.hpp"
#include "office/people_use.hpp"
#include "office/secrets.hpp"

namespace xanh {
namespace {

using std::chrono::hours;

constexpr ProblemKind kUnknownMail{"unknown-mail",           Severity::error,     "không có thư số {seq}",
                                   "there is no mail {seq}", "xem danh sách thư", "see the list of mail"};
constexpr ProblemKind kNotSettled{"mail-not-settled",
                                  Severity::error,
                                  "thư số {seq} chưa bị từ chối: đang chờ gửi hoặc đã gửi",
                                  "mail {seq} was not refused: it waits, or was delivered",
                                  "chỉ gửi lại thư bị từ chối hoặc quá hạn",
                                  "only refused or lapsed mail is sent again"};

constexpr hours kKeepSettled{400 * 24};  // longer than from one year's report to the next

/// Until then it is worth sending.
hours life_of(MailKind kind) {
  switch (kind) {
    case MailKind::invitation:
      return kLinkLife;
    case MailKind::reminder:
    case MailKind::escalation:
      return hours{3 * 24};  // by then the next step has been reached
    default:
      return hours{14 * 24};
  }
}

bool is_agency_role(Role role) {
  return !is_unit_role(role);
}

template <class T>
T kept_mail(const std::string& bytes) {
  auto tree = read_json(bytes, "store");
  auto value = from_node<T>(tree.value, "store");
  if (!tree.ok() || !value.ok()) throw std::runtime_error("a mail of the store cannot be read");
  return std::move(value.value);
}

std::string about(const MailFacts& facts) {
  if (!facts.code.empty()) return facts.code;
  return facts.unit.empty() ? facts.cycle : facts.cycle + "/" + facts.unit;
}

/// Why nobody needs it any more; empty when it is to be sent.
std::string in_vain(const Transaction& t, const StoredMail& mail, MailKind kind, const MailFacts& facts,
                    Instant now) {
  if (mail.ends_at <= now) return "too late to be of use";
  if (kind == MailKind::invitation) {
    const auto keys = t.keys_of(mail.person);
    const bool in = std::any_of(keys.begin(), keys.end(), [&](const StoredKey& key) {
      return key.kind == KeyKind::session && mail.made_at <= key.made_at;
    });
    return in ? "the person came in meanwhile" : std::string();
  }
  if (kind != MailKind::reminder) return {};
  const auto accounts = accounts_of(t, facts.cycle);
  const auto account = accounts.find(facts.unit);
  return account != accounts.end() && account->second.latest > 0 ? "the report came meanwhile"
                                                                 : std::string();
}

Problems may_see_mail(const Desk& desk) {
  Problems out = authorise(desk, Act::run_cycle);
  if (has_error(out) && !has_error(authorise(desk, Act::manage_people))) out.clear();
  return out;
}

void log_settled(Transaction& t, const Desk& desk, const StoredMail& mail, const char* action,
                 const std::string& reply) {
  t.audit({desk.now, std::string(kMailActor), action, mail.topic, shown(reply, 200)});
}

}  // namespace

const std::vector<Role>& desk_roles() {
  static const std::vector<Role> roles{Role::drafter, Role::clerk};
  return roles;
}

MailFacts facts_of(const Memory& memory, const Cycle& cycle, const std::string& unit) {
  MailFacts out;
  out.cycle = cycle.code;
  out.cycle_name = cycle.names.empty() ? Bilingual{cycle.code, cycle.code} : cycle.names;
  out.unit = unit;
  if (const UnitRow* row = memory.units.any_unit(unit)) out.unit_name = row->names();
  out.day = due_day(cycle, "unit", memory.units.calendar({cycle.cut_off(), {}}));
  return out;
}

int Outbox::to_roles(MailKind kind, const std::string& topic, const MailFacts& facts,
                     const std::vector<Role>& roles) {
  if (!people_) people_ = people_of(t_);
  int out = 0;
  for (const auto& [code, person] : *people_) {
    const auto posts = posts_in_force(t_, person, today_);
    const bool meant = std::any_of(posts.begin(), posts.end(), [&](const Post& post) {
      return std::find(roles.begin(), roles.end(), post.role) != roles.end() &&
             (is_agency_role(post.role) || facts.unit.empty() || post.unit == facts.unit);
    });
    if (meant) out += to_person(kind, topic, facts, person);
  }
  return out;
}

int Outbox::to_person(MailKind kind, const std::string& topic, const MailFacts& facts, const Person& person) {
  if (person.ended || trimmed(person.contact).empty()) return 0;
  StoredMail mail;
  mail.topic = word(kind) + "/" + topic + "/" + person.code;
  mail.kind = word(kind);
  mail.person = person.code;
  mail.detail = canonical(to_node(facts));
  mail.made_at = desk_.now;
  mail.next_at = desk_.now;
  mail.ends_at = {desk_.now.utc + life_of(kind)};
  // Of this mail alone, and the same at every try: by it a reader's server knows a second copy.
  mail.message_id =
      sha256(desk_.store->programme() + "\n" + mail.topic + "\n" + to_text_utc(mail.made_at)).substr(0, 32);
  return t_.add_mail(mail) ? 1 : 0;
}

std::optional<MailInHand> take_next_mail(const Desk& desk, const std::string& holder,
                                         std::chrono::seconds lease) {
  bool any = false;
  desk.store->read([&](const Transaction& t) { any = t.mail_waits(desk.now); });
  std::optional<MailInHand> out;
  if (!any) return out;
  desk.store->transact([&](Transaction& t) {
    out.reset();
    while (const auto mail = t.take_mail(desk.now, holder, {desk.now.utc + lease})) {
      const MailKind kind = from_word<MailKind>(mail->kind).value_or(MailKind::request);
      const auto facts = kept_mail<MailFacts>(mail->detail);
      if (const auto why = in_vain(t, *mail, kind, facts, desk.now); !why.empty()) {
        t.settle_mail(mail->seq, holder, MailState::lapsed, desk.now, why);
        continue;
      }
      const auto person = person_of(t, mail->person);
      const std::string to(person ? trimmed(person->contact) : std::string_view());
      if (!person || person->ended || !is_mail_address(to)) {
        const std::string why =
            !person || person->ended ? "the person has left" : "not a mail address: " + to;
        t.settle_mail(mail->seq, holder, MailState::refused, desk.now, shown(why, 200));
        log_settled(t, desk, *mail, "mail.refused", why);
        continue;
      }
      out = MailInHand{mail->seq, mail->message_id, mail->person, person->name, to, kind, facts, mail->tries};
      return;
    }
  });
  return out;
}

std::string make_mailed_link(const Desk& desk, const std::string& code) {
  const std::string secret = make_secret(KeyKind::link);
  bool given = false;
  desk.store->transact([&](Transaction& t) {
    const auto person = person_of(t, code);
    given = person && !person->ended;
    if (!given) return;
    t.add_key(
        {digest_of_secret(secret), KeyKind::link, code, {}, desk.now, desk.now, {desk.now.utc + kLinkLife}});
    t.audit({desk.now, std::string(kMailActor), "user.link", code, to_text_utc({desk.now.utc + kLinkLife})});
  });
  return given ? secret : std::string();
}

void settle_mail(const Desk& desk, const std::string& holder, std::int64_t seq, MailResult result,
                 const std::string& reply, std::chrono::seconds pause) {
  const MailState state = result == MailResult::delivered ? MailState::delivered
                          : result == MailResult::refused ? MailState::refused
                                                          : MailState::waiting;
  desk.store->transact([&](Transaction& t) {
    const auto mail = t.mail(seq);
    if (!mail || !t.settle_mail(seq, holder, state, desk.now, shown(reply, 200), {desk.now.utc + pause}))
      return;
    if (state == MailState::delivered) log_settled(t, desk, *mail, "mail.sent", mail->message_id);
    if (state == MailState::refused) log_settled(t, desk, *mail, "mail.refused", reply);
    if (state != MailState::waiting) t.drop_mail_settled({desk.now.utc - kKeepSettled});
  });
}

std::chrono::seconds mail_pause(int tries, double chance) {
  constexpr int kDoublings = 6;
  constexpr std::int64_t kLongest = 3600;
  const std::int64_t plain = std::min<std::int64_t>(60LL << std::clamp(tries - 1, 0, kDoublings), kLongest);
  return std::chrono::seconds{
      static_cast<std::int64_t>(static_cast<double>(plain) * (0.8 + 0.4 * std::clamp(chance, 0.0, 1.0)))};
}

Outcome<std::vector<MailLine>> list_mail(const Desk& desk, std::optional<MailState> state) {
  Outcome<std::vector<MailLine>> out;
  out.problems = may_see_mail(desk);
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.value.clear();
             const auto people = people_of(t);
             for (const auto& mail : t.mails(state)) {
               const auto person = people.find(mail.person);
               out.value.push_back({mail.seq, from_word<MailKind>(mail.kind).value_or(MailKind::request),
                                    mail.person, person == people.end() ? "" : person->second.contact,
                                    about(kept_mail<MailFacts>(mail.detail)), mail.state, mail.tries,
                                    mail.made_at, mail.settled_at, mail.reply});
             }
           });
         }));
  return out;
}

Problems resend_mail(const Desk& desk, std::int64_t seq) {
  Problems out = may_see_mail(desk);
  if (has_error(out)) return out;
  Problems wrong;
  append(out, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong.clear();
             const auto mail = t.mail(seq);
             const std::string number = std::to_string(seq);
             if (!mail) {
               wrong.push_back(problem(kUnknownMail, Place{}, {{"seq", number}}));
               return;
             }
             const auto kind = from_word<MailKind>(mail->kind).value_or(MailKind::request);
             if (!t.wake_mail(seq, desk.now, {desk.now.utc + life_of(kind)})) {
               wrong.push_back(problem(kNotSettled, Place{}, {{"seq", number}}));
               return;
             }
             t.audit({desk.now, desk.actor, "mail.again", mail->topic, {}});
           });
         }));
  append(out, std::move(wrong));
  return out;
}

}  // namespace xanh

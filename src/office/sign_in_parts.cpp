#include "office/sign_in_parts.hpp"

#include <fmt/format.h>

#include <mutex>

#include "base/canonical.hpp"
#include "base/text.hpp"
#include "office/inherited_posts.hpp"
#include "office/memory.hpp"
#include "office/sign_in_problems.hpp"

namespace xanh::sign_in_parts {
namespace {

using namespace sign_in_problems;

constexpr std::string_view kVisitor = "visitor";  // who acts before it is known who it is

}  // namespace

Problem told(const ProblemKind& kind, ProblemWords words, std::string suggestion) {
  return problem(kind, Place{}, words, std::move(suggestion));
}

/// The day in the programme's zone, by which posts hold.
Date day_of(const Transaction& t, Instant now) {
  const int newest = t.latest_plan_version();
  if (newest == 0) throw std::runtime_error("the store holds no plan");
  // A whole plan is dear to read for each request, and one that was recorded stays as it is.
  static std::mutex guard;
  static std::map<std::pair<std::string, int>, std::string> zones;
  const std::lock_guard lock(guard);
  auto known = zones.find({t.place(), newest});
  if (known == zones.end()) {
    if (zones.size() > 100) zones.clear();
    known = zones.emplace(std::pair(t.place(), newest), recall(t).plans.back().programme.zone).first;
  }
  const auto zone = Zone::named(known->second);
  if (!zone) throw std::invalid_argument("unknown zone " + known->second);
  return zone->day_of(now);
}

Instant end_of_session(Instant seen, Instant opened) {
  const SessionLives lives = session_lives();
  return {std::min(seen.utc + lives.idle, opened.utc + lives.absolute)};
}

/// A new session in the store.
Opened begin(Transaction& t, const Person& person, OpenedBy by, Instant opened, Instant now) {
  const std::string secret = make_secret(KeyKind::session);
  const std::string digest = digest_of_secret(secret);
  const Instant ends = end_of_session(now, opened);
  t.drop_keys_ended(now);
  t.add_key(
      {digest, KeyKind::session, person.code, canonical(to_node(SessionDetail{by, opened})), now, now, ends});
  return {secret,
          {person.code, person.name, posts_in_force(t, person, day_of(t, now)), digest, csrf_token(secret),
           by, opened, ends, false, !person.totp_secret.empty()}};
}

void log_refused(const Desk& desk, const std::string& name, std::string_view why,
                 const std::string& address) {
  desk.store->transact([&](Transaction& t) {
    t.audit({desk.now, std::string(kVisitor), "session.refused", shown(name),
             fmt::format("{} {}", why, shown(address))});
  });
}

std::string seconds(const Wait& wait) {
  return std::to_string(wait.left.count());
}

/// Lets a try begin; a refusal is in the log once for each time it has to wait.
Problems admitted(const Desk& desk, Doorkeeper& keeper, const std::string& name, const std::string& address) {
  const Wait wait = keeper.throttle.admit(name, address, desk.now);
  if (wait.none()) return {};
  if (wait.first) log_refused(desk, name, "wait", address);
  return {told(kWait, {{"seconds", seconds(wait)}}, seconds(wait))};
}

/// Whether a code was given and is right; a right one is used up.
Problems second_factor(Transaction& t, const Person& person, const std::string& code, Instant now) {
  if (person.totp_secret.empty()) return {};
  if (code.empty()) return {told(kTotpWanted)};
  const auto step = accepted_step(person.totp_secret, code, now, person.totp_step);
  if (!step) return {told(kTotpWrong)};
  t.add_person_event(
      {0, person.code, std::string(person_event::kTotpUsed), std::to_string(*step), now, person.code});
  return {};
}

/// A password as it was typed, in the form it was hashed in. What no password can be is held against a hash
/// all the same.
std::string typed(const std::string& password) {
  if (password.size() > kPasswordMost * 4 || !is_utf8(password)) return {};
  return to_nfc(password).value_or("");
}

std::optional<Person> known_person(const Desk& desk, const std::string& name) {
  std::optional<Person> out;
  const bool possible = is_sign_in_name(name);
  desk.store->read([&](const Transaction& t) {
    out = person_of(t, possible ? name : std::string("-"));  // the same question for all names
  });
  return out;
}

Problems not_by_token(const SignedIn& who) {
  if (who.by == OpenedBy::token) return {told(kTokenMayNot)};
  return {};
}

/// The session as the store has it now; a copy that the door held may have been ended meanwhile.
bool still_open(const Transaction& t, const SignedIn& who, Instant now) {
  const auto key = t.key(who.digest);
  return key && key->person == who.person && now < key->ends_at;
}

/// Holds the person's password against what was typed; whoever calls has admitted the try.
bool is_password_of(const std::optional<Person>& person, const Doorkeeper& keeper,
                    const std::string& password) {
  const bool has = person && !person->password_hash.empty();
  return keeper.matches(has ? person->password_hash : hash_of_nobody(), typed(password)) && has;
}

/// The same with the throttle of a sign-in.
Problems password_again(const Desk& desk, Doorkeeper& keeper, const SignedIn& who,
                        const std::string& password, const std::string& address) {
  Problems out = admitted(desk, keeper, who.person, address);
  if (has_error(out)) return out;
  if (is_password_of(known_person(desk, who.person), keeper, password)) {
    keeper.throttle.succeeded(who.person, address);
    return {};
  }
  log_refused(desk, who.person, "password-again", address);
  return {told(kOldPassword)};
}

}  // namespace xanh::sign_in_parts

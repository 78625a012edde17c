#include "office/sign_in_use.hpp"

#include <fmt/format.h>

#include <atomic>

#include "base/canonical.hpp"
#include "base/text.hpp"
#include "office/inherited_posts.hpp"
#include "office/memory.hpp"
#include "office/sign_in_parts.hpp"
#include "office/sign_in_problems.hpp"

namespace xanh {
namespace {

using namespace sign_in_problems;
using namespace sign_in_parts;

struct TokenDetail {
  Role role{};
  std::string unit, name;
};
BOOST_DESCRIBE_STRUCT(TokenDetail, (), (role, unit, name))

std::atomic<std::chrono::seconds> idle_life{kIdleEnd}, absolute_life{kAbsoluteEnd};

/// Those that are tried first, of the length that is taken at all; folded.
constexpr std::array<std::string_view, 40> kCommonest{
    "1234567890",   "0123456789",   "0987654321",  "123456789a",  "a123456789",   "1234567891",
    "12345678910",  "123123123123", "1q2w3e4r5t",  "qwertyuiop",  "qwerty1234",   "qwerty12345",
    "qwerty123456", "qwe123qwe123", "password12",  "password123", "password1234", "passw0rd123",
    "mypassword",   "mypassword1",  "matkhau123",  "matkhau1234", "matkhau12345", "matkhaumoi",
    "mat khau 123", "iloveyou12",   "iloveyou123", "anhyeuem123", "emyeuanh123",  "anh yeu em",
    "vietnam123",   "vietnam2020",  "vietnam2023", "hochiminh1",  "hochiminh123", "saigon12345",
    "admin12345",   "admin123456",  "abcd123456",  "abc1234567"};

/// As it is hashed: composed, so that it is the same however a keyboard made it.
Outcome<std::string> acceptable(const std::string& name, const std::string& password) {
  Outcome<std::string> out;
  if (password.size() > kPasswordMost * 4) {  // no character has more bytes
    out.problems.push_back(told(kPasswordLength, {{"least", std::to_string(kPasswordLeast)},
                                                  {"most", std::to_string(kPasswordMost)}}));
    return out;
  }
  const auto composed = is_utf8(password) ? to_nfc(password) : std::nullopt;
  if (!composed) {
    out.problems.push_back(told(kPasswordText));
    return out;
  }
  out.value = *composed;
  const size_t length = characters(out.value);
  if (length < kPasswordLeast || length > kPasswordMost)
    out.problems.push_back(told(kPasswordLength, {{"least", std::to_string(kPasswordLeast)},
                                                  {"most", std::to_string(kPasswordMost)}}));
  const std::string plain = folded(out.value);
  const bool one_letter = plain.find_first_not_of(plain.substr(0, 1)) == std::string::npos;
  if (plain == folded(name) || one_letter ||
      std::find(kCommonest.begin(), kCommonest.end(), plain) != kCommonest.end())
    out.problems.push_back(told(kPasswordCommon));
  return out;
}

std::string token_id(const std::string& digest) {
  return digest.substr(0, 12);
}

TokenLine token_line(const StoredKey& key) {
  const auto detail = kept<TokenDetail>(key.detail);
  return {token_id(key.digest), detail.name, detail.role, detail.unit, key.made_at, key.seen_at, key.ends_at};
}

}  // namespace

void set_session_lives(const SessionLives& lives) {
  idle_life = lives.idle;
  absolute_life = lives.absolute;
}

SessionLives session_lives() {
  return {idle_life.load(), absolute_life.load()};
}

Desk desk_of(ProgrammeStore& store, const SignedIn& who, Instant now) {
  return {&store, who.person, now, who.posts};
}

Outcome<Opened> open_link(const Desk& desk, Doorkeeper& keeper, const std::string& secret,
                          const std::string& totp, const std::string& address) {
  Outcome<Opened> out;
  // Nobody guesses 32 bytes, but many may try; the code of the second factor can be guessed.
  const std::string tried = "link " + digest_of_secret(secret);
  append(out.problems, attempt([&] { append(out.problems, admitted(desk, keeper, tried, address)); }));
  if (has_error(out.problems)) return out;
  Problems refused;
  std::string person_code;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             refused = {told(kLink)};
             if (kind_of_secret(secret) != KeyKind::link) return;
             const auto key = t.key(digest_of_secret(secret));
             if (!key || key->kind != KeyKind::link || key->ends_at <= desk.now) return;
             const auto person = person_of(t, key->person);
             if (!person || person->ended) return;
             person_code = person->code;
             if (person->posts_on(day_of(t, desk.now)).empty()) {
               refused = {told(kNoPost)};
               return;
             }
             refused = second_factor(t, *person, totp, desk.now);
             if (has_error(refused)) return;
             // In this transaction, which comes after or before any other that opens it. Another link of the
             // same invitation, handed over or sent by mail, ends with it.
             t.drop_keys_of(person->code, KeyKind::link);
             out.value = begin(t, *person, OpenedBy::link, desk.now, desk.now);
             t.audit({desk.now, person->code, "session.open", person->code, "link " + shown(address)});
           });
         }));
  if (has_error(out.problems)) return out;
  if (!has_error(refused)) {
    keeper.throttle.succeeded(tried, address);
  } else {
    if (refused[0].code == kTotpWanted.code)
      keeper.throttle.undecided(tried, address);
    else
      append(out.problems, attempt([&] { log_refused(desk, person_code, refused[0].code, address); }));
    append(out.problems, std::move(refused));
  }
  return out;
}

Outcome<Opened> sign_in(const Desk& desk, Doorkeeper& keeper, const SignInRequest& request) {
  Outcome<Opened> out;
  append(out.problems, attempt([&] {
           append(out.problems, admitted(desk, keeper, request.name, request.address));
           if (has_error(out.problems)) return;
           const auto person = known_person(desk, request.name);
           // One hash for everybody: nobody's, when there is no such person or no password yet.
           const bool has = person && !person->ended && !person->password_hash.empty();
           const std::string hash = has ? person->password_hash : hash_of_nobody();
           const bool right = keeper.matches(hash, typed(request.password)) && has;
           if (!right) {
             log_refused(desk, request.name, "password", request.address);
             out.problems.push_back(told(kRefused));
             return;
           }
           Problems refused;
           desk.store->transact([&](Transaction& t) {
             // As it is now: it may have ended, or got another password, while this one was hashed.
             const auto now = person_of(t, person->code);
             refused = {told(kRefused)};
             if (now->ended || now->password_hash != hash) return;
             refused = second_factor(t, *now, request.totp, desk.now);
             if (has_error(refused)) return;
             if (now->posts_on(day_of(t, desk.now)).empty()) {
               refused.push_back(told(kNoPost));
               return;
             }
             out.value = begin(t, *now, OpenedBy::password, desk.now, desk.now);
             t.audit({desk.now, now->code, "session.open", now->code, "password " + shown(request.address)});
           });
           if (!has_error(refused)) {
             keeper.throttle.succeeded(request.name, request.address);
             return;
           }
           if (refused[0].code == kTotpWanted.code || refused[0].code == kNoPost.code)
             keeper.throttle.undecided(request.name, request.address);
           if (refused[0].code != kTotpWanted.code)
             log_refused(desk, request.name, refused[0].code, request.address);
           append(out.problems, std::move(refused));
         }));
  return out;
}

std::optional<SignedIn> session_of(const Transaction& t, const std::string& secret, Instant now) {
  const auto kind = kind_of_secret(secret);
  if (!kind || *kind == KeyKind::link) return std::nullopt;
  const auto key = t.key(digest_of_secret(secret));
  if (!key || key->kind != *kind || key->ends_at <= now) return std::nullopt;
  const auto person = person_of(t, key->person);
  if (!person) return std::nullopt;
  SignedIn out{person->code,
               person->name,
               posts_in_force(t, *person, day_of(t, now)),
               key->digest,
               csrf_token(secret),
               OpenedBy::token,
               key->made_at,
               key->ends_at,
               kSeenEvery <= now.utc - key->seen_at.utc,
               !person->totp_secret.empty()};
  if (*kind == KeyKind::token) {
    const auto bound = kept<TokenDetail>(key->detail);
    std::erase_if(out.posts,
                  [&](const Post& post) { return post.role != bound.role || post.unit != bound.unit; });
  } else {
    const auto session = kept<SessionDetail>(key->detail);
    out.by = session.by;
    out.made_at = session.opened;
  }
  if (out.posts.empty()) return std::nullopt;
  return out;
}

std::optional<SignedIn> session_of(const Desk& desk, const std::string& secret) {
  std::optional<SignedIn> out;
  desk.store->read([&](const Transaction& t) { out = session_of(t, secret, desk.now); });
  if (!out || !out->touch_due || desk.store->mode() == ProgrammeStore::Mode::read_only) return out;
  desk.store->transact([&](Transaction& t) {
    out = session_of(t, secret, desk.now);  // it may have ended meanwhile
    if (!out || !out->touch_due) return;
    if (out->by != OpenedBy::token) out->ends_at = end_of_session(desk.now, out->made_at);
    t.touch_key(out->digest, desk.now, out->ends_at);
    out->touch_due = false;
  });
  return out;
}

Outcome<Opened> rotate(const Desk& desk, const std::string& secret) {
  Outcome<Opened> out;
  Problems refused;
  out.problems = attempt([&] {
    desk.store->transact([&](Transaction& t) {
      refused.clear();
      const auto who = session_of(t, secret, desk.now);
      if (!who) {
        refused.push_back(told(kSessionEnded));
        return;
      }
      refused = not_by_token(*who);
      if (has_error(refused)) return;
      t.drop_key(who->digest);
      out.value = begin(t, *person_of(t, who->person), who->by, who->made_at, desk.now);
    });
  });
  append(out.problems, std::move(refused));
  return out;
}

Problems sign_out(const Desk& desk, const SignedIn& who) {
  Problems out = not_by_token(who);
  if (has_error(out)) return out;
  return attempt([&] {
    desk.store->transact([&](Transaction& t) {
      t.drop_key(who.digest);
      t.audit({desk.now, who.person, "session.close", who.person, {}});
    });
  });
}

Problems sign_out_everywhere(const Desk& desk, const SignedIn& who) {
  Problems out = not_by_token(who);
  if (has_error(out)) return out;
  return attempt([&] {
    desk.store->transact([&](Transaction& t) {
      t.drop_keys_of(who.person, KeyKind::session);
      t.drop_keys_of(who.person, KeyKind::link);
      t.audit({desk.now, who.person, "session.close-all", who.person, {}});
    });
  });
}

Problems set_password(const Desk& desk, Doorkeeper& keeper, const SignedIn& who, const std::string& old,
                      const std::string& fresh, const std::string& address) {
  Problems out = not_by_token(who);
  if (has_error(out)) return out;
  auto accepted = acceptable(who.person, fresh);
  append(out, std::move(accepted.problems));
  if (has_error(out)) return out;
  const bool by_link = who.by == OpenedBy::link && desk.now.utc - who.made_at.utc <= kFreshLink;
  append(out, attempt([&] {
           if (!by_link || !old.empty()) append(out, password_again(desk, keeper, who, old, address));
           if (has_error(out)) return;
           const std::string hash = hash_password(accepted.value);
           bool open = true;
           desk.store->transact([&](Transaction& t) {
             open = still_open(t, who, desk.now);
             if (!open) return;
             t.add_person_event(
                 {0, who.person, std::string(person_event::kPassword), hash, desk.now, who.person});
             t.drop_keys_of(who.person, KeyKind::session, who.digest);
             t.drop_keys_of(who.person, KeyKind::link);
             t.audit({desk.now, who.person, "password.set", who.person, {}});
           });
           if (!open) out.push_back(told(kSessionEnded));
         }));
  return out;
}

Outcome<MadeToken> make_token(const Desk& desk, const SignedIn& who, const TokenRequest& request) {
  Outcome<MadeToken> out;
  out.problems = not_by_token(who);
  if (has_error(out.problems)) return out;
  const std::string name(trimmed(request.name));
  if (name.empty() || shown(name, 100) != name) out.problems.push_back(told(kTokenName));
  if (request.ends_at <= desk.now || desk.now.utc + kTokenLife < request.ends_at.utc)
    out.problems.push_back(told(kTokenEnd));
  if (has_error(out.problems)) return out;
  Problems refused;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             refused.clear();
             const auto person = person_of(t, who.person);
             if (!person || !still_open(t, who, desk.now)) return refused.push_back(told(kSessionEnded));
             if (!person->holds(request.role, request.unit, day_of(t, desk.now)))
               return refused.push_back(told(kTokenPost));
             out.value.secret = make_secret(KeyKind::token);
             const std::string detail = canonical(to_node(TokenDetail{request.role, request.unit, name}));
             const StoredKey key{digest_of_secret(out.value.secret),
                                 KeyKind::token,
                                 who.person,
                                 detail,
                                 desk.now,
                                 desk.now,
                                 request.ends_at};
             t.add_key(key);
             t.audit({desk.now, who.person, "token.make", token_id(key.digest), detail});
             out.value.token = token_line(key);
           });
         }));
  append(out.problems, std::move(refused));
  return out;
}

Outcome<std::vector<TokenLine>> list_tokens(const Desk& desk, const SignedIn& who) {
  Outcome<std::vector<TokenLine>> out;
  out.problems = not_by_token(who);
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.value.clear();
             for (const auto& key : t.keys_of(who.person))
               if (key.kind == KeyKind::token && desk.now < key.ends_at) out.value.push_back(token_line(key));
           });
         }));
  return out;
}

Problems revoke_token(const Desk& desk, const SignedIn& who, const std::string& id) {
  Problems out = not_by_token(who);
  if (has_error(out)) return out;
  Problems refused;
  append(out, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             refused = {told(kNoToken)};
             for (const auto& key : t.keys_of(who.person)) {
               if (key.kind != KeyKind::token || token_id(key.digest) != id) continue;
               t.drop_key(key.digest);
               t.audit({desk.now, who.person, "token.revoke", id, {}});
               refused.clear();
             }
           });
         }));
  append(out, std::move(refused));
  return out;
}

}  // namespace xanh

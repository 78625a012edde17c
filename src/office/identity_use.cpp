#include "office/identity_use.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <charconv>

#include "base/canonical.hpp"
#include "base/text.hpp"
#include "office/people_use.hpp"
#include "office/sign_in_parts.hpp"
#include "office/sign_in_problems.hpp"

namespace xanh {
namespace {

using namespace sign_in_problems;
using namespace sign_in_parts;

constexpr ProblemKind kAway{"identity-provider-away",
                            Severity::error,
                            "chưa liên lạc được với nơi đăng nhập chung",
                            "the identity provider cannot be reached",
                            "thử lại sau, hoặc đăng nhập bằng mật khẩu",
                            "try again later, or sign in with the password"};
constexpr ProblemKind kNotTaken{"identity-refused",
                                Severity::error,
                                "lần đăng nhập chung này không được nhận",
                                "this sign-in of the identity provider was not taken",
                                "bắt đầu lại từ đầu",
                                "begin again"};
constexpr ProblemKind kUnknown{"identity-unknown",
                               Severity::error,
                               "chưa ai được mời với danh tính này",
                               "nobody was invited for this identity",
                               "nhờ quản trị mời, hoặc ghi danh tính này cho bạn",
                               "ask an administrator to invite you, or to write this identity down for you"};

constexpr std::chrono::hours kKnownFor{1};
constexpr std::chrono::minutes kKeysAnew{1};  // at most so often are keys asked for because one is unknown
constexpr int kMostUnderWay = 3;  // that wait for the provider; the others would wait for a worker

std::string random_secret() {
  // As good as a link's, without its sign.
  return make_secret(KeyKind::link).substr(3);
}

/// Derived from the secret of the browser, so that the provider sees none of it.
std::string derived(std::string_view secret, std::string_view what) {
  const std::string message = fmt::format("xanh/oidc/1 {}", what);
  std::array<unsigned char, crypto_generichash_BYTES> out{};
  if (crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(message.data()),
                         message.size(), reinterpret_cast<const unsigned char*>(secret.data()),
                         std::min<size_t>(secret.size(), crypto_generichash_KEYBYTES_MAX)) != 0)
    throw std::runtime_error("no keyed hash");
  return to_base64url({reinterpret_cast<const char*>(out.data()), out.size()});
}

/// `random.seconds`: when it began is part of what everything is derived with.
struct Begin {
  std::string random, at;
};
std::optional<Begin> read_secret(const std::string& secret, Instant now) {
  const size_t point = secret.find('.');
  if (point == std::string::npos || point < 40 || secret.size() > 100) return std::nullopt;
  Begin out{secret.substr(0, point), secret.substr(point + 1)};
  std::int64_t seconds = 0;
  const char* end = out.at.data() + out.at.size();
  const auto read = std::from_chars(out.at.data(), end, seconds);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  const std::int64_t age = now.utc.time_since_epoch().count() - seconds;
  if (age < 0 || age > std::chrono::seconds(kIdentityTime).count()) return std::nullopt;
  return out;
}
std::string state_of(const Begin& begin) {
  return derived(begin.random, "state " + begin.at);
}
std::string nonce_of(const Begin& begin) {
  return derived(begin.random, "nonce " + begin.at);
}
std::string verifier_of(const Begin& begin) {
  return derived(begin.random, "verifier " + begin.at);
}

std::string percent(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~')
      out += c;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

std::string form(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) {
  std::string out;
  for (const auto& [key, value] : pairs)
    out += fmt::format("{}{}={}", out.empty() ? "" : "&", key, percent(value));
  return out;
}

/// S256 (RFC 7636).
std::string challenge_of(const std::string& verifier) {
  const std::string hexadecimal = sha256(verifier);
  std::string bytes;
  for (size_t i = 0; i + 1 < hexadecimal.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hexadecimal.substr(i, 2), nullptr, 16));
  return to_base64url(bytes);
}

std::string basic(const IdentityProvider& provider) {
  const std::string both = percent(provider.client) + ":" + percent(provider.secret);
  constexpr int kForm = sodium_base64_VARIANT_ORIGINAL;
  std::string out(sodium_base64_encoded_len(both.size(), kForm), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(both.data()), both.size(),
                    kForm);
  out.pop_back();
  return "Basic " + out;
}

std::string member(const Node& map, std::string_view key) {
  const Node* found = map.find(key);
  return found && found->kind == Node::Kind::text ? found->scalar : std::string();
}

/// The person of an identity: by what is written down, or the only one of this verified address who has
/// nothing written down yet.
std::optional<Person> person_for(const Transaction& t, const std::string& issuer, const IdClaims& claims,
                                 bool& first) {
  std::vector<Person> by_address;
  const person_event::Identity identity{issuer, claims.subject};
  for (auto& [code, person] : people_of(t)) {
    if (person.ended) continue;
    if (person.identity == identity) return person;
    if (claims.email_verified && !claims.email.empty() && person.identity.subject.empty() &&
        folded(person.contact) == folded(claims.email))
      by_address.push_back(person);
  }
  first = by_address.size() == 1;
  return first ? std::optional(by_address.front()) : std::nullopt;
}

}  // namespace

bool is_safe_address(std::string_view url) {
  constexpr std::string_view kSafe = "https://", kPlain = "http://";
  if (url.find_first_of("\r\n\t @#\\") != std::string_view::npos) return false;
  if (url.starts_with(kSafe)) return url.size() > kSafe.size();
  if (!url.starts_with(kPlain)) return false;
  url.remove_prefix(kPlain.size());
  std::string_view host = url.substr(0, url.find('/'));
  if (host.starts_with("[::1]")) return true;
  host = host.substr(0, host.find(':'));
  return host == "localhost" || host == "127.0.0.1";
}

IdentityDoor::IdentityDoor(IdentityProvider provider, Fetcher fetch)
    : provider_(std::move(provider)), fetch_(std::move(fetch)) {}

std::optional<Node> IdentityDoor::fetched(const Fetch& fetch) {
  if (!is_safe_address(fetch.url)) return std::nullopt;
  const auto reply = fetch_(fetch);
  if (!reply || reply->status != 200) return std::nullopt;
  auto tree = read_json(reply->body, "provider");
  if (!tree.ok()) return std::nullopt;
  return std::move(tree.value);
}

std::optional<IdentityDoor::Known> IdentityDoor::known(Instant now) {
  {
    const std::lock_guard lock(mutex_);
    if (known_ && now.utc < known_->at.utc + kKnownFor) return known_;
  }
  std::string base = provider_.issuer;
  while (base.ends_with('/')) base.pop_back();
  const auto said = fetched({"GET", base + "/.well-known/openid-configuration", {}, {}, {}});
  // A document that speaks for another issuer could send people and secrets elsewhere.
  if (!said || member(*said, "issuer") != provider_.issuer) return std::nullopt;
  Known out{member(*said, "authorization_endpoint"), member(*said, "token_endpoint"),
            member(*said, "jwks_uri"), now};
  for (const std::string* address : {&out.authorization, &out.token, &out.keys})
    if (!is_safe_address(*address)) return std::nullopt;
  const std::lock_guard lock(mutex_);
  known_ = out;
  return out;
}

std::optional<Node> IdentityDoor::keys(const Known& at, Instant now, bool anew) {
  {
    const std::lock_guard lock(mutex_);
    const auto age = now.utc - keys_at_.utc;
    if (keys_ && age < (anew ? std::chrono::seconds(kKeysAnew) : std::chrono::seconds(kKnownFor)))
      return keys_;
  }
  auto out = fetched({"GET", at.keys, {}, {}, {}});
  if (!out) return std::nullopt;
  const std::lock_guard lock(mutex_);
  keys_ = out;
  keys_at_ = now;
  return out;
}

Outcome<IdentityDoor::Begun> IdentityDoor::begin(Instant now) {
  Outcome<Begun> out;
  const auto at = known(now);
  if (!at) {
    out.problems.push_back(told(kAway));
    return out;
  }
  const Begin begun{random_secret(), std::to_string(now.utc.time_since_epoch().count())};
  out.value.secret = begun.random + "." + begun.at;
  const char* joint = at->authorization.find('?') == std::string::npos ? "?" : "&";
  out.value.address = at->authorization + joint +
                      form({{"response_type", "code"},
                            {"client_id", provider_.client},
                            {"redirect_uri", provider_.return_address},
                            {"scope", "openid email"},
                            {"state", state_of(begun)},
                            {"nonce", nonce_of(begun)},
                            {"code_challenge", challenge_of(verifier_of(begun))},
                            {"code_challenge_method", "S256"}});
  return out;
}

/// The code for the token.
Outcome<std::string> IdentityDoor::token(const Known& at, const Return& back) {
  Outcome<std::string> out;
  const Begin begun{back.secret.substr(0, back.secret.find('.')),
                    back.secret.substr(back.secret.find('.') + 1)};
  const auto reply = fetch_({"POST", at.token,
                             form({{"grant_type", "authorization_code"},
                                   {"code", back.code},
                                   {"redirect_uri", provider_.return_address},
                                   {"code_verifier", verifier_of(begun)}}),
                             "application/x-www-form-urlencoded", basic(provider_)});
  if (!reply || reply->status >= 500) {
    out.problems.push_back(told(kAway));
    return out;
  }
  const auto said = read_json(reply->body, "provider");
  if (reply->status == 200 && said.ok()) out.value = member(said.value, "id_token");
  if (out.value.empty()) out.problems.push_back(told(kNotTaken));
  return out;
}

Outcome<IdClaims> IdentityDoor::claims(const Return& back, Instant now) {
  Outcome<IdClaims> out;
  const auto begun = read_secret(back.secret, now);
  // What another site sends people here with has not the state of this browser.
  if (!begun || back.code.empty() || back.code.size() > 2048 || !same_secret(back.state, state_of(*begun))) {
    out.problems.push_back(told(kNotTaken));
    return out;
  }
  const auto at = known(now);
  auto token_said = at ? token(*at, back) : Outcome<std::string>{{}, {told(kAway)}};
  out.problems = std::move(token_said.problems);
  if (has_error(out.problems)) return out;
  const IdTokenWanted wanted{provider_.issuer, provider_.client, nonce_of(*begun), now};
  IdTokenRead read;
  for (const bool anew : {false, true}) {
    const auto set = keys(*at, now, anew);
    if (!set) {
      out.problems.push_back(told(kAway));
      return out;
    }
    read = read_id_token(token_said.value, *set, wanted);
    if (!read.unknown_key()) break;
  }
  if (!read.fault.empty()) out.problems.push_back(told(kNotTaken));
  out.value = std::move(read.claims);
  return out;
}

Outcome<IdentityDoor::Entered> IdentityDoor::enter(const Desk& desk, Doorkeeper& keeper, const Return& back) {
  Outcome<Entered> out;
  const std::string tried = "identity " + digest_of_secret(back.secret);
  append(out.problems, attempt([&] { append(out.problems, admitted(desk, keeper, tried, back.address)); }));
  if (has_error(out.problems)) return out;
  struct Turn {
    std::atomic<int>& count;
    const bool free;
    explicit Turn(std::atomic<int>& all) : count(all), free(all.fetch_add(1) < kMostUnderWay) {}
    ~Turn() { --count; }
  } const turn(under_way_);
  auto said = turn.free ? claims(back, desk.now) : Outcome<IdClaims>{{}, {told(kAway)}};
  Problems refused = std::move(said.problems);
  std::string who;
  if (!has_error(refused))
    append(out.problems, attempt([&] {
             desk.store->transact([&](Transaction& t) {
               out.value = {};
               refused = {told(kUnknown)};
               bool first = false;
               const auto person = person_for(t, provider_.issuer, said.value, first);
               if (!person) return;
               who = person->code;
               refused = {told(kNoPost)};
               if (person->posts_on(day_of(t, desk.now)).empty()) return;
               refused.clear();
               if (first) write_identity(t, desk, *person, {provider_.issuer, said.value.subject}, "address");
               if (person->totp_secret.empty()) {
                 out.value.opened = sign_in_parts::begin(t, *person, OpenedBy::identity, desk.now, desk.now);
                 t.audit({desk.now, who, "session.open", who, "identity " + shown(back.address)});
                 return;
               }
               // Who asks for a second factor here is asked for it however they come.
               out.value.link = make_secret(KeyKind::link);
               t.add_key({digest_of_secret(out.value.link),
                          KeyKind::link,
                          who,
                          {},
                          desk.now,
                          desk.now,
                          {desk.now.utc + kIdentityLink}});
             });
           }));
  if (has_error(out.problems)) return out;
  if (!has_error(refused)) {
    keeper.throttle.succeeded(tried, back.address);
    return out;
  }
  out.value = {};
  if (refused[0].code == kAway.code)
    keeper.throttle.undecided(tried, back.address);
  else
    append(out.problems, attempt([&] { log_refused(desk, who, refused[0].code, back.address); }));
  append(out.problems, std::move(refused));
  return out;
}

}  // namespace xanh

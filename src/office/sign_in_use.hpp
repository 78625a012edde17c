// The door: coming in by a link, a password or a token, staying in, going out. What opens it is a secret of
// which only the digest is kept; problems never say whether a name exists.
#pragma once

#include "office/access.hpp"
#include "office/secrets.hpp"
#include "office/throttle.hpp"

namespace xanh {

inline constexpr std::chrono::hours kIdleEnd{2};       ///< since it was last seen
inline constexpr std::chrono::hours kAbsoluteEnd{12};  ///< since it was opened
/// Other lives than these two, for the whole process: set once, when it starts.
struct SessionLives {
  std::chrono::seconds idle{kIdleEnd}, absolute{kAbsoluteEnd};
};
void set_session_lives(const SessionLives& lives);
[[nodiscard]] SessionLives session_lives();
inline constexpr std::chrono::minutes kSeenEvery{5};   ///< at most so often is `seen_at` written
inline constexpr std::chrono::minutes kFreshLink{60};  ///< so long a link sets a password without the old one
inline constexpr std::chrono::hours kTokenLife{366 * 24};          ///< at most
inline constexpr size_t kPasswordLeast = 10, kPasswordMost = 200;  ///< characters

/// What one process of the door remembers: failures, and how a password is held against a hash.
struct Doorkeeper {
  Throttle throttle{};
  std::function<bool(const std::string& hash, const std::string& password)> matches = password_matches;
};

enum class OpenedBy { link, password, token, identity };
BOOST_DESCRIBE_ENUM(OpenedBy, link, password, token, identity)

struct SignedIn {
  std::string person, name;
  std::vector<Post> posts;  ///< in force today; of a token only its one
  std::string digest;       ///< of the key that opened
  std::string csrf;
  OpenedBy by{};
  Instant made_at{}, ends_at{};
  bool touch_due = false;  ///< `seen_at` is to be written
  bool has_totp = false;
};
/// A session that has just begun. The secret is for its holder and is stored nowhere.
struct Opened {
  std::string secret;
  SignedIn who;
};

/// The desk of somebody who is in.
[[nodiscard]] Desk desk_of(ProgrammeStore& store, const SignedIn& who, Instant now);

/// By a one-time link, which is used up; with the second factor, where the person has one. `address` is where
/// the try comes from. Problems: link-refused, totp-wanted, sign-in-wait.
[[nodiscard]] Outcome<Opened> open_link(const Desk& desk, Doorkeeper& keeper, const std::string& secret,
                                        const std::string& totp = {}, const std::string& address = {});

struct SignInRequest {
  std::string name, password, totp, address;
};
/// The same work for a name that exists and one that does not. Problems: sign-in-refused, sign-in-wait,
/// totp-wanted, no-post-today.
[[nodiscard]] Outcome<Opened> sign_in(const Desk& desk, Doorkeeper& keeper, const SignInRequest& request);

/// Who holds this secret of a session or a token; nobody when it has ended, or the person holds no post
/// today.
[[nodiscard]] std::optional<SignedIn> session_of(const Transaction& t, const std::string& secret,
                                                 Instant now);
/// The same, and writes that it was seen when that is due.
[[nodiscard]] std::optional<SignedIn> session_of(const Desk& desk, const std::string& secret);

/// A new secret for the same session; the old one opens nothing from now on. Its absolute end stays.
[[nodiscard]] Outcome<Opened> rotate(const Desk& desk, const std::string& secret);
[[nodiscard]] Problems sign_out(const Desk& desk, const SignedIn& who);
/// Every session and link of the person, this one too. Tokens stay: each is revoked by itself.
[[nodiscard]] Problems sign_out_everywhere(const Desk& desk, const SignedIn& who);

/// `old` may be empty in a session that a link opened within the hour. Ends all other sessions and links.
[[nodiscard]] Problems set_password(const Desk& desk, Doorkeeper& keeper, const SignedIn& who,
                                    const std::string& old, const std::string& fresh,
                                    const std::string& address = {});

struct TotpOffer {
  std::string secret;  ///< base32, to be typed
  std::string uri;     ///< otpauth://, to be scanned
};
BOOST_DESCRIBE_STRUCT(TotpOffer, (), (secret, uri))
/// Offers a second factor; it counts once a code of it was given. Takes the password again.
[[nodiscard]] Outcome<TotpOffer> start_totp(const Desk& desk, Doorkeeper& keeper, const SignedIn& who,
                                            const std::string& password, const std::string& address = {});
[[nodiscard]] Problems confirm_totp(const Desk& desk, Doorkeeper& keeper, const SignedIn& who,
                                    const std::string& code, const std::string& address = {});
/// Takes the second factor off, by the password and a code of it. Without a second factor there is nothing to
/// do. Who lost it asks an administrator for a link without it.
[[nodiscard]] Problems remove_totp(const Desk& desk, Doorkeeper& keeper, const SignedIn& who,
                                   const std::string& password, const std::string& code,
                                   const std::string& address = {});

struct TokenRequest {
  Role role{};
  std::string unit, name;
  Instant ends_at{};
};
struct TokenLine {
  std::string id;  ///< the first 12 characters of its digest
  std::string name;
  Role role{};
  std::string unit;
  Instant made_at{}, seen_at{}, ends_at{};
};
BOOST_DESCRIBE_STRUCT(TokenLine, (), (id, name, role, unit, made_at, seen_at, ends_at))
struct MadeToken {
  std::string secret;  ///< shown once
  TokenLine token;
};
/// For a program: one role at one unit that the person holds, for a year at most. A token makes no token.
[[nodiscard]] Outcome<MadeToken> make_token(const Desk& desk, const SignedIn& who,
                                            const TokenRequest& request);
[[nodiscard]] Outcome<std::vector<TokenLine>> list_tokens(const Desk& desk, const SignedIn& who);
[[nodiscard]] Problems revoke_token(const Desk& desk, const SignedIn& who, const std::string& id);

}  // namespace xanh

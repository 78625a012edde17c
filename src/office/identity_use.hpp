// Coming in through an OpenID provider (authorisation code with PKCE): only people who were invited, known by
// the identity that is written down for them or, the first time, by a verified e-mail. It never makes people.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>

#include "office/id_token.hpp"
#include "office/sign_in_use.hpp"

namespace xanh {

struct IdentityProvider {
  std::string issuer;          ///< https, or http on this machine
  std::string client, secret;  ///< as registered there
  std::string return_address;  ///< where it sends people back to, as registered there
};

/// A request to the provider. Nothing when it cannot be reached.
struct Fetch {
  std::string method, url, body, content_type, authorization;
};
struct Fetched {
  int status = 0;
  std::string body;
};
using Fetcher = std::function<std::optional<Fetched>(const Fetch&)>;

/// So long somebody may take at the provider.
inline constexpr std::chrono::minutes kIdentityTime{10};
/// So long the link lives that follows where a second factor is still to be given.
inline constexpr std::chrono::minutes kIdentityLink{5};

/// The provider's addresses and keys, and the way through it. Safe to use from several threads.
class IdentityDoor {
 public:
  IdentityDoor(IdentityProvider provider, Fetcher fetch);

  /// Where to send the person, and the secret that the browser keeps meanwhile: all that the way back is held
  /// against is derived from it, so nothing is kept here and any process may take the person back.
  struct Begun {
    std::string address, secret;
  };
  /// Problems: identity-provider-away.
  [[nodiscard]] Outcome<Begun> begin(Instant now);

  struct Return {
    std::string code, state;  ///< as the provider gave them to the browser
    std::string secret;       ///< of `begin`
    std::string address;      ///< where the try comes from
  };
  /// In, or a link for who has a second factor here: it opens with the code.
  struct Entered {
    std::optional<Opened> opened;
    std::string link;
  };
  /// Problems: identity-refused, identity-unknown, identity-provider-away, sign-in-wait, no-post-today.
  [[nodiscard]] Outcome<Entered> enter(const Desk& desk, Doorkeeper& keeper, const Return& back);

  [[nodiscard]] const std::string& issuer() const { return provider_.issuer; }

 private:
  struct Known {
    std::string authorization, token, keys;  ///< addresses
    Instant at{};
  };
  [[nodiscard]] std::optional<Known> known(Instant now);
  [[nodiscard]] std::optional<Node> keys(const Known& at, Instant now, bool anew);
  [[nodiscard]] std::optional<Node> fetched(const Fetch& fetch);
  [[nodiscard]] Outcome<std::string> token(const Known& at, const Return& back);
  [[nodiscard]] Outcome<IdClaims> claims(const Return& back, Instant now);

  IdentityProvider provider_;
  Fetcher fetch_;
  std::mutex mutex_;
  std::optional<Known> known_;
  std::optional<Node> keys_;
  Instant keys_at_{};
  std::atomic<int> under_way_ = 0;
};

/// Whether such an address may be spoken to: https, or http to this machine alone.
[[nodiscard]] bool is_safe_address(std::string_view url);

}  // namespace xanh

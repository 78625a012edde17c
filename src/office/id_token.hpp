// The token in which an OpenID provider says who signed in there (OpenID Connect Core 1.0, 3.1.3.7): its
// signature and what it claims. Pure: keys, time and what is expected come from outside.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/node.hpp"

namespace xanh {

struct IdTokenWanted {
  std::string issuer, client, nonce;
  Instant now;
};

struct IdClaims {
  std::string subject;
  std::string email;            ///< empty when the provider says none
  bool email_verified = false;  ///< by the provider
};

/// What was wrong, in a word for the log; empty: nothing, and the claims hold.
struct IdTokenRead {
  IdClaims claims;
  std::string_view fault;
  /// None of the keys is the one it names: they may have been changed meanwhile.
  [[nodiscard]] bool unknown_key() const { return fault == "key"; }
};

/// RS256 (2048 bits or more) and ES256 only, by a key of `keys` (a JWK set). `iss`, `aud` (and `azp`), `exp`,
/// `iat` and `nonce` have to be there and right; clocks may differ by a minute.
[[nodiscard]] IdTokenRead read_id_token(std::string_view token, const Node& keys,
                                        const IdTokenWanted& wanted);

/// base64url without padding; nothing when it is not well-formed.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);
[[nodiscard]] std::string to_base64url(std::string_view bytes);

}  // namespace xanh

// Secrets that open the door: how they are made, compared and derived. Only digests of them are ever stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "store/records.hpp"

namespace xanh {

/// 32 random bytes as base64url behind `xs_` (session), `xl_` (link) or `xt_` (token).
[[nodiscard]] std::string make_secret(KeyKind kind);
/// What kind of secret it is by its form; absent for anything else.
[[nodiscard]] std::optional<KeyKind> kind_of_secret(std::string_view secret);
/// By which it is stored and found.
[[nodiscard]] std::string digest_of_secret(std::string_view secret);
/// Derived from the session's secret, so that it needs no place of its own.
[[nodiscard]] std::string csrf_token(std::string_view secret);
/// In time that tells nothing of where they differ.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

/// Argon2id with its salt and cost, as text (libsodium, interactive limits: 64 MiB, about 0.1 s).
[[nodiscard]] std::string hash_password(const std::string& password);
[[nodiscard]] bool password_matches(const std::string& hash, const std::string& password);
/// A hash of the same cost that no known password has: a name nobody has is answered with the same work.
[[nodiscard]] const std::string& hash_of_nobody();

/// Time-based codes (RFC 6238): SHA-1, 30 seconds, six digits.
[[nodiscard]] std::string make_totp_secret();  ///< 20 random bytes, base32
[[nodiscard]] std::string totp_code(const std::string& base32_secret, std::int64_t step);
[[nodiscard]] std::int64_t totp_step(Instant at);
/// The step whose code this is, of now and its two neighbours, if it is later than `used`.
[[nodiscard]] std::optional<std::int64_t> accepted_step(const std::string& base32_secret,
                                                        std::string_view code, Instant now,
                                                        std::optional<std::int64_t> used);
[[nodiscard]] std::string sha1(std::string_view bytes);  ///< 20 bytes; for these codes only

}  // namespace xanh

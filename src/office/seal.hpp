// The seal on published reports (dấu niêm phong dữ liệu): an Ed25519 key of the store, made at its first use.
// It shows that nothing was changed since; it is nobody's signature.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "office/desk.hpp"

namespace xanh {

/// Beside programme.sqlite, for its owner alone.
inline constexpr const char* kSealFile = "seal.key";

struct SealKey {
  std::string public_key;  ///< 64 hexadecimal digits
  std::string secret;      ///< 64 bytes, as libsodium keeps it
};

/// The store's key, made when it has none yet (with its row in the audit log). In a folder store the secret
/// stands in seal.key; on PostgreSQL in the database, because all servers on it must seal alike. Problems:
/// seal-key-missing, seal-key-damaged, seal-key-not-made.
[[nodiscard]] Outcome<SealKey> seal_key(const Desk& desk, Transaction& t);
/// In a transaction of its own, for the start of a server. The public key.
[[nodiscard]] Outcome<std::string> ready_seal(const Desk& desk);
/// Another key from now on; what was sealed before keeps its own. For a secret that was lost or seen.
[[nodiscard]] Outcome<std::string> renew_seal(const Desk& desk);
/// The public key, absent before the first use. Reads no secret.
[[nodiscard]] std::optional<std::string> public_seal(const Transaction& t);
/// Whether others than its owner may read seal.key.
[[nodiscard]] bool seal_is_exposed(const std::filesystem::path& folder);

/// 128 hexadecimal digits.
[[nodiscard]] std::string seal_of(const SealKey& key, std::string_view message);
[[nodiscard]] bool seal_holds(const std::string& public_key, std::string_view message,
                              const std::string& seal);
/// Exactly `bytes` bytes as hexadecimal digits in lower case.
[[nodiscard]] bool is_hex(std::string_view text, size_t bytes);

}  // namespace xanh

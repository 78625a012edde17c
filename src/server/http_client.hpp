// Requests of our own, to the identity provider: HTTPS with the machine's certificates and the name of the
// host checked, or plain HTTP to this machine.
#pragma once

#include "office/identity_use.hpp"

namespace xanh {

inline constexpr std::chrono::seconds kFetchTime{10};          ///< for all of it
inline constexpr std::uint64_t kLargestFetched = 1024 * 1024;  ///< bytes of a body

/// Follows no redirection. Nothing when the host cannot be reached, its certificate is not good, it takes too
/// long or says too much. Blocks; safe to use from several threads.
[[nodiscard]] std::optional<Fetched> fetch_over_http(const Fetch& fetch);

}  // namespace xanh

// What a TLS server shows its clients: certificate, key, and the versions of TLS it speaks.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>

#include "base/problem.hpp"

namespace xanh {

struct TlsRelease {
  void operator()(SSL_CTX* context) const;
};
using TlsContext = std::unique_ptr<SSL_CTX, TlsRelease>;

/// TLS 1.2 and 1.3. Problems: http-certificate, http-certificate-key.
[[nodiscard]] Outcome<TlsContext> server_certificate(const std::string& certificate_file,
                                                     const std::string& key_file);

}  // namespace xanh

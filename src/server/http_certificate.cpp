#include "server/http_certificate.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>

#include <new>
#include <system_error>

#include "server/http_problems.hpp"

namespace xanh {
namespace {

// What OpenSSL says first is what went wrong first; the rest follows from it.
std::string reason() {
  const unsigned long code = ::ERR_get_error();
  ::ERR_clear_error();
  // The text of a system error is only known to the system.
  if (ERR_SYSTEM_ERROR(code)) return std::error_code(ERR_GET_REASON(code), std::generic_category()).message();
  const char* text = ::ERR_reason_error_string(code);
  return text ? text : "?";
}

// Without this OpenSSL asks for the pass phrase on the terminal, and a service would hang there.
int no_pass_phrase(char*, int, int, void*) {
  return 0;
}

}  // namespace

void TlsRelease::operator()(SSL_CTX* context) const {
  ::SSL_CTX_free(context);
}

Outcome<TlsContext> server_certificate(const std::string& certificate_file, const std::string& key_file) {
  Outcome<TlsContext> out;
  ::ERR_clear_error();
  TlsContext context(::SSL_CTX_new(::TLS_server_method()));
  if (!context) throw std::bad_alloc();
  ::SSL_CTX_set_default_passwd_cb(context.get(), no_pass_phrase);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  ::SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                           SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);  // idle connections are the most

  const auto unusable = [&](const std::string& file, std::string why) {
    out.problems.push_back(problem(http_problems::kCertificate, {file, 0, 0, {}, {}, {}}, {{"reason", why}}));
  };
  if (::SSL_CTX_use_certificate_chain_file(context.get(), certificate_file.c_str()) != 1)
    unusable(certificate_file, reason());
  if (::SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    const unsigned long code = ::ERR_peek_error();
    if (ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH)
      out.problems.push_back(problem(http_problems::kCertificateKey, {key_file, 0, 0, {}, {}, {}},
                                     {{"certificate", certificate_file}}));
    else
      unusable(key_file, reason());
  }
  ::ERR_clear_error();
  // A key of another kind than the certificate is taken in beside it.
  if (out.ok() && ::SSL_CTX_check_private_key(context.get()) != 1) {
    ::ERR_clear_error();
    out.problems.push_back(problem(http_problems::kCertificateKey, {key_file, 0, 0, {}, {}, {}},
                                   {{"certificate", certificate_file}}));
  }
  if (out.ok()) out.value = std::move(context);
  return out;
}

}  // namespace xanh

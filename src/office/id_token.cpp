#include "office/id_token.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include <charconv>
#include <memory>

#include "office/secrets.hpp"

namespace xanh {
namespace {

constexpr size_t kLongestToken = 16 * 1024;
constexpr std::chrono::seconds kSkew{60};  // that two clocks may differ
constexpr std::chrono::hours kOldest{1};   // since it was issued
constexpr int kLeastRsaBits = 2048;
constexpr size_t kP256Bytes = 32;

template <class T, void (*release)(T*)>
struct Release {
  void operator()(T* it) const { release(it); }
};
template <class T, void (*release)(T*)>
using Owned = std::unique_ptr<T, Release<T, release>>;
using Pkey = Owned<EVP_PKEY, EVP_PKEY_free>;
using PkeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using BigNumber = Owned<BIGNUM, BN_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using Digest = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcdsaSignature = Owned<ECDSA_SIG, ECDSA_SIG_free>;

const unsigned char* token_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

BigNumber number_of(std::string_view bytes) {
  return BigNumber(BN_bin2bn(token_bytes(bytes), static_cast<int>(bytes.size()), nullptr));
}

Pkey key_from(const char* kind, OSSL_PARAM_BLD* built) {
  const Params params(OSSL_PARAM_BLD_to_param(built));
  const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* out = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &out, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return nullptr;
  return Pkey(out);
}

std::string text_of(const Node& map, std::string_view key) {
  const Node* found = map.find(key);
  return found && found->kind == Node::Kind::text ? found->scalar : std::string();
}

Pkey rsa_key(const Node& jwk) {
  const auto n = from_base64url(text_of(jwk, "n")), e = from_base64url(text_of(jwk, "e"));
  if (!n || !e || n->empty() || e->empty()) return nullptr;
  const BigNumber modulus = number_of(*n), exponent = number_of(*e);
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder || !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) ||
      !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()))
    return nullptr;
  Pkey out = key_from("RSA", builder.get());
  return out && EVP_PKEY_get_bits(out.get()) >= kLeastRsaBits ? std::move(out) : nullptr;
}

Pkey p256_key(const Node& jwk) {
  const auto x = from_base64url(text_of(jwk, "x")), y = from_base64url(text_of(jwk, "y"));
  if (text_of(jwk, "crv") != "P-256" || !x || !y || x->size() != kP256Bytes || y->size() != kP256Bytes)
    return nullptr;
  const std::string point = "\x04" + *x + *y;  // uncompressed
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      !OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) ||
      !OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()))
    return nullptr;
  return key_from("EC", builder.get());
}

/// r and s side by side, as a token has them, in the form that OpenSSL reads.
std::string der_of(std::string_view raw) {
  if (raw.size() != 2 * kP256Bytes) return {};
  const EcdsaSignature signature(ECDSA_SIG_new());
  BigNumber r = number_of(raw.substr(0, kP256Bytes)), s = number_of(raw.substr(kP256Bytes));
  if (!signature || !r || !s) return {};
  // It takes them over; it refuses only what is not there.
  if (ECDSA_SIG_set0(signature.get(), r.release(), s.release()) != 1) return {};
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(signature.get(), &der);
  if (length <= 0) return {};
  std::string out(reinterpret_cast<const char*>(der), static_cast<size_t>(length));
  OPENSSL_free(der);
  return out;
}

bool is_signed_by(EVP_PKEY* key, std::string_view text, const std::string& signature) {
  const Digest digest(EVP_MD_CTX_new());
  return digest && !signature.empty() &&
         EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(digest.get(), token_bytes(signature), signature.size(), token_bytes(text),
                          text.size()) == 1;
}

/// Whether a key of the set may have signed a token with this head.
bool may_be(const Node& jwk, const std::string& algorithm, const std::string& kid) {
  const std::string use = text_of(jwk, "use"), alg = text_of(jwk, "alg");
  return text_of(jwk, "kty") == (algorithm == "RS256" ? "RSA" : "EC") && (use.empty() || use == "sig") &&
         (alg.empty() || alg == algorithm) && (kid.empty() || text_of(jwk, "kid") == kid);
}

std::string_view check_signature(const Node& head, std::string_view said, const std::string& raw,
                                 const Node& keys) {
  const std::string algorithm = text_of(head, "alg"), kid = text_of(head, "kid");
  // Not what the token says is taken, but what is good enough: `none` and keyed hashes are not.
  if (algorithm != "RS256" && algorithm != "ES256") return "algorithm";
  if (head.find("crit")) return "critical";
  const Node* list = keys.find("keys");
  bool any = false;
  const std::string signature = algorithm == "ES256" ? der_of(raw) : raw;
  for (const auto& jwk : list ? list->items : std::vector<Node>{}) {
    if (!may_be(jwk, algorithm, kid)) continue;
    const Pkey key = algorithm == "RS256" ? rsa_key(jwk) : p256_key(jwk);
    if (!key) continue;
    any = true;
    if (is_signed_by(key.get(), said, signature)) return {};
  }
  return any ? "signature" : "key";
}

/// Seconds since 1970; a fraction is cut off.
std::optional<Instant> moment_of(const Node& claims, std::string_view key) {
  const Node* found = claims.find(key);
  if (!found || found->kind != Node::Kind::number) return std::nullopt;
  const std::string& text = found->scalar;
  std::int64_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = read.ptr == text.data() + text.size() || *read.ptr == '.';
  constexpr std::int64_t kFarthest = 253402300799;  // the end of 9999
  if (read.ec != std::errc{} || !whole || seconds < 0 || seconds > kFarthest) return std::nullopt;
  return Instant{std::chrono::sys_seconds{std::chrono::seconds{seconds}}};
}

/// It is meant for us, and where it is for others too, it was asked for by us.
bool is_for(const Node& claims, const std::string& client) {
  const Node* audience = claims.find("aud");
  if (!audience) return false;
  const std::string azp = text_of(claims, "azp");
  if (claims.find("azp") && azp != client) return false;
  if (audience->kind == Node::Kind::text) return audience->scalar == client;
  bool named = false;
  for (const auto& one : audience->items) named |= one.kind == Node::Kind::text && one.scalar == client;
  return named && (audience->items.size() == 1 || azp == client);
}

std::string_view check_claims(const Node& claims, const IdTokenWanted& wanted) {
  if (text_of(claims, "iss") != wanted.issuer) return "issuer";
  if (!is_for(claims, wanted.client)) return "audience";
  const auto ends = moment_of(claims, "exp"), made = moment_of(claims, "iat");
  if (!ends || ends->utc + kSkew <= wanted.now.utc) return "ended";
  if (!made || wanted.now.utc + kSkew < made->utc || made->utc + kOldest < wanted.now.utc) return "age";
  if (wanted.nonce.empty() || !same_secret(text_of(claims, "nonce"), wanted.nonce)) return "nonce";
  const std::string subject = text_of(claims, "sub");
  return subject.empty() || subject.size() > 255 ? "subject" : std::string_view();
}

}  // namespace

std::optional<std::string> from_base64url(std::string_view text) {
  std::string out(text.size(), '\0');
  size_t length = 0;
  if (text.empty()) return out;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                        nullptr, &length, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return std::nullopt;
  out.resize(length);
  return out;
}

std::string to_base64url(std::string_view bytes) {
  constexpr int kForm = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(bytes.size(), kForm), '\0');
  sodium_bin2base64(out.data(), out.size(), token_bytes(bytes), bytes.size(), kForm);
  out.pop_back();  // the end of a C text
  return out;
}

IdTokenRead read_id_token(std::string_view token, const Node& keys, const IdTokenWanted& wanted) {
  IdTokenRead out;
  const size_t first = token.find('.');
  const size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  out.fault = "form";
  if (token.size() > kLongestToken || second == std::string_view::npos ||
      token.find('.', second + 1) != std::string_view::npos)
    return out;
  const auto head_text = from_base64url(token.substr(0, first));
  const auto claims_text = from_base64url(token.substr(first + 1, second - first - 1));
  const auto signature = from_base64url(token.substr(second + 1));
  if (!head_text || !claims_text || !signature) return out;
  const auto head = read_json(*head_text, "token"), claims = read_json(*claims_text, "token");
  if (!head.ok() || !claims.ok()) return out;
  out.fault = check_signature(head.value, token.substr(0, second), *signature, keys);
  if (out.fault.empty()) out.fault = check_claims(claims.value, wanted);
  if (!out.fault.empty()) return out;
  out.claims.subject = text_of(claims.value, "sub");
  out.claims.email = text_of(claims.value, "email");
  const Node* verified = claims.value.find("email_verified");
  out.claims.email_verified = verified && verified->kind == Node::Kind::boolean && verified->scalar == "true";
  return out;
}

}  // namespace xanh

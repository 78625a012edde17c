// The token of an identity provider: what is taken, and each single thing for which it is not.
#include "office/id_token.hpp"

#include <gmock/gmock.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <fmt/format.h>

#include <functional>
#include <memory>

namespace xanh::office_test {
namespace {

using Pkey = std::shared_ptr<EVP_PKEY>;

std::string number_of(const Pkey& key, const char* name, int width = 0) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key.get(), name, &number);
  std::string out(static_cast<size_t>(width > 0 ? width : BN_num_bytes(number)), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
  BN_free(number);
  return to_base64url(out);
}

struct Signer {
  static Signer rsa(unsigned bits = 2048) {
    return {Pkey(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t{bits}), EVP_PKEY_free), "RS256"};
  }
  static Signer ec() {
    return {Pkey(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), EVP_PKEY_free), "ES256"};
  }

  [[nodiscard]] std::string jwk(const std::string& kid, const std::string& more = {}) const {
    if (algorithm == "RS256")
      return fmt::format(R"({{"kty":"RSA","kid":"{}","n":"{}","e":"{}"{}}})", kid,
                         number_of(key, OSSL_PKEY_PARAM_RSA_N), number_of(key, OSSL_PKEY_PARAM_RSA_E), more);
    return fmt::format(R"({{"kty":"EC","crv":"P-256","kid":"{}","x":"{}","y":"{}"{}}})", kid,
                       number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, 32),
                       number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32), more);
  }
  [[nodiscard]] std::string signature(const std::string& text) const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key.get());
    size_t length = 1024;
    std::string out(length, '\0');
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &length,
                   reinterpret_cast<const unsigned char*>(text.data()), text.size());
    EVP_MD_CTX_free(context);
    out.resize(length);
    return algorithm == "RS256" ? out : side_by_side(out);
  }
  static std::string side_by_side(const std::string& der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* read = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    std::string out(64, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(read), reinterpret_cast<unsigned char*>(out.data()), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(read), reinterpret_cast<unsigned char*>(out.data()) + 32, 32);
    ECDSA_SIG_free(read);
    return out;
  }
  [[nodiscard]] std::string token(const std::string& claims, const std::string& kid = "k1",
                                  const std::string& head_more = {}) const {
    const std::string head = fmt::format(R"({{"alg":"{}","kid":"{}"{}}})", algorithm, kid, head_more);
    const std::string said = to_base64url(head) + "." + to_base64url(claims);
    return said + "." + to_base64url(signature(said));
  }
  Pkey key;
  std::string algorithm;
};

const Instant kNow = *parse_instant("2023-06-20T10:00:00Z");
const std::int64_t kSeconds = kNow.utc.time_since_epoch().count();
const IdTokenWanted kWanted{"https://id.example.vn", "xanh", "n-1", kNow};

std::string claims(const std::string& key = {}, const std::string& value = {}) {
  std::vector<std::pair<std::string, std::string>> all{{"iss", "\"https://id.example.vn\""},
                                                       {"aud", "\"xanh\""},
                                                       {"sub", "\"u-7\""},
                                                       {"nonce", "\"n-1\""},
                                                       {"exp", std::to_string(kSeconds + 300)},
                                                       {"iat", std::to_string(kSeconds)},
                                                       {"email", "\"lan@example.vn\""},
                                                       {"email_verified", "true"}};
  bool known = false;
  for (auto& one : all)
    if (one.first == key) {
      one.second = value;
      known = true;
    }
  if (!known && !key.empty()) all.emplace_back(key, value);
  std::string out;
  for (const auto& [name, text] : all)
    if (!text.empty()) out += (out.empty() ? "" : ",") + ("\"" + name + "\":" + text);
  return "{" + out + "}";
}
Node keys(const std::vector<std::string>& jwks) {
  return read_json("{\"keys\":[" + fmt::format("{}", fmt::join(jwks, ",")) + "]}", "keys").value;
}

TEST(IdToken, OfTheProviderIsTakenWithBothAlgorithms) {
  for (const Signer& signer : {Signer::rsa(), Signer::ec()}) {
    const auto read =
        read_id_token(signer.token(claims()), keys({signer.jwk("k0"), signer.jwk("k1")}), kWanted);
    EXPECT_EQ(read.fault, "") << signer.algorithm;
    EXPECT_EQ(read.claims.subject, "u-7");
    EXPECT_EQ(read.claims.email, "lan@example.vn");
    EXPECT_TRUE(read.claims.email_verified);
  }
}

TEST(IdToken, OfAnotherIssuerClientTimeOrBrowserIsNotTaken) {
  const Signer signer = Signer::ec();
  const Node set = keys({signer.jwk("k1")});
  const auto fault = [&](const std::string& key, const std::string& value) {
    return std::string(read_id_token(signer.token(claims(key, value)), set, kWanted).fault);
  };
  EXPECT_EQ(fault("iss", "\"https://id.example.vn/\""), "issuer");
  EXPECT_EQ(fault("iss", ""), "issuer");
  EXPECT_EQ(fault("aud", "\"other\""), "audience");
  EXPECT_EQ(fault("aud", ""), "audience");
  EXPECT_EQ(fault("aud", "[\"xanh\"]"), "");
  EXPECT_EQ(fault("aud", "[\"other\"]"), "audience");
  EXPECT_EQ(fault("aud", "[\"xanh\", \"other\"]"), "audience") << "asked for by whom?";
  EXPECT_EQ(fault("azp", "\"other\""), "audience");
  EXPECT_EQ(fault("azp", "\"xanh\""), "");
  EXPECT_EQ(fault("exp", std::to_string(kSeconds - 60)), "ended");
  EXPECT_EQ(fault("exp", std::to_string(kSeconds - 59)), "") << "clocks may differ by a minute";
  EXPECT_EQ(fault("exp", ""), "ended");
  EXPECT_EQ(fault("exp", "\"9999999999\""), "ended");
  EXPECT_EQ(fault("exp", "1e12"), "ended");
  EXPECT_EQ(fault("exp", std::to_string(kSeconds + 300) + ".5"), "");
  EXPECT_EQ(fault("iat", std::to_string(kSeconds + 61)), "age");
  EXPECT_EQ(fault("iat", std::to_string(kSeconds - 3601)), "age");
  EXPECT_EQ(fault("iat", ""), "age");
  EXPECT_EQ(fault("nonce", "\"n-2\""), "nonce");
  EXPECT_EQ(fault("nonce", ""), "nonce");
  EXPECT_EQ(fault("sub", ""), "subject");
  EXPECT_EQ(fault("sub", "7"), "subject");
  EXPECT_FALSE(
      read_id_token(signer.token(claims("email_verified", "\"true\"")), set, kWanted).claims.email_verified);
}

TEST(IdToken, ThatIsNotSignedByAKeyOfTheProviderIsNotTaken) {
  const Signer rsa = Signer::rsa(), ec = Signer::ec(), other = Signer::ec();
  const auto fault = [](const std::string& token, const Node& set) {
    return std::string(read_id_token(token, set, kWanted).fault);
  };
  const Node set = keys({rsa.jwk("r"), ec.jwk("k1")});
  EXPECT_EQ(fault(ec.token(claims()), set), "");
  EXPECT_EQ(fault(ec.token(claims(), "unknown"), set), "key");
  EXPECT_TRUE(read_id_token(ec.token(claims(), "unknown"), set, kWanted).unknown_key());
  EXPECT_EQ(fault(other.token(claims()), set), "signature");
  EXPECT_EQ(fault(ec.token(claims(), "r"), set), "key") << "a key of the other kind";
  EXPECT_EQ(fault(ec.token(claims()), keys({ec.jwk("k1", R"(,"use":"enc")")})), "key");
  EXPECT_EQ(fault(ec.token(claims()), keys({ec.jwk("k1", R"(,"alg":"ES512")")})), "key");
  EXPECT_EQ(fault(ec.token(claims(), "k1", R"(,"crit":["b64"],"b64":false)"), set), "critical");
  const Signer small = Signer::rsa(1024);
  EXPECT_EQ(fault(small.token(claims()), keys({small.jwk("k1")})), "key") << "too short";
  // Every single byte counts.
  const std::string good = ec.token(claims());
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bent = good;
    bent[i] = bent[i] == 'A' ? 'B' : 'A';
    if (from_base64url(bent.substr(bent.rfind('.') + 1)) ==
            from_base64url(good.substr(good.rfind('.') + 1)) &&
        bent.substr(0, bent.rfind('.')) == good.substr(0, good.rfind('.')))
      continue;  // the last letter has bits that say nothing
    EXPECT_NE(fault(bent, set), "") << i;
  }
}

TEST(IdToken, WithoutASignatureOrWithOneThatAnybodyCanMakeIsNotTaken) {
  const Signer signer = Signer::rsa();
  const Node set = keys({signer.jwk("k1")});
  const auto with = [&](const std::string& head) {
    const std::string said = to_base64url(head) + "." + to_base64url(claims());
    return std::string(read_id_token(said + "." + to_base64url(signer.signature(said)), set, kWanted).fault);
  };
  EXPECT_EQ(with(R"({"alg":"none"})"), "algorithm");
  EXPECT_EQ(with(R"({"alg":"HS256","kid":"k1"})"), "algorithm");
  EXPECT_EQ(with(R"({"alg":"RS512","kid":"k1"})"), "algorithm");
  EXPECT_EQ(with(R"({"kid":"k1"})"), "algorithm");
  EXPECT_EQ(with(R"({"alg":"RS256"})"), "") << "with one key of that kind no name is needed";
  for (const char* text : {"", ".", "..", "a.b", "a.b.c.d", "!.!.!", "e30.e30.", "e30.e30.e30"})
    EXPECT_NE(read_id_token(text, set, kWanted).fault, "") << text;
  EXPECT_EQ(read_id_token(std::string(20000, 'a'), set, kWanted).fault, "form");
  EXPECT_EQ(read_id_token(signer.token(claims()), Node(), kWanted).fault, "key");
}

}  // namespace
}  // namespace xanh::office_test

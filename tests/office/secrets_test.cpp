#include "office/secrets.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

namespace xanh {
namespace {

std::string hex(const std::string& bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  out.pop_back();
  return out;
}

TEST(Sha1, GivesTheDigestsOfTheStandard) {
  EXPECT_EQ(hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(sha1("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(hex(sha1(std::string(1000000, 'a'))), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

// RFC 6238, appendix B, the last six of its eight digits; the secret is "12345678901234567890".
TEST(Totp, GivesTheCodesOfTheStandard) {
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  for (const auto& [second, code] : {std::pair<long, const char*>{59, "287082"},
                                     {1111111109, "081804"},
                                     {1111111111, "050471"},
                                     {1234567890, "005924"},
                                     {2000000000, "279037"}}) {
    const Instant at{std::chrono::sys_seconds{std::chrono::seconds{second}}};
    EXPECT_EQ(totp_code(secret, totp_step(at)), code);
  }
}

TEST(Totp, TakesTheCodesOfNowAndItsNeighboursAndEachOnce) {
  const std::string secret = make_totp_secret();
  const Instant now{std::chrono::sys_seconds{std::chrono::seconds{1687255200}}};
  const auto step = totp_step(now);
  for (const int off : {-1, 0, 1})
    EXPECT_EQ(accepted_step(secret, totp_code(secret, step + off), now, {}), step + off);
  for (const int off : {-2, 2}) EXPECT_FALSE(accepted_step(secret, totp_code(secret, step + off), now, {}));
  EXPECT_FALSE(accepted_step(secret, totp_code(secret, step), now, step));
  EXPECT_TRUE(accepted_step(secret, totp_code(secret, step + 1), now, step));
  for (const char* code : {"", "12345", "1234567", "abcdef"})
    EXPECT_FALSE(accepted_step(secret, code, now, {}));
}

TEST(Secret, HasItsKindInItsFormAndIsNeverTheSame) {
  for (const auto& [kind, prefix] :
       {std::pair{KeyKind::session, "xs_"}, {KeyKind::link, "xl_"}, {KeyKind::token, "xt_"}}) {
    const std::string secret = make_secret(kind);
    EXPECT_TRUE(secret.starts_with(prefix));
    EXPECT_EQ(secret.size(), 46u);
    EXPECT_EQ(kind_of_secret(secret), kind);
    EXPECT_NE(secret, make_secret(kind));
    EXPECT_EQ(secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
  }
  EXPECT_FALSE(kind_of_secret("xs_short"));
  EXPECT_FALSE(kind_of_secret(""));
}

TEST(Secret, ItsTokenAgainstForgeryFollowsFromTheSecretAndNotFromItsDigest) {
  const std::string secret = make_secret(KeyKind::session);
  EXPECT_EQ(csrf_token(secret), csrf_token(secret));
  EXPECT_NE(csrf_token(secret), csrf_token(digest_of_secret(secret)));
  EXPECT_NE(csrf_token(secret), csrf_token(make_secret(KeyKind::session)));
}

TEST(Password, IsHashedWithArgonAndTheCostOfNobodysHashIsTheSame) {
  const std::string hash = hash_password("một câu dễ nhớ");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(password_matches(hash, "một câu dễ nhớ"));
  EXPECT_FALSE(password_matches(hash, "một câu khó nhớ"));
  EXPECT_FALSE(password_matches("", ""));
  EXPECT_EQ(hash_of_nobody().substr(0, hash_of_nobody().find('$', 20)), hash.substr(0, hash.find('$', 20)));
}

}  // namespace
}  // namespace xanh

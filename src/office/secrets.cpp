#include "office/secrets.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <bit>
#include <new>
#include <stdexcept>

#include "base/canonical.hpp"

namespace xanh {
namespace {

constexpr size_t kSecretBytes = 32;
constexpr size_t kSecretLetters = 43;  // of 32 bytes in base64url without padding

void ready() {
  static const bool kReady = [] {
    if (sodium_init() < 0) throw std::runtime_error("the cryptographic library does not start");
    return true;
  }();
  static_cast<void>(kReady);
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <size_t n>
std::string base64url(const std::array<unsigned char, n>& bytes) {
  constexpr int kForm = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_ENCODED_LEN(n, kForm), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), kForm);
  out.pop_back();  // the end of a C text
  return out;
}

std::string_view prefix_of(KeyKind kind) {
  switch (kind) {
    case KeyKind::session:
      return "xs_";
    case KeyKind::link:
      return "xl_";
    case KeyKind::token:
      return "xt_";
  }
  return {};
}

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string from_base32(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const size_t value = kBase32.find(c);
    if (value == std::string_view::npos) throw std::runtime_error("a stored second factor cannot be read");
    bits = (bits << 5) | static_cast<std::uint32_t>(value);
    held += 5;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>((bits >> held) & 0xff);
  }
  return out;
}

std::string hmac_sha1(std::string key, std::string_view message) {
  constexpr size_t kBlock = 64;
  if (key.size() > kBlock) key = sha1(key);
  key.resize(kBlock, '\0');
  std::string inner, outer;
  for (const char c : key) {
    inner += static_cast<char>(static_cast<unsigned char>(c) ^ 0x36);
    outer += static_cast<char>(static_cast<unsigned char>(c) ^ 0x5c);
  }
  return sha1(outer + sha1(inner += message));
}

}  // namespace

std::string make_secret(KeyKind kind) {
  ready();
  std::array<unsigned char, kSecretBytes> random{};
  randombytes_buf(random.data(), random.size());
  return std::string(prefix_of(kind)) + base64url(random);
}

std::optional<KeyKind> kind_of_secret(std::string_view secret) {
  for (const KeyKind kind : {KeyKind::session, KeyKind::link, KeyKind::token})
    if (secret.size() == kSecretLetters + 3 && secret.starts_with(prefix_of(kind))) return kind;
  return std::nullopt;
}

std::string digest_of_secret(std::string_view secret) {
  return sha256(secret);
}

std::string csrf_token(std::string_view secret) {
  ready();
  constexpr std::string_view kFor = "xanh/csrf/1";
  std::array<unsigned char, crypto_generichash_BYTES> out{};
  // Keyed by the secret itself: who can read the store's digests can make none.
  if (crypto_generichash(out.data(), out.size(), bytes_of(kFor), kFor.size(), bytes_of(secret),
                         std::min<size_t>(secret.size(), crypto_generichash_KEYBYTES_MAX)) != 0)
    throw std::runtime_error("no keyed hash");
  return base64url(out);
}

bool same_secret(std::string_view a, std::string_view b) {
  ready();
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string hash_password(const std::string& password) {
  ready();
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw std::bad_alloc();  // the only way it fails
  return out.data();
}

bool password_matches(const std::string& hash, const std::string& password) {
  ready();
  std::array<char, crypto_pwhash_STRBYTES> stored{};
  if (hash.size() >= stored.size()) return false;
  std::copy(hash.begin(), hash.end(), stored.begin());
  return crypto_pwhash_str_verify(stored.data(), password.data(), password.size()) == 0;
}

const std::string& hash_of_nobody() {
  // Of a random password, once for each run of the program.
  static const std::string kHash = hash_password(make_secret(KeyKind::link));
  return kHash;
}

std::string make_totp_secret() {
  ready();
  std::array<unsigned char, 20> random{};
  randombytes_buf(random.data(), random.size());
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const unsigned char byte : random) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5) {
      held -= 5;
      out += kBase32[(bits >> held) & 31];
    }
  }
  return out;
}

std::int64_t totp_step(Instant at) {
  return at.utc.time_since_epoch().count() / 30;
}

std::string totp_code(const std::string& base32_secret, std::int64_t step) {
  std::string message;
  for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>((step >> shift) & 0xff);
  const std::string hash = hmac_sha1(from_base32(base32_secret), message);
  const auto byte = [&](size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(hash[i])); };
  const size_t at = byte(19) & 15;
  const std::uint32_t number =
      ((byte(at) & 0x7f) << 24) | (byte(at + 1) << 16) | (byte(at + 2) << 8) | byte(at + 3);
  return fmt::format("{:06}", number % 1000000);
}

std::optional<std::int64_t> accepted_step(const std::string& base32_secret, std::string_view code,
                                          Instant now, std::optional<std::int64_t> used) {
  std::optional<std::int64_t> out;
  const std::int64_t middle = totp_step(now);
  for (std::int64_t step = middle - 1; step <= middle + 1; ++step)
    if (same_secret(totp_code(base32_secret, step), code) && (!used || *used < step)) out = step;
  return out;
}

std::string sha1(std::string_view bytes) {
  std::array<std::uint32_t, 5> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  std::string padded(bytes);
  padded += static_cast<char>(0x80);
  while (padded.size() % 64 != 56) padded += '\0';
  const std::uint64_t length = std::uint64_t{bytes.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) padded += static_cast<char>((length >> shift) & 0xff);
  for (size_t block = 0; block < padded.size(); block += 64) {
    std::array<std::uint32_t, 80> w{};
    for (size_t i = 0; i < 64; ++i)
      w.at(i / 4) = (w.at(i / 4) << 8) | static_cast<unsigned char>(padded[block + i]);
    for (size_t i = 16; i < 80; ++i)
      w.at(i) = std::rotl(w.at(i - 3) ^ w.at(i - 8) ^ w.at(i - 14) ^ w.at(i - 16), 1);
    auto [a, b, c, d, e] = state;
    for (size_t i = 0; i < 80; ++i) {
      std::uint32_t f = b ^ c ^ d, k = 0xca62c1d6;
      if (i < 20) {
        f = (b & c) | (~b & d);
        k = 0x5a827999;
      } else if (i < 40) {
        k = 0x6ed9eba1;
      } else if (i < 60) {
        f = (b & c) | (b & d) | (c & d);
        k = 0x8f1bbcdc;
      }
      const std::uint32_t next = std::rotl(a, 5) + f + e + k + w.at(i);
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
  }
  std::string out;
  for (const std::uint32_t word : state)
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((word >> shift) & 0xff);
  return out;
}

}  // namespace xanh

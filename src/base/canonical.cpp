#include "base/canonical.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/text.hpp"

namespace xanh {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// RFC 8785 orders keys by their UTF-16 code units, which is not the order of their bytes beyond the first
// plane.
bool before(const std::string& a, const std::string& b) {
  if (is_ascii(a) && is_ascii(b)) return a < b;
  return icu::UnicodeString::fromUTF8(a).compare(icu::UnicodeString::fromUTF8(b)) < 0;
}

void compose(std::string& text) {
  auto composed = to_nfc(text);
  if (!composed) throw std::invalid_argument("canonical form of text that is no UTF-8");
  text = std::move(*composed);
}

void put_in_order(Node& node) {
  if (node.kind == Node::Kind::text) compose(node.scalar);
  for (auto& item : node.items) put_in_order(item);
  for (auto& [key, value] : node.members) {
    compose(key);
    put_in_order(value);
  }
  std::sort(node.members.begin(), node.members.end(),
            [](const auto& a, const auto& b) { return before(a.first, b.first); });
}

}  // namespace

std::string canonical(const Node& node) {
  Node ordered = node;
  put_in_order(ordered);
  return write_json_line(ordered);
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::string out;
  for (const unsigned char byte : hash) out += fmt::format("{:02x}", byte);
  return out;
}

std::string digest_of(std::string_view kind, std::string_view canonical_bytes) {
  return sha256(fmt::format("xanh/{}/1\n{}", kind, canonical_bytes));
}

}  // namespace xanh

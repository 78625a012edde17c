#include "base/canonical.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <deque>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace xanh {
namespace {

// RFC 8785 orders keys by their UTF-16 code units, which is not the order of their bytes beyond the first
// plane.
bool before(const std::string& a, const std::string& b) {
  if (is_ascii(a) && is_ascii(b)) return a < b;
  return icu::UnicodeString::fromUTF8(a).compare(icu::UnicodeString::fromUTF8(b)) < 0;
}

/// The text composed: itself where it is already, else in `kept`.
const std::string& composed(const std::string& text, std::string& kept) {
  if (is_ascii(text)) return text;
  auto nfc = to_nfc(text);
  if (!nfc) throw std::invalid_argument("canonical form of text that is no UTF-8");
  kept = std::move(*nfc);
  return kept;
}

// Members are put in order by pointers: a report has hundreds of thousands of them.
void write(const Node& node, std::string& out) {
  std::string kept;
  switch (node.kind) {
    case Node::Kind::text:
      append_json_text(composed(node.scalar, kept), out);
      break;
    case Node::Kind::list:
      out += '[';
      for (const auto& item : node.items) {
        if (&item != node.items.data()) out += ',';
        write(item, out);
      }
      out += ']';
      break;
    case Node::Kind::map: {
      std::vector<std::pair<const std::string*, const Node*>> members;
      members.reserve(node.members.size());
      std::deque<std::string> keys;  // those that had to be composed
      for (const auto& [key, value] : node.members) {
        const std::string& name = composed(key, kept);
        members.emplace_back(&name == &key ? &key : &keys.emplace_back(std::move(kept)), &value);
      }
      // Equal keys stay in their order, which is that of the addresses of the values.
      std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
        return before(*a.first, *b.first) || (a.second < b.second && !before(*b.first, *a.first));
      });
      out += '{';
      for (const auto& [key, value] : members) {
        if (key != members.front().first) out += ',';
        append_json_text(*key, out);
        out += ':';
        write(*value, out);
      }
      out += '}';
      break;
    }
    default:
      append_json_scalar(node, out);
      break;
  }
}

}  // namespace

std::string canonical(const Node& node) {
  std::string out;
  write(node, out);
  return out;
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

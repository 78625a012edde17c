// Canonical form v1: RFC 8785 over NFC text. Equal content gives equal bytes, on any machine, in any zone.
// Keys are the names of the programme folder and report.json; absent is not null; figures are decimal text as
// reported; dates ISO 8601, moments in UTC. Never changed once released: a new form is a new number.
#pragma once

#include <string>
#include <string_view>

#include "base/node.hpp"

namespace xanh {

[[nodiscard]] std::string canonical(const Node& node);
/// Lower-case hexadecimal SHA-256 of `xanh/<kind>/1`, a line feed, and the bytes.
[[nodiscard]] std::string digest_of(std::string_view kind, std::string_view canonical_bytes);
/// Plain SHA-256 of a file's bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace xanh

// A mail as it goes over the wire (RFC 5322): plain text in UTF-8, with nothing in it that could end a
// header.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace xanh {

/// local@domain in the letters that every mail server takes: no blank, quote, bracket, control character; at
/// most 254 bytes (RFC 5321, 4.5.3.1.3).
[[nodiscard]] bool is_mail_address(std::string_view text);

struct MailMessage {
  std::string from_name, from;  ///< `from` and `to` are mail addresses
  std::string to_name, to;
  std::string subject;  ///< in one line; line ends and other control characters become blanks
  std::string body;     ///< UTF-8, lines end with a line feed
  std::string id;       ///< Message-ID without its angle brackets
  Instant date{};
};

/// With CR LF at each line end and no line over 76 bytes of its own making. Subject and names as encoded
/// words (RFC 2047), the body as base64.
[[nodiscard]] std::string mail_bytes(const MailMessage& message);

/// One header value: as it is when it is plain ASCII and short, else as encoded words of at most 75
/// characters, none of which divides a character.
[[nodiscard]] std::string encoded_words(std::string_view text);

}  // namespace xanh

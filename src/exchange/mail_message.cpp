#include "exchange/mail_message.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace xanh {
namespace {

constexpr size_t kLongestAddress = 254;
constexpr size_t kLongestLocal = 64;
constexpr size_t kPlainHeader = 60;  // bytes of a header value that stands as it is
constexpr size_t kWordBytes = 39;  // of text in one encoded word: 64 characters, and a name before it, in 76
constexpr size_t kLineBytes = 57;  // of text in a line of 76 characters of base64

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the closing NUL
  return out;
}

/// The end of a piece of at most `most` bytes that divides no character.
size_t piece_of(std::string_view text, size_t most) {
  if (text.size() <= most) return text.size();
  size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return end == 0 ? most : end;
}

/// One line of UTF-8 without control characters.
std::string header_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
  return is_utf8(out) ? out : std::string("?");
}

std::string address_with_name(const std::string& name, const std::string& address) {
  return name.empty() ? "<" + address + ">" : encoded_words(name) + "\r\n <" + address + ">";
}

/// "Tue, 20 Jun 2023 10:00:00 +0000"
std::string mail_date(Instant at) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at.utc);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at.utc - day};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000",
                     kDays.at(std::chrono::weekday{day}.c_encoding()), static_cast<unsigned>(date.day()),
                     kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

/// Lines of text end with CR LF also inside the base64.
std::string with_network_ends(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) out += '\r';
    out += text[i];
  }
  return out;
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const size_t at = text.find('@');
  if (text.size() > kLongestAddress || at == 0 || at == std::string_view::npos || at > kLongestLocal)
    return false;
  const auto local = text.substr(0, at), domain = text.substr(at + 1);
  constexpr std::string_view kLocal = ".!#$%&'*+/=?^_`{|}~-";
  const bool good_local = std::all_of(local.begin(), local.end(), [&](char c) {
    return is_letter_or_digit(c) || kLocal.find(c) != std::string_view::npos;
  });
  const bool good_domain = std::all_of(domain.begin(), domain.end(),
                                       [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; });
  return good_local && good_domain && !local.starts_with('.') && !local.starts_with('-') &&
         !local.ends_with('.') && local.find("..") == std::string_view::npos && !domain.empty() &&
         !domain.starts_with('.') && !domain.ends_with('.') && domain.find("..") == std::string_view::npos;
}

std::string encoded_words(std::string_view given) {
  std::string text = header_line(given);
  const bool plain = text.size() <= kPlainHeader && std::all_of(text.begin(), text.end(), [](char c) {
                       constexpr std::string_view kPlain = " .,-_/+";
                       return is_letter_or_digit(c) || kPlain.find(c) != std::string_view::npos;
                     });
  if (plain) return text;
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = piece_of(rest, kWordBytes);
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(rest.substr(0, end)) + "?=";
    rest.remove_prefix(end);
  }
  return out;
}

std::string mail_bytes(const MailMessage& message) {
  if (!is_mail_address(message.from) || !is_mail_address(message.to) || !is_mail_address(message.id))
    throw std::invalid_argument("a mail needs addresses");
  std::string out;
  out += "From: " + address_with_name(message.from_name, message.from) + "\r\n";
  out += "To: " + address_with_name(message.to_name, message.to) + "\r\n";
  out += "Subject: " + encoded_words(message.subject) + "\r\n";
  out += "Date: " + mail_date(message.date) + "\r\n";
  out += "Message-ID: <" + message.id + ">\r\n";
  out += "Auto-Submitted: auto-generated\r\n";  // no answering machine answers (RFC 3834)
  out += "MIME-Version: 1.0\r\n";
  out += "Content-Type: text/plain; charset=utf-8\r\n";
  out += "Content-Language: vi, en\r\n";
  out += "Content-Transfer-Encoding: base64\r\n\r\n";
  const std::string body = with_network_ends(message.body);
  for (size_t i = 0; i < body.size(); i += kLineBytes)
    out += base64(std::string_view(body).substr(i, kLineBytes)) + "\r\n";
  return out;
}

}  // namespace xanh

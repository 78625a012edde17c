#include "exchange/ooxml/xml_scanner.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

#include "base/text.hpp"

namespace xanh {
namespace {

bool ends_name(char c) {
  return is_blank(c) || c == '=' || c == '/' || c == '>' || c == '<' || c == '"' || c == '\'';
}

std::string_view local(std::string_view qualified) {
  const size_t colon = qualified.rfind(':');
  return colon == qualified.npos ? qualified : qualified.substr(colon + 1);
}

/// XML 1.0, production 2, without the ASCII part.
bool is_allowed(UChar32 c) {
  return (c >= 0x80 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_allowed_ascii(unsigned char c) {
  return c >= 0x20 || c == '\t' || c == '\n' || c == '\r';
}

/// The character of `&NAME;`, or nothing.
std::optional<UChar32> referenced(std::string_view name) {
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  const int base = name.starts_with('x') ? 16 : 10;
  if (base == 16) name.remove_prefix(1);
  uint32_t code = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), code, base);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  const bool allowed = code < 0x80 ? is_allowed_ascii(static_cast<unsigned char>(code))
                                   : code <= 0x10FFFF && is_allowed(static_cast<UChar32>(code));
  return allowed ? std::optional(static_cast<UChar32>(code)) : std::nullopt;
}

/// The first `&` or carriage return.
size_t special_in(std::string_view text) {
  return std::min(text.find('&'), text.find('\r'));
}

void append(UChar32 c, std::string& out) {
  char units[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(units, length, c);
  out.append(units, static_cast<size_t>(length));
}

}  // namespace

XmlScanner::XmlScanner(std::string_view bytes) : bytes_(bytes) {
  if (!check_characters()) return;
  if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  if (!bytes_.substr(at_).starts_with("<?xml")) return;
  const size_t end = bytes_.find("?>", at_);
  if (end == bytes_.npos) {
    fail(Fault::syntax);
    return;
  }
  // A declared encoding other than the one the bytes have would make this reading differ from everybody
  // else's.
  const auto declaration = bytes_.substr(at_, end - at_);
  const size_t encoding = declaration.find("encoding");
  const size_t open =
      encoding == declaration.npos ? declaration.npos : declaration.find_first_of("\"'", encoding);
  if (open != declaration.npos) {
    const auto value = declaration.substr(open + 1, declaration.find(declaration[open], open + 1) - open - 1);
    std::string lower(value);
    for (char& c : lower)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (lower != "utf-8" && lower != "utf8" && lower != "us-ascii") {
      fail(Fault::not_utf8);
      return;
    }
  }
  at_ = end + 2;
}

bool XmlScanner::check_characters() {
  constexpr size_t kBlock = 32;
  constexpr std::uint64_t kHigh = 0x8080808080808080, kBlanks = 0x2020202020202020;
  size_t i = 0;
  while (i < bytes_.size()) {
    // Plain ASCII, nearly all of a sheet, is passed in blocks: no byte of 0x80 or more, nor one that is less
    // than 0x20, from which the subtraction would borrow.
    if (i + kBlock <= bytes_.size()) {
      std::array<std::uint64_t, kBlock / sizeof(std::uint64_t)> words{};
      std::memcpy(words.data(), bytes_.data() + i, kBlock);
      std::uint64_t other = 0;
      for (const std::uint64_t word : words) other |= word | (word - kBlanks);
      if ((other & kHigh) == 0) {
        i += kBlock;
        continue;
      }
    }
    const size_t stop = std::min(i + kBlock, bytes_.size());
    while (i < stop) {
      const auto byte = static_cast<unsigned char>(bytes_[i]);
      if (byte < 0x80) {
        if (!is_allowed_ascii(byte)) {
          at_ = i;
          fail(Fault::syntax);
          return false;
        }
        ++i;
        continue;
      }
      UChar32 c = 0;
      const size_t begin = i;
      int32_t k = 0;
      const auto left = static_cast<int32_t>(std::min<size_t>(bytes_.size() - i, U8_MAX_LENGTH));
      U8_NEXT(bytes_.data() + begin, k, left, c);
      if (!is_allowed(c)) {
        at_ = begin;
        fail(c < 0 ? Fault::not_utf8 : Fault::syntax);
        return false;
      }
      i = begin + static_cast<size_t>(k);
    }
  }
  return true;
}

XmlScanner::Token XmlScanner::fail(Fault fault) {
  fault_ = fault;
  open_.clear();
  attributes_.clear();
  return Token::failed;
}

XmlScanner::Token XmlScanner::next() {
  if (fault_ != Fault::none) return Token::failed;
  if (closing_) {
    closing_ = false;
    return end_element();
  }
  while (true) {
    if (at_ >= bytes_.size()) return open_.empty() && seen_root_ ? Token::finished : fail(Fault::syntax);
    if (bytes_[at_] == '<') {
      const auto rest = bytes_.substr(at_);
      if (rest.starts_with("<!--")) {
        if (!skip_past("-->")) return fail(Fault::syntax);
      } else if (rest.starts_with("<?")) {
        if (!skip_past("?>")) return fail(Fault::syntax);
      } else {
        return markup();
      }
      continue;
    }
    const size_t end = std::min(bytes_.find('<', at_), bytes_.size());
    text_ = bytes_.substr(at_, end - at_);
    verbatim_ = false;
    if (!open_.empty()) {
      at_ = end;
      return Token::text;
    }
    if (std::find_if_not(text_.begin(), text_.end(), is_blank) != text_.end()) return fail(Fault::syntax);
    at_ = end;
  }
}

XmlScanner::Token XmlScanner::markup() {
  const auto rest = bytes_.substr(at_);
  if (rest.starts_with("<![CDATA[") && !open_.empty()) {
    const size_t begin = at_ + 9;
    if (!skip_past("]]>")) return fail(Fault::syntax);
    text_ = bytes_.substr(begin, at_ - 3 - begin);
    verbatim_ = true;
    return Token::text;
  }
  if (rest.starts_with("<!")) return fail(rest.starts_with("<!DOCTYPE") ? Fault::doctype : Fault::syntax);
  if (!rest.starts_with("</")) return start_element();
  const size_t end = bytes_.find('>', at_);
  if (end == bytes_.npos || open_.empty()) return fail(Fault::syntax);
  std::string_view name = bytes_.substr(at_ + 2, end - at_ - 2);
  while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
  if (name != open_.back()) return fail(Fault::syntax);
  at_ = end + 1;
  return end_element();
}

XmlScanner::Token XmlScanner::end_element() {
  name_ = local(open_.back());
  open_.pop_back();
  attributes_.clear();
  return Token::end;
}

XmlScanner::Token XmlScanner::start_element() {
  if ((open_.empty() && seen_root_) || open_.size() >= kMostDepth) return fail(Fault::syntax);
  const auto name_from = [&](size_t from) {
    size_t end = from;
    while (end < bytes_.size() && !ends_name(bytes_[end])) ++end;
    return bytes_.substr(from, end - from);
  };
  const auto skip_blanks = [&](size_t i) {
    while (i < bytes_.size() && is_blank(bytes_[i])) ++i;
    return i;
  };
  const auto qualified = name_from(at_ + 1);
  if (qualified.empty()) return fail(Fault::syntax);
  size_t i = at_ + 1 + qualified.size();
  attributes_.clear();
  while (true) {
    const size_t before = i;
    i = skip_blanks(i);
    if (i >= bytes_.size()) return fail(Fault::syntax);
    if (bytes_[i] == '>') {
      at_ = i + 1;
      break;
    }
    if (bytes_[i] == '/') {
      if (i + 1 >= bytes_.size() || bytes_[i + 1] != '>') return fail(Fault::syntax);
      closing_ = true;
      at_ = i + 2;
      break;
    }
    const auto key = name_from(i);
    if (key.empty() || i == before) return fail(Fault::syntax);
    i = skip_blanks(i + key.size());
    if (i >= bytes_.size() || bytes_[i] != '=') return fail(Fault::syntax);
    i = skip_blanks(i + 1);
    if (i >= bytes_.size() || (bytes_[i] != '"' && bytes_[i] != '\'')) return fail(Fault::syntax);
    const size_t end = bytes_.find(bytes_[i], i + 1);
    if (end == bytes_.npos) return fail(Fault::syntax);
    const auto value = bytes_.substr(i + 1, end - i - 1);
    if (value.find('<') != value.npos) return fail(Fault::syntax);
    attributes_.emplace_back(key, value);
    i = end + 1;
  }
  seen_root_ = true;
  open_.push_back(qualified);
  name_ = local(qualified);
  return Token::start;
}

bool XmlScanner::skip_past(std::string_view close) {
  const size_t end = bytes_.find(close, at_ + 2);
  if (end == bytes_.npos) return false;
  at_ = end + close.size();
  return true;
}

void XmlScanner::skip_to_end(size_t depth) {
  while (open_.size() >= depth) {
    const Token token = next();
    if (token == Token::finished || token == Token::failed) return;
  }
}

std::string_view XmlScanner::raw_attribute(std::string_view local_name) const {
  for (const auto& [key, value] : attributes_)
    if (key == local_name) return value;
  for (const auto& [key, value] : attributes_)
    if (local(key) == local_name && !key.starts_with("xmlns:")) return value;
  return {};
}

std::string XmlScanner::attribute(std::string_view local_name) {
  std::string out;
  if (!resolve(raw_attribute(local_name), out)) fail(Fault::syntax);
  return out;
}

std::string_view XmlScanner::attribute_view(std::string_view local_name) {
  const auto raw = raw_attribute(local_name);
  if (special_in(raw) == raw.npos) return raw;
  buffer_.clear();
  if (!resolve(raw, buffer_)) fail(Fault::syntax);
  return buffer_;
}

bool XmlScanner::has(std::string_view piece) const {
  const std::less_equal<> before;
  return before(bytes_.data(), piece.data()) &&
         before(piece.data() + piece.size(), bytes_.data() + bytes_.size());
}

bool XmlScanner::resolve(std::string_view raw, std::string& out) {
  while (true) {
    const size_t special = special_in(raw);
    out.append(raw, 0, special);
    if (special == raw.npos) return true;
    if (raw[special] == '\r') {  // XML 1.0, 2.11: line ends are one line feed
      out += '\n';
      raw.remove_prefix(special + (raw.substr(special).starts_with("\r\n") ? 2 : 1));
      continue;
    }
    const size_t end = raw.find(';', special);
    const auto c = end == raw.npos ? std::nullopt : referenced(raw.substr(special + 1, end - special - 1));
    if (!c) return false;
    append(*c, out);
    raw.remove_prefix(end + 1);
  }
}

void XmlScanner::read_text(std::string& out) {
  const size_t inside = open_.size();
  while (true) {
    const Token token = next();
    if (token == Token::finished || token == Token::failed) return;
    if (token == Token::end && open_.size() < inside) return;
    if (token == Token::start) {
      skip_to_end(open_.size());
    } else if (token == Token::text) {
      if (verbatim_) {
        out += text_;
      } else if (!resolve(text_, out)) {
        fail(Fault::syntax);
        return;
      }
    }
  }
}

std::string_view XmlScanner::text_view() {
  // One run of plain text and the closing tag, as nearly every cell has it.
  if (!closing_ && fault_ == Fault::none && at_ < bytes_.size()) {
    const size_t end = bytes_.find('<', at_);
    if (end != bytes_.npos && end + 1 < bytes_.size() && bytes_[end + 1] == '/') {
      const auto plain = bytes_.substr(at_, end - at_);
      if (special_in(plain) == plain.npos) {
        at_ = end;
        next();
        return plain;
      }
    }
  }
  buffer_.clear();
  read_text(buffer_);
  return buffer_;
}

}  // namespace xanh

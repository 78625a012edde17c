// Trees out as YAML a person would have written: plain where that reads back as the same text, quoted or
// literal otherwise.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "exchange/text_file.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

/// libyaml finds the `:` of a key only within 1,024 characters; longer keys are written with `?`.
constexpr size_t kLongestSimpleKey = 1000;

char32_t next_character(std::string_view text, size_t& i) {
  const auto byte = [&](size_t at) { return static_cast<char32_t>(static_cast<unsigned char>(text[at])); };
  const char32_t first = byte(i++);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  char32_t out = first & (0x3Fu >> more);
  for (int k = 0; k < more; ++k) out = (out << 6) | (byte(i++) & 0x3F);
  return out;
}

/// Characters that must be escaped: not printable in YAML, or a line break to libyaml though not to an editor
/// (U+0085, U+2028, U+2029). LF and tab are the caller's business.
bool needs_escape(char32_t c) {
  if (c < 0x20) return c != '\n' && c != '\t';
  return (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

bool has_escape(std::string_view text) {
  for (size_t i = 0; i < text.size();)
    if (needs_escape(next_character(text, i))) return true;
  return false;
}

bool is_plain(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`").find(text.front()) != std::string_view::npos) return false;
  if (text.starts_with("...")) return false;
  if (text.find_first_of("\n\t") != std::string_view::npos) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  return !has_escape(text);
}

/// Literal style keeps lines as they are; its rules about blanks at both ends are not worth the risk of a
/// changed text.
bool is_literal(std::string_view text) {
  if (text.find('\n') == std::string_view::npos || has_escape(text)) return false;
  const std::string_view body = text.ends_with('\n') ? text.substr(0, text.size() - 1) : text;
  constexpr std::string_view kBlank = " \t\n";
  if (body.empty() || kBlank.find(body.front()) != std::string_view::npos) return false;
  return kBlank.find(body.back()) == std::string_view::npos;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size();) {
    const size_t from = i;
    const char32_t c = next_character(text, i);
    if (c == '"' || c == '\\')
      out += fmt::format("\\{}", static_cast<char>(c));
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\r')
      out += "\\r";
    else if (needs_escape(c))
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
    else
      out += text.substr(from, i - from);
  }
  return out + '"';
}

class Writer {
 public:
  std::string write(const Node& node) {
    block(node, 0);
    return std::move(out_);
  }

 private:
  static bool holds(const Node& node) { return !node.items.empty() || !node.members.empty(); }
  void blanks(size_t count) { out_.append(count, ' '); }

  /// From a cursor that already stands at column `indent`; ends with a line break.
  void block(const Node& node, size_t indent) {
    if (!holds(node)) {
      scalar(node, std::max<size_t>(indent, 2));
      out_ += '\n';
    }
    for (size_t i = 0; i < node.items.size(); ++i) {
      if (i > 0) blanks(indent);
      out_ += "- ";
      block(node.items[i], indent + 2);
    }
    for (size_t i = 0; i < node.members.size(); ++i) {
      if (i > 0) blanks(indent);
      const auto& [name, value] = node.members[i];
      key(name, indent);
      if (holds(value)) {
        out_ += '\n';
        blanks(indent + 2);
      } else {
        out_ += ' ';
      }
      block(value, indent + 2);
    }
  }

  void key(std::string_view name, size_t indent) {
    check(name);
    const Node::Kind kind = core_kind(name);
    const bool plain = is_plain(name) && (kind == Node::Kind::text || kind == Node::Kind::number);
    const std::string text = plain ? std::string(name) : quoted(name);
    if (text.size() > kLongestSimpleKey) {
      out_ += "? " + text + '\n';
      blanks(indent);
      out_ += ':';
    } else {
      out_ += text + ':';
    }
  }

  void scalar(const Node& node, size_t indent) {
    switch (node.kind) {
      case Node::Kind::null:
        out_ += "null";
        break;
      case Node::Kind::list:
        out_ += "[]";
        break;
      case Node::Kind::map:
        out_ += "{}";
        break;
      case Node::Kind::boolean:
      case Node::Kind::number:
        out_ += node.scalar;
        break;
      case Node::Kind::text:
        text(node.scalar, indent);
        break;
    }
  }

  void text(std::string_view value, size_t indent) {
    check(value);
    if (is_literal(value)) return literal(value, indent);
    out_ += is_plain(value) && core_kind(value) == Node::Kind::text ? std::string(value) : quoted(value);
  }

  void literal(std::string_view value, size_t indent) {
    out_ += value.ends_with('\n') ? "|" : "|-";
    if (value.ends_with('\n')) value.remove_suffix(1);
    for (size_t from = 0; from <= value.size();) {
      const size_t end = std::min(value.find('\n', from), value.size());
      out_ += '\n';
      if (end > from) blanks(indent);
      out_ += value.substr(from, end - from);
      from = end + 1;
    }
  }

  static void check(std::string_view text) {
    if (first_not_utf8(text)) throw std::invalid_argument("write_yaml: text is not UTF-8");
  }

  std::string out_;
};

}  // namespace

std::string write_yaml(const Node& node) {
  return Writer().write(node);
}

}  // namespace xanh

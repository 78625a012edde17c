// JSON in (Boost.JSON's event parser, which hands over the digits of numbers) and out.
#include <fmt/format.h>
#include <unicode/utf8.h>

#include <unordered_set>

#include <boost/json/basic_parser_impl.hpp>

#include "base/node.hpp"
#include "base/text.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadJson{"json-syntax",
                               Severity::error,
                               "JSON không đúng cú pháp ({what})",
                               "broken JSON ({what})",
                               "sửa tại vị trí này rồi thử lại",
                               "mend it at this place and try again"};
constexpr ProblemKind kDoubledKey{
    "json-doubled-key", Severity::error,   "khóa `{key}` xuất hiện hai lần", "the key `{key}` stands twice",
    "giữ lại một",      "keep one of them"};

struct Handler {
  constexpr static std::size_t max_object_size = 1u << 24;
  constexpr static std::size_t max_array_size = 1u << 24;
  constexpr static std::size_t max_key_size = 1u << 16;
  constexpr static std::size_t max_string_size = 1u << 26;
  using error_code = boost::system::error_code;
  using view = boost::json::string_view;

  Node root;
  std::vector<Node*> open;
  std::vector<std::unordered_set<std::string>> keys;  // of the open maps that are large
  std::string key, buffer;
  std::string doubled;

  // A pointer to a child stays good: while a container is open only its own children grow.
  Node* put(Node node) {
    if (open.empty()) {
      root = std::move(node);
      return &root;
    }
    Node& in = *open.back();
    if (in.kind == Node::Kind::list) return &in.push(std::move(node));
    if (stands_in(in)) doubled = key;
    return &in.add(std::exchange(key, {}), std::move(node));
  }

  // A map of a plan has ten members, which are sooner compared than hashed.
  bool stands_in(const Node& map) {
    constexpr size_t kFew = 32;
    if (map.members.size() < kFew) return map.find(key) != nullptr;
    auto& known = keys.back();
    if (known.empty())
      for (const auto& member : map.members) known.insert(member.first);
    return !known.insert(key).second;
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) {
    // The maps of a list are alike: this one will have as many members as the last.
    const Node* list = !open.empty() && !open.back()->items.empty() ? open.back() : nullptr;
    const size_t likely = list ? list->items.back().members.size() : 0;
    open.push_back(put(Node::map()));
    open.back()->members.reserve(likely);
    keys.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, error_code&) {
    open.pop_back();
    keys.pop_back();
    return true;
  }
  bool on_array_begin(error_code&) {
    open.push_back(put(Node::list()));
    return true;
  }
  bool on_array_end(std::size_t, error_code&) {
    open.pop_back();
    return true;
  }
  bool on_key_part(view s, std::size_t, error_code&) {
    key.append(s.data(), s.size());
    return true;
  }
  bool on_key(view s, std::size_t, error_code&) {
    key.append(s.data(), s.size());
    return true;
  }
  bool on_string_part(view s, std::size_t, error_code&) {
    buffer.append(s.data(), s.size());
    return true;
  }
  bool on_string(view s, std::size_t, error_code&) {
    buffer.append(s.data(), s.size());
    put(Node::text(std::exchange(buffer, {})));
    return true;
  }
  bool on_number_part(view s, error_code&) {
    buffer.append(s.data(), s.size());
    return true;
  }
  bool number(view s) {
    buffer.append(s.data(), s.size());
    put(Node::number(std::exchange(buffer, {})));
    return true;
  }
  bool on_int64(std::int64_t, view s, error_code&) { return number(s); }
  bool on_uint64(std::uint64_t, view s, error_code&) { return number(s); }
  bool on_double(double, view s, error_code&) { return number(s); }
  bool on_bool(bool value, error_code&) {
    put(Node::boolean(value));
    return true;
  }
  bool on_null(error_code&) {
    put(Node{});
    return true;
  }
  bool on_comment_part(view, error_code&) { return true; }
  bool on_comment(view, error_code&) { return true; }
};

// YAML's numbers are a little wider than JSON's: a plus sign, zeros in front, nothing on one side of the
// point.
void number(std::string_view digits, std::string& out) {
  if (digits.starts_with('-')) out += '-';
  if (digits.starts_with('-') || digits.starts_with('+')) digits.remove_prefix(1);
  while (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9')
    digits.remove_prefix(1);
  if (digits.starts_with('.')) out += '0';
  for (size_t i = 0; i < digits.size(); ++i) {
    const bool figure_follows = i + 1 < digits.size() && digits[i + 1] >= '0' && digits[i + 1] <= '9';
    if (digits[i] != '.' || figure_follows) out += digits[i];
  }
}

void write(const Node& node, int indent, std::string& out) {
  const auto newline = [&](int level) {
    if (indent < 0) return;
    out += '\n';
    out.append(static_cast<size_t>(level) * 2, ' ');
  };
  const int inner = indent < 0 ? -1 : indent + 1;
  switch (node.kind) {
    case Node::Kind::text:
      append_json_text(node.scalar, out);
      break;
    case Node::Kind::list:
      out += '[';
      for (size_t i = 0; i < node.items.size(); ++i) {
        if (i) out += ',';
        newline(inner);
        write(node.items[i], inner, out);
      }
      if (!node.items.empty()) newline(indent);
      out += ']';
      break;
    case Node::Kind::map:
      out += '{';
      for (size_t i = 0; i < node.members.size(); ++i) {
        if (i) out += ',';
        newline(inner);
        append_json_text(node.members[i].first, out);
        out += indent < 0 ? ":" : ": ";
        write(node.members[i].second, inner, out);
      }
      if (!node.members.empty()) newline(indent);
      out += '}';
      break;
    default:
      append_json_scalar(node, out);
      break;
  }
}

}  // namespace

void append_json_text(std::string_view text, std::string& out) {
  out += '"';
  size_t plain = 0;  // what needs no escape is appended in one piece
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x80) {
      const std::string_view rest = text.substr(i, U8_MAX_LENGTH);
      int32_t used = 0;
      UChar32 character = 0;
      U8_NEXT(rest.data(), used, static_cast<int32_t>(rest.size()), character);
      if (character >= 0) {
        i += static_cast<size_t>(used) - 1;
        continue;
      }
      out += text.substr(plain, i - plain);
      out += "\xEF\xBF\xBD";  // U+FFFD: what a person typed may be no UTF-8, what a program reads must be
      plain = i + 1;
      continue;
    }
    if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20) continue;
    out += text.substr(plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    }
  }
  out += text.substr(plain);
  out += '"';
}

void append_json_scalar(const Node& node, std::string& out) {
  if (node.kind == Node::Kind::null)
    out += "null";
  else if (node.kind == Node::Kind::number)
    number(node.scalar, out);
  else
    out += node.scalar;
}

Outcome<Node> read_json(std::string_view text, const std::string& file) {
  Outcome<Node> out;
  boost::json::parse_options options;
  options.max_depth = 64;
  boost::json::basic_parser<Handler> parser(options);
  boost::system::error_code error;
  const size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) error = boost::json::error::extra_data;
  if (error) {
    Place place{.file = file, .line = 1, .column = 1, .sheet = {}, .cell = {}, .field = {}};
    for (size_t i = 0; i < read && i < text.size(); ++i) {
      place.column = text[i] == '\n' ? 1 : place.column + 1;
      place.line += text[i] == '\n';
    }
    out.problems.push_back(problem(kBadJson, place, {{"what", error.message()}}));
    return out;
  }
  if (!parser.handler().doubled.empty())
    out.problems.push_back(problem(kDoubledKey, Place{file, 0, 0, {}, {}, parser.handler().doubled},
                                   {{"key", parser.handler().doubled}}));
  out.value = std::move(parser.handler().root);
  return out;
}

std::string write_json(const Node& node) {
  std::string out;
  write(node, 0, out);
  out += '\n';
  return out;
}

std::string write_json_line(const Node& node) {
  std::string out;
  write(node, -1, out);
  return out;
}

}  // namespace xanh

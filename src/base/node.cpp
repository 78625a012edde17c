#include "base/node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace xanh {

Node::Node() = default;

Node Node::text(std::string value) {
  Node out;
  out.kind = Kind::text;
  out.scalar = std::move(value);
  return out;
}

Node Node::number(std::string digits) {
  Node out;
  out.kind = Kind::number;
  out.scalar = std::move(digits);
  return out;
}

Node Node::number(double value) {
  return number(number_text(value));
}

Node Node::boolean(bool value) {
  Node out;
  out.kind = Kind::boolean;
  out.scalar = value ? "true" : "false";
  return out;
}

Node Node::list() {
  Node out;
  out.kind = Kind::list;
  return out;
}

Node Node::map() {
  Node out;
  out.kind = Kind::map;
  return out;
}

const Node* Node::find(std::string_view key) const {
  for (const auto& [name, value] : members)
    if (name == key) return &value;
  return nullptr;
}

Node& Node::add(std::string key, Node value) {
  members.emplace_back(std::move(key), std::move(value));
  return members.back().second;
}

Node& Node::push(Node value) {
  items.push_back(std::move(value));
  return items.back();
}

bool Node::operator==(const Node& other) const {
  return kind == other.kind && scalar == other.scalar && items == other.items && members == other.members;
}

std::string number_text(double value) {
  if (value == 0) return "0";
  if (!std::isfinite(value)) return "null";
  char buffer[64];
  const double size = std::abs(value);
  if (size >= 1e-6 && size < 1e21) {
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
    return {buffer, end};
  }
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  std::string text{buffer, end};  // "1e-07" where ECMAScript writes "1e-7"
  const size_t e = text.find('e');
  size_t digits = e + 2;
  while (digits + 1 < text.size() && text[digits] == '0') text.erase(digits, 1);
  return text;
}

}  // namespace xanh

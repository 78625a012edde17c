// Holds an answer against a JSON Schema, for the keywords that the served description uses; a keyword that is
// not known here is itself a fault. Stricter than the standard in one thing: an object with `properties` and
// no `additionalProperties` may hold nothing else, for what is given out is to be described.
#pragma once

#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/instant.hpp"
#include "base/node.hpp"

namespace xanh::server_test {

class JsonSchema {
 public:
  explicit JsonSchema(const Node& document) : document_(document) {}

  /// `path: what is wrong` for each fault.
  [[nodiscard]] std::vector<std::string> faults(const Node& value, const Node& schema) {
    faults_.clear();
    check(value, schema, "$");
    return faults_;
  }

  [[nodiscard]] const Node* at(std::string_view reference) const {
    const Node* out = &document_;
    if (!reference.starts_with("#/")) return nullptr;
    reference.remove_prefix(2);
    while (out && !reference.empty()) {
      const size_t end = std::min(reference.find('/'), reference.size());
      out = out->find(reference.substr(0, end));
      reference.remove_prefix(std::min(end + 1, reference.size()));
    }
    return out;
  }

 private:
  static bool is(const Node& value, const std::string& type) {
    switch (value.kind) {
      case Node::Kind::null:
        return type == "null";
      case Node::Kind::boolean:
        return type == "boolean";
      case Node::Kind::number:
        return type == "number" ||
               (type == "integer" && value.scalar.find_first_of(".eE") == std::string::npos);
      case Node::Kind::text:
        return type == "string";
      case Node::Kind::list:
        return type == "array";
      case Node::Kind::map:
        return type == "object";
    }
    return false;
  }
  void tell(const std::string& path, const std::string& what) { faults_.push_back(path + ": " + what); }

  void check(const Node& value, const Node& schema, const std::string& path) {
    if (schema.kind != Node::Kind::map) return tell(path, "its schema is no object");
    for (const auto& [key, said] : schema.members) keyword(value, schema, key, said, path);
  }
  void keyword(const Node& value, const Node& schema, const std::string& key, const Node& said,
               const std::string& path) {
    static const std::set<std::string> kSaysOnly{"description", "contentMediaType", "example", "format",
                                                 "additionalProperties"};
    if (key == "$ref") {
      const Node* to = at(said.scalar);
      return to ? check(value, *to, path) : tell(path, said.scalar + " leads nowhere");
    }
    if (key == "type") return type(value, said, path);
    if (key == "anyOf") return any_of(value, said, path);
    if (key == "allOf") return all_of(value, said, path);
    if (key == "enum") {
      if (std::find(said.items.begin(), said.items.end(), value) == said.items.end())
        tell(path, "`" + value.scalar + "` is not of the list");
      return;
    }
    if (key == "pattern") {
      if (value.kind == Node::Kind::text && !std::regex_search(value.scalar, std::regex(said.scalar)))
        tell(path, "`" + value.scalar + "` is not of the pattern");
      return;
    }
    if (key == "required") {
      for (const auto& name : said.items)
        if (value.kind == Node::Kind::map && !value.find(name.scalar))
          tell(path, name.scalar + " is missing");
      return;
    }
    if (key == "items") {
      for (size_t i = 0; i < value.items.size(); ++i)
        check(value.items[i], said, path + "[" + std::to_string(i) + "]");
      return;
    }
    if (key == "properties") return properties(value, schema, said, path);
    if (!kSaysOnly.contains(key)) tell(path, "the keyword " + key + " is not known to this test");
    if (key == "format") format(value, said.scalar, path);
    if (key == "additionalProperties" && value.kind == Node::Kind::map)
      for (const auto& [name, member] : value.members)
        if (const Node* named = schema.find("properties"); !named || !named->find(name))
          check(member, said, path + "." + name);
  }
  void type(const Node& value, const Node& said, const std::string& path) {
    bool fits = said.kind == Node::Kind::text && is(value, said.scalar);
    for (const auto& one : said.items) fits |= is(value, one.scalar);
    if (!fits) tell(path, "`" + write_json_line(value).substr(0, 60) + "` is no " + write_json_line(said));
  }
  void any_of(const Node& value, const Node& said, const std::string& path) {
    for (const auto& one : said.items) {
      JsonSchema alone(document_);
      if (alone.faults(value, one).empty()) return;
    }
    tell(path, "fits none of anyOf");
  }
  /// What one part describes the others need not.
  void all_of(const Node& value, const Node& said, const std::string& path) {
    for (const auto& one : said.items) {
      const Node* reference = one.find("$ref");
      const Node* part = reference ? at(reference->scalar) : &one;
      const Node* names = part ? part->find("properties") : nullptr;
      if (names)
        for (const auto& [name, schema] : names->members) beside_.insert(name);
      else
        for (const auto& [name, member] : value.members) beside_.insert(name);  // any object
    }
    for (const auto& one : said.items) check(value, one, path);
    beside_.clear();
  }
  void format(const Node& value, const std::string& name, const std::string& path) {
    if (value.kind != Node::Kind::text) return;
    if (name == "date"        ? !parse_date(value.scalar)
        : name == "date-time" ? !parse_instant(value.scalar)
                              : true)
      tell(path, "`" + value.scalar + "` is no " + name);
  }
  void properties(const Node& value, const Node& schema, const Node& said, const std::string& path) {
    for (const auto& [name, member] : value.members) {
      if (const Node* one = said.find(name))
        check(member, *one, path + "." + name);
      else if (!schema.find("additionalProperties") && !(path == "$" && beside_.contains(name)))
        tell(path, name + " is not described");
    }
  }

  const Node& document_;
  std::vector<std::string> faults_;
  std::set<std::string> beside_;  // described by another part of the allOf at the root
};

}  // namespace xanh::server_test

// JSON Schema (2020-12, as OpenAPI 3.1 has it) of the described structs that go in and out.
#pragma once

#include <boost/core/demangle.hpp>

#include <map>
#include <string>
#include <typeinfo>
#include <utility>

#include "base/describe.hpp"

namespace xanh {

/// The named schemas of one document, filled as they are asked for. What goes out holds every member, absent
/// ones as null; of what comes in only those that its struct names have to be there. So a struct that goes
/// both ways has two schemas: Post and PostIn.
class SchemaBook {
 public:
  /// What `make` says of something that comes in.
  template <class Make>
  Node of_what_comes_in(const Make& make) {
    const bool before = std::exchange(comes_in_, true);
    Node out = make(*this);
    comes_in_ = before;
    return out;
  }
  /// A reference to the schema of T; its parts are taken in as well.
  template <class T>
  Node of() {
    using M = std::remove_cvref_t<T>;
    if constexpr (std::same_as<M, Node>) {
      return Node::map();
    } else if constexpr (detail::IsOptional<M>::value) {
      Node out = Node::map();
      Node& any = out.add("anyOf", Node::list());
      any.push(of<typename M::value_type>());
      any.push(type("null"));
      return out;
    } else if constexpr (detail::IsVector<M>::value) {
      Node out = type("array");
      out.add("items", of<typename M::value_type>());
      return out;
    } else if constexpr (detail::IsMap<M>::value) {
      Node out = type("object");
      out.add("additionalProperties", of<typename M::mapped_type>());
      return out;
    } else if constexpr (std::same_as<M, std::string>) {
      return type("string");
    } else if constexpr (std::same_as<M, bool>) {
      return type("boolean");
    } else if constexpr (std::integral<M>) {
      return type("integer");
    } else if constexpr (std::same_as<M, double> || std::same_as<M, Number>) {
      return type("number");
    } else if constexpr (std::same_as<M, Decimal>) {
      return text("^-?[0-9]+(\\.[0-9]+)?$", {});
    } else if constexpr (std::same_as<M, Date>) {
      return text({}, "date");
    } else if constexpr (std::same_as<M, Instant>) {
      return text({}, "date-time");
    } else if constexpr (detail::DescribedEnum<M>) {
      Node out = type("string");
      Node& list = out.add("enum", Node::list());
      for (const auto& w : words<M>()) list.push(Node::text(w));
      return out;
    } else {
      const std::string name = name_of(boost::core::demangle(typeid(M).name())) + (comes_in_ ? "In" : "");
      if (!named_.contains(name)) {
        named_[name] = Node();  // it may hold itself
        named_[name] = object<M>();
      }
      return reference(name);
    }
  }

  [[nodiscard]] static Node reference(const std::string& name) {
    Node out = Node::map();
    out.add("$ref", Node::text("#/components/schemas/" + name));
    return out;
  }
  void add(const std::string& name, Node schema) { named_[name] = std::move(schema); }
  [[nodiscard]] Node take() const {
    Node out = Node::map();
    for (const auto& [name, schema] : named_) out.add(name, schema);
    return out;
  }
  /// An object with these members, all of them always there.
  [[nodiscard]] static Node object_of(std::initializer_list<std::pair<std::string, Node>> members) {
    Node out = type("object");
    Node& properties = out.add("properties", Node::map());
    Node required = Node::list();
    for (const auto& [key, schema] : members) {
      properties.add(key, schema);
      required.push(Node::text(key));
    }
    out.add("required", std::move(required));
    return out;
  }
  [[nodiscard]] static Node type(const char* name) {
    Node out = Node::map();
    out.add("type", Node::text(name));
    return out;
  }

 private:
  static Node text(const char* pattern, const char* format) {
    Node out = type("string");
    if (pattern) out.add("pattern", Node::text(pattern));
    if (format) out.add("format", Node::text(format));
    return out;
  }
  static std::string name_of(const std::string& type) { return type.substr(type.rfind(':') + 1); }
  template <class T>
  Node object() {
    Node out = type("object");
    Node properties = Node::map();
    Node required = Node::list();
    boost::mp11::mp_for_each<detail::Members<T>>([&](auto d) {
      using M = std::remove_cvref_t<decltype(std::declval<T>().*d.pointer)>;
      const std::string key(detail::key_of(d.name));
      if constexpr (std::same_as<M, Bilingual>)
        properties.add(key, of<std::optional<M>>());  // null where nothing is said
      else
        properties.add(key, of<M>());
      if (!comes_in_ || detail::is_required<T>(key)) required.push(Node::text(key));
    });
    out.add("properties", std::move(properties));
    if (!required.items.empty()) out.add("required", std::move(required));
    return out;
  }
  bool comes_in_ = false;
  std::map<std::string, Node> named_;
};

/// {"items": [T, …]}, as every list goes out.
template <class T>
Node list_schema(SchemaBook& book) {
  return SchemaBook::object_of({{"items", book.of<std::vector<T>>()}});
}

}  // namespace xanh

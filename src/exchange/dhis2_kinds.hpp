// What value types and aggregation types of DHIS2 are here. Source: DHIS2 user documentation, "Data
// elements".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "programme/plan.hpp"

namespace xanh::dhis2 {

/// What a value type of DHIS2 admits.
struct ValueType {
  enum class Kind { number, whole, boolean, text };
  Kind kind = Kind::text;
  std::optional<Decimal> min, max;
  bool percent = false;
  bool known = false;  ///< it has an equivalent here
};
[[nodiscard]] ValueType value_type(std::string_view name);

/// What stands for an aggregation type, and what is lost where it is not quite that.
struct KindOf {
  ElementKind kind{};
  Bilingual lost;
};

[[nodiscard]] KindOf kind_of(const std::string& aggregation);
/// Whether the whole of an element is the sum of its parts.
[[nodiscard]] bool adds_parts(const std::string& aggregation);

[[nodiscard]] ElementType element_type(ValueType::Kind kind);

}  // namespace xanh::dhis2

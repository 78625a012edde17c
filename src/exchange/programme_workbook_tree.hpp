// Small steps on trees that taking a programme apart and putting it together share.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/node.hpp"

namespace xanh::programme_workbook {

[[nodiscard]] inline Node* member(Node& node, std::string_view key) {
  for (auto& one : node.members)
    if (one.first == key) return &one.second;
  return nullptr;
}

inline Node taken(Node& node, std::string_view key) {
  for (size_t i = 0; i < node.members.size(); ++i)
    if (node.members[i].first == key) {
      Node out = std::move(node.members[i].second);
      node.members.erase(node.members.begin() + static_cast<std::ptrdiff_t>(i));
      return out;
    }
  return {};
}

/// "milestones[2025]"
inline std::string key_of(const std::string& name, const std::string& year) {
  return name + "[" + year + "]";
}

}  // namespace xanh::programme_workbook

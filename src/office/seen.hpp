// Two people at one thing: a change names what its sender has seen, and is refused when that is no longer how
// things stand, so that nobody overwrites what he does not know.
#pragma once

#include <optional>
#include <string>

#include "base/describe.hpp"

namespace xanh {

/// A short mark of how a thing stands; another one when any of its fields is another.
[[nodiscard]] std::string tag_of(const Node& thing);
template <class T>
[[nodiscard]] std::string tag_of(const T& thing) {
  return tag_of(to_node(thing));
}

/// `seen`: the mark of what the sender saw; absent when it does not ask. Problem: changed-meanwhile.
[[nodiscard]] Problems check_seen(const std::optional<std::string>& seen, const std::string& now);

}  // namespace xanh

// Late reports and whatever else is open at a unit that has ended are its successor's: who holds a post at
// what it became holds it there too, without any act of anybody.
#pragma once

#include "office/people.hpp"

namespace xanh {

/// The posts of a person on the day, and the same ones at units that ended by merger or renaming and became
/// that unit alone. Posts of an ended unit that was handed over (hand_over_unit) count among these.
[[nodiscard]] std::vector<Post> posts_in_force(const Transaction& t, const Person& person, Date day);

}  // namespace xanh

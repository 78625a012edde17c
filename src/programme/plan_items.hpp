// The items of a plan version one kind after the other, each with its name and all it says as a tree, as the
// difference of versions compares them.
#pragma once

#include <string>
#include <vector>

#include "programme/plan_difference.hpp"

namespace xanh {

struct ItemOfPlan {
  std::string code, no;
  Bilingual names;
  std::string group;  ///< the goal of a target, the solution group of a task
  Node content;       ///< all members but what `code` says of an obligation or a year
  std::string id;     ///< by which it is found in the other version
};

/// In the order of the version; of a year and of the programme there is at most one.
[[nodiscard]] std::vector<ItemOfPlan> items_of(const Plan& plan, PlanItem kind);

}  // namespace xanh

// Amendments (bổ sung, điều chỉnh): typed changes of a plan, each at a place that is named by codes. Those
// that are approved make the next version; a version itself never changes.
//
// A place is a path of names and codes: `targets/t11/milestones/2025/value`, `tasks/p_binh_hung_2/due`,
// `assigned/t01`, `elements/waste_sorted`, `obligations/t01:districts`. `tasks`, `assigned` are those of the
// version's last plan year (`years/2024` adds the next one, for the changes after it), `goals` and
// `solution_groups` those of the programme. An entry of a list goes by its code, a milestone by its year, an
// obligation by item:unit, a budget by its source of funds, other entries by their number from 1.
#pragma once

#include "programme/plan.hpp"
#include "programme/register.hpp"

namespace xanh {

/// add: an entry of a list or a value that was not there. remove: an entry, or a value that is known no more.
/// replace: another value. move: a milestone to another year, a task to another solution group, a target to
/// another goal.
enum class AmendmentOp { add, remove, replace, move };
BOOST_DESCRIBE_ENUM(AmendmentOp, add, remove, replace, move)

struct AmendmentOperation {
  AmendmentOp op{};
  std::string at;
  Node from;         ///< what stood there for who proposed it; null: not said
  Node to;           ///< what is to stand there; of a move the year, group or goal
  Bilingual reason;  ///< of this change, where it has one of its own
  Place place;
  static constexpr std::array kRequired{"op", "at"};
};
BOOST_DESCRIBE_STRUCT(AmendmentOperation, (), (op, at, from, to, reason))

/// What somebody proposes, with why and on what ground.
struct Amendment {
  std::string unit;  ///< who proposes it
  Bilingual title, reason;
  std::string ground;  ///< document, article
  std::optional<Date> effective_from;
  std::vector<AmendmentOperation> operations;
  Place place;
  static constexpr std::array kRequired{"unit", "title", "reason", "operations"};
};
BOOST_DESCRIBE_STRUCT(Amendment, (), (unit, title, reason, ground, effective_from, operations))

/// What the plan says at the place; null where it is silent. Problem: amendment-place (with the nearest
/// name).
[[nodiscard]] Outcome<Node> value_at(const Plan& plan, const std::string& at, const Place& place = {});

/// The operations with `from` filled in from the plan where it was not said. Problems: those of `amended`.
[[nodiscard]] Outcome<std::vector<AmendmentOperation>> seen_in(const Plan& plan,
                                                               std::vector<AmendmentOperation> operations);

/// The next version: the plan with the operations carried out in their order, in force from the day, under
/// the decision, which is the source of what it added and of the milestones it changed. Problems, all at
/// once, each at its operation: amendment-place, amendment-year (the plan of a year that is no later),
/// amendment-there (add what is there), amendment-changed (another value stands there than `from`: it was
/// changed meanwhile), amendment-done (it stands there already; a warning), amendment-move, and those of the
/// plan as a whole against itself and the register. With an error there is no version.
[[nodiscard]] Outcome<Plan> amended(const Plan& plan, const std::vector<AmendmentOperation>& operations,
                                    const Decision& decision, Date in_force_from, const Register& units);

/// Two operations that cannot both be carried out: at one place with different values, or one within what the
/// other removes or replaces.
struct AmendmentConflict {
  size_t first = 0, second = 0;  ///< indices
  bool operator==(const AmendmentConflict&) const = default;
};
[[nodiscard]] std::vector<AmendmentConflict> conflicts(const std::vector<AmendmentOperation>& operations);

}  // namespace xanh

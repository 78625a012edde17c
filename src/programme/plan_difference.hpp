// The difference of two plan versions as typed changes: what was added, removed, moved, said in other words
// or given another value. A removed item stays visible with all it said.
#pragma once

#include <string>
#include <vector>

#include "programme/plan.hpp"
#include "programme/word_difference.hpp"

namespace xanh {

/// moved: to another goal or solution group, to another printed number or place in the order.
/// reworded: a text, with its runs of words. changed: any other value.
enum class PlanChangeOp { added, removed, moved, reworded, changed };
BOOST_DESCRIBE_ENUM(PlanChangeOp, added, removed, moved, reworded, changed)

/// What a change is about. `year`: the plan year and its decision; `programme`: programme.yaml but for its
/// goals and solution groups.
enum class PlanItem { goal, target, solution_group, task, element, obligation, check, year, programme };
BOOST_DESCRIBE_ENUM(PlanItem, goal, target, solution_group, task, element, obligation, check, year, programme)

struct PlanChange {
  PlanChangeOp op{};
  PlanItem kind{};
  std::string code;  ///< of an obligation `item/unit`, of a year its number
  std::string no;    ///< printed number, in the old version for a removed item, else in the new one
  Bilingual names;   ///< likewise: the name, of a task its text, of an obligation the name of its item
  /// Key of the programme folder, nested ones with a dot (`decision.date`), `order` for the place in the
  /// list; empty when the whole item came or went. The year's figure of a target is its field `assigned`.
  std::string field;
  std::string language;  ///< vi or en, of a text that is there in both
  /// As in the canonical form, null where absent. An entry of a list (a milestone, a sum of money) is given
  /// whole; places in the order count from 1.
  Node from, to;
  std::vector<WordRun> words;  ///< of what was reworded
};
BOOST_DESCRIBE_STRUCT(PlanChange, (), (op, kind, code, no, names, field, language, from, to, words))

/// Items are the same by their code, obligations by item and unit. Tasks and assigned figures are those of
/// the last plan year of each version; of earlier years nothing is said, and nothing of the mere order of
/// obligations and checks. An item that moved to another goal or solution group, or got another printed
/// number, is not also said to stand elsewhere in the order. In the order of PlanItem, items in that of the
/// later version and removed ones where they stood. A version has no difference with itself.
[[nodiscard]] std::vector<PlanChange> plan_difference(const Plan& before, const Plan& after);

/// The later list with what only the earlier one has in the places where it stood: behind the item before it.
[[nodiscard]] std::vector<std::string> merged_order(const std::vector<std::string>& before,
                                                    const std::vector<std::string>& after);

}  // namespace xanh

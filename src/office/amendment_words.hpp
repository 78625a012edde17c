// Places of the plan and the changes proposed there in the words of the field, and what of a target or a task
// can be changed on a page.
#pragma once

#include "office/memory.hpp"
#include "programme/amendment.hpp"
#include "programme/plan_difference.hpp"

namespace xanh {

/// "Chỉ tiêu 6. Tỷ lệ … · mốc 2025: 80 → 2027"
struct ShownOperation {
  PlanItem kind{};
  std::string code, no;
  Bilingual kind_names, names;  ///< names of the item; empty: public sources do not name it
  Bilingual field;              ///< empty: the whole item
  Bilingual from, to;           ///< "–" where there is nothing
};
BOOST_DESCRIBE_STRUCT(ShownOperation, (), (kind, code, no, kind_names, names, field, from, to))

/// By the plan it was proposed against, or any later one; what is not found there is shown by its code.
[[nodiscard]] ShownOperation shown_operation(const Plan& plan, const Register& units,
                                             const AmendmentOperation& operation);

/// How a new value is asked for. bilingual: {vi, en}. figure: a decimal. units: a list of codes. goal and
/// solution: a code, by the operation `move`; year likewise of a milestone.
enum class PlaceInput { bilingual, line, figure, day, units, direction, goal, solution, yes_no };
BOOST_DESCRIBE_ENUM(PlaceInput, bilingual, line, figure, day, units, direction, goal, solution, yes_no)

/// A place of an item that can be changed.
struct AmendablePlace {
  std::string at;  ///< path of the operation
  PlaceInput input{};
  Bilingual names, now;
  Node value;            ///< as it stands; null: nothing
  bool removes = false;  ///< it can also go
  bool moves = false;    ///< of a milestone: it can also move to another year, at `entry`
  std::string entry;     ///< path of the milestone as a whole
};
BOOST_DESCRIBE_STRUCT(AmendablePlace, (), (at, input, names, now, value, removes, moves, entry))

struct AmendableItem {
  std::string at;   ///< targets/t06, tasks/p_binh_hung_2
  int version = 0;  ///< of the plan these are read from, the newest
  std::string code, no;
  Bilingual kind_names, names;
  std::vector<AmendablePlace> places;
  std::vector<Word> units, goals, groups;  ///< what a new value may name: units alive on the day
};
BOOST_DESCRIBE_STRUCT(AmendableItem, (),
                      (at, version, code, no, kind_names, names, places, units, goals, groups))

/// `at`: of a target or a task; empty: only what new ones may name. Problem: not-amendable.
[[nodiscard]] Outcome<AmendableItem> amendable_item(const Plan& plan, const Register& units, Date day,
                                                    const std::string& at);

}  // namespace xanh

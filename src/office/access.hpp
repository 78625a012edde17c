// Who may do what: one check for every door, driven by one table of roles and acts.
#pragma once

#include "office/desk.hpp"
#include "programme/register.hpp"

namespace xanh {

enum class Act {
  read_programme,    ///< plans, units, cycles, directives
  read_cycle,        ///< where all units stand, what is consolidated
  read_report,       ///< of a unit: its form and what it sent
  draft_report,      ///< of a unit: its parts, the map of its workbook
  initial_report,    ///< of a unit (ký nháy): looked through and found right
  sign_report,       ///< of a unit, before it is sent
  send_report,       ///< of a unit, by the unit itself
  send_on_behalf,    ///< of a unit, by the standing agency
  review_report,     ///< note it, ask to revise, extend, answer a difficulty
  run_cycle,         ///< open, close, letters, directives
  change_programme,  ///< a new plan version, the register
  consolidate,
  publish,
  answer_feedback,  ///< of citizens: show it or not, and answer
  manage_people,
  read_audit,
  manage_store
};
BOOST_DESCRIBE_ENUM(Act, read_programme, read_cycle, read_report, draft_report, initial_report, sign_report,
                    send_report, send_on_behalf, review_report, run_cycle, change_programme, consolidate,
                    publish, answer_feedback, manage_people, read_audit, manage_store)

/// How far a role reaches with an act.
enum class Reach {
  none,
  own,    ///< the unit of the post
  below,  ///< that unit and all under it
  city    ///< every unit, and what belongs to none
};
[[nodiscard]] Reach reach_of(Act act, Role role);

/// `unit`: whose report it is about. Without one the act is about the whole city, for which reaching one's
/// own unit is not enough. Which unit stands under which is asked of `units`; without it a unit above counts
/// as a foreign one. Problems: unknown-actor, not-allowed.
[[nodiscard]] Problems authorise(const Desk& desk, Act act, const std::string& unit = {},
                                 const Register* units = nullptr);

/// The desk as it is for a cycle of a level (2023-H1@q7): who writes and signs for the unit that collects
/// there is its officer and leader; those of the standing agency look on. Of the programme's own level it is
/// the desk itself. Only for what concerns that cycle alone.
[[nodiscard]] Desk at_level(const Desk& desk, std::string_view cycle);

/// For the door, after a use case was refused: the refusal in the audit log. `what` names what was tried.
void log_refusal(const Desk& desk, const std::string& what, const Problems& problems);

/// Text from outside as the log and messages may hold it: no control character, no byte that is no UTF-8, at
/// most `at_most` characters.
[[nodiscard]] std::string shown(std::string_view text, size_t at_most = 64);

}  // namespace xanh

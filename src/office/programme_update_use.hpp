// What a programme learns in its years: new cycles, units that merge, are founded or end, holidays,
// statements. A row is only added; an earlier one stays as it was known until then.
#pragma once

#include "office/memory.hpp"

namespace xanh {

/// A row that the store learns: "units q35 2023-10-01", "cycles 2024-H1".
struct LearnedRow {
  std::string file, code;
  bool changed = false;  ///< says something else than the row of that code and day that the store has
};
BOOST_DESCRIBE_STRUCT(LearnedRow, (), (file, code, changed))

struct ProgrammeUpdate {
  std::vector<LearnedRow> rows;
  std::string register_sha256;  ///< of the register with them
  bool dry_run = false;
};
BOOST_DESCRIBE_STRUCT(ProgrammeUpdate, (), (rows, register_sha256, dry_run))

/// Takes into the store what the programme folder says that the store does not know yet: all or nothing. What
/// the folder no longer says is left; plans are not taken, for they are changed by decisions. What was
/// published keeps what was known then. `dry_run`: only says what it would be. Problems: those of the folder,
/// update-other-programme, update-cycle-open (a cycle that was opened has another wording), update-plan-left
/// (a warning: the folder has the plan of a year that the store has not), and those of the register as a
/// whole.
[[nodiscard]] Outcome<ProgrammeUpdate> update_programme(const Desk& desk, const std::string& folder,
                                                        bool dry_run);

}  // namespace xanh

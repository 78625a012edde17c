// "Which tables and targets can I not write today, because of whom?"
#pragma once

#include "office/memory.hpp"
#include "office/signed_papers.hpp"

namespace xanh {

struct StatusUnit {
  std::string code;
  Bilingual names;
  SubmissionState state{};
  std::optional<int> revision;
  int days_late = 0;
  int asked = 0;     ///< required figures
  int answered = 0;  ///< of them, those with a value or a state
  std::vector<std::string> to_revise;
  std::optional<Date> extended_to;     ///< the later due day granted to this unit
  std::optional<SignedPaper> signed_;  ///< the signed copy of its newest revision
  bool on_behalf = false;              ///< its newest revision was entered for it
  std::optional<Date> correct_by;      ///< until then the unit mends that one without being asked
};
BOOST_DESCRIBE_STRUCT(StatusUnit, (),
                      (code, names, state, revision, days_late, asked, answered, to_revise, extended_to,
                       signed_, on_behalf, correct_by))

/// A target or table that cannot be written whole, and the units it waits for.
struct StatusTable {
  std::string item;  ///< a target's code, or `table:05a`
  Bilingual names;
  int expected = 0, noted = 0;
  std::vector<std::string> waits_for;
};
BOOST_DESCRIBE_STRUCT(StatusTable, (), (item, names, expected, noted, waits_for))

/// Something to be done before the report can go to be signed, with the command that does it.
struct StatusStep {
  std::string code;  ///< open, overdue, not_sent, extension, to_note, to_revise, targets, tables, opinions,
                     ///< consolidate, close, publish, restate
  Bilingual says;
  std::vector<std::string> about;  ///< units, or targets and tables
  std::string command;             ///< empty where only others can do it
};
BOOST_DESCRIBE_STRUCT(StatusStep, (), (code, says, about, command))

struct Status {
  std::string cycle;
  CycleStage stage{};
  Date cut_off{};
  std::optional<Date> due;
  int working_days_left = 0;
  int expected = 0, sent = 0, noted = 0;
  std::vector<StatusStep> missing;  ///< before submission, in the order in which they are done
  std::vector<StatusTable> tables;  ///< only those that cannot be written whole
  std::vector<StatusUnit> units;
  std::vector<SignedPaper> signed_;  ///< signed copies of the consolidated report
};
BOOST_DESCRIBE_STRUCT(Status, (),
                      (cycle, stage, cut_off, due, working_days_left, expected, sent, noted, missing, tables,
                       units, signed_))

[[nodiscard]] Outcome<Status> status_of(const Desk& desk, const std::string& cycle);

}  // namespace xanh

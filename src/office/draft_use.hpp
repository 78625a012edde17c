// A unit's report while it is being written: saved field by field, by several people at once, until it is
// sent.
//
// A field is named by its way through the report: `figures:ww_treated:this_period`, `tasks:I.1.a:result`,
// `texts:2.s1:text`, `difficulties:1:content`, `projects:II.1.a:stages:start:planned`,
// `registration:tasks:1:text`, `letter:number`, `contact`. Lists whose rows have a code go by it, the others
// by the number of the row. A value is kept as it was typed, even where it cannot be read yet: nothing is
// lost, and what is wrong is told beside it.
#pragma once

#include "office/memory.hpp"
#include "office/seen.hpp"

namespace xanh {

struct DraftValue {
  std::string field;
  Node value;               ///< null: the field is empty
  std::int64_t number = 0;  ///< of the change; what the next one has to have seen
  std::optional<Instant> at;
  std::string by;
};
BOOST_DESCRIBE_STRUCT(DraftValue, (), (field, value, number, at, by))

/// Written, laid before who looks it through, found right there (ký nháy), signed; then it is sent.
enum class DraftStage { writing, in_review, initialled, signed_ };
BOOST_DESCRIBE_ENUM(DraftStage, writing, in_review, initialled, signed_)

struct DraftStep {
  DraftStage stage{};
  std::string message;
  Instant at;
  std::string by;
};
BOOST_DESCRIBE_STRUCT(DraftStep, (), (stage, message, at, by))

struct Draft {
  std::string cycle, unit;
  DraftStage stage{};
  int revision = 0;  ///< the newest one that was sent: sending the draft makes the next
  std::vector<DraftValue> fields;
  std::vector<DraftStep> steps;  ///< since the last report was sent
  std::vector<DraftValue> sent;  ///< what that report says, or the earlier one that was asked for
};
BOOST_DESCRIBE_STRUCT(Draft, (), (cycle, unit, stage, revision, fields, steps, sent))

/// Who may read the unit's report and not write it sees what was sent only. `revision`: of the report to be
/// shown as sent; empty: the newest. Problems: those of show_report.
[[nodiscard]] Outcome<Draft> show_draft(const Desk& desk, const std::string& cycle, const std::string& unit,
                                        const std::string& revision = {});

struct DraftSave {
  std::string cycle, unit, field;
  Node value;                       ///< null empties the field
  std::optional<std::string> seen;  ///< number of the change that was seen; "0": an empty field
};
/// One field, with its row in the audit log. Warnings say what is wrong with the value. Problems: draft-field
/// (no such field of a report), draft-full, cycle-not-open, changed-meanwhile.
[[nodiscard]] Outcome<DraftValue> save_draft_field(const Desk& desk, const DraftSave& save);
[[nodiscard]] Outcome<DraftValue> show_draft_field(const Desk& desk, const std::string& cycle,
                                                   const std::string& unit, const std::string& field);

/// Fills an empty draft from the unit's newest report of this cycle, or else from its last one before.
[[nodiscard]] Outcome<Draft> start_draft(const Desk& desk, const std::string& cycle, const std::string& unit);

/// Fills fields from a report that was read from a workbook; what it says nothing of stays.
[[nodiscard]] Outcome<Draft> fill_draft(const Desk& desk, const Submission& report);

/// writing → in_review by who drafts, → initialled by the reviewer, → signed by the signatory (who needs no
/// initials), and back to writing by any of them. Saving a field goes back as well, but for the number and
/// the day of the letter, which a clerk gives to what was signed. Problems: cycle-not-open,
/// draft-wrong-stage.
[[nodiscard]] Outcome<Draft> move_draft(const Desk& desk, const std::string& cycle, const std::string& unit,
                                        DraftStage to, const std::string& message);

/// Problems: draft-not-signed (a unit's report is what its signatory signed), draft-no-letter.
[[nodiscard]] Problems ready_to_send(const Draft& draft);

/// Whether the name leads to one value of a report and not to a list, a row or a part; the last step itself
/// is not looked at.
[[nodiscard]] bool names_a_value(const std::string& field);
/// The draft as a report, with the problems of its fields; each names its field.
[[nodiscard]] Outcome<Submission> report_of(const Draft& draft);

/// What is said of the draft's report (`figures[3].this_period`) under the names of the draft's fields.
void name_fields(const Draft& draft, Problems& problems);

/// The report in the form of a draft's fields, by field.
[[nodiscard]] std::vector<std::pair<std::string, Node>> fields_of(const Submission& report);

/// Once its report was taken in by this act: nothing of it is left to send.
[[nodiscard]] Problems end_draft(const Desk& desk, const std::string& cycle, const std::string& unit,
                                 Act sent_by = Act::send_report);

}  // namespace xanh

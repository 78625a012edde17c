// Reports come in, are noted, or go back with a request to revise named figures.
#pragma once

#include "office/memory.hpp"
#include "reporting/figure_check.hpp"

namespace xanh {

struct SubmitLine {
  std::string submission;  ///< "2023-H1/q7/2"; empty when it was not taken in
  std::string file, cycle, unit;
  int revision = 0;
  std::string sha256;
  bool unchanged = false;  ///< the same content is in already: nothing was added
  bool dry_run = false;
  int figures = 0;
  std::vector<std::string> new_items;  ///< asked now, but not in this older form
  bool on_behalf = false;              ///< entered for the unit
  std::optional<Date> correct_by;  ///< until then the unit mends what was entered for it, without being asked
  std::string map, map_sha256;     ///< of the unit's own workbook: how it was read
  bool map_remembered = false;     ///< the map was not given, but the one used last for this unit
};
BOOST_DESCRIBE_STRUCT(SubmitLine, (),
                      (submission, file, cycle, unit, revision, sha256, unchanged, dry_run, figures,
                       new_items, on_behalf, correct_by, map, map_sha256, map_remembered))

struct SubmitRequest {
  std::vector<std::string> files;  ///< .xlsx (the unit's form) or .yaml
  bool dry_run = false;
  std::string on_behalf;       ///< of this unit: its report came as a letter
  std::string letter;          ///< file of that letter
  int threads = 1;             ///< for parsing files ahead; changes no answer
  std::string map{};           ///< of the unit's own workbook; empty: the one remembered for it
  std::string cycle{};         ///< of a workbook that does not say it
  std::string unit{};          ///< whose reports these are; empty: of whom they say
  std::optional<int> after{};  ///< the revision that was newest for who sends it
};

/// Each file is taken in whole or not at all; problems of all files at once.
[[nodiscard]] Outcome<std::vector<SubmitLine>> submit_files(const Desk& desk, const SubmitRequest& request);

/// A report as it came over a wire, for the unit and cycle it was sent to.
struct ReceivedReport {
  std::string name;  ///< tells its kind by its ending: report.json, report.xlsx
  std::string bytes;
  std::string cycle, unit;
  std::optional<int>
      after;  ///< the revision its sender has seen, 0 for none: revision-moved when it is another
  bool dry_run = false;
};
[[nodiscard]] Outcome<SubmitLine> submit_received(const Desk& desk, const ReceivedReport& received);

struct CheckedReport {
  SubmitLine line;
  std::optional<Submission> report;  ///< as it was read; absent when it could not be
};
/// What would be said of it, by who drafts; nothing is kept.
[[nodiscard]] Outcome<CheckedReport> check_received(const Desk& desk, const ReceivedReport& received);

struct ReviewLine {
  std::string submission;
  SubmissionState state{};
  std::optional<Date> until{};  ///< the day granted or asked for
  std::string from{};           ///< the report whose figures stand in
};
BOOST_DESCRIBE_STRUCT(ReviewLine, (), (submission, state, until, from))

/// One of note, revise, extend_to, carry_forward.
struct ReviewRequest {
  std::vector<std::string> submissions;  ///< "2023-H1/q7", "2023-H1/q7/2"; "2023-H1" means all that wait
  bool note = false;
  std::vector<std::string> revise;  ///< figures asked to revise: an element, a target, or task.field
  std::string message;
  std::optional<Date> extend_to{};  ///< a later due day granted, also to a unit that has sent nothing yet
  bool extension_asked = false;     ///< extend_to is what the unit asks for: recorded, not granted
  bool carry_forward = false;       ///< figures of an earlier report stand in for one that was not sent
};
[[nodiscard]] Outcome<std::vector<ReviewLine>> review(const Desk& desk, const ReviewRequest& request);

/// Figures of a submission as rows to compute with; the bytes stay the proof.
[[nodiscard]] std::vector<FigureRow> figure_rows(const Submission& submission, int revision,
                                                 const Plan& plan);

/// Drops the rows and builds them again from the bytes; how many there are.
[[nodiscard]] Outcome<int> rebuild_figures(const Desk& desk);

}  // namespace xanh

// The consolidation (tổng hợp): a pure function of one input manifest. Same manifest, same digest, on any
// machine, in any zone, with any number of threads. The result's names are those of report.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reporting/accounts.hpp"
#include "reporting/form.hpp"
#include "reporting/grade.hpp"
#include "reporting/statement.hpp"
#include "reporting/submission.hpp"
#include "reporting/target_value.hpp"
#include "reporting/works_result.hpp"

namespace xanh {

struct ReportMilestone {
  std::optional<int> year;
  std::optional<Number> value, at_least, at_most;
};
BOOST_DESCRIBE_STRUCT(ReportMilestone, (), (year, value, at_least, at_most))

struct TargetResult {
  std::string code;
  std::optional<std::string> no;
  std::string goal;
  Bilingual names;
  std::vector<std::string> leads;
  std::optional<Number> value;
  std::optional<std::string> display;
  std::optional<std::string> numerator, denominator;
  std::string unit;
  int decimals = 0;
  std::optional<std::string> definition;
  std::optional<FigureState> state;
  Grade grade{};
  Bilingual reason;
  std::optional<Rating> rating;
  std::optional<std::string> summary;
  std::optional<std::string> cause, method;
  std::optional<SurveyReport> survey;
  std::optional<std::string>
      stands_from;  ///< of a survey: the cycle whose published figure stands, none being new
  std::optional<Number> assigned;
  std::vector<ReportMilestone> milestones;
  std::optional<Number> year_estimate, same_period, since_start, year_to_date;
  std::optional<Number> previous, change;
  bool comparable = false;
  std::optional<Bilingual> not_comparable_because;
  /// In a year's report: % of the assigned figure attained; the gap to the next milestone; what it takes a
  /// year from now on to reach that.
  std::optional<Number> of_assigned, to_milestone, needed_per_year;
  std::optional<Number> reference;
  Coverage coverage;
  std::vector<std::string> missing;  ///< obliged units whose figure is not in
  std::vector<AreaFigure> by_area;
  std::vector<TraceStep> trace;
};
BOOST_DESCRIBE_STRUCT(TargetResult, (),
                      (code, no, goal, names, leads, value, display, numerator, denominator, unit, decimals,
                       definition, state, grade, reason, rating, summary, cause, method, survey, stands_from,
                       assigned, milestones, year_estimate, same_period, since_start, year_to_date, previous,
                       change, comparable, not_comparable_because, of_assigned, to_milestone, needed_per_year,
                       reference, coverage, missing, by_area, trace))

struct TaskResult {
  std::string code, solution;
  Bilingual text;
  std::vector<std::string> leads, coordinates;
  std::optional<TaskGrade> grade;  ///< absent: no lead has reported on it
  std::optional<Date> due, finished_on, expected_on, new_due;
  bool recurring = false;
  int days_late = 0;
  std::optional<std::string> cause, cause_text, result, products_issued;
  std::optional<TaskAsk> asks;
  std::string reported_by;
  /// Joint leads (đồng chủ trì): one writes; who of the others reported the same status, and who another.
  std::vector<std::string> confirmed_by, disputed_by;
  std::vector<TaskMilestone> milestones;
};
BOOST_DESCRIBE_STRUCT(TaskResult, (),
                      (code, solution, text, leads, coordinates, grade, due, finished_on, expected_on,
                       new_due, recurring, days_late, cause, cause_text, result, products_issued, asks,
                       reported_by, confirmed_by, disputed_by, milestones))

struct UnitResult {
  std::string code;
  Bilingual names;
  UnitKind kind{};
  SubmissionState state{};
  int days_late = 0;
  bool on_behalf = false;
  bool nothing_to_report = false;
  std::optional<Date> received_on;
  std::optional<std::string> letter_number;
  std::optional<Date> letter_date;
  std::optional<Date> extended_to{};          ///< the later due day granted to this unit
  std::optional<std::string> own_plan{};      ///< the unit's own plan of the year
  std::optional<std::string> carried_from{};  ///< the earlier report whose figures stand in, provisional
};
BOOST_DESCRIBE_STRUCT(UnitResult, (),
                      (code, names, kind, state, days_late, on_behalf, nothing_to_report, received_on,
                       letter_number, letter_date, extended_to, own_plan, carried_from))

/// The programme-wide figure of an element of Biểu 05: the sum over the units that gave one, and how many
/// they are.
struct ElementResult {
  std::string element, table;
  std::optional<std::string> this_period, same_period, year_estimate;
  std::optional<FigureState> state;
  Coverage coverage;
};
BOOST_DESCRIBE_STRUCT(ElementResult, (),
                      (element, table, this_period, same_period, year_estimate, state, coverage))

struct NextTaskResult {
  std::string unit;
  NextTask task;
};
BOOST_DESCRIBE_STRUCT(NextTaskResult, (), (unit, task))

struct Paragraph {
  std::string unit, text;
};
BOOST_DESCRIBE_STRUCT(Paragraph, (), (unit, text))

/// What the units wrote on one section of Biểu 06; `solution` is the solution group's code, or the section
/// (1, 3, 4).
struct NarrativeResult {
  std::string solution;
  std::vector<Paragraph> paragraphs;
};
BOOST_DESCRIBE_STRUCT(NarrativeResult, (), (solution, paragraphs))

/// A row of Bảng 1 (by goal; an empty code: targets whose goal is unknown) or Bảng 2 (by solution group).
struct CountRow {
  std::string code;
  int total = 0;
  std::map<std::string, int> by_grade;
  int without_report = 0;  ///< Bảng 2: tasks on which no lead has reported
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (code, total, by_grade, without_report))

/// A rule of the programme (checks.yaml) that fails between the figures of different units: a district's sum
/// against a department's. For the working paper; neither figure is changed.
struct CrossCheck {
  std::string check;
  std::optional<Number> left, right;
};
BOOST_DESCRIBE_STRUCT(CrossCheck, (), (check, left, right))

struct Consolidation {
  std::string programme, cycle;
  Date cut_off{};
  bool illustrative = false;
  std::vector<TargetResult> targets;
  std::vector<std::string>
      without_content;  ///< targets not found in public sources: a working page, never a report
  std::vector<TaskResult> tasks;
  std::vector<UnitResult> units;
  std::vector<ElementResult> elements;
  std::vector<CrossCheck> cross_checks;
  std::vector<CountRow> target_counts, task_counts;
  std::vector<DifficultyResult> difficulties;
  std::vector<DirectiveResult> directives;
  std::vector<ProjectResult> projects;
  std::vector<MoneyResult> money;  ///< by source of funds in the programme's order, then all together
  std::vector<MoneyRow> money_rows;
  std::vector<MoneyDoubt> money_doubts;
  std::optional<RegistrationResult> registration;  ///< of the coming year, in a year's report
  std::vector<NextTaskResult> next_tasks;
  std::vector<NarrativeResult> narrative;
};
BOOST_DESCRIBE_STRUCT(Consolidation, (),
                      (programme, cycle, cut_off, illustrative, targets, without_content, tasks, units,
                       elements, cross_checks, target_counts, task_counts, difficulties, directives, projects,
                       money, money_rows, money_doubts, registration, next_tasks, narrative))

/// Pure: reads nothing but the manifest and the values behind it.
[[nodiscard]] Consolidation consolidate(const Manifest& manifest, const ConsolidationInput& input);

[[nodiscard]] std::string consolidation_bytes(const Consolidation& result);

/// Digest of a snapshot: manifest and result (kind "snapshot").
[[nodiscard]] std::string snapshot_digest(const Manifest& manifest, const Consolidation& result);

/// What stands in for a unit that has sent nothing: the figures of its earlier report, provisional. Of
/// another kind of cycle only those that are a state (stock, mean, cumulative): a half-year's flow is no
/// year's.
[[nodiscard]] Submission carried_forward(const Submission& earlier, const Plan& plan,
                                         const std::string& cycle, bool same_kind);

/// The result as a submission one level up: the consolidating unit's own report, so that ward → district →
/// city is one model.
[[nodiscard]] Submission as_submission(const Consolidation& result, const std::string& consolidating_unit);

/// report.json: the result with its place in time; absent values stand as null.
struct SnapshotName {
  int number = 0;
  std::string sha256;
};
[[nodiscard]] Node report_json(const Manifest& manifest, const Consolidation& result,
                               const SnapshotName& snapshot, const Zone& zone);

/// First 12 characters of the snapshot's digest: stands in the footer of every page (mã đối chiếu).
[[nodiscard]] std::string control_code(const std::string& snapshot_sha256);

}  // namespace xanh

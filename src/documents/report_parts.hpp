// The parts of the report's tree of values, each in the file of its own section.
#pragma once

#include <string>
#include <vector>

#include "documents/narrative.hpp"
#include "documents/report.hpp"
#include "documents/report_words.hpp"

namespace xanh::report {

/// Where a part is laid out from.
struct Desk {
  const ReportContext& context;
  const ReportWords words;
  explicit Desk(const ReportContext& c) : context(c), words(c) {}
  [[nodiscard]] const Plan& plan() const { return *context.plan; }
  [[nodiscard]] const Consolidation& result() const { return *context.result; }
  [[nodiscard]] const Cycle& cycle() const { return *context.cycle; }
  [[nodiscard]] AsOf as_of() const { return {cycle().cut_off(), {}}; }
  [[nodiscard]] const char* say(const char* vi, const char* en) const { return words.say(vi, en); }
};

inline void put(Node& map, const char* key, std::string text) {
  map.add(key, Node::text(std::move(text)));
}
inline void put(Node& map, const char* key, const char* text) {
  map.add(key, Node::text(text));
}
inline void put(Node& map, const char* key, int count) {
  map.add(key, Node::number(std::to_string(count)));
}
inline void put(Node& map, const char* key, bool yes) {
  map.add(key, Node::boolean(yes));
}
inline void put(Node& map, const char* key, Node node) {
  map.add(key, std::move(node));
}
[[nodiscard]] inline Node list_of_texts(const std::vector<std::string>& texts, const char* key = "text") {
  Node out = Node::list();
  for (const auto& t : texts) put(out.push(Node::map()), key, t);
  return out;
}

/// Head, title, grounds, windows, recipients, signature.
void add_head(Node& values, const Desk& desk);
/// How many units reported, and the rows of the annex on reporting.
void add_units(Node& values, const Desk& desk);
/// Targets by goal with their sentences, and the rows of the annex on targets.
void add_targets(Node& values, const Desk& desk);
/// Solution groups: figures, highlights, tasks.
void add_solutions(Node& values, const Desk& desk);
/// Projects by stage, money by source, answers to the directives.
void add_works(Node& values, const Desk& desk);
/// How each lead did what the plan gave it.
void add_unit_work(Node& values, const Desk& desk);
/// What the units registered for the coming year: targets, tasks, money, review of the solutions.
void add_next_year(Node& values, const Desk& desk);
/// What was achieved, what was not, why.
void add_assessment(Node& values, const Desk& desk);
/// Key tasks of the coming half-year: the chosen ones and the others.
void add_next_tasks(Node& values, const Desk& desk);
/// Requests by authority and by unit, proposals to change the plan.
void add_requests(Node& values, const Desk& desk);
/// Proposals to change the plan and its solutions, with the standing agency's answers.
void add_opinions(Node& values, const Desk& desk);
/// The charts' places; `charts` draws them under the same names.
void add_charts(Node& values, const Desk& desk);
[[nodiscard]] std::map<std::string, std::string> charts(const Desk& desk);

/// Parts that several sections use.

/// What a few units wrote on a section of Biểu 06: first those that lead, then one of each kind of unit,
/// whole texts only.
struct Highlight {
  std::string unit, text;
};
[[nodiscard]] std::vector<Highlight> highlights(const Desk& desk, const std::string& section,
                                                const std::vector<std::string>& leads);
/// The figures of a solution group's table as the report prints them; a part that is a figure names its
/// field.
struct TableFigures {
  std::vector<std::vector<NarrativePart>> figures;
  std::string coverage;  ///< of most of them, when it is incomplete: said once
};
[[nodiscard]] TableFigures table_figures(const Desk& desk, const std::string& table);
/// "44/48 đơn vị"
[[nodiscard]] std::string coverage_text(const Desk& desk, const Coverage& coverage);
/// Words of the unit's state in the report's language.
[[nodiscard]] std::string state_text(const Desk& desk, SubmissionState state);
/// Number and day of the unit's letter: as on its signed copy, else as it reported them.
[[nodiscard]] std::string letter_text(const Desk& desk, const UnitResult& unit);
/// Whether a report has come in.
[[nodiscard]] bool has_come(SubmissionState state);
/// Status of a task in words; a task nobody reported on says so.
[[nodiscard]] std::string task_status(const Desk& desk, const TaskResult& task);
/// The cycle's short name as people say it: "6 tháng đầu năm 2023" for 2023-H1; another code as it is.
[[nodiscard]] std::string cycle_name(const Desk& desk, const std::string& code);
/// Cause of the delay: the word of the list and what the unit wrote.
[[nodiscard]] std::string task_cause(const Desk& desk, const TaskResult& task);
[[nodiscard]] int count_of(const CountRow& row, const char* grade);
/// The years of the targets' milestones, earliest first.
[[nodiscard]] std::vector<int> milestone_years(const Consolidation& result);
[[nodiscard]] std::vector<const NextTaskResult*> next_tasks_in_order(const Desk& desk);
/// "9.850 tỷ đồng": money of projects, rounded to what a reader needs.
[[nodiscard]] std::string billions(const Desk& desk, const Decimal& millions);
/// The words of a source of funds.
[[nodiscard]] std::string fund_name(const Desk& desk, const std::string& code);
/// The day of the newest fact read, in the programme's zone.
[[nodiscard]] Date seen_day(const ReportContext& context);

}  // namespace xanh::report

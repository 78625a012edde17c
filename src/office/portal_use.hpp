// What the public portal shows beside the results: a target through all published reports, the works, the
// documents. Like the results it tells of what was published, and of nothing else.
#pragma once

#include "office/results_use.hpp"

namespace xanh {

/// A target's figure in one published report.
struct TargetPoint {
  std::string cycle;
  Bilingual names;  ///< of the cycle
  Date cut_off{};
  bool illustrative = false;
  std::optional<Number> value;
  std::optional<std::string> display;     ///< as printed, with the target's decimals
  std::optional<std::string> definition;  ///< figures of different definitions are never compared
  std::optional<Grade> grade;
  std::optional<Rating> rating;  ///< of a qualitative target
  Bilingual reason;
  Coverage coverage;
  std::optional<std::string> held_back;
  std::optional<RestatedFigure> restated;  ///< corrected since that report
};
BOOST_DESCRIBE_STRUCT(TargetPoint, (),
                      (cycle, names, cut_off, illustrative, value, display, definition, grade, rating, reason,
                       coverage, held_back, restated))

/// One unit's part of a target that is collected unit by unit. A unit that governs a place has the place's
/// code.
struct TargetArea {
  std::string unit;
  Bilingual names;                 ///< of the place; of the unit where it governs none
  std::optional<int> row, column;  ///< of the place's tile on the map of the programme
  std::optional<Number> value;
  std::string numerator, denominator;
  FigureState state{};
};
BOOST_DESCRIBE_STRUCT(TargetArea, (), (unit, names, row, column, value, numerator, denominator, state))

struct NamedElement {
  std::string code;
  Bilingual names;
  std::string unit;  ///< of measure
};
BOOST_DESCRIBE_STRUCT(NamedElement, (), (code, names, unit))

struct CarryingTask {
  std::string code;
  Bilingual text;
  std::vector<std::string> leads;
  std::optional<Date> due;
  Decimal adds;
  std::string unit;  ///< of `adds`
  std::string source;
};
BOOST_DESCRIBE_STRUCT(CarryingTask, (), (code, text, leads, due, adds, unit, source))

struct UnitName {
  std::string code;
  Bilingual names;
};
BOOST_DESCRIBE_STRUCT(UnitName, (), (code, names))

struct TargetPage {
  PublicTarget target;
  std::vector<UnitName> leads;
  bool leads_assumed = false;  ///< no public source assigns them
  Bilingual definition, note;
  std::string source;
  std::vector<NamedElement> numerator, denominator, of_formula;
  std::optional<Decimal> factor;
  std::string formula;
  std::optional<Baseline> baseline;
  std::vector<TargetPoint> history;  ///< by cut-off
  std::vector<TargetArea> by_area;   ///< of the last of them; empty when it is not collected unit by unit
  std::vector<CarryingTask> tasks;   ///< those of the plan that say what they add to it
};
BOOST_DESCRIBE_STRUCT(TargetPage, (),
                      (target, leads, leads_assumed, definition, note, source, numerator, denominator,
                       of_formula, factor, formula, baseline, history, by_area, tasks))

/// Problem: unknown-target.
[[nodiscard]] Outcome<TargetPage> target_page(const Desk& desk, const std::string& target);

/// A task or project as the published report tells of it, with its milestones.
struct PublishedWork {
  std::string code, solution;
  std::optional<TaskKind> kind;
  Bilingual text;
  std::vector<std::string> leads, coordinates, area;
  std::optional<TaskGrade> grade;  ///< absent: no lead has reported on it
  bool recurring = false;
  std::optional<Date> due, finished_on, expected_on, new_due;
  int days_late = 0;  ///< working days
  std::optional<std::string> cause, result;
  std::vector<TaskMilestone> milestones;
  std::vector<ProjectStage> stages;           ///< of a project, as its owner reported them
  std::optional<Decimal> done;                ///< volume of work, %
  std::optional<Decimal> planned, disbursed;  ///< money of the year, triệu đồng
  std::optional<Number> rate;                 ///< disbursed of planned, %
};
BOOST_DESCRIBE_STRUCT(PublishedWork, (),
                      (code, solution, kind, text, leads, coordinates, area, grade, recurring, due,
                       finished_on, expected_on, new_due, days_late, cause, result, milestones, stages, done,
                       planned, disbursed, rate))

struct WorkGroup {
  std::string code;
  Bilingual names, short_names;
  int total = 0;
  std::map<std::string, int> by_grade;
  int without_report = 0;
};
BOOST_DESCRIBE_STRUCT(WorkGroup, (), (code, names, short_names, total, by_grade, without_report))

struct PublishedWorks {
  std::string cycle;
  Bilingual names;
  Date cut_off{};
  bool illustrative = false;
  int snapshot = 0;
  std::string sha256;
  std::vector<WorkGroup> groups;
  std::vector<Word> grades, stages;  ///< the programme's words
  std::vector<UnitName> units;       ///< those that the works name
  std::vector<PublishedWork> items;
};
BOOST_DESCRIBE_STRUCT(PublishedWorks, (),
                      (cycle, names, cut_off, illustrative, snapshot, sha256, groups, grades, stages, units,
                       items))

/// Of the cycle, or of the one published last when it is empty; nothing-published when there is none.
[[nodiscard]] Outcome<PublishedWorks> published_works(const Desk& desk, const std::string& cycle);

enum class PublicDocumentKind { basis, plan, report };
BOOST_DESCRIBE_ENUM(PublicDocumentKind, basis, plan, report)

struct PublicFile {
  std::string name, media_type, sha256;
  int bytes = 0;
};
BOOST_DESCRIBE_STRUCT(PublicFile, (), (name, media_type, sha256, bytes))

/// A correction of a published report, with its own sealed papers.
struct PublicRestatement {
  RestatementLine line;
  std::vector<PublicFile> files;
};
BOOST_DESCRIBE_STRUCT(PublicRestatement, (), (line, files))

struct PublicDocument {
  PublicDocumentKind kind{};
  std::string code;  ///< of the document, "plan-2", or the cycle
  Bilingual names, issuer;
  std::string type, number;  ///< Quyết định, 1055/QĐ-UBND; empty where they are not known
  std::optional<Date> date;
  std::string source;
  bool illustrative = false;
  bool held_back = false;                       ///< some of its figures are: its files are then not given out
  std::vector<PublicFile> files;                ///< of a report, as they were sealed
  std::vector<PublicRestatement> restatements;  ///< of a report, since it was published
  std::optional<int> version;                   ///< of a plan
  std::optional<int> before;                    ///< the version that it changed; absent for the first one
  std::optional<Date> in_force_from;
};
BOOST_DESCRIBE_STRUCT(PublicDocument, (),
                      (kind, code, names, issuer, type, number, date, source, illustrative, held_back, files,
                       restatements, version, before, in_force_from))

/// Published reports, the newest first; then plan versions; then what the programme stands on.
[[nodiscard]] Outcome<std::vector<PublicDocument>> public_documents(const Desk& desk);
/// One of their files, byte for byte. Problem: no-such-file.
[[nodiscard]] Outcome<PublishedDocument> public_file(const Desk& desk, const std::string& sha256);

}  // namespace xanh

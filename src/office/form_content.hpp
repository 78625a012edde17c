// A unit's form as data: what is asked, with what stands beside it, for a page to be filled in.
#pragma once

#include "office/memory.hpp"
#include "reporting/matters.hpp"
#include "reporting/signed_paper.hpp"

namespace xanh {

/// A figure asked for, and what the unit gave before.
struct AskedFigure {
  std::string element;
  Bilingual names;
  std::string measure;  ///< unit of measure
  ElementType type{};
  ElementKind kind{};
  std::optional<Decimal> min, max;
  bool required = false;
  std::optional<ReportedFigure> last, same_period;
};
BOOST_DESCRIBE_STRUCT(AskedFigure, (),
                      (element, names, measure, type, kind, min, max, required, last, same_period))

/// A target of Biểu 01 with the figures it is computed from.
struct AskedTarget {
  std::string code;
  Bilingual names;
  std::string measure;
  int decimals = 0;
  Bilingual definition;
  Collected collected{};
  std::vector<Milestone> milestones;
  std::optional<Decimal> assigned;  ///< of the plan year
  std::string numerator, denominator;
  std::optional<Decimal> factor;
  std::vector<std::string> elements;  ///< codes of `figures` that belong to it
  std::optional<QualitativeReport> last_rating;
};
BOOST_DESCRIBE_STRUCT(AskedTarget, (),
                      (code, names, measure, decimals, definition, collected, milestones, assigned, numerator,
                       denominator, factor, elements, last_rating))

/// A task of Biểu 02.
struct AskedTask {
  std::string code, solution;
  std::optional<TaskKind> kind;
  Bilingual text, product;
  TaskPart part{};
  std::vector<std::string> coordinates;
  std::optional<Date> due;
  bool recurring = false;
  bool project = false;  ///< it has a row of Biểu 03, too
  std::optional<ReportedTask> last;
};
BOOST_DESCRIBE_STRUCT(AskedTask, (),
                      (code, solution, kind, text, product, part, coordinates, due, recurring, project, last))

/// A project of Biểu 03, as the plan has it and as it was reported before.
struct AskedProject {
  std::string task;
  Bilingual text, capacity;           ///< quy mô, công suất, with its unit
  std::vector<std::string> supports;  ///< targets that it contributes to
  std::vector<ProjectStage> stages;   ///< of the plan, in the programme's order; each with the days known
  std::optional<ReportedProject> last;
};
BOOST_DESCRIBE_STRUCT(AskedProject, (), (task, text, capacity, supports, stages, last))

/// Biểu 05a … 05e.
struct AskedTable {
  std::string table;
  Bilingual names;  ///< of its group of solutions
  std::vector<std::string> elements;
};
BOOST_DESCRIBE_STRUCT(AskedTable, (), (table, names, elements))

/// A section of Biểu 06.
struct AskedText {
  std::string section, no;
  Bilingual title;
  int limit = 0;  ///< characters
  std::string last;
};
BOOST_DESCRIBE_STRUCT(AskedText, (), (section, no, title, limit, last))

/// A directive of Biểu 08.
struct AskedDirective {
  Directive directive;
  std::optional<DirectiveAnswer> last;
};
BOOST_DESCRIBE_STRUCT(AskedDirective, (), (directive, last))

struct FormContent {
  std::string cycle, unit;
  Bilingual cycle_names, unit_names;
  int plan_year = 0;
  CycleKind cycle_kind{};
  FormKind kind{};
  Window window;
  CycleStage stage{};
  std::optional<Date> due;    ///< of this unit: the later day, where one was granted
  int working_days_left = 0;  ///< 0 once the day has come
  int days_late = 0;          ///< working days, while nothing was sent
  SubmissionState state{};
  int revision = 0;                    ///< the newest that was sent; 0: none
  std::vector<std::string> to_revise;  ///< figures named by the open request
  std::string message;                 ///< of that request
  std::vector<AskedFigure> figures;    ///< all of them, once
  std::vector<AskedTarget> targets;
  std::vector<AskedTask> tasks;
  std::vector<AskedTable> tables;
  std::vector<AskedText> texts;
  std::vector<AskedDirective> directives;
  std::vector<StandingDifficulty> difficulties;  ///< raised before and still open
  std::vector<AskedProject> projects;
  bool money = false;
  std::optional<Date> money_until;        ///< disbursed to this day
  std::vector<ReportedMoney> last_money;  ///< rows of Biểu 04 as they were last time
  bool registration = false;              ///< Biểu 09 registers the coming year, instead of key tasks
  std::vector<Word> solution_groups;
  std::vector<FigureState> states;  ///< those that a unit chooses from
  int summary_limit = 0;            ///< characters of the summary of a qualitative target
  std::vector<Word> delay_causes, project_stages, funds;
  std::string form_sha256;
  std::optional<SignedPaper> signed_copy;  ///< of the newest report, once it has come
};
BOOST_DESCRIBE_STRUCT(FormContent, (),
                      (cycle, unit, cycle_names, unit_names, plan_year, cycle_kind, kind, window, stage, due,
                       working_days_left, days_late, state, revision, to_revise, message, figures, targets,
                       tasks, tables, texts, directives, difficulties, projects, money, money_until,
                       last_money, registration, solution_groups, states, summary_limit, delay_causes,
                       project_stages, funds, form_sha256, signed_copy))

/// Problems: unknown-cycle, unknown-unit, owes-nothing.
[[nodiscard]] Outcome<FormContent> form_content(const Desk& desk, const std::string& cycle,
                                                const std::string& unit);

}  // namespace xanh

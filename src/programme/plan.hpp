// What the city promised: goals, targets, elements, solution groups, tasks, obligations and the years' plans.
// One plan version is complete and immutable; the structs are described, so the same names stand in the
// programme folder, the canonical form and the API.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.hpp"

namespace xanh {

/// How sure we are of a fact of the programme. An unconfirmed one is shown as unknown and never reaches a
/// report.
enum class Known { verified, partly, unconfirmed };
BOOST_DESCRIBE_ENUM(Known, verified, partly, unconfirmed)

enum class AgencyRole { standing, approving };
BOOST_DESCRIBE_ENUM(AgencyRole, standing, approving)

/// Who holds a role in the programme, half-open in time.
struct Agency {
  AgencyRole role{};
  std::string unit;
  std::optional<Date> from, to;
  std::string source;
  Place place;
  static constexpr std::array kRequired{"role", "unit"};
};
BOOST_DESCRIBE_STRUCT(Agency, (), (role, unit, from, to, source))

/// A decision or letter behind the programme. What is not known of it is absent.
struct BasisDocument {
  std::string code, number;
  std::optional<Date> date;
  std::string kind;
  Bilingual issuer, signer, title;
  std::string source;
  Bilingual note;
  Place place;
  static constexpr std::array kRequired{"code"};
};
BOOST_DESCRIBE_STRUCT(BasisDocument, (), (code, number, date, kind, issuer, signer, title, source, note))

struct Goal {
  std::string code, no;
  Bilingual names;
  Known known = Known::unconfirmed;
  std::string source;
  Bilingual note;
  Place place;
  static constexpr std::array kRequired{"code"};
};
BOOST_DESCRIBE_STRUCT(Goal, (), (code, no, names, known, source, note))

struct SolutionGroup {
  std::string code, no;
  Bilingual names, short_names;
  std::string table;  ///< its table of figures in the unit form: 05a … 05e
  std::string source;
  Place place;
  static constexpr std::array kRequired{"code"};
};
BOOST_DESCRIBE_STRUCT(SolutionGroup, (), (code, no, names, short_names, table, source))

/// A word of a closed list that officials may change: a grade, a cause of delay.
struct Word {
  std::string code, symbol;
  Bilingual names;
  static constexpr std::array kRequired{"code"};
};
BOOST_DESCRIBE_STRUCT(Word, (), (code, symbol, names))

struct GradeRules {
  Decimal over_95_from{95};  ///< % of the due figure from which a target counts as "đạt trên 95%"
  std::vector<Word> words;
};
BOOST_DESCRIBE_STRUCT(GradeRules, (), (over_95_from, words))

struct Period {
  int first_year = 0, last_year = 0;
};
BOOST_DESCRIBE_STRUCT(Period, (), (first_year, last_year))

/// programme.yaml
struct Programme {
  int format = 0;
  std::string code;
  Bilingual names;
  std::string zone = "Asia/Ho_Chi_Minh";
  Period period;
  Bilingual general_goal;
  std::string general_goal_source;
  std::vector<Agency> agencies;
  std::vector<BasisDocument> documents;
  std::vector<Goal> goals;
  std::vector<SolutionGroup> solution_groups;
  GradeRules grades;
  std::vector<Word> task_grades;
  std::vector<Word> delay_causes;
  std::vector<Word> project_stages;  ///< mốc of Biểu 03, in their order; without any there is no Biểu 03
  std::vector<Word> funds;  ///< nguồn vốn of Biểu 04, in their order; without any there is no Biểu 04
  Place place;
  static constexpr std::array kRequired{"format", "code", "names", "period"};
};
BOOST_DESCRIBE_STRUCT(Programme, (),
                      (format, code, names, zone, period, general_goal, general_goal_source, agencies,
                       documents, goals, solution_groups, grades, task_grades, delay_causes, project_stages,
                       funds))

enum class Direction { rise, fall, maintain };
BOOST_DESCRIBE_ENUM(Direction, rise, fall, maintain)

enum class Collected { lead, sum_of_units, register_, survey, evidence, qualitative };
BOOST_DESCRIBE_ENUM(Collected, lead, sum_of_units, register_, survey, evidence, qualitative)

/// Figures of different definition ids are never compared, summed or subtracted.
struct Definition {
  std::string id;
  Bilingual text;
  static constexpr std::array kRequired{"id"};
};
BOOST_DESCRIBE_STRUCT(Definition, (), (id, text))

struct Baseline {
  int year = 0;
  Decimal value;
  std::string definition, source;
  static constexpr std::array kRequired{"year"};
};
BOOST_DESCRIBE_STRUCT(Baseline, (), (year, value, definition, source))

/// At 31/12 of its year. Exactly one of value, at_least, at_most; a missing year means "at any time".
struct Milestone {
  std::optional<int> year;
  std::optional<Decimal> value, at_least, at_most;
  std::string source;
  Place place;
  [[nodiscard]] std::optional<Decimal> figure() const {
    return value ? value : at_least ? at_least : at_most;
  }
};
BOOST_DESCRIBE_STRUCT(Milestone, (), (year, value, at_least, at_most, source))

struct Target {
  std::string code, no, goal;
  Bilingual names;
  std::string unit;  ///< of measure, as printed: "%"
  int decimals = 0;
  std::optional<Direction> direction;
  Collected collected = Collected::lead;
  std::vector<std::string> leads;
  std::string leads_source;
  std::optional<Definition> definition;
  std::string numerator, denominator;  ///< element codes
  std::optional<Decimal> factor;       ///< 100 for a percentage
  std::string formula;                 ///< instead of numerator and denominator
  std::optional<Baseline> baseline;
  std::vector<Milestone> milestones;
  std::optional<Decimal> min_coverage;  ///< share of obliged units (0 to 1) below which there is no figure
  Known known = Known::unconfirmed;
  std::string source;
  Bilingual note;
  std::vector<std::string> assumptions;  ///< names of the fields above that are inference
  Place place;
  static constexpr std::array kRequired{"code"};
  [[nodiscard]] bool nameless() const { return names.empty(); }
  [[nodiscard]] std::string definition_id() const { return definition ? definition->id : std::string{}; }
};
BOOST_DESCRIBE_STRUCT(Target, (),
                      (code, no, goal, names, unit, decimals, direction, collected, leads, leads_source,
                       definition, numerator, denominator, factor, formula, baseline, milestones,
                       min_coverage, known, source, note, assumptions))

enum class ElementType { integer, decimal, text, boolean };
BOOST_DESCRIBE_ENUM(ElementType, integer, decimal, text, boolean)

/// How figures of an element add up over time and units (interfaces.md, Aggregation).
enum class ElementKind { flow, mean, stock, cumulative };
BOOST_DESCRIBE_ENUM(ElementKind, flow, mean, stock, cumulative)

/// One figure asked for (số liệu đầu vào); a row of elements.csv.
struct Element {
  std::string code, name_vi, name_en, unit;
  ElementType type = ElementType::decimal;
  std::optional<Decimal> min, max;
  ElementKind kind = ElementKind::flow;
  std::string definition, table;
  YesNo ratio_only = YesNo::no;
  Place place;
  static constexpr std::array kRequired{"code", "name_vi", "kind"};
  [[nodiscard]] Bilingual names() const { return {name_vi, name_en}; }
};
BOOST_DESCRIBE_STRUCT(Element, (),
                      (code, name_vi, name_en, unit, type, min, max, kind, definition, table, ratio_only))

/// Who owes what: item is an element, a target, a task or `table:05a`; unit a unit or a group.
struct Obligation {
  std::string item, unit;
  std::optional<Date> from, to;
  YesNo required = YesNo::yes;
  std::string source;
  Place place;
  static constexpr std::array kRequired{"item", "unit"};
};
BOOST_DESCRIBE_STRUCT(Obligation, (), (item, unit, from, to, required, source))

/// A soft or hard rule between figures: `left operator right` must hold.
struct Check {
  std::string code, left, operator_, right;
  Severity severity = Severity::warning;
  Bilingual message;
  Place place;
  static constexpr std::array kRequired{"code", "left", "operator", "right", "message"};
};
BOOST_DESCRIBE_ENUM(Severity, error, warning)
BOOST_DESCRIBE_STRUCT(Check, (), (code, left, operator_, right, severity, message))

struct TaskMilestone {
  std::string code;
  Bilingual names;
  std::optional<Date> planned, actual;
  std::string source;
  Place place;
};
BOOST_DESCRIBE_STRUCT(TaskMilestone, (), (code, names, planned, actual, source))

/// Money in triệu đồng, or in a foreign currency as published. Never summed across currencies.
struct Budget {
  std::string source_of_funds;
  Decimal amount;
  std::string currency, source;
};
BOOST_DESCRIBE_STRUCT(Budget, (), (source_of_funds, amount, currency, source))

struct Capacity {
  Decimal value;
  std::string unit;
};
BOOST_DESCRIBE_STRUCT(Capacity, (), (value, unit))

enum class ContributionFrom { completion, steps, ramp };
BOOST_DESCRIBE_ENUM(ContributionFrom, completion, steps, ramp)

/// What a task adds to an element when it is done.
struct Contribution {
  std::string target, element;
  Decimal adds;
  std::string unit;
  ContributionFrom from = ContributionFrom::completion;
  std::string source;
  Place place;
  static constexpr std::array kRequired{"target", "element"};
};
BOOST_DESCRIBE_STRUCT(Contribution, (), (target, element, adds, unit, from, source))

enum class TaskKind { task, programme, scheme, project };
BOOST_DESCRIBE_ENUM(TaskKind, task, programme, scheme, project)

struct Task {
  std::string code, no;
  std::optional<TaskKind> kind;  ///< a project reports its stages (Biểu 03) and its money (Biểu 04)
  Bilingual text;
  std::string solution;
  std::vector<std::string> leads, coordinates;
  Bilingual product;
  std::optional<Date> due;
  bool recurring = false;
  std::vector<TaskMilestone> milestones;
  std::vector<Budget> budget;
  std::optional<Capacity> capacity;
  std::vector<Contribution> contributions;
  std::vector<std::string> area;
  Known known = Known::unconfirmed;
  std::string source;
  Bilingual note;
  std::vector<std::string> assumptions;
  Place place;
  static constexpr std::array kRequired{"code", "text"};
};
BOOST_DESCRIBE_STRUCT(Task, (),
                      (code, no, kind, text, solution, leads, coordinates, product, due, recurring,
                       milestones, budget, capacity, contributions, area, known, source, note, assumptions))

struct Decision {
  std::string number;
  std::optional<Date> date;
  Bilingual issuer;
  std::string signer;
  Bilingual signer_title;
  /// As its number says: "Kế hoạch" of 99/KH-UBND, else "Quyết định" (abbreviations: Nghị định 30/2020/NĐ-CP,
  /// Phụ lục III).
  [[nodiscard]] Bilingual kind() const;
};
BOOST_DESCRIBE_STRUCT(Decision, (), (number, date, issuer, signer, signer_title))

/// plans/YYYY.yaml: one year's plan under its decision.
struct PlanYear {
  int year = 0;
  Decision decision;
  Date in_force_from{};
  std::string source;
  std::map<std::string, Decimal> assigned;  ///< target → the year's assigned figure
  std::vector<Task> tasks;
  Place place;
  static constexpr std::array kRequired{"year"};
};
BOOST_DESCRIBE_STRUCT(PlanYear, (), (year, decision, in_force_from, source, assigned, tasks))

/// One complete, immutable version of what was promised.
struct Plan {
  int version = 0;
  Programme programme;
  std::vector<Target> targets;
  std::vector<Element> elements;
  std::vector<Obligation> obligations;
  std::vector<Check> checks;
  std::vector<PlanYear> years;  ///< by year; the last one is the one this version put in force

  [[nodiscard]] const Target* target(std::string_view code) const;
  [[nodiscard]] const Element* element(std::string_view code) const;
  [[nodiscard]] const Task* task(std::string_view code) const;
  [[nodiscard]] const Goal* goal(std::string_view code) const;
  [[nodiscard]] const SolutionGroup* solution_group(std::string_view code) const;
  [[nodiscard]] const PlanYear* year(int year) const;
  /// Tasks of the last plan year.
  [[nodiscard]] const std::vector<Task>& tasks() const;
  /// The unit that holds the role on the day, empty when nobody does.
  [[nodiscard]] std::string agency(AgencyRole role, Date day) const;
  [[nodiscard]] Date in_force_from() const;
};
BOOST_DESCRIBE_STRUCT(Plan, (), (version, programme, targets, elements, obligations, checks, years))

/// Canonical bytes of the version (kind "plan").
[[nodiscard]] std::string plan_bytes(const Plan& plan);
[[nodiscard]] std::string plan_digest(const Plan& plan);

/// The version in force on the day: the last one whose day has come, none before the first. `plans` by
/// version.
[[nodiscard]] const Plan* plan_in_force(const std::vector<Plan>& plans, Date day);

}  // namespace xanh

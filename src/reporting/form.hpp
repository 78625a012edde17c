// The form (biểu mẫu): what one unit is asked in one cycle, only its own rows. It derives from obligations,
// leads and tasks; nothing else decides who owes what.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "programme/plan.hpp"
#include "programme/register.hpp"
#include "reporting/cycle.hpp"

namespace xanh {

enum class FormKind {
  complete,  ///< executing units: all tables
  brief      ///< coordinating bodies: Bìa, 02, 05a, 06, 07
};
BOOST_DESCRIBE_ENUM(FormKind, complete, brief)

enum class TaskPart { lead, joint_lead, coordinate };
BOOST_DESCRIBE_ENUM(TaskPart, lead, joint_lead, coordinate)
[[nodiscard]] Bilingual name_of(TaskPart part);

struct FormTask {
  const Task* task = nullptr;
  TaskPart part{};
};

struct FormElement {
  const Element* element = nullptr;
  bool required = false;
};

struct FormTable {
  std::string table;  ///< 05a … 05e
  std::vector<FormElement> rows;
};

/// A form points into the plan it was made from, which must outlive it.
struct Form {
  std::string cycle, unit;
  FormKind kind{};
  std::vector<const Target*> targets;  ///< Biểu 01, in the plan's order; nameless places are never asked
  std::vector<FormElement>
      target_elements;            ///< numerators, denominators and formula elements of those the unit owes
  std::vector<FormTask> tasks;    ///< Biểu 02
  std::vector<FormTable> tables;  ///< Biểu 05a … 05e, those with rows
  std::vector<const Task*> projects;  ///< Biểu 03: those the unit leads
  bool money = false;                 ///< Biểu 04
  bool registration = false;          ///< Biểu 09 registers the coming year, instead of key tasks
  std::string plan_digest;

  /// Every element asked, once.
  [[nodiscard]] std::vector<FormElement> elements() const;
  [[nodiscard]] bool asks(std::string_view element) const;
  /// Canonical digest of what is asked: equal for equal rows, whatever plan version they come from.
  [[nodiscard]] std::string digest() const;
};

/// Codes of the elements that a target is computed from.
[[nodiscard]] std::vector<std::string> elements_of(const Target& target);

/// Who owes which element on one day, worked out once for all units and elements.
class Obliged {
 public:
  Obliged(const Obliged&) = delete;
  Obliged& operator=(const Obliged&) = delete;
  Obliged(const Plan& plan, const Register& units, const AsOf& as_of)
      : Obliged(plan, units, as_of, plan.elements) {}
  /// Of these elements only, which must outlive it.
  Obliged(const Plan& plan, const Register& units, const AsOf& as_of, std::span<const Element> elements);
  /// By unit; false: asked, but free to leave it out.
  [[nodiscard]] const std::map<std::string, bool>& units_of(std::string_view element) const;

 private:
  /// Units and groups as obligations name them, each with whether it is required.
  using Named = std::vector<std::pair<std::string, bool>>;
  std::map<Named, std::map<std::string, bool>> units_;  ///< once for all elements asked of the same
  std::unordered_map<std::string_view, const std::map<std::string, bool>*> by_element_;
};

/// The forms of one cycle: what they share is worked out once. Points into its arguments.
class FormMaker {
 public:
  FormMaker(const Plan& plan, std::string plan_digest, const Register& units, const Cycle& cycle);
  [[nodiscard]] Form form(const std::string& unit) const;

 private:
  const Plan& plan_;
  const Register& units_;
  const Cycle& cycle_;
  Obliged obliged_;
  std::string plan_digest_;
};

/// Who owes an element on the cut-off day: those obliged by its own row, its target's or its table's, and the
/// leads of its targets where no such row names the element or one of them. By unit; false: asked, but free
/// to leave it out.
[[nodiscard]] std::map<std::string, bool> obliged_units(const Plan& plan, const Register& units,
                                                        const AsOf& as_of, const Element& element);

/// What this unit is asked in this cycle. For many units use one FormMaker.
[[nodiscard]] Form form_of(const Plan& plan, const Register& units, const Cycle& cycle,
                           const std::string& unit);

/// Every unit that owes a report in this cycle: obliged for anything, or lead or coordinator of a task. An
/// enterprise that invests reports through the agency in charge, unless an obligation names it; a subordinate
/// unit reports to its parent alone. By kind and name.
[[nodiscard]] std::vector<const UnitRow*> reporting_units(const Plan& plan, const Register& units,
                                                          const Cycle& cycle);

}  // namespace xanh

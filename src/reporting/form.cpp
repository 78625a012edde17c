#include "reporting/form.hpp"

#include <set>
#include <unordered_set>

#include "base/canonical.hpp"
#include "programme/formula.hpp"

namespace xanh {
namespace {

bool holds(const Obligation& o, Date day) {
  return Validity{o.from, o.to}.holds_on(day);
}

bool contains(const std::vector<std::string>& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

/// Whether the unit is named by the list of units and groups.
bool named(const Register& units, const AsOf& as_of, const std::vector<std::string>& list,
           const std::string& unit) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& entry) {
    return entry == unit || contains(units.members(entry, as_of), unit);
  });
}

}  // namespace

std::vector<std::string> elements_of(const Target& target) {
  if (!target.numerator.empty()) return {target.numerator, target.denominator};
  if (target.formula.empty()) return {};
  const auto parsed = Formula::parse(target.formula);
  return parsed.ok() ? parsed.value.elements() : std::vector<std::string>{};
}

Bilingual name_of(TaskPart part) {
  switch (part) {
    case TaskPart::lead:
      return {"Chủ trì", "Lead"};
    case TaskPart::joint_lead:
      return {"Đồng chủ trì", "Joint lead"};
    case TaskPart::coordinate:
      return {"Phối hợp", "Coordinating"};
  }
  return {};
}

std::vector<FormElement> Form::elements() const {
  std::vector<FormElement> out;
  std::unordered_set<const Element*> seen;
  const auto take = [&](const std::vector<FormElement>& rows) {
    for (const auto& row : rows)
      if (seen.insert(row.element).second) out.push_back(row);
  };
  take(target_elements);
  for (const auto& table : tables) take(table.rows);
  return out;
}

bool Form::asks(std::string_view element) const {
  const auto all = elements();
  return std::any_of(all.begin(), all.end(),
                     [&](const FormElement& row) { return row.element->code == element; });
}

std::string Form::digest() const {
  Node out = Node::map();
  out.add("cycle", Node::text(cycle));
  out.add("unit", Node::text(unit));
  out.add("kind", Node::text(word(kind)));
  Node asked = Node::list();
  for (const Target* target : targets) asked.push(Node::text(target->code));
  for (const auto& row : elements()) asked.push(Node::text(row.element->code));
  for (const auto& row : tasks) asked.push(Node::text(row.task->code + ":" + word(row.part)));
  for (const Task* task : projects) asked.push(Node::text("03:" + task->code));
  if (money) asked.push(Node::text("table:04"));
  if (registration) asked.push(Node::text("table:09"));
  out.add("asked", std::move(asked));
  return digest_of("form", canonical(out));
}

Obliged::Obliged(const Plan& plan, const Register& units, const AsOf& as_of,
                 std::span<const Element> elements) {
  std::map<std::string, std::vector<const Obligation*>, std::less<>> by_item;
  for (const auto& o : plan.obligations)
    if (holds(o, as_of.day)) by_item[o.item].push_back(&o);
  std::map<std::string, std::vector<const Target*>, std::less<>> by_element;
  for (const auto& target : plan.targets)
    for (const auto& code : elements_of(target)) {
      auto& users = by_element[code];
      if (users.empty() || users.back() != &target) users.push_back(&target);
    }
  for (const auto& element : elements) {
    Named named;
    const auto take = [&](const std::string& item) {
      const auto found = by_item.find(item);
      if (found == by_item.end()) return false;
      for (const Obligation* o : found->second) named.emplace_back(o->unit, o->required == YesNo::yes);
      return true;
    };
    bool told = take(element.code);
    const auto users = by_element.find(element.code);
    if (users != by_element.end())
      for (const Target* target : users->second) told = take(target->code) || told;
    // Without an obligation of its own a target's figures come from its leads, as most do. Not when another
    // target that shares the element names its units: leads and units would count it twice.
    if (users != by_element.end() && !told)
      for (const Target* target : users->second)
        if (target->collected != Collected::sum_of_units)
          for (const auto& lead : target->leads) named.emplace_back(lead, true);
    if (!element.table.empty() && element.table != "01") take("table:" + element.table);

    const auto [it, fresh] = units_.try_emplace(std::move(named));
    if (fresh)
      for (const auto& [entry, required] : it->first)
        for (const auto& code : units.members(entry, as_of)) {
          const auto [unit, first] = it->second.emplace(code, required);
          if (!first) unit->second = unit->second || required;
        }
    by_element_.emplace(element.code, &it->second);
  }
}

const std::map<std::string, bool>& Obliged::units_of(std::string_view element) const {
  static const std::map<std::string, bool> kNobody;
  const auto found = by_element_.find(element);
  return found == by_element_.end() ? kNobody : *found->second;
}

std::map<std::string, bool> obliged_units(const Plan& plan, const Register& units, const AsOf& as_of,
                                          const Element& element) {
  return Obliged(plan, units, as_of, std::span(&element, 1)).units_of(element.code);
}

Form form_of(const Plan& plan, const Register& units, const Cycle& cycle, const std::string& unit) {
  return FormMaker(plan, plan_digest(plan), units, cycle).form(unit);
}

FormMaker::FormMaker(const Plan& plan, std::string plan_digest, const Register& units, const Cycle& cycle)
    : plan_(plan),
      units_(units),
      cycle_(cycle),
      obliged_(plan, units, {cycle.cut_off(), {}}),
      plan_digest_(std::move(plan_digest)) {}

Form FormMaker::form(const std::string& unit) const {
  const Plan& plan = plan_;
  const Register& units = units_;
  const AsOf as_of{cycle_.cut_off(), {}};
  Form out;
  out.cycle = cycle_.code;
  out.unit = unit;
  out.plan_digest = plan_digest_;
  const UnitRow* row = units.unit(unit, as_of);
  out.kind = row && row->role == UnitRole::coordinating ? FormKind::brief : FormKind::complete;

  // Whether it must be answered; nothing where it is not owed.
  const auto owed = [&](std::string_view element) -> std::optional<bool> {
    const auto& obliged = obliged_.units_of(element);
    const auto found = obliged.find(unit);
    return found == obliged.end() ? std::nullopt : std::optional(found->second);
  };
  const auto obliged_for = [&](const std::string& item) {
    return std::any_of(plan.obligations.begin(), plan.obligations.end(), [&](const Obligation& o) {
      return o.item == item && holds(o, as_of.day) && contains(units.members(o.unit, as_of), unit);
    });
  };

  std::set<std::string> in_targets;
  for (const auto& target : plan.targets) {
    if (target.nameless()) continue;
    const bool leads = named(units, as_of, target.leads, unit);
    const auto elements = elements_of(target);
    const bool owes = std::any_of(elements.begin(), elements.end(),
                                  [&](const auto& code) { return owed(code).has_value(); });
    if (!owes && !obliged_for(target.code) && !(leads && target.collected != Collected::sum_of_units))
      continue;
    out.targets.push_back(&target);
    for (const auto& code : elements)
      if (const auto required = owed(code); required && in_targets.insert(code).second)
        if (const Element* element = plan.element(code)) out.target_elements.push_back({element, *required});
  }

  for (const auto& task : plan.tasks()) {
    const auto lead = std::find_if(task.leads.begin(), task.leads.end(),
                                   [&](const auto& code) { return named(units, as_of, {code}, unit); });
    if (lead != task.leads.end())
      out.tasks.push_back({&task, lead == task.leads.begin() ? TaskPart::lead : TaskPart::joint_lead});
    else if (named(units, as_of, task.coordinates, unit))
      out.tasks.push_back({&task, TaskPart::coordinate});
  }

  if (out.kind == FormKind::complete) {
    const Programme& programme = plan.programme;
    if (!programme.project_stages.empty())
      for (const auto& asked : out.tasks)
        if (asked.task->kind == TaskKind::project && asked.part == TaskPart::lead)
          out.projects.push_back(asked.task);
    out.money = !programme.funds.empty() && (!out.projects.empty() || obliged_for("table:04"));
    // The coming year is registered with who plans it.
    out.registration = cycle_.kind == CycleKind::year && !cycle_.level;
  }

  for (const auto& group : plan.programme.solution_groups) {
    if (group.table.empty() || (out.kind == FormKind::brief && group.table != "05a")) continue;
    FormTable table{group.table, {}};
    for (const auto& element : plan.elements)
      if (element.table == group.table)
        if (const auto required = owed(element.code)) table.rows.push_back({&element, *required});
    if (!table.rows.empty()) out.tables.push_back(std::move(table));
  }
  return out;
}

std::vector<const UnitRow*> reporting_units(const Plan& plan, const Register& units, const Cycle& cycle) {
  const AsOf as_of{cycle.cut_off(), {}};
  std::set<std::string> codes, taken;
  const auto take = [&](const std::string& entry) {
    if (!taken.insert(entry).second) return;  // a group stands in many obligations
    for (auto& code : units.members(entry, as_of)) codes.insert(std::move(code));
  };
  for (const auto& o : plan.obligations)
    if (holds(o, as_of.day)) take(o.unit);
  for (const auto& target : plan.targets)
    if (!target.nameless())
      for (const auto& lead : target.leads) take(lead);
  const auto take_from_task = [&](const std::string& entry) {
    for (auto& code : units.members(entry, as_of))
      if (const UnitRow* row = units.unit(code, as_of); row && row->kind != UnitKind::enterprise)
        codes.insert(std::move(code));
  };
  for (const auto& task : plan.tasks()) {
    for (const auto& lead : task.leads) take_from_task(lead);
    for (const auto& other : task.coordinates) take_from_task(other);
  }
  std::vector<const UnitRow*> out;
  for (const UnitRow* row : units.units(as_of))
    if (codes.contains(row->code) && row->role != UnitRole::approving &&
        (row->role != UnitRole::subordinate || (cycle.level && row->parent == cycle.level->unit)))
      out.push_back(row);
  return out;
}

}  // namespace xanh

#include "programme/plan_items.hpp"

namespace xanh {
namespace {

/// What an obligation is about: the name of the element, target or task; of a table nothing.
Bilingual name_of_item(const Plan& plan, const std::string& item) {
  if (const Element* element = plan.element(item)) return element->names();
  if (const Target* target = plan.target(item)) return target->names;
  if (const Task* task = plan.task(item)) return task->text;
  return {};
}

Node without(Node tree, std::string_view key) {
  std::erase_if(tree.members, [&](const Member& member) { return member.first == key; });
  return tree;
}

ItemOfPlan item(std::string code, std::string no, Bilingual names, std::string group, Node content) {
  ItemOfPlan out;
  out.id = code;
  out.code = std::move(code);
  out.no = std::move(no);
  out.names = std::move(names);
  out.group = std::move(group);
  out.content = std::move(content);
  return out;
}

ItemOfPlan target_item(const Plan& plan, const Target& target) {
  Node content = to_node(target);
  if (!plan.years.empty()) {
    const auto& assigned = plan.years.back().assigned;
    if (const auto found = assigned.find(target.code); found != assigned.end())
      content.add("assigned", to_node(found->second));
  }
  return item(target.code, target.no, target.names, target.goal, std::move(content));
}

ItemOfPlan year_item(const Plan& plan, const PlanYear& last) {
  PlanYear year = last;
  year.tasks.clear();
  std::erase_if(year.assigned, [&](const auto& entry) { return plan.target(entry.first) != nullptr; });
  const std::string number = std::to_string(year.year);
  ItemOfPlan out =
      item(number, {}, {"Kế hoạch năm " + number, "Plan of the year " + number}, {}, to_node(year));
  out.id = "year";
  return out;
}

ItemOfPlan programme_item(const Programme& programme) {
  Programme rest = programme;
  rest.goals.clear();
  rest.solution_groups.clear();
  ItemOfPlan out = item(programme.code, {}, programme.names, {}, to_node(rest));
  out.id = "programme";
  return out;
}

}  // namespace

std::vector<ItemOfPlan> items_of(const Plan& plan, PlanItem kind) {
  std::vector<ItemOfPlan> out;
  switch (kind) {
    case PlanItem::goal:
      for (const Goal& one : plan.programme.goals)
        out.push_back(item(one.code, one.no, one.names, {}, to_node(one)));
      break;
    case PlanItem::target:
      for (const Target& one : plan.targets) out.push_back(target_item(plan, one));
      break;
    case PlanItem::solution_group:
      for (const SolutionGroup& one : plan.programme.solution_groups)
        out.push_back(item(one.code, one.no, one.names, {}, to_node(one)));
      break;
    case PlanItem::task:
      for (const Task& one : plan.tasks())
        out.push_back(item(one.code, one.no, one.text, one.solution, to_node(one)));
      break;
    case PlanItem::element:
      for (const Element& one : plan.elements)
        out.push_back(item(one.code, {}, one.names(), {}, to_node(one)));
      break;
    case PlanItem::obligation:
      for (const Obligation& one : plan.obligations)
        out.push_back(item(one.item + "/" + one.unit, {}, name_of_item(plan, one.item), {},
                           without(without(to_node(one), "item"), "unit")));
      break;
    case PlanItem::check:
      for (const Check& one : plan.checks) out.push_back(item(one.code, {}, one.message, {}, to_node(one)));
      break;
    case PlanItem::year:
      if (!plan.years.empty()) out.push_back(year_item(plan, plan.years.back()));
      break;
    case PlanItem::programme:
      out.push_back(programme_item(plan.programme));
      break;
  }
  return out;
}

}  // namespace xanh

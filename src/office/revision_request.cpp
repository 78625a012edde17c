#include "office/revision_request.hpp"

#include <algorithm>

#include "programme/formula.hpp"

namespace xanh {
namespace {

std::vector<std::string> elements_of(const Target& target) {
  if (!target.formula.empty()) {
    const auto parsed = Formula::parse(target.formula, target.place);
    return parsed.ok() ? parsed.value.elements() : std::vector<std::string>{};
  }
  return {target.numerator, target.denominator};
}

bool holds(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

/// Names of the members that differ; figures by value, for a workbook drops the noughts of 12.0.
template <class T>
std::vector<std::string> differing(const T* before, const T* after) {
  static const T kNone{};
  std::vector<std::string> out;
  if (!before && !after) return out;
  const T& a = before ? *before : kNone;
  const T& b = after ? *after : kNone;
  boost::mp11::mp_for_each<detail::Members<T>>([&](auto d) {
    if (!(a.*d.pointer == b.*d.pointer)) out.emplace_back(detail::key_of(d.name));
  });
  return out;
}

/// Rows in the same order with the same values.
template <class T>
bool alike(const std::vector<T>& before, const std::vector<T>& after) {
  return std::equal(before.begin(), before.end(), after.begin(), after.end(),
                    [](const T& a, const T& b) { return differing(&a, &b).empty(); });
}

template <class T>
const T* of_target(const std::vector<T>& rows, const std::string& code) {
  const auto it = std::find_if(rows.begin(), rows.end(), [&](const T& row) { return row.target == code; });
  return it == rows.end() ? nullptr : &*it;
}

const ReportedProject* of_task(const std::vector<ReportedProject>& rows, const std::string& code) {
  const auto it =
      std::find_if(rows.begin(), rows.end(), [&](const ReportedProject& row) { return row.task == code; });
  return it == rows.end() ? nullptr : &*it;
}

std::vector<std::string> task_fields() {
  std::vector<std::string> out;
  boost::mp11::mp_for_each<detail::Members<ReportedTask>>([&](auto d) {
    if (const auto key = detail::key_of(d.name); key != "task") out.emplace_back(key);
  });
  return out;
}

}  // namespace

std::vector<std::string> beyond_request(const Submission& before, const Submission& after,
                                        const std::vector<std::string>& asked, const Plan& plan) {
  std::vector<std::string> unlocked = asked;  // with the elements of the targets named
  for (const auto& target : plan.targets)
    if (holds(asked, target.code))
      for (auto& element : elements_of(target)) unlocked.push_back(std::move(element));

  std::vector<std::string> out;
  for (const auto& element : plan.elements)
    if (!holds(unlocked, element.code) &&
        !differing(before.figure(element.code), after.figure(element.code)).empty())
      out.push_back(element.code);
  for (const auto& target : plan.targets) {
    const auto elements = elements_of(target);
    if (holds(asked, target.code) || std::any_of(elements.begin(), elements.end(), [&](const std::string& e) {
          return !e.empty() && holds(asked, e);
        }))
      continue;
    if (!differing(of_target(before.targets, target.code), of_target(after.targets, target.code)).empty() ||
        !differing(of_target(before.qualitative, target.code), of_target(after.qualitative, target.code))
             .empty())
      out.push_back(target.code);
  }
  for (const auto& task : plan.tasks()) {
    if (holds(asked, task.code)) continue;
    for (const auto& field : differing(before.task(task.code), after.task(task.code)))
      if (field != "task" && !holds(asked, task.code + "." + field)) out.push_back(task.code + "." + field);
  }
  for (const auto& task : plan.tasks())
    if (!holds(asked, task.code) && !holds(asked, "projects") &&
        !differing(of_task(before.projects, task.code), of_task(after.projects, task.code)).empty())
      out.push_back("projects." + task.code);
  const auto part = [&](const char* name, bool same) {
    if (!same && !holds(asked, name)) out.emplace_back(name);
  };
  const StatedTotal no_total;
  part("money",
       alike(before.money, after.money) && differing(before.money_total ? &*before.money_total : &no_total,
                                                     after.money_total ? &*after.money_total : &no_total)
                                               .empty());
  part("directives", alike(before.directives, after.directives));
  const Registration a = before.registration.value_or(Registration{}),
                     b = after.registration.value_or(Registration{});
  part("registration", alike(a.targets, b.targets) && alike(a.tasks, b.tasks) && alike(a.reviews, b.reviews));
  if (!(to_node(before.difficulties) == to_node(after.difficulties))) out.push_back("difficulties");
  if (!(to_node(before.next_tasks) == to_node(after.next_tasks))) out.push_back("next_tasks");
  if (before.nothing_to_report != after.nothing_to_report) out.push_back("nothing_to_report");
  return out;
}

std::vector<std::string> names_to_ask(const Form& form) {
  std::vector<std::string> out;
  for (const auto& row : form.elements()) out.push_back(row.element->code);
  for (const Target* target : form.targets) out.push_back(target->code);
  for (const auto& row : form.tasks) {
    out.push_back(row.task->code);
    for (const auto& field : task_fields()) out.push_back(row.task->code + "." + field);
  }
  if (!form.projects.empty()) out.emplace_back("projects");
  if (form.money) out.emplace_back("money");
  if (form.registration) out.emplace_back("registration");
  out.emplace_back("directives");
  return out;
}

}  // namespace xanh

#include "office/revision_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace xanh {
namespace {

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

/// Told alike by screen and workbook: a task of the plan has the plan's wording, and reviews stand in the
/// order of their groups.
Registration as_a_form_says(const std::optional<Registration>& given) {
  Registration out = given.value_or(Registration{});
  for (auto& task : out.tasks)
    if (!task.task.empty()) task.text.clear();
  std::stable_sort(out.reviews.begin(), out.reviews.end(),
                   [](const auto& a, const auto& b) { return a.solution < b.solution; });
  std::stable_sort(out.targets.begin(), out.targets.end(),
                   [](const auto& a, const auto& b) { return a.target < b.target; });
  return out;
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
  const Registration a = as_a_form_says(before.registration), b = as_a_form_says(after.registration);
  part("registration", alike(a.targets, b.targets) && alike(a.tasks, b.tasks) && alike(a.reviews, b.reviews));
  part("difficulties", to_node(before.difficulties) == to_node(after.difficulties));
  part("next_tasks", to_node(before.next_tasks) == to_node(after.next_tasks));
  if (before.nothing_to_report != after.nothing_to_report) out.push_back("nothing_to_report");
  return out;
}

std::string item_of(const std::string& field) {
  const auto steps = split(field, ':');
  const std::string& part = steps.front();
  if (part == "figures" || part == "targets" || part == "qualitative" || part == "surveys")
    return steps.at(1);
  if (part == "tasks") return steps.at(1) + "." + steps.at(2);
  if (part == "projects") return "projects." + steps.at(1);
  if (part == "money_total") return "money";
  for (const char* whole :
       {"money", "directives", "registration", "difficulties", "next_tasks", "nothing_to_report"})
    if (part == whole) return part;
  return {};
}

Bilingual name_of_item(const std::string& item, const Plan& plan) {
  static const std::map<std::string, Bilingual> kParts{
      {"projects", {"Biểu 03", "table 03"}},
      {"money", {"Biểu 04", "table 04"}},
      {"difficulties", {"Biểu 07", "table 07"}},
      {"directives", {"Biểu 08", "table 08"}},
      {"next_tasks", {"Biểu 09", "table 09"}},
      {"registration", {"Biểu 09", "table 09"}},
      {"nothing_to_report", {"không phát sinh", "nothing to report"}}};
  if (const auto part = kParts.find(item); part != kParts.end()) return part->second;
  if (const Element* element = plan.element(item)) return element->names();
  for (const auto& target : plan.targets)
    if (target.code == item) return target.names;
  const std::string project = "projects.";
  const bool works = item.starts_with(project);
  const Task* task = plan.task(works ? item.substr(project.size()) : item);
  if (!task) task = plan.task(item.substr(0, item.rfind('.')));
  if (!task) return {item, item};
  Bilingual out{in(Language::vi, task->text), in(Language::en, task->text)};
  if (works) out = {out.vi + " (Biểu 03)", out.en + " (table 03)"};
  return out;
}

std::vector<Bilingual> left_out(const Submission& before, const Submission& after, const Plan& plan) {
  std::vector<Bilingual> out;
  for (const auto& figure : before.figures) {
    const auto* now = after.figure(figure.element);
    const Element* element = plan.element(figure.element);
    if (figure.this_period && (!now || (now->state == figure.state && !now->this_period)))
      out.push_back(element ? element->names() : Bilingual{figure.element, figure.element});
  }
  for (const auto& task : before.tasks)
    if (const Task* planned = plan.task(task.task); planned && !after.task(task.task))
      out.push_back({in(Language::vi, planned->text), in(Language::en, planned->text)});
  const auto rows = [&](size_t was, size_t is, const char* vi, const char* en) {
    if (is < was)
      out.push_back({fmt::format("{} dòng {}", was - is, vi), fmt::format("{} rows of {}", was - is, en)});
  };
  rows(before.qualitative.size(), after.qualitative.size(), "đánh giá định tính", "ratings");
  rows(before.texts.size(), after.texts.size(), "Biểu 06", "table 06");
  rows(before.projects.size(), after.projects.size(), "Biểu 03", "table 03");
  rows(before.money.size(), after.money.size(), "Biểu 04", "table 04");
  rows(before.difficulties.size(), after.difficulties.size(), "Biểu 07", "table 07");
  rows(before.directives.size(), after.directives.size(), "Biểu 08", "table 08");
  const Registration none, was = before.registration.value_or(none), is = after.registration.value_or(none);
  rows(before.next_tasks.size() + was.targets.size() + was.tasks.size() + was.reviews.size(),
       after.next_tasks.size() + is.targets.size() + is.tasks.size() + is.reviews.size(), "Biểu 09",
       "table 09");
  rows(before.parts.size(), after.parts.size(), "Biểu 10", "table 10");
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
  for (const char* part : {"directives", "difficulties", "next_tasks"}) out.emplace_back(part);
  return out;
}

}  // namespace xanh

#include "programme/plan.hpp"

#include "base/canonical.hpp"

namespace xanh {
namespace {

template <class T>
const T* by_code(const std::vector<T>& items, std::string_view code) {
  const auto it = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.code == code; });
  return it == items.end() ? nullptr : &*it;
}

}  // namespace

Bilingual Decision::kind() const {
  static const std::map<std::string_view, Bilingual> kKinds{{"NQ", {"Nghị quyết", "Resolution"}},
                                                            {"KH", {"Kế hoạch", "Plan"}},
                                                            {"CT", {"Chỉ thị", "Directive"}},
                                                            {"CTr", {"Chương trình", "Programme"}},
                                                            {"TB", {"Thông báo", "Notice"}}};
  // 1200/QĐ-UBND, 12/2026/NQ-HĐND: what stands between the last slash and its hyphen.
  const std::string_view text = number;
  const size_t slash = text.rfind('/');
  const std::string_view symbol = slash == text.npos ? std::string_view{} : text.substr(slash + 1);
  const auto found = kKinds.find(symbol.substr(0, symbol.find('-')));
  return found == kKinds.end() ? Bilingual{"Quyết định", "Decision"} : found->second;
}

const Target* Plan::target(std::string_view code) const {
  return by_code(targets, code);
}
const Element* Plan::element(std::string_view code) const {
  return by_code(elements, code);
}
const Task* Plan::task(std::string_view code) const {
  return by_code(tasks(), code);
}
const Goal* Plan::goal(std::string_view code) const {
  return by_code(programme.goals, code);
}
const SolutionGroup* Plan::solution_group(std::string_view code) const {
  return by_code(programme.solution_groups, code);
}

const PlanYear* Plan::year(int wanted) const {
  const auto it =
      std::find_if(years.begin(), years.end(), [&](const PlanYear& y) { return y.year == wanted; });
  return it == years.end() ? nullptr : &*it;
}

const std::vector<Task>& Plan::tasks() const {
  static const std::vector<Task> kNone;
  return years.empty() ? kNone : years.back().tasks;
}

std::string Plan::agency(AgencyRole role, Date day) const {
  for (const auto& agency : programme.agencies)
    if (agency.role == role && Validity{agency.from, agency.to}.holds_on(day)) return agency.unit;
  return {};
}

Date Plan::in_force_from() const {
  return years.empty() ? Date{} : years.back().in_force_from;
}

std::string plan_bytes(const Plan& plan) {
  return canonical(to_node(plan));
}

std::string plan_digest(const Plan& plan) {
  return digest_of("plan", plan_bytes(plan));
}

const Plan* plan_in_force(const std::vector<Plan>& plans, Date day) {
  const Plan* found = nullptr;
  for (const auto& plan : plans)
    if (plan.in_force_from() <= day && (!found || plan.version > found->version)) found = &plan;
  return found;
}

}  // namespace xanh

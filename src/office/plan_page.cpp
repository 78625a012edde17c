#include "office/plan_page.hpp"

#include <algorithm>
#include <set>

#include "documents/report_words.hpp"
#include "office/published.hpp"
#include "office/snapshot_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoPlan{"unknown-plan",
                              Severity::error,
                              "không có bản kế hoạch số {version}",
                              "there is no plan version {version}",
                              "xem các bản ở trang Kế hoạch",
                              "see the versions on the page of the plan"};

PlanVersion version_of(const Plan& plan) {
  PlanVersion out;
  const PlanYear& year = plan.years.back();
  out.version = plan.version;
  out.year = year.year;
  out.number = year.decision.number;
  out.date = year.decision.date;
  out.issuer = year.decision.issuer;
  out.in_force_from = plan.in_force_from();
  out.source = year.source;
  out.targets = static_cast<int>(plan.targets.size());
  for (const auto& target : plan.targets) out.unnamed += target.nameless();
  out.tasks = static_cast<int>(year.tasks.size());
  return out;
}

PlanTask task_of(const Task& task) {
  PlanTask out;
  out.code = task.code;
  out.no = task.no;
  out.solution = task.solution;
  out.kind = task.kind;
  out.text = task.text;
  out.product = task.product;
  out.leads = task.leads;
  out.coordinates = task.coordinates;
  out.area = task.area;
  out.due = task.due;
  out.recurring = task.recurring;
  out.milestones = task.milestones;
  out.contributions = task.contributions;
  out.known = task.known;
  out.source = task.source;
  return out;
}

TaskStanding standing_of(const TaskResult& result) {
  return {result.grade,   result.finished_on, result.expected_on,
          result.new_due, result.days_late,   result.cause_text ? result.cause_text : result.cause,
          result.result};
}

class PageOfPlan {
 public:
  PageOfPlan(const Transaction& t, const Memory& memory, const Plan& plan, bool sees_all, PlanPage& out)
      : t_(t), memory_(memory), plan_(plan), sees_all_(sees_all), out_(out) {}

  void decided() {
    for (auto plan = memory_.plans.rbegin(); plan != memory_.plans.rend(); ++plan)
      out_.versions.push_back(version_of(*plan));
    out_.version = plan_.version;
    const PlanYear& year = plan_.years.back();
    for (const auto& target : plan_.targets) {
      if (target.nameless()) continue;  // counted in the version
      PlanTarget& one = out_.targets.emplace_back();
      one.target = public_target(target);
      one.source = target.source;
      if (const auto found = year.assigned.find(target.code); found != year.assigned.end())
        one.assigned = found->second;
    }
    for (const auto& task : year.tasks) out_.tasks.push_back(task_of(task));
    for (const auto& group : plan_.programme.solution_groups)
      out_.groups.push_back(
          {group.code, group.no, group.short_names.empty() ? group.names : group.short_names});
    out_.grades = plan_.programme.task_grades;
  }

  void standing() {
    const auto result = newest_result();
    if (!result) return;
    for (auto& one : out_.targets)
      for (const auto& found : result->targets)
        if (found.code == one.target.code)
          one.standing = TargetStanding{found.display, found.grade, found.coverage};
    for (auto& one : out_.tasks)
      for (const auto& found : result->tasks)
        if (found.code == one.code) one.standing = standing_of(found);
  }

  void units(Date today) {
    std::set<std::string> codes;
    for (const auto& one : out_.targets) codes.insert(one.target.leads.begin(), one.target.leads.end());
    for (const auto& one : out_.tasks)
      for (const auto* named : {&one.leads, &one.coordinates, &one.area})
        codes.insert(named->begin(), named->end());
    for (const auto& code : codes) {
      out_.units.push_back({code, names_of_unit(plan_, memory_.units, today, code)});
    }
  }

 private:
  std::optional<Consolidation> newest_result() {
    std::vector<const Cycle*> cycles;
    for (const auto& cycle : memory_.cycles) cycles.push_back(&cycle);
    std::stable_sort(cycles.begin(), cycles.end(),
                     [](const Cycle* a, const Cycle* b) { return a->window.last > b->window.last; });
    for (const Cycle* cycle : cycles) {
      const auto found = memory_.standing.find(cycle->code);
      if (found == memory_.standing.end()) continue;
      const bool published = found->second.stage == CycleStage::published;
      std::optional<Consolidation> result;
      if (published) {
        result = published_snapshot(t_, memory_, *cycle).result;
      } else if (sees_all_) {
        if (const auto all = t_.snapshots(cycle->code); !all.empty()) result = result_of(all.back());
      }
      if (!result) continue;
      out_.standing_of = cycle->code;
      out_.standing_names = cycle->names;
      out_.standing_published = published;
      out_.standing_illustrative = result->illustrative;
      return result;
    }
    return std::nullopt;
  }

  const Transaction& t_;
  const Memory& memory_;
  const Plan& plan_;
  const bool sees_all_;
  PlanPage& out_;
};

}  // namespace

Outcome<PlanPage> plan_page(const Desk& desk, int version) {
  Outcome<PlanPage> out;
  out.problems = authorise(desk, Act::read_programme);
  if (has_error(out.problems)) return out;
  const bool sees_all = !has_error(authorise(desk, Act::read_cycle));
  Problems decided;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             decided.clear();
             out.value = {};
             const Memory memory = recall(t);
             const Plan* plan = version ? memory.plan(version) : &memory.plan_at(desk.now);
             if (!plan) {
               decided.push_back(problem(kNoPlan, Place{}, {{"version", std::to_string(version)}}));
               return;
             }
             PageOfPlan page(t, memory, *plan, sees_all, out.value);
             page.decided();
             page.standing();
             page.units(zone_of(*plan).day_of(desk.now));
           });
         }));
  append(out.problems, std::move(decided));
  return out;
}

}  // namespace xanh

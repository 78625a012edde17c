#include "office/cycle_use.hpp"

#include <fmt/format.h>

#include <tuple>

#include "office/mail_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kWrongStage{"cycle-wrong-stage",
                                  Severity::error,
                                  "kỳ {cycle} đang ở trạng thái “{stage}”",
                                  "cycle {cycle} is “{stage_en}”",
                                  "kỳ đi theo thứ tự: chưa mở → mở → khóa → công bố",
                                  "a cycle goes planned → open → closed → published"};
constexpr ProblemKind kNothingNewer{"nothing-newer",
                                    Severity::error,
                                    "kỳ {cycle} đã theo bản {version}, bản mới nhất đang có hiệu lực",
                                    "cycle {cycle} follows version {version}, the newest in force, already",
                                    "không cần làm gì",
                                    "nothing to do"};
constexpr ProblemKind kNoPlanYet{"plan-not-yet-in-force",
                                 Severity::warning,
                                 "chưa có kế hoạch nào có hiệu lực vào ngày chốt {date}",
                                 "no plan is in force on the cut-off day {date}",
                                 "kỳ được gắn với bản mới nhất",
                                 "the cycle is bound to the newest version"};

/// By mail, to all who reported and to the city.
void tell_published(const Desk& desk, Transaction& t, const Memory& memory, const Cycle& cycle,
                    const std::string& snapshot) {
  if (cycle.level) return;  // what a level found is for the report of its unit, and for nobody else
  Outbox outbox(desk, t, zone_of(memory.plan_of(cycle)).day_of(desk.now));
  outbox.to_roles(MailKind::published, cycle.code + "/" + snapshot, facts_of(memory, cycle, {}),
                  {Role::drafter, Role::clerk, Role::signatory, Role::agency_leader, Role::authority});
}

}  // namespace

CycleLine line_of_cycle(const Memory& memory, const Cycle& cycle) {
  CycleLine out{cycle.code,
                cycle.names,
                cycle.plan_year,
                cycle.kind,
                cycle.window,
                CycleStage::planned,
                {},
                due_day(cycle, "unit", memory.units.calendar({cycle.cut_off(), {}}))};
  if (const auto standing = memory.standing.find(cycle.code); standing != memory.standing.end()) {
    out.stage = standing->second.stage;
    if (standing->second.plan_version > 0) out.plan_version = standing->second.plan_version;
  }
  return out;
}

Problems wrong_stage(const Memory& memory, const std::string& code, CycleStage wanted) {
  const auto standing = memory.standing.find(code);
  const CycleStage stage = standing == memory.standing.end() ? CycleStage::planned : standing->second.stage;
  if (stage == wanted) return {};
  return {problem(kWrongStage, Place{},
                  {{"cycle", code}, {"stage", name_of(stage).vi}, {"stage_en", name_of(stage).en}})};
}

Outcome<CycleLine> move_cycle(const Desk& desk, const std::string& code,
                              const std::optional<std::string>& seen, CycleStage from, const char* event,
                              const DecideStage& decide) {
  Outcome<CycleLine> out;
  out.problems = authorise(at_level(desk, code),
                           std::string_view(event) == "publish" || std::string_view(event) == "restate"
                               ? Act::publish
                               : Act::run_cycle);
  if (has_error(out.problems)) return out;
  auto failed = attempt([&] {
    desk.store->transact([&](Transaction& t) {
      out.problems.clear();
      const Memory memory = recall(t);
      const auto found = find_cycle(memory, code);
      out.problems = found.problems;
      if (!found.ok()) return;
      if (seen) out.problems = check_seen(seen, tag_of(line_of_cycle(memory, *found.value)));
      if (!has_error(out.problems)) append(out.problems, wrong_stage(memory, code, from));
      if (has_error(out.problems)) return;
      CycleEvent made{0, code, event, {}, {}, desk.now, desk.actor};
      for (auto& p : decide(t, memory, *found.value, made)) out.problems.push_back(std::move(p));
      if (has_error(out.problems)) return;
      t.add_cycle_event(made);
      t.audit({desk.now, desk.actor, std::string("cycle.") + event, code, made.detail});
      if (made.event == "publish") tell_published(desk, t, memory, *found.value, made.detail);
      const Memory after = recall(t);
      out.value = line_of_cycle(after, *after.cycle(code));
    });
  });
  for (auto& p : failed) out.problems.push_back(std::move(p));
  return out;
}

std::vector<CycleLine> cycle_list(const Memory& memory) {
  std::vector<CycleLine> out;
  out.reserve(memory.cycles.size());
  for (const auto& cycle : memory.cycles) out.push_back(line_of_cycle(memory, cycle));
  std::sort(out.begin(), out.end(), [](const CycleLine& a, const CycleLine& b) {
    return std::tie(a.window.last, a.code) < std::tie(b.window.last, b.code);
  });
  return out;
}

Outcome<CycleLine> show_cycle(const Desk& desk, const std::string& code) {
  Outcome<CycleLine> out;
  Problems unknown;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const Memory memory = recall(t);
      const auto found = find_cycle(memory, code);
      unknown = found.problems;
      if (found.ok()) out.value = line_of_cycle(memory, *found.value);
    });
  });
  append(out.problems, std::move(unknown));
  return out;
}

Outcome<CycleLine> open_cycle(const Desk& desk, const std::string& code,
                              const std::optional<std::string>& seen) {
  return move_cycle(
      desk, code, seen, CycleStage::planned, "open",
      [](Transaction&, const Memory& memory, const Cycle& cycle, CycleEvent& event) {
        Problems problems;
        if (cycle.level) {
          event.plan_version = memory.plan_of(cycle).version;
          return problems;
        }
        const Plan* plan = plan_in_force(memory.plans, cycle.cut_off());
        if (!plan) {
          plan = &memory.plans.back();
          problems.push_back(problem(kNoPlanYet, Place{}, {{"date", to_text(cycle.cut_off())}}));
        }
        event.plan_version = plan->version;
        return problems;
      });
}

Outcome<CycleLine> close_cycle(const Desk& desk, const std::string& code,
                               const std::optional<std::string>& seen) {
  return move_cycle(desk, code, seen, CycleStage::open, "close",
                    [](Transaction&, const Memory&, const Cycle&, CycleEvent&) { return Problems{}; });
}

Outcome<CycleLine> rebase_cycle(const Desk& desk, const std::string& code,
                                const std::optional<std::string>& seen) {
  return move_cycle(
      desk, code, seen, CycleStage::open, "rebase",
      [&](Transaction&, const Memory& memory, const Cycle& cycle, CycleEvent& event) -> Problems {
        const auto zone = Zone::named(memory.plans.back().programme.zone);
        const Plan* plan = plan_in_force(memory.plans, zone ? zone->day_of(desk.now) : cycle.cut_off());
        if (cycle.level)  // a level follows the cycle above
          plan = &memory.plan_of(*memory.cycle(cycle.level->above));
        event.plan_version = plan ? plan->version : memory.plan_of(cycle).version;
        if (memory.plan_of(cycle).version == *event.plan_version)
          return {problem(kNothingNewer, Place{},
                          {{"cycle", code}, {"version", std::to_string(*event.plan_version)}})};
        return {};
      });
}

}  // namespace xanh

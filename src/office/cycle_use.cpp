#include "office/cycle_use.hpp"

#include <fmt/format.h>

#include "office/consolidate_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kWrongStage{"cycle-wrong-stage",
                                  Severity::error,
                                  "kỳ {cycle} đang ở trạng thái “{stage}”",
                                  "cycle {cycle} is “{stage_en}”",
                                  "kỳ đi theo thứ tự: chưa mở → mở → khóa → công bố",
                                  "a cycle goes planned → open → closed → published"};
constexpr ProblemKind kNoSnapshot{"no-snapshot",
                                  Severity::error,
                                  "kỳ {cycle} chưa có bản chốt số liệu nào",
                                  "cycle {cycle} has no snapshot yet",
                                  "chạy `xanh consolidate` trước",
                                  "run `xanh consolidate` first"};
constexpr ProblemKind kStaleSnapshot{
    "snapshot-stale",
    Severity::error,
    "bản chốt lần {number} của kỳ {cycle} không còn khớp với các báo cáo đang có",
    "snapshot {number} of cycle {cycle} is no longer what the reports say",
    "chạy `xanh consolidate` sau khi khóa kỳ rồi công bố",
    "run `xanh consolidate` after closing, then publish"};
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

Outcome<CycleLine> move_on(
    const Desk& desk, const std::string& code, CycleStage from, const char* event,
    const std::function<Problems(Transaction&, const Memory&, const Cycle&, CycleEvent&)>& decide) {
  Outcome<CycleLine> out;
  out.problems = authorise(desk, std::string_view(event) == "publish" ? Act::publish : Act::run_cycle);
  if (has_error(out.problems)) return out;
  auto failed = attempt([&] {
    desk.store->transact([&](Transaction& t) {
      out.problems.clear();
      const Memory memory = recall(t);
      const auto found = find_cycle(memory, code);
      out.problems = found.problems;
      if (!found.ok()) return;
      const auto standing = memory.standing.find(code);
      const CycleStage stage =
          standing == memory.standing.end() ? CycleStage::planned : standing->second.stage;
      if (stage != from) {
        out.problems.push_back(
            problem(kWrongStage, Place{},
                    {{"cycle", code}, {"stage", name_of(stage).vi}, {"stage_en", name_of(stage).en}}));
        return;
      }
      CycleEvent made{0, code, event, {}, {}, desk.now, desk.actor};
      for (auto& p : decide(t, memory, *found.value, made)) out.problems.push_back(std::move(p));
      if (has_error(out.problems)) return;
      t.add_cycle_event(made);
      t.audit({desk.now, desk.actor, std::string("cycle.") + event, code, made.detail});
      for (auto& line : cycle_list(recall(t)))
        if (line.code == code) out.value = line;
    });
  });
  for (auto& p : failed) out.problems.push_back(std::move(p));
  return out;
}

}  // namespace

std::vector<CycleLine> cycle_list(const Memory& memory) {
  std::vector<CycleLine> out;
  for (const auto& cycle : memory.cycles) {
    CycleLine line{cycle.code,
                   cycle.plan_year,
                   cycle.kind,
                   cycle.window,
                   CycleStage::planned,
                   {},
                   due_day(cycle, "unit", memory.units.calendar({cycle.cut_off(), {}}))};
    if (const auto standing = memory.standing.find(cycle.code); standing != memory.standing.end()) {
      line.stage = standing->second.stage;
      if (standing->second.plan_version > 0) line.plan_version = standing->second.plan_version;
    }
    out.push_back(line);
  }
  std::sort(out.begin(), out.end(), [](const CycleLine& a, const CycleLine& b) {
    return std::tie(a.window.last, a.code) < std::tie(b.window.last, b.code);
  });
  return out;
}

Outcome<CycleLine> open_cycle(const Desk& desk, const std::string& code) {
  return move_on(desk, code, CycleStage::planned, "open",
                 [](Transaction&, const Memory& memory, const Cycle& cycle, CycleEvent& event) {
                   Problems problems;
                   const Plan* plan = plan_in_force(memory.plans, cycle.cut_off());
                   if (!plan) {
                     plan = &memory.plans.back();
                     problems.push_back(problem(kNoPlanYet, Place{}, {{"date", to_text(cycle.cut_off())}}));
                   }
                   event.plan_version = plan->version;
                   return problems;
                 });
}

Outcome<CycleLine> close_cycle(const Desk& desk, const std::string& code) {
  return move_on(desk, code, CycleStage::open, "close",
                 [](Transaction&, const Memory&, const Cycle&, CycleEvent&) { return Problems{}; });
}

Outcome<CycleLine> rebase_cycle(const Desk& desk, const std::string& code) {
  return move_on(desk, code, CycleStage::open, "rebase",
                 [&](Transaction&, const Memory& memory, const Cycle& cycle, CycleEvent& event) -> Problems {
                   const auto zone = Zone::named(memory.plans.back().programme.zone);
                   const Plan* plan =
                       plan_in_force(memory.plans, zone ? zone->day_of(desk.now) : cycle.cut_off());
                   event.plan_version = plan ? plan->version : memory.plan_of(cycle).version;
                   if (memory.plan_of(cycle).version == *event.plan_version)
                     return {problem(kNothingNewer, Place{},
                                     {{"cycle", code}, {"version", std::to_string(*event.plan_version)}})};
                   return {};
                 });
}

Outcome<CycleLine> publish_cycle(const Desk& desk, const std::string& code) {
  return move_on(
      desk, code, CycleStage::closed, "publish",
      [&](Transaction& t, const Memory& memory, const Cycle& cycle, CycleEvent& event) -> Problems {
        const auto snapshots = t.snapshots(code);
        if (snapshots.empty()) return {problem(kNoSnapshot, Place{}, {{"cycle", code}})};
        // The one made from the facts as they are now; one with another --seen-at may have come after it.
        const std::string now = manifest_bytes(gather_manifest(t, memory, cycle, {}));
        const auto current = std::find_if(snapshots.begin(), snapshots.end(),
                                          [&](const StoredSnapshot& s) { return s.manifest == now; });
        if (current == snapshots.end())
          return {problem(kStaleSnapshot, Place{},
                          {{"cycle", code}, {"number", std::to_string(snapshots.back().number)}})};
        event.detail = std::to_string(current->number);
        return {};
      });
}

}  // namespace xanh

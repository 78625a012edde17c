#include "office/next_plan_use.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "office/snapshot_use.hpp"
#include "reporting/next_year_draft.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kPlanThere{"next-plan-there",
                                 Severity::error,
                                 "đã có Kế hoạch năm {year}",
                                 "there is a plan of {year}",
                                 "đề xuất điều chỉnh nó (`xanh plan amend`)",
                                 "propose changes of it (`xanh plan amend`)"};
constexpr ProblemKind kNoYearCycle{"next-plan-no-cycle",
                                   Severity::error,
                                   "không có kỳ tổng kết năm {year}",
                                   "there is no cycle that ends {year}",
                                   "Kế hoạch năm sau lập từ báo cáo năm",
                                   "next year's plan is drawn up from the year's report"};
constexpr ProblemKind kNoYearSnapshot{"next-plan-no-snapshot",
                                      Severity::error,
                                      "kỳ {cycle} chưa có bản chốt số liệu",
                                      "cycle {cycle} has no snapshot",
                                      "chốt số liệu trước (`xanh consolidate --cycle {cycle} -o …`)",
                                      "make one first (`xanh consolidate --cycle {cycle} -o …`)"};
constexpr ProblemKind kDrafted{"next-plan-drafted",
                               Severity::warning,
                               "dự thảo Kế hoạch năm {year} khác còn chờ quyết định: {code}",
                               "another draft plan of {year} waits to be decided: {code}",
                               "rút dự thảo cũ (`xanh plan withdraw {code}`)",
                               "withdraw the earlier one (`xanh plan withdraw {code}`)"};

const Cycle* year_cycle(const Memory& memory, int year) {
  for (const auto& cycle : memory.cycles)
    if (cycle.kind == CycleKind::year && cycle.plan_year == year) return &cycle;
  return nullptr;
}

}  // namespace

Outcome<AmendmentPage> draft_next_plan(const Desk& desk, const NextPlan& next) {
  Outcome<AmendmentPage> out;
  out.problems = authorise(desk, Act::review_report);
  if (has_error(out.problems)) return out;
  auto others = list_amendments(desk);
  append(out.problems, std::move(others.problems));
  if (has_error(out.problems)) return out;
  const std::string home = fmt::format("years/{}", next.year);
  std::vector<std::string> pending;
  for (const auto& page : others.value) {
    if (page.stage != AmendmentStage::proposed) continue;
    pending.push_back(page.code);
    if (!page.items.empty() && page.items.front().operation.at == home)
      out.problems.push_back(
          problem(kDrafted, Place{}, {{"year", std::to_string(next.year)}, {"code", page.code}}));
  }
  Amendment draft;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             wrong.clear();
             const Memory memory = recall(t);
             const Plan& plan = memory.plans.back();
             if (plan.year(next.year)) {
               wrong.push_back(problem(kPlanThere, Place{}, {{"year", std::to_string(next.year)}}));
               return;
             }
             const Cycle* cycle = year_cycle(memory, next.year - 1);
             if (!cycle) {
               wrong.push_back(problem(kNoYearCycle, Place{}, {{"year", std::to_string(next.year - 1)}}));
               return;
             }
             const auto snapshots = t.snapshots(cycle->code);
             if (snapshots.empty()) {
               wrong.push_back(problem(kNoYearSnapshot, Place{}, {{"cycle", cycle->code}}));
               return;
             }
             const Date today = zone_of(plan).day_of(desk.now);
             draft = next_year_amendment(plan, cycle->plan_year, result_of(snapshots.back()), memory.units,
                                         plan.agency(AgencyRole::standing, today), pending);
             draft.ground =
                 fmt::format("{}, {} {}", cycle->names.vi, "bản chốt số liệu lần", snapshots.back().number);
           });
         }));
  append(out.problems, std::move(wrong));
  if (has_error(out.problems)) return out;
  auto made = propose_amendment(desk, draft, next.dry_run);
  append(out.problems, std::move(made.problems));
  out.value = std::move(made.value);
  return out;
}

}  // namespace xanh

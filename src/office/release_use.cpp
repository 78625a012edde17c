#include "office/release_use.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace xanh {
namespace {

constexpr std::string_view kEvent = "release";

constexpr ProblemKind kNotPublished{"release-not-published",
                                    Severity::error,
                                    "báo cáo kỳ {cycle} chưa được công bố",
                                    "the report of cycle {cycle} is not published",
                                    "công bố trước; trước đó không có gì ra ngoài",
                                    "publish it first; nothing of it is out before"};
constexpr ProblemKind kNoReason{"release-no-reason",
                                Severity::error,
                                "giữ lại hoặc cho công bố một số liệu luôn phải có lý do",
                                "to hold a figure back, or let it out, always has a reason",
                                "ghi lý do",
                                "give the reason"};
constexpr ProblemKind kUnknownTarget{"release-unknown-target",
                                     Severity::error,
                                     "kế hoạch không có chỉ tiêu `{target}`",
                                     "the plan has no target `{target}`",
                                     "nêu đúng mã chỉ tiêu",
                                     "give the code of a target"};

std::vector<ReleaseDecision> decisions_of(const Transaction& t, const std::string& cycle) {
  std::vector<ReleaseDecision> out;
  for (const auto& event : t.cycle_events(cycle)) {
    if (event.event == "publish") out.push_back({{}, true, {}, event.at, event.by});
    if (event.event != kEvent) continue;
    const auto tree = read_json(event.detail, "store");
    auto decision = from_node<ReleaseDecision>(tree.value, "store");
    if (!tree.ok() || !decision.ok()) throw std::runtime_error("a release of the store cannot be read");
    out.push_back(std::move(decision.value));
  }
  return out;
}

Problems check(const Memory& memory, const ReleaseRequest& request) {
  const auto cycle = find_cycle(memory, request.cycle);
  Problems out = cycle.problems;
  if (!cycle.ok()) return out;
  const auto standing = memory.standing.find(request.cycle);
  if (standing == memory.standing.end() || standing->second.stage != CycleStage::published)
    out.push_back(problem(kNotPublished, Place{}, {{"cycle", request.cycle}}));
  std::vector<std::string> codes;
  for (const auto& target : memory.plan_of(*cycle.value).targets) codes.push_back(target.code);
  for (const auto& target : request.targets)
    if (std::find(codes.begin(), codes.end(), target) == codes.end())
      out.push_back(problem(kUnknownTarget, Place{}, {{"target", target}}, nearest(target, codes)));
  return out;
}

}  // namespace

std::map<std::string, std::string> held_back(const Transaction& t, const std::string& cycle) {
  std::map<std::string, std::string> out;
  for (const auto& decision : decisions_of(t, cycle)) {
    out.erase(decision.target);
    if (!decision.released) out[decision.target] = decision.reason;
  }
  return out;
}

Outcome<std::vector<ReleaseDecision>> list_releases(const Desk& desk, const std::string& cycle) {
  Outcome<std::vector<ReleaseDecision>> out;
  out.problems = authorise(desk, Act::read_cycle);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             wrong = find_cycle(recall(t), cycle).problems;
             out.value = decisions_of(t, cycle);
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<std::vector<ReleaseDecision>> decide_release(const Desk& desk, const ReleaseRequest& request) {
  Outcome<std::vector<ReleaseDecision>> out;
  out.problems = authorise(desk, Act::publish);
  if (has_error(out.problems)) return out;
  const std::string reason = std::string(trimmed(request.reason));
  if (reason.empty()) out.problems.push_back(problem(kNoReason, Place{}));
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong = check(recall(t), request);
             if (!has_error(wrong) && request.seen)
               append(wrong, check_seen(request.seen, tag_of(decisions_of(t, request.cycle))));
             if (has_error(wrong) || has_error(out.problems)) return;
             for (const auto& target : request.targets) {
               const std::string detail = write_json_line(
                   to_node(ReleaseDecision{target, request.released, reason, desk.now, desk.actor}));
               t.add_cycle_event({0, request.cycle, std::string(kEvent), {}, detail, desk.now, desk.actor});
               t.audit({desk.now, desk.actor, request.released ? "release" : "hold_back",
                        request.cycle + "/" + target, reason});
             }
             out.value = decisions_of(t, request.cycle);
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

}  // namespace xanh

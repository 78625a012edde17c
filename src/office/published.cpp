#include "office/published.hpp"

#include <algorithm>
#include <stdexcept>

#include "office/release_use.hpp"
#include "office/snapshot_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNothingPublishedYet{"nothing-published",
                                           Severity::error,
                                           "chưa có báo cáo nào được công bố{of}",
                                           "no report has been published{of_en}",
                                           "số liệu có ở đây sau khi báo cáo được công bố",
                                           "figures are here once the report is published"};

}  // namespace

std::vector<const Cycle*> published_cycles(const Memory& memory) {
  std::vector<std::pair<std::optional<Instant>, const Cycle*>> found;
  for (const auto& cycle : memory.cycles) {
    const auto standing = memory.standing.find(cycle.code);
    if (standing != memory.standing.end() && standing->second.stage == CycleStage::published)
      found.emplace_back(standing->second.published_at, &cycle);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return (a.first ? a.first->utc : decltype(a.first->utc){}) <
           (b.first ? b.first->utc : decltype(b.first->utc){});
  });
  std::vector<const Cycle*> out;
  for (const auto& [when, cycle] : found) out.push_back(cycle);
  return out;
}

const Cycle* published_cycle(const Memory& memory, const std::string& code, Problems& problems) {
  const Cycle* asked = nullptr;
  if (!code.empty()) {
    auto found = find_cycle(memory, code);
    append(problems, std::move(found.problems));
    if (has_error(problems)) return nullptr;
    asked = found.value;
  }
  const auto published = published_cycles(memory);
  if (!asked && !published.empty()) return published.back();
  if (asked && std::find(published.begin(), published.end(), asked) != published.end()) return asked;
  problems.push_back(problem(
      kNothingPublishedYet, Place{},
      {{"of", asked ? " cho kỳ " + asked->code : ""}, {"of_en", asked ? " for " + asked->code : ""}}));
  return nullptr;
}

namespace {

PublishedSnapshot snapshot_of(const Transaction& t, const Cycle& cycle, int number) {
  for (auto& snapshot : t.snapshots(cycle.code)) {
    if (snapshot.number != number) continue;
    auto result = result_of(snapshot);
    return {std::move(snapshot), std::move(result)};
  }
  throw std::runtime_error("the store has lost a snapshot that was published");
}

std::vector<RestatedTarget> restated_targets(const Consolidation& before, const Consolidation& after) {
  std::vector<RestatedTarget> out;
  const auto find = [](const Consolidation& in, const std::string& code) {
    return std::find_if(in.targets.begin(), in.targets.end(),
                        [&](const TargetResult& one) { return one.code == code; });
  };
  for (const auto& target : after.targets) {
    const auto was = find(before, target.code);
    const auto said = was == before.targets.end() ? std::nullopt : was->display;
    if (said != target.display) out.push_back({target.code, target.names, said, target.display});
  }
  return out;
}

}  // namespace

PublishedSnapshot published_snapshot(const Transaction& t, const Memory& memory, const Cycle& cycle) {
  return snapshot_of(t, cycle, memory.standing.at(cycle.code).stated_snapshot());
}

std::vector<RestatementLine> restatements_of(const Transaction& t, const Memory& memory, const Cycle& cycle) {
  std::vector<RestatementLine> out;
  const CycleStanding& standing = memory.standing.at(cycle.code);
  if (standing.restatements.empty()) return out;
  const Zone zone = zone_of(memory.plan_of(cycle));
  const auto hidden = held_back(t, cycle.code);
  Consolidation before = snapshot_of(t, cycle, standing.published_snapshot).result;
  for (const auto& one : standing.restatements) {
    auto made = snapshot_of(t, cycle, one.snapshot);
    RestatementLine line{one.snapshot, made.stored.digest,  zone.day_of(one.at),
                         one.reason,   one.manifest_sha256, restated_targets(before, made.result)};
    std::erase_if(line.targets, [&](const RestatedTarget& target) { return hidden.contains(target.code); });
    out.push_back(std::move(line));
    before = std::move(made.result);
  }
  return out;
}

std::optional<RestatedFigure> restated(const std::vector<RestatementLine>& lines, const std::string& target) {
  std::optional<RestatedFigure> out;
  for (const auto& line : lines)
    for (const auto& one : line.targets)
      if (one.code == target) out = RestatedFigure{line.on, line.reason, out ? out->was : one.was};
  return out;
}

}  // namespace xanh

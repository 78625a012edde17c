#include "office/published.hpp"

#include <algorithm>
#include <stdexcept>

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

PublishedSnapshot published_snapshot(const Transaction& t, const Memory& memory, const Cycle& cycle) {
  const int number = memory.standing.at(cycle.code).published_snapshot;
  for (auto& snapshot : t.snapshots(cycle.code)) {
    if (snapshot.number != number) continue;
    const auto tree = read_json(snapshot.result, "snapshot");
    auto result = from_node<Consolidation>(tree.value, "snapshot");
    if (!tree.ok() || !result.ok()) throw std::runtime_error("a snapshot of the store cannot be read");
    return {std::move(snapshot), std::move(result.value)};
  }
  throw std::runtime_error("the store has lost a snapshot that was published");
}

}  // namespace xanh

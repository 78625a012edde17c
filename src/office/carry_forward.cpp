#include "office/carry_forward.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/canonical.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNothingToCarry{
    "nothing-to-carry",
    Severity::error,
    "{submission}: đơn vị chưa có báo cáo nào được ghi nhận ở kỳ trước để lấy số liệu tạm tính",
    "{submission}: no earlier report of the unit is noted, so nothing can stand in",
    "đôn đốc đơn vị gửi báo cáo",
    "remind the unit"};
constexpr ProblemKind kHasReported{
    "carry-over-report",
    Severity::error,
    "{submission}: báo cáo của đơn vị đã được ghi nhận, không dùng số liệu tạm tính",
    "{submission}: the unit's own report is noted, nothing stands in for it",
    "dùng báo cáo đã ghi nhận",
    "use the noted report"};
constexpr ProblemKind kNotNow{"carry-cycle-stage",
                              Severity::error,
                              "kỳ {cycle} đang ở trạng thái “{stage}”, không bổ sung số liệu tạm tính",
                              "cycle {cycle} is “{stage_en}”, figures can no longer stand in",
                              "chỉ kỳ đang mở hoặc đã khóa",
                              "only in an open or a closed cycle"};
constexpr ProblemKind kNoSuch{"carry-unit-missing",
                              Severity::error,
                              "`{submission}`: cần nêu kỳ và đơn vị, dạng 2023-Y/q4",
                              "`{submission}`: name the cycle and the unit, as 2023-Y/q4",
                              "nêu từng đơn vị",
                              "name each unit"};

/// The report that stands in: of the last cycle of the same kind, else of the last cycle of any.
std::optional<std::string> source_of(const Transaction& t, const Memory& memory, const Cycle& cycle,
                                     const std::string& unit) {
  const Cycle* best = nullptr;
  int revision = 0;
  for (const auto& other : memory.cycles_of_level(cycle)) {
    if (other.cut_off() >= cycle.cut_off() || !memory.standing.contains(other.code)) continue;
    const auto accounts = accounts_of(t, other.code);
    const auto account = accounts.find(unit);
    if (account == accounts.end() || account->second.accepted == 0) continue;
    const auto rank = [&](const Cycle& c) { return std::pair(c.kind == cycle.kind, c.cut_off()); };
    if (best && rank(other) < rank(*best)) continue;
    best = &other;
    revision = account->second.accepted;
  }
  return best ? std::optional(fmt::format("{}/{}/{}", best->code, unit, revision)) : std::nullopt;
}

}  // namespace

std::optional<StoredRevision> revision_named(const Transaction& t, const std::string& name) {
  const auto parts = split(name, '/');
  int number = 0;
  if (parts.size() != 3 ||
      std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), number).ec != std::errc{})
    return std::nullopt;
  return t.revision(parts[0], parts[1], number);
}

void carry_forward(const Desk& desk, const ReviewRequest& request, Transaction& t, Problems& decided,
                   std::vector<ReviewLine>& out) {
  const Memory memory = recall(t);
  struct Carried {
    std::string cycle, unit, from;
    SubmissionState state{};
  };
  std::vector<Carried> carried;
  for (const auto& text : request.submissions) {
    const auto parts = split(text, '/');
    if (parts.size() != 2 || parts[1].empty()) {
      decided.push_back(problem(kNoSuch, Place{}, {{"submission", text}}));
      continue;
    }
    const auto cycle = find_cycle(memory, parts[0]);
    auto wrong = cycle.ok() ? find_reporting_unit(memory, *cycle.value, parts[1]) : cycle.problems;
    append(decided, wrong);
    if (!wrong.empty()) continue;
    const auto standing = memory.standing.find(parts[0]);
    const CycleStage stage = standing == memory.standing.end() ? CycleStage::planned : standing->second.stage;
    if (stage != CycleStage::open && stage != CycleStage::closed) {
      decided.push_back(
          problem(kNotNow, Place{},
                  {{"cycle", parts[0]}, {"stage", name_of(stage).vi}, {"stage_en", name_of(stage).en}}));
      continue;
    }
    const auto accounts = accounts_of(t, parts[0]);
    const auto account = accounts.find(parts[1]);
    if (account != accounts.end() && account->second.accepted > 0) {
      decided.push_back(problem(kHasReported, Place{}, {{"submission", text}}));
      continue;
    }
    const auto from = source_of(t, memory, *cycle.value, parts[1]);
    if (!from) {
      decided.push_back(problem(kNothingToCarry, Place{}, {{"submission", text}}));
      continue;
    }
    carried.push_back({parts[0], parts[1], *from,
                       account == accounts.end() ? SubmissionState::not_sent : account->second.state});
  }
  if (has_error(decided)) return;
  for (const auto& one : carried) {
    Node detail = Node::map();
    detail.add("from", Node::text(one.from));
    detail.add("message", Node::text(request.message));
    const std::string written = write_json_line(detail);
    const std::string id = one.cycle + "/" + one.unit;
    t.add_submission_event({0, one.cycle, one.unit, {}, "carried", written, desk.now, desk.actor});
    t.audit({desk.now, desk.actor, "review.carried", id, written});
    out.push_back({id, one.state, {}, one.from});
  }
}

}  // namespace xanh

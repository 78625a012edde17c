#include "office/consolidate_use.hpp"

#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "base/canonical.hpp"
#include "office/carry_forward.hpp"
#include "office/matter_use.hpp"
#include "office/narrative_use.hpp"
#include "office/snapshot_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kCycleNotOpened{"cycle-not-opened",
                                      Severity::error,
                                      "kỳ {cycle} chưa mở",
                                      "cycle {cycle} was never opened",
                                      "mở kỳ bằng `xanh cycle open {cycle}`",
                                      "open it with `xanh cycle open {cycle}`"};
constexpr ProblemKind kNothingNoted{
    "nothing-noted",
    Severity::warning,
    "kỳ {cycle} chưa có báo cáo nào được ghi nhận, báo cáo tổng hợp sẽ trống",
    "no report of cycle {cycle} is noted yet, the consolidation will be empty",
    "ghi nhận báo cáo bằng `xanh review {cycle} --note`",
    "note reports with `xanh review {cycle} --note`"};

constexpr ProblemKind kProofBroken{
    "proof-broken",
    Severity::error,
    "nội dung lưu của báo cáo `{submission}` không còn khớp với mã băm lúc nhận",
    "the stored bytes of `{submission}` no longer have the digest they were taken in with",
    "không sửa gì trong kho; khôi phục từ bản sao lưu",
    "change nothing in the store; restore a backup"};

constexpr ProblemKind kSeenBefore{"seen-at-before-facts",
                                  Severity::warning,
                                  "--seen-at {seen} sớm hơn việc mới nhất đã biết ({newest})",
                                  "--seen-at {seen} is earlier than the newest fact known ({newest})",
                                  "bỏ `--seen-at` để tính đến việc mới nhất",
                                  "leave out `--seen-at` to judge at the newest fact"};

/// Edition of the rules in this program: part of every manifest, so that a new rule never passes for the old
/// one.
constexpr const char* kRules = "grades-1 aggregation-1 works-1 successors-1 territory-1";

/// Revisions read side by side; each lands in its own place, so the order of threads shows nowhere.
std::vector<Submission> read_all(const std::vector<StoredRevision>& revisions, int threads) {
  std::vector<Submission> out(revisions.size());
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i = next++; i < revisions.size(); i = next++)
      out[i] = submission_from_bytes(revisions[i].bytes).value;
  };
  std::vector<std::jthread> crew;
  for (int i = 1; i < std::min<int>(threads, static_cast<int>(revisions.size())); ++i)
    crew.emplace_back(work);
  work();
  return out;
}

std::optional<std::pair<ManifestPrevious, Consolidation>> published_of(const Transaction& t,
                                                                       const Memory& memory,
                                                                       const Cycle& cycle) {
  const auto standing = memory.standing.find(cycle.code);
  if (standing == memory.standing.end() || standing->second.stage != CycleStage::published)
    return std::nullopt;
  for (const auto& snapshot : t.snapshots(cycle.code)) {
    if (snapshot.number != standing->second.stated_snapshot()) continue;
    auto tree = read_json(snapshot.result, "snapshot");
    return std::pair{ManifestPrevious{cycle.code, snapshot.number, snapshot.digest},
                     from_node<Consolidation>(tree.value, "snapshot").value};
  }
  return std::nullopt;
}

std::optional<std::pair<ManifestPrevious, Consolidation>> published_before(const Transaction& t,
                                                                           const Memory& memory,
                                                                           const Cycle& cycle) {
  const Cycle* before = previous_of_kind(memory.cycles_of_level(cycle), cycle);
  return before ? published_of(t, memory, *before) : std::nullopt;
}

/// The half-year of the same year, once it is published.
std::optional<Consolidation> published_half_year(const Transaction& t, const Memory& memory,
                                                 const Cycle& cycle) {
  if (cycle.kind != CycleKind::year) return std::nullopt;
  for (const auto& one : memory.cycles_of_level(cycle))
    if (one.kind == CycleKind::half_year && one.plan_year == cycle.plan_year)
      if (auto found = published_of(t, memory, one)) return std::move(found->second);
  return std::nullopt;
}

std::vector<ReportRestatement> report_restatements(const Transaction& t, const Memory& memory,
                                                   const Cycle& cycle) {
  std::vector<ReportRestatement> out;
  const CycleStanding& standing = memory.standing.at(cycle.code);
  const auto snapshots = t.snapshots(cycle.code);
  int before = standing.published_snapshot;
  const Zone zone = zone_of(memory.plan_of(cycle));
  for (const auto& one : standing.restatements) {
    out.push_back({one.snapshot, zone.day_of(one.at), one.reason,
                   words_between(snapshots, before, one.snapshot, memory.plan_of(cycle), memory.units)});
    before = one.snapshot;
  }
  return out;
}

}  // namespace

Manifest gather_manifest(const Transaction& t, const Memory& memory, const Cycle& cycle,
                         std::optional<Instant> seen_at) {
  const Plan& plan = memory.plan_of(cycle);
  Manifest out;
  out.programme = plan.programme.code;
  out.cycle = cycle.code;
  out.plan = {plan.version, memory.digest_of_plan(cycle)};
  out.register_sha256 = memory.units.digest();
  out.cycle_sha256 = cycle_digest(cycle);
  out.statements_sha256 = statements_digest(memory.statements);
  out.matters_sha256 = matters_digest(recall_matters(t, memory, cycle));
  out.rules = kRules;
  out.cut_off = cycle.cut_off();
  const Zone zone = zone_of(plan);
  Instant newest{};
  for (const auto& [unit, account] : accounts_of(t, cycle.code)) {
    if (account.received_at) newest = std::max(newest, *account.received_at);
    if (account.last_event) newest = std::max(newest, *account.last_event);
    if (account.accepted > 0) {
      const auto revision = t.revision(cycle.code, unit, account.accepted);
      const auto report = submission_from_bytes(revision->bytes);
      out.revisions.push_back({unit, account.accepted, revision->digest,
                               first_arrival(t, cycle.code, unit, zone), !report.value.entered_by.empty(),
                               account.extended_to});
    } else {
      std::optional<Date> received;
      if (account.latest > 0) received = first_arrival(t, cycle.code, unit, zone);
      out.others.push_back({unit, account.state, received, account.extended_to});
      if (!account.carried_from) continue;
      if (const auto source = revision_named(t, *account.carried_from))
        out.revisions.push_back({unit,
                                 source->revision,
                                 source->digest,
                                 first_arrival(t, source->cycle, unit, zone),
                                 false,
                                 {},
                                 account.carried_from});
    }
  }
  const auto standing = memory.standing.find(cycle.code);
  if (standing != memory.standing.end() && standing->second.closed_at) newest = *standing->second.closed_at;
  // A cycle closed before the units' day: who is silent can send nothing any more.
  if (standing != memory.standing.end() && standing->second.closed_at &&
      standing->second.stage != CycleStage::open)
    if (const auto due = due_day(cycle, "unit", memory.units.calendar({cycle.cut_off(), {}})))
      if (const Date closed = zone.day_of(*standing->second.closed_at); closed <= *due)
        out.closed_early = closed;
  // Before anything has come in, the opening is the newest fact.
  if (newest == Instant{} && standing != memory.standing.end() && standing->second.opened_at)
    newest = *standing->second.opened_at;
  out.seen_at = seen_at.value_or(newest);
  if (const auto before = published_before(t, memory, cycle)) out.previous = before->first;
  return out;
}

namespace {

constexpr int kTries = 3;

/// The reports of a manifest, each held against its digest; figures that stand in are made provisional.
std::vector<Submission> accepted_reports(const Transaction& t, const Consolidated& made,
                                         const Manifest& manifest, const Cycle& cycle, int threads,
                                         Problems& told) {
  std::vector<StoredRevision> revisions;
  for (const auto& r : manifest.revisions) {
    revisions.push_back(
        *(r.carried_from ? revision_named(t, *r.carried_from) : t.revision(cycle.code, r.unit, r.revision)));
    // The bytes are the proof: figures whose bytes no longer have their digest are not computed with.
    if (digest_of("submission", revisions.back().bytes) != revisions.back().digest)
      told.push_back(problem(kProofBroken, Place{},
                             {{"submission", fmt::format("{}/{}/{}", cycle.code, r.unit, r.revision)}}));
  }
  if (has_error(told)) return {};
  auto accepted = read_all(revisions, threads);
  for (size_t i = 0; i < accepted.size(); ++i)
    if (manifest.revisions[i].carried_from) {
      const Cycle* of = made.memory.cycle(accepted[i].cycle);
      accepted[i] =
          carried_forward(accepted[i], made.memory.plan_of(cycle), cycle.code, of && of->kind == cycle.kind);
    }
  return accepted;
}

/// The reports behind the published cycle of the same kind before, where a formula goes back to them.
std::optional<EarlierCycle> earlier_cycle(const Transaction& t, const Consolidated& made, int threads,
                                          Problems& told) {
  const auto& previous = made.manifest.previous;
  const Cycle* cycle = previous && asks_earlier(*made.plan) ? made.memory.cycle(previous->cycle) : nullptr;
  if (!cycle) return std::nullopt;
  for (const auto& snapshot : t.snapshots(cycle->code)) {
    if (snapshot.number != previous->number) continue;
    EarlierCycle out{*cycle, &made.memory.plan_of(*cycle), manifest_of(snapshot), {}};
    out.accepted = accepted_reports(t, made, out.manifest, *cycle, threads, told);
    return out;
  }
  return std::nullopt;
}

/// The snapshot before this one, with what changed since. Whether this very one is there already.
bool find_before(const Transaction& t, Consolidated& made) {
  bool there = false;
  std::string before_this, manifest_before;
  for (const auto& snapshot : t.snapshots(made.cycle->code)) {
    if (!there && snapshot.digest != made.snapshot.sha256) {
      made.compared_with = snapshot.number;
      before_this = snapshot.result;
      manifest_before = snapshot.manifest;
    }
    made.snapshot.number = there ? made.snapshot.number : snapshot.number;
    there = there || snapshot.digest == made.snapshot.sha256;
  }
  if (made.compared_with > 0)
    made.changes =
        changes_between(from_node<Consolidation>(read_json(before_this, "snapshot").value, "snapshot").value,
                        from_node<Manifest>(read_json(manifest_before, "snapshot").value, "snapshot").value,
                        made.result, made.manifest);
  if (!there) ++made.snapshot.number;
  return there;
}

/// What the store says now, computed. Whether the cycle has this very snapshot already.
bool compute(const Transaction& t, const ConsolidateRequest& request, Consolidated& made, Problems& told) {
  made.memory = recall_for(t, request.cycle);
  const auto cycle = find_cycle(made.memory, request.cycle);
  told = cycle.problems;
  if (!cycle.ok()) return false;
  const auto standing = made.memory.standing.find(request.cycle);
  if (standing == made.memory.standing.end()) {
    told.push_back(problem(kCycleNotOpened, Place{}, {{"cycle", request.cycle}}));
    return false;
  }
  made.cycle = cycle.value;
  made.plan = &made.memory.plan_of(*made.cycle);
  made.manifest = gather_manifest(t, made.memory, *made.cycle, request.seen_at);
  if (made.manifest.revisions.empty())
    told.push_back(problem(kNothingNoted, Place{}, {{"cycle", request.cycle}}));
  if (request.seen_at) {
    const Instant newest = gather_manifest(t, made.memory, *made.cycle, {}).seen_at;
    const Zone zone = zone_of(*made.plan);
    if (*request.seen_at < newest)
      told.push_back(problem(kSeenBefore, Place{},
                             {{"seen", to_text(*request.seen_at, zone)}, {"newest", to_text(newest, zone)}}));
  }
  const auto before = published_before(t, made.memory, *made.cycle);

  auto accepted = accepted_reports(t, made, made.manifest, *made.cycle, request.threads, told);
  const auto earlier = has_error(told) ? std::nullopt : earlier_cycle(t, made, request.threads, told);
  if (has_error(told)) return false;
  const ConsolidationInput input{made.plan,
                                 &made.memory.units,
                                 made.cycle,
                                 std::move(accepted),
                                 before ? &before->second : nullptr,
                                 recall_matters(t, made.memory, *made.cycle),
                                 earlier ? &*earlier : nullptr};
  made.half_year = published_half_year(t, made.memory, *made.cycle);
  made.narratives = recall_narratives(t, request.cycle);
  made.restatements = report_restatements(t, made.memory, *made.cycle);
  made.result = consolidate(made.manifest, input);
  made.snapshot.sha256 = snapshot_digest(made.manifest, made.result);
  for (auto& [key, paper] : signed_reports(t, request.cycle))
    if (key.second == made.snapshot.sha256) made.papers[key.first] = paper;
  const auto copies = signed_revisions(t, request.cycle);
  for (const auto& r : made.manifest.revisions)
    if (const auto copy = copies.find({r.unit, r.revision}); copy != copies.end())
      made.letters[r.unit] = copy->second;
  return find_before(t, made);
}

/// Keeps the snapshot, unless what it was made from is no longer what the store says. Whether it was kept.
bool keep(Transaction& t, const Desk& desk, const ConsolidateRequest& request, Consolidated& made) {
  const Memory memory = recall_for(t, request.cycle);
  const auto cycle = find_cycle(memory, request.cycle);
  const auto snapshots = t.snapshots(request.cycle);
  const int next = snapshots.empty() ? 1 : snapshots.back().number + 1;
  if (next != made.snapshot.number || !cycle.ok() ||
      manifest_bytes(gather_manifest(t, memory, *cycle.value, request.seen_at)) !=
          manifest_bytes(made.manifest))
    return false;
  made.snapshot.number =
      t.add_snapshot({request.cycle, 0, manifest_bytes(made.manifest), consolidation_bytes(made.result),
                      made.snapshot.sha256, desk.now, desk.actor});
  t.audit({desk.now, desk.actor, "consolidate", fmt::format("{}/{}", request.cycle, made.snapshot.number),
           made.snapshot.sha256});
  return true;
}

}  // namespace

Outcome<std::unique_ptr<Consolidated>> consolidate_cycle(const Desk& desk, const ConsolidateRequest& request,
                                                         const LayOut& lay_out) {
  Outcome<std::unique_ptr<Consolidated>> out;
  out.problems = authorise(at_level(desk, request.cycle), request.keep ? Act::consolidate : Act::read_cycle);
  if (has_error(out.problems)) return out;
  Problems told;
  const auto failed = attempt([&] {
    // Printing takes seconds: meanwhile others go on writing. What they change makes the papers stale, then
    // it is done again, and in the end with everybody waiting.
    for (int tries = 1; tries <= kTries; ++tries) {
      bool there = false;
      const auto make = [&](const Transaction& t) {
        told.clear();
        out.value = std::make_unique<Consolidated>();
        there = compute(t, request, *out.value, told);
      };
      // Papers first: a paper whose snapshot is lost by a fault is made again with the same code, a snapshot
      // nobody has a paper of would be published by mistake.
      const auto print = [&] {
        if (lay_out && !has_error(told)) append(told, lay_out(*out.value));
        return !there && !has_error(told) && request.keep;
      };
      bool kept = false;
      if (tries == kTries) {
        desk.store->transact([&](Transaction& t) {
          make(t);
          if (print()) keep(t, desk, request, *out.value);
        });
        return;
      }
      desk.store->read(make);
      if (!print()) return;
      desk.store->transact([&](Transaction& t) { kept = keep(t, desk, request, *out.value); });
      if (kept) return;
    }
  });
  append(out.problems, std::move(told));
  append(out.problems, failed);
  return out;
}

}  // namespace xanh

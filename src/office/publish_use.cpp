#include "office/publish_use.hpp"

#include <algorithm>
#include <filesystem>

#include "base/canonical.hpp"
#include "exchange/whole_file.hpp"
#include "office/paper_use.hpp"
#include "office/sealed_manifest.hpp"
#include "office/signed_papers.hpp"
#include "office/snapshot_use.hpp"
#include "office/templates.hpp"

namespace xanh {
namespace fs = std::filesystem;
namespace {

constexpr ProblemKind kNoSnapshot{"no-snapshot",
                                  Severity::error,
                                  "kỳ {cycle} chưa có bản chốt số liệu nào",
                                  "cycle {cycle} has no snapshot yet",
                                  "chốt số liệu trước (`xanh consolidate`)",
                                  "make the snapshot first (`xanh consolidate`)"};
constexpr ProblemKind kStaleSnapshot{
    "snapshot-stale",
    Severity::error,
    "bản chốt lần {number} của kỳ {cycle} không còn khớp với các báo cáo đang có",
    "snapshot {number} of cycle {cycle} is no longer what the reports say",
    "sau khi khóa kỳ: chốt lại số liệu, lập và ký văn bản, rồi công bố (lệnh: `xanh consolidate`)",
    "after closing: make the snapshot anew, make and sign its paper, then publish (command: `xanh "
    "consolidate`)"};
constexpr ProblemKind kDataOnly{
    "published-without-paper",
    Severity::warning,
    "kho không có mẫu Word: bản công bố chỉ có phụ lục và số liệu, không có báo cáo",
    "the store has no Word templates: what is published is the annex and the data, without the report",
    "lần sau thêm `--templates THƯ_MỤC`",
    "next time add `--templates FOLDER`"};
constexpr ProblemKind kNothingPublished{"nothing-published",
                                        Severity::error,
                                        "chưa có báo cáo nào được công bố cho kỳ {cycle}",
                                        "no report has been published for {cycle}",
                                        "bản kê có ở đây sau khi báo cáo được công bố",
                                        "the manifest is here once the report is published"};
constexpr ProblemKind kNotSealed{"nothing-published",
                                 Severity::error,
                                 "báo cáo kỳ {cycle} được công bố từ trước khi có dấu niêm phong dữ liệu",
                                 "the report of {cycle} was published before there were seals",
                                 "dùng mã đối chiếu in trên báo cáo",
                                 "use the control code printed on the report"};

/// The snapshot that says what the reports say now; one with another --seen-at may have come after it.
const StoredSnapshot* current_snapshot(const Transaction& t, const Memory& memory, const Cycle& cycle,
                                       const std::vector<StoredSnapshot>& snapshots, Problems& problems) {
  if (snapshots.empty()) {
    problems.push_back(problem(kNoSnapshot, Place{}, {{"cycle", cycle.code}}));
    return nullptr;
  }
  const std::string now = manifest_bytes(gather_manifest(t, memory, cycle, {}));
  for (const auto& snapshot : snapshots)
    if (snapshot.manifest == now) return &snapshot;
  problems.push_back(problem(kStaleSnapshot, Place{},
                             {{"cycle", cycle.code}, {"number", std::to_string(snapshots.back().number)}}));
  return nullptr;
}

constexpr ProblemKind kNoRestateReason{"restate-reason-missing",
                                       Severity::error,
                                       "đính chính luôn phải có lý do",
                                       "a restatement always carries its reason",
                                       "thêm `--reason`",
                                       "add `--reason`"};
constexpr ProblemKind kNothingToRestate{"nothing-to-restate",
                                        Severity::error,
                                        "số liệu kỳ {cycle} không khác số liệu đã công bố",
                                        "the figures of {cycle} are those that were published",
                                        "đề nghị đơn vị rà soát (`xanh review … --revise`), ghi nhận bản "
                                        "đính chính, chốt lại số liệu rồi công bố "
                                        "đính chính",
                                        "ask the unit to revise (`xanh review … --revise`), note its "
                                        "correction, make the snapshot, then restate"};

struct Papers {
  std::string snapshot_sha256;
  bool illustrative = false;
  std::vector<WholeFile> files;
};

/// Made before the publication begins: laying out takes longer than a transaction should.
/// `restated`: the correction that they are made for, which is not in the store yet.
Outcome<Papers> make_papers(const Desk& desk, const PublishRequest& request,
                            const std::optional<ReportRestatement>& restated = {}) {
  Outcome<Papers> out;
  PaperRequest paper;
  paper.cycle = request.cycle;
  paper.sources = false;
  auto templates = read_templates(request.templates, desk.store->folder());
  if (has_error(templates.problems) && request.templates.empty()) {
    paper.data_only = true;
    templates = {};
    out.problems.push_back(problem(kDataOnly, Place{}));
  }
  append(out.problems, std::move(templates.problems));
  if (has_error(out.problems)) return out;
  paper.restated = restated;
  auto made = consolidate_cycle(desk, {request.cycle, {}, request.threads}, [&](const Consolidated& c) {
    auto papers = lay_out_papers(c, paper, templates.value);
    out.value.files = std::move(papers.value);
    return std::move(papers.problems);
  });
  append(out.problems, std::move(made.problems));
  if (has_error(out.problems)) return out;
  out.value.snapshot_sha256 = made.value->snapshot.sha256;
  out.value.illustrative = made.value->result.illustrative;
  return out;
}

/// The signed copy of this snapshot's report goes with it, under a name of its own.
void add_signed_copy(const Transaction& t, const std::string& cycle, Papers& papers) {
  std::erase_if(papers.files, [](const WholeFile& file) { return file.name == "signed.pdf"; });
  const auto copies = signed_reports(t, cycle);
  const auto copy = copies.find({"bc-so", papers.snapshot_sha256});
  if (copy == copies.end()) return;
  if (auto document = t.published_document(copy->second.file_sha256))
    papers.files.push_back({"signed.pdf", std::move(document->bytes)});
}

/// Problems of publishing as the store stands, before anything is made.
Problems in_the_way(const Desk& desk, const std::string& code) {
  Problems out = authorise(at_level(desk, code), Act::publish);
  if (has_error(out)) return out;
  Problems found;
  append(out, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             found.clear();
             const Memory memory = recall(t);
             const auto cycle = find_cycle(memory, code);
             found = cycle.problems;
             if (!cycle.ok()) return;
             append(found, wrong_stage(memory, code, CycleStage::closed));
             if (has_error(found)) return;
             static_cast<void>(current_snapshot(t, memory, *cycle.value, t.snapshots(code), found));
           });
         }));
  append(out, std::move(found));
  return out;
}

/// What a manifest says of the correction that it seals.
struct Restated {
  SealedSnapshot before;
  std::string reason;
};

/// The manifest over the papers as bytes. Nothing is kept but the key, where this is its first use.
Outcome<std::string> seal_papers(const Desk& desk, Transaction& t, const Memory& memory, const Cycle& cycle,
                                 int number, Papers& papers, const std::optional<Restated>& restated = {}) {
  Outcome<std::string> out;
  const auto key = seal_key(desk, t);
  out.problems = key.problems;
  if (has_error(out.problems)) return out;
  const Plan& plan = memory.plan_of(cycle);
  SealedManifest manifest;
  manifest.programme = plan.programme.code;
  manifest.cycle = cycle.code;
  manifest.illustrative = papers.illustrative;
  manifest.snapshot = {number, papers.snapshot_sha256};
  manifest.plan = {plan.version, memory.digest_of_plan(cycle)};
  manifest.rules = gather_manifest(t, memory, cycle, {}).rules;
  if (restated) {
    manifest.restates = restated->before;
    manifest.reason = restated->reason;
  }
  add_signed_copy(t, cycle.code, papers);
  std::sort(papers.files.begin(), papers.files.end(),
            [](const WholeFile& a, const WholeFile& b) { return a.name < b.name; });
  for (const auto& file : papers.files) {
    manifest.documents.push_back({file.name, sha256(file.bytes), static_cast<int>(file.bytes.size())});
  }
  const AuditHead head = t.audit_head();
  manifest.audit = {static_cast<int>(head.seq), head.hash};
  manifest.sealed_at = desk.now;
  out.value = seal_manifest(std::move(manifest), key.value);
  return out;
}

/// The papers and their manifest, in the folder where one is named and in the store.
Problems keep_papers(const Desk& desk, Transaction& t, const PublishRequest& request, const Papers& papers,
                     const std::string& manifest, PublishedCycle& out) {
  std::vector<WholeFile> files = papers.files;
  files.push_back({kManifestFile, manifest});
  // Files first, as everywhere: where they cannot be written, nothing is published.
  if (!request.folder.empty())
    if (auto problems = write_whole_folder(request.folder, files); has_error(problems)) return problems;
  out.files.clear();
  for (const auto& file : files) {
    out.manifest_sha256 =
        t.add_published_document({{}, file.name, media_type_of(file.name), file.bytes, desk.now});
    if (!request.folder.empty()) out.files.push_back((fs::path(request.folder) / file.name).string());
  }
  out.key = public_seal(t).value_or("");
  return {};
}

/// Whether the cycle's figures are others than those stated so far, and kept in a snapshot: `current`.
Problems in_the_way_of_correction(const Transaction& t, const Memory& memory, const Cycle& cycle,
                                  const std::vector<StoredSnapshot>& snapshots,
                                  const StoredSnapshot*& current) {
  Problems out = wrong_stage(memory, cycle.code, CycleStage::published);
  if (has_error(out)) return out;
  const int stated = memory.standing.at(cycle.code).stated_snapshot();
  for (const auto& snapshot : snapshots)
    if (snapshot.number == stated &&
        counts_the_same(manifest_of(snapshot), gather_manifest(t, memory, cycle, {})))
      return {problem(kNothingToRestate, Place{}, {{"cycle", cycle.code}})};
  current = current_snapshot(t, memory, cycle, snapshots, out);
  return out;
}

/// The correction that the store is ready for, before it is made.
Problems correction_of_now(const Desk& desk, const std::string& code, const std::string& reason,
                           std::optional<ReportRestatement>& made) {
  Problems out = authorise(at_level(desk, code), Act::publish);
  if (!has_error(out) && trimmed(reason).empty()) out.push_back(problem(kNoRestateReason, Place{}));
  if (has_error(out)) return out;
  Problems found;
  append(out, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             const Memory memory = recall_for(t, code);
             const auto cycle = find_cycle(memory, code);
             found = cycle.problems;
             if (!cycle.ok()) return;
             const StoredSnapshot* current = nullptr;
             const auto snapshots = t.snapshots(code);
             found = in_the_way_of_correction(t, memory, *cycle.value, snapshots, current);
             if (!current) return;
             const Plan& plan = memory.plan_of(*cycle.value);
             made = ReportRestatement{current->number, zone_of(plan).day_of(desk.now), reason,
                                      words_between(snapshots, memory.standing.at(code).stated_snapshot(),
                                                    current->number, plan, memory.units)};
           });
         }));
  append(out, std::move(found));
  return out;
}

}  // namespace

std::string media_type_of(const std::string& name) {
  if (name.ends_with(".docx"))
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  if (name.ends_with(".xlsx")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  if (name.ends_with(".html")) return "text/html";
  if (name.ends_with(".pdf")) return "application/pdf";
  return "application/json";
}

Outcome<PublishedCycle> publish_papers(const Desk& desk, const PublishRequest& request) {
  Outcome<PublishedCycle> out;
  out.problems = in_the_way(desk, request.cycle);
  if (has_error(out.problems)) return out;
  auto papers = make_papers(desk, request);
  append(out.problems, std::move(papers.problems));
  if (has_error(out.problems)) return out;
  auto moved = move_cycle(
      desk, request.cycle, request.seen, CycleStage::closed, "publish",
      [&](Transaction& t, const Memory& memory, const Cycle& cycle, CycleEvent& event) {
        Problems problems;
        const auto snapshots = t.snapshots(request.cycle);
        const StoredSnapshot* current = current_snapshot(t, memory, cycle, snapshots, problems);
        if (!current) return problems;
        if (current->digest != papers.value.snapshot_sha256)
          return Problems{problem(kStaleSnapshot, Place{},
                                  {{"cycle", request.cycle}, {"number", std::to_string(current->number)}})};
        auto manifest = seal_papers(desk, t, memory, cycle, current->number, papers.value);
        if (has_error(manifest.problems)) return manifest.problems;
        problems = keep_papers(desk, t, request, papers.value, manifest.value, out.value);
        if (has_error(problems)) return problems;
        t.add_cycle_event({0,
                           request.cycle,
                           std::string(kSealedEvent),
                           {},
                           out.value.manifest_sha256,
                           desk.now,
                           desk.actor});
        event.detail = std::to_string(current->number);
        return problems;
      });
  append(out.problems, std::move(moved.problems));
  if (has_error(out.problems))
    out.value = {};
  else
    out.value.line = std::move(moved.value);
  return out;
}

Outcome<PublishedCycle> restate_papers(const Desk& desk, const PublishRequest& request,
                                       const std::string& reason) {
  Outcome<PublishedCycle> out;
  std::optional<ReportRestatement> restated;
  out.problems = correction_of_now(desk, request.cycle, reason, restated);
  if (has_error(out.problems)) return out;
  auto papers = make_papers(desk, request, restated);
  append(out.problems, std::move(papers.problems));
  if (has_error(out.problems)) return out;
  auto moved = move_cycle(
      desk, request.cycle, request.seen, CycleStage::published, "restate",
      [&](Transaction& t, const Memory&, const Cycle&, CycleEvent& event) {
        Problems problems;
        const Memory memory = recall_for(t, request.cycle);
        const Cycle& cycle = *memory.cycle(request.cycle);
        const StoredSnapshot* current = nullptr;
        const auto snapshots = t.snapshots(request.cycle);
        problems = in_the_way_of_correction(t, memory, cycle, snapshots, current);
        if (has_error(problems)) return problems;
        if (current->digest != papers.value.snapshot_sha256)
          return Problems{problem(kStaleSnapshot, Place{},
                                  {{"cycle", request.cycle}, {"number", std::to_string(current->number)}})};
        const int before = memory.standing.at(request.cycle).stated_snapshot();
        Restated correction{{before, {}}, reason};
        for (const auto& snapshot : snapshots)
          if (snapshot.number == before) correction.before.sha256 = snapshot.digest;
        auto manifest = seal_papers(desk, t, memory, cycle, current->number, papers.value, correction);
        if (has_error(manifest.problems)) return manifest.problems;
        problems = keep_papers(desk, t, request, papers.value, manifest.value, out.value);
        if (has_error(problems)) return problems;
        event.detail =
            write_json_line(to_node(RestatementDetail{current->number, reason, out.value.manifest_sha256}));
        return problems;
      });
  append(out.problems, std::move(moved.problems));
  if (has_error(out.problems))
    out.value = {};
  else
    out.value.line = std::move(moved.value);
  return out;
}

Outcome<CycleLine> publish_cycle(const Desk& desk, const std::string& code,
                                 const std::optional<std::string>& seen) {
  auto published = publish_papers(desk, {code, {}, {}, 1, seen});
  return {std::move(published.value.line), std::move(published.problems)};
}

Outcome<CycleLine> restate_cycle(const Desk& desk, const std::string& code, const std::string& reason,
                                 const std::optional<std::string>& seen) {
  auto made = restate_papers(desk, {code, {}, {}, 1, seen}, reason);
  return {std::move(made.value.line), std::move(made.problems)};
}

Outcome<std::string> published_manifest(const Desk& desk, const std::string& code,
                                        const std::string& snapshot) {
  Outcome<std::string> out;
  Problems decided;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      out.value.clear();
      const Memory memory = recall(t);
      decided = find_cycle(memory, code).problems;
      // What a level settled is for who may see its cycle; what the city publishes is everybody's.
      if (!collector_of(code).empty()) append(decided, authorise(at_level(desk, code), Act::read_cycle));
      if (has_error(decided)) return;
      const auto standing = memory.standing.find(code);
      if (standing == memory.standing.end() || standing->second.stage != CycleStage::published) {
        decided.push_back(problem(kNothingPublished, Place{}, {{"cycle", code}}));
        return;
      }
      std::string sealed;
      if (snapshot.empty() || snapshot == std::to_string(standing->second.published_snapshot)) {
        for (const auto& event : t.cycle_events(code))
          if (event.event == kSealedEvent) sealed = event.detail;
      } else {
        for (const auto& one : standing->second.restatements)
          if (std::to_string(one.snapshot) == snapshot) sealed = one.manifest_sha256;
      }
      if (auto document = t.published_document(sealed)) out.value = std::move(document->bytes);
      if (out.value.empty()) decided.push_back(problem(kNotSealed, Place{}, {{"cycle", code}}));
    });
  });
  out.problems = failed.empty() ? std::move(decided) : std::move(failed);
  return out;
}

}  // namespace xanh

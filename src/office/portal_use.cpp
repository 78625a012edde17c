#include "office/portal_use.hpp"

#include <algorithm>
#include <set>

#include "documents/report_words.hpp"
#include "office/publish_use.hpp"
#include "office/published.hpp"
#include "office/release_use.hpp"
#include "office/sealed_manifest.hpp"
#include "office/signed_papers.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoPublicTarget{"unknown-target",
                                      Severity::error,
                                      "chương trình không có chỉ tiêu `{code}`",
                                      "the programme has no target `{code}`",
                                      "xem các chỉ tiêu ở /api/programme",
                                      "see the targets at /api/programme"};
constexpr ProblemKind kNoPublicFile{"no-such-file",
                                    Severity::error,
                                    "không có tệp này trong các báo cáo đã công bố",
                                    "there is no such file among the published reports",
                                    "xem danh sách ở /api/documents",
                                    "see the list at /api/documents"};

Bilingual unit_names(const Memory& memory, const std::string& code, Date day) {
  return names_of_unit(memory.plans.back(), memory.units, day, code);
}

NamedElement named(const Plan& plan, const std::string& code) {
  const Element* element = plan.element(code);
  return element ? NamedElement{code, element->names(), element->unit} : NamedElement{code, {code, code}, {}};
}

TargetPoint point_of(const Cycle& cycle, const Consolidation& result, const TargetResult& target,
                     const std::map<std::string, std::string>& hidden) {
  TargetPoint out;
  out.cycle = cycle.code;
  out.names = cycle.names;
  out.cut_off = result.cut_off;
  out.illustrative = result.illustrative;
  if (const auto found = hidden.find(target.code); found != hidden.end()) {
    out.held_back = found->second;
    return out;
  }
  out.value = target.value;
  out.display = target.display;
  out.definition = target.definition;
  out.grade = target.grade;
  out.rating = target.rating;
  out.reason = target.reason;
  out.coverage = target.coverage;
  return out;
}

void add_definition(const Plan& plan, const Target& target, TargetPage& page) {
  if (target.definition) page.definition = target.definition->text;
  page.note = target.note;
  page.source = target.source;
  if (!target.numerator.empty()) page.numerator.push_back(named(plan, target.numerator));
  if (!target.denominator.empty()) page.denominator.push_back(named(plan, target.denominator));
  if (!target.formula.empty())
    for (const auto& element : elements_of(target)) page.of_formula.push_back(named(plan, element));
  page.factor = target.factor;
  page.formula = target.formula;
  page.baseline = target.baseline;
}

void add_tasks(const Plan& plan, const std::string& target, TargetPage& page) {
  for (const auto& task : plan.tasks())
    for (const auto& part : task.contributions)
      if (part.target == target)
        page.tasks.push_back({task.code, task.text, task.leads, task.due, part.adds, part.unit, part.source});
}

TargetArea area_of(const Memory& memory, const AreaFigure& figure, Date day) {
  TargetArea out{figure.unit,
                 unit_names(memory, figure.unit, day),
                 {},
                 {},
                 figure.value,
                 figure.numerator,
                 figure.denominator,
                 figure.state};
  for (const auto& place : memory.units.rows().areas)
    if (place.code == figure.unit && place.validity().holds_on(day)) {
      out.names = {place.name_vi, place.name_en};
      out.row = place.row;
      out.column = place.column;
    }
  return out;
}

void add_history(const Transaction& t, const Memory& memory, const std::string& target, TargetPage& page) {
  for (const Cycle* cycle : published_cycles(memory)) {
    const auto result = published_snapshot(t, memory, *cycle).result;
    const auto found = std::find_if(result.targets.begin(), result.targets.end(),
                                    [&](const TargetResult& one) { return one.code == target; });
    if (found == result.targets.end()) continue;
    page.history.push_back(point_of(*cycle, result, *found, held_back(t, cycle->code)));
    page.history.back().restated = restated(restatements_of(t, memory, *cycle), target);
    page.by_area.clear();
    if (page.history.back().held_back) continue;
    for (const auto& area : found->by_area) page.by_area.push_back(area_of(memory, area, result.cut_off));
  }
  std::stable_sort(page.history.begin(), page.history.end(),
                   [](const TargetPoint& a, const TargetPoint& b) { return a.cut_off < b.cut_off; });
}

PublishedWork work_of(const TaskResult& result, const Task* task) {
  PublishedWork out;
  out.code = result.code;
  out.solution = result.solution;
  out.text = result.text;
  out.leads = result.leads;
  out.coordinates = result.coordinates;
  out.grade = result.grade;
  out.recurring = result.recurring;
  out.due = result.due;
  out.finished_on = result.finished_on;
  out.expected_on = result.expected_on;
  out.new_due = result.new_due;
  out.days_late = result.days_late;
  out.cause = result.cause_text ? result.cause_text : result.cause;
  out.result = result.result;
  out.milestones = result.milestones;
  if (task) {
    out.kind = task->kind;
    out.area = task->area;
  }
  return out;
}

void add_project(const ProjectResult& project, std::vector<PublishedWork>& works) {
  for (auto& work : works) {
    if (work.code != project.task) continue;
    work.planned = project.planned;
    work.disbursed = project.disbursed;
    work.rate = project.rate;
    if (!project.report) return;
    work.stages = project.report->stages;
    work.done = project.report->done;
    return;
  }
}

void add_groups(const Plan& plan, const Consolidation& result, PublishedWorks& out) {
  for (const auto& row : result.task_counts) {
    WorkGroup group{row.code, {}, {}, row.total, row.by_grade, row.without_report};
    if (const SolutionGroup* known = plan.solution_group(row.code)) {
      group.names = known->names;
      group.short_names = known->short_names;
    }
    out.groups.push_back(std::move(group));
  }
}

void add_units(const Memory& memory, PublishedWorks& out) {
  std::set<std::string> codes;
  for (const auto& work : out.items)
    for (const auto* named : {&work.leads, &work.coordinates, &work.area})
      codes.insert(named->begin(), named->end());
  for (const auto& code : codes) out.units.push_back({code, unit_names(memory, code, out.cut_off)});
}

std::optional<SealedManifest> sealed_manifest(const Transaction& t, const std::string& sha256) {
  const auto document = t.published_document(sha256);
  if (!document) return std::nullopt;
  const auto tree = read_json(document->bytes, "manifest");
  auto read = from_node<SealedManifest>(tree.value, "manifest");
  return tree.ok() && read.ok() ? std::optional(std::move(read.value)) : std::nullopt;
}

/// The manifest that was sealed when the cycle's report was published; none of before there were seals.
std::optional<SealedManifest> sealed_manifest_of(const Transaction& t, const std::string& cycle) {
  std::optional<SealedManifest> out;
  for (const auto& event : t.cycle_events(cycle))
    if (event.event == kSealedEvent)
      if (auto found = sealed_manifest(t, event.detail)) out = std::move(found);
  return out;
}

std::vector<PublicFile> files_of(const SealedManifest& manifest) {
  std::vector<PublicFile> out;
  for (const auto& file : manifest.documents)
    out.push_back({file.name, media_type_of(file.name), file.sha256, file.bytes});
  return out;
}

PublicDocument report_document(const Transaction& t, const Memory& memory, const Cycle& cycle) {
  PublicDocument out;
  out.kind = PublicDocumentKind::report;
  out.code = cycle.code;
  out.names = cycle.names;
  out.date = zone_of(memory.plan_of(cycle)).day_of(*memory.standing.at(cycle.code).published_at);
  const auto manifest = sealed_manifest_of(t, cycle.code);
  const auto copies = signed_reports(t, cycle.code);
  if (manifest) {
    if (const auto copy = copies.find({"bc-so", manifest->snapshot.sha256}); copy != copies.end()) {
      out.number = copy->second.number;
      if (copy->second.date) out.date = copy->second.date;
    }
    out.illustrative = manifest->illustrative;
  }
  out.held_back = !held_back(t, cycle.code).empty();
  for (auto& line : restatements_of(t, memory, cycle)) {
    const auto sealed = sealed_manifest(t, line.manifest_sha256);
    out.restatements.push_back(
        {std::move(line), sealed && !out.held_back ? files_of(*sealed) : std::vector<PublicFile>{}});
  }
  if (manifest && !out.held_back) out.files = files_of(*manifest);
  return out;
}

/// `before`: the version before it, or null. `changes`: how often the plan of that year was amended by then.
PublicDocument plan_document(const Plan& plan, const Plan* before, int changes) {
  PublicDocument out;
  out.kind = PublicDocumentKind::plan;
  out.code = "plan-" + std::to_string(plan.version);
  const PlanYear& year = plan.years.back();
  out.names = {"Kế hoạch thực hiện năm " + std::to_string(year.year), "Plan of " + std::to_string(year.year)};
  if (changes > 0) {
    out.names.vi += ", điều chỉnh lần " + std::to_string(changes);
    out.names.en += ", amendment " + std::to_string(changes);
  }
  out.version = plan.version;
  if (before) out.before = before->version;
  out.in_force_from = plan.in_force_from();
  out.issuer = year.decision.issuer;
  out.number = year.decision.number;
  out.date = year.decision.date;
  out.source = year.source;
  return out;
}

PublicDocument basis_document(const BasisDocument& basis) {
  PublicDocument out;
  out.code = basis.code;
  out.names = basis.title;
  out.issuer = basis.issuer;
  out.type = basis.kind;
  out.number = basis.number;
  out.date = basis.date;
  out.source = basis.source;
  return out;
}

}  // namespace

Outcome<TargetPage> target_page(const Desk& desk, const std::string& code) {
  Outcome<TargetPage> out;
  bool known = false;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      out.value = {};
      const Memory memory = recall(t);
      const Plan& plan = memory.plan_at(desk.now);
      const Target* target = plan.target(code);
      known = target && !target->nameless();
      if (!known) return;
      const Date today = zone_of(plan).day_of(desk.now);
      out.value.target = public_target(*target);
      for (const auto& lead : target->leads)
        out.value.leads.push_back({lead, unit_names(memory, lead, today)});
      out.value.leads_assumed = std::find(target->assumptions.begin(), target->assumptions.end(), "leads") !=
                                target->assumptions.end();
      add_definition(plan, *target, out.value);
      add_tasks(plan, code, out.value);
      add_history(t, memory, code, out.value);
    });
  });
  if (out.ok() && !known) out.problems.push_back(problem(kNoPublicTarget, Place{}, {{"code", shown(code)}}));
  return out;
}

Outcome<PublishedWorks> published_works(const Desk& desk, const std::string& cycle) {
  Outcome<PublishedWorks> out;
  Problems decided;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      decided.clear();
      out.value = {};
      const Memory memory = recall(t);
      const Cycle* chosen = published_cycle(memory, cycle, decided);
      if (!chosen) return;
      const auto published = published_snapshot(t, memory, *chosen);
      const Consolidation& result = published.result;
      const Plan& plan = memory.plan_of(*chosen);
      begin_with(out.value, *chosen, published);
      out.value.grades = plan.programme.task_grades;
      out.value.stages = plan.programme.project_stages;
      for (const auto& task : result.tasks) out.value.items.push_back(work_of(task, plan.task(task.code)));
      for (const auto& project : result.projects) add_project(project, out.value.items);
      add_groups(plan, result, out.value);
      add_units(memory, out.value);
    });
  });
  out.problems = failed.empty() ? std::move(decided) : std::move(failed);
  return out;
}

Outcome<std::vector<PublicDocument>> public_documents(const Desk& desk) {
  Outcome<std::vector<PublicDocument>> out;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      out.value.clear();
      const Memory memory = recall(t);
      const auto published = published_cycles(memory);
      for (auto cycle = published.rbegin(); cycle != published.rend(); ++cycle)
        out.value.push_back(report_document(t, memory, **cycle));
      std::vector<PublicDocument> plans;
      int changes = 0;
      for (size_t i = 0; i < memory.plans.size(); ++i) {
        const Plan* before = i > 0 ? &memory.plans[i - 1] : nullptr;
        const bool same_year = before && before->years.back().year == memory.plans[i].years.back().year;
        changes = same_year ? changes + 1 : 0;
        plans.push_back(plan_document(memory.plans[i], before, changes));
      }
      out.value.insert(out.value.end(), plans.rbegin(), plans.rend());
      for (const auto& basis : memory.plan_at(desk.now).programme.documents)
        out.value.push_back(basis_document(basis));
    });
  });
  return out;
}

Outcome<PublishedDocument> public_file(const Desk& desk, const std::string& sha256) {
  Outcome<PublishedDocument> out;
  bool found = false;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      found = false;
      const Memory memory = recall(t);
      for (const Cycle* cycle : published_cycles(memory))
        for (const auto& file : report_document(t, memory, *cycle).files)
          found = found || file.sha256 == sha256;
      if (found)
        if (auto kept = t.published_document(sha256)) out.value = std::move(*kept);
    });
  });
  if (out.ok() && !found) out.problems.push_back(problem(kNoPublicFile, Place{}));
  return out;
}

}  // namespace xanh

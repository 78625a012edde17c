#include "office/results_use.hpp"

#include <set>

#include "office/published.hpp"
#include "office/release_use.hpp"
#include "office/snapshot_use.hpp"
#include "reporting/form.hpp"

namespace xanh {

PublicTarget public_target(const Target& target) {
  PublicTarget out;
  out.code = target.code;
  if (!target.no.empty()) out.no = target.no;
  out.goal = target.goal;
  out.names = target.names;
  out.unit = target.unit;
  out.decimals = target.decimals;
  out.definition = target.definition_id();
  out.collected = target.collected;
  out.leads = target.leads;
  out.milestones = target.milestones;
  out.known = target.known;
  return out;
}

namespace {

PublishedTarget shown(const TargetResult& target) {
  PublishedTarget out;
  out.code = target.code;
  out.no = target.no;
  out.names = target.names;
  out.value = target.value;
  out.display = target.display;
  out.numerator = target.numerator;
  out.denominator = target.denominator;
  out.unit = target.unit;
  out.definition = target.definition;
  out.state = target.state;
  out.grade = target.grade;
  out.rating = target.rating;
  out.reason = target.reason;
  out.milestones = target.milestones;
  out.coverage = target.coverage;
  return out;
}

/// What is left when its figures are not for the public.
PublishedTarget held(const TargetResult& target, const std::string& reason) {
  PublishedTarget out;
  out.code = target.code;
  out.no = target.no;
  out.names = target.names;
  out.unit = target.unit;
  out.milestones = target.milestones;
  out.held_back = reason;
  return out;
}

/// Elements that a target is computed from whose result the public sees.
std::set<std::string> open_elements(const Plan& plan, const std::map<std::string, std::string>& hidden) {
  std::set<std::string> out;
  for (const auto& target : plan.targets)
    if (!hidden.contains(target.code) && !target.nameless())
      for (auto& element : elements_of(target)) out.insert(std::move(element));
  return out;
}

/// By unit and element.
using Corrections = std::map<std::pair<std::string, std::string>, RestatedFigure>;

/// What a unit said of this period; its figures by element.
std::map<std::string, FigureRow> this_period(const Transaction& t, const std::string& cycle,
                                             const ManifestRevision* counted) {
  std::map<std::string, FigureRow> out;
  if (!counted || counted->carried_from) return out;
  for (auto& row : t.figures(cycle, counted->unit, counted->revision))
    if (row.column == word(FigureColumn::this_period)) out.emplace(row.element, std::move(row));
  return out;
}

/// Figures of units that one restatement after the other changed.
Corrections corrections_of(const Transaction& t, const Memory& memory, const Cycle& cycle) {
  Corrections out;
  const CycleStanding& standing = memory.standing.at(cycle.code);
  if (standing.restatements.empty()) return out;
  std::map<int, Manifest> manifests;
  for (const auto& snapshot : t.snapshots(cycle.code))
    manifests.emplace(snapshot.number, manifest_of(snapshot));
  const Zone zone = zone_of(memory.plan_of(cycle));
  int before = standing.published_snapshot;
  for (const auto& one : standing.restatements) {
    const auto& was_counted = manifests.at(before).revisions;
    for (const auto& counted : manifests.at(one.snapshot).revisions) {
      const auto was = std::find_if(was_counted.begin(), was_counted.end(),
                                    [&](const ManifestRevision& r) { return r.unit == counted.unit; });
      const bool there = was != was_counted.end();
      if (there && was->sha256 == counted.sha256) continue;
      const auto said = this_period(t, cycle.code, there ? &*was : nullptr);
      for (const auto& [element, row] : this_period(t, cycle.code, &counted)) {
        const auto old = said.find(element);
        if (old != said.end() && old->second.value == row.value && old->second.state == row.state) continue;
        std::optional<std::string> first;
        if (old != said.end() && old->second.value) first = old->second.value->to_text();
        const auto known = out.find({counted.unit, element});
        if (known != out.end()) first = known->second.was;
        out.insert_or_assign({counted.unit, element}, RestatedFigure{zone.day_of(one.at), one.reason, first});
      }
    }
    before = one.snapshot;
  }
  return out;
}

void add_figures(const Transaction& t, const Memory& memory, const Cycle& cycle,
                 const ManifestRevision& counted, const std::set<std::string>& open,
                 const Corrections& corrections, PublishedFigures& to) {
  const Plan& plan = memory.plan_of(cycle);
  const UnitRow* unit = memory.units.unit(counted.unit, {cycle.cut_off(), {}});
  if (!unit) unit = memory.units.any_unit(counted.unit);
  std::map<std::string_view, const Element*> elements;
  for (const auto& element : plan.elements) elements.emplace(element.code, &element);
  for (auto& row : t.figures(cycle.code, counted.unit, counted.revision)) {
    if (row.column != word(FigureColumn::this_period) || !open.contains(row.element)) continue;
    PublishedFigure out;
    out.element = row.element;
    if (const auto found = elements.find(row.element); found != elements.end()) {
      out.element_names = found->second->names();
      out.measure = found->second->unit;
    }
    out.unit = counted.unit;
    if (unit) out.unit_names = unit->names();
    out.state = std::move(row.state);
    if (row.value) out.value = Number{*row.value};
    if (const auto found = corrections.find({out.unit, out.element}); found != corrections.end())
      out.restated = found->second;
    to.items.push_back(std::move(out));
  }
}

}  // namespace

Outcome<PublicProgramme> public_programme(const Desk& desk) {
  Outcome<PublicProgramme> out;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const Memory memory = recall(t);
      const Date today = zone_of(memory.plans.back()).day_of(desk.now);
      const Plan* plan = &memory.plan_at(desk.now);
      PublicProgramme& value = out.value;
      value = {};
      value.code = plan->programme.code;
      value.names = plan->programme.names;
      value.zone = plan->programme.zone;
      value.plan_version = plan->version;
      value.in_force_from = plan->in_force_from();
      for (const auto& target : plan->targets)
        if (!target.nameless()) value.targets.push_back(public_target(target));
      for (const auto& area : memory.units.rows().areas)
        if (!area.parent.empty() && area.validity().holds_on(today)) {
          value.areas.push_back({area.code, {area.name_vi, area.name_en}});
          value.outlined = value.outlined || !area.outline.empty();
        }
    });
  });
  return out;
}

Outcome<PublishedResults> published_results(const Desk& desk, const std::string& cycle) {
  Outcome<PublishedResults> out;
  Problems decided;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      decided.clear();
      out.value = {};
      const Memory memory = recall(t);
      const Cycle* chosen = published_cycle(memory, cycle, decided);
      if (!chosen) return;
      const auto published = published_snapshot(t, memory, *chosen);
      begin_with(out.value, *chosen, published);
      const auto hidden = held_back(t, chosen->code);
      out.value.restatements = restatements_of(t, memory, *chosen);
      for (const auto& target : published.result.targets) {
        const auto found = hidden.find(target.code);
        out.value.items.push_back(found == hidden.end() ? shown(target) : held(target, found->second));
        out.value.items.back().restated = restated(out.value.restatements, target.code);
      }
    });
  });
  out.problems = failed.empty() ? std::move(decided) : std::move(failed);
  return out;
}

Outcome<PublishedFigures> published_figures(const Desk& desk, const std::string& cycle) {
  Outcome<PublishedFigures> out;
  Problems decided;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      decided.clear();
      out.value = {};
      const Memory memory = recall_for(t, cycle);
      const Cycle* chosen = published_cycle(memory, cycle, decided);
      if (!chosen) return;
      const auto published = published_snapshot(t, memory, *chosen);
      begin_with(out.value, *chosen, published);
      const auto tree = read_json(published.stored.manifest, "manifest");
      const auto manifest = from_node<Manifest>(tree.value, "manifest");
      if (!tree.ok() || !manifest.ok()) throw std::runtime_error("a manifest of the store cannot be read");
      const auto open = open_elements(memory.plan_of(*chosen), held_back(t, chosen->code));
      const auto corrections = corrections_of(t, memory, *chosen);
      for (const auto& counted : manifest.value.revisions)
        if (!counted.carried_from) add_figures(t, memory, *chosen, counted, open, corrections, out.value);
    });
  });
  out.problems = failed.empty() ? std::move(decided) : std::move(failed);
  return out;
}

}  // namespace xanh

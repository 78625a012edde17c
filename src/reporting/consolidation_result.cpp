// What becomes of a consolidation: its bytes and digests, report.json, the report one level up; and what
// stands in for a unit that has sent nothing.
#include <fmt/format.h>

#include "base/canonical.hpp"
#include "reporting/consolidation.hpp"

namespace xanh {

std::string consolidation_bytes(const Consolidation& result) {
  return canonical(to_node(result));
}

std::string snapshot_digest(const Manifest& manifest, const Consolidation& result) {
  Node both = Node::map();
  both.add("manifest", to_node(manifest));
  both.add("result", to_node(result));
  return digest_of("snapshot", canonical(both));
}

Submission carried_forward(const Submission& earlier, const Plan& plan, const std::string& cycle,
                           bool same_kind) {
  Submission out;
  out.illustrative = earlier.illustrative;
  out.cycle = cycle;
  out.unit = earlier.unit;
  for (const auto& figure : earlier.figures) {
    const Element* element = plan.element(figure.element);
    const auto value = figure.value(FigureColumn::this_period);
    if (!element || !value || (element->kind == ElementKind::flow && !same_kind)) continue;
    ReportedFigure& one = out.figures.emplace_back();
    one.element = figure.element;
    one.this_period = value;
    one.state = FigureState::provisional;
  }
  return out;
}

Submission as_submission(const Consolidation& result, const std::string& consolidating_unit) {
  Submission out;
  out.illustrative = result.illustrative;
  out.cycle = result.cycle;
  out.unit = consolidating_unit;
  const auto decimal = [](const std::optional<std::string>& value) {
    return value ? Decimal::parse(*value) : std::nullopt;
  };
  // Of a ratio only what entered it goes up: a numerator whose unit gave no denominator would spoil the ratio
  // there.
  std::map<std::string, Decimal> entered;
  for (const auto& target : result.targets) {
    std::map<std::string, Decimal> sums;
    for (const auto& step : target.trace)
      if (const auto value = Decimal::parse(step.value); value && step.kind == "submission")
        sums[step.element] += *value;
    entered.merge(sums);
  }
  for (const auto& element : result.elements) {
    ReportedFigure figure;
    figure.element = element.element;
    figure.this_period = decimal(element.this_period);
    figure.same_period = decimal(element.same_period);
    figure.year_estimate = decimal(element.year_estimate);
    if (const auto used = entered.find(element.element);
        used != entered.end() && figure.this_period && !(used->second == *figure.this_period)) {
      figure.this_period = used->second;
      figure.same_period = figure.year_estimate = std::nullopt;  // of other units, hence of another territory
    }
    figure.state = element.state.value_or(FigureState::not_available);
    if (!element.coverage.complete)
      figure.note = fmt::format("{}/{} đơn vị / units", element.coverage.noted, element.coverage.expected);
    out.figures.push_back(std::move(figure));
  }
  for (const auto& d : result.difficulties)
    if (!d.since) out.difficulties.push_back(d.difficulty);
  for (const auto& p : result.projects)
    if (p.report) out.projects.push_back(*p.report);
  for (const auto& row : result.money_rows) out.money.push_back(row.money);
  for (const auto& n : result.next_tasks) out.next_tasks.push_back(n.task);
  return out;
}

Node report_json(const Manifest& manifest, const Consolidation& result, const SnapshotName& snapshot,
                 const Zone& zone) {
  Node out = Node::map();
  out.add("programme", Node::text(result.programme));
  out.add("cycle", Node::text(result.cycle));
  out.add("cut_off", Node::text(to_text(result.cut_off)));
  out.add("seen_at", Node::text(to_text(manifest.seen_at, zone)));
  out.add("illustrative", Node::boolean(result.illustrative));
  out.add("plan", to_node(manifest.plan));
  Node taken = Node::map();
  taken.add("number", Node::number(std::to_string(snapshot.number)));
  taken.add("sha256", Node::text(snapshot.sha256));
  out.add("snapshot", std::move(taken));
  Node rest = to_node(result, Absent::null);
  for (auto& [key, member] : rest.members) {
    if (out.find(key)) continue;
    if (key == "targets")  // a milestone shows only the one of value, at_least, at_most that it has
      for (size_t i = 0; i < member.items.size(); ++i)
        for (auto& [name, value] : member.items[i].members)
          if (name == "milestones") value = to_node(result.targets[i].milestones);
    out.add(key, std::move(member));
  }
  return out;
}

std::string control_code(const std::string& snapshot_sha256) {
  return snapshot_sha256.substr(0, 12);
}

}  // namespace xanh

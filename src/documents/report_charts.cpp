// Charts of the report (Phụ lục IX): targets by grade, tasks by status, figures beside their milestones.
#include <fmt/format.h>

#include "documents/chart.hpp"
#include "documents/report_parts.hpp"

namespace xanh::report {

namespace {

constexpr size_t kMilestoneCharts = 12;

/// Targets whose figure has a dated milestone to stand beside.
std::vector<const TargetResult*> charted(const Desk& desk) {
  std::vector<const TargetResult*> out;
  for (const auto& t : desk.result().targets) {
    const bool dated = std::any_of(t.milestones.begin(), t.milestones.end(),
                                   [](const auto& m) { return m.year.has_value(); });
    if (t.value && t.grade != Grade::no_data && dated && out.size() < kMilestoneCharts) out.push_back(&t);
  }
  return out;
}

std::string chart_name(size_t i) {
  return "milestone_" + std::to_string(i + 1);
}

StackedBars grade_bars(const Desk& desk, const Node& values) {
  StackedBars chart;
  for (const auto& w : desk.plan().programme.grades.words) chart.categories.push_back(desk.words.in(w.names));
  for (const auto& goal : values.find("goals")->items) {
    StackedBars::Row row{goal.find("name")->scalar, {}};
    for (const auto& w : desk.plan().programme.grades.words) {
      const Node* count = goal.find(w.code);
      row.counts.push_back(count ? std::stoi(count->scalar) : 0);
    }
    chart.rows.push_back(std::move(row));
  }
  return chart;
}

StackedBars task_bars(const Desk& desk) {
  StackedBars chart;
  for (const auto& w : desk.plan().programme.task_grades) chart.categories.push_back(desk.words.in(w.names));
  chart.categories.push_back(desk.say("Chưa có báo cáo", "No report"));
  for (const auto& solution : desk.plan().programme.solution_groups)
    for (const auto& counts : desk.result().task_counts) {
      if (counts.code != solution.code) continue;
      StackedBars::Row row{
          desk.words.in(solution.short_names.empty() ? solution.names : solution.short_names), {}};
      for (const auto& w : desk.plan().programme.task_grades)
        row.counts.push_back(count_of(counts, w.code.c_str()));
      row.counts.push_back(counts.without_report);
      chart.rows.push_back(std::move(row));
    }
  return chart;
}

MilestoneChart milestones_of(const Desk& desk, const TargetResult& target) {
  MilestoneChart chart{desk.words.in(target.names), target.unit, target.decimals, {}, {}};
  chart.points.push_back({desk.cycle().cut_off(), target.value->value,
                          target.state.value_or(FigureState::official) != FigureState::official});
  for (const auto& m : target.milestones)
    if (m.year) {
      const auto& figure = m.value ? m.value : m.at_least ? m.at_least : m.at_most;
      if (figure)
        chart.milestones.push_back({*m.year, figure->value, m.at_least ? "≥" : m.at_most ? "≤" : ""});
    }
  return chart;
}

Node image(const std::string& name, std::string alt) {
  Node out = Node::map();
  put(out, "png", name);
  put(out, "alt", std::move(alt));
  return out;
}

}  // namespace

void add_charts(Node& values, const Desk& desk) {
  Node out = Node::map();
  out.add("grades", image("grades", desk.say("Biểu đồ số chỉ tiêu theo mức độ hoàn thành và nhóm mục tiêu",
                                             "Targets by grade and goal")));
  out.add("tasks", image("tasks", desk.say("Biểu đồ số nhiệm vụ theo tình trạng và nhóm giải pháp",
                                           "Tasks by status and solution group")));
  Node milestones = Node::list();
  const auto targets = charted(desk);
  for (size_t i = 0; i < targets.size(); ++i) {
    const auto& t = *targets[i];
    std::string alt =
        desk.words.in(t.names) + ": " + desk.words.with_unit(t.value->value, t.unit, t.decimals);
    for (const auto& m : t.milestones)
      if (m.year) alt += fmt::format("; {}: {}", *m.year, desk.words.milestone(m));
    if (i % 2 == 0) milestones.push(Node::map());
    milestones.items.back().add(i % 2 == 0 ? "left" : "right", image(chart_name(i), std::move(alt)));
    if (i % 2 == 0 && i + 1 == targets.size()) milestones.items.back().add("right", Node{});
  }
  out.add("milestones", std::move(milestones));
  values.add("charts", std::move(out));
}

std::map<std::string, std::string> charts(const Desk& desk) {
  Node values = Node::map();
  add_targets(values, desk);
  const ChartStyle style{desk.context.language, 22, desk.context.font_directory};
  const ChartStyle small{desk.context.language, 12, desk.context.font_directory};
  std::map<std::string, std::string> out{{"grades", draw_stacked_bars(grade_bars(desk, values), style)},
                                         {"tasks", draw_stacked_bars(task_bars(desk), style)}};
  const auto targets = charted(desk);
  for (size_t i = 0; i < targets.size(); ++i)
    out.emplace(chart_name(i), draw_milestone_chart(milestones_of(desk, *targets[i]), small));
  return out;
}

}  // namespace xanh::report

#include "reporting/grade.hpp"

#include <fmt/format.h>

namespace xanh {
namespace {

std::string shown(const Decimal& value, int decimals, bool vietnamese) {
  return to_text_grouped(value, decimals, vietnamese);
}

Bilingual with(const Target& t, const char* vi, const char* en, const Decimal& value, const Decimal& due,
               int year) {
  return {fmt::format(fmt::runtime(vi), shown(value, t.decimals, true) + t.unit,
                      shown(due, -1, true) + t.unit, year),
          fmt::format(fmt::runtime(en), shown(value, t.decimals, false) + t.unit,
                      shown(due, -1, false) + t.unit, year)};
}

/// Whether the milestone's own condition holds for the value.
bool meets(const Milestone& m, Direction direction, const Decimal& value) {
  if (m.at_least) return value >= *m.at_least;
  if (m.at_most) return value <= *m.at_most;
  if (!m.value) return false;
  return direction == Direction::fall ? value <= *m.value : value >= *m.value;
}

/// `maintain`, and a target without a direction, take theirs from the condition of the milestone: at most a
/// figure is kept like one that falls.
Direction sense(const Target& t, const Milestone* milestone) {
  if (t.direction == Direction::rise || t.direction == Direction::fall) return *t.direction;
  return milestone && milestone->at_most ? Direction::fall : Direction::rise;
}

/// Whether the value reaches so many percent of the due figure; exact, so that 95 % is 95 %.
bool reaches(Direction direction, const Decimal& value, const Decimal& due, const Decimal& percent) {
  if (direction == Direction::fall) return value <= due || due * Decimal{100} >= value * percent;
  if (value >= due) return true;
  return !due.is_negative() && !due.is_zero() ? value * Decimal{100} >= due * percent : due.is_zero();
}

const Milestone* last_milestone(const Target& t) {
  const Milestone* last = nullptr;
  for (const auto& m : t.milestones)
    if (m.figure() && (!last || m.year.value_or(9999) >= last->year.value_or(9999))) last = &m;
  return last;
}

}  // namespace

std::optional<DueFigure> due_figure(const Target& target, const PlanYear* year, int plan_year) {
  if (year)
    if (const auto assigned = year->assigned.find(target.code); assigned != year->assigned.end())
      return DueFigure{assigned->second, true, year->year};
  for (const auto& m : target.milestones)
    if (m.year == plan_year && m.figure()) return DueFigure{*m.figure(), false, plan_year};
  return std::nullopt;
}

double attained_share(Direction direction, const Decimal& value, const Decimal& due) {
  if (direction == Direction::fall) {
    if (value <= due) return 100;
    return due.to_double() / value.to_double() * 100;
  }
  if (due.is_zero()) return 100;
  if (due.is_negative()) return value >= due ? 100 : 0;
  return value.to_double() / due.to_double() * 100;
}

GradedTarget grade_of(const Target& t, const GradeRules& rules, const Cycle& cycle, const PlanYear* year,
                      const std::optional<Decimal>& value, bool covered) {
  if (t.collected == Collected::qualitative)
    return {Grade::qualitative,
            {"Đánh giá định tính theo tiêu chí của đơn vị chủ trì", "Qualitative, rated by its lead"}};
  if (!value) return {Grade::no_data, {"Chưa có số liệu", "No figure"}};
  if (!covered)
    return {Grade::no_data,
            {"Số đơn vị đã báo cáo còn thấp hơn mức tối thiểu để có số liệu chung",
             "Fewer units have reported than a common figure needs"}};

  const Milestone* last = last_milestone(t);
  if (last && meets(*last, sense(t, last), *value))
    return {Grade::completed,
            with(t, "Kết quả {} đạt mục tiêu cuối cùng {}", "The result {} meets the last milestone {}",
                 *value, *last->figure(), last->year.value_or(0))};

  const auto due = due_figure(t, year, cycle.plan_year);
  if (!due)
    return {Grade::not_yet_due,
            {fmt::format("Chưa đến thời điểm đánh giá: năm {} không có mức giao hoặc mốc", cycle.plan_year),
             fmt::format("Not yet due: {} has neither an assigned figure nor a milestone", cycle.plan_year)}};

  const auto own = std::find_if(t.milestones.begin(), t.milestones.end(),
                                [&](const Milestone& m) { return m.year == due->year && m.figure(); });
  const Direction direction = sense(t, own == t.milestones.end() ? last : &*own);
  if (reaches(direction, *value, due->value, Decimal{100}))
    return {Grade::completed, with(t, "Kết quả {} đạt mức {} của năm {}", "The result {} meets the {} of {}",
                                   *value, due->value, due->year)};
  if (reaches(direction, *value, due->value, rules.over_95_from))
    return {Grade::over_95, with(t, "Kết quả {} đạt trên 95% của mức {} năm {}",
                                 "The result {} is over 95% of the {} of {}", *value, due->value, due->year)};
  // Due at the end of its year: only the year's last report may say "not achieved".
  const bool over =
      cycle.plan_year > due->year || (cycle.plan_year == due->year && cycle.kind == CycleKind::year);
  if (over)
    return {Grade::not_achieved, with(t, "Kết quả {} chưa đạt mức {} của năm {}",
                                      "The result {} is below the {} of {}", *value, due->value, due->year)};
  return {Grade::not_yet_due,
          with(t, "Kết quả {}; mức {} đánh giá vào cuối năm {}",
               "The result {}; the {} is assessed at the end of {}", *value, due->value, due->year)};
}

std::optional<Decimal> reference_level(const Target& target, Date day) {
  if (!target.baseline || !target.definition || target.baseline->definition != target.definition->id)
    return std::nullopt;
  struct Point {
    Date day;
    double value;
  };
  std::vector<Point> line{{make_date(target.baseline->year, 12, 31), target.baseline->value.to_double()}};
  for (const auto& m : target.milestones)
    if (m.year && m.figure()) line.push_back({make_date(*m.year, 12, 31), m.figure()->to_double()});
  std::sort(line.begin(), line.end(), [](const Point& a, const Point& b) { return a.day < b.day; });
  for (size_t i = 1; i < line.size(); ++i) {
    if (day < line[i - 1].day || day > line[i].day || line[i].day == line[i - 1].day) continue;
    const double share = static_cast<double>((day - line[i - 1].day).count()) /
                         static_cast<double>((line[i].day - line[i - 1].day).count());
    return Decimal::from_double(line[i - 1].value + (line[i].value - line[i - 1].value) * share, 6);
  }
  return std::nullopt;
}

std::optional<Date> due_of(const Task& task) {
  if (task.due) return task.due;
  std::optional<Date> last;
  for (const auto& m : task.milestones)
    if (m.planned && (!last || *last < *m.planned)) last = m.planned;
  return last;
}

GradedTask grade_of(const Task& task, const ReportedTask& report, Date cut_off,
                    const WorkCalendar& calendar) {
  const auto due = due_of(task);
  if (report.status == TaskStatus::done) {
    const int late = days_late(due, report.finished_on.value_or(cut_off), calendar);
    return {late > 0 ? TaskGrade::done_late : TaskGrade::done_in_time, late};
  }
  const int late = days_late(due, cut_off, calendar);
  if (report.status == TaskStatus::withdrawal_asked || report.asks == TaskAsk::stop)
    return {TaskGrade::withdrawal_asked, late};
  if (report.status == TaskStatus::change_asked || report.asks == TaskAsk::extend ||
      report.asks == TaskAsk::change)
    return {TaskGrade::change_asked, late};
  if (report.status == TaskStatus::paused) return {TaskGrade::paused, late};
  if (task.recurring || report.status == TaskStatus::recurring) return {TaskGrade::recurring, 0};
  if (report.status == TaskStatus::not_started) return {TaskGrade::not_started, late};
  return {late > 0 ? TaskGrade::under_way_overdue : TaskGrade::under_way_in_time, late};
}

}  // namespace xanh

// How each lead did what the plan gave it (Báo cáo năm, mục II.6): for the committee, not for the public.
#include <algorithm>
#include <map>

#include "documents/report_parts.hpp"

namespace xanh::report {
namespace {

struct Done {
  int total = 0, in_time = 0, late = 0, overdue = 0, silent = 0;
  /// Tasks that should be done by now, whoever says so.
  [[nodiscard]] int due() const { return in_time + late + overdue; }
  [[nodiscard]] double rate() const { return due() ? 100.0 * in_time / due() : -1; }
};

/// A task that is due and not done counts as overdue, also when its lead says nothing of it.
void count(const TaskResult& task, Date cut_off, Done& to) {
  ++to.total;
  to.silent += !task.grade;
  if (task.grade == TaskGrade::done_in_time)
    ++to.in_time;
  else if (task.grade == TaskGrade::done_late)
    ++to.late;
  else if (!task.recurring && task.due && *task.due <= cut_off)
    ++to.overdue;
}

}  // namespace

void add_unit_work(Node& values, const Desk& desk) {
  std::map<std::string, Done> by_unit;
  int of_groups = 0;
  for (const auto& task : desk.result().tasks) {
    bool ranked = false;
    for (const auto& lead : task.leads) {
      if (desk.context.units->is_group(lead)) continue;
      count(task, desk.cycle().cut_off(), by_unit[lead]);
      ranked = true;
    }
    of_groups += !ranked;
  }
  // By the rate of tasks done in time; those of whom nothing is due yet come last, in the register's order.
  std::vector<std::pair<std::string, Done>> rows;
  for (const auto& unit : desk.result().units)
    if (const auto found = by_unit.find(unit.code); found != by_unit.end()) rows.push_back(*found);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second.rate(), a.second.due()) > std::pair(b.second.rate(), b.second.due());
  });
  Node out = Node::map(), list = Node::list();
  for (const auto& [unit, done] : rows) {
    Node& row = list.push(Node::map());
    put(row, "unit", desk.words.unit(unit));
    put(row, "total", done.total);
    put(row, "due", done.due());
    put(row, "in_time", done.in_time);
    put(row, "late", done.late);
    put(row, "overdue", done.overdue);
    put(row, "silent", done.silent);
    const auto rate = done.due() ? Decimal::from_double(done.rate(), 1) : std::nullopt;
    put(row, "rate", rate ? desk.words.number(*rate, 1) : std::string{});
  }
  put(out, "of_groups", of_groups);
  out.add("rows", std::move(list));
  values.add("unit_work", std::move(out));
}

}  // namespace xanh::report

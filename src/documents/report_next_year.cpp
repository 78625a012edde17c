// Review of the solutions and the coming year's plan (Báo cáo năm mục IV, V; Bảng 8, 9, 10), from the units'
// registrations.
#include <fmt/format.h>

#include "base/text.hpp"
#include "documents/report_parts.hpp"
#include "reporting/next_year.hpp"

namespace xanh::report {
namespace {

const Target* target_of(const Desk& desk, const std::string& code) {
  return desk.plan().target(code);
}

std::string figure(const Desk& desk, const std::string& target, const std::optional<Number>& value) {
  const Target* promised = target_of(desk, target);
  return value ? desk.words.number(value->value, promised ? promised->decimals : -1) : std::string{};
}

std::string name_of_target(const Desk& desk, const std::string& code) {
  const Target* target = target_of(desk, code);
  return target ? desk.words.in(target->names) : code;
}

std::string money_text(const Desk& desk, const std::vector<FundNeed>& money) {
  std::vector<std::string> out;
  for (const auto& need : money)
    out.push_back(desk.words.number(need.amount) +
                  (need.fund.empty() ? "" : " (" + fund_name(desk, need.fund) + ")"));
  return join(out, "; ");
}

void put_over(Node& row, const char* key, const std::string& text) {
  for (auto& [name, value] : row.members)
    if (name == key) value = Node::text(text);
}

Node target_row(const Desk& desk, const ProposedTarget& proposed) {
  const Target* target = target_of(desk, proposed.target);
  Node row = Node::map();
  put(row, "name", name_of_target(desk, proposed.target));
  put(row, "unit", target ? target->unit : std::string{});
  put(row, "assigned", figure(desk, proposed.target, proposed.assigned));
  put(row, "estimate", figure(desk, proposed.target, proposed.estimate));
  put(row, "proposed", figure(desk, proposed.target, proposed.proposed));
  put(row, "milestone", proposed.milestone ? desk.words.milestone(*proposed.milestone) : std::string{});
  put(row, "milestone_year",
      proposed.milestone && proposed.milestone->year ? std::to_string(*proposed.milestone->year)
                                                     : std::string{});
  put(row, "needed", figure(desk, proposed.target, proposed.needed_per_year));
  put(row, "leads", target ? desk.words.units(target->leads) : std::string{});
  std::string ground = proposed.ground ? one_line(*proposed.ground) : std::string{};
  if (proposed.registered > 1)
    ground = fmt::format(
        fmt::runtime(desk.say("{} đơn vị đăng ký mức riêng, từ {} đến {}; chưa có mức chung",
                              "{} units registered figures of their own, {} to {}; none for the city")),
        proposed.registered, figure(desk, proposed.target, proposed.low),
        figure(desk, proposed.target, proposed.high));
  if (proposed.qualitative) {
    put_over(row, "unit", desk.say("định tính", "qualitative"));
    put_over(row, "estimate", proposed.rating ? desk.words.in(name_of(*proposed.rating)) : std::string{});
  } else if (proposed.registered == 0) {
    ground = desk.say("Chưa có đơn vị đăng ký", "Nobody registered a figure");
  }
  put(row, "ground", ground);
  return row;
}

Node task_row(const Desk& desk, const ProposedTask& proposed) {
  const Task* task = desk.plan().task(proposed.task);
  Node row = Node::map();
  put(row, "name", task ? desk.words.in(task->text) : one_line(proposed.text));
  put(row, "origin", desk.words.in(name_of(proposed.origin)));
  put(row, "leads", desk.words.units(proposed.leads));
  put(row, "coordinates",
      proposed.coordinates.empty() && task ? desk.words.units(task->coordinates)
                                           : one_line(proposed.coordinates));
  put(row, "product",
      proposed.product.empty() && task ? desk.words.in(task->product) : one_line(proposed.product));
  put(row, "due",
      proposed.to               ? desk.words.day(*proposed.to)
      : task && task->recurring ? std::string{desk.say("thường xuyên", "recurring")}
                                : std::string{});
  put(row, "money", money_text(desk, proposed.money));
  std::vector<std::string> reasons;
  for (const auto& reason : proposed.reasons) reasons.push_back(one_line(reason));
  std::string why = join(reasons, "; ");
  if (proposed.days_late > 0)
    why += fmt::format(fmt::runtime(desk.say("{}trễ {} ngày làm việc", "{}{} working days late")),
                       why.empty() ? "" : "; ", proposed.days_late);
  put(row, "reason", why);
  return row;
}

Node comparison_row(const Desk& desk, const ComparedItem& item) {
  Node row = Node::map();
  const Task* task = desk.plan().task(item.task);
  put(row, "name",
      !item.target.empty() ? name_of_target(desk, item.target)
      : task               ? desk.words.in(task->text)
                           : one_line(item.text));
  const std::string in_plan = desk.say("có", "in the plan"), no = desk.say("không", "none");
  if (!item.target.empty()) {
    put(row, "from", item.from ? figure(desk, item.target, item.from) : no);
    put(row, "to",
        item.to ? figure(desk, item.target, item.to) : desk.say("chưa xác định", "not determined"));
  } else {
    put(row, "from", item.task.empty() ? no : in_plan);
    put(row, "to", item.change == NextYearChange::dropped ? no : in_plan);
  }
  put(row, "change", desk.words.in(name_of(item.change)));
  put(row, "reason", one_line(desk.words.in(item.reason)));
  return row;
}

Node review_row(const Desk& desk, const ReviewCount& review) {
  Node row = Node::map();
  const SolutionGroup* group = desk.plan().solution_group(review.solution);
  put(row, "solution",
      group ? desk.words.in(group->short_names.empty() ? group->names : group->short_names)
            : review.solution);
  put(row, "keep", static_cast<int>(review.keep.size()));
  put(row, "change", static_cast<int>(review.change.size()));
  put(row, "drop", static_cast<int>(review.drop.size()));
  std::vector<std::string> proposals;
  for (const auto& one : review.proposals) {
    std::string text = desk.words.unit(one.unit) + ": ";
    if (one.review.verdict != Verdict::keep)
      text += desk.words.lower_first(desk.words.in(name_of(one.review.verdict))) + " ";
    if (!one.review.subject.empty()) text += "“" + one_line(one.review.subject) + "”: ";
    proposals.push_back(text + one_line(one.review.proposal));
  }
  put(row, "proposals", join(proposals, "\n"));
  return row;
}

}  // namespace

void add_next_year(Node& values, const Desk& desk) {
  const NextYear plan = next_year_of(desk.plan(), desk.cycle().plan_year, desk.result());
  Node out = Node::map(), targets = Node::list(), groups = Node::list(), left = Node::list(),
       by_fund = Node::list(), by_unit = Node::list(), comparison = Node::list(), reviews = Node::list();
  put(out, "year", plan.year);
  put(out, "registered", desk.result().registration.has_value());
  int milestone = 0;
  for (const auto& one : plan.targets) {
    targets.push(target_row(desk, one));
    if (one.milestone && one.milestone->year && (milestone == 0 || *one.milestone->year < milestone))
      milestone = *one.milestone->year;
  }
  put(out, "milestone_year", milestone ? std::to_string(milestone) : std::string{});
  int n = 0;
  for (const auto& group : desk.plan().programme.solution_groups) {
    Node& row = groups.push(Node::map());
    put(row, "no", std::to_string(++n));
    put(row, "name", desk.words.in(group.short_names.empty() ? group.names : group.short_names));
    Node tasks = Node::list();
    for (const auto& task : plan.tasks)
      if (task.solution == group.code) tasks.push(task_row(desk, task));
    row.add("tasks", std::move(tasks));
  }
  Node projects = Node::list();
  for (const auto& one : plan.tasks) {
    const Task* task = desk.plan().task(one.task);
    if (!task || task->kind != TaskKind::project) continue;
    const Node row = task_row(desk, one);
    std::string text = row.find("name")->scalar + " (" + row.find("leads")->scalar + ")";
    if (const auto& due = row.find("due")->scalar; !due.empty())
      text += desk.say(": hoàn thành ", ": done by ") + due;
    if (const auto& money = row.find("money")->scalar; !money.empty())
      text += desk.say("; nhu cầu ", "; asks ") + money + desk.say(" triệu đồng", " million dong");
    put(projects.push(Node::map()), "text", sentence(text));
  }
  for (const auto& code : plan.left_over)
    for (const auto& task : desk.result().tasks)
      if (task.code == code) {
        Node& row = left.push(Node::map());
        std::string text = desk.words.in(task.text) + " (" + desk.words.units(task.leads) +
                           "): " + desk.words.lower_first(task_status(desk, task));
        if (const auto cause = task_cause(desk, task); !cause.empty())
          text += "; " + desk.words.lower_first(cause);
        put(row, "text", sentence(text));
      }
  for (const auto& need : plan.money_by_fund) {
    Node& row = by_fund.push(Node::map());
    put(row, "fund",
        need.fund.empty() ? desk.say("Chưa nêu nguồn", "Source not named") : fund_name(desk, need.fund));
    put(row, "amount", desk.words.number(need.amount));
  }
  for (const auto& need : plan.money_by_unit) {
    Node& row = by_unit.push(Node::map());
    put(row, "unit", desk.words.unit(need.unit));
    put(row, "amount", desk.words.number(need.amount));
  }
  for (const auto& item : plan.comparison) comparison.push(comparison_row(desk, item));
  for (const auto& review : plan.reviews) reviews.push(review_row(desk, review));
  out.add("targets", std::move(targets));
  out.add("groups", std::move(groups));
  out.add("projects", std::move(projects));
  out.add("left_over", std::move(left));
  out.add("money_by_fund", std::move(by_fund));
  out.add("money_by_unit", std::move(by_unit));
  out.add("comparison", std::move(comparison));
  out.add("reviews", std::move(reviews));
  values.add("next_year", std::move(out));
}

}  // namespace xanh::report

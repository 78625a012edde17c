#include "documents/redline_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace xanh {
namespace {

/// What kind of paper a number is of: "1200/QĐ-UBND" is a decision (Nghị định 30/2020, Phụ lục III).
Bilingual kind_of_paper(const std::string& number) {
  const auto has = [&](std::string_view symbol) { return number.find(symbol) != std::string::npos; };
  if (has("/QĐ")) return {"Quyết định", "Decision"};
  if (has("/NQ")) return {"Nghị quyết", "Resolution"};
  if (has("/KH")) return {"Kế hoạch", "Plan"};
  return {"Văn bản", "Document"};
}

/// "2.1. Tên"
std::string numbered(const std::string& no, const std::string& name) {
  return no.empty() ? name : name.empty() ? no : no + (no.ends_with('.') ? " " : ". ") + name;
}

/// The rows of the groups in their order, each under its heading, then those of no known group.
template <class Group, class Item, class ToRow>
void add_grouped(std::vector<RedlineRow>& rows, const std::vector<Group>& groups,
                 const std::vector<const Item*>& items, std::string Item::* group_of,
                 const ReportWords& words, const char* without_group, ToRow to_row) {
  const auto belongs = [&](const Item* item, const Group& group) { return item->*group_of == group.code; };
  const auto add_row = [&](const Item* item) {
    RedlineRow row = to_row(*item);
    row.key = "item/" + item->*group_of + "/" + item->code;
    rows.push_back(std::move(row));
  };
  const size_t before = rows.size();
  for (const Group& group : groups) {
    const bool any =
        std::any_of(items.begin(), items.end(), [&](const Item* item) { return belongs(item, group); });
    const std::string heading = numbered(group.no, words.in(group.names));
    if (heading.empty() && !any) continue;
    rows.push_back({"group/" + group.code, true, {heading}});
    for (const Item* item : items)
      if (belongs(item, group)) add_row(item);
  }
  const auto outside = [&](const Item* item) {
    return std::none_of(groups.begin(), groups.end(), [&](const Group& g) { return belongs(item, g); });
  };
  if (rows.size() > before && std::any_of(items.begin(), items.end(), outside))
    rows.push_back({"group/", true, {without_group}});
  for (const Item* item : items)
    if (outside(item)) add_row(item);
}

}  // namespace

std::string PlanOnPaper::author() const {
  const std::string agency = plan_.agency(AgencyRole::standing, plan_.in_force_from());
  return agency.empty() ? words_.in(plan_.programme.names) : words_.unit(agency);
}

std::string PlanOnPaper::programme() const {
  return words_.upper(words_.in(plan_.programme.names));
}

std::string PlanOnPaper::title() const {
  if (plan_.years.empty()) return say("Kế hoạch", "Plan");
  return fmt::format(fmt::runtime(say("Kế hoạch năm {}", "Plan of the year {}")), plan_.years.back().year);
}

std::string PlanOnPaper::decision() const {
  if (plan_.years.empty()) return {};
  const Decision& paper = plan_.years.back().decision;
  if (paper.number.empty() && !paper.date) return {};
  const Bilingual kind = kind_of_paper(paper.number);
  std::string out = words_.in(kind);
  if (!paper.number.empty()) out += say(" số ", " ") + paper.number;
  if (paper.date) out += (words_.vi() ? " " : " of ") + words_.long_day(*paper.date);
  if (const std::string issuer = words_.in(paper.issuer); !issuer.empty()) out += say(" của ", ", ") + issuer;
  return say("(Kèm theo ", "(With ") + out + ")";
}

std::string PlanOnPaper::version() const {
  std::string out = title() + " (" + say("bản ", "version ") + std::to_string(plan_.version);
  if (!plan_.years.empty() && !plan_.years.back().decision.number.empty())
    out += ", " + plan_.years.back().decision.number;
  return out + ")";
}

std::string PlanOnPaper::general_goal() const {
  return words_.in(plan_.programme.general_goal);
}

int PlanOnPaper::middle_year() const {
  return plan_.programme.period.last_year - 5;
}

/// Those up to the middle of the period, or the later ones; a year that is not the column's is said.
std::string PlanOnPaper::milestones(const Target& target, bool last) const {
  const int own = last ? plan_.programme.period.last_year : middle_year();
  std::vector<std::string> out;
  for (const Milestone& milestone : target.milestones) {
    const auto figure = milestone.figure();
    if (!figure || (!milestone.year || *milestone.year > middle_year()) != last) continue;
    std::string text = (milestone.at_least ? "≥ " : milestone.at_most ? "≤ " : "") + words_.number(*figure);
    if (!milestone.year)
      text += say(" (mọi thời điểm)", " (at any time)");
    else if (*milestone.year != own)
      text += fmt::format(fmt::runtime(say(" (năm {})", " (in {})")), *milestone.year);
    out.push_back(std::move(text));
  }
  return join(out, "; ");
}

RedlineRow PlanOnPaper::target_row(const Target& target) const {
  std::string assigned;
  if (!plan_.years.empty())
    if (const auto found = plan_.years.back().assigned.find(target.code);
        found != plan_.years.back().assigned.end())
      assigned = words_.number(found->second);
  return {{},
          false,
          {target.no, words_.in(target.names), target.unit, words_.units(target.leads),
           milestones(target, false), milestones(target, true), assigned}};
}

RedlineTable PlanOnPaper::targets() const {
  RedlineTable out;
  const std::string year = plan_.years.empty() ? std::string{} : std::to_string(plan_.years.back().year);
  const std::string milestone = say("Mốc ", "Milestone ");
  out.columns = {{16, say("STT", "No."), true, false},
                 {86, say("Chỉ tiêu", "Target"), false, false},
                 {22, say("ĐVT", "Unit"), true, false},
                 {45, say("Đơn vị chủ trì", "Lead unit"), false, true},
                 {26, milestone + std::to_string(middle_year()), true, true},
                 {26, milestone + std::to_string(plan_.programme.period.last_year), true, true},
                 {26, say("Năm ", "Year ") + year, true, true}};
  std::vector<const Target*> named;
  for (const Target& target : plan_.targets)
    if (!target.nameless()) named.push_back(&target);
  add_grouped(out.rows, plan_.programme.goals, named, &Target::goal, words_,
              say("Chưa rõ thuộc nhóm mục tiêu nào", "Goal not known"),
              [&](const Target& target) { return target_row(target); });
  return out;
}

std::string PlanOnPaper::unnamed() const {
  const auto count = std::count_if(plan_.targets.begin(), plan_.targets.end(),
                                   [](const Target& target) { return target.nameless(); });
  if (count == 0) return {};
  return fmt::format(fmt::runtime(say("Trong {} chỉ tiêu của Kế hoạch có {} chỉ tiêu chưa rõ nội dung.",
                                      "Of the plan's {} targets {} have no content known.")),
                     plan_.targets.size(), count);
}

RedlineRow PlanOnPaper::task_row(const Task& task) const {
  std::optional<Date> due = task.due;
  for (const TaskMilestone& milestone : task.milestones)  // without one it is its last planned milestone
    if (!task.due && milestone.planned && (!due || *due < *milestone.planned)) due = milestone.planned;
  return {{},
          false,
          {task.no, words_.in(task.text), words_.units(task.leads), words_.units(task.coordinates),
           words_.in(task.product),
           due              ? words_.day(*due)
           : task.recurring ? say("Thường xuyên", "Recurring")
                            : ""}};
}

RedlineTable PlanOnPaper::tasks() const {
  RedlineTable out;
  out.columns = {{16, say("STT", "No."), true, false},
                 {86, say("Nội dung nhiệm vụ", "Task"), false, false},
                 {42, say("Đơn vị chủ trì", "Lead unit"), false, true},
                 {42, say("Đơn vị phối hợp", "Coordinating units"), false, true},
                 {35, say("Sản phẩm", "Product"), false, false},
                 {26, say("Thời hạn", "Due"), true, true}};
  std::vector<const Task*> all;
  for (const Task& task : plan_.tasks()) all.push_back(&task);
  add_grouped(out.rows, plan_.programme.solution_groups, all, &Task::solution, words_,
              say("Chưa rõ thuộc nhóm giải pháp nào", "Solution group not known"),
              [&](const Task& task) { return task_row(task); });
  return out;
}

}  // namespace xanh

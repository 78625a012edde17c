#include "reporting/level.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "programme/formula.hpp"
#include "reporting/consolidation.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNobodyUnder{
    "level-nobody-under",
    Severity::error,
    "`{unit}` không có đơn vị trực thuộc nào vào ngày {day}",
    "`{unit}` has no units under it on {day}",
    "thêm đơn vị trực thuộc vào danh bạ (units.csv: role subordinate, parent {unit})",
    "add them to the register (units.csv: role subordinate, parent {unit})"};
constexpr ProblemKind kOwesNothing{"level-owes-nothing",
                                   Severity::error,
                                   "`{unit}` không phải báo cáo trong kỳ {cycle}, nên không có gì để thu",
                                   "`{unit}` owes no report in cycle {cycle}, so there is nothing to collect",
                                   "chọn đơn vị có nghĩa vụ báo cáo trong kỳ",
                                   "name a unit that reports in it"};
constexpr ProblemKind kTaken{"level-code",
                             Severity::error,
                             "mã `{code}` trong kế hoạch của đơn vị trùng với mã của kế hoạch cấp trên",
                             "the code `{code}` of the unit's own plan is one of the plan above",
                             "đặt mã khác, ví dụ `{unit}-{code}`",
                             "give it another, such as `{unit}-{code}`"};
constexpr ProblemKind kUnknown{"level-unknown",
                               Severity::error,
                               "{what} `{code}` không có trong kế hoạch cấp trên hoặc không thuộc `{unit}`",
                               "the {what_en} `{code}` is not in the plan above, or not under `{unit}`",
                               "sửa mã",
                               "mend the code"};

bool has_code(const std::vector<std::string>& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

bool is_number(const Element& element) {
  return element.type == ElementType::integer || element.type == ElementType::decimal;
}

/// Units under it that report to it alone, alive then.
std::vector<std::string> under(const Register& units, const std::string& unit, const AsOf& as_of) {
  std::vector<std::string> out;
  for (const UnitRow* row : units.children(unit, as_of))
    if (row->role == UnitRole::subordinate) out.push_back(row->code);
  return out;
}

/// The unit's form in the cycle above, less what nobody can add up.
Form form_above(const Plan& above, const Register& units, const Cycle& cycle, const std::string& unit) {
  return FormMaker(above, {}, units, cycle).form(unit);
}

/// Elements that the unit passes down, with whether it must answer them itself. The tables chosen decide; an
/// element of a target stands in Biểu 01.
std::vector<FormElement> passed_down(const Form& form, const std::vector<std::string>& tables) {
  std::vector<FormElement> out;
  const auto take = [&](std::string_view table, const std::vector<FormElement>& rows) {
    if (!tables.empty() && !has_code(tables, table)) return;
    for (const auto& row : rows)
      if (is_number(*row.element) && std::none_of(out.begin(), out.end(), [&](const FormElement& other) {
            return other.element == row.element;
          }))
        out.push_back(row);
  };
  take("01", form.target_elements);
  for (const auto& table : form.tables) take(table.table, table.rows);
  return out;
}

bool holds(const Obligation& o, const Element& element, const std::vector<std::string>& targets) {
  return o.item == element.code || o.item == "table:" + element.table || has_code(targets, o.item);
}

Task task_of(const LevelTask& own) {
  Task out;
  out.code = own.code;
  out.text = own.text;
  out.solution = own.solution;
  out.leads = own.leads;
  out.coordinates = own.coordinates;
  out.product = own.product;
  out.due = own.due;
  out.recurring = own.recurring;
  out.known = Known::verified;
  out.source = own.source;
  return out;
}

bool is_done(const TaskResult& task) {
  return task.grade == TaskGrade::done_in_time || task.grade == TaskGrade::done_late;
}

/// What the unit's own tasks did for one of the plan above.
std::optional<ReportedTask> for_task_above(const Consolidation& result, const Level& level,
                                           const std::string& task) {
  ReportedTask out;
  out.task = task;
  size_t all = 0, done = 0;
  for (const auto& own : level.tasks) {
    if (!has_code(own.refers_to, task)) continue;
    ++all;
    for (const auto& told : result.tasks) {
      if (told.code != own.code) continue;
      done += is_done(told);
      if (told.grade)
        out.result += fmt::format("{}{}{}", out.result.empty() ? "" : "; ", own.text.vi,
                                  told.result ? ": " + *told.result : "");
    }
  }
  if (out.result.empty()) return std::nullopt;
  out.status = done == all ? TaskStatus::done : TaskStatus::under_way;
  return out;
}

}  // namespace

std::string level_code(std::string_view above, std::string_view unit) {
  return fmt::format("{}@{}", above, unit);
}

std::string_view collector_of(std::string_view cycle) {
  const size_t at = cycle.rfind('@');
  return at == std::string_view::npos ? std::string_view{} : cycle.substr(at + 1);
}

Cycle level_cycle(const Cycle& above, Level level, const Register& units) {
  Cycle out = above;
  out.code = level_code(above.code, level.unit);
  out.place = {};
  const auto pass = [&](const std::string& from, const std::string& to) {
    const auto found = above.due.find(from);
    if (found == above.due.end())
      out.due.erase(to);
    else
      out.due[to] = found->second;
  };
  const AsOf as_of{above.cut_off(), {}};
  const auto first = under(units, level.unit, as_of);
  pass("unit", "authority");
  pass(first.empty() ? "" : word(units.unit(first.front(), as_of)->kind), "unit");
  out.level = std::move(level);
  return out;
}

Plan level_plan(const Plan& above, const Register& units, const Cycle& above_cycle, const Cycle& cycle) {
  const Level& level = *cycle.level;
  const AsOf as_of{cycle.cut_off(), {}};
  const Form form = form_above(above, units, above_cycle, level.unit);
  Plan out;
  out.version = above.version;
  out.programme = above.programme;
  out.programme.agencies = {
      {AgencyRole::standing, level.unit, {}, {}, level.source, {}},
      {AgencyRole::approving, above.agency(AgencyRole::standing, as_of.day), {}, {}, level.source, {}}};
  // Works and money are accounted for by who owns them, one level up.
  out.programme.project_stages.clear();
  out.programme.funds.clear();

  const auto asked = passed_down(form, level.tables);
  for (const auto& row : asked) out.elements.push_back(*row.element);
  out.elements.insert(out.elements.end(), level.elements.begin(), level.elements.end());
  const auto has = [&](const std::string& code) { return out.element(code) != nullptr; };
  for (const Target* target : form.targets) {
    const auto elements = elements_of(*target);
    if (elements.empty() || !std::all_of(elements.begin(), elements.end(), has)) continue;
    Target& own = out.targets.emplace_back(*target);
    own.leads.clear();
    own.collected = Collected::sum_of_units;
    own.baseline.reset();
    own.milestones.clear();
    own.min_coverage.reset();
  }

  const auto wards = under(units, level.unit, as_of);
  out.obligations = level.obligations;
  const auto ask_all = [&](const Element& element, bool required) {
    std::vector<std::string> targets;
    for (const auto& target : out.targets)
      if (has_code(elements_of(target), element.code)) targets.push_back(target.code);
    if (std::any_of(level.obligations.begin(), level.obligations.end(),
                    [&](const Obligation& o) { return holds(o, element, targets); }))
      return;
    for (const auto& ward : wards)
      out.obligations.push_back(
          {element.code, ward, {}, {}, required ? YesNo::yes : YesNo::no, level.source, {}});
  };
  for (const auto& row : asked) ask_all(*row.element, row.required);
  for (const auto& own : level.elements) ask_all(own, true);

  for (const auto& check : above.checks) {
    const auto known = [&](const std::string& text) {
      const auto formula = Formula::parse(text);
      const auto codes = formula.ok() ? formula.value.elements() : std::vector<std::string>{""};
      return std::all_of(codes.begin(), codes.end(), has);
    };
    if (known(check.left) && known(check.right)) out.checks.push_back(check);
  }

  PlanYear year;
  year.year = cycle.plan_year;
  year.decision = level.decision;
  year.in_force_from = above.in_force_from();
  year.source = level.source;
  for (const auto& [target, value] : level.assigned)
    if (out.target(target)) year.assigned.emplace(target, value);
  for (const auto& own : level.tasks) year.tasks.push_back(task_of(own));
  out.years.push_back(std::move(year));
  return out;
}

Problems check_level(const Level& level, const Plan& above, const Register& units, const Cycle& above_cycle) {
  Problems out;
  const AsOf as_of{above_cycle.cut_off(), {}};
  const auto wards = under(units, level.unit, as_of);
  if (wards.empty()) {
    out.push_back(problem(kNobodyUnder, level.place, {{"unit", level.unit}, {"day", to_text(as_of.day)}}));
    return out;
  }
  const Form form = form_above(above, units, above_cycle, level.unit);
  if (form.elements().empty()) {
    out.push_back(problem(kOwesNothing, level.place, {{"unit", level.unit}, {"cycle", above_cycle.code}}));
    return out;
  }
  std::set<std::string> items;
  const auto own_code = [&](const std::string& code, const Place& place, bool there) {
    if (there || !items.insert(code).second)
      out.push_back(problem(kTaken, place, {{"code", code}, {"unit", level.unit}}));
  };
  const auto unknown = [&](const char* vi, const char* en, const std::string& code, const Place& place) {
    out.push_back(
        problem(kUnknown, place, {{"what", vi}, {"what_en", en}, {"code", code}, {"unit", level.unit}}));
  };
  for (const auto& own : level.elements) own_code(own.code, own.place, above.element(own.code) != nullptr);
  for (const auto& own : level.tasks) own_code(own.code, own.place, above.task(own.code) != nullptr);
  for (const auto& row : form.elements()) items.insert(row.element->code);
  for (const Target* target : form.targets) items.insert(target->code);
  for (const auto& table : form.tables) items.insert("table:" + table.table);
  for (const auto& o : level.obligations) {
    if (!items.contains(o.item)) unknown("mục", "item", o.item, o.place);
    if (!has_code(wards, o.unit)) unknown("đơn vị", "unit", o.unit, o.place);
  }
  for (const auto& [target, value] : level.assigned)
    if (std::none_of(form.targets.begin(), form.targets.end(),
                     [&](const Target* asked) { return asked->code == target; }))
      unknown("chỉ tiêu", "target", target, level.place);
  for (const auto& table : level.tables)
    if (table != "01" && !items.contains("table:" + table)) unknown("biểu", "table", table, level.place);
  for (const auto& own : level.tasks) {
    if (!own.solution.empty() && !above.solution_group(own.solution))
      unknown("nhóm giải pháp", "solution group", own.solution, own.place);
    for (const auto& code : own.refers_to)
      if (!above.target(code) && !above.task(code))
        unknown("chỉ tiêu, nhiệm vụ", "target or task", code, own.place);
    for (const auto* list : {&own.leads, &own.coordinates})
      for (const auto& unit : *list)
        if (!has_code(wards, unit)) unknown("đơn vị", "unit", unit, own.place);
  }
  return out;
}

Submission passed_up(const Consolidation& result, const Level& level, const Form& asked) {
  Submission out = as_submission(result, level.unit);
  out.cycle = asked.cycle;
  std::erase_if(out.figures, [&](const ReportedFigure& figure) {
    return !asked.asks(figure.element) || !figure.value(FigureColumn::this_period);
  });
  // A sum over some of the units is no official figure of them all.
  for (auto& figure : out.figures)
    for (const auto& element : result.elements) {
      if (element.element != figure.element || element.coverage.complete) continue;
      if (figure.state == FigureState::official) figure.state = FigureState::preliminary;
      figure.note =
          fmt::format("mới có {}/{} đơn vị trực thuộc", element.coverage.noted, element.coverage.expected);
    }
  // Works and money are not asked at a level; next tasks are each level's own.
  out.projects.clear();
  out.money.clear();
  out.next_tasks.clear();
  for (const auto& task : asked.tasks)
    if (auto told = for_task_above(result, level, task.task->code)) out.tasks.push_back(std::move(*told));
  return out;
}

}  // namespace xanh

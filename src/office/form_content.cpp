#include "office/form_content.hpp"

#include <algorithm>

#include "exchange/form_workbook_lines.hpp"
#include "office/form_use.hpp"
#include "office/matter_use.hpp"
#include "office/signed_papers.hpp"

namespace xanh {
namespace {

template <class T, class Key>
std::optional<T> found_in(const std::optional<Submission>& report, const std::vector<T> Submission::* list,
                          Key T::* key, std::string_view code) {
  if (report)
    for (const auto& one : (*report).*list)
      if (one.*key == code) return one;
  return std::nullopt;
}

std::optional<ReportedFigure> figure_of(const std::optional<Submission>& report, const std::string& element) {
  const ReportedFigure* found = report ? report->figure(element) : nullptr;
  return found ? std::optional(*found) : std::nullopt;
}

class ContentOfForm {
 public:
  ContentOfForm(const Transaction& t, const Memory& memory, const Cycle& cycle, const std::string& unit)
      : t_(t),
        memory_(memory),
        cycle_(cycle),
        plan_(memory.plan_of(cycle)),
        form_(form_maker(memory, cycle).form(unit)),
        beside_(reports_beside(t, memory, cycle, unit)) {}

  FormContent content(const Desk& desk) {
    heading(desk);
    figures();
    for (const Target* target : form_.targets) out_.targets.push_back(asked(*target));
    for (const auto& task : form_.tasks) out_.tasks.push_back(asked(task));
    for (const auto& table : form_.tables) out_.tables.push_back(asked(table));
    if (form_.kind == FormKind::complete)
      for (auto& part : form_workbook::outline(plan_.programme))
        out_.texts.push_back({part.section, part.no, part.title, static_cast<int>(part.limit),
                              beside_.last ? beside_.last->text(part.section) : std::string()});
    matters();
    for (const Task* project : form_.projects) out_.projects.push_back(asked_project(*project));
    out_.money = form_.money;
    if (out_.money) {
      out_.money_until = cycle_.money_window.value_or(cycle_.window).last;
      if (beside_.last) out_.last_money = beside_.last->money;
    }
    out_.registration = form_.registration;
    for (const auto& group : plan_.programme.solution_groups)
      out_.solution_groups.push_back(
          {group.code, {}, group.short_names.empty() ? group.names : group.short_names});
    out_.states.assign(form_workbook::kChosenStates.begin(), form_workbook::kChosenStates.end());
    out_.summary_limit = static_cast<int>(form_workbook::kSummaryLimit);
    out_.delay_causes = plan_.programme.delay_causes;
    out_.project_stages = plan_.programme.project_stages;
    out_.funds = plan_.programme.funds;
    out_.form_sha256 = form_.digest();
    return std::move(out_);
  }

 private:
  void heading(const Desk& desk) {
    const auto calendar = memory_.units.calendar({cycle_.cut_off(), {}});
    const Zone zone = zone_of(plan_);
    const Date today = zone.day_of(desk.now);
    out_.cycle = cycle_.code;
    out_.unit = form_.unit;
    out_.cycle_names = cycle_.names;
    if (const UnitRow* row = memory_.units.unit(form_.unit, {cycle_.cut_off(), {}}))
      out_.unit_names = row->names();
    out_.plan_year = cycle_.plan_year;
    out_.cycle_kind = cycle_.kind;
    out_.kind = form_.kind;
    out_.window = cycle_.window;
    const auto standing = memory_.standing.find(cycle_.code);
    out_.stage = standing == memory_.standing.end() ? CycleStage::planned : standing->second.stage;
    out_.due = due_day(cycle_, "unit", calendar);
    out_.state = SubmissionState::not_sent;
    const auto accounts = accounts_of(t_, cycle_.code);
    if (const auto found = accounts.find(form_.unit); found != accounts.end()) {
      const AccountStanding& account = found->second;
      out_.state = account.state;
      out_.revision = account.latest;
      out_.to_revise = account.asked;
      out_.message = account.message;
      const auto copies = signed_revisions(t_, cycle_.code);
      if (const auto copy = copies.find({form_.unit, account.latest}); copy != copies.end())
        out_.signed_copy = copy->second;
      if (account.extended_to) out_.due = account.extended_to;
    }
    // A request from before the publication that nobody answered opens nothing any more.
    if (out_.stage == CycleStage::published && out_.state == SubmissionState::asked_to_revise &&
        !takes_report(t_, cycle_.code, form_.unit)) {
      out_.state = SubmissionState::sent;
      out_.to_revise.clear();
      out_.message.clear();
    }
    if (out_.due && today <= *out_.due) {
      out_.working_days_left = calendar.working_days_after(today, *out_.due);
      if (out_.revision == 0) out_.state = SubmissionState::not_due;
    }
    if (out_.revision == 0) out_.days_late = days_late(out_.due, today, calendar);
  }

  void figures() {
    for (const auto& row : form_.elements()) {
      const Element& element = *row.element;
      AskedFigure out;
      out.element = element.code;
      out.names = element.names();
      out.measure = element.unit;
      out.type = element.type;
      out.kind = element.kind;
      out.min = element.min;
      out.max = element.max;
      out.required = row.required;
      out.last = figure_of(beside_.last, element.code);
      out.same_period = figure_of(beside_.same_period, element.code);
      out_.figures.push_back(std::move(out));
    }
  }

  [[nodiscard]] AskedTarget asked(const Target& target) const {
    AskedTarget out;
    out.code = target.code;
    out.names = target.names;
    out.measure = target.unit;
    out.decimals = target.decimals;
    if (target.definition) out.definition = target.definition->text;
    out.collected = target.collected;
    out.milestones = target.milestones;
    if (const PlanYear* year = plan_.year(cycle_.plan_year))
      if (const auto found = year->assigned.find(target.code); found != year->assigned.end())
        out.assigned = found->second;
    out.numerator = target.numerator;
    out.denominator = target.denominator;
    out.factor = target.factor;
    for (auto& code : elements_of(target))
      if (std::any_of(form_.target_elements.begin(), form_.target_elements.end(),
                      [&](const FormElement& row) { return row.element->code == code; }))
        out.elements.push_back(std::move(code));
    out.last_rating =
        found_in(beside_.last, &Submission::qualitative, &QualitativeReport::target, target.code);
    return out;
  }

  [[nodiscard]] AskedTask asked(const FormTask& row) const {
    const Task& task = *row.task;
    AskedTask out;
    out.code = task.code;
    out.solution = task.solution;
    out.kind = task.kind;
    out.text = task.text;
    out.product = task.product;
    out.part = row.part;
    out.coordinates = task.coordinates;
    out.due = task.due;
    out.recurring = task.recurring;
    out.project = std::find(form_.projects.begin(), form_.projects.end(), row.task) != form_.projects.end();
    out.last = found_in(beside_.last, &Submission::tasks, &ReportedTask::task, task.code);
    return out;
  }

  [[nodiscard]] AskedProject asked_project(const Task& task) const {
    AskedProject out;
    out.task = task.code;
    out.text = task.text;
    if (task.capacity)
      out.capacity = {to_text_grouped(task.capacity->value, -1, true) + " " + task.capacity->unit,
                      to_text_grouped(task.capacity->value, -1, false) + " " + task.capacity->unit};
    for (const auto& contribution : task.contributions)
      if (std::find(out.supports.begin(), out.supports.end(), contribution.target) == out.supports.end())
        out.supports.push_back(contribution.target);
    out.last = found_in(beside_.last, &Submission::projects, &ReportedProject::task, task.code);
    for (const auto& stage : plan_.programme.project_stages) {
      ProjectStage days;
      days.stage = stage.code;
      if (out.last)
        for (const auto& before : out.last->stages)
          if (before.stage == stage.code) days = before;
      for (const auto& milestone : task.milestones)
        if (milestone.code == stage.code) {
          if (!days.planned) days.planned = milestone.planned;
          if (!days.actual) days.actual = milestone.actual;
        }
      out.stages.push_back(std::move(days));
    }
    return out;
  }

  [[nodiscard]] AskedTable asked(const FormTable& table) const {
    AskedTable out;
    out.table = table.table;
    for (const auto& group : plan_.programme.solution_groups)
      if (group.table == table.table) out.names = group.short_names.empty() ? group.names : group.short_names;
    for (const auto& row : table.rows) out.elements.push_back(row.element->code);
    return out;
  }

  void matters() {
    const Matters all = recall_matters(t_, memory_, cycle_);
    for (const Directive* directive : directives_of(all.directives, memory_.units, cycle_.window, form_.unit))
      out_.directives.push_back({*directive, found_in(beside_.last, &Submission::directives,
                                                      &DirectiveAnswer::directive, directive->code)});
    for (const auto& one : all.difficulties)
      if (one.unit == form_.unit && one.open() && one.cycle != cycle_.code) out_.difficulties.push_back(one);
  }

  const Transaction& t_;
  const Memory& memory_;
  const Cycle& cycle_;
  const Plan& plan_;
  Form form_;
  ReportsBeside beside_;
  FormContent out_;
};

}  // namespace

Outcome<FormContent> form_content(const Desk& desk, const std::string& cycle, const std::string& unit) {
  Outcome<FormContent> out;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const Memory memory = recall(t);
      out.problems = authorise(desk, Act::read_report, unit, &memory.units);
      if (has_error(out.problems)) return;
      const auto found = find_cycle(memory, cycle);
      out.problems = found.problems;
      if (!found.ok()) return;
      out.problems = find_reporting_unit(memory, *found.value, unit);
      if (has_error(out.problems)) return;
      out.value = ContentOfForm(t, memory, *found.value, unit).content(desk);
    });
  });
  append(out.problems, std::move(failed));
  return out;
}

}  // namespace xanh

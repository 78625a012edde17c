#include "documents/letter.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "documents/docx_template.hpp"
#include "documents/letterhead.hpp"
#include "documents/report_parts.hpp"
#include "documents/report_problems.hpp"
#include "exchange/form_titles.hpp"

namespace xanh {
namespace {

using report::put;

std::string template_of(LetterKind kind, Language language) {
  const char* stem = "";
  switch (kind) {
    case LetterKind::request:
      stem = "cv-bao-cao";
      break;
    case LetterKind::reminder:
      stem = "cv-don-doc";
      break;
    case LetterKind::receipt:
      stem = "phieu-tiep-nhan";
      break;
    case LetterKind::revise:
      stem = "cv-ra-soat";
      break;
    case LetterKind::nothing:
      stem = "khong-phat-sinh";
      break;
    case LetterKind::environment:
      stem = "mau-01";
      break;
  }
  return std::string(stem) + (language == Language::vi ? ".docx" : ".en.docx");
}

/// The tables that these forms have, in their order.
Node tables_of(const LetterContext& context, const ReportWords& words) {
  const auto any = [&](const auto& has) {
    return std::any_of(context.forms.begin(), context.forms.end(), has);
  };
  std::vector<std::string> out;
  const auto take = [&](bool there, const Bilingual& title) {
    if (there) out.push_back(words.in(title));
  };
  take(any([](const Form& f) { return !f.targets.empty(); }), form_titles::kTargets);
  take(any([](const Form& f) { return !f.tasks.empty(); }), form_titles::kTasks);
  take(any([](const Form& f) { return !f.projects.empty(); }), form_titles::kProjects);
  take(any([](const Form& f) { return f.money; }), form_titles::kMoney);
  for (const auto& group : context.plan->programme.solution_groups)
    if (!group.table.empty() && any([&](const Form& f) {
          return std::any_of(f.tables.begin(), f.tables.end(),
                             [&](const FormTable& table) { return table.table == group.table; });
        }))
      out.push_back(fmt::format("{} {}. {}", words.say("Biểu", "Table"), group.table,
                                words.in(group.short_names.empty() ? group.names : group.short_names)));
  take(true, form_titles::kTexts);
  take(true, form_titles::kDifficulties);
  take(context.directives, form_titles::kDirectives);
  take(any([](const Form& f) { return f.registration; }), form_titles::kRegistration);
  take(context.cycle->kind == CycleKind::half_year &&
           any([](const Form& f) { return f.kind == FormKind::complete; }),
       form_titles::kNextTasks);
  return report::list_of_texts(out);
}

/// A figure that a request to revise names, with what was sent.
Node asked_figure(const LetterContext& context, const ReportWords& words, const std::string& name) {
  Node out = Node::map();
  const size_t dot = name.find('.');
  const std::string code = name.substr(0, dot);
  put(out, "name", words.item(code));
  std::string sent;
  if (const ReportedFigure* figure = context.report->figure(code)) {
    const Element* element = context.plan->element(code);
    const auto value = figure->value(FigureColumn::this_period);
    sent = value ? words.with_unit(*value, element ? element->unit : std::string{})
                 : words.in(name_of(figure->state));
  } else if (const Target* target = context.plan->target(code)) {
    std::vector<std::string> parts;
    for (const auto& input : {target->numerator, target->denominator})
      if (const ReportedFigure* part = context.report->figure(input)) {
        const Element* element = context.plan->element(input);
        const auto value = part->value(FigureColumn::this_period);
        parts.push_back(words.lower_first(element ? words.in(element->names()) : input) + ": " +
                        (value ? words.with_unit(*value, element ? element->unit : std::string{})
                               : words.in(name_of(part->state))));
      }
    sent = join(parts, "; ");
  } else if (const ReportedTask* task = context.report->task(code)) {
    sent = words.in(name_of(task->status));
  }
  put(out, "sent", std::move(sent));
  return out;
}

/// The report by solution group: what the unit wrote, and its figures with the year before. A template takes
/// a group by its code (`by_group.s1`) or all of them in order (`groups`).
void add_own_report(Node& values, const LetterContext& context, const ReportWords& words) {
  const Submission& report = *context.report;
  const auto number = [&](const std::optional<Decimal>& value) {
    return value ? words.number(*value) : std::string{};
  };
  Node groups = Node::list(), by_group = Node::map();
  for (const auto& group : context.plan->programme.solution_groups) {
    Node one = Node::map();
    put(one, "name", words.in(group.short_names.empty() ? group.names : group.short_names));
    put(one, "text", sentence(report.text("2." + group.code)));
    Node& rows = one.add("rows", Node::list());
    for (const auto& table : context.form->tables) {
      if (table.table != group.table) continue;
      for (const auto& asked : table.rows) {
        const ReportedFigure* figure = report.figure(asked.element->code);
        if (!figure) continue;
        Node& row = rows.push(Node::map());
        const auto value = figure->value(FigureColumn::this_period);
        put(row, "name", words.in(asked.element->names()));
        put(row, "unit", asked.element->unit);
        put(row, "before", number(figure->value(FigureColumn::same_period)));
        put(row, "value", value ? words.number(*value) : words.in(name_of(figure->state)));
        put(row, "state", words.in(name_of(figure->state)));
        put(row, "note", one_line(figure->note));
      }
    }
    put(one, "any", !rows.items.empty());
    by_group.add(group.code, one);
    groups.push(std::move(one));
  }
  values.add("groups", std::move(groups));
  values.add("by_group", std::move(by_group));
  put(values, "organisation", sentence(report.text("1")));
  put(values, "assessment", sentence(report.text("3")));
  std::vector<std::string> asked, next;
  for (const auto& one : report.difficulties) asked.push_back(sentence(one.content));
  for (const auto& one : report.next_tasks) next.push_back(sentence(one.content));
  if (report.registration)
    for (const auto& one : report.registration->tasks) {
      const Task* task = context.plan->task(one.task);
      next.push_back(sentence(task ? words.in(task->text) : one.text));
    }
  values.add("difficulties", report::list_of_texts(asked));
  values.add("next", report::list_of_texts(next));
}

std::string working_days(const ReportWords& words, int days) {
  return fmt::format(
      fmt::runtime(words.say("{} ngày làm việc", days == 1 ? "{} working day" : "{} working days")), days);
}

void add_report(Node& values, const LetterContext& context, const ReportWords& words,
                const WorkCalendar& calendar, std::optional<Date> due) {
  const Submission& report = *context.report;
  std::string letter = context.paper ? context.paper->number : report.letter.number;
  if (const auto day = context.paper ? context.paper->date : report.letter.date)
    letter += (letter.empty() ? "" : words.say(" ngày ", " of ")) + words.day(*day);
  Node out = Node::map();
  put(out, "letter", std::move(letter));
  put(out, "received", words.day(context.received_on));
  const int late = days_late(due, context.first_received_on, calendar);
  put(out, "timing",
      late > 0 ? std::string(words.say("trễ ", "")) + working_days(words, late) + words.say("", " late")
               : std::string(words.say("đúng hạn", "in time")));
  put(out, "late", late > 0);
  put(out, "revision", context.revision);
  put(out, "first", context.revision == 1);
  put(out, "nothing_to_report", report.nothing_to_report);
  put(out, "figures", static_cast<int>(report.figures.size()));
  put(out, "tasks", static_cast<int>(report.tasks.size()));
  put(out, "difficulties", static_cast<int>(report.difficulties.size()));
  put(out, "control_code", control_code(context.report_sha256));
  put(out, "on_behalf", context.correct_by.has_value());
  put(out, "correct_by", context.correct_by ? words.day(*context.correct_by) : std::string{});
  values.add("report", std::move(out));
}

}  // namespace

Node letter_values(const LetterContext& context) {
  const Cycle& cycle = *context.cycle;
  const ReportWords words(*context.plan, *context.units, cycle.cut_off(), context.language);
  const auto calendar = context.units->calendar({cycle.cut_off(), {}});
  Node values = Node::map();
  add_letterhead(values, words, *context.plan, *context.units, cycle.cut_off(),
                 {{}, context.number, context.date, context.today});
  if (context.kind == LetterKind::nothing || context.kind == LetterKind::environment)
    add_own_head(values, words, *context.units, context.addressees.front().unit, cycle.cut_off(),
                 {"BC-", context.number, context.date, context.today});
  put(values, "programme_name", words.in(context.plan->programme.names));
  put(values, "cycle_name", words.in(cycle.names));
  put(values, "cycle_name_lower", words.lower_first(words.in(cycle.names)));
  put(values, "plan_year", cycle.plan_year);
  put(values, "grounds", join(grounds(words, *context.plan, cycle.plan_year), "; "));
  put(values, "illustrative", context.report && context.report->illustrative);
  put(values, "window_from", words.day(cycle.window.first));
  put(values, "window_to", words.day(cycle.window.last));
  put(values, "money_to", cycle.money_window ? words.day(cycle.money_window->last) : std::string{});
  const auto due = context.extended_to ? context.extended_to : due_day(cycle, "unit", calendar);
  put(values, "due", due ? words.day(*due) : std::string{});
  const bool to_come = due && context.today <= *due;
  put(values, "due_to_come", to_come);
  put(values, "due_in", to_come ? working_days(words, calendar.working_days_after(context.today, *due)) : "");
  put(values, "contact", context.contact);

  put(values, "one", context.addressees.size() == 1);
  put(values, "to",
      context.addressees.size() == 1 ? words.unit(context.addressees.front().unit) : std::string{});
  Node& addressees = values.add("addressees", Node::list());
  for (const auto& addressee : context.addressees) {
    Node& row = addressees.push(Node::map());
    put(row, "name", words.unit(addressee.unit));
    put(row, "late", addressee.days_late > 0 ? working_days(words, addressee.days_late) : std::string{});
  }
  values.add("tables", tables_of(context, words));
  put(values, "answer_by", context.answer_by ? words.day(*context.answer_by) : std::string{});
  if (context.form && context.report) add_own_report(values, context, words);
  if (context.report) add_report(values, context, words, calendar, due);
  Node& figures = values.add("figures", Node::list());
  for (const auto& name : context.asked) figures.push(asked_figure(context, words, name));
  put(values, "message", sentence(context.message));
  return values;
}

Outcome<std::string> write_letter(const LetterContext& context,
                                  const std::map<std::string, std::string>& templates) {
  const std::string name = template_of(context.kind, context.language);
  const auto found = templates.find(name);
  if (found == templates.end())
    return {{}, {problem(report::kNoTemplate, {name, 0, 0, {}, {}, {}}, {{"name", name}})}};
  return fill_template(found->second, name, letter_values(context), {});
}

}  // namespace xanh

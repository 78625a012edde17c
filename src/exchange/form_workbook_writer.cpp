#include "exchange/form_workbook_writer.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "base/text.hpp"
#include "programme/formula.hpp"
#include "reporting/consolidation.hpp"

namespace xanh {

std::string write_form_workbook(const Form& form, const FormContext& context) {
  return form_workbook::FormWriter(form, context).write();
}

namespace form_workbook {
namespace {

std::map<std::string, const ReportedFigure*, std::less<>> by_element(const Submission* submission) {
  std::map<std::string, const ReportedFigure*, std::less<>> out;
  if (submission)
    for (const auto& figure : submission->figures) out.emplace(figure.element, &figure);
  return out;
}

}  // namespace

std::string excel_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string excel_formula(std::string_view formula,
                          const std::map<std::string, std::string, std::less<>>& cells) {
  std::string out;
  for (size_t i = 0; i < formula.size(); ++i) {
    if (formula.substr(i, 2) == "#{") {
      const size_t end = formula.find('}', i);
      if (end == std::string_view::npos) return {};
      const auto cell = cells.find(formula.substr(i + 2, end - i - 2));
      if (cell == cells.end()) return {};
      out += cell->second;
      i = end;
    } else if (std::string_view("0123456789.+-*/() ").find(formula[i]) != std::string_view::npos) {
      out += formula[i];
    } else {
      return {};
    }
  }
  return out;
}

std::vector<std::string> inputs_of(const Target& target) {
  if (!target.numerator.empty() && target.denominator.empty()) return {target.numerator};
  if (!target.numerator.empty()) return {target.numerator, target.denominator};
  if (target.formula.empty()) return {};
  const auto parsed = Formula::parse(target.formula);
  if (!parsed.ok()) return {};
  // In the order they are read in the formula, which is how an officer thinks of them.
  std::vector<std::pair<size_t, std::string>> placed;
  for (const auto& code : parsed.value.elements())
    placed.emplace_back(target.formula.find("#{" + code), code);
  std::sort(placed.begin(), placed.end());
  std::vector<std::string> out;
  for (auto& [at, code] : placed) out.push_back(std::move(code));
  return out;
}

FormWriter::FormWriter(const Form& form, const FormContext& context)
    : form_(form),
      context_(context),
      book_(context.language, form.cycle + " " + form.unit),
      draft_figures_(by_element(context.draft)),
      last_figures_(by_element(context.last)),
      same_figures_(by_element(context.same_period)) {
  for (const auto& row : form.target_elements) asked_.emplace(row.element->code, row.required);
}

std::string FormWriter::write() {
  book_.stamp(stamp::kFormat, std::string(kFormat));
  book_.stamp(stamp::kProgramme, context_.programme->code);
  book_.stamp(stamp::kCycle, form_.cycle);
  book_.stamp(stamp::kUnit, form_.unit);
  book_.stamp(stamp::kPlan, form_.plan_digest);
  book_.stamp(stamp::kForm, form_.digest());
  book_.stamp(stamp::kLanguage, vi() ? "vi" : "en");
  if (context_.draft && context_.draft->illustrative) book_.stamp(stamp::kIllustrative, "true");
  std::set<std::string> leads{form_.unit};
  if (context_.draft)
    for (const auto& task : context_.draft->next_tasks)
      if (context_.units->any_unit(task.lead)) leads.insert(task.lead);
  for (const auto& code : leads) book_.stamp(stamp::kName, code, unit_name(code));
  const FormPart* part = context_.part;
  if (part) book_.stamp(stamp::kPart, part->code, part->name);
  lists();
  if (part)
    part_cover();
  else
    cover();
  if (!form_.targets.empty()) targets();
  if (!form_.tasks.empty()) tasks();
  if (!part && !form_.projects.empty()) projects();
  if (!part && form_.money) money();
  if (!form_.tables.empty()) figures();
  if (!part || part->texts) texts();
  if (!part || part->difficulties) difficulties();
  if (!part && !context_.directives.empty()) directives();
  if (!part && form_.kind == FormKind::complete && context_.cycle->kind == CycleKind::half_year) next_tasks();
  if (!part && form_.registration) registration();
  if (context_.draft && !context_.draft->parts.empty()) parts();
  checks();
  guide();
  return book_.bytes();
}

void FormWriter::lists() {
  const auto words = [&](const auto&... values) { return std::vector<std::string>{in(name_of(values))...}; };
  std::vector<std::string> states;
  for (const auto state : kChosenStates) states.push_back(in(name_of(state)));
  book_.list("states", states);
  book_.list("statuses",
             words(TaskStatus::not_started, TaskStatus::under_way, TaskStatus::done, TaskStatus::paused,
                   TaskStatus::recurring, TaskStatus::change_asked, TaskStatus::withdrawal_asked));
  book_.list("asks", words(TaskAsk::keep, TaskAsk::extend, TaskAsk::change, TaskAsk::stop));
  book_.list("ratings", words(Rating::good, Rating::fair, Rating::average, Rating::poor));
  book_.list("difficulties", words(DifficultyKind::difficulty, DifficultyKind::request, DifficultyKind::add,
                                   DifficultyKind::change, DifficultyKind::stop));
  std::vector<std::string> causes, items;
  for (const auto& cause : context_.programme->delay_causes) causes.push_back(in(cause.names));
  book_.list("causes", causes);
  for (const auto* target : form_.targets) items.push_back(in(target->names));
  for (const auto& row : form_.tasks) items.push_back(in(row.task->text));
  book_.list("items", items);
  book_.list("directive_statuses",
             words(DirectiveStatus::not_started, DirectiveStatus::under_way, DirectiveStatus::done));
  book_.list("origins", words(TaskOrigin::carried, TaskOrigin::fresh, TaskOrigin::changed));
  book_.list("verdicts", words(Verdict::keep, Verdict::change, Verdict::drop));
  std::vector<std::string> funds, tasks, solutions, targets;
  for (const auto& fund : context_.programme->funds) funds.push_back(in(fund.names));
  for (const auto& row : form_.tasks) tasks.push_back(in(row.task->text));
  for (const auto& group : context_.programme->solution_groups) solutions.push_back(short_name(group.code));
  for (const auto& target : context_.plan->targets)
    if (!target.nameless()) targets.push_back(in(target.names));
  book_.list("funds", funds);
  book_.list("tasks", tasks);
  book_.list("solutions", solutions);
  book_.list("targets", targets);
  book_.list("content", {in(kSomething), in(kNothingAtAll)});
  std::vector<Date> holidays;
  const Date from = context_.cycle->window.first - std::chrono::days{366},
             to = context_.cycle->window.last + std::chrono::days{731};
  for (const auto& day : context_.units->rows().days)
    if (day.kind == DayKind::holiday && from <= day.date && day.date <= to) holidays.push_back(day.date);
  holidays_ = book_.days("holidays", holidays);
}

void FormWriter::heading(FormSheet& sheet, std::uint16_t last_column, const Bilingual& title,
                         const Bilingual& subtitle) {
  sheet.merged(0, 1, last_column, in(title), {.look = Look::title});
  sheet.merged(1, 1, last_column, in(subtitle), {.look = Look::subtitle});
  sheet.height(0, 22);
}

void FormWriter::head(FormSheet& sheet, std::uint32_t row, const std::vector<Bilingual>& words,
                      bool numbered) {
  for (size_t i = 0; i < words.size(); ++i) {
    const auto column = static_cast<std::uint16_t>(i + 1);
    sheet.words(row, column, words[i], {.look = Look::head});
    if (numbered)
      sheet.text(row + 1, column, fmt::format("({})", i + 1), {.look = Look::head, .italic = true});
  }
}

std::string FormWriter::unit_name(const std::string& code) const {
  const UnitRow* row = context_.units->unit(code, AsOf{context_.cycle->cut_off(), {}});
  if (!row) row = context_.units->any_unit(code);
  if (!row) return code;
  return row->name_en.empty() ? row->name_vi : in(row->names());
}

std::string FormWriter::names_of_units(const std::vector<std::string>& codes) const {
  std::vector<std::string> out;
  const AsOf as_of{context_.cycle->cut_off(), {}};
  for (const auto& code : codes) {
    if (code == form_.unit) continue;
    if (!context_.units->is_group(code)) {
      out.push_back(unit_name(code));
      continue;
    }
    const auto members = context_.units->members(code, as_of);
    const auto all = [&](UnitKind kind) {
      return std::all_of(members.begin(), members.end(), [&](const auto& member) {
        const UnitRow* row = context_.units->unit(member, as_of);
        return row && row->kind == kind;
      });
    };
    if (all(UnitKind::district))
      out.push_back(in({"các quận, huyện, thành phố Thủ Đức", "the districts and Thu Duc City"}));
    else if (all(UnitKind::department))
      out.push_back(in({"các sở, ngành", "the departments"}));
    else
      for (const auto& member : members) out.push_back(unit_name(member));
  }
  return join(out, "; ");
}

const ReportedFigure* FormWriter::drafted(std::string_view element) const {
  const auto found = draft_figures_.find(element);
  return found == draft_figures_.end() ? nullptr : found->second;
}

bool FormWriter::form_target(std::string_view code) const {
  return std::any_of(form_.targets.begin(), form_.targets.end(),
                     [&](const Target* target) { return target->code == code; });
}

bool FormWriter::form_task(std::string_view code) const {
  return std::any_of(form_.tasks.begin(), form_.tasks.end(),
                     [&](const FormTask& row) { return row.task->code == code; });
}

std::string FormWriter::word_in(const std::vector<Word>& words, const std::string& code) const {
  for (const auto& word : words)
    if (word.code == code) return in(word.names);
  return code;
}

std::string FormWriter::short_name(const std::string& solution) const {
  const SolutionGroup* group = context_.plan->solution_group(solution);
  return group ? in(group->short_names.empty() ? group->names : group->short_names) : solution;
}

std::string FormWriter::item_name(const std::string& code) const {
  if (const Target* target = context_.plan->target(code)) return in(target->names);
  if (const Task* task = context_.plan->task(code)) return in(task->text);
  return code;
}

std::string FormWriter::footer() const {
  // The code first: a long footer is cut at its end.
  return fmt::format("{} {} · {} · {}", in({"Mã đối chiếu", "Reference code"}), control_code(), own_name(),
                     in(context_.cycle->names));
}

std::string FormWriter::control_code() const {
  return xanh::control_code(context_.draft_sha256.empty() ? form_.digest() : context_.draft_sha256);
}

std::string FormWriter::figure_remark(const std::string& value, const std::string& state, bool required,
                                      const Element* bounds) const {
  const auto say = [&](const Bilingual& text) { return excel_text(in(text)); };
  const std::string place = fmt::format("IFERROR(MATCH({0},{1},0),0)", state, book_.range("states"));
  std::string outside;
  if (bounds && bounds->min) outside += fmt::format("{}<{}", value, bounds->min->to_text());
  if (bounds && bounds->max)
    outside += fmt::format("{}{}>{}", outside.empty() ? "" : ",", value, bounds->max->to_text());
  const std::string last =
      outside.empty() ? excel_text("") : fmt::format("IF(OR({}),{},\"\")", outside, say(remark::kOutside));
  // The first three states of the list carry a figure, the fourth is a true nought, the others are empties.
  return fmt::format(
      "IF({0}=\"\",IF({1}=\"\",{2},IF(AND({3}>0,{3}<4),{4},\"\")),IF(ISNUMBER({0}),IF({3}>4,{5},{6}),{7}))",
      value, state, required ? say(remark::kUnanswered) : excel_text(""), place, say(remark::kNoFigure),
      say(remark::kStateContradicts), last, say(remark::kNoNumber));
}

void FormWriter::input_state(FormSheet& sheet, InputLine& line, std::uint32_t row, std::uint16_t column,
                             std::optional<FigureState> state) {
  sheet.input(line, row, column, "state",
              {.text = state ? in(name_of(*state)) : "",
               .list = "states",
               .hint = {"Để trống khi số liệu là chính thức.", "Leave empty when the figure is official."}});
}

}  // namespace form_workbook
}  // namespace xanh

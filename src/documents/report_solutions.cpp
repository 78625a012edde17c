// Solution groups (Báo cáo mục II.2, Bảng 2, Phụ lục II): figures of Biểu 05, a few units' words, the tasks.
#include <fmt/format.h>

#include <set>
#include <tuple>

#include "base/text.hpp"
#include "documents/report_parts.hpp"

namespace xanh::report {

namespace {

constexpr size_t kFiguresShown = 8;      // of a group in the body; all of them stand in the annex workbook
constexpr size_t kHighlights = 3;        // units quoted a group
constexpr size_t kHighlightRoom = 1200;  // characters of a group, as in Biểu 06

/// "hoạt động truyền thông: 1.508 hoạt động (cùng kỳ 1.560; ước cả năm 3.095)"; its coverage unless the
/// reader knows it. Figures are parts of their own.
std::vector<NarrativePart> figure_parts(const Desk& desk, const ElementResult& result, const Element& element,
                                        const std::string& known_coverage) {
  const auto value = [&](const std::optional<std::string>& text) {
    return text ? Decimal::parse(*text) : std::nullopt;
  };
  const auto field = [&](const char* column) { return fmt::format("element.{}.{}", element.code, column); };
  std::vector<NarrativePart> out{
      {desk.words.lower_first(desk.words.in(element.names())) + ": ", {}},
      {desk.words.with_unit(*value(result.this_period), element.unit), field("this_period")}};
  bool open = false;
  const auto inside = [&](const char* words, std::string figure, const char* column) {
    out.push_back({std::string(open ? "; " : " (") + words, {}});
    out.push_back({std::move(figure), field(column)});
    open = true;
  };
  if (const auto same = value(result.same_period))
    inside(desk.say("cùng kỳ ", "same period "), desk.words.number(*same), "same_period");
  if (const auto year = value(result.year_estimate))
    inside(desk.say("ước cả năm ", "estimate for the year "), desk.words.number(*year), "year_estimate");
  const std::string coverage = coverage_text(desk, result.coverage);
  if (known_coverage.empty() ? !result.coverage.complete : coverage != known_coverage)
    inside(desk.say("tính trên ", "covers "), coverage, "coverage");
  if (result.state == FigureState::provisional) {
    out.push_back({std::string(open ? "; " : " (") + desk.say("có số tạm tính", "partly provisional"), {}});
    open = true;
  }
  if (open) out.push_back({")", {}});
  return out;
}

/// A row of the form that splits the one above it ("Trong đó: hộ dân") says nothing without it.
bool is_detail(const Element& element) {
  return element.name_vi.starts_with("Trong đó");
}

/// Those with the same period of last year come first, for the report is read against it; the plan's order
/// otherwise.
TableFigures table_figures_of(const Desk& desk, const std::string& table) {
  std::vector<std::pair<const ElementResult*, const Element*>> shown;
  for (const bool with_same_period : {true, false})
    for (const auto& result : desk.result().elements) {
      const Element* element = desk.plan().element(result.element);
      if (!element || is_detail(*element) || result.table != table || !result.this_period ||
          result.same_period.has_value() != with_same_period)
        continue;
      if (shown.size() < kFiguresShown) shown.emplace_back(&result, element);
    }
  std::map<std::string, int> incomplete;
  for (const auto& [result, element] : shown)
    if (!result->coverage.complete) ++incomplete[coverage_text(desk, result->coverage)];
  TableFigures out;
  int most = 1;
  for (const auto& [coverage, count] : incomplete)
    if (count > most) {
      most = count;
      out.coverage = coverage;
    }
  for (const auto& [result, element] : shown)
    out.figures.push_back(figure_parts(desk, *result, *element, out.coverage));
  return out;
}

std::string ask_text(const Desk& desk, const TaskResult& task) {
  if (!task.asks || *task.asks == TaskAsk::keep) return {};
  std::string out = desk.words.in(name_of(*task.asks));
  if (task.new_due) out += desk.say(" đến ", " to ") + desk.words.day(*task.new_due);
  return out;
}

Node task_row(const Desk& desk, const TaskResult& task) {
  const auto& words = desk.words;
  const Task* promised = desk.plan().task(task.code);
  Node row = Node::map();
  put(row, "name", words.in(task.text));
  put(row, "leads", words.units(task.leads));
  put(row, "coordinates", words.units(task.coordinates));
  put(row, "product", promised ? words.in(promised->product) : std::string{});
  put(row, "due",
      task.recurring ? std::string{desk.say("thường xuyên", "recurring")}
      : task.due     ? words.day(*task.due)
                     : std::string{});
  put(row, "result", task.result ? one_line(*task.result) : std::string{});
  put(row, "issued", task.products_issued ? one_line(*task.products_issued) : std::string{});
  std::string status = task_status(desk, task);
  if (!task.disputed_by.empty())
    status += desk.say("; đơn vị đồng chủ trì báo cáo khác: ", "; another status by the joint lead: ") +
              desk.words.units(task.disputed_by);
  put(row, "status", status);
  put(row, "finished",
      task.finished_on   ? words.day(*task.finished_on)
      : task.expected_on ? desk.say("dự kiến ", "expected ") + words.day(*task.expected_on)
                         : std::string{});
  put(row, "days_late", task.days_late > 0 ? std::to_string(task.days_late) : std::string{});
  put(row, "cause", task_cause(desk, task));
  put(row, "ask", ask_text(desk, task));
  return row;
}

void put_task_counts(Node& row, const CountRow& counts) {
  put(row, "total", counts.total);
  for (const auto* grade : {"done_in_time", "done_late", "under_way_in_time", "under_way_overdue",
                            "recurring", "not_started", "paused"})
    put(row, grade, count_of(counts, grade));
  put(row, "asked", count_of(counts, "change_asked") + count_of(counts, "withdrawal_asked"));
  put(row, "without_report", counts.without_report);
}

/// Units that lead tasks of the group by name; members of a group that leads follow in the units' own order.
std::vector<std::string> leads_of(const Desk& desk, const std::string& solution) {
  std::vector<std::string> out;
  for (const auto& task : desk.result().tasks)
    if (task.solution == solution)
      for (const auto& lead : task.leads)
        if (!desk.context.units->is_group(lead) && std::find(out.begin(), out.end(), lead) == out.end())
          out.push_back(lead);
  return out;
}

}  // namespace

int count_of(const CountRow& row, const char* grade) {
  const auto it = row.by_grade.find(grade);
  return it == row.by_grade.end() ? 0 : it->second;
}

std::string task_status(const Desk& desk, const TaskResult& task) {
  return task.grade ? desk.words.task_grade(word(*task.grade))
                    : desk.say("Chưa có báo cáo của đơn vị chủ trì", "No report of its lead");
}

std::string task_cause(const Desk& desk, const TaskResult& task) {
  std::vector<std::string> out;
  if (task.cause)
    if (const auto named = desk.words.cause(*task.cause); !named.empty()) out.push_back(named);
  if (task.cause_text)
    out.push_back(out.empty() ? one_line(*task.cause_text)
                              : desk.words.lower_first(one_line(*task.cause_text)));
  return join(out, ": ");
}

TableFigures table_figures(const Desk& desk, const std::string& table) {
  return table_figures_of(desk, table);
}

std::vector<Highlight> highlights(const Desk& desk, const std::string& section,
                                  const std::vector<std::string>& leads) {
  const NarrativeResult* told = nullptr;
  for (const auto& n : desk.result().narrative)
    if (n.solution == section) told = &n;
  if (!told) return {};
  struct Candidate {
    size_t lead = 0, of_its_kind = 0, place = 0;
    const Paragraph* paragraph = nullptr;
  };
  std::vector<Candidate> all;
  std::map<UnitKind, size_t> seen;
  for (size_t i = 0; i < told->paragraphs.size(); ++i) {
    const auto& p = told->paragraphs[i];
    const UnitRow* row = desk.context.units->unit(p.unit, desk.as_of());
    const auto lead = static_cast<size_t>(std::find(leads.begin(), leads.end(), p.unit) - leads.begin());
    all.push_back({std::min(lead, leads.size()),
                   lead < leads.size() ? 0 : seen[row ? row->kind : UnitKind::other]++, i, &p});
  }
  std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.lead, a.of_its_kind, a.place) < std::tie(b.lead, b.of_its_kind, b.place);
  });
  std::vector<Highlight> out;
  size_t room = kHighlightRoom;
  for (const auto& c : all) {
    const std::string text = sentence(c.paragraph->text);
    if (out.size() == kHighlights) break;
    if (text.empty() || characters(text) > room) continue;
    room -= characters(text);
    out.push_back({desk.words.unit(c.paragraph->unit), text});
  }
  return out;
}

void add_solutions(Node& values, const Desk& desk) {
  Node groups = Node::list();
  CountRow all{{}, 0, {}, 0};
  for (const auto& solution : desk.plan().programme.solution_groups) {
    Node group = Node::map();
    put(group, "no", solution.no);
    put(group, "name", desk.words.in(solution.short_names.empty() ? solution.names : solution.short_names));
    const auto figures = table_figures(desk, solution.table);
    std::vector<std::string> texts;
    for (const auto& one : figures.figures) {
      std::string& text = texts.emplace_back();
      for (const auto& part : one) text += part.text;
    }
    put(group, "figures", join(texts, "; "));
    put(group, "figures_coverage", figures.coverage);
    Node& elements = group.add("elements", Node::list());
    for (const auto& result : desk.result().elements) {
      const Element* element = result.table == solution.table ? desk.plan().element(result.element) : nullptr;
      if (!element || !result.this_period) continue;
      const auto number = [&](const std::optional<std::string>& value) {
        const auto read = value ? Decimal::parse(*value) : std::nullopt;
        return read ? desk.words.number(*read) : std::string{};
      };
      Node& row = elements.push(Node::map());
      put(row, "name", desk.words.in(element->names()));
      put(row, "unit", element->unit);
      put(row, "before", number(result.same_period));
      put(row, "value", number(result.this_period));
      put(row, "coverage", coverage_text(desk, result.coverage));
    }
    Node quoted = Node::list();
    for (const auto& h : highlights(desk, solution.code, leads_of(desk, solution.code))) {
      Node& item = quoted.push(Node::map());
      put(item, "unit", h.unit);
      put(item, "text", h.text);
    }
    group.add("highlights", std::move(quoted));
    group.add("edited", list_of_texts(edited_texts(desk, solution.code)));
    for (const auto& counts : desk.result().task_counts)
      if (counts.code == solution.code) {
        put_task_counts(group, counts);
        all.total += counts.total;
        all.without_report += counts.without_report;
        for (const auto& [grade, n] : counts.by_grade) all.by_grade[grade] += n;
      }
    Node rows = Node::list();
    for (const auto& task : desk.result().tasks)
      if (task.solution == solution.code) rows.push(task_row(desk, task));
    group.add("tasks", std::move(rows));
    groups.push(std::move(group));
  }
  Node by_group = Node::map();
  for (size_t i = 0; i < groups.items.size(); ++i)
    by_group.add(desk.plan().programme.solution_groups[i].code, groups.items[i]);
  values.add("by_group", std::move(by_group));
  values.add("solutions", std::move(groups));
  Node totals = Node::map();
  put_task_counts(totals, all);
  values.add("tasks_total", std::move(totals));
}

}  // namespace xanh::report

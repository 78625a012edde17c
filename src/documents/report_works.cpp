// Projects (Bảng 3, Phụ lục III), money (Bảng 4, Phụ lục IV), answers to the directives (mục I.3, Phụ lục
// VI).
#include <fmt/format.h>

#include "base/text.hpp"
#include "documents/report_parts.hpp"

namespace xanh::report {

std::string billions(const Desk& desk, const Decimal& millions) {
  const auto value = Decimal::from_double(millions.to_double() / 1000, 1);
  return value ? desk.words.number(*value) : std::string{};
}

std::string fund_name(const Desk& desk, const std::string& code) {
  for (const auto& word : desk.plan().programme.funds)
    if (word.code == code) return desk.words.in(word.names);
  return code;
}

namespace {

std::string percent(const Desk& desk, const std::optional<Number>& value) {
  return value ? desk.words.number(value->value, 1) : std::string{};
}

std::string amount(const Desk& desk, const std::optional<Decimal>& value) {
  return value ? desk.words.number(*value) : std::string{};
}

std::string day_or_nothing(const Desk& desk, const std::optional<Date>& day) {
  return day ? desk.words.day(*day) : std::string{};
}

std::string stage_name(const Desk& desk, const std::string& code) {
  for (const auto& word : desk.plan().programme.project_stages)
    if (word.code == code) return desk.words.in(word.names);
  return code;
}

/// "Khởi công: KH 30/4/2023, thực tế 5/5/2023"
std::string stage_text(const Desk& desk, const ProjectStage& stage) {
  std::vector<std::string> days;
  if (stage.planned) days.push_back(desk.say("KH ", "planned ") + desk.words.day(*stage.planned));
  if (stage.actual) days.push_back(desk.say("thực tế ", "actual ") + desk.words.day(*stage.actual));
  if (stage.expected) days.push_back(desk.say("dự kiến ", "expected ") + desk.words.day(*stage.expected));
  return stage_name(desk, stage.stage) + ": " + join(days, ", ");
}

/// The last stage that has a day expected now: when the project will run.
std::optional<Date> expected_end(const ProjectResult& project) {
  std::optional<Date> out;
  if (project.report)
    for (const auto& stage : project.report->stages)
      if (stage.expected && !stage.actual) out = stage.expected;
  return out;
}

Node project_row(const Desk& desk, const ProjectResult& project) {
  const Task* task = desk.plan().task(project.task);
  Node row = Node::map();
  put(row, "name", task ? desk.words.in(task->text) : project.task);
  put(row, "owner",
      project.unit ? desk.words.unit(*project.unit)
                   : desk.words.units(task ? task->leads : std::vector<std::string>{}));
  put(row, "capacity",
      task && task->capacity ? desk.words.with_unit(task->capacity->value, task->capacity->unit)
                             : std::string{});
  const auto due = task ? due_of(*task) : std::nullopt;
  put(row, "due", day_or_nothing(desk, due));
  const ReportedProject none;
  const ReportedProject& told = project.report ? *project.report : none;
  put(row, "reported", project.report.has_value());
  put(row, "location", one_line(told.location));
  put(row, "funds", one_line(told.funds));
  put(row, "total", told.total ? billions(desk, *told.total) : std::string{});
  put(row, "expected", day_or_nothing(desk, expected_end(project)));
  std::vector<std::string> stages;
  for (const auto& stage : told.stages) stages.push_back(stage_text(desk, stage));
  put(row, "stages",
      stages.empty() ? std::string{project.report ? ""
                                                  : desk.say("Chưa báo cáo các mốc (Biểu 03)",
                                                             "Stages not reported (table 03)")}
                     : join(stages, "\n"));
  put(row, "cleared", amount(desk, told.cleared));
  put(row, "done", amount(desk, told.done));
  put(row, "rate", percent(desk, project.rate));
  put(row, "operating",
      told.operating
          ? desk.words.with_unit(*told.operating, task && task->capacity ? task->capacity->unit : "")
          : std::string{});
  put(row, "obstacle", one_line(told.obstacle));
  put(row, "authority", one_line(told.authority));
  put(row, "asked_by", day_or_nothing(desk, told.asked_by));
  return row;
}

/// Those the Committee has to know of in the body: held up, late or moved.
bool is_key(const Desk& desk, const ProjectResult& project) {
  if (!project.report) return false;
  if (!project.report->obstacle.empty()) return true;
  for (const auto& task : desk.result().tasks)
    if (task.code == project.task && (task.days_late > 0 || (task.asks && *task.asks != TaskAsk::keep)))
      return true;
  const Task* task = desk.plan().task(project.task);
  const auto due = task ? due_of(*task) : std::nullopt;
  const auto expected = expected_end(project);
  return due && expected && *expected > *due;
}

void add_projects(Node& values, const Desk& desk) {
  Node all = Node::list(), key = Node::list();
  int silent = 0;
  for (const auto& project : desk.result().projects) {
    silent += !project.report;
    Node row = project_row(desk, project);
    if (is_key(desk, project)) key.push(row);
    all.push(std::move(row));
  }
  Node out = Node::map();
  put(out, "total", static_cast<int>(all.items.size()));
  put(out, "silent", silent);
  out.add("all", std::move(all));
  out.add("key", std::move(key));
  values.add("works", std::move(out));
}

Node money_result(const Desk& desk, const MoneyResult& money) {
  Node row = Node::map();
  put(row, "fund", money.fund.empty() ? desk.say("Tổng cộng", "Total") : fund_name(desk, money.fund));
  put(row, "planned", amount(desk, money.planned));
  put(row, "disbursed", amount(desk, money.disbursed));
  put(row, "rate", percent(desk, money.rate));
  put(row, "year_estimate", amount(desk, money.year_estimate));
  put(row, "year_rate", percent(desk, money.year_rate));
  put(row, "same_period", amount(desk, money.same_period));
  return row;
}

Node money_row(const Desk& desk, const MoneyRow& given) {
  const ReportedMoney& money = given.money;
  Node row = Node::map();
  put(row, "unit", desk.words.unit(given.unit));
  put(row, "name", money.task.empty() ? one_line(money.text) : desk.words.item(money.task));
  put(row, "fund", fund_name(desk, money.fund));
  put(row, "total", amount(desk, money.total));
  put(row, "before", amount(desk, money.disbursed_before));
  put(row, "planned", amount(desk, money.planned));
  put(row, "adjusted", amount(desk, money.adjusted));
  put(row, "disbursed", amount(desk, money.disbursed));
  put(row, "year_estimate", amount(desk, money.year_estimate));
  std::string note = one_line(money.cause);
  if (money.foreign && !money.currency.empty()) {
    std::string foreign = desk.words.number(*money.foreign) + " " + money.currency;
    if (money.rate)
      foreign +=
          fmt::format(fmt::runtime(desk.say(" (tỷ giá {} đồng", " (rate {} dong")),
                      desk.words.number(*money.rate)) +
          (money.rate_on ? desk.say(", ngày ", ", ") + desk.words.day(*money.rate_on) : std::string{}) + ")";
    note += (note.empty() ? "" : "; ") + foreign;
  }
  put(row, "note", note);
  return row;
}

void add_money(Node& values, const Desk& desk) {
  Node out = Node::map(), by_fund = Node::list(), rows = Node::list();
  std::vector<std::string> notes;
  int without = 0, all = 0;
  for (const auto& money : desk.result().money) {
    by_fund.push(money_result(desk, money));
    if (money.fund.empty()) {
      out.add("total", money_result(desk, money));
      without = money.without_disbursed;
      all = money.rows;
    }
  }
  for (const auto& row : desk.result().money_rows) rows.push(money_row(desk, row));
  if (without > 0)
    notes.push_back(fmt::format(
        fmt::runtime(desk.say(
            "{}/{} khoản chưa có số giải ngân; tỷ lệ chỉ tính trên các khoản có đủ kế hoạch và giải "
            "ngân.",
            "{} of {} rows say nothing of what was disbursed; rates cover only rows that give both.")),
        without, all));
  for (const auto& doubt : desk.result().money_doubts) {
    const auto part = [&](const std::optional<Decimal>& stated, const std::optional<Decimal>& sum,
                          const char* vi, const char* en) {
      if (stated && sum && !(*stated == *sum))
        notes.push_back(fmt::format(
            fmt::runtime(desk.say(
                "{}: {} theo báo cáo của đơn vị là {} triệu đồng, cộng các khoản là {}; bảng lấy số cộng.",
                "{}: {} is {} million dong by the unit's report and {} as its rows add up; the table "
                "takes the sum.")),
            desk.words.unit(doubt.unit), desk.say(vi, en), desk.words.number(*stated),
            desk.words.number(*sum)));
    };
    part(doubt.stated.planned, doubt.sum.planned, "kế hoạch vốn", "the plan");
    part(doubt.stated.disbursed, doubt.sum.disbursed, "giải ngân", "what was disbursed");
    part(doubt.stated.year_estimate, doubt.sum.year_estimate, "ước cả năm", "the year's estimate");
  }
  out.add("by_fund", std::move(by_fund));
  out.add("rows", std::move(rows));
  out.add("notes", list_of_texts(notes));
  values.add("money", std::move(out));
}

std::string status_of(const Desk& desk, const DirectiveResult& one) {
  if (one.closed_on) return desk.say("đã hoàn thành", "done");
  if (!one.status) return desk.say("chưa có báo cáo của đơn vị", "no answer yet");
  std::string out = desk.words.lower_first(desk.words.in(name_of(*one.status)));
  if (one.overdue) out += desk.say(", quá hạn", ", overdue");
  return out;
}

std::string document_of(const Desk& desk, const Directive& one) {
  std::string out = one.document;
  if (one.date) out += (out.empty() ? "" : desk.say(" ngày ", " of ")) + desk.words.day(*one.date);
  return out;
}

/// What the units say they did; of many, the same words stand once with how many wrote them.
std::string results_of(const Desk& desk, const DirectiveResult& one, bool with_reasons) {
  if (one.outcome) return one_line(*one.outcome);
  std::vector<std::pair<std::string, std::vector<std::string>>> told;  // words, units
  std::vector<std::string> silent;
  for (const auto& reply : one.replies) {
    if (!reply.answer) {
      silent.push_back(reply.unit);
      continue;
    }
    std::string text = one_line(reply.answer->result);
    if (with_reasons && !reply.answer->reason.empty())
      text += (text.empty() ? "" : " ") + std::string(desk.say("Lý do: ", "Reason: ")) +
              one_line(reply.answer->reason);
    while (text.ends_with('.')) text.pop_back();
    if (text.empty()) continue;
    const auto same = std::find_if(told.begin(), told.end(), [&](const auto& t) { return t.first == text; });
    if (same == told.end())
      told.push_back({text, {reply.unit}});
    else
      same->second.push_back(reply.unit);
  }
  constexpr size_t kShown = 4;
  std::vector<std::string> parts;
  size_t more = 0;
  for (const auto& [text, units] : told) {
    if (parts.size() == kShown) {
      more += units.size();
    } else if (one.replies.size() == 1) {
      parts.push_back(text);
    } else {
      const std::string who = units.size() > 2
                                  ? fmt::format(fmt::runtime(desk.say("{} đơn vị", "{} units")), units.size())
                                  : desk.words.units(units);
      parts.push_back(who + ": " + desk.words.lower_first(text));
    }
  }
  std::string out = join(parts, "; ");
  if (more > 0)
    out += fmt::format(fmt::runtime(desk.say("; và {} đơn vị khác", "; and {} other units")), more);
  if (!silent.empty())
    out += (out.empty() ? "" : ". ") + std::string(desk.say("Chưa báo cáo: ", "No answer from: ")) +
           desk.words.some_units(silent, 4);
  return out;
}

void add_directives(Node& values, const Desk& desk) {
  Node rows = Node::list(), texts = Node::list(), left = Node::list();
  int done = 0, under_way = 0, open = 0;
  for (const auto& one : desk.result().directives) {
    const bool finished = one.closed_on || one.status == DirectiveStatus::done;
    ++(finished ? done : one.status == DirectiveStatus::under_way ? under_way : open);
    std::vector<std::string> reasons;
    for (const auto& reply : one.replies)
      if (reply.answer && reply.answer->status != DirectiveStatus::done && !reply.answer->reason.empty())
        reasons.push_back(one_line(reply.answer->reason));
    const std::string document = document_of(desk, one.directive);
    Node& row = rows.push(Node::map());
    put(row, "document", document);
    put(row, "content", one_line(one.directive.content));
    put(row, "units", desk.words.units(one.directive.units));
    put(row, "due", one.directive.due ? desk.words.day(*one.directive.due) : std::string{});
    put(row, "result", results_of(desk, one, false));
    put(row, "status", status_of(desk, one));
    put(row, "reason", finished ? std::string{} : join(reasons, "; "));
    std::string text = (document.empty() ? "" : document + ": ") + one_line(one.directive.content);
    while (text.ends_with('.')) text.pop_back();
    text += " (" + desk.words.units(one.directive.units) + "): " + status_of(desk, one) + ".";
    if (const auto result = results_of(desk, one, true); !result.empty()) text += " " + sentence(result);
    put(texts.push(Node::map()), "text", text);
    if (!finished) put(left.push(Node::map()), "text", text);
  }
  values.add("directives", std::move(texts));
  values.add("directives_left", std::move(left));
  Node out = Node::map();
  put(out, "total", done + under_way + open);
  put(out, "done", done);
  put(out, "under_way", under_way);
  put(out, "open", open);
  out.add("rows", std::move(rows));
  values.add("directive_table", std::move(out));
}

}  // namespace

void add_works(Node& values, const Desk& desk) {
  add_projects(values, desk);
  add_money(values, desk);
  add_directives(values, desk);
}

}  // namespace xanh::report

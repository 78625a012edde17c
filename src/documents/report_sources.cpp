// The working paper of sources (bản thuyết minh nguồn): every figure with where it comes from, and what is
// not certain. It is not issued: contradicting statements, assumptions and digests stand here and nowhere
// else.
#include <fmt/format.h>

#include <functional>

#include "base/text.hpp"
#include "documents/report_parts.hpp"

namespace xanh {

namespace report {

namespace {

/// "2023-H1/so-xd/1" is the first report of that unit.
struct ReportId {
  std::string cycle, unit, revision;
};
ReportId parse_id(const std::string& id) {
  const auto parts = split(id, '/');
  return {parts.front(), parts.size() > 1 ? parts[1] : id, parts.size() > 2 ? parts[2] : std::string{}};
}

const UnitResult* unit_result(const Desk& desk, const std::string& code) {
  for (const auto& u : desk.result().units)
    if (u.code == code) return &u;
  return nullptr;
}

std::string decimal_text(const Desk& desk, const std::string& value, const std::string& measure) {
  const auto figure = Decimal::parse(value);
  return figure ? desk.words.with_unit(*figure, measure) : value;
}

Node trace_row(const Desk& desk, const TraceStep& step) {
  const auto id = parse_id(step.id);
  const UnitResult* unit = unit_result(desk, id.unit);
  const Element* element = desk.plan().element(step.element);
  Node row = Node::map();
  put(row, "unit", desk.words.unit(id.unit));
  const bool earlier = step.kind == "earlier";
  std::string letter = earlier
                           ? desk.say("theo báo cáo ", "from the report on the ") + cycle_name(desk, id.cycle)
                       : unit ? letter_text(desk, *unit)
                              : std::string{};
  if (letter.empty()) letter = desk.say("(không có số)", "(no number)");
  if (unit && unit->on_behalf && !earlier) letter += desk.say(", nhập thay", ", entered for it");
  put(row, "letter", letter);
  put(row, "revision", id.revision);
  put(row, "element", desk.words.item(step.element));
  const auto rating = element ? std::nullopt : from_word<Rating>(step.value);
  put(row, "value",
      rating ? desk.words.in(name_of(*rating))
             : decimal_text(desk, step.value, element ? element->unit : std::string{}));
  return row;
}

/// All digits that count; empty where the figure as printed has them.
std::string exact_text(const Desk& desk, const Decimal& value, const TargetResult& target) {
  int digits = target.decimals;
  while (digits < value.scale() && value.rounded(digits) != value) ++digits;
  return digits == target.decimals ? std::string{} : desk.words.with_unit(value, target.unit, digits);
}

Node target_sources(const Desk& desk) {
  Node out = Node::list();
  for (const auto& t : desk.result().targets) {
    const Target* promised = desk.plan().target(t.code);
    Node& row = out.push(Node::map());
    put(row, "name", desk.words.in(t.names));
    put(row, "value",
        t.value    ? desk.words.with_unit(t.value->value, t.unit, t.decimals)
        : t.rating ? desk.words.in(name_of(*t.rating))
                   : desk.words.in(t.reason));
    put(row, "exact", t.value ? exact_text(desk, t.value->value, t) : std::string{});
    const auto part = [&](const std::optional<std::string>& value, const std::string& element) {
      const Element* e = desk.plan().element(element);
      return value && e ? desk.words.in(e->names()) + ": " + decimal_text(desk, *value, e->unit)
                        : std::string{};
    };
    put(row, "numerator", part(t.numerator, promised ? promised->numerator : std::string{}));
    put(row, "denominator", part(t.denominator, promised ? promised->denominator : std::string{}));
    put(row, "definition",
        promised && promised->definition ? desk.words.in(promised->definition->text) : std::string{});
    put(row, "state", t.state ? desk.words.in(name_of(*t.state)) : std::string{});
    put(row, "grade", desk.words.target_grade(t.grade));
    put(row, "reason", desk.words.in(t.reason));
    put(row, "method", t.method ? one_line(*t.method) : std::string{});
    put(row, "coverage", t.coverage.expected > 0 ? coverage_text(desk, t.coverage) : std::string{});
    put(row, "missing", desk.words.units(t.missing));
    Node steps = Node::list();
    for (const auto& step : t.trace) steps.push(trace_row(desk, step));
    row.add("trace", std::move(steps));
  }
  return out;
}

Node element_sources(const Desk& desk) {
  Node out = Node::list();
  for (const auto& e : desk.result().elements) {
    const Element* element = desk.plan().element(e.element);
    if (!element) continue;
    Node& row = out.push(Node::map());
    put(row, "name", desk.words.in(element->names()));
    put(row, "unit", element->unit);
    put(row, "table", e.table);
    const auto text = [&](const std::optional<std::string>& value) {
      return value ? decimal_text(desk, *value, {}) : std::string{};
    };
    put(row, "this_period",
        e.this_period ? text(e.this_period) : std::string{desk.say("chưa có số liệu", "no data")});
    put(row, "same_period", text(e.same_period));
    put(row, "year_estimate", text(e.year_estimate));
    put(row, "state", e.state ? desk.words.in(name_of(*e.state)) : std::string{});
    put(row, "coverage", coverage_text(desk, e.coverage));
  }
  return out;
}

/// Figures that are preliminary, estimated or carried forward.
Node uncertain(const Desk& desk) {
  Node out = Node::list();
  const auto add = [&](const std::string& name, const std::string& value, FigureState state) {
    if (state == FigureState::official || state == FigureState::nothing_to_report) return;
    Node& row = out.push(Node::map());
    put(row, "name", name);
    put(row, "value", value);
    put(row, "state", desk.words.in(name_of(state)));
  };
  for (const auto& t : desk.result().targets)
    if (t.value && t.state)
      add(desk.words.in(t.names), desk.words.with_unit(t.value->value, t.unit, t.decimals), *t.state);
  for (const auto& e : desk.result().elements)
    if (const Element* element = desk.plan().element(e.element); element && e.state && e.this_period)
      add(desk.words.in(element->names()), decimal_text(desk, *e.this_period, element->unit), *e.state);
  return out;
}

/// What the statement counts: the definition of the target when it is that one, else what its document says.
std::string definition_text(const Desk& desk, const Statement& s) {
  const Target* target = desk.plan().target(s.target);
  if (target && target->definition && target->definition->id == s.definition)
    return desk.words.in(target->definition->text);
  if (s.definition.empty()) return desk.say("không nêu", "not stated");
  if (const Element* element = desk.plan().element(s.target); element && element->definition == s.definition)
    return desk.say("định nghĩa của số liệu đầu vào", "definition of the element");
  return fmt::format(fmt::runtime(desk.say("định nghĩa khác ({})", "another definition ({})")), s.definition);
}

/// "13.2" as printed → "13,2"; "<10" and "9000-9500" stay as they are.
std::string published(const Desk& desk, const std::string& value) {
  const auto figure = Decimal::parse(value);
  return figure ? desk.words.number(*figure) : value;
}

Node reconciliation(const Desk& desk) {
  Node out = Node::list();
  if (!desk.context.statements) return out;
  for (const auto& group : contradictions(*desk.context.statements)) {
    Node& entry = out.push(Node::map());
    put(entry, "name", desk.words.item(group.target));
    Node rows = Node::list();
    for (const auto* s : group.statements) {
      Node& row = rows.push(Node::map());
      put(row, "value", published(desk, s->value));
      put(row, "numerator", published(desk, s->numerator));
      put(row, "denominator", published(desk, s->denominator));
      put(row, "definition", definition_text(desk, *s));
      const auto day = parse_date(s->as_of);
      put(row, "as_of", day ? desk.words.day(*day) : s->as_of);
      put(row, "reporter", s->reporter.empty() ? std::string{} : desk.words.unit(s->reporter));
      put(row, "document", s->document);
      put(row, "source", s->source);
      put(row, "reason", s->reason);
    }
    entry.add("rows", std::move(rows));
  }
  return out;
}

/// Names of fields as officers would say them.
std::string field_name(const Desk& desk, const std::string& field) {
  static const std::map<std::string, Bilingual, std::less<>> kNames{
      {"names", {"tên gọi", "name"}},
      {"unit", {"đơn vị tính", "unit of measure"}},
      {"decimals", {"số chữ số thập phân", "decimals"}},
      {"direction", {"chiều tăng, giảm", "direction"}},
      {"collected", {"cách thu thập", "how it is collected"}},
      {"leads", {"đơn vị chủ trì", "lead"}},
      {"definition", {"định nghĩa", "definition"}},
      {"numerator", {"tử số", "numerator"}},
      {"denominator", {"mẫu số", "denominator"}},
      {"formula", {"công thức", "formula"}},
      {"min_coverage", {"tỷ lệ đơn vị tối thiểu", "least coverage"}},
      {"milestones", {"mốc", "milestones"}},
      {"coordinates", {"đơn vị phối hợp", "coordinating units"}},
      {"recurring", {"tính thường xuyên", "recurring"}},
      {"solution", {"nhóm giải pháp", "solution group"}},
      {"product", {"sản phẩm", "product"}},
      {"due", {"thời hạn", "due date"}},
      {"budget", {"kinh phí", "money"}},
      {"capacity", {"công suất", "capacity"}},
      {"contributions", {"đóng góp cho chỉ tiêu", "contributions"}},
      {"area", {"địa điểm", "place"}},
      {"goal", {"nhóm mục tiêu", "goal"}},
  };
  const auto it = kNames.find(field);
  return it == kNames.end() ? field : desk.words.in(it->second);
}

/// Rules that fail between figures of different units.
Node cross_checks(const Desk& desk) {
  std::vector<std::string> out;
  for (const auto& failed : desk.result().cross_checks)
    for (const auto& check : desk.plan().checks)
      if (check.code == failed.check)
        out.push_back(fmt::format("{}: {} {} {}", desk.words.in(check.message),
                                  failed.left ? desk.words.number(failed.left->value) : "–",
                                  desk.say("và", "and"),
                                  failed.right ? desk.words.number(failed.right->value) : "–"));
  return list_of_texts(out);
}

Node assumptions(const Desk& desk) {
  Node out = Node::list();
  const auto add = [&](const std::string& name, const std::vector<std::string>& fields) {
    if (fields.empty()) return;
    std::vector<std::string> words;
    for (const auto& f : fields) words.push_back(field_name(desk, f));
    Node& row = out.push(Node::map());
    put(row, "name", name);
    put(row, "fields", join(words, ", "));
  };
  for (const auto& t : desk.plan().targets)
    if (!t.nameless()) add(desk.words.in(t.names), t.assumptions);
  for (const auto& t : desk.plan().tasks()) add(desk.words.in(t.text), t.assumptions);
  for (const auto& [level, due] : desk.cycle().due)
    if (due.source.find("assumption") != std::string::npos)
      add(level == "unit" ? desk.say("Hạn gửi báo cáo của đơn vị", "Due date of the units")
                          : desk.say("Hạn trình báo cáo", "Due date of this report"),
          {"due"});
  return out;
}

Node without_content(const Desk& desk) {
  Node out = Node::list();
  for (const auto& code : desk.result().without_content) {
    const Target* target = desk.plan().target(code);
    if (!target) continue;
    Node& row = out.push(Node::map());
    put(row, "note", desk.words.in(target->note));
    put(row, "source", target->source);
  }
  return out;
}

Node manifest_rows(const Desk& desk) {
  const Manifest& m = *desk.context.manifest;
  Node out = Node::list();
  const auto add = [&](std::string name, const std::string& digest, std::string note = {}) {
    Node& row = out.push(Node::map());
    put(row, "name", std::move(name));
    put(row, "digest", digest);
    put(row, "note", std::move(note));
  };
  add(fmt::format(fmt::runtime(desk.say("Bản chốt số liệu (lần {})", "Snapshot ({})")),
                  desk.context.snapshot.number),
      desk.context.snapshot.sha256);
  add(fmt::format(fmt::runtime(desk.say("Bản kế hoạch {}", "Plan version {}")), m.plan.version),
      m.plan.sha256);
  add(desk.say("Danh bạ đơn vị, địa bàn", "Register of units and areas"), m.register_sha256);
  add(desk.say("Kỳ báo cáo", "Cycle"), m.cycle_sha256);
  add(desk.say("Số liệu đã công bố", "Statements"), m.statements_sha256);
  if (m.previous)
    add(desk.say("Bản chốt đã công bố của kỳ trước", "Published snapshot of the cycle before"),
        m.previous->sha256);
  if (!m.matters_sha256.empty())
    add(desk.say("Ý kiến chỉ đạo; khó khăn, kiến nghị còn mở", "Directives and open difficulties"),
        m.matters_sha256);
  for (const auto& r : m.revisions)
    add(desk.words.unit(r.unit), r.sha256,
        (r.carried_from ? desk.say("số liệu tạm tính từ báo cáo ", "provisional, of the report on the ") +
                              cycle_name(desk, split(*r.carried_from, '/').front()) + ", "
                        : std::string{}) +
            fmt::format(fmt::runtime(desk.say("bản {}, nhận ngày {}", "revision {}, received {}")),
                        r.revision, desk.words.day(r.received_on)));
  return out;
}

}  // namespace

}  // namespace report

Node source_values(const ReportContext& context) {
  const report::Desk desk{context};
  Node values = report_values(context);
  Node sources = Node::map();
  sources.add("targets", report::target_sources(desk));
  sources.add("elements", report::element_sources(desk));
  sources.add("uncertain", report::uncertain(desk));
  sources.add("reconciliation", report::reconciliation(desk));
  sources.add("cross_checks", report::cross_checks(desk));
  sources.add("assumptions", report::assumptions(desk));
  sources.add("without_content", report::without_content(desk));
  sources.add("manifest", report::manifest_rows(desk));
  values.add("sources", std::move(sources));
  return values;
}

}  // namespace xanh

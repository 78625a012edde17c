#include "office/open_data.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/canonical.hpp"
#include "exchange/area_outlines.hpp"
#include "exchange/csv.hpp"
#include "office/published.hpp"

namespace xanh {
namespace {

std::string text(const std::optional<Number>& number) {
  return number ? number->value.to_text() : std::string();
}

/// A column of a table: its name, how it is to be read, and the cell of a row.
template <class Row>
struct Column {
  const char* name = nullptr;
  const char* type = nullptr;  ///< of a Table Schema
  Bilingual title;
  std::string (*cell)(const Row&) = nullptr;
};

const std::vector<Column<PublishedTarget>>& result_columns() {
  using Row = PublishedTarget;
  static const std::vector<Column<Row>> all{
      {"target", "string", {"mã chỉ tiêu", "code of the target"}, [](const Row& r) { return r.code; }},
      {"no",
       "string",
       {"số thứ tự trong Kế hoạch", "its number in the plan"},
       [](const Row& r) { return r.no.value_or(""); }},
      {"name_vi", "string", {"tên tiếng Việt", "Vietnamese name"}, [](const Row& r) { return r.names.vi; }},
      {"name_en", "string", {"tên tiếng Anh", "English name"}, [](const Row& r) { return r.names.en; }},
      {"unit", "string", {"đơn vị tính", "unit of measure"}, [](const Row& r) { return r.unit; }},
      {"value",
       "number",
       {"kết quả, chưa làm tròn", "result, not rounded"},
       [](const Row& r) { return text(r.value); }},
      {"grade",
       "string",
       {"mức độ: completed, over_95, not_yet_due, not_achieved, no_data, qualitative",
        "grade: completed, over_95, not_yet_due, not_achieved, no_data, qualitative"},
       [](const Row& r) { return r.grade ? word(*r.grade) : std::string(); }},
      {"units_expected",
       "integer",
       {"số đơn vị phải báo cáo", "units obliged"},
       [](const Row& r) { return std::to_string(r.coverage.expected); }},
      {"units_noted",
       "integer",
       {"số đơn vị đã có số liệu", "units whose figures are in"},
       [](const Row& r) { return std::to_string(r.coverage.noted); }},
      {"held_back",
       "string",
       {"lý do chưa công bố số liệu", "why the figure is held back"},
       [](const Row& r) { return r.held_back.value_or(""); }},
      {"restated_on",
       "date",
       {"ngày đính chính sau công bố", "day of its correction after the publication"},
       [](const Row& r) { return r.restated ? to_text(r.restated->on) : std::string(); }},
      {"published_before",
       "string",
       {"số đã công bố trước khi đính chính, như in trong báo cáo",
        "what was published before the correction, as printed"},
       [](const Row& r) { return r.restated ? r.restated->was.value_or("") : std::string(); }},
      {"restated_because",
       "string",
       {"lý do đính chính", "why it was corrected"},
       [](const Row& r) { return r.restated ? r.restated->reason : std::string(); }},
  };
  return all;
}

const std::vector<Column<PublishedFigure>>& figure_columns() {
  using Row = PublishedFigure;
  static const std::vector<Column<Row>> all{
      {"unit", "string", {"mã đơn vị", "code of the unit"}, [](const Row& r) { return r.unit; }},
      {"unit_vi", "string", {"tên đơn vị", "name of the unit"}, [](const Row& r) { return r.unit_names.vi; }},
      {"unit_en",
       "string",
       {"tên tiếng Anh của đơn vị", "English name of the unit"},
       [](const Row& r) { return r.unit_names.en; }},
      {"element", "string", {"mã số liệu", "code of the element"}, [](const Row& r) { return r.element; }},
      {"element_vi",
       "string",
       {"tên số liệu", "name of the element"},
       [](const Row& r) { return r.element_names.vi; }},
      {"element_en",
       "string",
       {"tên tiếng Anh của số liệu", "English name of the element"},
       [](const Row& r) { return r.element_names.en; }},
      {"measure", "string", {"đơn vị tính", "unit of measure"}, [](const Row& r) { return r.measure; }},
      {"state",
       "string",
       {"tình trạng: official, preliminary, estimate, nothing_to_report, not_applicable, not_available",
        "state: official, preliminary, estimate, nothing_to_report, not_applicable, not_available"},
       [](const Row& r) { return r.state; }},
      {"value",
       "number",
       {"số liệu của kỳ; để trống khi không có", "figure of the period; empty where there is none"},
       [](const Row& r) { return text(r.value); }},
      {"restated_on",
       "date",
       {"ngày đính chính sau công bố", "day of its correction after the publication"},
       [](const Row& r) { return r.restated ? to_text(r.restated->on) : std::string(); }},
      {"published_before",
       "number",
       {"số đã công bố trước khi đính chính; để trống khi chưa có",
        "what was published before the correction; "
        "empty where there was none"},
       [](const Row& r) { return r.restated ? r.restated->was.value_or("") : std::string(); }},
      {"restated_because",
       "string",
       {"lý do đính chính", "why it was corrected"},
       [](const Row& r) { return r.restated ? r.restated->reason : std::string(); }},
  };
  return all;
}

/// Of the report as a whole, behind the columns of each row.
constexpr const char* kMadeUp = "illustrative";
const Bilingual kMadeUpTitle{"số liệu minh họa, không có thật", "made-up figures, not real"};

template <class Row>
std::string table_of(const std::vector<Column<Row>>& columns, const std::vector<Row>& items,
                     bool illustrative) {
  std::vector<std::string> header;
  for (const auto& column : columns) header.emplace_back(column.name);
  header.emplace_back(kMadeUp);
  std::vector<std::vector<std::string>> rows;
  for (const auto& item : items) {
    auto& row = rows.emplace_back();
    for (const auto& column : columns) row.push_back(column.cell(item));
    row.emplace_back(illustrative ? "true" : "false");
  }
  return write_csv(header, rows);
}

template <class Row>
Node schema_of(const std::vector<Column<Row>>& columns, Language language) {
  Node out = Node::map();
  Node& fields = out.add("fields", Node::list());
  const auto add = [&](const char* name, const char* type, const Bilingual& title) {
    Node& field = fields.push(Node::map());
    field.add("name", Node::text(name));
    field.add("type", Node::text(type));
    field.add("title", Node::text(in(language, title)));
  };
  for (const auto& column : columns) add(column.name, column.type, column.title);
  add(kMadeUp, "boolean", kMadeUpTitle);
  Node& missing = out.add("missingValues", Node::list());
  missing.push(Node::text(""));
  return out;
}

void add_resource(Node& resources, const std::string& kind, const std::string& cycle,
                  const std::string& title, const std::string& bytes, Node schema) {
  Node& one = resources.push(Node::map());
  std::string name = fmt::format("{}-{}", kind, cycle);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  one.add("name", Node::text(name));
  one.add("title", Node::text(title));
  one.add("type", Node::text("table"));
  one.add("path", Node::text(fmt::format("cycles/{}/{}.csv", cycle, kind)));
  one.add("format", Node::text("csv"));
  one.add("mediatype", Node::text("text/csv"));
  one.add("encoding", Node::text("utf-8"));
  one.add("bytes", Node::number(std::to_string(bytes.size())));
  one.add("hash", Node::text("sha256:" + sha256(bytes)));
  one.add("schema", std::move(schema));
}

}  // namespace

Outcome<std::string> results_table(const Desk& desk, const std::string& cycle) {
  auto found = published_results(desk, cycle);
  if (!found.ok()) return {{}, std::move(found.problems)};
  return {table_of(result_columns(), found.value.items, found.value.illustrative), {}};
}

Outcome<std::string> figures_table(const Desk& desk, const std::string& cycle) {
  auto found = published_figures(desk, cycle);
  if (!found.ok()) return {{}, std::move(found.problems)};
  return {table_of(figure_columns(), found.value.items, found.value.illustrative), {}};
}

Outcome<Node> data_package(const Desk& desk, Language language) {
  Outcome<Node> out;
  const auto programme = public_programme(desk);
  out.problems = programme.problems;
  std::vector<std::string> cycles;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             cycles.clear();
             const Memory memory = recall(t);
             for (const Cycle* cycle : published_cycles(memory)) cycles.push_back(cycle->code);
           });
         }));
  if (!out.ok()) return out;
  out.value = Node::map();
  out.value.add("$schema", Node::text("https://datapackage.org/profiles/2.0/datapackage.json"));
  out.value.add("name", Node::text(programme.value.code));
  out.value.add("title", Node::text(in(language, programme.value.names)));
  Node& resources = out.value.add("resources", Node::list());
  for (const auto& cycle : cycles) {
    const auto results = published_results(desk, cycle);
    const auto figures = published_figures(desk, cycle);
    append(out.problems, results.problems);
    append(out.problems, figures.problems);
    if (!out.ok()) return out;
    const std::string& title = in(language, results.value.names);
    add_resource(resources, "results", cycle, title,
                 table_of(result_columns(), results.value.items, results.value.illustrative),
                 schema_of(result_columns(), language));
    add_resource(resources, "figures", cycle, title,
                 table_of(figure_columns(), figures.value.items, figures.value.illustrative),
                 schema_of(figure_columns(), language));
  }
  return out;
}

Outcome<Node> public_outlines(const Desk& desk, std::optional<Date> day) {
  Outcome<Node> out;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      out.value = outline_collection();
      const Memory memory = recall(t);
      const Date on = day.value_or(zone_of(memory.plans.back()).day_of(desk.now));
      for (const auto& area : memory.units.rows().areas) {
        if (area.outline.empty() || !area.validity().holds_on(on)) continue;
        Node one = outline_feature({area.code, area.outline});
        Node& properties = one.members[1].second;
        properties.add("official_code", Node::text(area.official_code));
        properties.add("name_vi", Node::text(area.name_vi));
        properties.add("name_en", Node::text(area.name_en));
        out.value.members.back().second.push(std::move(one));
      }
    });
  });
  return out;
}

}  // namespace xanh

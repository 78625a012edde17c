#include "office/own_draft_use.hpp"

#include "base/canonical.hpp"
#include "exchange/own_workbook_problems.hpp"
#include "exchange/report_file.hpp"
#include "exchange/yaml.hpp"
#include "office/own_workbook_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kMapMissing{
    "own-map-missing",
    Severity::error,
    "đây là bảng của riêng đơn vị, chưa biết số liệu nào nằm ở ô nào",
    "this is a workbook of the unit's own: which figure stands in which cell is "
    "not known yet",
    "chỉ ô cho từng số liệu rồi đọc lại tệp này",
    "point out the cell of each figure, then read the file again"};

const char* const kName = "workbook.xlsx";

/// The form of the unit in the cycle, for who may write its report.
struct Asked {
  Form form;
  const Plan* plan = nullptr;
};
std::optional<Asked> asked_of(const Memory& memory, const std::string& cycle, const std::string& unit,
                              Problems& problems) {
  const auto found = find_cycle(memory, cycle);
  append(problems, found.problems);
  if (found.ok()) append(problems, find_reporting_unit(memory, *found.value, unit));
  if (has_error(problems)) return std::nullopt;
  return Asked{form_maker(memory, *found.value).form(unit), &memory.plan_of(*found.value)};
}

/// Inside one reading of the store, if the person may write the unit's report.
template <class Body>
void for_draft(const Desk& desk, const OwnFile& file, Problems& problems, Body body) {
  append(problems, authorise(desk, Act::draft_report, file.unit));
  if (has_error(problems)) return;
  append(problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             const Memory memory = recall(t);
             if (const auto asked = asked_of(memory, file.cycle, file.unit, problems))
               body(t, memory, *asked);
           });
         }));
}

void as_warnings(Problems& problems) {
  for (auto& p : problems) p.severity = Severity::warning;
}

/// What the map in force says of an element, or what the workbook suggests.
OwnFigure own_figure(ProposedFigure&& proposed, const WorkbookMap* map) {
  OwnFigure out;
  out.figure = std::move(proposed.figure);
  out.label = std::move(proposed.label);
  out.confidence = proposed.confidence;
  out.certain = proposed.certain;
  if (!map) return out;
  for (const auto& kept : map->figures)
    if (kept.element == out.figure.element) {
      out.figure = kept;
      if (out.figure.sheet.empty()) out.figure.sheet = map->sheet;
      out.confidence = 1;
      out.certain = true;
    }
  return out;
}

}  // namespace

Outcome<OwnLook> look_through_own(const Desk& desk, const OwnFile& file) {
  Outcome<OwnLook> out;
  for_draft(desk, file, out.problems, [&](const Transaction& t, const Memory& memory, const Asked& asked) {
    const auto parsed = parse_report_file(file.bytes, kName);
    append(out.problems, parsed.problems);
    if (!parsed.ok()) return;
    if (is_form_workbook(*parsed.value.workbook)) {
      out.problems.push_back(problem(own_workbook::kOwnForm, Place{kName, 0, 0, {}, {}, {}}));
      return;
    }
    std::optional<WorkbookMap> map;
    if (const auto kept = remembered_map(t, memory, file.unit))
      if (auto read = read_workbook_map(kept->bytes, kept->name, asked.form, *asked.plan); read.ok())
        map = std::move(read.value);
    out.value.remembered = map.has_value();
    auto proposed = propose_map(*parsed.value.workbook, asked.form);
    WorkbookMap whole = proposed.map;
    whole.figures.clear();
    for (auto& one : proposed.figures) {
      out.value.figures.push_back(own_figure(std::move(one), map ? &*map : nullptr));
      if (auto& last = out.value.figures.back(); last.figure.this_period) {
        last.cell = last.figure.this_period->cell;
        whole.figures.push_back(last.figure);
      }
    }
    auto read = read_own_workbook(*parsed.value.workbook, kName, whole, asked.form, *asked.plan);
    as_warnings(read.problems);
    append(out.problems, std::move(read.problems));
    for (const auto& figure : read.value.figures)
      for (auto& shown : out.value.figures)
        if (shown.figure.element == figure.element) {
          shown.value = figure.this_period;
          shown.cell = figure.place.cell;
        }
  });
  return out;
}

Outcome<WorkbookMap> keep_map(const Desk& desk, const std::string& cycle, const std::string& unit,
                              WorkbookMap map) {
  Outcome<WorkbookMap> out;
  out.problems = authorise(desk, Act::draft_report, unit);
  if (has_error(out.problems)) return out;
  map.format = 1;
  map.unit = unit;
  const std::string yaml = write_yaml(to_node(map));
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             const Memory memory = recall(t);
             const auto asked = asked_of(memory, cycle, unit, out.problems);
             if (!asked) return;
             auto read = read_workbook_map(yaml, unit + ".yaml", asked->form, *asked->plan);
             append(out.problems, std::move(read.problems));
             if (has_error(out.problems)) return;
             remember_map(t, desk, memory, cycle, unit, {unit + ".yaml", yaml, sha256(yaml), false});
             out.value = std::move(read.value);
           });
         }));
  return out;
}

Outcome<std::optional<Submission>> read_own_draft(const Desk& desk, const OwnFile& file) {
  Outcome<std::optional<Submission>> out;
  for_draft(desk, file, out.problems, [&](const Transaction& t, const Memory& memory, const Asked& asked) {
    const auto parsed = parse_report_file(file.bytes, kName);
    append(out.problems, parsed.problems);
    if (!parsed.ok() || is_form_workbook(*parsed.value.workbook)) return;
    const auto map = remembered_map(t, memory, file.unit);
    if (!map) {
      out.problems.push_back(problem(kMapMissing, Place{}));
      return;
    }
    auto read = read_by_map(*parsed.value.workbook, kName, map, asked.form, *asked.plan);
    as_warnings(read.problems);
    append(out.problems, std::move(read.problems));
    out.value = std::move(read.value);
  });
  return out;
}

}  // namespace xanh

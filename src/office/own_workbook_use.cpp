#include "office/own_workbook_use.hpp"

#include "base/canonical.hpp"
#include "exchange/own_workbook_problems.hpp"
#include "exchange/report_file.hpp"
#include "exchange/whole_file.hpp"
#include "office/signed_papers.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoMap{
    "own-no-map",
    Severity::error,
    "đây là bảng của riêng đơn vị và chưa có bản đồ ô cho {unit}",
    "this is a workbook of the unit's own, and there is no map for {unit} yet",
    "thêm `--map TỆP.yaml`; lập bản nháp: `xanh map suggest {file} --unit {unit} --cycle {cycle} -o "
    "map.yaml`",
    "add `--map FILE.yaml`; a draft: `xanh map suggest {file} --unit {unit} --cycle {cycle} -o map.yaml`"};
constexpr ProblemKind kNotWorkbook{"map-not-a-workbook",
                                   Severity::error,
                                   "chỉ lập bản đồ ô cho tệp .xlsx",
                                   "only a workbook (.xlsx) has a map",
                                   "lưu tệp ở dạng .xlsx",
                                   "save the file as .xlsx"};

/// Working days in which the unit may correct what was entered for it (domain.md, "Entry on behalf").
constexpr int kCorrectionDays = 3;

}  // namespace

std::optional<MapFile> remembered_map(const Transaction& t, const Memory& memory, const std::string& unit) {
  std::optional<SubmissionEvent> newest;
  for (const auto& cycle : memory.cycles)
    for (auto& event : t.submission_events(cycle.code))
      if (event.unit == unit && event.event == kMappedEvent && (!newest || newest->seq < event.seq))
        newest = std::move(event);
  if (!newest) return std::nullopt;
  const auto document = t.published_document(newest->detail);
  if (!document) throw std::runtime_error("the map " + newest->detail + " is not in the store");
  return MapFile{document->name, document->bytes, document->digest, true};
}

void remember_map(Transaction& t, const Desk& desk, const Memory& memory, const std::string& cycle,
                  const std::string& unit, const MapFile& map) {
  if (const auto known = remembered_map(t, memory, unit); known && known->sha256 == map.sha256) return;
  const std::string digest =
      t.add_published_document({{}, map.name, "application/yaml", map.bytes, desk.now});
  t.add_submission_event({0, cycle, unit, {}, std::string(kMappedEvent), digest, desk.now, desk.actor});
  t.audit({desk.now, desk.actor, "submit.map", cycle + "/" + unit, digest});
}

Outcome<Submission> read_by_map(const Workbook& workbook, const std::string& file,
                                const std::optional<MapFile>& map, const Form& form, const Plan& plan) {
  if (!map)
    return {{},
            {problem(kNoMap, Place{file, 0, 0, {}, {}, {}},
                     {{"unit", form.unit}, {"cycle", form.cycle}, {"file", file}})}};
  const auto read = read_workbook_map(map->bytes, map->name, form, plan);
  if (!read.ok()) return {{}, read.problems};
  auto out = read_own_workbook(workbook, file, read.value, form, plan);
  out.problems.insert(out.problems.begin(), read.problems.begin(), read.problems.end());
  return out;
}

Outcome<MapProposal> suggest_map(const Desk& desk, const MapRequest& request) {
  Outcome<MapProposal> out;
  out.problems = authorise(desk, Act::draft_report, request.unit);
  auto bytes = read_whole_file(request.workbook);
  append(out.problems, std::move(bytes.problems));
  if (has_error(out.problems)) return out;
  const auto parsed = parse_report_file(bytes.value, request.workbook);
  append(out.problems, parsed.problems);
  if (has_error(out.problems)) return out;
  const Place place{request.workbook, 0, 0, {}, {}, {}};
  if (!parsed.value.workbook) {
    out.problems.push_back(problem(kNotWorkbook, place));
    return out;
  }
  if (is_form_workbook(*parsed.value.workbook)) {
    out.problems.push_back(problem(own_workbook::kOwnForm, place));
    return out;
  }
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const Memory memory = recall(t);
      const auto cycle = find_cycle(memory, request.cycle);
      append(out.problems, cycle.problems);
      if (!cycle.ok()) return;
      append(out.problems, find_reporting_unit(memory, *cycle.value, request.unit));
      if (has_error(out.problems)) return;
      const FormMaker forms = form_maker(memory, *cycle.value);
      auto proposed = propose_map(*parsed.value.workbook, forms.form(request.unit));
      proposed.map.name = to_nfc(request.workbook.substr(request.workbook.rfind('/') + 1)).value_or("");
      const std::string yaml = map_as_yaml(proposed);
      append(out.problems, write_whole_file(request.path, yaml));
      out.value.path = request.path;
      out.value.sha256 = sha256(yaml);
      for (const auto& one : proposed.figures) {
        ++out.value.asked;
        ++(one.certain              ? out.value.certain
           : one.figure.this_period ? out.value.uncertain
                                    : out.value.not_found);
      }
    });
  });
  append(out.problems, std::move(failed));
  return out;
}

Date correction_day(Date entered, const Memory& memory, const Cycle& cycle) {
  return memory.units.calendar({cycle.cut_off(), {}}).add_working_days(entered, kCorrectionDays);
}

std::optional<Correction> correction_of(const StoredRevision& revision, const Submission& report,
                                        const Memory& memory, const Cycle& cycle) {
  if (report.entered_by.empty()) return std::nullopt;
  const Zone zone = zone_of(memory.plan_of(cycle));
  return Correction{correction_day(zone.day_of(revision.recorded_at), memory, cycle)};
}

}  // namespace xanh

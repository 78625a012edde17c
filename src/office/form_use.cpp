#include "office/form_use.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "documents/report.hpp"
#include "exchange/form_workbook.hpp"
#include "exchange/whole_file.hpp"
#include "office/draft_use.hpp"
#include "office/matter_use.hpp"
#include "office/show_use.hpp"

namespace xanh {
namespace {

struct SentReport {
  Submission submission;
  std::string sha256;
};

/// The unit's accepted report of a cycle, or its newest when `any`.
std::optional<SentReport> report_of(const Transaction& t, const std::string& cycle, const std::string& unit,
                                    bool any) {
  const auto accounts = accounts_of(t, cycle);
  const auto account = accounts.find(unit);
  if (account == accounts.end()) return std::nullopt;
  const int number = any ? account->second.latest : account->second.accepted;
  if (number == 0) return std::nullopt;
  const auto revision = t.revision(cycle, unit, number);
  if (!revision) return std::nullopt;
  return SentReport{submission_from_bytes(revision->bytes).value, revision->digest};
}

/// `draft`: what stands in its fields instead of what was sent last; with its digest, if it was sent.
std::string one_form(const Transaction& t, const Memory& memory, const Cycle& cycle, const Form& form,
                     const Matters& matters, Language language, const Submission* draft = nullptr,
                     const std::string& digest = {}) {
  const auto beside = reports_beside(t, memory, cycle, form.unit);
  const Plan& plan = memory.plan_of(cycle);
  FormContext context;
  context.programme = &plan.programme;
  context.plan = &plan;
  context.units = &memory.units;
  context.cycle = &cycle;
  context.language = language;
  context.directives = directives_of(matters.directives, memory.units, cycle.window, form.unit);
  for (const auto& one : matters.difficulties)
    if (one.unit == form.unit) context.difficulties.push_back(one);
  context.last = beside.last ? &*beside.last : nullptr;
  context.same_period = beside.same_period ? &*beside.same_period : nullptr;
  context.draft = draft ? draft : beside.sent ? &*beside.sent : nullptr;
  context.draft_sha256 = !digest.empty() ? digest : draft ? content_digest(*draft) : beside.sent_sha256;
  context.due = due_day(cycle, "unit", memory.units.calendar({cycle.cut_off(), {}}));
  return write_form_workbook(form, context);
}

}  // namespace

ReportsBeside reports_beside(const Transaction& t, const Memory& memory, const Cycle& cycle,
                             const std::string& unit) {
  const Cycle* last = nullptr;
  for (const auto& other : memory.cycles_of_level(cycle))
    if (other.window.last < cycle.window.last && (!last || last->window.last < other.window.last))
      last = &other;
  const Cycle* same = previous_of_kind(memory.cycles_of_level(cycle), cycle);
  const auto submission = [](std::optional<SentReport> report) {
    return report ? std::optional(std::move(report->submission)) : std::nullopt;
  };
  auto sent = report_of(t, cycle.code, unit, true);
  const std::string digest = sent ? sent->sha256 : std::string{};
  return {last ? submission(report_of(t, last->code, unit, false)) : std::nullopt,
          same ? submission(report_of(t, same->code, unit, false)) : std::nullopt,
          submission(std::move(sent)), digest};
}

Outcome<std::vector<FormFile>> write_forms(const Desk& desk, const FormRequest& request) {
  Outcome<std::vector<FormFile>> out;
  out.problems = authorise(request.unit.empty() ? at_level(desk, request.cycle) : desk,
                           request.unit.empty() ? Act::read_cycle : Act::read_programme);
  if (has_error(out.problems)) return out;
  std::vector<WholeFile> files;
  auto failed = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const Memory memory = recall(t);
      if (!request.unit.empty())
        out.problems = authorise(desk, Act::read_report, request.unit, &memory.units);
      if (has_error(out.problems)) return;
      const auto cycle = find_cycle(memory, request.cycle);
      out.problems = cycle.problems;
      if (!cycle.ok()) return;
      std::vector<std::string> units;
      if (request.unit.empty()) {
        for (const UnitRow* row : reporting_units(memory.plan_of(*cycle.value), memory.units, *cycle.value))
          units.push_back(row->code);
      } else {
        out.problems = find_reporting_unit(memory, *cycle.value, request.unit);
        if (has_error(out.problems)) return;
        units.push_back(request.unit);
      }
      const FormMaker forms = form_maker(memory, *cycle.value);
      const Matters matters = recall_matters(t, memory, *cycle.value);
      for (const auto& unit : units) {
        const Form form = forms.form(unit);
        const std::string name = fmt::format("{}-{}.xlsx", request.cycle, unit);
        // A path that cannot be looked at is told when the file is written.
        std::error_code ignored;
        const bool into_folder = request.unit.empty() || request.path.ends_with('/') ||
                                 std::filesystem::is_directory(request.path, ignored);
        const std::string path =
            into_folder ? (std::filesystem::path(request.path) / name).string() : request.path;
        files.push_back({path, one_form(t, memory, *cycle.value, form, matters, request.language)});
        out.value.push_back({unit, path, form.digest()});
      }
    });
  });
  for (auto& p : failed) out.problems.push_back(std::move(p));
  if (!has_error(out.problems))
    for (auto& p : write_whole_folder("", files)) out.problems.push_back(std::move(p));
  if (has_error(out.problems)) out.value.clear();
  return out;
}

Outcome<std::string> form_pages(const Desk& desk, const std::string& cycle, const std::string& unit,
                                Language language, const std::string& revision) {
  Outcome<std::string> out;
  std::optional<Submission> draft;
  std::string sent_sha256;
  if (!revision.empty()) {
    auto shown = show_report(desk, fmt::format("{}/{}/{}", cycle, unit, revision));
    out.problems = std::move(shown.problems);
    if (has_error(out.problems)) return out;
    draft = std::move(shown.value.report);
    sent_sha256 = std::move(shown.value.sha256);
  } else if (!has_error(authorise(desk, Act::draft_report, unit))) {
    const auto found = show_draft(desk, cycle, unit);
    out.problems = found.problems;
    if (has_error(out.problems)) return out;
    // What cannot be read of it is told where it is typed.
    if (!found.value.fields.empty()) draft = report_of(found.value).value;
  }
  std::string workbook;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             const Memory memory = recall(t);
             append(out.problems, authorise(desk, Act::read_report, unit, &memory.units));
             if (has_error(out.problems)) return;
             const auto found = find_cycle(memory, cycle);
             append(out.problems, found.problems);
             if (found.ok()) append(out.problems, find_reporting_unit(memory, *found.value, unit));
             if (has_error(out.problems)) return;
             workbook = one_form(t, memory, *found.value, form_maker(memory, *found.value).form(unit),
                                 recall_matters(t, memory, *found.value), language, draft ? &*draft : nullptr,
                                 sent_sha256);
           });
         }));
  if (has_error(out.problems)) return out;
  auto pages = to_pdf(workbook, OfficeFile::workbook, language);
  append(out.problems, std::move(pages.problems));
  out.value = std::move(pages.value);
  return out;
}

}  // namespace xanh

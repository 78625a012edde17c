#include "office/programme_use.hpp"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>

#include "base/canonical.hpp"
#include "exchange/whole_file.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknownPlan{"unknown-plan",
                                   Severity::error,
                                   "không có bản kế hoạch `{version}`",
                                   "there is no plan version `{version}`",
                                   "xem `xanh plan list`",
                                   "see `xanh plan list`"};
constexpr ProblemKind kPlaceOfProgrammeNotEmpty{
    "place-not-empty",          Severity::error,    "thư mục này đã có nội dung",
    "this folder is not empty", "chọn thư mục mới", "choose a new folder"};

constexpr ProblemKind kTemplatesLeft{
    "templates-not-copied",
    Severity::warning,
    "đã tạo kho nhưng chưa chép được mẫu Word ({reason})",
    "the store is made, but the Word templates could not be copied into it ({reason})",
    "chép thư mục này vào kho",
    "copy this folder into the store"};

template <class T>
void rows_to(std::vector<RegisterRow>& out, RegisterKind kind, const std::vector<T>& rows,
             const std::function<std::string(const T&)>& code, Instant now) {
  for (const auto& row : rows) out.push_back({0, kind, code(row), canonical(to_node(row)), now});
}

}  // namespace

Outcome<InitResult> init_store(const std::string& address, const std::string& programme_folder,
                               const std::string& actor, Instant now) {
  Outcome<InitResult> out;
  auto folder = read_programme_folder(programme_folder);
  out.problems = std::move(folder.problems);
  if (has_error(out.problems)) return out;
  const ProgrammeFolder& programme = folder.value;

  std::vector<RegisterRow> rows;
  rows_to<UnitRow>(
      rows, RegisterKind::unit, programme.register_rows.units, [](const UnitRow& r) { return r.code; }, now);
  rows_to<UnitChange>(
      rows, RegisterKind::change, programme.register_rows.changes, [](const UnitChange& r) { return r.from; },
      now);
  rows_to<AreaRow>(
      rows, RegisterKind::area, programme.register_rows.areas, [](const AreaRow& r) { return r.code; }, now);
  rows_to<DayRow>(
      rows, RegisterKind::day, programme.register_rows.days, [](const DayRow& r) { return to_text(r.date); },
      now);
  std::vector<StoredStatement> statements;
  for (const auto& s : programme.statements) {
    const std::string bytes = canonical(to_node(s));
    statements.push_back({0, bytes, digest_of("statement", bytes), now});
  }
  const Plan& last = programme.plans.back();
  const auto fill = [&](Transaction& t) {
    for (const auto& plan : programme.plans)
      t.add_plan({plan.version, plan.years.empty() ? 0 : plan.years.back().year, plan.in_force_from(),
                  plan_bytes(plan), plan_digest(plan), now, actor});
    t.add_register_rows(rows);
    for (const auto& cycle : programme.cycles)
      t.add_cycle({cycle.code, 0, cycle_bytes(cycle), cycle_digest(cycle), now});
    t.add_statements(statements);
    t.audit({now, actor, "init", last.programme.code,
             fmt::format(R"({{"plan_sha256":"{}"}})", plan_digest(last))});
  };
  auto made = ProgrammeStore::create(address, {last.programme.code, last.programme.format, now}, fill);
  const bool ok = made.ok();
  for (auto& p : made.problems) out.problems.push_back(std::move(p));
  if (!ok) return out;
  // The office's own Word templates go with the store, where they can be edited.
  namespace fs = std::filesystem;
  const fs::path templates = fs::path(programme_folder) / "templates";
  std::error_code error;
  if (!made.value->folder().empty() && fs::is_directory(templates, error)) {
    fs::copy(templates, made.value->folder() / "templates", fs::copy_options::recursive, error);
    if (error)
      out.problems.push_back(problem(kTemplatesLeft, Place{templates.string(), 0, 0, {}, {}, {}},
                                     {{"reason", error.message()}}));
  }
  out.value = {last.programme.code,
               static_cast<int>(programme.plans.size()),
               plan_digest(last),
               Register(programme.register_rows).digest(),
               static_cast<int>(Register(programme.register_rows).unit_codes().size()),
               static_cast<int>(last.targets.size()),
               static_cast<int>(last.tasks().size())};
  return out;
}

Problems export_programme(const Desk& desk, const std::string& folder, const std::string& version) {
  Problems out = authorise(desk, Act::read_cycle);
  if (has_error(out)) return out;
  ProgrammeFolder programme;
  Problems unknown;
  out = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      Memory memory = recall(t);
      auto wanted = find_plan(memory, version);
      append(unknown, std::move(wanted.problems));
      if (!wanted.value) return;
      // What came after it goes; its years before it stand in the version itself.
      memory.plans.erase(memory.plans.begin() + (wanted.value - memory.plans.data()) + 1, memory.plans.end());
      programme.plans = std::move(memory.plans);
      programme.register_rows = memory.units.rows();
      programme.cycles = std::move(memory.cycles);
      for (auto& [unit, cycles] : memory.levels)
        programme.cycles.insert(programme.cycles.end(), std::make_move_iterator(cycles.begin()),
                                std::make_move_iterator(cycles.end()));
      programme.statements = std::move(memory.statements);
    });
  });
  append(out, std::move(unknown));
  if (has_error(out)) return out;
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error)))
    return {problem(kPlaceOfProgrammeNotEmpty, Place{folder, 0, 0, {}, {}, {}})};
  std::vector<WholeFile> files;
  for (auto& entry : write_programme(programme))
    files.push_back({std::move(entry.name), std::move(entry.text)});
  return write_whole_folder(folder, files);
}

std::vector<PlanLine> plan_list(const Memory& memory) {
  std::vector<PlanLine> out;
  for (const auto& plan : memory.plans) {
    const PlanYear* year = plan.years.empty() ? nullptr : &plan.years.back();
    out.push_back({plan.version, year ? year->year : 0, plan.in_force_from(),
                   year ? year->decision.number : "", memory.plan_digests.at(plan.version),
                   static_cast<int>(plan.targets.size()), static_cast<int>(plan.tasks().size())});
  }
  return out;
}

Outcome<const Plan*> find_plan(const Memory& memory, const std::string& text) {
  if (text.empty()) return {&memory.plans.back(), {}};
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size()) {
    // A year means the last version in force in it; no programme has two thousand versions.
    const Plan* found =
        number >= 1900 ? plan_in_force(memory.plans, make_date(number, 12, 31)) : memory.plan(number);
    if (found) return {found, {}};
  }
  return {nullptr, {problem(kUnknownPlan, Place{}, {{"version", text}})}};
}

}  // namespace xanh

#include "office/programme_update_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/canonical.hpp"
#include "exchange/programme_folder.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kOtherProgramme{"update-other-programme",
                                      Severity::error,
                                      "thư mục là chương trình {code}, kho là {have}",
                                      "the folder is programme {code}, the store holds {have}",
                                      "chọn đúng thư mục hoặc đúng kho",
                                      "choose the right folder or store"};
constexpr ProblemKind kOpened{"update-cycle-open",
                              Severity::error,
                              "kỳ {cycle} đã mở, không đổi được nội dung",
                              "cycle {cycle} was opened and cannot be worded anew",
                              "để nguyên kỳ đã mở; kỳ mới lấy mã khác",
                              "leave it as it is; a new cycle takes another code"};
constexpr ProblemKind kPlanLeft{"update-plan-left",
                                Severity::warning,
                                "Kế hoạch năm {year} trong thư mục không được lấy vào",
                                "the plan of {year} in the folder is not taken",
                                "lập bằng `xanh plan next`, hoặc đề xuất và quyết định điều chỉnh",
                                "draft it with `xanh plan next`, or propose and decide changes"};

std::string day_of(const std::optional<Date>& day) {
  return day ? " " + to_text(*day) : std::string{};
}

class Update {
 public:
  Update(const Desk& desk, const Memory& memory, ProgrammeFolder&& folder, Outcome<ProgrammeUpdate>& out)
      : desk_(desk), memory_(memory), folder_(std::move(folder)), out_(out) {}

  void run() {
    const Programme &there = memory_.plans.back().programme, &given = folder_.plans.back().programme;
    if (given.code != there.code) {
      out_.problems.push_back(
          problem(kOtherProgramme, Place{}, {{"code", given.code}, {"have", there.code}}));
      return;
    }
    for (const auto& year : folder_.plans.back().years)
      if (!memory_.plans.back().year(year.year))
        out_.problems.push_back(problem(kPlanLeft, Place{}, {{"year", std::to_string(year.year)}}));
    const RegisterRows& known = memory_.units.rows();
    learn("units", RegisterKind::unit, known.units, folder_.register_rows.units, whole_.units,
          [](const UnitRow& row) { return row.code + day_of(row.valid_from); });
    learn("unit_changes", RegisterKind::change, known.changes, folder_.register_rows.changes, whole_.changes,
          [](const UnitChange& row) { return canonical(to_node(row)); });
    learn("areas", RegisterKind::area, known.areas, folder_.register_rows.areas, whole_.areas,
          [](const AreaRow& row) { return row.code + day_of(row.valid_from); });
    learn("holidays", RegisterKind::day, known.days, folder_.register_rows.days, whole_.days,
          [](const DayRow& row) { return to_text(row.date); });
    append(out_.problems, check_register(whole_));
    out_.value.register_sha256 = Register(whole_).digest();
    cycles();
    statements();
  }

  void keep(Transaction& t) const {
    t.add_register_rows(rows_);
    for (const auto& cycle : cycles_)
      t.add_cycle({cycle.code, 0, cycle_bytes(cycle), cycle_digest(cycle), desk_.now});
    t.add_statements(statements_);
    t.audit({desk_.now, desk_.actor, "programme.update", memory_.plans.back().programme.code,
             write_json_line(to_node(out_.value))});
  }

 private:
  void told(const std::string& file, const std::string& code, bool changed) {
    out_.value.rows.push_back({file, code, changed});
  }

  /// Rows that the store has not, and those that say something else under the same key; `whole` is all of
  /// them together, as the store will know them.
  template <class T, class Key>
  void learn(const std::string& file, RegisterKind kind, const std::vector<T>& known,
             const std::vector<T>& given, std::vector<T>& whole, Key key) {
    std::map<std::string, size_t> at;
    whole = known;
    for (size_t i = 0; i < whole.size(); ++i) at[key(whole[i])] = i;
    for (const auto& row : given) {
      const std::string bytes = canonical(to_node(row));
      const auto found = at.find(key(row));
      if (found != at.end() && canonical(to_node(whole[found->second])) == bytes) continue;
      const bool changed = found != at.end();
      if (changed)
        whole[found->second] = row;
      else
        whole.push_back(row);
      std::string code, name = key(row);
      if constexpr (std::is_same_v<T, UnitChange>) {
        code = row.from;
        name = fmt::format("{} {} {} {}", to_text(row.date), word(row.kind), row.from, row.to);
      } else if constexpr (std::is_same_v<T, DayRow>) {
        code = to_text(row.date);
      } else {
        code = row.code;
      }
      rows_.push_back({0, kind, code, bytes, desk_.now});
      told(file, name, changed);
    }
  }

  void cycles() {
    for (auto& cycle : folder_.cycles) {
      const Cycle* known = memory_.cycle(cycle.code);
      if (known && cycle_digest(*known) == cycle_digest(cycle)) continue;
      const auto standing = memory_.standing.find(cycle.code);
      if (known && standing != memory_.standing.end() && standing->second.stage != CycleStage::planned) {
        out_.problems.push_back(problem(kOpened, cycle.place, {{"cycle", cycle.code}}));
        continue;
      }
      told("cycles", cycle.code, known != nullptr);
      cycles_.push_back(std::move(cycle));
    }
  }

  void statements() {
    std::set<std::string> known;
    for (const auto& one : memory_.statements) known.insert(canonical(to_node(one)));
    for (const auto& one : folder_.statements) {
      const std::string bytes = canonical(to_node(one));
      if (!known.insert(bytes).second) continue;
      statements_.push_back({0, bytes, digest_of("statement", bytes), desk_.now});
      told("statements", fmt::format("{} {}", one.target, one.value), false);
    }
  }

  const Desk& desk_;
  const Memory& memory_;
  ProgrammeFolder folder_;
  Outcome<ProgrammeUpdate>& out_;
  RegisterRows whole_;
  std::vector<RegisterRow> rows_;
  std::vector<Cycle> cycles_;
  std::vector<StoredStatement> statements_;
};

}  // namespace

Outcome<ProgrammeUpdate> update_programme(const Desk& desk, const std::string& folder, bool dry_run) {
  Outcome<ProgrammeUpdate> out;
  out.problems = authorise(desk, Act::change_programme);
  if (has_error(out.problems)) return out;
  auto read = read_programme_folder(folder);
  const Problems told = std::move(read.problems);
  out.problems = told;
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             out = {{}, told};  // it may be begun again
             out.value.dry_run = dry_run;
             const Memory memory = recall(t);
             Update update(desk, memory, ProgrammeFolder(read.value), out);
             update.run();
             if (!has_error(out.problems) && !dry_run && !out.value.rows.empty()) update.keep(t);
           });
         }));
  if (has_error(out.problems)) out.value = {};
  return out;
}

}  // namespace xanh

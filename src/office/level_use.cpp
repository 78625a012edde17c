#include "office/level_use.hpp"

#include <fmt/format.h>

#include <boost/mp11.hpp>

#include "exchange/whole_file.hpp"
#include "exchange/yaml.hpp"
#include "office/snapshot_use.hpp"
#include "reporting/consolidation.hpp"
#include "reporting/sub_collection.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kOpen{"level-open",
                            Severity::error,
                            "kỳ {cycle} đã mở, không đặt lại được",
                            "cycle {cycle} is open and can not be set up again",
                            "các thay đổi để dành cho kỳ sau; gia hạn từng đơn vị khi xem báo cáo",
                            "changes wait for the next cycle; give a unit more time in its review"};
constexpr ProblemKind kDueLate{
    "level-due-late",
    Severity::warning,
    "hạn của đơn vị trực thuộc ({due}) không trước hạn báo cáo của chính đơn vị ({own})",
    "the units under it owe theirs on {due}, not before the unit owes its own ({own})",
    "đặt hạn sớm hơn để kịp rà soát, tổng hợp",
    "set an earlier day, to have time for review"};
constexpr ProblemKind kNothingFound{"level-nothing-found",
                                    Severity::error,
                                    "kỳ {cycle} chưa có bản chốt số liệu nào",
                                    "cycle {cycle} has no snapshot yet",
                                    "tổng hợp trước: `xanh consolidate --cycle {cycle}`",
                                    "consolidate first: `xanh consolidate --cycle {cycle}`"};
constexpr ProblemKind kNotOne{"level-not-one",
                              Severity::error,
                              "{cycle} không phải kỳ thu số liệu của đơn vị cấp dưới",
                              "{cycle} is no cycle in which a unit collects from units under it",
                              "dùng mã kỳ của cấp đó, ví dụ 2023-H1@q7",
                              "use the code of such a cycle, as 2023-H1@q7"};

/// What was said before, with what is said now over it.
Level level_of(const LevelRequest& request, const LevelTerms& terms, const Level* before) {
  Level out = before ? *before : Level{};
  out.unit = request.unit;
  out.above = request.cycle;
  const auto put = [](auto& to, const auto& from) {
    if (from) to = *from;
  };
  put(out.decision, terms.decision);
  put(out.tables, terms.tables);
  put(out.elements, terms.elements);
  put(out.obligations, terms.obligations);
  put(out.assigned, terms.assigned);
  put(out.tasks, terms.tasks);
  put(out.source, terms.source);
  out.place = terms.place;
  return out;
}

/// `over` where it says something, else `under`.
LevelTerms overlay(LevelTerms under, const LevelTerms& over) {
  using Members = boost::describe::describe_members<LevelTerms, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    if (over.*member.pointer) under.*member.pointer = over.*member.pointer;
  });
  return under;
}

Outcome<LevelTerms> terms_of(const LevelRequest& request) {
  Outcome<LevelTerms> out;
  if (request.file.empty()) return {request.terms, {}};
  auto bytes = read_whole_file(request.file);
  out.problems = std::move(bytes.problems);
  if (has_error(out.problems)) return out;
  auto tree = read_yaml(bytes.value, request.file);
  append(out.problems, std::move(tree.problems));
  if (has_error(out.problems)) return out;
  auto given = from_node<LevelTerms>(tree.value, request.file);
  append(out.problems, std::move(given.problems));
  out.value = overlay(std::move(given.value), request.terms);
  return out;
}

CycleStage stage_of(const Memory& memory, const std::string& cycle) {
  const auto found = memory.standing.find(cycle);
  return found == memory.standing.end() ? CycleStage::planned : found->second.stage;
}

/// The unit's cycle of this year that was cut off last before this one, whose terms go on.
const Cycle* last_of_year(const Memory& memory, const Cycle& above, const std::string& unit) {
  const auto of = memory.levels.find(unit);
  const Cycle* best = nullptr;
  if (of == memory.levels.end()) return best;
  for (const auto& one : of->second)
    if (one.plan_year == above.plan_year && one.cut_off() < above.cut_off() &&
        (!best || best->cut_off() < one.cut_off()))
      best = &one;
  return best;
}

/// The line of the cycle as it would stand, or what is in the way.
Cycle cycle_of(const Memory& memory, const Cycle& above, const LevelRequest& request, const LevelTerms& terms,
               Problems& problems) {
  const std::string code = level_code(above.code, request.unit);
  const Cycle* known = memory.cycle(code);
  if (known && stage_of(memory, code) != CycleStage::planned)
    problems.push_back(problem(kOpen, Place{}, {{"cycle", code}}));
  const Cycle* before = known ? known : last_of_year(memory, above, request.unit);
  Level level = level_of(request, terms, before ? &*before->level : nullptr);
  append(problems, check_level(level, memory.plan_of(above), memory.units, above));
  level.place = {};
  Cycle out = level_cycle(above, std::move(level), memory.units);
  out.opens = terms.opens ? terms.opens : known ? known->opens : above.opens;
  if (terms.due)
    out.due["unit"] = Due{terms.due, {}, DueRule::by, {}};
  else if (known && known->due.contains("unit"))
    out.due["unit"] = known->due.at("unit");
  const auto calendar = memory.units.calendar({above.cut_off(), {}});
  const auto due = due_day(out, "unit", calendar), own = due_day(above, "unit", calendar);
  if (due && own && *due >= *own)
    problems.push_back(problem(kDueLate, Place{}, {{"due", to_text_vi(*due)}, {"own", to_text_vi(*own)}}));
  return out;
}

std::vector<std::string> units_under(const Memory& memory, const Cycle& cycle, const std::string& unit) {
  std::vector<std::string> out;
  for (const UnitRow* row : memory.units.children(unit, {cycle.cut_off(), {}}))
    if (row->role == UnitRole::subordinate) out.push_back(row->code);
  return out;
}

LevelStanding standing_of(const Transaction& t, const Memory& memory, const Cycle& above, const UnitRow& row,
                          const FormMaker& forms) {
  LevelStanding out;
  out.cycle = level_code(above.code, row.code);
  out.unit = row.code;
  out.names = row.names();
  out.expected = static_cast<int>(units_under(memory, above, row.code).size());
  out.tables = tables_of(forms.form(row.code));
  const Cycle* cycle = memory.cycle(out.cycle);
  if (!cycle) return out;
  out.stage = stage_of(memory, out.cycle);
  out.chosen = cycle->level->tables;
  out.due = due_day(*cycle, "unit", memory.units.calendar({cycle->cut_off(), {}}));
  out.expected = static_cast<int>(reporting_units(memory.plan_of(*cycle), memory.units, *cycle).size());
  for (const auto& [unit, account] : accounts_of(t, out.cycle)) {
    out.sent += account.latest > 0;
    out.noted += account.state == SubmissionState::noted;
  }
  if (const auto all = t.snapshots(out.cycle); !all.empty()) out.snapshot = all.back().number;
  return out;
}

}  // namespace

Outcome<CycleLine> set_up_level(const Desk& desk, const LevelRequest& request) {
  Outcome<CycleLine> out;
  out.problems = authorise(desk, Act::draft_report, request.unit);
  if (has_error(out.problems)) return out;
  auto terms = terms_of(request);
  append(out.problems, std::move(terms.problems));
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong.clear();
             const Memory memory = recall(t);
             const auto above = find_cycle(memory, request.cycle);
             wrong = above.problems;
             if (above.ok()) append(wrong, find_reporting_unit(memory, *above.value, request.unit));
             if (has_error(wrong)) return;
             const CycleStage stage = stage_of(memory, request.cycle);
             if (stage != CycleStage::planned)
               append(wrong, wrong_stage(memory, request.cycle, CycleStage::open));
             const Cycle made = cycle_of(memory, *above.value, request, terms.value, wrong);
             if (has_error(wrong)) return;
             const Cycle* known = memory.cycle(made.code);
             const std::string digest = cycle_digest(made);
             if (!known || cycle_digest(*known) != digest) {
               t.add_cycle({made.code, 0, cycle_bytes(made), digest, desk.now});
               t.audit({desk.now, desk.actor, "cycle.level", made.code, digest});
             }
             const Memory after = recall(t);
             out.value = line_of_cycle(after, *after.cycle(made.code));
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<std::vector<LevelStanding>> list_levels(const Desk& desk, const std::string& cycle) {
  Outcome<std::vector<LevelStanding>> out;
  out.problems = authorise(desk, Act::read_programme);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(
      out.problems, attempt([&] {
        desk.store->read([&](const Transaction& t) {
          out.value.clear();
          const Memory memory = recall(t);
          const auto above = find_cycle(memory, cycle);
          wrong = above.problems;
          if (!above.ok()) return;
          const FormMaker forms = form_maker(memory, *above.value);
          for (const UnitRow* row : reporting_units(memory.plan_of(*above.value), memory.units, *above.value))
            if (!units_under(memory, *above.value, row->code).empty() &&
                !has_error(authorise(desk, Act::read_report, row->code, &memory.units)))
              out.value.push_back(standing_of(t, memory, *above.value, *row, forms));
        });
      }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<std::vector<OwedBelow>> list_owed_below(const Desk& desk) {
  Outcome<std::vector<OwedBelow>> out;
  out.problems = authorise(desk, Act::read_programme);
  if (has_error(out.problems)) return out;
  append(
      out.problems, attempt([&] {
        desk.store->read([&](const Transaction& t) {
          out.value.clear();
          const Memory memory = recall(t);
          for (const auto& [collector, cycles] : memory.levels)
            for (const auto& cycle : cycles) {
              const CycleStage stage = stage_of(memory, cycle.code);
              if (stage == CycleStage::planned) continue;
              for (const UnitRow* row : reporting_units(memory.plan_of(cycle), memory.units, cycle))
                if (std::any_of(desk.posts.begin(), desk.posts.end(),
                                [&](const Post& post) { return post.unit == row->code; }))
                  out.value.push_back({cycle.code, row->code, cycle.names, row->names(),
                                       memory.units.any_unit(collector)->names(), stage,
                                       due_day(cycle, "unit", memory.units.calendar({cycle.cut_off(), {}}))});
            }
          std::stable_sort(out.value.begin(), out.value.end(), [&](const OwedBelow& a, const OwedBelow& b) {
            return memory.cycle(a.cycle)->cut_off() < memory.cycle(b.cycle)->cut_off();
          });
        });
      }));
  return out;
}

Outcome<Draft> pass_up(const Desk& desk, const std::string& cycle) {
  Outcome<Draft> out;
  const std::string unit(collector_of(cycle));
  if (unit.empty()) return {{}, {problem(kNotOne, Place{}, {{"cycle", cycle}})}};
  out.problems = authorise(desk, Act::draft_report, unit);
  if (has_error(out.problems)) return out;
  Problems wrong;
  Submission report;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             const Memory memory = recall(t);
             const auto found = find_cycle(memory, cycle);
             wrong = found.problems;
             if (!found.ok()) return;
             const auto snapshots = t.snapshots(cycle);
             if (snapshots.empty()) {
               wrong.push_back(problem(kNothingFound, Place{}, {{"cycle", cycle}}));
               return;
             }
             const Level& level = *found.value->level;
             const Form asked = form_maker(memory, *memory.cycle(level.above)).form(unit);
             report = passed_up(result_of(snapshots.back()), level, asked);
           });
         }));
  append(out.problems, std::move(wrong));
  if (has_error(out.problems)) return out;
  auto filled = fill_draft(desk, report);
  append(out.problems, std::move(filled.problems));
  out.value = std::move(filled.value);
  return out;
}

}  // namespace xanh

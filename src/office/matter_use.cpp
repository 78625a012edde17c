#include "office/matter_use.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "exchange/whole_file.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknownDirective{"no-such-directive",
                                        Severity::error,
                                        "không có ý kiến chỉ đạo `{code}`",
                                        "there is no directive `{code}`",
                                        "xem `xanh directive list`",
                                        "see `xanh directive list`"};
constexpr ProblemKind kNoOutcome{"outcome-missing",
                                 Severity::error,
                                 "đóng một ý kiến chỉ đạo cần nêu kết quả",
                                 "closing a directive takes its outcome",
                                 "thêm `--outcome`",
                                 "add `--outcome`"};
constexpr ProblemKind kUnknownDifficulty{"no-such-difficulty",
                                         Severity::error,
                                         "không có khó khăn, kiến nghị `{code}` trong báo cáo đã ghi nhận",
                                         "there is no difficulty `{code}` in a noted report",
                                         "xem `xanh difficulty list`; viết dạng 2023-H1/q7/1",
                                         "see `xanh difficulty list`; write it as 2023-H1/q7/1"};
constexpr ProblemKind kNothingSaid{"nothing-said",
                                   Severity::error,
                                   "chưa nêu ý kiến hoặc kết quả giải quyết",
                                   "neither an opinion nor an outcome is given",
                                   "thêm `--opinion` hoặc `--outcome`",
                                   "add `--opinion` or `--outcome`"};

struct Closing {
  Date on{};
  std::string outcome;
};
BOOST_DESCRIBE_STRUCT(Closing, (), (on, outcome))

/// An answer as it is kept: with the words it answers, for a later revision may number its rows anew.
struct KeptAnswer {
  std::string content;
  DifficultyAnswer answer;
};
BOOST_DESCRIBE_STRUCT(KeptAnswer, (), (content, answer))

template <class T>
T kept(const std::string& bytes) {
  auto tree = read_json(bytes, "store");
  auto value = from_node<T>(tree.value, "store");
  if (!tree.ok() || !value.ok()) throw std::runtime_error("a matter of the store cannot be read");
  return std::move(value.value);
}

DirectiveLine line_of(const StandingDirective& standing) {
  return {standing.directive, standing.closed_on, standing.outcome, !standing.closed_on};
}

void overlay(DifficultyAnswer& on, const DifficultyAnswer& later) {
  const auto put = [](std::string& to, const std::string& from) {
    if (!from.empty()) to = from;
  };
  put(on.opinion, later.opinion);
  put(on.outcome, later.outcome);
  put(on.answered_by, later.answered_by);
  put(on.document, later.document);
  if (later.answered_on) on.answered_on = later.answered_on;
}

}  // namespace

std::vector<StandingDirective> recall_directives(const Transaction& t) {
  std::map<std::string, StandingDirective> by_code;
  for (const auto& event : t.matter_events()) {
    if (event.kind != MatterKind::directive) continue;
    StandingDirective& standing = by_code[event.code];
    if (event.event == "given") {
      standing.directive = kept<Directive>(event.detail);
    } else if (event.event == "closed") {
      const auto closing = kept<Closing>(event.detail);
      standing.closed_on = closing.on;
      standing.outcome = closing.outcome;
    }
  }
  std::vector<StandingDirective> out;
  for (auto& [code, standing] : by_code) out.push_back(std::move(standing));
  return out;
}

std::vector<StandingDirective> recall_directives(const Transaction& t, const Memory& memory,
                                                 const Cycle& cycle) {
  auto out = recall_directives(t);
  if (out.empty()) return out;
  for (const auto& earlier : memory.cycles) {
    if (earlier.cut_off() >= cycle.cut_off() || !memory.standing.contains(earlier.code)) continue;
    for (const auto& [unit, account] : accounts_of(t, earlier.code)) {
      if (account.accepted == 0) continue;
      const auto stored = t.revision(earlier.code, unit, account.accepted);
      if (stored->bytes.find("\"directives\":") == std::string::npos) continue;
      for (const auto& answer : submission_from_bytes(stored->bytes).value.directives)
        for (auto& standing : out)
          if (standing.directive.code == answer.directive && answer.status == DirectiveStatus::done)
            standing.done_by.push_back(unit);
    }
  }
  return out;
}

std::vector<StandingDifficulty> recall_difficulties(const Transaction& t, const Memory& memory) {
  std::map<std::string, DifficultyAnswer> by_content;  // cycle/unit and the words answered
  const auto key = [](const std::string& cycle, const std::string& unit, const std::string& content) {
    return cycle + "/" + unit + "/" + content;
  };
  for (const auto& event : t.matter_events()) {
    if (event.kind != MatterKind::difficulty) continue;
    const auto parts = split(event.code, '/');
    const auto said = kept<KeptAnswer>(event.detail);
    if (parts.size() == 3) overlay(by_content[key(parts[0], parts[1], said.content)], said.answer);
  }
  std::vector<StandingDifficulty> out;
  for (const auto& cycle : memory.cycles) {
    if (!memory.standing.contains(cycle.code)) continue;
    for (const auto& [unit, account] : accounts_of(t, cycle.code)) {
      if (account.accepted == 0) continue;
      const auto stored = t.revision(cycle.code, unit, account.accepted);
      if (stored->bytes.find("\"difficulties\":") == std::string::npos) continue;  // most say nothing
      const auto report = submission_from_bytes(stored->bytes).value;
      for (size_t i = 0; i < report.difficulties.size(); ++i) {
        const Difficulty& what = report.difficulties[i];
        StandingDifficulty one{
            fmt::format("{}/{}/{}", cycle.code, unit, i + 1), cycle.code, unit, what, {}, {}, {}, {}, {}};
        if (const auto said = by_content.find(key(cycle.code, unit, what.content));
            said != by_content.end()) {
          const DifficultyAnswer& answer = said->second;
          one.opinion = answer.opinion;
          one.outcome = answer.outcome;
          one.answered_by = answer.answered_by;
          one.document = answer.document;
          one.answered_on = answer.answered_on;
        }
        out.push_back(std::move(one));
      }
    }
  }
  return out;
}

Matters recall_matters(const Transaction& t, const Memory& memory, const Cycle& cycle) {
  Matters out;
  out.directives = recall_directives(t, memory, cycle);
  std::map<std::string, const Cycle*> cycles;
  for (const auto& one : memory.cycles) cycles[one.code] = &one;
  for (auto& one : recall_difficulties(t, memory)) {
    const bool own = one.cycle == cycle.code;
    if (!own && cycles.at(one.cycle)->cut_off() >= cycle.cut_off()) continue;
    const bool answered_before = !one.open() && one.answered_on && *one.answered_on < cycle.window.first;
    if (own ? one.opinion.empty() && one.outcome.empty() : answered_before) continue;
    out.difficulties.push_back(std::move(one));
  }
  return out;
}

Outcome<std::vector<DirectiveLine>> add_directives(const Desk& desk, const std::string& file) {
  Outcome<std::vector<DirectiveLine>> out;
  out.problems = authorise(desk, Act::run_cycle);
  auto bytes = read_whole_file(file);
  append(out.problems, std::move(bytes.problems));
  if (has_error(out.problems)) return out;
  auto tree = read_yaml(bytes.value, file);
  append(out.problems, std::move(tree.problems));
  if (has_error(out.problems)) return out;
  auto given = from_node<std::vector<Directive>>(tree.value, file);
  append(out.problems, std::move(given.problems));
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(
      out.problems, attempt([&] {
        desk.store->transact([&](Transaction& t) {
          out.value.clear();
          const Memory memory = recall(t);
          wrong = check_directives(given.value, memory.units);
          if (has_error(wrong)) return;
          for (auto one : given.value) {
            one.place = {};
            const std::string detail = canonical(to_node(one));
            t.add_matter_event({0, MatterKind::directive, one.code, "given", detail, desk.now, desk.actor});
            t.audit({desk.now, desk.actor, "directive.add", one.code, digest_of("directive", detail)});
            out.value.push_back(line_of({std::move(one), {}, {}, {}}));
          }
        });
      }));
  for (auto& p : wrong)
    if (p.place.file.empty()) p.place.file = file;
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<std::vector<DirectiveLine>> list_directives(const Desk& desk, bool open_only) {
  Outcome<std::vector<DirectiveLine>> out;
  out.problems = authorise(desk, Act::read);
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.value.clear();
             for (const auto& standing : recall_directives(t))
               if (!open_only || !standing.closed_on) out.value.push_back(line_of(standing));
           });
         }));
  return out;
}

Outcome<std::vector<DirectiveLine>> close_directive(const Desk& desk, const std::string& code, Date on,
                                                    const std::string& outcome) {
  Outcome<std::vector<DirectiveLine>> out;
  out.problems = authorise(desk, Act::run_cycle);
  if (outcome.empty()) out.problems.push_back(problem(kNoOutcome, Place{}));
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong.clear();
             out.value.clear();
             std::vector<std::string> codes;
             for (const auto& standing : recall_directives(t)) {
               codes.push_back(standing.directive.code);
               if (standing.directive.code != code) continue;
               const std::string detail = canonical(to_node(Closing{on, outcome}));
               t.add_matter_event({0, MatterKind::directive, code, "closed", detail, desk.now, desk.actor});
               t.audit({desk.now, desk.actor, "directive.close", code, outcome});
               out.value.push_back(line_of({standing.directive, on, outcome, {}}));
             }
             if (out.value.empty())
               wrong.push_back(problem(kUnknownDirective, Place{}, {{"code", code}}, nearest(code, codes)));
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<std::vector<StandingDifficulty>> list_difficulties(const Desk& desk, const std::string& cycle,
                                                           bool open_only) {
  Outcome<std::vector<StandingDifficulty>> out;
  out.problems = authorise(desk, Act::read);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.value.clear();
             const Memory memory = recall(t);
             if (!cycle.empty()) wrong = find_cycle(memory, cycle).problems;
             for (auto& one : recall_difficulties(t, memory))
               if ((cycle.empty() || one.cycle == cycle) && (!open_only || one.open()))
                 out.value.push_back(std::move(one));
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<std::vector<StandingDifficulty>> answer_difficulty(const Desk& desk, const std::string& code,
                                                           const DifficultyAnswer& answer) {
  Outcome<std::vector<StandingDifficulty>> out;
  out.problems = authorise(desk, Act::review_report);
  if (answer.opinion.empty() && answer.outcome.empty())
    out.problems.push_back(problem(kNothingSaid, Place{}));
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(
      out.problems, attempt([&] {
        desk.store->transact([&](Transaction& t) {
          wrong.clear();
          out.value.clear();
          const Memory memory = recall(t);
          std::vector<std::string> codes;
          for (const auto& one : recall_difficulties(t, memory)) {
            codes.push_back(one.code);
            if (one.code != code) continue;
            const std::string detail = canonical(to_node(KeptAnswer{one.difficulty.content, answer}));
            t.add_matter_event({0, MatterKind::difficulty, code, "answered", detail, desk.now, desk.actor});
            t.audit({desk.now, desk.actor, "difficulty.answer", code, digest_of("answer", detail)});
          }
          for (auto& one : recall_difficulties(t, memory))
            if (one.code == code) out.value.push_back(std::move(one));
          if (out.value.empty())
            wrong.push_back(problem(kUnknownDifficulty, Place{}, {{"code", code}}, nearest(code, codes)));
        });
      }));
  append(out.problems, std::move(wrong));
  return out;
}

}  // namespace xanh

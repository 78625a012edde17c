#include "office/matter_use.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "exchange/whole_file.hpp"
#include "exchange/yaml.hpp"
#include "office/mail_use.hpp"

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
constexpr ProblemKind kInUse{"directive-in-use",
                             Severity::error,
                             "mã `{code}` đã dùng cho ý kiến chỉ đạo “{content}”",
                             "the code `{code}` is in use for the directive “{content}”",
                             "đặt mã khác; sửa lời văn của ý kiến đã ghi thì thêm `--replace`",
                             "give another code; to mend the wording of that one add `--replace`"};
constexpr ProblemKind kNoDirectives{"no-directives",
                                    Severity::error,
                                    "tệp không có ý kiến chỉ đạo nào",
                                    "the file holds no directive",
                                    "ghi một danh sách, mỗi mục có code, content, units",
                                    "write a list, each item with code, content, units"};
constexpr ProblemKind kDayOutside{"day-outside",
                                  Severity::error,
                                  "ngày {day} nằm ngoài khoảng từ {first} đến {last}",
                                  "the day {day} is outside {first} to {last}",
                                  "kiểm tra lại ngày ở `--date`",
                                  "check the day of `--date`"};
constexpr ProblemKind kClosedAlready{
    "directive-closed-already",
    Severity::warning,
    "ý kiến chỉ đạo `{code}` đã đóng ngày {day}: {outcome}; kết quả mới thay kết quả này",
    "the directive `{code}` was closed on {day}: {outcome}; the new outcome replaces it",
    "không cần làm gì nếu đúng ý",
    "nothing to do if that is meant"};
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

/// An answer as it is kept: with the row it answers, for a later revision may number its rows anew. Of rows
/// that say the same, it is for the `nth`.
struct KeptAnswer {
  Difficulty difficulty;
  int nth = 0;
  DifficultyAnswer answer;
};
BOOST_DESCRIBE_STRUCT(KeptAnswer, (), (difficulty, nth, answer))

/// What makes a row of one report the same row in its next revision: whom it asks for what, about which item.
std::string row_key(const std::string& cycle, const std::string& unit, const Difficulty& what, int nth) {
  return fmt::format(
      "{}/{}/{}/{}", cycle, unit, nth,
      canonical(to_node(std::vector<std::string>{word(what.kind), what.content, what.item, what.authority})));
}

/// How many of the rows before it say the same.
int nth_of(const std::vector<Difficulty>& rows, size_t i) {
  int n = 0;
  for (size_t k = 0; k < i; ++k) n += row_key({}, {}, rows[k], 0) == row_key({}, {}, rows[i], 0);
  return n;
}

std::vector<MatterEvent> events_of(const Transaction& t, MatterKind kind, std::optional<Instant> known) {
  auto out = t.matter_events();
  std::erase_if(out, [&](const MatterEvent& one) { return one.kind != kind || (known && one.at > *known); });
  return out;
}

/// The day is neither in the future nor before what it is about.
Problems day_within(Date day, std::optional<Date> first, Date last) {
  if (day <= last && (!first || *first <= day)) return {};
  return {problem(
      kDayOutside, Place{},
      {{"day", to_text_vi(day)}, {"first", first ? to_text_vi(*first) : "–"}, {"last", to_text_vi(last)}})};
}

template <class T>
T kept_matter(const std::string& bytes) {
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

std::vector<StandingDirective> recall_directives(const Transaction& t, std::optional<Instant> known) {
  std::map<std::string, StandingDirective> by_code;
  for (const auto& event : events_of(t, MatterKind::directive, known)) {
    StandingDirective& standing = by_code[event.code];
    if (event.event == "given") {
      standing.directive = kept_matter<Directive>(event.detail);
    } else if (event.event == "closed") {
      const auto closing = kept_matter<Closing>(event.detail);
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
  if (cycle.level) return {};  // the authority's directives are not for levels below those it names
  auto out = recall_directives(t, memory.known);
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

std::vector<StandingDifficulty> recall_difficulties(const Transaction& t, const Memory& memory,
                                                    std::string_view of) {
  std::map<std::string, DifficultyAnswer> by_row;
  for (const auto& event : events_of(t, MatterKind::difficulty, memory.known)) {
    const auto parts = split(event.code, '/');
    const auto said = kept_matter<KeptAnswer>(event.detail);
    if (parts.size() == 3)
      overlay(by_row[row_key(parts[0], parts[1], said.difficulty, said.nth)], said.answer);
  }
  std::vector<StandingDifficulty> out;
  const Cycle* named = of.empty() ? nullptr : memory.cycle(of);
  for (const auto& cycle : named ? memory.cycles_of_level(*named) : memory.cycles) {
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
        if (const auto said = by_row.find(row_key(cycle.code, unit, what, nth_of(report.difficulties, i)));
            said != by_row.end()) {
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

std::vector<LostAnswer> lost_answers(const Transaction& t, const Submission& report) {
  std::map<std::string, LostAnswer> lost;
  for (const auto& event : events_of(t, MatterKind::difficulty, {})) {
    const auto parts = split(event.code, '/');
    if (parts.size() != 3 || parts[0] != report.cycle || parts[1] != report.unit) continue;
    const auto said = kept_matter<KeptAnswer>(event.detail);
    lost[row_key(parts[0], parts[1], said.difficulty, said.nth)] = {event.code, said.difficulty.content};
  }
  for (size_t i = 0; i < report.difficulties.size(); ++i)
    lost.erase(row_key(report.cycle, report.unit, report.difficulties[i], nth_of(report.difficulties, i)));
  std::vector<LostAnswer> out;
  for (auto& [key, one] : lost) out.push_back(std::move(one));
  return out;
}

Matters recall_matters(const Transaction& t, const Memory& memory, const Cycle& cycle) {
  Matters out;
  out.directives = recall_directives(t, memory, cycle);
  // What was given after the cut-off, or closed before the figures begin, is no matter of this cycle: it must
  // not give the same figures another digest.
  std::erase_if(out.directives, [&](const StandingDirective& one) {
    return (one.directive.date && *one.directive.date > cycle.cut_off()) ||
           (one.closed_on && *one.closed_on < cycle.window.first);
  });
  std::map<std::string, const Cycle*> cycles;
  for (const auto& one : memory.cycles_of_level(cycle)) cycles[one.code] = &one;
  for (auto& one : recall_difficulties(t, memory, cycle.code)) {
    const bool own = one.cycle == cycle.code;
    if (!own && cycles.at(one.cycle)->cut_off() >= cycle.cut_off()) continue;
    const bool answered_before = !one.open() && one.answered_on && *one.answered_on < cycle.window.first;
    if (own ? one.opinion.empty() && one.outcome.empty() : answered_before) continue;
    out.difficulties.push_back(std::move(one));
  }
  return out;
}

Outcome<std::vector<DirectiveLine>> add_directives(const Desk& desk, const std::string& file, bool replace) {
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
  if (given.value.empty() && !has_error(out.problems))
    out.problems.push_back(problem(kNoDirectives, Place{file, 0, 0, {}, {}, {}}));
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(
      out.problems, attempt([&] {
        desk.store->transact([&](Transaction& t) {
          out.value.clear();
          const Memory memory = recall(t);
          wrong = check_directives(given.value, memory.units);
          const auto standing = recall_directives(t);
          const auto found = [&](const std::string& code) {
            return std::find_if(standing.begin(), standing.end(),
                                [&](const StandingDirective& one) { return one.directive.code == code; });
          };
          const auto same = [](const Directive& a, const Directive& b) {
            return canonical(to_node(a)) == canonical(to_node(b));
          };
          for (const auto& one : given.value)
            if (const auto before = found(one.code);
                before != standing.end() && !replace && !same(before->directive, one))
              wrong.push_back(
                  problem(kInUse, one.place, {{"code", one.code}, {"content", before->directive.content}}));
          if (has_error(wrong)) return;
          for (auto one : given.value) {
            one.place = {};
            const auto before = found(one.code);
            if (before == standing.end() || !same(before->directive, one)) {
              const std::string detail = canonical(to_node(one));
              t.add_matter_event({0, MatterKind::directive, one.code, "given", detail, desk.now, desk.actor});
              t.audit({desk.now, desk.actor, "directive.add", one.code, digest_of("directive", detail)});
            }
            StandingDirective now = before == standing.end() ? StandingDirective{} : *before;
            now.directive = std::move(one);
            out.value.push_back(line_of(now));
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
  out.problems = authorise(desk, Act::read_programme);
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

Outcome<std::vector<DirectiveLine>> close_directive(const Desk& desk, const std::string& code,
                                                    std::optional<Date> day, const std::string& outcome) {
  Outcome<std::vector<DirectiveLine>> out;
  out.problems = authorise(desk, Act::run_cycle);
  if (trimmed(outcome).empty()) out.problems.push_back(problem(kNoOutcome, Place{}));
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(
      out.problems, attempt([&] {
        desk.store->transact([&](Transaction& t) {
          wrong.clear();
          out.value.clear();
          std::vector<std::string> codes;
          for (const auto& standing : recall_directives(t)) {
            codes.push_back(standing.directive.code);
            if (standing.directive.code != code) continue;
            const Memory memory = recall(t);
            const Date today = zone_of(memory.plans.back()).day_of(desk.now);
            const Date on = day.value_or(today);
            wrong = day_within(on, standing.directive.date, today);
            if (has_error(wrong)) return;
            if (standing.closed_on)
              wrong.push_back(problem(
                  kClosedAlready, Place{},
                  {{"code", code}, {"day", to_text_vi(*standing.closed_on)}, {"outcome", standing.outcome}}));
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
  out.problems = authorise(desk, Act::read_programme);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.value.clear();
             const Memory memory = recall(t);
             if (!cycle.empty()) wrong = find_cycle(memory, cycle).problems;
             // Everybody sees those of the reports they may read.
             std::map<std::string, bool> visible;
             const auto may_read = [&](const std::string& unit) {
               const auto known = visible.find(unit);
               if (known != visible.end()) return known->second;
               return visible[unit] = !has_error(authorise(desk, Act::read_report, unit, &memory.units));
             };
             for (auto& one : recall_difficulties(t, memory, cycle))
               if (may_read(one.unit) && (cycle.empty() || one.cycle == cycle) && (!open_only || one.open()))
                 out.value.push_back(std::move(one));
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<std::vector<StandingDifficulty>> answer_difficulty(const Desk& desk, const std::string& code,
                                                           const DifficultyAnswer& answer,
                                                           const std::optional<std::string>& seen) {
  Outcome<std::vector<StandingDifficulty>> out;
  const std::string cycle = split(code, '/').front();
  out.problems = authorise(at_level(desk, cycle), Act::review_report);
  const auto blank = [](const std::string& text) { return trimmed(text).empty(); };
  if ((blank(answer.opinion) && blank(answer.outcome)) ||
      (!answer.opinion.empty() && blank(answer.opinion)) ||
      (!answer.outcome.empty() && blank(answer.outcome)))
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
          const auto all = recall_difficulties(t, memory, cycle);
          for (size_t i = 0; i < all.size(); ++i) {
            const StandingDifficulty& one = all[i];
            codes.push_back(one.code);
            if (one.code != code) continue;
            if (seen) wrong = check_seen(seen, tag_of(one));
            if (has_error(wrong)) return;
            const Date today = zone_of(memory.plans.back()).day_of(desk.now);
            DifficultyAnswer said = answer;
            // An outcome without a day is of today: without one it would stay in every later report.
            if (!said.outcome.empty() && !said.answered_on) said.answered_on = today;
            if (said.answered_on)
              wrong = day_within(*said.answered_on, memory.cycle(one.cycle)->window.first, today);
            if (has_error(wrong)) return;
            int nth = 0;
            for (size_t k = 0; k < i; ++k)
              nth += row_key(all[k].cycle, all[k].unit, all[k].difficulty, 0) ==
                     row_key(one.cycle, one.unit, one.difficulty, 0);
            const std::string detail = canonical(to_node(KeptAnswer{one.difficulty, nth, said}));
            t.add_matter_event({0, MatterKind::difficulty, code, "answered", detail, desk.now, desk.actor});
            const auto row =
                t.audit({desk.now, desk.actor, "difficulty.answer", code, digest_of("answer", detail)});
            MailFacts facts = facts_of(memory, *memory.cycle(one.cycle), one.unit);
            facts.code = code;
            facts.message = said.outcome.empty() ? said.opinion : said.outcome;
            Outbox(desk, t, today)
                .to_roles(MailKind::answer, fmt::format("{}/@{}", code, row.seq), facts, desk_roles());
          }
          for (auto& one : recall_difficulties(t, memory, cycle))
            if (one.code == code) out.value.push_back(std::move(one));
          if (out.value.empty())
            wrong.push_back(problem(kUnknownDifficulty, Place{}, {{"code", code}}, nearest(code, codes)));
        });
      }));
  append(out.problems, std::move(wrong));
  return out;
}

}  // namespace xanh

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/matter_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadMatterDay{
    "bad-matter-date",     Severity::error,        "`{value}` không phải là ngày",
    "`{value}` is no day", "viết dạng 2023-06-21", "write it as 2023-06-21"};

int told(const Terminal& s, const Outcome<std::vector<DirectiveLine>>& found) {
  Node result = Node::map();
  result.add("items", to_node(found.value));
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : found.value) {
    const Directive& d = line.directive;
    rows.push_back({d.code, d.document, d.due ? to_text(*d.due) : "–", join(d.units, ", "),
                    line.open ? s.say({"đang mở", "open"}) : s.say({"đã đóng", "closed"}), d.content});
  }
  return s.finish(std::move(result), found.problems, rows.empty() ? std::string{} : table(rows));
}

int told(const Terminal& s, const Outcome<std::vector<StandingDifficulty>>& found) {
  Node result = Node::map();
  result.add("items", to_node(found.value));
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : found.value)
    rows.push_back({one.code, s.say(name_of(one.difficulty.kind)),
                    one.difficulty.authority.empty() ? "–" : one.difficulty.authority,
                    one.difficulty.due ? to_text(*one.difficulty.due) : "–",
                    one.open() ? s.say({"đang mở", "open"}) : s.say({"đã giải quyết", "answered"}),
                    one.difficulty.content});
  return s.finish(std::move(result), found.problems, rows.empty() ? std::string{} : table(rows));
}

/// The day typed, nothing when none was; false when it is no day.
bool typed_day(const Terminal& s, const std::string& text, std::optional<Date>& day, int& code) {
  day = text.empty() ? std::nullopt : parse_date_as_typed(text);
  if (text.empty() || day) return true;
  code = s.finish({problem(kBadMatterDay, Place{}, {{"value", text}})});
  return false;
}

}  // namespace

void add_matter_commands(CLI::App& app, Chosen& chosen) {
  static std::string file, code, cycle, day, outcome;
  static bool open_only = false, replace = false;
  static DifficultyAnswer answer;

  auto* directive = app.add_subcommand("directive", "ý kiến chỉ đạo / directives");
  directive->require_subcommand(1);
  auto* add = directive->add_subcommand(
      "add", "ghi các ý kiến chỉ đạo từ tệp YAML / record directives\n  xanh directive add chi-dao.yaml");
  add->add_option("file", file)->required();
  add->add_flag("--replace", replace, "sửa lời văn của mã đã có / mend the wording of a code in use");
  add->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, add_directives(desk, file, replace)); });
    };
  });
  auto* list = directive->add_subcommand("list", "các ý kiến chỉ đạo / the directives");
  list->add_flag("--open", open_only, "chỉ những ý kiến đang mở / the open ones only");
  list->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_only,
                     [&](const Desk& desk) { return told(s, list_directives(desk, open_only)); });
    };
  });
  auto* close = directive->add_subcommand(
      "close",
      "đóng một ý kiến đã thực hiện xong / close one that is done\n  xanh directive close tb-101-1 --outcome "
      "\"…\"");
  close->add_option("code", code)->required();
  close->add_option("--outcome", outcome, "kết quả / what came of it");
  close->add_option("--date", day, "ngày hoàn thành / the day (default: today)");
  close->callback([&] {
    chosen = [](const Terminal& s) {
      std::optional<Date> on;
      int failed = 0;
      if (!typed_day(s, day, on, failed)) return failed;
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, close_directive(desk, code, on, outcome)); });
    };
  });

  auto* difficulty = app.add_subcommand("difficulty", "khó khăn, kiến nghị / difficulties and requests");
  difficulty->require_subcommand(1);
  auto* all = difficulty->add_subcommand("list", "khó khăn, kiến nghị của các đơn vị / of all units");
  all->add_option("--cycle", cycle);
  all->add_flag("--open", open_only, "chỉ việc chưa giải quyết / the unanswered ones only");
  all->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_only,
                     [&](const Desk& desk) { return told(s, list_difficulties(desk, cycle, open_only)); });
    };
  });
  auto* reply = difficulty->add_subcommand(
      "answer",
      "ghi ý kiến của Sở, kết quả giải quyết / the agency's opinion, the outcome\n  xanh difficulty answer "
      "2023-H1/q7/1 --opinion \"…\"\n  xanh difficulty answer 2023-H1/q7/1 --outcome \"…\" --by \"UBND Thành "
      "phố\" --document 512/TB-VP --date 2023-08-01");
  reply->add_option("code", code)->required();
  reply->add_option("--opinion", answer.opinion, "ý kiến của cơ quan thường trực / the agency's opinion");
  reply->add_option("--outcome", answer.outcome, "kết quả giải quyết / what came of it");
  reply->add_option("--by", answer.answered_by, "cơ quan trả lời / who answered");
  reply->add_option("--document", answer.document, "số văn bản / number of the document");
  reply->add_option("--date", day, "ngày trả lời / the day");
  reply->callback([&] {
    chosen = [](const Terminal& s) {
      int failed = 0;
      if (!typed_day(s, day, answer.answered_on, failed)) return failed;
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, answer_difficulty(desk, code, answer)); });
    };
  });
}

}  // namespace xanh

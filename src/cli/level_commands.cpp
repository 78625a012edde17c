// level: a unit collects from the units under it and passes up what it found. Its cycle (2023-H1@q7) is
// opened, reviewed, consolidated and closed by the commands of every cycle.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "office/level_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadLevelDue{
    "bad-level-date",      Severity::error,        "`{value}` không phải là ngày",
    "`{value}` is no day", "viết dạng 2023-06-12", "write it as 2023-06-12"};

int set_up_cycle(const Terminal& s, LevelRequest request, const std::string& due,
                 const std::vector<std::string>& tables) {
  if (!due.empty()) {
    request.terms.due = parse_date_as_typed(due);
    if (!request.terms.due) return s.finish({problem(kBadLevelDue, Place{}, {{"value", due}})});
  }
  if (!tables.empty()) request.terms.tables = tables;
  return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
    const auto made = set_up_level(desk, request);
    if (!made.ok()) return s.finish(made.problems);
    const CycleLine& line = made.value;
    return s.finish(
        to_node(line), made.problems,
        fmt::format("{}  {}  {} {}\n", line.code, s.say(name_of(line.stage)), s.say({"hạn", "due"}),
                    line.due ? to_text(*line.due) : s.say({"chưa đặt", "not set"})));
  });
}

int list_below(const Terminal& s, const std::string& cycle) {
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const auto found = list_levels(desk, cycle);
    Node result = Node::map();
    result.add("items", to_node(found.value));
    std::vector<std::vector<std::string>> rows{
        s.vietnamese()
            ? std::vector<std::string>{"kỳ", "đơn vị", "tình trạng", "hạn", "đã gửi", "đã ghi nhận"}
            : std::vector<std::string>{"cycle", "unit", "stage", "due", "sent", "noted"}};
    for (const auto& one : found.value)
      rows.push_back({one.cycle, s.say(one.names),
                      one.stage ? s.say(name_of(*one.stage)) : s.say({"chưa lập", "not set up"}),
                      one.due ? to_text(*one.due) : "–", fmt::format("{}/{}", one.sent, one.expected),
                      std::to_string(one.noted)});
    return s.finish(std::move(result), found.problems, found.value.empty() ? std::string{} : table(rows));
  });
}

int pass_up_draft(const Terminal& s, const std::string& cycle) {
  return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
    const auto draft = pass_up(desk, cycle);
    if (!draft.ok()) return s.finish(draft.problems);
    return s.finish(
        to_node(draft.value), draft.problems,
        fmt::format("{}/{}  {} {}\n", draft.value.cycle, draft.value.unit, draft.value.fields.size(),
                    s.say({"ô trong bản soạn", "fields in the draft"})));
  });
}

}  // namespace

void add_level_commands(CLI::App& app, Chosen& chosen) {
  static LevelRequest request;
  static std::string due, cycle;
  static std::vector<std::string> tables;
  auto* level =
      app.add_subcommand("level", "thu số liệu từ đơn vị trực thuộc / collecting from the units below");
  level->require_subcommand(1);
  level->fallthrough();

  auto* setting = level->add_subcommand(
      "set",
      "lập kỳ của cấp dưới: ai, thu gì, đến bao giờ / set up the cycle below: who, what, until when\n  xanh "
      "level set 2023-H1 --unit q7 --due 2023-06-12 --tables 01,05a\n  xanh level set 2023-H1 --unit q7 "
      "ke-hoach-quan.yaml");
  setting->add_option("cycle", request.cycle)->required();
  setting->add_option("file", request.file, "kế hoạch của đơn vị (YAML) / the unit's own plan (YAML)");
  setting->add_option("--unit", request.unit, "đơn vị thu số liệu / the unit that collects")->required();
  setting->add_option("--due", due, "hạn gửi của đơn vị trực thuộc / due day of the units below");
  setting->add_option("--tables", tables, "các biểu giao xuống (01, 05a …) / tables passed down")
      ->delimiter(',');
  setting->callback(
      [&] { chosen = [](const Terminal& s) { return set_up_cycle(s, request, due, tables); }; });

  auto* listing = level->add_subcommand(
      "list", "các đơn vị thu từ cấp dưới / units that collect from below\n  xanh level list 2023-H1");
  listing->add_option("cycle", cycle)->required();
  listing->callback([&] { chosen = [](const Terminal& s) { return list_below(s, cycle); }; });

  auto* passing = level->add_subcommand(
      "pass-up",
      "đưa số tổng hợp vào bản soạn báo cáo của đơn vị / what was found, into the unit's own draft\n  xanh "
      "level pass-up 2023-H1@q7");
  passing->add_option("cycle", cycle)->required();
  passing->callback([&] { chosen = [](const Terminal& s) { return pass_up_draft(s, cycle); }; });
}

}  // namespace xanh

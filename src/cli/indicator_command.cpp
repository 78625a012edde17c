#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <algorithm>

#include "cli/commands.hpp"
#include "office/indicator_use.hpp"

namespace xanh {

extern std::string g_formula;

namespace {

constexpr ProblemKind kNoIndicator{"indicator-no-formula",
                                   Severity::error,
                                   "chưa nêu công thức",
                                   "no formula was given",
                                   "xanh indicator '100 * #{a} / #{b}'",
                                   "xanh indicator '100 * #{a} / #{b}'"};

// The value, and how many of the units it is of where they are not all.
std::string cell_text(const Terminal& s, const IndicatorCell& cell) {
  const std::string value =
      cell.value ? to_text_grouped(*cell.value, -1, s.language == Language::vi) : std::string("–");
  return cell.given == cell.expected ? value : fmt::format("{} ({}/{})", value, cell.given, cell.expected);
}

/// Each reason once, below the table.
std::string reasons(const Terminal& s, const Indicator& found) {
  std::vector<std::string> said;
  for (const auto& row : found.rows)
    for (const auto& cell : row.cells)
      if (const auto& why = s.say(cell.why);
          !why.empty() && std::find(said.begin(), said.end(), why) == said.end())
        said.push_back(why);
  std::string out;
  for (const auto& one : said) out += "–  " + one + "\n";
  return out;
}

int show_indicator(const Terminal& s, IndicatorRequest asked, bool csv) {
  if (g_formula.empty()) return s.misused(problem(kNoIndicator, Place{}));
  asked.formula = g_formula;
  asked.threads = s.threads;
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const Progress progress(
        s.say({"đang tính trên số liệu của mọi kỳ", "computing over the figures of all cycles"}));
    const auto made = indicator(desk, asked);
    if (!made.ok()) return s.finish(made.problems);
    const Indicator& found = made.value;
    if (csv && !s.json) return s.finish(Node::map(), made.problems, indicator_csv(found));
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> head{""};
    for (const auto& period : found.periods) head.push_back(period.code);
    rows.push_back(std::move(head));
    for (const auto& row : found.rows) {
      std::vector<std::string> line{s.say(row.names)};
      for (const auto& cell : row.cells) line.push_back(cell_text(s, cell));
      rows.push_back(std::move(line));
    }
    return s.finish(to_node(found), made.problems,
                    fmt::format("{}\n{}", s.say(found.reads), table(rows) + reasons(s, found)));
  });
}

}  // namespace

void add_indicator_command(CLI::App& app, Chosen& chosen) {
  static IndicatorRequest asked;
  static std::vector<std::string> by;
  static std::string formula;  // taken out before the parser sees it
  static bool csv = false;
  auto* command = app.add_subcommand("indicator",
                                     "một công thức trên số liệu đã ghi nhận, theo đơn vị, nhóm đơn vị, kỳ "
                                     "hoặc năm / a formula over the figures "
                                     "that count, by unit, group, cycle or year\n  xanh indicator '100 * "
                                     "#{ww_treated} / #{ww_generated}' --by "
                                     "unit,year");
  command->add_option("formula", formula, "công thức / the formula");
  // One value each time, so that the formula may stand behind them.
  command
      ->add_option(
          "--group", asked.groups,
          "đơn vị (cùng các đơn vị dưới quyền) hoặc nhóm, nêu nhiều lần được (mặc định: mọi đơn vị) / a unit "
          "with those below it, or a group; may be given several times (default: all units)")
      ->allow_extra_args(false);
  command
      ->add_option(
          "--cycle", asked.cycles,
          "kỳ, nêu nhiều lần được (mặc định: mọi kỳ đã mở) / cycle; may be given several times (default: all "
          "opened)")
      ->allow_extra_args(false);
  command
      ->add_option(
          "--by", by,
          "mỗi dòng một đơn vị hay một nhóm, mỗi cột một kỳ hay một năm / a row for each unit or group, a "
          "column for each cycle or year: unit, group, cycle, year (default: group,cycle)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"unit", "group", "cycle", "year"}));
  command->add_flag("--csv", csv, "bảng CSV / as a CSV table");
  command->callback([&] {
    const auto has = [](const char* word) { return std::find(by.begin(), by.end(), word) != by.end(); };
    asked.by_unit = has("unit");
    asked.by_year = has("year");
    chosen = [](const Terminal& s) { return show_indicator(s, asked, csv); };
  });
}

}  // namespace xanh

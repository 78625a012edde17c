#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "exchange/yaml.hpp"

#include "office/series_use.hpp"
#include "office/show_use.hpp"
#include "office/snapshot_use.hpp"

namespace xanh {
namespace {

int list(const Terminal& s, const std::string& cycle) {
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const auto found = list_snapshots(desk, cycle);
    std::optional<Zone> zone;
    desk.store->read([&](const Transaction& t) { zone = zone_of(recall(t).plans.back()); });
    Node result = Node::map();
    result.add("items", to_node(found.value));
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : found.value)
      rows.push_back(
          {fmt::format("{} {}", s.say({"lần", "no."}), one.number), one.sha256.substr(0, 12),
           to_text(one.at, *zone), fmt::format("{} {}", one.noted, s.say({"báo cáo", "reports"})),
           one.number > 1 ? fmt::format("{} {}", one.changes, s.say({"thay đổi", "changes"})) : "–",
           one.published ? s.say({"chính thức", "published"}) : std::string{}});
    return s.finish(std::move(result), found.problems, rows.empty() ? std::string{} : table(rows));
  });
}

int difference(const Terminal& s, const std::string& cycle, int from, int to) {
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const auto found = snapshot_difference(desk, cycle, from, to);
    if (!found.ok()) return s.finish(found.problems);
    Memory memory;
    desk.store->read([&](const Transaction& t) { memory = recall(t); });
    const Plan& plan = memory.plan_of(*memory.cycle(cycle));
    std::string lines = s.vietnamese()
                            ? fmt::format("Đã đổi từ bản chốt lần {} đến lần {}: {} mục\n", found.value.from,
                                          found.value.to, found.value.items.size())
                            : fmt::format("Changed from snapshot {} to {}: {} items\n", found.value.from,
                                          found.value.to, found.value.items.size());
    for (const auto& change : found.value.items)
      lines += "  " + s.say(words_of(change, plan, memory.units)) + "\n";
    return s.finish(to_node(found.value), found.problems, lines);
  });
}

int show(const Terminal& s, const std::string& name, const std::string& path) {
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const auto found = show_report(desk, name);
    if (!found.ok()) return s.finish(found.problems);
    Node result = Node::map();
    result.add("submission", Node::text(found.value.submission));
    result.add("sha256", Node::text(found.value.sha256));
    result.add("report", to_node(found.value.report));
    if (path.empty()) return s.finish(std::move(result), {}, write_yaml(to_node(found.value.report)));
    const auto problems = write_report_file(found.value, path);
    if (has_error(problems)) return s.finish(problems);
    return s.finish(std::move(result), problems, fmt::format("{}  {}\n", found.value.submission, path));
  });
}

std::string cell_text(const Terminal& s, const SeriesCell& cell) {
  if (!cell.lived) return "";
  if (!cell.value) return fmt::format("– ({})", join(cell.missing, ", "));
  return (cell.weighted ? "≈ " : "") + to_text_grouped(*cell.value, -1, s.language == Language::vi);
}

/// Of many units that are missing only how many they are.
std::string total_text(const Terminal& s, const SeriesCell& cell) {
  if (cell.value || cell.missing.empty()) return cell_text(s, cell);
  return fmt::format(fmt::runtime(s.say({"– (thiếu {} đơn vị)", "– ({} units missing)"})),
                     cell.missing.size());
}

int series(const Terminal& s, const SeriesRequest& request) {
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const auto made = figure_series(desk, request);
    if (!made.ok()) return s.finish(made.problems);
    const Series& found = made.value;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> head{""};
    head.insert(head.end(), found.cycles.begin(), found.cycles.end());
    rows.push_back(std::move(head));
    std::vector<std::string> sum{s.say({"Tổng", "Total"})};
    for (const auto& cell : found.total) sum.push_back(total_text(s, cell));
    rows.push_back(std::move(sum));
    for (const auto& row : found.rows) {
      std::vector<std::string> names, line;
      for (const auto& one : row.names) names.push_back(s.say(one));
      line.push_back(join(names, " + "));
      for (const auto& cell : row.cells) line.push_back(cell_text(s, cell));
      rows.push_back(std::move(line));
    }
    return s.finish(to_node(found), made.problems,
                    fmt::format("{} ({})\n{}", s.say(found.names), found.measure, table(rows)));
  });
}

}  // namespace

void add_snapshot_commands(CLI::App& app, Chosen& chosen) {
  static SeriesRequest asked;
  static std::string areas;
  auto* through = app.add_subcommand(
      "series",
      "một số liệu hoặc chỉ tiêu qua các kỳ, trên địa bàn khi ấy, hiện nay hoặc chung / an element or target "
      "through the cycles, on the areas of then, of now, or common to all\n  xanh series "
      "waste_generated_local --areas common");
  through->add_option("code", asked.code, "mã số liệu hoặc chỉ tiêu / code of the element or target")
      ->required();
  through->add_option("--cycle", asked.cycles, "kỳ (mặc định: mọi kỳ đã mở) / cycles (default: all opened)");
  through->add_option("--areas", areas, "then, now, common")->check(CLI::IsMember({"then", "now", "common"}));
  through->add_option(
      "--basis", asked.basis,
      "tỷ lệ chia khi một địa bàn bị tách: population, area / by which weights split land counts");
  through->callback([&] {
    chosen = [](const Terminal& s) {
      asked.areas = from_word<Territory>(areas.empty() ? "then" : areas).value_or(Territory::then);
      return series(s, asked);
    };
  });
  static std::string cycle;
  static int from = 0, to = 0;
  static std::string name, path;
  auto* shown =
      app.add_subcommand("show",
                         "báo cáo đã nhận, dưới dạng dữ liệu / a report as data\n  xanh show 2023-H1/q7\n  "
                         "xanh show 2023-H1/q7/1 -o q7.csv");
  shown->add_option("submission", name)->required();
  shown->add_option("-o,--output", path, ".yaml, .json, .csv");
  shown->callback([&] { chosen = [](const Terminal& s) { return show(s, name, path); }; });
  auto* snapshot = app.add_subcommand("snapshot", "bản chốt số liệu / snapshots")->require_subcommand(1);
  auto* all = snapshot->add_subcommand("list", "các bản chốt của một kỳ / the snapshots of a cycle");
  all->add_option("--cycle", cycle)->required();
  all->callback([&] { chosen = [](const Terminal& s) { return list(s, cycle); }; });
  auto* diff = snapshot->add_subcommand("diff",
                                        "đã đổi gì giữa hai bản chốt / what changed between two\n  xanh "
                                        "snapshot diff --cycle 2023-H1\n  xanh snapshot "
                                        "diff --cycle 2023-H1 1 3");
  diff->add_option("--cycle", cycle)->required();
  diff->add_option("from", from, "lần trước / the earlier one")->check(CLI::Range(1, 1'000'000));
  diff->add_option("to", to, "lần sau / the later one")->check(CLI::Range(1, 1'000'000));
  diff->callback([&] { chosen = [](const Terminal& s) { return difference(s, cycle, from, to); }; });
}

}  // namespace xanh

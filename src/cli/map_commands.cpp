#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/own_workbook_use.hpp"

namespace xanh {
namespace {

int suggest(const Terminal& s, const MapRequest& request) {
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const Progress progress(s.vietnamese() ? "Đang dò bảng" : "Looking through the workbook");
    const auto made = suggest_map(desk, request);
    if (!made.ok()) return s.finish(made.problems);
    const MapProposal& m = made.value;
    return s.finish(
        to_node(m), made.problems,
        fmt::format(
            fmt::runtime(s.vietnamese()
                             ? "{}  {} số liệu phải báo cáo: {} đã khớp, {} cần xem (để trong chú thích), "
                               "{} chưa tìm thấy\n"
                             : "{}  {} figures asked: {} matched, {} to be looked at (left as comments), "
                               "{} not found\n"),
            m.path, m.asked, m.certain, m.uncertain, m.not_found));
  });
}

}  // namespace

void add_map_commands(CLI::App& app, Chosen& chosen) {
  static MapRequest request;
  auto* map = app.add_subcommand("map", "bản đồ ô cho bảng riêng của đơn vị / maps of units' own workbooks")
                  ->require_subcommand(1);
  map->fallthrough();
  auto* command = map->add_subcommand("suggest",
                                      "lập bản nháp từ chữ đầu dòng, đầu cột / a draft from the texts of "
                                      "rows and columns\n  xanh map suggest "
                                      "rieng.xlsx --unit q7 --cycle 2023-H1 -o q7.yaml");
  command->add_option("workbook", request.workbook, "tệp .xlsx của đơn vị / the unit's workbook")->required();
  command->add_option("--unit", request.unit)->required();
  command->add_option("--cycle", request.cycle)->required();
  command->add_option("-o,--output", request.path)->required();
  command->callback([&] { chosen = [](const Terminal& s) { return suggest(s, request); }; });
}

}  // namespace xanh

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/collect_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadDue{"bad-due-date",
                              Severity::error,
                              "--due `{value}` không phải là ngày",
                              "--due `{value}` is no day",
                              "viết dạng 2023-06-12",
                              "write it as 2023-06-12"};

struct CollectOptions {
  SplitRequest split;
  MergeRequest merge;
  std::string due, language;
};

int split(const Terminal& s, const CollectOptions& options) {
  SplitRequest request = options.split;
  request.language = options.language == "en" ? Language::en : Language::vi;
  request.due = parse_date_as_typed(options.due);
  if (!options.due.empty() && !request.due)
    return s.finish({problem(kBadDue, Place{}, {{"value", options.due}})});
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const Progress progress(s.vietnamese() ? "Đang chia biểu" : "Splitting the form");
    const auto made = split_form(desk, request);
    Node result = Node::map();
    result.add("items", to_node(made.value));
    std::vector<std::vector<std::string>> rows;
    for (const auto& file : made.value)
      rows.push_back(
          {file.name, fmt::format("{} {}", file.figures, s.vietnamese() ? "số liệu" : "figures"), file.path});
    return s.finish(std::move(result), made.problems, table(rows));
  });
}

std::string summary(const Terminal& s, const MergedForm& made) {
  std::map<std::string, std::string> names;
  size_t sent = 0;
  for (const auto& part : made.parts) {
    names[part.code] = short_name(part.name);
    sent += part.sent;
  }
  std::string out =
      s.vietnamese()
          ? fmt::format("Đã tổng hợp {}/{} đơn vị trực thuộc  →  {}\n", sent, made.parts.size(), made.path)
          : fmt::format("Added up {} of {} parts  →  {}\n", sent, made.parts.size(), made.path);
  if (!made.missing.empty()) out += s.vietnamese() ? "Chưa gửi:\n" : "Not sent:\n";
  for (const auto& line : made.missing) {
    std::vector<std::string> who;
    for (const auto& part : line.parts) who.push_back(names[part]);
    out += fmt::format("  {} {:<4} {}\n", s.vietnamese() ? "Biểu" : "Table", line.table, join(who, ", "));
  }
  size_t whole = 0, partial = 0;
  for (const auto& total : made.totals)
    if (total.total) ++(total.complete ? whole : partial);
  out += s.vietnamese() ? fmt::format("{} số liệu tổng hợp đủ, {} chưa đủ; xem Biểu 10\n", whole, partial)
                        : fmt::format("{} figures are whole, {} are not; see table 10\n", whole, partial);
  return out;
}

int merge(const Terminal& s, const CollectOptions& options) {
  MergeRequest request = options.merge;
  request.language = options.language == "en" ? Language::en : Language::vi;
  request.threads = s.threads;
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const Progress progress(s.vietnamese() ? "Đang tổng hợp từ đơn vị trực thuộc" : "Adding up the parts");
    const auto made = merge_parts(desk, request);
    return s.finish(made.ok() ? to_node(made.value) : Node::map(), made.problems,
                    made.ok() ? summary(s, made.value) : std::string{});
  });
}

}  // namespace

void add_collect_commands(CLI::App& app, Chosen& chosen) {
  static CollectOptions options;
  auto* collect =
      app.add_subcommand("collect",
                         "chia biểu cho đơn vị trực thuộc, tổng hợp lại / split a unit's form for its "
                         "parts, add them up")
          ->require_subcommand(1);
  collect->fallthrough();
  const auto language = [&](CLI::App* command) {
    command->add_option("--language", options.language, "ngôn ngữ của biểu mẫu / language of the form")
        ->check(CLI::IsMember({"vi", "en"}));
  };
  const char* parts = "danh sách đơn vị trực thuộc: code,name,items,contact / list of parts";

  auto* split_command =
      collect->add_subcommand("split",
                              "lập biểu cho từng phường, phòng ban / a workbook for each ward and office\n  "
                              "xanh collect split --cycle "
                              "2023-H1 --unit q7 --parts parts.csv --due 2023-06-12 -o phan-bieu");
  split_command->add_option("--cycle", options.split.cycle)->required();
  split_command->add_option("--unit", options.split.unit)->required();
  split_command->add_option("--parts", options.split.parts, parts);
  split_command->add_option("--due", options.due, "hạn gửi về đơn vị / due at the unit");
  split_command->add_option("-o,--output", options.split.folder, "thư mục / folder")->required();
  language(split_command);
  split_command->callback([&] { chosen = [](const Terminal& s) { return split(s, options); }; });

  auto* merge_command =
      collect->add_subcommand("merge",
                              "cộng các phần đã nhận vào biểu của đơn vị / add what came back up into the "
                              "unit's form\n  xanh collect merge "
                              "--cycle 2023-H1 --unit q7 --parts parts.csv nhan/*.xlsx -o 2023-H1-q7.xlsx");
  merge_command->add_option("--cycle", options.merge.cycle)->required();
  merge_command->add_option("--unit", options.merge.unit)->required();
  merge_command->add_option("--parts", options.merge.parts, parts);
  merge_command->add_option("files", options.merge.files)->required();
  merge_command->add_option(
      "--overrides", options.merge.overrides,
      "số liệu thay số cộng, có lý do: element,column,value,state,reason / figures in place of "
      "sums, with a reason");
  merge_command->add_flag(
      "--replace", options.merge.replace,
      "tệp sau của cùng đơn vị thay tệp trước / a later file of a part replaces the earlier");
  merge_command->add_option("-o,--output", options.merge.path)->required();
  language(merge_command);
  merge_command->callback([&] { chosen = [](const Terminal& s) { return merge(s, options); }; });
}

}  // namespace xanh

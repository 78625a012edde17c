#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/plan_difference_words.hpp"

namespace xanh {
namespace {

struct DiffOptions {
  std::string from, to, path, language;
};

/// Colour tells on a terminal what brackets tell elsewhere: struck out and red, underlined and green.
ChangeMarks marks_for_terminal() {
  if (!Terminal::coloured()) return {};
  return {"\x1b[31;9m", "\x1b[0m", "\x1b[32;4m", "\x1b[0m"};
}

int diff(const Terminal& s, const DiffOptions& options) {
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const auto compared = compare_plans(desk, options.from, options.to);
    if (!compared.ok()) return s.finish(compared.problems);
    Node result = node_of(compared.value);
    std::string lines = lines_of(compared.value, s.language, marks_for_terminal());
    if (options.path.empty()) return s.finish(std::move(result), compared.problems, lines);
    const Language language = options.language == "en" ? Language::en : Language::vi;
    const auto problems = write_redline(compared.value, language, s.now, options.path);
    if (has_error(problems)) return s.finish(problems);
    result.add("redline", Node::text(options.path));
    return s.finish(std::move(result), problems, lines + "\n" + options.path + "\n");
  });
}

}  // namespace

void add_plan_commands(CLI::App& plan, Chosen& chosen) {
  static DiffOptions options;
  auto* command = plan.add_subcommand("diff",
                                      "khác nhau giữa hai bản (số hoặc năm), và bản so sánh Word / "
                                      "difference of two versions, and a redline\n"
                                      "  xanh plan diff 1 2\n  xanh plan diff 2023 2024 -o so-sanh.docx");
  command->add_option("from", options.from, "bản trước / the earlier one")->required();
  command->add_option("to", options.to, "bản sau / the later one")->required();
  command->add_option("-o,--output", options.path, "tệp Word có theo dõi thay đổi / Word file, .docx");
  command->add_option("--language", options.language, "ngôn ngữ của tệp Word / language of the Word file")
      ->check(CLI::IsMember({"vi", "en"}));
  command->callback([&chosen] { chosen = [](const Terminal& s) { return diff(s, options); }; });
}

}  // namespace xanh

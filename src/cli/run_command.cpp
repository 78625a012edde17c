// Parses the command line and turns every way a command can end into its exit code.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

#include "base/text.hpp"
#include "cli/commands.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknownCommand{"unknown-command",        Severity::error,
                                      "không có lệnh `{word}`", "there is no command `{word}`",
                                      "xem `xanh --help`",      "see `xanh --help`"};
constexpr ProblemKind kUnknownOption{"unknown-option",
                                     Severity::error,
                                     "lệnh này không có tùy chọn `{word}`",
                                     "this command has no option `{word}`",
                                     "thêm `--help` để xem các tùy chọn",
                                     "add `--help` to see its options"};
constexpr ProblemKind kWrongUsage{"wrong-usage",
                                  Severity::error,
                                  "lệnh viết chưa đúng ({what})",
                                  "the command is not written right ({what_en})",
                                  "thêm `--help` để xem cách viết",
                                  "add `--help` to see how it is written"};

// The value of these is the next word, wherever they stand.
bool takes_next_word(std::string_view option) {
  return option == "--lang" || option == "--as" || option == "--store" || option == "--values" ||
         option == "--file" || option == "--group" || option == "--cycle" || option == "--by";
}

// A formula may begin with a minus and hold anything, so `eval` and `indicator` have it taken out before
// options are parsed; the parser sees a plain word in its place.
std::string take_formula(std::vector<std::string>& arguments) {
  bool evaluates = false;
  for (auto it = arguments.begin(); it != arguments.end(); ++it) {
    if (takes_next_word(*it)) {
      if (++it == arguments.end()) break;
      continue;
    }
    const auto assigned = it->find('=');
    if (*it == "--json" || *it == "--csv" || *it == "--help" || *it == "-h" ||
        (assigned != std::string::npos && takes_next_word(std::string_view(*it).substr(0, assigned))))
      continue;
    if (!evaluates) {
      if (*it != "eval" && *it != "indicator") break;
      evaluates = true;
      continue;
    }
    if (*it == "--") {
      it = arguments.erase(it);
      if (it == arguments.end()) break;
    }
    std::string formula = *it;
    *it = "formula";
    return formula;
  }
  return {};
}

std::string quoted(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += fmt::format("{}`{}`", out.empty() ? "" : ", ", word);
  return out;
}

// What the parser said of one option: its words stand behind the name of the option.
std::string about_option(const CLI::Option& option, const CLI::ParseError& wrong) {
  const std::string name = option.get_name(), said = wrong.what();
  if (!option.results().empty() && said.starts_with(name + ": ")) {
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&wrong)) return fmt::format("`{}` nêu nhiều lần", name);
    // A closed list shows its words in the name of the option's type: TEXT:{vi,en}.
    const std::string type = option.get_type_name();
    const size_t first = type.find('{'), last = type.rfind('}');
    if (first != std::string::npos && last != std::string::npos && first < last)
      return fmt::format("`{}` không nhận `{}`; chọn một trong: {}", name, option.results().back(),
                         quoted(xanh::split(type.substr(first + 1, last - first - 1), ',')));
    return fmt::format("`{}` không nhận `{}`", name, option.results().back());
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&wrong) && said.starts_with(name + ": "))
    return fmt::format("`{}` thiếu giá trị", name);
  if (dynamic_cast<const CLI::ConversionError*>(&wrong) && said.find(name) != std::string::npos)
    return fmt::format("`{}` không nhận giá trị này", name);
  return {};
}

// The parser speaks English only and keeps no names apart: they are read from the commands it got to.
std::string in_vietnamese(const CLI::App& app, const CLI::ParseError& wrong) {
  std::vector<const CLI::App*> chain{&app};
  while (!chain.back()->get_subcommands().empty()) chain.push_back(chain.back()->get_subcommands().front());
  const bool lacks = dynamic_cast<const CLI::RequiredError*>(&wrong) != nullptr;
  for (const CLI::App* level : chain)
    for (const CLI::Option* option : level->get_options()) {
      const std::string name = option->get_name();
      if (lacks && option->get_required() && option->count() == 0) return fmt::format("thiếu `{}`", name);
      if (dynamic_cast<const CLI::RequiresError*>(&wrong) && option->count() > 0)
        for (const CLI::Option* needed : option->get_needs())
          if (needed->count() == 0) return fmt::format("`{}` phải đi cùng `{}`", name, needed->get_name());
      if (dynamic_cast<const CLI::ExcludesError*>(&wrong) && option->count() > 0)
        for (const CLI::Option* other : option->get_excludes())
          if (other->count() > 0) return fmt::format("`{}` không đi cùng `{}`", name, other->get_name());
      if (auto said = about_option(*option, wrong); !said.empty()) return said;
    }
  if (lacks) {
    std::vector<std::string> commands;
    for (const CLI::App* command : chain.back()->get_subcommands([](const CLI::App*) { return true; }))
      commands.push_back(command->get_name());
    return "thiếu lệnh; chọn một trong: " + quoted(commands);
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&wrong)) return "thừa " + quoted(app.remaining(true));
  return wrong.what();
}

// Names the word that the parser stumbled over, with a likely right one.
Problem usage_problem(const CLI::App& app, const std::vector<std::string>& words,
                      const CLI::ParseError& wrong) {
  std::vector<const CLI::App*> chain{&app};
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string name = words[i].substr(0, words[i].find('='));
    if (name.starts_with("--") && name.size() > 2) {
      const CLI::Option* option = nullptr;
      std::vector<std::string> choices;
      for (const CLI::App* level : chain) {
        if (const CLI::Option* known = level->get_option_no_throw(name)) option = known;
        for (const CLI::Option* known : level->get_options())
          for (const auto& long_name : known->get_lnames()) choices.push_back("--" + long_name);
      }
      if (!option) return problem(kUnknownOption, Place{}, {{"word", words[i]}}, nearest(name, choices));
      if (option->get_items_expected_max() > 0 && name.size() == words[i].size()) ++i;
    } else if (!name.starts_with("-")) {
      const auto commands = chain.back()->get_subcommands([](const CLI::App*) { return true; });
      if (commands.empty()) continue;
      std::vector<std::string> choices;
      for (const CLI::App* command : commands) choices.push_back(command->get_name());
      const auto found = std::find(choices.begin(), choices.end(), words[i]);
      if (found == choices.end())
        return problem(kUnknownCommand, Place{}, {{"word", words[i]}}, nearest(words[i], choices));
      chain.push_back(commands[static_cast<size_t>(found - choices.begin())]);
    }
  }
  return problem(kWrongUsage, Place{}, {{"what", in_vietnamese(app, wrong)}, {"what_en", wrong.what()}});
}

}  // namespace

std::string g_formula;  // the one argument that the parser may not see

int run_command(std::vector<std::string> arguments) {
  auto environment = terminal_from_environment();
  Terminal& terminal = environment.value;
  // Also a run that ends before its options are read answers in the form and language it was asked in.
  terminal.json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  for (size_t i = 0; i < arguments.size(); ++i)
    if (arguments[i] == "--lang=en" ||
        (arguments[i] == "--lang" && i + 1 < arguments.size() && arguments[i + 1] == "en"))
      terminal.language = Language::en;
  if (!environment.ok()) return terminal.finish(environment.problems);

  CLI::App app{
      "Xanh: chương trình giảm ô nhiễm của một thành phố, từ quyết định đến báo cáo được ký\n"
      "a city's pollution-reduction programme, from the decision to the signed report",
      "xanh"};
  app.set_version_flag("--version", "xanh " XANH_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  std::string language;
  app.add_flag("--json", terminal.json, "kết quả dạng JSON / result as JSON");
  app.add_option("--lang", language, "ngôn ngữ của thông báo: vi (mặc định), en / language of messages")
      ->check(CLI::IsMember({"vi", "en"}));
  const CLI::Option* store = app.add_option(
      "--store", terminal.store,
      "kho dữ liệu: thư mục hoặc postgresql://… (XANH_STORE) / store: a folder or postgresql://…");
  app.add_option("--as", terminal.actor, "người thực hiện / who acts");
  Chosen chosen;
  add_programme_commands(app, chosen);
  add_reporting_commands(app, chosen);
  add_level_commands(app, chosen);
  add_matter_commands(app, chosen);
  add_snapshot_commands(app, chosen);
  add_indicator_command(app, chosen);
  add_collect_commands(app, chosen);
  add_paper_commands(app, chosen);
  add_signed_commands(app, chosen);
  add_map_commands(app, chosen);
  add_serve_command(app, chosen);
  add_user_commands(app, chosen);
  add_trust_commands(app, chosen);
  add_system_commands(app, chosen);
  g_formula = take_formula(arguments);
  const std::vector<std::string> words = arguments;
  try {
    std::reverse(arguments.begin(), arguments.end());  // the parser takes them from the back
    app.parse(arguments);
  } catch (const CLI::Success& wanted) {  // --help, --version
    const int code = app.exit(wanted);
    std::cout.flush();
    return terminal.delivered(code);
  } catch (const CLI::ParseError& wrong) {
    return terminal.misused(usage_problem(app, words, wrong));
  }
  // As good as none: an empty variable of a script. Also `doctor`, which needs no store, was asked about one.
  if (store->count() > 0 && terminal.store.empty()) return terminal.misused(problem(kNoStoreGiven, Place{}));
  try {
    return chosen(terminal);
  } catch (const StoreFailure& failure) {
    terminal.finish({failure.problem()});
    return 3;
  } catch (const std::exception& fault) {
    constexpr ProblemKind kFault{"fault",
                                 Severity::error,
                                 "lỗi của hệ thống: {what}",
                                 "a fault of the system: {what}",
                                 "dữ liệu đã lưu không bị ảnh hưởng; báo lại lỗi này",
                                 "what was saved is safe; report this fault"};
    terminal.finish({problem(kFault, Place{}, {{"what", fault.what()}})});
    return 3;
  }
}

}  // namespace xanh

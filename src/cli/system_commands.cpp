#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <cmath>
#include <cstdio>

#include "cli/commands.hpp"
#include "cli/settings_of.hpp"
#include "exchange/whole_file.hpp"
#include "office/audit_use.hpp"
#include "office/doctor.hpp"
#include "programme/formula.hpp"
#include "programme/formula_table.hpp"

namespace xanh {

extern std::string g_formula;

namespace {

constexpr ProblemKind kBadValues{"bad-values",
                                 Severity::error,
                                 "tệp giá trị phải là các cặp \"mã\": số, hoặc các dãy số dài bằng nhau",
                                 "the values must be pairs of \"code\": number, or lists of one length",
                                 "viết dạng {\"a\": 1.5} hoặc {\"a\": [1.5, null, 2]}",
                                 "write them as {\"a\": 1.5} or {\"a\": [1.5, null, 2]}"};
constexpr ProblemKind kNoFormula{"no-formula",
                                 Severity::error,
                                 "chưa nêu công thức",
                                 "no formula was given",
                                 "xanh eval '1 + 2', hoặc --file DANH_SÁCH",
                                 "xanh eval '1 + 2', or --file LIST"};

// Figures by key: one of each, or a list of as many periods of each, the last of which is the one asked for.
struct GivenValues {
  std::map<std::string, std::vector<double>> figures;
  size_t periods = 0;  ///< 0: no lists
};

std::optional<double> read_value(const Node& node) {
  if (node.kind == Node::Kind::null) return std::nan("");
  if (const auto value = Decimal::parse(node.scalar)) return value->to_double();
  if (node.kind == Node::Kind::number) return std::strtod(node.scalar.c_str(), nullptr);
  return std::nullopt;
}

Outcome<GivenValues> read_values(const std::string& path) {
  Outcome<GivenValues> out;
  if (path.empty()) return out;
  const auto text = read_whole_file(path);
  out.problems = text.problems;
  if (!text.ok()) return out;
  auto tree = read_json(text.value, path);
  out.problems = std::move(tree.problems);
  if (has_error(out.problems)) return out;
  if (tree.value.kind != Node::Kind::map) {
    out.problems.push_back(problem(kBadValues, Place{path, 1, 1, {}, {}, {}}));
    return out;
  }
  for (const auto& member : tree.value.members) {
    const bool list = member.second.kind == Node::Kind::list;
    const std::vector<Node> one{list ? Node{} : member.second};
    std::vector<double>& figures = out.value.figures[member.first];
    bool sound = true;
    for (const Node& node : list ? member.second.items : one) {
      const auto value = node.kind == Node::Kind::list ? std::nullopt : read_value(node);
      sound = sound && value.has_value();
      figures.push_back(value.value_or(0));
    }
    if (list) {
      sound = sound && !figures.empty() && (out.value.periods == 0 || out.value.periods == figures.size());
      out.value.periods = figures.size();
    }
    if (!sound) out.problems.push_back(problem(kBadValues, Place{path, 0, 0, {}, {}, member.first}));
  }
  return out;
}

// A single figure beside lists holds for every period.
FormulaTable table_of(const GivenValues& values) {
  const size_t periods = std::max<size_t>(values.periods, 1);
  FormulaTable out(1, static_cast<std::uint32_t>(periods));
  for (const auto& [key, figures] : values.figures)
    out.set(key, figures.size() == periods ? figures : std::vector<double>(periods, figures.front()));
  return out;
}

Node to_node(const FormulaValue& value) {
  if (const double* number = std::get_if<double>(&value)) return Node::number(*number);
  if (const bool* truth = std::get_if<bool>(&value)) return Node::boolean(*truth);
  if (const std::string* text = std::get_if<std::string>(&value)) return Node::text(*text);
  return {};
}

int eval(const Terminal& s, const std::string& values_file, const std::string& list) {
  if (list.empty() && g_formula.empty()) return s.misused(problem(kNoFormula, Place{}));
  auto values = read_values(values_file);
  if (!values.ok()) return s.finish(values.problems);
  std::vector<std::pair<std::string, Place>> formulas;
  if (!list.empty()) {
    const auto text = read_whole_file(list);
    if (!text.ok()) return s.finish(text.problems);
    int line = 0;
    for (size_t start = 0; start < text.value.size();) {
      const size_t end = std::min(text.value.find('\n', start), text.value.size());
      ++line;
      std::string formula = text.value.substr(start, end - start);
      if (!trimmed(formula).empty())
        formulas.push_back({std::move(formula), Place{list, line, 1, {}, {}, {}}});
      start = end + 1;
    }
  } else {
    formulas.push_back({g_formula, Place{}});
  }
  const FormulaInputs inputs = [&](const std::string& code) -> std::optional<double> {
    const auto it = values.value.figures.find(code);
    if (it == values.value.figures.end() || std::isnan(it->second.front())) return std::nullopt;
    return it->second.front();
  };
  const bool lists = values.value.periods > 0;
  const FormulaTable table = table_of(lists ? values.value : GivenValues{});
  const FormulaCell last{0, static_cast<std::uint32_t>(lists ? values.value.periods - 1 : 0)};
  Problems problems;
  std::string lines;
  Node items = Node::list();
  for (const auto& [formula, place] : formulas) {
    auto parsed = Formula::parse(formula, place);
    Outcome<FormulaValue> value;
    value.problems = std::move(parsed.problems);
    if (!has_error(value.problems))
      value = lists ? parsed.value.evaluate(table, last, place) : parsed.value.evaluate(inputs, place);
    const bool ok = value.ok();
    for (auto& p : value.problems) problems.push_back(std::move(p));
    Node item = Node::map();
    item.add("formula", Node::text(formula));
    item.add("value", ok ? to_node(value.value) : Node{});
    items.push(std::move(item));
    if (ok) lines += to_text(value.value) + "\n";
  }
  Node result = Node::map();
  if (list.empty())
    result = items.items.front();
  else
    result.add("items", std::move(items));
  return s.finish(std::move(result), problems, lines);
}

/// The machine, the store, and what a server started here would be set up with, and from where.
int examined(const Terminal& s, const std::string& file) {
  const auto settings = settings_of(s, file, {});
  const auto found = examine(s.store.empty() ? settings.value.store : s.store, s.now);
  Node result = Node::map();
  result.add("items", to_node(found.value));
  result.add("settings", to_node(settings.value.lines, Absent::null));
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : found.value) rows.push_back({line.well ? "✓" : "✗", line.what, s.say(line.says)});
  std::vector<std::vector<std::string>> set;
  for (const auto& line : settings.value.lines)
    set.push_back({line.key, line.value.empty() ? "–" : line.value,
                   line.from.empty() ? s.say({"mặc định", "default"}) : line.from});
  Problems problems = settings.problems;
  append(problems, found.problems);
  return s.finish(std::move(result), problems,
                  table(rows) + s.say({"\nCấu hình máy chủ:\n", "\nSettings of the server:\n"}) + table(set));
}

constexpr const char* kCompletion = R"(_xanh() {
  local words="check init programme plan cycle level form submit review status letter consolidate signed map user verify seal backup restore eval indicator doctor audit completion"
  case "${COMP_WORDS[1]}" in
    programme) words="export update import workbook" ;; plan) words="list show as-of diff amend next amendments opinion submission withdraw decide" ;; cycle) words="list open close rebase publish restate" ;; level) words="set list pass-up" ;; letter) words="request reminder receipt revise" ;; audit) words="verify" ;; seal) words="new" ;; map) words="suggest" ;; user) words="invite list data link post deputise end" ;;
  esac
  if [ "$COMP_CWORD" -gt 1 ] && [[ "$2" == -* ]]; then
    words="--json --lang --store --as --cycle --unit --all -o --pdf --rendering --language --seen-at --number --date --note --revise --extend --message --dry-run --on-behalf --letter --map --signer --match --replace --contact --role --from --to --name --successor --templates --values --file --year --reason --due --tables --group --by --csv --plan --code"
  elif [ "$COMP_CWORD" -gt 2 ] || { [ "$COMP_CWORD" -gt 1 ] && ! [[ "${COMP_WORDS[1]}" =~ ^(programme|plan|cycle|level|letter|audit|map|user|seal)$ ]]; }; then
    COMPREPLY=($(compgen -f -- "$2")); return
  fi
  COMPREPLY=($(compgen -W "$words" -- "$2"))
}
complete -o filenames -F _xanh xanh
)";

}  // namespace

void add_system_commands(CLI::App& app, Chosen& chosen) {
  static std::string formula, values, list, shell;
  auto* evaluate = app.add_subcommand(
      "eval",
      "tính một công thức / evaluate a formula\n  xanh eval '#{a} / #{b} * 100' --values values.json");
  evaluate->add_option("formula", formula);
  evaluate->add_option("--values", values, "tệp JSON {\"mã\": số} / JSON file {\"code\": number}");
  evaluate->add_option("--file", list, "mỗi dòng một công thức / one formula a line");
  evaluate->callback([&] { chosen = [](const Terminal& s) { return eval(s, values, list); }; });

  static std::string settings_file;
  auto* doctor = app.add_subcommand(
      "doctor", "kiểm tra máy, kho dữ liệu và cấu hình / look at the machine, the store and the settings");
  doctor->add_option("--config", settings_file, "tệp cấu hình / file of settings (/etc/xanh/xanh.yaml)");
  doctor->callback([&] { chosen = [](const Terminal& s) { return examined(s, settings_file); }; });

  auto* audit = app.add_subcommand("audit", "nhật ký kiểm toán / the audit log")->require_subcommand(1);
  audit->fallthrough();
  audit->add_subcommand("verify", "kiểm tra chuỗi băm / check the hash chain")->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
        const auto found = verify_audit_log(desk);
        const AuditState& report = found.value;
        Node result = Node::map();
        result.add("rows", Node::number(std::to_string(report.rows)));
        result.add("head", Node::text(report.head));
        return s.finish(std::move(result), found.problems,
                        report.whole
                            ? fmt::format(fmt::runtime(s.vietnamese() ? "{} dòng, chuỗi nguyên vẹn\n"
                                                                      : "{} rows, the chain is whole\n"),
                                          report.rows)
                            : "");
      });
    };
  });

  auto* completion = app.add_subcommand(
      "completion", "gợi ý lệnh cho bash / completion for bash\n  source <(xanh completion bash)");
  completion->add_option("shell", shell)->required()->check(CLI::IsMember({"bash"}));
  completion->callback([&] {
    chosen = [](const Terminal& s) {
      std::fputs(kCompletion, stdout);
      return s.delivered(0);
    };
  });
}

}  // namespace xanh

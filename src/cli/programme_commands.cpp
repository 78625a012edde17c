#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/programme_update_use.hpp"
#include "office/programme_use.hpp"

namespace xanh {
namespace {

Memory remembered(const Desk& desk) {
  Memory memory;
  desk.store->read([&](const Transaction& t) { memory = recall(t); });
  return memory;
}

int check(const Terminal& terminal, const std::string& folder) {
  auto read = read_programme_folder(folder);
  Node result = Node::map();
  if (!read.ok()) return terminal.finish(result, read.problems, {});
  const Plan& plan = read.value.plans.back();
  const Register units(read.value.register_rows);
  result.add("programme", Node::text(plan.programme.code));
  result.add("plan_sha256", Node::text(plan_digest(plan)));
  result.add("register_sha256", Node::text(units.digest()));
  const auto named =
      std::count_if(plan.targets.begin(), plan.targets.end(), [](const Target& t) { return !t.nameless(); });
  std::string lines =
      terminal.vietnamese()
          ? fmt::format(
                "{}: {} nhóm mục tiêu, {} chỉ tiêu ({} chưa có nội dung), {} nhóm giải pháp, {} nhiệm vụ, {} "
                "đơn vị, {} số liệu đầu vào, {} số liệu đã công bố\n",
                plan.programme.code, plan.programme.goals.size(), plan.targets.size(),
                static_cast<long>(plan.targets.size()) - named, plan.programme.solution_groups.size(),
                plan.tasks().size(), units.unit_codes().size(), plan.elements.size(),
                read.value.statements.size())
          : fmt::format(
                "{}: {} goals, {} targets ({} without content), {} solution groups, {} tasks, {} units, {} "
                "data elements, {} published statements\n",
                plan.programme.code, plan.programme.goals.size(), plan.targets.size(),
                static_cast<long>(plan.targets.size()) - named, plan.programme.solution_groups.size(),
                plan.tasks().size(), units.unit_codes().size(), plan.elements.size(),
                read.value.statements.size());
  return terminal.finish(std::move(result), read.problems, lines);
}

int init(const Terminal& terminal, const std::string& folder) {
  if (terminal.store.empty()) return terminal.misused(problem(kNoStoreGiven, Place{}));
  const auto made = init_store(terminal.store, folder, terminal.actor, terminal.now);
  if (!made.ok()) return terminal.finish(made.problems);
  const InitResult& r = made.value;
  return terminal.finish(
      to_node(r), made.problems,
      terminal.vietnamese()
          ? fmt::format(
                "Đã tạo kho {} từ chương trình {}: {} bản kế hoạch, {} chỉ tiêu, {} nhiệm vụ, {} đơn vị\n",
                address_to_show(terminal.store), r.programme, r.plans, r.targets, r.tasks, r.units)
          : fmt::format(
                "Made the store {} from programme {}: {} plan versions, {} targets, {} tasks, {} units\n",
                address_to_show(terminal.store), r.programme, r.plans, r.targets, r.tasks, r.units));
}

int list_plans(const Terminal& terminal, const Desk& desk) {
  const auto lines = plan_list(remembered(desk));
  Node result = Node::map();
  result.add("items", to_node(lines));
  std::vector<std::vector<std::string>> rows{
      terminal.vietnamese() ? std::vector<std::string>{"bản", "năm", "hiệu lực từ", "quyết định", "chỉ tiêu",
                                                       "nhiệm vụ", "sha256"}
                            : std::vector<std::string>{"version", "year", "in force from", "decision",
                                                       "targets", "tasks", "sha256"}};
  for (const auto& l : lines)
    rows.push_back({std::to_string(l.version), std::to_string(l.year), to_text(l.in_force_from), l.decision,
                    std::to_string(l.targets), std::to_string(l.tasks), l.sha256.substr(0, 12)});
  return terminal.finish(std::move(result), {}, table(rows));
}

Bilingual name_of(Known known) {
  switch (known) {
    case Known::verified:
      return {"đã đối chiếu", "verified"};
    case Known::partly:
      return {"đối chiếu một phần", "partly verified"};
    case Known::unconfirmed:
      break;
  }
  return {"chưa đối chiếu", "unconfirmed"};
}

int show_plan(const Terminal& terminal, const Desk& desk, const std::string& version) {
  const Memory memory = remembered(desk);
  const auto found = find_plan(memory, version);
  if (!found.ok()) return terminal.finish(found.problems);
  const Plan& plan = *found.value;
  std::string lines = fmt::format("{} · {} {} · {}\n\n", terminal.say(plan.programme.names),
                                  terminal.vietnamese() ? "bản" : "version", plan.version,
                                  plan.years.empty() ? "" : plan.years.back().decision.number);
  std::vector<std::vector<std::string>> rows;
  for (const auto& t : plan.targets) {
    std::string milestones;
    for (const auto& m : t.milestones)
      if (const auto figure = m.figure())
        milestones += fmt::format("{}{}: {}{}{}", milestones.empty() ? "" : "; ",
                                  m.year ? std::to_string(*m.year) : "–",
                                  m.at_least  ? "≥ "
                                  : m.at_most ? "≤ "
                                              : "",
                                  to_text_grouped(*figure, -1, terminal.vietnamese()), t.unit);
    rows.push_back({t.code,
                    t.nameless() ? (terminal.vietnamese() ? "(chưa có nội dung)" : "(no content found)")
                                 : terminal.say(t.names),
                    milestones, join(t.leads, ", "), terminal.say(name_of(t.known))});
  }
  lines += table(rows) + "\n";
  rows.clear();
  for (const auto& t : plan.tasks())
    rows.push_back({t.code, t.solution, terminal.say(t.text), join(t.leads, ", "),
                    t.due         ? to_text(*t.due)
                    : t.recurring ? (terminal.vietnamese() ? "thường xuyên" : "recurring")
                                  : "–"});
  lines += table(rows);
  Node result = to_node(plan);
  result.add("sha256", Node::text(memory.plan_digests.at(plan.version)));
  return terminal.finish(std::move(result), {}, lines);
}

int plan_as_of(const Terminal& terminal, const Desk& desk, const std::string& text) {
  constexpr ProblemKind kBadDay{"bad-day",
                                Severity::error,
                                "`{text}` không phải là ngày",
                                "`{text}` is no day",
                                "viết dạng 2023-06-14",
                                "write it as 2023-06-14"};
  const auto day = parse_date_as_typed(text);
  if (!day) return terminal.finish({problem(kBadDay, Place{}, {{"text", text}})});
  const Memory memory = remembered(desk);
  const Plan* plan = plan_in_force(memory.plans, *day);
  Node result = Node::map();
  result.add("version", plan ? Node::number(std::to_string(plan->version)) : Node{});
  if (!plan)
    return terminal.finish(std::move(result), {},
                           terminal.vietnamese() ? "Chưa có kế hoạch nào có hiệu lực vào ngày này\n"
                                                 : "No plan was in force on that day\n");
  for (const auto& line : plan_list(memory))
    if (line.version == plan->version)
      for (auto& [key, value] : to_node(line).members)
        if (key != "version") result.add(key, value);
  const auto& decision = plan->years.back().decision;
  return terminal.finish(std::move(result), {},
                         fmt::format("{} {} · {} · {}\n", terminal.vietnamese() ? "Bản" : "Version",
                                     plan->version, decision.number, to_text(plan->in_force_from())));
}

}  // namespace

void add_programme_commands(CLI::App& app, Chosen& chosen) {
  static std::string folder, out, version, day;
  auto* check_command = app.add_subcommand("check",
                                           "vấn đề của một thư mục chương trình / problems of a programme "
                                           "folder\n  xanh check programmes/hcmc-2020-2030");
  check_command->add_option("programme", folder)->required();
  check_command->callback([&] { chosen = [](const Terminal& s) { return check(s, folder); }; });

  auto* init_command = app.add_subcommand(
      "init", "tạo kho dữ liệu mới / a new store\n  xanh init --store var/office programmes/hcmc-2020-2030");
  init_command->add_option("programme", folder)->required();
  init_command->callback([&] { chosen = [](const Terminal& s) { return init(s, folder); }; });

  auto* programme = app.add_subcommand("programme", "chương trình dưới dạng dữ liệu / the programme as data")
                        ->require_subcommand(1);
  programme->fallthrough();
  auto* export_command =
      programme->add_subcommand("export",
                                "ghi thư mục chương trình / write the programme folder\n  xanh programme "
                                "export --store var/office -o my-programme");
  export_command->add_option("-o,--output", out)->required();
  static std::string exported;
  export_command->add_option("--plan", exported,
                             "bản kế hoạch (số hoặc năm); bỏ trống: bản mới nhất / plan version or year; "
                             "without it the newest");
  export_command->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
        const auto problems = export_programme(desk, out, exported);
        return s.finish(Node::map(), problems, has_error(problems) ? "" : out + "\n");
      });
    };
  });

  static bool look = false;
  auto* update = programme->add_subcommand(
      "update",
      "lấy vào kho kỳ báo cáo, đơn vị, ngày nghỉ, số liệu mới của thư mục chương trình / take new cycles, "
      "units, holidays and statements of the programme folder into the store\n  xanh programme update "
      "programmes/hcmc-2020-2030 --dry-run");
  update->add_option("folder", folder)->required();
  update->add_flag("--dry-run", look, "chỉ xem / only look");
  update->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
        const auto made = update_programme(desk, folder, look);
        if (!made.ok()) return s.finish(made.problems);
        std::string lines;
        for (const auto& row : made.value.rows)
          lines += fmt::format("{} {}: {}\n", row.changed ? "~" : "+", row.file, row.code);
        if (made.value.rows.empty()) lines = s.say({"Không có gì mới\n", "Nothing is new\n"});
        return s.finish(to_node(made.value), made.problems, lines);
      });
    };
  });

  add_import_commands(*programme, chosen);

  auto* plan = app.add_subcommand("plan", "các bản kế hoạch / plan versions")->require_subcommand(1);
  plan->fallthrough();
  plan->add_subcommand("list", "mọi bản / all versions")->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_only,
                     [&](const Desk& desk) { return list_plans(s, desk); });
    };
  });
  auto* show = plan->add_subcommand(
      "show",
      "một bản (số hoặc năm; mặc định bản mới nhất) / one version (number or year)\n  xanh plan show 2023");
  show->add_option("version", version);
  show->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_only,
                     [&](const Desk& desk) { return show_plan(s, desk, version); });
    };
  });
  auto* as_of = plan->add_subcommand(
      "as-of", "bản có hiệu lực vào một ngày / the version in force on a day\n  xanh plan as-of 2023-06-14");
  as_of->add_option("date", day)->required();
  as_of->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_only,
                     [&](const Desk& desk) { return plan_as_of(s, desk, day); });
    };
  });
  add_plan_commands(*plan, chosen);
  add_amendment_commands(*plan, chosen);
}

}  // namespace xanh

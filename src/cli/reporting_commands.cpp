#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/form_use.hpp"
#include "office/publish_use.hpp"
#include "office/status_use.hpp"
#include "office/submission_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadDay{"bad-extend-date",
                              Severity::error,
                              "--extend `{value}` không phải là ngày",
                              "--extend `{value}` is no day",
                              "viết dạng 2023-06-21",
                              "write it as 2023-06-21"};

std::vector<std::string> cycle_row(const Terminal& s, const CycleLine& l) {
  return {l.code, to_text(l.window), l.due ? to_text(*l.due) : "–", s.say(name_of(l.stage)),
          l.plan_version ? std::to_string(*l.plan_version) : "–"};
}

int moved(const Terminal& s, const Outcome<CycleLine>& line) {
  if (!line.ok()) return s.finish(line.problems);
  return s.finish(to_node(line.value), line.problems, table({cycle_row(s, line.value)}));
}

int submit(const Terminal& s, SubmitRequest request) {
  request.threads = s.threads;
  return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
    const Progress progress(s.vietnamese() ? "Đang nhận báo cáo" : "Taking reports in");
    const auto taken = submit_files(desk, request);
    Node result = Node::map();
    result.add("items", to_node(taken.value));
    std::string lines;
    for (const auto& line : taken.value) {
      const Bilingual what = line.dry_run ? Bilingual{"kiểm tra xong, chưa nhận", "checked, not taken in"}
                             : line.unchanged
                                 ? Bilingual{"không đổi so với bản đã gửi", "unchanged since it was sent"}
                                 : Bilingual{"đã nhận", "taken in"};
      lines += fmt::format("{}  {} ({} {})\n", line.submission, s.say(what), line.figures,
                           s.vietnamese() ? "số liệu" : "figures");
      if (!line.map.empty())
        lines += fmt::format("  {} {} ({}){}\n", s.vietnamese() ? "đọc theo bản đồ ô" : "read by the map",
                             line.map, line.map_sha256.substr(0, 12),
                             !line.map_remembered ? ""
                             : s.vietnamese()     ? ", đã lưu từ lần trước"
                                                  : ", remembered from the last time");
      if (line.correct_by)
        lines += s.vietnamese() ? fmt::format("  nhập thay; đơn vị được đính chính đến hết ngày {}\n",
                                              to_text_vi(*line.correct_by))
                                : fmt::format("  entered for the unit, which may correct it until {}\n",
                                              to_text(*line.correct_by));
    }
    return s.finish(std::move(result), taken.problems, lines);
  });
}

/// Publishes the newest snapshot; with a reason, as the correction of what was published.
int publish(const Terminal& s, const PublishRequest& asked, const std::optional<std::string>& reason = {}) {
  PublishRequest request = asked;
  request.threads = s.threads;
  return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
    const Progress progress(s.vietnamese() ? "Đang công bố" : "Publishing");
    const auto published = reason ? restate_papers(desk, request, *reason) : publish_papers(desk, request);
    if (!published.ok()) return s.finish(published.problems);
    const PublishedCycle& made = published.value;
    Node result = to_node(made.line);
    result.add("manifest_sha256", Node::text(made.manifest_sha256));
    result.add("key", Node::text(made.key));
    result.add("files", to_node(made.files));
    std::string lines = table({cycle_row(s, made.line)});
    lines += fmt::format(fmt::runtime(s.say({"Dấu niêm phong dữ liệu, khóa công khai {}\n",
                                             "Sealed; the public key is {}\n"})),
                         made.key);
    for (const auto& file : made.files) lines += "  " + file + "\n";
    return s.finish(std::move(result), published.problems, lines);
  });
}

int status(const Terminal& s, const std::string& cycle) {
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const auto found = status_of(desk, cycle);
    if (!found.ok()) return s.finish(found.problems);
    const Status& st = found.value;
    std::map<std::string, std::string> names;
    for (const auto& u : st.units) names[u.code] = s.say(u.names);
    std::string lines =
        s.vietnamese()
            ? fmt::format("Kỳ {} · {} · chốt số liệu {} · hạn gửi {} · {}/{} đơn vị đã gửi, {} đã ghi nhận\n",
                          st.cycle, name_of(st.stage).vi, to_text_vi(st.cut_off),
                          st.due ? to_text_vi(*st.due) : "–", st.sent, st.expected, st.noted)
            : fmt::format("Cycle {} · {} · cut-off {} · due {} · {}/{} units sent, {} noted\n", st.cycle,
                          name_of(st.stage).en, to_text(st.cut_off), st.due ? to_text(*st.due) : "–", st.sent,
                          st.expected, st.noted);
    for (const auto& paper : st.signed_)
      lines += s.vietnamese() ? fmt::format("Báo cáo theo bản chốt số liệu lần {} đã ký ban hành: {}\n",
                                            paper.of, number_and_day(paper).vi)
                              : fmt::format("The report of snapshot {} is signed: {}\n", paper.of,
                                            number_and_day(paper).en);
    const bool published = st.stage == CycleStage::published;
    if (!st.missing.empty())
      lines += fmt::format(fmt::runtime(published ? s.say({"\n{} điểm chưa đủ khi công bố:\n",
                                                           "\n{} things were incomplete when published:\n"})
                                                  : s.say({"\n{} việc còn thiếu để trình:\n",
                                                           "\n{} things missing before submission:\n"})),
                           st.missing.size());
    for (const auto& step : st.missing)
      lines += fmt::format("  {}{}{}\n", s.say(step.says), step.command.empty() ? "" : "  →  ", step.command);
    if (!st.tables.empty())
      lines +=
          published
              ? s.say({"\nCông bố khi chưa đủ, thiếu của:\n", "\nPublished incomplete; without:\n"})
              : s.say({"\nChưa viết được đủ, vì còn chờ:\n", "\nCannot be written whole yet; waits for:\n"});
    for (const auto& t : st.tables) {
      std::string waits;
      for (size_t i = 0; i < t.waits_for.size() && i < 4; ++i)
        waits += (i ? ", " : "") + (names.contains(t.waits_for[i]) ? names[t.waits_for[i]] : t.waits_for[i]);
      if (t.waits_for.size() > 4) waits += fmt::format(" … (+{})", t.waits_for.size() - 4);
      lines += fmt::format("  {:<10} {}/{}  {}: {}\n", t.item, t.noted, t.expected, s.say(t.names), waits);
    }
    std::vector<std::vector<std::string>> rows{
        {""},
        s.vietnamese() ? std::vector<std::string>{"đơn vị", "trạng thái", "trễ", "số liệu"}
                       : std::vector<std::string>{"unit", "state", "late", "figures"}};
    for (const auto& u : st.units) {
      std::string late;
      if (u.days_late > 0)
        late = fmt::format(fmt::runtime(s.vietnamese() ? "trễ {} ngày làm việc" : "{} working days"),
                           u.days_late);
      if (u.extended_to)
        late += (late.empty() ? "" : "; ") + std::string(s.vietnamese() ? "gia hạn đến " : "extended to ") +
                (s.vietnamese() ? to_text_vi(*u.extended_to) : to_text(*u.extended_to));
      std::string state = s.say(name_of(u.state));
      if (u.on_behalf) state += s.vietnamese() ? "; nhập thay" : "; entered for it";
      if (u.correct_by)
        state += fmt::format("{} {}",
                             s.vietnamese() ? ", đơn vị đính chính đến hết" : ", which it may correct until",
                             s.vietnamese() ? to_text_vi(*u.correct_by) : to_text(*u.correct_by));
      if (u.signed_)
        state += fmt::format("; {} {}", s.vietnamese() ? "đã ký ban hành" : "signed",
                             s.say(number_and_day(*u.signed_)));
      rows.push_back(
          {s.say(u.names), std::move(state), std::move(late), fmt::format("{}/{}", u.answered, u.asked)});
    }
    return s.finish(to_node(st), found.problems, lines + table(rows));
  });
}

}  // namespace

void add_reporting_commands(CLI::App& app, Chosen& chosen) {
  static std::string code, unit, out, message, language;
  static bool all = false;
  static std::string asked_day;
  static SubmitRequest submission;
  static ReviewRequest reviewing;
  static std::string revise, extend_to;

  auto* cycle = app.add_subcommand("cycle", "kỳ báo cáo / cycles")->require_subcommand(1);
  cycle->fallthrough();
  cycle->add_subcommand("list", "mọi kỳ / all cycles")->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
        Memory memory;
        desk.store->read([&](const Transaction& t) { memory = recall(t); });
        const auto lines = cycle_list(memory);
        std::vector<std::vector<std::string>> rows{
            s.vietnamese()
                ? std::vector<std::string>{"kỳ", "số liệu", "hạn gửi", "trạng thái", "bản kế hoạch"}
                : std::vector<std::string>{"cycle", "window", "due", "stage", "plan version"}};
        for (const auto& l : lines) rows.push_back(cycle_row(s, l));
        Node result = Node::map();
        result.add("items", to_node(lines));
        return s.finish(std::move(result), {}, table(rows));
      });
    };
  });
  const auto stage = [&](const char* name, const char* what, CycleStep* use) {
    auto* command = cycle->add_subcommand(name, what);
    command->add_option("cycle", code)->required();
    command->callback([&chosen, use] {
      chosen = [use](const Terminal& s) {
        return at_desk(s, ProgrammeStore::Mode::read_write,
                       [&](const Desk& desk) { return moved(s, use(desk, code, {})); });
      };
    });
  };
  stage("open", "mở kỳ, nhận báo cáo / open it for reports\n  xanh cycle open 2023-H1", open_cycle);
  stage("close", "khóa kỳ / take no more reports", close_cycle);
  stage("rebase", "theo bản kế hoạch mới đang có hiệu lực / follow the newer plan version in force",
        rebase_cycle);
  static PublishRequest publication;
  auto* publishing = cycle->add_subcommand("publish",
                                           "công bố bản chốt mới nhất, niêm phong các văn bản / publish the "
                                           "newest snapshot, seal its papers\n  xanh "
                                           "cycle publish 2023-H1 -o cong-bo");
  publishing->add_option("cycle", publication.cycle)->required();
  publishing->add_option("-o,--output", publication.folder,
                         "ghi văn bản và bản kê vào đây / write the papers and their manifest here");
  publishing->add_option("--templates", publication.templates, "thư mục mẫu Word / folder of Word templates");
  publishing->callback([&] { chosen = [](const Terminal& s) { return publish(s, publication); }; });

  static std::string reason;
  auto* restating = cycle->add_subcommand(
      "restate",
      "công bố đính chính số liệu đã công bố; báo cáo cũ giữ nguyên / restate published figures; the report "
      "stays\n  xanh cycle restate 2023-H1 --reason \"Quận 7 báo nhầm số cơ sở\" -o dinh-chinh");
  restating->add_option("cycle", publication.cycle)->required();
  restating->add_option("--reason", reason, "lý do, ghi trên mọi văn bản / why, said on every paper")
      ->required();
  restating->add_option("-o,--output", publication.folder,
                        "ghi văn bản và bản kê vào đây / write the papers and their manifest here");
  restating->add_option("--templates", publication.templates, "thư mục mẫu Word / folder of Word templates");
  restating->callback([&] { chosen = [](const Terminal& s) { return publish(s, publication, reason); }; });

  auto* form = app.add_subcommand("form",
                                  "biểu mẫu của đơn vị / a unit's form\n  xanh form --cycle 2023-H1 --unit "
                                  "q7 -o q7.xlsx\n  xanh form --cycle 2023-H1 --all -o forms");
  form->add_option("--cycle", code)->required();
  auto* one = form->add_option("--unit", unit);
  form->add_flag("--all", all)->excludes(one);
  form->add_option("-o,--output", out)->required();
  form->add_option("--language", language, "ngôn ngữ của biểu mẫu / language of the form")
      ->check(CLI::IsMember({"vi", "en"}));
  form->callback([&] {
    chosen = [](const Terminal& s) {
      if (unit.empty() && !all) return s.lacks("--unit, --all");
      return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
        const Progress progress(s.vietnamese() ? "Đang lập biểu mẫu" : "Making forms");
        // Not the language of messages: who reads those in English still sends units a Vietnamese form.
        const auto made = write_forms(
            desk, {code, all ? std::string{} : unit, out, language == "en" ? Language::en : Language::vi});
        Node result = Node::map();
        result.add("items", to_node(made.value));
        std::string lines;
        for (const auto& l : made.value) lines += fmt::format("{}  {}\n", l.unit, l.path);
        return s.finish(std::move(result), made.problems, lines);
      });
    };
  });

  auto* submit_command = app.add_subcommand(
      "submit",
      "nhận báo cáo của đơn vị / take in units' reports\n  xanh submit 2023-H1-q7.xlsx\n  xanh submit "
      "rieng.xlsx --on-behalf q7 --letter cv.pdf --map q7.yaml --cycle 2023-H1");
  submit_command->add_option("files", submission.files)->required();
  submit_command->add_flag("--dry-run", submission.dry_run, "chỉ kiểm tra / check only");
  auto* behalf = submit_command->add_option("--on-behalf", submission.on_behalf,
                                            "nhập thay đơn vị này / entered for this unit");
  submit_command->add_option("--letter", submission.letter, "tệp công văn / the letter")->needs(behalf);
  submit_command
      ->add_option("--map", submission.map,
                   "bản đồ ô của bảng riêng của đơn vị / the map of the unit's own workbook")
      ->needs(behalf);
  submit_command
      ->add_option("--cycle", submission.cycle,
                   "kỳ của bảng riêng của đơn vị / the cycle of the unit's own workbook")
      ->needs(behalf);
  submit_command->callback([&] { chosen = [](const Terminal& s) { return submit(s, submission); }; });

  auto* review_command =
      app.add_subcommand("review",
                         "ghi nhận, hoặc đề nghị rà soát / note, or ask to revise\n  xanh review 2023-H1/q7 "
                         "--note\n  xanh review 2023-H1/q7 --revise ww_sites_ok --message \"…\"\n  xanh "
                         "review 2023-H1/q4 --extend 2023-06-21 --message \"…\"");
  review_command->add_option("submissions", reviewing.submissions)->required();
  auto* note = review_command->add_flag("--note", reviewing.note, "ghi nhận / note it");
  auto* ask = review_command->add_option(
      "--revise", revise, "các số liệu cần rà soát, cách nhau bằng dấu phẩy / figures to revise, by comma");
  ask->excludes(note);
  auto* extend = review_command->add_option("--extend", extend_to,
                                            "gia hạn gửi báo cáo đến ngày / due later, on this day");
  extend->excludes(note)->excludes(ask);
  auto* asks = review_command->add_option("--extension-asked", asked_day,
                                          "đơn vị xin gia hạn đến ngày / the unit asks for this day");
  asks->excludes(note)->excludes(ask)->excludes(extend);
  auto* carry = review_command->add_flag(
      "--carry-forward", reviewing.carry_forward,
      "lấy số liệu kỳ trước làm số tạm tính cho đơn vị chưa gửi / earlier figures stand in, provisional");
  carry->excludes(note)->excludes(ask)->excludes(extend)->excludes(asks);
  review_command
      ->add_option(
          "--message", reviewing.message,
          "nội dung đề nghị, lý do gia hạn, lý do lấy số tạm tính / what is asked, why it is granted")
      ->excludes(note);
  review_command->callback([&] {
    chosen = [](const Terminal& s) {
      if (!reviewing.note && revise.empty() && extend_to.empty() && asked_day.empty() &&
          !reviewing.carry_forward)
        return s.lacks("--note, --revise, --extend, --extension-asked, --carry-forward");
      reviewing.extension_asked = !asked_day.empty();
      if (reviewing.extension_asked) extend_to = asked_day;
      reviewing.extend_to = parse_date_as_typed(extend_to);
      if (!extend_to.empty() && !reviewing.extend_to)
        return s.finish({problem(kBadDay, Place{}, {{"value", extend_to}})});
      reviewing.revise = split(revise, ',');
      return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
        const auto done = review(desk, reviewing);
        Node result = Node::map();
        result.add("items", to_node(done.value));
        std::string lines;
        for (const auto& l : done.value)
          lines += fmt::format(
              "{}  {}{}{}\n", l.submission, s.say(name_of(l.state)),
              !l.until                    ? std::string{}
              : reviewing.extension_asked ? s.say({" · xin gia hạn đến ", " · asks for "}) + to_text(*l.until)
                                          : s.say({" · hạn mới ", " · now due "}) + to_text(*l.until),
              l.from.empty() ? std::string{}
                             : s.say({" · số tạm tính theo ", " · provisional figures of "}) + l.from);
        return s.finish(std::move(result), done.problems, lines);
      });
    };
  });

  auto* status_command = app.add_subcommand("status",
                                            "bảng nào chưa viết được, vì đơn vị nào / what cannot be "
                                            "written, because of whom\n  xanh status --cycle 2023-H1");
  status_command->add_option("--cycle", code)->required();
  status_command->callback([&] { chosen = [](const Terminal& s) { return status(s, code); }; });
}

}  // namespace xanh

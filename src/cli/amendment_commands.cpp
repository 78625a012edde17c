// plan amend, amendments, opinion, withdraw, decide: what is proposed to change the plan.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "exchange/whole_file.hpp"
#include "office/next_plan_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadDecisionDay{
    "bad-decision-date",   Severity::error,        "`{value}` không phải là ngày",
    "`{value}` is no day", "viết dạng 2023-06-21", "write it as 2023-06-21"};

constexpr ProblemKind kWhichWay{"which-way",
                                Severity::error,
                                "chưa nói chấp thuận hay không",
                                "it is not said whether it is approved",
                                "thêm `--approve` hoặc `--reject`",
                                "add `--approve` or `--reject`"};

/// "sửa  tasks/p1  thời hạn: 31/12/2025 → 30/6/2026"
std::string operation_text(const Terminal& s, const AmendmentItem& item) {
  const auto verb = [&]() -> Bilingual {
    switch (item.operation.op) {
      case AmendmentOp::add:
        return {"thêm", "add"};
      case AmendmentOp::remove:
        return {"bỏ", "remove"};
      case AmendmentOp::move:
        return {"chuyển", "move"};
      case AmendmentOp::replace:
        break;
    }
    return {"sửa", "replace"};
  }();
  const ShownOperation& shown = item.shown;
  const std::string& field = s.say(shown.field);
  return fmt::format("{} {} {}{}: {} → {}", s.say(verb), s.say(shown.kind_names), shown.code,
                     field.empty() ? "" : ", " + field, s.say(shown.from), s.say(shown.to));
}

std::string standing(const Terminal& s, const AmendmentPage& page, const AmendmentItem& item) {
  if (item.approved)
    return fmt::format("{} ({})",
                       s.say(*item.approved ? Bilingual{"chấp thuận", "approved"}
                                            : Bilingual{"không chấp thuận", "refused"}),
                       item.document);
  if (page.stage == AmendmentStage::withdrawn) return s.say({"đã rút", "withdrawn"});
  if (!item.stands.empty()) return s.say(item.stands.front().message);
  std::string out = s.say({"chờ quyết định", "to be decided"});
  if (!item.conflicts.empty())
    out += fmt::format("; {} {}", s.say({"trái với", "excludes"}), join(item.conflicts, ", "));
  return out;
}

std::string lines_of(const Terminal& s, const AmendmentPage& page) {
  std::string out =
      fmt::format("{}  {} · {}{}\n", page.code, page.amendment.unit, s.say(page.amendment.title),
                  page.version ? fmt::format(" · {} {}", s.say({"bản kế hoạch", "version"}), *page.version)
                               : std::string{});
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < page.items.size(); ++i)
    rows.push_back({fmt::format("{}/{}", page.code, i + 1), operation_text(s, page.items[i]),
                    standing(s, page, page.items[i])});
  out += table(rows);
  for (size_t i = 0; i < page.items.size(); ++i)
    if (const std::string why = s.say(page.items[i].operation.reason); !why.empty())
      out += fmt::format("  {}/{}: {}\n", page.code, i + 1, why);
  for (const auto& opinion : page.opinions) out += fmt::format("  {}: {}\n", opinion.unit, opinion.text);
  return out;
}

int told(const Terminal& s, const Outcome<AmendmentPage>& made) {
  if (!made.ok()) return s.finish(made.problems);
  return s.finish(to_node(made.value), made.problems, lines_of(s, made.value));
}

int listed(const Terminal& s, const Desk& desk, const std::string& code) {
  if (!code.empty()) return told(s, show_amendment(desk, code));
  const auto all = list_amendments(desk);
  Node result = Node::map();
  result.add("items", to_node(all.value));
  std::string lines;
  for (const auto& page : all.value) lines += lines_of(s, page);
  return s.finish(std::move(result), all.problems, lines);
}

}  // namespace

void add_amendment_commands(CLI::App& plan, Chosen& chosen) {
  static std::string file, code, unit, text, day;
  static bool dry_run = false, approve = false, reject = false;
  static AmendmentDecision decision;

  auto* amend = plan.add_subcommand("amend",
                                    "đề xuất bổ sung, điều chỉnh từ tệp YAML / propose changes of the plan\n"
                                    "  xanh plan amend de-xuat.yaml --dry-run");
  amend->add_option("file", file)->required();
  amend->add_flag("--dry-run", dry_run, "chỉ kiểm tra / only check");
  amend->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, propose_amendment_file(desk, file, dry_run)); });
    };
  });

  static NextPlan next;
  auto* year = plan.add_subcommand(
      "next",
      "dự thảo Kế hoạch năm sau từ đăng ký của các đơn vị và kết quả năm / draft next year's plan from the "
      "units' registrations and the year's results\n  xanh plan next --year 2024 --dry-run");
  year->add_option("--year", next.year)->required();
  year->add_flag("--dry-run", next.dry_run, "chỉ xem / only look");
  year->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, draft_next_plan(desk, next)); });
    };
  });

  auto* list =
      plan.add_subcommand("amendments",
                          "các đề xuất và kết quả / what was proposed and what became of it\n  xanh plan "
                          "amendments A1");
  list->add_option("code", code);
  list->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_only,
                     [&](const Desk& desk) { return listed(s, desk, code); });
    };
  });

  auto* opinion = plan.add_subcommand("opinion",
                                      "ý kiến của một đơn vị về đề xuất / what a unit thinks of it\n  xanh "
                                      "plan opinion A1 --unit q7 --text \"Nhất trí\"");
  opinion->add_option("code", code)->required();
  opinion->add_option("--unit", unit)->required();
  opinion->add_option("--text", text)->required();
  opinion->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, give_opinion(desk, code, unit, text)); });
    };
  });

  static std::vector<std::string> codes;
  static std::string path, language, templates;
  static SubmissionPaper paper;
  auto* submission = plan.add_subcommand(
      "submission",
      "tờ trình các đề xuất, với bảng tiếp thu, giải trình / the submission of what was proposed, with the "
      "table of opinions\n  xanh plan submission A1 A2 -o to-trinh.docx");
  submission->add_option("codes", codes,
                         "mã đề xuất (mặc định: mọi đề xuất chờ quyết định) / which (default: all open)");
  submission->add_option("-o,--output", path)->required();
  submission->add_option("--language", language)->check(CLI::IsMember({"vi", "en"}));
  submission->add_option("--templates", templates, "thư mục mẫu / folder of templates");
  submission->add_option("--number", paper.number, "số văn bản / number of the paper");
  submission->add_option("--date", day, "ngày văn bản / its day");
  submission->callback([&] {
    chosen = [](const Terminal& s) {
      paper.codes = codes;
      paper.templates = templates;
      paper.date = day.empty() ? std::nullopt : parse_date_as_typed(day);
      if (!day.empty() && !paper.date) return s.finish({problem(kBadDecisionDay, Place{}, {{"value", day}})});
      paper.language = language == "en" ? Language::en : Language::vi;
      return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
        auto made = write_submission_paper(desk, paper);
        if (!has_error(made.problems)) append(made.problems, write_whole_file(path, made.value));
        if (has_error(made.problems)) return s.finish(made.problems);
        Node result = Node::map();
        result.add("path", Node::text(path));
        return s.finish(std::move(result), made.problems, path + "\n");
      });
    };
  });

  auto* withdraw = plan.add_subcommand("withdraw", "rút một đề xuất / take it back\n  xanh plan withdraw A1");
  withdraw->add_option("code", code)->required();
  withdraw->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, withdraw_amendment(desk, code)); });
    };
  });

  auto* decide = plan.add_subcommand(
      "decide",
      "quyết định từng thay đổi; khi xong hết thì có bản kế hoạch mới / decide change by change; "
      "when all are decided there is a new version\n  xanh plan decide A1 --operation 1 --approve "
      "--document 1500/QĐ-UBND --date 2024-05-20");
  decide->add_option("code", decision.code)->required();
  decide->add_option("--operation", decision.operations,
                     "số của thay đổi (mặc định: mọi thay đổi còn lại) / its number (default: all that are "
                     "left)");
  auto* yes = decide->add_flag("--approve", approve);
  auto* no = decide->add_flag("--reject", reject);
  yes->excludes(no);
  no->excludes(yes);
  decide->add_option("--document", decision.document, "số văn bản / number of the document");
  decide->add_option("--date", day, "ngày văn bản / its day");
  decide->callback([&] {
    chosen = [](const Terminal& s) {
      if (!approve && !reject) return s.misused(problem(kWhichWay, Place{}));
      decision.approved = approve;
      decision.date = day.empty() ? std::nullopt : parse_date_as_typed(day);
      if (!day.empty() && !decision.date)
        return s.finish({problem(kBadDecisionDay, Place{}, {{"value", day}})});
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, decide_amendment(desk, decision)); });
    };
  });
}

}  // namespace xanh

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/letter_use.hpp"
#include "office/narrative_use.hpp"
#include "office/paper_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadSeenAt{"bad-seen-at",
                                 Severity::error,
                                 "--seen-at `{value}` không phải là thời điểm",
                                 "--seen-at `{value}` is no moment",
                                 "viết dạng 2023-06-20T17:00:00+07:00",
                                 "write it as 2023-06-20T17:00:00+07:00"};
constexpr ProblemKind kBadDate{"bad-date",
                               Severity::error,
                               "--date `{value}` không phải là ngày",
                               "--date `{value}` is no day",
                               "viết dạng 2023-06-28",
                               "write it as 2023-06-28"};

struct PaperOptions {
  std::string seen_at, date, rendering, language;
  PaperRequest request;
};

int write(const Terminal& s, const PaperOptions& options) {
  PaperRequest request = options.request;
  Problems problems;
  request.seen_at = parse_instant(options.seen_at);
  if (!options.seen_at.empty() && !request.seen_at)
    problems.push_back(problem(kBadSeenAt, Place{}, {{"value", options.seen_at}}));
  request.date = parse_date_as_typed(options.date);
  if (!options.date.empty() && !request.date)
    problems.push_back(problem(kBadDate, Place{}, {{"value", options.date}}));
  if (has_error(problems)) return s.finish(problems);
  request.signing = options.rendering != "nguon";
  request.sources = options.rendering != "trinh-ky";
  request.language = options.language == "en" ? Language::en : Language::vi;
  request.threads = s.threads;
  return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
    const Progress progress(s.vietnamese() ? "Đang tổng hợp" : "Consolidating");
    const auto made = write_papers(desk, request);
    std::string lines;
    if (made.ok()) {
      lines = s.vietnamese() ? fmt::format("Bản chốt số liệu lần {} · {}\n", made.value.snapshot.number,
                                           made.value.snapshot.sha256.substr(0, 12))
                             : fmt::format("Snapshot {} · {}\n", made.value.snapshot.number,
                                           made.value.snapshot.sha256.substr(0, 12));
      if (made.value.compared_with > 0)
        lines += s.vietnamese()
                     ? fmt::format("Đã đổi kể từ bản chốt lần {}: {} mục (xanh snapshot diff --cycle {})\n",
                                   made.value.compared_with, made.value.changes.size(), request.cycle)
                     : fmt::format("Changed since snapshot {}: {} items (xanh snapshot diff --cycle {})\n",
                                   made.value.compared_with, made.value.changes.size(), request.cycle);
      for (const auto& file : made.value.files) lines += "  " + file + "\n";
    }
    return s.finish(made.ok() ? to_node(made.value) : Node::map(), made.problems, lines);
  });
}

struct LetterOptions {
  std::string kind, date, answer_by;
  LetterRequest request;
};

int write(const Terminal& s, const LetterOptions& options) {
  LetterRequest request = options.request;
  Problems problems;
  request.kind = *from_word<LetterKind>(options.kind);
  request.date = parse_date_as_typed(options.date);
  if (!options.date.empty() && !request.date)
    problems.push_back(problem(kBadDate, Place{}, {{"value", options.date}}));
  request.answer_by = parse_date_as_typed(options.answer_by);
  if (!options.answer_by.empty() && !request.answer_by)
    problems.push_back(problem(kBadDate, Place{}, {{"value", options.answer_by}}));
  if (has_error(problems)) return s.finish(problems);
  return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
    const auto made = write_letters(desk, request);
    Node result = Node::map();
    result.add("items", to_node(made.value));
    std::string lines;
    for (const auto& letter : made.value)
      lines += letter.unit.empty() ? letter.path + "\n" : fmt::format("{}  {}\n", letter.unit, letter.path);
    return s.finish(std::move(result), made.problems, lines);
  });
}

void add_letter_command(CLI::App& app, Chosen& chosen) {
  static LetterOptions options;
  static std::string language;
  auto* command = app.add_subcommand(
      "letter",
      "công văn đề nghị báo cáo, đôn đốc, phiếu tiếp nhận, đề nghị rà soát / letters to units\n  xanh letter "
      "request --cycle 2023-H1 -o cv.docx\n  xanh letter reminder --cycle 2023-H1 -o don-doc.docx\n  xanh "
      "letter "
      "receipt --cycle 2023-H1 --unit q7 -o phieu.docx");
  command->add_option("kind", options.kind, "request, reminder, receipt, revise, nothing, environment")
      ->required()
      ->check(CLI::IsMember({"request", "reminder", "receipt", "revise", "nothing", "environment"}));
  command->add_option("--cycle", options.request.cycle)->required();
  command->add_option("--unit", options.request.unit);
  command->add_option("-o,--output", options.request.path)->required();
  command->add_option("--language", language, "ngôn ngữ của văn bản / language of the letter")
      ->check(CLI::IsMember({"vi", "en"}));
  command->add_option("--number", options.request.number, "số của văn bản / number of the letter");
  command->add_option("--date", options.date, "ngày ký / day of signing");
  command->add_option("--answer-by", options.answer_by, "đề nghị trả lời trước ngày / answer asked for by");
  command->add_option("--contact", options.request.contact, "đầu mối liên hệ / whom to ask");
  command->add_option("--templates", options.request.templates,
                      "thư mục mẫu Word / folder of Word templates");
  command->callback([&chosen] {
    options.request.language = language == "en" ? Language::en : Language::vi;
    chosen = [](const Terminal& s) { return write(s, options); };
  });
}

int told(const Terminal& s, const Outcome<NarrativeFile>& done) {
  const NarrativeFile& r = done.value;
  const std::string lines =
      fmt::format(fmt::runtime(s.say({"{}  {} mục, {} đoạn, {} số liệu là trường\n",
                                      "{}  {} sections, {} paragraphs, {} figures as fields\n"})),
                  r.path, r.sections, r.paragraphs, r.fields);
  return s.finish(done.ok() ? to_node(r) : Node::map(), done.problems, done.ok() ? lines : std::string{});
}

void add_narrative_commands(CLI::App& app, Chosen& chosen) {
  static NarrativeRequest request;
  static std::string language;
  auto* narrative =
      app.add_subcommand("narrative", "lời văn của báo cáo / the words of a report")->require_subcommand(1);
  const auto common = [](CLI::App* command) {
    command->add_option("--cycle", request.cycle)->required();
    command->add_option("--language", language)->check(CLI::IsMember({"vi", "en"}));
  };
  auto* out =
      narrative->add_subcommand("out",
                                "xuất lời văn ra Word để sửa / as Word, to be edited\n  xanh narrative out "
                                "--cycle 2023-H1 -o loi-van.docx");
  common(out);
  out->add_option("-o,--output", request.path)->required();
  out->add_option("--templates", request.templates, "thư mục mẫu Word / folder of Word templates");
  out->callback([&chosen] {
    request.language = language == "en" ? Language::en : Language::vi;
    chosen = [](const Terminal& s) {
      request.threads = s.threads;
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, write_narrative_file(desk, request)); });
    };
  });
  auto* in = narrative->add_subcommand(
      "in",
      "nhận lại lời văn đã sửa / take the edited words in\n  xanh narrative in loi-van.docx --cycle 2023-H1");
  common(in);
  in->add_option("file", request.path)->required();
  in->callback([&chosen] {
    request.language = language == "en" ? Language::en : Language::vi;
    chosen = [](const Terminal& s) {
      return at_desk(s, ProgrammeStore::Mode::read_write,
                     [&](const Desk& desk) { return told(s, take_narrative(desk, request)); });
    };
  });
}

}  // namespace

void add_paper_commands(CLI::App& app, Chosen& chosen) {
  add_narrative_commands(app, chosen);
  add_letter_command(app, chosen);
  static PaperOptions options;
  auto* command = app.add_subcommand("consolidate",
                                     "tổng hợp và lập báo cáo / consolidate and write the report\n  xanh "
                                     "consolidate --cycle 2023-H1 -o out --pdf");
  command->add_option("--cycle", options.request.cycle)->required();
  command->add_option("-o,--output", options.request.folder)->required();
  command->add_option("--document", options.request.document)
      ->description("bc-so, bc-ubnd, to-trinh, ke-hoach, quyet-dinh, tiep-thu, tom-tat, thong-bao, mau-03")
      ->check(CLI::IsMember({"bc-so", "bc-ubnd", "to-trinh", "ke-hoach", "quyet-dinh", "tiep-thu", "tom-tat",
                             "thong-bao", "mau-03"}));
  command->add_option("--rendering", options.rendering)->check(CLI::IsMember({"trinh-ky", "nguon"}));
  command->add_flag("--pdf", options.request.pdf, "thêm report.pdf / also report.pdf");
  command->add_option("--language", options.language, "ngôn ngữ của báo cáo / language of the report")
      ->check(CLI::IsMember({"vi", "en"}));
  command->add_option("--seen-at", options.seen_at, "tính trễ hạn đến lúc này / lateness as of");
  command->add_option("--number", options.request.number, "số của báo cáo / number of the report");
  command->add_option("--date", options.date, "ngày ký / day of signing");
  command->add_option("--templates", options.request.templates,
                      "thư mục mẫu Word / folder of Word templates");
  command->callback([&] { chosen = [](const Terminal& s) { return write(s, options); }; });
}

}  // namespace xanh

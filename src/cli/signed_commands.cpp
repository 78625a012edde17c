#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/signed_papers.hpp"
#include "office/signed_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadSignedDate{"bad-date",
                                     Severity::error,
                                     "--date `{value}` không phải là ngày",
                                     "--date `{value}` is no day",
                                     "viết dạng 2023-06-28",
                                     "write it as 2023-06-28"};

Bilingual seal_words(SealCoverage coverage) {
  switch (coverage) {
    case SealCoverage::none:
      return {"không có chữ ký số", "no digital signature"};
    case SealCoverage::part_of_file:
      return {"có chữ ký số cho một phần tệp, chưa kiểm tra chứng thư",
              "a digital signature over a part of the file, certificate not checked"};
    case SealCoverage::whole_file:
      return {"có chữ ký số, chưa kiểm tra chứng thư", "a digital signature, certificate not checked"};
  }
  return {};
}

int take(const Terminal& s, SignedRequest request, const std::string& date) {
  request.date = parse_date_as_typed(date);
  if (!date.empty() && !request.date) return s.finish({problem(kBadSignedDate, Place{}, {{"value", date}})});
  return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
    const Progress progress(s.vietnamese() ? "Đang đọc tệp PDF" : "Reading the PDF");
    const auto taken = take_signed_copy(desk, request);
    if (!taken.ok()) return s.finish(taken.problems);
    const SignedLine& line = taken.value;
    const Bilingual what = line.already ? Bilingual{"tệp này đã có", "this file is there already"}
                           : line.replaced
                               ? Bilingual{"đã ghi thay bản ký trước", "taken in place of the one before"}
                               : Bilingual{"đã ghi bản ký", "signed copy taken in"};
    std::string text =
        fmt::format("{}  {}: {}", line.subject, s.say(what), s.say(number_and_day(line.paper)));
    if (!line.paper.signer.empty()) text += ", " + line.paper.signer;
    text += fmt::format("; {} {}; {}\n", line.paper.pages, s.vietnamese() ? "trang" : "pages",
                        s.say(seal_words(line.paper.signature)));
    return s.finish(to_node(line), taken.problems, text);
  });
}

}  // namespace

void add_signed_commands(CLI::App& app, Chosen& chosen) {
  static SignedRequest request;
  static std::string date;
  auto* command = app.add_subcommand(
      "signed",
      "nhận bản đã ký của một báo cáo / take in the signed copy of a report\n  xanh signed 2023-H1/q7 "
      "ky-q7.pdf\n  xanh signed 2023-H1/bc-so bc-so.pdf\n  xanh signed 2023-H1 quet.pdf --match 3f2a… "
      "--number "
      "123 --date 2023-06-21");
  command
      ->add_option("paper", request.subject,
                   "báo cáo của đơn vị: 2023-H1/q7[/2]; báo cáo tổng hợp: 2023-H1 hoặc 2023-H1/bc-so[/1] / a "
                   "unit's report, or the consolidated one")
      ->required();
  command->add_option("file", request.file, "tệp PDF / the PDF")->required();
  command->add_option("--number", request.number, "số, ký hiệu / number");
  command->add_option("--date", date, "ngày ký / day of signing");
  command->add_option("--signer", request.signer, "người ký / who signed");
  command->add_option("--match", request.match,
                      "mã đối chiếu đọc trên bản quét / the control code, read on a scanned paper");
  command->add_flag("--replace", request.replace,
                    "thay bản ký đã ghi trước; cả hai được giữ / in place of the one before; both are kept");
  command->callback([&] { chosen = [](const Terminal& s) { return take(s, request, date); }; });
}

}  // namespace xanh

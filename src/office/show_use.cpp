#include "office/show_use.hpp"

#include <fmt/format.h>

#include <charconv>

#include "exchange/figures_csv.hpp"
#include "exchange/whole_file.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoReportToShow{"no-such-report",
                                      Severity::error,
                                      "không có báo cáo `{name}`",
                                      "there is no report `{name}`",
                                      "viết dạng 2023-H1/q7 hoặc 2023-H1/q7/2; xem `xanh status --cycle …`",
                                      "write it as 2023-H1/q7 or 2023-H1/q7/2; see `xanh status --cycle …`"};
constexpr ProblemKind kNoKind{"report-kind",
                              Severity::error,
                              "không biết ghi báo cáo ra loại tệp này",
                              "a report cannot be written as this kind of file",
                              "dùng .yaml, .json hoặc .csv",
                              "use .yaml, .json or .csv"};

}  // namespace

Outcome<ShownReport> show_report(const Desk& desk, const std::string& name) {
  Outcome<ShownReport> out;
  out.problems = authorise(desk, Act::read_programme);
  if (has_error(out.problems)) return out;
  const auto parts = split(name, '/');
  int number = 0;
  bool wellformed = parts.size() == 2 || parts.size() == 3;
  if (parts.size() == 3) {
    const char* end = parts[2].data() + parts[2].size();
    wellformed = std::from_chars(parts[2].data(), end, number).ptr == end && number > 0;
  }
  bool found = false;
  Problems refused;
  if (wellformed)
    append(out.problems, attempt([&] {
             desk.store->read([&](const Transaction& t) {
               const Memory memory = recall(t);
               refused = authorise(desk, Act::read_report, parts[1], &memory.units);
               if (has_error(refused)) return;
               const auto revisions = t.revisions(parts[0], parts[1]);
               if (revisions.empty()) return;
               for (const auto& revision : revisions)
                 if (revision.revision == (number ? number : revisions.back().revision)) {
                   found = true;
                   out.value = {fmt::format("{}/{}/{}", parts[0], parts[1], revision.revision),
                                revision.digest, submission_from_bytes(revision.bytes).value};
                 }
             });
           }));
  append(out.problems, std::move(refused));
  if (!found && !has_error(out.problems))
    out.problems.push_back(problem(kNoReportToShow, Place{}, {{"name", name}}));
  return out;
}

Problems write_report_file(const ShownReport& shown, const std::string& path) {
  const Node node = to_node(shown.report);
  const auto ends = [&](std::string_view ending) { return folded(path).ends_with(ending); };
  if (ends(".yaml") || ends(".yml")) return write_whole_file(path, write_yaml(node));
  if (ends(".json")) return write_whole_file(path, write_json(node) + "\n");
  if (ends(".csv")) return write_whole_file(path, write_figures_csv(shown.report));
  return {problem(kNoKind, Place{path, 0, 0, {}, {}, {}})};
}

}  // namespace xanh

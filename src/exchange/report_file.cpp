#include "exchange/report_file.hpp"

#include "exchange/figures_csv.hpp"
#include "exchange/form_workbook.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknownKind{"report-file-kind",
                                   Severity::error,
                                   "không biết loại tệp này",
                                   "this kind of file is not known",
                                   "gửi biểu mẫu .xlsx, hoặc .yaml, .json, .csv",
                                   "send the form as .xlsx, or .yaml, .json, .csv"};

constexpr ProblemKind kPart{
    "form-is-a-part",
    Severity::error,
    "tệp này là phần biểu của “{part}” gửi cho `{unit}`, chưa phải báo cáo của đơn vị",
    "this is the part of “{part}” for `{unit}`, not the report of the unit",
    "đơn vị tổng hợp trước: `xanh collect merge --cycle {cycle} --unit {unit} TỆP… -o BIỂU.xlsx`, rồi gửi "
    "tệp "
    "tổng hợp",
    "the unit adds its parts up first: `xanh collect merge --cycle {cycle} --unit {unit} FILE… -o "
    "FORM.xlsx`, "
    "and sends that"};

/// Mail programs and old office suites write `.XLSX`.
bool has_extension(std::string_view path, std::initializer_list<std::string_view> extensions) {
  return std::any_of(extensions.begin(), extensions.end(), [&](std::string_view extension) {
    return path.size() >= extension.size() &&
           std::equal(extension.rbegin(), extension.rend(), path.rbegin(), [](char want, char have) {
             return want == (have >= 'A' && have <= 'Z' ? static_cast<char>(have - 'A' + 'a') : have);
           });
  });
}

}  // namespace

Outcome<ParsedReport> parse_report_file(const std::string& bytes, const std::string& path, int threads) {
  Outcome<ParsedReport> out;
  out.value.path = path;
  if (has_extension(path, {".yaml", ".yml"})) {
    auto tree = read_yaml(bytes, path);
    out.problems = std::move(tree.problems);
    if (has_error(out.problems)) return out;
    auto report = from_node<Submission>(tree.value, path);
    for (auto& p : report.problems) out.problems.push_back(std::move(p));
    out.value.submission = std::move(report.value);
  } else if (has_extension(path, {".json"})) {
    // Some editors put a byte order mark before it.
    const std::string_view mark = "\xEF\xBB\xBF";
    auto tree = read_json(bytes.starts_with(mark) ? bytes.substr(mark.size()) : bytes, path);
    out.problems = std::move(tree.problems);
    if (has_error(out.problems)) return out;
    auto report = from_node<Submission>(tree.value, path);
    append(out.problems, std::move(report.problems));
    out.value.submission = std::move(report.value);
  } else if (has_extension(path, {".csv"})) {
    auto report = read_figures_csv(bytes, path);
    out.value.figures_only = true;
    append(out.problems, std::move(report.problems));
    out.value.submission = std::move(report.value);
  } else if (has_extension(path, {".xlsx", ".xlsm"})) {
    auto workbook = read_workbook(bytes, path, {}, threads);
    out.problems = std::move(workbook.problems);
    out.value.workbook = std::move(workbook.value);
  } else {
    out.problems.push_back(problem(kUnknownKind, Place{path, 0, 0, {}, {}, {}}));
  }
  return out;
}

Outcome<ReportFromFile> read_report(const ParsedReport& parsed, const FormFor& form_for) {
  Outcome<ReportFromFile> out;
  if (parsed.submission) {
    out.value.submission = *parsed.submission;
    return out;
  }
  auto read = read_form_workbook(*parsed.workbook, parsed.path, [&](const FormStamp& stamp) {
    if (!stamp.part.empty()) {
      out.problems.push_back(problem(kPart, Place{parsed.path, 0, 0, {}, {}, {}},
                                     {{"part", stamp.part_name.empty() ? stamp.part : stamp.part_name},
                                      {"cycle", stamp.cycle},
                                      {"unit", stamp.unit}}));
      return std::pair<const Form*, const Plan*>();
    }
    const auto current = form_for({stamp.programme, stamp.cycle, stamp.unit});
    return current ? std::pair(current->form, current->plan) : std::pair<const Form*, const Plan*>();
  });
  append(out.problems, std::move(read.problems));
  out.value = {std::move(read.value.submission), std::move(read.value.new_items)};
  return out;
}

}  // namespace xanh

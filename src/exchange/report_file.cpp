#include "exchange/report_file.hpp"

#include "exchange/form_workbook.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknownKind{"report-file-kind",
                                   Severity::error,
                                   "không biết loại tệp này",
                                   "this kind of file is not known",
                                   "gửi biểu mẫu .xlsx, hoặc .yaml",
                                   "send the form as .xlsx, or .yaml"};

}  // namespace

Outcome<ReportFromFile> read_report_file(const std::string& bytes, const std::string& path,
                                         const FormFor& form_for) {
  Outcome<ReportFromFile> out;
  if (path.ends_with(".yaml") || path.ends_with(".yml")) {
    auto tree = read_yaml(bytes, path);
    out.problems = std::move(tree.problems);
    if (has_error(out.problems)) return out;
    auto report = from_node<Submission>(tree.value, path);
    for (auto& p : report.problems) out.problems.push_back(std::move(p));
    out.value.submission = std::move(report.value);
    return out;
  }
  if (path.ends_with(".xlsx") || path.ends_with(".xlsm")) {
    auto workbook = read_workbook(bytes, path);
    out.problems = std::move(workbook.problems);
    if (has_error(out.problems)) return out;
    const auto stamp = read_form_stamp(workbook.value, path);
    out.problems.insert(out.problems.end(), stamp.problems.begin(), stamp.problems.end());
    if (!stamp.ok()) return out;
    const auto current = form_for({stamp.value.programme, stamp.value.cycle, stamp.value.unit});
    if (!current) return out;
    auto read = read_form_workbook(workbook.value, path, current->form, *current->plan);
    for (auto& p : read.problems) out.problems.push_back(std::move(p));
    out.value = {std::move(read.value.submission), std::move(read.value.new_items)};
    return out;
  }
  out.problems.push_back(problem(kUnknownKind, Place{path, 0, 0, {}, {}, {}}));
  return out;
}

}  // namespace xanh

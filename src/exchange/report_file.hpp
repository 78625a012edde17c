// A unit's report from a file: the workbook form, or YAML with the same names.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "exchange/ooxml/workbook.hpp"
#include "reporting/form.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// What a file says it is, before its rows are read.
struct ReportStamp {
  std::string programme, cycle, unit;
};

/// A file parsed as far as it can be without knowing what the unit is asked.
struct ParsedReport {
  std::string path;
  std::optional<Workbook> workbook;      ///< the form, or
  std::optional<Submission> submission;  ///< YAML, JSON or CSV
  bool figures_only = false;             ///< a CSV: it can hold no other part of a report
};
[[nodiscard]] Outcome<ParsedReport> parse_report_file(const std::string& bytes, const std::string& path,
                                                      int threads = 1);

struct ReportFromFile {
  Submission submission;
  std::vector<std::string> new_items;  ///< asked now, but not in the older form that was filled
};

/// The form that the stamped unit is asked now, and the plan it points into.
struct CurrentForm {
  const Form* form = nullptr;
  const Plan* plan = nullptr;
};
/// Nothing when the file is refused (with its problems told by the giver).
using FormFor = std::function<std::optional<CurrentForm>(const ReportStamp& stamp)>;

[[nodiscard]] Outcome<ReportFromFile> read_report(const ParsedReport& parsed, const FormFor& form_for);

}  // namespace xanh

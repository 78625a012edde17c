// A report that was taken in, handed out again as data.
#pragma once

#include "office/memory.hpp"

namespace xanh {

struct ShownReport {
  std::string submission;  ///< 2023-H1/q7/2
  std::string sha256;      ///< of its canonical bytes
  Submission report;
};

/// `name` as in review: 2023-H1/q7 is the newest revision, 2023-H1/q7/1 that one.
[[nodiscard]] Outcome<ShownReport> show_report(const Desk& desk, const std::string& name);

/// Writes it to a file by its ending: .yaml, .json (both whole), .csv (figures only).
[[nodiscard]] Problems write_report_file(const ShownReport& shown, const std::string& path);

}  // namespace xanh

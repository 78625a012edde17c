// Writing the papers of a cycle from one snapshot.
#pragma once

#include "exchange/whole_file.hpp"
#include "office/consolidate_use.hpp"
#include "office/long_work.hpp"

namespace xanh {

struct PaperRequest {
  std::string cycle, folder;
  std::string document = "bc-so";
  bool signing = true, sources = true, pdf = false;
  Language language = Language::vi;
  std::optional<Instant> seen_at;
  std::string number;
  std::optional<Date> date;
  std::string templates;  ///< folder of Word templates; empty: the store's own
  int threads = 1;
  bool data_only = false;  ///< annex.xlsx and report.json, for which no template is needed
  bool preview = false;    ///< a look at the pages; no snapshot is made
  std::optional<ReportRestatement>
      restated{};            ///< a correction that is being made, beside those of the store
  LongWork* work = nullptr;  ///< followed by who asked for it; outlives the call
};

struct SnapshotLine {
  int number = 0;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(SnapshotLine, (), (number, sha256))

struct PaperResult {
  std::string cycle;
  SnapshotLine snapshot;
  std::vector<std::string> files;
  int compared_with = 0;                  ///< the snapshot before; 0: none
  std::vector<SnapshotChange> changes{};  ///< since that one
};
BOOST_DESCRIBE_STRUCT(PaperResult, (), (cycle, snapshot, files, compared_with, changes))

/// Where the fonts of the papers' charts lie: beside the installed program, else in the source tree.
[[nodiscard]] std::string font_directory();

/// report.docx (bản trình ký), sources.docx (bản thuyết minh nguồn), annex.xlsx, report.html, report.json
/// and, when asked, report.pdf. All of them or none.
[[nodiscard]] Outcome<PaperResult> write_papers(const Desk& desk, const PaperRequest& request);

/// The same as bytes; nothing is written.
[[nodiscard]] Outcome<std::vector<WholeFile>> lay_out_papers(
    const Consolidated& made, const PaperRequest& request,
    const std::map<std::string, std::string>& templates);

}  // namespace xanh

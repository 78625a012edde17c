// The consolidated report on paper: one snapshot laid out as the report to sign, the working paper of its
// sources, the annex workbook, the page and the data. Every figure comes from the consolidation; nothing is
// computed here but counts of rows. Outline: sơ kết 6 tháng; layout: Nghị định 30/2020/NĐ-CP, which lives in
// the office's Word templates.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reporting/consolidation.hpp"
#include "reporting/signed_paper.hpp"

namespace xanh {

struct EditedNarrative;

/// A correction of figures after the publication (đính chính), printed on every paper made from then on.
struct ReportRestatement {
  int snapshot = 0;  ///< the one that holds from then on
  Date on{};
  std::string reason;
  std::vector<Bilingual> changes;  ///< "Tỷ lệ …: số liệu 20 → 30"
};
BOOST_DESCRIBE_STRUCT(ReportRestatement, (), (snapshot, on, reason, changes))

/// What a report is laid out from; the values must outlive the calls.
struct ReportContext {
  const Plan* plan = nullptr;
  const Register* units = nullptr;
  const Cycle* cycle = nullptr;
  const std::vector<Statement>* statements = nullptr;
  const Manifest* manifest = nullptr;
  const Consolidation* result = nullptr;
  SnapshotName snapshot;
  Language language = Language::vi;
  std::string number;        ///< as the clerk gave it ("123" or "123/BC-…"); empty: left blank on paper
  std::optional<Date> date;  ///< absent: left blank on paper
  /// bc-so (báo cáo của Sở), bc-ubnd (dự thảo báo cáo của UBND), to-trinh, ke-hoach (dự thảo Kế hoạch năm
  /// sau), quyet-dinh (dự thảo Quyết định ban hành Kế hoạch), tiep-thu (bảng tiếp thu, giải trình ý kiến),
  /// tom-tat (one page of the decisions asked), thong-bao (draft of the authority's conclusions), mau-03 (the
  /// city's yearly report on environmental protection: Luật Bảo vệ môi trường 2020, Điều 118; Thông tư
  /// 02/2022/TT-BTNMT, Điều 63, Mẫu số 03).
  std::string document = "bc-so";
  std::string font_directory;                  ///< of the charts' font; empty: the system's
  const EditedNarrative* narrative = nullptr;  ///< words edited in Word; null: those of the units
  /// Of a year's report: what the half-year's published report said; null when there is none.
  const Consolidation* half_year = nullptr;
  std::vector<ReportRestatement> restatements{};
  SignedPapers letters{};  ///< signed copies of the units' reports, by unit: facts beside the snapshot
};

struct ReportFile {
  std::string name;
  std::string bytes;
};

/// What is wanted of a snapshot.
enum class Rendering { to_sign, sources, annex, page, data };
using Renderings = std::set<Rendering>;

/// The tree that the Word templates see, field by field in docs/manual/report-fields.md. Absent figures are
/// null.
[[nodiscard]] Node report_values(const ReportContext& context);
/// The tree of the working paper of sources (the same, and the fields under `sources`).
[[nodiscard]] Node source_values(const ReportContext& context);

/// The template of the context's document, without ending: a year's report has its own outline.
[[nodiscard]] std::string template_of(const ReportContext& context);

/// report.docx (to_sign; of another document than bc-so its own name), sources.docx (sources), annex.xlsx
/// (annex), report.html (page: the same content as report.docx, and so from its template), report.json
/// (data). `templates` by name: bc-so.docx and nguon.docx, in English bc-so.en.docx and nguon.en.docx.
/// Identical input gives identical bytes. With an error among the problems there are no files.
[[nodiscard]] Outcome<std::vector<ReportFile>> write_report(
    const ReportContext& context, const std::map<std::string, std::string>& templates,
    const Renderings& wanted);

/// .docx or .xlsx.
enum class OfficeFile { document, workbook };
/// The file as PDF by LibreOffice in a profile of its own, within 120 seconds. The bytes are never the same
/// twice. Ended early once `wanted` says no.
[[nodiscard]] Outcome<std::string> to_pdf(const std::string& bytes, OfficeFile kind, Language language,
                                          const std::function<bool()>& wanted = {});

/// A filled document as one self-contained page: no script, nothing from outside, images inside.
[[nodiscard]] Outcome<std::string> html_of(const std::string& docx_bytes, Language language,
                                           const std::string& title);

}  // namespace xanh

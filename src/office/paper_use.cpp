#include "office/paper_use.hpp"

#include <algorithm>
#include <filesystem>

#include "documents/report.hpp"
#include "exchange/whole_file.hpp"
#include "office/templates.hpp"

namespace xanh {
namespace {

namespace fs = std::filesystem;

/// Fonts lie beside an installed program, or in the sources of one that was just built.
std::string font_directory() {
  std::error_code error;
  const fs::path beside = fs::read_symlink("/proc/self/exe", error).parent_path() / "../share/xanh/fonts";
  if (!error && fs::is_directory(beside, error)) return beside.string();
  return XANH_FONTS;
}

}  // namespace

Outcome<PaperResult> write_papers(const Desk& desk, const PaperRequest& request) {
  Outcome<PaperResult> out;
  auto templates = read_templates(request.templates, desk.store->folder());
  out.problems = std::move(templates.problems);
  if (has_error(out.problems)) return out;
  auto made = consolidate_cycle(desk, {request.cycle, request.seen_at, request.threads});
  out.problems = std::move(made.problems);
  if (has_error(out.problems)) return out;
  const Consolidated& c = *made.value;

  const ReportContext context{c.plan,         &c.memory.units, c.cycle,         &c.memory.statements,
                              &c.manifest,    &c.result,       c.snapshot,      request.language,
                              request.number, request.date,    font_directory()};
  Renderings wanted{Rendering::annex, Rendering::page, Rendering::data};
  if (request.signing) wanted.insert(Rendering::to_sign);
  if (request.sources) wanted.insert(Rendering::sources);
  auto written = write_report(context, templates.value, wanted);
  for (auto& p : written.problems) out.problems.push_back(std::move(p));
  if (has_error(out.problems)) return out;
  std::vector<WholeFile> files;
  for (auto& file : written.value) files.push_back({std::move(file.name), std::move(file.bytes)});
  if (request.pdf) {
    const auto report =
        std::find_if(files.begin(), files.end(), [](const WholeFile& f) { return f.name == "report.docx"; });
    const auto source =
        report != files.end() ? report : std::find_if(files.begin(), files.end(), [](const WholeFile& f) {
          return f.name == "sources.docx";
        });
    auto pdf = to_pdf(source->bytes);
    for (auto& p : pdf.problems) out.problems.push_back(std::move(p));
    if (has_error(out.problems)) return out;
    files.push_back({"report.pdf", std::move(pdf.value)});
  }
  for (auto& p : write_whole_folder(request.folder, files)) out.problems.push_back(std::move(p));
  if (has_error(out.problems)) return out;
  // A PDF of an earlier run would pass for one of this report.
  std::error_code gone;
  if (!request.pdf) fs::remove(fs::path(request.folder) / "report.pdf", gone);
  out.value.cycle = request.cycle;
  out.value.snapshot = {c.snapshot.number, c.snapshot.sha256};
  for (const auto& file : files) out.value.files.push_back((fs::path(request.folder) / file.name).string());
  return out;
}

}  // namespace xanh

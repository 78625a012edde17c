#include "office/paper_use.hpp"

#include <algorithm>
#include <filesystem>

#include "documents/report.hpp"
#include "exchange/whole_file.hpp"
#include "office/narrative_use.hpp"
#include "office/templates.hpp"

namespace xanh {
namespace {

namespace fs = std::filesystem;

constexpr ProblemKind kOnlyOfYear{"document-of-the-year",
                                  Severity::error,
                                  "văn bản này lập từ kỳ tổng kết năm; {cycle} không phải kỳ năm",
                                  "this paper is drawn up from a year's cycle; {cycle} is none",
                                  "dùng kỳ tổng kết năm, ví dụ 2023-Y",
                                  "use the cycle of the year, such as 2023-Y"};

constexpr ProblemKind kNoSources{"no-working-paper",
                                 Severity::error,
                                 "văn bản {document} không có bản thuyết minh nguồn",
                                 "the document {document} has no working paper of sources",
                                 "bỏ `--rendering nguon`, hoặc dùng với `--document bc-so`",
                                 "leave out `--rendering nguon`, or use it with `--document bc-so`"};
constexpr ProblemKind kOtherSnapshot{"papers-of-another-snapshot",
                                     Severity::warning,
                                     "thư mục còn văn bản lập từ bản chốt khác: {names}",
                                     "the folder still has papers of another snapshot: {names}",
                                     "lập lại các văn bản đó, hoặc xóa",
                                     "make them again, or delete them"};
constexpr ProblemKind kNoPaperFolder{"no-folder",
                                     Severity::error,
                                     "chưa nêu thư mục để ghi văn bản",
                                     "no folder to write the papers to is named",
                                     "thêm `-o THƯ-MỤC`",
                                     "add `-o FOLDER`"};

/// Papers beside the report that were made from other figures than its new ones.
std::vector<std::string> left_of_another_snapshot(const std::string& folder, const std::string& sha256) {
  const auto before = read_whole_file((fs::path(folder) / "report.json").string());
  if (!before.ok()) return {};
  const auto tree = read_json(before.value, "report.json");
  const Node* snapshot = tree.ok() ? tree.value.find("snapshot") : nullptr;
  const Node* digest = snapshot ? snapshot->find("sha256") : nullptr;
  if (!digest || digest->scalar == sha256) return {};
  std::vector<std::string> out;
  for (const char* stem :
       {"bc-ubnd", "to-trinh", "ke-hoach", "quyet-dinh", "tiep-thu", "tom-tat", "thong-bao", "mau-03"})
    for (const char* ending : {".docx", ".pdf"})
      if (std::error_code error; fs::exists(fs::path(folder) / (std::string(stem) + ending), error))
        out.push_back(std::string(stem) + ending);
  return out;
}

}  // namespace

std::string font_directory() {
  std::error_code error;
  const fs::path beside = fs::read_symlink("/proc/self/exe", error).parent_path() / "../share/xanh/fonts";
  if (!error && fs::is_directory(beside, error)) return beside.string();
  return XANH_FONTS;
}

Outcome<std::vector<WholeFile>> lay_out_papers(const Consolidated& c, const PaperRequest& request,
                                               const std::map<std::string, std::string>& templates) {
  Outcome<std::vector<WholeFile>> out;
  ReportContext context{c.plan,         &c.memory.units, c.cycle,          &c.memory.statements,
                        &c.manifest,    &c.result,       c.snapshot,       request.language,
                        request.number, request.date,    request.document, font_directory()};
  context.letters = c.letters;
  context.restatements = c.restatements;
  if (request.restated) context.restatements.push_back(*request.restated);
  context.half_year = c.half_year ? &*c.half_year : nullptr;
  // What the signed copy of this snapshot says of itself, unless somebody says otherwise now.
  if (const auto paper = c.papers.find(request.document); paper != c.papers.end()) {
    if (context.number.empty()) context.number = paper->second.number;
    if (!context.date) context.date = paper->second.date;
  }
  const auto words = c.narratives.find(request.language == Language::vi ? "vi" : "en");
  EditedNarrative edited;
  if (words != c.narratives.end()) {
    context.narrative = &words->second;
    edited = edited_only(context);
    context.narrative = &edited;
  }
  append(out.problems, flagged_sentences(context));
  append(out.problems, step_of(request.work, {"Viết văn bản và phụ lục", "Writing paper and annexes"}));
  if (has_error(out.problems)) return out;
  const bool report = request.document == "bc-so";
  Renderings wanted;
  if (report) wanted = {Rendering::annex, Rendering::page, Rendering::data};
  if (request.signing || !report) wanted.insert(Rendering::to_sign);
  if (request.data_only) wanted = {Rendering::annex, Rendering::data};
  if (request.sources && report) wanted.insert(Rendering::sources);
  auto written = write_report(context, templates, wanted);
  append(out.problems, std::move(written.problems));
  if (has_error(out.problems)) return out;
  std::vector<WholeFile>& files = out.value;
  for (auto& file : written.value) files.push_back({std::move(file.name), std::move(file.bytes)});
  if (request.pdf) {
    // The working paper must not pass for the report: its PDF has its own name.
    const std::string stem = !report ? request.document : request.signing ? "report" : "sources";
    const auto source = std::find_if(files.begin(), files.end(),
                                     [&](const WholeFile& f) { return f.name == stem + ".docx"; });
    append(out.problems, step_of(request.work, {"Lập PDF", "Making the PDF"}));
    if (has_error(out.problems)) return out;
    auto pdf = to_pdf(source->bytes, OfficeFile::document, request.language,
                      [&] { return !request.work || request.work->wanted(); });
    if (request.work && !request.work->wanted()) pdf.problems = {work_cancelled()};
    for (auto& p : pdf.problems) out.problems.push_back(std::move(p));
    if (has_error(out.problems)) return out;
    files.push_back({stem + ".pdf", std::move(pdf.value)});
  }
  return out;
}

namespace {

/// Lays the papers out and writes them; gives the files written.
Outcome<std::vector<std::string>> lay_out(const Consolidated& c, const PaperRequest& request,
                                          const std::map<std::string, std::string>& templates) {
  Outcome<std::vector<std::string>> out;
  const bool report = request.document == "bc-so";
  auto made = lay_out_papers(c, request, templates);
  out.problems = std::move(made.problems);
  if (has_error(out.problems)) return out;
  const std::vector<WholeFile>& files = made.value;
  if (report)
    if (const auto left = left_of_another_snapshot(request.folder, c.snapshot.sha256); !left.empty())
      out.problems.push_back(
          problem(kOtherSnapshot, Place{request.folder, 0, 0, {}, {}, {}}, {{"names", join(left, ", ")}}));
  for (auto& p : write_whole_folder(request.folder, files)) out.problems.push_back(std::move(p));
  if (has_error(out.problems)) return out;
  for (const auto& file : files) out.value.push_back((fs::path(request.folder) / file.name).string());
  // A paper of an earlier run would pass for one of this.
  for (const std::string& name :
       report ? std::vector<std::string>{"report.docx", "sources.docx", "report.pdf", "sources.pdf"}
              : std::vector<std::string>{request.document + ".pdf"}) {
    std::error_code gone;
    if (std::none_of(files.begin(), files.end(), [&](const WholeFile& f) { return f.name == name; }))
      fs::remove(fs::path(request.folder) / name, gone);
  }
  return out;
}

}  // namespace

Outcome<PaperResult> write_papers(const Desk& desk, const PaperRequest& request) {
  Outcome<PaperResult> out;
  if (request.folder.empty()) out.problems.push_back(problem(kNoPaperFolder, Place{}));
  if (!request.signing && request.document != "bc-so")
    out.problems.push_back(problem(kNoSources, Place{}, {{"document", request.document}}));
  if (has_error(out.problems)) return out;
  auto templates = read_templates(request.templates, desk.store->folder());
  append(out.problems, std::move(templates.problems));
  if (has_error(out.problems)) return out;
  append(out.problems,
         step_of(request.work, {"Cộng số liệu của các đơn vị", "Adding up the units' figures"}));
  if (has_error(out.problems)) return out;
  auto made = consolidate_cycle(
      desk, {request.cycle, request.seen_at, request.threads, !request.preview}, [&](const Consolidated& c) {
        const bool of_year = request.document == "ke-hoach" || request.document == "quyet-dinh" ||
                             request.document == "mau-03";
        if (of_year && c.cycle->kind != CycleKind::year)
          return Problems{problem(kOnlyOfYear, Place{}, {{"cycle", request.cycle}})};
        auto papers = lay_out(c, request, templates.value);
        out.value.files = std::move(papers.value);
        return std::move(papers.problems);
      });
  for (auto& p : made.problems) out.problems.push_back(std::move(p));
  if (has_error(out.problems)) {
    out.value = {};
    return out;
  }
  out.value.cycle = request.cycle;
  out.value.compared_with = made.value->compared_with;
  out.value.changes = std::move(made.value->changes);
  out.value.snapshot = {made.value->snapshot.number, made.value->snapshot.sha256};
  return out;
}

}  // namespace xanh

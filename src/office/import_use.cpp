#include "office/import_use.hpp"

#include <filesystem>

#include "exchange/csv.hpp"
#include "exchange/ooxml/workbook_reader.hpp"
#include "exchange/programme_workbook.hpp"
#include "exchange/whole_file.hpp"

namespace xanh {
namespace {

namespace fs = std::filesystem;

constexpr ProblemKind kPlaceNotEmpty{
    "place-not-empty",          Severity::error,    "thư mục này đã có nội dung",
    "this folder is not empty", "chọn thư mục mới", "choose a new folder"};

constexpr ProblemKind kWorkbookAlone{"programme-workbook-alone",
                                     Severity::error,
                                     "đây là sổ tính của cả chương trình: nhập một mình tệp này, không kèm "
                                     "tệp khác và các tùy chọn --units, --year, "
                                     "--name, --code",
                                     "this is the workbook of a whole programme: import it alone, without "
                                     "other files and without --units, --year, "
                                     "--name, --code",
                                     "nhập riêng tệp này",
                                     "import this file by itself"};

template <class T>
void read_rows(const std::string& path, std::vector<T>& rows, Problems& problems) {
  const auto text = read_whole_file(path);
  append(problems, text.problems);
  if (!text.ok()) return;
  auto table = read_csv(text.value, path);
  const bool whole = table.ok();
  append(problems, std::move(table.problems));
  if (!whole) return;
  NodeReader reader(path, problems);
  std::string field;
  read_node(to_nodes(table.value), rows, reader, field);
}

/// The register of a programme folder, or the units of one file.
Outcome<RegisterRows> read_units(const std::string& path) {
  Outcome<RegisterRows> out;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    read_rows(path + "/units.csv", out.value.units, out.problems);
    const auto also = [&](const char* name, auto& rows) {
      if (fs::exists(path + "/" + name, error)) read_rows(path + "/" + name, rows, out.problems);
    };
    also("unit_changes.csv", out.value.changes);
    also("areas.csv", out.value.areas);
    also("holidays.csv", out.value.days);
  } else {
    read_rows(path, out.value.units, out.problems);
  }
  if (out.ok()) append(out.problems, check_register(out.value));
  // Its warnings are told by `xanh check` of the folder that is made.
  std::erase_if(out.problems, [](const Problem& p) { return p.severity == Severity::warning; });
  return out;
}

/// Nothing for a file that is no programme's workbook.
std::optional<Outcome<ProgrammeFolder>> of_workbook(const std::string& bytes, const std::string& path) {
  const auto package = Package::open(bytes, path);
  if (!package.ok() || package.value.part("xl/workbook.xml") == nullptr) return std::nullopt;
  auto book = read_workbook(bytes, path);
  if (!is_programme_workbook(book.value)) return std::nullopt;
  if (!book.ok()) return Outcome<ProgrammeFolder>{{}, std::move(book.problems)};
  auto out = read_programme_workbook(book.value, path);
  // Its warnings are told by the check of the folder, with the files they are in.
  if (out.ok()) out.problems.clear();
  return out;
}

/// Writes what passes the check; its warnings go to the result.
Problems write_checked(const ImportRequest& request, ImportResult& result) {
  std::vector<FolderEntry> entries = write_programme(result.reading.folder);
  // What is written is read back first: the folder passes the check, or there is none.
  result.check = check_entries(request.folder, entries);
  if (has_error(result.check)) return result.check;
  std::vector<WholeFile> files;
  for (auto& entry : entries) files.push_back({std::move(entry.name), std::move(entry.text)});
  if (!result.workbook) files.push_back({"import.csv", import_list(result.reading, request.language)});
  return write_whole_folder(request.folder, files);
}

std::string place_of(const Problem& p) {
  return p.place.sheet.empty() ? p.place.cell : p.place.sheet + "!" + p.place.cell;
}

}  // namespace

Problems check_entries(const std::string& folder, const std::vector<FolderEntry>& entries) {
  std::vector<std::string> names;
  std::map<std::string, const std::string*> texts;
  for (const auto& entry : entries) {
    names.push_back(entry.name);
    texts[entry.name] = &entry.text;
  }
  return read_programme(folder, names,
                        [&](const std::string& name) -> std::optional<std::string> {
                          const auto found = texts.find(name);
                          return found == texts.end() ? std::nullopt : std::optional(*found->second);
                        })
      .problems;
}

Problems must_be_new(const std::string& folder) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(folder, error)) ||
      (fs::is_directory(folder, error) && fs::is_empty(folder, error)))
    return {};
  return {problem(kPlaceNotEmpty, Place{folder, 0, 0, {}, {}, {}})};
}

std::string import_list(const annex::Reading& reading, Language language) {
  const bool vi = language == Language::vi;
  const std::vector<std::string> header =
      vi ? std::vector<std::string>{"Loại",     "Mã",      "Số",          "Nội dung",
                                    "Nhóm",     "Chủ trì", "Phối hợp",    "Sản phẩm",
                                    "Thời hạn", "Giá trị", "Đơn vị tính", "Mức tin cậy",
                                    "Lý do",    "Tệp",     "Ô",           "Đã xem"}
         : std::vector<std::string>{"Kind",        "Code",    "No",   "Text",    "Group", "Leads",
                                    "Coordinates", "Product", "Due",  "Figures", "Unit",  "Confidence",
                                    "Reasons",     "File",    "Cell", "Seen"};
  std::vector<std::vector<std::string>> rows;
  for (const auto& item : reading.items) {
    std::vector<std::string> reasons;
    for (const auto& reason : item.reasons) reasons.push_back(in(language, reason));
    rows.push_back({in(language, name_of(item.kind)), item.code, item.no, item.text, item.group,
                    join(item.leads, "; "), join(item.coordinates, "; "), item.product, item.when,
                    item.figures, item.unit, in(language, name_of(item.confidence)), join(reasons, "; "),
                    item.file, item.sheet.empty() ? item.cell : item.sheet + "!" + item.cell, ""});
  }
  for (const auto& p : reading.unread)
    rows.push_back({vi ? "chưa hiểu" : "not understood", "", "", "", "", "", "", "", "", "", "",
                    in(language, name_of(annex::Sure::review)),
                    in(language, p.message) + "; " + in(language, p.advice), p.place.file, place_of(p), ""});
  return "\ufeff" + write_csv(header, rows);  // the mark lets Excel see that it is UTF-8
}

Problems programme_workbook(const std::string& folder, const std::string& file, Language language) {
  auto read = read_programme_folder(folder);
  Problems out = std::move(read.problems);
  if (has_error(out)) return out;
  std::erase_if(out, [](const Problem& p) { return p.severity == Severity::warning; });
  auto book = write_programme_workbook(read.value, language);
  append(out, std::move(book.problems));
  if (!has_error(out)) append(out, write_whole_file(file, book.value));
  return out;
}

Outcome<ImportResult> import_annexes(ImportRequest request) {
  Outcome<ImportResult> out;
  std::vector<annex::Document> documents;
  for (const auto& path : request.annexes) {
    const auto bytes = read_whole_file(path);
    append(out.problems, bytes.problems);
    if (!bytes.ok()) continue;
    if (auto programme = of_workbook(bytes.value, path)) {
      const auto& w = request.wishes;
      if (request.annexes.size() > 1 || !request.units.empty() || w.year || !w.name.empty() ||
          !w.code.empty())
        out.problems.push_back(problem(kWorkbookAlone, {path, 0, 0, {}, {}, {}}));
      append(out.problems, std::move(programme->problems));
      out.value.reading.folder = std::move(programme->value);
      out.value.workbook = true;
      continue;
    }
    auto document = annex::read_document(bytes.value, path);
    append(out.problems, std::move(document.problems));
    documents.push_back(std::move(document.value));
  }
  if (!request.units.empty() && !out.value.workbook) {
    auto units = read_units(request.units);
    append(out.problems, std::move(units.problems));
    request.wishes.units = std::move(units.value);
  }
  append(out.problems, must_be_new(request.folder));
  if (has_error(out.problems)) return out;

  if (!out.value.workbook) {
    auto reading = annex::read_annexes(documents, request.wishes);
    append(out.problems, std::move(reading.problems));
    if (has_error(out.problems)) return out;
    out.value.reading = std::move(reading.value);
  }
  append(out.problems, write_checked(request, out.value));
  return out;
}

}  // namespace xanh

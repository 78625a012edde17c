#include "office/dhis2_use.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "base/text.hpp"
#include "exchange/csv.hpp"
#include "exchange/dhis2_problems.hpp"
#include "exchange/whole_file.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kDhis2Alone{
    "dhis2-alone",
    Severity::error,
    "metadata của DHIS2 được nhập một mình: một tệp .json, kèm `--values`, `--year`, `--name`, `--code` nếu "
    "cần, không kèm tệp khác và `--units`",
    "metadata of DHIS2 are imported alone: one .json file, with `--values`, `--year`, `--name`, `--code` if "
    "needed, without other files and `--units`",
    "nhập riêng tệp này",
    "import this file by itself"};
constexpr ProblemKind kValuesAlone{
    "dhis2-values-alone",
    Severity::error,
    "`--values` cần tệp metadata .json của DHIS2",
    "`--values` needs the metadata of a DHIS2, a .json file",
    "nêu tệp metadata: xanh programme import metadata.json --values TỆP -o THƯ_MỤC",
    "name it: xanh programme import metadata.json --values FILE -o FOLDER"};

bool is_json(const std::string& path) {
  std::string end = path.substr(path.size() - std::min<size_t>(path.size(), 5));
  std::transform(end.begin(), end.end(), end.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (end == ".json") return true;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;  // to open a pipe would wait
  std::array<char, 256> bytes{};
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), bytes.size());
  return dhis2::looks_like_metadata({bytes.data(), static_cast<size_t>(in.gcount())});
}

Outcome<dhis2::SourceFile> source(const std::string& path) {
  Outcome<dhis2::SourceFile> out;
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size > dhis2::kMostBytes) {  // before it takes the memory
    out.problems.push_back(problem(
        dhis2::kTooLarge, {path, 0, 0, {}, {}, {}},
        {{"limit", std::to_string(dhis2::kMostBytes >> 20)}, {"what_vi", "MiB"}, {"what_en", "MiB"}}));
    return out;
  }
  auto bytes = read_whole_file(path);
  out.problems = std::move(bytes.problems);
  out.value = {path, std::move(bytes.value)};
  return out;
}

}  // namespace

bool asks_for_dhis2(const ImportRequest& request) {
  return !request.values.empty() || std::any_of(request.annexes.begin(), request.annexes.end(), is_json);
}

Outcome<Dhis2Result> import_dhis2(const ImportRequest& request) {
  Outcome<Dhis2Result> out;
  if (request.annexes.size() != 1 || !request.units.empty())
    out.problems.push_back(problem(kDhis2Alone, {request.annexes.front(), 0, 0, {}, {}, {}}));
  else if (!is_json(request.annexes.front()) && std::filesystem::exists(request.annexes.front()))
    out.problems.push_back(problem(kValuesAlone, {request.annexes.front(), 0, 0, {}, {}, {}}));
  auto metadata = source(request.annexes.front());
  append(out.problems, std::move(metadata.problems));
  std::vector<dhis2::SourceFile> values;
  for (const auto& path : request.values) {
    auto file = source(path);
    append(out.problems, std::move(file.problems));
    values.push_back(std::move(file.value));
  }
  append(out.problems, must_be_new(request.folder));
  if (has_error(out.problems)) return out;
  auto made =
      dhis2::import(metadata.value, values, {request.wishes.year, request.wishes.name, request.wishes.code});
  append(out.problems, std::move(made.problems));
  if (has_error(out.problems)) return out;
  out.value.imported = std::move(made.value);

  std::vector<FolderEntry> entries = write_programme(out.value.imported.folder);
  auto checked = check_entries(request.folder, entries);
  out.value.check = std::move(checked);
  if (has_error(out.value.check)) {
    append(out.problems, out.value.check);
    return out;
  }
  for (auto& entry : dhis2::report_files(out.value.imported)) entries.push_back(std::move(entry));
  entries.push_back({"import.csv", dhis2_list(out.value.imported, out.problems, request.language)});
  std::vector<WholeFile> files;
  for (auto& entry : entries) files.push_back({std::move(entry.name), std::move(entry.text)});
  append(out.problems, write_whole_folder(request.folder, files));
  return out;
}

std::string dhis2_list(const dhis2::Imported& imported, const Problems& problems, Language language) {
  const bool vi = language == Language::vi;
  const std::vector<std::string> header =
      vi ? std::vector<std::string>{"Loại", "Mã",     "UID",    "Tên",          "Biểu thức", "Tệp",
                                    "Chỗ",  "Mã lỗi", "Vấn đề", "Việc cần làm", "Đã xem"}
         : std::vector<std::string>{"Kind",  "Code",         "UID",     "Name",  "Expression", "File",
                                    "Place", "Problem code", "Problem", "To do", "Seen"};
  const auto place = [](const Place& at) {
    return at.line > 0 ? fmt::format("{}:{} {}", at.line, std::max(at.column, 1), at.field) : at.field;
  };
  std::vector<std::vector<std::string>> rows;
  for (const auto& p : problems)
    rows.push_back({vi ? "vấn đề" : "problem", "", "", "", "", p.place.file, place(p.place), p.code,
                    in(language, p.message), in(language, p.advice), ""});
  for (const auto& item : imported.items)
    rows.push_back({in(language, item.kind), item.code, item.uid, item.name, item.published, item.place.file,
                    place(item.place), "", item.code.empty() ? (vi ? "đã bỏ qua" : "left out") : "", "", ""});
  return "\ufeff" + write_csv(header, rows);  // the mark lets Excel see that it is UTF-8
}

}  // namespace xanh

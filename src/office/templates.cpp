#include "office/templates.hpp"

#include <algorithm>
#include <vector>

#include "exchange/whole_file.hpp"

namespace xanh {
namespace fs = std::filesystem;
namespace {

constexpr ProblemKind kNoTemplates{
    "templates-missing",
    Severity::error,
    "không có thư mục mẫu Word",
    "there is no folder of Word templates",
    "chép thư mục templates của chương trình vào kho, hoặc thêm `--templates THƯ_MỤC`",
    "copy the programme's templates folder into the store, or add `--templates FOLDER`"};

}  // namespace

Outcome<std::map<std::string, std::string>> read_templates(const std::string& asked, const fs::path& store) {
  Outcome<std::map<std::string, std::string>> out;
  const fs::path folder = !asked.empty() ? fs::path(asked) : store.empty() ? fs::path{} : store / "templates";
  std::error_code error;
  if (folder.empty() || !fs::is_directory(folder, error)) {
    out.problems.push_back(problem(kNoTemplates, Place{folder.string(), 0, 0, {}, {}, {}}));
    return out;
  }
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".docx" && entry.path().filename().string()[0] != '~')
      paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    auto bytes = read_whole_file(path.string());
    for (auto& p : bytes.problems) out.problems.push_back(std::move(p));
    out.value[path.filename().string()] = std::move(bytes.value);
  }
  return out;
}

}  // namespace xanh

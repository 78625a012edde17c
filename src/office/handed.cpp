#include "office/handed.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "exchange/ooxml/package.hpp"

namespace xanh {
namespace {

namespace fs = std::filesystem;

constexpr ProblemKind kNoRoom{"no-working-folder",
                              Severity::error,
                              "không tạo được thư mục làm việc tạm ({reason})",
                              "no working folder can be made ({reason})",
                              "kiểm tra chỗ trống và quyền ghi của thư mục tạm (TMPDIR)",
                              "see that the temporary folder (TMPDIR) has room and may be written"};

/// A private folder that goes with its owner.
class WorkingFolder {
 public:
  WorkingFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "xanh-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr)
      path_ = name;
    else
      reason_ = std::generic_category().message(errno);
  }
  ~WorkingFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

  [[nodiscard]] Problems wrong() const {
    if (!path_.empty()) return {};
    return {problem(kNoRoom, Place{}, {{"reason", reason_}})};
  }
  [[nodiscard]] const std::string& path() const { return path_; }

  /// The folder's name belongs to this machine, not to whoever sent or gets the file.
  void hide_in(Problems& problems) const {
    const std::string prefix = path_ + "/";
    const auto without = [&](std::string& text) {
      for (size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at))
        text.erase(at, prefix.size());
    };
    for (auto& p : problems) {
      without(p.place.file);
      for (auto* words : {&p.message, &p.advice}) {
        without(words->vi);
        without(words->en);
      }
    }
  }

 private:
  std::string path_, reason_;
};

}  // namespace

Outcome<std::vector<WholeFile>> hand_out(const std::function<Problems(const std::string&)>& write) {
  Outcome<std::vector<WholeFile>> out;
  const WorkingFolder folder;
  out.problems = folder.wrong();
  if (has_error(out.problems)) return out;
  append(out.problems, write(folder.path()));
  folder.hide_in(out.problems);
  if (has_error(out.problems)) return out;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path(), error)) {
    if (!entry.is_regular_file()) continue;
    auto bytes = read_whole_file(entry.path().string());
    append(out.problems, std::move(bytes.problems));
    out.value.push_back({fs::relative(entry.path(), folder.path()).string(), std::move(bytes.value)});
  }
  std::sort(out.value.begin(), out.value.end(),
            [](const WholeFile& a, const WholeFile& b) { return a.name < b.name; });
  return out;
}

Problems hand_in(const std::string& name, const std::string& bytes,
                 const std::function<Problems(const std::string&)>& read) {
  const WorkingFolder folder;
  Problems out = folder.wrong();
  if (has_error(out)) return out;
  // Whatever the sender calls it, it stays in the folder.
  std::string last = fs::path(name).filename().string();
  if (last.empty() || last == "." || last == ".." || last.size() > 200) last = "file";
  const std::string path = folder.path() + "/" + last;
  out = write_whole_file(path, bytes);
  if (!has_error(out)) append(out, read(path));
  folder.hide_in(out);
  return out;
}

WholeFile as_one(std::vector<WholeFile> files, const std::string& name) {
  if (files.size() == 1) return std::move(files.front());
  PackageWriter writer;
  for (auto& file : files) writer.add(std::move(file.name), std::move(file.bytes));
  return {name + ".zip", writer.finish()};
}

}  // namespace xanh

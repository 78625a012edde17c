#include "exchange/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <csignal>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace xanh {
namespace {

namespace fs = std::filesystem;

constexpr ProblemKind kMissing{"file-not-found",        Severity::error,          "không có tệp này",
                               "there is no such file", "kiểm tra lại đường dẫn", "check the path"};
constexpr ProblemKind kFolder{"file-is-folder",
                              Severity::error,
                              "đây là thư mục, không phải tệp",
                              "this is a folder and not a file",
                              "nêu một tệp trong thư mục này",
                              "name a file in this folder"};
constexpr ProblemKind kNotRegular{
    "file-not-regular",
    Severity::error,
    "đây không phải là tệp thông thường (thiết bị, đường ống hoặc liên kết hỏng)",
    "this is no regular file (a device, a pipe or a broken link)",
    "chọn một tệp thông thường",
    "choose a regular file"};
constexpr ProblemKind kCannotRead{"file-cannot-be-read",
                                  Severity::error,
                                  "không đọc được tệp ({reason})",
                                  "the file cannot be read ({reason})",
                                  "kiểm tra quyền đọc",
                                  "check its permissions"};
constexpr ProblemKind kCannotWrite{"file-cannot-be-written",
                                   Severity::error,
                                   "không ghi được ({reason}); không tệp nào bị thay đổi",
                                   "it cannot be written ({reason}); no file was changed",
                                   "kiểm tra dung lượng đĩa và quyền ghi rồi làm lại",
                                   "check the disk and the permissions and try again"};

constexpr ProblemKind kDiskFull{"disk-full",
                                Severity::error,
                                "hết chỗ trên đĩa; không tệp nào bị thay đổi",
                                "the disk is full; no file was changed",
                                "giải phóng dung lượng rồi làm lại",
                                "free some space and do it again"};

constexpr std::string_view kAside = ".part";

Place place(const std::string& path) {
  return {path, 0, 0, {}, {}, {}};
}

/// Writes and syncs; the error number when it fails.
int write_aside(const std::string& path, const std::string& bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return errno;
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t n = ::write(file, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      ::close(file);
      return error;
    }
    done += static_cast<size_t>(n);
  }
  const int error = ::fsync(file) != 0 && errno != EINVAL ? errno : 0;
  if (::close(file) != 0 && error == 0) return errno;
  return error;
}

/// What a killed run left beside the files of this folder; those of a run that still goes on stay.
void clear_killed_runs(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> left;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(kAside)) continue;
    const std::string stem = name.substr(0, name.size() - kAside.size());
    const size_t dot = stem.rfind('.');
    int pid = 0;
    if (dot == std::string::npos ||
        std::from_chars(stem.data() + dot + 1, stem.data() + stem.size(), pid).ptr !=
            stem.data() + stem.size())
      continue;
    if (pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH) left.push_back(entry.path());
  }
  for (const auto& path : left) fs::remove(path, error);
}

Problem cannot_write(const std::string& path, int error) {
  if (error == ENOSPC || error == EDQUOT) return problem(kDiskFull, place(path));
  return problem(kCannotWrite, place(path), {{"reason", std::strerror(error)}});
}

/// The regular file that is written when a person names `path`: itself, or what it links to. Anything else
/// that stands there (a folder, a device, a pipe) is not ours to put a file in place of.
Outcome<fs::path> place_to_write(const fs::path& path) {
  std::error_code error;
  const fs::file_type type = fs::symlink_status(path, error).type();
  if (type == fs::file_type::not_found || type == fs::file_type::regular) return {path, {}};
  if (error) return {path, {cannot_write(path.string(), error.value())}};
  if (type == fs::file_type::directory) return {path, {cannot_write(path.string(), EISDIR)}};
  if (type == fs::file_type::symlink && fs::is_regular_file(path, error)) {
    fs::path linked = fs::canonical(path, error);
    if (!error) return {std::move(linked), {}};
  }
  return {path, {problem(kNotRegular, place(path.string()))}};
}

}  // namespace

Outcome<std::string> read_whole_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return {{}, {problem(kMissing, place(path))}};
  if (error) return {{}, {problem(kCannotRead, place(path), {{"reason", error.message()}})}};
  if (fs::is_directory(status)) return {{}, {problem(kFolder, place(path))}};
  if (!fs::is_regular_file(status)) return {{}, {problem(kNotRegular, place(path))}};
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || text.bad()) return {{}, {problem(kCannotRead, place(path), {{"reason", std::strerror(errno)}})}};
  return {text.str(), {}};
}

Problems write_whole_folder(const std::string& folder, const std::vector<WholeFile>& files) {
  // Every place is looked at before the first file is written: to find the last one out of the question when
  // the others are renamed would be too late.
  std::vector<fs::path> targets;
  Problems out_of_question;
  for (const auto& file : files) {
    auto target = place_to_write(folder.empty() ? fs::path(file.name) : fs::path(folder) / file.name);
    for (auto& p : target.problems) out_of_question.push_back(std::move(p));
    targets.push_back(std::move(target.value));
  }
  if (!out_of_question.empty()) return out_of_question;
  std::vector<std::pair<std::string, std::string>> moves;
  std::set<fs::path> cleared;
  int failed = 0;
  std::string failed_at;
  for (size_t i = 0; i < files.size(); ++i) {
    const fs::path& target = targets[i];
    const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
    std::error_code error;
    fs::create_directories(parent, error);
    if (!error && cleared.insert(parent).second) clear_killed_runs(parent);
    const std::string aside = fmt::format("{}.{}{}", target.string(), ::getpid(), kAside);
    failed = error ? error.value() : write_aside(aside, files[i].bytes);
    moves.emplace_back(aside, target.string());
    if (failed == 0) continue;
    failed_at = target.string();
    break;
  }
  if (failed == 0) {
    for (const auto& [aside, target] : moves) {
      std::error_code error;
      fs::rename(aside, target, error);
      if (error && failed == 0) {
        failed = error.value();
        failed_at = target;
      }
    }
  }
  if (failed == 0) return {};
  for (const auto& [aside, target] : moves) {
    std::error_code error;
    fs::remove(aside, error);
  }
  return {cannot_write(failed_at, failed)};
}

Problems write_whole_file(const std::string& path, const std::string& bytes) {
  return write_whole_folder("", {{path, bytes}});
}

}  // namespace xanh

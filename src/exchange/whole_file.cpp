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

}  // namespace

Outcome<std::string> read_whole_file(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return {{}, {problem(kMissing, place(path))}};
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return {{}, {problem(kCannotRead, place(path), {{"reason", std::strerror(errno)}})}};
  return {text.str(), {}};
}

Problems write_whole_folder(const std::string& folder, const std::vector<WholeFile>& files) {
  std::vector<std::pair<std::string, std::string>> moves;
  std::set<fs::path> cleared;
  int failed = 0;
  std::string failed_at;
  for (const auto& file : files) {
    const fs::path target = folder.empty() ? fs::path(file.name) : fs::path(folder) / file.name;
    const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
    std::error_code error;
    fs::create_directories(parent, error);
    // A folder of that name would only stop the renaming, when other files are in place already.
    if (std::error_code unseen; !error && fs::is_directory(target, unseen)) error = std::make_error_code(std::errc::is_a_directory);
    if (!error && cleared.insert(parent).second) clear_killed_runs(parent);
    const std::string aside = fmt::format("{}.{}{}", target.string(), ::getpid(), kAside);
    failed = error ? error.value() : write_aside(aside, file.bytes);
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

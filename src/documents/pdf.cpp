// PDF of a document or workbook by LibreOffice: a profile of its own for each job, a time limit, and only our
// own child is ever ended.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <filesystem>
#include <fstream>
#include <functional>
#include <semaphore>
#include <thread>

#include "documents/report.hpp"
#include "documents/report_problems.hpp"

extern char** environ;  // NOLINT: POSIX

namespace xanh {

namespace {

constexpr std::chrono::seconds kTimeLimit{120};
constexpr int kAtOnce = 2;

/// A folder that goes when the job is done.
class JobFolder {
 public:
  JobFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "xanh-pdf-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder " + pattern);
    path_ = pattern;
  }
  JobFolder(const JobFolder&) = delete;
  JobFolder& operator=(const JobFolder&) = delete;
  ~JobFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Numbers and days of a workbook stand in the PDF as the language writes them: 1.234,5 or 1,234.5. The
/// office program takes that from its own settings, and of a machine's it finds English ones.
void set_language(const std::filesystem::path& profile, Language language) {
  std::filesystem::create_directories(profile / "user");
  std::ofstream{profile / "user" / "registrymodifications.xcu", std::ios::binary} << fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N"><prop )"
      R"(oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop></item></oor:items>
)",
      language == Language::vi ? "vi-VN" : "en-US");
}

Outcome<std::string> failed(std::string_view vi, std::string_view en) {
  return {{}, {problem(report::kOfficeFailed, {}, {{"why_vi", vi}, {"why_en", en}})}};
}

Outcome<std::string> stopped() {
  return failed("không còn cần nữa", "it is no longer wanted");
}

/// A place among those at work, given back at the end.
class PlaceAtWork {
 public:
  explicit PlaceAtWork(std::counting_semaphore<kAtOnce>& places) : places_(places) {}
  PlaceAtWork(const PlaceAtWork&) = delete;
  PlaceAtWork& operator=(const PlaceAtWork&) = delete;
  ~PlaceAtWork() { places_.release(); }

 private:
  std::counting_semaphore<kAtOnce>& places_;
};

/// Starts soffice as leader of a process group of its own (its launcher starts the program proper); errno in
/// `error`.
pid_t start(const JobFolder& job, const std::string& name, int& error) {
  const std::string profile = "-env:UserInstallation=file://" + (job.path() / "profile").string();
  const std::string folder = job.path().string();
  const std::string document = (job.path() / name).string();
  const std::vector<std::string> words{"soffice",      profile, "--headless", "--norestore", "--nolockcheck",
                                       "--convert-to", "pdf",   "--outdir",   folder,        document};
  std::vector<char*> arguments;
  for (const auto& w : words)
    arguments.push_back(const_cast<char*>(w.c_str()));  // NOLINT: the interface of POSIX
  arguments.push_back(nullptr);

  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t files;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = -1;
  error = posix_spawnp(&child, "soffice", &files, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return error == 0 ? child : -1;
}

/// False when it had to be ended.
bool wait_for(pid_t child, int& status, const std::function<bool()>& wanted) {
  const auto until = std::chrono::steady_clock::now() + kTimeLimit;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > until || (wanted && !wanted())) {
      kill(-child, SIGKILL);
      waitpid(child, &status, 0);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return true;
}

}  // namespace

Outcome<std::string> to_pdf(const std::string& bytes, OfficeFile kind, Language language,
                            const std::function<bool()>& wanted) {
  // Each takes a processor and some 200 MB: more at one time would only make all of them late.
  static std::counting_semaphore<kAtOnce> places{kAtOnce};
  while (!places.try_acquire_for(std::chrono::milliseconds{100}))
    if (wanted && !wanted()) return stopped();
  const PlaceAtWork place(places);
  const JobFolder job;
  const std::string name = kind == OfficeFile::workbook ? "report.xlsx" : "report.docx";
  std::ofstream{job.path() / name, std::ios::binary} << bytes;
  set_language(job.path() / "profile", language);
  int error = 0, status = 0;
  const pid_t child = start(job, name, error);
  if (child < 0) {
    if (error == ENOENT) return {{}, {problem(report::kNoOffice, {})}};
    return failed("không khởi động được", "it could not be started");
  }
  if (!wait_for(child, status, wanted)) {
    if (wanted && !wanted()) return stopped();
    return failed(fmt::format("quá {} giây", kTimeLimit.count()),
                  fmt::format("it took more than {} seconds", kTimeLimit.count()));
  }
  // A shell that runs a missing program ends with 127.
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) return {{}, {problem(report::kNoOffice, {})}};
  std::ifstream file{job.path() / "report.pdf", std::ios::binary};
  std::string pdf{std::istreambuf_iterator<char>{file}, {}};
  if (pdf.compare(0, 5, "%PDF-") != 0) return failed("không có tệp kết quả", "there is no resulting file");
  return {std::move(pdf), {}};
}

}  // namespace xanh

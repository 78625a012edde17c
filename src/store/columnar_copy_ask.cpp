// Who asks the columnar copy: one program at a time, with a copy that is whole and of this store.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "store/columnar_copy.hpp"
#include "store/folder.hpp"

namespace xanh {
namespace {

namespace fs = std::filesystem;

constexpr ProblemKind kRebuilt{
    "figures-copy-rebuilt",
    Severity::warning,
    "bản sao dạng cột của số liệu không đọc được ({reason}) nên đã được lập lại",
    "the columnar copy of the figures could not be read ({reason}) and was made anew",
    "không phải làm gì; nếu lặp lại thì kiểm tra đĩa",
    "nothing to do; if it happens again, check the disk"};
constexpr ProblemKind kBusy{"figures-copy-busy",
                            Severity::error,
                            "một chương trình khác đang hỏi bản sao dạng cột của số liệu",
                            "another program is asking the columnar copy of the figures",
                            "làm lại sau ít phút",
                            "try again in a few minutes"};
constexpr ProblemKind kFailed{"figures-copy-failed",
                              Severity::error,
                              "không lập được bản sao dạng cột của số liệu ({reason})",
                              "the columnar copy of the figures could not be made ({reason})",
                              "kiểm tra chỗ trống trên đĩa và quyền ghi vào kho",
                              "check the space on the disk and the right to write into the store"};
constexpr auto kWait = std::chrono::seconds(20);

/// figures.lock of one folder. The kernel's, so it ends with its process.
class CopyLock {
 public:
  explicit CopyLock(const fs::path& folder)
      : descriptor_(::open((folder / columnar_copy::kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {}
  ~CopyLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  CopyLock(const CopyLock&) = delete;
  CopyLock& operator=(const CopyLock&) = delete;

  [[nodiscard]] bool opened() const { return descriptor_ >= 0; }
  /// False when another holds it for too long.
  [[nodiscard]] bool take() const {
    const auto until = std::chrono::steady_clock::now() + kWait;
    while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
  }

 private:
  int descriptor_;
};

Place at(const fs::path& path) {
  return {path.string(), 0, 0, {}, {}, {}};
}

// One line of what DuckDB says, which goes on for many.
std::string reason(const ColumnarError& error) {
  const std::string text = error.what();
  return text.substr(0, std::min(text.find('\n'), size_t{200}));
}

void remove_copy(const fs::path& folder) {
  std::error_code error;
  const fs::path file = folder / columnar_copy::kFile;
  fs::remove(file, error);
  fs::remove(fs::path(file) += ".wal", error);
  fs::remove_all(folder / columnar_copy::kWork, error);
}

void ask_once(const Transaction& t, const fs::path& folder, const ColumnarLimits& limits,
              const std::function<void(ColumnarCopy&)>& ask) {
  ColumnarCopy copy(folder, limits);
  copy.bring_up_to(t);
  ask(copy);
}

}  // namespace

Problems ask_columnar_copy(const Transaction& t, const fs::path& folder, const ColumnarLimits& limits,
                           const std::function<void(ColumnarCopy&)>& ask) {
  const bool in_memory = folder.empty() || !is_writable(folder);
  const fs::path place = in_memory ? fs::path() : folder;
  std::optional<CopyLock> lock;
  if (!in_memory) {
    lock.emplace(folder);
    if (lock->opened() && !lock->take()) return {problem(kBusy, at(folder / columnar_copy::kFile))};
  }
  Problems out;
  try {
    try {
      ask_once(t, place, limits, ask);
    } catch (const ColumnarError& e) {
      if (in_memory) throw;
      remove_copy(folder);
      ask_once(t, place, limits, ask);
      out.push_back(problem(kRebuilt, at(folder / columnar_copy::kFile), {{"reason", reason(e)}}));
    }
  } catch (const ColumnarError& e) {
    return {problem(kFailed, at(folder / columnar_copy::kFile), {{"reason", reason(e)}})};
  }
  return out;
}

}  // namespace xanh

#include "store/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <system_error>
#include <utility>

#include "store/store_problems.hpp"

namespace xanh {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMaking = ".creating-";

Place at(const fs::path& path) {
  return {path.string(), 0, 0, {}, {}, {}};
}

std::string reason(int error) {
  return std::error_code(error, std::generic_category()).message();
}

Problem cannot_write(const fs::path& path, int error) {
  if (error == ENOSPC || error == EDQUOT) return problem(store_problems::kDiskFull, at(path));
  return problem(store_problems::kReadOnlyPlace, at(path), {{"reason", reason(error)}});
}

void sync_path(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), path.string());
  const int failed = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (failed != 0) throw std::system_error(failed, std::generic_category(), path.string());
}

// Held on the folder that stores are made in, while one is made and has no lock of its own yet: without it,
// who clears up beside us would take ours for the rest of a killed run. Ends with its process, as StoreLock
// does.
class MakingTurn {
 public:
  explicit MakingTurn(const fs::path& parent)
      : descriptor_(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  MakingTurn(const MakingTurn&) = delete;
  MakingTurn& operator=(const MakingTurn&) = delete;
  ~MakingTurn() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

 private:
  int descriptor_;
};

// The lock tells a run that still goes on from one that was killed.
void clear_killed_runs(const fs::path& place) {
  std::error_code error;
  const std::string start = place.filename().string() + std::string(kMaking);
  for (const auto& entry : fs::directory_iterator(place.parent_path(), error)) {
    if (!entry.path().filename().string().starts_with(start)) continue;
    if (!fs::exists(entry.path() / store_folder::kLock, error)) {
      fs::remove(entry.path(), error);  // only when empty: killed before it had a lock
      continue;
    }
    const auto lock = StoreLock::take(entry.path());
    if (lock.ok()) fs::remove_all(entry.path(), error);
  }
}

}  // namespace

StoreLock::StoreLock(StoreLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), lent_(other.lent_) {}

StoreLock StoreLock::of(int descriptor, bool lent) {
  StoreLock out;
  out.descriptor_ = descriptor;
  out.lent_ = lent;
  return out;
}

StoreLock& StoreLock::operator=(StoreLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(lent_, other.lent_);
  return *this;
}

StoreLock::~StoreLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Outcome<StoreLock> StoreLock::take(const fs::path& folder) {
  Outcome<StoreLock> out;
  const fs::path path = folder / store_folder::kLock;
  StoreLock lock;
  lock.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (lock.descriptor_ < 0) {
    out.problems.push_back(cannot_write(folder, errno));
    return out;
  }
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    out.problems.push_back(problem(store_problems::kOwned, at(folder), {{"pid", owner_of(folder)}}));
    return out;
  }
  const std::string pid = fmt::format("{}\n", ::getpid());
  if (::ftruncate(lock.descriptor_, 0) != 0 ||
      ::pwrite(lock.descriptor_, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    out.problems.push_back(cannot_write(folder, errno));
    return out;
  }
  out.value = std::move(lock);
  return out;
}

StoreInTheMaking::StoreInTheMaking(StoreInTheMaking&& other) noexcept
    : place_(std::move(other.place_)),
      folder_(std::exchange(other.folder_, {})),
      lock_(std::move(other.lock_)) {}

StoreInTheMaking::~StoreInTheMaking() {
  std::error_code error;
  if (!folder_.empty()) fs::remove_all(folder_, error);
}

Outcome<std::optional<StoreInTheMaking>> StoreInTheMaking::beside(const fs::path& place) {
  Outcome<std::optional<StoreInTheMaking>> out;
  std::error_code error;
  fs::create_directories(place.parent_path(), error);
  const MakingTurn turn(place.parent_path());
  if (!error) clear_killed_runs(place);
  std::string name = place.string() + std::string(kMaking) + "XXXXXX";
  if (error || !::mkdtemp(name.data())) {
    out.problems.push_back(cannot_write(place, error ? error.value() : errno));
    return out;
  }
  StoreInTheMaking making(place, name);
  auto lock = StoreLock::take(making.folder_);
  if (!lock.ok()) {
    out.problems = std::move(lock.problems);
    return out;
  }
  making.lock_ = std::move(lock.value);
  fs::create_directory(making.folder_ / store_folder::kFiles, error);
  if (error) {
    out.problems.push_back(cannot_write(place, error.value()));
    return out;
  }
  out.value.emplace(std::move(making));
  return out;
}

Outcome<StoreLock> StoreInTheMaking::put_in_place() {
  Outcome<StoreLock> out;
  std::error_code error;
  fs::permissions(folder_, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec, error);
  for (const auto& entry : fs::directory_iterator(folder_)) sync_path(entry.path());
  sync_path(folder_);
  // rename(2) takes the place of an empty folder and of nothing else, so two who make the same store cannot
  // both win.
  fs::rename(folder_, place_, error);
  if (error) {
    const int code = error.value();
    out.problems.push_back(code == ENOTEMPTY || code == EEXIST ? problem(store_problems::kExists, at(place_))
                                                               : cannot_write(place_, code));
    return out;
  }
  folder_.clear();
  sync_path(place_.parent_path());
  out.value = std::move(lock_);
  return out;
}

std::string owner_of(const fs::path& folder) {
  std::ifstream lock(folder / store_folder::kLock);
  int written = 0;
  // It has not yet written who it is, or is no process of ours: who wrote last has ended.
  if (!(lock >> written) || written <= 0 || (::kill(written, 0) != 0 && errno == ESRCH)) return "?";
  return std::to_string(written);
}

fs::path folder_of(const std::string& address) {
  fs::path folder = fs::absolute(address).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  return folder;
}

Problems in_the_way_of_a_store(const fs::path& folder) {
  std::error_code error;
  const auto status = fs::symlink_status(folder, error);
  if (!fs::exists(status)) return {};
  if (fs::exists(folder / store_folder::kDatabase, error))
    return {problem(store_problems::kExists, at(folder))};
  if (fs::is_directory(status) && fs::is_empty(folder, error) && !error) return {};
  return {problem(store_problems::kPlaceTaken, at(folder))};
}

bool is_writable(const fs::path& folder) {
  return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

void replace_durably(const fs::path& from, const fs::path& to) {
  sync_path(from);
  fs::rename(from, to);
  sync_path(fs::absolute(to).parent_path());
}

}  // namespace xanh

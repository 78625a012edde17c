// The folder of an embedded store: programme.sqlite, files/, and store.lock, by which one process owns it for
// writing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/problem.hpp"

namespace xanh {

namespace store_folder {
inline constexpr const char* kDatabase = "programme.sqlite";
inline constexpr const char* kLock = "store.lock";
inline constexpr const char* kFiles = "files";
}  // namespace store_folder

/// Holds store.lock of one folder until destroyed. The lock is the kernel's (flock), so it ends with the
/// process, however it ends.
class StoreLock {
 public:
  StoreLock() = default;
  StoreLock(StoreLock&& other) noexcept;
  StoreLock& operator=(StoreLock&& other) noexcept;
  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;
  ~StoreLock();

  /// Takes the lock and writes our process id into it; store-owned with the other's id when it is held.
  static Outcome<StoreLock> take(const std::filesystem::path& folder);
  /// One that was lent by its owner comes as an open file.
  static StoreLock of(int descriptor, bool lent);
  [[nodiscard]] bool held() const { return descriptor_ >= 0; }
  /// Another process owns the store and let us in.
  [[nodiscard]] bool lent() const { return lent_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
  bool lent_ = false;
};

/// A half-made store beside its final place. Removed when it goes out of scope, unless it was put in place.
class StoreInTheMaking {
 public:
  /// Makes the folder, its lock and files/, and clears away what a killed run of the same name left behind.
  static Outcome<std::optional<StoreInTheMaking>> beside(const std::filesystem::path& place);
  StoreInTheMaking(StoreInTheMaking&& other) noexcept;
  StoreInTheMaking& operator=(StoreInTheMaking&&) = delete;
  ~StoreInTheMaking();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// Onto the disk, then to its place in one step. The lock goes with it.
  Outcome<StoreLock> put_in_place();

 private:
  StoreInTheMaking(std::filesystem::path place, std::filesystem::path folder)
      : place_(std::move(place)), folder_(std::move(folder)) {}
  std::filesystem::path place_;
  std::filesystem::path folder_;
  StoreLock lock_;
};

/// The process id that the holder of store.lock wrote; "?" when it cannot be told.
[[nodiscard]] std::string owner_of(const std::filesystem::path& folder);
/// Absolute, without "." and "..", without a slash at the end.
[[nodiscard]] std::filesystem::path folder_of(const std::string& address);
/// What stands in the way of making a store there; empty when nothing does.
[[nodiscard]] Problems in_the_way_of_a_store(const std::filesystem::path& folder);
/// Whether a file can be made in the folder: the rights of its mode, and the file system being writable.
[[nodiscard]] bool is_writable(const std::filesystem::path& folder);
/// Renames within a folder and waits until the disk has it.
void replace_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace xanh

// One file that holds a whole folder store: a zip of its files with a manifest of their digests. Packed whole
// or not at all; unpacked only as far as the manifest allows, for an archive may come from anywhere.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "store/audit.hpp"

namespace xanh {

struct ArchivedFile {
  std::string name;  ///< within the store's folder: "templates/bc-so.docx"
  std::string sha256;
  std::int64_t bytes = 0;
};

/// What the archive says of itself; the first entry, `backup.json`.
struct ArchiveManifest {
  int format = 1;
  std::string programme;
  int tables = 0;  ///< version of the store's tables
  Instant made_at{};
  AuditHead audit;
  std::vector<ArchivedFile> files;  ///< by name
};

struct ArchiveLimits {
  size_t files = 100000;
  size_t manifest_bytes = size_t{32} << 20;
  std::int64_t ratio = 400;  ///< unpacked bytes for a packed one, beyond the first 64 MiB
};

/// Packs the files below `folder` that the manifest names. `file` is replaced at the end and in one step; it
/// is for its owner alone, since it holds all that the store holds. `work` is a folder beside it, on the same
/// disk.
[[nodiscard]] Problems pack_store(const std::filesystem::path& folder, const ArchiveManifest& manifest,
                                  const std::filesystem::path& work, const std::filesystem::path& file);

/// Unpacks into an empty folder, each file against its size and digest. All problems at once where the
/// archive can be read at all: backup-not-read, backup-entry, backup-altered, backup-too-large.
[[nodiscard]] Outcome<ArchiveManifest> unpack_store(const std::filesystem::path& file,
                                                    const std::filesystem::path& folder,
                                                    const ArchiveLimits& limits = {});

/// Digest and size of a file, read piece by piece. Throws std::system_error.
[[nodiscard]] ArchivedFile archived_file(const std::filesystem::path& file, std::string name);

/// A folder of its own beside `place`, removed at the end. What runs that were killed left there goes first.
class WorkFolder {
 public:
  static Outcome<std::unique_ptr<WorkFolder>> beside(const std::filesystem::path& place);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// It was renamed to its place and stays.
  void keep() { path_.clear(); }

 private:
  explicit WorkFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace xanh

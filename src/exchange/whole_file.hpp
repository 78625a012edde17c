// Files written whole or not at all: beside their place first, synced, then renamed.
#pragma once

#include <string>
#include <vector>

#include "base/problem.hpp"

namespace xanh {

struct WholeFile {
  std::string name;  ///< may hold folders: "plans/2023.yaml"
  std::string bytes;
};

/// Reads a file; a missing or unreadable one is a problem.
[[nodiscard]] Outcome<std::string> read_whole_file(const std::string& path);
/// Replaces the file at once; a reader sees the old one or the new one. Problems for a full disk or a
/// read-only place.
[[nodiscard]] Problems write_whole_file(const std::string& path, const std::string& bytes);
/// Writes all files below the folder (made when missing). All are written aside before the first is renamed
/// into place, so a full disk changes none of them.
[[nodiscard]] Problems write_whole_folder(const std::string& folder, const std::vector<WholeFile>& files);

}  // namespace xanh

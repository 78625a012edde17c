// Files beside a report: proofs of a figure (photos, minutes, measurements), letters that came with it. Kept
// by their digest, byte for byte as they were taken in; which belong to a report is told by its events.
#pragma once

#include <string>
#include <vector>

#include "office/memory.hpp"

namespace xanh {

struct FileBeside {
  std::string sha256, name, media_type;
  int bytes = 0;
  std::string figure;  ///< what it proves: an element, a target or task.field; empty: the whole report
  Instant at;
  std::string by;
};
BOOST_DESCRIBE_STRUCT(FileBeside, (), (sha256, name, media_type, bytes, figure, at, by))

/// The name without folders and control characters. Problem: file-name, when nothing is left.
[[nodiscard]] Outcome<std::string> attached_name(const std::string& given);

struct FileRequest {
  std::string cycle, unit, name, bytes, figure;
};

/// By the unit itself while its report is open, or by the standing agency. Taken in again it is the same
/// file. Problems of read_attached, file-name, figure-not-in-report, cycle-takes-no-files.
[[nodiscard]] Outcome<FileBeside> keep_report_file(const Desk& desk, const FileRequest& request);
/// The report no longer has it; what a sent revision named stays in the store.
[[nodiscard]] Problems drop_report_file(const Desk& desk, const std::string& cycle, const std::string& unit,
                                        const std::string& sha256);
/// By the time they came.
[[nodiscard]] Outcome<std::vector<FileBeside>> list_report_files(const Desk& desk, const std::string& cycle,
                                                                 const std::string& unit);

struct FileBesideBytes {
  FileBeside file;
  std::string bytes;
};
/// Also one that was dropped. Problem: no-such-file.
[[nodiscard]] Outcome<FileBesideBytes> read_report_file(const Desk& desk, const std::string& cycle,
                                                        const std::string& unit, const std::string& sha256);

}  // namespace xanh

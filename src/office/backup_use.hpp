// A whole folder store in one file and back, and the proof that it can be brought back.
#pragma once

#include "base/describe.hpp"
#include "office/desk.hpp"

namespace xanh {

struct BackupMade {
  std::string path;
  std::string programme;
  int files = 0;
  double megabytes = 0;  ///< of the archive
  std::string audit_head;
  int audit_rows = 0;
};
BOOST_DESCRIBE_STRUCT(BackupMade, (), (path, programme, files, megabytes, audit_head, audit_rows))

/// Copies the database as of one moment while others write, with the templates and files beside it and the
/// key of the seal. The copy is proved before `path` is replaced. Problems: backup-of-server (PostgreSQL has
/// its own tools), those of proving, backup-not-written.
[[nodiscard]] Outcome<BackupMade> back_up(const Desk& desk, const std::string& path);

struct Restored {
  std::string programme;
  Instant made_at{};
  int files = 0;
  int audit_rows = 0;
  std::string audit_head;
  int plans = 0, revisions = 0, figures = 0, snapshots = 0, documents = 0;  ///< recomputed and found the same
};
BOOST_DESCRIBE_STRUCT(Restored, (),
                      (programme, made_at, files, audit_rows, audit_head, plans, revisions, figures,
                       snapshots, documents))

/// Makes the store anew at an empty place. Nothing stands there before all of it was proved.
[[nodiscard]] Outcome<Restored> restore(const std::string& path, const std::string& store);
/// The same in a temporary folder, and nothing stays.
[[nodiscard]] Outcome<Restored> check_backup(const std::string& path);

}  // namespace xanh

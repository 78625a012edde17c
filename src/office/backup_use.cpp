#include "office/backup_use.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <tuple>

#include "base/canonical.hpp"
#include "office/memory.hpp"
#include "office/seal.hpp"
#include "office/submission_use.hpp"
#include "reporting/consolidation.hpp"
#include "store/columnar_copy.hpp"
#include "store/folder.hpp"
#include "store/store_archive.hpp"

namespace xanh {
namespace fs = std::filesystem;
namespace {

constexpr ProblemKind kOfServer{
    "backup-of-server",
    Severity::error,
    "kho nằm trên PostgreSQL: Xanh không sao lưu thay công cụ của máy chủ dữ liệu",
    "the store is on PostgreSQL, whose own tools back it up",
    "dùng `pg_dump` (và `pg_restore`), cùng thư mục mẫu Word",
    "use `pg_dump` (and `pg_restore`), and keep the folder of Word templates"};
constexpr ProblemKind kNotRegular{
    "file-not-regular",        Severity::error,     "đây không phải là tệp thông thường",
    "this is no regular file", "chọn một tệp khác", "choose another file"};
constexpr ProblemKind kNoFolder{"file-not-found",
                                Severity::error,
                                "không có tệp hoặc thư mục này",
                                "there is no such file or folder",
                                "kiểm tra lại đường dẫn",
                                "check the path"};
constexpr ProblemKind kWithin{"backup-within-store",
                              Severity::error,
                              "không ghi bản sao lưu vào trong chính kho",
                              "a backup is not written into the store itself",
                              "ghi ra nơi khác, tốt nhất là máy khác",
                              "write it elsewhere, best on another machine"};
constexpr ProblemKind kLinkLeftOut{"backup-link-left-out",
                                   Severity::warning,
                                   "liên kết không được sao lưu",
                                   "a link is not backed up",
                                   "đặt tệp thật vào kho, hoặc sao lưu riêng",
                                   "put the file itself into the store, or keep a copy of it elsewhere"};
constexpr ProblemKind kWrongDigest{"proof-broken",
                                   Severity::error,
                                   "{what} không khớp với mã băm của nó",
                                   "{what} does not have its digest",
                                   "dùng một bản sao lưu khác",
                                   "use another backup"};
constexpr ProblemKind kWrongFigures{"figures-not-of-bytes",
                                    Severity::error,
                                    "số liệu của {what} không phải là số liệu trong nội dung đã nhận",
                                    "the figures of {what} are not those of its bytes",
                                    "chạy `xanh doctor`; dùng một bản sao lưu khác",
                                    "run `xanh doctor`; use another backup"};
constexpr ProblemKind kOtherHead{"backup-head-differs",
                                 Severity::error,
                                 "nhật ký kiểm toán không kết thúc ở dòng {seq} như bản sao lưu ghi",
                                 "the audit log does not end at row {seq}, as the backup says",
                                 "dùng một bản sao lưu khác",
                                 "use another backup"};
constexpr ProblemKind kNotPlaced{"store-place-read-only",
                                 Severity::error,
                                 "không ghi được vào nơi này ({reason})",
                                 "this place cannot be written to ({reason})",
                                 "kiểm tra quyền ghi",
                                 "check its permissions"};

Place at(const fs::path& path) {
  return {path.string(), 0, 0, {}, {}, {}};
}

/// Recomputes everything of a store that has a digest, and holds the figures against the bytes they came
/// from.
class Proof {
 public:
  Proof(const Transaction& t, Restored& out, Problems& problems) : t_(t), out_(out), problems_(problems) {}

  void run() {
    for (const auto& plan : t_.plans()) {
      hold(digest_of("plan", plan.bytes), plan.digest, fmt::format("plan/{}", plan.version));
      ++out_.plans;
    }
    for (const auto& statement : t_.statements())
      hold(digest_of("statement", statement.bytes), statement.digest,
           fmt::format("statement/{}", statement.seq));
    const Memory memory = recall(t_);
    for (const auto& cycle : memory.cycles) {
      for (const auto& wording : t_.wordings_of_cycle(cycle.code))
        hold(digest_of("cycle", wording.bytes), wording.digest,
             fmt::format("cycle/{}/{}", cycle.code, wording.seq));
      for (const auto& snapshot : t_.snapshots(cycle.code)) hold_snapshot(snapshot);
    }
    t_.each_revision([&](const StoredRevision& revision) { revisions_.push_back(revision); });
    for (const auto& revision : revisions_) hold_revision(revision, memory);
    // Each is read, which throws when its bytes no longer have their digest.
    for (const auto& digest : t_.published_digests()) {
      static_cast<void>(t_.published_document(digest));
      ++out_.documents;
    }
  }

 private:
  void hold(const std::string& computed, const std::string& stored, const std::string& what) {
    if (computed != stored) problems_.push_back(problem(kWrongDigest, Place{}, {{"what", what}}));
  }
  void hold_snapshot(const StoredSnapshot& snapshot) {
    ++out_.snapshots;
    Node both = Node::map();
    const auto manifest = read_json(snapshot.manifest, "snapshot"),
               result = read_json(snapshot.result, "snapshot");
    both.add("manifest", manifest.value);
    both.add("result", result.value);
    hold(digest_of("snapshot", canonical(both)), snapshot.digest,
         fmt::format("snapshot/{}/{}", snapshot.cycle, snapshot.number));
  }
  void hold_revision(const StoredRevision& revision, const Memory& memory) {
    ++out_.revisions;
    const std::string name = fmt::format("{}/{}/{}", revision.cycle, revision.unit, revision.revision);
    hold(digest_of("submission", revision.bytes), revision.digest, name);
    const auto report = submission_from_bytes(revision.bytes);
    const Plan* plan = memory.plan(revision.plan_version);
    if (!report.ok() || !plan) {
      problems_.push_back(problem(kWrongFigures, Place{}, {{"what", name}}));
      return;
    }
    auto rebuilt = figure_rows(report.value, revision.revision, *plan);
    auto kept = t_.figures(revision.cycle, revision.unit, revision.revision);
    const auto before = [](const FigureRow& a, const FigureRow& b) {
      return std::tie(a.element, a.column, a.area) < std::tie(b.element, b.column, b.area);
    };
    std::sort(rebuilt.begin(), rebuilt.end(), before);
    std::sort(kept.begin(), kept.end(), before);
    out_.figures += static_cast<int>(kept.size());
    if (rebuilt != kept) problems_.push_back(problem(kWrongFigures, Place{}, {{"what", name}}));
  }

  const Transaction& t_;
  Restored& out_;
  Problems& problems_;
  std::vector<StoredRevision> revisions_;
};

/// Proves the store of a folder that nobody else has. `expected` absent: there is nothing to hold the head
/// against.
Problems prove(const fs::path& folder, const std::optional<AuditHead>& expected, Restored& out) {
  auto opened = ProgrammeStore::open(folder.string(), ProgrammeStore::Mode::read_write);
  Problems problems = std::move(opened.problems);
  if (!opened.value) return problems;
  append(problems, opened.value->check());
  Problems found;
  append(problems, attempt([&] {
           opened.value->read([&](const Transaction& t) {
             found.clear();
             out = {};
             const AuditReport log = t.verify_audit(expected);
             out.audit_rows = static_cast<int>(log.rows);
             out.audit_head = log.head.hash;
             if (expected && log.head != *expected)
               found.push_back(problem(kOtherHead, Place{}, {{"seq", std::to_string(expected->seq)}}));
             Proof(t, out, found).run();
           });
         }));
  append(problems, std::move(found));
  out.programme = opened.value->programme();
  return problems;
}

/// What a proof leaves beside the database, what belongs to this machine only, and what is made again when it
/// is missing.
bool is_of_this_machine(const std::string& name) {
  return name.starts_with(columnar_copy::kFile) || name == columnar_copy::kLock ||
         name == store_folder::kLock || name == "store.sock" || name.ends_with("-wal") ||
         name.ends_with("-shm") || name.ends_with(".part") ||
         name.starts_with(std::string(store_folder::kDatabase));
}

/// Copies what stands beside the database into the work folder, so that it is packed as it was when its
/// digest was taken.
Problems copy_files(const fs::path& store, const fs::path& to) {
  Problems out;
  std::error_code error;
  for (fs::recursive_directory_iterator it(store, error), end; !error && it != end; it.increment(error)) {
    const fs::path relative = it->path().lexically_relative(store);
    if (it.depth() == 0 && is_of_this_machine(relative.string())) {
      it.disable_recursion_pending();
      continue;
    }
    const auto type = it->symlink_status().type();
    if (type == fs::file_type::symlink) {
      out.push_back(problem(kLinkLeftOut, at(it->path())));
    } else if (type == fs::file_type::directory) {
      fs::create_directories(to / relative);
    } else if (type == fs::file_type::regular) {
      fs::create_directories((to / relative).parent_path());
      fs::copy_file(it->path(), to / relative);
    }
  }
  if (error) throw fs::filesystem_error("", store, error);
  return out;
}

std::vector<ArchivedFile> files_below(const fs::path& folder) {
  std::vector<ArchivedFile> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    if (entry.is_regular_file() && name != store_folder::kLock)
      out.push_back(archived_file(entry.path(), name));
  }
  std::sort(out.begin(), out.end(),
            [](const ArchivedFile& a, const ArchivedFile& b) { return a.name < b.name; });
  return out;
}

Problems in_the_way(const Desk& desk, const fs::path& file) {
  if (desk.store->folder().empty()) return {problem(kOfServer, Place{})};
  std::error_code error;
  const fs::path parent = fs::absolute(file).lexically_normal().parent_path();
  if (!fs::is_directory(parent, error)) return {problem(kNoFolder, at(parent))};
  const auto type = fs::symlink_status(file, error).type();
  if (type != fs::file_type::not_found && type != fs::file_type::regular)
    return {problem(kNotRegular, at(file))};
  for (fs::path step = fs::canonical(parent, error); !step.empty() && step != step.root_path();
       step = step.parent_path())
    if (fs::equivalent(step, desk.store->folder(), error)) return {problem(kWithin, at(file))};
  return {};
}

Problem not_written(const fs::path& path, const std::error_code& code) {
  return problem(kNotPlaced, at(path), {{"reason", code.message()}});
}

void sync_folder(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

/// Unpacks and proves below a work folder; the store is then in `folder`.
Outcome<Restored> bring_back(const std::string& path, const fs::path& folder) {
  Outcome<Restored> out;
  auto unpacked = unpack_store(path, folder);
  out.problems = std::move(unpacked.problems);
  if (has_error(out.problems)) return out;
  append(out.problems, prove(folder, unpacked.value.audit, out.value));
  out.value.made_at = unpacked.value.made_at;
  out.value.files = static_cast<int>(unpacked.value.files.size());
  return out;
}

}  // namespace

Outcome<BackupMade> back_up(const Desk& desk, const std::string& path) {
  Outcome<BackupMade> out;
  out.problems = authorise(desk, Act::manage_store);
  if (!has_error(out.problems)) append(out.problems, in_the_way(desk, path));
  if (has_error(out.problems)) return out;
  auto work = WorkFolder::beside(path);
  append(out.problems, std::move(work.problems));
  if (has_error(out.problems)) return out;
  const fs::path copy = work.value->path() / "store";
  try {
    Problems copied;
    append(out.problems, attempt([&] {
             fs::create_directory(copy);
             desk.store->copy_database_to(copy / store_folder::kDatabase);
             copied = copy_files(desk.store->folder(), copy);
           }));
    append(out.problems, std::move(copied));
    if (has_error(out.problems)) return out;
    Restored proved;
    append(out.problems, prove(copy, {}, proved));
    if (has_error(out.problems)) return out;
    ArchiveManifest manifest;
    manifest.programme = proved.programme;
    manifest.tables = desk.store->version();
    manifest.made_at = desk.now;
    manifest.audit = {proved.audit_rows, proved.audit_head};
    manifest.files = files_below(copy);
    append(out.problems, pack_store(copy, manifest, work.value->path(), path));
    if (has_error(out.problems)) return out;
    constexpr double kMegabyte = 1024.0 * 1024.0;
    out.value = {path,
                 proved.programme,
                 static_cast<int>(manifest.files.size()),
                 static_cast<double>(fs::file_size(path)) / kMegabyte,
                 proved.audit_head,
                 proved.audit_rows};
  } catch (const std::system_error& e) {
    out.problems.push_back(not_written(path, e.code()));
  }
  return out;
}

Outcome<Restored> restore(const std::string& path, const std::string& store) {
  Outcome<Restored> out;
  if (is_server_address(store)) {
    out.problems.push_back(problem(kOfServer, Place{}));
    return out;
  }
  const fs::path place = fs::absolute(folder_of(store));
  out.problems = in_the_way_of_a_store(place);
  if (has_error(out.problems)) return out;
  std::error_code error;
  fs::create_directories(place.parent_path(), error);
  auto work = WorkFolder::beside(place);
  append(out.problems, std::move(work.problems));
  if (has_error(out.problems)) return out;
  const fs::path made = work.value->path() / "store";
  fs::create_directory(made, error);
  if (error) {
    out.problems.push_back(not_written(place, error));
    return out;
  }
  auto back = bring_back(path, made);
  append(out.problems, std::move(back.problems));
  if (has_error(out.problems)) return out;
  out.value = std::move(back.value);
  fs::create_directory(made / store_folder::kFiles, error);
  ::chmod(made.c_str(), S_IRWXU | S_IRGRP | S_IXGRP);
  sync_folder(made);
  // rename(2) takes the place of an empty folder and of nothing else.
  fs::rename(made, place, error);
  if (error) {
    append(out.problems, in_the_way_of_a_store(place));
    if (!has_error(out.problems)) out.problems.push_back(not_written(place, error));
    return out;
  }
  sync_folder(place.parent_path());
  return out;
}

Outcome<Restored> check_backup(const std::string& path) {
  std::error_code error;
  const fs::path temporary = fs::temp_directory_path(error);
  auto work = WorkFolder::beside(temporary / "xanh-restore");
  if (!work.ok()) return {{}, std::move(work.problems)};
  return bring_back(path, work.value->path());
}

}  // namespace xanh

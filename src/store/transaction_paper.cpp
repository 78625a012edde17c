// Snapshots, published documents and the audit log: their SQL and how it becomes records.
#include <charconv>
#include <stdexcept>

#include "base/canonical.hpp"
#include "store/base64.hpp"
#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {
namespace {

constexpr std::string_view kLastSnapshot =
    "SELECT COALESCE(MAX(number), 0) FROM snapshots WHERE cycle = :cycle";
constexpr std::string_view kAddSnapshot =
    "INSERT INTO snapshots (cycle, number, manifest, result, digest, at, by) "
    "VALUES (:cycle, :number, :manifest, :result, :digest, :at, :by)";
constexpr std::string_view kSnapshots =
    "SELECT cycle, number, manifest, result, digest, at, by FROM snapshots WHERE cycle = :cycle ORDER BY "
    "number";

constexpr std::string_view kHasDocument = "SELECT COUNT(*) FROM published_documents WHERE digest = :digest";
constexpr std::string_view kAddDocument =
    "INSERT INTO published_documents (digest, name, media_type, bytes, at) VALUES (:digest, :name, "
    ":media_type, :bytes, :at)";
constexpr std::string_view kDocument =
    "SELECT digest, name, media_type, bytes, at FROM published_documents WHERE digest = :digest";

constexpr std::string_view kDocumentDigests = "SELECT digest FROM published_documents ORDER BY digest";

constexpr std::string_view kAddAudit =
    "INSERT INTO audit (seq, at, by, action, subject, detail, previous, hash) "
    "VALUES (:seq, :at, :by, :action, :subject, :detail, :previous, :hash)";
constexpr std::string_view kAuditRows =
    "SELECT seq, at, by, action, subject, detail, previous, hash FROM audit WHERE seq > :after ORDER BY seq "
    "LIMIT :at_most";
// Codes are ordered by their bytes on both engines: what stands under one is a range.
constexpr std::string_view kAuditSearch =
    "SELECT seq, at, by, action, subject, detail, previous, hash FROM audit WHERE seq > :after AND "
    "by >= :by AND by < :by_end AND (subject = :subject OR (subject >= :below AND subject < :below_end)) AND "
    "at >= :start AND at < :until ORDER BY seq LIMIT :at_most";
constexpr std::string_view kAuditTail = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1";
// The head is a pointer: it can be rebuilt from the last row, and shows when the last rows were dropped.
constexpr std::string_view kAuditHead = "SELECT value FROM meta WHERE key = 'audit_head'";
constexpr std::string_view kAddAuditHead = "INSERT INTO meta (key, value) VALUES ('audit_head', :value)";
constexpr std::string_view kMoveAuditHead = "UPDATE meta SET value = :value WHERE key = 'audit_head'";
constexpr std::string_view kNote = "SELECT value FROM meta WHERE key = :key";
constexpr std::string_view kAddNote = "INSERT INTO meta (key, value) VALUES (:key, :value)";
constexpr std::string_view kSetNote = "UPDATE meta SET value = :value WHERE key = :key";
constexpr int kAuditRowsAStep = 5000;

// Bytes of any kind as text, because a column of bytes is not written alike in SQLite and PostgreSQL.
std::optional<AuditHead> stored_head(StoreWork& work) {
  std::optional<AuditHead> out;
  work.select(kAuditHead, {}, 1, [&](const Row& row) {
    const std::string& text = row.text(0);
    AuditHead head;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), head.seq);
    if (read.ec != std::errc() || read.ptr == text.data() + text.size() || *read.ptr != ' ')
      throw SessionError(SessionError::Kind::damaged, "the head of the audit log");
    head.hash.assign(read.ptr + 1, text.data() + text.size());
    out = head;
  });
  return out;
}

AuditRow audit_row(const Row& row) {
  return {row.integer(0), row.instant(1), row.text(2), row.text(3),
          row.text(4),    row.text(5),    row.text(6), row.text(7)};
}

}  // namespace

int Transaction::next_snapshot_number(const std::string& cycle) const {
  return static_cast<int>(work_.number(kLastSnapshot, {cell(cycle)})) + 1;
}

int Transaction::add_snapshot(const StoredSnapshot& snapshot) {
  const int number = next_snapshot_number(snapshot.cycle);
  work_.run(kAddSnapshot, {cell(snapshot.cycle), cell(number), cell(snapshot.manifest), cell(snapshot.result),
                           cell(snapshot.digest), cell(snapshot.at), cell(snapshot.by)});
  return number;
}

std::vector<StoredSnapshot> Transaction::snapshots(const std::string& cycle) const {
  std::vector<StoredSnapshot> out;
  work_.select(kSnapshots, {cell(cycle)}, 7, [&](const Row& row) {
    out.push_back(
        {row.text(0), row.number(1), row.text(2), row.text(3), row.text(4), row.instant(5), row.text(6)});
  });
  return out;
}

std::string Transaction::add_published_document(const PublishedDocument& document) {
  const std::string digest = sha256(document.bytes);
  if (work_.number(kHasDocument, {cell(digest)}) == 0)
    work_.run(kAddDocument, {cell(digest), cell(document.name), cell(document.media_type),
                             cell(to_base64(document.bytes)), cell(document.at)});
  return digest;
}

std::optional<PublishedDocument> Transaction::published_document(const std::string& digest) const {
  std::optional<PublishedDocument> out;
  work_.select(kDocument, {cell(digest)}, 5, [&](const Row& row) {
    out = PublishedDocument{row.text(0), row.text(1), row.text(2), from_base64(row.text(3)), row.instant(4)};
    if (sha256(out->bytes) != digest)
      throw SessionError(SessionError::Kind::damaged, "a published document was altered");
  });
  return out;
}

std::vector<std::string> Transaction::published_digests() const {
  std::vector<std::string> out;
  work_.select(kDocumentDigests, {}, 1, [&](const Row& row) { out.push_back(row.text(0)); });
  return out;
}

std::optional<std::string> Transaction::note(const std::string& name) const {
  std::optional<std::string> out;
  work_.select(kNote, {cell(name)}, 1, [&](const Row& row) { out = row.text(0); });
  return out;
}

void Transaction::set_note(const std::string& name, const std::string& text) {
  if (note(name))
    work_.run(kSetNote, {cell(text), cell(name)});
  else
    work_.run(kAddNote, {cell(name), cell(text)});
}

AuditRow Transaction::audit(const AuditEntry& entry) {
  const auto stored = stored_head(work_);
  const AuditRow row = next_audit_row(stored ? *stored : audit_head(), entry);
  work_.run(kAddAudit, {cell(row.seq), cell(row.at), cell(row.by), cell(row.action), cell(row.subject),
                        cell(row.detail), cell(row.previous), cell(row.hash)});
  work_.run(stored ? kMoveAuditHead : kAddAuditHead, {cell(std::to_string(row.seq) + " " + row.hash)});
  changed_ |= !entry.action.ends_with("refused");
  return row;
}

std::vector<AuditRow> Transaction::audit_rows(std::int64_t after, int at_most) const {
  std::vector<AuditRow> out;
  work_.select(kAuditRows, {cell(after), cell(at_most)}, 8,
               [&](const Row& row) { out.push_back(audit_row(row)); });
  return out;
}

std::vector<AuditRow> Transaction::audit_rows(const AuditSearch& search) const {
  constexpr std::string_view kLast = "\U0010ffff";  // behind every text
  const bool of_all = search.subject.empty();
  std::vector<AuditRow> out;
  work_.select(
      kAuditSearch,
      {cell(search.after), cell(search.by), cell(search.by.empty() ? std::string(kLast) : search.by + "\x01"),
       cell(search.subject), cell(of_all ? std::string() : search.subject + "/"),
       cell(of_all ? std::string(kLast) : search.subject + "0"),  // the sign behind the slash
       search.from ? cell(*search.from) : cell(std::string_view()), until(search.to), cell(search.at_most)},
      8, [&](const Row& row) { out.push_back(audit_row(row)); });
  return out;
}

AuditHead Transaction::audit_head() const {
  AuditHead out = audit_beginning();
  work_.select(kAuditTail, {}, 2, [&](const Row& row) { out = {row.integer(0), row.text(1)}; });
  return out;
}

AuditReport Transaction::verify_audit(const std::optional<AuditHead>& written_down) const {
  AuditWalk walk;
  if (const auto stored = stored_head(work_)) walk.expect(*stored);
  if (written_down) walk.expect(*written_down);
  std::int64_t after = 0;
  for (auto rows = audit_rows(after, kAuditRowsAStep); !rows.empty();
       rows = audit_rows(after, kAuditRowsAStep)) {
    for (const auto& row : rows) walk.take(row);
    after = rows.back().seq;
  }
  return walk.finish();
}

}  // namespace xanh

// The memory of one programme: plan versions, register, cycles, submissions, snapshots, audit. Over SQLite in
// a folder or over PostgreSQL, with the same SQL. Append-only: what was recorded stays as it was (docs/house:
// "Time, identity, memory").
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "store/audit.hpp"
#include "store/migrations.hpp"
#include "store/records.hpp"
#include "store/store_problems.hpp"

namespace xanh {

class ProgrammeStore;
class StoreWork;

/// Which rows of the audit log; what is empty asks for nothing.
struct AuditSearch {
  std::int64_t after = 0;  ///< seq > after
  int at_most = 100;
  std::string by;
  std::string subject;              ///< this and what stands under it: "2023-H1" finds "2023-H1/q7/2"
  std::optional<Instant> from, to;  ///< from <= at < to
};

/// One serialisable transaction, valid only inside `transact` or `read`. After any StoreFailure nothing of it
/// is kept, even if the caller caught the failure. `known` asks for what was recorded up to a moment; without
/// it, for all.
class Transaction {
 public:
  explicit Transaction(StoreWork& work) : work_(work) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // The promise
  void add_plan(const StoredPlan& plan);
  [[nodiscard]] std::vector<StoredPlan> plans(std::optional<Instant> known = {}) const;  ///< by version
  [[nodiscard]] std::optional<StoredPlan> plan(int version) const;
  /// 0 when there is none; cheap, to see whether the plan held in memory is still the newest.
  /// Of the store, as it may be shown; no two that are open at one time have the same.
  [[nodiscard]] const std::string& place() const;
  [[nodiscard]] int latest_plan_version() const;

  void add_register_rows(std::span<const RegisterRow> rows);  ///< their seq is given
  [[nodiscard]] std::vector<RegisterRow> register_rows(std::optional<Instant> known = {}) const;  ///< by seq
  /// 0 when there is none; cheap, to see whether the register held in memory is still the newest.
  [[nodiscard]] std::int64_t latest_register_row() const;

  // The account
  int add_cycle(const StoredCycle& cycle);  ///< the seq it got
  /// The latest wording of each cycle, by code.
  [[nodiscard]] std::vector<StoredCycle> cycles(std::optional<Instant> known = {}) const;
  [[nodiscard]] std::vector<StoredCycle> wordings_of_cycle(const std::string& code) const;
  void add_cycle_event(const CycleEvent& event);
  [[nodiscard]] std::vector<CycleEvent> cycle_events(const std::string& cycle,
                                                     std::optional<Instant> known = {}) const;  ///< by seq
  [[nodiscard]] std::vector<CycleEvent> cycle_events(
      std::optional<Instant> known = {}) const;  ///< of all cycles, by seq

  void add_statements(std::span<const StoredStatement> statements);
  [[nodiscard]] std::vector<StoredStatement> statements(std::optional<Instant> known = {}) const;

  /// The bytes and their figures together. AlreadyStored when cycle, unit and revision are there. The
  /// figures' own cycle, unit and revision are those of the revision.
  void add_revision(const StoredRevision& revision, std::span<const FigureRow> figures);
  [[nodiscard]] int next_revision(const std::string& cycle, const std::string& unit) const;
  /// The last revision of each unit, by unit.
  [[nodiscard]] std::vector<StoredRevision> latest_revisions(const std::string& cycle,
                                                             std::optional<Instant> known = {}) const;
  [[nodiscard]] std::vector<StoredRevision> revisions(const std::string& cycle,
                                                      const std::string& unit) const;  ///< by number
  [[nodiscard]] std::optional<StoredRevision> revision(const std::string& cycle, const std::string& unit,
                                                       int number) const;
  /// Every revision of the store with its bytes, one at a time: to rebuild the figures from.
  void each_revision(const std::function<void(const StoredRevision&)>& take) const;
  /// Of all revisions of the cycle: by unit, revision, element, column, area.
  [[nodiscard]] std::vector<FigureRow> figures(const std::string& cycle) const;
  /// Of each unit's last revision only: by unit, element, column, area.
  [[nodiscard]] std::vector<FigureRow> latest_figures(const std::string& cycle,
                                                      std::optional<Instant> known = {}) const;
  [[nodiscard]] std::vector<FigureRow> figures(const std::string& cycle, const std::string& unit,
                                               int revision) const;
  void drop_figures();
  void add_figures(std::span<const FigureRow> figures);

  void add_submission_event(const SubmissionEvent& event);
  [[nodiscard]] std::vector<SubmissionEvent> submission_events(const std::string& cycle,
                                                               std::optional<Instant> known = {}) const;
  /// Of all cycles, those of one kind with seq > after; by seq.
  [[nodiscard]] std::vector<SubmissionEvent> submission_events_after(std::int64_t after,
                                                                     const std::string& event) const;

  // Reports that are being written
  void put_draft_field(const DraftField& field);  ///< in place of the value that is there
  void drop_draft_field(const std::string& cycle, const std::string& unit, const std::string& field);
  void drop_draft(const std::string& cycle, const std::string& unit);
  [[nodiscard]] std::optional<DraftField> draft_field(const std::string& cycle, const std::string& unit,
                                                      const std::string& field) const;
  [[nodiscard]] std::vector<DraftField> draft(const std::string& cycle,
                                              const std::string& unit) const;  ///< by field
  [[nodiscard]] std::int64_t draft_size(const std::string& cycle, const std::string& unit) const;

  void add_part_link(const StoredPartLink& link);
  void use_part_link(const std::string& digest);
  void drop_part_links(const std::string& cycle, const std::string& unit, const std::string& part);
  [[nodiscard]] std::optional<StoredPartLink> part_link(const std::string& digest) const;
  [[nodiscard]] std::vector<StoredPartLink> part_links(const std::string& cycle,
                                                       const std::string& unit) const;  ///< by part

  // What stays open from cycle to cycle
  void add_matter_event(const MatterEvent& event);
  [[nodiscard]] std::vector<MatterEvent> matter_events(std::optional<Instant> known = {}) const;  ///< by seq

  // What is proposed to change the plan
  void add_amendment_event(const AmendmentEvent& event);
  [[nodiscard]] std::vector<AmendmentEvent> amendment_events(
      std::optional<Instant> known = {}) const;  ///< by seq

  // People, and the keys they open the door with
  void add_person_event(const PersonEvent& event);
  [[nodiscard]] std::vector<PersonEvent> person_events(std::optional<Instant> known = {}) const;  ///< by seq
  [[nodiscard]] std::vector<PersonEvent> person_events_of(const std::string& person) const;       ///< by seq
  void add_key(const StoredKey& key);  ///< AlreadyStored when its digest is there
  [[nodiscard]] std::optional<StoredKey> key(const std::string& digest) const;
  [[nodiscard]] std::vector<StoredKey> keys_of(const std::string& person) const;  ///< by made_at, digest
  void touch_key(const std::string& digest, Instant seen_at, Instant ends_at);
  void drop_key(const std::string& digest);
  /// Of one kind, or of all; the key `except` stays.
  void drop_keys_of(const std::string& person, std::optional<KeyKind> kind = {},
                    const std::string& except = {});
  void drop_keys_ended(Instant now);

  // Mail that is to be sent
  /// False when this topic was there before: then nothing is added.
  bool add_mail(const StoredMail& mail);
  [[nodiscard]] bool mail_waits(Instant now) const;  ///< whether it is any's turn
  /// The next one whose turn it is, for `holder`, who settles it before `lease_end`; else it is another's
  /// turn. Counts as a try.
  [[nodiscard]] std::optional<StoredMail> take_mail(Instant now, const std::string& holder,
                                                    Instant lease_end);
  /// A delivered one is settled whoever holds it now; otherwise false, and nothing is done, when another
  /// holds it. `waiting` gives it back for a try at `next_at`.
  bool settle_mail(std::int64_t seq, const std::string& holder, MailState state, Instant at,
                   const std::string& reply, Instant next_at = {});
  /// A refused or lapsed one waits again, until `ends_at`.
  bool wake_mail(std::int64_t seq, Instant now, Instant ends_at);
  [[nodiscard]] std::optional<StoredMail> mail(std::int64_t seq) const;
  /// Newest first. Without a state those of all states.
  [[nodiscard]] std::vector<StoredMail> mails(std::optional<MailState> state = {}, int at_most = 1000) const;
  /// Those whose topic begins so, by topic.
  [[nodiscard]] std::vector<StoredMail> mails_about(const std::string& beginning) const;
  void drop_mail_settled(Instant before);

  // Secret addresses of calendars
  void set_calendar(const StoredCalendar& calendar);  ///< instead of the person's earlier one
  void drop_calendar(const std::string& person);
  [[nodiscard]] std::optional<StoredCalendar> calendar(const std::string& digest) const;
  [[nodiscard]] std::optional<StoredCalendar> calendar_of(const std::string& person) const;
  // Requests that may be sent again
  void add_answer(const StoredAnswer& answer);  ///< AlreadyStored when the person has one of that key
  [[nodiscard]] std::optional<StoredAnswer> answer(const std::string& person, const std::string& key) const;
  void set_answer(const std::string& person, const std::string& key, const std::string& answer);
  void drop_answers_ended(Instant now);

  // What citizens say
  void put_feedback(const StoredFeedback& feedback);  ///< in place of the one with its code
  [[nodiscard]] std::optional<StoredFeedback> feedback(const std::string& code) const;
  /// Newest first.
  [[nodiscard]] std::vector<StoredFeedback> feedbacks(FeedbackState state, int at_most = 1000) const;
  [[nodiscard]] std::int64_t feedbacks_since(Instant from) const;
  [[nodiscard]] std::int64_t feedbacks_waiting() const;
  void put_feedback_photo(const std::string& code, const std::string& bytes);
  [[nodiscard]] std::optional<std::string> feedback_photo(const std::string& code) const;
  /// Of what was settled before: how to ask the sender; of what was declined also the photo.
  void drop_feedback_traces(Instant settled_before);

  [[nodiscard]] int next_snapshot_number(const std::string& cycle) const;
  int add_snapshot(const StoredSnapshot& snapshot);  ///< the number it got: the next of its cycle
  [[nodiscard]] std::vector<StoredSnapshot> snapshots(const std::string& cycle) const;  ///< by number

  // The paper
  /// The digest is SHA-256 of the bytes, and is returned; the same bytes again add nothing.
  std::string add_published_document(const PublishedDocument& document);
  /// Throws StoreFailure store-damaged when the bytes no longer have the digest.
  [[nodiscard]] std::optional<PublishedDocument> published_document(const std::string& digest) const;
  [[nodiscard]] std::vector<std::string> published_digests() const;  ///< of all, in order

  /// What the store says of itself beside its records, one text a name.
  [[nodiscard]] std::optional<std::string> note(const std::string& name) const;
  void set_note(const std::string& name, const std::string& text);

  // The audit log
  AuditRow audit(const AuditEntry& entry);
  [[nodiscard]] std::vector<AuditRow> audit_rows(std::int64_t after = 0,
                                                 int at_most = 1000) const;         ///< by seq, seq > after
  [[nodiscard]] std::vector<AuditRow> audit_rows(const AuditSearch& search) const;  ///< by seq
  [[nodiscard]] AuditHead audit_head() const;
  /// The whole chain against its head, and against one written down elsewhere (a backup's manifest, a paper).
  [[nodiscard]] AuditReport verify_audit(const std::optional<AuditHead>& written_down = {}) const;

  /// Whether an act was put into the log here that is not itself a refusal: each change is.
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  StoreWork& work_;
  bool changed_ = false;
};

/// While it lives, the first change that its thread makes to the store has this written along, in the same
/// transaction: both are there, or neither.
class Along {
 public:
  Along(const ProgrammeStore& store, std::function<void(Transaction&)> write);
  Along(const Along&) = delete;
  Along& operator=(const Along&) = delete;
  ~Along();
  [[nodiscard]] bool written() const { return written_; }

 private:
  friend class ProgrammeStore;
  [[nodiscard]] static Along* of(const ProgrammeStore& store);  ///< this thread's, while it is unwritten
  const ProgrammeStore* store_;
  std::function<void(Transaction&)> write_;
  bool written_ = false;
};

/// What a new store is told of itself.
struct NewStore {
  std::string programme;  ///< the programme's code
  int format = 1;         ///< of the programme folder it comes from
  Instant at{};
};

struct StoreOptions {
  std::chrono::milliseconds wait{5000};  ///< for another writer, before one try counts as failed
  int attempts = 6;                      ///< tries of a transaction that met another one
  std::span<const Migration> migrations = store_migrations();
};

/// Safe to use from several threads: readers run side by side, writers one after the other. Writers that wait
/// share one commit, and one thread runs what all of them do (docs/decisions/0026).
class ProgrammeStore {
 public:
  enum class Mode { read_write, read_only };

  /// A new store at a folder or `postgresql://…`, filled by `fill` before anybody can see it: it is there
  /// whole or not at all, also after a kill. What `fill` throws comes through, and nothing is left.
  static Outcome<std::unique_ptr<ProgrammeStore>> create(const std::string& address, const NewStore& about,
                                                         const std::function<void(Transaction&)>& fill = {},
                                                         const StoreOptions& options = {});
  /// A folder store opened for writing has one owner process; one of an older release is backed up beside
  /// (programme.sqlite.before-N) and brought up to date. Reading needs no lock and changes nothing.
  static Outcome<std::unique_ptr<ProgrammeStore>> open(const std::string& address, Mode mode,
                                                       const StoreOptions& options = {});
  ~ProgrammeStore();
  ProgrammeStore(const ProgrammeStore&) = delete;
  ProgrammeStore& operator=(const ProgrammeStore&) = delete;

  /// Commits when `act` returns: then it is on the disk. `act` may run more than once, because a transaction
  /// that met another one is tried again, so it must not change anything else before it is done; and it may
  /// run on the thread of another caller, while this one waits. Throws StoreFailure, and what `act` throws,
  /// with nothing written. Not to be called from within `act`.
  void transact(const std::function<void(Transaction&)>& act);
  /// One consistent state for the whole of `act`, however much is written meanwhile.
  void read(const std::function<void(const Transaction&)>& act) const;

  [[nodiscard]] const std::string& programme() const;
  [[nodiscard]] int version() const;  ///< of the tables
  [[nodiscard]] Mode mode() const;
  /// The folder of an embedded store; empty on PostgreSQL.
  [[nodiscard]] const std::filesystem::path& folder() const;
  /// The engine's own check of its file and the audit chain: store-damaged and audit-chain-broken.
  [[nodiscard]] Problems check() const;
  /// From now on commands on the same machine may write beside us, until this store is closed: for a process
  /// that owns a folder store for long. Nothing to do on PostgreSQL; store-owned when another process lent it
  /// to us.
  [[nodiscard]] Problems lend_lock();
  /// A complete copy of the database as of now, in a new file (embedded store only).
  void copy_database_to(const std::filesystem::path& file) const;

 private:
  struct Body;
  explicit ProgrammeStore(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

/// An address that may be shown: a password in it is left out.
[[nodiscard]] std::string address_to_show(const std::string& address);
[[nodiscard]] bool is_server_address(const std::string& address);

}  // namespace xanh

// Revisions with their figures, and the events of submissions: their SQL and how it becomes records.
#include <charconv>
#include <stdexcept>

#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {
namespace {

constexpr std::string_view kAddRevision =
    "INSERT INTO revisions (cycle, unit, revision, plan_version, bytes, digest, received_at, recorded_at, "
    "recorded_by) "
    "VALUES (:cycle, :unit, :revision, :plan_version, :bytes, :digest, :received_at, :recorded_at, "
    ":recorded_by)";
constexpr std::string_view kLastRevision =
    "SELECT COALESCE(MAX(revision), 0) FROM revisions WHERE cycle = :cycle AND unit = :unit";
constexpr std::string_view kLatestRevisions =
    "SELECT r.cycle, r.unit, r.revision, r.plan_version, r.bytes, r.digest, r.received_at, r.recorded_at, "
    "r.recorded_by "
    "FROM revisions r WHERE r.cycle = :cycle AND r.revision = (SELECT MAX(l.revision) FROM revisions l "
    "WHERE l.cycle = r.cycle AND l.unit = r.unit AND l.recorded_at <= :known) ORDER BY r.unit";
constexpr std::string_view kRevisions =
    "SELECT cycle, unit, revision, plan_version, bytes, digest, received_at, recorded_at, recorded_by FROM "
    "revisions "
    "WHERE cycle = :cycle AND unit = :unit ORDER BY revision";
constexpr std::string_view kRevision =
    "SELECT cycle, unit, revision, plan_version, bytes, digest, received_at, recorded_at, recorded_by FROM "
    "revisions "
    "WHERE cycle = :cycle AND unit = :unit AND revision = :revision";
constexpr std::string_view kRevisionKeys =
    "SELECT cycle, unit, revision FROM revisions ORDER BY cycle, unit, revision";

constexpr BulkTable kFigures{
    "figures",
    "cycle, unit, revision, element, column_name, area, definition, state, value_text, value_scaled",
    "INSERT INTO figures (cycle, unit, revision, element, column_name, area, definition, state, value_text, "
    "value_scaled) "
    "VALUES (:cycle, :unit, :revision, :element, :column_name, :area, :definition, :state, :value_text, "
    ":value_scaled)"};
constexpr std::string_view kFiguresOfCycle =
    "SELECT cycle, unit, revision, element, column_name, area, definition, state, value_text FROM figures "
    "WHERE cycle = :cycle ORDER BY unit, revision, element, column_name, area";
constexpr std::string_view kLatestFigures =
    "SELECT f.cycle, f.unit, f.revision, f.element, f.column_name, f.area, f.definition, f.state, "
    "f.value_text "
    "FROM (SELECT unit, MAX(revision) AS revision FROM revisions WHERE cycle = :cycle AND recorded_at <= "
    ":known GROUP BY unit) l "
    "JOIN figures f ON f.cycle = :same_cycle AND f.unit = l.unit AND f.revision = l.revision "
    "ORDER BY f.unit, f.element, f.column_name, f.area";
constexpr std::string_view kFiguresOfRevision =
    "SELECT cycle, unit, revision, element, column_name, area, definition, state, value_text FROM figures "
    "WHERE cycle = :cycle AND unit = :unit AND revision = :revision ORDER BY element, column_name, area";
constexpr std::string_view kDropFigures = "DELETE FROM figures";
constexpr size_t kFigureColumns = 9;

constexpr std::string_view kAddSubmissionEvent =
    "INSERT INTO submission_events (seq, cycle, unit, revision, event, detail, at, by) "
    "VALUES (:seq, :cycle, :unit, :revision, :event, :detail, :at, :by)";
constexpr std::string_view kLastSubmissionEvent = "SELECT COALESCE(MAX(seq), 0) FROM submission_events";
constexpr std::string_view kSubmissionEvents =
    "SELECT seq, cycle, unit, revision, event, detail, at, by FROM submission_events "
    "WHERE cycle = :cycle AND at <= :known ORDER BY seq";

constexpr std::string_view kSubmissionEventsAfter =
    "SELECT seq, cycle, unit, revision, event, detail, at, by FROM submission_events "
    "WHERE seq > :after AND event = :event ORDER BY seq";

SubmissionEvent submission_event_of(const Row& row) {
  return {row.integer(0), row.text(1), row.text(2),    row.maybe_number(3),
          row.text(4),    row.text(5), row.instant(6), row.text(7)};
}

StoredRevision revision_of(const Row& row) {
  return {row.text(0), row.text(1),    row.number(2),  row.number(3), row.text(4),
          row.text(5), row.instant(6), row.instant(7), row.text(8)};
}

FigureRow figure_of(const Row& row) {
  FigureRow out{row.text(0), row.text(1), row.number(2), row.text(3), row.text(4),
                row.text(5), row.text(6), row.text(7),   {}};
  if (row.null(8)) return out;
  out.value = Decimal::parse(row.text(8));
  if (!out.value) throw SessionError(SessionError::Kind::damaged, "a figure that is no decimal");
  return out;
}

// In millionths, rounded; absent where 64 bits do not hold it. For questions asked in SQL; sums of ours use
// the text.
Cell scaled(const Decimal& value) {
  try {
    const std::string digits = (value * Decimal(1'000'000)).rounded(0).to_text();
    std::int64_t out = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return cell(out);
  } catch (const std::overflow_error&) {
    return std::nullopt;
  }
}

void fill_figure(std::vector<Cell>& to, const FigureRow& row, const std::string& cycle,
                 const std::string& unit, int revision) {
  to[0] = cycle;
  to[1] = unit;
  to[2] = cell(revision);
  to[3] = row.element;
  to[4] = row.column;
  to[5] = row.area;
  to[6] = row.definition;
  to[7] = row.state;
  to[8] = row.value ? Cell(row.value->to_text()) : std::nullopt;
  to[9] = row.value ? scaled(*row.value) : std::nullopt;
}

}  // namespace

void Transaction::add_revision(const StoredRevision& revision, std::span<const FigureRow> figures) {
  work_.run(kAddRevision,
            {cell(revision.cycle), cell(revision.unit), cell(revision.revision), cell(revision.plan_version),
             cell(revision.bytes), cell(revision.digest), cell(revision.received_at),
             cell(revision.recorded_at), cell(revision.recorded_by)});
  work_.insert_many(kFigures, figures.size(), [&](size_t i, std::vector<Cell>& to) {
    fill_figure(to, figures[i], revision.cycle, revision.unit, revision.revision);
  });
}

int Transaction::next_revision(const std::string& cycle, const std::string& unit) const {
  return static_cast<int>(work_.number(kLastRevision, {cell(cycle), cell(unit)})) + 1;
}

std::vector<StoredRevision> Transaction::latest_revisions(const std::string& cycle,
                                                          std::optional<Instant> known) const {
  std::vector<StoredRevision> out;
  work_.select(kLatestRevisions, {cell(cycle), until(known)}, 9,
               [&](const Row& row) { out.push_back(revision_of(row)); });
  return out;
}

std::vector<StoredRevision> Transaction::revisions(const std::string& cycle, const std::string& unit) const {
  std::vector<StoredRevision> out;
  work_.select(kRevisions, {cell(cycle), cell(unit)}, 9,
               [&](const Row& row) { out.push_back(revision_of(row)); });
  return out;
}

std::optional<StoredRevision> Transaction::revision(const std::string& cycle, const std::string& unit,
                                                    int number) const {
  std::optional<StoredRevision> out;
  work_.select(kRevision, {cell(cycle), cell(unit), cell(number)}, 9,
               [&](const Row& row) { out = revision_of(row); });
  return out;
}

void Transaction::each_revision(const std::function<void(const StoredRevision&)>& take) const {
  struct Key {
    std::string cycle;
    std::string unit;
    int number;
  };
  std::vector<Key> keys;
  work_.select(kRevisionKeys, {}, 3,
               [&](const Row& row) { keys.push_back({row.text(0), row.text(1), row.number(2)}); });
  for (const auto& key : keys)
    if (const auto found = revision(key.cycle, key.unit, key.number)) take(*found);
}

std::vector<FigureRow> Transaction::figures(const std::string& cycle) const {
  std::vector<FigureRow> out;
  work_.select(kFiguresOfCycle, {cell(cycle)}, kFigureColumns,
               [&](const Row& row) { out.push_back(figure_of(row)); });
  return out;
}

std::vector<FigureRow> Transaction::latest_figures(const std::string& cycle,
                                                   std::optional<Instant> known) const {
  std::vector<FigureRow> out;
  work_.select(kLatestFigures, {cell(cycle), until(known), cell(cycle)}, kFigureColumns,
               [&](const Row& row) { out.push_back(figure_of(row)); });
  return out;
}

std::vector<FigureRow> Transaction::figures(const std::string& cycle, const std::string& unit,
                                            int revision) const {
  std::vector<FigureRow> out;
  work_.select(kFiguresOfRevision, {cell(cycle), cell(unit), cell(revision)}, kFigureColumns,
               [&](const Row& row) { out.push_back(figure_of(row)); });
  return out;
}

void Transaction::drop_figures() {
  work_.run(kDropFigures);
}

void Transaction::add_figures(std::span<const FigureRow> figures) {
  work_.insert_many(kFigures, figures.size(), [&](size_t i, std::vector<Cell>& to) {
    fill_figure(to, figures[i], figures[i].cycle, figures[i].unit, figures[i].revision);
  });
}

void Transaction::add_submission_event(const SubmissionEvent& event) {
  const std::int64_t seq = work_.number(kLastSubmissionEvent) + 1;
  work_.run(kAddSubmissionEvent, {cell(seq), cell(event.cycle), cell(event.unit), cell(event.revision),
                                  cell(event.event), cell(event.detail), cell(event.at), cell(event.by)});
}

std::vector<SubmissionEvent> Transaction::submission_events(const std::string& cycle,
                                                            std::optional<Instant> known) const {
  std::vector<SubmissionEvent> out;
  work_.select(kSubmissionEvents, {cell(cycle), until(known)}, 8,
               [&](const Row& row) { out.push_back(submission_event_of(row)); });
  return out;
}

std::vector<SubmissionEvent> Transaction::submission_events_after(std::int64_t after,
                                                                  const std::string& event) const {
  std::vector<SubmissionEvent> out;
  work_.select(kSubmissionEventsAfter, {cell(after), cell(event)}, 8,
               [&](const Row& row) { out.push_back(submission_event_of(row)); });
  return out;
}

}  // namespace xanh

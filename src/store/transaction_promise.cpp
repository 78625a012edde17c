// Plan versions, the register, cycles and statements: their SQL and how it becomes records.
#include "base/describe.hpp"
#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {
namespace {

constexpr std::string_view kAddPlan =
    "INSERT INTO plan_versions (version, year, in_force_from, bytes, digest, recorded_at, recorded_by) "
    "VALUES (:version, :year, :in_force_from, :bytes, :digest, :recorded_at, :recorded_by)";
constexpr std::string_view kPlans =
    "SELECT version, year, in_force_from, bytes, digest, recorded_at, recorded_by FROM plan_versions "
    "WHERE recorded_at <= :known ORDER BY version";
constexpr std::string_view kPlan =
    "SELECT version, year, in_force_from, bytes, digest, recorded_at, recorded_by FROM plan_versions WHERE "
    "version = :version";
constexpr std::string_view kLatestPlanVersion = "SELECT COALESCE(MAX(version), 0) FROM plan_versions";

constexpr BulkTable kRegisterRows{"register_rows", "seq, kind, code, bytes, recorded_at",
                                  "INSERT INTO register_rows (seq, kind, code, bytes, recorded_at) "
                                  "VALUES (:seq, :kind, :code, :bytes, :recorded_at)"};
constexpr std::string_view kLastRegisterRow = "SELECT COALESCE(MAX(seq), 0) FROM register_rows";
constexpr std::string_view kRegister =
    "SELECT seq, kind, code, bytes, recorded_at FROM register_rows WHERE recorded_at <= :known ORDER BY seq";

constexpr std::string_view kAddCycle =
    "INSERT INTO cycle_definitions (code, seq, bytes, digest, recorded_at) VALUES (:code, :seq, :bytes, "
    ":digest, :recorded_at)";
constexpr std::string_view kLastWording =
    "SELECT COALESCE(MAX(seq), 0) FROM cycle_definitions WHERE code = :code";
constexpr std::string_view kCycles =
    "SELECT c.code, c.seq, c.bytes, c.digest, c.recorded_at FROM cycle_definitions c WHERE c.seq = "
    "(SELECT MAX(l.seq) FROM cycle_definitions l WHERE l.code = c.code AND l.recorded_at <= :known) ORDER BY "
    "c.code";
constexpr std::string_view kWordings =
    "SELECT code, seq, bytes, digest, recorded_at FROM cycle_definitions WHERE code = :code ORDER BY seq";

constexpr std::string_view kAddCycleEvent =
    "INSERT INTO cycle_events (seq, cycle, event, plan_version, detail, at, by) "
    "VALUES (:seq, :cycle, :event, :plan_version, :detail, :at, :by)";
constexpr std::string_view kLastCycleEvent = "SELECT COALESCE(MAX(seq), 0) FROM cycle_events";
constexpr std::string_view kCycleEvents =
    "SELECT seq, cycle, event, plan_version, detail, at, by FROM cycle_events WHERE cycle = :cycle AND at <= "
    ":known ORDER BY seq";
constexpr std::string_view kAllCycleEvents =
    "SELECT seq, cycle, event, plan_version, detail, at, by FROM cycle_events WHERE at <= :known ORDER BY "
    "seq";

constexpr BulkTable kStatements{
    "statements", "seq, bytes, digest, recorded_at",
    "INSERT INTO statements (seq, bytes, digest, recorded_at) VALUES (:seq, :bytes, :digest, :recorded_at)"};
constexpr std::string_view kLastStatement = "SELECT COALESCE(MAX(seq), 0) FROM statements";
constexpr std::string_view kAllStatements =
    "SELECT seq, bytes, digest, recorded_at FROM statements WHERE recorded_at <= :known ORDER BY seq";

StoredPlan plan_of(const Row& row) {
  return {row.number(0), row.number(1), row.date(2), row.text(3), row.text(4), row.instant(5), row.text(6)};
}

StoredCycle cycle_of(const Row& row) {
  return {row.text(0), row.number(1), row.text(2), row.text(3), row.instant(4)};
}

CycleEvent cycle_event_of(const Row& row) {
  return {row.integer(0), row.text(1),    row.text(2), row.maybe_number(3),
          row.text(4),    row.instant(5), row.text(6)};
}

}  // namespace

BOOST_DESCRIBE_ENUM(RegisterKind, unit, change, area, day)

void Transaction::add_plan(const StoredPlan& plan) {
  work_.run(kAddPlan, {cell(plan.version), cell(plan.year), cell(plan.in_force_from), cell(plan.bytes),
                       cell(plan.digest), cell(plan.recorded_at), cell(plan.recorded_by)});
}

std::vector<StoredPlan> Transaction::plans(std::optional<Instant> known) const {
  std::vector<StoredPlan> out;
  work_.select(kPlans, {until(known)}, 7, [&](const Row& row) { out.push_back(plan_of(row)); });
  return out;
}

std::optional<StoredPlan> Transaction::plan(int version) const {
  std::optional<StoredPlan> out;
  work_.select(kPlan, {cell(version)}, 7, [&](const Row& row) { out = plan_of(row); });
  return out;
}

const std::string& Transaction::place() const {
  return work_.place();
}

int Transaction::latest_plan_version() const {
  return static_cast<int>(work_.number(kLatestPlanVersion));
}

void Transaction::add_register_rows(std::span<const RegisterRow> rows) {
  const std::int64_t last = work_.number(kLastRegisterRow);
  work_.insert_many(kRegisterRows, rows.size(), [&](size_t i, std::vector<Cell>& to) {
    const RegisterRow& row = rows[i];
    to = {cell(last + 1 + static_cast<std::int64_t>(i)), cell(word(row.kind)), cell(row.code),
          cell(row.bytes), cell(row.recorded_at)};
  });
}

std::vector<RegisterRow> Transaction::register_rows(std::optional<Instant> known) const {
  std::vector<RegisterRow> out;
  work_.select(kRegister, {until(known)}, 5, [&](const Row& row) {
    const auto kind = from_word<RegisterKind>(row.text(1));
    if (!kind) throw SessionError(SessionError::Kind::damaged, "unknown kind of register row");
    out.push_back({row.integer(0), *kind, row.text(2), row.text(3), row.instant(4)});
  });
  return out;
}

std::int64_t Transaction::latest_register_row() const {
  return work_.number(kLastRegisterRow);
}

int Transaction::add_cycle(const StoredCycle& cycle) {
  const int seq = static_cast<int>(work_.number(kLastWording, {cell(cycle.code)})) + 1;
  work_.run(kAddCycle,
            {cell(cycle.code), cell(seq), cell(cycle.bytes), cell(cycle.digest), cell(cycle.recorded_at)});
  return seq;
}

std::vector<StoredCycle> Transaction::cycles(std::optional<Instant> known) const {
  std::vector<StoredCycle> out;
  work_.select(kCycles, {until(known)}, 5, [&](const Row& row) { out.push_back(cycle_of(row)); });
  return out;
}

std::vector<StoredCycle> Transaction::wordings_of_cycle(const std::string& code) const {
  std::vector<StoredCycle> out;
  work_.select(kWordings, {cell(code)}, 5, [&](const Row& row) { out.push_back(cycle_of(row)); });
  return out;
}

void Transaction::add_cycle_event(const CycleEvent& event) {
  const std::int64_t seq = work_.number(kLastCycleEvent) + 1;
  work_.run(kAddCycleEvent, {cell(seq), cell(event.cycle), cell(event.event), cell(event.plan_version),
                             cell(event.detail), cell(event.at), cell(event.by)});
}

std::vector<CycleEvent> Transaction::cycle_events(const std::string& cycle,
                                                  std::optional<Instant> known) const {
  std::vector<CycleEvent> out;
  work_.select(kCycleEvents, {cell(cycle), until(known)}, 7,
               [&](const Row& row) { out.push_back(cycle_event_of(row)); });
  return out;
}

std::vector<CycleEvent> Transaction::cycle_events(std::optional<Instant> known) const {
  std::vector<CycleEvent> out;
  work_.select(kAllCycleEvents, {until(known)}, 7,
               [&](const Row& row) { out.push_back(cycle_event_of(row)); });
  return out;
}

void Transaction::add_statements(std::span<const StoredStatement> statements) {
  const std::int64_t last = work_.number(kLastStatement);
  work_.insert_many(kStatements, statements.size(), [&](size_t i, std::vector<Cell>& to) {
    const StoredStatement& row = statements[i];
    to = {cell(last + 1 + static_cast<std::int64_t>(i)), cell(row.bytes), cell(row.digest),
          cell(row.recorded_at)};
  });
}

std::vector<StoredStatement> Transaction::statements(std::optional<Instant> known) const {
  std::vector<StoredStatement> out;
  work_.select(kAllStatements, {until(known)}, 4, [&](const Row& row) {
    out.push_back({row.integer(0), row.text(1), row.text(2), row.instant(3)});
  });
  return out;
}

}  // namespace xanh

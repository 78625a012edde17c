#include "office/memory.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "office/signed_papers.hpp"
#include "reporting/form.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknownCycle{"unknown-cycle",
                                    Severity::error,
                                    "không có kỳ báo cáo `{code}`",
                                    "there is no cycle `{code}`",
                                    "xem `xanh cycle list`",
                                    "see `xanh cycle list`"};
constexpr ProblemKind kUnknownUnit{"unknown-unit",
                                   Severity::error,
                                   "không có đơn vị `{code}`",
                                   "there is no unit `{code}`",
                                   "dùng mã trong danh bạ đơn vị",
                                   "use a code of the register"};
constexpr ProblemKind kUnitNotThere{"unit-not-alive",
                                    Severity::error,
                                    "{name} không có hiệu lực vào ngày {date}",
                                    "{name_en} is not alive on {date}",
                                    "dùng đơn vị kế tục: {successors}",
                                    "use its successor: {successors}"};
constexpr ProblemKind kOwesNothing{"owes-nothing",
                                   Severity::error,
                                   "{name} không phải báo cáo trong kỳ {cycle}",
                                   "{name_en} owes no report in cycle {cycle}",
                                   "thêm nghĩa vụ báo cáo trong obligations.csv nếu cần",
                                   "add an obligation to obligations.csv if it should"};

// Bytes of the store were canonical when they went in; anything else is damage, not somebody's slip.
template <class T>
T stored(const std::string& bytes) {
  auto tree = read_json(bytes, "store");
  if (tree.ok()) {
    auto value = from_node<T>(tree.value, "store");
    if (value.ok()) return std::move(value.value);
    throw std::runtime_error("stored record cannot be read: " +
                             to_line(value.problems.front(), Language::en));
  }
  throw std::runtime_error("stored record cannot be read: " + to_line(tree.problems.front(), Language::en));
}

/// A later row of the same unit or area and its first day, or of the same day, says what is known from then
/// on.
bool goes_on(const UnitRow& a, const UnitRow& b) {
  return a.code == b.code && a.valid_from == b.valid_from;
}
bool goes_on(const AreaRow& a, const AreaRow& b) {
  return a.code == b.code && a.valid_from == b.valid_from;
}
bool goes_on(const DayRow& a, const DayRow& b) {
  return a.date == b.date;
}
bool goes_on(const UnitChange&, const UnitChange&) {
  return false;
}

template <class T>
void take(std::vector<T>& rows, const RegisterRow& row) {
  T made = stored<T>(row.bytes);
  made.recorded = row.recorded_at;
  // All rows of the beginning were recorded at once: none of them goes on from another.
  if (!rows.empty() && rows.front().recorded != made.recorded)
    for (auto& before : rows)
      if (before.recorded != made.recorded && goes_on(before, made)) {
        before = std::move(made);
        return;
      }
  rows.push_back(std::move(made));
}

}  // namespace

Bilingual name_of(CycleStage stage) {
  switch (stage) {
    case CycleStage::planned:
      return {"Chưa mở", "Planned"};
    case CycleStage::open:
      return {"Đang mở", "Open"};
    case CycleStage::closed:
      return {"Đã khóa", "Closed"};
    case CycleStage::published:
      return {"Đã công bố", "Published"};
  }
  return {};
}

const Cycle* Memory::cycle(std::string_view code) const {
  const auto of = levels.find(std::string(collector_of(code)));
  const auto& all = of == levels.end() ? cycles : of->second;
  const auto it = std::find_if(all.begin(), all.end(), [&](const Cycle& c) { return c.code == code; });
  return it == all.end() ? nullptr : &*it;
}

const std::vector<Cycle>& Memory::cycles_of_level(const Cycle& cycle) const {
  const auto of = cycle.level ? levels.find(cycle.level->unit) : levels.end();
  return of == levels.end() ? cycles : of->second;
}

const Plan* Memory::plan(int version) const {
  const auto it =
      std::find_if(plans.begin(), plans.end(), [&](const Plan& p) { return p.version == version; });
  return it == plans.end() ? nullptr : &*it;
}

const Plan& Memory::plan_at(Instant moment) const {
  const Plan* found = plan_in_force(plans, zone_of(plans.back()).day_of(moment));
  return found ? *found : plans.front();
}

const Memory::DrawnPlan& Memory::drawn(const Cycle& cycle) const {
  auto& found = drawn_[cycle.code];
  if (!found) {
    const Cycle* above = this->cycle(cycle.level->above);
    if (!above) throw std::runtime_error("a level stands without its cycle above: " + cycle.code);
    // A level follows the plan that the cycle above is bound to, or its own binding once it is opened.
    const auto standing_of = standing.find(cycle.code);
    const Plan* bound = standing_of != standing.end() && standing_of->second.plan_version > 0 && !above->level
                            ? plan(standing_of->second.plan_version)
                            : nullptr;
    DrawnPlan made{level_plan(bound ? *bound : plan_of(*above), units, *above, cycle), {}};
    made.digest = plan_digest(made.plan);
    found = std::make_shared<const DrawnPlan>(std::move(made));
  }
  return *found;
}

const std::string& Memory::digest_of_plan(const Cycle& cycle) const {
  return cycle.level ? drawn(cycle).digest : plan_digests.at(plan_of(cycle).version);
}

const Plan& Memory::plan_of(const Cycle& cycle) const {
  if (cycle.level) return drawn(cycle).plan;
  if (const auto it = standing.find(cycle.code); it != standing.end() && it->second.plan_version > 0)
    if (const Plan* bound = plan(it->second.plan_version)) return *bound;
  if (const Plan* in_force = plan_in_force(plans, cycle.cut_off())) return *in_force;
  return plans.back();
}

Memory recall(const Transaction& t, std::optional<Instant> known) {
  Memory out;
  out.known = known;
  for (const auto& row : t.plans(known)) {
    out.plans.push_back(stored<Plan>(row.bytes));
    out.plan_digests[row.version] = row.digest;
  }
  RegisterRows rows;
  for (const auto& row : t.register_rows(known)) {
    switch (row.kind) {
      case RegisterKind::unit:
        take(rows.units, row);
        break;
      case RegisterKind::change:
        take(rows.changes, row);
        break;
      case RegisterKind::area:
        take(rows.areas, row);
        break;
      case RegisterKind::day:
        take(rows.days, row);
        break;
    }
  }
  out.units = Register(std::move(rows));
  for (const auto& row : t.cycles(known)) {
    auto cycle = stored<Cycle>(row.bytes);
    (cycle.level ? out.levels[cycle.level->unit] : out.cycles).push_back(std::move(cycle));
  }
  for (const auto& event : t.cycle_events(known)) {
    CycleStanding& standing = out.standing[event.cycle];
    if (event.plan_version) standing.plan_version = *event.plan_version;
    if (event.event == "open") {
      standing.stage = CycleStage::open;
      standing.opened_at = event.at;
    }
    if (event.event == "close") {
      standing.stage = CycleStage::closed;
      standing.closed_at = event.at;
    }
    if (event.event == "publish") {
      standing.stage = CycleStage::published;
      standing.published_at = event.at;
      standing.published_snapshot = std::stoi(event.detail);
    }
    if (event.event == "restate") {
      const auto detail = read_json(event.detail, "store");
      auto made = from_node<RestatementDetail>(detail.value, "store");
      standing.restatements.push_back({made.value.snapshot, std::move(made.value.reason),
                                       std::move(made.value.manifest_sha256), event.at});
    }
  }
  for (const auto& row : t.statements(known)) out.statements.push_back(stored<Statement>(row.bytes));
  return out;
}

Memory recall_for(const Transaction& t, const std::string& cycle) {
  Memory now = recall(t);
  const auto standing = now.standing.find(cycle);
  if (standing == now.standing.end() || !standing->second.published_at) return now;
  Memory then = recall(t, standing->second.published_at);
  then.standing[cycle] = std::move(standing->second);
  return then;
}

bool takes_report(const Transaction& t, const std::string& cycle, const std::string& unit) {
  CycleStage stage = CycleStage::planned;
  std::optional<Instant> published;
  for (const auto& event : t.cycle_events(cycle)) {
    if (event.event == "open") stage = CycleStage::open;
    if (event.event == "close") stage = CycleStage::closed;
    if (event.event == "publish") {
      stage = CycleStage::published;
      published = event.at;
    }
  }
  if (stage != CycleStage::published) return stage == CycleStage::open;
  // A request from before the publication that nobody answered opens nothing afterwards.
  bool asked = false;
  for (const auto& event : t.submission_events(cycle)) {
    if (event.unit != unit) continue;
    if (event.event == "asked_to_revise") asked = *published <= event.at;
    if (event.event == "noted") asked = false;
  }
  return asked;
}

std::map<std::string, AccountStanding> accounts_of(const Transaction& t, const std::string& cycle) {
  std::map<std::string, AccountStanding> out;
  for (const auto& revision : t.latest_revisions(cycle)) {
    AccountStanding& account = out[revision.unit];
    account.unit = revision.unit;
    account.latest = revision.revision;
    account.received_at = revision.received_at;
  }
  for (const auto& event : t.submission_events(cycle)) {
    // These stand beside the account: they change nothing of it, nor the day at which lateness is judged.
    constexpr std::array beside{kSignedEvent, kMappedEvent, kFileEvent,  kFileDroppedEvent,
                                kDraftEvent,  kSaidEvent,   kSplitEvent, kPartSentEvent};
    if (std::find(beside.begin(), beside.end(), event.event) != beside.end()) continue;
    AccountStanding& account = out[event.unit];
    account.unit = event.unit;
    account.last_event = event.at;
    if (event.event == "sent") {
      account.state = SubmissionState::sent;
    } else if (event.event == "noted") {
      account.state = SubmissionState::noted;
      account.accepted = event.revision.value_or(0);
      account.asked.clear();
      account.message.clear();
    } else if (event.event == "asked_to_revise") {
      account.state = SubmissionState::asked_to_revise;
      account.asked_on = event.revision.value_or(0);
      const auto detail = read_json(event.detail, "store");
      // What was asked before and is not noted yet stays asked.
      if (const Node* figures = detail.value.find("figures"))
        for (const auto& item : figures->items)
          if (std::find(account.asked.begin(), account.asked.end(), item.scalar) == account.asked.end())
            account.asked.push_back(item.scalar);
      if (const Node* message = detail.value.find("message"))
        account.message += (account.message.empty() ? "" : "; ") + message->scalar;
    } else if (event.event == "carried") {
      const auto detail = read_json(event.detail, "store");
      if (const Node* from = detail.value.find("from")) account.carried_from = from->scalar;
    } else if (event.event == "extended") {
      const auto detail = read_json(event.detail, "store");
      if (const Node* until = detail.value.find("until")) account.extended_to = parse_date(until->scalar);
      account.extension_asked.reset();
    } else if (event.event == "extension_asked") {
      const auto detail = read_json(event.detail, "store");
      if (const Node* until = detail.value.find("until")) account.extension_asked = parse_date(until->scalar);
    }
  }
  return out;
}

Zone zone_of(const Plan& plan) {
  const auto zone = Zone::named(plan.programme.zone);
  if (!zone) throw std::invalid_argument("unknown zone " + plan.programme.zone);
  return *zone;
}

Date arrival_of(const StoredRevision& revision, const Submission& report, const Zone& zone) {
  return report.letter.received_on.value_or(zone.day_of(revision.received_at));
}

Date first_arrival(const Transaction& t, const std::string& cycle, const std::string& unit,
                   const Zone& zone) {
  const auto first = t.revision(cycle, unit, 1);
  return arrival_of(*first, submission_from_bytes(first->bytes).value, zone);
}

Outcome<const Cycle*> find_cycle(const Memory& memory, const std::string& code) {
  if (const Cycle* cycle = memory.cycle(code)) return {cycle, {}};
  std::vector<std::string> choices;
  for (const auto& c : memory.cycles) choices.push_back(c.code);
  return {nullptr, {problem(kUnknownCycle, Place{}, {{"code", code}}, nearest(code, choices))}};
}

FormMaker form_maker(const Memory& memory, const Cycle& cycle) {
  return {memory.plan_of(cycle), memory.digest_of_plan(cycle), memory.units, cycle};
}

Problems find_unit(const Memory& memory, const std::string& unit) {
  if (memory.units.any_unit(unit)) return {};
  return {problem(kUnknownUnit, Place{}, {{"code", unit}}, nearest(unit, memory.units.unit_codes()))};
}

Problems find_reporting_unit(const Memory& memory, const Cycle& cycle, const std::string& unit) {
  const AsOf as_of{cycle.cut_off(), {}};
  if (auto unknown = find_unit(memory, unit); has_error(unknown)) return unknown;
  const UnitRow* row = memory.units.unit(unit, as_of);
  if (!row) {
    const Bilingual names = memory.units.any_unit(unit)->names();
    const auto next = memory.units.successors(unit, as_of);
    return {problem(kUnitNotThere, Place{},
                    {{"name", names.vi},
                     {"name_en", names.en},
                     {"date", to_text(as_of.day)},
                     {"successors", next.empty() ? "–" : join(next, ", ")}})};
  }
  const auto reporting = reporting_units(memory.plan_of(cycle), memory.units, cycle);
  if (std::find(reporting.begin(), reporting.end(), row) == reporting.end())
    return {problem(kOwesNothing, Place{},
                    {{"name", row->name_vi}, {"name_en", row->name_en}, {"cycle", cycle.code}})};
  return {};
}

}  // namespace xanh

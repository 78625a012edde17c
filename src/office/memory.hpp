// What the store remembers, as values of the domain: plans, register, cycles with where they stand,
// statements.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "office/access.hpp"
#include "reporting/accounts.hpp"
#include "reporting/form.hpp"
#include "reporting/statement.hpp"

namespace xanh {

/// planned → open → closed → published.
enum class CycleStage { planned, open, closed, published };
BOOST_DESCRIBE_ENUM(CycleStage, planned, open, closed, published)
[[nodiscard]] Bilingual name_of(CycleStage stage);

/// A correction of figures after their publication (đính chính): the published report stays, and from then on
/// another snapshot says what the figures are, and why.
struct Restatement {
  int snapshot = 0;
  std::string reason;
  std::string manifest_sha256;  ///< of the sealed manifest of its papers
  Instant at;
};

/// As it stands in the event `restate` of its cycle.
struct RestatementDetail {
  int snapshot = 0;
  std::string reason, manifest_sha256;
};
BOOST_DESCRIBE_STRUCT(RestatementDetail, (), (snapshot, reason, manifest_sha256))

struct CycleStanding {
  CycleStage stage = CycleStage::planned;
  int plan_version = 0;  ///< bound when opened
  std::optional<Instant> opened_at;
  std::optional<Instant> closed_at;
  std::optional<Instant> published_at;
  int published_snapshot = 0;
  std::vector<Restatement> restatements;  ///< in their order
  /// The snapshot that says what the figures are now; 0: none is published.
  [[nodiscard]] int stated_snapshot() const {
    return restatements.empty() ? published_snapshot : restatements.back().snapshot;
  }
};

struct Memory {
  std::vector<Plan> plans;  ///< by version
  std::map<int, std::string> plan_digests;
  Register units;
  std::vector<Cycle> cycles;                         ///< of the programme's own level
  std::map<std::string, std::vector<Cycle>> levels;  ///< cycles of levels below, by the unit that collects
  std::map<std::string, CycleStanding> standing;
  std::vector<Statement> statements;
  std::optional<Instant> known;  ///< what was recorded later is left out; absent: nothing is

  /// Of any level.
  [[nodiscard]] const Cycle* cycle(std::string_view code) const;
  /// All cycles of its level: those it is compared with.
  [[nodiscard]] const std::vector<Cycle>& cycles_of_level(const Cycle& cycle) const;
  [[nodiscard]] const Plan* plan(int version) const;
  /// The plan a cycle is bound to; before it is opened, the one in force at its cut-off, else the newest.
  /// Of a level: what that draws from the plan of the cycle above (reporting/level.hpp).
  [[nodiscard]] const Plan& plan_of(const Cycle& cycle) const;
  [[nodiscard]] const std::string& digest_of_plan(const Cycle& cycle) const;
  /// The version in force at that moment; before any is, the first.
  [[nodiscard]] const Plan& plan_at(Instant moment) const;

 private:
  struct DrawnPlan {
    Plan plan;
    std::string digest;
  };
  [[nodiscard]] const DrawnPlan& drawn(const Cycle& cycle) const;
  /// Made when first asked for: most who recall ask for none. By code of the cycle.
  mutable std::map<std::string, std::shared_ptr<const DrawnPlan>> drawn_;
};

[[nodiscard]] Memory recall(const Transaction& t, std::optional<Instant> known = {});
/// The same as it was when the cycle was published: its report is made from nothing that came later but the
/// corrections of its own figures. Of a cycle that is not published, all that is known.
[[nodiscard]] Memory recall_for(const Transaction& t, const std::string& cycle);

/// Whether a report of the unit is taken in: while the cycle is open, and once it is published where the unit
/// is asked to correct figures. Reads no plans and no register: drafts ask at every key that is pressed.
[[nodiscard]] bool takes_report(const Transaction& t, const std::string& cycle, const std::string& unit);

/// Where one unit's account of a cycle stands, rebuilt from its events.
struct AccountStanding {
  std::string unit;
  SubmissionState state = SubmissionState::not_sent;
  int latest = 0;                       ///< number of its newest revision; 0: none
  int accepted = 0;                     ///< number of the revision that counts; 0: none
  std::optional<Instant> received_at;   ///< of the newest revision
  std::vector<std::string> asked;       ///< figures named by the open request to revise, until one is noted
  int asked_on = 0;                     ///< the revision that request was made on
  std::string message;                  ///< of that request
  std::optional<Date> extended_to;      ///< the later due day granted to this unit
  std::optional<Date> extension_asked;  ///< the day it asks for, while that is not answered
  std::optional<Instant> last_event;
  std::optional<std::string> carried_from;  ///< the earlier report whose figures stand in until one is noted
};
[[nodiscard]] std::map<std::string, AccountStanding> accounts_of(const Transaction& t,
                                                                 const std::string& cycle);

/// The day on which the unit's first report of the cycle arrived: answers to a request to revise make nobody
/// late. Only of a unit that has sent one.
[[nodiscard]] Date first_arrival(const Transaction& t, const std::string& cycle, const std::string& unit,
                                 const Zone& zone);
[[nodiscard]] Date arrival_of(const StoredRevision& revision, const Submission& report, const Zone& zone);
/// The programme's zone.
[[nodiscard]] Zone zone_of(const Plan& plan);

/// A cycle by its code, or the problem with a suggestion.
[[nodiscard]] Outcome<const Cycle*> find_cycle(const Memory& memory, const std::string& code);
/// The forms of a cycle by the plan it is bound to. Points into the memory.
[[nodiscard]] FormMaker form_maker(const Memory& memory, const Cycle& cycle);
/// A unit that is or was in the register, or the problem with a suggestion.
[[nodiscard]] Problems find_unit(const Memory& memory, const std::string& unit);
/// A unit alive at the cycle's cut-off that owes a report, or the problem with a suggestion.
[[nodiscard]] Problems find_reporting_unit(const Memory& memory, const Cycle& cycle, const std::string& unit);

}  // namespace xanh

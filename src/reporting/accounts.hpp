// The accounts behind one consolidation: the manifest that names every input by digest, and the accepted
// reports ready to ask.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "programme/plan.hpp"
#include "programme/register.hpp"
#include "reporting/cycle.hpp"
#include "reporting/matters.hpp"
#include "reporting/submission.hpp"

namespace xanh {

struct ManifestPlan {
  int version = 0;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(ManifestPlan, (), (version, sha256))

/// An accepted revision: noted by the standing agency.
struct ManifestRevision {
  std::string unit;
  int revision = 0;
  std::string sha256;
  Date received_on{};
  bool on_behalf = false;
  std::optional<Date> extended_to{};  ///< granted to the unit: due then, and not with the others
  /// An earlier report of the unit ("2022-H1/q4/1") whose figures stand in, provisional, because it has sent
  /// none: revision, sha256 and received_on are that report's, and the unit is among `others` as well.
  std::optional<std::string> carried_from{};
};
BOOST_DESCRIBE_STRUCT(ManifestRevision, (),
                      (unit, revision, sha256, received_on, on_behalf, extended_to, carried_from))

/// The state of a unit whose report is not accepted (yet).
struct ManifestOther {
  std::string unit;
  SubmissionState state{};
  std::optional<Date> received_on;
  std::optional<Date> extended_to{};
};
BOOST_DESCRIBE_STRUCT(ManifestOther, (), (unit, state, received_on, extended_to))

struct ManifestPrevious {
  std::string cycle;
  int number = 0;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(ManifestPrevious, (), (cycle, number, sha256))

/// Everything a consolidation reads, by digest.
struct Manifest {
  std::string programme, cycle;
  ManifestPlan plan;
  std::string register_sha256, cycle_sha256, statements_sha256;
  std::vector<ManifestRevision> revisions;  ///< by unit
  std::vector<ManifestOther> others;        ///< by unit
  std::optional<ManifestPrevious> previous;
  std::string matters_sha256;  ///< directives and open difficulties; empty: none
  std::string rules;           ///< edition of the rules that the program applied
  Date cut_off{};
  Instant seen_at;  ///< the newest fact read, or the closing; never the clock
  /// The closing, where it came before the day on which the units' reports were due; else absent.
  std::optional<Date> closed_early{};
};
BOOST_DESCRIBE_STRUCT(Manifest, (),
                      (programme, cycle, plan, register_sha256, cycle_sha256, statements_sha256, revisions,
                       others, previous, matters_sha256, rules, cut_off, seen_at, closed_early))

[[nodiscard]] std::string manifest_bytes(const Manifest& manifest);

struct Consolidation;
struct EarlierCycle;

/// The values behind a manifest's digests.
struct ConsolidationInput {
  const Plan* plan = nullptr;
  const Register* units = nullptr;
  const Cycle* cycle = nullptr;
  std::vector<Submission> accepted;         ///< in the order of the manifest's revisions
  const Consolidation* previous = nullptr;  ///< the published one of the previous cycle of the same kind
  Matters matters{};                        ///< behind the manifest's matters_sha256
  const EarlierCycle* earlier = nullptr;    ///< reports of the previous one, where a formula asks for them
};

/// The accepted reports by unit and their figures by element.
class Accounts {
 public:
  /// One accepted report, its figures by the numbers of elements; what lies beyond is absent.
  struct Report {
    const Submission* submission = nullptr;
    const ManifestRevision* revision = nullptr;
    std::vector<const ReportedFigure*> figures;
  };

  /// The reports in the order of the manifest's revisions, which must outlive it; std::invalid_argument when
  /// they are others.
  Accounts(const Manifest& manifest, const std::vector<Submission>& accepted);

  /// The accepted report of the unit, or null.
  [[nodiscard]] const Submission* report(std::string_view unit) const;
  [[nodiscard]] const ManifestOther* other(std::string_view unit) const;
  /// "2023-H1/so-xd/1"
  [[nodiscard]] std::string id(std::string_view unit) const;
  [[nodiscard]] std::string id(const Report& report) const;
  /// The unit's figure of the element, or null.
  [[nodiscard]] const ReportedFigure* figure(std::string_view unit, std::string_view element) const;
  /// The element's number here, to ask many units for its figure.
  [[nodiscard]] size_t number_of(std::string_view element) const;
  /// `near` is where the last unit's report was found: lists of units are in one order mostly, and the next
  /// is then found without a search.
  [[nodiscard]] const Report* find(std::string_view unit, size_t& near) const;
  /// Of the element with that number; null without a report.
  [[nodiscard]] static const ReportedFigure* figure(const Report* report, size_t number);

 private:
  [[nodiscard]] const Report* find(std::string_view unit) const;

  std::string cycle_;
  std::unordered_map<std::string_view, size_t> elements_;  ///< every element that somebody reported
  std::vector<Report> reports_;                            ///< in the manifest's order
  std::unordered_map<std::string_view, size_t> places_;
  std::unordered_map<std::string_view, const ManifestOther*> others_;
};

}  // namespace xanh

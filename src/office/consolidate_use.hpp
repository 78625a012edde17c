// The consolidation at the desk: gathers the manifest, runs the pure function, keeps the snapshot.
#pragma once

#include "documents/narrative.hpp"
#include "documents/report.hpp"
#include "office/memory.hpp"
#include "office/signed_papers.hpp"
#include "reporting/consolidation.hpp"
#include "reporting/snapshot_change.hpp"

namespace xanh {

/// A consolidation with the values it was made from, ready for papers.
struct Consolidated {
  Memory memory;
  const Plan* plan = nullptr;    ///< within memory
  const Cycle* cycle = nullptr;  ///< within memory
  Manifest manifest;
  Consolidation result;
  SnapshotName snapshot;
  std::map<std::string, EditedNarrative> narratives{};  ///< words edited in Word, by language
  std::optional<Consolidation> half_year{};             ///< the published half-year of a year's cycle
  int compared_with = 0;                  ///< number of the snapshot before this one; 0: this is the first
  std::vector<SnapshotChange> changes{};  ///< since that one
  SignedPapers letters;                   ///< signed copies of the revisions that count, by unit
  std::map<std::string, SignedPaper> papers{};  ///< of this snapshot, by document
  /// Corrections since the cycle was published, up to this snapshot.
  std::vector<ReportRestatement> restatements{};
};

struct ConsolidateRequest {
  std::string cycle;
  std::optional<Instant> seen_at;
  int threads = 1;   ///< for reading revisions; changes no answer
  bool keep = true;  ///< false: a look at what it would be, for all who see the cycle; no snapshot is made
};

/// Takes accepted revisions only. The same manifest gives the snapshot that is already there, not a new one.
/// `lay_out` runs before a new snapshot is kept, and again where the store has changed meanwhile; with an
/// error of it nothing is kept.
using LayOut = std::function<Problems(const Consolidated& made)>;
[[nodiscard]] Outcome<std::unique_ptr<Consolidated>> consolidate_cycle(const Desk& desk,
                                                                       const ConsolidateRequest& request,
                                                                       const LayOut& lay_out = {});

/// The manifest of a cycle as the store stands.
[[nodiscard]] Manifest gather_manifest(const Transaction& t, const Memory& memory, const Cycle& cycle,
                                       std::optional<Instant> seen_at);

}  // namespace xanh

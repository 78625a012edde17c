// The snapshots of a cycle (bản chốt số liệu lần 1, lần 2, chính thức) and what changed between two of them.
#pragma once

#include "office/desk.hpp"
#include "office/memory.hpp"
#include "reporting/snapshot_change.hpp"

namespace xanh {

struct SnapshotStanding {
  int number = 0;
  std::string sha256;
  Instant at;
  std::string by;
  bool published = false;  ///< chính thức
  bool restates = false;   ///< đính chính: what was published is corrected by it
  int noted = 0;           ///< reports it counts
  int changes = 0;         ///< lines that differ from the one before
};
BOOST_DESCRIBE_STRUCT(SnapshotStanding, (), (number, sha256, at, by, published, restates, noted, changes))

[[nodiscard]] Outcome<std::vector<SnapshotStanding>> list_snapshots(const Desk& desk,
                                                                    const std::string& cycle);

struct SnapshotDifference {
  int from = 0, to = 0;
  std::vector<SnapshotChange> items;
};
BOOST_DESCRIBE_STRUCT(SnapshotDifference, (), (from, to, items))

/// Numbers of 0 stand for the last two.
[[nodiscard]] Outcome<SnapshotDifference> snapshot_difference(const Desk& desk, const std::string& cycle,
                                                              int from, int to);

/// What a stored snapshot holds; throws where the store's copy cannot be read.
[[nodiscard]] Consolidation result_of(const StoredSnapshot& snapshot);
[[nodiscard]] Manifest manifest_of(const StoredSnapshot& snapshot);
[[nodiscard]] Problem no_such_snapshot(const std::string& cycle, int number);

/// A change in words: "Tỷ lệ …: số liệu 20 → 30".
[[nodiscard]] Bilingual words_of(const SnapshotChange& change, const Plan& plan, const Register& units);

/// Whether both are made from the same revisions: a newer program with other rules corrects no figure.
[[nodiscard]] bool counts_the_same(const Manifest& a, const Manifest& b);
/// What changed between two of them, in words; nothing where one is not there.
[[nodiscard]] std::vector<Bilingual> words_between(const std::vector<StoredSnapshot>& snapshots, int from,
                                                   int to, const Plan& plan, const Register& units);

}  // namespace xanh

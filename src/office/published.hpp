// Published reports as the store has them: the one asked for, or the one published last, with its snapshot.
#pragma once

#include "office/memory.hpp"
#include "reporting/consolidation.hpp"

namespace xanh {

/// Those whose report is published, by the moment of publication.
[[nodiscard]] std::vector<const Cycle*> published_cycles(const Memory& memory);

/// The cycle of this code, or the one published last when it is empty; null, with the reason, when it is not
/// published. Problems: unknown-cycle, nothing-published.
[[nodiscard]] const Cycle* published_cycle(const Memory& memory, const std::string& code, Problems& problems);

struct PublishedSnapshot {
  StoredSnapshot stored;
  Consolidation result;
};
/// What was published, or restated since; throws where the store has lost it.
[[nodiscard]] PublishedSnapshot published_snapshot(const Transaction& t, const Memory& memory,
                                                   const Cycle& cycle);

/// A target whose published figure was corrected; as printed, absent where there was or is none.
struct RestatedTarget {
  std::string code;
  Bilingual names;
  std::optional<std::string> was, now;
};
BOOST_DESCRIBE_STRUCT(RestatedTarget, (), (code, names, was, now))

struct RestatementLine {
  int snapshot = 0;
  std::string sha256;  ///< of the snapshot
  Date on{};
  std::string reason;
  std::string manifest_sha256;  ///< of its sealed papers
  std::vector<RestatedTarget> targets;
};
BOOST_DESCRIBE_STRUCT(RestatementLine, (), (snapshot, sha256, on, reason, manifest_sha256, targets))

/// What was corrected since the publication, in order. Targets that are held back are not named.
[[nodiscard]] std::vector<RestatementLine> restatements_of(const Transaction& t, const Memory& memory,
                                                           const Cycle& cycle);

/// The last correction of one target's figure.
struct RestatedFigure {
  Date on{};
  std::string reason;
  std::optional<std::string> was;  ///< as it was published
};
BOOST_DESCRIBE_STRUCT(RestatedFigure, (), (on, reason, was))
[[nodiscard]] std::optional<RestatedFigure> restated(const std::vector<RestatementLine>& lines,
                                                     const std::string& target);

/// The cycle, the names, the cut-off and the snapshot, as every answer about a published report begins.
template <class T>
void begin_with(T& answer, const Cycle& cycle, const PublishedSnapshot& published) {
  answer.cycle = cycle.code;
  answer.names = cycle.names;
  answer.cut_off = published.result.cut_off;
  answer.illustrative = published.result.illustrative;
  answer.snapshot = published.stored.number;
  answer.sha256 = published.stored.digest;
}

}  // namespace xanh

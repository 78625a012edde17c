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
/// That which was published; throws where the store has lost it.
[[nodiscard]] PublishedSnapshot published_snapshot(const Transaction& t, const Memory& memory,
                                                   const Cycle& cycle);

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

// Publication: the papers of the snapshot are made, kept byte for byte, and sealed together.
#pragma once

#include "office/cycle_use.hpp"

namespace xanh {

struct PublishRequest {
  std::string cycle;
  std::string folder;     ///< where the papers and their manifest are written as well; empty: nowhere
  std::string templates;  ///< folder of Word templates; empty: the store's own
  int threads = 1;
  std::optional<std::string> seen{};  ///< tag_of the cycle's line as it was seen
};

struct PublishedCycle {
  CycleLine line;
  std::string manifest_sha256;
  std::string key;                 ///< public, of the seal
  std::vector<std::string> files;  ///< written
};

/// report.docx, report.html, annex.xlsx, report.json and the signed copy, where the store has one, with
/// manifest.json. Without templates (a store on PostgreSQL) the papers made from them are left out, with a
/// warning.
[[nodiscard]] Outcome<PublishedCycle> publish_papers(const Desk& desk, const PublishRequest& request);

/// The event of a cycle that tells of its manifest; its detail is the digest.
inline constexpr std::string_view kSealedEvent = "sealed";

/// Of a published paper, by its name.
[[nodiscard]] std::string media_type_of(const std::string& name);

/// Corrects figures after their publication (đính chính): the published report and its papers stay as they
/// are; from now on the newest snapshot says what the figures are, and every page and paper says what has
/// changed since, and why. Problems: cycle-wrong-stage, restate-reason-missing, nothing-to-restate,
/// snapshot-stale and those of publish_papers.
[[nodiscard]] Outcome<PublishedCycle> restate_papers(const Desk& desk, const PublishRequest& request,
                                                     const std::string& reason);
[[nodiscard]] Outcome<CycleLine> restate_cycle(const Desk& desk, const std::string& cycle,
                                               const std::string& reason,
                                               const std::optional<std::string>& seen = {});

/// The manifest of a published cycle, byte for byte; of the correction of that snapshot, where one is named.
/// Problems: unknown-cycle, nothing-published.
[[nodiscard]] Outcome<std::string> published_manifest(const Desk& desk, const std::string& cycle,
                                                      const std::string& snapshot = {});

}  // namespace xanh

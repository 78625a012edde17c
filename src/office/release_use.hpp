// What of a published report the public sees, target by target, and who let it out. A published report shows
// all it contains; a figure may be held back by a logged decision, with its reason, and let out again.
#pragma once

#include "office/memory.hpp"
#include "office/seen.hpp"

namespace xanh {

struct ReleaseDecision {
  std::string target;
  bool released = true;
  std::string reason;
  Instant at;
  std::string by;
};
BOOST_DESCRIBE_STRUCT(ReleaseDecision, (), (target, released, reason, at, by))

/// Every decision about the cycle's report, its publication first, by time.
[[nodiscard]] Outcome<std::vector<ReleaseDecision>> list_releases(const Desk& desk, const std::string& cycle);

struct ReleaseRequest {
  std::string cycle;
  std::vector<std::string> targets;
  bool released = true;
  std::string reason;
  std::optional<std::string> seen;  ///< tag_of the decisions so far
};
/// Problems: release-not-published, release-no-reason, release-unknown-target (all at once),
/// changed-meanwhile. Gives all decisions.
[[nodiscard]] Outcome<std::vector<ReleaseDecision>> decide_release(const Desk& desk,
                                                                   const ReleaseRequest& request);

/// Targets that are held back now, with the reason.
[[nodiscard]] std::map<std::string, std::string> held_back(const Transaction& t, const std::string& cycle);

}  // namespace xanh

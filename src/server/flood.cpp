#include "server/flood.hpp"

#include <algorithm>

namespace xanh {

std::chrono::seconds Flood::wait(const std::string& who, Instant now) {
  const std::lock_guard lock(mutex_);
  auto found = left_.find(who);
  if (found == left_.end()) {
    // Who has not asked for a while has all of it again, and need not be remembered.
    if (left_.size() >= kMostRemembered)
      std::erase_if(left_, [&](const auto& one) {
        return (now.utc - one.second.at.utc) / limit_.each * limit_.more >= limit_.at_once;
      });
    if (left_.size() >= kMostRemembered) left_.erase(left_.begin());
    found = left_.emplace(who, Left{limit_.at_once, now}).first;
  }
  Left& left = found->second;
  const std::int64_t whiles = std::max<std::int64_t>(0, (now.utc - left.at.utc) / limit_.each);
  left.requests = std::min<std::int64_t>(limit_.at_once, left.requests + whiles * limit_.more);
  left.at.utc += whiles * limit_.each;
  if (left.requests <= 0)
    return std::clamp<std::chrono::seconds>(left.at.utc + limit_.each - now.utc, std::chrono::seconds{1},
                                            limit_.each);
  --left.requests;
  return std::chrono::seconds{0};
}

bool is_this_machine(std::string_view peer) {
  return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

}  // namespace xanh

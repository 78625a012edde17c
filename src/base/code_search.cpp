#include "base/code_search.hpp"

namespace xanh {

std::optional<size_t> CodeSearch::find(std::string_view code) {
  if (next_ < codes_.size() && codes_[next_] == code) return next_++;
  if (places_.empty()) {
    places_.reserve(codes_.size());
    for (size_t i = 0; i < codes_.size(); ++i) places_.emplace(codes_[i], i);
  }
  const auto found = places_.find(code);
  if (found == places_.end()) return std::nullopt;
  next_ = found->second + 1;
  return found->second;
}

}  // namespace xanh

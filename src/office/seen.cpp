#include "office/seen.hpp"

#include "base/canonical.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kChanged{"changed-meanwhile",
                               Severity::error,
                               "nội dung này đã được người khác thay đổi từ khi bạn xem",
                               "somebody changed this since you looked at it",
                               "xem lại nội dung mới nhất rồi làm lại",
                               "look at it as it stands now and do it again"};

}  // namespace

std::string tag_of(const Node& thing) {
  return sha256(canonical(thing)).substr(0, 16);
}

Problems check_seen(const std::optional<std::string>& seen, const std::string& now) {
  if (!seen || *seen == now) return {};
  return {problem(kChanged, Place{})};
}

}  // namespace xanh

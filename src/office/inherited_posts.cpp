#include "office/inherited_posts.hpp"

#include <mutex>

#include "office/memory.hpp"

namespace xanh {
namespace {

using Inherited = std::map<std::string, std::vector<Predecessor>, std::less<>>;

/// By unit, what became it. A register is dear to read for each request, and rows are only ever added.
std::shared_ptr<const Inherited> inherited(const Transaction& t) {
  struct Known {
    std::int64_t row = -1;
    std::shared_ptr<const Inherited> of;
  };
  static std::mutex guard;
  static std::map<std::string, Known> stores;
  const std::int64_t newest = t.latest_register_row();
  const std::lock_guard lock(guard);
  if (stores.size() > 100) stores.clear();
  Known& known = stores[t.place()];
  if (known.row == newest) return known.of;
  const Register units = recall(t).units;
  auto made = std::make_shared<Inherited>();
  for (const auto& code : units.unit_codes()) {
    auto before = units.predecessors(code, {Date::max(), {}});
    if (!before.empty()) made->emplace(code, std::move(before));
  }
  known = {newest, std::move(made)};
  return known.of;
}

}  // namespace

std::vector<Post> posts_in_force(const Transaction& t, const Person& person, Date day) {
  auto out = person.posts_on(day);
  if (std::none_of(out.begin(), out.end(), [](const Post& post) { return is_unit_role(post.role); }))
    return out;
  const auto all = inherited(t);
  for (size_t i = 0, own = out.size(); i < own; ++i) {
    if (!is_unit_role(out[i].role)) continue;
    const auto found = all->find(out[i].unit);
    if (found == all->end()) continue;
    for (const auto& ended : found->second) {
      if (ended.until > day) continue;
      Post post = out[i];
      post.unit = ended.code;
      if (std::none_of(out.begin(), out.end(), [&](const Post& had) { return had.same_seat(post); }))
        out.push_back(std::move(post));
    }
  }
  return out;
}

}  // namespace xanh

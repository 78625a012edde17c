// Who is in, as every way in answers.
#pragma once

#include "base/describe.hpp"
#include "office/sign_in_use.hpp"

namespace xanh {

/// Who is in, as what, and the token that every change has to carry.
struct Me {
  std::string person, name;
  std::vector<Post> posts;
  OpenedBy by{};
  std::string csrf;
  Instant ends_at{};
  bool has_totp = false;
};
BOOST_DESCRIBE_STRUCT(Me, (), (person, name, posts, by, csrf, ends_at, has_totp))

[[nodiscard]] inline Me me_of(const SignedIn& who) {
  return {who.person, who.name, who.posts, who.by, who.csrf, who.ends_at, who.has_totp};
}

}  // namespace xanh

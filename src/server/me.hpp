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
  Bilingual notice;  ///< what does not belong here
};
BOOST_DESCRIBE_STRUCT(Me, (), (person, name, posts, by, csrf, ends_at, has_totp, notice))

/// Luật Bảo vệ bí mật nhà nước 2018 (29/2018/QH14), Điều 5: no state secret on a machine that is on a
/// network.
[[nodiscard]] inline const Bilingual& notice() {
  static const Bilingual text{
      "Không nhập, không tải lên thông tin thuộc bí mật nhà nước (Luật Bảo vệ bí mật nhà nước 2018, Điều 5).",
      "Enter and upload nothing that is a state secret (Law on Protection of State Secrets 2018, Article "
      "5)."};
  return text;
}

[[nodiscard]] inline Me me_of(const SignedIn& who) {
  return {who.person, who.name, who.posts, who.by, who.csrf, who.ends_at, who.has_totp, notice()};
}

}  // namespace xanh

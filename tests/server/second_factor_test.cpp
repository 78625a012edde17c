// A second factor over HTTP: offered, confirmed, asked for at the door, taken off.
#include "server/door_sample.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using testing::HasSubstr;
using testing::StartsWith;

TEST(SecondFactorOverHttp, IsOfferedOnceConfirmedAskedForAndTakenOff) {
  Office office;
  Instant now = Office::now();
  Router router{*office.desk().store, [&] { return now; }};
  ASSERT_TRUE(invite(office.desk(), {"q7.lan", "Minh họa", {}, {Role::clerk, "q7", {}, {}}}).ok());
  Browser who = browser_in(office.desk(), "q7.lan");
  const auto ask = [&](const std::string& method, const std::string& path, const std::string& body) {
    return router.work(request_of(method, path, body, path == "/api/sign-in" ? nullptr : &who));
  };
  const auto set = ask("PUT", "/api/me/password", R"({"fresh": "con đò sang sông"})");
  ASSERT_EQ(set.status, 200) << *set.body;
  const std::string* cookie = set.header("Set-Cookie");
  ASSERT_NE(cookie, nullptr);
  who = {cookie->substr(0, cookie->find(';')), text_of(set, "csrf")};
  EXPECT_EQ(text_of(set, "has_totp"), "false");

  EXPECT_EQ(problem_of(ask("POST", "/api/me/totp", R"({"password": "sai mất rồi"})")), "password-wrong");
  const auto offer = ask("POST", "/api/me/totp", R"({"password": "con đò sang sông"})");
  ASSERT_EQ(offer.status, 200) << *offer.body;
  EXPECT_THAT(text_of(offer, "uri"), StartsWith("otpauth://totp/Xanh:q7.lan?secret="));
  const std::string secret = text_of(offer, "secret");
  EXPECT_THAT(text_of(offer, "uri"), HasSubstr(secret));
  const auto code = [&] { return totp_code(secret, totp_step(now)); };
  EXPECT_EQ(problem_of(ask("POST", "/api/me/totp/confirm", R"({"code": "000000"})")), "totp-wrong");
  const std::string first = code();
  EXPECT_EQ(ask("POST", "/api/me/totp/confirm", R"({"code": ")" + first + R"("})").status, 200);
  EXPECT_EQ(text_of(ask("GET", "/api/me", {}), "has_totp"), "true");

  const auto sign_in_with = [&](const std::string& totp) {
    return ask("POST", "/api/sign-in",
               R"({"name": "q7.lan", "password": "con đò sang sông", "totp": ")" + totp + R"("})");
  };
  EXPECT_EQ(problem_of(sign_in_with("")), "totp-wanted");
  EXPECT_EQ(problem_of(sign_in_with(first)), "totp-wrong") << "each code counts once";
  now.utc += std::chrono::seconds(30);
  EXPECT_EQ(sign_in_with(code()).status, 200);
  now.utc += std::chrono::seconds(30);
  EXPECT_EQ(
      ask("POST", "/api/me/totp/remove", R"({"password": "con đò sang sông", "code": ")" + code() + R"("})")
          .status,
      200);
  EXPECT_EQ(sign_in_with("").status, 200);
}

}  // namespace
}  // namespace xanh::server_test

// Idempotency-Key over HTTP: what is sent again is not done again, and no secret is kept for it.
#include <fmt/format.h>

#include "server/door_sample.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;

struct RepeatedRequest : testing::Test {
  RepeatedRequest() {
    for (const char* person : {"q7.van-thu", "q7.ky-nhay", "q8.van-thu"}) with(person, Role::clerk, "q7");
    with("quan-tri", Role::administrator, {});
    admin = browser_in(office.desk(), "quan-tri");
  }
  void with(const std::string& person, Role role, const std::string& unit) {
    ASSERT_TRUE(invite(office.desk(), {person, "Minh họa", {}, {role, unit, {}, {}}}).ok());
  }
  HttpReply post(const std::string& path, const std::string& body, const std::string& key) {
    return router.work(request_of("POST", path, body, &admin, {{"idempotency-key", key}}));
  }
  std::optional<StoredAnswer> kept(const std::string& person, const std::string& key) {
    std::optional<StoredAnswer> out;
    office.store().read([&](const Transaction& t) { out = t.answer(person, key); });
    return out;
  }
  Office office;
  Browser admin;
  Router router{*office.desk().store, [] { return Office::now(); }};
};

TEST_F(RepeatedRequest, GetsTheSameAnswerAgain) {
  const std::string path = "/api/people/q7.van-thu/end", body = R"({"successor": "q7.ky-nhay"})";
  const auto first = post(path, body, "4f1c");
  ASSERT_EQ(first.status, 200) << *first.body;
  EXPECT_EQ(first.header("Idempotency-Replayed"), nullptr);
  const auto again = post(path, body, "4f1c");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(*again.body, *first.body);
  EXPECT_EQ(*again.header("Content-Type"), "application/json");
  EXPECT_EQ(*again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(post(path, body, "another").status, 409) << "asked anew, the person has ended";
  Router restarted{*office.desk().store, [] { return Office::now(); }};
  const auto later = restarted.work(request_of("POST", path, body, &admin, {{"idempotency-key", "4f1c"}}));
  EXPECT_EQ(*later.body, *first.body);
}

TEST_F(RepeatedRequest, WithAnotherBodyOrOfAnotherAddressIsRefused) {
  const std::string path = "/api/people/q7.van-thu/end";
  ASSERT_EQ(post(path, R"({"successor": "q7.ky-nhay"})", "k").status, 200);
  for (const auto& [where, body] : std::vector<std::pair<std::string, std::string>>{
           {path, "{}"}, {"/api/people/q8.van-thu/end", R"({"successor": "q7.ky-nhay"})"}}) {
    const auto other = post(where, body, "k");
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(problem_of(other), "request-key-used");
  }
  EXPECT_EQ(post("/api/people/q8.van-thu/end", "{}", "two words").status, 422);
}

TEST_F(RepeatedRequest, IsNotAnsweredToWhoMayNotAnyMore) {
  const std::string path = "/api/people/q7.van-thu/end";
  ASSERT_EQ(post(path, "{}", "k").status, 200);
  ASSERT_TRUE(add_post(office.desk(), "quan-tri", {Role::authority, {}, {}, {}}).ok());
  ASSERT_TRUE(end_post(office.desk(), "quan-tri", Role::administrator, {}).ok());
  EXPECT_EQ(post(path, "{}", "k").status, 403);
}

TEST_F(RepeatedRequest, WhoseAnswerIsASecretIsNotDoneTwiceAndTheSecretIsNotKept) {
  const std::string body = R"({"person": "q7.moi", "name": "Minh họa", "role": "clerk", "unit": "q7"})";
  const auto first = post("/api/people", body, "k");
  ASSERT_EQ(first.status, 200) << *first.body;
  const auto again = post("/api/people", body, "k");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(problem_of(again), "request-done");
  const auto link = router.work(
      request_of("POST", "/api/sign-in/link", R"({"link": ")" + text_of(first, "link") + R"("})"));
  EXPECT_EQ(link.status, 200) << "the first link is still the one that opens";
  ASSERT_TRUE(kept("quan-tri", "k"));
  EXPECT_EQ(kept("quan-tri", "k")->answer, "");
}

TEST_F(RepeatedRequest, ThatHoldsASecretLeavesNothingBehind) {
  const auto link = new_link(office.desk(), "q7.van-thu");
  const std::string body = R"({"link": ")" + link.value.secret + R"("})";
  const HttpHeaders keyed{{"idempotency-key", "k"}};
  ASSERT_EQ(router.work(request_of("POST", "/api/sign-in/link", body, nullptr, keyed)).status, 200);
  EXPECT_EQ(router.work(request_of("POST", "/api/sign-in/link", body, nullptr, keyed)).status, 401);
  for (const char* person : {"q7.van-thu", "visitor", ""}) EXPECT_FALSE(kept(person, "k")) << person;
}

}  // namespace
}  // namespace xanh::server_test

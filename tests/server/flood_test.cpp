// Too many requests from one address or of one session wait; others and this machine do not.
#include "server/flood.hpp"

#include "server/door_sample.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;

TEST(FloodOfRequests, PassesSoManyAtOnceAndThenSoManyASecond) {
  Flood flood({3, 2});
  Instant now = Office::now();
  const auto pass = [&](const char* who) {
    int out = 0;
    while (flood.wait(who, now).count() == 0) ++out;
    return out;
  };
  EXPECT_EQ(pass("a"), 3);
  EXPECT_EQ(pass("b"), 3) << "each by itself";
  now.utc += std::chrono::seconds(1);
  EXPECT_EQ(pass("a"), 2);
  now.utc += std::chrono::hours(1);
  EXPECT_EQ(pass("a"), 3) << "no more than at once";
  now.utc -= std::chrono::hours(2);
  EXPECT_EQ(pass("a"), 0) << "a clock that is set back gives nothing";
}

TEST(FloodOfRequests, OfWhatIsSeldomAskedSaysHowManyMinutesToWait) {
  Flood flood({2, 1, std::chrono::minutes(10)});
  Instant now = Office::now();
  EXPECT_EQ(flood.wait("a", now).count(), 0);
  now.utc += std::chrono::minutes(9);
  EXPECT_EQ(flood.wait("a", now).count(), 0);
  EXPECT_EQ(flood.wait("a", now).count(), 60) << "the while began with the first";
  now.utc += std::chrono::minutes(1);
  EXPECT_EQ(flood.wait("a", now).count(), 0);
  EXPECT_EQ(flood.wait("a", now).count(), 600);
}

TEST(FloodOfRequests, IsRememberedInBoundedMemory) {
  Flood flood({1, 1});
  for (int i = 0; i < 30000; ++i) EXPECT_EQ(flood.wait(std::to_string(i), Office::now()).count(), 0);
}

struct Floods : testing::Test {
  HttpReply from(const std::string& peer, const Browser* who = nullptr) {
    auto request = request_of("GET", "/api/me", {}, who);
    request.peer = peer;
    return router.work(request);
  }
  int passed(const std::string& peer, const Browser* who = nullptr) {
    int out = 0;
    while (out < 3000 && from(peer, who).status != 429) ++out;
    return out;
  }
  Office office;
  Instant now = Office::now();
  Router router{*office.desk().store, [this] { return now; }};
};

TEST_F(Floods, OneAddressWaitsAndAnotherDoesNot) {
  EXPECT_EQ(passed("203.0.113.7"), kFloodOfAddress.at_once);
  const auto waits = from("203.0.113.7");
  EXPECT_EQ(problem_of(waits), "too-many-requests");
  EXPECT_EQ(*waits.header("Retry-After"), "1");
  EXPECT_EQ(from("203.0.113.8").status, 401);
  now.utc += std::chrono::seconds(1);
  EXPECT_EQ(passed("203.0.113.7"), kFloodOfAddress.more);
}

TEST_F(Floods, OneSessionWaitsFromWhateverAddressAndThisMachineNever) {
  ASSERT_TRUE(invite(office.desk(), {"q7.lan", "Minh họa", {}, {Role::clerk, "q7", {}, {}}}).ok());
  ASSERT_TRUE(invite(office.desk(), {"q7.hai", "Minh họa", {}, {Role::clerk, "q7", {}, {}}}).ok());
  const Browser lan = browser_in(office.desk(), "q7.lan"), hai = browser_in(office.desk(), "q7.hai");
  EXPECT_EQ(passed("203.0.113.7", &lan), kFloodOfSession.at_once);
  EXPECT_EQ(from("203.0.113.9", &lan).status, 429);
  EXPECT_EQ(from("203.0.113.7", &hai).status, 200);
  EXPECT_EQ(from("127.0.0.1", &lan).status, 200);
}

TEST_F(Floods, WhoGuessesIsToldHowLongToWait) {
  HttpReply last;
  for (int i = 0; i < 7; ++i)
    last = router.work(
        request_of("POST", "/api/sign-in", R"({"name": "q7.lan", "password": "sai mất rồi đó"})"));
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(*last.header("Retry-After"), "30");
}

/// Every address that takes a secret holds up who tries many.
TEST_F(Floods, WhereverASecretIsTakenGuessingIsSlow) {
  ASSERT_TRUE(invite(office.desk(), {"q7.lan", "Minh họa", {}, {Role::clerk, "q7", {}, {}}}).ok());
  const std::vector<std::array<std::string, 3>> guesses{
      {"POST", "/api/sign-in", R"({"name": "q7.lan", "password": "sai mất rồi đó"})"},
      {"POST", "/api/sign-in/link", R"({"link": "xl_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"})"},
      {"PUT", "/api/me/password", R"({"old": "sai mất rồi đó", "fresh": "một câu khác cũng dài"})"},
      {"POST", "/api/me/totp", R"({"password": "sai mất rồi đó"})"},
      {"POST", "/api/me/totp/remove", R"({"password": "sai mất rồi đó", "code": "000000"})"},
  };
  for (const auto& [method, path, body] : guesses) {
    Router fresh{*office.desk().store, [this] { return now; }};
    const Browser who = browser_in(office.desk(), "q7.lan");
    int tries = 0;
    while (tries < 30 && fresh.work(request_of(method, path, body, &who)).status != 429) ++tries;
    EXPECT_LE(tries, 20) << method << " " << path;
  }
}

}  // namespace
}  // namespace xanh::server_test

// Feedback at the door: without an account, not too much of it from one place, its photo only where it may
// be.
#include "exchange/small_photo.hpp"
#include "office/feedback_use.hpp"
#include "server/door_sample.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;

struct FeedbackAtTheDoor : testing::Test {
  HttpReply from(const std::string& peer, const std::string& method, const std::string& path,
                 const std::string& body = {}, const std::string& type = "application/json") {
    auto request = request_of(method, path, body, nullptr, {{"content-type", type}});
    request.peer = peer;
    return router.work(request);
  }
  HttpReply give(const std::string& peer) {
    return from(peer, "POST", "/api/feedback", R"({"text": "Kênh còn mùi"})");
  }
  Office office;
  Instant now = Office::now();
  Router router{*office.desk().store, [this] { return now; }};
};

TEST_F(FeedbackAtTheDoor, OnePlaceMaySendAFewAndThenOneEveryTenMinutes) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(give("203.0.113.7").status, 200) << i;
  const auto waits = give("203.0.113.7");
  EXPECT_EQ(problem_of(waits), "too-many-requests");
  EXPECT_EQ(*waits.header("Retry-After"), "600");
  EXPECT_EQ(give("203.0.113.8").status, 200) << "others go on";
  EXPECT_EQ(from("203.0.113.7", "GET", "/api/results").status, 404) << "and it may read all the same";
  now.utc += std::chrono::minutes(10);
  EXPECT_EQ(give("203.0.113.7").status, 200);
  EXPECT_EQ(give("203.0.113.7").status, 429);
}

TEST_F(FeedbackAtTheDoor, NumbersAreNotToBeGuessed) {
  int tries = 0;
  while (tries < 100 && from("203.0.113.7", "GET", "/api/feedback/GY-2222-2222").status == 404) ++tries;
  EXPECT_LE(tries, 30);
}

TEST_F(FeedbackAtTheDoor, ThePhotoStaysInsideUntilItIsPublished) {
  const std::string code = read_json(*give("127.0.0.1").body, "reply").value.find("code")->scalar;
  const std::string photo = "/api/feedback/" + code + "/photo";
  EXPECT_EQ(from("127.0.0.1", "POST", photo, photo_test::small_jpeg(), "image/jpeg").status, 200);
  EXPECT_EQ(from("127.0.0.1", "POST", photo, "x", "text/html").status, 415);
  EXPECT_EQ(from("127.0.0.1", "GET", photo).status, 404);
  EXPECT_EQ(from("127.0.0.1", "GET", "/api/feedback-inbox/" + code + "/photo").status, 401);
  ASSERT_TRUE(settle_feedback(office.desk(), code, {FeedbackState::published, {}, {}}, {}).ok());
  const auto shown = from("127.0.0.1", "GET", photo);
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(*shown.header("Content-Type"), "image/jpeg");
}

}  // namespace
}  // namespace xanh::server_test

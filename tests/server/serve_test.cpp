// `xanh serve` as an operator starts it: it answers, works beside commands on the same store, and ends well.
#include "cli/served.hpp"

namespace xanh::terminal_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A server on a store of the city's programme, on any port.
struct Serve : testing::Test {
  void SetUp() override {
    t.open_cycle();
    server.start();
  }
  /// Status line, headers and body as they came back.
  [[nodiscard]] std::string got(const std::string& path) const { return server.raw("GET", path); }
  Terminal t;
  Served server{t};
};

TEST_F(Serve, AnswersAndEndsWellWhenItIsTold) {
  EXPECT_THAT(got("/healthz"), HasSubstr("HTTP/1.1 200"));
  EXPECT_THAT(got("/api/programme"), HasSubstr("\"hcmc-2020-2030\""));
  EXPECT_THAT(got("/api/cycles/2023-H1/status"), HasSubstr("HTTP/1.1 401"));
  EXPECT_THAT(got("/../../etc/passwd"), HasSubstr("HTTP/1.1 400"));
  EXPECT_EQ(server.end(SIGTERM), 0);
  EXPECT_EQ(got("/healthz"), "") << "nobody listens any more";
}

TEST_F(Serve, ACommandWritesBesideItAndTheNextAnswerKnows) {
  EXPECT_THAT(got("/api/cycles"), HasSubstr("\"stage\":\"open\""));
  t.must({"submit", kReports + "/q7.yaml"});
  t.must({"review", "2023-H1", "--note"});
  t.must({"cycle", "close", "2023-H1"});
  std::string answer;
  for (int i = 0; i < 100 && answer.find("\"stage\":\"closed\"") == std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    answer = got("/api/cycles");
  }
  EXPECT_THAT(answer, HasSubstr("\"stage\":\"closed\""));
  EXPECT_EQ(server.end(SIGTERM), 0);
  t.must({"audit", "verify"});
}

TEST_F(Serve, AKilledServerLeavesNothingInTheWay) {
  EXPECT_EQ(server.end(SIGKILL), 128 + SIGKILL);
  t.must({"cycle", "close", "2023-H1"});
}

TEST(ServeCommand, RefusesToListenInClearBeyondThisMachine) {
  Terminal t;
  t.open_cycle();
  EXPECT_THAT(t.json({"serve", "--listen", "0.0.0.0:0"}).codes(), ElementsAre("listen-in-clear"));
  EXPECT_THAT(t.json({"serve", "--listen", "nowhere"}).codes(), ElementsAre("listen-not-read"));
  EXPECT_THAT(t.json({"serve", "--listen", "127.0.0.1:99999"}).codes(), ElementsAre("listen-not-read"));
}

}  // namespace
}  // namespace xanh::terminal_test

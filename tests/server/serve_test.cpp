// `xanh serve` as an operator starts it: it answers, works beside commands on the same store, and ends well.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>

#include <thread>

#include "cli/terminal.hpp"

namespace xanh::terminal_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// One request on a connection of its own; all that came back.
std::string asked(int port, const std::string& request) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval limit{10, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  std::string out;
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 &&
      ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    char piece[4096];
    for (ssize_t n = 0; (n = ::recv(socket, piece, sizeof piece, 0)) > 0;)
      out.append(piece, static_cast<size_t>(n));
  }
  ::close(socket);
  return out;
}
std::string got(int port, const std::string& path) {
  return asked(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
}

/// A server on a store of the city's programme, on any port.
struct Served : testing::Test {
  void SetUp() override {
    t.open_cycle();
    pid = t.start({"serve", "--listen", "127.0.0.1:0", "--json"}, t / "serve.out", t / "serve.err");
    for (int i = 0; i < 400 && port == 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
      const std::string said = bytes_of(t / "serve.out");
      if (const size_t colon = said.rfind(':'); said.ends_with("\n"))
        port = std::stoi(said.substr(colon + 1));
    }
    ASSERT_NE(port, 0) << bytes_of(t / "serve.err");
  }
  void TearDown() override {
    if (pid > 0) end(SIGKILL);
  }
  int end(int signal) {
    ::kill(pid, signal);
    const int code = Terminal::wait_for(pid);
    pid = 0;
    return code;
  }
  Terminal t;
  pid_t pid = 0;
  int port = 0;
};

TEST_F(Served, AnswersAndEndsWellWhenItIsTold) {
  EXPECT_THAT(got(port, "/healthz"), HasSubstr("HTTP/1.1 200"));
  EXPECT_THAT(got(port, "/api/programme"), HasSubstr("\"hcmc-2020-2030\""));
  EXPECT_THAT(got(port, "/api/cycles/2023-H1/status"), HasSubstr("HTTP/1.1 401"));
  EXPECT_THAT(got(port, "/../../etc/passwd"), HasSubstr("HTTP/1.1 400"));
  EXPECT_EQ(end(SIGTERM), 0);
  EXPECT_EQ(got(port, "/healthz"), "") << "nobody listens any more";
}

TEST_F(Served, ACommandWritesBesideItAndTheNextAnswerKnows) {
  EXPECT_THAT(got(port, "/api/cycles"), HasSubstr("\"stage\":\"open\""));
  t.must({"submit", kReports + "/q7.yaml"});
  t.must({"review", "2023-H1", "--note"});
  t.must({"cycle", "close", "2023-H1"});
  std::string answer;
  for (int i = 0; i < 100 && answer.find("\"stage\":\"closed\"") == std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    answer = got(port, "/api/cycles");
  }
  EXPECT_THAT(answer, HasSubstr("\"stage\":\"closed\""));
  EXPECT_EQ(end(SIGTERM), 0);
  t.must({"audit", "verify"});
}

TEST_F(Served, AKilledServerLeavesNothingInTheWay) {
  EXPECT_EQ(end(SIGKILL), 128 + SIGKILL);
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

// A body that goes on: pieces from other threads, a client that leaves, one that does not read.
#include "server/http_stream.hpp"

#include "server/http_sample.hpp"
#include "server/raw_client.hpp"

namespace xanh::loopback {
namespace {

using namespace std::chrono_literals;

struct HttpStreamTest : ::testing::Test {
  std::shared_ptr<HttpStream> stream = std::make_shared<HttpStream>(256 * 1024);
  std::unique_ptr<HttpServer> serve(HttpOptions options = {}) {
    HttpHandlers handlers = sample_handlers();
    handlers.work = [this](const HttpRequest& request) {
      if (request.path != "/stream") return sample_work(request);
      HttpReply out;
      out.headers = {{"Content-Type", "text/event-stream"}};
      out.stream = stream;
      return out;
    };
    return started(std::move(options), std::move(handlers));
  }
  bool ends_soon() const {
    for (int i = 0; i < 500 && !stream->ended(); ++i) std::this_thread::sleep_for(10ms);
    return stream->ended();
  }
};

TEST_F(HttpStreamTest, PiecesComeAsTheyAreAddedAndTheConnectionEndsWithTheStream) {
  const auto server = serve();
  RawClient client(server->port());
  stream->push("early ");
  client.send(get("/stream"));
  const auto head = client.read_to("\r\n\r\n");
  ASSERT_TRUE(head.has_value());
  EXPECT_NE(head->find("Connection: close"), std::string::npos);
  EXPECT_EQ(head->find("Content-Length"), std::string::npos);
  EXPECT_EQ(client.read_to("early "), "early ");
  for (int i = 0; i < 100; ++i) {
    const std::string piece = "piece " + std::to_string(i) + "\n";
    ASSERT_TRUE(stream->push(piece));
    ASSERT_EQ(client.read_to("\n"), piece);
  }
  stream->push("last");
  stream->end();
  EXPECT_EQ(client.read_to("last"), "last");
  EXPECT_TRUE(client.is_closed());
  EXPECT_FALSE(stream->push("too late"));
}

TEST_F(HttpStreamTest, AClientThatLeavesEndsIt) {
  const auto server = serve();
  {
    RawClient client(server->port());
    client.send(get("/stream"));
    ASSERT_TRUE(client.read_to("\r\n\r\n").has_value());
    EXPECT_FALSE(stream->ended());
  }
  EXPECT_TRUE(ends_soon());
}

TEST_F(HttpStreamTest, AskingForTheHeadAloneEndsIt) {
  const auto server = serve();
  RawClient client(server->port());
  client.send("HEAD /stream HTTP/1.1\r\nHost: xanh\r\n\r\n");
  EXPECT_EQ(client.reply(false)->status, 200);
  EXPECT_TRUE(ends_soon());
}

TEST_F(HttpStreamTest, AReaderThatDoesNotReadIsLetGo) {
  const auto server = serve();
  RawClient client(server->port());
  client.send(get("/stream"));
  ASSERT_TRUE(client.read_to("\r\n\r\n").has_value());
  const std::string piece(64 * 1024, 'x');
  bool taken = true;
  for (int i = 0; i < 2000 && taken; ++i) {  // more than the kernel holds for it
    taken = stream->push(piece);
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_FALSE(taken);
  // Another reader is served meanwhile.
  RawClient other(server->port());
  EXPECT_EQ(other.ask(get("/quick"))->status, 200);
}

TEST_F(HttpStreamTest, AStopEndsItAtOnce) {
  const auto server = serve();
  RawClient client(server->port());
  client.send(get("/stream"));
  ASSERT_TRUE(client.read_to("\r\n\r\n").has_value());
  const auto before = std::chrono::steady_clock::now();
  server->stop(60s);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 30s);
  EXPECT_TRUE(stream->ended());
}

}  // namespace
}  // namespace xanh::loopback

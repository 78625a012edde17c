// Many clients at once, and a stop among them: whatever reply comes whole is the right one.
#include "server/http_sample.hpp"
#include "server/raw_client.hpp"

namespace xanh::loopback {
namespace {

constexpr int kClients = 8;
constexpr int kRequests = 200;

struct Tally {
  std::atomic<int> right = 0;
  std::atomic<int> wrong = 0;
};

// Connects anew after a reply that closes; ends when nobody listens any more.
void ask_many(unsigned short port, int who, Tally& tally) {
  auto client = std::make_unique<RawClient>(port);
  for (int i = 0; i < kRequests && client->connected(); ++i) {
    const bool quick = (i + who) % 3 != 0;
    const std::string query = std::to_string(who) + "-" + std::to_string(i);
    const auto reply = client->ask(get(quick ? "/quick" : "/echo?" + query));
    if (!reply) {
      client = std::make_unique<RawClient>(port);
      continue;
    }
    const std::string right = quick ? "quick" : "GET /echo ? " + query + " : ";
    ++(reply->status == 200 && reply->body == right ? tally.right : tally.wrong);
    if (reply->header("Connection") == "close") client = std::make_unique<RawClient>(port);
  }
}

void run_clients(unsigned short port, Tally& tally, const std::function<void()>& meanwhile) {
  std::vector<std::thread> clients;
  for (int who = 0; who < kClients; ++who) clients.emplace_back([&, who] { ask_many(port, who, tally); });
  meanwhile();
  for (auto& client : clients) client.join();
}

TEST(HttpThreads, EveryReplyIsRight) {
  HttpOptions options;
  options.threads = 2;
  options.connections_per_peer = 100;
  const auto server = started(options);
  Tally tally;
  run_clients(server->port(), tally, [] {});
  EXPECT_EQ(tally.right, kClients * kRequests);
  EXPECT_EQ(tally.wrong, 0);
}

TEST(HttpThreads, EveryWholeReplyIsRightWhileItStops) {
  for (const auto drain : {std::chrono::seconds(0), std::chrono::seconds(5)}) {
    HttpOptions options;
    options.threads = 3;
    const auto server = started(options);
    Tally tally;
    run_clients(server->port(), tally, [&] {
      for (int i = 0; i < 1000 && tally.right < 300; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      std::thread other([&] { server->stop(drain); });
      server->stop(drain);
      other.join();
    });
    EXPECT_GE(tally.right, 300);
    EXPECT_EQ(tally.wrong, 0);
  }
}

TEST(HttpThreads, StartsAndStopsManyTimes) {
  for (int i = 0; i < 30; ++i) {
    const auto server = started();
    RawClient client(server->port());
    client.send(get("/echo"));
    if (i % 2 == 0) {
      EXPECT_EQ(client.reply()->status, 200);
    }
  }
}

}  // namespace
}  // namespace xanh::loopback

// The server is killed, its database goes away, its disk fills up, while many write: what was acknowledged is
// there, nothing was written over, and it goes on by itself.
#include <atomic>
#include <mutex>
#include <random>

#include "cli/field_saver.hpp"
#include "store/small_disk.hpp"
#include "store/store_fixture.hpp"

namespace xanh::terminal_test {
namespace {

using xanh::loopback::RawClient;

constexpr int kWriters = 16;
constexpr int kKills = 100;

struct ServeKilled : OfficeOnline {};

TEST_F(ServeKilled, AHundredTimesUnderLoadLosesNothingThatItAcknowledged) {
  make((t / "store").string());
  Served server(t);
  server.start();
  come_in(server);
  std::vector<FieldSaver> savers;
  for (int i = 0; i < kWriters; ++i) savers.push_back(saver(i));
  std::mt19937 random(20230615);
  for (int round = 0; round < kKills; ++round) {
    if (round > 0) server.start();
    std::atomic<long> saved = 0;
    std::vector<std::thread> threads;
    for (auto& one : savers)
      threads.emplace_back([&] {
        RawClient client(port_of(server));
        if (one.look(client) != 200) return;
        while (one.save(client) == 200) ++saved;
      });
    for (int i = 0; i < 2000 && saved == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    ASSERT_EQ(server.end(SIGKILL), 128 + SIGKILL);
    for (auto& thread : threads) thread.join();
    ASSERT_GT(saved, 0) << "round " << round << ": nobody could save";
    if (::testing::Test::HasFailure()) return;
  }
  server.start();
  RawClient client(port_of(server));
  long all = 0;
  for (auto& one : savers) {
    ASSERT_EQ(one.look(client), 200);
    all += one.saves();
  }
  EXPECT_EQ(server.end(SIGTERM), 0);
  EXPECT_EQ(t.run({"audit", "verify"}).code, 0);
  RecordProperty("saves", std::to_string(all));
}

struct TwoServers : OfficeOnline {
  /// The same store, another process.
  Terminal other;
};

TEST_F(TwoServers, OnOneDatabaseGiveTheSameAnswersAndLoseNoUpdateAlsoWhenItGoesAway) {
  std::string why;
  auto* postgresql = store_test::PostgresqlServer::running(&why);
  if (!postgresql) GTEST_SKIP() << why;
  make(postgresql->new_database());
  other.environment = t.environment;
  Served one(t), two(other);
  one.start();
  two.start();
  come_in(one);
  // 32 writers at four fields, eight at each, half of them at either server.
  constexpr int kAll = 32;
  std::vector<FieldSaver> savers;
  for (int i = 0; i < kAll; ++i) savers.push_back(saver(i % 4));
  std::atomic<bool> done = false;
  std::atomic<long> unsure = 0, moved = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kAll; ++i)
    threads.emplace_back([&, i] {
      FieldSaver& mine = savers[static_cast<size_t>(i)];
      RawClient client(port_of(i / 4 % 2 == 0 ? one : two));
      while (!done) {
        const int status = mine.save(client);
        if (status == 412) ++moved;
        if (status == 200 || status == 412) continue;
        ASSERT_EQ(status, 503) << mine.refusal();  // the database is away; was it written?
        ++unsure;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        mine.look(client);
      }
    });
  std::this_thread::sleep_for(std::chrono::seconds(3));
  EXPECT_EQ(unsure, 0) << "while the database was there";
  EXPECT_GT(moved, 0) << "they met at the same fields";
  for (int cut = 0; cut < 3; ++cut) {
    postgresql->stop();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    postgresql->start();
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
  }
  done = true;
  for (auto& thread : threads) thread.join();
  RawClient first(port_of(one)), second(port_of(two));
  long there = 0, acknowledged = 0;
  for (int i = 0; i < 4; ++i) {
    ASSERT_EQ(savers[static_cast<size_t>(i)].look(first), 200);
    there += savers[static_cast<size_t>(i)].number();
  }
  for (const auto& one_of : savers) acknowledged += one_of.saves();
  EXPECT_GT(unsure, 0) << "the database was away";
  EXPECT_GE(there, acknowledged) << "an acknowledged save is gone";
  EXPECT_LE(there, acknowledged + unsure) << "a save was made twice";
  for (const char* path :
       {"/api/programme", "/api/cycles", "/api/cycles/2023-H1/drafts/q7", "/api/directives"}) {
    const auto a = first.ask(xanh::loopback::get(path, headers)),
               b = second.ask(xanh::loopback::get(path, headers));
    ASSERT_TRUE(a && b) << path;
    EXPECT_EQ(a->status, 200) << path;
    EXPECT_EQ(a->body, b->body) << path;
  }
  EXPECT_EQ(one.end(SIGTERM), 0);
  EXPECT_EQ(two.end(SIGTERM), 0);
  EXPECT_EQ(t.run({"audit", "verify"}).code, 0);
}

struct FullDisk : OfficeOnline {};

TEST_F(FullDisk, WhoDoesNotFitIsToldSoAndWithRoomAgainItGoesOn) {
  const store_test::SmallDisk disk(t / "disk", "size=24m");
  if (!disk.there()) GTEST_SKIP() << "no small file system may be mounted here";
  make((t / "disk/store").string());
  const fs::path ballast = t / "disk/ballast";
  const auto room = fs::space(t / "disk").available;
  put_bytes(ballast, std::string(room - (3 << 20), 'x'));
  Served server(t);
  server.start();
  come_in(server);
  std::vector<FieldSaver> savers;
  for (int i = 0; i < kWriters; ++i) savers.push_back(saver(i));
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::set<std::string> refusals;
  for (auto& one : savers)
    threads.emplace_back([&] {
      RawClient client(port_of(server));
      for (int refused = 0; refused < 3;) {
        const int status = one.save(client);
        if (status == 200) continue;
        ++refused;
        const std::lock_guard lock(mutex);
        refusals.insert(fmt::format(
            "{} {}", status, at(read_json(one.refusal(), "reply").value, {"problems", "0", "code"}).scalar));
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(refusals, ::testing::ElementsAre("503 store-disk-full"));
  RawClient client(port_of(server));
  for (auto& one : savers) EXPECT_EQ(one.look(client), 200) << "what is there is read";
  fs::remove(ballast);
  for (auto& one : savers) EXPECT_EQ(one.save(client), 200) << one.refusal();
  EXPECT_EQ(server.end(SIGTERM), 0);
  EXPECT_EQ(t.run({"audit", "verify"}).code, 0);
}

}  // namespace
}  // namespace xanh::terminal_test

// Many writers at once, and the power goes off or the disk fills up: what was acknowledged is there, the
// chain of the log is whole, nothing is there by halves.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "store/small_disk.hpp"
#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

namespace fs = std::filesystem;
using Mode = ProgrammeStore::Mode;

constexpr int kWriters = 16;
constexpr int kKills = 100;
constexpr int kFigures = 5;

class GroupKilled : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(Both, GroupKilled, testing::Values(Kind::folder, Kind::server),
                         [](const auto& kind) {
                           return kind.param == Kind::folder ? "sqlite" : "postgresql";
                         });

struct Saved {
  int writer = 0;
  int revision = 0;
};

std::string unit_of(int writer) {
  return fmt::format("u{:02}", writer);
}

/// A revision with its figures and its row of the log: together or not at all.
int save(ProgrammeStore& store, int writer) {
  int number = 0;
  store.transact([&](Transaction& to) {
    const std::string unit = unit_of(writer);
    number = to.next_revision("2023-H1", unit);
    to.add_revision(revision(unit, number), figures(unit, number, kFigures));
    to.audit(act("submit", fmt::format("2023-H1/{}/{}", unit, number)));
  });
  return number;
}

// Each writer says what it saved once it is told that it is on the disk. A pipe takes such a line whole.
[[noreturn]] void write_until_killed(const std::string& address, int acknowledge) {
  auto opened = ProgrammeStore::open(address, Mode::read_write);
  if (!opened.ok()) ::_exit(1);
  std::vector<std::thread> threads;
  for (int w = 0; w < kWriters; ++w)
    threads.emplace_back([&, w] {
      for (;;) {
        const Saved saved{w, save(*opened.value, w)};
        if (::write(acknowledge, &saved, sizeof saved) != sizeof saved) ::_exit(1);
      }
    });
  for (auto& thread : threads) thread.join();
  ::_exit(1);
}

/// The last revision of each writer that is there; each of them whole, and in the log.
std::map<int, int> what_is_there(ProgrammeStore& store) {
  std::map<int, int> out;
  store.read([&](const Transaction& from) {
    out.clear();
    std::int64_t revisions = 0;
    for (int w = 0; w < kWriters; ++w) {
      const int last = from.next_revision("2023-H1", unit_of(w)) - 1;
      out[w] = last;
      revisions += last;
      if (last > 0) {
        EXPECT_EQ(from.revision("2023-H1", unit_of(w), last), revision(unit_of(w), last));
        EXPECT_EQ(from.figures("2023-H1", unit_of(w), last), figures(unit_of(w), last, kFigures));
      }
    }
    const auto report = from.verify_audit();
    EXPECT_TRUE(report.sound());
    EXPECT_EQ(report.rows, revisions) << "one row of the log for each revision";
  });
  return out;
}

TEST_P(GroupKilled, InTheMiddleOfSharedCommitsNoAcknowledgedWriteIsLost) {
  created().reset();
  std::mt19937 random(20230615);
  std::map<int, int> acknowledged;
  for (int round = 0; round < kKills; ++round) {
    int channel[2];
    ASSERT_EQ(::pipe(channel), 0);
    const pid_t writer = ::fork();
    if (writer == 0) write_until_killed(address_, channel[1]);
    ::close(channel[1]);
    Saved saved;
    ASSERT_EQ(::read(channel[0], &saved, sizeof saved), static_cast<ssize_t>(sizeof saved)) << round;
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 40'000));
    ::kill(writer, SIGKILL);
    ::waitpid(writer, nullptr, 0);
    do acknowledged[saved.writer] = std::max(acknowledged[saved.writer], saved.revision);
    while (::read(channel[0], &saved, sizeof saved) == static_cast<ssize_t>(sizeof saved));
    ::close(channel[0]);

    const auto store = opened();
    ASSERT_NE(store, nullptr) << "it starts again";
    const auto there = what_is_there(*store);
    for (const auto& [w, last] : acknowledged)
      ASSERT_GE(there.at(w), last) << unit_of(w) << " round " << round;
    if (testing::Test::HasFailure()) return;
  }
}

TEST(GroupOnFullDisk, WhoDoesNotFitIsToldSoAndEverythingAcknowledgedIsThere) {
  const TemporaryFolder folder;
  const SmallDisk disk(folder.path() / "disk", "size=6m");
  if (!disk.there()) GTEST_SKIP() << "no small file system may be mounted here";
  const fs::path ballast = folder.path() / "disk" / "ballast";
  std::ofstream(ballast) << std::string(2 << 20, 'x');
  const std::string place = folder.path() / "disk" / "store";
  auto made = ProgrammeStore::create(place, about(), [](Transaction& to) { to.add_plan(plan(1)); });
  ASSERT_TRUE(made.ok());
  ProgrammeStore& store = *made.value;
  std::map<int, int> acknowledged;
  std::set<std::string> refusals;
  std::mutex mutex;
  std::vector<std::thread> threads;
  for (int w = 0; w < kWriters; ++w)
    threads.emplace_back([&, w] {
      for (int refused = 0; refused < 3;) {
        try {
          const int number = save(store, w);
          const std::lock_guard lock(mutex);
          acknowledged[w] = number;
        } catch (const StoreFailure& e) {
          ++refused;
          const std::lock_guard lock(mutex);
          refusals.insert(e.problem().code);
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(refusals, testing::ElementsAre("store-disk-full"));
  EXPECT_EQ(acknowledged.size(), static_cast<size_t>(kWriters));
  auto there = what_is_there(store);
  for (int w = 0; w < kWriters; ++w) EXPECT_EQ(there.at(w), acknowledged[w]) << "neither more nor less";

  fs::remove(ballast);
  EXPECT_EQ(save(store, 0), acknowledged[0] + 1) << "with room again it goes on by itself";
  made.value.reset();
  auto again = ProgrammeStore::open(place, Mode::read_write);
  ASSERT_TRUE(again.ok());
  there = what_is_there(*again.value);
  EXPECT_EQ(there.at(0), acknowledged[0] + 1);
  EXPECT_EQ(again.value->check().size(), 0u);
}

}  // namespace
}  // namespace xanh::store_test

// What was acknowledged survives: a writer is killed in the middle of its commits, again and again.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

using Mode = ProgrammeStore::Mode;
class Killed : public StoreContract {};

INSTANTIATE_TEST_SUITE_P(Both, Killed, testing::Values(Kind::folder, Kind::server), [](const auto& kind) {
  return kind.param == Kind::folder ? "sqlite" : "postgresql";
});

constexpr int kFigures = 40;

// Sends one revision after the other, and says each number once it is told that it is on the disk.
[[noreturn]] void write_until_killed(const std::string& address, int acknowledge) {
  auto store = ProgrammeStore::open(address, Mode::read_write);
  if (!store.ok()) ::_exit(1);
  for (;;) {
    int number = 0;
    store.value->transact([&](Transaction& to) {
      number = to.next_revision("2023-H1", "q7");
      to.add_revision(revision("q7", number), figures("q7", number, kFigures));
      to.audit(act("submit", fmt::format("2023-H1/q7/{}", number)));
    });
    if (::write(acknowledge, &number, sizeof number) != sizeof number) ::_exit(1);
  }
}

TEST_P(Killed, InTheMiddleOfCommitsNoAcknowledgedRevisionIsLost) {
  created().reset();
  std::mt19937 random(20230614);
  int acknowledged = 0;
  for (int round = 0; round < 20; ++round) {
    int channel[2];
    ASSERT_EQ(::pipe(channel), 0);
    const pid_t writer = ::fork();
    if (writer == 0) write_until_killed(address_, channel[1]);
    ::close(channel[1]);
    int number = 0;
    ASSERT_EQ(::read(channel[0], &number, sizeof number), static_cast<ssize_t>(sizeof number))
        << "round " << round;
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 25'000));
    ::kill(writer, SIGKILL);
    ::waitpid(writer, nullptr, 0);
    do acknowledged = std::max(acknowledged, number);
    while (::read(channel[0], &number, sizeof number) == static_cast<ssize_t>(sizeof number));
    ::close(channel[0]);

    const auto store = opened(Mode::read_write);
    ASSERT_NE(store, nullptr);
    store->read([&](const Transaction& from) {
      const auto found = from.revisions("2023-H1", "q7");
      EXPECT_GE(static_cast<int>(found.size()), acknowledged);
      EXPECT_LE(static_cast<int>(found.size()), acknowledged + 1)
          << "at most the one that was not yet acknowledged";
      for (size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i], revision("q7", static_cast<int>(i) + 1));
      EXPECT_EQ(from.figures("2023-H1").size(), found.size() * kFigures);
      const auto last = static_cast<int>(found.size());
      EXPECT_EQ(from.figures("2023-H1", "q7", last), figures("q7", last, kFigures));
      const auto report = from.verify_audit();
      EXPECT_TRUE(report.sound());
      EXPECT_EQ(report.rows, last);
    });
  }
  EXPECT_GT(acknowledged, 20);
}

}  // namespace
}  // namespace xanh::store_test

// Many who write at once share a commit, and none of them notices: what was acknowledged is there, who fails
// takes nothing of the others with him, and each hears of his own failure.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

using Mode = ProgrammeStore::Mode;
class GroupCommit : public StoreContract {};

INSTANTIATE_TEST_SUITE_P(Both, GroupCommit, testing::Values(Kind::folder, Kind::server),
                         [](const auto& kind) {
                           return kind.param == Kind::folder ? "sqlite" : "postgresql";
                         });

/// Holds the store until so many others wait behind it, so that these come as one group.
class Held {
 public:
  explicit Held(ProgrammeStore& store)
      : thread_([&store, this] {
          store.transact([this](Transaction&) {
            entered_.set_value();
            leave_.get_future().wait();
          });
        }) {
    entered_.get_future().wait();
  }
  /// Those that wait have been started; they are given the time to arrive.
  void let_go() {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    leave_.set_value();
    thread_.join();
  }

 private:
  std::promise<void> entered_, leave_;
  std::thread thread_;
};

/// `write` for each number from a thread of its own, all in one group; what each heard, nothing for a
/// success.
std::vector<std::string> at_once(ProgrammeStore& store, int writers,
                                 const std::function<void(int, Transaction&)>& write) {
  std::vector<std::string> heard(static_cast<size_t>(writers));
  std::vector<std::thread> threads;
  Held held(store);
  for (int i = 0; i < writers; ++i)
    threads.emplace_back([&, i] {
      try {
        store.transact([&](Transaction& to) { write(i, to); });
      } catch (const StoreFailure& e) {
        heard[static_cast<size_t>(i)] = e.problem().code;
      } catch (const std::exception& e) {
        heard[static_cast<size_t>(i)] = e.what();
      }
    });
  held.let_go();
  for (auto& thread : threads) thread.join();
  return heard;
}

std::set<std::string> logged(ProgrammeStore& store) {
  std::set<std::string> out;
  store.read([&](const Transaction& from) {
    out.clear();
    for (const auto& row : from.audit_rows()) out.insert(row.subject);
    EXPECT_TRUE(from.verify_audit().sound());
  });
  return out;
}

std::set<std::string> numbers(int first, int count, int step = 1) {
  std::set<std::string> out;
  for (int i = first; i < count; i += step) out.insert(std::to_string(i));
  return out;
}

TEST_P(GroupCommit, EveryAcknowledgedWriteIsSeenByWhoeverReadsNext) {
  const auto store = created();
  constexpr int kWriters = 16, kEach = 20;
  std::atomic<int> unseen = 0;
  std::vector<std::thread> threads;
  for (int w = 0; w < kWriters; ++w)
    threads.emplace_back([&, w] {
      for (int i = 0; i < kEach; ++i) {
        std::int64_t seq = 0;
        store->transact([&](Transaction& to) {
          const std::string unit = fmt::format("u{}", w);
          const int next = to.next_revision("2023-H1", unit);
          to.add_revision(revision(unit, next), figures(unit, next, 2));
          seq = to.audit(act("submit", fmt::format("{}/{}", unit, next))).seq;
        });
        store->read([&](const Transaction& from) { unseen += from.audit_head().seq < seq; });
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(unseen, 0);
  store->read([&](const Transaction& from) {
    const auto report = from.verify_audit();
    EXPECT_TRUE(report.sound());
    EXPECT_EQ(report.rows, kWriters * kEach);
    for (int w = 0; w < kWriters; ++w)
      EXPECT_EQ(from.next_revision("2023-H1", fmt::format("u{}", w)), kEach + 1);
  });
}

TEST_P(GroupCommit, ThoseThatWaitShareOneCommit) {
  const auto store = created();
  std::atomic<int> before_the_commit = 0;
  const auto heard = at_once(*store, 12, [&](int i, Transaction& to) {
    const auto row = to.audit(act("submit", std::to_string(i)));
    std::int64_t committed = 0;
    store->read([&](const Transaction& from) { committed = from.audit_head().seq; });
    before_the_commit += committed < row.seq - 1;
  });
  EXPECT_THAT(heard, testing::Each(""));
  EXPECT_EQ(logged(*store), numbers(0, 12));
  EXPECT_GT(before_the_commit, 0) << "each had its own commit";
}

TEST_P(GroupCommit, WhoFailsHearsOfItAloneAndTakesNothingOfTheOthersWithHim) {
  const auto store = created();
  const auto heard = at_once(*store, 12, [&](int i, Transaction& to) {
    to.audit(act("submit", std::to_string(i)));
    if (i % 3 == 1) throw std::runtime_error("number " + std::to_string(i));
    if (i % 3 == 2) to.add_plan(plan(1));  // is there already
  });
  for (int i = 0; i < 12; ++i)
    EXPECT_EQ(heard[static_cast<size_t>(i)], i % 3 == 0   ? ""
                                             : i % 3 == 1 ? "number " + std::to_string(i)
                                                          : "already-stored")
        << i;
  EXPECT_EQ(logged(*store), numbers(0, 12, 3));
}

TEST_P(GroupCommit, AFailureThatWasCaughtWithinKeepsNothingEither) {
  const auto store = created();
  const auto heard = at_once(*store, 6, [&](int i, Transaction& to) {
    to.audit(act("submit", std::to_string(i)));
    if (i != 3) return;
    try {
      to.add_plan(plan(1));
    } catch (const StoreFailure&) {
    }
  });
  EXPECT_EQ(heard, (std::vector<std::string>{"", "", "", "already-stored", "", ""}));
  auto expected = numbers(0, 6);
  expected.erase("3");
  EXPECT_EQ(logged(*store), expected);
}

TEST_P(GroupCommit, TransactWithinTransactIsAMistakeAlsoOfOneThatWaited) {
  const auto store = created();
  const auto heard = at_once(*store, 3, [&](int i, Transaction& to) {
    to.audit(act("submit", std::to_string(i)));
    if (i == 1) store->transact([](Transaction&) {});
  });
  EXPECT_EQ(heard, (std::vector<std::string>{"", "transact within transact", ""}));
}

TEST_P(GroupCommit, MoreThanFitIntoOneGroupAreAllServed) {
  const auto store = created();
  const auto heard =
      at_once(*store, 150, [&](int i, Transaction& to) { to.audit(act("submit", std::to_string(i))); });
  EXPECT_THAT(heard, testing::Each(""));
  EXPECT_EQ(logged(*store), numbers(0, 150));
}

TEST_P(GroupCommit, AStoreHeldByAnotherProgramIsBusyForAllThatWait) {
  StoreOptions options;
  options.wait = std::chrono::milliseconds(20);
  options.attempts = 2;
  const auto store = created(options);
  std::vector<std::thread> threads;
  std::atomic<int> busy = 0;
  {
    const ForeignWriter foreign(GetParam(), address_);
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&, i] {
        try {
          store->transact([&](Transaction& to) { to.audit(act("submit", std::to_string(i))); });
        } catch (const StoreFailure& e) {
          busy += e.problem().code == "store-busy";
        }
      });
    for (auto& thread : threads) thread.join();
  }
  EXPECT_EQ(busy, 8);
  store->transact([&](Transaction& to) { to.audit(act("submit", "later")); });
  EXPECT_EQ(logged(*store), std::set<std::string>{"later"});
}

class GroupOnServer : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(On, GroupOnServer, testing::Values(Kind::server),
                         [](const auto&) { return "postgresql"; });

constexpr const char* kEndAllOthers =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    "pg_backend_pid()";

TEST_P(GroupOnServer, ALostConnectionLetsEachOfThemTryAgain) {
  const auto store = created();
  std::atomic<bool> cut = false;
  const auto heard = at_once(*store, 8, [&](int i, Transaction& to) {
    to.audit(act("submit", std::to_string(i)));
    if (i == 4 && !cut.exchange(true)) {
      beside(kEndAllOthers);
      to.audit(act("submit", "after the cut"));
    }
  });
  EXPECT_THAT(heard, testing::Each(""));
  auto expected = numbers(0, 8);
  EXPECT_EQ(logged(*store), expected);
}

TEST_P(GroupOnServer, AConflictOfOneLetsEachOfThemTryAgain) {
  const auto store = created();
  std::atomic<int> runs = 0;
  const auto heard = at_once(*store, 6, [&](int i, Transaction& to) {
    static_cast<void>(to.latest_plan_version());
    // Another serialisable transaction reads what this one will write, and writes what this one has read.
    if (i == 3 && ++runs == 1)
      beside(
          "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT COUNT(*) FROM audit; INSERT INTO plan_versions SELECT "
          "2, year, in_force_from, bytes, digest, recorded_at, recorded_by FROM plan_versions; COMMIT");
    to.audit(act("submit", std::to_string(i)));
  });
  EXPECT_THAT(heard, testing::Each(""));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(logged(*store), numbers(0, 6));
}

}  // namespace
}  // namespace xanh::store_test

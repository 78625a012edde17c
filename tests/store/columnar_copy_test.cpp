// What counts stands in the copy, with every digit, and the copy may be lost at any moment.
#include "store/columnar_copy.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include "store/columnar_world.hpp"

namespace xanh::store_test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class CopyOfFigures : public ColumnarWorld {};

std::vector<std::string> said_of(const Problems& problems) {
  std::vector<std::string> out;
  for (const auto& one : problems) out.push_back(one.code);
  return out;
}

TEST_F(CopyOfFigures, HoldsWhatWasNotedAndNothingElse) {
  report("2023-H1", "q1", {{"a", "12.5"}, {"b", "3"}});
  report("2023-H1", "q7", {{"a", "7"}}, false);
  ColumnarCopy copy(place_, {});
  const auto brought = bring(copy);
  EXPECT_TRUE(brought.made_anew);
  EXPECT_EQ(brought.reports, 1);
  EXPECT_EQ(copy.figures(), 2);
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a"), "12.5");
  EXPECT_EQ(figure(copy, "2023-H1", "q7", "a"), "-");
}

TEST_F(CopyOfFigures, ARevisionThatIsNotedReplacesTheEarlierOneAndTheRestStays) {
  report("2023-H1", "q1", {{"a", "1"}, {"b", "2"}});
  report("2023-H1", "q7", {{"a", "10"}});
  ColumnarCopy copy(place_, {});
  bring(copy);
  const auto second = report("2023-H1", "q1", {{"a", "5"}}, false);
  EXPECT_EQ(bring(copy).reports, 0);
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a"), "1") << "the second one is not noted yet";
  note("2023-H1", "q1", second);
  const auto brought = bring(copy);
  EXPECT_FALSE(brought.made_anew);
  EXPECT_EQ(brought.reports, 1);
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a"), "5");
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "b"), "-") << "the second revision has none";
  EXPECT_EQ(figure(copy, "2023-H1", "q7", "a"), "10");
  EXPECT_EQ(copy.figures(), 2);
}

TEST_F(CopyOfFigures, IsBroughtUpToDateFromWhereItStoodWhenOpenedAgain) {
  report("2023-H1", "q1", {{"a", "1"}});
  {
    bring(*std::make_unique<ColumnarCopy>(place_, ColumnarLimits{}));
  }
  report("2023-H1", "q7", {{"a", "2"}});
  ColumnarCopy copy(place_, {});
  const auto brought = bring(copy);
  EXPECT_FALSE(brought.made_anew);
  EXPECT_EQ(brought.reports, 1);
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a"), "1");
  EXPECT_EQ(figure(copy, "2023-H1", "q7", "a"), "2");
}

TEST_F(CopyOfFigures, KeepsEveryDigitWhenLaterFiguresHaveMoreOfThem) {
  report("2023-H1", "q1", {{"a", "12.50"}, {"b", "-3"}});
  ColumnarCopy copy(place_, {});
  bring(copy);
  report("2023-H1", "q7", {{"a", "0.000000001234"}, {"b", "1234567890123456.789"}});
  bring(copy);
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a"), "12.500000000000");
  EXPECT_EQ(figure(copy, "2023-H1", "q7", "a"), "0.000000001234");
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "b"), "-3.00");
  EXPECT_EQ(figure(copy, "2023-H1", "q7", "b"), "1234567890123456.79") << "eighteen digits";
  report("2023-H1", "q3", {{"a", "-9999999999.5"}});
  bring(copy);
  EXPECT_EQ(figure(copy, "2023-H1", "q3", "a"), "-9999999999.50000000")
      << "room for what stands before the point";
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a"), "12.50000000");
}

TEST_F(CopyOfFigures, NothingToReportIsATrueZeroAndTheOtherEmptiesAreNone) {
  report("2023-H1", "q1", {{"a", "nothing_to_report"}, {"b", "not_available"}, {"c", "not_applicable"}});
  ColumnarCopy copy(place_, {});
  bring(copy);
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a"), "0");
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "b"), "-");
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "c"), "-");
}

TEST_F(CopyOfFigures, FiguresOfAnotherDefinitionStandApart) {
  report("2022-H1", "q1", {{"a", "1"}}, true, "d1");
  report("2023-H1", "q1", {{"a", "2"}}, true, "d2");
  ColumnarCopy copy(place_, {});
  bring(copy);
  EXPECT_EQ(figure(copy, "2022-H1", "q1", "a", "d1"), "1");
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a", "d1"), "-");
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a", "d2"), "2");
}

TEST_F(CopyOfFigures, DroppedAndMadeAgainItHoldsTheSame) {
  for (const std::string unit : {"q1", "q'3", "q7"}) report("2023-H1", unit, {{"a", "1.25"}, {"b", "4"}});
  report("2023-H1", "q1", {{"a", "9"}});
  ColumnarCopy copy(place_, {});
  bring(copy);
  const auto stamp = copy.last_event();
  copy.drop();
  EXPECT_EQ(copy.figures(), 0);
  EXPECT_TRUE(bring(copy).made_anew);
  EXPECT_EQ(copy.last_event(), stamp);
  EXPECT_EQ(copy.figures(), 5);
  EXPECT_EQ(figure(copy, "2023-H1", "q1", "a"), "9.00");
  EXPECT_EQ(figure(copy, "2023-H1", "q'3", "b"), "4");
}

TEST_F(CopyOfFigures, OfAStoreThatWasRestoredItIsMadeAnew) {
  report("2023-H1", "q1", {{"a", "1"}});
  const fs::path backup = folder_.path() / "backup.sqlite";
  store_->copy_database_to(backup);
  report("2023-H1", "q7", {{"a", "2"}});
  EXPECT_THAT(ask([](ColumnarCopy& copy) { EXPECT_EQ(copy.figures(), 2); }), IsEmpty());
  store_.reset();
  for (const char* gone : {"programme.sqlite-wal", "programme.sqlite-shm"}) fs::remove(place_ / gone);
  fs::copy_file(backup, place_ / "programme.sqlite", fs::copy_options::overwrite_existing);
  store_ = std::move(ProgrammeStore::open(place_.string(), ProgrammeStore::Mode::read_write).value);
  ASSERT_NE(store_, nullptr);
  report("2023-H1", "q3", {{"a", "3"}, {"b", "4"}, {"c", "5"}});
  EXPECT_THAT(ask([](ColumnarCopy& copy) {
                EXPECT_EQ(figure(copy, "2023-H1", "q7", "a"), "-");
                EXPECT_EQ(figure(copy, "2023-H1", "q3", "c"), "5");
              }),
              IsEmpty());
}

TEST_F(CopyOfFigures, ADamagedFileIsMadeAnewAndThatIsSaid) {
  std::vector<Given> many;
  for (int i = 0; i < 3000; ++i) many.push_back({fmt::format("e{}", i), std::to_string(i * 7919 % 100003)});
  report("2023-H1", "q1", many);
  EXPECT_THAT(ask([](ColumnarCopy&) {}), IsEmpty());
  // The first header, and everything behind the headers.
  const auto size = static_cast<size_t>(fs::file_size(file()));
  for (const auto& [place, bytes] : {std::pair<size_t, size_t>{0, 64}, {12288, size - 12288}}) {
    {
      std::fstream damaged(file(), std::ios::in | std::ios::out | std::ios::binary);
      damaged.seekp(static_cast<std::streamoff>(place));
      damaged << std::string(bytes, '\x5a');
    }
    std::string found;
    const auto problems = ask([&](ColumnarCopy& copy) { found = figure(copy, "2023-H1", "q1", "e17"); });
    EXPECT_EQ(found, std::to_string(17 * 7919 % 100003)) << "at " << place;
    EXPECT_THAT(said_of(problems), ElementsAre("figures-copy-rebuilt")) << "at " << place;
  }
}

TEST_F(CopyOfFigures, AnUnfinishedOrForeignFileIsNoHindrance) {
  report("2023-H1", "q1", {{"a", "1"}});
  std::ofstream(file()) << "not of DuckDB";
  std::string found;
  EXPECT_THAT(said_of(ask([&](ColumnarCopy& copy) { found = figure(copy, "2023-H1", "q1", "a"); })),
              ElementsAre("figures-copy-rebuilt"));
  EXPECT_EQ(found, "1");
}

TEST_F(CopyOfFigures, WithoutAFolderItIsMadeInMemory) {
  report("2023-H1", "q1", {{"a", "1"}});
  std::string found;
  store_->read([&](const Transaction& t) {
    EXPECT_THAT(
        ask_columnar_copy(t, {}, {}, [&](ColumnarCopy& copy) { found = figure(copy, "2023-H1", "q1", "a"); }),
        IsEmpty());
  });
  EXPECT_EQ(found, "1");
  EXPECT_FALSE(fs::exists(file()));
}

TEST_F(CopyOfFigures, KilledWhileItIsBroughtUpToDateItIsWholeAfterwards) {
  std::vector<Given> many;
  for (int i = 0; i < 200; ++i) many.push_back({fmt::format("e{}", i), std::to_string(i)});
  std::mt19937 random(20230614);
  std::int64_t expected = 0;
  for (int round = 0; round < 12; ++round) {
    for (int i = 0; i < 20; ++i) {
      report("2023-H1", fmt::format("u{}", i), many);
      expected = std::max<std::int64_t>(expected, 200 * (i + 1));
    }
    const pid_t child = ::fork();
    if (child == 0) {
      auto store = ProgrammeStore::open(place_.string(), ProgrammeStore::Mode::read_only);
      if (!store.ok()) ::_exit(1);
      store.value->read([&](const Transaction& t) {
        static_cast<void>(ask_columnar_copy(t, place_, {}, [](ColumnarCopy&) {}));
      });
      ::_exit(0);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::int64_t held = 0;
    for (const auto& code : said_of(ask([&](ColumnarCopy& copy) { held = copy.figures(); })))
      EXPECT_EQ(code, "figures-copy-rebuilt");
    EXPECT_EQ(held, expected) << "round " << round;
  }
}

}  // namespace
}  // namespace xanh::store_test

// The embedded store and its folder: one owner, made whole or not at all, full and read-only disks, damage.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using Mode = ProgrammeStore::Mode;

class FolderStore : public testing::Test {
 protected:
  [[nodiscard]] std::string address() const { return place() / "kho"; }
  [[nodiscard]] virtual fs::path place() const { return folder_.path(); }
  [[nodiscard]] std::unique_ptr<ProgrammeStore> created() const {
    auto out = ProgrammeStore::create(address(), about(), [](Transaction& to) { to.add_plan(plan(1)); });
    for (const auto& problem : out.problems) ADD_FAILURE() << to_line(problem, Language::en);
    return std::move(out.value);
  }
  [[nodiscard]] std::vector<std::string> open_codes(Mode mode) const {
    return codes(ProgrammeStore::open(address(), mode).problems);
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(place())) out.push_back(entry.path().filename());
    std::sort(out.begin(), out.end());
    return out;
  }
  TemporaryFolder folder_;
};

TEST_F(FolderStore, HoldsItsDatabaseItsLockAndTheFolderOfFiles) {
  const auto store = created();
  EXPECT_TRUE(fs::is_regular_file(fs::path(address()) / "programme.sqlite"));
  EXPECT_TRUE(fs::is_directory(fs::path(address()) / "files"));
  std::ifstream lock(fs::path(address()) / "store.lock");
  int pid = 0;
  lock >> pid;
  EXPECT_EQ(pid, ::getpid());
  EXPECT_EQ(store->folder(), address());
  EXPECT_THAT(names(), ElementsAre("kho"));
}

TEST_F(FolderStore, IsMadeInAnEmptyFolderAndBelowFoldersThatAreMissing) {
  fs::create_directory(address());
  EXPECT_NE(created(), nullptr);
  EXPECT_TRUE(ProgrammeStore::create((place() / "a/b/c/").string(), about()).ok());
}

TEST_F(FolderStore, RefusesAFolderThatHoldsOtherThings) {
  fs::create_directory(address());
  std::ofstream(fs::path(address()) / "thư.txt") << "x";
  EXPECT_THAT(codes(ProgrammeStore::create(address(), about()).problems), ElementsAre("store-place-taken"));
  EXPECT_THAT(open_codes(Mode::read_write), ElementsAre("not-a-store"));
  EXPECT_TRUE(fs::exists(fs::path(address()) / "thư.txt"));
}

TEST_F(FolderStore, SaysWhenThereIsNoStore) {
  EXPECT_THAT(open_codes(Mode::read_only), ElementsAre("store-missing"));
  EXPECT_TRUE(names().empty()) << "looking makes nothing";
  fs::create_directory(address());
  EXPECT_THAT(open_codes(Mode::read_write), ElementsAre("store-missing"));
  std::ofstream(place() / "tệp") << "x";
  EXPECT_THAT(codes(ProgrammeStore::open(place() / "tệp", Mode::read_write).problems),
              ElementsAre("not-a-store"));
}

TEST_F(FolderStore, HasOneOwnerForWritingAndAnyNumberOfReaders) {
  created().reset();
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t owner = ::fork();
  if (owner == 0) {
    const auto store = ProgrammeStore::open(address(), Mode::read_write);
    static_cast<void>(::write(ready[1], store.ok() ? "y" : "n", 1));
    ::pause();
    ::_exit(0);
  }
  char answer = 0;
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  ASSERT_EQ(answer, 'y');
  const auto second = ProgrammeStore::open(address(), Mode::read_write);
  ASSERT_THAT(codes(second.problems), ElementsAre("store-owned"));
  EXPECT_NE(second.problems[0].message.vi.find(std::to_string(owner)), std::string::npos);
  const auto reader = ProgrammeStore::open(address(), Mode::read_only);
  ASSERT_TRUE(reader.ok());
  reader.value->read([](const Transaction& from) { EXPECT_EQ(from.latest_plan_version(), 1); });
  ::kill(owner, SIGKILL);
  ::waitpid(owner, nullptr, 0);
  EXPECT_TRUE(open_codes(Mode::read_write).empty()) << "the lock ended with its process";
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(FolderStore, AKillWhileItIsMadeLeavesNoStoreAndTheNextRunClearsUp) {
  const pid_t maker = ::fork();
  if (maker == 0) {
    static_cast<void>(ProgrammeStore::create(address(), about(), [](Transaction& to) {
      to.add_plan(plan(1));
      ::kill(::getpid(), SIGKILL);
    }));
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(maker, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(names().size(), 1u) << "the half-made one beside";
  EXPECT_THAT(open_codes(Mode::read_write), ElementsAre("store-missing"));
  const auto store = created();
  EXPECT_THAT(names(), ElementsAre("kho"));
  store->read([](const Transaction& from) { EXPECT_EQ(from.latest_plan_version(), 1); });
}

TEST_F(FolderStore, OfTwoWhoMakeItAtOnceOneWins) {
  for (int round = 0; round < 20; ++round) {
    std::vector<Outcome<std::unique_ptr<ProgrammeStore>>> made(2);
    std::thread other([&] { made[0] = ProgrammeStore::create(address(), about()); });
    made[1] = ProgrammeStore::create(address(), about());
    other.join();
    ASSERT_NE(made[0].ok(), made[1].ok());
    ASSERT_THAT(codes(made[made[0].ok() ? 1 : 0].problems), ElementsAre("store-exists"));
    ASSERT_THAT(names(), ElementsAre("kho"));
    made.clear();
    fs::remove_all(address());
  }
}

TEST_F(FolderStore, AFileThatIsNoDatabaseIsDamaged) {
  created().reset();
  std::ofstream(fs::path(address()) / "programme.sqlite", std::ios::trunc) << std::string(8192, 'x');
  EXPECT_THAT(open_codes(Mode::read_only), ElementsAre("store-damaged"));
  EXPECT_THAT(open_codes(Mode::read_write), ElementsAre("store-damaged"));
  std::ofstream(fs::path(address()) / "programme.sqlite", std::ios::trunc) << "";
  EXPECT_THAT(open_codes(Mode::read_write), ElementsAre("not-a-store"))
      << "an empty file is an empty database";
}

TEST_F(FolderStore, ADamagedPageIsFoundByCheckAndToldWhenRead) {
  created()->transact([](Transaction& to) { to.add_revision(revision("q7", 1), figures("q7", 1, 3000)); });
  {
    std::fstream file(fs::path(address()) / "programme.sqlite",
                      std::ios::in | std::ios::out | std::ios::binary);
    for (int page = 40; page < 60; ++page) file.seekp(page * 4096) << std::string(300, '\x7f');
  }
  const auto store = ProgrammeStore::open(address(), Mode::read_only);
  ASSERT_TRUE(store.ok());
  EXPECT_THAT(codes(store.value->check()), testing::Contains("store-damaged"));
  try {
    store.value->read([](const Transaction& from) { static_cast<void>(from.figures("2023-H1")); });
    FAIL() << "damaged figures were handed out";
  } catch (const StoreFailure& e) {
    EXPECT_EQ(e.problem().code, "store-damaged");
  }
}

TEST_F(FolderStore, ACopyOfTheDatabaseIsCompleteAndAStoreByItself) {
  const auto store = created();
  store->transact([](Transaction& to) { to.add_revision(revision("q7", 1), figures("q7", 1, 10)); });
  const fs::path copy = place() / "bản sao";
  fs::create_directory(copy);
  store->copy_database_to(copy / "programme.sqlite");
  const auto other = ProgrammeStore::open(copy, Mode::read_write);
  ASSERT_TRUE(other.ok());
  other.value->read(
      [](const Transaction& from) { EXPECT_EQ(from.figures("2023-H1"), figures("q7", 1, 10)); });
}

// A small disk of its own, where the test may mount one.
class SmallDisk : public FolderStore {
 protected:
  void SetUp() override {
    fs::create_directory(disk());
    if (::mount("none", disk().c_str(), "tmpfs", 0, "size=3m") != 0)
      GTEST_SKIP() << "no right to mount a small disk";
    mounted_ = true;
  }
  void TearDown() override {
    if (mounted_) ::umount2(disk().c_str(), MNT_DETACH);
  }
  [[nodiscard]] fs::path disk() const { return folder_.path() / "disk"; }
  [[nodiscard]] fs::path place() const override { return disk(); }
  void remount(unsigned long flags) const {
    ASSERT_EQ(::mount("none", disk().c_str(), "tmpfs", MS_REMOUNT | flags, "size=3m"), 0);
  }
  bool mounted_ = false;
};

TEST_F(SmallDisk, WhenItIsFullNothingIsHalfWrittenAndItGoesOnOnceThereIsRoom) {
  std::ofstream(disk() / "ballast") << std::string(1 << 20, 'b');
  const auto store = created();
  int kept = 0;
  std::string code;
  while (code.empty() && kept < 1000) {
    try {
      store->transact([&](Transaction& to) {
        to.audit(act("submit"));
        to.add_revision(revision("q7", kept + 1), figures("q7", kept + 1, 400));
      });
      ++kept;
    } catch (const StoreFailure& e) {
      code = e.problem().code;
    }
  }
  EXPECT_EQ(code, "store-disk-full");
  EXPECT_GT(kept, 2);
  const auto see = [&](int revisions) {
    store->read([&](const Transaction& from) {
      EXPECT_EQ(from.revisions("2023-H1", "q7").size(), static_cast<size_t>(revisions));
      EXPECT_EQ(from.figures("2023-H1").size(), static_cast<size_t>(revisions) * 400);
      EXPECT_EQ(from.verify_audit().rows, revisions);
    });
    EXPECT_TRUE(store->check().empty());
  };
  see(kept);
  fs::remove(disk() / "ballast");
  store->transact([&](Transaction& to) {
    to.audit(act("submit"));
    to.add_revision(revision("q7", kept + 1), figures("q7", kept + 1, 400));
  });
  see(kept + 1);
}

TEST_F(SmallDisk, AStoreThatFindsNoRoomIsNotMade) {
  const auto out = ProgrammeStore::create(address(), about(), [](Transaction& to) {
    to.add_plan(plan(1));
    to.add_revision(revision("q7", 1), figures("q7", 1, 60'000));
  });
  EXPECT_THAT(codes(out.problems), ElementsAre("store-disk-full"));
  EXPECT_TRUE(names().empty());
}

TEST_F(SmallDisk, AReadOnlyPlaceIsReadAndNotWritten) {
  created().reset();
  remount(MS_RDONLY);
  const auto store = ProgrammeStore::open(address(), Mode::read_only);
  ASSERT_TRUE(store.ok()) << to_line(store.problems[0], Language::en);
  store.value->read([](const Transaction& from) { EXPECT_EQ(from.latest_plan_version(), 1); });
  EXPECT_THAT(open_codes(Mode::read_write), ElementsAre("store-place-read-only"));
  EXPECT_THAT(codes(ProgrammeStore::create(disk() / "other", about()).problems),
              ElementsAre("store-place-read-only"));
}

TEST_F(SmallDisk, AReadOnlyPlaceWithAJournalLeftByAKillIsReadWithTheJournal) {
  const pid_t writer = ::fork();
  if (writer == 0) {
    const auto store = created();
    store->transact([](Transaction& to) { to.add_plan(plan(2)); });
    ::kill(::getpid(), SIGKILL);
  }
  ::waitpid(writer, nullptr, 0);
  ASSERT_TRUE(fs::exists(fs::path(address()) / "programme.sqlite-wal"));
  remount(MS_RDONLY);
  const auto store = ProgrammeStore::open(address(), Mode::read_only);
  ASSERT_TRUE(store.ok()) << to_line(store.problems[0], Language::en);
  store.value->read([](const Transaction& from) { EXPECT_EQ(from.latest_plan_version(), 2); });
}

}  // namespace
}  // namespace xanh::store_test

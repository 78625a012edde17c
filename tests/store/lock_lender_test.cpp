// A server owns a folder store for weeks; a clerk's command has to work beside it all the same.
#include "store/lock_lender.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>

#include <fstream>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

struct LentStore : testing::Test {
  LentStore() {
    std::string name = fs::temp_directory_path() / "xanh-lent-XXXXXX";
    place = fs::path(::mkdtemp(name.data())) / "store";
    owner = std::move(ProgrammeStore::create(place.string(), {"hcmc", 1, {}}).value);
  }
  ~LentStore() override {
    owner.reset();
    std::error_code error;
    fs::remove_all(place.parent_path(), error);
  }
  [[nodiscard]] auto opened() const {
    return ProgrammeStore::open(place.string(), ProgrammeStore::Mode::read_write);
  }
  static void write(ProgrammeStore& store, const std::string& by) {
    store.transact([&](Transaction& t) { t.audit({{}, by, "act", "subject", "{}"}); });
  }
  fs::path place;
  std::unique_ptr<ProgrammeStore> owner;
};

TEST_F(LentStore, ACommandWritesBesideItsOwnerAndTheChainStaysWhole) {
  ASSERT_THAT(owner->lend_lock(), IsEmpty());
  auto command = opened();
  ASSERT_TRUE(command.ok());
  for (int i = 0; i < 20; ++i) {
    write(*owner, "server");
    write(*command.value, "command");
  }
  owner->read([](const Transaction& t) {
    const AuditReport report = t.verify_audit();
    EXPECT_TRUE(report.sound());
    EXPECT_EQ(report.rows, 40);
  });
}

TEST_F(LentStore, WithoutLendingThereIsOneOwnerAsBefore) {
  EXPECT_THAT(codes(opened().problems), ElementsAre("store-owned"));
  ASSERT_THAT(owner->lend_lock(), IsEmpty());
  EXPECT_TRUE(opened().ok());
  owner.reset();
  EXPECT_FALSE(fs::exists(place / store_folder::kSocket));
  EXPECT_TRUE(opened().ok()) << "nobody owns it any more";
}

TEST_F(LentStore, WhoBorrowedKeepsTheStoreWhenTheOwnerGoes) {
  ASSERT_THAT(owner->lend_lock(), IsEmpty());
  auto command = opened();
  owner.reset();
  EXPECT_THAT(codes(opened().problems), ElementsAre("store-owned"));
  write(*command.value, "command");
  command.value.reset();
  EXPECT_TRUE(opened().ok());
}

TEST_F(LentStore, TheSocketOfAKilledOwnerIsInNobodysWay) {
  owner.reset();
  const pid_t child = ::fork();
  if (child == 0) {
    auto store = ProgrammeStore::open(place.string(), ProgrammeStore::Mode::read_write);
    const bool fine = store.ok() && store.value->lend_lock().empty();
    ::_exit(fine ? 0 : 1);  // as a kill: nothing is cleared away
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  ASSERT_TRUE(fs::exists(place / store_folder::kSocket));
  auto next = opened();
  ASSERT_TRUE(next.ok());
  EXPECT_THAT(next.value->lend_lock(), IsEmpty());
  EXPECT_TRUE(opened().ok());
}

/// A second server on the same store would leave the first without its socket.
TEST_F(LentStore, WhatWasLentIsNotLentOn) {
  ASSERT_THAT(owner->lend_lock(), IsEmpty());
  {
    const auto second = opened();
    EXPECT_THAT(codes(second.value->lend_lock()), ElementsAre("store-owned"));
  }
  EXPECT_TRUE(opened().ok()) << "the first still lends";
}

/// What comes over the socket has to be the lock of this very folder, and held.
TEST_F(LentStore, AnotherFileIsNoLock) {
  owner.reset();
  std::ofstream(place / "other") << "x";
  auto lock = StoreLock::take(place);
  ASSERT_TRUE(lock.ok());
  {
    StoreLock other = StoreLock::of(::open((place / "other").c_str(), O_RDWR | O_CLOEXEC), false);
    const auto lender = LockLender::start(place, other);
    ASSERT_TRUE(lender.ok());
    EXPECT_FALSE(borrow_lock(place).held());
  }
  const auto lender = LockLender::start(place, lock.value);
  EXPECT_TRUE(borrow_lock(place).held());
}

TEST_F(LentStore, AFolderWithALongNameIsReachedToo) {
  owner.reset();
  const fs::path deep = place.parent_path() / std::string(120, 'd') / std::string(120, 'e') / "store";
  owner = std::move(ProgrammeStore::create(deep.string(), {"hcmc", 1, {}}).value);
  ASSERT_THAT(owner->lend_lock(), IsEmpty());
  EXPECT_TRUE(ProgrammeStore::open(deep.string(), ProgrammeStore::Mode::read_write).ok());
}

}  // namespace
}  // namespace xanh::store_test

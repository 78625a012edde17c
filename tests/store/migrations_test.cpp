// From every version of the tables to the newest, with nothing lost and a copy beside.
#include "store/migrations.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using Mode = ProgrammeStore::Mode;

class Migrations : public StoreContract {
 protected:
  [[nodiscard]] static StoreOptions with(std::span<const Migration> steps) {
    StoreOptions out;
    out.migrations = steps;
    return out;
  }
  // A release to come: it has one step more.
  [[nodiscard]] static std::vector<Migration> later(std::vector<std::string_view> statements) {
    std::vector<Migration> out(store_migrations().begin(), store_migrations().end());
    out.push_back({out.back().to + 1, "a table to come", std::move(statements)});
    return out;
  }
  const int now_ = store_migrations().back().to;
};

INSTANTIATE_TEST_SUITE_P(Both, Migrations, testing::Values(Kind::folder, Kind::server), [](const auto& kind) {
  return kind.param == Kind::folder ? "sqlite" : "postgresql";
});

std::string text_of(const fs::path& file) {
  std::stringstream out;
  out << std::ifstream(file).rdbuf();
  return out.str();
}

TEST_P(Migrations, AreNumberedFromOneWithoutAGap) {
  int expected = 0;
  for (const auto& migration : store_migrations()) EXPECT_EQ(migration.to, ++expected);
}

TEST_P(Migrations, AnOlderStoreIsBackedUpAndBroughtUp) {
  created()->transact([](Transaction& to) { to.add_revision(revision("q7", 1), figures("q7", 1, 9)); });
  const auto steps = later({"CREATE TABLE later (code TEXT NOT NULL PRIMARY KEY)",
                            "INSERT INTO later (code) SELECT unit FROM revisions"});
  EXPECT_THAT(codes(ProgrammeStore::open(address_, Mode::read_only, with(steps)).problems),
              ElementsAre("store-older"));
  {
    const auto store = opened(Mode::read_write, with(steps));
    ASSERT_NE(store, nullptr);
    EXPECT_EQ(store->version(), now_ + 1);
    store->transact([](Transaction& to) { EXPECT_EQ(to.figures("2023-H1"), figures("q7", 1, 9)); });
  }
  EXPECT_EQ(beside("SELECT code FROM later"), "q7");
  EXPECT_THAT(codes(ProgrammeStore::open(address_, Mode::read_write).problems), ElementsAre("store-newer"))
      << "the release of today";
  EXPECT_NE(opened(Mode::read_only, with(steps)), nullptr);
  if (GetParam() == Kind::server) return;
  const fs::path before = fs::path(address_) / fmt::format("programme.sqlite.before-{}", now_ + 1);
  EXPECT_EQ(ask_sqlite(before, "SELECT value FROM meta WHERE key = 'schema'"), std::to_string(now_));
  EXPECT_EQ(ask_sqlite(before, "SELECT COUNT(*) FROM figures"), "9");
}

TEST_P(Migrations, AStepThatFailsLeavesTheStoreAsItWas) {
  created().reset();
  const auto steps =
      later({"CREATE TABLE later (code TEXT NOT NULL)", "INSERT INTO nowhere (code) VALUES ('x')"});
  EXPECT_THAT(codes(ProgrammeStore::open(address_, Mode::read_write, with(steps)).problems),
              ElementsAre("store-fault"));
  const auto store = opened();
  ASSERT_NE(store, nullptr);
  EXPECT_EQ(store->version(), now_);
  EXPECT_THROW(beside("SELECT code FROM later"), std::runtime_error);
}

// The dumps are SQLite's (`sqlite3 programme.sqlite .dump`); the statements are the same on PostgreSQL.
TEST(ReleasedVersions, AllOpenWithAllTheyHeld) {
  const TemporaryFolder place;
  for (const auto& [version, what, statements] : store_migrations()) {
    const fs::path folder = place.path() / fmt::format("v{}", version);
    fs::create_directory(folder);
    const std::string dump =
        text_of(fs::path(XANH_SOURCE_DIR) / fmt::format("tests/golden/store/version-{}.sql", version));
    ASSERT_FALSE(dump.empty()) << "every released version has its dump in tests/golden/store";
    ask_sqlite(folder / "programme.sqlite", dump);
    const auto store = ProgrammeStore::open(folder, Mode::read_write);
    ASSERT_TRUE(store.ok()) << to_line(store.problems[0], Language::en);
    EXPECT_TRUE(store.value->check().empty());
    store.value->read([&, version = version](const Transaction& from) {
      EXPECT_THAT(from.plans(), ElementsAre(plan(1)));
      EXPECT_THAT(from.revisions("2023-H1", "q7"), ElementsAre(revision("q7", 1)));
      EXPECT_EQ(from.figures("2023-H1"), figures("q7", 1, 12));
      EXPECT_EQ(from.verify_audit().rows, 1);
      if (version >= 7) {
        const auto said = from.feedback("GY-2345-6789");
        EXPECT_TRUE(said && said->answer == "Đã kiểm tra");
      }
      if (version >= 8) {
        ASSERT_EQ(from.amendment_events().size(), 1u);
        EXPECT_EQ(from.amendment_events()[0].amendment, "A1");
      }
    });
  }
}

TEST(ReleasedVersions, KeepTheTablesTheyHad) {
  const TemporaryFolder place;
  ASSERT_TRUE(ProgrammeStore::create(place.path() / "new", about()).ok());
  const fs::path golden = place.path() / "golden.sqlite";
  ask_sqlite(golden, text_of(fs::path(XANH_SOURCE_DIR) /
                             fmt::format("tests/golden/store/version-{}.sql", store_migrations().back().to)));
  constexpr const char* kTables =
      "SELECT group_concat(sql, x'0a') FROM (SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY "
      "name)";
  EXPECT_EQ(ask_sqlite(place.path() / "new/programme.sqlite", kTables), ask_sqlite(golden, kTables));
}

}  // namespace
}  // namespace xanh::store_test

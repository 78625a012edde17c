// What only a server can do to a store: refuse, break the connection, report a conflict.
#include <gmock/gmock.h>

#include <thread>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Mode = ProgrammeStore::Mode;

class ServerStore : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(On, ServerStore, testing::Values(Kind::server),
                         [](const auto&) { return "postgresql"; });

constexpr const char* kEndAllOthers =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    "pg_backend_pid()";

TEST(ServerAddress, IsShownWithoutItsPassword) {
  EXPECT_EQ(address_to_show("postgresql://an:bi%20mat@db.example:5432/xanh?sslmode=require&password=x"),
            "postgresql://an@db.example:5432/xanh");
  EXPECT_EQ(address_to_show("postgresql://an@db/xanh"), "postgresql://an@db/xanh");
  EXPECT_EQ(address_to_show("postgresql:///xanh?host=/tmp"), "postgresql:///xanh");
  EXPECT_EQ(address_to_show("var/demo"), "var/demo");
}

TEST(ServerAddress, ThatAnswersNothingIsAProblemWithoutThePassword) {
  const auto out = ProgrammeStore::open("postgresql://an:matkhau1@127.0.0.1:1/xanh", Mode::read_write);
  ASSERT_THAT(codes(out.problems), ElementsAre("store-unreachable"));
  EXPECT_THAT(to_line(out.problems[0], Language::vi), Not(HasSubstr("matkhau1")));
  EXPECT_THAT(codes(ProgrammeStore::create("postgresql://127.0.0.1:1/xanh", about()).problems),
              ElementsAre("store-unreachable"));
}

TEST_P(ServerStore, ASerialisationFailureIsTriedAgain) {
  const auto store = created();
  int runs = 0;
  store->transact([&](Transaction& to) {
    const int latest = to.latest_plan_version();
    // Another serialisable transaction reads what this one will write, and writes what this one has read.
    if (++runs == 1)
      beside(
          "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT COUNT(*) FROM audit; INSERT INTO plan_versions SELECT "
          "2, year, in_force_from, bytes, "
          "digest, recorded_at, recorded_by FROM plan_versions; COMMIT");
    else
      EXPECT_EQ(latest, 2);
    to.audit(act("plan"));
  });
  EXPECT_EQ(runs, 2);
  store->read([](const Transaction& from) { EXPECT_EQ(from.audit_rows().size(), 1u); });
}

TEST_P(ServerStore, AConnectionThatBreaksIsMadeAgain) {
  const auto store = created();
  store->read([](const Transaction&) {});
  beside(kEndAllOthers);
  store->read([](const Transaction& from) { EXPECT_EQ(from.latest_plan_version(), 1); });
  store->transact([](Transaction& to) { to.add_plan(plan(2)); });
  int runs = 0;
  store->transact([&](Transaction& to) {
    to.audit(act("submit"));
    if (++runs == 1) beside(kEndAllOthers);
    to.add_revision(revision("q7", 1), figures("q7", 1, 5));
  });
  EXPECT_EQ(runs, 2) << "lost before it was committed: the whole is done again";
  store->read([](const Transaction& from) { EXPECT_EQ(from.verify_audit().rows, 1); });
}

TEST_P(ServerStore, AConnectionThatBreaksAtTheCommitLeavesItOpenAndSaysSo) {
  const auto store = created();
  try {
    store->transact([&](Transaction& to) {
      to.add_plan(plan(2));
      beside(kEndAllOthers);
    });
    FAIL() << "acknowledged without an answer of the server";
  } catch (const StoreFailure& e) {
    EXPECT_EQ(e.problem().code, "store-outcome-unknown");
  }
  store->read([](const Transaction& from) { EXPECT_EQ(from.latest_plan_version(), 1); });
}

TEST_P(ServerStore, ADatabaseThatCannotHoldVietnameseIsRefused) {
  const std::string narrow = "narrow_" + std::to_string(::getpid());
  beside("CREATE DATABASE " + narrow + " TEMPLATE template0 ENCODING LATIN1 LOCALE 'C' LOCALE_PROVIDER libc");
  std::string why;
  const auto address = PostgresqlServer::running(&why)->address_of(narrow);
  EXPECT_THAT(codes(ProgrammeStore::create(address, about()).problems), ElementsAre("database-not-utf-8"));
}

TEST_P(ServerStore, OfTwoWhoMakeItAtOnceOneWins) {
  std::vector<Outcome<std::unique_ptr<ProgrammeStore>>> made(2);
  std::thread other([&] { made[0] = ProgrammeStore::create(address_, about()); });
  made[1] = ProgrammeStore::create(address_, about());
  other.join();
  EXPECT_NE(made[0].ok(), made[1].ok());
  EXPECT_THAT(codes(made[made[0].ok() ? 1 : 0].problems), ElementsAre("store-exists"));
}

}  // namespace
}  // namespace xanh::store_test

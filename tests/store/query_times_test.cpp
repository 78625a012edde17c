#include "store/query_times.hpp"

#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

TEST(QueryNames, AreTheVerbAndTheTable) {
  EXPECT_EQ(name_of_query("SELECT digest, at FROM keys WHERE person = :person"), "select keys");
  EXPECT_EQ(name_of_query("INSERT INTO audit (seq, at) VALUES (:seq, :at)"), "insert audit");
  EXPECT_EQ(name_of_query("UPDATE outbox SET state = :state"), "update outbox");
  EXPECT_EQ(name_of_query("DELETE FROM keys WHERE ends_at <= :now"), "delete keys");
  EXPECT_EQ(name_of_query("BEGIN IMMEDIATE"), "begin");
  EXPECT_EQ(name_of_query("SELECT 1"), "select");
  EXPECT_EQ(name_of_query(""), "");
}

TEST(QueryTimes, CountWhatTheStoreWasAsked) {
  const auto asked = [](const std::string& name) {
    for (const auto& one : query_times())
      if (one.query == name) return one.asked;
    return std::uint64_t{0};
  };
  const TemporaryFolder place;
  const auto store = ProgrammeStore::create(place.path() / "store", about());
  ASSERT_TRUE(store.ok());
  const auto before = asked("select person_events"), written = asked("insert audit");
  for (int i = 0; i < 3; ++i)
    store.value->read([](const Transaction& t) { EXPECT_TRUE(t.person_events_of("ai").empty()); });
  store.value->transact([](Transaction& t) { t.audit(act("noted")); });
  EXPECT_EQ(asked("select person_events"), before + 3);
  EXPECT_EQ(asked("insert audit"), written + 1);
}

}  // namespace
}  // namespace xanh::store_test

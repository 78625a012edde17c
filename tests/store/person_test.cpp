// People and keys, on both engines: events are added and never lost, keys move and go.
#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class People : public StoreContract {
 protected:
  static StoredKey a_key(const std::string& digest, KeyKind kind, const std::string& person,
                         const std::string& ends_at = "2023-06-20T12:00:00Z") {
    return {
        digest,         kind, person, "{}", moment("2023-06-20T10:00:00Z"), moment("2023-06-20T10:00:00Z"),
        moment(ends_at)};
  }
  static std::vector<std::string> digests(const std::vector<StoredKey>& keys) {
    std::vector<std::string> out;
    for (const auto& one : keys) out.push_back(one.digest);
    return out;
  }
};

INSTANTIATE_TEST_SUITE_P(Both, People, testing::Values(Kind::folder, Kind::server), [](const auto& kind) {
  return kind.param == Kind::folder ? "sqlite" : "postgresql";
});

TEST_P(People, EventsComeOutAsTheyWentInAndAsOfAMoment) {
  PersonEvent first{0, "q7.lan", "invited", "{\"name\":\"Lan\"}", moment("2023-06-01T01:00:00Z"), "operator"};
  PersonEvent second{0, "so-xd.hai", "invited", "{}", moment("2023-06-02T01:00:00Z"), "operator"};
  PersonEvent third{0, "q7.lan", "ended", "{}", moment("2023-06-03T01:00:00Z"), "operator"};
  created()->transact([&](Transaction& to) {
    for (const auto& one : {first, second, third}) to.add_person_event(one);
  });
  first.seq = 1;
  second.seq = 2;
  third.seq = 3;
  const auto store = opened(ProgrammeStore::Mode::read_only);
  store->read([&](const Transaction& from) {
    EXPECT_THAT(from.person_events(), ElementsAre(first, second, third));
    EXPECT_THAT(from.person_events(moment("2023-06-02T01:00:00Z")), ElementsAre(first, second));
    EXPECT_THAT(from.person_events_of("q7.lan"), ElementsAre(first, third));
    EXPECT_THAT(from.person_events_of("nobody"), IsEmpty());
  });
}

TEST_P(People, AKeyIsFoundByItsDigestAndMovesWhenItIsSeen) {
  const auto store = created();
  store->transact([](Transaction& to) { to.add_key(a_key("d1", KeyKind::token, "q7.lan")); });
  store->transact([](Transaction& to) {
    EXPECT_EQ(to.key("d1"), a_key("d1", KeyKind::token, "q7.lan"));
    EXPECT_EQ(to.key("d2"), std::nullopt);
    to.touch_key("d1", moment("2023-06-20T11:00:00Z"), moment("2023-06-20T13:00:00Z"));
  });
  store->read([](const Transaction& from) {
    EXPECT_EQ(from.key("d1")->seen_at, moment("2023-06-20T11:00:00Z"));
    EXPECT_EQ(from.key("d1")->ends_at, moment("2023-06-20T13:00:00Z"));
    EXPECT_EQ(from.key("d1")->made_at, moment("2023-06-20T10:00:00Z"));
  });
  EXPECT_THROW(store->transact([](Transaction& to) { to.add_key(a_key("d1", KeyKind::link, "x")); }),
               AlreadyStored);
}

TEST_P(People, KeysGoByDigestByPersonByKindAndWhenTheyHaveEnded) {
  const auto store = created();
  store->transact([](Transaction& to) {
    for (const char* digest : {"a1", "a2", "a3"}) to.add_key(a_key(digest, KeyKind::session, "an"));
    to.add_key(a_key("a4", KeyKind::token, "an", "2024-06-20T10:00:00Z"));
    to.add_key(a_key("b1", KeyKind::session, "binh"));
    to.drop_key("a1");
    EXPECT_THAT(digests(to.keys_of("an")), ElementsAre("a2", "a3", "a4"));
    to.drop_keys_of("an", KeyKind::session, "a3");
    EXPECT_THAT(digests(to.keys_of("an")), ElementsAre("a3", "a4"));
    to.drop_keys_ended(moment("2023-06-20T11:59:59Z"));
    EXPECT_THAT(digests(to.keys_of("an")), ElementsAre("a3", "a4"));
    to.drop_keys_ended(moment("2023-06-20T12:00:00Z"));
    EXPECT_THAT(digests(to.keys_of("an")), ElementsAre("a4"));
    EXPECT_THAT(to.keys_of("binh"), IsEmpty());
    to.drop_keys_of("an");
    EXPECT_THAT(to.keys_of("an"), IsEmpty());
  });
}

}  // namespace
}  // namespace xanh::store_test

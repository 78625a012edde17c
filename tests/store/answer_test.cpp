// Answers that are kept for a day, and what is written along with a change, on both engines.
#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

class Answers : public StoreContract {
 protected:
  static StoredAnswer one(const std::string& key, const std::string& ends_at = "2023-06-21T10:00:00Z") {
    return {"q7.lan", key, "digest", {}, moment("2023-06-20T10:00:00Z"), moment(ends_at)};
  }
  static void change(Transaction& to, const std::string& action = "user.end") {
    to.audit({moment("2023-06-20T10:00:00Z"), "q7.lan", action, "x", {}});
  }
  static bool has(const ProgrammeStore& store, const std::string& key) {
    bool out = false;
    store.read([&](const Transaction& from) { out = from.answer("q7.lan", key).has_value(); });
    return out;
  }
};

INSTANTIATE_TEST_SUITE_P(Both, Answers, testing::Values(Kind::folder, Kind::server), [](const auto& kind) {
  return kind.param == Kind::folder ? "sqlite" : "postgresql";
});

TEST_P(Answers, AreFoundByPersonAndKeyGetTheirTextAndGoAfterTheirEnd) {
  const auto store = created();
  store->transact([](Transaction& to) {
    to.add_answer(one("a"));
    to.add_answer(one("b", "2023-06-20T11:00:00Z"));
    to.set_answer("q7.lan", "a", "{}");
  });
  EXPECT_THROW(store->transact([](Transaction& to) { to.add_answer(one("a")); }), AlreadyStored);
  store->transact([](Transaction& to) { to.drop_answers_ended(moment("2023-06-20T11:00:00Z")); });
  store->read([](const Transaction& from) {
    StoredAnswer expected = one("a");
    expected.answer = "{}";
    EXPECT_EQ(from.answer("q7.lan", "a"), expected);
    EXPECT_EQ(from.answer("q7.lan", "b"), std::nullopt);
    EXPECT_EQ(from.answer("q1.an", "a"), std::nullopt);
  });
}

TEST_P(Answers, WhatIsWrittenAlongIsThereWithTheChangeOrNotAtAll) {
  const auto store = created();
  {
    const Along along(*store, [](Transaction& to) { to.add_answer(one("a")); });
    EXPECT_THROW(store->transact([](Transaction& to) {
      change(to);
      throw std::runtime_error("on purpose");
    }),
                 std::runtime_error);
    EXPECT_FALSE(along.written());
    EXPECT_FALSE(has(*store, "a"));
    store->transact([](Transaction& to) { change(to, "session.refused"); });
    EXPECT_FALSE(along.written()) << "a refusal is no change";
    store->transact([](Transaction& to) { change(to); });
    EXPECT_TRUE(along.written());
    store->transact([](Transaction& to) { change(to); });
    EXPECT_TRUE(has(*store, "a")) << "once";
  }
  store->transact([](Transaction& to) { change(to); });
  const Along again(*store, [](Transaction& to) { to.add_answer(one("a")); });
  const auto head = [&] {
    AuditHead out;
    store->read([&](const Transaction& from) { out = from.audit_head(); });
    return out;
  };
  const AuditHead before = head();
  EXPECT_THROW(store->transact([](Transaction& to) { change(to); }), AlreadyStored);
  EXPECT_EQ(head(), before) << "the change is not there without what was to be written along";
}

}  // namespace
}  // namespace xanh::store_test

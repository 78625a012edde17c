// The outbox on both engines: one row a topic, one holder at a time, nothing settled twice.
#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class MailRows : public StoreContract {
 protected:
  static Instant at(const std::string& time) { return moment("2023-06-20T" + time + "Z"); }
  static StoredMail a_mail(const std::string& topic) {
    StoredMail out;
    out.topic = topic;
    out.message_id = "id-" + topic;
    out.kind = "reminder";
    out.person = "q7.an";
    out.detail = "{\"unit\":\"q7\",\"text\":\"chữ Việt\"}";
    out.made_at = out.next_at = at("10:00:00");
    out.ends_at = at("20:00:00");
    return out;
  }
};

INSTANTIATE_TEST_SUITE_P(Both, MailRows, testing::Values(Kind::folder, Kind::server), [](const auto& kind) {
  return kind.param == Kind::folder ? "sqlite" : "postgresql";
});

TEST_P(MailRows, ATopicIsKeptOnceAndComesOutAsItWentIn) {
  const auto store = created();
  store->transact([](Transaction& to) {
    EXPECT_TRUE(to.add_mail(a_mail("a/1")));
    EXPECT_FALSE(to.add_mail(a_mail("a/1")));
    EXPECT_TRUE(to.add_mail(a_mail("a/2")));
    EXPECT_TRUE(to.add_mail(a_mail("b/1")));
  });
  store->read([](const Transaction& from) {
    StoredMail first = a_mail("a/1");
    first.seq = 1;
    EXPECT_EQ(from.mail(1), first);
    EXPECT_THAT(from.mails(), SizeIs(3));
    EXPECT_EQ(from.mails().front().topic, "b/1") << "newest first";
    EXPECT_THAT(from.mails_about("a/"), SizeIs(2));
    EXPECT_THAT(from.mails(MailState::refused), IsEmpty());
    EXPECT_FALSE(from.mail_waits(at("09:59:59")));
    EXPECT_TRUE(from.mail_waits(at("10:00:00")));
  });
}

TEST_P(MailRows, OneHoldsItUntilItsLeaseIsOver) {
  const auto store = created();
  store->transact([](Transaction& to) {
    to.add_mail(a_mail("a/1"));
    EXPECT_EQ(to.take_mail(at("10:00:00"), "one", at("10:05:00"))->tries, 1);
    EXPECT_EQ(to.take_mail(at("10:04:59"), "two", at("10:09:00")), std::nullopt);
    EXPECT_EQ(to.take_mail(at("10:05:00"), "two", at("10:10:00"))->holder, "two");
    EXPECT_FALSE(to.settle_mail(1, "one", MailState::waiting, at("10:06:00"), "slow", at("10:06:00")))
        << "it is another's now";
    EXPECT_FALSE(to.settle_mail(1, "one", MailState::refused, at("10:06:00"), "no"));
    EXPECT_TRUE(to.settle_mail(1, "one", MailState::delivered, at("10:06:00"), "250"))
        << "who has delivered it may always say so";
    EXPECT_FALSE(to.settle_mail(1, "two", MailState::refused, at("10:07:00"), "550"));
    EXPECT_EQ(to.mail(1)->state, MailState::delivered);
    EXPECT_EQ(to.take_mail(at("19:00:00"), "two", at("20:00:00")), std::nullopt);
    EXPECT_FALSE(to.wake_mail(1, at("11:00:00"), at("20:00:00"))) << "delivered once is enough";
  });
}

TEST_P(MailRows, WhatIsGivenBackWaitsForItsTurnAndARefusedOneCanBeWoken) {
  const auto store = created();
  store->transact([](Transaction& to) {
    to.add_mail(a_mail("a/1"));
    std::ignore = to.take_mail(at("10:00:00"), "one", at("10:05:00"));
    EXPECT_TRUE(to.settle_mail(1, "one", MailState::waiting, at("10:00:01"), "451", at("10:02:00")));
    EXPECT_EQ(to.take_mail(at("10:01:59"), "one", at("10:10:00")), std::nullopt);
    EXPECT_EQ(to.take_mail(at("10:02:00"), "one", at("10:10:00"))->tries, 2);
    EXPECT_TRUE(to.settle_mail(1, "one", MailState::refused, at("10:03:00"), "550"));
    EXPECT_EQ(to.mail(1)->settled_at, at("10:03:00"));
    EXPECT_TRUE(to.wake_mail(1, at("11:00:00"), at("21:00:00")));
    EXPECT_EQ(to.take_mail(at("11:00:00"), "two", at("11:05:00"))->reply, "550");
    EXPECT_TRUE(to.settle_mail(1, "two", MailState::lapsed, at("11:01:00"), "late"));
    to.drop_mail_settled(at("11:01:00"));
    EXPECT_THAT(to.mails(), SizeIs(1));
    to.drop_mail_settled(at("11:01:01"));
    EXPECT_THAT(to.mails(), IsEmpty());
  });
}

TEST_P(MailRows, ACalendarHasOneSecretAPerson) {
  const auto store = created();
  store->transact([](Transaction& to) {
    to.set_calendar({"d1", "q7.an", at("10:00:00")});
    to.set_calendar({"d2", "q7.an", at("11:00:00")});
    EXPECT_EQ(to.calendar("d1"), std::nullopt);
    EXPECT_EQ(to.calendar("d2")->person, "q7.an");
    EXPECT_EQ(to.calendar_of("q7.an")->digest, "d2");
    to.drop_calendar("q7.an");
    EXPECT_EQ(to.calendar_of("q7.an"), std::nullopt);
  });
}

}  // namespace
}  // namespace xanh::store_test

#include "office/sign_in_use.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "office/office_sample.hpp"
#include "office/people_use.hpp"

namespace xanh::office_test {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kSignInPassword = "con đò sang sông";

struct SignIn : testing::Test {
  explicit SignIn(ThrottleLimits limits = {}) : keeper{Throttle(limits)} {}
  void SetUp() override {
    const auto made =
        invite(office.desk(), {"q7.lan", "Họ và tên", "lan@example.org", {Role::clerk, "q7", {}, {}}});
    ASSERT_TRUE(made.ok()) << lines(made.problems);
    link = made.value.secret;
  }
  /// The door so long after the invitation.
  [[nodiscard]] Desk at(std::chrono::seconds after = 0s) const {
    return {&office.store(), "", {Office::now().utc + after}, {}};
  }
  Opened by_link(std::chrono::seconds after = 0s) {
    auto opened = open_link(at(after), keeper, link);
    EXPECT_TRUE(opened.ok()) << lines(opened.problems);
    return opened.value;
  }
  Opened with_password() {
    const Opened opened = by_link();
    const auto set = set_password(at(), keeper, opened.who, {}, kSignInPassword);
    EXPECT_TRUE(set.empty()) << lines(set);
    return opened;
  }
  Outcome<Opened> tries(const std::string& name, const std::string& password, const std::string& totp = {},
                        std::chrono::seconds after = 0s) {
    return sign_in(at(after), keeper, {name, password, totp, "10.0.0.1"});
  }
  [[nodiscard]] std::string log() const {
    std::string out;
    office.store().read([&](const Transaction& t) {
      for (const auto& row : t.audit_rows())
        out += row.by + " " + row.action + " " + row.subject + " " + row.detail + "\n";
    });
    return out;
  }
  [[nodiscard]] size_t keys() const {
    size_t out = 0;
    office.store().read([&](const Transaction& t) { out = t.keys_of("q7.lan").size(); });
    return out;
  }
  Office office;
  Doorkeeper keeper;
  std::string link;
};

/// Where many wrong tries are made and waiting is not what is looked at.
struct PatientDoor : SignIn {
  PatientDoor() : SignIn({1000, 1000}) {}
};

TEST_F(SignIn, ALinkOpensOneSessionAndIsUsedUp) {
  const Opened opened = by_link(1h);
  EXPECT_EQ(opened.who.person, "q7.lan");
  EXPECT_THAT(opened.who.posts, SizeIs(1));
  EXPECT_EQ(session_of(at(1h), opened.secret)->csrf, opened.who.csrf);
  EXPECT_THAT(codes(open_link(at(1h), keeper, link).problems), ElementsAre("link-refused"));
}

TEST_F(SignIn, ALinkUsedByTwoAtOnceOpensOneSession) {
  for (int round = 0; round < 5; ++round) {
    const std::string secret = new_link(office.desk(), "q7.lan").value.secret;
    std::array<Outcome<Opened>, 2> both;
    {
      std::vector<std::jthread> threads;
      for (auto& one : both) threads.emplace_back([&] { one = open_link(at(), keeper, secret); });
    }
    EXPECT_NE(both[0].ok(), both[1].ok());
    EXPECT_THAT(codes(both[both[0].ok() ? 1 : 0].problems), ElementsAre("link-refused"));
  }
  EXPECT_EQ(keys(), 5u);
}

TEST_F(SignIn, ALinkEndsAfterSevenDaysAndOtherWordsAreNoLink) {
  EXPECT_THAT(codes(open_link(at(7 * 24h), keeper, link).problems), ElementsAre("link-refused"));
  EXPECT_THAT(codes(open_link(at(), keeper, link + "x").problems), ElementsAre("link-refused"));
  EXPECT_THAT(codes(open_link(at(), keeper, "").problems), ElementsAre("link-refused"));
  EXPECT_THAT(codes(open_link(at(), keeper, make_secret(KeyKind::link)).problems),
              ElementsAre("link-refused"));
  const auto last = open_link(at(7 * 24h - 1s), keeper, link);
  EXPECT_TRUE(last.ok()) << lines(last.problems);
  EXPECT_FALSE(session_of(at(), link)) << "a link is no session";
}

TEST_F(SignIn, ASessionThatIsNotSeenForTwoHoursHasEnded) {
  const Opened opened = by_link();
  EXPECT_TRUE(session_of(at(2h - 1s), opened.secret)) << "which also moves its end";
  EXPECT_TRUE(session_of(at(4h - 2s), opened.secret));
  EXPECT_FALSE(session_of(at(6h), opened.secret));
}

TEST_F(SignIn, ASessionEndsTwelveHoursAfterItWasOpenedHoweverOftenItIsSeen) {
  Opened opened = by_link();
  for (auto after = 1h; after < 12h; after += 1h)
    ASSERT_TRUE(session_of(at(after), opened.secret)) << after.count();
  opened = rotate(at(11h + 30min), opened.secret).value;
  EXPECT_TRUE(session_of(at(12h - 1s), opened.secret));
  EXPECT_FALSE(session_of(at(12h), opened.secret)) << "a new secret gives no new time";
}

TEST_F(SignIn, ThatItWasSeenIsWrittenEveryFiveMinutesAtMost) {
  const Opened opened = by_link();
  const auto seen = [&] {
    Instant out;
    office.store().read([&](const Transaction& t) { out = t.key(opened.who.digest)->seen_at; });
    return out;
  };
  static_cast<void>(session_of(at(4min), opened.secret));
  EXPECT_EQ(seen(), at().now);
  static_cast<void>(session_of(at(5min), opened.secret));
  EXPECT_EQ(seen(), at(5min).now);
}

TEST_F(SignIn, ANewSecretTakesThePlaceOfTheOld) {
  const Opened first = by_link();
  const auto second = rotate(at(), first.secret);
  ASSERT_TRUE(second.ok());
  EXPECT_FALSE(session_of(at(), first.secret));
  EXPECT_TRUE(session_of(at(), second.value.secret));
  EXPECT_NE(second.value.who.csrf, first.who.csrf);
  EXPECT_THAT(codes(rotate(at(), first.secret).problems), ElementsAre("session-ended"));
}

TEST_F(SignIn, APersonWhosePostEndedYesterdayIsRefused) {
  const Opened opened = with_password();
  ASSERT_TRUE(session_of(at(), opened.secret));
  ASSERT_TRUE(end_post(office.desk(), "q7.lan", Role::clerk, "q7").ok());
  EXPECT_FALSE(session_of(at(), opened.secret)) << "also in a session that is open";
  EXPECT_THAT(codes(tries("q7.lan", kSignInPassword).problems), ElementsAre("no-post-today"));
  link = new_link(office.desk(), "q7.lan").value.secret;
  EXPECT_THAT(codes(open_link(at(), keeper, link).problems), ElementsAre("no-post-today"));
}

TEST_F(SignIn, SomebodyWhoEndedIsOutAtOnceAndIsAnsweredAsNobody) {
  const Opened opened = with_password();
  ASSERT_TRUE(end_person(office.desk(), "q7.lan").ok());
  EXPECT_FALSE(session_of(at(), opened.secret));
  EXPECT_THAT(codes(tries("q7.lan", kSignInPassword).problems), ElementsAre("sign-in-refused"));
}

TEST_F(SignIn, ThePasswordOpensAndAnotherDoesNotWhateverTheNameAndTheAnswerIsTheSame) {
  with_password();
  EXPECT_TRUE(tries("q7.lan", kSignInPassword).ok());
  EXPECT_TRUE(tries("q7.lan", "con \xc4\x91o\xcc\x80 sang s\xc3\xb4ng").ok()) << "typed on another keyboard";
  const auto wrong = tries("q7.lan", "con đò sang sôn").problems;
  const auto nobody = tries("q7.nobody", kSignInPassword).problems;
  EXPECT_EQ(wrong, nobody);
  EXPECT_THAT(codes(wrong), ElementsAre("sign-in-refused"));
}

// Told by what is done and not by the clock: one hash is computed for each try, of the same cost.
TEST_F(SignIn, TheWorkForANameNobodyHasIsThatOfAKnownOne) {
  with_password();
  std::vector<std::string> hashes;
  keeper.matches = [&](const std::string& hash, const std::string& password) {
    hashes.push_back(hash);
    return password_matches(hash, password);
  };
  ASSERT_TRUE(invite(office.desk(), {"q7.moi", "Mới", "", {Role::drafter, "q7", {}, {}}}).ok());
  for (const auto& name : {std::string("q7.lan"), std::string("q7.nobody"), std::string("no name at all"),
                           std::string("\xff\x00", 2), std::string("q7.moi")})
    EXPECT_THAT(codes(sign_in(at(), keeper, {name, "sai mật khẩu", {}, name}).problems),
                ElementsAre("sign-in-refused"));
  EXPECT_FALSE(sign_in(at(), keeper, {"q7.moi", "", {}, {}}).ok()) << "no password is not the empty one";
  EXPECT_FALSE(sign_in(at(), keeper, {"q7.lan", std::string(100000, 'a'), {}, {}}).ok());
  ASSERT_THAT(hashes, SizeIs(7));
  const auto cost = [](const std::string& hash) { return hash.substr(0, hash.find("p=")); };
  for (const auto& hash : hashes) EXPECT_EQ(cost(hash), cost(hashes[0])) << hash;
}

TEST_F(SignIn, AfterFiveFailuresEvenTheRightPasswordHasToWait) {
  with_password();
  keeper.matches = [](const std::string&, const std::string& password) {
    return password == kSignInPassword;
  };
  for (int i = 0; i < 5; ++i)
    EXPECT_THAT(codes(tries("q7.lan", "sai").problems), ElementsAre("sign-in-refused"));
  EXPECT_THAT(codes(tries("q7.lan", kSignInPassword).problems), ElementsAre("sign-in-wait"));
  for (int i = 0; i < 50; ++i) static_cast<void>(tries("q7.lan", kSignInPassword));
  EXPECT_TRUE(tries("q7.lan", kSignInPassword, {}, 30s).ok());
  const std::string told = log();
  const auto count = [&](const std::string& what) {
    size_t n = 0;
    for (size_t i = told.find(what); i != std::string::npos; i = told.find(what, i + 1)) ++n;
    return n;
  };
  EXPECT_EQ(count("session.refused q7.lan password"), 5u);
  EXPECT_EQ(count("session.refused q7.lan wait"), 1u) << "the log is not flooded";
}

TEST_F(SignIn, PasswordsAreLongNotCommonAndNotTheName) {
  const Opened opened = by_link();
  const auto sets = [&](const std::string& fresh) {
    return codes(set_password(at(), keeper, opened.who, {}, fresh));
  };
  EXPECT_THAT(sets("ngắn quá 9"), IsEmpty()) << "ten characters";
  EXPECT_THAT(sets("ngắn quá"), ElementsAre("password-length"));
  EXPECT_THAT(sets(std::string(201, 'x') + "y"), ElementsAre("password-length"));
  EXPECT_THAT(sets(std::string(100000, 'x')), ElementsAre("password-length"));
  EXPECT_THAT(sets("1234567890"), ElementsAre("password-common"));
  EXPECT_THAT(sets("Mật Khẩu 123"), ElementsAre("password-common"));
  EXPECT_THAT(sets("aaaaaaaaaaaa"), ElementsAre("password-common"));
  EXPECT_THAT(sets("mười chữ \xff\xff"), ElementsAre("password-text"));
  SignedIn long_name = opened.who;
  long_name.person = "q7.nguyen-thi-lan";
  EXPECT_THAT(codes(set_password(at(), keeper, long_name, {}, "Q7.Nguyen-Thi-Lan")),
              ElementsAre("password-common"));
}

TEST_F(PatientDoor, ANewPasswordNeedsTheOldOneOrAFreshLinkAndEndsTheOtherSessions) {
  const Opened first = with_password();
  const auto other = tries("q7.lan", kSignInPassword).value;
  EXPECT_THAT(codes(set_password(at(), keeper, other.who, "", "một câu khác hẳn")),
              ElementsAre("password-wrong"));
  EXPECT_THAT(codes(set_password(at(), keeper, other.who, "sai", "một câu khác hẳn")),
              ElementsAre("password-wrong"));
  EXPECT_THAT(codes(set_password(at(61min), keeper, first.who, "", "một câu khác hẳn")),
              ElementsAre("password-wrong"))
      << "the link was opened too long ago";
  EXPECT_THAT(set_password(at(), keeper, other.who, kSignInPassword, "một câu khác hẳn"), IsEmpty());
  EXPECT_FALSE(session_of(at(), first.secret));
  EXPECT_TRUE(session_of(at(), other.secret));
  EXPECT_FALSE(tries("q7.lan", kSignInPassword).ok());
  EXPECT_TRUE(tries("q7.lan", "một câu khác hẳn").ok());
  EXPECT_THAT(codes(set_password(at(), keeper, first.who, "", "một câu khác nữa")),
              ElementsAre("session-ended"));
  EXPECT_TRUE(tries("q7.lan", "một câu khác hẳn").ok()) << "and nothing was set";
}

TEST_F(PatientDoor, ASecondFactorIsAskedForOnceItIsConfirmedAndEachCodeCountsOnce) {
  const Opened opened = with_password();
  EXPECT_THAT(codes(start_totp(at(), keeper, opened.who, "sai").problems), ElementsAre("password-wrong"));
  EXPECT_THAT(codes(confirm_totp(at(), keeper, opened.who, "123456")), ElementsAre("totp-not-started"));
  const auto offer = start_totp(at(), keeper, opened.who, kSignInPassword);
  ASSERT_TRUE(offer.ok()) << lines(offer.problems);
  EXPECT_THAT(offer.value.uri, HasSubstr("secret=" + offer.value.secret));
  const auto code = [&](std::chrono::seconds after) {
    return totp_code(offer.value.secret, totp_step(at(after).now));
  };
  EXPECT_TRUE(tries("q7.lan", kSignInPassword).ok()) << "offered is not on";
  EXPECT_THAT(codes(confirm_totp(at(), keeper, opened.who, "000000")), ElementsAre("totp-wrong"));
  EXPECT_THAT(confirm_totp(at(), keeper, opened.who, code(0s)), IsEmpty());
  EXPECT_THAT(codes(tries("q7.lan", kSignInPassword).problems), ElementsAre("totp-wanted"));
  EXPECT_THAT(codes(tries("q7.lan", "sai", code(60s), 60s).problems), ElementsAre("sign-in-refused"));
  EXPECT_THAT(codes(tries("q7.lan", kSignInPassword, code(0s)).problems), ElementsAre("totp-wrong"))
      << "confirmed with it";
  EXPECT_TRUE(tries("q7.lan", kSignInPassword, code(60s), 60s).ok());
  EXPECT_THAT(codes(tries("q7.lan", kSignInPassword, code(60s), 60s).problems), ElementsAre("totp-wrong"))
      << "used";
  link = new_link(office.desk(), "q7.lan").value.secret;
  EXPECT_THAT(codes(open_link(at(90s), keeper, link).problems), ElementsAre("totp-wanted"));
  EXPECT_TRUE(open_link(at(90s), keeper, link, code(90s)).ok()) << "being asked did not use it up";
  link = new_link(office.desk(), "q7.lan", true).value.secret;
  EXPECT_TRUE(open_link(at(90s), keeper, link).ok());
}

TEST_F(SignIn, ACodeUsedByTwoAtOnceOpensOneSession) {
  const Opened opened = with_password();
  const auto offer = start_totp(at(), keeper, opened.who, kSignInPassword).value;
  ASSERT_THAT(confirm_totp(at(), keeper, opened.who, totp_code(offer.secret, totp_step(at().now))),
              IsEmpty());
  const std::string code = totp_code(offer.secret, totp_step(at(60s).now));
  std::array<Outcome<Opened>, 2> both;
  {
    std::vector<std::jthread> threads;
    for (auto& one : both) threads.emplace_back([&] { one = tries("q7.lan", kSignInPassword, code, 60s); });
  }
  EXPECT_NE(both[0].ok(), both[1].ok());
}

TEST_F(SignIn, GoingOutEndsThisSessionAndGoingOutEverywhereAll) {
  const Opened first = with_password();
  const auto second = tries("q7.lan", kSignInPassword).value;
  const auto third = tries("q7.lan", kSignInPassword).value;
  EXPECT_THAT(sign_out(at(), second.who), IsEmpty());
  EXPECT_FALSE(session_of(at(), second.secret));
  EXPECT_TRUE(session_of(at(), first.secret));
  EXPECT_THAT(sign_out_everywhere(at(), third.who), IsEmpty());
  EXPECT_FALSE(session_of(at(), first.secret));
  EXPECT_FALSE(session_of(at(), third.secret));
}

TEST_F(SignIn, ATokenHasOneRoleAndCanDoNoMoreThanIt) {
  ASSERT_TRUE(add_post(office.desk(), "q7.lan", {Role::administrator, "", {}, {}}).ok());
  ASSERT_TRUE(add_post(office.desk(), "q7.lan", {Role::signatory, "q7", {}, {}}).ok());
  ASSERT_TRUE(add_post(office.desk(), "q7.lan", {Role::clerk, "q8", {}, {}}).ok());
  const Opened opened = by_link();
  const auto made =
      make_token(at(), opened.who, {Role::clerk, "q7", "máy ở phòng một cửa", at(30 * 24h).now});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  const auto who = session_of(at(20 * 24h), made.value.secret);
  ASSERT_TRUE(who);
  ASSERT_THAT(who->posts, SizeIs(1));
  EXPECT_EQ(who->posts[0].role, Role::clerk);
  EXPECT_EQ(who->posts[0].unit, "q7");
  const Desk desk = desk_of(office.store(), *who, at().now);
  EXPECT_THAT(authorise(desk, Act::send_report, "q7"), IsEmpty());
  EXPECT_THAT(codes(authorise(desk, Act::manage_people)), ElementsAre("not-allowed"));
  const std::vector<std::string> no{"token-may-not"};
  EXPECT_EQ(codes(make_token(at(), *who, {Role::administrator, "", "x", at(1h).now}).problems), no);
  EXPECT_EQ(codes(list_tokens(at(), *who).problems), no);
  EXPECT_EQ(codes(revoke_token(at(), *who, made.value.token.id)), no);
  EXPECT_EQ(codes(set_password(at(), keeper, *who, {}, kSignInPassword)), no);
  EXPECT_EQ(codes(start_totp(at(), keeper, *who, kSignInPassword).problems), no);
  EXPECT_EQ(codes(confirm_totp(at(), keeper, *who, "1")), no);
  EXPECT_EQ(codes(rotate(at(), made.value.secret).problems), no);
  EXPECT_EQ(codes(sign_out(at(), *who)), no);
  EXPECT_EQ(codes(sign_out_everywhere(at(), *who)), no);
  EXPECT_FALSE(session_of(at(30 * 24h), made.value.secret)) << "it has ended";
  ASSERT_TRUE(end_post(office.desk(), "q7.lan", Role::clerk, "q7").ok());
  EXPECT_FALSE(session_of(at(), made.value.secret)) << "the other post is not the token's";
  EXPECT_TRUE(session_of(at(), opened.secret));
}

TEST_F(SignIn, ATokenIsOfAPostThatIsHeldForAYearAtMostAndCanBeRevoked) {
  const Opened opened = by_link();
  const auto makes = [&](Role role, const std::string& unit, const std::string& name, Instant ends) {
    return codes(make_token(at(), opened.who, {role, unit, name, ends}).problems);
  };
  EXPECT_THAT(makes(Role::signatory, "q7", "x", at(1h).now), ElementsAre("token-post"));
  EXPECT_THAT(makes(Role::clerk, "q8", "x", at(1h).now), ElementsAre("token-post"));
  EXPECT_THAT(makes(Role::clerk, "q7", "x", at(367 * 24h).now), ElementsAre("token-end"));
  EXPECT_THAT(makes(Role::clerk, "q7", "x", at(0s).now), ElementsAre("token-end"));
  EXPECT_THAT(makes(Role::clerk, "q7", " ", at(1h).now), ElementsAre("token-name"));
  const auto made = make_token(at(), opened.who, {Role::clerk, "q7", "x", at(1h).now});
  ASSERT_TRUE(made.ok());
  EXPECT_THAT(list_tokens(at(), opened.who).value, SizeIs(1));
  EXPECT_THAT(codes(revoke_token(at(), opened.who, "000000000000")), ElementsAre("no-such-token"));
  EXPECT_THAT(revoke_token(at(), opened.who, made.value.token.id), IsEmpty());
  EXPECT_FALSE(session_of(at(), made.value.secret));
}

TEST_F(SignIn, NoSecretNoPasswordAndNoHashIsInTheLogOrInAnyList) {
  const Opened opened = with_password();
  static_cast<void>(tries("q7.lan", "mật khẩu gõ nhầm"));
  const std::string nasty = "\x1b[2J" + std::string(500, 'n');
  static_cast<void>(tries(nasty, "x"));
  const auto offer = start_totp(at(), keeper, opened.who, kSignInPassword).value;
  const auto token = make_token(at(), opened.who, {Role::clerk, "q7", "x", at(1h).now}).value;
  std::string hash;
  office.store().read([&](const Transaction& t) { hash = person_of(t, "q7.lan")->password_hash; });
  ASSERT_THAT(hash, HasSubstr("argon2id"));
  const std::string people = write_json(to_node(list_people(office.desk(), true).value));
  for (const auto& secret : {link, opened.secret, opened.who.digest, opened.who.csrf, kSignInPassword,
                             std::string("mật khẩu gõ nhầm"), hash, std::string("argon2"), offer.secret,
                             token.secret, digest_of_secret(token.secret)}) {
    EXPECT_THAT(log(), Not(HasSubstr(secret)));
    EXPECT_THAT(people, Not(HasSubstr(secret)));
  }
  EXPECT_THAT(log(), HasSubstr("visitor session.refused q7.lan password 10.0.0.1"));
  EXPECT_THAT(log(), HasSubstr("\\x1b[2Jnn"));
  EXPECT_THAT(log(), Not(HasSubstr(std::string(65, 'n'))));
  EXPECT_THAT(office.store().check(), IsEmpty());
}

TEST_F(SignIn, KeysThatEndedAreRemovedWhenSomebodyComesIn) {
  by_link();
  EXPECT_EQ(keys(), 1u);
  link = new_link(office.desk(), "q7.lan").value.secret;
  by_link(24h);
  EXPECT_EQ(keys(), 1u);
}

}  // namespace
}  // namespace xanh::office_test

// Taking a second factor off: by the password and a code together, or by an administrator.
#include <gtest/gtest.h>

#include "office/office_sample.hpp"
#include "office/people_use.hpp"
#include "office/sign_in_use.hpp"

namespace xanh::office_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kPassword = "con đò sang sông";

struct SecondFactor : testing::Test {
  void SetUp() override {
    keeper.matches = [](const std::string&, const std::string& password) { return password == kPassword; };
    const auto made = invite(office.desk(), {"q7.lan", "Minh họa", {}, {Role::clerk, "q7", {}, {}}});
    opened = open_link(at(), keeper, made.value.secret).value;
    ASSERT_THAT(set_password(at(), keeper, opened.who, {}, kPassword), IsEmpty());
    const auto offer = start_totp(at(), keeper, opened.who, kPassword);
    ASSERT_TRUE(offer.ok());
    secret = offer.value.secret;
    ASSERT_THAT(confirm_totp(at(), keeper, opened.who, code()), IsEmpty());
  }
  [[nodiscard]] Desk at(std::chrono::seconds after = 0s) const {
    return {&office.store(), "", {Office::now().utc + after}, {}};
  }
  [[nodiscard]] std::string code(std::chrono::seconds after = 0s) const {
    return totp_code(secret, totp_step(at(after).now));
  }
  std::vector<std::string> removes(const std::string& password, const std::string& totp,
                                   std::chrono::seconds after) {
    return codes(remove_totp(at(after), keeper, opened.who, password, totp, "10.0.0.1"));
  }
  [[nodiscard]] bool is_on() const {
    bool out = false;
    office.store().read([&](const Transaction& t) { out = !person_of(t, "q7.lan")->totp_secret.empty(); });
    return out;
  }
  Office office;
  Doorkeeper keeper;
  Opened opened;
  std::string secret;
};

TEST_F(SecondFactor, IsTakenOffByThePasswordAndACodeTogether) {
  EXPECT_THAT(removes("sai", code(60s), 60s), ElementsAre("password-wrong"));
  EXPECT_THAT(removes(kPassword, {}, 60s), ElementsAre("totp-wanted"));
  EXPECT_THAT(removes(kPassword, code(), 60s), ElementsAre("totp-wrong")) << "the one that confirmed it";
  EXPECT_TRUE(is_on());
  EXPECT_THAT(removes(kPassword, code(60s), 60s), IsEmpty());
  EXPECT_FALSE(is_on());
  EXPECT_TRUE(sign_in(at(60s), keeper, {"q7.lan", kPassword, {}, {}}).ok());
  EXPECT_THAT(removes(kPassword, {}, 60s), IsEmpty()) << "nothing to do";
}

TEST_F(SecondFactor, WhoKnowsThePasswordCannotTryAllTheCodes) {
  for (int i = 0; i < 5; ++i) EXPECT_THAT(removes(kPassword, "000000", 60s), ElementsAre("totp-wrong")) << i;
  EXPECT_THAT(removes(kPassword, code(60s), 60s), ElementsAre("sign-in-wait"));
  EXPECT_TRUE(is_on());
  EXPECT_THAT(removes(kPassword, code(120s), 120s), IsEmpty()) << "after the wait";
}

TEST_F(SecondFactor, AtTheDoorTooACodeIsGuessedSlowly) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(codes(sign_in(at(60s), keeper, {"q7.lan", kPassword, "000000", {}}).problems),
                ElementsAre("totp-wrong"));
    // Asking without a code in between wins nothing.
    static_cast<void>(sign_in(at(60s), keeper, {"q7.lan", kPassword, {}, {}}));
  }
  EXPECT_THAT(codes(sign_in(at(60s), keeper, {"q7.lan", kPassword, code(60s), {}}).problems),
              ElementsAre("sign-in-wait"));
}

TEST_F(SecondFactor, IsTakenOffByAnAdministratorWithALinkAndAllSessionsEnd) {
  const auto kept = new_link(office.desk(), "q7.lan");
  EXPECT_THAT(codes(open_link(at(60s), keeper, kept.value.secret).problems), ElementsAre("totp-wanted"));
  EXPECT_TRUE(session_of(at(60s), opened.secret).has_value());
  const auto without = new_link(office.desk(), "q7.lan", true);
  EXPECT_FALSE(is_on());
  EXPECT_FALSE(session_of(at(60s), opened.secret).has_value()) << "it may be open on what was lost";
  EXPECT_TRUE(open_link(at(60s), keeper, without.value.secret).ok());
  bool logged = false;
  office.store().read([&](const Transaction& t) {
    for (const auto& row : t.audit_rows()) logged |= row.action == "totp.off" && row.by == "operator";
  });
  EXPECT_TRUE(logged);
}

TEST_F(SecondFactor, AnEndedSessionTakesNothingOff) {
  ASSERT_THAT(sign_out(at(), opened.who), IsEmpty());
  EXPECT_THAT(removes(kPassword, code(60s), 60s), ElementsAre("session-ended"));
  EXPECT_TRUE(is_on());
}

}  // namespace
}  // namespace xanh::office_test

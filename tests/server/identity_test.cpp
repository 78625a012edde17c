// Signing in through a real OpenID provider on this machine: who comes in, and who does not.
#include "office/identity_use.hpp"

#include "server/http_client.hpp"
#include "server/identity_sample.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using ::testing::HasSubstr;
using ::testing::Not;

/// One provider for all of these tests.
ProviderProcess& provider() {
  static ProviderProcess one;
  return one;
}

struct Identity : ::testing::Test {
  void SetUp() override {
    if (!ProviderProcess::can_run())
      GTEST_SKIP() << "node and npm are not on this machine: no OpenID provider to try";
    ASSERT_THAT(provider().issuer(), HasSubstr("http://127.0.0.1:")) << "the provider did not start";
    router = router_for("xanh");
    with("q7.lan", "Lan@example.vn", Role::clerk);
  }
  [[nodiscard]] std::unique_ptr<Router> router_for(const std::string& client,
                                                   const std::string& secret = kClientSecret,
                                                   const std::string& issuer = provider().issuer()) {
    return std::make_unique<Router>(
        *office.desk().store, [this] { return now(); }, by_secret, addresses(),
        std::make_unique<IdentityDoor>(IdentityProvider{issuer, client, secret, kReturnAddress},
                                       fetch_over_http));
  }
  void with(const std::string& code, const std::string& contact, Role role) {
    const auto made =
        invite(office.desk(), {code, "Minh họa", contact, {role, is_unit_role(role) ? "q7" : "", {}, {}}});
    ASSERT_TRUE(made.ok()) << lines(made.problems);
  }
  /// A browser on its way: its cookie, and where it was sent.
  struct Way {
    std::string cookie, address;
  };
  Way begin() {
    const auto reply = router->work(request_of("POST", "/api/sign-in/identity"));
    EXPECT_EQ(reply.status, 200) << *reply.body;
    const std::string* cookie = reply.header("Set-Cookie");
    EXPECT_NE(cookie, nullptr);
    return {cookie ? cookie->substr(0, cookie->find(';')) : "", text_of(reply, "address")};
  }
  HttpReply back(const Way& way, std::map<std::string, std::string> said) {
    return router->work(
        request_of("POST", "/api/sign-in/identity/return",
                   R"({"code": ")" + said["code"] + R"(", "state": ")" + said["state"] + R"("})", nullptr,
                   {{"cookie", way.cookie}}));
  }
  HttpReply comes_in() {
    const Way way = begin();
    return back(way, Traveller(provider()).goes(way.address));
  }
  [[nodiscard]] std::map<std::string, Person> people() const {
    std::map<std::string, Person> out;
    office.store().read([&](const Transaction& t) { out = people_of(t); });
    return out;
  }
  static std::string person_in(const HttpReply& reply) {
    const Node tree = json_of(reply);
    const Node* me = tree.find("me");
    const Node* person = me ? me->find("person") : nullptr;
    return person ? person->scalar : std::string();
  }
  /// The provider has the clock of the machine.
  [[nodiscard]] Instant now() const {
    return {std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + later};
  }
  Office office;
  std::chrono::seconds later{0};
  std::unique_ptr<Router> router;
};

TEST_F(Identity, ThePageOfSigningInIsToldThatThereIsAProvider) {
  EXPECT_EQ(text_of(router->work(request_of("GET", "/api/sign-in")), "identity"), "true");
  Router without(*office.desk().store, [this] { return now(); }, by_secret, addresses(), nullptr);
  EXPECT_EQ(text_of(without.work(request_of("GET", "/api/sign-in")), "identity"), "false");
}

TEST_F(Identity, LetsInWhoWasInvitedByTheVerifiedAddressAndThenByTheSubject) {
  for (const char* client : {"xanh", "xanh-ec"}) {
    router = router_for(client);
    provider().as("u-lan", "lan@example.vn");
    const auto reply = comes_in();
    ASSERT_EQ(reply.status, 200) << client << *reply.body;
    EXPECT_EQ(person_in(reply), "q7.lan");
    EXPECT_THAT(*reply.header("Set-Cookie"), HasSubstr("__Host-xanh=xs_"));
    EXPECT_THAT(*reply.body, Not(HasSubstr("xs_")));
    const std::string* cookie = reply.header("Set-Cookie");
    const Browser browser{cookie->substr(0, cookie->find(';')), {}};
    EXPECT_EQ(text_of(router->work(request_of("GET", "/api/me", {}, &browser)), "by"), "identity");
  }
  EXPECT_EQ(people().at("q7.lan").identity.subject, "u-lan");
  provider().as("u-lan", "lan.nguyen@example.vn");
  EXPECT_EQ(person_in(comes_in()), "q7.lan") << "the address may change";
  provider().as("u-other", "lan@example.vn");
  EXPECT_EQ(problem_of(comes_in()), "identity-unknown") << "the address may be given to somebody else";
  EXPECT_EQ(people().size(), 1u);
}

TEST_F(Identity, LetsInNobodyWhoWasNotInvitedAndMakesNobody) {
  provider().as("u-stranger", "stranger@example.vn");
  const auto reply = comes_in();
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(problem_of(reply), "identity-unknown");
  provider().as("u-lan", "lan@example.vn", false);
  EXPECT_EQ(problem_of(comes_in()), "identity-unknown") << "an address that was not verified is no proof";
  provider().as("u-lan", "");
  EXPECT_EQ(problem_of(comes_in()), "identity-unknown");
  with("q7.lan-2", "lan@example.vn", Role::drafter);
  provider().as("u-lan", "lan@example.vn");
  EXPECT_EQ(problem_of(comes_in()), "identity-unknown") << "which of the two?";
  ASSERT_TRUE(end_person(office.desk(), "q7.lan-2").ok());
  EXPECT_EQ(person_in(comes_in()), "q7.lan");
  ASSERT_TRUE(end_person(office.desk(), "q7.lan").ok());
  EXPECT_EQ(problem_of(comes_in()), "identity-unknown") << "who left is out";
  EXPECT_EQ(people().size(), 2u);
}

TEST_F(Identity, AnAdministratorWritesDownWhoSomebodyIs) {
  with("quan-tri", {}, Role::administrator);
  const Browser admin = [&] {
    Desk desk = office.desk();
    desk.now = now();
    return browser_in(desk, "quan-tri");
  }();
  const auto write = [&](const std::string& person, const std::string& subject) {
    return router->work(request_of("PUT", "/api/people/" + person + "/identity",
                                   R"({"subject": ")" + subject + R"("})", &admin));
  };
  EXPECT_EQ(text_of(write("q7.lan", "u-77"), "identity"), "u-77");
  provider().as("u-77", "");
  EXPECT_EQ(person_in(comes_in()), "q7.lan");
  const auto taken = write("quan-tri", "u-77");
  EXPECT_EQ(taken.status, 409) << *taken.body;
  EXPECT_EQ(write("nobody", "u-1").status, 404);
  EXPECT_EQ(write("q7.lan", "").status, 200);
  EXPECT_EQ(problem_of(comes_in()), "identity-unknown");
}

TEST_F(Identity, ASecondFactorIsAskedForThisWayToo) {
  office.store().transact([&](Transaction& t) {
    const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    t.add_person_event({0, "q7.lan", "totp_offered", secret, now(), "q7.lan"});
    t.add_person_event({0, "q7.lan", "totp_on", "1", now(), "q7.lan"});
  });
  provider().as("u-lan", "lan@example.vn");
  const auto reply = comes_in();
  ASSERT_EQ(reply.status, 200) << *reply.body;
  EXPECT_EQ(reply.header("Set-Cookie"), nullptr) << "not in yet";
  const std::string link = text_of(reply, "link");
  const auto open = [&](const std::string& code) {
    return router->work(
        request_of("POST", "/api/sign-in/link", R"({"link": ")" + link + R"(", "totp": ")" + code + R"("})"));
  };
  EXPECT_EQ(problem_of(open("")), "totp-wanted");
  EXPECT_EQ(open(totp_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", totp_step(now()))).status, 200);
}

TEST_F(Identity, AReturnOfAnotherBrowserAnotherTimeOrASecondTimeIsRefused) {
  provider().as("u-lan", "lan@example.vn");
  const Way mine = begin(), other = begin();
  const auto said = Traveller(provider()).goes(mine.address);
  EXPECT_EQ(back(other, said).status, 401) << "somebody else's browser";
  EXPECT_EQ(back({}, said).status, 401) << "no cookie";
  auto bent = said;
  bent["state"] += "x";
  EXPECT_EQ(back(mine, bent).status, 401);
  later = kIdentityTime + std::chrono::seconds(1);
  EXPECT_EQ(back(mine, said).status, 401) << "too late";
  later = std::chrono::seconds{0};
  EXPECT_EQ(back(mine, said).status, 200);
  EXPECT_EQ(back(mine, said).status, 401) << "a code counts once";
  // The code of one browser with the state of another: the provider asks for the verifier of the first.
  auto mixed = Traveller(provider()).goes(begin().address);
  mixed["state"] = Traveller(provider()).goes(other.address)["state"];
  EXPECT_EQ(back(other, mixed).status, 401);
}

TEST_F(Identity, AWrongSecretOrAnotherProviderLetsNobodyIn) {
  provider().as("u-lan", "lan@example.vn");
  router = router_for("xanh", "wrong");
  EXPECT_EQ(problem_of(comes_in()), "identity-refused");
  // A port on which nobody answers: signing in by the provider waits, all else goes on.
  router = router_for("xanh", kClientSecret, "http://127.0.0.1:1");
  const auto away = router->work(request_of("POST", "/api/sign-in/identity"));
  EXPECT_EQ(away.status, 503) << *away.body;
  EXPECT_EQ(problem_of(away), "identity-provider-away");
  EXPECT_EQ(router->work(request_of("GET", "/healthz")).status, 200);
  // A document that speaks for another issuer.
  router = router_for("xanh", kClientSecret, "http://localhost:" + std::to_string(provider().port()));
  EXPECT_EQ(router->work(request_of("POST", "/api/sign-in/identity")).status, 503);
}

TEST_F(Identity, NoSecretOfTheWayIsInTheLog) {
  provider().as("u-lan", "lan@example.vn");
  const Way way = begin();
  const auto said = Traveller(provider()).goes(way.address);
  ASSERT_EQ(back(way, said).status, 200);
  static_cast<void>(back(way, said));
  office.store().read([&](const Transaction& t) {
    for (const auto& row : t.audit_rows()) {
      const std::string all = row.by + row.subject + row.detail;
      EXPECT_THAT(all, Not(HasSubstr(said.at("code"))));
      EXPECT_THAT(all, Not(HasSubstr(way.cookie.substr(way.cookie.find('=') + 1))));
      EXPECT_THAT(all, Not(HasSubstr("lan@example.vn")));
    }
  });
}

TEST(IdentityAddress, IsHttpsOrOfThisMachine) {
  for (const char* good : {"https://id.example.vn", "https://id.example.vn/realms/x", "http://127.0.0.1:8081",
                           "http://localhost/x", "http://[::1]:80/"})
    EXPECT_TRUE(is_safe_address(good)) << good;
  for (const char* bad : {"", "http://id.example.vn", "ftp://127.0.0.1", "https://",
                          "http://127.0.0.1.example.vn", "http://localhost@example.vn/", "https://a b",
                          "https://a\r\nX: y", "http://localhost.example.vn", "javascript:x", "//127.0.0.1"})
    EXPECT_FALSE(is_safe_address(bad)) << bad;
}

TEST(IdentityAddress, WhatIsNotTlsIsNotSpokenToAsIfItWere) {
  // Nothing listens, nothing speaks TLS: no answer, and no wait of ten seconds.
  EXPECT_FALSE(fetch_over_http({"GET", "https://127.0.0.1:1/", {}, {}, {}}).has_value());
  EXPECT_FALSE(fetch_over_http({"GET", "http://192.0.2.1/", {}, {}, {}}).has_value());
}

}  // namespace
}  // namespace xanh::server_test

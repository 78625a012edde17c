// Coming in, staying in and going out over HTTP: the cookie, the token of a change, tokens of programs, and
// what each role sees.
#include "office/office_sample.hpp"
#include "office/people_use.hpp"
#include "server/router.hpp"
#include "server/session_cookie.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct DoorTest : testing::Test {
  struct Browser {
    std::string cookie, csrf;
  };
  HttpReply ask(const std::string& method, const std::string& path, const std::string& body = {},
                const Browser* browser = nullptr, HttpHeaders headers = {}) {
    HttpRequest request;
    request.method = method;
    request.path = path.substr(0, path.find('?'));
    if (path.find('?') != std::string::npos) request.query = path.substr(path.find('?') + 1);
    request.headers = std::move(headers);
    request.peer = "127.0.0.1";
    request.id = "0123456789abcdef";
    if (!body.empty()) request.headers.emplace_back("content-type", "application/json");
    request.body = body;
    if (browser) {
      request.headers.emplace_back("cookie", "other=1; " + browser->cookie);
      if (method != "GET") request.headers.emplace_back("x-csrf-token", browser->csrf);
    }
    return router.work(request);
  }
  static Node json(const HttpReply& reply) { return read_json(*reply.body, "reply").value; }
  static std::string text(const HttpReply& reply, const std::string& key) {
    const Node tree = json(reply);
    const Node* found = tree.find(key);
    return found ? found->scalar : std::string();
  }
  static std::string kind(const HttpReply& reply) { return text(reply, "type").substr(17); }
  /// What a browser keeps of a reply that let it in.
  static Browser browser_of(const HttpReply& reply) {
    const std::string* cookie = reply.header("Set-Cookie");
    EXPECT_NE(cookie, nullptr) << *reply.body;
    return {cookie ? cookie->substr(0, cookie->find(';')) : std::string(), text(reply, "csrf")};
  }
  Browser in(const std::string& person, Role role, const std::string& unit) {
    const auto link = invite(office.desk(), {person, "Người dùng minh họa", {}, {role, unit, {}, {}}});
    EXPECT_TRUE(link.ok()) << lines(link.problems);
    const auto reply = ask("POST", "/api/sign-in/link", "{\"link\": \"" + link.value.secret + "\"}");
    EXPECT_EQ(reply.status, 200) << *reply.body;
    return browser_of(reply);
  }
  Office office;
  Instant now = Office::now();
  Router router{*office.desk().store, [this] { return now; }};
};

TEST_F(DoorTest, ALinkLetsInOnceAndItsCookieIsHiddenFromScriptsAndOtherSites) {
  const auto link = invite(office.desk(), {"thu-ky", "Thư ký minh họa", {}, {Role::clerk, "q7", {}, {}}});
  const std::string body = "{\"link\": \"" + link.value.secret + "\"}";
  const auto reply = ask("POST", "/api/sign-in/link", body);
  ASSERT_EQ(reply.status, 200) << *reply.body;
  EXPECT_THAT(*reply.header("Set-Cookie"),
              AllOf(HasSubstr("__Host-xanh=xs_"), HasSubstr("Secure"), HasSubstr("HttpOnly"),
                    HasSubstr("SameSite=Strict"), HasSubstr("Path=/")));
  EXPECT_EQ(*reply.header("Cache-Control"), "no-store");
  EXPECT_EQ(reply.header("ETag"), nullptr);
  EXPECT_THAT(*reply.body, Not(HasSubstr("xs_"))) << "the secret is in the cookie alone";
  const Browser browser = browser_of(reply);
  EXPECT_EQ(text(ask("GET", "/api/me", {}, &browser), "person"), "thu-ky");
  EXPECT_EQ(ask("POST", "/api/sign-in/link", body).status, 401) << "used up";
  EXPECT_EQ(ask("GET", "/api/me").status, 401);
}

TEST_F(DoorTest, AChangeWithoutTheSessionsTokenIsRefused) {
  Browser browser = in("quan-tri", Role::administrator, {});
  const std::string invitation =
      R"({"person": "van-thu", "name": "Minh họa", "role": "clerk", "unit": "q7"})";
  Browser forged = browser;
  for (const std::string& csrf : {std::string(), std::string("x"), browser.csrf + "x"}) {
    forged.csrf = csrf;
    const auto refused = ask("POST", "/api/people", invitation, &forged);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(kind(refused), "csrf-missing");
  }
  EXPECT_EQ(ask("POST", "/api/people", invitation, &browser).status, 200);
}

TEST_F(DoorTest, APasswordIsSetByLinkAndSignsInAndSignsOut) {
  Browser browser = in("van-thu", Role::clerk, "q7");
  const auto set = ask("PUT", "/api/me/password", R"({"fresh": "một câu dài khó đoán"})", &browser);
  ASSERT_EQ(set.status, 200) << *set.body;
  EXPECT_EQ(ask("GET", "/api/me", {}, &browser).status, 401) << "the secret was turned";
  browser = browser_of(set);
  EXPECT_EQ(ask("POST", "/api/sign-out", {}, &browser).status, 200);
  EXPECT_EQ(ask("GET", "/api/me", {}, &browser).status, 401);
  const auto back = ask("POST", "/api/sign-in", R"({"name": "van-thu", "password": "một câu dài khó đoán"})");
  ASSERT_EQ(back.status, 200) << *back.body;
  browser = browser_of(back);
  EXPECT_EQ(ask("GET", "/api/me", {}, &browser).status, 200);

  const auto wrong = ask("POST", "/api/sign-in", R"({"name": "van-thu", "password": "một câu khác hẳn"})");
  const auto nobody = ask("POST", "/api/sign-in", R"({"name": "khong-co", "password": "một câu khác hẳn"})");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(*wrong.body, *nobody.body) << "whether a name exists is not told";
  HttpReply last;
  for (int i = 0; i < 8; ++i)
    last = ask("POST", "/api/sign-in", R"({"name": "van-thu", "password": "một câu khác hẳn"})");
  EXPECT_EQ(last.status, 429);
}

TEST_F(DoorTest, ASessionEndsByItself) {
  const Browser browser = in("van-thu", Role::clerk, "q7");
  now.utc += std::chrono::minutes(119);
  EXPECT_EQ(ask("GET", "/api/me", {}, &browser).status, 200);
  now.utc += std::chrono::minutes(121);
  EXPECT_EQ(ask("GET", "/api/me", {}, &browser).status, 401) << "two hours without a sign";
}

TEST_F(DoorTest, APersonOfAUnitSeesAndSendsItsOwnReportOnly) {
  const Browser q7 = in("van-thu-q7", Role::clerk, "q7");
  const Browser q1 = in("van-thu-q1", Role::clerk, "q1");
  const Browser agency = in("chuyen-vien", Role::agency_officer, {});
  const std::string report = write_json(to_node(Office::report("q7")));
  const std::string address = "/api/cycles/2023-H1/reports/q7";
  const HttpHeaders first{{"if-none-match", "*"}};
  EXPECT_EQ(ask("PUT", address, report, &q1, first).status, 403);
  EXPECT_EQ(ask("PUT", address, "{", &q1).status, 403) << "before what was sent is looked at";
  EXPECT_EQ(ask("PUT", address, report, &q7).status, 428);
  const auto sent = ask("PUT", address, report, &q7, first);
  ASSERT_EQ(sent.status, 200) << *sent.body;
  EXPECT_EQ(ask("GET", address, {}, &q7).status, 200);
  EXPECT_EQ(ask("GET", address, {}, &agency).status, 200);
  EXPECT_EQ(ask("GET", address, {}, &q1).status, 403);
  EXPECT_EQ(ask("GET", "/api/cycles/2023-H1/status", {}, &q1).status, 403);
  EXPECT_EQ(ask("GET", "/api/cycles/2023-H1/status", {}, &agency).status, 200);
  EXPECT_EQ(ask("GET", "/api/people", {}, &agency).status, 403);
  // Whose report it is stands in the log, and so does who was refused.
  bool refused = false, submitted = false;
  office.store().read([&](const Transaction& t) {
    for (const auto& row : t.audit_rows()) {
      refused |= row.by == "van-thu-q1" &&
                 row.detail.find("PUT /api/cycles/{cycle}/reports/{unit}") != std::string::npos;
      refused |= row.by == "van-thu-q1" &&
                 row.subject.find("PUT /api/cycles/{cycle}/reports/{unit}") != std::string::npos;
      submitted |= row.by == "van-thu-q7" && row.action == "submit";
    }
  });
  EXPECT_TRUE(refused);
  EXPECT_TRUE(submitted);
}

TEST_F(DoorTest, ATokenOfAProgramHasOneRoleAndNoCookie) {
  const Browser agency = in("chuyen-vien", Role::agency_officer, {});
  const auto made =
      ask("POST", "/api/me/tokens",
          R"({"role": "agency_officer", "name": "Bảng điều khiển", "ends_at": "2023-12-31T17:00:00+07:00"})",
          &agency);
  ASSERT_EQ(made.status, 200) << *made.body;
  const std::string token = text(made, "secret");
  EXPECT_THAT(token, testing::StartsWith("xt_"));
  const HttpHeaders bearer{{"authorization", "Bearer " + token}};
  EXPECT_EQ(ask("GET", "/api/cycles/2023-H1/status", {}, nullptr, bearer).status, 200);
  EXPECT_EQ(ask("GET", "/api/people", {}, nullptr, bearer).status, 403);
  EXPECT_EQ(ask("POST", "/api/me/tokens",
                R"({"role": "agency_officer", "name": "x", "ends_at": "2023-12-31T17:00:00+07:00"})", nullptr,
                bearer)
                .status,
            403)
      << "a token makes no token";
  const Browser as_cookie{"__Host-xanh=" + token, {}};
  EXPECT_EQ(ask("GET", "/api/me", {}, &as_cookie).status, 401);
  const HttpHeaders session{{"authorization", "Bearer " + agency.cookie.substr(agency.cookie.find('=') + 1)}};
  EXPECT_EQ(ask("GET", "/api/me", {}, nullptr, session).status, 401) << "a session opens as a cookie only";
  const std::string id = json(made).find("token")->find("id")->scalar;
  EXPECT_EQ(ask("DELETE", "/api/me/tokens/" + id, {}, &agency).status, 200);
  EXPECT_EQ(ask("GET", "/api/cycles/2023-H1/status", {}, nullptr, bearer).status, 401);
}

TEST_F(DoorTest, ACalendarIsReadByItsSecretAddressUntilItIsRevoked) {
  const Browser clerk = in("van-thu", Role::clerk, "q7");
  EXPECT_EQ(text(ask("GET", "/api/me/calendar", {}, &clerk), "made_at"), "");
  const auto made = ask("POST", "/api/me/calendar", {}, &clerk);
  ASSERT_EQ(made.status, 200) << *made.body;
  const std::string address = text(made, "address");
  EXPECT_THAT(address, AllOf(testing::StartsWith("/calendar/xc_"), testing::EndsWith(".ics")));
  const auto feed = ask("GET", address);
  ASSERT_EQ(feed.status, 200) << "without signing in";
  EXPECT_EQ(*feed.header("Content-Type"), "text/calendar; charset=utf-8");
  EXPECT_THAT(*feed.body, AllOf(HasSubstr("BEGIN:VCALENDAR\r\n"), HasSubstr("2023-H1-q7-due@")));
  EXPECT_THAT(*ask("GET", address + "?lang=en").body, Not(HasSubstr("Hạn")));
  EXPECT_EQ(ask("DELETE", "/api/me/calendar", {}, &clerk).status, 200);
  EXPECT_EQ(ask("GET", address).status, 404);
}

TEST_F(DoorTest, WhoLeavesIsOutAtOnceAndTheSuccessorIsIn) {
  const Browser admin = in("quan-tri", Role::administrator, {});
  const Browser old = in("van-thu-cu", Role::clerk, "q7");
  const Browser next = in("van-thu-moi", Role::drafter, "q7");
  ASSERT_EQ(ask("POST", "/api/people/van-thu-cu/end", R"({"successor": "van-thu-moi"})", &admin).status, 200);
  EXPECT_EQ(ask("GET", "/api/me", {}, &old).status, 401);
  EXPECT_THAT(*ask("GET", "/api/me", {}, &next).body, HasSubstr("\"clerk\""));
}

TEST_F(DoorTest, AVisitorIsNotToldWhichMethodsAnAddressTakes) {
  EXPECT_EQ(ask("DELETE", "/api/people").status, 401);
  const Browser clerk = in("van-thu", Role::clerk, "q7");
  EXPECT_EQ(ask("DELETE", "/api/people", {}, &clerk).status, 405);
  EXPECT_EQ(ask("DELETE", "/api/programme").status, 405) << "an open one";
}

/// Every address that asks for somebody refuses a visitor, whatever is sent.
TEST_F(DoorTest, AVisitorComesNowhere) {
  for (const auto& row : addresses()) {
    if (row.entry == Entry::open) continue;
    const auto reply = ask(row.method, row.path, row.takes ? "{}" : "", nullptr, {{"if-none-match", "*"}});
    EXPECT_EQ(reply.status, 401) << row.method << " " << row.path;
  }
}

}  // namespace
}  // namespace xanh::server_test

// Writing, splitting and releasing over HTTP: what is guarded, what a visitor may by a link, which files
// pass.
#include "office/office_sample.hpp"
#include "server/router.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using testing::HasSubstr;

struct ReportAddresses : testing::Test {
  HttpReply ask(const std::string& method, const std::string& path, const std::string& body = {},
                HttpHeaders headers = {}) {
    HttpRequest request;
    request.method = method;
    request.path = path.substr(0, path.find('?'));
    if (path.find('?') != std::string::npos) request.query = path.substr(path.find('?') + 1);
    request.headers = std::move(headers);
    if (!body.empty() && !request.header("content-type"))
      request.headers.emplace_back("content-type", "application/json");
    request.body = body;
    request.id = "0123456789abcdef";
    return router.work(request);
  }
  static std::string text(const HttpReply& reply, const std::string& key) {
    const Node tree = read_json(*reply.body, "reply").value;
    const Node* found = tree.find(key);
    return found ? found->scalar : std::string();
  }
  static std::string kind(const HttpReply& reply) { return text(reply, "type").substr(17); }
  /// Whoever comes is this person now.
  void be(Role role, const std::string& unit) { post = {role, unit, {}, {}, {}}; }

  Office office;
  Post post{Role::drafter, "q7", {}, {}, {}};
  Router router{*office.desk().store, [] { return Office::now(); },
                [this](const HttpRequest&, ProgrammeStore& store, Instant now) {
                  return Outcome<Asker>{{Desk{&store, "nguoi-minh-hoa", now, {post}}, {}, {}}, {}};
                }};
};

TEST_F(ReportAddresses, AFieldIsSavedByWhoHasSeenItAndSentWithTheRest) {
  const std::string draft = "/api/cycles/2023-H1/drafts/q7", field = draft + "/fields/contact";
  EXPECT_EQ(ask("PUT", field, R"({"value": "028 1"})").status, 428);
  const auto first = ask("PUT", field, R"({"value": "028 1"})", {{"if-none-match", "*"}});
  ASSERT_EQ(first.status, 200) << *first.body;
  EXPECT_EQ(*first.header("ETag"), "\"1\"");
  EXPECT_EQ(ask("PUT", field, R"({"value": "028 2"})", {{"if-none-match", "*"}}).status, 412);
  EXPECT_EQ(ask("PUT", field, R"({"value": "028 2"})", {{"if-match", "\"1\""}}).status, 200);
  EXPECT_EQ(*ask("GET", field).header("ETag"), "\"2\"");
  EXPECT_EQ(kind(ask("PUT", draft + "/fields/no_such", R"({"value": 1})", {{"if-none-match", "*"}})),
            "draft-field");
  for (const char* body : {"{}", "[]", "1", R"({"value": 1, "more": 2})"})
    EXPECT_EQ(ask("PUT", field, body, {{"if-match", "\"2\""}}).status, 422) << body;
  const auto odd = ask("PUT", draft + "/fields/figures:ww_sites_ok:this_period", R"({"value": "mười hai"})",
                       {{"if-none-match", "*"}});
  EXPECT_EQ(odd.status, 200);
  EXPECT_THAT(*odd.body, HasSubstr("wrong-type")) << "kept, and told";
  be(Role::clerk, "q7");
  const auto refused = ask("POST", draft + "/send");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(*refused.body, HasSubstr("figures:ww_sites_ok:this_period"));
  be(Role::drafter, "q1");
  EXPECT_EQ(ask("GET", draft).status, 403);
}

TEST_F(ReportAddresses, ADraftFilledFromAReportIsSentAsTheNextRevisionAndIsEmptyThen) {
  office.with_reports({"q7"});
  const std::string draft = "/api/cycles/2023-H1/drafts/q7";
  ASSERT_EQ(ask("POST", draft + "/start").status, 200);
  ASSERT_EQ(ask("PUT", draft + "/fields/contact", R"({"value": "số mới"})", {{"if-none-match", "*"}}).status,
            200);
  be(Role::signatory, "q7");
  EXPECT_EQ(kind(ask("POST", draft + "/stage", R"({"stage": "signed"})")), "draft-wrong-stage");
  be(Role::clerk, "q7");
  EXPECT_EQ(kind(ask("POST", draft + "/send")), "draft-not-signed");
  EXPECT_EQ(ask("POST", draft + "/stage", R"({"stage": "in_review"})").status, 200);
  be(Role::signatory, "q7");
  ASSERT_EQ(ask("POST", draft + "/stage", R"({"stage": "signed"})").status, 200);
  be(Role::clerk, "q7");
  const auto sent = ask("POST", draft + "/send");
  ASSERT_EQ(sent.status, 200) << *sent.body;
  EXPECT_EQ(text(sent, "revision"), "2");
  const auto after = ask("GET", draft);
  EXPECT_THAT(*after.body, HasSubstr("\"fields\":[]"));
  EXPECT_THAT(*after.body, HasSubstr("số mới")) << "what was sent stays to be read";
  EXPECT_EQ(kind(ask("POST", draft + "/send")), "draft-not-signed") << "and nothing empty goes after it";
  EXPECT_THAT(*ask("GET", "/api/cycles/2023-H1/reports/q7").body, HasSubstr("số mới"));
}

TEST_F(ReportAddresses, AWardComesInByItsLinkAloneAndTheUnitSeesWhoHasSent) {
  const std::string parts = "/api/cycles/2023-H1/parts/q7";
  const auto links = ask("POST", parts + "/links", R"({"due": "2023-06-30", "only": "q7-tan-phu"})");
  ASSERT_EQ(links.status, 200) << *links.body;
  const Node made = read_json(*links.body, "reply").value;
  const std::string secret = made.find("items")->items[0].find("secret")->scalar;
  const auto form = ask("GET", "/api/parts/" + secret + "/form");
  ASSERT_EQ(form.status, 200) << *form.body;
  EXPECT_THAT(*form.header("Content-Disposition"), HasSubstr("2023-H1-q7-q7-tan-phu.xlsx"));
  const HttpHeaders xlsx{{"content-type", *form.header("Content-Type")}};
  EXPECT_EQ(ask("POST", "/api/parts/" + secret + "/form", *form.body).status, 415) << "as JSON";
  const auto sent = ask("POST", "/api/parts/" + secret + "/form", *form.body, xlsx);
  EXPECT_EQ(sent.status, 200) << *sent.body;
  EXPECT_EQ(ask("POST", "/api/parts/" + secret + "/form", *form.body, xlsx).status, 404) << "used up";
  EXPECT_THAT(*ask("GET", parts).body, HasSubstr("\"sent\":true"));
  be(Role::drafter, "q1");
  EXPECT_EQ(ask("GET", parts).status, 403);
}

TEST_F(ReportAddresses, ANumberThatIsNoneIsToldAndNotTakenForTheNewest) {
  be(Role::agency_officer, {});
  const std::string changes = "/api/cycles/2023-H1/changes";
  for (const char* query : {"?from=x", "?to=1x", "?from=0", "?from=-1&to=2"})
    EXPECT_EQ(kind(ask("GET", changes + query)), "query-not-read") << query;
}

TEST_F(ReportAddresses, AFileKeepsItsOwnNameAndTypeAndIsNotGuessedAt) {
  const std::string files = "/api/cycles/2023-H1/reports/q7/files";
  const HttpHeaders pdf{{"content-type", "application/pdf"}};
  const auto kept = ask("POST", files + "?name=Bi%C3%AAn%20b%E1%BA%A3n.pdf", "%PDF-1.4 x", pdf);
  ASSERT_EQ(kept.status, 200) << *kept.body;
  const auto back = ask("GET", files + "/" + text(kept, "sha256"));
  EXPECT_EQ(*back.header("Content-Type"), "application/pdf");
  EXPECT_THAT(*back.header("Content-Disposition"), HasSubstr("filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf"));
  EXPECT_EQ(*back.body, "%PDF-1.4 x");
  EXPECT_EQ(ask("POST", files, "%PDF-1.4 x", pdf).status, 422) << "without a name";
  EXPECT_EQ(ask("POST", files + "?name=a.html", "<html></html>", {{"content-type", "text/html"}}).status,
            415);
}

TEST_F(ReportAddresses, AFigureIsHeldBackByTheLeaderWhoHasSeenTheDecisionsSoFar) {
  office.with_reports();
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  (void)office.consolidated();
  ASSERT_TRUE(publish_cycle(office.desk(), "2023-H1").ok());
  const std::string release = "/api/cycles/2023-H1/release", figures = "/api/cycles/2023-H1/figures";
  const std::string body = R"({"targets": ["t09"], "released": false, "reason": "Đang đối chiếu"})";
  be(Role::agency_officer, {});
  EXPECT_EQ(ask("POST", release, body, {{"if-none-match", "*"}}).status, 403);
  be(Role::agency_leader, {});
  EXPECT_EQ(ask("POST", release, body).status, 428);
  EXPECT_EQ(ask("POST", release, body, {{"if-match", "\"old\""}}).status, 412);
  EXPECT_THAT(*ask("GET", figures).body, HasSubstr("\"ww_treated\""));
  const std::string tag = *ask("GET", release).header("ETag");
  ASSERT_EQ(ask("POST", release, body, {{"if-match", tag}}).status, 200);
  router.look_for_changes();
  EXPECT_THAT(*ask("GET", "/api/results").body, HasSubstr("\"held_back\":\"Đang đối chiếu\""));
  for (const char* element : {"\"ww_treated\"", "\"ww_generated\""})
    EXPECT_THAT(*ask("GET", figures).body, testing::Not(HasSubstr(element))) << "what it was computed from";
}

}  // namespace
}  // namespace xanh::server_test

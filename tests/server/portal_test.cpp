// The portal's pages as they leave the server: figures without script, nothing from elsewhere, both
// languages.
#include "base/canonical.hpp"
#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "server/portal_html.hpp"
#include "server/router.hpp"
#include "server/web_pages.hpp"
#include "store/base64.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using ::testing::HasSubstr;
using ::testing::Not;

std::string base64_of_hex(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return to_base64(bytes);
}

struct PortalPages : ::testing::Test {
  HttpReply get(const std::string& path, const std::string& query = {}) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    return router.work(request);
  }
  void publish() {
    office.with_reports({"q7", "so-xd"});
    PaperRequest paper;
    paper.cycle = "2023-H1";
    paper.folder = (office.folder() / "out").string();
    ASSERT_TRUE(write_papers(office.desk(), paper).ok());
    ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
    ASSERT_TRUE(publish_cycle(office.desk(), "2023-H1").ok());
  }
  Office office;
  Router router{*office.desk().store, [] { return Office::now(); }};
};

TEST_F(PortalPages, FiguresCanBeReadWithoutScript) {
  publish();
  for (const char* path : {"/", "/chi-tieu", "/chi-tieu/t09"}) {
    const auto reply = get(path);
    EXPECT_EQ(reply.status, 200) << path;
    const std::string shown = reply.body->substr(0, reply.body->find("id=\"data\""));
    EXPECT_THAT(shown, HasSubstr("21,2%")) << path;
    EXPECT_THAT(shown, HasSubstr("minh họa")) << path;
  }
}

TEST_F(PortalPages, EveryPageIsThereInBothLanguages) {
  publish();
  for (const char* path : {"/", "/chi-tieu", "/chi-tieu/t01", "/nhiem-vu", "/van-ban", "/du-lieu"}) {
    const auto vi = get(path), en = get(std::string(path) == "/" ? "/en" : std::string("/en") + path);
    EXPECT_THAT(*vi.body, HasSubstr("<html lang=\"vi\">")) << path;
    EXPECT_THAT(*en.body, HasSubstr("<html lang=\"en\">")) << path;
    EXPECT_THAT(*en.body, HasSubstr("Tasks and projects")) << path;
  }
}

TEST_F(PortalPages, APageBeforeTheFirstReportShowsTheTargets) {
  const auto reply = get("/");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(*reply.body, HasSubstr("chưa có số liệu"));
  EXPECT_THAT(*reply.body, Not(HasSubstr("\"/api/results\"")));
}

TEST_F(PortalPages, WhatStandsInTheQueryIsForThePageItself) {
  EXPECT_EQ(get("/", "danh-gia=completed&ban-do=t01").status, 200);
  EXPECT_EQ(get("/api/programme", "danh-gia=completed").status, 422);
}

TEST_F(PortalPages, ATargetThatIsNotThereIsAPageThatSaysSo) {
  EXPECT_EQ(get("/chi-tieu/t99").status, 404);
  EXPECT_EQ(*get("/chi-tieu/t99").header("content-type"), "text/html; charset=utf-8");
}

TEST_F(PortalPages, AnAddressThatIsNotThereIsAPageForPeopleAndDataForPrograms) {
  HttpRequest request;
  request.method = "GET";
  request.path = "/khong-co";
  EXPECT_EQ(*router.work(request).header("content-type"), "application/problem+json");
  request.headers.emplace_back("accept", "text/html,application/xhtml+xml");
  const auto page = router.work(request);
  EXPECT_EQ(page.status, 404);
  EXPECT_EQ(*page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(*page.body, HasSubstr("Không có trang này"));
  EXPECT_THAT(*page.header("content-security-policy"), HasSubstr("default-src 'none'"));
}

TEST_F(PortalPages, NothingIsAskedOfAnotherHostAndNoScriptStandsInThePage) {
  const auto reply = get("/");
  const std::string* policy = reply.header("content-security-policy");
  ASSERT_TRUE(policy);
  EXPECT_THAT(*policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(*policy, Not(HasSubstr("unsafe")));
  EXPECT_THAT(*policy, Not(HasSubstr("http")));
}

TEST_F(PortalPages, TheStyleWithinThePageIsTheOneThatThePolicyNames) {
  const auto reply = get("/");
  const std::string* policy = reply.header("content-security-policy");
  ASSERT_TRUE(policy);
  size_t styles = 0;
  for (size_t at = reply.body->find("<style>"); at != std::string::npos;
       at = reply.body->find("<style>", at + 1), ++styles) {
    const size_t from = at + std::string("<style>").size();
    const std::string style = reply.body->substr(from, reply.body->find("</style>", from) - from);
    EXPECT_THAT(*policy, HasSubstr("'sha256-" + base64_of_hex(sha256(style)) + "'"));
  }
  size_t named = 0;
  for (size_t at = policy->find("'sha256-"); at != std::string::npos; at = policy->find("'sha256-", at + 1))
    ++named;
  EXPECT_EQ(styles, named) << "none that is not there";
  EXPECT_THAT(*reply.body, Not(HasSubstr("rel=\"stylesheet\""))) << "nothing waits for another answer";
  EXPECT_THAT(*reply.body, Not(HasSubstr("style=\"")));
}

TEST(PortalHtmlTest, TextOfTheProgrammeEndsNeitherTheTagNorTheBlock) {
  PortalHtml html(Language::vi);
  html.path = "/";
  html.title = {"A", "A"};
  const std::string evil = R"(</script><script>alert(1)</script>"><img src=x>)";
  Node names = Node::map();
  names.add("vi", Node::text(evil));
  Node results = Node::map();
  results.add("names", std::move(names));
  html.data.emplace_back("/api/results", std::move(results));
  for (const std::string& part : {html.head(), html.page(), html.data_block()}) {
    EXPECT_THAT(part, Not(HasSubstr("<script>"))) << part;
    EXPECT_THAT(part, Not(HasSubstr("<img"))) << part;
  }
  const std::string block = html.data_block();
  EXPECT_EQ(block.find("</script>"), block.size() - std::string("</script>").size());
}

TEST(WebPage, TheWorkspaceIsOnePageUnderAllItsAddresses) {
  for (const char* path : {"/office", "/office/2023-H1/q7"}) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    const auto reply = web_page(request);
    ASSERT_TRUE(reply) << path;
    EXPECT_TRUE(reply->header("content-security-policy"));
  }
  HttpRequest other;
  other.method = "GET";
  other.path = "/assets/../xanh.db";
  EXPECT_FALSE(web_page(other));
}

TEST_F(PortalPages, ASharedAddressHasItsPictureUnderTheAddressThatTheServerIsKnownBy) {
  publish();
  EXPECT_THAT(*get("/chi-tieu/t09").body, Not(HasSubstr("og:image"))) << "who asks could say any host";
  Router known(*office.desk().store, [] { return Office::now(); });
  known.set_site("https://xanh.example.vn");
  HttpRequest request;
  request.method = "GET";
  request.path = "/en/chi-tieu/t09";
  request.headers = {{"host", "elsewhere.example"}};
  const auto reply = known.work(request);
  EXPECT_THAT(*reply.body,
              HasSubstr("og:image\" content=\"https://xanh.example.vn/api/targets/t09/card?lang=en\""));
  EXPECT_THAT(*reply.body, HasSubstr("og:url\" content=\"https://xanh.example.vn/en/chi-tieu/t09\""));
  EXPECT_THAT(*reply.body, Not(HasSubstr("elsewhere.example")));
  request.path = "/rss.xml";
  const auto news = known.work(request);
  EXPECT_THAT(*news.body, HasSubstr("https://xanh.example.vn/van-ban"));
  EXPECT_THAT(*news.body, Not(HasSubstr("elsewhere.example")));
}

TEST_F(PortalPages, ThePictureIsThereBeforeAndAfterTheFirstReportAndOfNoUnknownTarget) {
  for (const bool published : {false, true}) {
    if (published) publish();
    for (const char* path : {"/api/results/card", "/api/targets/t09/card", "/api/targets/t01/card"}) {
      const auto reply = get(path, "lang=en");
      EXPECT_EQ(reply.status, 200) << path;
      EXPECT_EQ(*reply.header("Content-Type"), "image/png");
      EXPECT_TRUE(reply.body->starts_with("\x89PNG")) << path;
    }
  }
  EXPECT_EQ(get("/api/targets/no-such/card").status, 404);
}

}  // namespace
}  // namespace xanh::server_test

// What lets others trust the office, over HTTP: the sealed manifest, the audit log, refusals in it, the
// notice.
#include "office/office_sample.hpp"
#include "office/people_use.hpp"
#include "office/publish_use.hpp"
#include "office/sealed_manifest.hpp"
#include "server/router.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using testing::HasSubstr;

struct TrustTest : testing::Test {
  HttpReply get(const std::string& path, const std::string& query = {}, const std::string& cookie = {}) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    request.peer = "127.0.0.1";
    request.id = "0123456789abcdef";
    if (!cookie.empty()) request.headers.emplace_back("cookie", cookie);
    return router.work(request);
  }
  static Node json(const HttpReply& reply) { return read_json(*reply.body, "reply").value; }
  HttpReply entered(const std::string& person, Role role, const std::string& unit) {
    const auto link = invite(office.desk(), {person, "Người dùng minh họa", {}, {role, unit, {}, {}}});
    EXPECT_TRUE(link.ok()) << lines(link.problems);
    HttpRequest request;
    request.method = "POST";
    request.path = "/api/sign-in/link";
    request.headers = {{"content-type", "application/json"}};
    request.body = "{\"link\": \"" + link.value.secret + "\"}";
    request.peer = "127.0.0.1";
    return router.work(request);
  }
  std::string in(const std::string& person, Role role, const std::string& unit = {}) {
    const auto reply = entered(person, role, unit);
    EXPECT_EQ(reply.status, 200) << *reply.body;
    const std::string* cookie = reply.header("Set-Cookie");
    return cookie ? cookie->substr(0, cookie->find(';')) : std::string();
  }
  [[nodiscard]] std::vector<std::string> refusals() const {
    std::vector<std::string> out;
    office.store().read([&](const Transaction& t) {
      for (const auto& row : t.audit_rows())
        if (row.action == "refused") out.push_back(row.by + " " + row.subject + " " + row.detail);
    });
    return out;
  }
  Office office;
  Instant now = Office::now();
  Router router{*office.desk().store, [this] { return now; }};
};

TEST_F(TrustTest, TheManifestOfAPublishedReportIsOpenToAllByteForByte) {
  EXPECT_EQ(get("/api/cycles/2023-H1/manifest").status, 404);
  EXPECT_EQ(get("/api/cycles/2099-H1/manifest").status, 404);
  office.with_reports({"q7"});
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  ASSERT_TRUE(office.consolidated());
  EXPECT_EQ(get("/api/cycles/2023-H1/manifest").status, 404) << "not yet";
  const std::filesystem::path papers = office.folder() / "cong-bo";
  const auto made = publish_papers(office.desk(), {"2023-H1", papers.string(), {}, 1});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  const auto reply = get("/api/cycles/2023-H1/manifest");
  ASSERT_EQ(reply.status, 200) << *reply.body;
  EXPECT_EQ(*reply.header("Content-Type"), "application/json");
  std::ofstream(papers / "taken.json", std::ios::binary) << *reply.body;
  const auto checked = check_manifest((papers / "taken.json").string(), made.value.key);
  EXPECT_TRUE(checked.problems.empty()) << lines(checked.problems);
}

TEST_F(TrustTest, TheLogIsReadByWhoMayAndTheChainIsHeldOnRequest) {
  const std::string admin = in("quan-tri", Role::administrator);
  const auto reply = get("/api/audit", "subject=q7.an&limit=2", admin);
  ASSERT_EQ(reply.status, 200) << *reply.body;
  EXPECT_TRUE(json(reply).find("items")->items.empty());
  in("q7.an", Role::clerk, "q7");
  const Node page = json(get("/api/audit", "subject=q7.an&limit=2", admin));
  EXPECT_EQ(page.find("items")->items.size(), 2u);
  ASSERT_NE(page.find("next"), nullptr);
  const Node rest = json(get("/api/audit", "subject=q7.an&after=" + page.find("next")->scalar, admin));
  EXPECT_FALSE(rest.find("items")->items.empty());
  const Node state = json(get("/api/audit/verify", {}, admin));
  EXPECT_EQ(state.find("whole")->scalar, "true");
  EXPECT_TRUE(state.find("breaks")->items.empty());
  for (const char* wrong : {"limit=0", "limit=x", "after=-1", "day=hôm-nay", "limit=1001"})
    EXPECT_EQ(get("/api/audit", wrong, admin).status, 422) << wrong;
}

TEST_F(TrustTest, EveryRefusalIsInTheLogOnceAMinuteWithTheNumberOfTheOthers) {
  const std::string clerk = in("q7.an", Role::clerk, "q7");
  for (int i = 0; i < 50; ++i) EXPECT_EQ(get("/api/audit", {}, clerk).status, 403);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(get("/api/audit").status, 401);
  EXPECT_THAT(refusals(), testing::UnorderedElementsAre("q7.an GET /api/audit not-allowed",
                                                        "visitor GET /api/audit not-signed-in"));
  now.utc += std::chrono::minutes{1};
  router.look_for_changes();
  EXPECT_THAT(refusals(), testing::IsSupersetOf({"q7.an GET /api/audit not-allowed × 49",
                                                 "visitor GET /api/audit not-signed-in × 49"}));
  EXPECT_EQ(refusals().size(), 4u);
}

TEST_F(TrustTest, WhatHasEndedIsDroppedWithinTheHour) {
  in("q7.an", Role::clerk, "q7");
  const auto keys = [&] {
    size_t out = 0;
    office.store().read([&](const Transaction& t) { out = t.keys_of("q7.an").size(); });
    return out;
  };
  router.look_for_changes();
  EXPECT_EQ(keys(), 1u);
  now.utc += std::chrono::hours{3};
  router.look_for_changes();
  EXPECT_EQ(keys(), 0u);
}

TEST_F(TrustTest, WhoComesInIsToldThatStateSecretsDoNotBelongHere) {
  const auto reply = entered("q7.an", Role::clerk, "q7");
  EXPECT_THAT(json(reply).find("notice")->find("vi")->scalar, HasSubstr("bí mật nhà nước"));
  EXPECT_THAT(json(reply).find("notice")->find("en")->scalar, HasSubstr("state secret"));
}

}  // namespace
}  // namespace xanh::server_test

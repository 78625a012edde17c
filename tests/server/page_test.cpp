// Lists in pages: every line once, whatever is added meanwhile, and the first page as fast as before.
#include "server/page.hpp"

#include <fmt/format.h>

#include "office/feedback_use.hpp"
#include "server/door_sample.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using testing::ElementsAre;
using testing::IsEmpty;

struct Pages : testing::Test {
  Pages() {
    for (const char* code : {"e5", "a1", "c3", "b2", "d4"}) with(code, Role::clerk, "q7");
    with("zz-quan-tri", Role::administrator, {});
    EXPECT_TRUE(add_post(office.desk(), "zz-quan-tri", {Role::agency_officer, {}, {}, {}}).ok());
    for (const char* text : {"một", "hai", "ba"})
      EXPECT_TRUE(give_feedback(office.desk(), {{}, text, {}}).ok());
    admin = browser_in(office.desk(), "zz-quan-tri");
  }
  void with(const std::string& code, Role role, const std::string& unit) {
    ASSERT_TRUE(invite(office.desk(), {code, "Minh họa", {}, {role, unit, {}, {}}}).ok());
  }
  HttpReply get(const std::string& target) { return router.work(request_of("GET", target, {}, &admin)); }
  static std::vector<std::string> codes(const HttpReply& reply) {
    std::vector<std::string> out;
    const Node tree = json_of(reply);
    for (const auto& item : tree.find("items")->items) out.push_back(item.find("code")->scalar);
    return out;
  }
  Office office;
  Browser admin;
  Router router{*office.desk().store, [] { return Office::now(); }};
};

TEST_F(Pages, GiveEveryLineOnceEvenWhenSomebodyIsAddedMeanwhile) {
  const auto first = get("/api/people?limit=2");
  EXPECT_THAT(codes(first), ElementsAre("a1", "b2"));
  with("a0", Role::clerk, "q7");
  with("b9", Role::clerk, "q7");
  const auto second = get("/api/people?limit=3&after=" + text_of(first, "next"));
  EXPECT_THAT(codes(second), ElementsAre("b9", "c3", "d4"));
  const auto last = get("/api/people?limit=3&after=" + text_of(second, "next"));
  EXPECT_THAT(codes(last), ElementsAre("e5", "zz-quan-tri"));
  EXPECT_EQ(json_of(last).find("next")->kind, Node::Kind::null);
  EXPECT_THAT(codes(get("/api/people?after=" + cursor_of("zzz"))), IsEmpty());
}

TEST_F(Pages, WhoIsGoneMovesNothing) {
  const auto first = get("/api/people?limit=2");
  ASSERT_TRUE(end_person(office.desk(), "b2").ok());
  EXPECT_THAT(codes(get("/api/people?limit=2&after=" + text_of(first, "next"))), ElementsAre("c3", "d4"));
}

TEST_F(Pages, EveryPagedListBeginsAndEndsAndRefusesWhatIsNoPage) {
  for (const auto& row : addresses()) {
    if (std::none_of(row.query.begin(), row.query.end(),
                     [](const QueryKey& key) { return key.name == "after"; }))
      continue;
    const std::string path = path_of(row);
    std::string after;
    size_t pages = 0, lines = 0;
    do {
      const auto reply = get(path + "?limit=1" + (after.empty() ? "" : "&after=" + after));
      ASSERT_EQ(reply.status, 200) << path << *reply.body;
      lines += json_of(reply).find("items")->items.size();
      after = text_of(reply, "next");
    } while (!after.empty() && ++pages < 100);
    EXPECT_EQ(lines, json_of(get(path)).find("items")->items.size()) << path;
    for (const char* wrong :
         {"limit=0", "limit=501", "limit=x", "limit=", "limit=-1", "limit=1e2", "limit=1x",
          "limit=99999999999999999999", "after=", "after=x", "after=p1", "after=p1zz", "after=p1616"}) {
      const auto reply = get(path + "?" + wrong);
      EXPECT_EQ(reply.status, 422) << path << " " << wrong;
    }
    EXPECT_EQ(json_of(get(path + "?limit=0&after=x")).find("problems")->items.size(), 2u) << "all at once";
    EXPECT_EQ(get(path + "?limit=500").status, 200);
  }
}

TEST_F(Pages, OfAnOpenListOnlyTheAddressItselfLiesReady) {
  const auto plain = request_of("GET", "/api/cycles");
  const auto paged = request_of("GET", "/api/cycles?limit=1");
  for (const auto& request : {plain, paged}) EXPECT_EQ(router.work(request).status, 200);
  EXPECT_TRUE(router.at_once(plain).has_value());
  EXPECT_FALSE(router.at_once(paged).has_value());
}

}  // namespace
}  // namespace xanh::server_test

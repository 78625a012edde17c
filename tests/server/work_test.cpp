// Long work over HTTP: followed and stopped by who asked for it, under the name that he gave it.
#include <thread>

#include "office/office_sample.hpp"
#include "server/router.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using ::testing::HasSubstr;

struct LongWorkOverHttp : ::testing::Test {
  HttpReply ask(const std::string& method, const std::string& path, const std::string& who = "lan",
                const std::string& body = {}) {
    HttpRequest request;
    request.method = method;
    request.path = path.substr(0, path.find('?'));
    if (path.find('?') != std::string::npos) request.query = path.substr(path.find('?') + 1);
    request.headers = {{"x-who", who}};
    if (!body.empty()) request.headers.emplace_back("content-type", "application/json");
    request.body = body;
    request.id = "0123456789abcdef";
    return router.work(request);
  }
  Office office;
  Router router{
      *office.desk().store, [] { return Office::now(); },
      [](const HttpRequest& request, ProgrammeStore& store, Instant now) {
        return Outcome<Asker>{
            {Desk{&store, *request.header("x-who"), now, {{Role::agency_officer, {}, {}, {}, {}}}}, {}, {}},
            {}};
      }};
};

TEST_F(LongWorkOverHttp, APaperIsFollowedAndStopped) {
  office.with_reports({"q7"});
  HttpReply made;
  {
    std::jthread paper([&] {
      made =
          ask("POST", "/api/cycles/2023-H1/papers?work=w1", "lan", R"({"document": "bc-so", "pdf": true})");
    });
    HttpReply seen = ask("GET", "/api/work/w1");
    for (int tries = 0; seen.status != 200 && tries < 10'000; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      seen = ask("GET", "/api/work/w1");
    }
    ASSERT_EQ(seen.status, 200);
    EXPECT_THAT(*seen.body, HasSubstr("\"wanted\":true"));
    EXPECT_EQ(ask("DELETE", "/api/work/w1", "minh").status, 404) << "of nobody else";
    const auto stopped = ask("DELETE", "/api/work/w1");
    EXPECT_EQ(stopped.status, 200);
    EXPECT_THAT(*stopped.body, HasSubstr("\"wanted\":false"));
  }
  EXPECT_EQ(made.status, 409) << *made.body;
  EXPECT_THAT(*made.body, HasSubstr("work-cancelled"));
  EXPECT_EQ(ask("GET", "/api/work/w1").status, 404) << "it has ended";
  EXPECT_THAT(*ask("GET", "/api/cycles/2023-H1/snapshots").body, HasSubstr("\"items\":[]"));
}

}  // namespace
}  // namespace xanh::server_test

// From a request to the answer, without a network: which address, who is let in, what is refused and how.
#include "server/router.hpp"

#include <atomic>
#include <thread>

#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "server/openapi.hpp"
#include "server/problem_reply.hpp"

namespace xanh::server_test {
namespace {

using office_test::Office;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string header(const HttpReply& reply, const std::string& name) {
  for (const auto& [key, value] : reply.headers)
    if (key == name) return value;
  return {};
}

std::string replaced_in(std::string text, const std::string& piece, const std::string& by) {
  const size_t at = text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  return at == std::string::npos ? text : text.replace(at, piece.size(), by);
}

struct RouterTest : testing::Test {
  HttpReply get(const std::string& path, const std::string& query = {}, const std::string& method = "GET") {
    request.method = method;
    request.path = path;
    request.query = query;
    request.id = "0123456789abcdef";
    return router.work(request);
  }
  static Node json(const HttpReply& reply) { return read_json(*reply.body, "reply").value; }
  static std::string text(const Node& tree, const std::string& key) {
    const Node* found = tree.find(key);
    return found ? found->scalar : std::string();
  }
  void publish() {
    office.with_reports({"q7", "so-xd"});
    PaperRequest paper;
    paper.cycle = "2023-H1";
    paper.folder = (office.folder() / "out").string();
    ASSERT_TRUE(write_papers(office.desk(), paper).ok());
    ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
    const auto published = publish_cycle(office.desk(), "2023-H1");
    ASSERT_TRUE(published.ok()) << lines(published.problems);
  }
  Office office;
  HttpRequest request;
  Router router{*office.desk().store, [] { return Office::now(); }};
};

TEST_F(RouterTest, TheProgrammeIsOpenToAllWithoutTargetsThatAreNotKnown) {
  const auto reply = get("/api/programme");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(header(reply, "Content-Type"), "application/json");
  EXPECT_THAT(header(reply, "ETag"), Not(IsEmpty()));
  const Node tree = json(reply);
  EXPECT_EQ(text(tree, "code"), "hcmc-2020-2030");
  EXPECT_EQ(tree.find("targets")->items.size(), 15u)
      << "three of the eighteen have no name in public sources";
}

TEST_F(RouterTest, NothingOfACycleComesOutBeforeItsReportIsPublished) {
  office.with_reports({"q7", "so-xd"});
  for (const char* path : {"/api/results", "/api/cycles/2023-H1/results", "/api/cycles/2023-H1/figures"}) {
    const auto reply = get(path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(text(json(reply), "type"), "urn:xanh:problem:nothing-published");
    EXPECT_THAT(*reply.body, Not(HasSubstr("370624")));
  }
}

TEST_F(RouterTest, PublishedResultsAreThoseOfTheReport) {
  publish();
  const auto reply = get("/api/results");
  ASSERT_EQ(reply.status, 200) << *reply.body;
  const Node tree = json(reply);
  EXPECT_EQ(text(tree, "cycle"), "2023-H1");
  EXPECT_EQ(text(tree, "illustrative"), "true");
  for (const auto& target : tree.find("items")->items)
    if (text(target, "code") == "t09") {
      EXPECT_EQ(text(target, "display"), "21,2");
      EXPECT_EQ(text(target, "numerator"), "370624");
    }
  EXPECT_EQ(*get("/api/cycles/2023-H1/results").body, *reply.body);
}

TEST_F(RouterTest, PublishedFiguresAreThoseTheReportWasMadeFromWithTheirNames) {
  publish();
  const auto reply = get("/api/cycles/2023-H1/figures");
  ASSERT_EQ(reply.status, 200) << *reply.body;
  const Node tree = json(reply);
  std::set<std::string> units;
  const Node* people = nullptr;
  for (const auto& row : tree.find("items")->items) {
    units.insert(text(row, "unit"));
    EXPECT_NE(text(row, "element"), "staff_present") << "no target is computed from it";
    if (text(row, "unit") == "q7" && text(row, "element") == "hh_informed") people = &row;
  }
  EXPECT_THAT(units, ElementsAre("q7", "so-xd"));
  EXPECT_EQ(text(tree, "illustrative"), "true") << "made up, and it says so";
  ASSERT_NE(people, nullptr) << *reply.body;
  EXPECT_EQ(text(*people, "value"), "96390") << "as reported";
  EXPECT_EQ(text(*people, "state"), "official");
  EXPECT_EQ(text(*people->find("unit_names"), "vi"), "Ủy ban nhân dân Quận 7");
  EXPECT_THAT(text(*people->find("element_names"), "vi"), Not(IsEmpty()));
}

TEST_F(RouterTest, WhatIsKeptReadyIsGivenOnlyUntilSomebodyWrites) {
  request.method = "GET";
  request.path = "/api/cycles";
  EXPECT_FALSE(router.at_once(request).has_value()) << "nobody has asked yet";
  const auto first = get("/api/cycles");
  ASSERT_TRUE(router.at_once(request).has_value());
  EXPECT_EQ(router.at_once(request)->body, first.body) << "the very same bytes";
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  router.look_for_changes();
  EXPECT_FALSE(router.at_once(request).has_value());
  EXPECT_NE(*get("/api/cycles").body, *first.body);
  // The language is part of the address.
  HttpRequest english = request;
  english.headers = {{"accept-language", "en"}};
  EXPECT_FALSE(router.at_once(english).has_value());
}

TEST_F(RouterTest, AVisitorIsRefusedBeforeTheCycleIsLookedUp) {
  for (const char* path : {"/api/cycles/2023-H1/status", "/api/cycles/2099-H1/status",
                           "/api/cycles/2023-H1/reports/q7", "/api/cycles/2023-H1/reports/q99"}) {
    const auto reply = get(path);
    EXPECT_EQ(reply.status, 401) << path;
    EXPECT_EQ(text(json(reply), "type"), "urn:xanh:problem:not-signed-in");
  }
}

TEST_F(RouterTest, RefusalsAreProblemsInBothLanguages) {
  const auto reply = get("/api/cycles/2099-H1/results");
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(header(reply, "Content-Type"), "application/problem+json");
  const Node tree = json(reply);
  EXPECT_EQ(text(tree, "status"), "404");
  EXPECT_EQ(text(tree, "instance"), "urn:xanh:request:0123456789abcdef");
  const Node& first = tree.find("problems")->items.at(0);
  EXPECT_THAT(text(*first.find("message"), "vi"), HasSubstr("2099-H1"));
  EXPECT_THAT(text(*first.find("message"), "en"), HasSubstr("2099-H1"));
  EXPECT_THAT(text(json(get("/api/cycles/2099-H1/results", "lang=en")), "detail"), HasSubstr("cycle"));
  EXPECT_THAT(text(tree, "detail"), HasSubstr("kỳ"));
}

TEST_F(RouterTest, AnUnknownAddressAMethodItDoesNotTakeAndAQueryItDoesNotKnow) {
  EXPECT_EQ(get("/api/nothing").status, 404);
  EXPECT_EQ(get("/api/cycles/").status, 404);
  EXPECT_EQ(get("/api/cycles//results").status, 404);
  const auto method = get("/api/programme", {}, "DELETE");
  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(header(method, "Allow"), "GET");
  const auto query = get("/api/programme", "colour=green&x=%zz");
  EXPECT_EQ(query.status, 422);
  const auto unknown = get("/api/programme", "colour=green&size=1");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_EQ(json(unknown).find("problems")->items.size(), 2u) << "all at once";
}

TEST_F(RouterTest, EveryRequestIsCountedUnderItsAddressAndNotItsValues) {
  get("/api/cycles/2023-H1/results");
  get("/api/nothing");
  const auto reply = get("/metrics");
  EXPECT_THAT(
      *reply.body,
      HasSubstr("xanh_requests_total{address=\"GET /api/cycles/{cycle}/results\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(*reply.body, HasSubstr("xanh_requests_total{address=\"none\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(*reply.body, Not(HasSubstr("2023-H1")));
  EXPECT_THAT(*reply.body, HasSubstr("xanh_store_queries_total{query=\"select plan_versions\"}"));
  EXPECT_THAT(*reply.body, HasSubstr("xanh_store_query_seconds_total{query=\"insert audit\"}"));
}

TEST_F(RouterTest, TheServerSaysThatItIsAliveAndReady) {
  EXPECT_EQ(text(json(get("/healthz")), "state"), "alive");
  EXPECT_EQ(text(json(get("/readyz")), "state"), "ready");
}

/// As the operator of the store, who may do everything.
struct SignedIn : RouterTest {
  HttpReply put(const std::string& body, HttpHeaders headers, const std::string& query = {}) {
    HttpRequest request_;
    request_.method = "PUT";
    request_.path = "/api/cycles/2023-H1/reports/q7";
    request_.query = query;
    request_.headers = std::move(headers);
    request_.headers.emplace_back("content-type", "application/json; charset=utf-8");
    request_.body = body;
    return operators.work(request_);
  }
  HttpReply shown() {
    request.method = "GET";
    request.path = "/api/cycles/2023-H1/reports/q7";
    return operators.work(request);
  }
  Router operators{*office.desk().store, [] { return Office::now(); },
                   [](const HttpRequest&, ProgrammeStore& store, Instant now) -> Outcome<Asker> {
                     return {{Desk{&store, std::string(kLocalOperator), now}, {}, {}}, {}};
                   }};
  const std::string report = write_json(to_node(Office::report("q7")));
};

TEST_F(SignedIn, AReportIsSentAndSeenAndItsTagGuardsTheNextRevision) {
  EXPECT_EQ(shown().status, 404);
  EXPECT_EQ(put(report, {}).status, 428) << "a change names what was seen";
  EXPECT_EQ(put(report, {{"if-match", "\"r1\""}}).status, 412) << "nothing is in";
  const auto first = put(report, {{"if-none-match", "*"}});
  ASSERT_EQ(first.status, 200) << *first.body;
  EXPECT_EQ(header(first, "ETag"), "\"r1\"");
  EXPECT_EQ(text(json(first), "submission"), "2023-H1/q7/1");
  EXPECT_EQ(header(shown(), "ETag"), "\"r1\"");
  EXPECT_EQ(text(*json(shown()).find("report"), "unit"), "q7");

  Submission next = Office::report("q7");
  next.figures.front().this_period = Decimal(96);
  const std::string changed = write_json(to_node(next));
  EXPECT_EQ(put(changed, {{"if-none-match", "*"}}).status, 412) << "somebody was faster";
  const auto second = put(changed, {{"if-match", "\"r1\""}});
  ASSERT_EQ(second.status, 200) << *second.body;
  const auto lost = put(report, {{"if-match", "\"r1\""}});
  EXPECT_EQ(lost.status, 412) << "made from what is no longer the newest";
  EXPECT_EQ(text(json(lost), "type"), "urn:xanh:problem:revision-moved");
  EXPECT_EQ(header(shown(), "ETag"), "\"r2\"");
}

TEST_F(SignedIn, ADryRunTellsEverythingAndKeepsNothing) {
  const auto dry = put(report, {{"if-none-match", "*"}}, "dry_run=yes");
  EXPECT_EQ(dry.status, 200) << *dry.body;
  EXPECT_EQ(shown().status, 404);
}

TEST_F(SignedIn, WhatCannotBeTakenIsToldAtOnceWithItsPlaces) {
  const std::string wrong =
      replaced_in(replaced_in(report, "\"ww_sites_ok\"", "\"ww_sites_okk\""), "\"official\"", "\"offcial\"");
  const auto reply = put(wrong, {{"if-none-match", "*"}});
  EXPECT_EQ(reply.status, 422);
  const Node told = json(reply);
  const auto& problems = told.find("problems")->items;
  ASSERT_GE(problems.size(), 1u);
  EXPECT_EQ(text(problems.front(), "field"), "figures[0].state") << *reply.body;
  const auto other = put(write_json(to_node(Office::report("q1"))), {{"if-none-match", "*"}});
  EXPECT_EQ(other.status, 422) << "a report of another unit";
  EXPECT_THAT(*other.body, HasSubstr("other-unit"));
  for (const char* hostile : {"", "[", "null", "[]", "{\"cycle\": 1e999}", "\xff\xfe"})
    EXPECT_EQ(put(hostile, {{"if-none-match", "*"}}).status, 422) << hostile;
  EXPECT_EQ(shown().status, 404) << "nothing was kept";
}

TEST_F(SignedIn, ATagThatIsNoneOfOursIsRefused) {
  for (const char* tag : {"r1", "\"\"", "\"x\"", "\"r0\"", "\"r1\", \"r2\"", "*", "W/\"r1\""})
    EXPECT_EQ(put(report, {{"if-match", tag}}).status, 412) << tag;
}

/// Every reference of the description leads somewhere, every address is in it, and each is worded in both
/// languages.
struct Description : testing::Test {
  Node tree = openapi(addresses());
  void references(const Node& node, std::vector<std::string>& out) const {
    for (const auto& member : node.members) {
      if (member.first == "$ref") out.push_back(member.second.scalar);
      references(member.second, out);
    }
    for (const auto& item : node.items) references(item, out);
  }
};

TEST_F(Description, ReferencesLeadSomewhere) {
  std::vector<std::string> found;
  references(tree, found);
  EXPECT_THAT(found, Not(IsEmpty()));
  for (const auto& reference : found) {
    const Node* at = &tree;
    std::string rest = reference.substr(2);
    while (at && !rest.empty()) {
      const size_t end = std::min(rest.find('/'), rest.size());
      at = at->find(rest.substr(0, end));
      rest = end < rest.size() ? rest.substr(end + 1) : std::string();
    }
    EXPECT_NE(at, nullptr) << reference;
    if (at) {
      EXPECT_NE(at->kind, Node::Kind::null) << reference;
    }
  }
}

TEST_F(Description, EveryAddressStandsThereOnceInBothLanguagesWithItsParameters) {
  std::set<std::string> ids;
  for (const auto& row : addresses()) {
    const Node* path = tree.find("paths")->find(row.path);
    if (row.page) {
      EXPECT_EQ(path, nullptr) << row.path << " is for people";
      continue;
    }
    ASSERT_NE(path, nullptr) << row.path;
    std::string method = row.method;
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    const Node* operation = path->find(method);
    ASSERT_NE(operation, nullptr) << row.method << row.path;
    EXPECT_TRUE(ids.insert(operation->find("operationId")->scalar).second) << row.path;
    EXPECT_FALSE(row.says.vi.empty() || row.says.en.empty()) << row.path;
    const auto parameters = static_cast<size_t>(std::count(row.path.begin(), row.path.end(), '{'));
    const Node* listed = operation->find("parameters");
    EXPECT_EQ(listed ? listed->items.size() : 0,
              parameters + row.query.size() + (row.guarded ? 2 : 0) + (row.repeatable() ? 1 : 0))
        << row.path;
    for (const auto& [name, value] : row.example) EXPECT_FALSE(value.empty()) << name;
    EXPECT_TRUE(row.act) << row.path;
    EXPECT_FALSE(row.kept && row.entry != Entry::open) << "what is private is not kept: " << row.path;
  }
}

/// Of many who ask for what does not lie ready, one makes it, also while others write and nothing can be
/// kept.
TEST_F(RouterTest, OneMakesWhatManyAskFor) {
  std::atomic<int> made = 0;
  Router* serving = nullptr;
  Address slow{"GET", "/api/slow", {"chậm", "slow"}, Entry::open};
  slow.kept = true;
  slow.gives = [](SchemaBook&) { return SchemaBook::type("object"); };
  slow.act = [&](const Call& call) {
    ++made;
    // Somebody writes meanwhile, so that what is made cannot be kept for those who come later.
    call.desk.store->transact([&](Transaction& t) { t.audit({Office::now(), "x", "x", "x", {}}); });
    serving->look_for_changes();
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    Answer out;
    out.body = Node::map();
    return out;
  };
  const std::vector<Address> rows{slow};
  Router one{*office.desk().store, [] { return Office::now(); }, by_secret, rows};
  serving = &one;
  std::vector<std::thread> many;
  for (int i = 0; i < 16; ++i)
    many.emplace_back([&] {
      HttpRequest asked;
      asked.method = "GET";
      asked.path = "/api/slow";
      EXPECT_EQ(one.work(asked).status, 200);
    });
  for (auto& thread : many) thread.join();
  EXPECT_LE(made, 2) << "the first, and one for those who came while it was made";
}

/// The examples of the description, asked of the demonstration.
TEST_F(RouterTest, EveryDocumentedExampleIsAnswered) {
  publish();
  for (const auto& row : addresses()) {
    if (row.method != "GET") continue;
    std::string path = row.path;
    for (const auto& [name, value] : row.example)
      if (const size_t at = path.find("{" + name + "}"); at != std::string::npos)
        path.replace(at, name.size() + 2, value);
    std::string query;
    for (const auto& key : row.query)
      if (key.required) query += (query.empty() ? "" : "&") + key.name + "=" + row.example.at(key.name);
    EXPECT_THAT(path, Not(HasSubstr("{"))) << "an example for every part of " << row.path;
    // These open by their secret or their digest alone, and an example is none.
    const bool secret = row.path == "/calendar/{feed}" || row.path.starts_with("/api/parts/{link}") ||
                        row.path.starts_with("/api/feedback/") || row.path == "/api/documents/{sha256}";
    const int open = secret ? 404 : 200;
    EXPECT_EQ(get(path, query).status, row.entry == Entry::open ? open : 401) << path;
  }
}

}  // namespace
}  // namespace xanh::server_test

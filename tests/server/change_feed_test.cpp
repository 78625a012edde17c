// Changes to open pages: a real server, real connections; what one writes the other sees, if it may.
#include "server/change_feed.hpp"

#include "office/letter_use.hpp"
#include "office/office_sample.hpp"
#include "office/people_use.hpp"
#include "server/raw_client.hpp"
#include "server/server.hpp"
#include "server/session_cookie.hpp"
#include "store/store_fixture.hpp"

namespace xanh::server_test {
namespace {

using loopback::RawClient;
using office_test::Office;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

constexpr auto kWithin = 1s;  // the promise

struct Reader {
  std::string person, secret;
};

/// One or two servers on one store; the clock is that of the office unless a test moves it.
struct ChangeFeedTest : ::testing::Test {
  std::unique_ptr<Server> serve(ProgrammeStore& store) {
    ServeOptions options;
    options.listen = "127.0.0.1:0";
    auto started = Server::start(store, options, [this] { return Instant{moment.load()}; });
    EXPECT_TRUE(started.ok()) << lines(started.problems);
    return std::move(started.value);
  }
  static unsigned short port_of(const Server& server) {
    const std::string at = server.address();
    return static_cast<unsigned short>(std::stoi(at.substr(at.rfind(':') + 1)));
  }
  static Reader invited(const Desk& desk, const std::string& person, Role role, const std::string& unit) {
    const auto link = invite(desk, {person, "Người dùng minh họa", {}, {role, unit, {}, {}}});
    EXPECT_TRUE(link.ok()) << lines(link.problems);
    Doorkeeper keeper;
    const auto opened = open_link(desk, keeper, link.value.secret);
    EXPECT_TRUE(opened.ok()) << lines(opened.problems);
    return {person, opened.value.secret};
  }
  static std::string request(const Reader& reader, const std::string& more = {}) {
    return loopback::get("/api/events",
                         "Cookie: " + std::string(kSessionCookie) + "=" + reader.secret + "\r\n" + more);
  }
  /// A page that listens; null when it was refused.
  static std::unique_ptr<RawClient> page(const Server& server, const Reader& reader,
                                         const std::string& more = {}) {
    auto out = std::make_unique<RawClient>(port_of(server));
    out->send(request(reader, more));
    const auto head = out->read_to("\r\n\r\n");
    EXPECT_TRUE(head && head->find("HTTP/1.1 200") == 0) << head.value_or("nothing");
    EXPECT_TRUE(out->read_to(": xanh\n\n").has_value());
    return out;
  }
  static std::optional<std::string> next_event(RawClient& page, std::chrono::milliseconds time = kWithin) {
    const auto start = page.read_to("event: ", time);
    if (!start) return std::nullopt;
    return page.read_to("\n\n", time);
  }
  static std::string id_of(const std::string& event) {
    const size_t at = event.find("id: ") + 4;
    return event.substr(at, event.find('\n', at) - at);
  }
  static void send_report(const Office& office, const std::string& unit) {
    SubmitRequest given;
    given.files = {office_test::kReports + "/" + unit + ".yaml"};
    EXPECT_TRUE(submit_files(office.desk(), given).ok());
  }

  std::atomic<std::chrono::sys_seconds> moment = Office::now().utc;
};

TEST_F(ChangeFeedTest, WhatOneWritesAnotherSeesWithinASecond) {
  const Office office;
  const auto officer = invited(office.desk(), "chuyen-vien", Role::agency_officer, {});
  const auto clerk = invited(office.desk(), "van-thu", Role::clerk, "q7");
  const auto server = serve(office.store());
  const auto agency = page(*server, officer), own = page(*server, clerk);
  send_report(office, "q7");
  for (RawClient* reader : {agency.get(), own.get()}) {
    const auto event = next_event(*reader);
    ASSERT_TRUE(event.has_value());
    EXPECT_THAT(*event, HasSubstr(R"({"subjects":[{"kind":"report","code":"2023-H1/q7"}]})"));
  }
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  EXPECT_THAT(next_event(*own).value_or(""), HasSubstr(R"({"kind":"cycle","code":"2023-H1"})"));
}

TEST_F(ChangeFeedTest, APageHearsOnlyOfWhatItsReaderMaySee) {
  const Office office;
  const auto stranger = invited(office.desk(), "van-thu-q1", Role::clerk, "q1");
  const auto monitor = invited(office.desk(), "quan-trac", Role::monitoring, {});
  const auto server = serve(office.store());
  const auto of_q1 = page(*server, stranger), monitoring = page(*server, monitor);
  send_report(office, "q7");
  invited(office.desk(), "nguoi-moi", Role::clerk, "q7");
  LetterRequest letter;
  letter.kind = LetterKind::reminder;
  letter.cycle = "2023-H1";
  letter.path = (office.folder() / "don-doc.docx").string();
  ASSERT_TRUE(write_letters(office.desk(), letter).ok());
  // The next thing both may see comes first of all they get.
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  for (RawClient* reader : {of_q1.get(), monitoring.get()}) {
    const auto event = next_event(*reader);
    ASSERT_TRUE(event.has_value());
    EXPECT_THAT(*event, HasSubstr(R"({"subjects":[{"kind":"cycle","code":"2023-H1"}]})"));
  }
}

TEST_F(ChangeFeedTest, APageThatLostItsConnectionIsToldWhatItMissed) {
  const Office office;
  const auto officer = invited(office.desk(), "chuyen-vien", Role::agency_officer, {});
  const auto server = serve(office.store());
  std::string seen;
  {
    const auto first = page(*server, officer);
    send_report(office, "q7");
    seen = id_of(next_event(*first).value());
  }
  send_report(office, "so-xd");
  const auto again = page(*server, officer, "Last-Event-ID: " + seen + "\r\n");
  const auto missed = next_event(*again);
  ASSERT_TRUE(missed.has_value());
  EXPECT_THAT(*missed, HasSubstr("2023-H1/so-xd"));
  EXPECT_THAT(*missed, Not(HasSubstr("2023-H1/q7")));
  for (const char* foreign : {"999999", "x", "-1"}) {
    const auto lost = page(*server, officer, std::string("Last-Event-ID: ") + foreign + "\r\n");
    const auto event = next_event(*lost).value_or("");
    EXPECT_TRUE(event.find("\"all\":true") != std::string::npos ||
                event.find("2023-H1/q7") != std::string::npos)
        << foreign << ": " << event;
  }
}

TEST_F(ChangeFeedTest, AVisitorIsRefusedAndAPersonHasOnlySoManyPages) {
  const Office office;
  const auto clerk = invited(office.desk(), "van-thu", Role::clerk, "q7");
  const auto server = serve(office.store());
  RawClient visitor(port_of(*server));
  EXPECT_EQ(visitor.ask(loopback::get("/api/events"))->status, 401);
  std::vector<std::unique_ptr<RawClient>> pages;
  for (size_t i = 0; i < FeedLimits{}.of_one_person; ++i) pages.push_back(page(*server, clerk));
  RawClient beyond(port_of(*server));
  const auto refused = beyond.ask(request(clerk));
  EXPECT_EQ(refused->status, 429);
  EXPECT_THAT(refused->body, HasSubstr("too-many-pages"));
  // One that is closed makes room.
  pages.pop_back();
  for (int i = 0; i < 100; ++i) {
    RawClient again(port_of(*server));
    again.send(request(clerk));
    if (again.read_to("\r\n\r\n").value_or("").find("200 OK") != std::string::npos) return;
    std::this_thread::sleep_for(20ms);
  }
  FAIL() << "the seat of a page that is gone stays taken";
}

TEST_F(ChangeFeedTest, APageEndsWithItsSession) {
  const Office office;
  const auto clerk = invited(office.desk(), "van-thu", Role::clerk, "q7");
  const auto other = invited(office.desk(), "van-thu-q1", Role::clerk, "q1");
  const auto server = serve(office.store());
  const auto own = page(*server, clerk), stays = page(*server, other);
  std::optional<SignedIn> who;
  office.store().read([&](const Transaction& t) { who = session_of(t, clerk.secret, Office::now()); });
  ASSERT_FALSE(has_error(sign_out(office.desk(), who.value())));
  EXPECT_THAT(next_event(*own).value_or(""), HasSubstr("ended"));
  EXPECT_TRUE(own->is_closed());
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  EXPECT_TRUE(next_event(*stays).has_value());
}

TEST_F(ChangeFeedTest, WhoLosesAPostHearsNoMoreOfIt) {
  const Office office;
  const auto clerk = invited(office.desk(), "van-thu", Role::clerk, "q7");
  ASSERT_TRUE(add_post(office.desk(), "van-thu", {Role::clerk, "q1", {}, {}}).ok());
  const auto server = serve(office.store());
  const auto own = page(*server, clerk);
  ASSERT_TRUE(end_post(office.desk(), "van-thu", Role::clerk, "q7").ok());
  EXPECT_THAT(next_event(*own).value_or(""), HasSubstr(R"({"kind":"people","code":"van-thu"})"));
  send_report(office, "q7");
  send_report(office, "q1");
  const auto event = next_event(*own);
  ASSERT_TRUE(event.has_value());
  EXPECT_THAT(*event, HasSubstr("2023-H1/q1"));
  EXPECT_THAT(*event, Not(HasSubstr("2023-H1/q7")));
}

TEST_F(ChangeFeedTest, TwoHundredPagesHoldNoWorkerAndTheServerStopsWithThemOpen) {
  const Office office;
  std::vector<Reader> readers;
  for (int i = 0; i < 20; ++i)
    readers.push_back(invited(office.desk(), "van-thu-" + std::to_string(i), Role::clerk, "q7"));
  auto server = serve(office.store());
  std::vector<std::unique_ptr<RawClient>> pages;
  for (int i = 0; i < 200; ++i) pages.push_back(page(*server, readers[static_cast<size_t>(i % 20)]));
  // There are four workers: were a page to hold one, nobody would be answered any more.
  for (int i = 0; i < 20; ++i) {
    RawClient client(port_of(*server));
    EXPECT_EQ(client.ask(loopback::get("/api/results"))->status, 404);
  }
  send_report(office, "q7");
  for (const auto& one : pages) EXPECT_TRUE(next_event(*one, 10s).has_value());
  const auto before = std::chrono::steady_clock::now();
  server->stop(30s);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 20s) << "nothing waited for the pages to go";
  for (const auto& one : pages) EXPECT_TRUE(one->is_closed());
}

TEST_F(ChangeFeedTest, TwoServersOnOneDatabaseTellTheSame) {
  std::string why;
  auto* const postgresql = store_test::PostgresqlServer::running(&why);
  if (!postgresql) GTEST_SKIP() << why;
  const Office office(postgresql->new_database());
  const auto officer = invited(office.desk(), "chuyen-vien", Role::agency_officer, {});
  auto other = ProgrammeStore::open(office.address(), ProgrammeStore::Mode::read_write);
  ASSERT_TRUE(other.ok());
  const auto one = serve(office.store()), two = serve(*other.value);
  const auto at_one = page(*one, officer), at_two = page(*two, officer);
  send_report(office, "q7");
  const auto first = next_event(*at_one), second = next_event(*at_two);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  // A page that is moved by the balancer goes on where it was.
  send_report(office, "so-xd");
  const auto moved = page(*two, officer, "Last-Event-ID: " + id_of(*first) + "\r\n");
  EXPECT_THAT(next_event(*moved).value_or(""), HasSubstr("2023-H1/so-xd"));
}

}  // namespace
}  // namespace xanh::server_test

#include "server/http.hpp"
#include "server/http_reader.hpp"

#include "server/http_sample.hpp"
#include "server/raw_client.hpp"

namespace xanh::loopback {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

int status_of(HttpServer& server, const std::string& bytes) {
  RawClient client(server.port());
  const auto reply = client.ask(bytes);
  if (!reply) return 0;
  if (reply->status >= 400) {
    EXPECT_EQ(reply->header("Connection"), "close");
    EXPECT_THAT(reply->body, StartsWith("refused " + std::to_string(reply->status)));
  }
  return reply->status;
}

TEST(HttpServer, AnswersManyRequestsOnOneConnection) {
  const auto server = started();
  RawClient client(server->port());
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.ask(get("/quick"))->body, "quick");
    EXPECT_EQ(client.ask(get("/echo?n=" + std::to_string(i)))->body,
              "GET /echo ? n=" + std::to_string(i) + " : ");
  }
}

TEST(HttpServer, AnswersPipelinedRequestsInTheirOrder) {
  const auto server = started();
  RawClient client(server->port());
  client.send(get("/slow?1") + get("/quick") +
              "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody" + get("/b"));
  EXPECT_EQ(client.reply()->body, "GET /slow ? 1 : ");
  EXPECT_EQ(client.reply()->body, "quick");
  EXPECT_EQ(client.reply()->body, "POST /a ?  : body");
  EXPECT_EQ(client.reply()->body, "GET /b ?  : ");
}

TEST(HttpServer, ReadsARequestThatComesByteByByte) {
  const auto server = started();
  RawClient client(server->port());
  for (const char c : std::string("\r\nPOST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok"))
    ASSERT_TRUE(client.send({&c, 1}));
  EXPECT_EQ(client.reply()->body, "POST /a ?  : ok");
}

TEST(HttpServer, WaitsForTheOtherHalfOfAnEmptyLine) {
  const auto server = started();
  RawClient client(server->port());
  ASSERT_TRUE(client.send("\r"));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  ASSERT_TRUE(client.send("\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_EQ(client.reply()->status, 200);
}

TEST(HttpServer, SendsItsOwnHeadersWithEveryReply) {
  const auto server = started();
  RawClient client(server->port());
  const auto reply = client.ask(get("/quick"));
  EXPECT_THAT(reply->header("Date"), HasSubstr(" GMT"));
  EXPECT_EQ(reply->header("X-Request-Id").size(), 16u);
  EXPECT_EQ(reply->header("X-Request-Id").find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(reply->header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(reply->header("Server"), "");
  EXPECT_EQ(reply->header("Connection"), "");
  const auto next = client.ask(get("/echo"));
  EXPECT_NE(next->header("X-Request-Id"), reply->header("X-Request-Id"));
}

TEST(HttpServer, TellsHandlersWhatCame) {
  HttpRequest seen;
  HttpHandlers handlers;
  handlers.work = [&](const HttpRequest& request) {
    seen = request;
    return http_reply(200, "text/plain", "");
  };
  const auto server = started({}, handlers);
  RawClient client(server->port());
  const auto reply = client.ask(
      "PUT http://xanh.vn/b%C3%A1o%20c%C3%A1o?x=%20 HTTP/1.1\r\nHost: x\r\nX-ONE: 1\r\nContent-Length: "
      "1\r\n\r\nz");
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(seen.method, "PUT");
  EXPECT_EQ(seen.path, "/báo cáo");
  EXPECT_EQ(seen.query, "x=%20");
  EXPECT_EQ(*seen.header("x-one"), "1");
  EXPECT_EQ(seen.header("x-two"), nullptr);
  EXPECT_EQ(seen.body, "z");
  EXPECT_EQ(seen.peer, "127.0.0.1");
  EXPECT_FALSE(seen.secure);
  EXPECT_EQ(seen.id, reply->header("X-Request-Id"));
}

TEST(HttpServer, KeepsHttp10AliveOnlyWhenAsked) {
  const auto server = started();
  RawClient client(server->port());
  EXPECT_EQ(client.ask("GET /quick HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")->header("Connection"),
            "keep-alive");
  EXPECT_EQ(client.ask("GET /quick HTTP/1.0\r\n\r\n")->header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
  RawClient other(server->port());
  EXPECT_EQ(other.ask(get("/quick", "Connection: close\r\n"))->header("Connection"), "close");
  EXPECT_TRUE(other.is_closed());
}

TEST(HttpServer, AnswersHeadAsGetWithoutABody) {
  const auto server = started();
  RawClient client(server->port());
  const auto head = client.ask("HEAD /quick HTTP/1.1\r\nHost: x\r\n\r\n", false);
  EXPECT_EQ(head->header("Content-Length"), "5");
  EXPECT_EQ(client.ask(get("/quick"))->body, "quick");
}

TEST(HttpServer, RefusesPathsThatAreNotPlain) {
  const auto server = started();
  for (const char* path :
       {"/a/../b", "/..",     "/./a", "/a/%2e%2e/b", "/a%2f..%2fb", "//a",     "/a//b",  "/a%00",
        "/a%0a",   "/%c2%80", "/%7f", "/%C3",        "/%ff",        "/%C0%AF", "/a\\b",  "/a%5cb",
        "/%",      "/%4",     "/%zz", "/a#b",        "a",           "*",       "http://"})
    EXPECT_EQ(status_of(*server, get(path)), 400) << path;
  EXPECT_EQ(status_of(*server, get("/a%2520/.b/..c/d./")), 200);
}

TEST(HttpServer, RefusesWhatIsNoHttp) {
  const auto server = started();
  for (const std::string bytes :
       {"\x16\x03\x01\x02 hello there\r\n\r\n", "GET /\r\n\r\n", "GET / FTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n",
        "CONNECT xanh:80 HTTP/1.1\r\nHost: x\r\n\r\n"})
    EXPECT_EQ(status_of(*server, bytes), 400) << bytes;
  EXPECT_EQ(status_of(*server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
  EXPECT_EQ(status_of(*server, get("/", "Expect: miracles\r\n")), 417);
}

TEST(HttpServer, RefusesBodiesThatCouldBeReadInTwoWays) {
  const auto server = started();
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\n";
  for (const char* headers :
       {"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: gzip\r\n", "Transfer-Encoding: chunked, gzip\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n", "Content-Length: -1\r\n", "Content-Length: 1x\r\n",
        "Content-Length: 99999999999999999999999\r\n", "Content-Length: \r\n"})
    EXPECT_EQ(status_of(*server, start + headers + "\r\n0\r\n\r\n"), 400) << headers;
  EXPECT_EQ(status_of(*server, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
}

TEST(HttpServer, RefusesHeadsThatAreTooLong) {
  const auto server = started();
  EXPECT_EQ(status_of(*server, get("/" + std::string(20000, 'a'))), 414);
  EXPECT_EQ(status_of(*server, get("/", "X: " + std::string(20000, 'a') + "\r\n")), 431);
  std::string flood;
  for (int i = 0; i < 5000; ++i) flood += "A: b\r\n";
  EXPECT_EQ(status_of(*server, get("/", flood)), 431);
  EXPECT_EQ(status_of(*server, get("/", "X: " + std::string(4000, 'a') + "\r\n")), 200);
}

TEST(HttpServer, SumsUpAHeadThatComesInPieces) {
  const auto server = started();
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(3500, 'a') + "\r\nZ: 1\r\n");
  std::this_thread::sleep_for(100ms);
  client.send("Y: " + std::string(13500, 'a') + "\r\n\r\n");
  EXPECT_EQ(client.reply()->status, 431);
}

TEST(HttpServer, RefusesBodiesThatAreTooLongBeforeReadingThem) {
  HttpOptions options;
  options.body_limit = 1000;
  const auto server = started(options);
  const std::string start = "POST /a HTTP/1.1\r\nHost: x\r\n";
  EXPECT_EQ(status_of(*server, start + "Content-Length: 1001\r\n\r\n"), 413);
  EXPECT_EQ(status_of(*server, start + "Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n"), 413);
  EXPECT_EQ(status_of(*server, start + "Content-Length: 1000\r\n\r\n" + std::string(1000, 'a')), 200);
  // What is still on its way is read, so that the refusal is not lost.
  EXPECT_EQ(status_of(*server, start + "Content-Length: 3000000\r\n\r\n" + std::string(3000000, 'a')), 413);
}

TEST(HttpServer, ReadsChunkedBodiesUpToTheLimit) {
  HttpOptions options;
  options.body_limit = 1000;
  const auto server = started(options);
  const std::string start = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  RawClient client(server->port());
  const auto reply = client.ask(start + "4\r\nBáo\r\n5;a=b\r\n cáo\r\n0\r\nX-Late: 1\r\n\r\n");
  EXPECT_EQ(reply->body, "POST /a ?  : Báo cáo");
  EXPECT_EQ(client.ask(start + "3E8\r\n" + std::string(1000, 'a') + "\r\n0\r\n\r\n")->status, 200);
  std::string many;
  for (int i = 0; i < 11; ++i) many += "64\r\n" + std::string(100, 'a') + "\r\n";
  EXPECT_EQ(status_of(*server, start + many + "0\r\n\r\n"), 413);
  EXPECT_EQ(status_of(*server, start + "fffffffffffffff\r\n"), 413);
}

/// Beast asserts, where assertions are compiled, that the end of the last chunk comes with its head.
TEST(HttpReader, TakesTheLastChunkHoweverItIsCut) {
  const std::string last = "0\r\n\r\n";
  for (size_t cut = 1; cut < last.size(); ++cut)
    for (size_t again = cut; again < last.size(); ++again) {
      HttpRequest request;
      RequestReader reader(1000, 1000);
      reader.start(request);
      std::string waiting = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
      for (const std::string& piece :
           {std::string(), last.substr(0, cut), last.substr(cut, again - cut), last.substr(again)}) {
        waiting += piece;
        for (size_t taken = 1; taken > 0 && !waiting.empty();) {
          taken = reader.take(waiting);
          waiting.erase(0, taken);
        }
      }
      EXPECT_EQ(reader.state(), RequestReader::State::done) << cut << " " << again;
    }
}

TEST(HttpServer, KeepsWhatFollowsAChunkedBodyOutOfTheHeaders) {
  HttpRequest seen;
  HttpHandlers handlers;
  handlers.work = [&](const HttpRequest& request) {
    seen = request;
    return http_reply(200, "text/plain", "");
  };
  const auto server = started({}, handlers);
  RawClient client(server->port());
  EXPECT_EQ(client
                .ask("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "1\r\na\r\n0\r\nAuthorization: me\r\n\r\n")
                ->status,
            200);
  EXPECT_EQ(seen.body, "a");
  EXPECT_EQ(seen.header("authorization"), nullptr);
}

TEST(HttpServer, RefusesMoreBehindAChunkedBodyThanAHeadMayHold) {
  HttpOptions options;
  options.head_limit = 500;
  const auto server = started(options);
  const std::string start =
      "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n";
  EXPECT_EQ(status_of(*server, start + "X-Late: " + std::string(300, 'b') + "\r\n\r\n"), 200);
  EXPECT_EQ(status_of(*server, start + "X-Late: " + std::string(600, 'b') + "\r\n\r\n"), 400);
}

TEST(HttpServer, RefusesBrokenChunks) {
  const auto server = started();
  const std::string start = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string chunks : {"x\r\n", "-1\r\n", "3\r\nabcd\r\n0\r\n\r\n", "\r\n\r\n",
                                   "11111111111111111\r\n", "3\r\nabc0\r\n\r\n", "1\nabc\r\n"})
    EXPECT_EQ(status_of(*server, start + chunks), 400) << chunks;
  EXPECT_EQ(status_of(*server, start + "1;" + std::string(40000, 'a')), 400);
}

TEST(HttpServer, InvitesABodyThatWaitsForIt) {
  const auto server = started();
  RawClient client(server->port());
  client.send("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.reply()->status, 100);
  EXPECT_EQ(client.ask("ok")->body, "POST /a ?  : ok");
}

TEST(HttpServer, RefusesASlowHeadAndASlowBody) {
  HttpOptions options;
  options.head_time = 1s;
  options.body_time = 1s;
  const auto server = started(options);
  RawClient head(server->port());
  RawClient body(server->port());
  RawClient silent(server->port());
  head.send("GET / HT");
  body.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n12");
  EXPECT_EQ(head.reply()->status, 408);
  EXPECT_EQ(body.reply()->status, 408);
  EXPECT_TRUE(head.is_closed());
  EXPECT_TRUE(silent.is_closed(5s));
  RawClient drip(server->port());
  bool open = true;
  for (int i = 0; i < 40 && open; ++i) {
    open = drip.send("G");
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(drip.reply()->status, 408);
}

TEST(HttpServer, ClosesConnectionsThatStayIdle) {
  HttpOptions options;
  options.idle_time = 1s;
  const auto server = started(options);
  RawClient client(server->port());
  EXPECT_EQ(client.ask(get("/quick"))->status, 200);
  EXPECT_TRUE(client.is_closed(5s));
}

TEST(HttpServer, RefusesConnectionsAboveTheBound) {
  HttpOptions options;
  options.connections = 2;
  const auto server = started(options);
  RawClient first(server->port());
  EXPECT_EQ(first.ask(get("/quick"))->status, 200);
  {
    RawClient second(server->port());
    EXPECT_EQ(second.ask(get("/quick"))->status, 200);
    RawClient third(server->port());
    EXPECT_EQ(third.reply()->status, 503);
    EXPECT_TRUE(third.is_closed());
  }
  for (int i = 0; i < 100; ++i) {
    RawClient again(server->port());
    if (again.ask(get("/quick"))->status == 200) return;
    std::this_thread::sleep_for(20ms);
  }
  ADD_FAILURE() << "the seat of the second was never free again";
}

TEST(HttpServer, BoundsTheConnectionsOfOnePeer) {
  HttpOptions options;
  options.connections_per_peer = 1;
  const auto server = started(options);
  RawClient first(server->port());
  EXPECT_EQ(first.ask(get("/quick"))->status, 200);
  RawClient second(server->port());
  EXPECT_EQ(second.reply()->status, 503);
}

TEST(HttpServer, RefusesBodiesThatTogetherTakeTooMuch) {
  HttpOptions options;
  options.bodies_limit = 1000;
  const auto server = started(options);
  RawClient first(server->port());
  first.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 700\r\n\r\n" + std::string(600, 'a'));
  std::this_thread::sleep_for(100ms);
  const std::string second =
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 600\r\n\r\n" + std::string(600, 'a');
  EXPECT_EQ(status_of(*server, second), 503);
  EXPECT_EQ(first.ask(std::string(100, 'a'))->status, 200);
  EXPECT_EQ(status_of(*server, second), 200);
}

TEST(HttpServer, OutlivesHandlersThatThrow) {
  auto handlers = sample_handlers();
  handlers.done = [](const HttpRequest&, const HttpReply&, std::chrono::microseconds) { throw 1; };
  const auto server = started({}, handlers);
  RawClient client(server->port());
  for (const char* path : {"/throw", "/throw-at-once"}) {
    const auto reply = client.ask(get(path));
    EXPECT_EQ(reply->status, 500);
    EXPECT_EQ(reply->body, "refused 500 " + reply->header("X-Request-Id"));
  }
  EXPECT_EQ(client.ask(get("/quick"))->status, 200);
  handlers.refusal = [](int, const std::string&) -> HttpReply { throw std::runtime_error("as well"); };
  const auto other = started({}, handlers);
  RawClient second(other->port());
  EXPECT_EQ(second.ask(get("/throw"))->body, "Internal Server Error\n");
}

TEST(HttpServer, DropsHeadersThatCouldEndTheirLine) {
  const auto server = started();
  RawClient client(server->port());
  const auto reply = client.ask(get("/inject"));
  EXPECT_EQ(reply->header("X-Good"), "yes");
  EXPECT_EQ(reply->header("Content-Length"), "4");
  for (const char* never : {"X-Bad", "Set-Cookie", "X-Worse", "Y", "Server"})
    EXPECT_EQ(reply->header(never), "");
}

TEST(HttpServer, CompressesTextForThoseWhoAccept) {
  const auto server = started();
  RawClient client(server->port());
  const auto small = client.ask(get("/long", "Accept-Encoding: br, gzip\r\n"));
  EXPECT_EQ(small->header("Content-Encoding"), "gzip");
  EXPECT_EQ(small->header("Vary"), "Accept-Encoding");
  EXPECT_LT(small->body.size(), long_text().size() / 4);
  EXPECT_EQ(inflated(small->body), long_text());
  for (const char* header :
       {"", "Accept-Encoding: br\r\n", "Accept-Encoding: gzip;q=0, *\r\n",
        "Accept-Encoding: gzip;q=0.5, identity;q=0.9\r\n", "Accept-Encoding: gzip;q=2\r\n"}) {
    const auto plain = client.ask(get("/long", header));
    EXPECT_EQ(plain->header("Content-Encoding"), "") << header;
    EXPECT_EQ(plain->header("Vary"), "Accept-Encoding");
    EXPECT_EQ(plain->body, long_text());
  }
  EXPECT_EQ(client.ask(get("/long", "Accept-Encoding: *;q=0.1\r\n"))->header("Content-Encoding"), "gzip");
  const auto picture = client.ask(get("/picture", "Accept-Encoding: gzip\r\n"));
  EXPECT_EQ(picture->header("Content-Encoding") + picture->header("Vary"), "");
  EXPECT_EQ(client.ask(get("/echo", "Accept-Encoding: gzip\r\n"))->header("Content-Encoding"), "");
}

TEST(HttpServer, SendsWhatWasCompressedBeforehand) {
  auto page = http_reply(200, "text/html", long_text());
  add_gzip(page);
  ASSERT_TRUE(page.gzip);
  HttpHandlers handlers;
  handlers.at_once = [&](const HttpRequest&) { return page; };
  const auto server = started({}, handlers);
  RawClient client(server->port());
  EXPECT_EQ(client.ask(get("/", "Accept-Encoding: gzip\r\n"))->body, *page.gzip);
  EXPECT_EQ(client.ask(get("/"))->body, long_text());
}

TEST(HttpServer, SaysNotModifiedToThoseWhoHaveIt) {
  const auto server = started();
  RawClient client(server->port());
  for (const char* tags : {"\"v7\"", "W/\"v7\"", "\"a,b\", \"v7\"", "*"}) {
    const auto reply =
        client.ask(get("/tag", std::string("If-None-Match: ") + tags + "\r\nAccept-Encoding: gzip\r\n"));
    EXPECT_EQ(reply->status, 304) << tags;
    EXPECT_EQ(reply->header("ETag"), "\"v7\"");
    EXPECT_EQ(reply->header("Cache-Control"), "no-cache");
    EXPECT_EQ(reply->header("Vary"), "Cookie, Accept-Encoding");
    EXPECT_EQ(reply->header("Content-Type") + reply->header("Content-Length"), "");
  }
  EXPECT_EQ(client.ask(get("/tag", "If-None-Match: \"v6\", v7\r\n"))->status, 200);
  EXPECT_EQ(
      client.ask("POST /tag HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\nContent-Length: 0\r\n\r\n")->status,
      200);
}

TEST(HttpServer, ReportsWhatItSentAndRefused) {
  std::mutex mutex;
  std::vector<std::string> seen;
  auto handlers = sample_handlers();
  handlers.done = [&](const HttpRequest& request, const HttpReply& reply, std::chrono::microseconds time) {
    const std::lock_guard lock(mutex);
    EXPECT_GE(time.count(), 0);
    seen.push_back(request.path + " " + std::to_string(reply.status));
  };
  auto server = started({}, handlers);
  RawClient client(server->port());
  EXPECT_EQ(client.ask(get("/quick"))->status, 200);
  EXPECT_EQ(client.ask(get("/throw"))->status, 500);
  EXPECT_EQ(client.ask(get("/..") + get("/quick"))->status, 400);
  EXPECT_TRUE(client.is_closed());
  server->stop(5s);
  EXPECT_THAT(seen, ::testing::ElementsAre("/quick 200", "/throw 500", " 400"));
}

TEST(HttpServer, LetsRunningRequestsFinishWhenItStops) {
  const auto server = started();
  RawClient idle(server->port());
  RawClient running(server->port());
  EXPECT_EQ(idle.ask(get("/quick"))->status, 200);
  running.send(get("/slow"));
  std::this_thread::sleep_for(200ms);
  const auto start = std::chrono::steady_clock::now();
  std::thread stopping([&] { server->stop(20s); });
  EXPECT_TRUE(idle.is_closed(400ms));
  EXPECT_FALSE(RawClient(server->port()).connected());
  const auto reply = running.reply();
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->header("Connection"), "close");
  EXPECT_TRUE(running.is_closed());
  stopping.join();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
  server->stop(1s);
}

TEST(HttpServer, ClosesWhatRunsLongerThanTheDrain) {
  HttpOptions options;
  options.workers = 1;
  const auto server = started(options);
  RawClient half(server->port());
  RawClient running(server->port());
  RawClient waiting(server->port());
  half.send("GET / HT");
  running.send(get("/slow"));
  std::this_thread::sleep_for(100ms);
  waiting.send(get("/slow"));
  std::this_thread::sleep_for(100ms);
  server->stop(0s);
  EXPECT_TRUE(half.is_closed());
  EXPECT_TRUE(running.is_closed());
  EXPECT_TRUE(waiting.is_closed());
}

TEST(HttpServer, SaysWhyItCannotListen) {
  const auto first = started();
  HttpOptions options;
  options.port = first->port();
  EXPECT_EQ(HttpServer::start(options, sample_handlers()).problems.at(0).code, "http-address-taken");
  options.address = "192.0.2.1";
  EXPECT_EQ(HttpServer::start(options, sample_handlers()).problems.at(0).code, "http-address");
  options.address = "no address";
  const auto outcome = HttpServer::start(options, sample_handlers());
  EXPECT_EQ(outcome.problems.at(0).code, "http-address");
  EXPECT_FALSE(outcome.problems.at(0).advice.vi.empty());
}

TEST(QueryValues, AreDecodedStrictly) {
  using Values = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(query_values("a=1&b=c%C3%A1o+x&a=&c"),
            (Values{{"a", "1"}, {"b", "cáo x"}, {"a", ""}, {"c", ""}}));
  EXPECT_EQ(query_values(""), Values{});
  EXPECT_EQ(query_values("a=b=c&&"), (Values{{"a", "b=c"}}));
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%00", "%0a=1", "=1", "a=%c2%85"})
    EXPECT_FALSE(query_values(bad)) << bad;
}

}  // namespace
}  // namespace xanh::loopback

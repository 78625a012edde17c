// Half, slow, huge and false requests beside people who work: they go on without a refusal, every false one
// is refused with a clear problem, and the process keeps its size. Then a long time of all of it.
#include <atomic>
#include <cstdlib>

#include "cli/field_saver.hpp"

namespace xanh::terminal_test {
namespace {

using xanh::loopback::RawClient;

struct Hostile : OfficeOnline {
  Hostile() : server(t) {}
  void SetUp() override {
    make((t / "store").string());
    server.start();
    come_in(server);
  }
  [[nodiscard]] long memory() const {  // KiB
    const std::string status = bytes_of(fmt::format("/proc/{}/status", server.pid()));
    return std::atol(status.c_str() + status.find("VmRSS:") + 6);
  }
  /// The least within three seconds: what is being answered just then does not count.
  [[nodiscard]] long memory_at_rest() const {
    long out = memory();
    for (int i = 0; i < 12; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
      out = std::min(out, memory());
    }
    return out;
  }
  [[nodiscard]] long descriptors() const {
    long out = 0;
    for (const auto& entry : fs::directory_iterator(fmt::format("/proc/{}/fd", server.pid()))) {
      static_cast<void>(entry);
      ++out;
    }
    return out;
  }
  /// Sends it, and the status that comes back; 0 when the connection was closed without one.
  int told(const std::string& bytes, bool problem = true) {
    RawClient client(port_of(server));
    client.send(bytes);
    const auto reply = client.reply(true, std::chrono::seconds(30));
    if (reply && problem && reply->status >= 400) {
      EXPECT_EQ(reply->header("Content-Type"), "application/problem+json") << bytes.substr(0, 80);
      EXPECT_FALSE(
          at(read_json(reply->body, "reply").value, {"problems", "0", "message", "vi"}).scalar.empty())
          << bytes.substr(0, 80);
    }
    return reply ? reply->status : 0;
  }
  static std::string put(const std::string& path, const std::string& headers, const std::string& body) {
    return "PUT " + path +
           " HTTP/1.1\r\nHost: xanh\r\nContent-Type: application/json\r\nIf-None-Match: *\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  void attack();
  Served server;
};

const std::string kField = "/api/cycles/2023-H1/drafts/q3/fields/contact";

void Hostile::attack() {
  using xanh::loopback::get;
  // Half requests that stay, and slow ones, a byte at a time.
  std::vector<std::unique_ptr<RawClient>> half;
  for (int i = 0; i < 200; ++i) {
    half.push_back(std::make_unique<RawClient>(port_of(server)));
    half.back()->send(i % 2 == 0 ? "GET /api/pro"
                                 : "PUT " + kField + " HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{");
  }
  for (int step = 0; step < 5; ++step)
    for (auto& client : half) client->send("a");

  // Too large: said by the length, or found out.
  EXPECT_EQ(told("PUT " + kField + " HTTP/1.1\r\nHost: xanh\r\n" + headers +
                 "Content-Type: application/json\r\nIf-None-Match: *\r\nContent-Length: 104857600\r\n\r\n"),
            413);
  {
    RawClient client(port_of(server));
    client.send("PUT " + kField + " HTTP/1.1\r\nHost: xanh\r\n" + headers +
                "Content-Type: application/json\r\nIf-None-Match: *\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string piece = "100000\r\n" + std::string(1 << 20, 'x') + "\r\n";
    for (int i = 0; i < 100 && client.send(piece); ++i) {
    }
    const auto reply =
        client.reply();  // what comes after the limit is thrown away, and no memory is kept for it
    EXPECT_TRUE(!reply || reply->status == 413) << reply->head;
  }
  std::string flood = "GET /healthz HTTP/1.1\r\nHost: xanh\r\n";
  for (int i = 0; i < 20'000; ++i) flood += fmt::format("X-{}: {}\r\n", i, i);
  const int flooded = told(flood + "\r\n");
  EXPECT_TRUE(flooded == 431 || flooded == 0) << flooded;  // 0: closed while it was still being sent
  const int long_one =
      told("GET /healthz HTTP/1.1\r\nHost: xanh\r\nX: " + std::string(1 << 20, 'y') + "\r\n\r\n");
  EXPECT_TRUE(long_one == 431 || long_one == 0) << long_one;

  // Paths that would lead out of where they are.
  for (const char* path :
       {"/../../etc/passwd", "/api/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
        "/api//cycles", "/api/cycles/..%2f..%2fx", "/api/cycles/%00/status", "/api/cycles/%ff",
        "/api/parts/..%2f", "/calendar/../../x", "/api/cycles/2023-H1/reports/q7/files/../../../etc"}) {
    const int status = told(get(path, headers));
    EXPECT_TRUE(status == 400 || status == 404 || status == 422) << path << " " << status;
  }
  EXPECT_EQ(told(get("/" + std::string(20'000, 'p'))), 414);

  // Bytes that are no text, framing that says two things.
  for (const std::string body :
       {"{\"value\": \"\xff\xfe\"}", "\xc3", "{\"value\": \"\xed\xa0\x80\"}", "{", "[[[[", ""})
    EXPECT_EQ(told(put(kField, headers, body)), 422) << body;
  const std::string deep = std::string(100'000, '[');
  EXPECT_EQ(told(put(kField, headers, deep)), 422);
  EXPECT_EQ(told(get("/api/cycles?lang=%ff", headers)), 422);
  for (const char* framing : {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Content-Length: -1\r\n",
                              "Content-Length: 5x\r\n", "Content-Length: 3\r\nContent-Length: 4\r\n",
                              "Transfer-Encoding: gzip\r\n"}) {
    const int status = told("PUT " + kField + " HTTP/1.1\r\nHost: xanh\r\n" + headers + framing + "\r\n{}");
    EXPECT_TRUE(status == 400 || status == 413 || status == 501) << framing << status;
  }

  // Many at once whose answers nobody takes.
  for (int i = 0; i < 10; ++i) {
    RawClient client(port_of(server));
    std::string all;
    for (int n = 0; n < 500; ++n) all += get("/api/programme");
    client.send(all);
  }
}

/// People who save fields for as long as it lives; how many saves each made.
class AtWork {
 public:
  AtWork(std::vector<FieldSaver>& savers, unsigned short port) {
    for (auto& one : savers)
      threads_.emplace_back([this, &one, port] {
        RawClient client(port);
        while (!done_) {
          const int status = one.save(client);
          EXPECT_EQ(status, 200) << one.refusal();
          if (status != 200) return;
          std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
      });
  }
  ~AtWork() {
    done_ = true;
    for (auto& thread : threads_) thread.join();
  }
  AtWork(const AtWork&) = delete;
  AtWork& operator=(const AtWork&) = delete;

 private:
  std::atomic<bool> done_ = false;
  std::vector<std::thread> threads_;
};

TEST_F(Hostile, NobodyElseIsHeldUpAndEveryFalseRequestIsRefused) {
  std::vector<FieldSaver> savers;
  for (int i = 0; i < 4; ++i) savers.push_back(saver(i));
  {
    const AtWork people(savers, port_of(server));
    for (int i = 0; i < 3; ++i) attack();
  }
  for (const auto& one : savers) EXPECT_GT(one.saves(), 20);
  EXPECT_LT(memory(), 400 * 1024);
  EXPECT_EQ(server.end(SIGTERM), 0);
  EXPECT_EQ(t.run({"audit", "verify"}).code, 0);
}

/// XANH_SOAK_SECONDS: so long; 40 s when it is not set. The size after the first fifth, and three rounds, is
/// the one to keep: by then everything has been asked for once by every thread that answers.
TEST_F(Hostile, AfterALongTimeItIsAsSmallAsBefore) {
  const char* given = std::getenv("XANH_SOAK_SECONDS");
  const std::chrono::seconds whole(given ? std::atoi(given) : 40);
  const auto start = std::chrono::steady_clock::now();
  std::vector<FieldSaver> savers;
  for (int i = 0; i < 4; ++i) savers.push_back(saver(i));
  long early = 0, early_open = 0;
  {
    const AtWork people(savers, port_of(server));
    for (int round = 1; early == 0 || std::chrono::steady_clock::now() - start < whole; ++round) {
      attack();
      for (const char* path :
           {"/api/programme", "/api/cycles/2023-H1/status", "/metrics", "/api/cycles/2023-H1/forms/q7"})
        EXPECT_EQ(told(xanh::loopback::get(path, headers)), 200) << path;
      RawClient events(port_of(server));
      EXPECT_TRUE(events.send(xanh::loopback::get("/api/events", headers)) && events.reply(false))
          << "a page that listens";
      if (early == 0 && round >= 3 && std::chrono::steady_clock::now() - start > whole / 5) {
        early = memory_at_rest();
        early_open = descriptors();
      }
    }
  }
  const long late = memory_at_rest();
  RecordProperty("memory_kib", fmt::format("{} to {}", early, late));
  RecordProperty("descriptors", fmt::format("{} to {}", early_open, descriptors()));
  EXPECT_LT(late, early + early / 5 + 16 * 1024) << "KiB after the first fifth: " << early;
  EXPECT_LE(descriptors(), early_open + 8);
  EXPECT_EQ(server.end(SIGTERM), 0);
  EXPECT_EQ(t.run({"audit", "verify"}).code, 0);
}

}  // namespace
}  // namespace xanh::terminal_test

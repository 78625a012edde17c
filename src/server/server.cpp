#include "server/server.hpp"

#include <fmt/format.h>

#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

#include "server/http_client.hpp"
#include "server/mail_sender.hpp"
#include "server/problem_reply.hpp"
#include "server/router.hpp"
#include "server/web_pages.hpp"

namespace xanh {
namespace {

constexpr std::chrono::milliseconds kLook{100};  // between two looks for what other processes wrote

constexpr int kMostWorkers = 32;

constexpr ProblemKind kBadListen{"listen-not-read",
                                 Severity::error,
                                 "`{value}` không phải là địa chỉ và cổng",
                                 "`{value}` is no address with a port",
                                 "viết dạng 127.0.0.1:8080",
                                 "write it as 127.0.0.1:8080"};
constexpr ProblemKind kInClear{
    "listen-in-clear",
    Severity::error,
    "không mở {value} ra ngoài máy này khi không có TLS",
    "{value} is not opened beyond this machine without TLS",
    "thêm --certificate và --key, hoặc --behind-proxy khi có proxy TLS phía trước",
    "add --certificate and --key, or --behind-proxy when a proxy before it speaks TLS"};

constexpr ProblemKind kIdentity{"identity-address",
                                Severity::error,
                                "`{value}` phải là https (hoặc http trên chính máy này)",
                                "`{value}` has to be https (or http on this machine)",
                                "sửa địa chỉ của nơi đăng nhập chung hoặc địa chỉ công khai",
                                "mend the address of the identity provider, or the public address"};

struct Listen {
  std::string host;
  unsigned short port = 0;
};

std::optional<Listen> read_listen(const std::string& text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  Listen out;
  out.host = text.substr(0, colon);
  if (out.host.starts_with('[') && out.host.ends_with(']'))
    out.host = out.host.substr(1, out.host.size() - 2);
  unsigned port = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, port);
  if (read.ec != std::errc{} || read.ptr != end || port > 65535 || out.host.empty()) return std::nullopt;
  out.port = static_cast<unsigned short>(port);
  return out;
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

/// One line a request that was worked on, without who asked and without the values in the address.
void log_request(const HttpRequest& request, const HttpReply& reply, std::chrono::microseconds took,
                 Instant at, LogLevel level) {
  if (reply.status < 500 && level == LogLevel::error) return;
  if (reply.status < 400 && request.method == "GET" && level != LogLevel::debug) return;
  Node line = Node::map();
  line.add("at", Node::text(to_text_utc(at)));
  line.add("level", Node::text(reply.status >= 500 ? "error" : "info"));
  line.add("event", Node::text("request"));
  line.add("request", Node::text(request.id));
  line.add("method", Node::text(request.method));
  line.add("status", Node::number(std::to_string(reply.status)));
  line.add("micros", Node::number(std::to_string(took.count())));
  const std::string text = write_json_line(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

/// Who asks the proxy before us: what it put last into X-Forwarded-For. What stands before that anybody may
/// have written.
std::string peer_behind_proxy(const HttpRequest& request) {
  const std::string* said = request.header("x-forwarded-for");
  if (!said) return request.peer;
  std::string_view last = *said;
  last.remove_prefix(std::min(last.rfind(',') + 1, last.size()));
  while (last.starts_with(' ')) last.remove_prefix(1);
  while (last.ends_with(' ')) last.remove_suffix(1);
  constexpr size_t kLongest = 45;  // of an address as text
  const bool fits = !last.empty() && last.size() <= kLongest &&
                    last.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
  return fits ? std::string(last) : request.peer;
}

}  // namespace

struct Server::Body {
  Body(ProgrammeStore& store, std::function<Instant()> time, std::unique_ptr<IdentityDoor> identity)
      : clock(std::move(time)), router(store, clock, by_secret, addresses(), std::move(identity)) {}
  std::function<Instant()> clock;
  Router router;
  std::unique_ptr<HttpServer> http;
  std::unique_ptr<MailSender> mail;
  std::string shown;

  std::mutex mutex;
  std::condition_variable wake;
  bool ended = false;
  std::thread watcher;

  void watch() {
    std::unique_lock lock(mutex);
    while (!wake.wait_for(lock, kLook, [this] { return ended; })) {
      lock.unlock();
      try {
        router.look_for_changes();
      } catch (const std::exception&) {  // the store is away: every request says so
      }
      try {
        router.keep_pages_alive();
      } catch (const std::exception&) {
      }
      lock.lock();
    }
  }
};

Server::Server(std::unique_ptr<Body> body) : body_(std::move(body)) {}

Server::~Server() {
  stop(std::chrono::seconds{0});
}

Outcome<std::unique_ptr<Server>> Server::start(ProgrammeStore& store, const ServeOptions& options,
                                               std::function<Instant()> clock) {
  Outcome<std::unique_ptr<Server>> out;
  const auto listen = read_listen(options.listen);
  if (!listen) {
    out.problems.push_back(problem(kBadListen, Place{}, {{"value", options.listen}}));
    return out;
  }
  const bool tls = !options.certificate.empty() || !options.key.empty();
  if (!is_loopback(listen->host) && !tls && !options.behind_proxy) {
    out.problems.push_back(problem(kInClear, Place{}, {{"value", options.listen}}));
    return out;
  }
  out.problems = check_mail_options(options.mail);
  auto steps = usual_reminder_steps();
  if (!options.mail.reminders.empty()) {
    auto read = read_reminder_steps(options.mail.reminders);
    append(out.problems, std::move(read.problems));
    steps = std::move(read.value);
  }
  std::unique_ptr<IdentityDoor> identity;
  if (options.identity) {
    for (const std::string* one : {&options.identity->issuer, &options.identity->return_address})
      if (!is_safe_address(*one)) out.problems.push_back(problem(kIdentity, Place{}, {{"value", *one}}));
    identity = std::make_unique<IdentityDoor>(*options.identity, fetch_over_http);
  }
  if (has_error(out.problems)) return out;
  auto body = std::make_unique<Body>(store, std::move(clock), std::move(identity));
  body->router.set_site(options.site);
  Body* raw = body.get();
  HttpOptions http;
  http.address = listen->host;
  http.port = listen->port;
  http.threads = options.threads;
  // Most of them wait for the disk at a time, in groups that share a commit; see bench/README.md. Each may
  // hold a connection of its own, and PostgreSQL gives out a hundred unless it is told otherwise.
  http.workers = std::min(kMostWorkers, 16 * options.threads);
  http.certificate_file = options.certificate;
  http.key_file = options.key;
  http.head_limit = options.head_limit;
  http.body_limit = options.body_limit;
  http.connections = options.connections;
  HttpHandlers handlers;
  handlers.at_once = [raw](const HttpRequest& request) {
    auto page = web_page(request);
    return page ? page : raw->router.at_once(request);
  };
  handlers.work = [raw, behind = options.behind_proxy](const HttpRequest& request) {
    if (!behind) return raw->router.work(request);
    HttpRequest seen = request;
    seen.peer = peer_behind_proxy(request);
    return raw->router.work(seen);
  };
  handlers.refusal = [](int status, const std::string& id) {
    return problem_reply(status >= 500 ? Problems{problem(http_problems::kFault, Place{}, {{"request", id}})}
                                       : Problems{problem(http_problems::kRefused, Place{},
                                                          {{"reason", std::to_string(status)}})},
                         Language::vi, id, status);
  };
  handlers.done = [raw, level = options.log](const HttpRequest& request, const HttpReply& reply,
                                             std::chrono::microseconds took) {
    log_request(request, reply, took, raw->clock(), level);
  };
  auto started = HttpServer::start(std::move(http), std::move(handlers));
  out.problems = std::move(started.problems);
  if (has_error(out.problems)) return out;
  body->http = std::move(started.value);
  const bool six = listen->host.find(':') != std::string::npos;
  body->shown = fmt::format("{}://{}{}{}:{}", tls ? "https" : "http", six ? "[" : "", listen->host,
                            six ? "]" : "", body->http->port());
  if (!options.mail.host.empty()) {
    body->mail = std::make_unique<MailSender>(store, options.mail, body->clock, std::move(steps));
    body->mail->start();
  }
  body->watcher = std::thread([raw] { raw->watch(); });
  out.value.reset(new Server(std::move(body)));
  return out;
}

std::string Server::address() const {
  return body_->shown;
}

void Server::stop(std::chrono::seconds drain) {
  if (body_->http) body_->http->stop(drain);
  if (body_->mail) body_->mail->stop();
  {
    const std::lock_guard lock(body_->mutex);
    body_->ended = true;
  }
  body_->wake.notify_all();
  if (body_->watcher.joinable()) body_->watcher.join();
  try {
    body_->router.write_refusals();
  } catch (const std::exception&) {  // the store is away
  }
}

}  // namespace xanh

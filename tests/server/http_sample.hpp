// A small server for the tests: /quick at once, everything else on a worker.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "server/http.hpp"

namespace xanh::loopback {

inline std::string long_text() {
  std::string out;
  for (int i = 0; i < 500; ++i) out += "Chỉ tiêu " + std::to_string(i) + ": đạt.\n";
  return out;
}

// Replies of /echo say what the handler saw.
inline HttpReply sample_work(const HttpRequest& request) {
  if (request.path == "/throw") throw std::runtime_error("on purpose");
  if (request.path == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(700));
  if (request.path == "/long") return http_reply(200, "text/plain; charset=utf-8", long_text());
  if (request.path == "/picture") return http_reply(200, "image/png", long_text());
  if (request.path == "/tag") {
    auto out = http_reply(200, "text/plain", long_text());
    out.headers.insert(out.headers.end(),
                       {{"ETag", "\"v7\""}, {"Cache-Control", "no-cache"}, {"Vary", "Cookie"}});
    return out;
  }
  if (request.path == "/inject") {
    auto out = http_reply(200, "text/plain", "fine");
    out.headers.insert(out.headers.end(), {{"X-Good", "yes"},
                                           {"X-Bad", "a\r\nSet-Cookie: b"},
                                           {"X-Worse\r\nY", "a"},
                                           {"Content-Length", "99999"},
                                           {"Server", "xanh"}});
    return out;
  }
  return http_reply(200, "text/plain",
                    request.method + " " + request.path + " ? " + request.query + " : " + request.body);
}

inline HttpHandlers sample_handlers() {
  HttpHandlers out;
  static const auto quick = std::make_shared<const std::string>("quick");
  out.at_once = [](const HttpRequest& request) -> std::optional<HttpReply> {
    if (request.path == "/throw-at-once") throw std::runtime_error("on purpose");
    if (request.path != "/quick") return std::nullopt;
    HttpReply reply;
    reply.headers.emplace_back("Content-Type", "text/plain");
    reply.body = quick;
    return reply;
  };
  out.work = sample_work;
  out.refusal = [](int status, const std::string& id) {
    return http_reply(status, "text/plain", "refused " + std::to_string(status) + " " + id);
  };
  return out;
}

inline std::unique_ptr<HttpServer> started(HttpOptions options = {},
                                           HttpHandlers handlers = sample_handlers()) {
  auto out = HttpServer::start(std::move(options), std::move(handlers));
  EXPECT_TRUE(out.ok());
  return std::move(out.value);
}

}  // namespace xanh::loopback

// A server as an operator starts it, and the browsers of people who work with it, on real connections.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <thread>

#include "cli/terminal.hpp"

namespace xanh::terminal_test {

/// What came back.
struct Reply {
  int status = 0;                              ///< 0: the connection gave nothing
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  [[nodiscard]] Node json() const { return read_json(body, "reply").value; }
  [[nodiscard]] std::string text(const std::vector<std::string>& path) const {
    return at(json(), path).scalar;
  }
  /// The code of the first problem.
  [[nodiscard]] std::string code() const { return text({"problems", "0", "code"}); }
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// `xanh serve` on a terminal's store, on any port; killed at the end if it still runs.
class Served {
 public:
  explicit Served(const Terminal& t) : t_(t) {}
  ~Served() {
    if (pid_ > 0) end(SIGKILL);
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  void start(const std::vector<std::string>& options = {}) {
    std::vector<std::string> words{"serve", "--listen", "127.0.0.1:0", "--json"};
    words.insert(words.end(), options.begin(), options.end());
    port_ = 0;
    pid_ = t_.start(words, t_ / "serve.out", t_ / "serve.err");
    for (int i = 0; i < 1200 && port_ == 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
      const std::string said = bytes_of(t_ / "serve.out");
      if (const size_t colon = said.rfind(':'); said.ends_with("\n"))
        port_ = std::stoi(said.substr(colon + 1));
    }
    ASSERT_NE(port_, 0) << bytes_of(t_ / "serve.err");
  }
  /// Exit code; 128 + signal when that ended it.
  int end(int signal) {
    ::kill(pid_, signal);
    const int code = Terminal::wait_for(pid_);
    pid_ = 0;
    return code;
  }
  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] int port() const { return port_; }

  /// One request on a connection of its own, and all that came back.
  [[nodiscard]] std::string raw(const std::string& method, const std::string& path,
                                const std::string& body = {}, const Headers& headers = {}) const {
    std::string head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    for (const auto& [name, value] : headers) head += name + ": " + value + "\r\n";
    if (!body.empty() || method != "GET") head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return exchanged(head + "\r\n" + body);
  }
  [[nodiscard]] Reply ask(const std::string& method, const std::string& path, const std::string& body = {},
                          const Headers& headers = {}) const {
    return parsed(raw(method, path, body, headers));
  }

 private:
  [[nodiscard]] std::string exchanged(const std::string& request) const {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port_));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval limit{120, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    std::string out;
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) {
      size_t sent = 0;
      while (sent < request.size()) {
        const ssize_t n = ::send(socket, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) break;
        sent += static_cast<size_t>(n);
      }
      char piece[65536];
      for (ssize_t n = 0; (n = ::recv(socket, piece, sizeof piece, 0)) > 0;)
        out.append(piece, static_cast<size_t>(n));
    }
    ::close(socket);
    return out;
  }
  static Reply parsed(const std::string& text) {
    Reply out;
    const size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos || !text.starts_with("HTTP/1.1 ")) return out;
    out.status = std::stoi(text.substr(9, 3));
    for (size_t at = text.find("\r\n") + 2; at < end + 2;) {
      const size_t stop = text.find("\r\n", at), colon = text.find(": ", at);
      std::string name = text.substr(at, colon - at);
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
      out.headers[name] = text.substr(colon + 2, stop - colon - 2);
      at = stop + 2;
    }
    out.body = text.substr(end + 4);
    return out;
  }

  const Terminal& t_;
  pid_t pid_ = 0;
  int port_ = 0;
};

/// Somebody at a browser: signs in by a link, keeps the cookie and sends the token of changes.
class Browser {
 public:
  Browser(const Served& server, const std::string& link) : server_(&server) {
    const Reply in = server.ask("POST", "/api/sign-in/link", "{\"link\": \"" + link + "\"}",
                                {{"Content-Type", "application/json"}});
    EXPECT_EQ(in.status, 200) << in.body;
    keep(in);
  }
  [[nodiscard]] Reply get(const std::string& path) const { return ask("GET", path, {}, {}); }
  [[nodiscard]] Reply ask(const std::string& method, const std::string& path, const std::string& body = {},
                          Headers headers = {}) const {
    headers.emplace_back("Cookie", cookie_);
    if (method != "GET") headers.emplace_back("X-CSRF-Token", csrf_);
    const bool typed =
        std::any_of(headers.begin(), headers.end(), [](const auto& h) { return h.first == "Content-Type"; });
    if (!body.empty() && !typed) headers.emplace_back("Content-Type", "application/json");
    return server_->ask(method, path, body, headers);
  }
  /// A change of what stands at `path`, as it is now: its tag is asked for first.
  [[nodiscard]] Reply change(const std::string& method, const std::string& path, const std::string& at,
                             const std::string& body = {}, Headers headers = {}) const {
    const Reply now = get(path);
    headers.emplace_back(now.status == 200 ? "If-Match" : "If-None-Match",
                         now.status == 200 ? now.header("etag") : "*");
    return ask(method, at, body, std::move(headers));
  }

  /// What every request of this browser carries.
  [[nodiscard]] std::string headers() const {
    return "Cookie: " + cookie_ + "\r\nX-CSRF-Token: " + csrf_ + "\r\n";
  }

 private:
  void keep(const Reply& in) {
    const std::string set = in.header("set-cookie");
    cookie_ = set.substr(0, set.find(';'));
    csrf_ = in.text({"csrf"});
  }
  const Served* server_;
  std::string cookie_, csrf_;
};

}  // namespace xanh::terminal_test

// serve: the server on a store, until it is told to end.
#include <fmt/format.h>
#include <pthread.h>

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "cli/commands.hpp"
#include "server/server.hpp"

namespace xanh {
namespace {

constexpr std::chrono::seconds kDrain{30};

/// The signals that end a server are waited for, not caught: no code runs in the middle of another.
class EndSignals {
 public:
  EndSignals() {
    ::sigemptyset(&set_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&set_, signal);
    ::pthread_sigmask(SIG_BLOCK, &set_, nullptr);  // threads started from here on inherit it
  }
  void wait() const {
    int signal = 0;
    while (::sigwait(&set_, &signal) == EINTR) {
    }
  }

 private:
  sigset_t set_{};
};

/// The identity provider as it is named on the command line; its secret comes from a file or the environment,
/// for others on the machine can read a command line.
struct IdentityOptions {
  std::string issuer, client, secret_file, public_address;
};

constexpr ProblemKind kIdentityParts{
    "identity-parts",
    Severity::error,
    "đăng nhập chung cần --identity-issuer, --identity-client, --public-address và bí mật của client",
    "an identity provider needs --identity-issuer, --identity-client, --public-address and the client's "
    "secret",
    "thêm phần còn thiếu; bí mật đặt trong --identity-secret-file hoặc XANH_IDENTITY_SECRET",
    "add what is missing; the secret goes into --identity-secret-file or XANH_IDENTITY_SECRET"};

Outcome<std::optional<IdentityProvider>> identity_of(const IdentityOptions& given) {
  if (given.issuer.empty() && given.client.empty() && given.secret_file.empty()) return {};
  const char* secret = std::getenv("XANH_IDENTITY_SECRET");
  IdentityProvider out{given.issuer, given.client, secret ? secret : "", given.public_address};
  if (!given.secret_file.empty()) {
    std::ifstream in(given.secret_file, std::ios::binary);
    out.secret.assign(std::istreambuf_iterator<char>(in), {});
    while (out.secret.ends_with('\n') || out.secret.ends_with('\r')) out.secret.pop_back();
  }
  if (out.issuer.empty() || out.client.empty() || out.secret.empty() || out.return_address.empty())
    return {{}, {problem(kIdentityParts, Place{})}};
  while (out.return_address.ends_with('/')) out.return_address.pop_back();
  out.return_address += "/sign-in/return";
  return {std::move(out), {}};
}

int serve(const Terminal& s, ServeOptions options, const IdentityOptions& identity) {
  if (s.store.empty()) return s.misused(problem(kNoStoreGiven, Place{}));
  auto provider = identity_of(identity);
  if (!provider.ok()) return s.misused(provider.problems.front());
  options.identity = std::move(provider.value);
  const EndSignals signals;
  auto opened = ProgrammeStore::open(s.store, ProgrammeStore::Mode::read_write);
  if (!opened.ok()) return s.finish(opened.problems);
  Problems problems = opened.value->lend_lock();
  if (has_error(problems)) return s.finish(problems);
  // XANH_NOW fixes the clock of a server, too.
  const bool fixed = std::getenv("XANH_NOW") != nullptr;
  const Instant given = s.now;
  auto started = Server::start(*opened.value, options, [fixed, given]() -> Instant {
    if (fixed) return given;
    return {std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
  });
  append(problems, std::move(started.problems));
  if (has_error(problems)) return s.finish(problems);
  if (s.json) {
    Node line = Node::map();
    line.add("address", Node::text(started.value->address()));
    fmt::print("{}\n", write_json_line(line));
  } else {
    fmt::print("{} {}\n", s.say({"Máy chủ đang chạy tại", "The server runs at"}), started.value->address());
  }
  std::fflush(stdout);
  signals.wait();
  started.value->stop(kDrain);
  return s.delivered(0);
}

}  // namespace

void add_serve_command(CLI::App& app, Chosen& chosen) {
  static ServeOptions options;
  static IdentityOptions identity;
  auto* command =
      app.add_subcommand("serve", "chạy máy chủ / run the server\n  xanh serve --listen 127.0.0.1:8080");
  command->add_option("--listen", options.listen, "địa chỉ và cổng / address and port")
      ->capture_default_str();
  command->add_option("--certificate", options.certificate, "chứng thư TLS (PEM) / TLS certificate (PEM)");
  command->add_option("--key", options.key, "khóa của chứng thư (PEM) / its key (PEM)");
  command->add_flag("--behind-proxy", options.behind_proxy,
                    "phía trước có proxy TLS / a proxy before it speaks TLS");
  command->add_option("--identity-issuer", identity.issuer,
                      "nơi đăng nhập chung (OpenID Connect) / identity provider (OpenID Connect)");
  command->add_option("--identity-client", identity.client,
                      "client đã đăng ký ở đó / the client registered there");
  command->add_option(
      "--identity-secret-file", identity.secret_file,
      "tệp chứa bí mật của client; hoặc XANH_IDENTITY_SECRET / file with the client's secret; or "
      "XANH_IDENTITY_SECRET");
  command->add_option(
      "--public-address", identity.public_address,
      "địa chỉ mà người dùng thấy, ví dụ https://xanh.example.vn / the address that people see");
  command->callback([&] {
    chosen = [](const Terminal& s) {
      ServeOptions all = options;
      all.threads = s.threads;
      return serve(s, all, identity);
    };
  });
}

}  // namespace xanh

// serve: the server on a store, until it is told to end.
#include <fmt/format.h>
#include <pthread.h>

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>

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

int serve(const Terminal& s, const ServeOptions& options) {
  if (s.store.empty()) return s.misused(problem(kNoStoreGiven, Place{}));
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
  auto* command =
      app.add_subcommand("serve", "chạy máy chủ / run the server\n  xanh serve --listen 127.0.0.1:8080");
  command->add_option("--listen", options.listen, "địa chỉ và cổng / address and port")
      ->capture_default_str();
  command->add_option("--certificate", options.certificate, "chứng thư TLS (PEM) / TLS certificate (PEM)");
  command->add_option("--key", options.key, "khóa của chứng thư (PEM) / its key (PEM)");
  command->add_flag("--behind-proxy", options.behind_proxy,
                    "phía trước có proxy TLS / a proxy before it speaks TLS");
  command->callback([&] {
    chosen = [](const Terminal& s) {
      ServeOptions all = options;
      all.threads = s.threads;
      return serve(s, all);
    };
  });
}

}  // namespace xanh

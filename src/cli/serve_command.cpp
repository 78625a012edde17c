// serve: the server on a store, until it is told to end.
#include <fmt/format.h>
#include <malloc.h>
#include <pthread.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "cli/commands.hpp"
#include "cli/settings_of.hpp"
#include "office/seal.hpp"
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

constexpr int kArenas = 4;
constexpr int kLargePiece = 1 << 20;  // bytes

/// XANH_NOW fixes the clock of a server, too; or it is where the clock begins, to go on from there.
std::function<Instant()> clock_of(const Terminal& s, bool runs) {
  const auto real = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
  if (std::getenv("XANH_NOW") == nullptr) return [real] { return Instant{real()}; };
  if (!runs) return [given = s.now] { return given; };
  return [real, given = s.now, began = real()] { return Instant{given.utc + (real() - began)}; };
}

int serve(const Terminal& s, const SettingsHeld& held, bool clock_runs, Problems problems) {
  const ServeOptions& options = held.serve;
  if (has_error(problems)) return s.finish(problems);
  // Many threads wait for the disk and few compute: with an arena for each of them, what one has let go of
  // would lie there for nobody else.
  ::mallopt(M_ARENA_MAX, kArenas);
  // A large body goes back to the system when it is done with; left to itself, the library would take the
  // first of them for a sign to keep tens of megabytes at hand for ever.
  ::mallopt(M_MMAP_THRESHOLD, kLargePiece);
  ::mallopt(M_TRIM_THRESHOLD, 4 * kLargePiece);
  const EndSignals signals;
  auto opened = ProgrammeStore::open(held.store, ProgrammeStore::Mode::read_write);
  append(problems, std::move(opened.problems));
  if (has_error(problems)) return s.finish(problems);
  set_session_lives(held.sessions);
  append(problems, opened.value->lend_lock());
  if (!has_error(problems)) append(problems, ready_seal({opened.value.get(), s.actor, s.now}).problems);
  if (has_error(problems)) return s.finish(problems);
  auto started = Server::start(*opened.value, options, clock_of(s, clock_runs));
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

/// Also for `doctor`.
Outcome<SettingsHeld> settings_of(const Terminal& s, const std::string& file, const TypedSettings& typed) {
  TypedSettings environment = settings_of_environment(), options = typed;
  // What is no number is ignored here as everywhere (docs/operations.md); the terminal has read both.
  if (const auto bound = environment.find("threads");
      bound != environment.end() && bound->second != std::to_string(s.threads))
    environment.erase(bound);
  // The terminal holds the store of either; which of them it is shows by the variable.
  const auto named = environment.find("store");
  if (!s.store.empty() && (named == environment.end() || named->second != s.store))
    options["store"] = s.store;
  return read_settings(file, environment, options, s.threads);
}

void add_serve_command(CLI::App& app, Chosen& chosen) {
  static std::string file;
  static std::map<std::string, std::string> typed;
  static bool behind_proxy = false, clock_runs = false;
  auto* command =
      app.add_subcommand("serve", "chạy máy chủ / run the server\n  xanh serve --listen 127.0.0.1:8080");
  command->add_option("--config", file, "tệp cấu hình / file of settings (/etc/xanh/xanh.yaml)");
  const auto option = [&](const char* key, const char* says) {
    std::string name = key;
    std::replace(name.begin(), name.end(), '_', '-');
    command->add_option("--" + name, typed[key], says);
  };
  option("listen", "địa chỉ và cổng / address and port (127.0.0.1:8080)");
  option("threads", "số luồng / threads");
  option("certificate", "chứng thư TLS (PEM) / TLS certificate (PEM)");
  option("key", "khóa của chứng thư (PEM) / its key (PEM)");
  option("session_idle_minutes", "phiên hết hạn khi không dùng / a session ends unused (120)");
  option("session_hours", "phiên hết hạn sau cùng / a session ends for good (12)");
  option("head_limit_kib", "phần đầu yêu cầu tối đa / largest head of a request (16)");
  option("body_limit_mib", "nội dung yêu cầu tối đa / largest body of a request (20)");
  option("connections", "số kết nối cùng lúc / connections at one time (4096)");
  option("log", "error, info, debug (info)");
  option("site", "địa chỉ https mà người dùng thấy / the https address that people see");
  option("identity_issuer", "nơi đăng nhập chung (OpenID Connect) / identity provider (OpenID Connect)");
  option("identity_client", "client đã đăng ký ở đó / the client registered there");
  command->add_flag("--behind-proxy", behind_proxy, "phía trước có proxy TLS / a proxy before it speaks TLS");
  command->add_flag(
      "--clock-runs", clock_runs,
      "đồng hồ chạy tiếp từ XANH_NOW, để giới thiệu / the clock goes on from XANH_NOW, to show it");
  command->callback([&chosen, command] {
    TypedSettings given;
    for (const auto& [key, value] : typed) {
      std::string name = "--" + key;
      std::replace(name.begin(), name.end(), '_', '-');
      if (command->count(name) > 0) given[key] = value;
    }
    if (behind_proxy) given["behind_proxy"] = "true";
    chosen = [given](const Terminal& s) {
      auto held = settings_of(s, file, given);
      if (has_error(held.problems)) return s.finish(held.problems);
      if (held.value.store.empty()) return s.misused(problem(kNoStoreGiven, Place{}));
      return serve(s, held.value, clock_runs, std::move(held.problems));
    };
  });
}

}  // namespace xanh

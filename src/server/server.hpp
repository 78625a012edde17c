// One process with everything inside: the door, the addresses, the store.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "office/desk.hpp"
#include "office/identity_use.hpp"
#include "server/mail_options.hpp"

namespace xanh {

/// What goes to standard error: faults; also refusals and changes; every request.
enum class LogLevel { error, info, debug };
BOOST_DESCRIBE_ENUM(LogLevel, error, info, debug)

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";  ///< address:port; [::1]:8080 for IPv6; port 0 is any
  int threads = 2;
  std::string certificate, key;          ///< PEM files
  bool behind_proxy = false;             ///< a proxy before us speaks TLS
  size_t head_limit = 16 * 1024;         ///< bytes of request line and headers
  size_t body_limit = 20 * 1024 * 1024;  ///< bytes of one body
  int connections = 4096;                ///< at one time
  LogLevel log = LogLevel::info;
  MailOptions mail{};  ///< without a host nothing is sent
  std::string site{};  ///< https://… as people know the server, without a slash at its end; empty: not told
  std::optional<IdentityProvider> identity{};  ///< through which people may come in
};

class Server {
 public:
  /// The store outlives it. Beyond this machine it listens with TLS or behind a proxy only: what people sign
  /// in with must not go over the wire in clear.
  static Outcome<std::unique_ptr<Server>> start(ProgrammeStore& store, const ServeOptions& options,
                                                std::function<Instant()> clock);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// http://127.0.0.1:8080
  [[nodiscard]] std::string address() const;
  /// Takes nothing new, lets what runs finish, at most this long.
  void stop(std::chrono::seconds drain);

 private:
  struct Body;
  explicit Server(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

}  // namespace xanh

// One process with everything inside: the door, the addresses, the store.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "office/identity_use.hpp"

namespace xanh {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";  ///< address:port; [::1]:8080 for IPv6; port 0 is any
  int threads = 2;
  std::string certificate, key;  ///< PEM files
  bool behind_proxy = false;     ///< a proxy before us speaks TLS
  /// Through which people may come in; its secret is no option of the command line.
  std::optional<IdentityProvider> identity{};
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

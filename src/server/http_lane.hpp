// One network thread with the connections it serves: reads requests, has them answered, writes the replies.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "server/http.hpp"
#include "server/http_certificate.hpp"
#include "server/http_seats.hpp"
#include "server/http_workers.hpp"

namespace xanh {

/// What all lanes of a server have in common; outlives them.
struct HttpShared {
  HttpShared(HttpOptions given_options, HttpHandlers given_handlers)
      : options(std::move(given_options)),
        handlers(std::move(given_handlers)),
        seats(options.connections, options.connections_per_peer) {}

  const HttpOptions options;
  const HttpHandlers handlers;
  TlsContext tls;  ///< null: plain HTTP
  HttpSeats seats;
  std::atomic<size_t> bodies = 0;  ///< bytes of all bodies held now
};

class HttpLane {
 public:
  HttpLane(HttpShared& shared, HttpWorkers& workers);
  HttpLane(const HttpLane&) = delete;
  HttpLane& operator=(const HttpLane&) = delete;
  ~HttpLane();

  /// Serves on the calling thread until drained.
  void run();

  // The following may be called from any thread, and take effect in the order of the calls.

  /// Takes over a connected TCP socket and the seat of its peer.
  void welcome(int socket, bool is_ipv6, std::string peer, HttpSeats::Seat seat);
  /// Closes idle connections and lets the others finish.
  void begin_drain();
  void close_all();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace xanh

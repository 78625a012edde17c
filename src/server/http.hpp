// The door for people and machines: HTTP/1.1, alone or over TLS. It knows requests and replies as plain
// values; what they mean is the business of those who hand in the handlers.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"
#include "server/http_stream.hpp"

namespace xanh {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;  ///< as sent, but GET for HEAD
  bool head = false;   ///< it was HEAD: handled as GET, the server leaves the body out
  /// Percent-decoded UTF-8. Begins with a slash; no control characters, no backslash, no empty, "." or ".."
  /// segments. An encoded slash (%2F) comes out as a slash.
  std::string path;
  std::string query;    ///< what followed the question mark, as sent; see query_values
  HttpHeaders headers;  ///< names in lower case
  std::string body;
  std::string peer;     ///< address without port
  bool secure = false;  ///< came over TLS
  std::string id;       ///< 16 hexadecimal digits, given by the server, sent back as X-Request-Id

  /// The first value under this name (lower case), or null.
  [[nodiscard]] const std::string* header(std::string_view name) const;
};

/// The pairs of a query or a form body (application/x-www-form-urlencoded): `+` is a blank, `%41` a byte.
/// Nothing when it is not well-formed: a broken escape, an empty name, no UTF-8, or a control character other
/// than tab and line ends.
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>> query_values(
    std::string_view query);

struct HttpReply {
  int status = 200;  ///< 200 to 599; anything else is answered 500
  HttpHeaders
      headers;  ///< those with a name or value that HTTP does not allow, or that the server sets, are dropped
  std::shared_ptr<const std::string> body;  ///< null: empty. Never copied, so one body can serve all
  std::shared_ptr<const std::string> gzip;  ///< the same body compressed beforehand (add_gzip), or null
  /// Follows the body until it ends; the connection ends with it. A stop of the server ends it at once.
  std::shared_ptr<HttpStream> stream{};

  [[nodiscard]] const std::string* header(std::string_view name) const;  ///< in any case, or null
};

[[nodiscard]] HttpReply http_reply(int status, std::string media_type, std::string body);
/// Compresses the body if it is of a textual media type, of 1 KiB or more, and gets smaller by it.
void add_gzip(HttpReply& reply);

struct HttpOptions {
  std::string address = "127.0.0.1";        ///< an IPv4 or IPv6 address, or localhost
  unsigned short port = 0;                  ///< 0: any that is free
  int threads = 1;                          ///< that read and write
  int workers = 4;                          ///< that run HttpHandlers::work
  size_t head_limit = 16 * 1024;            ///< bytes of request line and headers; 414 or 431 above
  size_t body_limit = 20 * 1024 * 1024;     ///< bytes of one body; 413 above
  size_t bodies_limit = 512 * 1024 * 1024;  ///< bytes of all bodies held at one time; 503 above
  std::chrono::seconds head_time{
      10};  ///< from its first byte (on a new connection: from its start) to its end
  std::chrono::seconds body_time{60};   ///< and a second more for every 32 KiB that came; 408 above
  std::chrono::seconds idle_time{60};   ///< between two requests of a connection
  std::chrono::seconds write_time{60};  ///< for a reply, and a second more for every 32 KiB that were taken
  int connections = 4096;               ///< at one time; further ones are answered 503, or over TLS closed
  int connections_per_peer = 0;         ///< of one address; 0: no bound
  std::string certificate_file;         ///< PEM, with its chain; TLS 1.2 or later when given
  std::string key_file;                 ///< PEM, without a pass phrase
};

/// They run on several threads at the same time. What one throws is answered 500.
struct HttpHandlers {
  /// On a network thread, so it never blocks; nothing leaves the request to `work`.
  std::function<std::optional<HttpReply>(const HttpRequest&)> at_once;
  /// On a worker thread, may block. Without it, what `at_once` left is answered 404.
  std::function<HttpReply(const HttpRequest&)> work;
  /// On a network thread: what is said with the refusals of the server itself (400, 404, 408, 413, 414, 417,
  /// 431, 500, 503, 505). The status is the one given, whatever it returns. Without it, a line of plain text.
  std::function<HttpReply(int status, const std::string& id)> refusal;
  /// On a network thread, after the reply was written or the client turned out to be gone. The reply is the
  /// one sent, the time that from the end of the head. A request that was refused holds what was understood
  /// of it.
  std::function<void(const HttpRequest&, const HttpReply&, std::chrono::microseconds)> done;
};

class HttpServer {
 public:
  /// Listens from here on. Problems: http-address, http-address-taken, http-certificate,
  /// http-certificate-key.
  static Outcome<std::unique_ptr<HttpServer>> start(HttpOptions options, HttpHandlers handlers);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer();  ///< stop(0 s)

  [[nodiscard]] unsigned short port() const;
  /// Accepts no more, closes idle connections, lets running requests finish for so long, then closes. A
  /// handler that still runs then is waited for all the same. Not to be called from a handler.
  void stop(std::chrono::seconds drain);

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace xanh

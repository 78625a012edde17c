// Small texts of HTTP: paths, dates, header values. Nothing here knows of sockets.
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "server/http.hpp"

namespace xanh {

/// Lower case of ASCII letters only, as HTTP compares names.
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// The path as HttpRequest promises it; nothing when it is not such a path.
[[nodiscard]] std::optional<std::string> decoded_path(std::string_view raw);
/// Path and query of a request target: `/a?b` or, as proxies send it, `http://host/a?b`.
struct HttpTarget {
  std::string path;
  std::string query;
};
[[nodiscard]] std::optional<HttpTarget> request_target(std::string_view target);

/// A token (RFC 9110, 5.6.2), and a value that cannot end its line.
[[nodiscard]] bool is_header_name(std::string_view name);
[[nodiscard]] bool is_header_value(std::string_view value);
/// Calls `each` with every trimmed, non-empty part between commas that stand outside quoted strings.
void each_listed(std::string_view value, const std::function<void(std::string_view)>& each);

/// `Sun, 06 Nov 1994 08:49:37 GMT`
[[nodiscard]] std::string http_date(std::time_t seconds);
[[nodiscard]] std::string_view reason_phrase(int status);

/// Whether If-None-Match names this entity tag: weak comparison, lists, `*` (RFC 9110, 13.1.2).
[[nodiscard]] bool names_etag(std::string_view if_none_match, std::string_view etag);
/// Whether the client prefers gzip to the plain body (RFC 9110, 12.5.3).
[[nodiscard]] bool accepts_gzip(const HttpRequest& request);
/// Media types, with or without parameters, that are worth compressing.
[[nodiscard]] bool is_textual(std::string_view media_type);

}  // namespace xanh

// The cookie that a browser keeps of a session. `__Host-` binds it to this host, to TLS (or this machine) and
// to the whole site; no script sees it.
#pragma once

#include <string>
#include <string_view>

#include "server/http.hpp"

namespace xanh {

inline constexpr std::string_view kSessionCookie = "__Host-xanh";

inline std::string session_cookie(const std::string& secret) {
  return std::string(kSessionCookie) + "=" + secret + "; Path=/; Secure; HttpOnly; SameSite=Strict";
}
inline std::string ended_cookie() {
  return std::string(kSessionCookie) + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
}
/// Empty when the request has none.
inline std::string session_secret(const HttpRequest& request) {
  for (const auto& [name, value] : request.headers) {
    if (name != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find(';'), rest.size());
      std::string_view one = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      while (one.starts_with(' ')) one.remove_prefix(1);
      if (one.starts_with(kSessionCookie) && one.size() > kSessionCookie.size() &&
          one[kSessionCookie.size()] == '=')
        return std::string(one.substr(kSessionCookie.size() + 1));
    }
  }
  return {};
}

}  // namespace xanh

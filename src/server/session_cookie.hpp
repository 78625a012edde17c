// The cookie that a browser keeps of a session. `__Host-` binds it to this host, to TLS (or this machine) and
// to the whole site; no script sees it.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "server/http.hpp"

namespace xanh {

inline constexpr std::string_view kSessionCookie = "__Host-xanh";
/// Of somebody who is at the identity provider meanwhile. The page they come back to asks by itself, so this
/// cookie, too, is for this site alone.
inline constexpr std::string_view kIdentityCookie = "__Host-xanh-identity";

inline std::string session_cookie(const std::string& secret) {
  return std::string(kSessionCookie) + "=" + secret + "; Path=/; Secure; HttpOnly; SameSite=Strict";
}
inline std::string ended_cookie() {
  return std::string(kSessionCookie) + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
}
inline std::string identity_cookie(const std::string& secret, std::chrono::seconds life) {
  return std::string(kIdentityCookie) + "=" + secret +
         "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(life.count());
}
/// Empty when the request has none of this name.
inline std::string cookie_of(const HttpRequest& request, std::string_view wanted) {
  for (const auto& [name, value] : request.headers) {
    if (name != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find(';'), rest.size());
      std::string_view one = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      while (one.starts_with(' ')) one.remove_prefix(1);
      if (one.starts_with(wanted) && one.size() > wanted.size() && one[wanted.size()] == '=')
        return std::string(one.substr(wanted.size() + 1));
    }
  }
  return {};
}
inline std::string session_secret(const HttpRequest& request) {
  return cookie_of(request, kSessionCookie);
}

}  // namespace xanh

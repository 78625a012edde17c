// Requests to a router as a browser sends them: with its cookie and the session's token.
#pragma once

#include <map>
#include <utility>

#include "office/office_sample.hpp"
#include "office/people_use.hpp"
#include "server/router.hpp"
#include "server/session_cookie.hpp"

namespace xanh::server_test {

struct Browser {
  std::string cookie, csrf;
};

inline HttpRequest request_of(const std::string& method, const std::string& target,
                              const std::string& body = {}, const Browser* browser = nullptr,
                              HttpHeaders headers = {}) {
  HttpRequest out;
  out.method = method;
  out.path = target.substr(0, target.find('?'));
  if (target.find('?') != std::string::npos) out.query = target.substr(target.find('?') + 1);
  out.headers = std::move(headers);
  out.peer = "127.0.0.1";
  out.id = "0123456789abcdef";
  if (!body.empty() && !out.header("content-type"))
    out.headers.emplace_back("content-type", "application/json");
  out.body = body;
  if (browser) {
    out.headers.emplace_back("cookie", "other=1; " + browser->cookie);
    if (method != "GET") out.headers.emplace_back("x-csrf-token", browser->csrf);
  }
  return out;
}

inline Node json_of(const HttpReply& reply) {
  return reply.body ? read_json(*reply.body, "reply").value : Node();
}
inline std::string text_of(const HttpReply& reply, const std::string& key) {
  const Node tree = json_of(reply);
  const Node* found = tree.find(key);
  return found ? found->scalar : std::string();
}
/// The code of the gravest problem; empty when it is none.
inline std::string problem_of(const HttpReply& reply) {
  constexpr std::string_view kPrefix = "urn:xanh:problem:";
  const std::string type = text_of(reply, "type");
  return type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : std::string();
}

/// A session of the person, opened beside the router; the cookie and the token as a browser holds them.
inline Browser browser_in(const Desk& operators, const std::string& person) {
  const auto link = new_link(operators, person);
  EXPECT_TRUE(link.ok()) << lines(link.problems);
  Doorkeeper keeper;
  const auto opened = open_link(operators, keeper, link.value.secret);
  EXPECT_TRUE(opened.ok()) << lines(opened.problems);
  return {std::string(kSessionCookie) + "=" + opened.value.secret, opened.value.who.csrf};
}

/// Every part of the path as the example has it; {unit} as given.
inline std::string path_of(const Address& row, const std::map<std::string, std::string>& values = {}) {
  std::string out = row.path;
  for (const auto* from : {&values, &row.example})
    for (const auto& [name, value] : *from)
      if (const size_t at = out.find("{" + name + "}"); at != std::string::npos)
        out.replace(at, name.size() + 2, value);
  return out;
}

}  // namespace xanh::server_test

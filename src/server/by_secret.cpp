// Who sends a request: a person by the cookie of the session, a program by its token.
#include "server/problem_reply.hpp"
#include "server/router.hpp"
#include "server/session_cookie.hpp"

namespace xanh {
namespace {

bool changes_something(const std::string& method) {
  return method != "GET" && method != "HEAD";
}

/// Authorization: Bearer xt_…
std::string token_of(const HttpRequest& request) {
  const std::string* given = request.header("authorization");
  constexpr std::string_view kBearer = "Bearer ";
  if (!given || !given->starts_with(kBearer)) return {};
  return given->substr(kBearer.size());
}

}  // namespace

Outcome<Asker> by_secret(const HttpRequest& request, ProgrammeStore& store, Instant now) {
  Outcome<Asker> out;
  const std::string token = token_of(request);
  const std::string secret = token.empty() ? session_secret(request) : token;
  const auto kind = kind_of_secret(secret);
  // A session's secret opens as a cookie only, a token's as a header only: what leaks at one place does not
  // open at the other.
  const bool fits = kind && *kind == (token.empty() ? KeyKind::session : KeyKind::token);
  auto who = fits ? session_of(Desk{&store, {}, now}, secret) : std::nullopt;
  if (!who) {
    out.problems.push_back(problem(http_problems::kNotSignedIn, Place{}));
    return out;
  }
  const std::string* csrf = request.header("x-csrf-token");
  if (token.empty() && changes_something(request.method) && (!csrf || !same_secret(*csrf, who->csrf))) {
    out.problems.push_back(problem(http_problems::kNoCsrf, Place{}));
    return out;
  }
  out.value.desk = desk_of(store, *who, now);
  out.value.secret = secret;
  out.value.who = std::move(who);
  return out;
}

}  // namespace xanh

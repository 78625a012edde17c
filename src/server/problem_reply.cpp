#include "server/problem_reply.hpp"

#include <array>
#include <span>

#include "base/text.hpp"

namespace xanh {
namespace {

struct Rank {
  std::string_view code;
  int status;
};
// Codes that stand for something other than content that cannot be taken (422).
constexpr std::array kRanks{
    Rank{"not-signed-in", 401},         Rank{"sign-in-refused", 401},    Rank{"link-refused", 401},
    Rank{"totp-wanted", 401},           Rank{"no-post-today", 403},      Rank{"token-may-not", 403},
    Rank{"sign-in-wait", 429},          Rank{"unknown-actor", 403},      Rank{"not-allowed", 403},
    Rank{"csrf-missing", 403},          Rank{"no-such-address", 404},    Rank{"unknown-cycle", 404},
    Rank{"unknown-unit", 404},          Rank{"unknown-submission", 404}, Rank{"unit-not-alive", 404},
    Rank{"owes-nothing", 404},          Rank{"no-such-report", 404},     Rank{"no-such-snapshot", 404},
    Rank{"unknown-plan", 404},          Rank{"nothing-published", 404},  Rank{"method-not-allowed", 405},
    Rank{"media-type-not-taken", 415},  Rank{"too-many-requests", 429},  Rank{"precondition-required", 428},
    Rank{"precondition-not-read", 412}, Rank{"revision-moved", 412},     Rank{"no-snapshot", 409},
    Rank{"snapshot-stale", 409},        Rank{"cycle-wrong-stage", 409},  Rank{"cycle-not-under-review", 409},
    Rank{"store-owned", 503},           Rank{"store-unreachable", 503},  Rank{"fault", 500},
};
// Of reports, drafts and papers.
constexpr std::array kReportRanks{
    Rank{"changed-meanwhile", 412},    Rank{"old-revision", 412},          Rank{"no-such-file", 404},
    Rank{"no-such-directive", 404},    Rank{"no-such-difficulty", 404},    Rank{"cycle-not-open", 409},
    Rank{"cycle-takes-no-files", 409}, Rank{"narrative-published", 409},   Rank{"attached-too-big", 413},
    Rank{"draft-not-empty", 409},      Rank{"release-not-published", 409}, Rank{"part-link-refused", 404},
    Rank{"parts-not-split", 409},      Rank{"draft-wrong-stage", 409},     Rank{"draft-not-signed", 409},
    Rank{"draft-no-letter", 409},      Rank{"nothing-to-restate", 409},    Rank{"level-open", 409},
    Rank{"level-nothing-found", 409},
};
// Of people and of requests that are sent again.
constexpr std::array kPeopleRanks{
    Rank{"no-such-person", 404},      Rank{"no-such-token", 404},     Rank{"person-ended", 409},
    Rank{"post-held", 409},           Rank{"post-not-held", 409},     Rank{"session-ended", 401},
    Rank{"totp-not-started", 409},    Rank{"request-under-way", 409}, Rank{"request-answer-lost", 409},
    Rank{"request-done", 409},        Rank{"identity-refused", 401},  Rank{"identity-unknown", 403},
    Rank{"identity-not-set-up", 404}, Rank{"identity-taken", 409},    Rank{"identity-provider-away", 503},
};
// Of what pages and mail answer.
constexpr std::array kFurtherRanks{
    Rank{"too-many-pages", 429},   Rank{"pages-full", 503},       Rank{"unknown-mail", 404},
    Rank{"no-such-calendar", 404}, Rank{"no-such-feedback", 404}, Rank{"feedback-photo-late", 409},
    Rank{"feedback-full", 503},    Rank{"no-such-work", 404},     Rank{"work-cancelled", 409},
    Rank{"unknown-target", 404},   Rank{"series-element", 404},   Rank{"series-no-cycle", 409},
};
// Of what changes the plan.
constexpr std::array kPlanRanks{
    Rank{"no-such-amendment", 404},      Rank{"amendments-none", 409},    Rank{"no-such-opinion", 404},
    Rank{"not-amendable", 404},          Rank{"amendment-closed", 409},   Rank{"amendment-decided", 409},
    Rank{"next-plan-there", 409},        Rank{"next-plan-no-cycle", 404}, Rank{"next-plan-no-snapshot", 409},
    Rank{"amendment-year-refused", 409}, Rank{"amendment-conflict", 409}, Rank{"amendment-before", 409},
    Rank{"amendment-changed", 409},
};
// The order of refusals (interfaces.md): who, whether, how, what, against what.
constexpr std::array kOrder{500, 503, 401, 403, 404, 405, 413, 415, 429, 428, 412, 422, 409};

int status_of(const Problem& p) {
  const auto all = {std::span<const Rank>(kRanks), std::span<const Rank>(kReportRanks),
                    std::span<const Rank>(kPeopleRanks), std::span<const Rank>(kFurtherRanks),
                    std::span<const Rank>(kPlanRanks)};
  for (const auto& ranks : all)
    for (const auto& rank : ranks)
      if (rank.code == p.code) return rank.status;
  return is_fault(p) ? 503 : 422;
}

const char* title_of(int status, Language language) {
  const bool vi = language == Language::vi;
  switch (status) {
    case 401:
      return vi ? "Chưa đăng nhập" : "Not signed in";
    case 403:
      return vi ? "Không được phép" : "Not allowed";
    case 404:
      return vi ? "Không tìm thấy" : "Not found";
    case 409:
      return vi ? "Trái với trạng thái hiện tại" : "Against the present state";
    case 412:
    case 428:
      return vi ? "Đã có bản khác" : "Changed meanwhile";
    case 422:
      return vi ? "Nội dung cần sửa" : "The content has to be mended";
    case 429:
      return vi ? "Quá nhiều lần thử" : "Too many attempts";
    default:
      return status >= 500 ? (vi ? "Lỗi của hệ thống" : "A fault of the system")
                           : (vi ? "Yêu cầu không được nhận" : "The request was not taken");
  }
}

}  // namespace

int status_of(const Problems& problems) {
  int out = 422;
  size_t best = kOrder.size();
  for (const auto& p : problems) {
    if (p.severity != Severity::error) continue;
    const int status = status_of(p);
    for (size_t i = 0; i < best; ++i)
      if (kOrder[i] == status) {
        best = i;
        out = status;
      }
  }
  return out;
}

HttpReply problem_reply(const Problems& problems, Language language, const std::string& request_id,
                        std::optional<int> status) {
  const int code = status.value_or(status_of(problems));
  Node body = Node::map();
  const Problem* first = nullptr;
  for (const auto& p : problems)
    if (p.severity == Severity::error && (!first || status_of(*first) != code)) first = &p;
  body.add("type", Node::text("urn:xanh:problem:" + (first ? first->code : std::string("fault"))));
  body.add("title", Node::text(title_of(code, language)));
  body.add("status", Node::number(std::to_string(code)));
  if (first) {
    const std::string& advice = in(language, first->advice);
    body.add("detail", Node::text(in(language, first->message) + (advice.empty() ? "" : "; " + advice)));
  }
  body.add("instance", Node::text("urn:xanh:request:" + request_id));
  body.add("problems", to_node(problems));
  HttpReply out;
  out.status = code;
  out.headers = {{"Content-Type", "application/problem+json"},
                 {"Content-Language", language == Language::vi ? "vi" : "en"},
                 {"Cache-Control", "no-store"}};
  // Of what has to wait the suggestion is how many seconds.
  if (code == 429 && first && !first->suggestion.empty())
    out.headers.emplace_back("Retry-After", first->suggestion);
  out.body = std::make_shared<const std::string>(write_json_line(body) + "\n");
  return out;
}

Language language_of(const HttpRequest& request) {
  if (const auto query = query_values(request.query))
    for (const auto& [key, value] : *query)
      if (key == "lang") return value == "en" ? Language::en : Language::vi;
  const std::string* asked = request.header("accept-language");
  if (!asked) return Language::vi;
  // The first of the two that is named: people order them by what they read best.
  const size_t vi = asked->find("vi"), en = asked->find("en");
  return en < vi ? Language::en : Language::vi;
}

}  // namespace xanh

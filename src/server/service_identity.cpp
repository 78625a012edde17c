// Coming in through the identity provider of the city, and who somebody is there.
#include "office/people_use.hpp"
#include "server/address.hpp"
#include "server/me.hpp"
#include "server/session_cookie.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNotSetUp{"identity-not-set-up",
                                Severity::error,
                                "máy chủ này không dùng nơi đăng nhập chung",
                                "this server has no identity provider",
                                "đăng nhập bằng mật khẩu",
                                "sign in with the password"};

/// How people may come in, beside password and link.
struct WaysIn {
  bool identity = false;  ///< through the identity provider
};
BOOST_DESCRIBE_STRUCT(WaysIn, (), (identity))
/// Where to send the browser.
struct Way {
  std::string address;
};
BOOST_DESCRIBE_STRUCT(Way, (), (address))
/// What the provider sent the browser back with.
struct Back {
  std::string code, state;
  static constexpr std::array kRequired{"code", "state"};
};
BOOST_DESCRIBE_STRUCT(Back, (), (code, state))
/// `me`, or for who has a second factor a link that opens with its code.
struct CameBack {
  std::optional<Me> me;
  std::optional<std::string> link;
};
BOOST_DESCRIBE_STRUCT(CameBack, (), (me, link))
struct Subject {
  std::string subject;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (subject))

Answer not_set_up() {
  Answer out;
  out.problems.push_back(problem(kNotSetUp, Place{}));
  return out;
}

Answer begin(const Call& call) {
  if (!call.identity) return not_set_up();
  Answer out;
  auto begun = call.identity->begin(call.desk.now);
  out.problems = std::move(begun.problems);
  if (has_error(out.problems)) return out;
  out.body = to_node(Way{begun.value.address});
  out.cookie = identity_cookie(begun.value.secret, kIdentityTime);
  return out;
}

Answer came_back(const Call& call) {
  if (!call.identity) return not_set_up();
  Answer out;
  const auto read = from_node<Back>(call.body, "body");
  out.problems = read.problems;
  if (has_error(out.problems)) return out;
  auto entered = call.identity->enter(
      call.desk, call.keeper,
      {read.value.code, read.value.state, cookie_of(call.request, kIdentityCookie), call.request.peer});
  out.problems = std::move(entered.problems);
  if (has_error(out.problems)) return out;
  CameBack said;
  if (entered.value.opened) {
    said.me = me_of(entered.value.opened->who);
    out.cookie = session_cookie(entered.value.opened->secret);
  } else {
    said.link = entered.value.link;
  }
  out.body = to_node(said, Absent::null);
  return out;
}

Answer written_down(const Call& call) {
  if (!call.identity) return not_set_up();
  Answer out;
  const auto read = from_node<Subject>(call.body, "body");
  out.problems = read.problems;
  if (has_error(out.problems)) return out;
  const std::string issuer = read.value.subject.empty() ? std::string() : call.identity->issuer();
  auto made = set_identity(call.desk, call.path.at("person"), {issuer, read.value.subject});
  out.problems = std::move(made.problems);
  if (!has_error(out.problems)) out.body = to_node(made.value, Absent::null);
  return out;
}

}  // namespace

std::vector<Address> identity_addresses() {
  std::vector<Address> out;
  Address ways{"GET",
               "/api/sign-in",
               {"Có đăng nhập chung hay không", "Whether there is an identity provider to come in by"},
               Entry::open};
  ways.gives = [](SchemaBook& book) { return book.of<WaysIn>(); };
  ways.act = [](const Call& call) {
    Answer made;
    made.body = to_node(WaysIn{call.identity != nullptr});
    return made;
  };
  out.push_back(std::move(ways));

  Address way{"POST",
              "/api/sign-in/identity",
              {"Bắt đầu đăng nhập chung (OpenID Connect): địa chỉ để chuyển trình duyệt đến",
               "Begin to sign in by the identity provider (OpenID Connect): where to send the browser"},
              Entry::open};
  way.gives = [](SchemaBook& book) { return book.of<Way>(); };
  way.act = begin;
  out.push_back(std::move(way));

  Address back{
      "POST",
      "/api/sign-in/identity/return",
      {"Trở về từ nơi đăng nhập chung; `link` nếu còn phải nhập mã xác thực ở /api/sign-in/link",
       "Back from the identity provider; `link` where a code is still to be given at /api/sign-in/link"},
      Entry::open};
  back.takes = [](SchemaBook& book) { return book.of<Back>(); };
  back.example_body = R"({"code": "SplxlOBeZQQYbYS6WxSbIA", "state": "af0ifjsldkj"})";
  back.gives = [](SchemaBook& book) { return book.of<CameBack>(); };
  back.act = came_back;
  out.push_back(std::move(back));

  Address written{"PUT",
                  "/api/people/{person}/identity",
                  {"Ghi danh tính của một người ở nơi đăng nhập chung; để trống là bỏ",
                   "Write down who a person is at the identity provider; empty takes it away"},
                  Entry::signed_in};
  written.needs = Act::manage_people;
  written.example = {{"person", "q7.van-thu"}};
  written.takes = [](SchemaBook& book) { return book.of<Subject>(); };
  written.example_body = R"({"subject": "248289761001"})";
  written.gives = [](SchemaBook& book) { return book.of<PersonLine>(); };
  written.act = written_down;
  out.push_back(std::move(written));
  return out;
}

}  // namespace xanh

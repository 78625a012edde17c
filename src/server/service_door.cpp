// Coming in by a link or a password, staying in, going out; the tokens of programs.
#include "server/me.hpp"
#include "server/page.hpp"
#include "server/session_cookie.hpp"

namespace xanh {
namespace {

struct PasswordEntry {
  std::string name, password, totp;
  static constexpr std::array kRequired{"name", "password"};
};
BOOST_DESCRIBE_STRUCT(PasswordEntry, (), (name, password, totp))
struct LinkEntry {
  std::string link, totp;
  static constexpr std::array kRequired{"link"};
};
BOOST_DESCRIBE_STRUCT(LinkEntry, (), (link, totp))
struct PasswordChange {
  std::string old, fresh;
  static constexpr std::array kRequired{"fresh"};
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (old, fresh))
struct NewToken {
  Role role{};
  std::string unit, name;
  Instant ends_at{};
  static constexpr std::array kRequired{"role", "name"};
};
BOOST_DESCRIBE_STRUCT(NewToken, (), (role, unit, name, ends_at))
struct TokenMade {
  std::string secret;
  TokenLine token;
};
BOOST_DESCRIBE_STRUCT(TokenMade, (), (secret, token))
struct PasswordOnly {
  std::string password;
  static constexpr std::array kRequired{"password"};
};
BOOST_DESCRIBE_STRUCT(PasswordOnly, (), (password))
struct CodeOnly {
  std::string code;
  static constexpr std::array kRequired{"code"};
};
BOOST_DESCRIBE_STRUCT(CodeOnly, (), (code))
struct PasswordAndCode {
  std::string password, code;
  static constexpr std::array kRequired{"password", "code"};
};
BOOST_DESCRIBE_STRUCT(PasswordAndCode, (), (password, code))
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

Node me_node(const SignedIn& who) {
  return to_node(me_of(who), Absent::null);
}

Answer entered(Outcome<Opened> opened) {
  Answer out;
  out.problems = std::move(opened.problems);
  if (has_error(out.problems)) return out;
  out.body = me_node(opened.value.who);
  out.cookie = session_cookie(opened.value.secret);
  return out;
}

Answer left(Problems problems) {
  Answer out;
  out.problems = std::move(problems);
  out.body = Node::map();
  out.cookie = ended_cookie();
  return out;
}

/// A body read into its struct; its problems in the answer.
template <class T>
std::optional<T> body_of(const Call& call, Answer& out) {
  auto read = from_node<T>(call.body, "body");
  out.problems = std::move(read.problems);
  if (has_error(out.problems)) return std::nullopt;
  return std::move(read.value);
}

Answer by_password(const Call& call) {
  Answer out;
  const auto entry = body_of<PasswordEntry>(call, out);
  if (!entry) return out;
  return entered(
      sign_in(call.desk, call.keeper, {entry->name, entry->password, entry->totp, call.request.peer}));
}

Answer by_link(const Call& call) {
  Answer out;
  const auto entry = body_of<LinkEntry>(call, out);
  if (!entry) return out;
  return entered(open_link(call.desk, call.keeper, entry->link, entry->totp, call.request.peer));
}

Answer change_password(const Call& call) {
  Answer out;
  const auto change = body_of<PasswordChange>(call, out);
  if (!change) return out;
  out.problems =
      set_password(call.desk, call.keeper, *call.who, change->old, change->fresh, call.request.peer);
  out.body = Node::map();
  if (has_error(out.problems)) return out;
  // Rights did not change, but who knew the old password may have had this secret.
  auto turned = rotate(call.desk, call.secret);
  if (has_error(turned.problems)) return out;
  return entered(std::move(turned));
}

Answer offer_totp(const Call& call) {
  Answer out;
  const auto entry = body_of<PasswordOnly>(call, out);
  if (!entry) return out;
  auto made = start_totp(call.desk, call.keeper, *call.who, entry->password, call.request.peer);
  out.problems = std::move(made.problems);
  if (!has_error(out.problems)) out.body = to_node(made.value, Absent::null);
  return out;
}

Answer turn_totp_on(const Call& call) {
  Answer out;
  const auto entry = body_of<CodeOnly>(call, out);
  if (!entry) return out;
  out.problems = confirm_totp(call.desk, call.keeper, *call.who, entry->code, call.request.peer);
  out.body = Node::map();
  return out;
}

Answer turn_totp_off(const Call& call) {
  Answer out;
  const auto entry = body_of<PasswordAndCode>(call, out);
  if (!entry) return out;
  out.problems =
      remove_totp(call.desk, call.keeper, *call.who, entry->password, entry->code, call.request.peer);
  out.body = Node::map();
  return out;
}

Answer new_token(const Call& call) {
  Answer out;
  const auto wanted = body_of<NewToken>(call, out);
  if (!wanted) return out;
  auto made = make_token(call.desk, *call.who, {wanted->role, wanted->unit, wanted->name, wanted->ends_at});
  out.problems = std::move(made.problems);
  if (!has_error(out.problems))
    out.body = to_node(TokenMade{made.value.secret, made.value.token}, Absent::null);
  return out;
}

Answer tokens(const Call& call) {
  auto found = list_tokens(call.desk, *call.who);
  if (!has_error(found.problems))
    return page_answer(call, found.value,
                       [](const TokenLine& line) { return to_text_utc(line.made_at) + " " + line.id; });
  Answer out;
  out.problems = std::move(found.problems);
  return out;
}

Answer end_token(const Call& call) {
  Answer out;
  out.problems = revoke_token(call.desk, *call.who, call.path.at("token"));
  out.body = Node::map();
  return out;
}

Address row(const char* method, const char* path, Bilingual says, Entry entry,
            std::function<Answer(const Call&)> act) {
  Address out{method, path, std::move(says), entry};
  out.act = std::move(act);
  return out;
}

/// The second factor: offered, confirmed, taken off. Each holds a secret, so no repeat of it is kept.
std::vector<Address> totp_addresses() {
  std::vector<Address> out;
  out.push_back(row("POST", "/api/me/totp",
                    {"Bắt đầu bật mã xác thực hai bước; bí mật chỉ hiện một lần",
                     "Begin a second factor; its secret is shown once"},
                    Entry::signed_in, offer_totp));
  out.back().takes = [](SchemaBook& book) { return book.of<PasswordOnly>(); };
  out.back().example_body = R"({"password": "một câu dài khó đoán"})";
  out.back().gives = [](SchemaBook& book) { return book.of<TotpOffer>(); };
  out.push_back(
      row("POST", "/api/me/totp/confirm",
          {"Bật mã xác thực hai bước bằng một mã của nó", "Turn the second factor on, by a code of it"},
          Entry::signed_in, turn_totp_on));
  out.back().takes = [](SchemaBook& book) { return book.of<CodeOnly>(); };
  out.back().example_body = R"({"code": "123456"})";
  out.push_back(row("POST", "/api/me/totp/remove",
                    {"Tắt mã xác thực hai bước, bằng mật khẩu và một mã",
                     "Take the second factor off, by the password and a code"},
                    Entry::signed_in, turn_totp_off));
  out.back().takes = [](SchemaBook& book) { return book.of<PasswordAndCode>(); };
  out.back().example_body = R"({"password": "một câu dài khó đoán", "code": "654321"})";
  for (auto& one : out) {
    one.repeats = Repeats::none;
    if (!one.gives) one.gives = [](SchemaBook& book) { return book.of<Nothing>(); };
  }
  return out;
}

}  // namespace

std::vector<Address> door_addresses() {
  const auto gives_me = [](SchemaBook& book) { return book.of<Me>(); };
  const auto gives_nothing = [](SchemaBook& book) { return book.of<Nothing>(); };
  std::vector<Address> out;
  out.push_back(row("POST", "/api/sign-in", {"Đăng nhập bằng mật khẩu", "Sign in by password"}, Entry::open,
                    by_password));
  out.back().takes = [](SchemaBook& book) { return book.of<PasswordEntry>(); };
  out.back().example_body = R"({"name": "q7.van-thu", "password": "một câu dài khó đoán"})";
  out.back().gives = gives_me;
  out.push_back(row("POST", "/api/sign-in/link", {"Vào bằng khóa dùng một lần", "Come in by a one-time link"},
                    Entry::open, by_link));
  out.back().takes = [](SchemaBook& book) { return book.of<LinkEntry>(); };
  out.back().example_body = R"({"link": "xl_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"})";
  out.back().gives = gives_me;
  out.push_back(row("POST", "/api/sign-out", {"Đăng xuất", "Sign out"}, Entry::signed_in,
                    [](const Call& call) { return left(sign_out(call.desk, *call.who)); }));
  out.back().gives = gives_nothing;
  out.back().repeats = Repeats::none;  // who is out is not known any more
  out.push_back(row("POST", "/api/sign-out/everywhere", {"Đăng xuất mọi nơi", "Sign out everywhere"},
                    Entry::signed_in,
                    [](const Call& call) { return left(sign_out_everywhere(call.desk, *call.who)); }));
  out.back().gives = gives_nothing;
  out.back().repeats = Repeats::none;
  out.push_back(row("GET", "/api/me", {"Ai đang đăng nhập, với vai trò gì", "Who is signed in, and as what"},
                    Entry::signed_in, [](const Call& call) {
                      Answer made;
                      made.body = me_node(*call.who);
                      return made;
                    }));
  out.back().gives = gives_me;
  out.push_back(row("PUT", "/api/me/password",
                    {"Đặt mật khẩu; các phiên khác kết thúc", "Set the password; other sessions end"},
                    Entry::signed_in, change_password));
  out.back().takes = [](SchemaBook& book) { return book.of<PasswordChange>(); };
  out.back().example_body = R"({"old": "một câu dài khó đoán", "fresh": "một câu khác cũng dài"})";
  out.back().gives = gives_me;
  out.push_back(row("GET", "/api/me/tokens", {"Khóa của chương trình", "Tokens of programs"},
                    Entry::signed_in, tokens));
  out.back().query = paged();
  out.back().gives = [](SchemaBook& book) { return page_schema<TokenLine>(book); };
  out.push_back(
      row("POST", "/api/me/tokens",
          {"Tạo khóa cho một chương trình, với đúng một vai trò", "A token for a program, with one role"},
          Entry::signed_in, new_token));
  out.back().takes = [](SchemaBook& book) { return book.of<NewToken>(); };
  out.back().example_body =
      R"({"role": "clerk", "unit": "q7", "name": "Phần mềm của quận", "ends_at": "2023-12-31T17:00:00+07:00"})";
  out.back().gives = [](SchemaBook& book) { return book.of<TokenMade>(); };
  out.back().repeats = Repeats::told;
  out.push_back(row("DELETE", "/api/me/tokens/{token}", {"Hủy một khóa", "Revoke a token"}, Entry::signed_in,
                    end_token));
  out.back().example = {{"token", "0123456789ab"}};
  out.back().gives = gives_nothing;
  for (auto& one : totp_addresses()) out.push_back(std::move(one));
  return out;
}

}  // namespace xanh

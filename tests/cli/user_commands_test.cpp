// user invite|list|link|post|deputise|end, as an administrator runs them.
#include "cli/terminal.hpp"

namespace xanh::terminal_test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct UserCommand : testing::Test {
  UserCommand() { t.open_cycle(); }
  Ran invite(const std::string& code, const std::string& role = "clerk",
             const std::string& unit = "q7") const {
    return t.json({"user", "invite", code, "--name", "Họ và tên", "--contact", "lan@q7.example", "--role",
                   role, "--unit", unit});
  }
  Terminal t;
};

TEST_F(UserCommand, InvitesSomebodyAndShowsTheLinkOnce) {
  const Ran made = invite("q7.lan");
  EXPECT_EQ(made.code, 0) << made.out;
  const std::string link = at(made.json(), {"link"}).scalar;
  EXPECT_THAT(link, StartsWith("xl_"));
  EXPECT_EQ(at(made.json(), {"ends_at"}).scalar, "2023-06-27T10:00:00Z");
  const Ran listed = t.run({"user", "list"});
  EXPECT_THAT(listed.out, AllOf(HasSubstr("q7.lan"), HasSubstr("Văn thư · q7"), Not(HasSubstr(link))));
  EXPECT_THAT(t.run({"user", "list", "--lang", "en"}).out, HasSubstr("Clerk · q7"));
  EXPECT_THAT(t.run({"user", "link", "q7.lan"}).out, HasSubstr("Mã đăng nhập một lần của q7.lan: xl_"));
  t.must({"audit", "verify"});
}

TEST_F(UserCommand, GivesEndsAndHandsOverPosts) {
  invite("q7.lan");
  invite("q7.hai", "drafter");
  t.must({"user", "post", "q7.lan", "--role", "signatory", "--unit", "q7", "--to", "31/12/2023"});
  t.must({"user", "deputise", "q7.hai", "--for", "q7.lan", "--role", "clerk", "--unit", "q7", "--from",
          "2023-07-01", "--to", "2023-07-14"});
  EXPECT_THAT(t.run({"user", "list"}).out, HasSubstr("thay q7.lan"));
  t.must({"user", "post", "q7.lan", "--role", "signatory", "--unit", "q7", "--end"});
  const Ran ended = t.json({"user", "end", "q7.lan", "--successor", "q7.hai"});
  EXPECT_EQ(at(ended.json(), {"ended"}).scalar, "true") << ended.out;
  EXPECT_THAT(t.run({"user", "list"}).out, Not(HasSubstr("q7.lan  ")));
  EXPECT_THAT(t.run({"user", "list", "--all"}).out, HasSubstr("đã thôi"));
}

TEST_F(UserCommand, EndsWithOneForTheInputAndTwoForTheUsage) {
  EXPECT_THAT(invite("Q7 Lan").codes(), ElementsAre("person-code"));
  EXPECT_THAT(invite("q7.lan", "clerk", "q77").codes(), ElementsAre("post-unit"));
  EXPECT_EQ(invite("q7.lan", "boss").code, 2);
  EXPECT_THAT(t.json({"user", "link", "nobody"}).codes(), ElementsAre("no-such-person"));
  EXPECT_THAT(t.json({"user", "post", "x1", "--role", "clerk", "--to", "mai"}).codes(),
              ElementsAre("bad-user-date"));
  EXPECT_EQ(t.run({"user", "invite"}).code, 2);
  EXPECT_THAT(t.json({"user", "list", "--as", "an"}).codes(), ElementsAre("unknown-actor"));
}

}  // namespace
}  // namespace xanh::terminal_test

// `xanh serve` dies at the worst moment: the mail server has the mail and has not said so yet.
#include <signal.h>

#include <set>
#include <thread>

#include "cli/terminal.hpp"
#include "server/mail_server.hpp"

namespace xanh::terminal_test {
namespace {

using ::testing::HasSubstr;
using xanh::loopback::mail_header;
using xanh::loopback::MailServer;

struct MailKill : ::testing::Test {
  void SetUp() override {
    ASSERT_TRUE(server.start());
    // So long before the reports are due nobody is reminded of them.
    t.environment["XANH_NOW"] = "2023-06-05T17:00:00+07:00";
    t.open_cycle();
    t.environment["XANH_SMTP_HOST"] = "127.0.0.1";
    t.environment["XANH_SMTP_PORT"] = std::to_string(server.port());
    t.environment["XANH_SMTP_SECURITY"] = "none";
    t.environment["XANH_SMTP_FROM"] = "xanh@city.example";
  }
  void TearDown() override {
    if (pid > 0) end(SIGKILL);
  }
  bool serve() {
    pid = t.start({"serve", "--listen", "127.0.0.1:0", "--json"}, t / "serve.out", t / "serve.err");
    for (int i = 0; i < 1200; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
      if (bytes_of(t / "serve.out").ends_with("\n")) return true;
    }
    return false;
  }
  int end(int signal) {
    ::kill(pid, signal);
    const int code = Terminal::wait_for(pid);
    pid = 0;
    return code;
  }
  MailServer server;
  Terminal t;
  pid_t pid = 0;
};

TEST_F(MailKill, ASenderKilledBetweenAcceptAndMarkSendsItOnceMoreUnderTheSameMessageId) {
  ASSERT_TRUE(serve()) << bytes_of(t / "serve.err");
  server.mode("kill " + std::to_string(pid));
  t.must({"user", "invite", "q7.an", "--name", "Minh họa", "--contact", "an@q7.example", "--role", "clerk",
          "--unit", "q7"});
  ASSERT_TRUE(server.has_taken(1)) << bytes_of(t / "serve.err");
  EXPECT_EQ(Terminal::wait_for(pid), 128 + SIGKILL);
  pid = 0;
  // The next server waits until the lease of the dead one is over.
  t.environment["XANH_NOW"] = "2023-06-05T18:00:00+07:00";
  ASSERT_TRUE(serve()) << bytes_of(t / "serve.err");
  ASSERT_TRUE(server.has_taken(2)) << bytes_of(t / "serve.err");
  EXPECT_EQ(end(SIGTERM), 0) << "what is under way is finished and marked";
  std::set<std::string> ids;
  for (const auto& mail : server.taken()) ids.insert(mail_header(mail, "Message-ID"));
  EXPECT_EQ(ids.size(), 1u) << "a reader's server knows the second copy by it";
  ASSERT_TRUE(serve());
  std::this_thread::sleep_for(std::chrono::milliseconds(2500));  // longer than between two looks
  EXPECT_EQ(end(SIGTERM), 0);
  EXPECT_EQ(server.taken().size(), 2u) << "marked: it is not sent any more";
}

TEST_F(MailKill, ASettingThatCannotWorkIsToldAtTheStart) {
  t.environment["XANH_SMTP_FROM"] = "không phải địa chỉ";
  t.environment["XANH_SMTP_SECURITY"] = "ssl";
  const auto codes = t.json({"serve", "--listen", "127.0.0.1:0"}).codes();
  EXPECT_EQ(codes, (std::vector<std::string>{"unknown-word", "mail-setting"}));
}

}  // namespace
}  // namespace xanh::terminal_test

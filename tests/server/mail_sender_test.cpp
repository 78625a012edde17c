// Mail from the outbox to a real mail server: none is lost, none is read twice, a refusal is seen.
#include "server/mail_sender.hpp"

#include <cstdlib>
#include <set>

#include "base/at_hand.hpp"
#include "office/mail_use.hpp"
#include "office/office_sample.hpp"
#include "office/people_use.hpp"
#include "office/sign_in_use.hpp"
#include "server/mail_server.hpp"
#include "server/server.hpp"
#include "store/store_fixture.hpp"

namespace xanh::server_test {
namespace {

using namespace std::chrono_literals;
using loopback::mail_header;
using loopback::MailServer;
using office_test::Office;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct MailSenderTest : ::testing::Test {
  [[nodiscard]] MailOptions options() const {
    MailOptions out;
    out.host = "127.0.0.1";
    out.port = server.port();
    out.security = MailSecurity::none;
    out.from = "xanh@city.example";
    out.site = "https://xanh.city.example";
    out.look = 50ms;
    out.rest = 50ms;
    return out;
  }
  std::unique_ptr<MailSender> sender(ProgrammeStore& store, const MailOptions& how) {
    // Without reminders: these are about the mails that the tests cause.
    return std::make_unique<MailSender>(
        store, how, [this] { return Instant{moment.load()}; }, std::vector<ReminderStep>{});
  }
  static void add(const Desk& desk, const std::string& person, Role role, const std::string& unit) {
    const auto made =
        invite(desk, {person, "Người dùng minh họa", person + "@q7.example", {role, unit, {}, {}}});
    ASSERT_TRUE(made.ok()) << xanh::lines(made.problems);
  }
  static std::vector<MailLine> lines(const Desk& desk, std::optional<MailState> state = {}) {
    const auto found = list_mail(desk, state);
    EXPECT_TRUE(found.ok());
    return found.value;
  }
  void pass(std::chrono::seconds time) { moment = moment.load() + time; }

  MailServer server;
  std::atomic<std::chrono::sys_seconds> moment = Office::now().utc;
};

TEST_F(MailSenderTest, AMailIsReadAsItWasWritten) {
  ASSERT_TRUE(server.start());
  const Office office;
  add(office.desk(), "van-thu", Role::clerk, "q7");
  auto post = sender(office.store(), options());
  EXPECT_TRUE(post->round());
  const auto taken = server.taken();
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(mail_header(taken[0], "X-Reader"), "van-thu@q7.example");
  EXPECT_THAT(mail_header(taken[0], "Message-ID"), HasSubstr("@city.example>"));
  EXPECT_THAT(lines(office.desk(), MailState::delivered), ::testing::SizeIs(1));
  EXPECT_TRUE(post->round());
  EXPECT_EQ(server.taken().size(), 1u) << "what was delivered is not sent again";
  // By a mail reader that is not ours.
  const std::string read =
      "/usr/bin/python3 -c \"import email, email.policy, glob, sys\n"
      "m = email.message_from_bytes(open(glob.glob(sys.argv[1] + '/*.eml')[0], 'rb').read(), "
      "policy=email.policy.default)\n"
      "assert m['subject'] == 'Mời vào hệ thống báo cáo Xanh / Your access to Xanh', m['subject']\n"
      "assert m['to'].addresses[0].display_name == 'Người dùng minh họa', m['to']\n"
      "assert not m.defects, m.defects\n"
      "t = m.get_content()\n"
      "assert 'Mã vào một lần' in t and 'xl_' in t and 'https://xanh.city.example' in t, t\n"
      "print(t[t.index('xl_'):][:46])\" " +
      server.folder() + " > " + server.folder() + "/link";
  ASSERT_EQ(std::system(read.c_str()), 0);
  std::ifstream in(server.folder() + "/link");
  std::string link;
  in >> link;
  // The link of the mail opens, and nothing in the store does.
  Doorkeeper keeper;
  const auto opened = open_link(office.desk(), keeper, link);
  EXPECT_TRUE(opened.ok()) << link << xanh::lines(opened.problems);
  office.store().read([&](const Transaction& t) {
    for (const auto& mail : t.mails()) EXPECT_THAT(mail.detail, Not(HasSubstr("xl_")));
  });
}

TEST_F(MailSenderTest, AMailServerThatIsAwayLosesNothing) {
  ASSERT_TRUE(server.start());
  server.stop();
  const Office office;
  for (const char* person : {"an", "binh", "chi"}) add(office.desk(), person, Role::clerk, "q7");
  auto post = sender(office.store(), options());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(post->round());
  EXPECT_THAT(lines(office.desk(), MailState::waiting), ::testing::SizeIs(3));
  EXPECT_THAT(server.taken(), IsEmpty());
  ASSERT_TRUE(server.start());
  EXPECT_TRUE(post->round());
  std::set<std::string> readers;
  for (const auto& mail : server.taken()) readers.insert(mail_header(mail, "X-Reader"));
  EXPECT_THAT(readers, ElementsAre("an@q7.example", "binh@q7.example", "chi@q7.example"));
  EXPECT_EQ(server.taken().size(), 3u);
}

TEST_F(MailSenderTest, ARefusalIsShownAndTheOthersAreDeliveredAllTheSame) {
  ASSERT_TRUE(server.start());
  const Office office;
  for (const char* person : {"an", "binh", "chi"}) add(office.desk(), person, Role::clerk, "q7");
  server.mode("refuse binh");
  auto post = sender(office.store(), options());
  EXPECT_TRUE(post->round());
  EXPECT_EQ(server.taken().size(), 2u);
  const auto refused = lines(office.desk(), MailState::refused);
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(refused[0].person, "binh");
  EXPECT_THAT(refused[0].reply, HasSubstr("550 5.1.1 no such mailbox"));
  pass(24h);
  EXPECT_TRUE(post->round());
  EXPECT_EQ(server.taken().size(), 2u) << "what was refused for good is not tried again";
  // Mended, and asked for again.
  server.mode("");
  EXPECT_FALSE(has_error(resend_mail(office.desk(), refused[0].seq)));
  EXPECT_EQ(codes(resend_mail(office.desk(), refused[0].seq)), std::vector<std::string>{"mail-not-settled"});
  EXPECT_TRUE(post->round());
  EXPECT_EQ(server.taken().size(), 3u);
}

TEST_F(MailSenderTest, NotNowIsTriedAgainLaterUnderTheSameNumber) {
  ASSERT_TRUE(server.start());
  const Office office;
  add(office.desk(), "an", Role::clerk, "q7");
  server.mode("later an");
  auto post = sender(office.store(), options());
  EXPECT_TRUE(post->round());
  EXPECT_TRUE(post->round());
  EXPECT_EQ(lines(office.desk()).at(0).tries, 1) << "not before its pause is over";
  pass(2min);
  EXPECT_TRUE(post->round());
  EXPECT_EQ(lines(office.desk()).at(0).tries, 2);
  server.mode("");
  pass(1h);
  EXPECT_TRUE(post->round());
  EXPECT_EQ(server.taken().size(), 1u);
}

TEST_F(MailSenderTest, AnAnswerThatWasLostMakesASecondCopyWithTheSameMessageId) {
  ASSERT_TRUE(server.start());
  const Office office;
  add(office.desk(), "an", Role::clerk, "q7");
  server.mode("break");
  auto post = sender(office.store(), options());
  post->round();
  EXPECT_THAT(lines(office.desk(), MailState::waiting), ::testing::SizeIs(1))
      << "nobody said that it was taken";
  pass(1h);
  EXPECT_TRUE(post->round());
  const auto taken = server.taken();
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(mail_header(taken[0], "Message-ID"), mail_header(taken[1], "Message-ID"));
  EXPECT_THAT(mail_header(taken[0], "Message-ID"), Not(IsEmpty()));
}

TEST_F(MailSenderTest, TwoSendersOnOneDatabaseSendEachMailOnce) {
  std::string why;
  auto* const postgresql = store_test::PostgresqlServer::running(&why);
  if (!postgresql) GTEST_SKIP() << why;
  ASSERT_TRUE(server.start());
  const Office office(postgresql->new_database());
  for (int i = 0; i < 20; ++i) add(office.desk(), "nguoi-" + std::to_string(i), Role::clerk, "q7");
  auto other = ProgrammeStore::open(office.address(), ProgrammeStore::Mode::read_write);
  ASSERT_TRUE(other.ok());
  {
    auto one = sender(office.store(), options()), two = sender(*other.value, options());
    one->start();
    two->start();
    EXPECT_TRUE(server.has_taken(20));
    for (int i = 0; i < 400 && one->counts().delivered + two->counts().delivered < 20; ++i)
      std::this_thread::sleep_for(25ms);
    EXPECT_GT(one->counts().delivered, 0u);
    EXPECT_GT(two->counts().delivered, 0u);
  }
  std::set<std::string> ids;
  for (const auto& mail : server.taken()) ids.insert(mail_header(mail, "Message-ID"));
  EXPECT_EQ(ids.size(), 20u);
  EXPECT_EQ(server.taken().size(), 20u);
}

struct MailOverTls : MailSenderTest {
  void SetUp() override {
    const std::string make =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
        "subjectAltName=DNS:localhost -keyout " +
        server.folder() + "/own.key -out " + server.folder() + "/own.pem 2>/dev/null";
    ASSERT_EQ(std::system(make.c_str()), 0);
  }
  [[nodiscard]] MailOptions over(MailSecurity security) const {
    MailOptions out = options();
    out.host = "localhost";
    out.security = security;
    out.ca_file = server.folder() + "/own.pem";
    out.user = "xanh";
    out.password = "một mật khẩu";
    return out;
  }
  [[nodiscard]] std::vector<std::string> terms(const char* how) const {
    return {how,           server.folder() + "/own.pem", server.folder() + "/own.key", "--password", "xanh",
            "một mật khẩu"};
  }
};

TEST_F(MailOverTls, StartsTlsAndSignsIn) {
  ASSERT_TRUE(server.start(terms("--starttls")));
  const Office office;
  add(office.desk(), "an", Role::clerk, "q7");
  EXPECT_TRUE(sender(office.store(), over(MailSecurity::starttls))->round());
  const auto taken = server.taken();
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(mail_header(taken[0], "X-Tls"), "True");
  EXPECT_EQ(mail_header(taken[0], "X-Signed-In"), "True");
}

TEST_F(MailOverTls, SpeaksTlsFromTheFirstByte) {
  ASSERT_TRUE(server.start({"--tls", server.folder() + "/own.pem", server.folder() + "/own.key"}));
  const Office office;
  add(office.desk(), "an", Role::clerk, "q7");
  MailOptions how = over(MailSecurity::tls);
  how.user.clear();
  EXPECT_TRUE(sender(office.store(), how)->round());
  EXPECT_EQ(server.taken().size(), 1u);
}

TEST_F(MailOverTls, NothingLeavesToAServerThatCannotShowWhoItIsOrWillNotSpeakTls) {
  ASSERT_TRUE(server.start(terms("--starttls")));
  const Office office;
  add(office.desk(), "an", Role::clerk, "q7");
  MailOptions unknown = over(MailSecurity::starttls);
  unknown.ca_file.clear();
  EXPECT_FALSE(sender(office.store(), unknown)->round()) << "a certificate nobody vouches for";
  MailOptions wrong = over(MailSecurity::starttls);
  wrong.password = "khác";
  EXPECT_FALSE(sender(office.store(), wrong)->round()) << "a wrong password is no fault of the mail";
  EXPECT_THAT(lines(office.desk(), MailState::waiting), ::testing::SizeIs(1));
  EXPECT_THAT(server.taken(), IsEmpty());
  server.stop();
  ASSERT_TRUE(server.start());
  EXPECT_FALSE(sender(office.store(), over(MailSecurity::starttls))->round()) << "a server without TLS";
  EXPECT_THAT(server.taken(), IsEmpty());
}

TEST(MailOptionsTest, MailInClearStaysOnThisMachine) {
  MailOptions options;
  options.host = "mail.city.example";
  options.from = "xanh@city.example";
  EXPECT_TRUE(check_mail_options(options).empty());
  options.security = MailSecurity::none;
  EXPECT_THAT(codes(check_mail_options(options)), ElementsAre("mail-setting"));
  options.host = "127.0.0.1";
  EXPECT_TRUE(check_mail_options(options).empty());
  options.from = "xanh";
  options.port = 70000;
  EXPECT_THAT(codes(check_mail_options(options)), ElementsAre("mail-setting", "mail-setting"));
}

}  // namespace
}  // namespace xanh::server_test

// Settings come from a file, the environment and the options, the later before the earlier, and what is wrong
// with them is told with its place.
#include "server/settings.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace xanh::server_test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct SettingsTest : testing::Test {
  SettingsTest() {
    std::string name = fs::temp_directory_path() / "xanh-settings-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder = name;
    ::unsetenv("XANH_CONFIG");
  }
  ~SettingsTest() override { fs::remove_all(folder); }
  [[nodiscard]] std::string file(const std::string& text) const {
    std::ofstream(folder / "xanh.yaml") << text;
    return (folder / "xanh.yaml").string();
  }
  static std::string line(const SettingsHeld& held, const std::string& key) {
    for (const auto& one : held.lines)
      if (one.key == key) return one.value + " < " + one.from;
    return {};
  }
  static std::vector<std::string> codes(const Problems& problems) {
    std::vector<std::string> out;
    for (const auto& p : problems) out.push_back(p.code);
    return out;
  }
  fs::path folder;
};

TEST_F(SettingsTest, OptionsComeBeforeTheEnvironmentAndThatBeforeTheFile) {
  const std::string path = file("listen: 127.0.0.1:1\nconnections: 100\nbody_limit_mib: 5\nlog: debug\n");
  const auto held = read_settings(path, {{"listen", "127.0.0.1:2"}, {"connections", "200"}},
                                  {{"listen", "127.0.0.1:3"}, {"behind_proxy", "true"}}, 2);
  ASSERT_TRUE(held.ok());
  EXPECT_EQ(line(held.value, "listen"), "127.0.0.1:3 < --listen");
  EXPECT_EQ(line(held.value, "connections"), "200 < XANH_CONNECTIONS");
  EXPECT_EQ(line(held.value, "body_limit_mib"), "5 < " + path);
  EXPECT_EQ(line(held.value, "head_limit_kib"), "16 < ");
  EXPECT_EQ(held.value.serve.listen, "127.0.0.1:3");
  EXPECT_EQ(held.value.serve.connections, 200);
  EXPECT_EQ(held.value.serve.body_limit, size_t{5} << 20);
  EXPECT_EQ(held.value.serve.threads, 2);
  EXPECT_EQ(held.value.serve.log, LogLevel::debug);
  EXPECT_TRUE(held.value.serve.behind_proxy);
}

TEST_F(SettingsTest, WithoutAFileTheDefaultsHold) {
  const auto held = read_settings({}, {}, {}, 3);
  ASSERT_TRUE(held.ok());
  EXPECT_EQ(held.value.serve.listen, ServeOptions{}.listen);
  EXPECT_EQ(held.value.serve.body_limit, ServeOptions{}.body_limit);
  EXPECT_EQ(held.value.sessions.idle, kIdleEnd);
  EXPECT_EQ(held.value.sessions.absolute, kAbsoluteEnd);
  EXPECT_TRUE(read_settings(file("# nothing but a remark\n"), {}, {}, 1).ok());
}

TEST_F(SettingsTest, EverythingWrongIsToldAtOnceWithItsPlace) {
  const auto held = read_settings(file("lissten: 127.0.0.1:1\nconnections: many\nsession_hours: 0\n"),
                                  {{"log", "loud"}}, {{"body_limit_mib", "9999"}}, 2);
  ASSERT_THAT(codes(held.problems), ElementsAre("wrong-type", "unknown-key", "unknown-word",
                                                "setting-out-of-range", "setting-out-of-range"));
  EXPECT_EQ(held.problems[1].suggestion, "listen");
  EXPECT_EQ(held.problems[1].place.line, 1);
  EXPECT_EQ(held.problems[2].place.file, "XANH_LOG");
  EXPECT_EQ(held.problems[4].place.file, "--body-limit-mib");
  EXPECT_THAT(codes(read_settings((folder / "none.yaml").string(), {}, {}, 1).problems),
              ElementsAre("file-not-found"));
}

TEST_F(SettingsTest, APasswordIsNotShown) {
  const auto held =
      read_settings(file("store: postgresql://xanh:geheim@db/xanh?sslmode=require\n"), {}, {}, 1);
  ASSERT_TRUE(held.ok());
  EXPECT_EQ(held.value.store, "postgresql://xanh:geheim@db/xanh?sslmode=require");
  EXPECT_THAT(line(held.value, "store"), Not(HasSubstr("geheim")));
  EXPECT_THAT(line(held.value, "store"), HasSubstr("db/xanh"));
  const auto secrets = read_settings({}, {{"smtp_password", "123456"}, {"identity_secret", "true"}},
                                     {{"identity_issuer", "https://id.example.vn"},
                                      {"identity_client", "xanh"},
                                      {"site", "https://xanh.example.vn/"}},
                                     1);
  ASSERT_TRUE(secrets.ok()) << "a secret may look like a number or a word of YAML";
  EXPECT_EQ(secrets.value.serve.mail.password, "123456");
  ASSERT_TRUE(secrets.value.serve.identity);
  EXPECT_EQ(secrets.value.serve.identity->secret, "true");
  EXPECT_EQ(secrets.value.serve.identity->return_address, "https://xanh.example.vn/sign-in/return");
  EXPECT_EQ(line(secrets.value, "smtp_password"), "*** < XANH_SMTP_PASSWORD");
  EXPECT_EQ(line(secrets.value, "identity_secret"), "*** < XANH_IDENTITY_SECRET");
}

TEST_F(SettingsTest, MailAndTheIdentityProviderAreWholeOrNotThere) {
  EXPECT_THAT(
      codes(read_settings(file("smtp_host: mail.example.vn\nsmtp_security: none\n"), {}, {}, 1).problems),
      ElementsAre("mail-setting", "mail-setting"))
      << "no sender, and in clear beyond this machine";
  const auto half = read_settings(file("identity_issuer: https://id.example.vn\n"), {}, {}, 1);
  ASSERT_THAT(codes(half.problems), ElementsAre("identity-parts"));
  EXPECT_THAT(half.problems[0].message.en, HasSubstr("identity_client, identity_secret, site"));
}

TEST_F(SettingsTest, TheExampleThatIsPackedSaysTheDefaults) {
  const auto held = read_settings(XANH_SOURCE_DIR "/packaging/xanh.yaml", {}, {}, 1);
  ASSERT_TRUE(held.ok());
  EXPECT_EQ(held.value.serve.listen, ServeOptions{}.listen);
  EXPECT_TRUE(held.value.serve.behind_proxy);
  // What stands there as a remark is the default as well.
  std::ifstream in(XANH_SOURCE_DIR "/packaging/xanh.yaml");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const auto defaults = read_settings({}, {}, {}, 1);
  for (const auto& one : defaults.value.lines) {
    EXPECT_THAT(text, HasSubstr(one.key + ": "));
    if (one.value.empty() || one.key == "threads" || one.key == "behind_proxy") continue;
    EXPECT_THAT(text, HasSubstr(one.key + ": " + one.value)) << one.key;
  }
}

}  // namespace
}  // namespace xanh::server_test

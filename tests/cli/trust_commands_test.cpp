// Sealing, checking, backing up and restoring as an operator and a citizen do it.
#include <random>
#include <thread>

#include "cli/terminal.hpp"
#include "store/store_fixture.hpp"

namespace xanh::terminal_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Verify, NeedsNoStoreAndEndsByWhatItFinds) {
  Terminal t;
  t.with_reports({"q7", "so-xd"});
  t.must({"cycle", "close", "2023-H1"});
  t.must({"consolidate", "--cycle", "2023-H1", "-o", "trinh"});
  const Node published = t.json({"cycle", "publish", "2023-H1", "-o", "cong-bo"}).json();
  const std::string key = at(published, {"key"}).scalar;
  EXPECT_EQ(key.size(), 64u);
  EXPECT_THAT(t.must({"doctor"}).out, HasSubstr(key)) << "so that it can be published elsewhere";
  EXPECT_EQ(bytes_of(t / "cong-bo/report.json"), bytes_of(t / "trinh/report.json"))
      << "what is published is what was laid before the signatory";
  EXPECT_EQ(bytes_of(t / "cong-bo/report.docx"), bytes_of(t / "trinh/report.docx"));

  fs::rename(t / "store", t / "gone");
  t.environment.erase("XANH_STORE");
  const Ran whole = t.json({"verify", "cong-bo/manifest.json", "--key", key});
  EXPECT_EQ(whole.code, 0) << whole.out;
  EXPECT_THAT(whole.codes(), IsEmpty());
  EXPECT_THAT(t.must({"verify", "cong-bo/manifest.json", "--key", key, "--lang", "vi"}).out,
              HasSubstr("Dấu niêm phong dữ liệu còn nguyên"));
  EXPECT_THAT(t.json({"verify", "cong-bo/manifest.json"}).codes(), ElementsAre("seal-key-not-given"));
  Terminal::edit(t / "cong-bo/report.json", "21,2", "88,3");
  const Ran spoilt = t.json({"verify", "cong-bo/manifest.json", "--key", key});
  EXPECT_EQ(spoilt.code, 1);
  EXPECT_THAT(spoilt.codes(), ElementsAre("document-altered"));
  EXPECT_EQ(t.run({"verify"}).code, 2);
  EXPECT_EQ(t.run({"verify", "none.json"}).code, 1);
}

TEST(BackupCommand, WorksBesideAServerAndComesBackOnAnotherPlace) {
  Terminal t;
  t.with_reports({"q7"});
  const pid_t server = t.start({"serve", "--listen", "127.0.0.1:0"}, t / "serve.out", t / "serve.err");
  for (int i = 0; i < 400 && bytes_of(t / "serve.out").empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  const Ran made = t.json({"backup", "xanh.zip"});
  EXPECT_EQ(made.code, 0) << made.out << made.err;
  ::kill(server, SIGTERM);
  EXPECT_EQ(Terminal::wait_for(server), 0);
  const std::string head = at(made.json(), {"audit_head"}).scalar;
  t.environment.erase("XANH_STORE");
  const Ran checked = t.json({"restore", "xanh.zip", "--check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  EXPECT_EQ(at(checked.json(), {"audit_head"}).scalar, head);
  t.must({"restore", "xanh.zip", "--store", "back"});
  EXPECT_EQ(t.run({"restore", "xanh.zip", "--store", "back"}).code, 1) << "there is a store now";
  t.must({"audit", "verify", "--store", "back"});
  EXPECT_EQ(at(t.json({"audit", "verify", "--store", "back"}).json(), {"head"}).scalar, head);
  t.must({"submit", kReports + "/so-xd.yaml", "--store", "back"});
  EXPECT_EQ(t.run({"restore", "xanh.zip"}).code, 2) << "no place was named";
  EXPECT_EQ(t.run({"restore", "none.zip", "--check"}).code, 1);
}

TEST(BackupCommand, KilledInTheMiddleLeavesNoHalfFileAndTheNextClearsUp) {
  Terminal t;
  t.with_reports();
  fs::create_directory(t / "kept");
  std::mt19937 random(20230620);
  int whole = 0;
  for (int round = 0; round < 12; ++round) {
    fs::remove(t / "kept/b.zip");
    const pid_t pid = t.start({"backup", "kept/b.zip"}, t / "b.out", t / "b.err");
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 400));
    ::kill(pid, SIGKILL);
    Terminal::wait_for(pid);
    if (!fs::exists(t / "kept/b.zip")) continue;
    ++whole;
    EXPECT_EQ(t.run({"restore", "kept/b.zip", "--check"}).code, 0) << "round " << round;
  }
  EXPECT_LT(whole, 12) << "some were killed before they were done";
  t.must({"backup", "kept/b.zip"});
  std::vector<std::string> left;
  for (const auto& entry : fs::directory_iterator(t / "kept"))
    left.push_back(entry.path().filename().string());
  EXPECT_THAT(left, ElementsAre("b.zip"));
  t.must({"audit", "verify"});
}

TEST(AuditCommand, FindsARowThatWasChangedBesideIt) {
  Terminal t;
  t.with_reports({"q7"});
  EXPECT_EQ(t.run({"audit", "verify"}).code, 0);
  store_test::ask_sqlite(t / "store/programme.sqlite", "UPDATE audit SET detail = 'x' WHERE seq = 2");
  const Ran broken = t.json({"audit", "verify"});
  EXPECT_EQ(broken.code, 1);
  EXPECT_THAT(broken.codes(), ElementsAre("audit-chain-broken"));
}

TEST(ServeSettings, AFileThatIsWrongStartsNothingAndDoctorShowsWhatHolds) {
  Terminal t;
  t.open_cycle();
  put_bytes(t / "xanh.yaml", "lissten: 127.0.0.1:0\nconnections: 5\n");
  const Ran refused = t.json({"serve", "--config", "xanh.yaml"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.codes(), ElementsAre("unknown-key", "setting-out-of-range"));
  EXPECT_THAT(refused.suggestions(), Contains("listen"));
  put_bytes(t / "xanh.yaml", "connections: 50\nlisten: 127.0.0.1:1\n");
  t.environment["XANH_LISTEN"] = "127.0.0.1:2";
  t.environment["XANH_CONFIG"] = (t / "xanh.yaml").string();
  const Node held = t.json({"doctor"}).json();
  EXPECT_EQ(at(where(at(held, {"settings"}), "key", "listen"), {"value"}).scalar, "127.0.0.1:2");
  EXPECT_EQ(at(where(at(held, {"settings"}), "key", "listen"), {"from"}).scalar, "XANH_LISTEN");
  EXPECT_EQ(at(where(at(held, {"settings"}), "key", "connections"), {"value"}).scalar, "50");
}

TEST(UserData, IsShownOfOnePerson) {
  Terminal t;
  t.open_cycle();
  t.must({"user", "invite", "q7.vi-du", "--name", "Người dùng minh họa", "--role", "clerk", "--unit", "q7"});
  const Ran shown = t.json({"user", "data", "q7.vi-du"});
  EXPECT_EQ(shown.code, 0) << shown.out;
  EXPECT_EQ(at(shown.json(), {"person", "code"}).scalar, "q7.vi-du");
  EXPECT_EQ(t.json({"user", "data", "nobody"}).code, 1);
}

}  // namespace
}  // namespace xanh::terminal_test

// The power goes off: `submit` and `consolidate` are killed at random moments, two hundred times in all. What
// was acknowledged is there, nothing is there by halves, papers are whole.
#include <chrono>
#include <random>
#include <thread>

#include "cli/terminal.hpp"
#include "exchange/ooxml/package.hpp"
#include "exchange/yaml.hpp"
#include "office/programme_use.hpp"
#include "office/submission_use.hpp"

namespace xanh::terminal_test {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kKills = 100;  // of each command

/// Kills a run at a moment that is spread over the time a whole run takes, and a little beyond.
class Killer {
 public:
  Killer(const Terminal& t, unsigned seed) : t_(t), random_(seed) {}

  /// Whether the run was killed before it ended.
  bool kills(const std::vector<std::string>& words) {
    put_bytes(t_ / ".out", "");  // it may be killed before it opens its own
    const auto start = Clock::now();
    const pid_t pid = t_.start(words, t_ / ".out", t_ / ".err");
    std::this_thread::sleep_until(
        start + std::chrono::microseconds(random_() % static_cast<unsigned>(whole_.count() * 11 / 10 + 1)));
    ::kill(pid, SIGKILL);
    const int code = Terminal::wait_for(pid);
    if (code == 0)
      whole_ = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start) / 2 + whole_ / 2;
    return code == 128 + SIGKILL;
  }
  void whole_run_takes(std::chrono::microseconds time) { whole_ = time; }

 private:
  const Terminal& t_;
  std::mt19937 random_;
  std::chrono::microseconds whole_{200'000};
};

template <class Act>
std::chrono::microseconds duration_of(const Act& act) {
  const auto start = Clock::now();
  act();
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
}

/// Each revision with its event, its figures and its lines of the audit log, or none of it.
void expect_nothing_by_halves(const Terminal& t) {
  auto opened = ProgrammeStore::open((t / "store").string(), ProgrammeStore::Mode::read_only);
  ASSERT_TRUE(opened.ok());
  opened.value->read([&](const Transaction& from) {
    const Memory memory = recall(from);
    size_t sent = 0, logged = 0;
    for (const auto& event : from.submission_events("2023-H1"))
      sent += event.unit == "q7" && event.event == "sent";
    for (std::int64_t after = 0;;) {
      const auto rows = from.audit_rows(after);
      for (const auto& row : rows) logged += row.action == "submit" && row.subject.starts_with("2023-H1/q7/");
      if (rows.empty()) break;
      after = rows.back().seq;
    }
    const auto revisions = from.revisions("2023-H1", "q7");
    EXPECT_EQ(sent, revisions.size());
    EXPECT_EQ(logged, revisions.size());
    if (!revisions.empty()) {
      const auto& last = revisions.back();
      const auto report = submission_from_bytes(last.bytes);
      ASSERT_TRUE(report.ok());
      EXPECT_EQ(submission_digest(report.value), last.digest);
      auto rows = figure_rows(report.value, last.revision, memory.plans.back());
      const auto key = [](const FigureRow& a, const FigureRow& b) {
        return std::tie(a.element, a.column) < std::tie(b.element, b.column);
      };
      std::sort(rows.begin(), rows.end(), key);
      auto stored = from.figures("2023-H1", "q7", last.revision);
      std::sort(stored.begin(), stored.end(), key);
      EXPECT_EQ(stored, rows);
    }
    EXPECT_TRUE(from.verify_audit().sound());
  });
}

size_t revisions_of(const Terminal& t, const std::string& unit) {
  size_t out = 0;
  auto opened = ProgrammeStore::open((t / "store").string(), ProgrammeStore::Mode::read_only);
  opened.value->read([&](const Transaction& from) { out = from.revisions("2023-H1", unit).size(); });
  return out;
}

TEST(Killed, WhileReportsComeInNoAcknowledgedOneIsLostAndNoneIsThereByHalves) {
  Terminal t;
  t.with_reports({"q7"});
  Killer killer(t, 20230614);
  const std::string original = bytes_of(kReports + "/q7.yaml");
  int number = 0;
  const auto next_report = [&] {
    put_bytes(t / "q7.yaml", replaced(original, "this_period: \"14082\"",
                                      "this_period: \"" + std::to_string(20000 + ++number) + "\""));
  };
  next_report();
  killer.whole_run_takes(duration_of([&] { t.must({"submit", "q7.yaml"}); }));
  size_t acknowledged = revisions_of(t, "q7");
  int killed = 0, there_unsaid = 0;
  for (int rounds = 0; killed < kKills && rounds < 5 * kKills; ++rounds) {
    next_report();
    killed += killer.kills({"submit", "q7.yaml"});
    const bool said = bytes_of(t / ".out").starts_with("2023-H1/q7/");
    const size_t now = revisions_of(t, "q7");
    ASSERT_GE(now, acknowledged + (said ? 1 : 0)) << "round " << rounds;
    ASSERT_LE(now, acknowledged + 1) << "round " << rounds;
    there_unsaid += now > acknowledged && !said;
    acknowledged = now;
    expect_nothing_by_halves(t);
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_EQ(killed, kKills);
  RecordProperty("committed_but_not_yet_said", there_unsaid);
  t.must({"submit", kReports + "/q1.yaml"});  // no lock is left behind
  t.must({"doctor"});
}

/// A paper as its reader needs it: a package that opens, a tree that parses, a page with its end.
void expect_whole(const fs::path& paper) {
  const std::string name = paper.filename(), bytes = bytes_of(paper);
  if (name.ends_with(".docx") || name.ends_with(".xlsx")) {
    const auto package = Package::open(bytes, name);
    EXPECT_TRUE(package.ok()) << name;
    EXPECT_NE(package.value.part("[Content_Types].xml"), nullptr) << name;
  } else if (name.ends_with(".json")) {
    EXPECT_TRUE(read_json(bytes, name).ok()) << name;
  } else if (name.ends_with(".html")) {
    EXPECT_NE(bytes.rfind("</html>"), std::string::npos) << name;
  } else {
    EXPECT_TRUE(name.ends_with(".part")) << "nothing else may be left: " << name;
  }
}

TEST(Killed, WhileConsolidatingThePapersAreWholeAndTheSnapshotsKeepTheirNumbers) {
  Terminal t;
  t.with_reports({"q7", "so-xd", "hepza"});
  Killer killer(t, 20230630);
  const std::string original = bytes_of(kReports + "/q7.yaml");
  const std::vector<std::string> consolidate{"consolidate", "--cycle", "2023-H1", "-o", "out"};
  killer.whole_run_takes(duration_of([&] { t.must(consolidate); }));
  int killed = 0;
  for (int rounds = 0; killed < kKills && rounds < 5 * kKills; ++rounds) {
    if (rounds % 5 == 0) {  // something new to write
      put_bytes(t / "q7.yaml", replaced(original, "this_period: \"14082\"",
                                        "this_period: \"" + std::to_string(30000 + rounds) + "\""));
      t.must({"submit", "q7.yaml"});
      t.must({"review", "2023-H1", "--note"});
    }
    killed += killer.kills(consolidate);
    for (const auto& entry : fs::directory_iterator(t / "out")) expect_whole(entry.path());
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_EQ(killed, kKills);
  expect_nothing_by_halves(t);
  auto opened = ProgrammeStore::open((t / "store").string(), ProgrammeStore::Mode::read_only);
  std::set<std::string> digests;
  opened.value->read([&](const Transaction& from) {
    const auto snapshots = from.snapshots("2023-H1");
    for (size_t i = 0; i < snapshots.size(); ++i) {
      EXPECT_EQ(snapshots[i].number, static_cast<int>(i) + 1);
      EXPECT_TRUE(digests.insert(snapshots[i].digest).second) << "one manifest, one snapshot";
    }
  });
  // The next whole run gives what a run into a new folder gives, and clears what the killed ones left.
  t.must(consolidate);
  t.must({"consolidate", "--cycle", "2023-H1", "-o", "fresh"});
  EXPECT_EQ(files_below(t / "out"), files_below(t / "fresh"));
}

}  // namespace
}  // namespace xanh::terminal_test

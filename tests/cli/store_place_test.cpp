// Where a store lies: full disks, places for reading only, newer releases, two processes at once.

#include "cli/terminal.hpp"
#include "store/programme_store.hpp"
#include "store/small_disk.hpp"

namespace xanh::terminal_test {
namespace {

using store_test::SmallDisk;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(FullDisk, LeavesNoStoreBehind) {
  Terminal t;
  const SmallDisk disk(t / "disk", "size=200k");
  if (!disk.there()) GTEST_SKIP() << "no right to mount a small disk";
  const Ran ran = t.json({"init", kProgramme, "--store", "disk/store"});
  EXPECT_EQ(ran.code, 3) << ran.out << ran.err;
  EXPECT_THAT(ran.codes(), Contains("store-disk-full"));
  EXPECT_TRUE(fs::is_empty(t / "disk"));
}

TEST(FullDisk, TakesNoReportInAndKeepsWhatWasThere) {
  Terminal t;
  const SmallDisk disk(t / "disk", "size=8m");
  if (!disk.there()) GTEST_SKIP() << "no right to mount a small disk";
  t.with_reports({"q1"}, "disk/store");
  disk.fill("ballast");
  const Ran ran = t.json({"submit", kReports + "/q7.yaml"});
  EXPECT_EQ(ran.code, 3) << ran.out << ran.err;
  EXPECT_THAT(ran.codes(), Contains("store-disk-full"));
  EXPECT_THAT(at(ran.json(), {"items"}).items, testing::IsEmpty());
  fs::remove(t / "disk" / "ballast");
  t.must({"audit", "verify"});
  t.must({"doctor"});
  EXPECT_EQ(at(t.json({"status", "--cycle", "2023-H1"}).json(), {"sent"}).scalar, "1");
  t.must({"submit", kReports + "/q7.yaml"});
}

TEST(FullDisk, ChangesNoPaperThatWasThere) {
  Terminal t;
  t.with_reports({"so-xd"});
  const SmallDisk disk(t / "disk", "size=4m");
  if (!disk.there()) GTEST_SKIP() << "no right to mount a small disk";
  t.must({"consolidate", "--cycle", "2023-H1", "-o", "disk/out"});
  const auto before = files_below(t / "disk" / "out");
  disk.fill("ballast");
  t.must({"submit", kReports + "/q7.yaml"});
  t.must({"review", "2023-H1", "--note"});
  const Ran ran = t.json({"consolidate", "--cycle", "2023-H1", "-o", "disk/out"});
  EXPECT_EQ(ran.code, 3) << ran.out;
  EXPECT_THAT(ran.codes(), Contains("disk-full"));
  EXPECT_EQ(files_below(t / "disk" / "out"), before);
  const Ran forms = t.json({"form", "--cycle", "2023-H1", "--all", "-o", "disk/forms"});
  EXPECT_EQ(forms.code, 3);
  EXPECT_TRUE(files_below(t / "disk" / "forms").empty());
}

TEST(ReadOnlyPlace, IsReadAndNotWritten) {
  Terminal t;
  const SmallDisk disk(t / "disk", "size=16m");
  if (!disk.there()) GTEST_SKIP() << "no right to mount a small disk";
  t.with_reports({"q1"}, "disk/store");
  disk.for_reading_only();
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"plan", "list"},
        {"cycle", "list"},
        {"status", "--cycle", "2023-H1"},
        {"plan", "show"},
        {"audit", "verify"},
        {"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "q7.xlsx"},
        {"programme", "export", "-o", "exported"}})
    t.must(words);
  for (const std::vector<std::string>& words : {std::vector<std::string>{"submit", kReports + "/q7.yaml"},
                                                {"cycle", "close", "2023-H1"},
                                                {"review", "2023-H1", "--note"},
                                                {"consolidate", "--cycle", "2023-H1", "-o", "out"}}) {
    const Ran ran = t.json(words);
    EXPECT_EQ(ran.code, 1) << words[0];
    EXPECT_THAT(ran.codes(), ElementsAre("store-place-read-only")) << words[0];
  }
  EXPECT_THAT(t.json({"init", kProgramme, "--store", "disk/other"}).codes(),
              ElementsAre("store-place-read-only"));
  const Ran form = t.json({"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "disk/q7.xlsx"});
  EXPECT_EQ(form.code, 1);
  EXPECT_THAT(form.codes(), ElementsAre("file-cannot-be-written"));
}

TEST(TwoProcesses, OneHoldsTheStoreAndTheOtherIsToldItsNumber) {
  Terminal t;
  t.with_reports({"q1"});
  {
    auto owner = ProgrammeStore::open((t / "store").string(), ProgrammeStore::Mode::read_write);
    ASSERT_TRUE(owner.ok());
    const Ran ran = t.json({"submit", kReports + "/q7.yaml"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.codes(), ElementsAre("store-owned"));
    EXPECT_THAT(ran.out, HasSubstr("process " + std::to_string(::getpid()) + " holds the store"));
    EXPECT_THAT(t.run({"submit", kReports + "/q7.yaml"}).err,
                HasSubstr("tiến trình " + std::to_string(::getpid())));
    t.must({"status", "--cycle", "2023-H1"});  // reading needs no lock
  }
  t.must({"submit", kReports + "/q7.yaml"});
}

TEST(NewerStore, IsLeftAloneByThisRelease) {
  Terminal t;
  t.open_cycle();
  StoreOptions options;
  std::vector<Migration> migrations(options.migrations.begin(), options.migrations.end());
  migrations.push_back(migrations.back());
  migrations.back().to += 1;
  migrations.back().statements = {};
  options.migrations = migrations;
  ASSERT_TRUE(ProgrammeStore::open((t / "store").string(), ProgrammeStore::Mode::read_write, options).ok());
  const auto before = bytes_of(t / "store" / "programme.sqlite");
  for (const std::vector<std::string>& words : {std::vector<std::string>{"plan", "list"},
                                                {"submit", kReports + "/q7.yaml"},
                                                {"consolidate", "--cycle", "2023-H1", "-o", "out"}}) {
    const Ran ran = t.json(words);
    EXPECT_EQ(ran.code, 1) << words[0];
    EXPECT_THAT(ran.codes(), ElementsAre("store-newer")) << words[0];
  }
  EXPECT_EQ(bytes_of(t / "store" / "programme.sqlite"), before);
}

}  // namespace
}  // namespace xanh::terminal_test

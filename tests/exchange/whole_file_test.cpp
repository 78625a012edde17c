// Files written whole or not at all.
#include "exchange/whole_file.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace xanh {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

struct WholeFiles : testing::Test {
  WholeFiles() {
    std::string name = fs::temp_directory_path() / "xanh-whole-XXXXXX";
    folder = ::mkdtemp(name.data());
  }
  ~WholeFiles() override { fs::remove_all(folder); }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder / name).string(); }
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream in(folder / name);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      out.push_back(entry.path().lexically_relative(folder));  // a link under its own name
    std::sort(out.begin(), out.end());
    return out;
  }
  fs::path folder;
};

TEST_F(WholeFiles, ComeBackAsTheyWereWritten) {
  const std::string bytes = std::string("một\0hai\r\n", 11) + std::string(100000, 'x');
  EXPECT_TRUE(write_whole_file(path("a"), bytes).empty());
  const auto read = read_whole_file(path("a"));
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(read.value, bytes);
  EXPECT_TRUE(write_whole_file(path("a"), "").empty());
  EXPECT_EQ(read_whole_file(path("a")).value, "");
}

TEST_F(WholeFiles, MakeTheFoldersOfTheirNames) {
  EXPECT_TRUE(write_whole_folder(path("out"), {{"a", "1"}, {"plans/2023.yaml", "2"}}).empty());
  EXPECT_THAT(names(), ElementsAre("out", "out/a", "out/plans", "out/plans/2023.yaml"));
}

TEST_F(WholeFiles, AreAllOldWhenOneCannotBeWritten) {
  put("a", "old");
  fs::create_directory(folder / "b");
  const auto problems = write_whole_folder(folder, {{"a", "new"}, {"b", "new"}, {"c", "new"}});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "file-cannot-be-written");
  EXPECT_EQ(problems[0].place.file, path("b"));
  EXPECT_EQ(text("a"), "old");
  EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_F(WholeFiles, BelowAFileInsteadOfAFolderAreAProblem) {
  put("a", "old");
  const auto problems = write_whole_folder(path("a"), {{"x", "new"}});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "file-cannot-be-written");
  EXPECT_EQ(text("a"), "old");
}

TEST_F(WholeFiles, OfANameTooLongAreAProblem) {
  const auto problems = write_whole_file(path(std::string(300, 'x')), "new");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "file-cannot-be-written");
  EXPECT_TRUE(names().empty());
}

TEST_F(WholeFiles, BehindALinkAreWrittenWhereItLeads) {
  fs::create_directory(folder / "real");
  put("real/a", "old");
  fs::create_symlink("real/a", folder / "link");
  EXPECT_TRUE(write_whole_file(path("link"), "new").empty());
  EXPECT_EQ(text("real/a"), "new");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_THAT(names(), ElementsAre("link", "real", "real/a"));
}

TEST_F(WholeFiles, TakeNoPlaceOfDevicesPipesAndBrokenLinks) {
  put("a", "old");
  fs::create_symlink("/dev/null", folder / "device");
  fs::create_symlink("nowhere", folder / "broken");
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  for (const char* name : {"device", "broken", "pipe"}) {
    const auto problems = write_whole_folder(folder, {{"a", "new"}, {"below/b", "new"}, {name, "new"}});
    ASSERT_EQ(problems.size(), 1u) << name;
    EXPECT_EQ(problems[0].code, "file-not-regular") << name;
    EXPECT_EQ(problems[0].place.file, path(name));
    EXPECT_EQ(text("a"), "old");
  }
  EXPECT_EQ(write_whole_file("/dev/null", "new").at(0).code, "file-not-regular");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_TRUE(fs::is_fifo(folder / "pipe"));
  EXPECT_THAT(names(), ElementsAre("a", "broken", "device", "pipe"));
}

TEST_F(WholeFiles, AReaderSeesTheOldOrTheNewOneNeverHalf) {
  const std::string one(300000, '1'), two(500000, '2');
  ASSERT_TRUE(write_whole_file(path("a"), one).empty());
  std::atomic<bool> done = false;
  std::jthread writer([&] {
    for (int i = 0; i < 40; ++i) EXPECT_TRUE(write_whole_file(path("a"), i % 2 ? one : two).empty());
    done = true;
  });
  int seen = 0;
  while (!done) {
    const auto read = read_whole_file(path("a"));
    ASSERT_TRUE(read.ok());
    ASSERT_TRUE(read.value == one || read.value == two) << read.value.size();
    ++seen;
  }
  EXPECT_GT(seen, 0);
}

TEST_F(WholeFiles, WhatAKilledRunLeftBesideThemIsClearedAway) {
  const pid_t gone = ::fork();
  if (gone == 0) ::_exit(0);
  ::waitpid(gone, nullptr, 0);
  put("report.docx." + std::to_string(gone) + ".part", "half");
  const std::string alive = "report.docx." + std::to_string(::getppid()) + ".part";
  put(alive, "another run's");
  put("mine.part", "no run's");
  EXPECT_TRUE(write_whole_file(path("report.docx"), "whole").empty());
  EXPECT_THAT(names(), testing::UnorderedElementsAre("mine.part", "report.docx", alive));
}

TEST_F(WholeFiles, ThatAreNotThereOrAreFoldersAreAProblem) {
  EXPECT_EQ(read_whole_file(path("nowhere")).problems.at(0).code, "file-not-found");
  EXPECT_EQ(read_whole_file(folder).problems.at(0).code, "file-is-folder");
  ::mkfifo(path("pipe").c_str(), 0600);
  EXPECT_EQ(read_whole_file(path("pipe")).problems.at(0).code, "file-not-regular");
  fs::create_symlink("loop", path("loop"));
  EXPECT_EQ(read_whole_file(path("loop")).problems.at(0).code, "file-cannot-be-read");
}

}  // namespace
}  // namespace xanh

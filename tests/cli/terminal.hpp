// Runs the real program as a person or a script does, and keeps what it said: exit code, standard output,
// messages.
#pragma once

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/at_hand.hpp"
#include "base/node.hpp"

namespace xanh::terminal_test {

namespace fs = std::filesystem;

inline const std::string kProgramme = XANH_SOURCE_DIR "/programmes/hcmc-2020-2030";
inline const std::string kReports = kProgramme + "/demonstration/2023-H1";

inline void put_bytes(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

/// Every file below a folder with its bytes.
inline std::map<std::string, std::string> files_below(const fs::path& folder) {
  std::map<std::string, std::string> out;
  if (!fs::exists(folder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) out[fs::relative(entry.path(), folder).string()] = bytes_of(entry.path());
  return out;
}

/// The same text with one piece of it put in place of another; the piece must be there.
inline std::string replaced(std::string text, const std::string& piece, const std::string& by) {
  const size_t at = text.find(piece);
  if (at == std::string::npos) throw std::runtime_error("the text holds no `" + piece + "`");
  return text.replace(at, piece.size(), by);
}

/// How one run of the program ended.
struct Ran {
  int code = -1;  ///< exit code; 128 + signal when it was killed
  std::string out, err;

  /// Standard output as one JSON object; a test failure when it is anything else.
  [[nodiscard]] Node json() const {
    auto tree = read_json(out, "standard output");
    EXPECT_TRUE(tree.ok() && tree.value.kind == Node::Kind::map) << "no JSON object: " << out << err;
    return std::move(tree.value);
  }
  /// Codes of the problems of a run with --json, in order.
  [[nodiscard]] std::vector<std::string> codes() const { return of_problems("code"); }
  [[nodiscard]] std::vector<std::string> suggestions() const { return of_problems("suggestion"); }
  [[nodiscard]] std::vector<std::string> of_problems(const std::string& key) const {
    std::vector<std::string> found;
    const Node all = json();
    const Node* problems = all.find("problems");
    EXPECT_NE(problems, nullptr) << out;
    if (problems)
      for (const auto& p : problems->items) found.push_back(p.find(key)->scalar);
    return found;
  }
};

/// The value at a path of keys and positions ("items", "0", "code"); null where there is none.
inline const Node& at(const Node& tree, const std::vector<std::string>& path) {
  static const Node kNothing;
  const Node* node = &tree;
  for (const auto& step : path) {
    if (node->kind == Node::Kind::list) {
      const size_t i = std::stoul(step);
      if (i >= node->items.size()) return kNothing;
      node = &node->items[i];
    } else if (!(node = node->find(step))) {
      return kNothing;
    }
  }
  return *node;
}

/// The member of a list whose `key` has this value.
inline const Node& where(const Node& list, const std::string& key, const std::string& value) {
  static const Node kNothing;
  for (const auto& item : list.items)
    if (const Node* found = item.find(key); found && found->scalar == value) return item;
  return kNothing;
}

/// A terminal in a folder of its own, removed at the end.
class Terminal {
 public:
  Terminal() {
    std::string name = fs::temp_directory_path() / "xanh-terminal-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
  }
  ~Terminal() {
    std::error_code error;
    fs::remove_all(folder_, error);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  [[nodiscard]] const fs::path& folder() const { return folder_; }
  [[nodiscard]] fs::path operator/(const std::string& name) const { return folder_ / name; }

  /// Starts the program in the folder and does not wait; its output goes to the two files.
  [[nodiscard]] pid_t start(const std::vector<std::string>& words, const fs::path& out,
                            const fs::path& err) const {
    std::vector<std::string> all{XANH_PROGRAM};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (auto& word : all) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    for (const auto& file : {out, err}) std::ofstream(file, std::ios::binary);  // there, whoever looks first
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    ::unsetenv("XANH_STORE");
    ::unsetenv("XANH_THREADS");
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    const int to = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const int messages = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (to < 0 || messages < 0 || ::chdir(folder_.c_str()) != 0) ::_exit(126);
    ::dup2(to, 1);
    ::dup2(messages, 2);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }

  static int wait_for(pid_t pid) {
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  [[nodiscard]] Ran run(const std::vector<std::string>& words) const {
    const fs::path out = folder_ / ".out", err = folder_ / ".err";
    Ran ran;
    ran.code = wait_for(start(words, out, err));
    ran.out = bytes_of(out);
    ran.err = bytes_of(err);
    return ran;
  }
  [[nodiscard]] Ran json(std::vector<std::string> words) const {
    words.push_back("--json");
    return run(words);
  }
  /// A run that has to end well; anything else fails the test.
  Ran must(const std::vector<std::string>& words) const {
    Ran ran = run(words);
    EXPECT_EQ(ran.code, 0) << words.front() << "\n" << ran.out << ran.err;
    return ran;
  }

  /// A store of the city's programme with its half-year cycle open, in the folder `store`, which becomes
  /// XANH_STORE.
  void open_cycle(const std::string& programme = kProgramme, const std::string& store = "store") {
    environment["XANH_STORE"] = (folder_ / store).string();
    must({"init", programme});
    must({"cycle", "open", "2023-H1"});
  }
  /// The same with the illustrative reports of these units taken in and noted; all units when none is named.
  void with_reports(std::vector<std::string> units = {}, const std::string& store = "store") {
    open_cycle(kProgramme, store);
    std::vector<std::string> words{"submit"};
    if (units.empty())
      for (const auto& entry : fs::directory_iterator(kReports))
        units.push_back(entry.path().stem().string());
    std::sort(units.begin(), units.end());
    for (const auto& unit : units) words.push_back(kReports + "/" + unit + ".yaml");
    must(words);
    must({"review", "2023-H1", "--note"});
  }

  /// A copy of the city's programme folder, to be spoilt.
  [[nodiscard]] fs::path programme_copy(const std::string& name = "programme") const {
    const fs::path copy = folder_ / name;
    for (const auto& [file, bytes] : files_below(kProgramme))
      if (!file.starts_with("demonstration")) put_bytes(copy / file, bytes);
    return copy;
  }
  static void edit(const fs::path& file, const std::string& piece, const std::string& by) {
    put_bytes(file, replaced(bytes_of(file), piece, by));
  }

  std::map<std::string, std::string> environment{{"XANH_NOW", "2023-06-20T17:00:00+07:00"},
                                                 {"TZ", "Asia/Ho_Chi_Minh"},
                                                 {"LC_ALL", "C.UTF-8"},
                                                 {"NO_COLOR", "1"}};

 private:
  fs::path folder_;
};

}  // namespace xanh::terminal_test

// One run of a command: its common options, where it writes, and how it ends (interfaces.md: 0 done, 1
// problems in the input, 2 wrong usage, 3 a fault of the system). Results go to standard output, messages to
// standard error.
#pragma once

#include <memory>
#include <string>

#include "base/node.hpp"
#include "office/desk.hpp"

namespace xanh {

struct Terminal {
  bool json = false;
  Language language = Language::vi;
  std::string store;
  std::string actor{kLocalOperator};
  Instant now;
  int threads = 1;

  [[nodiscard]] bool vietnamese() const { return language == Language::vi; }
  [[nodiscard]] const std::string& say(const Bilingual& text) const { return in(language, text); }

  /// Whether what a person reads on standard output may be coloured: a terminal, and NO_COLOR is not set.
  [[nodiscard]] static bool coloured();
  /// Prints the result and the problems; the exit code. `lines` is what a person reads where `result` is for
  /// programs.
  int finish(Node result, const Problems& problems, const std::string& lines) const;
  int finish(const Problems& problems) const { return finish(Node::map(), problems, {}); }
  /// Ends a command that was not written right.
  int misused(const Problem& problem) const;
  /// Ends a command that lacks one of these options.
  int lacks(std::string_view options) const;
  /// The exit code of a run that has printed its answer: `code`, or 3 with a message when standard output did
  /// not take it.
  int delivered(int code) const;
};

inline constexpr ProblemKind kNoStoreGiven{"store-not-given",
                                           Severity::error,
                                           "chưa nêu kho dữ liệu",
                                           "no store was given",
                                           "thêm `--store THƯ_MỤC` hoặc đặt biến XANH_STORE",
                                           "add `--store FOLDER` or set XANH_STORE"};

/// A terminal with the clock (XANH_NOW fixes it) and threads (XANH_THREADS bounds them) of the environment.
[[nodiscard]] Outcome<Terminal> terminal_from_environment();

/// Opens the terminal's store and runs `act` at its desk; problems of opening end the command.
int at_desk(const Terminal& terminal, ProgrammeStore::Mode mode, const std::function<int(const Desk&)>& act);

/// A table for a terminal: columns padded by characters, not bytes.
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows);

/// Says on a terminal what is being done when it takes longer than a second; silent elsewhere.
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace xanh

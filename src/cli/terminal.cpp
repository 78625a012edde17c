#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>

#include "base/problem_node.hpp"
#include "base/text.hpp"
#include "office/people_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadNow{"bad-now",
                              Severity::error,
                              "XANH_NOW=`{value}` không phải là thời điểm",
                              "XANH_NOW=`{value}` is no moment",
                              "viết dạng 2023-06-20T17:00:00+07:00",
                              "write it as 2023-06-20T17:00:00+07:00"};

constexpr ProblemKind kOptionMissing{"option-missing",
                                     Severity::error,
                                     "lệnh này cần một trong các tùy chọn {options}",
                                     "this command needs one of the options {options}",
                                     "thêm `--help` để xem cách viết",
                                     "add `--help` to see how it is written"};

constexpr size_t kPiece = size_t{1} << 16;  // bytes

constexpr ProblemKind kNotDelivered{"output-not-written",
                                    Severity::error,
                                    "không ghi được kết quả ra đầu ra chuẩn ({reason})",
                                    "the result could not be written to standard output ({reason})",
                                    "kiểm tra nơi nhận kết quả (dung lượng đĩa, đường ống) rồi làm lại",
                                    "check where the output goes (disk, pipe) and do it again"};

// fmt::print throws when the stream takes no more, in the middle of telling what went wrong. Whether standard
// output took everything is asked once, at the end; nobody can be told that standard error did not.
void put(std::FILE* to, const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), to);
}

}  // namespace

bool Terminal::coloured() {
  return ::isatty(STDOUT_FILENO) != 0 && !std::getenv("NO_COLOR");
}

int Terminal::finish(Node result, const Problems& problems, const std::string& lines) const {
  if (json) {
    result.add("problems", to_node(problems));
    put(stdout, write_json(result));
  } else {
    const bool colour = ::isatty(STDERR_FILENO) != 0 && !std::getenv("NO_COLOR");
    std::string told;  // in large pieces: standard error has no buffer of its own
    for (const auto& p : problems) {
      if (colour) told += p.severity == Severity::error ? "\x1b[31m" : "\x1b[33m";
      (told += to_line(p, language)) += colour ? "\x1b[0m\n" : "\n";
      if (told.size() < kPiece && &p != &problems.back()) continue;
      put(stderr, told);
      told.clear();
    }
    put(stdout, lines);
  }
  return delivered(std::any_of(problems.begin(), problems.end(), is_fault) ? 3 : has_error(problems) ? 1 : 0);
}

int Terminal::delivered(int code) const {
  errno = 0;
  const bool flushed = std::fflush(stdout) == 0;
  const int error = errno;
  if (flushed && !std::ferror(stdout)) return code;
  put(stderr,
      to_line(problem(kNotDelivered, Place{}, {{"reason", std::strerror(error ? error : EIO)}}), language) +
          "\n");
  return 3;
}

int Terminal::misused(const Problem& problem) const {
  return finish({problem}) == 3 ? 3 : 2;
}

int Terminal::lacks(std::string_view options) const {
  return misused(problem(kOptionMissing, Place{}, {{"options", options}}));
}

Outcome<Terminal> terminal_from_environment() {
  Outcome<Terminal> out;
  if (const char* store = std::getenv("XANH_STORE")) out.value.store = store;
  out.value.now = {std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
  if (const char* now = std::getenv("XANH_NOW"); now && *now) {
    if (const auto at = parse_instant(now))
      out.value.now = *at;
    else
      out.problems.push_back(problem(kBadNow, Place{}, {{"value", now}}));
  }
  out.value.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  if (const char* threads = std::getenv("XANH_THREADS")) {
    int bound = 0;
    const std::string_view text = threads;
    if (std::from_chars(text.data(), text.data() + text.size(), bound).ec == std::errc{} && bound > 0)
      out.value.threads = bound;
  }
  return out;
}

int at_desk(const Terminal& terminal, ProgrammeStore::Mode mode, const std::function<int(const Desk&)>& act) {
  if (terminal.store.empty()) return terminal.misused(problem(kNoStoreGiven, Place{}));
  auto opened = ProgrammeStore::open(terminal.store, mode);
  if (!opened.ok()) return terminal.finish(opened.problems);
  Desk desk{opened.value.get(), terminal.actor, terminal.now, {}};
  // Who holds the store may act as one of its people, within what that person may.
  if (terminal.actor != kLocalOperator)
    if (const auto failed = attempt([&] { desk.posts = posts_of(*desk.store, desk.actor, desk.now); });
        has_error(failed))
      return terminal.finish(failed);
  return act(desk);
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<size_t> widths;
  for (const auto& row : rows)
    for (size_t i = 0; i < row.size(); ++i) {
      if (i >= widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], characters(row[i]));
    }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - characters(row[i]) + 2, ' ');
    }
    out += line + "\n";
  }
  return out;
}

struct Progress::Body {
  std::mutex mutex;
  std::condition_variable done;
  bool finished = false;
  std::jthread teller;
};

Progress::Progress(std::string what) {
  if (::isatty(STDERR_FILENO) == 0) return;
  body_ = std::make_unique<Body>();
  body_->teller = std::jthread([body = body_.get(), what = std::move(what)] {
    std::unique_lock lock(body->mutex);
    int seconds = 0;
    while (!body->done.wait_for(lock, std::chrono::seconds{1}, [&] { return body->finished; }))
      fmt::print(stderr, "\r{} … {} s", what, ++seconds);
    if (seconds > 0) fmt::print(stderr, "\r\x1b[K");
  });
}

Progress::~Progress() {
  if (!body_) return;
  {
    const std::lock_guard lock(body_->mutex);
    body_->finished = true;
  }
  body_->done.notify_all();
}

}  // namespace xanh

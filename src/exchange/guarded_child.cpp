#include "exchange/guarded_child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <cerrno>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace xanh {
namespace {

using Clock = std::chrono::steady_clock;

/// Of the child when the program it should become is not there; as a shell says it.
constexpr int kNoProgram = 127;
constexpr int kThrew = 125;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

/// Bytes of address space that this process has.
size_t address_space() {
  size_t pages = 0;
  std::ifstream{"/proc/self/statm"} >> pages;
  return pages * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

void limit(__rlimit_resource what, size_t most) {
  const rlimit value{most, most};
  ::setrlimit(what, &value);
}

/// A file descriptor that is closed at the end.
class Handle {
 public:
  explicit Handle(int number) : number_(number) {}
  ~Handle() { close(); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

bool write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(to, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

/// Reads until the child closes its end, the time is over or the output is too long.
std::optional<ChildResult::End> collect(int from, const ChildLimits& limits, Clock::time_point until,
                                        std::string& output) {
  std::string piece(size_t{64} << 10, '\0');
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return ChildResult::End::too_long;
    pollfd waiting{from, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0 && errno != EINTR) return ChildResult::End::failed;
    if (ready <= 0) continue;
    const ssize_t n = ::read(from, piece.data(), piece.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return std::nullopt;
    output.append(piece, 0, static_cast<size_t>(n));
    if (output.size() > limits.output) return ChildResult::End::too_much;
  }
}

/// Forks; the child does `act` with the end of the pipe it writes to and ends with what that returns.
ChildResult in_fork(const std::function<int(int)>& act, const ChildLimits& limits) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  Handle reading{ends[0]}, writing{ends[1]};
  const auto until = Clock::now() + limits.time;
  const size_t memory = address_space() + limits.memory;
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    ::setpgid(0, 0);
    if (!kSanitized) limit(RLIMIT_AS, memory);
    limit(RLIMIT_CPU, static_cast<size_t>(limits.time.count()) + 1);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, limits.output);
    ::_exit(act(writing.number()));
  }
  writing.close();
  ChildResult out;
  const auto stopped = collect(reading.number(), limits, until, out.output);
  if (stopped) ::kill(child, SIGKILL);
  int status = 0;
  // It has closed its output, or is ended: nothing of ours waits longer than the time.
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (Clock::now() > until) ::kill(child, SIGKILL);
    ::poll(nullptr, 0, 5);
  }
  if (stopped) {
    out.end = *stopped;
  } else if (WIFEXITED(status) && WEXITSTATUS(status) != kThrew) {
    out.end = ChildResult::End::done;
    out.code = WEXITSTATUS(status);
  } else if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || Clock::now() > until)) {
    out.end = ChildResult::End::too_long;
  }
  return out;
}

}  // namespace

ChildResult run_in_child(const std::function<std::string()>& work, const ChildLimits& limits) {
  return in_fork(
      [&work](int to) {
        try {
          return write_all(to, work()) ? 0 : kThrew;
        } catch (...) {
          return kThrew;
        }
      },
      limits);
}

ChildResult run_program(const std::vector<std::string>& words, std::string_view input,
                        const ChildLimits& limits) {
  // A file without a name: a program reads it at its own pace, and may seek in it.
  const Handle file{::memfd_create("xanh", MFD_CLOEXEC)};
  if (file.number() < 0 || !write_all(file.number(), input) || ::lseek(file.number(), 0, SEEK_SET) != 0)
    throw std::runtime_error("no memory for a file");
  std::vector<char*> arguments;
  for (const auto& w : words)
    arguments.push_back(const_cast<char*>(w.c_str()));  // NOLINT: the interface of POSIX
  arguments.push_back(nullptr);
  auto out = in_fork(
      [&](int to) {
        const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (::dup2(file.number(), STDIN_FILENO) < 0 || ::dup2(to, STDOUT_FILENO) < 0 ||
            ::dup2(nowhere, STDERR_FILENO) < 0)
          return kThrew;
        ::execvp(arguments[0], arguments.data());
        return errno == ENOENT ? kNoProgram : kThrew;
      },
      limits);
  if (out.end == ChildResult::End::done && out.code == kNoProgram) out.end = ChildResult::End::missing;
  return out;
}

}  // namespace xanh

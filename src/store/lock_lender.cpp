#include "store/lock_lender.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "store/store_problems.hpp"

namespace xanh {
namespace fs = std::filesystem;
namespace {

constexpr int kWait = 2000;  // ms that a borrower or a lender waits for the other

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

// The name of a socket has room for 107 bytes, a path has more: it is reached through the opened folder.
bool address_in(const Descriptor& folder, sockaddr_un& out) {
  out = {};
  out.sun_family = AF_UNIX;
  const std::string path = "/proc/self/fd/" + std::to_string(folder.number()) + "/" + store_folder::kSocket;
  if (path.size() >= sizeof out.sun_path) return false;
  std::memcpy(out.sun_path, path.c_str(), path.size() + 1);
  return true;
}

Descriptor open_folder(const fs::path& folder) {
  return Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

bool ready(int descriptor, short what) {
  pollfd one{descriptor, what, 0};
  int found = 0;
  do {
    found = ::poll(&one, 1, kWait);
  } while (found < 0 && errno == EINTR);
  return found > 0;
}

union Rights {
  char room[CMSG_SPACE(sizeof(int))];
  cmsghdr aligned;
};

void lend(int to, int lock) {
  char sign = 'x';
  iovec piece{&sign, 1};
  Rights rights{};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = rights.room;
  message.msg_controllen = sizeof rights.room;
  cmsghdr* head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(head), &lock, sizeof lock);
  [[maybe_unused]] const auto sent = ::sendmsg(to, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

bool is_one_of_us(int peer) {
  ucred who{};
  socklen_t length = sizeof who;
  return ::getsockopt(peer, SOL_SOCKET, SO_PEERCRED, &who, &length) == 0 &&
         (who.uid == 0 || who.uid == ::geteuid());
}

}  // namespace

struct LockLender::Body {
  fs::path folder;
  int lock = -1;
  Descriptor listening, stop_reading, stop_writing;
  std::thread lender;

  void serve() const {
    for (;;) {
      pollfd both[2] = {{listening.number(), POLLIN, 0}, {stop_reading.number(), POLLIN, 0}};
      if (::poll(both, 2, -1) < 0) {
        if (errno == EINTR) continue;
        return;
      }
      if (both[1].revents != 0) return;
      const Descriptor peer(::accept4(listening.number(), nullptr, nullptr, SOCK_CLOEXEC));
      if (peer.open() && is_one_of_us(peer.number())) lend(peer.number(), lock);
    }
  }
};

LockLender::LockLender(std::unique_ptr<Body> body) : body_(std::move(body)) {}

LockLender::~LockLender() {
  [[maybe_unused]] const auto told = ::write(body_->stop_writing.number(), "x", 1);
  if (body_->lender.joinable()) body_->lender.join();
  std::error_code error;
  fs::remove(body_->folder / store_folder::kSocket, error);
}

Outcome<std::unique_ptr<LockLender>> LockLender::start(const fs::path& folder, const StoreLock& lock) {
  Outcome<std::unique_ptr<LockLender>> out;
  auto body = std::make_unique<Body>();
  body->folder = folder;
  body->lock = lock.descriptor();
  const auto failed = [&] {
    const int error = errno;
    out.problems.push_back(problem(store_problems::kDiskFault, {folder.string(), 0, 0, {}, {}, {}},
                                   {{"reason", std::error_code(error, std::generic_category()).message()}}));
  };
  const Descriptor place = open_folder(folder);
  sockaddr_un address{};
  body->listening = Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  int pipe_ends[2] = {-1, -1};
  if (!place.open() || !body->listening.open() || ::pipe2(pipe_ends, O_CLOEXEC) != 0) {
    failed();
    return out;
  }
  body->stop_reading = Descriptor(pipe_ends[0]);
  body->stop_writing = Descriptor(pipe_ends[1]);
  // Who holds the lock may clear away what a killed owner left behind.
  std::error_code ignored;
  fs::remove(folder / store_folder::kSocket, ignored);
  if (!address_in(place, address) ||
      ::bind(body->listening.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::chmod((folder / store_folder::kSocket).c_str(), S_IRUSR | S_IWUSR) != 0 ||
      ::listen(body->listening.number(), 16) != 0) {
    failed();
    return out;
  }
  body->lender = std::thread([raw = body.get()] { raw->serve(); });
  out.value.reset(new LockLender(std::move(body)));
  return out;
}

StoreLock borrow_lock(const fs::path& folder) {
  const Descriptor place = open_folder(folder);
  sockaddr_un address{};
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!place.open() || !socket.open() || !address_in(place, address) ||
      ::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      !is_one_of_us(socket.number()) || !ready(socket.number(), POLLIN))
    return {};
  char sign = 0;
  iovec piece{&sign, 1};
  Rights rights{};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = rights.room;
  message.msg_controllen = sizeof rights.room;
  if (::recvmsg(socket.number(), &message, MSG_CMSG_CLOEXEC) != 1) return {};
  const cmsghdr* head = CMSG_FIRSTHDR(&message);
  if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS ||
      head->cmsg_len != CMSG_LEN(sizeof(int)))
    return {};
  int number = -1;
  std::memcpy(&number, CMSG_DATA(head), sizeof number);
  Descriptor lent(number);
  // It has to be the very lock of this folder, and held.
  struct stat given{}, there{};
  if (::fstat(lent.number(), &given) != 0 || ::stat((folder / store_folder::kLock).c_str(), &there) != 0 ||
      given.st_dev != there.st_dev || given.st_ino != there.st_ino ||
      ::flock(lent.number(), LOCK_EX | LOCK_NB) != 0)
    return {};
  return StoreLock::of(lent.release(), true);
}

}  // namespace xanh

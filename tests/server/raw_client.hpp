// A client that sends whatever bytes it is given, right or wrong, and reads what comes back.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace xanh::loopback {

struct RawReply {
  int status = 0;
  std::string head;  // with the empty line
  std::string body;
  // The value of a header, named in any case; empty when there is none.
  [[nodiscard]] std::string header(const std::string& name) const {
    const std::string wanted = "\r\n" + name + ": ";
    for (size_t i = 0; i + wanted.size() <= head.size(); ++i)
      if (::strncasecmp(head.data() + i, wanted.data(), wanted.size()) == 0) {
        const size_t start = i + wanted.size();
        return head.substr(start, head.find("\r\n", start) - start);
      }
    return {};
  }
};

class RawClient {
 public:
  explicit RawClient(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }

  [[nodiscard]] bool connected() const { return connected_; }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  // A whole reply with its body; nothing when the connection ends or the time is up before.
  std::optional<RawReply> reply(bool with_body = true,
                                std::chrono::milliseconds time = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + time;
    size_t head_end = std::string::npos;
    while ((head_end = bytes_.find("\r\n\r\n")) == std::string::npos)
      if (!more(end)) return std::nullopt;
    RawReply out;
    out.head = bytes_.substr(0, head_end + 4);
    bytes_.erase(0, head_end + 4);
    out.status = std::atoi(out.head.c_str() + out.head.find(' '));
    const auto length = with_body ? std::strtoull(out.header("content-length").c_str(), nullptr, 10) : 0;
    while (bytes_.size() < length)
      if (!more(end)) return std::nullopt;
    out.body = bytes_.substr(0, length);
    bytes_.erase(0, length);
    return out;
  }

  std::optional<RawReply> ask(std::string_view request, bool with_body = true) {
    send(request);
    return reply(with_body);
  }

  // Reads until this text has come, and gives all up to its end; nothing when it does not come in time.
  std::optional<std::string> read_to(const std::string& text,
                                     std::chrono::milliseconds time = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + time;
    size_t at = std::string::npos;
    while ((at = bytes_.find(text)) == std::string::npos)
      if (!more(end)) return std::nullopt;
    std::string out = bytes_.substr(0, at + text.size());
    bytes_.erase(0, at + text.size());
    return out;
  }

  // Whether the server closes without sending anything more.
  bool is_closed(std::chrono::milliseconds time = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + time;
    if (!bytes_.empty()) return false;
    while (more(end))
      if (!bytes_.empty()) return false;
    return ended_;
  }

 private:
  bool more(std::chrono::steady_clock::time_point end) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd waiting{socket_, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
    char piece[16384];
    const auto count = ::recv(socket_, piece, sizeof piece, 0);
    if (count <= 0) {
      ended_ = true;
      return false;
    }
    bytes_.append(piece, static_cast<size_t>(count));
    return true;
  }

  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string bytes_;
};

inline std::string get(const std::string& target, const std::string& headers = {}) {
  return "GET " + target + " HTTP/1.1\r\nHost: xanh\r\n" + headers + "\r\n";
}

inline std::string inflated(const std::string& gzip) {
  z_stream stream{};
  if (::inflateInit2(&stream, 15 + 16) != Z_OK) return {};
  std::string in = gzip;
  std::string out(16 * 1024 * 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = ::inflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  ::inflateEnd(&stream);
  return out;
}

}  // namespace xanh::loopback

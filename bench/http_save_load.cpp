// Durable saves per second over HTTP: each connection saves one field of a draft again and again, each time
// with the tag of what it saved last; acknowledged when the field and its row of the audit log are on the
// disk.
//   http_save_load PORT SECONDS CONNECTIONS COOKIE CSRF CYCLE UNIT…
// prints saves/s; median and 99th of a hundred in milliseconds.
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

struct Load {
  unsigned short port = 0;
  Clock::time_point end;
  std::string headers;  ///< of every request
  std::vector<double> took{};
  std::string refused{};  ///< the first answer that was none of a save
};

/// The fields that the connections of one unit save, each its own.
constexpr const char* kFields[] = {"contact", "letter:number", "letter:signer", "letter:received_number"};

/// One request and its answer; the tag that came with it, quotes and all. Empty when it was refused.
asio::awaitable<std::string> ask(asio::ip::tcp::socket& socket, std::string& buffer, Load& load,
                                 std::string request) {
  co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
  const size_t head =
      co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n", asio::use_awaitable);
  const size_t length = buffer.find("Content-Length: "), tag = buffer.find("ETag: ");
  if (!buffer.starts_with("HTTP/1.1 200") || length == std::string::npos || tag == std::string::npos) {
    if (load.refused.empty()) load.refused = buffer;
    co_return std::string();
  }
  const size_t whole = head + static_cast<size_t>(std::atoi(buffer.c_str() + length + 16));
  std::string out = buffer.substr(tag + 6, buffer.find('\r', tag) - tag - 6);
  if (buffer.size() < whole)
    co_await asio::async_read(socket, asio::dynamic_buffer(buffer),
                              asio::transfer_exactly(whole - buffer.size()), asio::use_awaitable);
  buffer.erase(0, whole);
  co_return out;
}

asio::awaitable<void> saves(Load& load, std::string target) {
  asio::ip::tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect({asio::ip::address_v4::loopback(), load.port}, asio::use_awaitable);
  socket.set_option(asio::ip::tcp::no_delay(true));
  std::string buffer;
  std::string seen =
      co_await ask(socket, buffer, load, fmt::format("GET {} HTTP/1.1\r\n{}\r\n", target, load.headers));
  for (int i = 0; !seen.empty() && Clock::now() < load.end; ++i) {
    const std::string body = fmt::format(R"({{"value": "{}"}})", i);
    const auto start = Clock::now();
    seen = co_await ask(socket, buffer, load,
                        fmt::format("PUT {} HTTP/1.1\r\n{}If-Match: {}\r\nContent-Length: {}\r\n\r\n{}",
                                    target, load.headers, seen, body.size(), body));
    load.took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 8) return 2;
  const int seconds = std::atoi(words[2]), connections = std::atoi(words[3]), units = count - 7;
  Load load{static_cast<unsigned short>(std::atoi(words[1])), Clock::now() + std::chrono::seconds(seconds),
            fmt::format("Host: xanh\r\nContent-Type: application/json\r\nCookie: {}\r\nX-CSRF-Token: {}\r\n",
                        words[4], words[5])};
  asio::io_context io(1);
  for (int i = 0; i < connections; ++i)
    asio::co_spawn(io,
                   saves(load, fmt::format("/api/cycles/{}/drafts/{}/fields/{}", words[6],
                                           words[7 + i % units], kFields[i / units % 4])),
                   [](const std::exception_ptr& failure) {
                     if (failure) std::rethrow_exception(failure);
                   });
  io.run();
  if (!load.refused.empty() || load.took.empty()) {
    fmt::print(stderr, "{}\n", load.refused);
    return 1;
  }
  std::sort(load.took.begin(), load.took.end());
  const size_t saved = load.took.size();
  fmt::print("{:.0f} {:.3f} {:.3f}\n", static_cast<double>(saved) / seconds, load.took[saved / 2],
             load.took[saved * 99 / 100]);
  return 0;
}

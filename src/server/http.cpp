#include "server/http.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/http_lane.hpp"
#include "server/http_problems.hpp"

namespace xanh {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kLongestDrain = std::chrono::seconds(24 * 3600);
constexpr auto kPauseWithoutFiles = std::chrono::milliseconds(100);

std::string peer_name(const tcp::socket& socket, error_code& error) {
  auto address = socket.remote_endpoint(error).address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return error ? std::string() : address.to_string();
}

bool is_out_of_files(const error_code& error) {
  return error == asio::error::no_descriptors || error == asio::error::no_buffer_space ||
         error == asio::error::no_memory || error.value() == ENFILE;
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(HttpOptions options, HttpHandlers handlers)
      : shared_(std::move(options), std::move(handlers)), acceptor_(accepting_), pause_(accepting_) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { stop(std::chrono::seconds(0)); }

  Problems open();
  void run();
  void stop(std::chrono::seconds drain);
  [[nodiscard]] unsigned short port() const { return port_; }

 private:
  void accept();
  void welcome(tcp::socket socket);

  HttpShared shared_;
  std::unique_ptr<HttpWorkers> workers_;
  std::vector<std::unique_ptr<HttpLane>> lanes_;
  size_t turn_ = 0;  // the lane of the next connection

  // One acceptor that hands out connections in turn, not one a lane with SO_REUSEPORT: that would let a
  // second server of the same user listen on our port unnoticed and take half of the requests. Its own
  // thread, so that new clients never wait for a busy lane.
  asio::io_context accepting_{1};
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  unsigned short port_ = 0;
  std::thread accepting_thread_;
  std::vector<std::thread> threads_;

  std::mutex stopping_;
  std::mutex ended_mutex_;
  std::condition_variable ended_changed_;
  size_t ended_ = 0;
};

Problems HttpServer::Impl::open() {
  const auto& options = shared_.options;
  Problems out;
  if (!options.certificate_file.empty() || !options.key_file.empty()) {
    auto certificate = server_certificate(options.certificate_file, options.key_file);
    append(out, std::move(certificate.problems));
    shared_.tls = std::move(certificate.value);
  }
  error_code error;
  const auto address =
      asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, error);
  const tcp::endpoint endpoint(address, options.port);
  if (!error) {
    try {
      acceptor_.open(endpoint.protocol());
      acceptor_.set_option(tcp::acceptor::reuse_address(true));
      acceptor_.bind(endpoint);
      acceptor_.listen();
      port_ = acceptor_.local_endpoint().port();
    } catch (const boost::system::system_error& failed) {
      error = failed.code();
    }
  }
  if (error)
    out.push_back(problem(
        error == asio::error::address_in_use ? http_problems::kAddressTaken : http_problems::kAddress, {},
        {{"address", options.address},
         {"port", fmt::format("{}", options.port)},
         {"reason", error.message()}}));
  return out;
}

void HttpServer::Impl::run() {
  workers_ = std::make_unique<HttpWorkers>(shared_.options.workers);
  for (int i = 0; i < std::max(shared_.options.threads, 1); ++i)
    lanes_.push_back(std::make_unique<HttpLane>(shared_, *workers_));
  for (const auto& lane : lanes_)
    threads_.emplace_back([this, &lane] {
      lane->run();
      const std::lock_guard lock(ended_mutex_);
      ++ended_;
      ended_changed_.notify_all();
    });
  accept();
  accepting_thread_ = std::thread([this] { accepting_.run(); });
}

void HttpServer::Impl::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (is_out_of_files(error)) {
      // Trying again at once would spin until somebody closes a file.
      pause_.expires_after(kPauseWithoutFiles);
      pause_.async_wait([this](const error_code& cancelled) {
        if (!cancelled && acceptor_.is_open()) accept();
      });
      return;
    }
    try {
      if (!error) welcome(std::move(socket));
    } catch (...) {
      // No memory for this one: it is closed, the next may fare better.
    }
    if (acceptor_.is_open()) accept();
  });
}

void HttpServer::Impl::welcome(tcp::socket socket) {
  error_code error;
  std::string peer = peer_name(socket, error);
  const bool is_ipv6 = !error && socket.local_endpoint(error).address().is_v6();
  if (error) return;  // gone already
  const auto seat = shared_.seats.take(peer);
  if (seat == HttpSeats::Seat::none) return;
  const int handle = socket.release(error);
  if (error)
    shared_.seats.leave(seat, peer);
  else
    lanes_[turn_++ % lanes_.size()]->welcome(handle, is_ipv6, std::move(peer), seat);
}

void HttpServer::Impl::stop(std::chrono::seconds drain) {
  const std::lock_guard stopping(stopping_);
  if (threads_.empty()) return;
  const auto deadline = Clock::now() + std::clamp(drain, std::chrono::seconds(0), kLongestDrain);
  asio::post(accepting_, [this] {
    error_code ignored;
    std::ignore = acceptor_.close(ignored);
    pause_.cancel();
  });
  if (accepting_thread_.joinable()) accepting_thread_.join();
  // Whatever was accepted has been given to its lane by now, so the lane hears of it before this.
  for (const auto& lane : lanes_) lane->begin_drain();
  {
    std::unique_lock lock(ended_mutex_);
    ended_changed_.wait_until(lock, deadline, [this] { return ended_ == threads_.size(); });
  }
  for (const auto& lane : lanes_) lane->close_all();
  workers_->drop_waiting();
  for (auto& thread : threads_) thread.join();
  workers_->join();
  threads_.clear();
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

HttpServer::~HttpServer() = default;

Outcome<std::unique_ptr<HttpServer>> HttpServer::start(HttpOptions options, HttpHandlers handlers) {
  Outcome<std::unique_ptr<HttpServer>> out;
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handlers));
  out.problems = impl->open();
  if (!out.ok()) return out;
  impl->run();
  out.value.reset(new HttpServer(std::move(impl)));
  return out;
}

unsigned short HttpServer::port() const {
  return impl_->port();
}

void HttpServer::stop(std::chrono::seconds drain) {
  impl_->stop(drain);
}

}  // namespace xanh

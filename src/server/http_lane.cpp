#include "server/http_lane.hpp"

#include <openssl/ssl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <random>

#include "server/http_input.hpp"
#include "server/http_reader.hpp"
#include "server/http_reply.hpp"
#include "server/http_text.hpp"

namespace xanh {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

using Clock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> kAwait;

constexpr auto kTick = std::chrono::milliseconds(100);    // how exact deadlines are
constexpr auto kShortFarewell = std::chrono::seconds(2);  // for the client to close first
constexpr auto kLongFarewell = std::chrono::seconds(10);  // when it is still sending
constexpr size_t kPace = 32 * 1024;                       // bytes that earn a second more
constexpr size_t kHeadPiece = 4 * 1024;
constexpr size_t kBodyPiece = 64 * 1024;
constexpr size_t kWritePiece = 256 * 1024;
constexpr size_t kTlsRecord = 16 * 1024;

class Connection;

// Nothing in here is touched by another thread, but for what is posted to the context.
class Lane {
 public:
  explicit Lane(const TlsContext& certificate)
      : guard_(context.get_executor()), timer_(context), next_id_(std::random_device{}()) {
    next_id_ = next_id_ << 32 | std::random_device{}();
    if (!certificate) return;
    ::SSL_CTX_up_ref(certificate.get());  // the lane's own, and given up with it
    tls.emplace(certificate.get());
  }

  asio::io_context context{1};
  std::optional<asio::ssl::context> tls;

  void add(Connection& connection);
  void remove(Connection& connection);
  void begin_drain();
  void close_all();
  [[nodiscard]] bool draining() const { return draining_; }
  [[nodiscard]] std::string_view date();
  [[nodiscard]] std::string next_id();

 private:
  void tick();
  void end_if_empty();

  asio::executor_work_guard<Executor> guard_;
  Timer timer_;
  std::vector<Connection*> connections_;
  bool ticking_ = false;
  bool draining_ = false;
  std::uint64_t next_id_;
  std::time_t date_of_ = 0;
  std::string date_;
};

class Connection {
 public:
  Connection(HttpShared& shared, HttpWorkers& workers, Lane& lane, Socket socket, std::string peer,
             HttpSeats::Seat seat);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  static Task<void> serve(std::unique_ptr<Connection> connection) { co_await connection->run(); }

  void look_at(Clock::time_point now);
  void close();
  void begin_drain();
  size_t place = 0;  // among those of its lane

 private:
  enum class End { keep, close, gone };
  enum class When { cut, close };  // what happens at the deadline: reading is cut short, or all is closed

  Task<void> run();
  Task<bool> await_request(bool first);
  Task<End> exchange();
  Task<int> read_request(bool& gone);
  Task<size_t> receive(size_t room, error_code& error);
  Task<void> say_continue(error_code& error);
  Task<bool> answer(HttpReply& reply);
  Task<bool> send(HttpReply& reply, bool keep);
  Task<void> send_stream(HttpStream& stream);
  Task<void> say_farewell();
  Task<void> on_worker(std::move_only_function<void()> work);

  void begin_request();
  void until(Clock::time_point deadline, When when);
  [[nodiscard]] bool hold_body();
  void let_go_of_body();
  [[nodiscard]] HttpReply refusal(int status) const;

  HttpShared& shared_;
  HttpWorkers& workers_;
  Lane& lane_;
  Socket socket_;
  std::optional<asio::ssl::stream<Socket&>> tls_;
  const std::string peer_;
  const HttpSeats::Seat seat_;
  bool listed_ = false;

  /// Wakes a connection that waits for its stream, also when the connection is gone meanwhile.
  struct Bell {
    explicit Bell(asio::io_context& context) : timer(context, Clock::time_point::max()) {}
    Timer timer;
    bool rung = false;
    bool over = false;  // the client is gone, or the lane is drained
    void ring(bool for_good) {
      rung = true;
      over = over || for_good;
      timer.cancel();
    }
  };
  std::shared_ptr<Bell> bell_;  // while a stream is sent

  HttpInput input_;
  RequestReader reader_;
  HttpRequest request_;
  std::string head_;
  size_t held_ = 0;
  Clock::time_point head_end_;

  Clock::time_point deadline_ = Clock::time_point::max();
  When when_ = When::close;
  bool expired_ = false;
  bool idle_ = false;     // nothing of a request has come
  bool parting_ = false;  // the last reply was sent
};

// ---- lane

void Lane::add(Connection& connection) {
  connection.place = connections_.size();
  connections_.push_back(&connection);
  if (!ticking_) tick();
}

void Lane::remove(Connection& connection) {
  connections_[connection.place] = connections_.back();
  connections_[connection.place]->place = connection.place;
  connections_.pop_back();
  end_if_empty();
}

// One timer for all connections: arming one for each read and write costs more than looking at all now and
// then.
void Lane::tick() {
  ticking_ = true;
  timer_.expires_after(kTick);
  timer_.async_wait([this](const error_code& error) {
    ticking_ = false;
    if (error) return;
    const auto now = Clock::now();
    for (auto* connection : connections_) connection->look_at(now);
    if (!connections_.empty()) tick();
  });
}

void Lane::begin_drain() {
  draining_ = true;
  for (auto* connection : connections_) connection->begin_drain();
  end_if_empty();
}

void Lane::close_all() {
  for (auto* connection : connections_) connection->close();
}

void Lane::end_if_empty() {
  if (!draining_ || !connections_.empty()) return;
  timer_.cancel();
  guard_.reset();
}

std::string_view Lane::date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_of_) {
    date_of_ = now;
    date_ = http_date(now);
  }
  return date_;
}

// SplitMix64: every value comes once, and the next one is not to be seen in the last.
std::string Lane::next_id() {
  std::uint64_t z = next_id_ += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  z ^= z >> 31;
  std::string out(16, '0');
  for (auto c = out.rbegin(); c != out.rend(); ++c, z >>= 4) *c = "0123456789abcdef"[z & 15];
  return out;
}

// ---- connection

Connection::Connection(HttpShared& shared, HttpWorkers& workers, Lane& lane, Socket socket, std::string peer,
                       HttpSeats::Seat seat)
    : shared_(shared),
      workers_(workers),
      lane_(lane),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      seat_(seat),
      reader_(shared.options.head_limit, shared.options.body_limit) {
  if (lane_.tls) tls_.emplace(socket_, *lane_.tls);
}

Connection::~Connection() {
  let_go_of_body();
  if (listed_) lane_.remove(*this);
  // Closed before its seat is free, so that never more are open than there are seats.
  close();
  shared_.seats.leave(seat_, peer_);
}

void Connection::until(Clock::time_point deadline, When when) {
  deadline_ = deadline;
  when_ = when;
  expired_ = false;
}

void Connection::look_at(Clock::time_point now) {
  if (now < deadline_) return;
  expired_ = true;
  deadline_ = Clock::time_point::max();
  error_code ignored;
  if (when_ == When::cut)
    std::ignore = socket_.cancel(ignored);
  else
    close();
}

void Connection::close() {
  error_code ignored;
  std::ignore = socket_.close(ignored);
}

void Connection::begin_drain() {
  if (idle_) close();
  if (bell_) bell_->ring(true);
  if (parting_) deadline_ = std::min(deadline_, Clock::now() + kShortFarewell);
}

Task<void> Connection::run() {
  lane_.add(*this);
  listed_ = true;
  error_code error;
  std::ignore = socket_.set_option(tcp::no_delay(true), error);
  if (seat_ != HttpSeats::Seat::given) {
    if (tls_) co_return;  // a handshake is more than we can spare
    begin_request();
    HttpReply reply = refusal(503);
    if (co_await send(reply, false)) co_await say_farewell();
    co_return;
  }
  if (tls_) {
    if (lane_.draining()) co_return;
    until(Clock::now() + shared_.options.head_time, When::close);
    idle_ = true;
    co_await tls_->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(kAwait, error));
    idle_ = false;
    if (error || expired_) co_return;
  }
  bool first = true;
  for (;;) {
    const bool came = co_await await_request(first);
    if (!came) co_return;
    const End end = co_await exchange();
    if (end == End::gone) co_return;
    if (end == End::close) break;
    first = false;
  }
  co_await say_farewell();
}

/// False when there will be none.
Task<bool> Connection::await_request(bool first) {
  if (!input_.empty()) co_return true;
  if (lane_.draining()) co_return false;
  input_.shrink(2 * kHeadPiece);
  const auto& options = shared_.options;
  until(Clock::now() + (first ? options.head_time : options.idle_time), When::close);
  idle_ = true;
  error_code error;
  co_await receive(kHeadPiece, error);
  idle_ = false;
  co_return !error && !expired_;
}

void Connection::begin_request() {
  request_ = HttpRequest{};
  request_.peer = peer_;
  request_.secure = tls_.has_value();
  request_.id = lane_.next_id();
  reader_.start(request_);
  head_end_ = Clock::now();
}

Task<Connection::End> Connection::exchange() {
  begin_request();
  bool gone = false;
  const int wrong = co_await read_request(gone);
  if (gone) co_return End::gone;
  HttpReply reply;
  if (wrong != 0) {
    reply = refusal(wrong);
  } else {
    until(Clock::time_point::max(), When::close);
    const bool answered = co_await answer(reply);
    if (!answered) co_return End::gone;
  }
  const bool keep = wrong == 0 && !reply.stream && reader_.keep_alive() && !lane_.draining();
  const bool sent = co_await send(reply, keep);
  let_go_of_body();
  if (reply.stream) {
    if (sent && !request_.head) co_await send_stream(*reply.stream);
    reply.stream->end();
  }
  if (!sent) co_return End::gone;
  co_return keep ? End::keep : End::close;
}

/// The status of the refusal, or 0 when the request is whole.
Task<int> Connection::read_request(bool& gone) {
  using State = RequestReader::State;
  const auto& options = shared_.options;
  until(head_end_ + options.head_time, When::cut);
  bool continued = false;
  for (;;) {
    const State before = reader_.state();
    const size_t taken = reader_.take(input_.unread());
    input_.used(taken);
    const State state = reader_.state();
    if (before == State::head && state != State::head) head_end_ = Clock::now();
    if (state == State::refused) co_return reader_.refusal();
    if (!hold_body()) co_return 503;
    if (state == State::done) co_return 0;
    if ((taken > 0 || state != before) && !input_.empty()) continue;
    if (state == State::body) {
      const auto earned = std::chrono::seconds(request_.body.size() / kPace);
      until(head_end_ + options.body_time + earned, When::cut);
    }
    error_code error;
    if (!continued && reader_.waits_for_continue() && input_.empty() && request_.body.empty()) {
      continued = true;
      co_await say_continue(error);
    }
    if (!error && !expired_) co_await receive(state == State::head ? kHeadPiece : kBodyPiece, error);
    if (expired_) co_return 408;
    gone = error.failed();
    if (gone) co_return 0;
  }
}

Task<size_t> Connection::receive(size_t room, error_code& error) {
  const asio::mutable_buffer buffer(input_.room(room), room);
  size_t count = 0;
  if (tls_)
    count = co_await tls_->async_read_some(buffer, asio::redirect_error(kAwait, error));
  else
    count = co_await socket_.async_read_some(buffer, asio::redirect_error(kAwait, error));
  input_.came(count);
  co_return count;
}

Task<void> Connection::say_continue(error_code& error) {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  const asio::const_buffer buffer(kContinue.data(), kContinue.size());
  if (tls_)
    co_await asio::async_write(*tls_, buffer, asio::redirect_error(kAwait, error));
  else
    co_await asio::async_write(socket_, buffer, asio::redirect_error(kAwait, error));
}

// The bodies of all connections together are bounded, or a few thousand uploads would take all memory.
bool Connection::hold_body() {
  const size_t size = request_.body.size();
  if (size == held_) return true;
  const size_t all = shared_.bodies += size - held_;
  held_ = size;
  return all <= shared_.options.bodies_limit;
}

void Connection::let_go_of_body() {
  shared_.bodies -= held_;
  held_ = 0;
  std::string().swap(request_.body);
}

HttpReply Connection::refusal(int status) const {
  HttpReply out;
  try {
    if (shared_.handlers.refusal) out = shared_.handlers.refusal(status, request_.id);
  } catch (...) {
    out = HttpReply{};
  }
  if (!out.body) {
    const auto headers = std::move(out.headers);
    out = http_reply(status, "text/plain; charset=utf-8", std::string(reason_phrase(status)) + "\n");
    for (const auto& header : headers)
      if (!same_name(header.first, "content-type")) out.headers.push_back(header);
  }
  out.status = status;
  return out;
}

/// False when the server ends before the request had its turn.
Task<bool> Connection::answer(HttpReply& reply) {
  const auto& handlers = shared_.handlers;
  bool failed = false;
  std::optional<HttpReply> ready;
  try {
    if (handlers.at_once) ready = handlers.at_once(request_);
  } catch (...) {
    failed = true;
  }
  if (!failed && !ready && !handlers.work) ready = refusal(404);
  // Compressing takes as long as a thousand replies that are only sent, so it never holds up the network.
  if (!failed && (!ready || wants_compression(request_, *ready))) {
    bool done = false;
    co_await on_worker([&] {
      try {
        if (!ready) ready = handlers.work(request_);
        if (wants_compression(request_, *ready)) add_gzip(*ready);
      } catch (...) {
        failed = true;
      }
      done = true;
    });
    if (!done) co_return false;
  }
  failed = failed || ready->status < 200 || ready->status > 599;
  reply = failed ? refusal(500) : std::move(*ready);
  co_return true;
}

Task<void> Connection::on_worker(std::move_only_function<void()> work) {
  const Executor executor = lane_.context.get_executor();
  co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
      [this, executor, &work](auto resume) {
        workers_.add({std::move(work), [executor, resume = std::move(resume)]() mutable {
                        asio::post(executor, std::move(resume));
                      }});
      },
      kAwait);
}

/// False when the client is gone.
Task<bool> Connection::send(HttpReply& reply, bool keep) {
  settle_reply(request_, reply);
  head_.clear();
  write_head(head_, reply, {lane_.date(), request_.id, keep, reader_.is_http10()});
  const std::string* body = request_.head ? nullptr : reply.body.get();
  if (tls_ && body && head_.size() + body->size() <= kTlsRecord) {
    head_ += *body;  // one record instead of two
    body = nullptr;
  }
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(head_),
                                                  body ? asio::buffer(*body) : asio::const_buffer()};
  const auto start = Clock::now() + shared_.options.write_time;
  until(start, When::close);
  const auto progress = [this, start](const error_code& wrong, size_t written) -> size_t {
    deadline_ = start + std::chrono::seconds(written / kPace);
    return wrong ? 0 : kWritePiece;
  };
  error_code error;
  if (tls_)
    co_await asio::async_write(*tls_, buffers, progress, asio::redirect_error(kAwait, error));
  else
    co_await asio::async_write(socket_, buffers, progress, asio::redirect_error(kAwait, error));
  if (shared_.handlers.done) {
    try {
      shared_.handlers.done(request_, reply,
                            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - head_end_));
    } catch (...) {
    }
  }
  co_return !error && !expired_;
}

/// Until the stream ends, the client goes or the lane is drained.
Task<void> Connection::send_stream(HttpStream& stream) {
  const auto bell = std::make_shared<Bell>(lane_.context);
  bell_ = bell;
  const Executor executor = lane_.context.get_executor();
  struct Listening {
    HttpStream& stream;
    ~Listening() { stream.listen({}); }
  } const listening{stream};
  stream.listen([executor, bell] { asio::post(executor, [bell] { bell->ring(false); }); });
  // Nothing more is expected of the client: what can be read is its end.
  socket_.async_wait(tcp::socket::wait_read, [bell](const error_code&) { bell->ring(true); });
  if (lane_.draining()) bell->ring(true);
  error_code error;
  bool ended = false;
  while (!ended && !bell->over && !error && !expired_) {
    bell->rung = false;
    const std::string piece = stream.take(ended);
    if (!piece.empty()) {
      until(Clock::now() + shared_.options.write_time, When::close);
      if (tls_)
        co_await asio::async_write(*tls_, asio::buffer(piece), asio::redirect_error(kAwait, error));
      else
        co_await asio::async_write(socket_, asio::buffer(piece), asio::redirect_error(kAwait, error));
    } else if (!ended && !bell->rung) {
      until(Clock::time_point::max(), When::close);
      error_code rung;
      co_await bell->timer.async_wait(asio::redirect_error(kAwait, rung));
    }
  }
  bell_ = nullptr;
  error_code ignored;
  std::ignore = socket_.cancel(ignored);
}

// Closing while bytes of the client are still unread would make the kernel reset the connection, and the
// client could lose the reply it has not read yet.
Task<void> Connection::say_farewell() {
  const bool still_sending = reader_.state() != RequestReader::State::done;
  const bool in_no_hurry = still_sending && !lane_.draining();
  until(Clock::now() + (in_no_hurry ? kLongFarewell : kShortFarewell), When::close);
  parting_ = true;
  error_code error;
  if (tls_) co_await tls_->async_shutdown(asio::redirect_error(kAwait, error));
  std::ignore = socket_.shutdown(tcp::socket::shutdown_send, error);
  while (!error && !expired_) {
    const asio::mutable_buffer buffer(input_.room(kHeadPiece), kHeadPiece);
    co_await socket_.async_read_some(buffer, asio::redirect_error(kAwait, error));
  }
}

}  // namespace

class HttpLane::Impl {
 public:
  Impl(HttpShared& all, HttpWorkers& those) : shared(all), workers(those), lane(all.tls) {}

  HttpShared& shared;
  HttpWorkers& workers;
  Lane lane;
};

HttpLane::HttpLane(HttpShared& shared, HttpWorkers& workers)
    : impl_(std::make_unique<Impl>(shared, workers)) {}

HttpLane::~HttpLane() = default;

void HttpLane::run() {
  impl_->lane.context.run();
}

void HttpLane::welcome(int socket, bool is_ipv6, std::string peer, HttpSeats::Seat seat) {
  auto& context = impl_->lane.context;
  Socket own(context);
  error_code error;
  std::ignore = own.assign(is_ipv6 ? tcp::v6() : tcp::v4(), socket, error);
  if (error) {
    ::close(socket);
    impl_->shared.seats.leave(seat, peer);
    return;
  }
  auto connection = std::make_unique<Connection>(impl_->shared, impl_->workers, impl_->lane, std::move(own),
                                                 std::move(peer), seat);
  asio::co_spawn(context, Connection::serve(std::move(connection)), asio::detached);
}

void HttpLane::begin_drain() {
  asio::post(impl_->lane.context, [this] { impl_->lane.begin_drain(); });
}

void HttpLane::close_all() {
  asio::post(impl_->lane.context, [this] { impl_->lane.close_all(); });
}

}  // namespace xanh

#include "server/http_reader.hpp"

#include <algorithm>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "server/http_text.hpp"

namespace xanh {
namespace http = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;

namespace {

constexpr size_t kLastChunk = 5;            // "0\r\n\r\n": a chunked body never ends in less
constexpr size_t kBodyAtFirst = 64 * 1024;  // set aside on the mere word of a Content-Length

std::string_view view(string_view text) {
  return {text.data(), text.size()};
}

// `GET / HTTP/2.0`: another version, rather than no HTTP at all.
bool names_other_version(std::string_view bytes) {
  const auto line = bytes.substr(0, bytes.find('\r'));
  const size_t at = line.rfind(" HTTP/");
  if (at == std::string_view::npos || line.size() - at != 9 || line[at + 7] != '.') return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto version = line.substr(at + 6);
  return is_digit(version[0]) && is_digit(version[2]) && version != "1.0" && version != "1.1";
}

}  // namespace

// Beast's parser, writing straight into the request.
class RequestReader::Parser final : public http::basic_parser<true> {
 public:
  Parser(HttpRequest& request, size_t head_limit) : request_(&request), head_limit_(head_limit) {}
  [[nodiscard]] bool has_start_line() const { return has_start_line_; }
  [[nodiscard]] bool has_good_target() const { return has_good_target_; }
  [[nodiscard]] bool is_http10() const { return version_ < 11; }

 private:
  void on_request_impl(http::verb, string_view method, string_view target, int version,
                       error_code&) override {
    version_ = version;
    has_start_line_ = true;
    request_->method = method;
    auto parts = request_target(view(target));
    has_good_target_ = parts.has_value();
    if (!parts) return;
    request_->path = std::move(parts->path);
    request_->query = std::move(parts->query);
  }
  void on_field_impl(http::field, string_view name, string_view value, error_code& error) override {
    if (!is_header_done()) {
      request_->headers.emplace_back(ascii_lower(view(name)), std::string(view(value)));
      return;
    }
    // What follows a chunked body must not pass for what stood before it, nor be longer than that may be.
    trailer_ += name.size() + value.size();
    if (trailer_ > head_limit_) error = http::error::header_limit;
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    if (length) request_->body.reserve(std::min<std::uint64_t>(*length, kBodyAtFirst));
  }
  std::size_t on_body_impl(string_view bytes, error_code&) override {
    request_->body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
    request_->body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  void on_finish_impl(error_code&) override {}

  HttpRequest* request_;
  size_t head_limit_;
  size_t trailer_ = 0;  ///< bytes of fields behind a chunked body
  int version_ = 11;
  bool has_start_line_ = false;
  bool has_good_target_ = false;
};

RequestReader::RequestReader(size_t head_limit, size_t body_limit)
    : head_limit_(head_limit), body_limit_(body_limit) {}

RequestReader::~RequestReader() = default;

void RequestReader::start(HttpRequest& request) {
  request_ = &request;
  head_taken_ = 0;
  state_ = State::head;
  refusal_ = 0;
  body_waits_ = false;
  parser_ = std::make_unique<Parser>(request, head_limit_);
  parser_->header_limit(static_cast<std::uint32_t>(head_limit_));
  parser_->body_limit(body_limit_);
}

void RequestReader::refuse(int status) {
  state_ = State::refused;
  refusal_ = status;
}

size_t RequestReader::take(std::string_view bytes) {
  size_t skipped = 0;
  // An empty line or two before a request is what some clients send after the last body (RFC 9112, 2.2).
  while (state_ == State::head && head_taken_ + skipped < 4 && bytes.starts_with("\r\n")) {
    bytes.remove_prefix(2);
    skipped += 2;
  }
  head_taken_ += skipped;
  // Half of such an empty line is not yet the start of a bad request.
  if (bytes.empty() || (bytes == "\r" && state_ == State::head && head_taken_ < 4)) return skipped;

  // Once it has seen the head of the last chunk Beast asserts that the end of it is there as well.
  if (body_waits_ && bytes.size() < kLastChunk) return skipped;

  error_code error;
  const size_t taken = parser_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  const size_t waiting = bytes.size() - taken;
  if (state_ == State::head) head_taken_ += taken;
  // Beast holds the limit against what it has not yet taken; a head in pieces could be longer.
  const bool head_too_long =
      error == http::error::header_limit ||
      (state_ == State::head && head_taken_ + (error == http::error::need_more ? waiting : 0) > head_limit_);
  if (head_too_long && state_ == State::head) {
    refuse(parser_->has_start_line() ? 431 : 414);
  } else if (error == http::error::body_limit) {
    // A length too large is found with the head still unjudged; a bad head is the first thing to say.
    const int wrong = state_ == State::head ? wrong_with_head() : 0;
    refuse(wrong != 0 ? wrong : 413);
  } else if (error == http::error::bad_version) {
    refuse(names_other_version(bytes) ? 505 : 400);
  } else if (error && (error != http::error::need_more || (state_ == State::body && waiting > head_limit_))) {
    refuse(400);  // also a line before a chunk, or lines after the last one, without an end
  } else {
    if (state_ == State::head && parser_->is_header_done()) {
      state_ = State::body;
      if (request_->method == "HEAD") {
        request_->method = "GET";
        request_->head = true;
      }
      if (const int wrong = wrong_with_head()) refuse(wrong);
    }
    if (state_ == State::body && parser_->is_done()) state_ = State::done;
    body_waits_ = state_ == State::body && error == http::error::need_more;
  }
  return skipped + taken;
}

int RequestReader::wrong_with_head() const {
  if (!parser_->has_good_target()) return 400;
  int hosts = 0;
  for (const auto& [name, value] : request_->headers) {
    if (name == "host") ++hosts;
    // Whoever reads such a message otherwise than we do could hide a second request in its body.
    if (name == "transfer-encoding" && (is_http10() || !same_name(value, "chunked"))) return 400;
    if (name == "expect" && !same_name(value, "100-continue")) return 417;
  }
  return hosts > 1 || (hosts == 0 && !is_http10()) ? 400 : 0;
}

bool RequestReader::keep_alive() const {
  return state_ == State::done && parser_->keep_alive();
}

bool RequestReader::is_http10() const {
  return parser_->is_http10();
}

bool RequestReader::waits_for_continue() const {
  return state_ == State::body && !is_http10() && request_->header("expect") != nullptr;
}

}  // namespace xanh

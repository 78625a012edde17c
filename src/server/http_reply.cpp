#include "server/http_reply.hpp"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "server/http_text.hpp"

namespace xanh {
namespace {

constexpr size_t kWorthCompressing = 1024;
constexpr int kLevel = 6;
constexpr int kGzipWindow = 15 + 16;  // the largest window, with a gzip header

bool has_body(int status) {
  return status != 204 && status != 304;
}

bool has_text(const HttpReply& reply) {
  const auto* type = reply.header("content-type");
  return type && is_textual(*type);
}

// What the server says itself, about the message and the connection.
bool is_ours(std::string_view name) {
  static constexpr std::string_view kOurs[] = {
      "content-length", "connection",   "transfer-encoding",      "keep-alive", "date",
      "server",         "x-request-id", "x-content-type-options", "trailer",    "upgrade"};
  return std::any_of(std::begin(kOurs), std::end(kOurs), [&](auto ours) { return same_name(name, ours); });
}

bool describes_body(std::string_view name) {
  static constexpr std::string_view kBody[] = {"content-type", "content-encoding", "content-language",
                                               "content-disposition"};
  return std::any_of(std::begin(kBody), std::end(kBody), [&](auto body) { return same_name(name, body); });
}

bool is_not_modified(const HttpRequest& request, const HttpReply& reply) {
  if (reply.status != 200 || request.method != "GET") return false;
  const auto* etag = reply.header("etag");
  if (!etag) return false;
  return std::any_of(request.headers.begin(), request.headers.end(), [&](const auto& header) {
    return header.first == "if-none-match" && names_etag(header.second, *etag);
  });
}

void vary_by_encoding(HttpReply& reply) {
  for (auto& [name, value] : reply.headers) {
    if (!same_name(name, "vary")) continue;
    bool said = false;
    each_listed(value, [&](auto part) { said = said || part == "*" || same_name(part, "Accept-Encoding"); });
    if (!said) value += value.empty() ? "Accept-Encoding" : ", Accept-Encoding";
    return;
  }
  reply.headers.emplace_back("Vary", "Accept-Encoding");
}

void line(std::string& out, std::string_view name, std::string_view value) {
  (((out += name) += ": ") += value) += "\r\n";
}

/// Empty when zlib refuses.
std::string gzipped(const std::string& text) {
  if (text.size() > std::numeric_limits<uInt>::max() / 2) return {};
  z_stream stream{};
  if (::deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(::deflateBound(&stream, text.size()), '\0');
  // zlib only reads through this pointer; its type is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = ::deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  ::deflateEnd(&stream);
  return out;
}

}  // namespace

HttpReply http_reply(int status, std::string media_type, std::string body) {
  HttpReply out;
  out.status = status;
  out.headers.emplace_back("Content-Type", std::move(media_type));
  out.body = std::make_shared<const std::string>(std::move(body));
  return out;
}

void add_gzip(HttpReply& reply) {
  if (reply.gzip || !reply.body || reply.body->size() < kWorthCompressing || !has_text(reply)) return;
  std::string small = gzipped(*reply.body);
  if (small.empty() || small.size() >= reply.body->size()) return;
  small.shrink_to_fit();
  reply.gzip = std::make_shared<const std::string>(std::move(small));
}

bool wants_compression(const HttpRequest& request, const HttpReply& reply) {
  return !reply.gzip && reply.body && reply.body->size() >= kWorthCompressing && has_body(reply.status) &&
         has_text(reply) && !reply.header("content-encoding") && accepts_gzip(request) &&
         !is_not_modified(request, reply);
}

void settle_reply(const HttpRequest& request, HttpReply& reply) {
  std::erase_if(reply.headers, [](const auto& header) {
    return is_ours(header.first) || !is_header_name(header.first) || !is_header_value(header.second);
  });
  const bool encoded = reply.header("content-encoding") != nullptr;
  if (has_text(reply) || (reply.gzip && !encoded)) vary_by_encoding(reply);
  if (is_not_modified(request, reply)) reply.status = 304;
  if (!has_body(reply.status)) {
    std::erase_if(reply.headers, [](const auto& header) { return describes_body(header.first); });
    reply.body = nullptr;
    reply.stream = nullptr;
  } else if (reply.gzip && !encoded && accepts_gzip(request)) {
    // The entity tag stays as it is: clients send it back in If-Match, where a weak one would never match,
    // and no part of a body is ever served, where the two encodings could be mixed up.
    reply.headers.emplace_back("Content-Encoding", "gzip");
    reply.body = reply.gzip;
  }
}

void write_head(std::string& out, const HttpReply& settled, const HeadTerms& terms) {
  char number[24];
  const auto digits = [&](size_t value) {
    return std::string_view(
        number, static_cast<size_t>(std::to_chars(number, number + sizeof number, value).ptr - number));
  };
  out += "HTTP/1.1 ";
  out += digits(static_cast<size_t>(settled.status));
  ((out += ' ') += reason_phrase(settled.status)) += "\r\n";
  line(out, "Date", terms.date);
  line(out, "X-Request-Id", terms.id);
  out += "X-Content-Type-Options: nosniff\r\n";
  if (!terms.keep_alive)
    out += "Connection: close\r\n";
  else if (terms.http10)
    out += "Connection: keep-alive\r\n";
  for (const auto& [name, value] : settled.headers) line(out, name, value);
  // A stream is as long as its connection.
  if (has_body(settled.status) && !settled.stream)
    line(out, "Content-Length", digits(settled.body ? settled.body->size() : 0));
  out += "\r\n";
}

}  // namespace xanh

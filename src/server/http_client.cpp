#include "server/http_client.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace xanh {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::use_awaitable;
using Tcp = asio::ip::tcp;

struct Target {
  bool safe = false;
  std::string host, port, path;
};

Target target_of(std::string_view url) {
  Target out;
  out.safe = url.starts_with("https://");
  url.remove_prefix(url.find("://") + 3);
  const size_t slash = std::min(url.find('/'), url.size());
  std::string_view host = url.substr(0, slash);
  out.path = slash == url.size() ? "/" : url.substr(slash);
  out.port = out.safe ? "443" : "80";
  const size_t bracket = host.find(']');
  if (const size_t colon = host.rfind(':');
      colon != std::string_view::npos && (bracket == std::string_view::npos || bracket < colon)) {
    out.port = host.substr(colon + 1);
    host = host.substr(0, colon);
  }
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  out.host = host;
  return out;
}

http::request<http::string_body> request_of(const Fetch& fetch, const Target& target) {
  http::request<http::string_body> out(fetch.method == "POST" ? http::verb::post : http::verb::get,
                                       target.path, 11);
  const bool six = target.host.find(':') != std::string::npos;
  out.set(http::field::host, (six ? "[" + target.host + "]" : target.host) + ":" + target.port);
  out.set(http::field::accept, "application/json");
  out.set(http::field::connection, "close");
  if (!fetch.authorization.empty()) out.set(http::field::authorization, fetch.authorization);
  if (!fetch.content_type.empty()) out.set(http::field::content_type, fetch.content_type);
  out.body() = fetch.body;
  out.prepare_payload();
  return out;
}

template <class Stream>
asio::awaitable<Fetched> talk(Stream& stream, const Fetch& fetch, const Target& target) {
  const auto request = request_of(fetch, target);
  co_await http::async_write(stream, request, use_awaitable);
  boost::beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(kLargestFetched);
  co_await http::async_read(stream, buffer, parser, use_awaitable);
  Fetched out;
  out.status = static_cast<int>(parser.get().result_int());
  out.body = std::move(parser.get().body());
  co_return out;
}

asio::awaitable<Fetched> fetched(const Fetch& fetch, const Target& target) {
  const auto executor = co_await asio::this_coro::executor;
  Tcp::resolver resolver(executor);
  const auto found = co_await resolver.async_resolve(target.host, target.port, use_awaitable);
  Tcp::socket socket(executor);
  co_await asio::async_connect(socket, found, use_awaitable);
  if (!target.safe) co_return co_await talk(socket, fetch, target);
  asio::ssl::context context(asio::ssl::context::tls_client);
  context.set_default_verify_paths();
  context.set_verify_mode(asio::ssl::verify_peer);
  context.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
  asio::ssl::stream<Tcp::socket> stream(std::move(socket), context);
  stream.set_verify_callback(asio::ssl::host_name_verification(target.host));
  // What SSL_set_tlsext_host_name does, without the casts of its macro.
  if (SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               const_cast<char*>(target.host.c_str())) != 1)
    throw std::runtime_error("no name for the handshake");
  co_await stream.async_handshake(asio::ssl::stream_base::client, use_awaitable);
  co_return co_await talk(stream, fetch, target);
}

}  // namespace

std::optional<Fetched> fetch_over_http(const Fetch& fetch) {
  if (!is_safe_address(fetch.url)) return std::nullopt;
  const Target target = target_of(fetch.url);
  std::optional<Fetched> out;
  asio::io_context context;
  asio::co_spawn(context, fetched(fetch, target), [&](const std::exception_ptr& failed, Fetched reply) {
    if (!failed) out = std::move(reply);
  });
  context.run_for(kFetchTime);
  return out;
}

}  // namespace xanh

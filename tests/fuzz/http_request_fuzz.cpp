// Bytes of a connection become requests or one refusal, the same however the network cuts them into pieces,
// and no request has a path or a header that the rest of the program does not expect.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "server/http_input.hpp"
#include "server/http_reader.hpp"
#include "server/http_reply.hpp"
#include "server/http_text.hpp"

namespace {

using State = xanh::RequestReader::State;
constexpr size_t kHead = 512, kBody = 2048;

struct Seen {
  std::vector<xanh::HttpRequest> requests;
  int refusal = 0;
};

void check(bool holds) {
  if (!holds) std::abort();
}

void check_request(const xanh::HttpRequest& request) {
  check(!request.method.empty() && request.method != "HEAD");
  check(request.path.starts_with('/') && xanh::is_utf8(request.path));
  check(request.path.find('\\') == std::string::npos);
  check(std::none_of(request.path.begin(), request.path.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }));
  const std::string rooted = request.path + "/";
  for (const char* segment : {"//", "/./", "/../"})
    check(request.path.find(segment) == std::string::npos ||
          std::string_view(segment) == "//");  // %2F%2F comes out as two slashes
  check(rooted.find("/../") == std::string::npos && rooted.find("/./") == std::string::npos);
  check(request.body.size() <= kBody);
  for (const auto& [name, value] : request.headers) {
    check(xanh::is_header_name(name) && xanh::ascii_lower(name) == name);
    check(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
  }
  if (const auto values = xanh::query_values(request.query))
    for (const auto& [name, value] : *values) check(!name.empty() && xanh::is_utf8(value));
  // What is said of the client's wishes must never upset the reply.
  auto reply = xanh::http_reply(200, "application/json", std::string(1100, 'x'));
  reply.headers.emplace_back("ETag", "\"v1\"");
  if (xanh::wants_compression(request, reply)) xanh::add_gzip(reply);
  xanh::settle_reply(request, reply);
  check(reply.status == 200 || reply.status == 304);
}

/// As a connection reads it: `piece` says how many bytes the network brings next.
template <class Piece>
Seen read(std::string_view bytes, Piece piece) {
  Seen out;
  xanh::HttpInput input;
  xanh::RequestReader reader(kHead, kBody);
  for (;;) {
    xanh::HttpRequest request;
    reader.start(request);
    for (;;) {
      const State before = reader.state();
      const size_t taken = reader.take(input.unread());
      check(taken <= input.unread().size());
      input.used(taken);
      const State state = reader.state();
      if (state == State::refused) {
        out.refusal = reader.refusal();
        check(!xanh::reason_phrase(out.refusal).empty());
        return out;
      }
      if (state == State::done) break;
      if ((taken > 0 || state != before) && !input.empty()) continue;
      if (bytes.empty()) return out;
      const size_t count = std::min(bytes.size(), piece());
      std::copy_n(bytes.data(), count, input.room(count));
      input.came(count);
      bytes.remove_prefix(count);
    }
    check_request(request);
    const bool keep = reader.keep_alive();
    out.requests.push_back(std::move(request));
    if (!keep || out.requests.size() == 8) return out;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 2) return 0;
  std::uint32_t seed = bytes[0] * 257U + bytes[1];
  const std::string_view text{reinterpret_cast<const char*>(bytes) + 2, size - 2};
  const auto random = [&seed] { return (seed = seed * 1664525U + 1013904223U) >> 16; };
  const Seen whole = read(text, [] { return size_t{4096}; });
  const Seen cut = read(text, [&] { return size_t{1} + random() % 17; });
  // Of a head that never ends one may be refused already while the other still waits for the rest. Which
  // refusal it is depends on the pieces where a request has several faults, or is too long as well as bad: a
  // refusal is never taken for a request, and that is what is checked.
  if (size > kHead && (whole.refusal != 0 || cut.refusal != 0)) return 0;
  check(whole.requests.size() == cut.requests.size());
  for (std::size_t i = 0; i < whole.requests.size(); ++i) {
    const auto &a = whole.requests[i], &b = cut.requests[i];
    check(a.method == b.method && a.head == b.head && a.path == b.path && a.query == b.query);
    check(a.headers == b.headers && a.body == b.body);
  }
  return 0;
}

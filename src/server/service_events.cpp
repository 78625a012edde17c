// Changes as they happen, for pages that stay open.
#include <charconv>

#include "server/address.hpp"
#include "server/change_feed.hpp"

namespace xanh {
namespace {

/// The number of the last change the page has seen. What is no number of ours is as good as one that is too
/// old: everything is to be read anew.
std::optional<std::int64_t> last_seen(const HttpRequest& request) {
  const std::string* given = request.header("last-event-id");
  if (!given || given->empty()) return std::nullopt;
  std::int64_t out = 0;
  const char* end = given->data() + given->size();
  const auto read = std::from_chars(given->data(), end, out);
  if (read.ec != std::errc{} || read.ptr != end || out < 0) return 0;
  return out;
}

Answer events(const Call& call) {
  Answer out;
  auto opened = call.feed.open(call.desk, call.secret, call.who, last_seen(call.request));
  out.problems = std::move(opened.problems);
  out.media_type = "text/event-stream";
  out.stream = std::move(opened.value);
  return out;
}

}  // namespace

std::vector<Address> event_addresses() {
  std::vector<Address> out;
  Address changes{"GET",
                  "/api/events",
                  {"Các thay đổi ngay khi có, tới trang đang mở (server-sent events)",
                   "Changes as they happen, to pages that stay open (server-sent events)"},
                  Entry::signed_in};
  changes.media_type = "text/event-stream";
  changes.act = events;
  out.push_back(std::move(changes));
  return out;
}

}  // namespace xanh

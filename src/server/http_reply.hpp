// From what a handler returned to what goes over the wire: not modified, compression, the head.
#pragma once

#include <string>
#include <string_view>

#include "server/http.hpp"

namespace xanh {

/// Whether compressing the body now would be of use to this client.
[[nodiscard]] bool wants_compression(const HttpRequest& request, const HttpReply& reply);
/// Drops headers that may not be sent, answers If-None-Match, chooses between plain and compressed body.
void settle_reply(const HttpRequest& request, HttpReply& reply);

struct HeadTerms {
  std::string_view date;
  std::string_view id;
  bool keep_alive = true;
  bool http10 = false;  ///< the request was HTTP/1.0, where keeping alive must be said
};
/// Appends status line and headers, with the empty line that ends them.
void write_head(std::string& out, const HttpReply& settled, const HeadTerms& terms);

}  // namespace xanh

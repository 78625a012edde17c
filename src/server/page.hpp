// Long lists leave in pages: `limit` lines at most, `next` says where the following page begins. It names the
// last line and not a number of lines, so that what is added meanwhile moves nothing.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "server/address.hpp"

namespace xanh {

inline constexpr size_t kMostOnAPage = 500, kUsuallyOnAPage = 100;

struct Page {
  size_t limit = kUsuallyOnAPage;
  std::string after;  ///< the key of the last line of the page before; empty: from the beginning
};

/// The two keys of a paged list, behind its own.
[[nodiscard]] std::vector<QueryKey> paged(std::vector<QueryKey> own = {});
/// Problems: page-limit, page-after.
[[nodiscard]] Outcome<Page> page_of(const Call& call);
/// What `next` says of a line, and `after` of the next request.
[[nodiscard]] std::string cursor_of(const std::string& key);

/// {"items": [T, …], "next": "…" or null}
template <class T>
Node page_schema(SchemaBook& book) {
  Node next = Node::map();
  Node& types = next.add("type", Node::list());
  types.push(Node::text("string"));
  types.push(Node::text("null"));
  return SchemaBook::object_of({{"items", book.of<std::vector<T>>()}, {"next", std::move(next)}});
}

/// The page of `lines` that is asked for. They are in the order of `key_of`, no two with the same key.
template <class T, class KeyOf>
Answer page_answer(const Call& call, const std::vector<T>& lines, const KeyOf& key_of) {
  Answer out;
  auto page = page_of(call);
  out.problems = std::move(page.problems);
  if (has_error(out.problems)) return out;
  const auto first =
      page.value.after.empty() ? lines.begin() : std::find_if(lines.begin(), lines.end(), [&](const T& line) {
        return page.value.after < key_of(line);
      });
  const auto left = static_cast<size_t>(lines.end() - first);
  const auto last = first + static_cast<std::ptrdiff_t>(std::min(left, page.value.limit));
  out.body = Node::map();
  out.body.add("items", to_node(std::vector<T>(first, last), Absent::null));
  out.body.add("next", last == lines.end() ? Node() : Node::text(cursor_of(key_of(*std::prev(last)))));
  return out;
}

/// The same of what a use case found, in any order.
template <class T, class KeyOf>
Answer page_of_list(const Call& call, Outcome<std::vector<T>> found, const KeyOf& key_of) {
  if (has_error(found.problems)) {
    Answer out;
    out.problems = std::move(found.problems);
    return out;
  }
  std::sort(found.value.begin(), found.value.end(),
            [&](const T& a, const T& b) { return key_of(a) < key_of(b); });
  Answer out = page_answer(call, found.value, key_of);
  append(out.problems, std::move(found.problems));
  return out;
}

}  // namespace xanh

#include "server/page.hpp"

#include <fmt/format.h>

#include <charconv>

namespace xanh {
namespace {

constexpr ProblemKind kLimit{"page-limit",
                             Severity::error,
                             "`limit` là số nguyên từ 1 đến {most}",
                             "`limit` is a whole number from 1 to {most}",
                             "bỏ tham số này để nhận {usual} mục",
                             "leave it out for {usual} lines"};
constexpr ProblemKind kAfter{"page-after",
                             Severity::error,
                             "`after` không phải là `next` của trang trước",
                             "`after` is no `next` of a page before",
                             "gửi đúng `next` đã nhận, hoặc bỏ để xem từ đầu",
                             "send the `next` that came, or leave it out to begin anew"};

// Written as hexadecimal behind a sign of the form, so that nobody reads more into it.
constexpr std::string_view kForm = "p1";
constexpr size_t kLongestCursor = 1024;

std::optional<std::string> key_of_cursor(std::string_view cursor) {
  if (!cursor.starts_with(kForm) || cursor.size() > kLongestCursor) return std::nullopt;
  cursor.remove_prefix(kForm.size());
  if (cursor.empty() || cursor.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (; !cursor.empty(); cursor.remove_prefix(2)) {
    unsigned byte = 0;
    const auto read = std::from_chars(cursor.begin(), cursor.begin() + 2, byte, 16);
    if (read.ec != std::errc{} || read.ptr != cursor.begin() + 2) return std::nullopt;
    out += static_cast<char>(byte);
  }
  return out;
}

Place of_query(const char* key) {
  return {{}, 0, 0, {}, {}, key};
}

}  // namespace

std::vector<QueryKey> paged(std::vector<QueryKey> own) {
  own.push_back(
      {"limit",
       {fmt::format("số mục nhiều nhất của trang, 1 đến {}; không nêu thì {}", kMostOnAPage, kUsuallyOnAPage),
        fmt::format("lines of the page at most, 1 to {}; {} when absent", kMostOnAPage, kUsuallyOnAPage)}});
  own.push_back({"after", {"`next` của trang trước", "`next` of the page before"}});
  return own;
}

std::string cursor_of(const std::string& key) {
  std::string out(kForm);
  for (const char c : key) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

Outcome<Page> page_of(const Call& call) {
  Outcome<Page> out;
  if (const auto limit = call.query.find("limit"); limit != call.query.end()) {
    const std::string& text = limit->second;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out.value.limit);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || out.value.limit < 1 ||
        out.value.limit > kMostOnAPage)
      out.problems.push_back(
          problem(kLimit, of_query("limit"),
                  {{"most", std::to_string(kMostOnAPage)}, {"usual", std::to_string(kUsuallyOnAPage)}}));
  }
  if (const auto after = call.query.find("after"); after != call.query.end()) {
    if (auto key = key_of_cursor(after->second))
      out.value.after = std::move(*key);
    else
      out.problems.push_back(problem(kAfter, of_query("after")));
  }
  return out;
}

}  // namespace xanh

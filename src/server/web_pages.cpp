#include "server/web_pages.hpp"

#include <map>

#include "base/canonical.hpp"
#include "server/web_files.hpp"

namespace xanh {
namespace {

// Style of the page's own elements is set by script through the object model, which the policy lets pass.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

constexpr const char* kWithoutFrontEnd =
    "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Xanh</title></head><body>"
    "<p>Chương trình được dựng không kèm giao diện; chạy ./run để dựng cả giao diện. "
    "/ This program was built without its front end; ./run builds both.</p></body></html>";

const char* media_type_of_file(std::string_view path) {
  if (path.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (path.ends_with(".css")) return "text/css; charset=utf-8";
  if (path.ends_with(".html")) return "text/html; charset=utf-8";
  if (path.ends_with(".svg")) return "image/svg+xml";
  if (path.ends_with(".woff2")) return "font/woff2";
  if (path.ends_with(".png")) return "image/png";
  if (path.ends_with(".webp")) return "image/webp";
  return "application/octet-stream";
}

/// A name under /assets holds a digest of what it names, so it never changes.
HttpReply reply_with(std::string_view path, std::string_view bytes) {
  HttpReply out = http_reply(200, media_type_of_file(path), std::string(bytes));
  if (path.starts_with("/assets/")) {
    out.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  } else {
    out.headers.emplace_back("Cache-Control", "no-cache");
    out.headers.emplace_back("ETag", "\"" + sha256(*out.body).substr(0, 32) + "\"");
    for (auto& header : page_headers()) out.headers.push_back(std::move(header));
  }
  add_gzip(out);
  return out;
}

using Replies = std::map<std::string, HttpReply, std::less<>>;

const Replies& replies() {
  static const Replies ready = [] {
    Replies out;
    for (const auto& file : web_files())
      if (file.path.starts_with("/assets/") || file.path == "/office.html")
        out.emplace(file.path, reply_with(file.path, file.bytes));
    out.emplace("/office.html", reply_with("/office.html", kWithoutFrontEnd));  // unless it is there
    return out;
  }();
  return ready;
}

}  // namespace

HttpHeaders page_headers() {
  return {{"Content-Security-Policy", kPolicy},
          {"Referrer-Policy", "same-origin"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"}};
}

std::optional<HttpReply> web_page(const HttpRequest& request) {
  if (request.method != "GET") return std::nullopt;
  std::string_view path = request.path;
  if (path == "/office" || path.starts_with("/office/"))
    path = "/office.html";
  else if (!path.starts_with("/assets/"))
    return std::nullopt;
  const auto found = replies().find(path);
  if (found == replies().end()) return std::nullopt;
  return found->second;
}

std::string_view web_template(std::string_view name) {
  for (const auto& file : web_files())
    if (file.path.substr(1) == name) return file.bytes;
  return {};
}

}  // namespace xanh

#include "server/web_pages.hpp"

#include <fmt/format.h>

#include <sodium.h>

#include <map>

#include "base/canonical.hpp"
#include "server/web_files.hpp"

namespace xanh {
namespace {

// Style of the page's own elements is set by script through the object model, which the policy lets pass. The
// one style within a page is named by what it hashes to.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

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

std::string_view bytes_of_file(std::string_view path) {
  for (const auto& file : web_files())
    if (file.path == path) return file.bytes;
  return {};
}

std::string base64_sha256(std::string_view bytes) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::string out(sodium_base64_encoded_len(digest.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(digest.data()),
                    digest.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the closing NUL
  return out;
}

/// The portal's page with its style sheets within it, so that it can be shown as soon as it is there: two
/// round trips less on a slow line. Fonts and script still come by themselves.
struct PortalTemplate {
  std::string page, policy_of_styles;
  PortalTemplate() {
    std::string_view rest = bytes_of_file("/portal.html");
    constexpr std::string_view kLink = "<link rel=\"stylesheet\"", kAddress = "href=\"";
    for (size_t at = rest.find(kLink); at != std::string_view::npos; at = rest.find(kLink)) {
      const size_t end = rest.find('>', at), from = rest.find(kAddress, at) + kAddress.size();
      const auto style = bytes_of_file(rest.substr(from, rest.find('"', from) - from));
      if (style.empty() || style.find("</") != std::string_view::npos) break;
      page += rest.substr(0, at);
      page += "<style>";
      page += style;
      page += "</style>";
      policy_of_styles += " 'sha256-" + base64_sha256(style) + "'";
      rest.remove_prefix(end + 1);
    }
    page += rest;
  }
};

const PortalTemplate& portal_template() {
  static const PortalTemplate ready;
  return ready;
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
  static const std::string policy = [] {
    std::string out = kPolicy;
    constexpr std::string_view kStyles = "{styles}";
    out.replace(out.find(kStyles), kStyles.size(), portal_template().policy_of_styles);
    return out;
  }();
  return {{"Content-Security-Policy", policy},
          {"Referrer-Policy", "same-origin"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"}};
}

std::optional<HttpReply> web_page(const HttpRequest& request) {
  if (request.method != "GET") return std::nullopt;
  std::string_view path = request.path;
  // Where the identity provider sends the browser back to is a page of the workspace, too.
  if (path == "/office" || path.starts_with("/office/") || path == "/sign-in/return")
    path = "/office.html";
  else if (!path.starts_with("/assets/"))
    return std::nullopt;
  const auto found = replies().find(path);
  if (found == replies().end()) return std::nullopt;
  return found->second;
}

std::string_view portal_page() {
  return portal_template().page;
}

bool asks_for_a_page(const HttpRequest& request) {
  const std::string* accept = request.header("accept");
  return request.method == "GET" && accept && accept->find("text/html") != std::string::npos;
}

HttpReply no_such_page(Language language) {
  const bool vi = language == Language::vi;
  HttpReply out =
      http_reply(404, "text/html; charset=utf-8",
                 fmt::format("<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\" />"
                             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />"
                             "<title>Xanh</title></head><body><main><h1>{}</h1><p>{} <a "
                             "href=\"{}\">{}</a></p></main></body></html>\n",
                             vi ? "vi" : "en", vi ? "Không có trang này" : "There is no such page",
                             vi ? "Có thể địa chỉ đã đổi." : "Its address may have changed.",
                             vi ? "/" : "/en", vi ? "Về trang chủ" : "To the home page"));
  for (auto& header : page_headers()) out.headers.push_back(std::move(header));
  return out;
}

}  // namespace xanh

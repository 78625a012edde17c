// The public portal as pages: head and figures are written here, so that they can be read without script,
// found by search engines and shown when an address is shared; the front end then takes the page over.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "office/portal_use.hpp"
#include "server/answers.hpp"
#include "server/portal_html.hpp"
#include "server/web_pages.hpp"

namespace xanh {
namespace {

struct PortalPage {
  const char* path;
  Bilingual title;
  std::vector<std::string> data;  ///< addresses whose answers come with the page
};

const std::vector<PortalPage>& portal_pages() {
  static const std::vector<PortalPage> pages{
      {"/", {"Tình hình thực hiện các chỉ tiêu", "How the targets stand"}, {"/api/results"}},
      {"/chi-tieu", {"Các chỉ tiêu của Chương trình", "The programme's targets"}, {"/api/results"}},
      {"/chi-tieu/{target}", {"Chỉ tiêu", "Target"}, {"/api/targets/{target}"}},
      {"/nhiem-vu",
       {"Nhiệm vụ, chương trình, đề án, dự án", "Tasks, programmes, schemes and projects"},
       {"/api/works"}},
      {"/van-ban", {"Văn bản", "Documents"}, {"/api/documents"}},
      {"/du-lieu", {"Dữ liệu mở", "Open data"}, {"/api/documents"}},
      {"/gop-y", {"Góp ý của người dân", "Feedback of citizens"}, {"/api/feedback"}},
  };
  return pages;
}

std::string with_values(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values)
    if (const size_t at = text.find("{" + name + "}"); at != std::string::npos)
      text.replace(at, name.size() + 2, value);
  return text;
}

/// What an address of the API answers to this caller; null where it refuses.
Node answer_at(const Call& call, const std::string& pattern) {
  for (const auto& row : addresses())
    if (row.method == "GET" && row.path == pattern && row.entry == Entry::open) {
      Answer made = row.act(call);
      if (!has_error(made.problems)) return std::move(made.body);
    }
  return {};
}

void put(std::string& page, std::string_view mark, std::string_view text) {
  if (const size_t at = page.find(mark); at != std::string::npos) page.replace(at, mark.size(), text);
}

constexpr std::string_view kBare =
    "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><!--head--></head>"
    "<body><div id=\"page\"><!--page--></div></body></html>\n";

Answer shown(const Call& call, const PortalPage& page, Language language) {
  PortalHtml html(language);
  html.path = with_values(page.path, call.path);
  html.title = page.title;
  html.data.emplace_back("/api/programme", answer_at(call, "/api/programme"));
  for (const auto& address : page.data)
    html.data.emplace_back(with_values(address, call.path), answer_at(call, address));
  std::string text(portal_page().empty() ? kBare : portal_page());
  if (language == Language::en) put(text, "<html lang=\"vi\">", "<html lang=\"en\">");
  put(text, "<!--head-->", html.head());
  put(text, "<!--page-->", html.page());
  put(text, "<!--data-->", html.data_block());
  Answer out;
  out.bytes = std::move(text);
  out.media_type = "text/html; charset=utf-8";
  // A target that is not there: the page says so.
  if (page.data.size() == 1 && page.data.front().find('{') != std::string::npos &&
      html.data.back().second.kind == Node::Kind::null)
    out.status = 404;
  return out;
}

/// As the caller reached the portal. Beyond this machine it is reached through TLS only.
std::string origin_of(const HttpRequest& request) {
  const auto* host = request.header("host");
  if (!host || host->empty()) return {};
  const bool here = host->starts_with("127.") || host->starts_with("localhost") || host->starts_with("[::1]");
  return (here && !request.secure ? "http://" : "https://") + *host;
}

/// What was published, for programs that tell of news (RSS 2.0).
Answer news(const Call& call, Language language) {
  PortalHtml html(language);
  html.data.emplace_back("/api/programme", answer_at(call, "/api/programme"));
  html.data.emplace_back("/api/documents", answer_at(call, "/api/documents"));
  Answer out;
  out.bytes = html.news(origin_of(call.request));
  out.media_type = "application/rss+xml; charset=utf-8";
  return out;
}

}  // namespace

std::vector<Address> portal_addresses() {
  std::vector<Address> out;
  for (const Language language : {Language::vi, Language::en}) {
    Address row{"GET",
                language == Language::vi ? "/rss.xml" : "/en/rss.xml",
                {"Báo cáo mới (RSS)", "New reports (RSS)"},
                Entry::open};
    row.media_type = "application/rss+xml";
    row.act = [language](const Call& call) { return news(call, language); };
    out.push_back(std::move(row));
  }
  for (const Language language : {Language::vi, Language::en})
    for (const auto& page : portal_pages()) {
      std::string path = page.path;
      if (language == Language::en) path = path == "/" ? "/en" : "/en" + path;
      Address row{"GET", std::move(path), page.title, Entry::open};
      row.media_type = "text/html";
      row.example = {{"target", "t01"}};
      row.kept = true;
      row.page = true;
      row.act = [&page, language](const Call& call) { return shown(call, page, language); };
      out.push_back(std::move(row));
    }
  return out;
}

}  // namespace xanh

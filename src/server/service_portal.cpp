// The public portal as pages: head and figures are written here, so that they can be read without script,
// found by search engines and shown when an address is shared; the front end then takes the page over.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "documents/share_card.hpp"
#include "office/paper_use.hpp"
#include "office/portal_use.hpp"
#include "server/answers.hpp"
#include "server/portal_html.hpp"
#include "server/web_pages.hpp"

namespace xanh {
namespace {

const Bilingual kMadeUp{"Số liệu minh họa, không có thật.", "Made-up figures, not real."};
const Bilingual kWithFigures{"chỉ tiêu đã có số liệu", "targets have a figure"};

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
  html.site = call.site;
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

/// As people know the portal; where that is not told, as the caller reached it: beyond this machine through
/// TLS only.
std::string origin_of(const Call& call) {
  if (!call.site.empty()) return std::string(call.site);
  const HttpRequest& request = call.request;
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
  out.bytes = html.news(origin_of(call));
  out.media_type = "application/rss+xml; charset=utf-8";
  return out;
}

/// A text of the programme; where it has no English, its Vietnamese.
const std::string& said(Language language, const Bilingual& text) {
  const std::string& out = in(language, text);
  return out.empty() ? text.vi : out;
}

std::string until(const Bilingual& report, Date day, Language language) {
  return language == Language::vi ? fmt::format("{}, số liệu đến {}", report.vi, to_text_vi(day))
                                  : fmt::format("{}, figures up to {}", said(language, report), to_text(day));
}

Answer drawn(const ShareCard& card) {
  Answer out;
  out.bytes = draw_share_card(card, font_directory());
  out.media_type = "image/png";
  return out;
}

/// A page is shared by its picture: one target, or all of them.
Answer card_of_target(const Call& call) {
  auto page = target_page(call.desk, call.path.at("target"));
  if (!page.ok()) return refused(std::move(page.problems));
  auto programme = public_programme(call.desk);
  if (!programme.ok()) return refused(std::move(programme.problems));
  const Language language = call.language;
  ShareCard card;
  card.above = said(language, programme.value.names);
  card.heading = said(language, page.value.target.names);
  if (!page.value.history.empty()) {
    const TargetPoint& last = page.value.history.back();
    if (last.display)
      card.figure = *last.display + (page.value.target.unit == "%" ? "%" : " " + page.value.target.unit);
    card.says = said(language, last.reason);
    card.source = until(last.names, last.cut_off, language);
    if (last.illustrative) card.warning = said(language, kMadeUp);
  }
  return drawn(card);
}

Answer card_of_results(const Call& call) {
  auto programme = public_programme(call.desk);
  if (!programme.ok()) return refused(std::move(programme.problems));
  auto results = published_results(call.desk, {});
  const auto none = [](const Problem& one) { return one.code == "nothing-published"; };
  if (!results.ok() && std::none_of(results.problems.begin(), results.problems.end(), none))
    return refused(std::move(results.problems));
  const Language language = call.language;
  ShareCard card;
  card.above = said(language, programme.value.names);
  card.heading = said(language, portal_pages().front().title);
  if (results.ok()) {
    const auto& items = results.value.items;
    const auto known =
        std::count_if(items.begin(), items.end(), [](const auto& one) { return one.value.has_value(); });
    card.figure = fmt::format("{}/{}", known, items.size());
    card.says = said(language, kWithFigures);
    card.source = until(results.value.names, results.value.cut_off, language);
    if (results.value.illustrative) card.warning = said(language, kMadeUp);
  }
  return drawn(card);
}

void add_cards(std::vector<Address>& out) {
  const auto add = [&](const char* path, const Bilingual& says, Answer (*act)(const Call&)) {
    Address row{"GET", path, says, Entry::open};
    row.media_type = "image/png";
    row.kept = true;
    row.act = act;
    if (std::string_view(path).find('{') != std::string_view::npos) row.example = {{"target", "t01"}};
    out.push_back(std::move(row));
  };
  add("/api/results/card",
      {"Ảnh chia sẻ của trang chủ (PNG)", "Picture of the portal where it is shared (PNG)"}, card_of_results);
  add("/api/targets/{target}/card",
      {"Ảnh chia sẻ của một chỉ tiêu (PNG)", "Picture of a target where it is shared (PNG)"}, card_of_target);
}

}  // namespace

std::vector<Address> portal_addresses() {
  std::vector<Address> out;
  add_cards(out);
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

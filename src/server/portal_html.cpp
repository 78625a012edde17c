#include "server/portal_html.hpp"

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/markup.hpp"
#include "server/http_text.hpp"

namespace xanh {
namespace {

struct PageLink {
  const char* path = nullptr;
  Bilingual name;
};
const PageLink kLinks[] = {{"/", {"Trang chủ", "Home"}},
                           {"/chi-tieu", {"Chỉ tiêu", "Targets"}},
                           {"/nhiem-vu", {"Nhiệm vụ, dự án", "Tasks and projects"}},
                           {"/van-ban", {"Văn bản", "Documents"}},
                           {"/du-lieu", {"Dữ liệu mở", "Open data"}},
                           {"/gop-y", {"Góp ý", "Feedback"}}};

const Bilingual kIllustrative{"Số liệu minh họa: không có thật, chỉ để giới thiệu chương trình.",
                              "Made-up figures: they are not real, and only show what the program does."};
const Bilingual kTarget{"Chỉ tiêu", "Target"}, kResult{"Kết quả", "Result"}, kWhy{"Đánh giá", "Assessment"},
    kNone{"chưa có số liệu", "no figure"}, kUnit{"Đơn vị", "Unit"}, kReport{"Báo cáo", "Report"},
    kNews{"Báo cáo mới của Chương trình", "New reports of the programme"}, kAnswer{"Trả lời", "Answer"};

/// The scalar under a key; empty where there is none.
std::string text_of(const Node& from, std::string_view key) {
  const Node* found = from.find(key);
  return found && found->kind != Node::Kind::null ? found->scalar : std::string();
}

const std::vector<Node>& items_of(const Node* answer, std::string_view key = "items") {
  static const std::vector<Node> none;
  const Node* found = answer ? answer->find(key) : nullptr;
  return found ? found->items : none;
}

std::string cell(std::string_view text) {
  return fmt::format("<td>{}</td>", html_text(text));
}

}  // namespace

std::string PortalHtml::say(const Bilingual& text) const {
  const std::string& out = in(language_, text);
  return out.empty() ? text.vi : out;
}

std::string PortalHtml::say(const Node* bilingual) const {
  if (!bilingual || bilingual->kind != Node::Kind::map) return {};
  return say(Bilingual{text_of(*bilingual, "vi"), text_of(*bilingual, "en")});
}

std::string PortalHtml::here(const std::string& vietnamese) const {
  if (language_ == Language::vi) return vietnamese;
  return vietnamese == "/" ? "/en" : "/en" + vietnamese;
}

const Node* PortalHtml::answer(std::string_view address) const {
  for (const auto& [at, node] : data)
    if (at.starts_with(address) && node.kind == Node::Kind::map) return &node;
  return nullptr;
}

std::string PortalHtml::heading() const {
  const Node* target = answer("/api/targets/");
  const Node* of = target ? target->find("target") : nullptr;
  return of ? say(of->find("names")) : say(title);
}

/// What a search engine and a shared address show beside the title.
std::string PortalHtml::sentence() const {
  const Node* about = answer("/api/results");
  if (!about) about = answer("/api/works");
  const Node* programme = answer("/api/programme");
  std::string name = programme ? say(programme->find("names")) : std::string();
  if (!about) return name;
  return fmt::format("{} – {}", name, say(about->find("names")));
}

/// The picture beside a shared address. Those who show it want to know the whole address of it.
std::string PortalHtml::card() const {
  if (site.empty()) return {};
  const Node* target = answer("/api/targets/");
  const Node* about = target ? target->find("target") : nullptr;
  const std::string of = about ? "/api/targets/" + text_of(*about, "code") + "/card" : "/api/results/card";
  return fmt::format(
      "\n    <meta property=\"og:url\" content=\"{0}{1}\" />\n"
      "    <meta property=\"og:image\" content=\"{0}{2}?lang={3}\" />\n"
      "    <meta property=\"og:image:width\" content=\"1200\" />\n"
      "    <meta property=\"og:image:height\" content=\"630\" />\n"
      "    <meta property=\"og:image:alt\" content=\"{4}\" />\n"
      "    <meta name=\"twitter:card\" content=\"summary_large_image\" />",
      html_text(site), html_text(here(path)), html_text(of), language_ == Language::vi ? "vi" : "en",
      html_text(heading()));
}

std::string PortalHtml::head() const {
  const std::string name = html_text(heading()), text = html_text(sentence());
  return fmt::format(
             "<title>{0} – Xanh</title>\n"
             "    <meta name=\"description\" content=\"{1}\" />\n"
             "    <meta property=\"og:title\" content=\"{0}\" />\n"
             "    <meta property=\"og:description\" content=\"{1}\" />\n"
             "    <meta property=\"og:type\" content=\"website\" />\n"
             "    <link rel=\"alternate\" hreflang=\"vi\" href=\"{2}\" />\n"
             "    <link rel=\"alternate\" hreflang=\"en\" href=\"{3}\" />\n"
             "    <link rel=\"alternate\" type=\"application/rss+xml\" title=\"{4}\" href=\"{5}\" />",
             name, text, html_text(path), html_text(path == "/" ? "/en" : "/en" + path),
             html_text(say(kNews)), here("/rss.xml")) +
         card();
}

/// What a corrected figure was before, and why; empty where nothing was corrected.
std::string PortalHtml::corrected(const Node& row) const {
  const Node* one = row.find("restated");
  if (!one || one->kind != Node::Kind::map) return {};
  const std::string was = text_of(*one, "was");
  const auto day = parse_date(text_of(*one, "on"));
  return fmt::format(
      fmt::runtime(
          say(Bilingual{" (đính chính ngày {}; trước: {}; {})", " (corrected on {}; before: {}; {})"})),
      day ? to_text_vi(*day) : text_of(*one, "on"), was.empty() ? say(kNone) : was, text_of(*one, "reason"));
}

std::string PortalHtml::results() const {
  const Node* results = answer("/api/results");
  const auto& rows = results ? items_of(results) : items_of(answer("/api/programme"), "targets");
  std::string out = fmt::format("<table><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>",
                                say(kTarget), say(kResult), say(kWhy));
  for (const auto& row : rows) {
    const std::string value = text_of(row, "display");
    out +=
        fmt::format("<tr><th><a href=\"{}\">{}</a></th>{}{}</tr>",
                    html_text(here("/chi-tieu/" + text_of(row, "code"))), html_text(say(row.find("names"))),
                    cell((value.empty() ? say(kNone) : value + text_of(row, "unit")) + corrected(row)),
                    cell(say(row.find("reason"))));
  }
  return out + "</tbody></table>";
}

std::string PortalHtml::target() const {
  const Node* page = answer("/api/targets/");
  if (!page) return {};
  std::string out = fmt::format("<p>{}</p>", html_text(say(page->find("definition"))));
  const Node* about = page->find("target");
  const std::string unit = about ? text_of(*about, "unit") : std::string();
  const auto table = [&](const Bilingual& first, const std::vector<Node>& rows, const char* value) {
    if (rows.empty()) return;
    out +=
        fmt::format("<table><thead><tr><th>{}</th><th>{}</th></tr></thead><tbody>", say(first), say(kResult));
    for (const auto& row : rows) {
      const std::string said = text_of(row, value);
      out += fmt::format("<tr><th>{}</th>{}</tr>", html_text(say(row.find("names"))),
                         cell((said.empty() ? say(kNone) : said + unit) + corrected(row)));
    }
    out += "</tbody></table>";
  };
  table(kReport, items_of(page, "history"), "display");
  table(kUnit, items_of(page, "by_area"), "value");
  return out;
}

std::string PortalHtml::works() const {
  std::string out = "<ul>";
  const Node* works = answer("/api/works");
  for (const auto& work : items_of(works)) {
    const std::string grade = text_of(work, "grade");
    std::string word;
    for (const auto& one : items_of(works, "grades"))
      if (text_of(one, "code") == grade) word = say(one.find("names"));
    out += fmt::format("<li>{}{}</li>", html_text(say(work.find("text"))),
                       word.empty() ? std::string() : html_text(" – " + word));
  }
  return out + "</ul>";
}

std::string PortalHtml::documents() const {
  std::string out = "<ul>";
  for (const auto& one : items_of(answer("/api/documents"))) {
    out += fmt::format("<li>{} {}", html_text(say(one.find("names"))), html_text(text_of(one, "number")));
    for (const auto& file : items_of(&one, "files"))
      out += fmt::format(" <a href=\"/api/documents/{}\">{}</a>", html_text(text_of(file, "sha256")),
                         html_text(text_of(file, "name")));
    for (const auto& restated : items_of(&one, "restatements"))
      if (const Node* line = restated.find("line")) {
        const auto day = parse_date(text_of(*line, "on"));
        out += html_text(
            fmt::format(fmt::runtime(say(Bilingual{" Đính chính ngày {}: {}", " Corrected on {}: {}"})),
                        day ? to_text_vi(*day) : text_of(*line, "on"), text_of(*line, "reason")));
      }
    if (const std::string before = text_of(one, "before"); !before.empty())
      out += fmt::format(" <a href=\"/api/plan/redline?from={}&amp;to={}&amp;language={}\">{}</a>",
                         html_text(before), html_text(text_of(one, "version")),
                         language_ == Language::vi ? "vi" : "en",
                         html_text(say(Bilingual{"Bản so sánh với bản trước (Word)",
                                                 "Redline against the version before (Word)"})));
    out += "</li>";
  }
  return out + "</ul>";
}

std::string PortalHtml::feedback() const {
  std::string out = "<ul>";
  for (const auto& one : items_of(answer("/api/feedback"))) {
    const std::string about = say(one.find("about_names")), said = text_of(one, "answer");
    out += fmt::format("<li>{}{}{}</li>", html_text(about.empty() ? about : about + ": "),
                       html_text(text_of(one, "text")),
                       said.empty() ? said : html_text(" – " + say(kAnswer) + ": " + said));
  }
  return out + "</ul>";
}

std::string PortalHtml::news(const std::string& origin) const {
  const Node* programme = answer("/api/programme");
  const std::string place = html_text(origin + here("/van-ban"));
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\n"
      "<title>{}</title>\n<description>{}</description>\n<link>{}</link>\n<language>{}</language>\n"
      "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n",
      html_text(programme ? say(programme->find("names")) : say(kNews)), html_text(say(kNews)), place,
      language_ == Language::vi ? "vi" : "en", html_text(origin + here("/rss.xml")));
  for (const auto& one : items_of(answer("/api/documents"))) {
    if (text_of(one, "kind") != "report") continue;
    const auto day = parse_date(text_of(one, "date"));
    out += fmt::format("<item><title>{}</title><link>{}#{}</link><guid isPermaLink=\"false\">{}</guid>",
                       html_text(say(one.find("names"))), place, html_text(text_of(one, "code")),
                       html_text("report:" + text_of(one, "code")));
    if (day)
      out += fmt::format("<pubDate>{}</pubDate>",
                         http_date(std::chrono::sys_seconds(*day).time_since_epoch().count()));
    if (text_of(one, "illustrative") == "true")
      out += fmt::format("<description>{}</description>", html_text(say(kIllustrative)));
    out += "</item>\n";
  }
  return out + "</channel></rss>\n";
}

std::string PortalHtml::page() const {
  std::string out = "<header><nav><ul>";
  for (const auto& link : kLinks)
    out += fmt::format("<li><a href=\"{}\">{}</a></li>", here(link.path), say(link.name));
  out += "</ul></nav></header><main>";
  const Node* about = answer("/api/results");
  if (!about) about = answer("/api/works");
  bool illustrative = about && text_of(*about, "illustrative") == "true";
  for (const auto& point : items_of(answer("/api/targets/"), "history"))
    illustrative = illustrative || text_of(point, "illustrative") == "true";
  if (illustrative) out += fmt::format("<p>{}</p>", say(kIllustrative));
  out += fmt::format("<h1>{}</h1>", html_text(heading()));
  if (about) out += fmt::format("<p>{}</p>", html_text(say(about->find("names"))));
  if (path == "/" || path == "/chi-tieu") out += results();
  if (path.starts_with("/chi-tieu/")) out += target();
  if (path == "/nhiem-vu") out += works();
  if (path == "/van-ban" || path == "/du-lieu") out += documents();
  if (path == "/gop-y") out += feedback();
  return out + "</main>";
}

std::string PortalHtml::data_block() const {
  Node all = Node::map();
  for (const auto& [address, node] : data)
    if (node.kind == Node::Kind::map) all.add(address, node);
  std::string json;
  for (const char c : write_json_line(all))
    if (c == '<')
      json += "\\u003c";  // nothing in it ends the block
    else
      json += c;
  return "<script type=\"application/json\" id=\"data\">" + json + "</script>";
}

}  // namespace xanh

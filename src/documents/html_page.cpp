// A filled Word document as a web page: the same words, tables and images, so that page and paper can never
// differ.
#include <fmt/format.h>

#include <pugixml.hpp>

#include "base/markup.hpp"
#include "base/text.hpp"
#include "documents/docx_package.hpp"
#include "documents/report.hpp"

namespace xanh {

namespace {

constexpr const char* kStyle =
    ":root{color-scheme:light dark}body{font:1.0625rem/1.55 'Times New Roman',Tinos,'Liberation "
    "Serif',serif;max-width:62rem;margin:0 auto;padding:1.25rem}"
    "h1{font-size:1.35rem;text-align:center}h2{font-size:1.15rem;margin-top:2rem}h3{font-size:1.05rem}h4{"
    "font-size:1rem;font-style:italic}"
    ".scroll{overflow-x:auto}.scroll:focus{outline:2px solid "
    "#0b6e5f}table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.75rem 0}"
    "th,td{border:1px solid #767676;padding:.3rem "
    ".45rem;vertical-align:top;text-align:left}th{font-weight:bold;text-align:center}"
    ".layout{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between}.layout>div{flex:1 1 "
    "16rem}.c{text-align:center}.r{text-align:right}"
    "img{max-width:100%;height:auto;background:#fff}footer{margin-top:2.5rem;border-top:1px solid "
    "#767676;font-size:.9rem}"
    "@media print{body{max-width:none;padding:0}.scroll{overflow:visible}}";

std::string base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (size_t k = 0; k < 3; ++k)
      three = three << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (size_t k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : kDigits[three >> (18 - 6 * k) & 63];
  }
  return out;
}

class Page {
 public:
  Page(const docx::WordFile& word, Language language) : word_(word), vi_(language == Language::vi) {}

  std::string write(const std::string& title) {
    pugi::xml_document body;
    const std::string* part = word_.package.part("word/document.xml");
    if (part) body.load_string(part->c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    blocks(body.child("w:document").child("w:body"));
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n",
        vi_ ? "vi" : "en");
    out += "<title>" + html_text(title) + "</title>\n<style>" + kStyle +
           "</style>\n</head>\n<body>\n<main>\n" + out_ + "</main>\n";
    if (const auto code = footer(); !code.empty()) out += "<footer><p>" + html_text(code) + "</p></footer>\n";
    return out + "</body>\n</html>\n";
  }

 private:
  void blocks(pugi::xml_node parent) {
    for (const auto node : parent.children()) {
      const std::string_view name = node.name();
      if (name == "w:p") paragraph(node);
      if (name == "w:tbl") table(node);
    }
  }

  static bool on(pugi::xml_node properties, const char* name) {
    const auto mark = properties.child(name);
    const std::string_view value = mark.attribute("w:val").as_string("1");
    return mark && value != "0" && value != "false";
  }

  /// Text of the runs with bold and italic, line ends and images.
  std::string inline_text(pugi::xml_node paragraph_node) {
    std::string out;
    for (const auto run : paragraph_node.children("w:r")) {
      const auto properties = run.child("w:rPr");
      std::string text;
      for (const auto node : run.children()) {
        const std::string_view name = node.name();
        if (name == "w:t") text += html_text(node.text().get());
        if (name == "w:tab") text += " ";
        if (name == "w:br" && std::string_view{node.attribute("w:type").as_string()} != "page")
          text += "<br>";
        if (name == "w:drawing") text += image(node);
      }
      if (text.empty()) continue;
      if (on(properties, "w:b") && !trimmed(text).empty()) text = "<strong>" + text + "</strong>";
      if (on(properties, "w:i") && !trimmed(text).empty()) text = "<em>" + text + "</em>";
      out += text;
    }
    return out;
  }

  static std::string plain(pugi::xml_node paragraph_node) {
    std::string out;
    for (const auto run : paragraph_node.children("w:r"))
      for (const auto text : run.children("w:t")) out += text.text().get();
    return std::string{trimmed(out)};
  }

  void paragraph(pugi::xml_node node) {
    const auto properties = node.child("w:pPr");
    const std::string_view style = properties.child("w:pStyle").attribute("w:val").as_string();
    const std::string text = inline_text(node);
    const std::string bare = plain(node);
    if (bare.empty() && text.find("<img") == std::string::npos) return;
    if (style != "Caption") flush_caption();
    if (style == "Title" || style == "Heading1" || style == "Heading2" || style == "Heading3") {
      // The document's title is the page's only first heading; those of annexes come below it.
      const int level = style == "Title" ? (std::exchange(titled_, true) ? 2 : 1) : style.back() - '0' + 1;
      heading_ = bare;
      out_ += fmt::format("<h{0}>{1}</h{0}>\n", level, html_text(bare));
      return;
    }
    if (style == "Caption") {
      caption_ = bare;
      return;
    }
    if (style == "Subtitle") {
      out_ += "<p class=\"c\"><strong>" + text + "</strong></p>\n";
      return;
    }
    const std::string_view side = properties.child("w:jc").attribute("w:val").as_string();
    out_ += (side == "center"                   ? "<p class=\"c\">"
             : side == "right" || side == "end" ? "<p class=\"r\">"
                                                : "<p>") +
            text + "</p>\n";
  }

  /// A caption that no table follows belongs to an image.
  void flush_caption() {
    if (!caption_.empty()) out_ += "<p class=\"c\"><strong>" + html_text(caption_) + "</strong></p>\n";
    caption_.clear();
  }

  /// A table without borders only places text; one with a repeated header row is a table of figures.
  void table(pugi::xml_node node) {
    const auto first = node.child("w:tr");
    if (!on(first.child("w:trPr"), "w:tblHeader")) {
      for (const auto row : node.children("w:tr")) {
        out_ += "<div class=\"layout\">\n";
        for (const auto cell : row.children("w:tc")) {
          out_ += "<div>\n";
          blocks(cell);
          out_ += "</div>\n";
        }
        out_ += "</div>\n";
      }
      return;
    }
    const std::string name = caption_.empty() ? heading_ : caption_;
    out_ += "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" + html_text(name) +
            "\">\n<table>\n";
    if (!caption_.empty()) out_ += "<caption>" + html_text(caption_) + "</caption>\n";
    caption_.clear();
    bool head = true;
    out_ += "<thead>\n";
    for (const auto row : node.children("w:tr")) {
      const bool heading_row = on(row.child("w:trPr"), "w:tblHeader");
      if (head && !heading_row) {
        out_ += "</thead>\n<tbody>\n";
        head = false;
      }
      out_ += "<tr>";
      for (const auto cell : row.children("w:tc")) {
        const auto span = cell.child("w:tcPr").child("w:gridSpan").attribute("w:val").as_int(1);
        std::string text;
        std::string_view side;
        for (const auto p : cell.children("w:p")) {
          if (!text.empty()) text += "<br>";
          text += heading_row ? html_text(plain(p)) : inline_text(p);
          side = p.child("w:pPr").child("w:jc").attribute("w:val").as_string();
        }
        const char* tag = heading_row ? "th" : "td";
        out_ += std::string{"<"} + tag +
                (heading_row        ? " scope=\"col\""
                 : side == "right"  ? " class=\"r\""
                 : side == "center" ? " class=\"c\""
                                    : "") +
                (span > 1 ? fmt::format(" colspan=\"{}\"", span) : "") + ">" + text + "</" + tag + ">";
      }
      out_ += "</tr>\n";
    }
    out_ += std::string{head ? "</thead>" : "</tbody>"} + "\n</table>\n</div>\n";
  }

  std::string image(pugi::xml_node drawing) {
    const auto inline_node = drawing.first_child();
    const std::string alt = inline_node.child("wp:docPr").attribute("descr").as_string();
    const auto blip =
        drawing.find_node([](pugi::xml_node n) { return std::string_view{n.name()} == "a:blip"; });
    const std::string id = blip.attribute("r:embed").as_string();
    const std::string* relationships = word_.package.part("word/_rels/document.xml.rels");
    if (id.empty() || !relationships) return {};
    pugi::xml_document xml;
    xml.load_string(relationships->c_str());
    for (const auto r : xml.child("Relationships").children("Relationship"))
      if (id == r.attribute("Id").as_string()) {
        const std::string target = r.attribute("Target").as_string();
        const std::string* bytes = word_.package.part(target.starts_with("/") ? target : "word/" + target);
        if (bytes)
          return "<img alt=\"" + html_text(alt) + "\" src=\"data:image/png;base64," + base64(*bytes) + "\">";
      }
    return {};
  }

  /// The longest line of the footers: the control code stands there on every page.
  std::string footer() const {
    std::string out;
    for (const auto& part : word_.parts) {
      if (part.kind != docx::TextPart::Kind::footer) continue;
      pugi::xml_document xml;
      xml.load_string(word_.package.part(part.name)->c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
      for (const auto p : xml.child("w:ftr").children("w:p"))
        if (auto line = plain(p); line.size() > out.size()) out = std::move(line);
    }
    return out;
  }

  const docx::WordFile& word_;
  bool vi_;
  bool titled_ = false;
  std::string out_, caption_, heading_;
};

}  // namespace

Outcome<std::string> html_of(const std::string& docx_bytes, Language language, const std::string& title) {
  Outcome<std::string> out;
  const auto word = docx::open_word(docx_bytes, {}, out.problems);
  if (word) out.value = Page{*word, language}.write(title);
  return out;
}

}  // namespace xanh

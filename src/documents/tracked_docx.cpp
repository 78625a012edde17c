#include "documents/tracked_docx.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "documents/clean_text.hpp"
#include "documents/docx_package.hpp"
#include "documents/report_words.hpp"
#include "exchange/ooxml/xml_text.hpp"
#include "programme/word_difference.hpp"

namespace xanh::docx {
namespace {

constexpr const char* kMain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Twentieths of a point.
int twips(int millimetres) {
  return (millimetres * 1440 * 10 + 127) / 254;
}

void with_value(pugi::xml_node parent, const char* name, const char* text) {
  parent.append_child(name).append_attribute("w:val").set_value(text);
}

void switched_on(pugi::xml_node parent, const char* name, bool on) {
  if (on) parent.append_child(name);
}

const char* word_of(Align align) {
  return align == Align::centre ? "center" : align == Align::justified ? "both" : "left";
}

/// Parts of the package that say the same in every document.
std::string content_types() {
  std::string out = std::string(kXml) +
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    "<Default Extension=\"rels\" "
                    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
  for (const auto& [part, type] : {std::pair{"document", "document.main"}, std::pair{"styles", "styles"},
                                   std::pair{"numbering", "numbering"}, std::pair{"settings", "settings"},
                                   std::pair{"header1", "header"}, std::pair{"header2", "header"}})
    out += fmt::format(
        "<Override PartName=\"/word/{}.xml\" "
        "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml\"/>",
        part, type);
  return out + "</Types>";
}

std::string relationships(std::initializer_list<std::pair<const char*, const char*>> targets) {
  std::string out = std::string(kXml) +
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  int number = 0;
  for (const auto& [type, target] : targets)
    out += fmt::format("<Relationship Id=\"rId{}\" Type=\"{}/{}\" Target=\"{}\"/>", ++number, kRelations,
                       type, target);
  return out + "</Relationships>";
}

std::string styles() {
  return fmt::format(
      "{}<w:styles xmlns:w=\"{}\"><w:docDefaults><w:rPrDefault><w:rPr>"
      "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" "
      "w:cs=\"Times New Roman\"/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/><w:lang w:val=\"vi-VN\"/>"
      "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
      "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
      "w:val=\"Normal\"/></w:style>"
      "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>"
      "</w:style></w:styles>",
      kXml, kMain);
}

std::string settings() {
  return fmt::format(
      "{}<w:settings xmlns:w=\"{}\"><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
      "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>",
      kXml, kMain);
}

/// Series 1, 2 … each count 1, 2, 3 … by themselves.
std::string numbering(int series) {
  std::string out = fmt::format("{}<w:numbering xmlns:w=\"{}\">", kXml, kMain);
  for (int i = 1; i <= series; ++i)
    out += fmt::format(
        "<w:abstractNum w:abstractNumId=\"{}\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\">"
        "<w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:suff w:val=\"nothing\"/>"
        "<w:lvlText w:val=\"%1\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"0\" w:firstLine=\"0\"/>"
        "</w:pPr></w:lvl></w:abstractNum>",
        i);
  for (int i = 1; i <= series; ++i)
    out += fmt::format("<w:num w:numId=\"{0}\"><w:abstractNumId w:val=\"{0}\"/></w:num>", i);
  return out + "</w:numbering>";
}

std::string header(const std::string& content) {
  return fmt::format("{}<w:hdr xmlns:w=\"{}\"><w:p>{}</w:p></w:hdr>", kXml, kMain, content);
}

/// Number of the page in the middle of the top, not on the first one (Nghị định 30/2020, Phụ lục I, mục I.7).
std::string page_number() {
  return header(
      "<w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
      "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
}

std::string first_header(const std::string& note) {
  if (note.empty()) return header({});
  return header(
      "<w:pPr><w:spacing w:after=\"240\"/></w:pPr><w:r><w:rPr><w:i/><w:sz w:val=\"22\"/></w:rPr><w:t "
      "xml:space=\"preserve\">" +
      xml_text(note) + "</w:t></w:r>");
}

/// The section: wide A4, margins of 20 mm, 30 mm at the left.
void add_section(pugi::xml_node body) {
  pugi::xml_node section = body.append_child("w:sectPr");
  for (const auto& [type, id] : {std::pair{"default", "rId4"}, std::pair{"first", "rId5"}}) {
    pugi::xml_node reference = section.append_child("w:headerReference");
    reference.append_attribute("w:type").set_value(type);
    reference.append_attribute("r:id").set_value(id);
  }
  pugi::xml_node size = section.append_child("w:pgSz");
  size.append_attribute("w:w").set_value("16838");
  size.append_attribute("w:h").set_value("11906");
  size.append_attribute("w:orient").set_value("landscape");
  pugi::xml_node margins = section.append_child("w:pgMar");
  for (const auto& [side, width] :
       {std::pair{"w:top", twips(20)}, std::pair{"w:right", twips(20)}, std::pair{"w:bottom", twips(20)},
        std::pair{"w:left", twips(30)}, std::pair{"w:header", twips(10)}, std::pair{"w:footer", twips(10)},
        std::pair{"w:gutter", 0}})
    margins.append_attribute(side).set_value(width);
  section.append_child("w:titlePg");
}

}  // namespace

TrackedDocument::TrackedDocument(const std::string& author, Instant at)
    : author_(one_line(clean_text(author))), at_(to_text_utc(at)) {}

pugi::xml_node TrackedDocument::change(pugi::xml_node parent, const char* name) {
  pugi::xml_node out = parent.append_child(name);
  out.append_attribute("w:id").set_value(++changes_);
  out.append_attribute("w:author").set_value(author_.c_str());
  out.append_attribute("w:date").set_value(at_.c_str());
  return out;
}

void TrackedDocument::mark(pugi::xml_node properties, In in) {
  if (in != In::both) change(properties, in == In::before ? "w:del" : "w:ins");
}

void TrackedDocument::runs(pugi::xml_node paragraph, In in, const Wording& text, const Look& look) {
  const std::string before = in == In::after ? "" : one_line(clean_text(text.before)),
                    after = in == In::before ? "" : one_line(clean_text(text.after));
  for (const WordRun& piece : text.by_item ? item_runs(before, after, "; ") : word_runs(before, after)) {
    const bool deleted = piece.op == RunOp::deleted;
    pugi::xml_node parent =
        piece.op == RunOp::equal ? paragraph : change(paragraph, deleted ? "w:del" : "w:ins");
    pugi::xml_node run = parent.append_child("w:r");
    if (look.bold || look.italic) {
      pugi::xml_node properties = run.append_child("w:rPr");
      switched_on(properties, "w:b", look.bold);
      switched_on(properties, "w:i", look.italic);
    }
    pugi::xml_node words = run.append_child(deleted ? "w:delText" : "w:t");
    words.append_attribute("xml:space").set_value("preserve");
    words.text().set(piece.text.c_str());
  }
}

void TrackedDocument::add_paragraph(pugi::xml_node parent, In in, const Wording& text, const Look& look,
                                    int series) {
  pugi::xml_node paragraph = parent.append_child("w:p");
  // In the order of the schema (CT_PPr).
  pugi::xml_node properties = paragraph.append_child("w:pPr");
  switched_on(properties, "w:keepNext", look.keep_next);
  if (series != 0) {
    pugi::xml_node numbered = properties.append_child("w:numPr");
    with_value(numbered, "w:ilvl", "0");
    with_value(numbered, "w:numId", std::to_string(series).c_str());
    series_ = std::max(series_, series);
  }
  if (look.after != 0)
    properties.append_child("w:spacing")
        .append_attribute("w:after")
        .set_value(std::to_string(look.after * 20).c_str());
  with_value(properties, "w:jc", word_of(look.align));
  if (in != In::both) mark(properties.append_child("w:rPr"), in);
  runs(paragraph, in, text, look);
}

void TrackedDocument::paragraph(In in, const Wording& text, const Look& look) {
  add_paragraph(body_.root(), in, text, look, 0);
}

void TrackedDocument::open_table(const std::vector<int>& widths) {
  widths_ = widths;
  table_ = body_.append_child("w:tbl");
  pugi::xml_node properties = table_.append_child("w:tblPr");
  int total = 0;
  for (const int width : widths) total += twips(width);
  pugi::xml_node wide = properties.append_child("w:tblW");
  wide.append_attribute("w:w").set_value(total);
  wide.append_attribute("w:type").set_value("dxa");
  pugi::xml_node borders = properties.append_child("w:tblBorders");
  for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
    pugi::xml_node border = borders.append_child(side);
    border.append_attribute("w:val").set_value("single");
    border.append_attribute("w:sz").set_value("4");
    border.append_attribute("w:space").set_value("0");
    border.append_attribute("w:color").set_value("auto");
  }
  properties.append_child("w:tblLayout").append_attribute("w:type").set_value("fixed");
  pugi::xml_node margins = properties.append_child("w:tblCellMar");
  for (const char* side : {"w:left", "w:right"}) {
    pugi::xml_node margin = margins.append_child(side);
    margin.append_attribute("w:w").set_value("85");
    margin.append_attribute("w:type").set_value("dxa");
  }
  pugi::xml_node grid = table_.append_child("w:tblGrid");
  for (const int width : widths)
    grid.append_child("w:gridCol").append_attribute("w:w").set_value(twips(width));
}

pugi::xml_node TrackedDocument::add_row(In in, const std::vector<TrackedCell>& cells, bool head) {
  pugi::xml_node row = table_.append_child("w:tr");
  pugi::xml_node properties = row.append_child("w:trPr");
  properties.append_child("w:cantSplit");
  switched_on(properties, "w:tblHeader", head);
  mark(properties, in);
  size_t column = 0;
  for (const TrackedCell& cell : cells) {
    int width = 0;
    for (int i = 0; i < cell.columns; ++i) width += twips(widths_.at(column++));
    pugi::xml_node out = row.append_child("w:tc");
    pugi::xml_node about = out.append_child("w:tcPr");
    pugi::xml_node wide = about.append_child("w:tcW");
    wide.append_attribute("w:w").set_value(width);
    wide.append_attribute("w:type").set_value("dxa");
    if (cell.columns > 1) with_value(about, "w:gridSpan", std::to_string(cell.columns).c_str());
    if (head) with_value(about, "w:vAlign", "center");
    add_paragraph(out, in, cell.text, cell.look, cell.number_series);
  }
  return row;
}

void TrackedDocument::row(In in, const std::vector<TrackedCell>& cells) {
  add_row(in, cells, false);
}

void TrackedDocument::head_row(const std::vector<TrackedCell>& cells) {
  add_row(In::both, cells, true);
}

void TrackedDocument::close_table() {
  table_ = {};
}

std::string TrackedDocument::finish(const std::string& note) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  declaration.append_attribute("standalone").set_value("yes");
  pugi::xml_node root = document.append_child("w:document");
  root.append_attribute("xmlns:w").set_value(kMain);
  root.append_attribute("xmlns:r").set_value(std::string(kRelations).c_str());
  pugi::xml_node body = root.append_child("w:body");
  for (const pugi::xml_node block : body_.children()) body.append_copy(block);
  add_section(body);
  PackageWriter package;
  package.add("[Content_Types].xml", content_types());
  package.add("_rels/.rels", relationships({{"officeDocument", "word/document.xml"}}));
  package.add("word/document.xml", write_xml(document));
  package.add("word/_rels/document.xml.rels", relationships({{"styles", "styles.xml"},
                                                             {"numbering", "numbering.xml"},
                                                             {"settings", "settings.xml"},
                                                             {"header", "header1.xml"},
                                                             {"header", "header2.xml"}}));
  package.add("word/styles.xml", styles());
  package.add("word/numbering.xml", numbering(series_));
  package.add("word/settings.xml", settings());
  package.add("word/header1.xml", page_number());
  package.add("word/header2.xml", first_header(one_line(clean_text(note))));
  return package.finish();
}

}  // namespace xanh::docx

#include "documents/docx_filler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "documents/clean_text.hpp"
#include "documents/docx_template_problems.hpp"

namespace xanh::docx {
namespace {

constexpr size_t kMostElements =
    1'000'000;  // some 3,000 pages; beyond it a template repeats lists within lists
constexpr double kEmuPerCm = 360000;
constexpr const char* kBreak = "xanh-new-paragraph";

bool is_named(pugi::xml_node node, std::string_view name) {
  return name == node.name();
}

pugi::xml_node last_element(pugi::xml_node parent) {
  pugi::xml_node last = parent.last_child();
  while (last && last.type() != pugi::node_element) last = last.previous_sibling();
  return last;
}

void copy_attributes(pugi::xml_node from, pugi::xml_node to) {
  for (const pugi::xml_attribute attribute : from.attributes()) {
    const std::string_view name = attribute.name();
    if (name != "w14:paraId" && name != "w14:textId")
      to.append_copy(attribute);  // must be unique, and Word makes new ones
  }
}

/// A paragraph is cut where a value had a line end; every piece keeps the paragraph's properties.
void cut_paragraph(pugi::xml_node paragraph) {
  if (!paragraph.child(kBreak)) return;
  pugi::xml_node above = paragraph.parent();
  const pugi::xml_node properties = paragraph.child("w:pPr");
  for (pugi::xml_node cut = paragraph.child(kBreak); cut; cut = paragraph.child(kBreak)) {
    pugi::xml_node before = above.insert_child_before("w:p", paragraph);
    copy_attributes(paragraph, before);
    if (properties) before.append_copy(properties).remove_child("w:sectPr");  // a section ends only once
    for (pugi::xml_node child = properties ? properties.next_sibling() : paragraph.first_child();
         child != cut;) {
      const pugi::xml_node next = child.next_sibling();
      before.append_move(child);
      child = next;
    }
    paragraph.remove_child(cut);
  }
}

/// What Word calls a damaged file: a table without rows, a cell that does not end with a paragraph.
void mend(pugi::xml_node element) {
  const std::string_view name = element.name();
  pugi::xml_node above = element.parent();
  if (name == "w:p") cut_paragraph(element);
  if (name == "w:tbl" && !element.child("w:tr") && !element.child("w:sdt")) {
    above.remove_child(element);
  } else if (name == "w:tc" || name == "w:txbxContent" || name == "w:hdr" || name == "w:ftr" ||
             name == "w:footnote" || name == "w:endnote") {
    const pugi::xml_node last = last_element(element);
    if (!last || !is_named(last, "w:p")) element.append_child("w:p");
  }
}

void number_drawings(pugi::xml_node root) {
  struct Walker : pugi::xml_tree_walker {
    std::set<unsigned long long> seen;
    std::vector<pugi::xml_node> doubled;
    bool for_each(pugi::xml_node& node) override {
      if (is_named(node, "wp:docPr") && !seen.insert(node.attribute("id").as_ullong()).second)
        doubled.push_back(node);
      return true;
    }
  } walker;
  root.traverse(walker);
  unsigned long long next = 1;
  for (pugi::xml_node node : walker.doubled) {
    while (!walker.seen.insert(next).second) ++next;
    node.attribute("id").set_value(next);
  }
}

void append_text(pugi::xml_node run, std::string_view text) {
  if (text.empty()) return;
  pugi::xml_node node = run.append_child("w:t");
  node.append_attribute("xml:space").set_value("preserve");
  node.append_child(pugi::node_pcdata).set_value(std::string(text).c_str());
}

pugi::xml_node append_run(pugi::xml_node into, pugi::xml_node like) {
  pugi::xml_node run = into.append_child("w:r");
  if (const pugi::xml_node properties = like.child("w:rPr")) run.append_copy(properties);
  return run;
}

}  // namespace

void Filler::fill(const std::vector<Piece>& pieces, pugi::xml_document& out) {
  render(pieces, out.root());
  number_drawings(out.root());
}

bool Filler::has_room() {
  if (rendered_ == kMostElements) problems_.push_back(problem(kTooLarge, {}));
  return ++rendered_ <= kMostElements;
}

void Filler::render(const std::vector<Piece>& pieces, pugi::xml_node into) {
  for (const Piece& piece : pieces) {
    if (!has_room()) return;
    switch (piece.kind) {
      case Piece::Kind::copy:
        copy(piece.node, into);
        break;
      case Piece::Kind::element:
        render_element(piece, into);
        break;
      case Piece::Kind::value:
        render_value(piece, into);
        break;
      case Piece::Kind::each:
        render_each(piece, into);
        break;
      case Piece::Kind::when:
        if (const Node* value = value_of(*piece.mark)) {
          const bool yes = holds(*value) != piece.mark->negated;
          render(yes ? piece.body : piece.otherwise, into);
        }
        break;
    }
  }
}

void Filler::copy(pugi::xml_node source, pugi::xml_node into) {
  if (repeated_ && (is_named(source, "w:bookmarkStart") || is_named(source, "w:bookmarkEnd")))
    return;  // a name stands once
  if (is_named(source, "w:tbl")) {
    // Two tables that only disappearing marks kept apart would become one.
    pugi::xml_node before = source.previous_sibling();
    while (before && before.type() != pugi::node_element) before = before.previous_sibling();
    if (const pugi::xml_node last = last_element(into);
        last && is_named(last, "w:tbl") && !is_named(before, "w:tbl"))
      into.append_child("w:p");
  }
  if (source.type() != pugi::node_element ||
      !(is_named(source, "w:p") || is_named(source, "w:tbl") || is_named(source, "w:tr"))) {
    into.append_copy(source);
    return;
  }
  pugi::xml_node element = into.append_child(source.name());
  copy_attributes(source, element);
  for (const pugi::xml_node child : source.children()) {
    if (!has_room()) return;
    copy(child, element);
  }
}

void Filler::render_element(const Piece& piece, pugi::xml_node into) {
  if (is_named(piece.node, "w:tbl")) {
    if (const pugi::xml_node last = last_element(into); last && is_named(last, "w:tbl"))
      into.append_child("w:p");
  }
  pugi::xml_node element = into.append_child(piece.node.name());
  copy_attributes(piece.node, element);
  render(piece.body, element);
  mend(element);
}

const Node* Filler::value_of(const Mark& mark) {
  const Node* found = scope_.find(mark.path);
  if (!found) {
    if (mark.path.starts_with('@'))
      problems_.push_back(problem(kWrongPlace, mark.place,
                                  {{"mark", mark.text},
                                   {"why_vi", "không nằm trong phần lặp nào"},
                                   {"why_en", "it is in no repeated part"},
                                   {"do_vi", "đặt dấu giữa {{#each}} và {{/each}}"},
                                   {"do_en", "put it between {{#each}} and {{/each}}"}}));
    else
      report(kUnknownField, mark, scope_.suggestion(mark.path));
  }
  return found;
}

void Filler::report(const ProblemKind& kind, const Mark& mark, std::string suggestion) {
  Problem fresh = problem(kind, mark.place, {{"field", mark.path}}, std::move(suggestion));
  if (std::find(problems_.begin(), problems_.end(), fresh) == problems_.end())
    problems_.push_back(std::move(fresh));
}

void Filler::render_each(const Piece& piece, pugi::xml_node into) {
  const Node* value = value_of(*piece.mark);
  if (!value || value->kind == Node::Kind::null) return;
  if (value->kind != Node::Kind::list) return report(kNoList, *piece.mark);
  const std::vector<Node>& items = value->items;
  const bool outside = repeated_;
  for (size_t i = 0; i < items.size() && rendered_ <= kMostElements; ++i) {
    repeated_ = outside || i > 0;
    scope_.enter(items[i], i + 1, i + 1 == items.size());
    render(piece.body, into);
    scope_.leave();
  }
  repeated_ = outside;
}

void Filler::render_value(const Piece& piece, pugi::xml_node into) {
  const Mark& mark = *piece.mark;
  if (mark.kind == Mark::Kind::page_break) {
    if (!page_breaks_)
      problems_.push_back(problem(kWrongPlace, mark.place,
                                  {{"mark", mark.text},
                                   {"why_vi", "đầu trang, chân trang và chú thích không ngắt trang được"},
                                   {"why_en", "headers, footers and notes cannot break a page"},
                                   {"do_vi", "chuyển dấu vào thân văn bản"},
                                   {"do_en", "move it into the body"}}));
    else
      append_run(into, piece.node).append_child("w:br").append_attribute("w:type").set_value("page");
    return;
  }
  const Node* value = value_of(mark);
  if (!value || value->kind == Node::Kind::null) return;
  if (mark.kind == Mark::Kind::image) return render_image(piece, *value, into);
  if (value->kind != Node::Kind::text && value->kind != Node::Kind::number) return report(kNoText, mark);
  render_text(piece, clean_text(value->scalar), into);
}

void Filler::render_text(const Piece& piece, const std::string& text, pugi::xml_node into) {
  if (text.empty()) return;
  pugi::xml_node run = append_run(into, piece.node);
  size_t from = 0;
  while (true) {
    const size_t at = text.find_first_of("\n\t", from);
    append_text(run, std::string_view(text).substr(from, at == std::string::npos ? at : at - from));
    if (at == std::string::npos) return;
    if (!has_room()) return;
    if (text[at] == '\t') {
      run.append_child("w:tab");
    } else if (is_named(into, "w:p")) {
      into.append_child(kBreak);
      run = append_run(into, piece.node);
    } else {
      run.append_child("w:br");  // inside a hyperlink or control a paragraph cannot be cut
    }
    from = at + 1;
  }
}

void Filler::render_image(const Piece& piece, const Node& value, pugi::xml_node into) {
  const Node* name = value.find("png");
  PlacedImage image;
  if (!name || name->scalar.empty() || !images_(name->scalar, image)) return report(kNoImage, *piece.mark);
  const auto cx = static_cast<long long>(std::llround(piece.mark->width_cm * kEmuPerCm));
  const auto cy = std::max(
      1LL, static_cast<long long>(std::llround(static_cast<double>(cx) * image.height / image.width)));
  const Node* words = value.find("alt");
  // Declared where used, so that any template will do.
  static constexpr std::string_view kDrawing =
      R"(<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">)"
      R"(<wp:extent cx="{0}" cy="{1}"/><wp:docPr id="1" name="{2}"/>)"
      R"(<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">)"
      R"(<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">)"
      R"(<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">)"
      R"(<pic:nvPicPr><pic:cNvPr id="0" name="{2}"/><pic:cNvPicPr/></pic:nvPicPr>)"
      R"(<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{2}"/>)"
      R"(<a:stretch><a:fillRect/></a:stretch></pic:blipFill>)"
      R"(<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{0}" cy="{1}"/></a:xfrm>)"
      R"(<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>)";
  const std::string xml = fmt::format(kDrawing, cx, cy, image.relationship);
  pugi::xml_document drawing;
  drawing.load_buffer(xml.data(), xml.size());
  if (words)
    drawing.first_child()
        .first_child()
        .child("wp:docPr")
        .append_attribute("descr")
        .set_value(clean_text(words->scalar).c_str());
  append_run(into, piece.node).append_copy(drawing.first_child());
}

}  // namespace xanh::docx

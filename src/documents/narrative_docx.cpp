#include "documents/narrative_docx.hpp"

#include "base/canonical.hpp"
#include "documents/docx_marks.hpp"
#include "documents/docx_package.hpp"

namespace xanh::docx {
namespace {

// Characters of the private use area: no text of an office has them, and XML takes them.
constexpr std::string_view kOpen = "\xEE\x80\x80", kMiddle = "\xEE\x80\x81", kClose = "\xEE\x80\x82";
constexpr std::string_view kBookmark = "xanh_";
constexpr size_t kMostParagraphs = 5000;

constexpr ProblemKind kTooLong{"narrative-too-long",        Severity::error,
                               "tệp có hơn {most} đoạn",    "the file has more than {most} paragraphs",
                               "chọn đúng tệp thuyết minh", "choose the right file"};

const std::string* body_of(const WordFile& word) {
  for (const auto& part : word.parts)
    if (part.kind == docx::TextPart::Kind::body) return word.package.part(part.name);
  return nullptr;
}

pugi::xml_node run_like(const pugi::xml_node& run, pugi::xml_node parent, std::string_view text) {
  pugi::xml_node out = parent.append_child("w:r");
  if (const auto look = run.child("w:rPr")) out.append_copy(look);
  pugi::xml_node words = out.append_child("w:t");
  words.append_attribute("xml:space") = "preserve";
  words.text().set(std::string(text).c_str());
  return out;
}

/// The run's text in pieces, the marked ones as controls, in its place. Each has a bookmark around it as
/// well: some office suites lose the tags of controls, none loses bookmarks.
void split_run(pugi::xml_node run, const std::string& text, int& bookmarks) {
  pugi::xml_document pieces;
  std::string_view rest = text;
  const auto plain = [&](std::string_view words) {
    if (!words.empty()) run_like(run, pieces, words);
  };
  while (!rest.empty()) {
    const size_t open = rest.find(kOpen), middle = rest.find(kMiddle, open),
                 close = rest.find(kClose, middle);
    if (open == std::string_view::npos || middle == std::string_view::npos ||
        close == std::string_view::npos) {
      plain(rest);
      break;
    }
    plain(rest.substr(0, open));
    const std::string tag(rest.substr(open + kOpen.size(), middle - open - kOpen.size()));
    const std::string id = std::to_string(++bookmarks);
    pugi::xml_node opens = pieces.append_child("w:bookmarkStart");
    opens.append_attribute("w:id") = id.c_str();
    opens.append_attribute("w:name") = (bookmark_of(tag) + "_" + id).c_str();
    pugi::xml_node control = pieces.append_child("w:sdt");
    pugi::xml_node about = control.append_child("w:sdtPr");
    about.append_child("w:alias").append_attribute("w:val") = tag.c_str();
    about.append_child("w:tag").append_attribute("w:val") = tag.c_str();
    run_like(run, control.append_child("w:sdtContent"),
             rest.substr(middle + kMiddle.size(), close - middle - kMiddle.size()));
    pieces.append_child("w:bookmarkEnd").append_attribute("w:id") = id.c_str();
    rest.remove_prefix(close + kClose.size());
  }
  pugi::xml_node parent = run.parent();
  for (const auto piece : pieces.children()) parent.insert_copy_before(piece, run);
  parent.remove_child(run);
}

void collect_runs(pugi::xml_node node, std::vector<pugi::xml_node>& out) {
  for (const auto child : node.children()) {
    if (std::string_view(child.name()) == "w:r" &&
        std::string_view(child.child("w:t").text().get()).find(kOpen) != std::string_view::npos)
      out.push_back(child);
    else
      collect_runs(child, out);
  }
}

bool is_gone(std::string_view name) {
  return name == "w:del" || name == "w:moveFrom" || name == "w:pPr" || name == "w:rPr" ||
         name == "mc:Fallback" || name == "w:sdtPr" || name == "w:sdtEndPr";
}

/// Reads the words of a paragraph; `open` holds our bookmarks that are open, by their ids.
void read_inline(pugi::xml_node parent, const std::string& tag, std::map<std::string, std::string>& open,
                 ControlledParagraph& to) {
  const auto add = [&](std::string_view text) {
    const std::string& own = tag.empty() && !open.empty() ? open.begin()->second : tag;
    if (to.parts.empty() || to.parts.back().tag != own) to.parts.push_back({{}, own});
    to.parts.back().text += text;
  };
  for (const auto child : parent.children()) {
    const std::string_view name = child.name();
    if (name == "w:t")
      add(child.text().get());
    else if (name == "w:tab" || name == "w:br" || name == "w:cr")
      add(" ");
    else if (name == "w:noBreakHyphen")
      add("-");
    else if (name == "w:bookmarkStart") {
      const std::string_view mark = child.attribute("w:name").value();
      if (mark.starts_with(kBookmark))  // xanh_<hash>_<number>
        open[child.attribute("w:id").value()] = std::string(mark.substr(0, mark.rfind('_')));
    } else if (name == "w:bookmarkEnd") {
      open.erase(child.attribute("w:id").value());
    } else if (name == "w:sdt") {
      const std::string own = child.child("w:sdtPr").child("w:tag").attribute("w:val").value();
      read_inline(child.child("w:sdtContent"), own.empty() ? tag : own, open, to);
    } else if (!is_gone(name)) {
      read_inline(child, tag, open, to);
    }
  }
}

void read_blocks(pugi::xml_node parent, const std::string& tag, std::vector<ControlledParagraph>& out) {
  for (const auto child : parent.children()) {
    if (out.size() > kMostParagraphs) return;
    const std::string_view name = child.name();
    if (name == "w:p") {
      ControlledParagraph one;
      const std::string_view style = child.child("w:pPr").child("w:pStyle").attribute("w:val").value();
      one.heading = style.starts_with("Heading") || style.starts_with("heading");
      std::map<std::string, std::string> open;
      read_inline(child, tag, open, one);
      out.push_back(std::move(one));
    } else if (name == "w:sdt") {  // Word moves a control around a whole paragraph out of it
      const std::string own = child.child("w:sdtPr").child("w:tag").attribute("w:val").value();
      read_blocks(child.child("w:sdtContent"), own.empty() ? tag : own, out);
    } else if (!is_gone(name)) {
      read_blocks(child, tag, out);
    }
  }
}

}  // namespace

std::string bookmark_of(const std::string& tag) {
  return std::string(kBookmark) + sha256(tag).substr(0, 12);
}

std::string marked_field(const std::string& tag, const std::string& text) {
  return std::string(kOpen) + tag + std::string(kMiddle) + text + std::string(kClose);
}

Outcome<std::string> fields_to_controls(const std::string& docx_bytes, const std::string& file) {
  Outcome<std::string> out;
  const auto word = open_word(docx_bytes, file, out.problems);
  if (!word) return out;
  const std::string* body = body_of(*word);
  pugi::xml_document xml;
  if (!body || !parse_part(*body, file, "word/document.xml", xml, out.problems)) return out;
  std::vector<pugi::xml_node> runs;
  collect_runs(xml.root(), runs);
  int bookmarks = 1000;  // beyond those of a template
  for (const auto run : runs) {
    const std::string text = run.child("w:t").text().get();
    split_run(run, text, bookmarks);
  }
  PackageWriter writer;
  for (const auto& name : word->package.names()) {
    const std::string* part = word->package.part(name);
    writer.add(name, part == body ? write_xml(xml) : *part);
  }
  out.value = writer.finish();
  return out;
}

Outcome<std::vector<ControlledParagraph>> paragraphs_with_controls(const std::string& docx_bytes,
                                                                   const std::string& file) {
  Outcome<std::vector<ControlledParagraph>> out;
  const auto word = open_word(docx_bytes, file, out.problems);
  if (!word) return out;
  const std::string* body = body_of(*word);
  pugi::xml_document xml;
  if (!body || !parse_part(*body, file, "word/document.xml", xml, out.problems)) return out;
  read_blocks(xml.root(), {}, out.value);
  if (out.value.size() > kMostParagraphs)
    out.problems.push_back(
        problem(kTooLong, Place{file, 0, 0, {}, {}, {}}, {{"most", std::to_string(kMostParagraphs)}}));
  return out;
}

}  // namespace xanh::docx

// Plain text of a Word file, as tests and comparisons read it.
#include <string_view>

#include "documents/docx_marks.hpp"
#include "documents/docx_package.hpp"
#include "documents/docx_template.hpp"

namespace xanh {
namespace {

void append_inline(pugi::xml_node parent, std::string& out) {
  for (const pugi::xml_node child : parent.children()) {
    const std::string_view name = child.name();
    if (name == "w:t")
      out += child.text().get();
    else if (name == "w:tab" && std::string_view(parent.name()) == "w:r")
      out += '\t';
    else if (name == "w:br" || name == "w:cr")
      out += std::string_view(child.attribute("w:type").value()) == "page" ? '\f' : ' ';
    else if (name != "w:pPr" && name != "w:rPr" && name != "w:del" && name != "w:moveFrom" &&
             name != "mc:Fallback")
      append_inline(child, out);
  }
}

void append_blocks(pugi::xml_node parent, std::string& out) {
  for (const pugi::xml_node child : parent.children()) {
    const std::string_view name = child.name();
    if (name == "w:p") {
      append_inline(child, out);
      out += '\n';
    } else if (name == "w:tr") {
      bool first = true;
      for (const pugi::xml_node cell : child.children("w:tc")) {
        if (!first) out += '\t';
        first = false;
        std::string text;
        append_blocks(cell, text);
        while (text.ends_with('\n')) text.pop_back();
        for (const char c : text) out += c == '\n' ? ' ' : c;
      }
      out += '\n';
    } else {
      append_blocks(child, out);
    }
  }
}

}  // namespace

Outcome<std::string> docx_text(const std::string& docx_bytes, const std::string& file) {
  Outcome<std::string> out;
  const auto word = docx::open_word(docx_bytes, file, out.problems);
  if (!word) return out;
  for (const docx::TextPart& part : word->parts) {
    pugi::xml_document xml;
    if (docx::parse_part(*word->package.part(part.name), file, part.name, xml, out.problems))
      append_blocks(xml.root(), out.value);
  }
  return out;
}

}  // namespace xanh

// What a Word file with tracked changes says when all of them are accepted or all rejected, read from its XML
// as the standard has it (ECMA-376 part 1, 17.13.5), apart from the code that writes it.
#pragma once

#include <pugixml.hpp>

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/ooxml/package.hpp"

namespace xanh {

enum class Answer { accept, reject };

inline std::string document_xml(const std::string& docx) {
  const auto package = Package::open(docx, "redline.docx");
  const std::string* part = package.ok() ? package.value.part("word/document.xml") : nullptr;
  if (!part) throw std::runtime_error("no document.xml");
  return *part;
}

class TrackedReader {
 public:
  explicit TrackedReader(Answer answer) : answer_(answer) {}

  /// A paragraph a line, the cells of a row divided by tabs.
  std::string read(const std::string& docx) {
    pugi::xml_document xml;
    if (!xml.load_string(document_xml(docx).c_str(), pugi::parse_default | pugi::parse_ws_pcdata))
      throw std::runtime_error("broken document.xml");
    blocks(xml.child("w:document").child("w:body"));
    if (!pending_.empty()) throw std::runtime_error("a text without a paragraph");
    return out_;
  }

 private:
  [[nodiscard]] bool goes(std::string_view name) const {
    return answer_ == Answer::accept ? name == "w:del" || name == "w:moveFrom"
                                     : name == "w:ins" || name == "w:moveTo";
  }
  [[nodiscard]] bool goes_with(pugi::xml_node properties) const {
    for (const auto child : properties.children())
      if (goes(child.name())) return true;
    return false;
  }

  void blocks(pugi::xml_node parent) {
    for (const auto child : parent.children()) {
      const std::string_view name = child.name();
      if (name == "w:p") {
        inline_text(child, pending_);
        if (goes_with(child.child("w:pPr").child("w:rPr"))) continue;  // its text joins the next paragraph
        out_ += pending_ + "\n";
        pending_.clear();
      } else if (name == "w:tbl") {
        for (const auto row : child.children("w:tr"))
          if (!goes_with(row.child("w:trPr"))) add_row(row);
      }
    }
  }

  void add_row(pugi::xml_node row) {
    std::string line;
    for (const auto cell : row.children("w:tc")) {
      TrackedReader inside(answer_);
      inside.blocks(cell);
      std::string text = inside.out_;
      if (!text.empty()) text.pop_back();
      line += (line.empty() && cell == row.child("w:tc") ? "" : "\t") + text;
    }
    out_ += line + "\n";
  }

  void inline_text(pugi::xml_node parent, std::string& out) const {
    for (const auto child : parent.children()) {
      const std::string_view name = child.name();
      if (name == "w:t" || name == "w:delText")
        out += child.text().get();
      else if (name != "w:pPr" && !goes(name))
        inline_text(child, out);
    }
  }

  Answer answer_;
  std::string out_, pending_;
};

inline std::string text_after(const std::string& docx, Answer answer) {
  return TrackedReader(answer).read(docx);
}

/// What Word would not open, or would mend: elements out of the order of the schema, changes numbered twice,
/// deleted text that is not marked as such. Empty when all is well.
inline std::vector<std::string> faults_of(const std::string& docx) {
  struct Walker : pugi::xml_tree_walker {
    std::vector<std::string> faults;
    std::set<std::string> ids;

    /// Children have to come in this order, each at most once.
    void ordered(pugi::xml_node node, const std::vector<std::string>& order) {
      size_t at = 0;
      for (const auto child : node.children()) {
        size_t found = at;
        while (found < order.size() && order[found] != child.name()) ++found;
        if (found == order.size()) {
          faults.push_back(std::string(child.name()) + " out of order in " + node.name());
          return;
        }
        at = found + 1;
      }
    }

    bool for_each(pugi::xml_node& node) override {
      const std::string name = node.name();
      const std::string parent = node.parent().name();
      if (name == "w:pPr") {
        ordered(node, {"w:keepNext", "w:numPr", "w:spacing", "w:ind", "w:jc", "w:rPr"});
        if (node.previous_sibling()) faults.push_back("w:pPr behind a run");
      }
      if (name == "w:trPr") ordered(node, {"w:cantSplit", "w:tblHeader", "w:ins", "w:del"});
      if (name == "w:tcPr") ordered(node, {"w:tcW", "w:gridSpan", "w:vAlign"});
      if (name == "w:tblPr") ordered(node, {"w:tblW", "w:tblBorders", "w:tblLayout", "w:tblCellMar"});
      if (name == "w:rPr" && parent == "w:r") ordered(node, {"w:b", "w:i", "w:sz"});
      if (name == "w:rPr" && parent == "w:pPr") ordered(node, {"w:ins", "w:del"});
      if (name == "w:tc" && std::string_view(node.last_child().name()) != "w:p")
        faults.push_back("a cell without a paragraph at its end");
      if (name == "w:tr" && !node.child("w:tc")) faults.push_back("a row without a cell");
      if (name == "w:tbl") {
        int width = 0;
        for (const auto column : node.child("w:tblGrid").children("w:gridCol"))
          width += column.attribute("w:w").as_int();
        for (const auto row : node.children("w:tr")) {
          int cells = 0;
          for (const auto cell : row.children("w:tc"))
            cells += cell.child("w:tcPr").child("w:tcW").attribute("w:w").as_int();
          if (cells != width) faults.push_back("a row not as wide as its table");
        }
      }
      if (name == "w:ins" || name == "w:del") {
        if (!ids.insert(node.attribute("w:id").value()).second)
          faults.push_back("a number of a change twice");
        for (const char* attribute : {"w:author", "w:date"})
          if (std::string_view(node.attribute(attribute).value()).empty())
            faults.push_back(std::string("a change without ") + attribute);
      }
      const std::string_view above = node.parent().parent().name();
      if (name == "w:t" && above == "w:del") faults.push_back("deleted text as text");
      if (name == "w:delText" && above != "w:del") faults.push_back("text as deleted text");
      return true;
    }
  } walker;
  pugi::xml_document xml;
  if (!xml.load_string(document_xml(docx).c_str())) return {"broken XML"};
  xml.traverse(walker);
  const auto body = xml.child("w:document").child("w:body");
  if (std::string_view(body.last_child().name()) != "w:sectPr" ||
      std::string_view(body.last_child().previous_sibling().name()) != "w:p")
    walker.faults.push_back("the body does not end with a paragraph and its section");
  return walker.faults;
}

}  // namespace xanh

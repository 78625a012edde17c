// The marks of a template: what stands between double braces, and where in a part of the document it stands.
// Word and LibreOffice cut a paragraph's text into runs at will, so a paragraph's runs are read as one text,
// and each mark is then given a run of its own with the formatting of the run in which it begins.
#pragma once

#include <pugixml.hpp>

#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/problem.hpp"

namespace xanh::docx {

struct Mark {
  enum class Kind { field, each, end_each, when, otherwise, end_when, image, page_break };
  Kind kind = Kind::field;
  std::string path;
  bool negated = false;  ///< {{#if !path}}
  double width_cm = 0;   ///< of an image
  std::string text;      ///< as written, with its braces
  Place place;
  [[nodiscard]] bool is_control() const {
    return kind == Kind::each || kind == Kind::end_each || kind == Kind::when || kind == Kind::otherwise ||
           kind == Kind::end_when;
  }
  [[nodiscard]] bool opens() const { return kind == Kind::each || kind == Kind::when; }
};

struct ParagraphMarks {
  std::vector<pugi::xml_node> runs;  ///< each holds exactly one mark
  bool alone = false;                ///< nothing but marks and blanks, so that the paragraph may disappear
};

/// One part of the package (body, header, footer, notes) after its marks were given runs of their own.
struct MarkedPart {
  pugi::xml_document xml;
  std::string name;
  std::map<const void*, Mark> marks;                 ///< by the run that holds it
  std::map<const void*, ParagraphMarks> paragraphs;  ///< those with marks
  std::unordered_set<const void*> above_marks;       ///< every element with a mark somewhere inside
};

[[nodiscard]] inline const void* key(pugi::xml_node node) {
  return node.internal_object();
}

/// Reads the mark between braces; false when it is none.
[[nodiscard]] bool parse_mark(std::string_view inside, Mark& mark);

/// Finds all marks of the part, which must be parsed already; what is no mark becomes a problem with the
/// paragraph.
void find_marks(MarkedPart& part, const std::string& file, Problems& problems);

/// Parses a part of a package. A document type, too deep nesting and broken XML are problems.
[[nodiscard]] bool parse_part(const std::string& bytes, const std::string& file, const std::string& name,
                              pugi::xml_document& xml, Problems& problems);

}  // namespace xanh::docx

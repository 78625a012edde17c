// A Word file as its parts: which are text, what must not be in a template, and how an image joins it.
#pragma once

#include <pugixml.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "exchange/ooxml/package.hpp"

namespace xanh::docx {

/// A text part of a document.
struct TextPart {
  enum class Kind { body, header, footer, notes };
  std::string name;
  Kind kind = Kind::body;
};

/// A Word package that was found harmless.
struct WordFile {
  Package package;
  std::vector<TextPart> parts;  ///< the body first, then by name
};

/// Opens and examines. Refused: macros, embedded objects and controls, relationships that fetch anything from
/// outside (attached templates, linked pictures), fields that read other files or run programs, document
/// types.
[[nodiscard]] std::optional<WordFile> open_word(const std::string& bytes, const std::string& file,
                                                Problems& problems);

[[nodiscard]] std::string write_xml(const pugi::xml_document& xml);

/// Name of the part that holds the relationships of `part`: word/document.xml → word/_rels/document.xml.rels.
[[nodiscard]] std::string relationships_of(const std::string& part);

/// Width and height of a PNG in pixels; empty when the bytes are no PNG.
[[nodiscard]] std::optional<std::pair<unsigned, unsigned>> png_size(const std::string& bytes);

/// The images used in one filling: media parts, relationships and content types that are added to the
/// package.
class Media {
 public:
  Media(const Package& package, const std::map<std::string, std::string>& images)
      : package_(package), images_(images) {}

  /// Relationship id of the image within the part, and its size; empty when there is no such PNG.
  struct Placed {
    std::string relationship;
    unsigned width = 0;
    unsigned height = 0;
  };
  [[nodiscard]] std::optional<Placed> place(const std::string& part, const std::string& image);

  /// The parts that are new or changed because of images, by name.
  void add_to(std::map<std::string, std::string>& changed) const;

 private:
  const Package& package_;
  const std::map<std::string, std::string>& images_;
  std::map<std::string, std::string> media_;                              // image → part name
  std::map<std::string, std::map<std::string, std::string>> references_;  // part → image → relationship id
};

}  // namespace xanh::docx

// Renders the pieces of one part with values into the part that goes into the document.
#pragma once

#include <pugixml.hpp>

#include <functional>
#include <string>
#include <vector>

#include "base/node.hpp"
#include "base/problem.hpp"
#include "documents/docx_pieces.hpp"
#include "documents/docx_scope.hpp"

namespace xanh::docx {

/// An image as the part refers to it.
struct PlacedImage {
  std::string relationship;  ///< id in the part's relationships
  unsigned width = 0;        ///< pixels, for the proportions
  unsigned height = 0;
};

class Filler {
 public:
  /// The image of this name for the part being filled; false when there is none or it is no PNG.
  using ImageSource = std::function<bool(const std::string& name, PlacedImage& image)>;

  Filler(const Node& values, bool page_breaks, ImageSource images, Problems& problems)
      : scope_(values), page_breaks_(page_breaks), images_(std::move(images)), problems_(problems) {}

  void fill(const std::vector<Piece>& pieces, pugi::xml_document& out);

 private:
  void render(const std::vector<Piece>& pieces, pugi::xml_node into);
  void render_each(const Piece& piece, pugi::xml_node into);
  void render_element(const Piece& piece, pugi::xml_node into);
  void render_value(const Piece& piece, pugi::xml_node into);
  void render_text(const Piece& piece, const std::string& text, pugi::xml_node into);
  void render_image(const Piece& piece, const Node& value, pugi::xml_node into);
  void copy(pugi::xml_node source, pugi::xml_node into);
  /// The value of the mark's path; nothing after a problem.
  const Node* value_of(const Mark& mark);
  void report(const ProblemKind& kind, const Mark& mark, std::string suggestion = {});
  bool has_room();

  Scope scope_;
  bool page_breaks_;
  ImageSource images_;
  Problems& problems_;
  bool repeated_ = false;  // in a second or later round of a loop
  size_t rendered_ = 0;
};

}  // namespace xanh::docx

// A marked part as a tree of pieces: what is copied, what is filled in, what repeats and what depends on a
// condition. Three levels know control marks, each by one rule: runs (open and close within one paragraph),
// paragraphs (the mark alone in its paragraph) and table rows (opened in the row's first cell, closed in the
// last cell of this or a later row).
#pragma once

#include <pugixml.hpp>

#include <string>
#include <vector>

#include "documents/docx_marks.hpp"

namespace xanh::docx {

struct Piece {
  enum class Kind { copy, element, value, each, when };
  Kind kind = Kind::copy;
  pugi::xml_node
      node;  ///< copied whole, as an element around `body`, or the run whose formatting a value takes
  const Mark* mark = nullptr;    ///< of value, each and when
  std::vector<Piece> body;       ///< of element, each; of when: if it holds
  std::vector<Piece> otherwise;  ///< of when: if it does not
};

/// The pieces of the part's root. Marks of rows are taken out of their cells on the way.
[[nodiscard]] std::vector<Piece> pieces_of(MarkedPart& part, Problems& problems);

/// Every field the pieces name, in order of appearance; inside a loop as `list[].field`.
void collect_fields(const std::vector<Piece>& pieces, const std::string& prefix,
                    std::vector<std::string>& fields);

}  // namespace xanh::docx

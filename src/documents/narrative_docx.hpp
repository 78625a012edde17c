// Content controls (w:sdt) of a Word file: named stretches of text that keep their name while people edit
// around them (ECMA-376 part 1, 17.5.2).
#pragma once

#include <string>
#include <vector>

#include "base/problem.hpp"

namespace xanh::docx {

/// A named stretch as it passes through a template: fields_to_controls makes a control of it.
[[nodiscard]] std::string marked_field(const std::string& tag, const std::string& text);

/// The document with every marked stretch of its body as a control of that tag.
[[nodiscard]] Outcome<std::string> fields_to_controls(const std::string& docx_bytes, const std::string& file);

/// The bookmark that stands around a field beside its control, without the number that makes it unique.
[[nodiscard]] std::string bookmark_of(const std::string& tag);

struct ControlledPart {
  /// tag: of the control the text stands in, or, where that was lost, bookmark_of it; empty outside of one.
  std::string text, tag;
};
struct ControlledParagraph {
  bool heading = false;  ///< by its style
  std::vector<ControlledPart> parts;
};
/// The paragraphs of the body with their controls; deleted text of tracked changes is left out. At most
/// 5,000.
[[nodiscard]] Outcome<std::vector<ControlledParagraph>> paragraphs_with_controls(
    const std::string& docx_bytes, const std::string& file);

}  // namespace xanh::docx

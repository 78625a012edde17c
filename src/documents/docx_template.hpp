// The Word templates of the office: plain text marks in a .docx, filled with values.
//
//   {{goal.name}}                        a value; a line end in it starts a new paragraph of the same form, a
//   tab stays a tab
//   {{#each targets}} … {{/each}}        repeats: paragraphs, when each mark stands alone in its paragraph
//   (which disappears);
//                                        table rows, from the row whose first cell opens to the row whose
//                                        last cell closes; text, when both stand in one paragraph.
//                                        {{@number}}, {{@last}}, {{@value}} (of a plain item)
//   {{#if path}} … {{else}} … {{/if}}    in the same three places; {{#if !path}} for not
//   {{image chart 16}}                   a PNG, so many centimetres wide
//   {{page_break}}                       in the body
//
// Names resolve in the innermost loop first, then outwards. Read are body, headers, footers, footnotes and
// endnotes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/node.hpp"
#include "base/problem.hpp"

namespace xanh {

/// The filled document. Values: texts and numbers as they shall read; lists; maps; null for known but absent
/// (reads as nothing). An image is a map {png: name in `images`, alt: text for those who cannot see it}.
/// Whatever a value holds comes out as text. The same input gives the same bytes. With an error among the
/// problems there is no document.
[[nodiscard]] Outcome<std::string> fill_template(const std::string& docx_bytes, const std::string& file,
                                                 const Node& values,
                                                 const std::map<std::string, std::string>& images);

/// The fields a template names, in order of appearance, fields of a loop as `list[].field`; problems as in
/// filling.
[[nodiscard]] Outcome<std::vector<std::string>> template_fields(const std::string& docx_bytes,
                                                                const std::string& file);

/// Plain text of a document: body, then headers, footers and notes; a paragraph a line, cells of a row
/// divided by tabs.
[[nodiscard]] Outcome<std::string> docx_text(const std::string& docx_bytes, const std::string& file = {});

}  // namespace xanh

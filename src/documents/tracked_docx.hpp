// Writes a Word file with tracked changes (ECMA-376 part 1, 17.13.5): what one version says is deleted, what
// the other says is inserted, word by word, by paragraphs and by rows of tables. Layout of an annex with
// tables by Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, Times New Roman 13, wide pages for tables (mục I.2).
#pragma once

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace xanh::docx {

enum class Align { left, centre, justified };

struct Look {
  Align align = Align::left;
  bool bold = false;
  bool italic = false;
  int after = 0;  ///< points of space below
  bool keep_next = false;
};

/// What a paragraph or cell says before and after. `by_item`: of names, figures and days, with "; "
/// between them, each comes or goes whole; half of one in another reads as neither.
struct Wording {
  std::string before, after;
  bool by_item = false;
};

struct TrackedCell {
  Wording text;
  Look look;
  int columns = 1;        ///< that it goes over
  int number_series = 0;  ///< not 0: a running number of that series stands there, which Word counts itself
};

/// Which version has the whole paragraph or row.
enum class In { both, before, after };

class TrackedDocument {
 public:
  /// `author` and `at` stand at every change. Texts are one line; what XML does not allow is left out.
  TrackedDocument(const std::string& author, Instant at);

  /// One that only one version has should be followed by another paragraph, not by a table: Word and
  /// LibreOffice leave an empty line where it is taken away before a table.
  void paragraph(In in, const Wording& text, const Look& look);
  /// Widths of the columns in mm; the text is 247 mm wide.
  void open_table(const std::vector<int>& widths);
  void row(In in, const std::vector<TrackedCell>& cells);
  /// Repeated on every page the table reaches; before any other row.
  void head_row(const std::vector<TrackedCell>& cells);
  void close_table();

  /// The whole file; the same calls give the same bytes. `note` stands over the first page and is no part of
  /// the text.
  [[nodiscard]] std::string finish(const std::string& note);

 private:
  pugi::xml_node change(pugi::xml_node parent, const char* name);
  void mark(pugi::xml_node properties, In in);
  void runs(pugi::xml_node paragraph, In in, const Wording& text, const Look& look);
  void add_paragraph(pugi::xml_node parent, In in, const Wording& text, const Look& look, int series);
  pugi::xml_node add_row(In in, const std::vector<TrackedCell>& cells, bool head);

  std::string author_;
  std::string at_;
  int changes_ = 0;  ///< so far: every one has a number of its own
  int series_ = 0;   ///< of running numbers, the highest
  std::vector<int> widths_;
  pugi::xml_document body_;
  pugi::xml_node table_;
};

}  // namespace xanh::docx

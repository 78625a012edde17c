#include "documents/docx_pieces.hpp"

#include <algorithm>
#include <string_view>

#include "documents/docx_template_problems.hpp"

namespace xanh::docx {
namespace {

/// A loop or condition still open among the children of one element.
struct Frame {
  Piece piece;
  bool in_otherwise = false;
};

class Sequence {
 public:
  explicit Sequence(Problems& problems) : problems_(problems) {}

  void add(Piece piece) { target().push_back(std::move(piece)); }

  void control(const Mark& mark) {
    if (mark.opens()) {
      Piece piece;
      piece.kind = mark.kind == Mark::Kind::each ? Piece::Kind::each : Piece::Kind::when;
      piece.mark = &mark;
      open_.push_back({std::move(piece), false});
      return;
    }
    const bool for_each = mark.kind == Mark::Kind::end_each;
    const bool fits = !open_.empty() && (open_.back().piece.kind == Piece::Kind::each) == for_each &&
                      !(mark.kind == Mark::Kind::otherwise && open_.back().in_otherwise);
    if (!fits) {
      problems_.push_back(problem(kNotOpened, mark.place, {{"mark", mark.text}}));
    } else if (mark.kind == Mark::Kind::otherwise) {
      open_.back().in_otherwise = true;
    } else {
      close();
    }
  }

  std::vector<Piece> finish() {
    while (!open_.empty()) {
      const Mark& mark = *open_.back().piece.mark;
      problems_.push_back(
          problem(kNotClosed, mark.place,
                  {{"mark", mark.text}, {"close", mark.kind == Mark::Kind::each ? "{{/each}}" : "{{/if}}"}}));
      close();
    }
    return std::move(done_);
  }

 private:
  std::vector<Piece>& target() {
    if (open_.empty()) return done_;
    return open_.back().in_otherwise ? open_.back().piece.otherwise : open_.back().piece.body;
  }

  void close() {
    Piece piece = std::move(open_.back().piece);
    open_.pop_back();
    add(std::move(piece));
  }

  Problems& problems_;
  std::vector<Frame> open_;
  std::vector<Piece> done_;
};

/// Control marks that nothing in their own list closes or opens.
std::vector<pugi::xml_node> unmatched(const MarkedPart& part, const std::vector<pugi::xml_node>& runs) {
  std::vector<pugi::xml_node> loose;
  for (const pugi::xml_node run : runs) {
    const Mark& mark = part.marks.at(key(run));
    if (!mark.is_control()) continue;
    const auto opens_for = [&](pugi::xml_node other) {
      const Mark& before = part.marks.at(key(other));
      return before.kind == (mark.kind == Mark::Kind::end_each ? Mark::Kind::each : Mark::Kind::when);
    };
    const bool belongs = !mark.opens() && !loose.empty() && opens_for(loose.back());
    if (mark.kind == Mark::Kind::otherwise && belongs) continue;
    if (belongs)
      loose.pop_back();
    else
      loose.push_back(run);
  }
  return loose;
}

class Compiler {
 public:
  Compiler(MarkedPart& part, Problems& problems) : part_(part), problems_(problems) {}

  std::vector<Piece> children(pugi::xml_node parent) {
    Sequence sequence(problems_);
    for (pugi::xml_node child = parent.first_child(); child;) {
      const pugi::xml_node next = child.next_sibling();  // a mark of a row may be taken out of the child
      child_of(sequence, child);
      child = next;
    }
    return sequence.finish();
  }

 private:
  void child_of(Sequence& sequence, pugi::xml_node child) {
    if (!part_.above_marks.contains(key(child))) {
      sequence.add({Piece::Kind::copy, child, nullptr, {}, {}});
      return;
    }
    if (const auto mark = part_.marks.find(key(child)); mark != part_.marks.end()) {
      if (mark->second.is_control())
        sequence.control(mark->second);
      else
        sequence.add({Piece::Kind::value, child, &mark->second, {}, {}});
      return;
    }
    const std::string_view name = child.name();
    if (name == "w:p" && disappears(child)) {
      for (const pugi::xml_node run : part_.paragraphs.at(key(child)).runs)
        sequence.control(part_.marks.at(key(run)));
      return;
    }
    if (name == "w:p") check_paragraph(child);
    if (name != "w:tr") {
      sequence.add({Piece::Kind::element, child, nullptr, children(child), {}});
      return;
    }
    const RowMarks row = take_row_marks(child);
    for (const Mark* mark : row.before) sequence.control(*mark);
    if (!row.disappears) sequence.add({Piece::Kind::element, child, nullptr, children(child), {}});
    for (const Mark* mark : row.after) sequence.control(*mark);
  }

  [[nodiscard]] bool disappears(pugi::xml_node paragraph) const {
    const auto found = part_.paragraphs.find(key(paragraph));
    return found != part_.paragraphs.end() && found->second.alone && !found->second.runs.empty() &&
           std::all_of(found->second.runs.begin(), found->second.runs.end(),
                       [&](pugi::xml_node run) { return part_.marks.at(key(run)).is_control(); });
  }

  /// Within a line of text a mark must be closed in the same line; otherwise it was meant to stand alone.
  void check_paragraph(pugi::xml_node paragraph) {
    const auto found = part_.paragraphs.find(key(paragraph));
    if (found == part_.paragraphs.end()) return;
    std::vector<pugi::xml_node>& runs = found->second.runs;
    for (const pugi::xml_node run : unmatched(part_, runs)) {
      const Mark& mark = part_.marks.at(key(run));
      misplaced(mark, "đứng chung với chữ khác mà không mở và đóng trong cùng một đoạn",
                "it stands among other text without being opened and closed in the same paragraph",
                "để dấu một mình trong đoạn riêng, hoặc mở và đóng trong cùng đoạn",
                "let it stand alone in its own paragraph, or open and close it in the same one");
      std::erase(runs, run);
      take_out(run);
    }
  }

  struct RowMarks {
    std::vector<const Mark*> before;
    std::vector<const Mark*> after;
    bool disappears = false;
  };

  RowMarks take_row_marks(pugi::xml_node row) {
    std::vector<pugi::xml_node> cells;
    for (const pugi::xml_node child : row.children()) {
      const std::string_view name = child.name();
      if (name == "w:tc") cells.push_back(child);
      if (name == "w:sdt")
        for (const pugi::xml_node cell : child.child("w:sdtContent").children("w:tc")) cells.push_back(cell);
    }
    RowMarks out;
    std::vector<std::pair<pugi::xml_node, size_t>> loose;  // run, cell
    bool other_content = false;
    for (size_t i = 0; i < cells.size(); ++i) {
      std::vector<pugi::xml_node> runs;
      other_content |= collect(cells[i], runs);
      for (const pugi::xml_node run : unmatched(part_, runs)) loose.emplace_back(run, i);
    }
    if (loose.empty()) return out;
    out.disappears = !other_content;
    for (const auto& [run, cell] : loose) {
      const Mark& mark = part_.marks.at(key(run));
      if (out.disappears || (mark.opens() && cell == 0))
        out.before.push_back(&mark);
      else if (!mark.opens() && mark.kind != Mark::Kind::otherwise && cell + 1 == cells.size())
        out.after.push_back(&mark);
      else
        misplaced(mark, "trong bảng, dấu mở phải ở ô đầu và dấu đóng ở ô cuối của dòng",
                  "in a table a row is opened in its first cell and closed in its last",
                  "chuyển dấu sang ô đầu hoặc ô cuối, hoặc để dấu ở một dòng riêng",
                  "move it to the first or last cell, or give it a row of its own");
      remove_from_cell(run);
    }
    return out;
  }

  /// The mark runs below a cell in order; true when the cell holds anything besides control marks.
  bool collect(pugi::xml_node parent, std::vector<pugi::xml_node>& runs) const {
    bool other = false;
    for (const pugi::xml_node child : parent.children()) {
      if (const auto mark = part_.marks.find(key(child)); mark != part_.marks.end()) {
        runs.push_back(child);
        other |= !mark->second.is_control();
        continue;
      }
      const std::string_view name = child.name();
      if (name == "w:t")
        other |= std::string_view(child.text().get()).find_first_not_of(" \t\n") != std::string_view::npos;
      if (name == "w:drawing" || name == "w:pict" || name == "w:object") other = true;
      other |= collect(child, runs);
    }
    return other;
  }

  /// A paragraph that held nothing but this mark goes with it, unless it is all the cell has.
  void remove_from_cell(pugi::xml_node run) {
    pugi::xml_node paragraph = run.parent();
    while (paragraph && std::string_view(paragraph.name()) != "w:p") paragraph = paragraph.parent();
    const auto found = part_.paragraphs.find(key(paragraph));
    take_out(run);
    if (found == part_.paragraphs.end()) return;
    ParagraphMarks& marks = found->second;
    std::erase(marks.runs, run);
    pugi::xml_node above = paragraph.parent();
    size_t siblings = 0;
    for (const pugi::xml_node other : above.children()) siblings += std::string_view(other.name()) == "w:p";
    if (!marks.runs.empty() || !marks.alone || siblings < 2) return;
    part_.paragraphs.erase(found);
    above.remove_child(paragraph);
  }

  /// The mark itself stays known: pieces point at it.
  void take_out(pugi::xml_node run) { run.parent().remove_child(run); }

  void misplaced(const Mark& mark, std::string_view why_vi, std::string_view why_en, std::string_view do_vi,
                 std::string_view do_en) {
    problems_.push_back(problem(
        kWrongPlace, mark.place,
        {{"mark", mark.text}, {"why_vi", why_vi}, {"why_en", why_en}, {"do_vi", do_vi}, {"do_en", do_en}}));
  }

  MarkedPart& part_;
  Problems& problems_;
};

}  // namespace

std::vector<Piece> pieces_of(MarkedPart& part, Problems& problems) {
  return Compiler(part, problems).children(part.xml.root());
}

void collect_fields(const std::vector<Piece>& pieces, const std::string& prefix,
                    std::vector<std::string>& fields) {
  const auto note = [&](const std::string& field) {
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
  };
  for (const Piece& piece : pieces) {
    const bool named = piece.mark && !piece.mark->path.empty() && piece.mark->path.front() != '@';
    if (piece.kind == Piece::Kind::each) {
      note(prefix + piece.mark->path + "[]");
      collect_fields(piece.body, prefix + piece.mark->path + "[].", fields);
      continue;
    }
    if (named) note(prefix + piece.mark->path);
    collect_fields(piece.body, prefix, fields);
    collect_fields(piece.otherwise, prefix, fields);
  }
}

}  // namespace xanh::docx

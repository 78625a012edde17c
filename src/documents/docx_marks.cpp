#include "documents/docx_marks.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <functional>

#include "base/text.hpp"
#include "documents/docx_template_problems.hpp"

namespace xanh::docx {
namespace {

constexpr int kDeepest = 256;      // Word's own documents stay below 60
constexpr char kBarrier = '\x01';  // stands in a paragraph's text for what a mark cannot span
constexpr size_t kExcerpt = 60;    // characters of a paragraph shown with a problem

bool is_named(pugi::xml_node node, const char* name) {
  return std::strcmp(node.name(), name) == 0;
}

/// The text of one w:t within its paragraph's text.
struct TextRun {
  pugi::xml_node text;
  size_t begin = 0;
  size_t end = 0;
};

struct Flat {
  std::string text;
  std::vector<TextRun> pieces;
};

void flatten(pugi::xml_node parent, Flat& flat) {
  for (const pugi::xml_node child : parent.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string_view name = child.name();
    if (name == "w:t" && is_named(parent, "w:r")) {
      const size_t begin = flat.text.size();
      flat.text += child.text().get();
      flat.pieces.push_back({child, begin, flat.text.size()});
    } else if (name == "w:r" || name == "w:hyperlink" || name == "w:ins" || name == "w:smartTag" ||
               name == "w:sdt" || name == "w:sdtContent" || name == "w:fldSimple" || name == "w:moveTo" ||
               name == "w:customXml") {
      flatten(child, flat);
    } else if (name == "w:tab") {
      flat.text += '\t';
    } else if (name == "w:br" || name == "w:cr" || name == "w:drawing" || name == "w:pict" ||
               name == "w:object" || name == "w:sym" || name == "w:noBreakHyphen" || name == "w:fldChar" ||
               name == "w:footnoteReference" || name == "w:endnoteReference" ||
               name == "mc:AlternateContent" || name == "m:oMath" || name == "m:oMathPara") {
      flat.text += kBarrier;
    }
  }
}

struct Found {
  size_t begin = 0;
  size_t end = 0;
  Mark mark;
};

std::string excerpt_of(std::string_view text) {
  std::string out;
  size_t count = 0;
  for (const char c : trimmed(text)) {
    const bool starts = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (starts && ++count > kExcerpt) return out + "…";
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

std::vector<Found> marks_in(const std::string& text, const Place& place, Problems& problems) {
  std::vector<Found> found;
  for (size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
    const size_t end = text.find("}}", at + 2);
    const std::string_view inside =
        std::string_view(text).substr(at + 2, end == std::string::npos ? std::string::npos : end - at - 2);
    if (end == std::string::npos || inside.find_first_of("\x01\t") != std::string_view::npos ||
        inside.find("{{") != std::string_view::npos) {
      problems.push_back(
          problem(kMarkNotEnded, place, {{"mark", excerpt_of(std::string_view(text).substr(at))}}));
      at += 2;
      continue;
    }
    Mark mark;
    mark.text = text.substr(at, end + 2 - at);
    mark.place = place;
    if (parse_mark(inside, mark))
      found.push_back({at, end + 2, std::move(mark)});
    else
      problems.push_back(problem(kUnknownMark, place, {{"mark", mark.text}}));
    at = end + 2;
  }
  return found;
}

pugi::xml_node new_run_like(pugi::xml_node run) {
  pugi::xml_node fresh = run.parent().insert_child_before("w:r", run);
  if (const pugi::xml_node properties = run.child("w:rPr")) fresh.append_copy(properties);
  return fresh;
}

void append_run_text(pugi::xml_node run, std::string_view text) {
  pugi::xml_node node = run.append_child("w:t");
  node.append_attribute("xml:space").set_value("preserve");
  node.append_child(pugi::node_pcdata).set_value(std::string(text).c_str());
}

/// Gives every mark of a paragraph its own run.
class RunSplitter {
 public:
  RunSplitter(MarkedPart& part, const Flat& flat, std::vector<Found>& found, ParagraphMarks& paragraph)
      : part_(part), flat_(flat), found_(found), paragraph_(paragraph) {}

  void split() {
    std::vector<pugi::xml_node> runs;
    for (const TextRun& piece : flat_.pieces)
      if (touched(piece) && (runs.empty() || runs.back() != piece.text.parent()))
        runs.push_back(piece.text.parent());
    for (const pugi::xml_node run : runs) split(run);
  }

 private:
  [[nodiscard]] bool touched(const TextRun& piece) const {
    for (const Found& f : found_)
      if (f.begin < piece.end && f.end > piece.begin) return true;
    return false;
  }

  void split(pugi::xml_node run) {
    pugi::xml_node current;
    const auto open = [&] {
      if (!current) current = new_run_like(run);
      return current;
    };
    for (pugi::xml_node child = run.first_child(); child;) {
      const pugi::xml_node next = child.next_sibling();
      const auto piece = std::find_if(flat_.pieces.begin(), flat_.pieces.end(),
                                      [&](const TextRun& p) { return p.text == child; });
      if (is_named(child, "w:rPr") || is_named(child, "w:lastRenderedPageBreak")) {
        // copied with each run, or meaningless once the text changes
      } else if (piece != flat_.pieces.end() && touched(*piece)) {
        size_t at = piece->begin;
        for (Found& f : found_) {
          if (f.end <= piece->begin || f.begin >= piece->end) continue;
          if (f.begin > at) append_run_text(open(), slice(at, f.begin));
          if (f.begin >= piece->begin) {
            const pugi::xml_node own = new_run_like(run);
            part_.marks.emplace(key(own), std::move(f.mark));
            paragraph_.runs.push_back(own);
            current = {};
          }
          at = std::min(f.end, piece->end);
        }
        if (at < piece->end) append_run_text(open(), slice(at, piece->end));
      } else {
        open().append_move(child);
      }
      child = next;
    }
    run.parent().remove_child(run);
  }

  [[nodiscard]] std::string_view slice(size_t begin, size_t end) const {
    return std::string_view(flat_.text).substr(begin, end - begin);
  }

  MarkedPart& part_;
  const Flat& flat_;
  std::vector<Found>& found_;
  ParagraphMarks& paragraph_;
};

bool is_alone(std::string text, const std::vector<Found>& found) {
  for (auto f = found.rbegin(); f != found.rend(); ++f) text.erase(f->begin, f->end - f->begin);
  for (size_t nbsp = text.find("\xC2\xA0"); nbsp != std::string::npos; nbsp = text.find("\xC2\xA0"))
    text.erase(nbsp, 2);
  return text.find_first_not_of(" \t") == std::string::npos;
}

bool is_path(std::string_view text) {
  if (text == "@number" || text == "@value" || text == "@last") return true;
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!plain && !(c == '.' && text[i - 1] != '.')) return false;
  }
  return true;
}

}  // namespace

bool parse_mark(std::string_view inside, Mark& mark) {
  std::string plain(inside);
  for (size_t nbsp = plain.find("\xC2\xA0"); nbsp != std::string::npos; nbsp = plain.find("\xC2\xA0"))
    plain.replace(nbsp, 2, " ");
  std::vector<std::string> words;
  for (std::string& word : split(plain, ' '))
    if (!word.empty()) words.push_back(std::move(word));
  if (words.empty()) return false;
  using Kind = Mark::Kind;
  if (words.size() == 1) {
    static const std::map<std::string, Kind, std::less<>> kWords{{"/each", Kind::end_each},
                                                                 {"else", Kind::otherwise},
                                                                 {"/if", Kind::end_when},
                                                                 {"page_break", Kind::page_break}};
    if (const auto known = kWords.find(words[0]); known != kWords.end()) {
      mark.kind = known->second;
      return true;
    }
    mark.path = words[0];
    return is_path(mark.path);
  }
  if (words[0] == "#each" && words.size() == 2) {
    mark.kind = Kind::each;
    mark.path = words[1];
    return is_path(mark.path);
  }
  if (words[0] == "#if" && (words.size() == 2 || (words.size() == 3 && words[1] == "!"))) {
    mark.kind = Kind::when;
    mark.negated = words[1].front() == '!';
    mark.path = words.size() == 3 ? words[2] : words[1].substr(mark.negated ? 1 : 0);
    return is_path(mark.path);
  }
  if (words[0] == "image" && words.size() == 3) {
    mark.kind = Kind::image;
    mark.path = words[1];
    std::replace(words[2].begin(), words[2].end(), ',', '.');
    const char* end = words[2].data() + words[2].size();
    const auto read = std::from_chars(words[2].data(), end, mark.width_cm);
    return is_path(mark.path) && read.ec == std::errc() && read.ptr == end && mark.width_cm >= 0.1 &&
           mark.width_cm <= 50;
  }
  return false;
}

bool parse_part(const std::string& bytes, const std::string& file, const std::string& name,
                pugi::xml_document& xml, Problems& problems) {
  const Place place{file, 0, 0, name, {}, {}};
  if (bytes.find("<!DOCTYPE") != std::string::npos) {
    problems.push_back(
        problem(kUnsafe, place, {{"what_vi", "khai báo DOCTYPE"}, {"what_en", "a DOCTYPE declaration"}}));
    return false;
  }
  const unsigned flags =
      pugi::parse_default | pugi::parse_declaration | pugi::parse_ws_pcdata | pugi::parse_pi;
  if (!xml.load_buffer(bytes.data(), bytes.size(), flags)) {
    problems.push_back(problem(
        kNotWord, place, {{"why_vi", "một phần của tệp bị hỏng"}, {"why_en", "a part of it is broken"}}));
    return false;
  }
  int depth = 0;
  for (pugi::xml_node node = xml.first_child();
       node;) {  // no recursion: the nesting is what is being measured
    if (depth > kDeepest) {
      problems.push_back(
          problem(kUnsafe, place,
                  {{"what_vi", "các phần tử lồng nhau quá sâu"}, {"what_en", "elements nested too deeply"}}));
      return false;
    }
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node) node = node.next_sibling();
  }
  return true;
}

void find_marks(MarkedPart& part, const std::string& file, Problems& problems) {
  std::vector<pugi::xml_node> paragraphs;
  struct Collector : pugi::xml_tree_walker {
    std::vector<pugi::xml_node>* into = nullptr;
    bool for_each(pugi::xml_node& node) override {
      if (is_named(node, "w:p")) into->push_back(node);
      return true;
    }
  } collector;
  collector.into = &paragraphs;
  part.xml.traverse(collector);

  int number = 0;
  for (const pugi::xml_node paragraph : paragraphs) {
    ++number;
    Flat flat;
    flatten(paragraph, flat);
    if (flat.text.find("{{") == std::string::npos) continue;
    const Place place{file, 0, 0, part.name, "p" + std::to_string(number), excerpt_of(flat.text)};
    std::vector<Found> found = marks_in(flat.text, place, problems);
    if (found.empty()) continue;
    ParagraphMarks& marks = part.paragraphs[key(paragraph)];
    marks.alone = is_alone(flat.text, found) && !paragraph.child("w:pPr").child("w:sectPr");
    RunSplitter(part, flat, found, marks).split();
    for (const pugi::xml_node run : marks.runs)
      for (pugi::xml_node up = run; up; up = up.parent())
        if (!part.above_marks.insert(key(up)).second) break;
  }
}

}  // namespace xanh::docx

// Tables of a Word file (ECMA-376 part 1, 17.4): rows and cells may hide in controls and in accepted changes,
// cells are merged by w:gridSpan and w:vMerge.
#include <pugixml.hpp>

#include <algorithm>

#include "base/text.hpp"
#include "exchange/annex_numbering.hpp"
#include "exchange/annex_problems.hpp"
#include "exchange/annex_table_parts.hpp"

namespace xanh::annex {
namespace {

constexpr int kDeepest = 256;
constexpr size_t kMostTags = 6'000'000;  // of one part: its tree takes some hundred bytes for each
constexpr int kMostColumns = 64;         // Word allows 63
constexpr int kMostNested = 8;

std::string_view local(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node one : node.children())
    if (local(one) == name) return one;
  return {};
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute one : node.attributes()) {
    const std::string_view full = one.name();
    if (full == name ||
        (full.size() > name.size() && full.ends_with(name) && full[full.size() - name.size() - 1] == ':'))
      return one.value();
  }
  return {};
}

int number(std::string_view text) {
  int out = 0;
  for (const char c : text.substr(0, 6)) {
    if (c < '0' || c > '9') return 0;
    out = out * 10 + (c - '0');
  }
  return out;
}

/// Elements that are looked through: controls, accepted insertions, links, smart tags.
bool transparent(std::string_view name) {
  return name == "sdt" || name == "sdtContent" || name == "ins" || name == "moveTo" || name == "smartTag" ||
         name == "customXml" || name == "hyperlink" || name == "fldSimple" || name == "dir" || name == "bdo";
}

bool too_deep(const pugi::xml_document& xml) {
  int depth = 0;
  for (pugi::xml_node node = xml.first_child(); node;) {  // no recursion: the nesting is being measured
    if (depth > kDeepest) return true;
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
  return false;
}

class WordReading {
 public:
  WordReading(Numbering numbering, Budget& budget) : numbering_(std::move(numbering)), budget_(budget) {}

  Document run(const pugi::xml_node& body) {
    blocks(body, nullptr, 0);
    out_.file = budget_.file;
    out_.after = std::move(lines_);
    return std::move(out_);
  }

 private:
  /// Paragraphs go to `into`, or to the lines around the tables.
  // NOLINTNEXTLINE(misc-no-recursion): too_deep bounds it
  void blocks(const pugi::xml_node& parent, std::string* into, int nested) {
    for (const pugi::xml_node node : parent.children()) {
      const std::string_view name = local(node);
      if (name == "p") {
        std::string text = numbering_.label(child(child(node, "pPr"), "numPr"));
        runs(node, text);
        const std::string kept = to_nfc(text).value_or("");
        if (!into) {
          if (auto line = one_line(kept); !line.empty()) lines_.push_back(std::move(line));
        } else {
          if (!into->empty()) *into += '\n';
          *into += kept;
        }
      } else if (name == "tbl") {
        if (nested < kMostNested) table(node, nested);
      } else if (transparent(name)) {
        blocks(node, into, nested);
      }
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): too_deep bounds it
  void runs(const pugi::xml_node& parent, std::string& text) {
    for (const pugi::xml_node node : parent.children()) {
      const std::string_view name = local(node);
      if (name == "t")
        text += node.text().get();
      else if (name == "tab")
        text += local(parent) == "r" ? " " : "";
      else if (name == "br" || name == "cr")
        text += '\n';
      else if (name == "noBreakHyphen")
        text += '-';
      else if (name == "r" || transparent(name))
        runs(node, text);
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): too_deep bounds it
  static void find(const pugi::xml_node& parent, std::string_view wanted,
                   std::vector<pugi::xml_node>& found) {
    for (const pugi::xml_node node : parent.children()) {
      if (local(node) == wanted)
        found.push_back(node);
      else if (transparent(local(node)))
        find(node, wanted, found);
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): kMostNested bounds it
  void table(const pugi::xml_node& node, int nested) {
    const size_t position = out_.tables.size();
    out_.tables.emplace_back();
    Table made;
    made.name = "Bảng " + std::to_string(position + 1);
    made.before = std::move(lines_);
    lines_.clear();
    std::vector<pugi::xml_node> rows;
    find(node, "tr", rows);
    for (const pugi::xml_node& row : rows) {
      const pugi::xml_node properties = child(row, "trPr");
      if (child(properties, "del")) continue;  // a row struck out under track changes
      add_row(row, number(attribute(child(properties, "gridBefore"), "val")), made, nested);
    }
    if (!budget_.take(made.rows.size() * static_cast<size_t>(made.columns))) return;
    for (Row& row : made.rows) row.cells.resize(static_cast<size_t>(made.columns), -1);
    out_.tables[position] = std::move(made);
  }

  // NOLINTNEXTLINE(misc-no-recursion): kMostNested bounds it
  void add_row(const pugi::xml_node& node, int before, Table& made, int nested) {
    Row row{static_cast<int>(made.rows.size()) + 1, {}};
    row.cells.assign(static_cast<size_t>(std::min(before, kMostColumns)), -1);
    std::vector<pugi::xml_node> cells;
    find(node, "tc", cells);
    for (const pugi::xml_node& one : cells) {
      const auto column = row.cells.size();
      if (column >= kMostColumns) break;
      const pugi::xml_node properties = child(one, "tcPr");
      const int span = std::clamp(number(attribute(child(properties, "gridSpan"), "val")), 1,
                                  kMostColumns - static_cast<int>(column));
      const pugi::xml_node merge = child(properties, "vMerge");
      int covered = -1;
      if (merge && attribute(merge, "val") != "restart" && !made.rows.empty()) {
        const auto& above = made.rows.back().cells;
        if (column < above.size()) covered = above[column];
      }
      std::string text;
      blocks(one, &text, nested + 1);
      if (covered < 0) {
        covered = static_cast<int>(made.cells.size());
        made.cells.push_back(
            {std::string(trimmed(text)), {}, false, {}, row.number, static_cast<int>(column) + 1, span});
      }
      row.cells.insert(row.cells.end(), static_cast<size_t>(span), covered);
    }
    made.columns = std::max(made.columns, static_cast<int>(row.cells.size()));
    made.rows.push_back(std::move(row));
  }

  Numbering numbering_;
  Budget& budget_;
  Document out_;
  std::vector<std::string> lines_;
};

/// False, with a problem, for XML that is broken, nested too deeply, too large, or declares a document type.
bool parse(const std::string& bytes, pugi::xml_document& xml, Budget& budget) {
  const auto refuse = [&](const char* vi, const char* en) {
    budget.problems.push_back(
        problem(kBrokenAnnex, {budget.file, 0, 0, {}, {}, {}}, {{"what_vi", vi}, {"what_en", en}}));
    return false;
  };
  if (static_cast<size_t>(std::count(bytes.begin(), bytes.end(), '<')) > kMostTags) {
    budget.problems.push_back(
        problem(kAnnexTooLarge, {budget.file, 0, 0, {}, {}, {}},
                {{"limit", std::to_string(kMostTags)}, {"what_vi", "phần tử"}, {"what_en", "elements"}}));
    return false;
  }
  if (bytes.find("<!DOCTYPE") != std::string::npos)
    return refuse("khai báo DOCTYPE", "a DOCTYPE declaration");
  if (!xml.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata))
    return refuse("XML sai", "its XML is wrong");
  if (too_deep(xml)) return refuse("lồng nhau quá sâu", "nested too deeply");
  return true;
}

}  // namespace

std::string main_part(const Package& package) {
  if (const std::string* relations = package.part("_rels/.rels")) {
    pugi::xml_document xml;
    if (relations->size() < (size_t{1} << 20) && xml.load_buffer(relations->data(), relations->size()))
      for (const pugi::xml_node one : xml.first_child().children()) {
        const std::string target(attribute(one, "Target"));
        if (attribute(one, "Type").ends_with("/officeDocument") && target.find("word/") != target.npos &&
            package.part(target) != nullptr)
          return target;
      }
  }
  return package.part("word/document.xml") != nullptr ? "word/document.xml" : "";
}

Document document_of_word(const Package& package, const std::string& part, Budget& budget) {
  pugi::xml_document xml, numbers;
  if (!parse(*package.part(part), xml, budget)) return {};
  Numbering numbering;
  const std::string folder = part.substr(0, part.rfind('/') + 1);
  if (const std::string* bytes = package.part(folder + "numbering.xml"))
    if (parse(*bytes, numbers, budget)) numbering = Numbering(numbers);
  return WordReading(std::move(numbering), budget).run(child(xml.document_element(), "body"));
}

}  // namespace xanh::annex

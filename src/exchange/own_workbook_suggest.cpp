// A proposal of a map: labels of rows against names of elements, headers against the columns officers use.
#include <fmt/format.h>

#include <map>
#include <set>

#include "exchange/own_workbook.hpp"
#include "exchange/own_workbook_labels.hpp"
#include "exchange/yaml.hpp"

namespace xanh {
namespace {

using namespace own_workbook;

/// From here on a row stands in the map; below kWorthALook it is not even shown.
constexpr double kCertain = 0.8, kWorthALook = 0.45;
/// A second row as near as this makes the first one uncertain.
constexpr double kMargin = 0.08;

struct Heads {
  FigureColumn column;
  std::vector<std::string_view> words;  ///< as label_of gives them; the first that fits is the best
};

/// What officers write above the columns of their own tables.
const std::vector<Heads>& heads() {
  static const std::vector<Heads> kHeads{
      {FigureColumn::since_start,
       {"luy ke tu dau chuong trinh", "tu dau chuong trinh", "luy ke tu nam 2020"}},
      {FigureColumn::same_period, {"cung ky nam truoc", "cung ky", "so cung ky nam truoc"}},
      {FigureColumn::year_estimate, {"uoc ca nam", "uoc nam", "uoc thuc hien ca nam", "uoc thuc hien nam"}},
      {FigureColumn::year_to_date, {"luy ke nam", "luy ke tu dau nam", "luy ke"}},
      {FigureColumn::this_period,
       {"ky nay", "thuc hien ky nay", "ket qua ky nay", "so lieu ky nay", "thuc hien 6 thang dau nam",
        "thuc hien 6 thang", "ket qua 6 thang", "6 thang dau nam", "6 thang", "ket qua thuc hien",
        "thuc hien", "ket qua", "so luong", "gia tri", "so lieu"}}};
  return kHeads;
}

/// Text and column of the header of this column above the row; the heads are tried from the surest word on.
const Labels::One* head_above(const Labels& labels, const Heads& wanted, int row,
                              const std::set<int>& taken) {
  for (const auto word : wanted.words) {
    const Labels::One* best = nullptr;
    for (const auto& one : labels.all()) {
      if (one.row >= row) break;
      if (taken.contains(one.column)) continue;
      if (one.label == word || one.label.starts_with(std::string(word) + " ") ||
          one.label.ends_with(" " + std::string(word)))
        best = &one;  // the nearest above the row comes last
    }
    if (best) return best;
  }
  return nullptr;
}

class Proposal {
 public:
  Proposal(const Workbook& workbook, const Form& form) : workbook_(workbook), form_(form) {
    for (const auto& sheet : workbook_.sheets)
      if (sheet.visibility == Sheet::Visibility::visible) labels_.emplace_back(&sheet, Labels{sheet});
  }

  ProposedMap run() {
    out_.map.format = 1;
    out_.map.unit = form_.unit;
    std::vector<Match> matches;
    for (const auto& asked : form_.elements()) matches.push_back(best_row(*asked.element));
    // A row is the figure of one element: the one that is like it most.
    std::map<std::pair<const Sheet*, int>, double> most;
    for (const auto& m : matches)
      if (m.label) most[{m.sheet, m.label->row}] = std::max(most[{m.sheet, m.label->row}], m.confidence);
    std::map<std::string, int> sheets;
    for (auto& m : matches) {
      if (m.label && m.confidence < most.at({m.sheet, m.label->row}))
        m.confidence = std::min(m.confidence, 0.5);
      ProposedFigure one = propose(m);
      if (one.certain) ++sheets[one.figure.sheet];
      out_.figures.push_back(std::move(one));
    }
    int most_figures = 0;
    for (const auto& [sheet, count] : sheets)
      if (count > most_figures) {
        most_figures = count;
        out_.map.sheet = sheet;
      }
    for (auto& one : out_.figures) {
      if (one.figure.sheet == out_.map.sheet) one.figure.sheet.clear();
      if (one.certain) out_.map.figures.push_back(one.figure);
    }
    return std::move(out_);
  }

 private:
  struct Match {
    const Element* element = nullptr;
    const Sheet* sheet = nullptr;
    const Labels* labels = nullptr;
    const Labels::One* label = nullptr;
    double confidence = 0;
  };

  [[nodiscard]] Match best_row(const Element& element) const {
    Match best;
    best.element = &element;
    double second = 0;
    const std::string name = label_of(element.name_vi);
    for (const auto& [sheet, labels] : labels_)
      for (const auto& one : labels.all()) {
        if (!has_figure(*sheet, one.row)) continue;  // a title, a heading, a note
        const double d = likeness(name, one.label);
        if (d > best.confidence) {
          second = best.label && best.label->row == one.row ? second : best.confidence;
          best.sheet = sheet;
          best.labels = &labels;
          best.label = &one;
          best.confidence = d;
        } else if (best.label && best.label->row != one.row) {
          second = std::max(second, d);
        }
      }
    if (best.confidence - second < kMargin) best.confidence = std::min(best.confidence, 0.6);
    return best;
  }

  static bool has_figure(const Sheet& sheet, int row) {
    const auto cells = sheet.row(row);
    return std::any_of(cells.begin(), cells.end(), [](const Cell& c) {
      // The number in front of a row is none of its figures.
      return c.column > 1 && c.kind == Cell::Kind::number;
    });
  }

  [[nodiscard]] ProposedFigure propose(const Match& m) const {
    ProposedFigure out;
    out.figure.element = m.element->code;
    out.name = m.element->name_vi;
    if (!m.label || m.confidence < kWorthALook) return out;
    out.confidence = m.confidence;
    out.label = std::string(m.label->text);
    out.cell = cell_name(m.label->row, m.label->column);
    out.figure.sheet = m.sheet->name;
    std::set<int> taken{m.label->column};
    for (const auto& wanted : heads()) {
      const auto* head = head_above(*m.labels, wanted, m.label->row, taken);
      if (!head) continue;
      taken.insert(head->column);
      std::optional<FigurePlace>& to = place_of(out.figure, wanted.column);
      to.emplace();
      // By texts where the reader would find the very cell, else by the cell itself.
      const auto rows = m.labels->rows(m.label->text);
      const auto columns = m.labels->columns(head->text, m.label->row);
      if (rows.size() == 1 && columns.size() == 1 && columns[0]->column == head->column) {
        to->row = std::string(m.label->text);
        to->column = std::string(head->text);
      } else {
        to->cell = cell_name(m.label->row, head->column);
      }
    }
    if (!out.figure.this_period) {
      // No header tells which column it is: the first number of the row, to be looked at.
      for (const auto& cell : m.sheet->row(m.label->row))
        if (cell.column > m.label->column && cell.kind == Cell::Kind::number) {
          out.figure.this_period.emplace().cell = cell_name(cell.row, cell.column);
          break;
        }
      out.confidence = std::min(out.confidence, 0.5);
    }
    out.certain = out.confidence >= kCertain && out.figure.this_period.has_value();
    return out;
  }

  static std::optional<FigurePlace>& place_of(MappedFigure& figure, FigureColumn column) {
    switch (column) {
      case FigureColumn::this_period:
        return figure.this_period;
      case FigureColumn::year_to_date:
        return figure.year_to_date;
      case FigureColumn::same_period:
        return figure.same_period;
      case FigureColumn::year_estimate:
        return figure.year_estimate;
      case FigureColumn::since_start:
        return figure.since_start;
    }
    return figure.this_period;
  }

  const Workbook& workbook_;
  const Form& form_;
  std::vector<std::pair<const Sheet*, Labels>> labels_;
  ProposedMap out_;
};

/// A comment may hold no line break: the rest of it would be YAML.
std::string one_line(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    // libyaml breaks lines at U+0085, U+2028 and U+2029 as well.
    if (text.substr(i).starts_with("\u0085")) {
      out += ' ';
      i += 1;
    } else if (text.substr(i).starts_with("\u2028") || text.substr(i).starts_with("\u2029")) {
      out += ' ';
      i += 2;
    } else {
      out += static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7F ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

ProposedMap propose_map(const Workbook& workbook, const Form& form) {
  return Proposal(workbook, form).run();
}

std::string map_as_yaml(const ProposedMap& proposed) {
  Node head = Node::map();
  head.add("format", Node::number("1"));
  head.add("unit", Node::text(proposed.map.unit));
  if (!proposed.map.name.empty()) head.add("name", Node::text(proposed.map.name));
  if (!proposed.map.sheet.empty()) head.add("sheet", Node::text(proposed.map.sheet));
  std::string out = write_yaml(head) + "figures:\n";
  if (proposed.map.figures.empty()) out = write_yaml(head) + "figures: []\n";
  std::string missing;
  for (const auto& one : proposed.figures) {
    if (!one.figure.this_period) {
      missing += fmt::format("# {}: {}\n", one.figure.element, one_line(one.name));
      continue;
    }
    // Only what was found: the state is left to its default.
    Node figure = to_node(one.figure);
    std::erase_if(figure.members, [](const Member& m) { return m.first == "state"; });
    Node list = Node::list();
    list.push(std::move(figure));
    const char* mark = one.certain ? "" : "# ";
    out += fmt::format("  # {} / confidence {:.2f}: {} {} ~ {}\n",
                       one.certain ? "độ tin cậy" : "CẦN XEM, độ tin cậy", one.confidence, one.cell,
                       one_line(one.label), one_line(one.name));
    const std::string block = write_yaml(list);
    for (size_t begin = 0; begin < block.size();) {
      const size_t end = std::min(block.find('\n', begin), block.size());
      out += fmt::format("  {}{}\n", mark, block.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  if (!missing.empty()) out += "# Chưa tìm thấy trong tệp / not found in the workbook:\n" + missing;
  return out;
}

}  // namespace xanh

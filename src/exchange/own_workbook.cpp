#include "exchange/own_workbook.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "exchange/form_workbook_number.hpp"
#include "exchange/form_workbook_problems.hpp"
#include "exchange/own_workbook_labels.hpp"
#include "exchange/own_workbook_problems.hpp"

namespace xanh {
namespace {

using namespace own_workbook;
using form_workbook::number_of_digits;
using form_workbook::plain_text;
using form_workbook::typed_number;

std::string shown_cell(const Decimal& value, Language language = Language::vi) {
  return to_text_grouped(value, -1, language == Language::vi);
}

class OwnReader {
 public:
  OwnReader(const Workbook& workbook, const std::string& file, const WorkbookMap& map, const Form& form,
            const Plan& plan)
      : workbook_(workbook), file_(file), map_(map), form_(form), plan_(plan) {}

  Outcome<Submission> run() {
    out_.value.cycle = form_.cycle;
    out_.value.unit = form_.unit;
    for (const auto& mapped : map_.figures)
      if (form_.asks(mapped.element)) figure(mapped);
    // What is asked and not in the map is told with everything else that is not answered.
    return std::move(out_);
  }

 private:
  void tell(const ProblemKind& kind, Place place, ProblemWords words = {}, std::string suggestion = {}) {
    out_.problems.push_back(problem(kind, std::move(place), words, std::move(suggestion)));
  }

  void figure(const MappedFigure& mapped) {
    const Element& element = *plan_.element(mapped.element);
    ReportedFigure one;
    one.element = mapped.element;
    one.state = mapped.state;
    one.note = mapped.note;
    const Sheet* sheet = sheet_of(mapped);
    if (!sheet) return;
    bool silent = true;  // nothing was told of this period's cell: then its emptiness is
    const auto read = [&](const std::optional<FigurePlace>& place, const char* column,
                          std::optional<Decimal>& to) {
      if (!place) return;
      const size_t before = out_.problems.size();
      const std::string field = mapped.element + "." + column;
      const auto at = locate(*sheet, *place, mapped.element, field);
      if (at) {
        if (one.place.cell.empty()) one.place = cell_place(*sheet, *at, field);
        to = number(*sheet, *at, element, field);
      }
      if (&to == &one.this_period && out_.problems.size() != before) silent = false;
    };
    read(mapped.this_period, "this_period", one.this_period);
    read(mapped.year_to_date, "year_to_date", one.year_to_date);
    read(mapped.same_period, "same_period", one.same_period);
    read(mapped.year_estimate, "year_estimate", one.year_estimate);
    read(mapped.since_start, "since_start", one.since_start);
    const bool any =
        one.this_period || one.year_to_date || one.same_period || one.year_estimate || one.since_start;
    const bool valued = carries_value(one.state) && one.state != FigureState::nothing_to_report;
    if (valued && !one.this_period && silent) tell(kEmptyCell, one.place, {{"element", mapped.element}});
    // A cell that is a question or no number gives no figure: what is absent is never 0.
    if (valued && !any) return;
    out_.value.figures.push_back(std::move(one));
  }

  [[nodiscard]] std::string sheets() const {
    std::vector<std::string> out;
    for (const auto& sheet : workbook_.sheets)
      if (sheet.visibility == Sheet::Visibility::visible && out.size() < 20) out.push_back(sheet.name);
    return join(out, ", ");
  }

  const Sheet* sheet_of(const MappedFigure& mapped) {
    const std::string& name = mapped.sheet.empty() ? map_.sheet : mapped.sheet;
    if (name.empty()) {
      const Sheet* only = nullptr;
      int visible = 0;
      for (const auto& sheet : workbook_.sheets)
        if (sheet.visibility == Sheet::Visibility::visible) {
          only = &sheet;
          ++visible;
        }
      if (visible == 1) return only;
      tell(kWhichSheet, mapped.place, {{"element", mapped.element}, {"choices", sheets()}});
      return nullptr;
    }
    for (const auto& sheet : workbook_.sheets)
      if (sheet.name == name) return &sheet;
    for (const auto& sheet : workbook_.sheets)
      if (folded(sheet.name) == folded(name)) return &sheet;
    if (told_sheets_.insert(name).second) {
      std::vector<std::string> names;
      for (const auto& sheet : workbook_.sheets) names.push_back(sheet.name);
      tell(kNoSheet, mapped.place, {{"sheet", name}, {"choices", sheets()}}, nearest(name, names));
    }
    return nullptr;
  }

  const Labels& labels(const Sheet& sheet) {
    const auto found = labels_.find(&sheet);
    return found != labels_.end() ? found->second : labels_.emplace(&sheet, Labels{sheet}).first->second;
  }

  [[nodiscard]] Place cell_place(const Sheet& sheet, CellAddress at, const std::string& field) const {
    return {file_, 0, 0, sheet.name, cell_name(at.row, at.column), field};
  }

  [[nodiscard]] static std::string cells_of(const std::vector<const Labels::One*>& found) {
    std::vector<std::string> out;
    for (const auto* one : found) {
      if (out.size() == 6) {
        out.emplace_back("…");
        break;
      }
      out.push_back(cell_name(one->row, one->column));
    }
    return join(out, ", ");
  }

  std::optional<CellAddress> locate(const Sheet& sheet, const FigurePlace& place, const std::string& element,
                                    const std::string& field) {
    if (!place.cell.empty()) return parse_cell_name(place.cell);
    // The place in the workbook as far as it is known, else the map's own.
    const Place nowhere{file_, 0, 0, sheet.name, {}, field};
    const auto rows = labels(sheet).rows(place.row);
    if (rows.empty()) {
      tell(kNoRow, nowhere, {{"element", element}, {"row", place.row}}, likely(sheet, place.row));
      return std::nullopt;
    }
    if (rows.size() > 1) {
      tell(kTwoRows, cell_place(sheet, {rows[0]->row, rows[0]->column}, field),
           {{"element", element}, {"row", place.row}, {"cells", cells_of(rows)}});
      return std::nullopt;
    }
    const Place row_place = cell_place(sheet, {rows[0]->row, rows[0]->column}, field);
    const auto columns = labels(sheet).columns(place.column, rows[0]->row);
    if (columns.empty()) {
      tell(kNoColumn, row_place, {{"element", element}, {"column", place.column}});
      return std::nullopt;
    }
    if (columns.size() > 1) {
      tell(kTwoColumns, row_place,
           {{"element", element}, {"column", place.column}, {"cells", cells_of(columns)}});
      return std::nullopt;
    }
    return CellAddress{rows[0]->row, columns[0]->column};
  }

  /// The label of the sheet that the text could have meant; empty when none is like it.
  std::string likely(const Sheet& sheet, const std::string& text) {
    const std::string wanted = label_of(text);
    double best = 0.5;
    std::string_view out;
    for (const auto& one : labels(sheet).all())
      if (const double d = likeness(wanted, one.label); d > best) {
        best = d;
        out = one.text;
      }
    return std::string(out);
  }

  static bool merged_away(const Sheet& sheet, CellAddress at) {
    return std::any_of(sheet.merged.begin(), sheet.merged.end(),
                       [&](const CellRange& area) { return area.contains(at) && area.first != at; });
  }

  std::optional<Decimal> number(const Sheet& sheet, CellAddress at, const Element& element,
                                const std::string& field) {
    using namespace form_workbook;
    const Place place = cell_place(sheet, at, field);
    if (const auto [before, fresh] = read_.try_emplace({&sheet, at}, field); !fresh)
      tell(kSameCell, place, {{"first", before->second}, {"second", field}});
    const Cell* cell = sheet.cell(at);
    if (!cell || cell->kind == Cell::Kind::empty) {
      if (merged_away(sheet, at)) tell(kMergedAway, place);
      return std::nullopt;
    }
    if (cell->kind == Cell::Kind::error) {
      tell(kErrorCell, place, {{"have", cell->text}});
      return std::nullopt;
    }
    const bool whole = element.type == ElementType::integer, share = element.unit == "%";
    std::optional<Decimal> value;
    std::string have{cell->text};
    if (cell->kind == Cell::Kind::number) {
      have = cell->digits;
      value = number_of_digits(cell->digits);
      if (value && share && value->to_double() > 0 && value->to_double() < 1)
        tell(kShare, place,
             {{"have", shown_cell(*value)},
              {"have_en", shown_cell(*value, Language::en)},
              {"value", shown_cell(*value * Decimal{100})},
              {"value_en", shown_cell(*value * Decimal{100}, Language::en)}});
    } else if (cell->kind == Cell::Kind::date && cell->date) {
      have = to_text_vi(*cell->date);
    } else if (cell->kind == Cell::Kind::text) {
      if (plain_text(cell->text).empty()) return std::nullopt;
      const auto typed = typed_number(cell->text, whole);
      if (typed.word) {
        tell(kWordForFigure, place, {{"have", plain_text(cell->text)}});
        return std::nullopt;
      }
      if (typed.value && (!typed.percent || share)) value = typed.value;
      if (value && typed.guessed)
        tell(kGrouped, place, {{"have", plain_text(cell->text)}, {"value", value->to_text()}});
    }
    if (!value) {
      tell(kNotNumber, place, {{"have", have}});
      return std::nullopt;
    }
    bounds(*value, element, place);
    return value;
  }

  void bounds(const Decimal& value, const Element& element, const Place& place) {
    using namespace form_workbook;
    if (element.type == ElementType::integer && value != value.rounded(0))
      tell(kNotWhole, place, {{"have", shown_cell(value)}, {"have_en", shown_cell(value, Language::en)}});
    const auto beyond = [&](const ProblemKind& kind, const Decimal& bound) {
      tell(kind, place,
           {{"have", shown_cell(value)},
            {"have_en", shown_cell(value, Language::en)},
            {"bound", shown_cell(bound)},
            {"bound_en", shown_cell(bound, Language::en)}});
    };
    if (element.min && value < *element.min) beyond(kBelow, *element.min);
    if (element.max && value > *element.max) beyond(kAbove, *element.max);
  }

  const Workbook& workbook_;
  const std::string& file_;
  const WorkbookMap& map_;
  const Form& form_;
  const Plan& plan_;
  std::map<const Sheet*, Labels> labels_;
  std::map<std::pair<const Sheet*, CellAddress>, std::string> read_;
  std::set<std::string> told_sheets_;
  Outcome<Submission> out_;
};

}  // namespace

bool is_form_workbook(const Workbook& workbook) {
  return workbook.sheet("_xanh") != nullptr;
}

Outcome<Submission> read_own_workbook(const Workbook& workbook, const std::string& file,
                                      const WorkbookMap& map, const Form& form, const Plan& plan) {
  return OwnReader(workbook, file, map, form, plan).run();
}

}  // namespace xanh

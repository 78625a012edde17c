// Input cells of a form that came back: where they are now and what they hold.
#include <fmt/format.h>

#include <charconv>
#include <tuple>

#include "base/text.hpp"
#include "exchange/form_workbook_number.hpp"
#include "exchange/form_workbook_reader.hpp"
#include "exchange/ooxml/number_format.hpp"

namespace xanh::form_workbook {
namespace {

/// More covered cells than any input has: a merge of whole columns is not spelt out.
constexpr int kMostCovered = 5000;

std::string shown(const Decimal& value, Language language = Language::vi) {
  return to_text_grouped(value, -1, language == Language::vi);
}

}  // namespace

CellFinder::CellFinder(const Workbook& workbook, std::string file, const std::vector<InputLine>& lines,
                       Problems& problems)
    : workbook_(workbook), file_(std::move(file)), lines_(lines), problems_(problems) {
  for (const auto& sheet : workbook_.sheets) {
    sheets_.emplace(sheet.name, &sheet);
    for (const auto& area : sheet.merged) {
      if ((area.last.row - area.first.row + 1) * (area.last.column - area.first.column + 1) > kMostCovered)
        continue;
      for (int row = area.first.row; row <= area.last.row; ++row)
        for (int column = area.first.column; column <= area.last.column; ++column)
          if (CellAddress{row, column} != area.first) covered_[&sheet].insert({row, column});
    }
  }
  near_ = workbook_.names.begin();
  copied_sheets();
}

CellFinder::Name CellFinder::named(std::string_view name) {
  constexpr int kSteps = 12;  // more than a line has fields
  const auto& names = workbook_.names;
  auto it = near_;
  if (it != names.end() && it->first < name) {
    for (int step = 0; step < kSteps && it != names.end() && it->first < name; ++step) ++it;
  } else {
    for (int step = 0; step < kSteps && it != names.begin() && std::prev(it)->first >= name; ++step) --it;
  }
  const bool here =
      (it == names.end() || it->first >= name) && (it == names.begin() || std::prev(it)->first < name);
  near_ = here ? it : names.lower_bound(name);
  return near_ != names.end() && near_->first == name ? near_ : names.end();
}

void CellFinder::copied_sheets() {
  // A copied sheet brings a second set of names, known to that sheet only: told once, not for every cell.
  std::map<size_t, int> copies;
  for (auto it = workbook_.names.begin(); it != workbook_.names.end(); ++it)
    if (it->second.scope && it->first.starts_with("x_") && workbook_.names.count(it->first) > 1)
      ++copies[*it->second.scope];
  for (const auto& [sheet, count] : copies) {
    const std::string name = sheet < workbook_.sheets.size() ? workbook_.sheets[sheet].name : "";
    problems_.push_back(problem(kSheetTwice, Place{file_, 0, 0, name, {}, {}},
                                {{"sheet", name}, {"count", std::to_string(count)}}));
  }
}

void CellFinder::columns_of_now() {
  // Where each column of a sheet went, as far as a name of it is still there.
  columns_known_ = true;
  for (const auto& line : lines_) {
    for (const auto& [field, column] : line.fields) {
      if (columns_.contains({line.sheet, column})) continue;
      const auto name = workbook_.names.find(input_name(line.stem, field));
      if (name == workbook_.names.end() || name->second.broken) continue;
      const auto sheet = sheets_.find(name->second.sheet);
      if (sheet != sheets_.end())
        columns_[{line.sheet, column}] = {sheet->second, name->second.range.first.column};
    }
  }
}

Found CellFinder::by_code(const InputLine& line, std::uint16_t column) {
  if (!columns_known_) columns_of_now();
  const auto known = columns_.find({line.sheet, column});
  const Sheet* sheet = nullptr;
  int at = column + 1;
  if (known != columns_.end()) {
    std::tie(sheet, at) = known->second;
  } else if (const auto named = sheets_.find(line.sheet); named != sheets_.end()) {
    sheet = named->second;
  }
  if (!sheet) return {};
  auto [codes, fresh] = codes_.try_emplace(sheet);
  if (fresh)
    for (const auto& cell : sheet->cells)
      if (cell.column == 1 && cell.kind == Cell::Kind::text) codes->second.emplace(cell.text, cell.row);
  const auto row = codes->second.find(line.row_code);
  if (row == codes->second.end()) return {};
  return {sheet, {row->second, at}};
}

Found CellFinder::find(const InputLine& line, const std::string& field, std::uint16_t column) {
  // A row somebody inserted: no names, but known by its place.
  if (line.stem.empty()) {
    const auto sheet = sheets_.find(line.sheet);
    return sheet == sheets_.end() ? Found{}
                                  : Found{sheet->second, {std::stoi(line.row_code.substr(1)), column + 1}};
  }
  name_.assign("x_") += line.stem;  // as input_name, which would make a new text for each of 400,000
  if (!field.empty()) (name_ += '_') += field;
  const std::string& name = name_;
  if (const auto only = named(name); only != workbook_.names.end()) {
    // Nearly every name stands once, for one cell of the workbook.
    const auto& [key, at] = *only;
    const auto next = std::next(only);
    const bool alone = next == workbook_.names.end() || next->first != key;
    if (alone && !at.broken && !at.scope && at.range.is_cell()) {
      const Sheet* sheet = last_.sheet && last_.sheet->name == at.sheet ? last_.sheet : nullptr;
      if (const auto known = sheet ? sheets_.end() : sheets_.find(at.sheet); known != sheets_.end())
        sheet = known->second;
      if (sheet) {
        if (sheet != last_.sheet || at.range.first.row != last_.at.row) {
          auto& rows = rows_[sheet];
          rows.insert(rows.end(), at.range.first.row);  // mostly in order
        }
        return last_ = {sheet, at.range.first};
      }
    }
  }
  const std::string path = field.empty() ? line.code : line.code + "." + field;
  const auto [begin, end] = workbook_.names.equal_range(name);
  Found found;
  std::vector<const Reference*> whole;  // names of the whole workbook, else of a sheet
  for (const bool scoped : {false, true})
    for (auto it = begin; it != end && (whole.empty() || !scoped); ++it)
      if (it->second.scope.has_value() == scoped && !it->second.broken && !it->second.sheet.empty())
        whole.push_back(&it->second);
  const auto take = [&](const Reference& reference) {
    if (const auto sheet = sheets_.find(reference.sheet); sheet != sheets_.end())
      found = {sheet->second, reference.range.first};
  };
  if (!whole.empty()) take(*whole.front());
  bool twice = whole.size() > 1 && !whole.front()->scope && !(*whole.front() == *whole[1]);
  if (found.sheet && !whole.front()->range.is_cell()) {
    const auto& area = whole.front()->range;
    const bool one = std::any_of(
        found.sheet->merged.begin(), found.sheet->merged.end(),
        [&](const CellRange& merged) { return merged.contains(area.first) && merged.contains(area.last); });
    twice = twice || !one;
  }
  if (twice) {
    std::string cells;
    for (const auto* reference : whole) (cells += cells.empty() ? "" : ", ") += reference->text;
    problems_.push_back(problem(kNameTwice, place(found, path), {{"name", name}, {"cells", cells}}));
  }
  if (!found.sheet) {
    found = by_code(line, column);
    const Place at = found.sheet ? place(found, path) : Place{file_, 0, 0, line.sheet, {}, path};
    if (found.sheet)
      problems_.push_back(problem(kNameLost, at, {{"name", name}, {"code", line.row_code}}));
    else
      problems_.push_back(problem(kCellLost, at, {{"name", name}}));
  }
  if (found.sheet && (found.sheet != last_.sheet || found.at.row != last_.at.row))
    rows_[found.sheet].insert(found.at.row);
  last_ = found;
  return found;
}

Place CellFinder::place(const Found& found, const std::string& field) const {
  if (!found.sheet) return {file_, 0, 0, {}, {}, field};
  return {file_, 0, 0, found.sheet->name, xanh::cell_name(found.at.row, found.at.column), field};
}

bool CellFinder::merged_away(const Found& found) {
  const auto covered = covered_.find(found.sheet);
  return covered != covered_.end() && covered->second.contains(found.at);
}

Found LineReader::located(const InputLine& line, std::string_view field) {
  if (line_ != &line) {
    line_ = &line;
    found_.assign(line.fields.size(), std::nullopt);
  }
  for (size_t i = 0; i < line.fields.size(); ++i) {
    if (line.fields[i].first != field) continue;
    if (found_[i]) return *found_[i];
    if (!told_.empty())
      if (const auto told = told_.find({&line, i}); told != told_.end()) return *(found_[i] = told->second);
    const size_t before = problems_.size();
    found_[i] = finder_.find(line, line.fields[i].first, line.fields[i].second);
    if (problems_.size() != before) told_.emplace(std::pair(&line, i), *found_[i]);
    return *found_[i];
  }
  return {};
}

Place LineReader::place(const InputLine& line, std::string_view field) {
  Place out =
      finder_.place(located(line, field), line.code + (field.empty() ? "" : ".") + std::string(field));
  if (out.sheet.empty()) out.sheet = line.sheet;
  return out;
}

LineReader::Where LineReader::cell(const InputLine& line, std::string_view field) {
  Where out{located(line, field), nullptr};
  if (!out.found.sheet) return out;
  const auto [row, column] = out.found.at;
  if (sheet_ != out.found.sheet || row_ != row) {
    // Mostly the row below the one read last.
    const std::vector<Cell>& all = out.found.sheet->cells;
    const auto after = sheet_ == out.found.sheet
                           ? static_cast<size_t>(cells_.data() + cells_.size() - all.data())
                           : all.size();
    auto end = after;
    while (end < all.size() && all[end].row == row) ++end;
    cells_ = end > after ? std::span(all).subspan(after, end - after) : out.found.sheet->row(row);
    sheet_ = out.found.sheet;
    row_ = row;
  }
  const auto at =
      std::find_if(cells_.begin(), cells_.end(), [&](const Cell& c) { return c.column == column; });
  const Cell* cell = at == cells_.end() ? nullptr : &*at;
  if (!cell && finder_.merged_away(out.found)) report(kMergedAway, place(line, field));
  if (!cell || cell->kind == Cell::Kind::empty) return out;
  if (cell->kind == Cell::Kind::error) {
    report(kErrorCell, place(line, field), {{"have", cell->text}});
    return out;
  }
  out.cell = cell;
  return out;
}

std::string LineReader::text(const InputLine& line, std::string_view field, size_t limit) {
  const Cell* cell = this->cell(line, field).cell;
  if (!cell) return {};
  std::string out;
  switch (cell->kind) {
    case Cell::Kind::number: {
      const auto number = number_of_digits(cell->digits);
      out = number ? number->to_text() : std::string(cell->digits);
      break;
    }
    case Cell::Kind::date:
      out = cell->date ? to_text_vi(*cell->date) : std::string(cell->text);
      break;
    default:
      out = std::string(trimmed(cell->text));
      break;
  }
  if (plain_text(out).empty()) return {};
  if (limit && characters(out) > limit)
    report(kTooLong, place(line, field),
           {{"have", std::to_string(characters(out))}, {"limit", std::to_string(limit)}});
  return out;
}

std::optional<Date> LineReader::date(const InputLine& line, std::string_view field) {
  const Cell* cell = this->cell(line, field).cell;
  if (!cell) return std::nullopt;
  std::string typed = plain_text(cell->text);
  if (cell->kind == Cell::Kind::date && cell->date) return cell->date;
  if (cell->kind == Cell::Kind::number) {
    // A day whose format was lost when it was pasted: between 2000 and 2100 it can be nothing else.
    typed = cell->digits;
    double serial = 0;
    std::from_chars(typed.data(), typed.data() + typed.size(), serial);
    if (serial >= 36526 && serial <= 73050) return day_of_serial(serial, DateSystem::from_1900);
  } else if (typed.empty()) {
    return std::nullopt;
  } else if (const auto day = parse_date_as_typed(typed)) {
    return day;
  }
  report(kNotDate, place(line, field), {{"have", typed}});
  return std::nullopt;
}

std::optional<Decimal> LineReader::number(const InputLine& line, std::string_view field,
                                          const Element* bounds, bool& question) {
  const Cell* cell = this->cell(line, field).cell;
  if (!cell) return std::nullopt;
  const bool whole = bounds && bounds->type == ElementType::integer, share = bounds && bounds->unit == "%";
  std::optional<Decimal> value;
  std::string have;
  if (cell->kind == Cell::Kind::number) {
    value = number_of_digits(cell->digits);
    have = cell->digits;
    if (value && share && value->to_double() > 0 && value->to_double() < 1)
      report(kShare, place(line, field),
             {{"have", shown(*value)},
              {"have_en", shown(*value, Language::en)},
              {"value", shown(*value * Decimal{100})},
              {"value_en", shown(*value * Decimal{100}, Language::en)}});
  } else if (cell->kind == Cell::Kind::text) {
    if (plain_text(cell->text).empty()) return std::nullopt;
    const TypedNumber typed = typed_number(cell->text, whole);
    if (typed.word) {
      question = true;
      report(kWordForFigure, place(line, field), {{"have", plain_text(cell->text)}});
      return std::nullopt;
    }
    if (typed.value && (!typed.percent || share)) {
      value = typed.value;
      // Without grouping: `1.234` read as 1.234 would tell nobody anything.
      if (typed.guessed)
        report(kGrouped, place(line, field), {{"have", plain_text(cell->text)}, {"value", value->to_text()}});
    }
    have = cell->text;
  } else {
    have = cell->kind == Cell::Kind::date && cell->date ? to_text_vi(*cell->date) : std::string(cell->text);
  }
  if (!value) {
    report(kNotNumber, place(line, field), {{"have", have}});
    return std::nullopt;
  }
  if (whole && *value != value->rounded(0))
    report(kNotWhole, place(line, field),
           {{"have", shown(*value)}, {"have_en", shown(*value, Language::en)}});
  if (bounds && bounds->min && *value < *bounds->min)
    report(kBelow, place(line, field),
           {{"have", shown(*value)},
            {"have_en", shown(*value, Language::en)},
            {"bound", shown(*bounds->min)},
            {"bound_en", shown(*bounds->min, Language::en)}});
  if (bounds && bounds->max && *value > *bounds->max)
    report(kAbove, place(line, field),
           {{"have", shown(*value)},
            {"have_en", shown(*value, Language::en)},
            {"bound", shown(*bounds->max)},
            {"bound_en", shown(*bounds->max, Language::en)}});
  return value;
}

void LineReader::unknown_word(const InputLine& line, std::string_view field, const std::string& have,
                              const std::vector<std::string>& choices) {
  // Marks are what people leave out first, so they do not count for what was likely meant.
  std::vector<std::string> bare;
  for (const auto& choice : choices) bare.push_back(folded(choice));
  const auto near = std::find(bare.begin(), bare.end(), nearest(folded(have), bare));
  report(kUnknownWord, place(line, field), {{"have", have}, {"choices", join(choices, ", ")}},
         near == bare.end() ? std::string{} : choices[static_cast<size_t>(near - bare.begin())]);
}

}  // namespace xanh::form_workbook

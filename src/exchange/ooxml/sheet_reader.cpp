// The cells of one worksheet part (ECMA-376 part 1, 18.3.1): one pass over the XML.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "exchange/ooxml/workbook_problems.hpp"
#include "exchange/ooxml/workbook_reading.hpp"
#include "exchange/text_file.hpp"

namespace xanh {
namespace {

constexpr size_t kBytesOfCell = 40;  // few cells with a value take less of a part
constexpr size_t kShownBytes = 60;   // of a value that cannot be read

std::string_view without_blanks(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// `-12.5E-3`: what xsd:double allows, without INF and NaN, which no spreadsheet has.
bool is_number(std::string_view text) {
  size_t i = 0;
  const auto sign = [&] { i += i < text.size() && (text[i] == '-' || text[i] == '+') ? 1 : 0; };
  const auto digits = [&] {
    const size_t begin = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - begin;
  };
  sign();
  size_t count = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    count += digits();
  }
  if (count == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    sign();
    if (digits() == 0) return false;
  }
  return i == text.size();
}

class SheetReading {
 public:
  SheetReading(const std::string& xml, WorkbookReading& reading, Sheet& sheet)
      : scanner_(xml), reading_(reading), sheet_(sheet) {}

  void read(const std::string& part, size_t bytes) {
    // Room is only asked for here: what no cell fills is never touched.
    sheet_.cells.reserve(std::min(bytes / kBytesOfCell, reading_.limits.cells));
    if (scanner_.next() == XmlScanner::Token::start)
      scanner_.children([&](std::string_view name) {
        if (name == "sheetData")
          read_rows();
        else if (name == "mergeCells")
          read_merged();
      });
    reading_.check(scanner_, part);
    if (!in_order_) put_in_order();
    for (const Cell& cell : sheet_.cells) sheet_.max_column = std::max(sheet_.max_column, cell.column);
    if (!sheet_.cells.empty()) sheet_.max_row = sheet_.cells.back().row;
  }

 private:
  void read_rows() {
    scanner_.children([&](std::string_view row) {
      if (row != "row") return;
      const auto number = scanner_.raw_attribute("r");
      const auto given = number.empty() ? std::optional(row_ + 1) : whole(number);
      if (!given || *given < 1 || *given > kMostRows)
        return reading_.add_at(workbook::kOutside, sheet_.name, {}, {{"cell", shown(number)}});
      row_ = *given;
      column_ = 0;
      scanner_.children([&](std::string_view cell) {
        if (cell == "c") read_cell();
      });
    });
  }

  void read_cell() {
    if (full_) return;
    const auto name = scanner_.raw_attribute("r");
    const auto at = name.empty() ? std::optional(CellAddress{row_, column_ + 1}) : parse_cell_name(name);
    if (!at || at->column > kMostColumns)
      return reading_.add_at(workbook::kOutside, sheet_.name, {},
                             {{"cell", name.empty() ? cell_name(row_, kMostColumns + 1) : shown(name)}});
    column_ = at->column;
    if (!reading_.count_cell()) {
      full_ = true;
      return;
    }

    Cell cell;
    cell.row = at->row;
    cell.column = at->column;
    const auto type = scanner_.raw_attribute("t");
    const auto format = static_cast<size_t>(whole(scanner_.raw_attribute("s")).value_or(0));
    scanner_.children([&](std::string_view child) {
      if (child == "v") {
        take_value(cell, type, format);
      } else if (child == "is") {
        take_text(cell, read_rich_text(scanner_, stored_));
      } else if (child == "f") {
        take_formula(cell);
      }
    });
    if (cell.kind == Cell::Kind::empty && cell.formula.empty()) return;
    if (!reading_.count_text(cell.text.size() + cell.formula.size() + cell.digits.size())) {
      full_ = true;
      return;
    }
    if (!sheet_.cells.empty()) {
      const Cell& last = sheet_.cells.back();
      in_order_ = in_order_ && CellAddress{last.row, last.column} < *at;
    }
    sheet_.cells.push_back(cell);
  }

  void take_value(Cell& cell, std::string_view type, size_t format) {
    const auto stored = scanner_.text_view();
    const auto value = without_blanks(stored);
    if (type == "s") {
      if (value.empty()) return;
      const auto index = whole(value);
      if (!index || static_cast<size_t>(*index) >= reading_.shared_strings.size()) return refuse(cell, value);
      const std::string_view text = reading_.shared_strings[static_cast<size_t>(*index)];
      if (text.empty()) return;
      cell.kind = Cell::Kind::text;
      cell.text = text;
    } else if (type == "str" || type == "inlineStr") {
      take_text(cell, stored);
    } else if (value.empty()) {
      return;
    } else if (type == "b") {
      if (value != "0" && value != "1" && value != "true" && value != "false") return refuse(cell, value);
      cell.kind = Cell::Kind::boolean;
      cell.text = value == "1" || value == "true" ? "TRUE" : "FALSE";
    } else if (type == "e") {
      cell.kind = Cell::Kind::error;
      cell.text = reading_.text_of(scanner_, value);
    } else if (type == "d") {
      take_iso_date(cell, value);
    } else if (type.empty() || type == "n") {
      take_number(cell, value, format);
    } else {
      refuse(cell, value);
    }
  }

  void take_text(Cell& cell, std::string_view stored) {
    cell.text = reading_.text_of(scanner_, stored);
    if (!cell.text.empty()) cell.kind = Cell::Kind::text;
  }

  void take_number(Cell& cell, std::string_view value, size_t format) {
    if (!is_number(value)) return refuse(cell, value);
    cell.kind = Cell::Kind::number;
    cell.digits = scanner_.has(value) ? value : reading_.kept->keep(value);
    cell.percent = format < reading_.format_shows_percent.size() && reading_.format_shows_percent[format];
    if (format >= reading_.format_shows_day.size() || !reading_.format_shows_day[format]) return;
    double serial = 0;
    if (value.starts_with('+')) value.remove_prefix(1);
    if (std::from_chars(value.data(), value.data() + value.size(), serial).ec != std::errc{}) return;
    cell.date = day_of_serial(serial, reading_.dates);
    if (cell.date) cell.kind = Cell::Kind::date;
  }

  void take_iso_date(Cell& cell, std::string_view value) {
    cell.date = parse_date(value.substr(0, value.find('T')));
    if (!cell.date) return refuse(cell, value);
    cell.kind = Cell::Kind::date;
    cell.text = scanner_.has(value) ? value : reading_.kept->keep(value);
  }

  /// A formula filled down is written once, the other cells name it by number (18.3.1.40).
  void take_formula(Cell& cell) {
    const bool is_shared = scanner_.raw_attribute("t") == "shared";
    const int number = whole(scanner_.raw_attribute("si")).value_or(-1);
    cell.formula = reading_.text_of(scanner_, scanner_.text_view());
    if (!is_shared) return;
    if (cell.formula.empty()) {
      const auto found = shared_formulas_.find(number);
      if (found != shared_formulas_.end()) cell.formula = found->second;
    } else {
      shared_formulas_.emplace(number, cell.formula);
    }
  }

  void read_merged() {
    scanner_.children([&](std::string_view name) {
      if (name != "mergeCell") return;
      const auto text = scanner_.raw_attribute("ref");
      if (const auto range = parse_cell_range(text))
        sheet_.merged.push_back(*range);
      else
        reading_.add_at(workbook::kOutside, sheet_.name, {}, {{"cell", shown(text)}});
    });
  }

  void refuse(Cell& cell, std::string_view value) {
    reading_.add_at(workbook::kBadCell, sheet_.name, cell_name(cell.row, cell.column),
                    {{"value", shown(value)}});
  }

  static std::string shown(std::string_view value) {
    if (value.size() <= kShownBytes) return std::string(value);
    size_t end = kShownBytes;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80)
      --end;  // not within a character
    return std::string(value.substr(0, end)) + "…";
  }

  void put_in_order() {
    const auto place = [](const Cell& cell) { return CellAddress{cell.row, cell.column}; };
    std::sort(sheet_.cells.begin(), sheet_.cells.end(),
              [&](const Cell& a, const Cell& b) { return place(a) < place(b); });
    for (size_t i = 1; i < sheet_.cells.size(); ++i)
      if (place(sheet_.cells[i]) == place(sheet_.cells[i - 1]))
        reading_.add_at(workbook::kDoubledCell, sheet_.name,
                        cell_name(sheet_.cells[i].row, sheet_.cells[i].column));
  }

  XmlScanner scanner_;
  WorkbookReading& reading_;
  Sheet& sheet_;
  int row_ = 0;
  int column_ = 0;
  bool in_order_ = true;
  bool full_ = false;
  std::string stored_;
  std::unordered_map<int, std::string_view> shared_formulas_;
};

}  // namespace

void read_sheet(const std::string& xml, const std::string& part, WorkbookReading& reading, Sheet& sheet) {
  SheetReading(xml, reading, sheet).read(part, xml.size());
}

}  // namespace xanh

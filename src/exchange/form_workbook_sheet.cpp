// One sheet of the form workbook: printed and input cells, validation, page.
#include "exchange/form_workbook_sheet.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "base/text.hpp"

namespace xanh::form_workbook {
namespace {

/// Excel keeps 15 digits of a number; longer figures go in as text, digit by digit.
bool fits_a_number(const Decimal& value) {
  const std::string text = value.to_text();
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) <= 15;
}

/// The beginning, at most so many characters: Excel bounds what it shows.
std::string shortened(const std::string& text, size_t most) {
  if (characters(text) <= most) return text;
  std::string out;
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++count >= most) break;
    out += text[i];
  }
  return out + "…";
}

std::string footer_text(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&&" : std::string(1, c);
  return out;
}

/// Lines a text takes in a cell so many characters wide, broken between words.
size_t lines_of(std::string_view text, double per_line) {
  size_t lines = 1;
  double used = 0;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    const double word = static_cast<double>(characters(text.substr(begin, end - begin)));
    if (used > 0 && used + word > per_line) {
      ++lines;
      used = 0;
    }
    // A word longer than the line is broken within.
    for (used += word + 1; used - 1 > per_line && per_line >= 1; used -= per_line) ++lines;
    if (end < text.size() && text[end] == '\n') {
      ++lines;
      used = 0;
    }
    begin = end + 1;
  }
  return lines;
}

CellStyle input_style(const Input& input) {
  CellStyle style{.look = Look::input, .kind = input.kind};
  if (input.bounds) style.kind = input.bounds->type == ElementType::integer ? Kind::whole : Kind::decimal;
  // A figure with more or fewer digits after the point shows them as they were reported.
  if (input.number && style.kind == Kind::decimal)
    style = {.look = Look::input, .kind = Kind::fixed, .decimals = std::max(1, input.number->scale())};
  if (input.number && style.kind == Kind::whole && input.number->scale() > 0)
    style = {.look = Look::input, .kind = Kind::fixed, .decimals = input.number->scale()};
  style.centre = !input.list.empty();
  return style;
}

}  // namespace

void FormSheet::columns(const std::vector<double>& widths) {
  lxw_row_col_options hidden{.hidden = LXW_TRUE, .level = 0, .collapsed = 0};
  worksheet_set_column_opt(sheet_, 0, 0, 12, nullptr, &hidden);
  widths_ = widths;
  widths_.insert(widths_.begin(), 0);
  for (size_t i = 0; i < widths.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i + 1);
    worksheet_set_column(sheet_, column, column, widths[i], nullptr);
  }
}

void FormSheet::page(std::uint32_t first_head, std::uint32_t last_head, const std::string& footer) {
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, 9);
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_set_margins(sheet_, 0.4, 0.4, 0.45, 0.6);
  worksheet_center_horizontally(sheet_);
  worksheet_repeat_rows(sheet_, first_head, last_head);
  const std::string font = "&\"Times New Roman,Regular\"&9";
  const std::string text = fmt::format("&L{}{}&R{}{} &P/&N", font, shortened(footer_text(footer), 180), font,
                                       book_->in({"Trang", "Page"}));
  worksheet_set_footer(sheet_, text.c_str());
  lxw_protection may{};
  may.format_columns = may.format_rows = may.insert_rows = LXW_TRUE;
  worksheet_protect(sheet_, nullptr, &may);
}

void FormSheet::print_to(std::uint32_t last_row, std::uint16_t last_column) {
  worksheet_print_area(sheet_, 0, 1, last_row, last_column);
}

void FormSheet::unprinted() {
  // A print area without content: the sheet serves on the screen only.
  worksheet_print_area(sheet_, 900, 30, 901, 31);
  worksheet_protect(sheet_, nullptr, nullptr);
}

void FormSheet::freeze(std::uint32_t row, std::uint16_t column) {
  worksheet_freeze_panes(sheet_, row, column);
}

void FormSheet::height(std::uint32_t row, double points) {
  double& height = heights_[row];
  if (points <= height) return;
  height = std::min(points, 405.0);  // Excel's highest row has 409 points
  worksheet_set_row(sheet_, row, height, nullptr);
}

void FormSheet::make_room(std::uint32_t row, double width, const std::string& text, const CellStyle& style) {
  if (style.look == Look::plain || style.look == Look::title || style.look == Look::subtitle ||
      style.look == Look::warning)
    return;
  // Times New Roman is narrower than the digits of the default font that widths are counted in.
  const double per_line =
      width * (style.bold || style.look == Look::head || style.look == Look::band ? 1.15 : 1.25) - 1;
  height(row, 14.5 * static_cast<double>(lines_of(text, per_line)) + 2.5);
}

void FormSheet::text(std::uint32_t row, std::uint16_t column, const std::string& text,
                     const CellStyle& style) {
  if (!text.empty() && column < widths_.size()) make_room(row, widths_[column], text, style);
  if (text.empty())
    worksheet_write_blank(sheet_, row, column, book_->format(style));
  else
    worksheet_write_string(sheet_, row, column, text.c_str(), book_->format(style));
}

void FormSheet::words(std::uint32_t row, std::uint16_t column, const Bilingual& words,
                      const CellStyle& style) {
  text(row, column, book_->in(words), style);
}

void FormSheet::merged(std::uint32_t row, std::uint16_t first, std::uint16_t last, const std::string& text,
                       const CellStyle& style) {
  double width = 0;
  for (size_t column = first; column <= last && column < widths_.size(); ++column) width += widths_[column];
  if (!text.empty()) make_room(row, width, text, style);
  worksheet_merge_range(sheet_, row, first, row, last, text.c_str(), book_->format(style));
}

void FormSheet::number(std::uint32_t row, std::uint16_t column, const std::optional<Decimal>& value,
                       const CellStyle& style) {
  if (!value) return text(row, column, std::string{}, style);
  worksheet_write_number(sheet_, row, column, value->to_double(), book_->format(style));
}

void FormSheet::date(std::uint32_t row, std::uint16_t column, const std::optional<Date>& value,
                     const CellStyle& style) {
  CellStyle dated = style;
  dated.kind = Kind::date;
  if (!value) return text(row, column, std::string{}, dated);
  worksheet_write_number(sheet_, row, column, excel_day(*value), book_->format(dated));
}

void FormSheet::formula(std::uint32_t row, std::uint16_t column, const std::string& formula,
                        const CellStyle& style, std::optional<double> shown) {
  const std::string text = "=" + formula;
  if (shown)
    worksheet_write_formula_num(sheet_, row, column, text.c_str(), book_->format(style), *shown);
  else
    worksheet_write_formula_str(sheet_, row, column, text.c_str(), book_->format(style), "");
}

void FormSheet::blanks(std::uint32_t row, std::uint16_t first, std::uint16_t last, const CellStyle& style) {
  for (std::uint16_t column = first; column <= last; ++column) text(row, column, std::string{}, style);
}

InputLine& FormSheet::line(std::uint32_t row, std::string_view about, const std::string& code,
                           const std::string& stem, const std::string& row_code) {
  worksheet_write_string(sheet_, row, 0, row_code.c_str(), nullptr);
  return book_->line({std::string(about), code, stem, title_, row_code, {}});
}

void FormSheet::input(InputLine& line, std::uint32_t row, std::uint16_t column, const std::string& field,
                      const Input& input) {
  const CellStyle style = input_style(input);
  if (input.date) {
    date(row, column, input.date, style);
  } else if (input.number && fits_a_number(*input.number)) {
    number(row, column, input.number, style);
  } else {
    text(row, column, input.number ? input.number->to_text() : input.text, style);
  }
  line.fields.emplace_back(field, column);
  book_->name_cell(input_name(line.stem, field), title_, row, column);
  validate(row, column, input);
}

void FormSheet::kept(InputLine& line, std::uint32_t row, std::uint16_t column, const std::string& field,
                     const std::optional<Decimal>& value, const std::string& words, const CellStyle& style) {
  if (value && fits_a_number(*value)) {
    CellStyle shown = style;  // with the digits it was reported with
    if (value->scale() > 0) {
      shown.kind = Kind::fixed;
      shown.decimals = value->scale();
    }
    number(row, column, value, shown);
  } else {
    text(row, column, value ? value->to_text() : words, style);
  }
  line.fields.emplace_back(field, column);
  book_->name_cell(input_name(line.stem, field), title_, row, column);
}

void FormSheet::formula_text(std::uint32_t row, std::uint16_t column, const std::string& formula,
                             const std::string& shown, const CellStyle& style) {
  if (!shown.empty() && column < widths_.size()) make_room(row, widths_[column], shown, style);
  worksheet_write_formula_str(sheet_, row, column, ("=" + formula).c_str(), book_->format(style),
                              shown.c_str());
}

bool FormSheet::Rule::same_as(const Rule& other) const {
  return rule.validate == other.rule.validate && rule.criteria == other.rule.criteria &&
         rule.error_type == other.rule.error_type && rule.show_error == other.rule.show_error &&
         rule.value_number == other.rule.value_number && rule.minimum_number == other.rule.minimum_number &&
         rule.maximum_number == other.rule.maximum_number && range == other.range && hint == other.hint &&
         error_message == other.error_message;
}

// One rule for a column of equal inputs: a table of thousands of rows would otherwise be mostly rules.
void FormSheet::write(std::uint16_t column, Rule& held) {
  lxw_data_validation rule = held.rule;
  if (!held.range.empty()) rule.value_formula = held.range.data();
  if (!held.hint.empty()) rule.input_message = held.hint.data();
  if (!held.error_message.empty()) {
    rule.error_title = held.error_title.data();
    rule.error_message = held.error_message.data();
  }
  if (worksheet_data_validation_range(sheet_, held.first, column, held.last, column, &rule) != LXW_NO_ERROR)
    throw std::logic_error("validation of " + title_);
}

void FormSheet::finish() {
  for (auto& [column, rule] : rules_) write(column, rule);
  rules_.clear();
}

void FormSheet::validate(std::uint32_t row, std::uint16_t column, const Input& input) {
  Rule next;
  next.first = next.last = row;
  lxw_data_validation& rule = next.rule;
  std::string& wrong = next.error_message;
  std::string& hint = next.hint;
  hint = book_->in(input.hint);
  next.error_title = book_->in({"Cần xem lại", "Please check"});
  rule.ignore_blank = LXW_VALIDATION_ON;
  rule.show_error = rule.show_input = rule.dropdown = LXW_VALIDATION_ON;
  rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
  if (!input.list.empty()) {
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    next.range = "=" + book_->range(input.list);
    if (input.list_only) {
      rule.error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
      wrong = book_->in({"Chọn một mục trong danh sách.", "Choose an entry of the list."});
    } else {
      rule.show_error = LXW_VALIDATION_OFF;
    }
  } else if (input.kind == Kind::date) {
    rule.validate = LXW_VALIDATION_TYPE_DATE;
    rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
    rule.value_datetime = {2000, 1, 1, 0, 0, 0};
    wrong = book_->in({"Nhập ngày dạng ngày/tháng/năm, ví dụ 14/6/2023.",
                       "Enter a day as day/month/year, for example 14/6/2023."});
  } else if (input.bounds || input.kind != Kind::text) {
    const Element* element = input.bounds;
    const bool whole = element && element->type == ElementType::integer;
    const std::optional<Decimal> least = element ? element->min : std::nullopt,
                                 most = element ? element->max : std::nullopt;
    rule.validate = whole ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
    rule.minimum_number = rule.value_number = least ? least->to_double() : -1e15;
    rule.maximum_number = most ? most->to_double() : 1e15;
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    const bool vi = book_->language() == Language::vi;
    std::string bounds;
    if (least) bounds += (vi ? " từ " : " from ") + to_text_grouped(*least, -1, vi);
    if (most) bounds += (vi ? " đến " : " to ") + to_text_grouped(*most, -1, vi);
    wrong = vi ? fmt::format("Nhập {}{}. Không có số thì để trống và chọn Tình trạng số liệu.",
                             whole ? "số nguyên" : "số", bounds)
               : fmt::format("Enter a {}{}. Without a figure leave it empty and choose its state.",
                             whole ? "whole number" : "number", bounds);
    if (element && !element->unit.empty()) hint = fmt::format("{} ({})", hint, element->unit);
  } else if (input.limit) {
    rule.validate = LXW_VALIDATION_TYPE_LENGTH;
    rule.criteria = LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO;
    rule.value_number = static_cast<double>(input.limit);
    wrong = book_->language() == Language::vi ? fmt::format("Dài quá {} ký tự.", input.limit)
                                              : fmt::format("Longer than {} characters.", input.limit);
  } else if (!hint.empty()) {
    rule.validate = LXW_VALIDATION_TYPE_ANY;
  } else {
    return;
  }
  hint = shortened(hint, 240);
  const auto [held, fresh] = rules_.try_emplace(column, next);
  if (fresh) return;
  if (held->second.last + 1 == row && held->second.same_as(next)) {
    held->second.last = row;
    return;
  }
  write(column, held->second);
  held->second = std::move(next);
}

void FormSheet::alarm(std::uint32_t first, std::uint16_t first_column, std::uint32_t last,
                      std::uint16_t last_column, const std::string& condition) {
  lxw_conditional_format rule{};
  std::string formula = "=" + condition;
  rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
  rule.value_string = formula.data();
  rule.format = book_->format({.look = Look::warning});
  worksheet_conditional_format_range(sheet_, first, first_column, last, last_column, &rule);
}

std::string FormSheet::cell(std::uint32_t row, std::uint16_t column) const {
  return fmt::format("${}${}", column_name(column), row + 1);
}

std::string FormSheet::far_cell(std::uint32_t row, std::uint16_t column) const {
  return fmt::format("{}!{}", quoted(title_), cell(row, column));
}

std::string FormSheet::far_range(std::uint32_t first, std::uint32_t last, std::uint16_t column) const {
  return fmt::format("{}!{}:{}", quoted(title_), cell(first, column), cell(last, column));
}

}  // namespace xanh::form_workbook

// The form workbook while it is written: sheets with printed (grey, locked) and input (pale yellow) cells
// over libxlsxwriter, the defined name of every input, the hidden lists of the drop-downs, the very hidden
// stamp.
#pragma once

#include <xlsxwriter.h>

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "exchange/form_workbook_lines.hpp"
#include "programme/plan.hpp"

namespace xanh::form_workbook {

enum class Look : std::uint8_t {
  plain,
  title,
  subtitle,
  warning,
  head,
  band,
  printed,
  computed,
  input,
  remark,
  guide,
  unasked  ///< a cell of a table that nobody is to fill in
};
enum class Kind : std::uint8_t { text, whole, decimal, fixed, date };

struct CellStyle {
  Look look = Look::printed;
  Kind kind = Kind::text;
  int decimals = 0;  ///< of Kind::fixed
  bool centre = false;
  bool bold = false;
  bool italic = false;
  auto operator<=>(const CellStyle&) const = default;
};

/// What an input cell takes, and what it holds already.
struct Input {
  Kind kind = Kind::text;
  std::string text{};
  std::optional<Decimal> number{};
  std::optional<Date> date{};
  const Element* bounds = nullptr;  ///< type, least and most of a figure
  std::string list{};               ///< a list of FormBook::list
  bool list_only = true;            ///< nothing but words of the list
  size_t limit = 0;                 ///< characters
  Bilingual hint{};                 ///< shown when the cell is chosen
};

class FormSheet;

class FormBook {
 public:
  FormBook(Language language, const std::string& title);
  FormBook(const FormBook&) = delete;
  FormBook& operator=(const FormBook&) = delete;
  ~FormBook();

  FormSheet& sheet(const std::string& title);
  lxw_format* format(const CellStyle& style);
  /// A column of words on the hidden sheet of lists; the same name gives the same list.
  void list(const std::string& name, const std::vector<std::string>& words);
  /// A column of days there, with the range it takes, for formulas.
  std::string days(const std::string& name, const std::vector<Date>& days);
  [[nodiscard]] const std::string& range(const std::string& list) const { return lists_.at(list); }
  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] const std::string& in(const Bilingual& text) const { return xanh::in(language_, text); }
  void name_cell(const std::string& name, const std::string& sheet, std::uint32_t row, std::uint16_t column);
  Stems& stems() { return stems_; }
  InputLine& line(InputLine line) { return lines_.emplace_back(std::move(line)); }
  void stamp(std::string_view key, std::string value, std::string more = {}) {
    stamps_.push_back({std::string(key), std::move(value), std::move(more), {}, {}, {}, {}});
  }
  void stamp(std::array<std::string, 7> row) { stamps_.push_back(std::move(row)); }

  /// Writes the lists, the stamp and the names, closes, gives the bytes. Once.
  std::string bytes();

 private:
  std::uint16_t next_list(const std::string& name);

  Language language_;
  std::string path_;
  lxw_workbook* book_ = nullptr;
  std::map<CellStyle, lxw_format*> formats_;
  std::deque<FormSheet> sheets_;
  std::map<std::string, std::string> lists_;
  std::vector<std::pair<std::string, std::vector<std::string>>> words_;
  std::vector<std::pair<std::string, std::vector<Date>>> days_;
  std::vector<std::pair<std::string, std::string>> names_;
  std::deque<InputLine> lines_;
  std::vector<std::array<std::string, 7>> stamps_;
  Stems stems_;
  std::uint16_t list_columns_ = 0;
};

/// One sheet. Column A is hidden and holds the codes; rows and columns count from 0 as in libxlsxwriter.
class FormSheet {
 public:
  FormSheet(FormBook& book, lxw_worksheet* sheet, std::string title)
      : book_(&book), sheet_(sheet), title_(std::move(title)) {}

  [[nodiscard]] const std::string& title() const { return title_; }
  /// Widths of the columns from B on, in characters.
  void columns(const std::vector<double>& widths);
  /// Landscape A4, one page wide, these header rows on every page, footer with unit, cycle and page.
  void page(std::uint32_t first_head, std::uint32_t last_head, const std::string& footer);
  void freeze(std::uint32_t row, std::uint16_t column);
  /// At least this high; rows are as high as their texts need.
  void height(std::uint32_t row, double points);

  void text(std::uint32_t row, std::uint16_t column, const std::string& text, const CellStyle& style = {});
  void words(std::uint32_t row, std::uint16_t column, const Bilingual& words, const CellStyle& style = {});
  void merged(std::uint32_t row, std::uint16_t first, std::uint16_t last, const std::string& text,
              const CellStyle& style = {});
  void number(std::uint32_t row, std::uint16_t column, const std::optional<Decimal>& value,
              const CellStyle& style);
  void date(std::uint32_t row, std::uint16_t column, const std::optional<Date>& value,
            const CellStyle& style = {});
  /// `shown` is what the cell shows until it is computed.
  void formula(std::uint32_t row, std::uint16_t column, const std::string& formula, const CellStyle& style,
               std::optional<double> shown = {});
  void blanks(std::uint32_t row, std::uint16_t first, std::uint16_t last, const CellStyle& style = {});

  /// A line of inputs on this row; its code goes into column A.
  InputLine& line(std::uint32_t row, std::string_view about, const std::string& code, const std::string& stem,
                  const std::string& row_code);
  void input(InputLine& line, std::uint32_t row, std::uint16_t column, const std::string& field,
             const Input& input);
  /// A printed cell that is read back under its name: the figure, or a text in its place.
  void kept(InputLine& line, std::uint32_t row, std::uint16_t column, const std::string& field,
            const std::optional<Decimal>& value, const std::string& text, const CellStyle& style);
  /// A formula that shows a text until it is computed.
  void formula_text(std::uint32_t row, std::uint16_t column, const std::string& formula,
                    const std::string& shown, const CellStyle& style);
  /// Red where the remark of a formula stands.
  void alarm(std::uint32_t first, std::uint16_t first_column, std::uint32_t last, std::uint16_t last_column,
             const std::string& condition);
  void print_to(std::uint32_t last_row, std::uint16_t last_column);
  void unprinted();
  /// Writes what is still held back: rules of inputs that might go on in the next row.
  void finish();

  [[nodiscard]] std::string cell(std::uint32_t row, std::uint16_t column) const;      ///< $F$9
  [[nodiscard]] std::string far_cell(std::uint32_t row, std::uint16_t column) const;  ///< 'Biểu 05'!$F$9
  [[nodiscard]] std::string far_range(std::uint32_t first, std::uint32_t last, std::uint16_t column) const;

 private:
  /// A rule of inputs, held back while the rows that follow have the same.
  struct Rule {
    lxw_data_validation rule{};
    std::string range, hint, error_title, error_message;
    std::uint32_t first = 0, last = 0;
    [[nodiscard]] bool same_as(const Rule& other) const;
  };
  void validate(std::uint32_t row, std::uint16_t column, const Input& input);
  void write(std::uint16_t column, Rule& rule);
  void make_room(std::uint32_t row, double width, const std::string& text, const CellStyle& style);

  FormBook* book_;
  lxw_worksheet* sheet_;
  std::string title_;
  std::vector<double> widths_;
  std::map<std::uint32_t, double> heights_;
  std::map<std::uint16_t, Rule> rules_;  ///< by column
};

[[nodiscard]] std::string column_name(std::uint16_t column);
/// In quotes where formulas need them.
[[nodiscard]] std::string quoted(std::string_view sheet);
/// The days of Excel's calendar (1900 system).
[[nodiscard]] double excel_day(Date day);
/// A day in a formula: DATE(2023,6,14).
[[nodiscard]] std::string excel_date(Date day);

}  // namespace xanh::form_workbook

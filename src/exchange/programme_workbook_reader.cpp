// Reads the workbook of a programme: sheets by their defined names, columns by the hidden row of keys.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "exchange/form_workbook_number.hpp"
#include "exchange/programme_workbook.hpp"
#include "exchange/programme_workbook_rows.hpp"
#include "exchange/programme_workbook_stamp.hpp"

namespace xanh {
namespace programme_workbook {
namespace {

constexpr ProblemKind kWrongVersion{
    "programme-workbook-format",
    Severity::error,
    "sổ tính chương trình ở định dạng `{format}`, bản này đọc định dạng 1",
    "the programme's workbook is of format `{format}`, this version reads format 1",
    "dùng bản xanh mới hơn",
    "use a newer xanh"};
constexpr ProblemKind kSheetMissing{
    "programme-sheet-missing",
    Severity::error,
    "thiếu trang `{sheet}`",
    "the sheet `{sheet}` is missing",
    "chép lại trang này từ sổ tính ban đầu; danh sách trống thì để trang trống",
    "copy it back from the original workbook; an empty list is an empty sheet"};
constexpr ProblemKind kUnknownColumn{"programme-column-unknown",
                                     Severity::error,
                                     "không có khóa `{key}` ở trang này",
                                     "there is no key `{key}` on this sheet",
                                     "khôi phục dòng 3 (ẩn) như sổ tính ban đầu",
                                     "restore row 3 (hidden) as in the original workbook"};
constexpr ProblemKind kErrorCell{"programme-error-cell",
                                 Severity::error,
                                 "ô báo lỗi `{text}`",
                                 "the cell shows the error `{text}`",
                                 "sửa công thức hoặc ghi giá trị",
                                 "mend the formula or enter a value"};
constexpr ProblemKind kTwoRows{"programme-two-rows",
                               Severity::error,
                               "trang Chương trình có hơn một dòng",
                               "the sheet Programme has more than one row",
                               "giữ lại một dòng",
                               "keep one row"};

/// A node's line holds the number of its sheet and its row.
constexpr int kRowBits = 21;

class WorkbookReader {
 public:
  WorkbookReader(const Workbook& book, const std::string& file) : book_(book), file_(file) {}

  Outcome<ProgrammeFolder> run() {
    stamp();
    for (const auto& kind : sheets()) {
      if (kind.code == "tasks") continue;
      const auto found = book_.names.find(kSheetName + kind.code);
      const Sheet* sheet = found == book_.names.end() ? nullptr : book_.sheet(found->second.sheet);
      if (!sheet) {
        problems_.push_back(problem(kSheetMissing, {file_, 0, 0, {}, {}, {}}, {{"sheet", kind.title.vi}}));
        continue;
      }
      read(*sheet, found->second.range.first.row, kind, parts_.lists[kind.code]);
    }
    tasks();
    if (parts_.lists["programme"].size() > 1)
      problems_.push_back(problem(kTwoRows, {file_, 0, 0, sheet_of_.empty() ? "" : sheet_of_[0], {}, {}}));
    Outcome<ProgrammeFolder> out;
    if (!has_error(problems_)) {
      out = put_together(parts_, file_);
      for (auto& p : out.problems) place(p);
    }
    problems_.insert(problems_.end(), out.problems.begin(), out.problems.end());
    out.problems = std::move(problems_);
    return out;
  }

 private:
  void stamp() {
    const Sheet* sheet = book_.sheet(kStampSheet);
    for (int row = 1; sheet && row <= sheet->max_row; ++row) {
      const Cell *key = sheet->cell(row, 1), *value = sheet->cell(row, 2);
      if (key && value && key->text == "format" && value->text != "1")
        problems_.push_back(problem(kWrongVersion, {file_, 0, 0, {}, {}, {}}, {{"format", value->text}}));
    }
  }

  void tasks() {
    const SheetKind& kind = sheet("tasks");
    const std::string beginning = std::string(kSheetName) + "tasks_";
    std::set<std::string_view> read_already;
    for (const auto& [name, reference] : book_.names) {
      if (!name.starts_with(beginning)) continue;
      const int year = number(name.substr(beginning.size()));
      const Sheet* sheet = book_.sheet(reference.sheet);
      if (year > 0 && sheet && read_already.insert(sheet->name).second)
        read(*sheet, reference.range.first.row, kind, parts_.tasks[year]);
    }
    // A copied sheet has no name of its own; its title says which year it is.
    for (const Sheet& sheet : book_.sheets)
      for (const auto& title : {kind.title.vi, kind.title.en}) {
        if (!sheet.name.starts_with(title + " ") || read_already.contains(sheet.name)) continue;
        const int year = number(std::string_view(sheet.name).substr(title.size() + 1));
        const Cell* keys = sheet.cell(3, 1);
        if (year > 0 && keys && keys->kind == Cell::Kind::text && !parts_.tasks.contains(year))
          read(sheet, 3, kind, parts_.tasks[year]);
      }
  }

  static int number(std::string_view text) {
    int out = 0;
    if (text.size() != 4) return 0;
    for (const char c : text) {
      if (c < '0' || c > '9') return 0;
      out = out * 10 + (c - '0');
    }
    return out;
  }

  void read(const Sheet& sheet, int keys, const SheetKind& kind, Entries& out) {
    sheet_of_.push_back(sheet.name);
    const int marker = static_cast<int>(sheet_of_.size()) << kRowBits;
    std::map<int, Column> columns;
    std::vector<std::string> paths;
    for (const auto& column : kind.columns) paths.push_back(column.path);
    for (const Cell& cell : sheet.row(keys)) {
      const std::string path(trimmed(cell.text));
      if (path.empty()) continue;
      if (const auto column = column_of(kind, path))
        columns.emplace(cell.column, *column);
      else
        problems_.push_back(problem(kUnknownColumn,
                                    {file_, 0, 0, sheet.name, cell_name(keys, cell.column), {}},
                                    {{"key", path}}, nearest(path, paths)));
    }
    for (int row = keys + 2; row <= sheet.max_row; ++row) {
      Node entry = Node::map();
      entry.line = marker + row;
      entry.column = 1;
      for (const Cell& cell : sheet.row(row)) {
        const auto column = columns.find(cell.column);
        if (column == columns.end()) continue;
        if (cell.kind == Cell::Kind::error) {
          problems_.push_back(problem(kErrorCell, {file_, 0, 0, sheet.name, cell_name(row, cell.column), {}},
                                      {{"text", cell.text}}));
          continue;
        }
        if (auto value = value_of(cell, column->second)) {
          value->line = marker + row;
          value->column = cell.column;
          entry.add(column->second.path, std::move(*value));
        }
      }
      if (!entry.members.empty()) out.push_back(std::move(entry));
    }
  }

  static std::optional<Column> column_of(const SheetKind& kind, const std::string& path) {
    for (const auto& column : kind.columns)
      if (column.path == path) return column;
    if (kind.code != "targets") return std::nullopt;
    for (const std::string key : {"assigned", "milestones"}) {
      if (!path.starts_with(key + "[")) continue;
      const size_t close = path.find(']');
      if (close == path.npos) continue;
      const std::string year = path.substr(key.size() + 1, close - key.size() - 1);
      if (number(year) == 0 && !(year.empty() && key == "milestones")) continue;
      for (const auto& column : year_column(key, year))
        if (column.path == path) return column;
    }
    return std::nullopt;
  }

  static std::string text_of(const Cell& cell) {
    if (cell.kind == Cell::Kind::date && cell.date) return to_text(*cell.date);
    return std::string(cell.digits.empty() ? cell.text : cell.digits);
  }

  static std::optional<Node> value_of(const Cell& cell, const Column& column) {
    const std::string text = text_of(cell), plain(trimmed(text));
    if (plain.empty()) return std::nullopt;
    switch (column.holds) {
      case Holds::text:
        return Node::text(text);
      case Holds::code:
      case Holds::list:
        return Node::text(plain);
      case Holds::flag:
        return Node::boolean(plain != "false" && plain != "FALSE" && folded(plain) != "khong" &&
                             plain != "0");
      case Holds::day: {
        if (const auto day = cell.date ? cell.date : parse_date_as_typed(plain))
          return Node::text(to_text(*day));
        return Node::text(plain);
      }
      case Holds::words: {
        if (column.words)
          for (const auto& one : *column.words)
            if (folded(plain) == folded(one.vi)) return Node::text(std::string(one.word));
        return Node::text(plain);
      }
      case Holds::whole:
      case Holds::figure:
        break;
    }
    return figure_of(cell, plain, column.holds == Holds::whole);
  }

  /// "≥ 58" keeps its sign for the milestones; anything else is told by whoever wants a number.
  static Node figure_of(const Cell& cell, const std::string& plain, bool whole) {
    if (!cell.digits.empty() && cell.kind == Cell::Kind::number) {
      const auto figure = form_workbook::number_of_digits(cell.digits);
      return figure ? Node::number(figure->to_text()) : Node::text(plain);
    }
    std::string sign, rest = plain;
    for (const auto& [written, kept] : {std::pair{"≥", "≥ "}, {">=", "≥ "}, {"≤", "≤ "}, {"<=", "≤ "}})
      if (sign.empty() && rest.starts_with(written)) {
        sign = kept;
        rest = trimmed(std::string_view(rest).substr(std::string_view(written).size()));
      }
    const auto typed = form_workbook::typed_number(rest, whole);
    if (!typed.value) return Node::text(plain);
    return sign.empty() ? Node::number(typed.value->to_text()) : Node::text(sign + typed.value->to_text());
  }

  /// From the number of a sheet and a row to their names.
  void place(Problem& p) const {
    const auto sheet = static_cast<size_t>(p.place.line) >> kRowBits;
    if (sheet == 0 || sheet > sheet_of_.size()) return;
    const int row = p.place.line & ((1 << kRowBits) - 1);
    p.place.sheet = sheet_of_[sheet - 1];
    p.place.cell = cell_name(row, std::max(1, p.place.column));
    p.place.line = p.place.column = 0;
  }

  const Workbook& book_;
  const std::string& file_;
  std::vector<std::string> sheet_of_;
  Parts parts_;
  Problems problems_;
};

}  // namespace
}  // namespace programme_workbook

bool is_programme_workbook(const Workbook& book) {
  return book.sheet(programme_workbook::kStampSheet) != nullptr;
}

Outcome<ProgrammeFolder> read_programme_workbook(const Workbook& book, const std::string& file) {
  return programme_workbook::WorkbookReader(book, file).run();
}

}  // namespace xanh

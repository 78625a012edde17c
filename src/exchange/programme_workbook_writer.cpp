// Writes the workbook of a programme over libxlsxwriter.
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/text.hpp"
#include "exchange/ooxml/cell_name.hpp"
#include "exchange/ooxml/package.hpp"
#include "exchange/ooxml/workbook_reader.hpp"
#include "exchange/programme_workbook.hpp"
#include "exchange/programme_workbook_rows.hpp"
#include "exchange/programme_workbook_stamp.hpp"

namespace xanh {
namespace programme_workbook {
namespace {

constexpr lxw_color_t kHead = 0xD6E6E1, kLine = 0x9AA5A1, kGreen = 0x0F5A4A, kSoft = 0x5C6664;
constexpr size_t kLongestText = 32'000;  // Excel keeps 32,767 characters
constexpr lxw_row_t kKeys = 2, kHeads = 3, kFirst = 4;
constexpr lxw_row_t kRoom = 300;  // further rows with drop-downs below the last entry
constexpr double kDayZeroToUnix = 25569;
constexpr double kLineHeight = 15;  // points
constexpr size_t kMostLines = 10;   // of a row as it opens; it grows with what is typed

class Book {
 public:
  explicit Book(Language language) : language_(language) {
    const char* folder = std::getenv("TMPDIR");
    path_ = fmt::format("{}/xanh-programme-XXXXXX", folder && *folder ? folder : "/tmp");
    const int handle = mkstemp(path_.data());
    if (handle < 0) throw std::runtime_error("no temporary file for the programme's workbook");
    close(handle);
    book_ = workbook_new(path_.c_str());
    lxw_doc_properties about{};
    std::string author = "Xanh";
    about.author = author.data();
    about.created = 1577836800;  // 2020-01-01: no clock in the bytes
    workbook_set_properties(book_, &about);
    title_ = format();
    format_set_bold(title_);
    format_set_font_size(title_, 15);
    format_set_font_color(title_, kGreen);
    guide_ = format();
    format_set_italic(guide_);
    format_set_font_color(guide_, kSoft);
    head_ = format();
    format_set_bold(head_);
    format_set_bg_color(head_, kHead);
    format_set_align(head_, LXW_ALIGN_CENTER);
    text_ = format();
    day_ = format();
    format_set_num_format(day_, "dd/mm/yyyy");
    for (auto* one : {head_, text_, day_}) {
      format_set_border(one, LXW_BORDER_THIN);
      format_set_border_color(one, kLine);
      format_set_text_wrap(one);
    }
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book() {
    if (book_) lxw_workbook_free(book_);
    unlink(path_.c_str());
  }

  void cover(const Programme& programme) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, vi() ? "Hướng dẫn" : "Guide");
    worksheet_set_column(sheet, 0, 0, 88, nullptr);
    lxw_format* wrapped = format();
    format_set_text_wrap(wrapped);
    const std::vector<std::string> lines =
        vi() ? std::vector<std::string>{
                   "Mỗi trang là một danh sách của chương trình, mỗi dòng một mục. Sửa ô, thêm dòng ở cuối; có thể đổi "
                   "thứ tự cột, ẩn cột. Không xóa trang, không sửa dòng 3 (đang ẩn).",
                   "Mã (cột Mã) không bao giờ đổi: các trang khác và báo cáo cũ dựa vào mã. Tên, số thứ tự in trong "
                   "quyết định thì sửa được.",
                   "Chưa biết thì để trống, không ghi 0. Mỗi mục ghi nguồn; điều suy đoán ghi tên khóa vào cột Giả định.",
                   "Nhiều đơn vị trong một ô cách nhau bằng dấu chấm phẩy. Ngày ghi dạng 31/12/2023.",
                   "Kế hoạch của năm mới: thêm dòng ở trang Kế hoạch năm, rồi chép trang Nhiệm vụ của năm trước và đổi "
                   "tên thành Nhiệm vụ NĂM.",
                   "Xong thì lưu lại và chạy: xanh programme import TỆP_NÀY.xlsx -o THƯ_MỤC_MỚI"}
             : std::vector<std::string>{
                   "Each sheet is a list of the programme, each row an entry. Change cells, add rows at the end; columns "
                   "may be moved or hidden. Remove no sheet and leave row 3 (hidden) as it is.",
                   "Codes never change: other sheets and earlier reports rely on them. Names and printed numbers may.",
                   "What is not known stays empty and is no 0. Each entry names its source; what is inference is named "
                   "in Assumptions.",
                   "Several units in a cell are separated by semicolons. Days are written 31/12/2023.",
                   "The plan of a new year: add a row to Plan years, then copy the sheet Tasks of the year before and "
                   "name it Tasks YEAR.",
                   "Then save it and run: xanh programme import THIS_FILE.xlsx -o NEW_FOLDER"};
    worksheet_write_string(sheet, 0, 0, in(language_, programme.names).c_str(), title_);
    lxw_row_t row = 2;
    for (const auto& line : lines) {
      worksheet_set_row(sheet, row, 36, nullptr);
      worksheet_write_string(sheet, row++, 0, line.c_str(), wrapped);
    }
  }

  void sheet(const SheetRows& rows, const std::string& title, const SheetKind& kind) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, title.c_str());
    if (!sheet) throw std::logic_error("sheet " + title);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_write_string(sheet, 0, 0, title.c_str(), title_);
    worksheet_write_string(sheet, 1, 0, in(language_, kind.guide).c_str(), guide_);
    lxw_col_t column = 0;
    for (const auto& one : rows.columns) {
      worksheet_set_column(sheet, column, column, one.width, nullptr);
      worksheet_write_string(sheet, kKeys, column, one.path.c_str(), nullptr);
      worksheet_write_string(sheet, kHeads, column, in(language_, one.title).c_str(), head_);
      choices(sheet, one, column, rows.rows.size());
      ++column;
    }
    lxw_row_col_options hidden{};
    hidden.hidden = LXW_TRUE;
    worksheet_set_row_opt(sheet, kKeys, LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
    worksheet_freeze_panes(sheet, kFirst, 1);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);
    worksheet_repeat_rows(sheet, kHeads, kHeads);
    worksheet_repeat_columns(sheet, 0, 0);
    lxw_row_t row = kFirst;
    worksheet_set_row(sheet, kHeads, 2 * kLineHeight, nullptr);
    for (const auto& entry : rows.rows) {
      column = 0;
      size_t lines = 1;
      for (const auto& one : rows.columns)
        if (const Node* value = entry.find(one.path))
          lines = std::max(lines, characters(value->scalar) / static_cast<size_t>(one.width) + 1);
      worksheet_set_row(sheet, row, static_cast<double>(std::min(lines, kMostLines)) * kLineHeight, nullptr);
      for (const auto& one : rows.columns) {
        const Node* value = entry.find(one.path);
        if (value)
          cell(sheet, row, column, one, *value);
        else
          worksheet_write_blank(sheet, row, column, one.holds == Holds::day ? day_ : text_);
        ++column;
      }
      ++row;
    }
    const std::string name = kSheetName + rows.code + (rows.year ? "_" + std::to_string(rows.year) : "");
    workbook_define_name(book_, name.c_str(), fmt::format("='{}'!$A${}", title, kKeys + 1).c_str());
  }

  std::string finish(const std::vector<std::pair<std::string, std::string>>& stamp) {
    lxw_worksheet* lists = workbook_add_worksheet(book_, "_lists");
    for (const auto& [column, words] : lists_) {
      lxw_row_t row = 0;
      for (const auto& word : words)
        worksheet_write_string(lists, row++, static_cast<lxw_col_t>(column), word.c_str(), nullptr);
    }
    worksheet_hide(lists);
    lxw_worksheet* own = workbook_add_worksheet(book_, kStampSheet);
    lxw_row_t row = 0;
    for (const auto& [key, value] : stamp) {
      worksheet_write_string(own, row, 0, key.c_str(), nullptr);
      worksheet_write_string(own, row++, 1, value.c_str(), nullptr);
    }
    worksheet_hide(own);
    const lxw_error closed = workbook_close(book_);
    book_ = nullptr;
    if (closed != LXW_NO_ERROR)
      throw std::runtime_error(fmt::format("libxlsxwriter: {}", lxw_strerror(closed)));
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  [[nodiscard]] bool too_long() const { return too_long_; }

 private:
  [[nodiscard]] bool vi() const { return language_ == Language::vi; }

  lxw_format* format() {
    lxw_format* out = workbook_add_format(book_);
    format_set_font_name(out, "Times New Roman");
    format_set_font_size(out, 11);
    format_set_align(out, LXW_ALIGN_VERTICAL_TOP);
    return out;
  }

  void cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Column& about, const Node& value) {
    const std::string& scalar = value.scalar;
    if (about.holds == Holds::flag) {
      worksheet_write_string(sheet, row, column, scalar == "true" ? "x" : "", text_);
      return;
    }
    if (about.holds == Holds::day) {
      if (const auto day = parse_date(scalar); day && *day >= make_date(1900, 3, 1)) {
        worksheet_write_number(sheet, row, column,
                               kDayZeroToUnix + static_cast<double>(day->time_since_epoch().count()), day_);
        return;
      }
    }
    if (about.holds == Holds::words && about.words && vi())
      for (const auto& one : *about.words)
        if (one.word == scalar) {
          worksheet_write_string(sheet, row, column, std::string(one.vi).c_str(), text_);
          return;
        }
    if (about.holds == Holds::whole || about.holds == Holds::figure) {
      double number = 0;
      const auto end = scalar.data() + scalar.size();
      // 58.0 keeps its digit only as a text.
      if (std::from_chars(scalar.data(), end, number).ptr == end && number_text(number) == scalar) {
        worksheet_write_number(sheet, row, column, number, text_);
        return;
      }
      std::string typed = scalar;
      std::replace(typed.begin(), typed.end(), '.', ',');
      worksheet_write_string(sheet, row, column, typed.c_str(), text_);
      return;
    }
    if (characters(scalar) > kLongestText) too_long_ = true;
    worksheet_write_string(sheet, row, column, scalar.c_str(), text_);
  }

  /// Drop-downs: words of a closed list, and codes of another sheet. They advise, they do not forbid.
  void choices(lxw_worksheet* sheet, const Column& about, lxw_col_t column, size_t rows) {
    std::string range;
    if (about.words) {
      auto [at, fresh] = list_of_.try_emplace(about.words, lists_.size());
      if (fresh) {
        auto& words = lists_.emplace_back(lists_.size(), std::vector<std::string>{}).second;
        for (const auto& one : *about.words) words.emplace_back(vi() ? one.vi : one.word);
      }
      const std::string name = xanh::column_name(static_cast<int>(at->second) + 1);
      range = fmt::format("='_lists'!${}$1:${}${}", name, name, about.words->size());
    } else if (!about.choices.empty()) {
      range = fmt::format("='{}'!$A${}:$A${}", in(language_, programme_workbook::sheet(about.choices).title),
                          kFirst + 1, kFirst + 1000);
    } else {
      return;
    }
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = range.data();
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    rule.ignore_blank = LXW_VALIDATION_ON;
    worksheet_data_validation_range(sheet, kFirst, column, kFirst + static_cast<lxw_row_t>(rows) + kRoom,
                                    column, &rule);
  }

  Language language_;
  std::string path_;
  lxw_workbook* book_ = nullptr;
  lxw_format *title_ = nullptr, *guide_ = nullptr, *head_ = nullptr, *text_ = nullptr, *day_ = nullptr;
  std::vector<std::pair<size_t, std::vector<std::string>>> lists_;
  std::map<const ListedWords*, size_t> list_of_;
  bool too_long_ = false;
};

/// What libxlsxwriter cannot say: a sheet hidden from Excel's own menu, and rows that grow.
std::string finished(const std::string& bytes) {
  auto package = Package::open(bytes, "programme.xlsx");
  if (!package.ok()) throw std::logic_error("libxlsxwriter wrote no package");
  PackageWriter out;
  for (const auto& name : package.value.names()) {
    std::string part = *package.value.part(name);
    if (name == "xl/workbook.xml") {
      const size_t sheet = part.find(fmt::format("<sheet name=\"{}\"", kStampSheet));
      const size_t state = part.find("state=\"hidden\"", sheet);
      if (sheet == std::string::npos || state == std::string::npos)
        throw std::logic_error("no stamp in the workbook");
      part.replace(state, std::string_view("state=\"hidden\"").size(), "state=\"veryHidden\"");
    }
    if (name.starts_with("xl/worksheets/sheet")) {  // heights are where rows begin, not where they end
      constexpr std::string_view kFixed = " customHeight=\"1\"";
      std::string loose;
      size_t from = 0;
      for (size_t at = part.find(kFixed); at != std::string::npos; at = part.find(kFixed, from)) {
        loose.append(part, from, at - from);
        from = at + kFixed.size();
      }
      part = loose.append(part, from);
    }
    out.add(name, std::move(part));
  }
  return out.finish();
}

}  // namespace
}  // namespace programme_workbook

Outcome<std::string> write_programme_workbook(const ProgrammeFolder& programme, Language language) {
  namespace pw = programme_workbook;
  Outcome<std::string> out;
  auto rows = pw::take_apart(programme);
  out.problems = std::move(rows.problems);
  if (has_error(out.problems)) return out;
  const Plan& plan = programme.plans.back();
  const std::string plan_sha = plan_digest(plan), register_sha = Register(programme.register_rows).digest();
  pw::Book book(language);
  book.cover(plan.programme);
  for (const auto& one : rows.value) {
    const auto& kind = pw::sheet(one.code);
    book.sheet(one, in(language, kind.title) + (one.year ? " " + std::to_string(one.year) : ""), kind);
  }
  const std::string made = pw::finished(book.finish({{"kind", "programme"},
                                                     {"format", "1"},
                                                     {"programme", plan.programme.code},
                                                     {"plan_sha256", plan_sha},
                                                     {"register_sha256", register_sha},
                                                     {"language", language == Language::vi ? "vi" : "en"}}));
  // Read back before anybody relies on it: what a cell changed would otherwise be found out too late.
  const auto read = read_workbook(made, "programme.xlsx");
  const auto back =
      read.ok() ? read_programme_workbook(read.value, "programme.xlsx") : Outcome<ProgrammeFolder>{};
  if (book.too_long() || !read.ok() || back.value.plans.empty() ||
      plan_digest(back.value.plans.back()) != plan_sha ||
      Register(back.value.register_rows).digest() != register_sha) {
    out.problems.push_back(
        problem(pw::kCannotHold, Place{}, {{"entry", plan.programme.code}, {"path", "…"}}));
    append(out.problems, back.problems);
    return out;
  }
  out.value = made;
  return out;
}

}  // namespace xanh

// The workbook as a whole: formats, lists, names, stamp, bytes.
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

#include "exchange/form_workbook_sheet.hpp"
#include "exchange/ooxml/package.hpp"

namespace xanh::form_workbook {
namespace {

constexpr lxw_color_t kGrey = 0xEDEDED, kYellow = 0xFFFBE0, kHead = 0xD6E6E1, kBand = 0xE8F1EE,
                      kLine = 0x9AA5A1, kGreen = 0x0F5A4A, kRed = 0xB00020, kSoft = 0x5C6664;
constexpr double kDayZeroToUnix = 25569;  // 1970-01-01 in the 1900 date system

/// A file for libxlsxwriter, which writes to nothing else.
std::string new_path() {
  const char* folder = std::getenv("TMPDIR");
  std::string path = fmt::format("{}/xanh-form-XXXXXX", folder && *folder ? folder : "/tmp");
  const int handle = mkstemp(path.data());
  if (handle < 0) throw std::runtime_error("no temporary file for the form workbook");
  close(handle);
  return path;
}

/// What libxlsxwriter cannot say: a sheet that Excel's own menu cannot show either, and heights that are only
/// where rows begin, so that a row grows with what is typed into it.
std::string finished(const std::string& bytes) {
  auto package = Package::open(bytes, "form.xlsx");
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
    if (name.starts_with("xl/worksheets/sheet")) {
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

std::string quoted(std::string_view sheet) {
  return fmt::format("'{}'", sheet);
}

std::string column_name(std::uint16_t column) {
  char name[LXW_MAX_COL_NAME_LENGTH];
  lxw_col_to_name(name, column, LXW_FALSE);
  return name;
}

double excel_day(Date day) {
  return kDayZeroToUnix + static_cast<double>(day.time_since_epoch().count());
}

std::string excel_date(Date day) {
  const std::chrono::year_month_day ymd(day);
  return fmt::format("DATE({},{},{})", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

FormBook::FormBook(Language language, const std::string& title) : language_(language), path_(new_path()) {
  book_ = workbook_new(path_.c_str());
  lxw_doc_properties about{};
  std::string own = title, author = "Xanh";
  about.title = own.data();
  about.author = author.data();
  about.created = 1577836800;  // 2020-01-01, the programme's first day: no clock in the bytes
  workbook_set_properties(book_, &about);
}

FormBook::~FormBook() {
  if (book_) lxw_workbook_free(book_);
  if (!path_.empty()) unlink(path_.c_str());
}

FormSheet& FormBook::sheet(const std::string& title) {
  lxw_worksheet* added = workbook_add_worksheet(book_, title.c_str());
  if (!added) throw std::logic_error("sheet " + title);
  worksheet_gridlines(added, LXW_HIDE_ALL_GRIDLINES);
  return sheets_.emplace_back(*this, added, title);
}

lxw_format* FormBook::format(const CellStyle& style) {
  auto& format = formats_[style];
  if (format) return format;
  format = workbook_add_format(book_);
  format_set_font_name(format, "Times New Roman");
  format_set_font_family(format, 1);
  format_set_font_size(format, style.look == Look::title ? 15 : style.look == Look::head ? 10 : 11);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  const bool figure = style.kind == Kind::whole || style.kind == Kind::decimal || style.kind == Kind::fixed;
  if (style.centre || style.kind == Kind::date)
    format_set_align(format, LXW_ALIGN_CENTER);
  else if (figure)
    format_set_align(format, LXW_ALIGN_RIGHT);
  if (style.bold) format_set_bold(format);
  if (style.italic) format_set_italic(format);
  if (style.kind == Kind::whole) format_set_num_format(format, "#,##0");
  if (style.kind == Kind::decimal) format_set_num_format(format, "#,##0.0##");
  if (style.kind == Kind::fixed)
    format_set_num_format(
        format,
        ("#,##0" + (style.decimals ? "." + std::string(static_cast<size_t>(style.decimals), '0') : ""))
            .c_str());
  if (style.kind == Kind::date) format_set_num_format(format, "dd/mm/yyyy");
  const auto box = [&](lxw_color_t fill) {
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, kLine);
    format_set_text_wrap(format);
    if (fill) format_set_bg_color(format, fill);
  };
  switch (style.look) {
    case Look::plain:
      break;
    case Look::title:
      format_set_bold(format);
      format_set_font_color(format, kGreen);
      break;
    case Look::subtitle:
      format_set_italic(format);
      format_set_font_color(format, kSoft);
      break;
    case Look::warning:
      format_set_bold(format);
      format_set_font_color(format, kRed);
      break;
    case Look::head:
      box(kHead);
      format_set_bold(format);
      format_set_align(format, LXW_ALIGN_CENTER);
      break;
    case Look::band:
      box(kBand);
      format_set_bold(format);
      break;
    case Look::printed:
      box(kGrey);
      break;
    case Look::computed:
      box(kGrey);
      format_set_font_color(format, kGreen);
      break;
    case Look::input:
      box(kYellow);
      format_set_unlocked(format);
      break;
    case Look::remark:
      format_set_text_wrap(format);
      format_set_italic(format);
      format_set_font_color(format, kRed);
      break;
    case Look::guide:
      format_set_text_wrap(format);
      break;
    case Look::unasked:
      box(0);
      break;
  }
  return format;
}

std::uint16_t FormBook::next_list(const std::string& name) {
  if (lists_.contains(name)) throw std::logic_error("list " + name);
  return list_columns_++;
}

void FormBook::list(const std::string& name, const std::vector<std::string>& words) {
  const std::string column = column_name(next_list(name));
  lists_[name] = fmt::format("'{}'!${}$1:${}${}", in({"Danh mục", "Lists"}), column, column,
                             std::max<size_t>(words.size(), 1));
  words_.emplace_back(name, words);
  days_.emplace_back();
}

std::string FormBook::days(const std::string& name, const std::vector<Date>& days) {
  const std::string column = column_name(next_list(name));
  lists_[name] = fmt::format("'{}'!${}$1:${}${}", in({"Danh mục", "Lists"}), column, column,
                             std::max<size_t>(days.size(), 1));
  words_.emplace_back();
  days_.emplace_back(name, days);
  return lists_[name];
}

void FormBook::name_cell(const std::string& name, const std::string& sheet, std::uint32_t row,
                         std::uint16_t column) {
  names_.emplace_back(name, fmt::format("={}!${}${}", quoted(sheet), column_name(column), row + 1));
}

std::string FormBook::bytes() {
  for (auto& sheet : sheets_) sheet.finish();
  lxw_worksheet* lists = workbook_add_worksheet(book_, in({"Danh mục", "Lists"}).c_str());
  for (size_t column = 0; column < words_.size(); ++column) {
    const auto at = static_cast<lxw_col_t>(column);
    for (size_t i = 0; i < words_[column].second.size(); ++i)
      worksheet_write_string(lists, static_cast<lxw_row_t>(i), at, words_[column].second[i].c_str(), nullptr);
    for (size_t i = 0; i < days_[column].second.size(); ++i)
      worksheet_write_number(lists, static_cast<lxw_row_t>(i), at, excel_day(days_[column].second[i]),
                             format({.look = Look::plain, .kind = Kind::date}));
  }
  worksheet_hide(lists);

  lxw_worksheet* stamp = workbook_add_worksheet(book_, std::string(kStampSheet).c_str());
  lxw_row_t row = 0;
  for (const auto& cells : stamps_) {
    for (size_t i = 0; i < cells.size(); ++i)
      if (!cells[i].empty())
        worksheet_write_string(stamp, row, static_cast<lxw_col_t>(i), cells[i].c_str(), nullptr);
    ++row;
  }
  for (const auto& line : lines_) {
    const std::array<std::string, 7> cells{
        std::string(stamp::kLine), line.about, line.code, line.stem, line.sheet, line.row_code,
        fields_text(line)};
    for (size_t i = 0; i < cells.size(); ++i)
      worksheet_write_string(stamp, row, static_cast<lxw_col_t>(i), cells[i].c_str(), nullptr);
    ++row;
  }
  worksheet_hide(stamp);
  worksheet_protect(stamp, nullptr, nullptr);

  // libxlsxwriter inserts each name into a sorted list from its front: given backwards, every one goes in at
  // once.
  std::sort(names_.begin(), names_.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [name, cell] : names_)
    if (workbook_define_name(book_, name.c_str(), cell.c_str()) != LXW_NO_ERROR)
      throw std::logic_error("cell name " + name);

  const lxw_error closed = workbook_close(book_);
  book_ = nullptr;
  if (closed != LXW_NO_ERROR)
    throw std::runtime_error(fmt::format("form workbook: {}", lxw_strerror(closed)));
  std::ifstream file(path_, std::ios::binary);
  return finished(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace xanh::form_workbook

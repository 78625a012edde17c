#include "exchange/annex_rows.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "exchange/annex_problems.hpp"

namespace xanh::annex {
namespace {

constexpr size_t kShown = 120;  // bytes of a text in a message

/// Whether the text goes on from another: it begins with a small letter.
bool goes_on(const std::string& text) {
  if (text.empty()) return false;
  if (text[0] >= 'a' && text[0] <= 'z') return true;
  if (static_cast<unsigned char>(text[0]) < 0x80) return false;
  static constexpr std::string_view kSmall =
      "à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ đ è é ẻ ẽ ẹ ê ề ế ể ễ ệ ì í ỉ ĩ ị ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ "
      "ù "
      "ú ủ ũ ụ ư ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ";
  for (const auto& letter : split(kSmall, ' '))
    if (text.starts_with(letter)) return true;
  return false;
}

class RowWalk {
 public:
  RowWalk(const std::string& file, const Table& table, const Layout& layout, std::vector<Group>& open)
      : file_(file),
        table_(table),
        layout_(layout),
        open_(open),
        content_(layout.column(Meaning::content).value_or(0)),
        number_(layout.column(Meaning::number)),
        group_(layout.column(Meaning::group)) {}

  Rows run() {
    for (size_t row = layout_.first_body; row < table_.rows.size(); ++row)
      if (!repeats_header(table_, row, layout_)) take(row);
    return std::move(out_);
  }

 private:
  struct Read {
    const Cell* number = nullptr;  ///< that begin in this row and hold something
    const Cell* content = nullptr;
    std::vector<const Cell*> others, all;
    std::string number_text, text;
    std::optional<Label> label;
    bool across = false;   ///< one text over half the table or more
    bool covered = false;  ///< the text above covers this row too
  };

  [[nodiscard]] Read read(size_t row) const {
    Read out;
    const auto begins = [&](const Cell* cell) {
      return cell && !cell->empty() && cell->row == table_.rows[row].number ? cell : nullptr;
    };
    for (int column = 0; column < table_.columns; ++column)
      if (const Cell* cell = begins(table_.at(row, column));
          cell && (out.all.empty() || out.all.back() != cell))
        out.all.push_back(cell);
    const Cell* content = table_.at(row, content_);
    out.covered = content && !content->empty() && content->row < table_.rows[row].number;
    out.content = begins(content);
    if (number_) out.number = begins(table_.at(row, *number_));
    if (out.number == out.content) out.number = nullptr;
    if (out.all.size() == 1 && !out.content && !out.covered && out.all[0]->columns * 2 >= table_.columns &&
        out.all[0]->columns > 1)
      out.content = out.all[0];  // a heading that begins in the column STT
    if (out.content == out.number) out.number = nullptr;
    const Cell* group = group_ ? table_.at(row, *group_) : nullptr;
    for (const Cell* cell : out.all)
      if (cell != out.number && cell != out.content && cell != group) out.others.push_back(cell);
    out.across = out.content && out.content->columns > 1 && out.content->columns * 2 >= table_.columns;
    if (out.number) out.number_text = one_line(out.number->text);
    if (out.content) out.text = one_line(out.content->text);
    if (!out.number_text.empty()) {
      out.label = label_of(out.number_text, true);
      // Some write the number into both cells.
      if (const auto own = label_of(out.text, false);
          own && out.label && own->number == out.label->number && !own->rest.empty())
        out.text = own->rest;
    } else if (const auto own = label_of(out.text, false); own && !own->rest.empty()) {
      out.label = own;
      out.text = own->rest;
    }
    return out;
  }

  /// Whether the next row stands below this one: "1.1" or a dash below "1".
  [[nodiscard]] bool has_sub_rows(size_t row, const Label& label) const {
    for (size_t next = row + 1; next < table_.rows.size(); ++next) {
      if (repeats_header(table_, next, layout_)) continue;
      const Read below = read(next);
      if (below.all.empty()) continue;
      return below.label && (below.label->number.starts_with(label.number + ".") ||
                             (below.label->level > label.level && below.label->level >= 5));
    }
    return false;
  }

  void unread(size_t row, const std::string& text) {
    out_.unread.push_back(problem(kRowUnread, {file_, 0, 0, table_.name, table_.cell_name(row, content_), {}},
                                  {{"text", beginning_of(text, kShown)}}));
  }

  static std::string all_text(const Read& read) {
    std::string out;
    for (const Cell* cell : read.all) out += (out.empty() ? "" : " | ") + one_line(cell->text);
    return out;
  }

  void open_group(size_t row, const Read& read, bool parent) {
    Group group{read.label ? read.label->number : read.number_text,
                read.text,
                read.label ? read.label->level : 1,
                parent,
                table_.cell_name(row, content_),
                table_.rows[row].number};
    while (!open_.empty() && open_.back().level >= group.level) open_.pop_back();
    open_.push_back(std::move(group));
  }

  /// The column of groups opens one where its text changes.
  void group_of_column(size_t row) {
    const Cell* cell = group_ ? table_.at(row, *group_) : nullptr;
    if (!cell || cell->empty() || (!open_.empty() && cell == last_group_)) return;
    last_group_ = cell;
    const std::string text = one_line(cell->text);
    const auto label = label_of(text, false);
    open_.clear();
    open_.push_back({label ? label->number : "", label && !label->rest.empty() ? label->rest : text, 1, false,
                     table_.cell_name(row, *group_), table_.rows[row].number});
  }

  void take(size_t row) {
    const Read read = this->read(row);
    if (read.all.empty()) return;
    if (!out_.entries.empty() && read.covered) {  // one text beside several rows of other cells
      out_.entries.back().rows.push_back(row);
      return;
    }
    if (read.text.empty()) return without_text(row, read);
    const std::string words = plain_words(read.text);
    if (words.starts_with("tong cong") || words.starts_with("tong so") || words.starts_with("ghi chu") ||
        words.starts_with("noi nhan") || words.empty())
      return unread(row, all_text(read));
    const bool bare = read.others.empty();
    if (bare && !read.label && read.number_text.empty() && !read.across && goes_on(read.text) &&
        !out_.entries.empty()) {
      out_.entries.back().text += " " + read.text;
      out_.entries.back().reasons.push_back(
          {Sure::review,
           {"đã nối với dòng " + std::to_string(table_.rows[row].number) + " (bị ngắt trang?)",
            "row " + std::to_string(table_.rows[row].number) + " was joined to it (a page break?)"}});
      return;
    }
    const bool sub_rows = bare && read.label && has_sub_rows(row, *read.label);
    if (bare && (read.across || sub_rows || (read.label && read.label->level <= 1) ||
                 (!read.label && read.number_text.empty() && number_)))
      return open_group(row, read, sub_rows && !read.across && read.label->level > 1);
    entry(row, read);
  }

  void without_text(size_t row, const Read& read) {
    if (read.others.empty()) {
      if (group_ && read.all.size() == 1) group_of_column(row);
      if (!read.number_text.empty() && !read.label) unread(row, all_text(read));
      return;  // a number alone
    }
    if (out_.entries.empty() || !read.number_text.empty()) return unread(row, all_text(read));
    out_.entries.back().rows.push_back(row);
    out_.entries.back().reasons.push_back(
        {Sure::review,
         {"đã lấy thêm các ô của dòng " + std::to_string(table_.rows[row].number) +
              ", dòng này không có nội dung",
          "cells of row " + std::to_string(table_.rows[row].number) + ", which has no text, were added"}});
  }

  void entry(size_t row, const Read& read) {
    group_of_column(row);
    if (read.label)
      while (!open_.empty() && open_.back().parent && open_.back().level >= read.label->level)
        open_.pop_back();
    Entry made;
    made.rows = {row};
    made.no = read.label ? read.label->number : read.number_text;
    made.text = read.text;
    made.part = read.label && read.label->level >= 5;
    made.path = open_;
    if (made.no == "-") made.no.clear();
    if (!read.number_text.empty() && !read.label)
      made.reasons.push_back({Sure::likely,
                              {"số thứ tự `" + read.number_text + "` không theo thứ tự thường gặp",
                               "the number `" + read.number_text + "` is of no usual form"}});
    if (read.others.empty())
      made.reasons.push_back({Sure::review,
                              {"dòng chỉ có nội dung, các ô khác trống",
                               "the row has its text only, all other cells are empty"}});
    out_.entries.push_back(std::move(made));
  }

  const std::string& file_;
  const Table& table_;
  const Layout& layout_;
  std::vector<Group>& open_;
  int content_;
  std::optional<int> number_, group_;
  const Cell* last_group_ = nullptr;
  Rows out_;
};

}  // namespace

Rows rows_of(const std::string& file, const Table& table, const Layout& layout, std::vector<Group>& open) {
  return RowWalk(file, table, layout, open).run();
}

}  // namespace xanh::annex

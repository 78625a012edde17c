#include "documents/report_annex.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <unistd.h>
#include <filesystem>
#include <fstream>

namespace xanh::report {

namespace {

/// A workbook in a temporary file, for libxlsxwriter writes to files; it goes when its bytes are taken.
class Workbook {
 public:
  Workbook() {
    std::string pattern = (std::filesystem::temp_directory_path() / "xanh-annex-XXXXXX").string();
    const int file = mkstemp(pattern.data());
    if (file < 0) throw std::runtime_error("no temporary file " + pattern);
    close(file);
    path_ = pattern;
    book_ = workbook_new(path_.c_str());
    if (!book_) throw std::runtime_error("no workbook " + path_);
    head_ = format(true);
    text_ = format(false);
    title_ = workbook_add_format(book_);
    format_set_bold(title_);
    format_set_font_name(title_, "Times New Roman");
    format_set_font_size(title_, 13);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  ~Workbook() {
    if (book_) workbook_close(book_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

  void properties(const std::string& title, Date created) {
    lxw_doc_properties properties{};
    std::string name = title;
    properties.title = name.data();
    properties.created = std::chrono::duration_cast<std::chrono::seconds>(created.time_since_epoch()).count();
    workbook_set_properties(book_, &properties);
  }

  std::string bytes() {
    const lxw_error error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR) throw std::runtime_error(std::string{"workbook: "} + lxw_strerror(error));
    std::ifstream file{path_, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  lxw_worksheet* sheet(const std::string& name) { return workbook_add_worksheet(book_, name.c_str()); }
  lxw_format* head() { return head_; }
  lxw_format* text() { return text_; }
  lxw_format* title() { return title_; }
  /// A number with so many digits after the point; the reader's own marks group it.
  lxw_format* number(int decimals) {
    lxw_format*& known = numbers_[decimals];
    if (!known) {
      known = format(false);
      format_set_num_format(known, decimals > 0
                                       ? ("#,##0." + std::string(static_cast<size_t>(decimals), '0')).c_str()
                                       : "#,##0");
    }
    return known;
  }

 private:
  lxw_format* format(bool bold) {
    lxw_format* out = workbook_add_format(book_);
    format_set_font_name(out, "Times New Roman");
    format_set_font_size(out, 11);
    format_set_text_wrap(out);
    format_set_border(out, LXW_BORDER_THIN);
    format_set_align(out, LXW_ALIGN_VERTICAL_TOP);
    if (bold) {
      format_set_bold(out);
      format_set_align(out, LXW_ALIGN_CENTER);
    }
    return out;
  }

  std::string path_;
  lxw_workbook* book_ = nullptr;
  lxw_format *head_ = nullptr, *text_ = nullptr, *title_ = nullptr;
  std::map<int, lxw_format*> numbers_;
};

struct Column {
  std::string title;
  double width = 12;
  std::string empty;  ///< what an empty cell says; absent: "không nêu"
};

/// One sheet: title, note on illustrative figures, a repeated header row, rows.
class Sheet {
 public:
  Sheet(Workbook& book, const Desk& desk, const std::string& name, const std::string& title,
        const std::vector<Column>& columns)
      : book_(book), sheet_(book.sheet(name)) {
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_write_string(sheet_, 0, 0, title.c_str(), book.title());
    worksheet_write_string(sheet_, 1, 0, desk.words.in(desk.cycle().names).c_str(), nullptr);
    if (desk.result().illustrative)
      worksheet_write_string(sheet_, 2, 0,
                             desk.say("Số liệu minh họa, không phải số liệu chính thức",
                                      "Illustrative figures, not official figures"),
                             nullptr);
    for (size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, columns[i].width, nullptr);
      worksheet_write_string(sheet_, kHead, column, columns[i].title.c_str(), book.head());
    }
    worksheet_freeze_panes(sheet_, kHead + 1, 2);
    worksheet_repeat_rows(sheet_, kHead, kHead);
    worksheet_set_footer(sheet_, ("&R" + std::string{desk.say("Mã đối chiếu: ", "Control code: ")} +
                                  control_code(desk.context.snapshot.sha256))
                                     .c_str());
  }

  void next() {
    ++row_;
    column_ = 0;
  }
  /// An empty text stays an empty cell only where the column is no figure.
  void text(const std::string& value) {
    worksheet_write_string(sheet_, row_, column_++, value.c_str(), book_.text());
  }
  void count(int value) { worksheet_write_number(sheet_, row_, column_++, value, book_.number(0)); }
  void figure(const std::optional<Decimal>& value, int decimals, const std::string& word) {
    if (!value) return text(word);
    worksheet_write_number(sheet_, row_, column_++, value->to_double(),
                           book_.number(decimals < 0 ? value->scale() : decimals));
  }
  void figure(const std::optional<Number>& value, int decimals, const std::string& word) {
    figure(value ? std::optional(value->value) : std::nullopt, decimals, word);
  }
  void figure(const std::optional<std::string>& value, const std::string& word) {
    figure(value ? Decimal::parse(*value) : std::nullopt, -1, word);
  }

 private:
  static constexpr lxw_row_t kHead = 3;
  Workbook& book_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = kHead;
  lxw_col_t column_ = 0;
};

std::vector<Column> columns(std::initializer_list<std::pair<const char*, double>> list) {
  std::vector<Column> out;
  for (const auto& [title, width] : list) out.push_back({title, width, {}});
  return out;
}

void targets_sheet(Workbook& book, const Desk& desk) {
  const char* none = desk.say("chưa có số liệu", "no data");
  const char* unset = desk.say("không giao", "not assigned");
  auto heads = columns({{desk.say("STT", "No."), 5},
                        {desk.say("Chỉ tiêu", "Target"), 48},
                        {desk.say("ĐVT", "Unit"), 8},
                        {desk.say("Đơn vị chủ trì", "Lead"), 26},
                        {desk.say("Tử số", "Numerator"), 14},
                        {desk.say("Mẫu số", "Denominator"), 14},
                        {desk.say("Cùng kỳ năm trước", "Same period"), 12},
                        {desk.say("Kế hoạch năm", "Plan of the year"), 12},
                        {desk.say("Kỳ này", "This period"), 12},
                        {desk.say("Ước cả năm", "Estimate for the year"), 12}});
  const auto years = milestone_years(desk.result());
  for (const int year : years)
    heads.push_back({fmt::format(fmt::runtime(desk.say("Mục tiêu {}", "Milestone {}")), year), 12, {}});
  for (const auto& [title, width] : std::initializer_list<std::pair<const char*, double>>{
           {desk.say("So với số đã công bố kỳ trước", "Against the last published figure"), 16},
           {desk.say("Mức độ hoàn thành", "Grade"), 24},
           {desk.say("Tình trạng số liệu", "State"), 14},
           {desk.say("Số đơn vị có số liệu", "Units covered"), 10},
           {desk.say("Số đơn vị phải báo cáo", "Units obliged"), 10},
           {desk.say("Định nghĩa", "Definition"), 60},
           {desk.say("Lý do, ghi chú", "Reason, note"), 40}})
    heads.push_back({title, width, {}});
  Sheet sheet{book, desk, desk.say("I. Chỉ tiêu", "I. Targets"),
              desk.say("Phụ lục I. Kết quả thực hiện các chỉ tiêu", "Annex I. Targets"), heads};
  int n = 0;
  for (const auto& t : desk.result().targets) {
    const Target* promised = desk.plan().target(t.code);
    const bool covered = t.grade != Grade::no_data;
    sheet.next();
    sheet.count(++n);
    sheet.text(desk.words.in(t.names));
    sheet.text(t.unit.empty() ? std::string{desk.say("định tính", "qualitative")} : t.unit);
    sheet.text(desk.words.units(t.leads));
    sheet.figure(t.numerator, none);
    sheet.figure(t.denominator, none);
    sheet.figure(t.same_period, t.decimals, none);
    sheet.figure(t.assigned, t.decimals, unset);
    sheet.figure(
        covered ? t.value : std::nullopt, t.decimals,
        t.grade == Grade::qualitative ? (t.rating ? desk.words.in(name_of(*t.rating)) : none) : none);
    sheet.figure(t.year_estimate, t.decimals, none);
    for (const int year : years) {
      std::string words = desk.say("không có mốc", "no milestone");
      std::optional<Number> value;
      for (const auto& m : t.milestones)
        if (m.year == year) {
          value = m.value;
          words = desk.words.milestone(m);
        }
      sheet.figure(value, t.decimals, words);
    }
    sheet.figure(t.comparable ? t.change : std::nullopt, t.decimals,
                 t.not_comparable_because ? desk.words.in(*t.not_comparable_because) : none);
    sheet.text(desk.words.target_grade(t.grade));
    sheet.text(t.state ? desk.words.in(name_of(*t.state)) : none);
    sheet.count(t.coverage.noted);
    sheet.count(t.coverage.expected);
    sheet.text(promised && promised->definition ? desk.words.in(promised->definition->text)
                                                : std::string{desk.say("định tính", "qualitative")});
    sheet.text(desk.words.in(t.reason));
  }
}

/// What was corrected after the publication; no sheet where nothing was.
void restatements_sheet(Workbook& book, const Desk& desk) {
  if (desk.context.restatements.empty()) return;
  Sheet sheet{book, desk, desk.say("Đính chính", "Restated"),
              desk.say("Đính chính sau công bố", "Restated after the publication"),
              columns({{desk.say("Ngày", "Day"), 12},
                       {desk.say("Bản chốt", "Snapshot"), 9},
                       {desk.say("Lý do", "Reason"), 40},
                       {desk.say("Thay đổi", "Change"), 90}})};
  for (const auto& one : desk.context.restatements)
    for (const auto& change : one.changes) {
      sheet.next();
      sheet.text(desk.words.day(one.on));
      sheet.count(one.snapshot);
      sheet.text(one.reason);
      sheet.text(desk.words.in(change));
    }
}

/// Rows of the same tree that the Word templates see, column by column.
void rows_sheet(Workbook& book, const Desk& desk, const char* name, const char* title, const Node& rows,
                const std::vector<std::pair<Column, const char*>>& wanted) {
  std::vector<Column> heads{{desk.say("STT", "No."), 5, {}}};
  for (const auto& [column, key] : wanted) heads.push_back(column);
  Sheet sheet{book, desk, name, title, heads};
  int n = 0;
  for (const auto& row : rows.items) {
    sheet.next();
    sheet.count(++n);
    for (const auto& [column, key] : wanted) {
      const Node* cell = row.find(key);
      const bool empty = !cell || cell->scalar.empty();
      sheet.text(!empty                 ? cell->scalar
                 : column.empty.empty() ? std::string{desk.say("không nêu", "not stated")}
                                        : column.empty);
    }
  }
}

void areas_sheet(Workbook& book, const Desk& desk) {
  std::vector<const TargetResult*> targets;
  std::vector<Column> heads{{desk.say("STT", "No."), 5, {}}, {desk.say("Đơn vị", "Unit"), 38, {}}};
  for (const auto& t : desk.result().targets)
    if (!t.by_area.empty()) {
      targets.push_back(&t);
      const std::string name = desk.words.in(t.names) + " (" + t.unit + ")";
      heads.push_back({name, 22, {}});
      heads.push_back({desk.say("Tử số", "Numerator"), 12, {}});
      heads.push_back({desk.say("Mẫu số", "Denominator"), 12, {}});
    }
  Sheet sheet{book, desk, desk.say("V. Theo địa bàn", "V. By area"),
              desk.say("Phụ lục V. Số liệu theo quận, huyện, thành phố thuộc Thành phố",
                       "Annex V. Figures by district"),
              heads};
  int n = 0;
  for (const auto& unit : desk.result().units) {
    const auto cell_of = [&](const TargetResult* t) {
      const auto it = std::find_if(t->by_area.begin(), t->by_area.end(),
                                   [&](const AreaFigure& a) { return a.unit == unit.code; });
      return it == t->by_area.end() ? nullptr : &*it;
    };
    if (std::none_of(targets.begin(), targets.end(), cell_of)) continue;
    sheet.next();
    sheet.count(++n);
    sheet.text(desk.words.unit(unit.code));
    for (const auto* t : targets) {
      const AreaFigure* a = cell_of(t);
      const std::string word = a ? desk.words.lower_first(desk.words.in(name_of(a->state)))
                                 : desk.say("không áp dụng", "not applicable");
      sheet.figure(a ? a->value : std::nullopt, t->decimals, word);
      sheet.figure(a && a->value ? Decimal::parse(a->numerator) : std::nullopt, -1, word);
      sheet.figure(a && a->value ? Decimal::parse(a->denominator) : std::nullopt, -1, word);
    }
  }
  sheet.next();
  sheet.text("");
  sheet.text(desk.say("Tổng (chỉ các đơn vị có số liệu)", "Total (units with a figure only)"));
  for (const auto* t : targets) {
    const char* none = desk.say("chưa có số liệu", "no data");
    sheet.figure(t->grade == Grade::no_data ? std::nullopt : t->value, t->decimals, none);
    sheet.figure(t->numerator, none);
    sheet.figure(t->denominator, none);
  }
  sheet.next();
  sheet.text("");
  sheet.text(desk.say("Số đơn vị có số liệu / phải báo cáo", "Units covered / obliged"));
  for (const auto* t : targets) {
    sheet.text(coverage_text(desk, t->coverage));
    sheet.text("");
    sheet.text("");
  }
}

void elements_sheet(Workbook& book, const Desk& desk) {
  Sheet sheet{book, desk, desk.say("Số liệu đầu vào", "Elements"),
              desk.say("Tổng hợp số liệu đầu vào (Biểu 01, 05)", "Totals of the elements (tables 01, 05)"),
              columns({{desk.say("STT", "No."), 5},
                       {desk.say("Số liệu", "Element"), 52},
                       {desk.say("ĐVT", "Unit"), 12},
                       {desk.say("Biểu", "Table"), 8},
                       {desk.say("Kỳ này", "This period"), 16},
                       {desk.say("Cùng kỳ năm trước", "Same period"), 16},
                       {desk.say("Ước cả năm", "Estimate for the year"), 16},
                       {desk.say("Tình trạng số liệu", "State"), 16},
                       {desk.say("Số đơn vị có số liệu", "Units covered"), 10},
                       {desk.say("Số đơn vị phải báo cáo", "Units obliged"), 10}})};
  const char* none = desk.say("chưa có số liệu", "no data");
  const char* partial = desk.say("không đủ đơn vị", "not from all units");
  int n = 0;
  for (const auto& e : desk.result().elements) {
    const Element* element = desk.plan().element(e.element);
    if (!element) continue;
    sheet.next();
    sheet.count(++n);
    sheet.text(desk.words.in(element->names()));
    sheet.text(element->unit);
    sheet.text(e.table);
    sheet.figure(e.this_period, none);
    sheet.figure(e.same_period, e.this_period ? partial : none);
    sheet.figure(e.year_estimate, e.this_period ? partial : none);
    sheet.text(e.state ? desk.words.in(name_of(*e.state)) : none);
    sheet.count(e.coverage.noted);
    sheet.count(e.coverage.expected);
  }
}

}  // namespace

std::string annex_workbook(const Desk& desk) {
  Workbook book;
  book.properties(desk.words.in(desk.cycle().names), desk.cycle().cut_off());
  Node values = Node::map();
  add_solutions(values, desk);
  add_units(values, desk);
  add_requests(values, desk);

  targets_sheet(book, desk);
  Node tasks = Node::list();
  for (const auto& group : values.find("solutions")->items)
    for (const auto& task : group.find("tasks")->items)
      put(tasks.push(task), "group", group.find("name")->scalar);
  rows_sheet(
      book, desk, desk.say("II. Nhiệm vụ", "II. Tasks"),
      desk.say("Phụ lục II. Tiến độ nhiệm vụ theo nhóm giải pháp", "Annex II. Tasks by solution group"),
      tasks,
      {{{desk.say("Nhóm giải pháp", "Solution group"), 22, {}}, "group"},
       {{desk.say("Nhiệm vụ, chương trình, đề án, dự án", "Task"), 48, {}}, "name"},
       {{desk.say("Chủ trì", "Lead"), 24, {}}, "leads"},
       {{desk.say("Phối hợp", "With"), 24, desk.say("không có", "none")}, "coordinates"},
       {{desk.say("Sản phẩm", "Product"), 24, {}}, "product"},
       {{desk.say("Thời hạn", "Due"), 14, desk.say("không nêu", "not stated")}, "due"},
       {{desk.say("Kết quả trong kỳ", "Result"), 40, {}}, "result"},
       {{desk.say("Tình trạng", "Status"), 20, {}}, "status"},
       {{desk.say("Hoàn thành (dự kiến)", "Finished (expected)"), 16,
         desk.say("chưa xác định", "not determined")},
        "finished"},
       {{desk.say("Trễ (ngày làm việc)", "Late (working days)"), 10, desk.say("không trễ", "not late")},
        "days_late"},
       {{desk.say("Nguyên nhân", "Cause"), 36, desk.say("không nêu", "not stated")}, "cause"},
       {{desk.say("Đề nghị", "Asked"), 18, desk.say("không", "none")}, "ask"}});
  areas_sheet(book, desk);
  rows_sheet(
      book, desk, desk.say("VII. Gửi báo cáo", "VII. Reporting"),
      desk.say("Phụ lục VII. Tình hình gửi báo cáo của các đơn vị", "Annex VII. Reporting of the units"),
      *values.find("units")->find("rows"),
      {{{desk.say("Đơn vị", "Unit"), 48, {}}, "name"},
       {{desk.say("Số, ngày văn bản", "Letter"), 28, desk.say("chưa có", "none yet")}, "letter"},
       {{desk.say("Ngày nhận", "Received"), 14, desk.say("chưa nhận", "not received")}, "received"},
       {{desk.say("Đúng hạn/trễ", "In time/late"), 22, desk.say("chưa đến hạn", "not yet due")}, "timing"},
       {{desk.say("Không phát sinh", "Nothing to report"), 12, desk.say("không", "no")}, "nothing"},
       {{desk.say("Chưa gửi", "Not sent"), 10, desk.say("không", "no")}, "not_sent"},
       {{desk.say("Ghi chú", "Note"), 30, {}}, "note"}});
  rows_sheet(book, desk, desk.say("VIII. Kiến nghị", "VIII. Requests"),
             desk.say("Phụ lục VIII. Tổng hợp kiến nghị theo đơn vị", "Annex VIII. Requests by unit"),
             *values.find("requests_by_unit"),
             {{{desk.say("Đơn vị", "Unit"), 32, {}}, "unit"},
              {{desk.say("Loại", "Kind"), 14, {}}, "kind"},
              {{desk.say("Nội dung", "Content"), 44, {}}, "content"},
              {{desk.say("Liên quan", "About"), 36, {}}, "about"},
              {{desk.say("Hiện hành", "As it stands"), 22, {}}, "current"},
              {{desk.say("Đề xuất", "Proposed"), 22, {}}, "proposed"},
              {{desk.say("Lý do", "Reason"), 36, {}}, "reason"},
              {{desk.say("Cơ quan có thẩm quyền", "Authority"), 28, {}}, "authority"},
              {{desk.say("Thời hạn đề nghị", "Asked by"), 14, desk.say("không nêu", "not stated")}, "due"}});
  elements_sheet(book, desk);
  restatements_sheet(book, desk);
  return book.bytes();
}

}  // namespace xanh::report

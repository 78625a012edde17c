// Biểu 05. Số liệu theo nhóm giải pháp: the tables 05a to 05e that have rows, one below the other.
#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/form_workbook_writer.hpp"

namespace xanh::form_workbook {
namespace {

enum Column : std::uint16_t {
  kNo = 1,
  kName,
  kUnit,
  kSame,
  kLast,
  kThis,
  kToDate,
  kEstimate,
  kSinceStart,
  kState,
  kExpected,
  kNote,
  kRemark
};
constexpr std::uint32_t kHead = 3, kFirst = 4;

}  // namespace

void FormWriter::figure_row(FormSheet& sheet, std::uint32_t row, const FormElement& asked, int no) {
  const Element& element = *asked.element;
  const Kind kind = element.type == ElementType::integer ? Kind::whole : Kind::decimal;
  const ReportedFigure none;
  const ReportedFigure* draft = drafted(element.code);
  const ReportedFigure& given = draft ? *draft : none;
  const Bilingual name{element.name_vi, element.name_en.empty() ? element.name_vi : element.name_en};
  sheet.text(row, kNo, std::to_string(no), {.centre = true});
  sheet.text(row, kName, in(name) + (asked.required ? "" : in({" (không bắt buộc)", " (optional)"})),
             {.italic = !asked.required});
  sheet.text(row, kUnit, element.unit, {.centre = true});
  auto& line = sheet.line(row, about::kElement, element.code, book_.stems().of(about::kElement, element.code),
                          element.code);
  const auto figure = [&](std::uint16_t column, const std::string& field, const std::optional<Decimal>& value,
                          bool meant, const Bilingual& what) {
    // A column that means nothing for this kind of figure stays closed, unless somebody gave one.
    if (!meant && !value) return sheet.text(row, column, std::string{});
    sheet.input(line, row, column, field, {.kind = kind, .number = value, .bounds = &element, .hint = what});
  };
  const bool adds = element.kind == ElementKind::flow || element.kind == ElementKind::cumulative;
  const auto same = same_figures_.find(element.code);
  const auto known =
      same == same_figures_.end() ? std::nullopt : same->second->value(FigureColumn::this_period);
  if (known && !given.same_period)
    sheet.number(row, kSame, known, {.kind = kind});
  else
    figure(kSame, "same_period", given.same_period, true, {"Cùng kỳ năm trước", "Same period last year"});
  const auto last = last_figures_.find(element.code);
  sheet.number(row, kLast,
               last == last_figures_.end() ? std::nullopt : last->second->value(FigureColumn::this_period),
               {.kind = kind});
  figure(kThis, "this_period", given.this_period, true, {"Kỳ này", "This period"});
  this_period_.emplace(element.code, sheet.far_cell(row, kThis));
  figure(kToDate, "year_to_date", given.year_to_date, adds,
         {"Lũy kế năm", "Since the beginning of the year"});
  figure(kEstimate, "year_estimate", given.year_estimate, true, {"Ước cả năm", "Estimate for the year"});
  figure(kSinceStart, "since_start", given.since_start, element.kind == ElementKind::cumulative,
         {"Lũy kế từ đầu Chương trình", "Since the start of the programme"});
  input_state(sheet, line, row, kState, draft ? std::optional(given.state) : std::nullopt);
  sheet.input(line, row, kExpected, "expected_on",
              {.kind = Kind::date,
               .date = given.expected_on,
               .hint = {"Chưa có số liệu: ngày dự kiến có", "Not available: the day it is expected"}});
  sheet.input(line, row, kNote, "note",
              {.text = given.note, .hint = {"Ghi chú, giải trình", "Note, explanation"}});
  sheet.formula(row, kRemark,
                figure_remark(sheet.cell(row, kThis), sheet.cell(row, kState), asked.required, &element),
                {.look = Look::remark});
}

void FormWriter::figures() {
  FormSheet& sheet = book_.sheet(in({"Biểu 05", "Table 05"}));
  sheet.columns({5, 48, 10, 11, 11, 12, 12, 12, 12, 15, 11, 28, 20});
  heading(sheet, kNote, {"Biểu 05. Số liệu theo nhóm giải pháp", "Table 05. Figures by solution group"},
          {"Không có số thì để trống ô Kỳ này và chọn Tình trạng số liệu; không ghi KPS, không, -, N/A.",
           "Without a figure leave this period empty and choose its state; do not write none, -, N/A."});
  head(sheet, kHead,
       {{"STT", "No."},
        {"Chỉ tiêu số liệu", "Figure"},
        {"ĐVT", "Unit"},
        {"Cùng kỳ năm trước", "Same period last year"},
        {"Kỳ trước", "Last period"},
        {"Kỳ này", "This period"},
        {"Lũy kế năm", "Since January"},
        {"Ước năm", "Estimate for the year"},
        {"Lũy kế từ đầu Chương trình", "Since the start"},
        {"Tình trạng số liệu", "State of the figure"},
        {"Ngày dự kiến có", "Expected on"},
        {"Ghi chú, giải trình", "Note, explanation"}},
       false);
  std::uint32_t row = kFirst;
  for (const auto& table : form_.tables) {
    std::string title = table.table;
    for (const auto& group : context_.programme->solution_groups)
      if (group.table == table.table) title = in(group.short_names.empty() ? group.names : group.short_names);
    sheet.merged(row++, 1, kNote, fmt::format("{}. {}", table.table, title), {.look = Look::band});
    int no = 1;
    for (const auto& element : table.rows)
      if (!printed_.contains(element.element->code)) figure_row(sheet, row++, element, no++);
  }
  remarks_.push_back({sheet.title(), sheet.far_range(kFirst, row - 1, kRemark)});
  sheet.freeze(kFirst, kUnit);
  sheet.page(kHead, kHead, footer());
  sheet.print_to(row - 1, kNote);
}

}  // namespace xanh::form_workbook

// Biểu 10. Tổng hợp từ đơn vị trực thuộc: what each part gave, the total, the value used and why it differs;
// and the cover of a part's own workbook (Bìa), which says to whom it answers.
#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/form_titles.hpp"
#include "exchange/form_workbook_writer.hpp"
#include "reporting/sub_collection.hpp"

namespace xanh::form_workbook {
namespace {

enum Column : std::uint16_t { kNo = 1, kName, kUnit, kColumn, kFirstPart };
constexpr std::uint32_t kHead = 3, kFirst = 4;

const ReportedFigure* said_by(const ReportedPart& part, std::string_view element) {
  const auto found = std::find_if(part.figures.begin(), part.figures.end(),
                                  [&](const auto& figure) { return figure.element == element; });
  return found == part.figures.end() ? nullptr : &*found;
}

/// What stands in the cell of a figure without a value.
Bilingual word_for(const ReportedPart& part, const ReportedFigure& figure) {
  if (figure.state == FigureState::not_sent) return part.sent ? kNotAnsweredByPart : kNotSentByPart;
  return name_of(figure.state);
}

}  // namespace

/// The sheet while it is written: its columns and the row it is at.
struct FormWriter::PartSheet {
  FormSheet& sheet;
  const std::vector<ReportedPart>& parts;
  std::uint32_t row = kFirst;
  [[nodiscard]] std::uint16_t part(size_t i) const { return static_cast<std::uint16_t>(kFirstPart + i); }
  [[nodiscard]] std::uint16_t total() const { return part(parts.size()); }
  [[nodiscard]] std::uint16_t used() const { return part(parts.size() + 1); }
  [[nodiscard]] std::uint16_t reason() const { return part(parts.size() + 2); }
};

void FormWriter::part_cells(PartSheet& to, const PartTotal& total, FigureColumn column) {
  const Element& element = *total.element;
  const std::string code = element.code + "." + word(column);
  auto& line = to.sheet.line(to.row, about::kPartTotal, code, book_.stems().of(about::kPartTotal, code),
                             "part_" + code);
  const Kind kind = element.type == ElementType::integer ? Kind::whole : Kind::decimal;
  for (size_t i = 0; i < to.parts.size(); ++i) {
    const ReportedPart& part = to.parts[i];
    const ReportedFigure* figure = said_by(part, element.code);
    if (!figure) {
      to.sheet.text(to.row, to.part(i), {}, {.look = Look::unasked});
      continue;
    }
    const auto& value = figure->*cell_of(column);
    const bool words = !value && column == FigureColumn::this_period;
    to.sheet.kept(line, to.row, to.part(i), fmt::format("p{}", i + 1), value,
                  words ? in(word_for(part, *figure)) : std::string{},
                  {.kind = words ? Kind::text : kind,
                   .centre = words,
                   .italic = words || figure->state != FigureState::official});
  }
}

void FormWriter::part_sum(PartSheet& to, const PartTotal& total, FigureColumn column) {
  const Kind kind = total.element->type == ElementType::integer ? Kind::whole : Kind::decimal;
  const CellStyle words{.centre = true, .bold = true, .italic = true};
  const bool unadded = std::find(total.unadded.begin(), total.unadded.end(), column) != total.unadded.end();
  if (!total.adds || unadded) return to.sheet.words(to.row, to.total(), {"không cộng", "no sum"}, words);
  const auto sum = total.figure.value(column);
  if (!sum) {
    const bool said = total.answered && column == FigureColumn::this_period;
    return to.sheet.text(to.row, to.total(), said ? in(name_of(total.figure.state)) : "", words);
  }
  // The cells that count; all of them in one range.
  std::string cells;
  for (size_t i = 0; i < to.parts.size(); ++i)
    if (std::find(total.counted.begin(), total.counted.end(), &to.parts[i]) != total.counted.end())
      cells += (cells.empty() ? "" : ",") + to.sheet.cell(to.row, to.part(i));
  CellStyle style{.look = Look::computed, .kind = kind, .bold = true};
  if (sum->scale() > 0) {
    style.kind = Kind::fixed;
    style.decimals = sum->scale();
  }
  if (total.figure.state == FigureState::nothing_to_report) {
    style.centre = true;
    const std::string nothing = in(name_of(FigureState::nothing_to_report));
    return to.sheet.formula_text(to.row, to.total(),
                                 fmt::format("IF(SUM({0})=0,{1},SUM({0}))", cells, excel_text(nothing)),
                                 nothing, style);
  }
  to.sheet.formula(to.row, to.total(), "SUM(" + cells + ")", style, sum->to_double());
}

/// The cell of the form that counts, and its note.
void FormWriter::part_used(PartSheet& to, const PartTotal& total, FigureColumn column) {
  const Element& element = *total.element;
  const ReportedFigure* used = drafted(element.code);
  const auto value = used ? used->*cell_of(column) : std::nullopt;
  const bool first = column == FigureColumn::this_period;
  const bool asked = form_.asks(element.code);
  const std::string& stem = book_.stems().of(about::kElement, element.code);
  const std::string cell = input_name(stem, word(column));
  const std::string instead = used && first ? in(name_of(used->state)) : "";
  CellStyle style{.look = Look::computed,
                  .kind = element.type == ElementType::integer ? Kind::whole : Kind::decimal,
                  .bold = true};
  if (value && value->scale() > 0) {
    style.kind = Kind::fixed;
    style.decimals = value->scale();
  }
  if (asked && value) {
    to.sheet.formula(to.row, to.used(), fmt::format("IF({0}=\"\",\"\",{0})", cell), style,
                     value->to_double());
  } else if (asked && first) {
    style.centre = true;
    to.sheet.formula_text(to.row, to.used(), fmt::format("IF({0}=\"\",{1},{0})", cell, excel_text(instead)),
                          instead, style);
  } else {
    to.sheet.text(to.row, to.used(), {});
  }
  const std::string sum = to.sheet.cell(to.row, to.total()), mine = to.sheet.cell(to.row, to.used());
  to.sheet.alarm(to.row, to.used(), to.row, to.used(),
                 fmt::format("AND(ISNUMBER({0}),ISNUMBER({1}),ABS(N({0})-N({1}))>0.0000001)", sum, mine));

  const std::string note = input_name(stem, "note");
  if (first && asked)
    return to.sheet.formula_text(to.row, to.reason(), fmt::format("IF({0}=\"\",\"\",{0})", note),
                                 used ? used->note : "", {.look = Look::computed});
  std::vector<std::string> lacking;
  if (std::find(total.unadded.begin(), total.unadded.end(), column) != total.unadded.end())
    for (const ReportedPart* part : total.counted)
      if (const auto* figure = said_by(*part, element.code); figure && !figure->value(column))
        lacking.push_back(short_name(part->name));
  to.sheet.text(to.row, to.reason(),
                lacking.empty()
                    ? ""
                    : fmt::format("{}: {}", in({"Chưa ghi cột này", "Left empty by"}), join(lacking, ", ")));
}

void FormWriter::part_element(PartSheet& to, const PartTotal& total, int no) {
  const Element& element = *total.element;
  for (const auto column : kFigureColumns) {
    const bool first = column == FigureColumn::this_period;
    if (!first && std::none_of(to.parts.begin(), to.parts.end(), [&](const ReportedPart& part) {
          const auto* figure = said_by(part, element.code);
          return figure && (figure->*cell_of(column)).has_value();
        }))
      continue;
    to.sheet.text(to.row, kNo, first ? std::to_string(no) : "", {.centre = true});
    to.sheet.text(to.row, kName, first ? in(element.names()) : "");
    to.sheet.text(to.row, kUnit, first ? element.unit : "", {.centre = true});
    to.sheet.words(to.row, kColumn, name_of(column), {.italic = !first});
    part_cells(to, total, column);
    part_sum(to, total, column);
    part_used(to, total, column);
    ++to.row;
  }
}

void FormWriter::part_notes(PartSheet& to) {
  std::vector<std::string> notes;
  for (const auto& part : to.parts)
    for (const auto& figure : part.figures) {
      const Element* element = context_.plan->element(figure.element);
      if (figure.note.empty() && !figure.expected_on) continue;
      const std::string expected =
          figure.expected_on
              ? fmt::format(" ({} {})", in({"dự kiến có ngày", "expected on"}),
                            vi() ? to_text_vi(*figure.expected_on) : to_text(*figure.expected_on))
              : "";
      notes.push_back(fmt::format("{} – {}: {}{}", short_name(part.name),
                                  element ? in(element->names()) : figure.element, figure.note, expected));
    }
  if (notes.empty()) return;
  to.sheet.merged(to.row++, kNo, to.reason(),
                  in({"Ghi chú của đơn vị trực thuộc", "Notes of the subordinate units"}),
                  {.look = Look::band});
  for (const auto& note : notes) to.sheet.merged(to.row++, kNo, to.reason(), note);
}

void FormWriter::parts() {
  const auto& parts = context_.draft->parts;
  PartSheet to{book_.sheet(in({"Biểu 10", "Table 10"})), parts};
  std::vector<double> widths{4, 28, 8, 8};
  widths.insert(widths.end(), parts.size(), 8);
  widths.insert(widths.end(), {9, 9, 24});
  to.sheet.columns(widths);
  heading(to.sheet, to.reason(), form_titles::kParts,
          {"Tự sinh khi tổng hợp. Chữ nghiêng: sơ bộ, ước tính hoặc chưa có số. Ô trắng: không giao. Số "
           "đỏ: số liệu sử dụng khác tổng.",
           "Made when the parts are added up. Italics: preliminary, estimated or none. White cells: not "
           "asked. Red: the value used is not the total."});
  std::vector<Bilingual> words{
      {"STT", "No."}, {"Chỉ tiêu số liệu", "Figure"}, {"ĐVT", "Unit"}, {"Cột", "Column"}};
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string name = short_name(parts[i].name.empty() ? parts[i].code : parts[i].name);
    words.push_back({name, name});
    book_.stamp({std::string(stamp::kFromPart),
                 fmt::format("p{}", i + 1),
                 parts[i].code,
                 parts[i].name,
                 parts[i].sent ? "true" : "false",
                 {},
                 {}});
    for (const auto& figure : parts[i].figures)
      if (!figure.note.empty() || figure.expected_on ||
          (figure.this_period && figure.state != FigureState::official))
        book_.stamp({std::string(stamp::kPartFigure),
                     fmt::format("p{}", i + 1),
                     figure.element,
                     word(figure.state),
                     figure.note,
                     figure.expected_on ? to_text(*figure.expected_on) : std::string{},
                     {}});
  }
  words.insert(words.end(),
               {{"Tổng", "Total"}, {"Số liệu sử dụng", "Value used"}, {"Lý do, ghi chú", "Reason, note"}});
  head(to.sheet, kHead, words, false);

  const auto totals = totals_of(*context_.plan, parts);
  std::map<std::string_view, const PartTotal*> by_element;
  for (const auto& total : totals) by_element.emplace(total.element->code, &total);
  const auto group = [&](const std::string& title, const std::vector<FormElement>& rows) {
    int no = 1;
    for (const auto& row : rows) {
      const auto found = by_element.find(row.element->code);
      if (found == by_element.end()) continue;
      if (no == 1) to.sheet.merged(to.row++, kNo, to.reason(), title, {.look = Look::band});
      part_element(to, *found->second, no++);
      by_element.erase(found);
    }
  };
  group(in(form_titles::kTargets), form_.target_elements);
  for (const auto& table : form_.tables) {
    std::string title = table.table;
    for (const auto& one : context_.programme->solution_groups)
      if (one.table == table.table)
        title = fmt::format("{}. {}", table.table, in(one.short_names.empty() ? one.names : one.short_names));
    group(title, table.rows);
  }
  std::vector<FormElement> rest;
  for (const auto& total : totals)
    if (by_element.contains(total.element->code)) rest.push_back({total.element, false});
  group(in({"Không còn trong biểu mẫu", "No longer in the form"}), rest);
  part_notes(to);
  to.sheet.freeze(kFirst, kFirstPart);
  to.sheet.page(kHead, kHead, footer());
  to.sheet.print_to(to.row - 1, to.reason());
}

void FormWriter::part_cover() {
  constexpr std::uint16_t kLabel = 1, kValue = 2, kInputLabel = 4, kInput = 5;
  const Cycle& cycle = *context_.cycle;
  const FormPart& part = *context_.part;
  FormSheet& sheet = book_.sheet(in({"Bìa", "Cover"}));
  sheet.columns({30, 48, 2, 36, 48});
  sheet.merged(0, 1, 5, part.name, {.look = Look::plain, .bold = true});
  sheet.merged(1, 1, 5, in({"BIỂU SỐ LIỆU CỦA ĐƠN VỊ TRỰC THUỘC", "FIGURES OF A SUBORDINATE UNIT"}),
               {.look = Look::title, .centre = true});
  sheet.merged(2, 1, 5, in(context_.programme->names), {.look = Look::plain, .centre = true, .bold = true});
  sheet.merged(3, 1, 5, in(cycle.names), {.look = Look::plain, .centre = true, .bold = true});
  sheet.height(1, 26);
  sheet.merged(5, kLabel, kValue, in({"In sẵn", "Printed"}), {.look = Look::head});
  sheet.merged(5, kInputLabel, kInput, in({"Đơn vị trực thuộc điền", "To be filled in"}),
               {.look = Look::head});
  std::uint32_t row = 6;
  const auto day = [&](Date at) { return vi() ? to_text_vi(at) : to_text(at); };
  const auto printed = [&](const Bilingual& label, const std::string& value) {
    sheet.height(row, 30);
    sheet.words(row, kLabel, label, {.bold = true});
    sheet.text(row++, kValue, value);
  };
  printed({"Tên đơn vị trực thuộc", "Subordinate unit"}, part.name);
  printed({"Nơi nhận", "Answers to"}, unit_name(form_.unit));
  printed({"Kỳ báo cáo", "Cycle"}, in(cycle.names));
  printed({"Kỳ số liệu", "Period of the figures"},
          vi() ? fmt::format("Từ {} đến {}", day(cycle.window.first), day(cycle.window.last))
               : fmt::format("{} to {}", day(cycle.window.first), day(cycle.window.last)));
  printed({"Hạn gửi về đơn vị", "Due at the unit"},
          context_.due ? fmt::format("{} {}", in({"Chậm nhất ngày", "At the latest on"}), day(*context_.due))
                       : "");
  const std::uint32_t printed_end = row;
  row = 6;
  const auto input = [&](const std::string& field, const Bilingual& label, const Input& given) {
    sheet.height(row, 30);
    sheet.words(row, kInputLabel, label, {.bold = true});
    auto& line =
        sheet.line(row, about::kCover, field, book_.stems().of(about::kCover, field), "cover_" + field);
    sheet.input(line, row++, kInput, {}, given);
  };
  input("content", {"Loại báo cáo", "Kind of report"}, {.text = in(kSomething), .list = "content"});
  input("contact", {"Đầu mối (họ tên, điện thoại, thư điện tử)", "Contact (name, telephone, e-mail)"},
        {.text = part.contact});
  input("prepared_by", {"Người lập biểu", "Prepared by"}, {});
  input("signer", {"Lãnh đạo xác nhận", "Confirmed by"}, {});
  row = std::max(row, printed_end) + 1;
  sheet.merged(
      row, 1, 5,
      in({"Ô xám: in sẵn, khóa. Ô vàng nhạt: điền số liệu. Điền xong gửi lại chính tệp này cho nơi nhận nêu "
          "trên.",
          "Grey cells are printed and locked. Fill in the pale yellow ones and send this very file back to "
          "whom it answers to."}),
      {.look = Look::subtitle});
  sheet.page(0, 0, footer());
  sheet.print_to(row, 5);
}

}  // namespace xanh::form_workbook

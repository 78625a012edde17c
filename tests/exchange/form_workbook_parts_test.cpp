// Workbooks of parts and Biểu 10, out and in.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/at_hand.hpp"
#include "exchange/form_workbook_city.hpp"
#include "exchange/report_file.hpp"
#include "reporting/sub_collection.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct PartWorkbook : testing::Test {
  form_city::City city = form_city::real_city();
  std::vector<std::string> items{"01", "05a", "06"};
  Form form = part_form(city.form(), items);
  FormPart part{"q7-tan-phu", "Ủy ban nhân dân Phường Tân Phú", "Cô Lan", true, false};
  [[nodiscard]] std::string bytes(Language language = Language::vi) const {
    FormContext context = city.context(language);
    context.part = &part;
    return write_form_workbook(form, context);
  }
};

TEST_F(PartWorkbook, HoldsOnlyWhatThePartIsAskedAndSaysWhoseItIs) {
  const auto workbook = read_workbook(bytes(), "part.xlsx");
  ASSERT_TRUE(workbook.ok()) << lines(workbook.problems);
  std::vector<std::string> sheets;
  for (const auto& sheet : workbook.value.sheets)
    if (sheet.visibility == Sheet::Visibility::visible) sheets.emplace_back(sheet.name);
  EXPECT_THAT(sheets, ElementsAre("Bìa", "Biểu 01", "Biểu 05", "Biểu 06", "Kiểm tra", "Hướng dẫn"));
  EXPECT_TRUE(workbook.value.names.contains("x_hh_total_this_period"));
  EXPECT_TRUE(workbook.value.names.contains("x_comm_people_this_period"));
  EXPECT_FALSE(workbook.value.names.contains("x_fines_this_period"));
  const auto stamp = read_form_stamp(workbook.value, "part.xlsx");
  EXPECT_EQ(stamp.value.unit, "q7");
  EXPECT_EQ(stamp.value.part, "q7-tan-phu");
  EXPECT_EQ(stamp.value.part_name, part.name);
  std::string cover;
  for (const auto& cell : workbook.value.sheet("Bìa")->cells) (cover += cell.text) += '\n';
  EXPECT_THAT(cover, HasSubstr(part.name));
  EXPECT_THAT(cover, HasSubstr("Nơi nhận\nỦy ban nhân dân Quận 7"));
  EXPECT_THAT(cover, HasSubstr("Cô Lan"));
}

TEST_F(PartWorkbook, IsNotTakenInAsTheReportOfTheUnit) {
  const auto parsed = parse_report_file(bytes(), "part.xlsx");
  ASSERT_TRUE(parsed.ok());
  const Form whole = city.form();
  const auto read =
      read_report(parsed.value, [&](const ReportStamp&) { return CurrentForm{&whole, &city.plan}; });
  ASSERT_EQ(read.problems.size(), 1u) << lines(read.problems);
  EXPECT_EQ(read.problems[0].code, "form-is-a-part");
  EXPECT_THAT(read.problems[0].advice.en, HasSubstr("xanh collect merge --cycle 2023-H1 --unit q7"));
}

ReportedFigure figure(const std::string& element, FigureState state, std::optional<int> value = {}) {
  ReportedFigure out;
  out.element = element;
  out.state = state;
  if (value) out.this_period = Decimal{*value};
  return out;
}

/// A report with three parts: every state, two columns, notes, one part that sent nothing.
Submission with_parts(const form_city::City& city) {
  Submission out = form_city::illustrative("q7");
  out.figures.clear();
  const auto form = city.form();
  const std::vector<FigureState> states{FigureState::official,       FigureState::preliminary,
                                        FigureState::estimate,       FigureState::nothing_to_report,
                                        FigureState::not_applicable, FigureState::not_available,
                                        FigureState::not_sent};
  for (size_t p = 0; p < 3; ++p) {
    ReportedPart part{"p-" + std::to_string(p), "Phường số " + std::to_string(p), p != 2, {}, {}};
    size_t i = p;
    for (const auto& row : form.elements()) {
      ReportedFigure figure;
      figure.element = row.element->code;
      figure.state = p == 2 ? FigureState::not_sent : states[i++ % states.size()];
      if (carries_value(figure.state) && figure.state != FigureState::nothing_to_report) {
        figure.this_period = *Decimal::parse(row.element->type == ElementType::integer ? "12345" : "7.25");
        if (p == 0) figure.year_estimate = Decimal{99};
      }
      if (figure.state == FigureState::not_available) {
        figure.note = "Chờ <kết quả>;\ndòng hai";
        figure.expected_on = make_date(2023, 7, 15);
      }
      if (p == 1 && row.element->code == "fines") continue;  // not asked
      part.figures.push_back(std::move(figure));
    }
    out.parts.push_back(std::move(part));
  }
  for (const auto& total : totals_of(city.plan, out.parts))
    if (total.answered) out.figures.push_back(total.figure);
  return out;
}

TEST(PartTable, ComesBackAsItWentOut) {
  const auto city = form_city::real_city();
  const Submission draft = with_parts(city);
  const Form form = city.form();
  for (const Language language : {Language::vi, Language::en}) {
    FormContext context = city.context(language);
    context.draft = &draft;
    const auto read = read_form_workbook(write_form_workbook(form, context), "q7.xlsx", form, city.plan);
    EXPECT_TRUE(read.ok()) << lines(read.problems);
    EXPECT_EQ(write_yaml(to_node(read.value.submission.parts)), write_yaml(to_node(draft.parts)));
  }
}

TEST(PartTable, ShowsWhoHasNotSentAndTheTotals) {
  const auto city = form_city::real_city();
  Submission draft;
  draft.parts = {{"a", "Phường A", true, {figure("trees_planted", FigureState::official, 12)}, {}},
                 {"b", "Phường B", false, {figure("trees_planted", FigureState::not_sent)}, {}},
                 {"c", "Phường C", true, {figure("trees_planted", FigureState::official, 30)}, {}}};
  draft.figures = {figure("trees_planted", FigureState::preliminary, 40)};
  draft.figures[0].note = "trừ cây chết";
  FormContext context = city.context();
  context.draft = &draft;
  const auto workbook = read_workbook(write_form_workbook(city.form(), context), "q7.xlsx").value;
  const Sheet* sheet = workbook.sheet("Biểu 10");
  ASSERT_TRUE(sheet);
  std::vector<std::string> row, digits;
  for (const auto& cell : sheet->cells) {
    if (cell.row == 4) row.emplace_back(cell.text);
    if (cell.row == 6 && cell.column > 5)
      digits.emplace_back(cell.kind == Cell::Kind::number ? cell.digits : cell.text);
  }
  EXPECT_THAT(row, ElementsAre("STT", "Chỉ tiêu số liệu", "ĐVT", "Cột", "Phường A", "Phường B", "Phường C",
                               "Tổng", "Số liệu sử dụng", "Lý do, ghi chú"));
  EXPECT_THAT(digits, ElementsAre("12", "chưa gửi", "30", "42", "40", "trừ cây chết"));
}

TEST(PartTable, SaysThatAllHadNothing) {
  const auto city = form_city::real_city();
  const auto nothing = figure("trees_planted", FigureState::nothing_to_report);
  Submission draft;
  draft.parts = {{"a", "Phường A", true, {nothing}, {}}, {"b", "Phường B", true, {nothing}, {}}};
  draft.figures = {nothing};
  FormContext context = city.context();
  context.draft = &draft;
  const auto workbook = read_workbook(write_form_workbook(city.form(), context), "q7.xlsx").value;
  std::vector<std::string> row;
  for (const auto& cell : workbook.sheet("Biểu 10")->cells)
    if (cell.row == 6 && cell.column > 5) row.emplace_back(cell.text);
  EXPECT_THAT(row,
              ElementsAre("Không phát sinh", "Không phát sinh", "Không phát sinh", "Không phát sinh", ""));
}

TEST(PartTable, ACellCorrectedByHandCounts) {
  const auto city = form_city::real_city();
  Submission draft;
  draft.parts = {{"a", "Phường A", true, {figure("trees_planted", FigureState::estimate, 12)}, {}},
                 {"b", "Phường B", false, {figure("trees_planted", FigureState::not_sent)}, {}}};
  FormContext context = city.context();
  context.draft = &draft;
  const Form form = city.form();
  auto workbook = read_workbook(write_form_workbook(form, context), "q7.xlsx").value;
  const auto put = [&](const std::string& field, const Cell& value) {
    const auto& at = workbook.names.find("x_part_total_trees_planted_this_period_" + field)->second;
    for (auto& sheet : workbook.sheets)
      for (auto& cell : sheet.cells)
        if (sheet.name == at.sheet && cell.row == at.range.first.row &&
            cell.column == at.range.first.column) {
          cell.kind = value.kind;
          cell.text = value.text;
          cell.digits = value.digits;
        }
  };
  put("p1", {.kind = Cell::Kind::text, .text = "Không áp dụng"});
  put("p2", {.kind = Cell::Kind::number, .digits = "7"});
  const auto read = read_form_workbook(workbook, "q7.xlsx", form, city.plan);
  ASSERT_EQ(read.value.submission.parts.size(), 2u) << lines(read.problems);
  EXPECT_EQ(read.value.submission.parts[0].figures.at(0).state, FigureState::not_applicable);
  EXPECT_EQ(read.value.submission.parts[1].figures.at(0).state, FigureState::official);
  EXPECT_EQ(read.value.submission.parts[1].figures.at(0).this_period->to_text(), "7");
  put("p2", {.kind = Cell::Kind::text, .text = "bảy"});
  EXPECT_THAT(lines(read_form_workbook(workbook, "q7.xlsx", form, city.plan).problems, Language::vi),
              HasSubstr("form-not-a-number"));
}

TEST(PartTable, WhateverStandsInItsStampDoesNoHarm) {
  const auto city = form_city::real_city();
  Submission draft;
  draft.parts = {{"a", "Phường A", true, {figure("trees_planted", FigureState::estimate, 12)}, {}},
                 {"b", "Phường B", false, {figure("trees_planted", FigureState::not_sent)}, {}}};
  draft.parts[0].figures[0].note = "ghi chú";
  FormContext context = city.context();
  context.draft = &draft;
  const Form form = city.form();
  auto workbook = read_workbook(write_form_workbook(form, context), "q7.xlsx").value;
  Sheet* stamp = nullptr;
  for (auto& sheet : workbook.sheets)
    if (sheet.name == "_xanh") stamp = &sheet;
  ASSERT_TRUE(stamp);
  std::set<int> rows;
  for (const auto& cell : stamp->cells)
    if (cell.text == "from_part" || cell.text == "part_figure" || cell.text == "part_total")
      rows.insert(cell.row);
  ASSERT_EQ(rows.size(), 4u);
  for (auto& cell : stamp->cells) {
    if (!rows.contains(cell.row)) continue;
    const auto text = cell.text;
    for (const char* junk :
         {"", "p2", "trees_planted", ".this_period", "p1:99999 p2:x :7 p3:5", "not_a_word"}) {
      cell.text = junk;
      const auto read = read_form_workbook(workbook, "q7.xlsx", form, city.plan);
      EXPECT_LE(read.value.submission.parts.size(), 2u);
    }
    cell.text = text;
  }
}

TEST(PartTable, IsNotInAFormWithoutParts) {
  const auto city = form_city::real_city();
  const Submission draft = form_city::illustrative("q7");
  FormContext context = city.context();
  context.draft = &draft;
  const auto workbook = read_workbook(write_form_workbook(city.form(), context), "q7.xlsx").value;
  EXPECT_EQ(workbook.sheet("Biểu 10"), nullptr);
}

TEST(PartTable, SurvivesLibreOffice) {
  if (std::system("command -v soffice >/dev/null 2>&1") != 0) GTEST_SKIP() << "soffice is not installed";
  const auto city = form_city::real_city();
  const Submission draft = with_parts(city);
  const Form form = city.form();
  FormContext context = city.context();
  context.draft = &draft;
  const auto folder =
      std::filesystem::temp_directory_path() / ("xanh-parts-test-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "out");
  std::ofstream(folder / "q7.xlsx", std::ios::binary) << write_form_workbook(form, context);
  const std::string command = "cd " + folder.string() +
                              " && timeout 120 soffice -env:UserInstallation=file://" + folder.string() +
                              "/profile --headless --convert-to xlsx --outdir out q7.xlsx >/dev/null 2>&1";
  const bool done = std::system(command.c_str()) == 0;
  const std::string bytes = form_city::file_text((folder / "out/q7.xlsx").string());
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(done && !bytes.empty());
  const auto read = read_form_workbook(bytes, "q7.xlsx", form, city.plan);
  EXPECT_TRUE(read.ok()) << lines(read.problems);
  EXPECT_EQ(write_yaml(to_node(read.value.submission.parts)), write_yaml(to_node(draft.parts)));
}

}  // namespace
}  // namespace xanh

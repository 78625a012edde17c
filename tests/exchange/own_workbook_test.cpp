// A unit's own workbook under a map: what is found, what is a question, what is told and where.
#include "exchange/own_workbook.hpp"

#include "base/at_hand.hpp"
#include "exchange/form_workbook_city.hpp"
#include "exchange/own_sheet.hpp"
#include "exchange/own_workbook_labels.hpp"

namespace xanh {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing_workbook::own_workbook;

using Rows = std::vector<std::vector<std::string>>;

/// The table of a district: a title, two headers, some rows.
Rows table() {
  return {{"BẢNG SỐ LIỆU MÔI TRƯỜNG CỦA QUẬN 7"},
          {},
          {"STT", "Nội dung", "ĐVT", "Cùng kỳ 2022", "Thực hiện 6 tháng", "Ước cả năm"},
          {"1", "Cơ sở ngoài khu công nghiệp phải xử lý nước thải", "cơ sở", "80", "100", "120"},
          {"2", "1.2. Cơ sở ngoài KCN có nước thải xử lý đạt quy chuẩn:", "cơ sở", "70", "90", "100"},
          {"3", "Cơ sở sản xuất phải xử lý khí thải", "cơ sở", "30", "=1.234", "50"}};
}

const std::string kMap = R"(format: 1
unit: q7
name: bảng của Quận 7
figures:
  - element: ww_sites_obliged
    this_period: {row: cơ sở ngoài khu công nghiệp phải xử lý nước thải, column: thực hiện 6 tháng}
    same_period: {row: Cơ sở ngoài khu công nghiệp phải xử lý nước thải, column: Cùng kỳ 2021}
  - element: ww_sites_ok
    this_period: {cell: E5}
    state: preliminary
    note: theo bảng riêng
  - element: air_sites_obliged
    this_period: {row: "Cơ sở sản xuất phải xử lý khí thải", column: Thực hiện 6 tháng}
)";

class OwnWorkbook : public testing::Test {
 protected:
  OwnWorkbook() : city(form_city::real_city()), form(city.form("q7")) {}
  Outcome<WorkbookMap> map(const std::string& yaml) const {
    return read_workbook_map(yaml, "map.yaml", form, city.plan);
  }
  Outcome<Submission> read(const Rows& rows, const std::string& yaml = kMap) const {
    const auto book = read_workbook(own_workbook(rows), "own.xlsx");
    EXPECT_TRUE(book.ok());
    const auto known = map(yaml);
    EXPECT_TRUE(known.ok()) << (known.problems.empty() ? "" : to_line(known.problems[0], Language::en));
    return read_own_workbook(book.value, "own.xlsx", known.value, form, city.plan);
  }
  form_city::City city;
  Form form;
};

TEST_F(OwnWorkbook, FiguresAreFoundByCellAndByTheTextsOfRowAndColumn) {
  const auto report = read(table());
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value.unit, "q7");
  EXPECT_EQ(report.value.cycle, "2023-H1");
  const auto* obliged = report.value.figure("ww_sites_obliged");
  ASSERT_TRUE(obliged);
  EXPECT_EQ(obliged->this_period, Decimal(100));
  EXPECT_EQ(obliged->same_period, Decimal(80)) << "the year in a header is not what it is known by";
  EXPECT_EQ(obliged->place.cell, "E4");
  const auto* ok = report.value.figure("ww_sites_ok");
  ASSERT_TRUE(ok);
  EXPECT_EQ(ok->this_period, Decimal(90));
  EXPECT_EQ(ok->state, FigureState::preliminary);
  EXPECT_EQ(ok->note, "theo bảng riêng");
}

TEST_F(OwnWorkbook, MovedRowsAndColumnsDoNoHarmToThoseKnownByTexts) {
  Rows rows = table();
  rows.insert(rows.begin() + 3, {"", "Một dòng thêm", "", "1", "2", "3"});
  for (auto& row : rows) row.insert(row.begin(), "");
  const auto report = read(rows);
  EXPECT_EQ(report.value.figure("ww_sites_obliged")->this_period, Decimal(100));
  EXPECT_EQ(report.value.figure("air_sites_obliged")->this_period, Decimal(1234));
}

TEST_F(OwnWorkbook, ATextReadAsANumberIsTold) {
  const auto report = read(table());
  EXPECT_EQ(report.value.figure("air_sites_obliged")->this_period, Decimal(1234));
  EXPECT_THAT(codes(report.problems), ElementsAre("form-number-read-as"));
  EXPECT_EQ(report.problems[0].place.cell, "E6");
}

TEST_F(OwnWorkbook, WordsForFiguresAreQuestionsAndNeverNought) {
  for (const char* word : {"KPS", "-", "không", "N/A"}) {
    Rows rows = table();
    rows[3][4] = word;
    rows[3][3] = "";
    const auto report = read(rows);
    ASSERT_TRUE(report.ok()) << word;
    EXPECT_THAT(codes(report.problems), Contains("form-word-for-figure")) << word;
    EXPECT_FALSE(report.value.figure("ww_sites_obliged")) << word;
  }
}

TEST_F(OwnWorkbook, WhatIsNoNumberOrEmptyOrAnErrorIsToldAtItsCell) {
  Rows rows = table();
  rows[3][4] = "nhiều";
  rows[4][4] = "";
  rows[5][4] = "#REF!";
  const auto report = read(rows);
  EXPECT_THAT(codes(report.problems), ElementsAre("form-not-a-number", "own-cell-empty", "form-error-cell"));
  EXPECT_EQ(report.problems[0].place.cell, "E4");
  EXPECT_EQ(report.problems[0].place.sheet, "Một");
  EXPECT_EQ(report.problems[1].place.cell, "E5");
  EXPECT_EQ(report.problems[2].place.cell, "E6");
}

TEST_F(OwnWorkbook, TwoRowsOfOneTextAreAProblemThatNamesBoth) {
  Rows rows = table();
  rows.push_back(rows[3]);
  const auto report = read(rows);
  EXPECT_FALSE(report.ok());
  EXPECT_THAT(codes(report.problems), Contains("own-two-rows"));
  EXPECT_THAT(to_line(report.problems[0], Language::vi), HasSubstr("B4, B7"));
}

TEST_F(OwnWorkbook, RowsColumnsAndSheetsThatAreNotThereAreToldTogether) {
  const auto report = read(table(), R"(format: 1
unit: q7
figures:
  - element: ww_sites_obliged
    this_period: {row: Cơ sở ngoài khu công nghiệp cần xử lý nước thải, column: Thực hiện 6 tháng}
  - element: ww_sites_ok
    this_period: {row: Cơ sở sản xuất phải xử lý khí thải, column: Cột không có}
  - element: air_sites_obliged
    sheet: Mộtt
    this_period: {cell: A1}
)");
  EXPECT_THAT(codes(report.problems), ElementsAre("own-no-row", "own-no-column", "own-no-sheet"));
  EXPECT_EQ(report.problems[0].suggestion, "Cơ sở ngoài khu công nghiệp phải xử lý nước thải");
  EXPECT_EQ(report.problems[2].suggestion, "Một");
}

TEST_F(OwnWorkbook, ACellReadForTwoFiguresIsTold) {
  const auto report = read(table(), R"(format: 1
unit: q7
figures:
  - {element: ww_sites_obliged, this_period: {cell: E4}}
  - {element: ww_sites_ok, this_period: {cell: $E$4}}
)");
  EXPECT_THAT(codes(report.problems), Contains("own-cell-twice"));
}

TEST_F(OwnWorkbook, AMapIsCheckedBeforeAnyWorkbookIsRead) {
  const auto wrong = map(R"(format: 2
unit: q1
figures:
  - {element: ww_sites_obligd, this_period: {cell: E4}}
  - {element: ww_sites_ok, this_period: {row: a}}
  - {element: ww_sites_ok, this_period: {cell: 4E}}
  - {element: air_sites_ok}
)");
  EXPECT_THAT(codes(wrong.problems), ElementsAre("map-format", "map-other-unit", "map-unknown-element",
                                                 "map-place", "map-element-twice", "map-cell", "map-place"));
  EXPECT_EQ(wrong.problems[2].suggestion, "ww_sites_obliged");
  EXPECT_THAT(codes(map("format: 1\nunit: q7\nfigures: []\n").problems), ElementsAre("map-empty"));
  EXPECT_THAT(codes(map("format: 1\nunit: q7\nfigure: []\n").problems),
              testing::UnorderedElementsAre("unknown-key", "missing-key"));
}

TEST_F(OwnWorkbook, AFigureTheUnitIsNotAskedForIsLeftOutWithAWord) {
  const auto known =
      map("format: 1\nunit: q7\nfigures:\n  - {element: zones_total, this_period: {cell: E4}}\n");
  ASSERT_TRUE(known.ok());
  EXPECT_THAT(codes(known.problems), ElementsAre("map-element-not-asked"));
  const auto book = read_workbook(own_workbook(table()), "own.xlsx");
  EXPECT_THAT(read_own_workbook(book.value, "own.xlsx", known.value, form, city.plan).value.figures,
              IsEmpty());
}

TEST_F(OwnWorkbook, AProposalReadsBackAndFindsTheSameCells) {
  const auto book = read_workbook(own_workbook(table()), "own.xlsx");
  const auto proposed = propose_map(book.value, form);
  std::vector<std::string> certain;
  for (const auto& one : proposed.map.figures) certain.push_back(one.element);
  EXPECT_THAT(certain, Contains("ww_sites_obliged"));
  EXPECT_THAT(certain, Contains("air_sites_obliged"));
  EXPECT_THAT(certain, testing::Not(Contains("health_sites_ok")));
  const std::string yaml = map_as_yaml(proposed);
  EXPECT_THAT(yaml, HasSubstr("# black_spots_cleared"));
  const auto report = read(table(), yaml);
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.value.figure("ww_sites_obliged")->this_period, Decimal(100));
  EXPECT_EQ(report.value.figure("ww_sites_obliged")->same_period, Decimal(80));
  EXPECT_EQ(report.value.figure("ww_sites_obliged")->year_estimate, Decimal(120));
}

TEST_F(OwnWorkbook, AProposalOfAHostileLabelStaysAComment) {
  Rows rows = table();
  rows[4][1] = "Cơ sở có nước thải xử lý đạt&#10;- element: ww_sites_ok&#10;  this_period: {cell: A1}";
  const auto book = read_workbook(own_workbook(rows), "own.xlsx");
  ASSERT_TRUE(book.ok());
  EXPECT_TRUE(map(map_as_yaml(propose_map(book.value, form))).ok());
  rows[4][1] = "Cơ sở có nước thải xử lý đạt\u2028- {element: ww_sites_ok, this_period: {cell: A1}}";
  const auto other = read_workbook(own_workbook(rows), "own.xlsx");
  EXPECT_TRUE(map(map_as_yaml(propose_map(other.value, form))).ok());
}

TEST_F(OwnWorkbook, AProposalOfNothingIsStillYaml) {
  const auto book = read_workbook(own_workbook({{"x"}}), "own.xlsx");
  EXPECT_THAT(codes(map(map_as_yaml(propose_map(book.value, form))).problems), ElementsAre("map-empty"));
}

TEST(OwnWorkbookLabels, NumberingMarksAndEndsDoNotCount) {
  using own_workbook::label_of;
  EXPECT_EQ(label_of("1.2.  Cơ sở ĐẠT quy chuẩn:"), "co so dat quy chuan");
  EXPECT_EQ(label_of("a) Cơ sở"), "co so");
  EXPECT_EQ(label_of("- Trong đó: hộ dân"), "trong do: ho dan");
  EXPECT_EQ(label_of("(1)"), "1");
  EXPECT_EQ(label_of("…"), "…");
  EXPECT_EQ(label_of(""), "");
}

TEST(OwnWorkbookLabels, LikenessHeedsTheOrderOfWords) {
  using own_workbook::likeness;
  EXPECT_EQ(likeness("co so dat", "co so dat"), 1);
  EXPECT_EQ(likeness("", ""), 0);
  EXPECT_GT(likeness("co so phai xu ly nuoc thai", "co so can xu ly nuoc thai"), 0.5);
  EXPECT_LT(likeness("diem da xoa", "ho dan"), 0.2);
  EXPECT_LT(likeness("a b c d", "d c b a"), likeness("a b c d", "a b c e"));
}

}  // namespace
}  // namespace xanh

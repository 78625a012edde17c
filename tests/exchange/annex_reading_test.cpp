#include "exchange/annex_reading.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "annex_sample.hpp"
#include "base/text.hpp"

namespace xanh::annex_test {
namespace {

using annex::Reading;
using annex::Sure;
using annex::Wishes;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kTitle =
    word_paragraph(
        "PHỤ LỤC I: CHỈ TIÊU CỦA CHƯƠNG TRÌNH GIẢM Ô NHIỄM MÔI TRƯỜNG GIAI ĐOẠN 2020-2030 TRONG NĂM 2023") +
    word_paragraph(
        "(Kèm theo Quyết định số 1200/QĐ-UBND ngày 04 tháng 4 năm 2023 của Chủ tịch Ủy ban nhân dân Thành "
        "phố)");

Outcome<Reading> understand(const std::vector<std::string>& files,
                            Wishes wishes = {city_units(), {}, {}, {}}) {
  std::vector<annex::Document> documents;
  for (size_t i = 0; i < files.size(); ++i) {
    auto read = annex::read_document(files[i], "phu-luc-" + std::to_string(i + 1) + ".docx");
    for (const auto& p : read.problems) ADD_FAILURE() << to_line(p, Language::en);
    documents.push_back(std::move(read.value));
  }
  return annex::read_annexes(documents, wishes);
}

Reading understood(const std::string& body, const Wishes& wishes = {city_units(), {}, {}, {}}) {
  auto out = understand({word_file(body)}, wishes);
  for (const auto& p : out.problems) ADD_FAILURE() << to_line(p, Language::en);
  return std::move(out.value);
}

const Plan& plan(Reading&&) = delete;
const Plan& plan(const Reading& reading) {
  return reading.folder.plans.back();
}

const annex::Item& item(const Reading& reading, const std::string& code) {
  for (const auto& one : reading.items)
    if (one.code == code) return one;
  static const annex::Item kNone;
  ADD_FAILURE() << "no item " << code;
  return kNone;
}

const std::vector<std::vector<C>> kTargets{
    {down("STT"), down("Chỉ tiêu"), down("ĐVT"), down("Hiện trạng năm 2020"), C("Mục tiêu đến năm", 2),
     down("Cơ quan chủ trì")},
    {up(), up(), up(), up(), "2025", "2030", up()},
    {"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"},
    {"I", C("Môi trường nước", 6)},
    {"1", "Tỷ lệ nước thải  đô thị được xử lý", "%", "13,2", "≥ 58", "88,3", "Sở Xây dựng"},
    {"STT", "Chỉ tiêu", "ĐVT", "Hiện trạng năm 2020", C("Mục tiêu đến năm", 2), "Cơ quan chủ trì"},
    {"2", "Lượng nước ngầm khai thác", "m3/ngày", "", "Giảm 20% so với 2020", "100.000", "Sở TN&MT"}};

TEST(AnnexReading, TargetsHaveTheirFiguresByYearAndTheirGroup) {
  const Reading r = understood(kTitle + word_table(kTargets));
  const Plan& p = plan(r);
  ASSERT_EQ(p.targets.size(), 2u);
  const Target& t = p.targets[0];
  EXPECT_EQ(t.no, "1");
  EXPECT_EQ(t.names.vi, "Tỷ lệ nước thải đô thị được xử lý");
  EXPECT_EQ(t.unit, "%");
  EXPECT_EQ(t.decimals, 1);
  EXPECT_THAT(t.leads, ElementsAre("so-xd"));
  ASSERT_TRUE(t.baseline);
  EXPECT_EQ(t.baseline->value, *Decimal::parse("13.2"));
  ASSERT_EQ(t.milestones.size(), 2u);
  EXPECT_EQ(t.milestones[0].year, 2025);
  EXPECT_EQ(t.milestones[0].at_least, Decimal{58});
  EXPECT_EQ(t.milestones[1].value, Decimal::parse("88.3"));
  EXPECT_EQ(t.known, Known::partly);
  EXPECT_EQ(t.source, "phu-luc-1.docx, Bảng 1, dòng 5");
  EXPECT_EQ(t.goal, "g1");
  EXPECT_EQ(p.programme.goals[0].no, "I");
  EXPECT_EQ(p.programme.goals[0].names.vi, "Môi trường nước");
  EXPECT_EQ(item(r, "t01").confidence, Sure::certain);
}

TEST(AnnexReading, WhatIsNotAFigureIsToldWithItsCellAndStaysInTheNote) {
  const Reading r = understood(kTitle + word_table(kTargets));
  const Target& t = plan(r).targets[1];
  EXPECT_FALSE(t.baseline);
  ASSERT_EQ(t.milestones.size(), 1u);
  EXPECT_EQ(t.milestones[0].year, 2030);
  EXPECT_EQ(t.known, Known::unconfirmed);
  EXPECT_THAT(t.note.vi, HasSubstr("Mục tiêu đến năm 2025: Giảm 20% so với 2020"));
  ASSERT_EQ(r.unread.size(), 1u);
  EXPECT_EQ(r.unread[0].code, "annex-value-unread");
  EXPECT_EQ(r.unread[0].place, (Place{"phu-luc-1.docx", 0, 0, "Bảng 1", "E7", {}}));
  EXPECT_EQ(item(r, "t02").confidence, Sure::review);
}

TEST(AnnexReading, TheTitleNamesProgrammePeriodYearAndDecision) {
  const Reading r = understood(kTitle + word_table(kTargets));
  const Plan& p = plan(r);
  EXPECT_EQ(p.programme.names.vi, "CHƯƠNG TRÌNH GIẢM Ô NHIỄM MÔI TRƯỜNG GIAI ĐOẠN 2020-2030");
  EXPECT_EQ(p.programme.period.first_year, 2020);
  EXPECT_EQ(p.programme.period.last_year, 2030);
  ASSERT_EQ(p.years.size(), 1u);
  EXPECT_EQ(p.years[0].year, 2023);
  EXPECT_EQ(p.years[0].decision.number, "1200/QĐ-UBND");
  EXPECT_EQ(p.years[0].decision.date, make_date(2023, 4, 4));
  EXPECT_EQ(p.years[0].decision.issuer.vi, "Chủ tịch Ủy ban nhân dân Thành phố");
  EXPECT_EQ(p.years[0].in_force_from, make_date(2023, 4, 4));
}

const std::vector<C> kTaskHeader{
    "TT",       "Nội dung nhiệm vụ",    "Cơ quan chủ trì",       "Đơn vị phối hợp",
    "Sản phẩm", "Thời gian hoàn thành", "Kinh phí (triệu đồng)", "Ghi chú"};

TEST(AnnexReading, TasksHaveUnitsProductDueMoneyAndTheirSolutionGroup) {
  const Reading r =
      understood(kTitle + word_table({kTaskHeader,
                                      {C("I. Nhóm giải pháp về truyền thông", 8)},
                                      {"1", "Xây dựng kế hoạch", "Sở TN&MT; UBND Q.7", "Các sở, ban, ngành",
                                       "Kế hoạch", "Quý IV/2023", "1.500", "chuyển tiếp"},
                                      {C("II. Nhóm giải pháp về công nghệ", 8)},
                                      {"2", "Vận hành", "UBND thành phố Thủ Đức và các quận, huyện", "", "",
                                       "Thường xuyên", "Ngân sách", ""}}));
  const auto& tasks = plan(r).tasks();
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[0].solution, "s1");
  EXPECT_THAT(tasks[0].leads, ElementsAre("so-tnmt", "q7"));
  EXPECT_THAT(tasks[0].coordinates, ElementsAre("departments"));
  EXPECT_EQ(tasks[0].product.vi, "Kế hoạch");
  EXPECT_EQ(tasks[0].due, make_date(2023, 12, 31));
  ASSERT_EQ(tasks[0].budget.size(), 1u);
  EXPECT_EQ(tasks[0].budget[0].amount, Decimal{1500});
  EXPECT_EQ(tasks[0].note.vi, "chuyển tiếp");
  EXPECT_EQ(tasks[1].solution, "s2");
  EXPECT_THAT(tasks[1].leads, ElementsAre("tp-thu-duc", "districts"));
  EXPECT_TRUE(tasks[1].recurring);
  EXPECT_FALSE(tasks[1].due);
  EXPECT_THAT(tasks[1].budget, IsEmpty());
  EXPECT_THAT(r.unread, IsEmpty());
  EXPECT_EQ(plan(r).programme.solution_groups[1].names.vi, "Nhóm giải pháp về công nghệ");
}

TEST(AnnexReading, ColumnsMayStandInAnyOrder) {
  const Reading r =
      understood(kTitle + word_table({{"Tiến độ", "Đơn vị phối hợp", "Nhiệm vụ", "Đơn vị thực hiện", "Số TT"},
                                      {"Tháng 6/2023", "Sở Y tế", "Một việc", "Sở Xây dựng", "1"}}));
  const auto& tasks = plan(r).tasks();
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].text.vi, "Một việc");
  EXPECT_THAT(tasks[0].leads, ElementsAre("so-xd"));
  EXPECT_THAT(tasks[0].coordinates, ElementsAre("so-yt"));
  EXPECT_EQ(tasks[0].due, make_date(2023, 6, 30));
}

TEST(AnnexReading, ALeadMergedDownHoldsForAllItsRowsAndSubRowsNameTheirParent) {
  const Reading r = understood(kTitle + word_table({{"STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"},
                                                    {"1", "Việc lớn", "", ""},
                                                    {"1.1", "Việc một", down("Sở Y tế"), "31/12/2023"},
                                                    {"1.2", "Việc hai", up(), "Quý II/2023"},
                                                    {"2", "Việc khác", "Sở Xây dựng", "2023"}}));
  const auto& tasks = plan(r).tasks();
  ASSERT_EQ(tasks.size(), 3u);
  EXPECT_EQ(tasks[1].no, "1.2");
  EXPECT_THAT(tasks[1].leads, ElementsAre("so-yt"));
  EXPECT_EQ(tasks[1].note.vi, "Thuộc mục: 1. Việc lớn");
  EXPECT_EQ(tasks[2].note.vi, "");
  EXPECT_EQ(tasks[2].solution, "");
}

TEST(AnnexReading, ARowWithADashIsJoinedWithTheRowAbove) {
  const Reading r =
      understood(kTitle + word_table({{"STT", "Chỉ tiêu", "ĐVT", "Năm 2020", "Năm 2025", "Đơn vị thực hiện"},
                                      {"1", "Tỷ lệ thu gom", "", "", "", ""},
                                      {"", "- Nội thành", "%", "21,2", "50", "Sở Xây dựng"},
                                      {"", "- Ngoại thành", "%", "10", "25", "UBND các huyện"}}));
  ASSERT_EQ(plan(r).targets.size(), 2u);
  EXPECT_EQ(plan(r).targets[0].names.vi, "Tỷ lệ thu gom: Nội thành");
  ASSERT_TRUE(plan(r).targets[0].baseline);  // a year before the plan's
  EXPECT_EQ(plan(r).targets[0].baseline->year, 2020);
  EXPECT_THAT(plan(r).targets[1].leads, ElementsAre("h-nha-be"));
  EXPECT_EQ(item(r, "t01").confidence, Sure::likely);
}

TEST(AnnexReading, ATableThatGoesOnWithoutItsHeaderKeepsColumnsAndGroup) {
  const Reading r = understood(
      kTitle +
      word_table({{"STT", "Nhiệm vụ", "Chủ trì"}, {"I", "Truyền thông", ""}, {"1", "Việc một", "Sở Y tế"}}) +
      word_table({{"2", "Việc hai", "Sở Xây dựng"}}));
  const auto& tasks = plan(r).tasks();
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[1].solution, "s1");
  EXPECT_EQ(item(r, "n002").confidence, Sure::likely);
}

TEST(AnnexReading, ARowTornByAPageBreakIsJoinedAndSaid) {
  const Reading r = understood(kTitle + word_table({{"STT", "Nhiệm vụ", "Chủ trì"},
                                                    {"1", "Xây dựng kế hoạch", "Sở Y tế"},
                                                    {"", "và triển khai", ""},
                                                    {"2", "Việc hai", "Sở Y tế"}}));
  ASSERT_EQ(plan(r).tasks().size(), 2u);
  EXPECT_EQ(plan(r).tasks()[0].text.vi, "Xây dựng kế hoạch và triển khai");
  EXPECT_EQ(item(r, "n001").confidence, Sure::review);
}

TEST(AnnexReading, FiguresOfThePlansYearAreAssignedAndNotMilestones) {
  const Reading r = understood(kTitle + word_table({{"STT", "Chỉ tiêu", "Kế hoạch năm 2023", "Mục tiêu 2025"},
                                                    {"1", "Tỷ lệ thu gom", "60%", "80%"}}));
  EXPECT_EQ(plan(r).years[0].assigned.at("t01"), Decimal{60});
  ASSERT_EQ(plan(r).targets[0].milestones.size(), 1u);
  EXPECT_EQ(plan(r).targets[0].unit, "%");
}

TEST(AnnexReading, NothingIsInvented) {
  const Reading r = understood(word_table({{"STT", "Nhiệm vụ", "Chủ trì"}, {"1", "Việc", ""}}),
                               {city_units(), 2024, {}, {}});
  const Task& task = plan(r).tasks()[0];
  EXPECT_THAT(task.leads, IsEmpty());
  EXPECT_FALSE(task.due || task.recurring);
  EXPECT_EQ(task.text.en, "");
  EXPECT_EQ(task.known, Known::unconfirmed);
  EXPECT_THAT(plan(r).elements, IsEmpty());
  EXPECT_THAT(r.folder.cycles, IsEmpty());
  EXPECT_EQ(plan(r).years[0].decision.number, "");
  EXPECT_EQ(item(r, "2024").confidence, Sure::review);
}

TEST(AnnexReading, TablesAndColumnsThatAreNotRecognisedAreTold) {
  const Reading r =
      understood(word_table({{"ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}}) + kTitle +
                 word_table({{"STT", "Nhiệm vụ", "Chủ trì", "Mã hồ sơ"}, {"1", "Việc", "Sở Y tế", "X-12"}}));
  EXPECT_THAT(codes(r.unread), ElementsAre("annex-table-unread", "annex-column-unread"));
  EXPECT_EQ(r.unread[1].place.cell, "D1");
  EXPECT_EQ(plan(r).tasks()[0].note.vi, "Mã hồ sơ: X-12");
}

TEST(AnnexReading, LongTextsAreCutBetweenCharacters) {
  std::string names;
  for (int i = 0; i < 500; ++i) names += "Đội ệ" + std::to_string(i) + ", ";
  const Reading r =
      understood(kTitle + word_table({{"STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"},
                                      {"1", "Việc", names, "ệ" + std::string(1, 'x') + names}}));
  for (const auto& p : r.unread) EXPECT_TRUE(to_nfc(p.message.vi)) << p.code;
  EXPECT_GE(r.unread.size(), 2u);
}

TEST(AnnexReading, TheSameRowTwiceIsQuestioned) {
  const std::string table = word_table({{"STT", "Nhiệm vụ", "Chủ trì"}, {"1", "Việc", "Sở Y tế"}});
  auto out = understand({word_file(kTitle + table), word_file(table)});
  ASSERT_TRUE(out.ok());
  ASSERT_EQ(plan(out.value).tasks().size(), 2u);
  EXPECT_EQ(item(out.value, "n002").confidence, Sure::review);
  EXPECT_EQ(item(out.value, "n001").confidence, Sure::certain);
}

TEST(AnnexReading, AnAnnexWithoutTargetsAndTasksOrWithoutAnyYearIsRefused) {
  EXPECT_THAT(codes(understand({word_file(word_table({{"a", "b"}}))}).problems),
              ElementsAre("annex-nothing-understood"));
  EXPECT_THAT(codes(understand({word_file(word_table({{"STT", "Nhiệm vụ", "Chủ trì"}}))}).problems),
              ElementsAre("annex-nothing-understood"));
  EXPECT_THAT(
      codes(
          understand({word_file(word_table({{"STT", "Nhiệm vụ", "Chủ trì"}, {"1", "Việc", ""}}))}).problems),
      ElementsAre("annex-year-unknown"));
}

TEST(AnnexReading, AWorkbookReadsLikeAWordFile) {
  const std::string bytes = workbook_file([](lxw_workbook* book) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Phụ lục");
    lxw_format* percent = workbook_add_format(book);
    format_set_num_format(percent, "0%");
    worksheet_merge_range(sheet, 0, 0, 0, 4, "PHỤ LỤC: CHỈ TIÊU KẾ HOẠCH NĂM 2023", nullptr);
    worksheet_merge_range(sheet, 2, 0, 3, 0, "STT", nullptr);
    worksheet_merge_range(sheet, 2, 1, 3, 1, "Mục tiêu, chỉ tiêu", nullptr);
    worksheet_merge_range(sheet, 2, 2, 2, 3, "Mục tiêu", nullptr);
    worksheet_write_string(sheet, 3, 2, "Năm 2025", nullptr);
    worksheet_write_string(sheet, 3, 3, "Năm 2030", nullptr);
    worksheet_merge_range(sheet, 2, 4, 3, 4, "Đơn vị chủ trì", nullptr);
    worksheet_write_number(sheet, 4, 0, 1, nullptr);
    worksheet_write_string(sheet, 4, 1, "Tỷ lệ thu gom", nullptr);
    worksheet_write_number(sheet, 4, 2, 0.8, percent);
    worksheet_write_string(sheet, 4, 3, "100%", nullptr);
    worksheet_write_string(sheet, 4, 4, "Sở TNMT", nullptr);
  });
  const Reading r = std::move(understand({bytes}).value);
  ASSERT_EQ(plan(r).targets.size(), 1u);
  const Target& t = plan(r).targets[0];
  EXPECT_EQ(plan(r).years[0].year, 2023);
  EXPECT_EQ(t.unit, "%");
  EXPECT_EQ(t.milestones[0].value, Decimal{80});
  EXPECT_THAT(t.leads, ElementsAre("so-tnmt"));
  EXPECT_EQ(t.source, "phu-luc-1.docx, trang Phụ lục, dòng 5");
}

TEST(AnnexReading, SeveralTablesOfOneSheetAndColumnsMergedThroughoutAreReadOnce) {
  const std::string bytes = workbook_file([](lxw_workbook* book) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Kế hoạch");
    lxw_row_t row = 0;
    const auto line = [&](const std::vector<const char*>& cells) {
      lxw_col_t column = 0;
      for (const char* text : cells) {  // every cell over two columns
        worksheet_merge_range(sheet, row, column, row, static_cast<lxw_col_t>(column + 1), text, nullptr);
        column = static_cast<lxw_col_t>(column + 2);
      }
      ++row;
    };
    line({"Kế hoạch thực hiện Chương trình Giảm ô nhiễm môi trường năm 2023"});
    line({"STT", "Chỉ tiêu", "Mục tiêu 2025", "Mục tiêu 2030"});
    line({"1", "Tỷ lệ thu gom", "80%", "100%"});
    line({"B. NHIỆM VỤ"});
    line({"STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"});
    line({"1", "Một việc", "Sở Y tế", "Quý II/2023"});
    line({"Nơi nhận: như trên"});
  });
  const Reading r = std::move(understand({bytes}).value);
  ASSERT_EQ(plan(r).targets.size(), 1u);
  EXPECT_EQ(plan(r).targets[0].milestones.size(), 2u);
  ASSERT_EQ(plan(r).tasks().size(), 1u);
  EXPECT_EQ(plan(r).tasks()[0].text.vi, "Một việc");
  EXPECT_THAT(plan(r).tasks()[0].leads, ElementsAre("so-yt"));
  EXPECT_EQ(plan(r).tasks()[0].source, "phu-luc-1.docx, trang Kế hoạch, dòng 6");
  EXPECT_THAT(codes(r.unread), ElementsAre("annex-row-unread"));
}

TEST(AnnexReading, ThousandsOfHeadersEndInTime) {
  std::vector<std::vector<C>> rows;
  for (int i = 0; i < 3000; ++i) {
    rows.push_back({"STT", i % 2 ? "Nhiệm vụ" : "Nội dung công việc", "Chủ trì", "Thời hạn"});
    rows.push_back({"1", "Việc số " + std::to_string(i), "Sở Y tế", "Quý IV/2023"});
  }
  const Reading r = understood(kTitle + word_table(rows));
  EXPECT_GE(plan(r).tasks().size(), 3000u);
}

TEST(AnnexReading, TenThousandRowsAreUnderstood) {
  std::vector<std::vector<C>> rows{{"STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"}};
  for (int i = 1; i <= 10000; ++i)
    rows.push_back({std::to_string(i), "Việc số " + std::to_string(i), "Sở Y tế, Quận 7", "Quý IV/2023"});
  const Reading r = understood(kTitle + word_table(rows));
  EXPECT_EQ(plan(r).tasks().size(), 10000u);
}

}  // namespace
}  // namespace xanh::annex_test

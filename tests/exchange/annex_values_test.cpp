#include "exchange/annex_values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xanh::annex {
namespace {

Cell cell(const std::string& text) {
  Cell out;
  out.text = text;
  return out;
}

std::string due(const std::string& text, std::optional<int> year = 2023) {
  const DueReading read = read_due(cell(text), year);
  return read.recurring ? "recurring" : read.due ? to_text(*read.due) : "";
}

Sure sureness(const Reasons& reasons) {
  Sure out = Sure::certain;
  for (const auto& reason : reasons) out = std::max(out, reason.sure);
  return out;
}

TEST(AnnexDue, MonthsQuartersYearsAndPeriodsEndOnTheirLastDay) {
  EXPECT_EQ(due("Quý IV/2023"), "2023-12-31");
  EXPECT_EQ(due("Quý I năm 2024"), "2024-03-31");
  EXPECT_EQ(due("quý 2/2023"), "2023-06-30");
  EXPECT_EQ(due("Tháng 6/2023"), "2023-06-30");
  EXPECT_EQ(due("tháng 02 năm 2024"), "2024-02-29");
  EXPECT_EQ(due("06/2023"), "2023-06-30");
  EXPECT_EQ(due("T6/2023"), "2023-06-30");
  EXPECT_EQ(due("31/12/2023"), "2023-12-31");
  EXPECT_EQ(due("Ngày 30 tháng 6 năm 2023"), "2023-06-30");
  EXPECT_EQ(due("2023-2025"), "2025-12-31");
  EXPECT_EQ(due("Giai đoạn 2021 – 2025"), "2025-12-31");
  EXPECT_EQ(due("Năm 2023"), "2023-12-31");
  EXPECT_EQ(due("Đến năm 2030"), "2030-12-31");
  EXPECT_EQ(due("6 tháng đầu năm 2023"), "2023-06-30");
  EXPECT_EQ(due("Cuối năm 2023"), "2023-12-31");
}

TEST(AnnexDue, SeveralTimesMeanTheLastAndOneYearForAll) {
  EXPECT_EQ(due("Quý II, III năm 2023"), "2023-09-30");
  EXPECT_EQ(due("Quý I - Quý IV/2023"), "2023-12-31");
  EXPECT_EQ(due("Tháng 3 - 6/2023"), "2023-06-30");
  EXPECT_EQ(due("Từ tháng 3/2023 đến tháng 9/2024"), "2024-09-30");
  EXPECT_EQ(due("Tháng 3/2023\nTháng 11/2023"), "2023-11-30");
}

TEST(AnnexDue, RecurringWorkHasNoDay) {
  for (const char* text : {"Thường xuyên", "Hàng năm", "Hằng năm", "THƯỜNG XUYÊN", "Định kỳ hàng quý",
                           "Thường xuyên trong năm 2023", "2023-2025, hằng năm"})
    EXPECT_EQ(due(text), "recurring") << text;
}

TEST(AnnexDue, AMissingYearIsThePlansAndSaid) {
  const DueReading read = read_due(cell("Trước ngày 30/6"), 2023);
  EXPECT_EQ(read.due, make_date(2023, 6, 30));
  EXPECT_EQ(sureness(read.reasons), Sure::likely);
  EXPECT_EQ(read.reasons.size(), 2u);
  EXPECT_FALSE(read_due(cell("Trước ngày 30/6"), {}).understood());
  EXPECT_EQ(sureness(read_due(cell("Quý IV/2023"), 2023).reasons), Sure::certain);
}

TEST(AnnexDue, WordsWithoutATimeAreNotUnderstood) {
  for (const char* text : {"Sau khi Luật có hiệu lực", "Theo tiến độ dự án", "31/02/2023", "45/13", "Quý V",
                           "9999999999999999999999", ""})
    EXPECT_EQ(due(text), "") << text;
  EXPECT_FALSE(read_due(cell("Hoàn thành công tác đấu thầu tháng 6/2023"), 2023).whole);
}

std::string value(const std::string& text, const std::string& unit = "%") {
  const ValueReading read = read_value(cell(text), unit);
  if (read.empty) return "empty";
  if (!read.understood()) return "";
  return (read.at_least  ? ">="
          : read.at_most ? "<="
                         : "") +
         read.figure()->to_text() + (read.unit.empty() ? "" : " " + read.unit);
}

TEST(AnnexValue, FiguresAreReadAsPeopleWriteThem) {
  EXPECT_EQ(value("80%"), "80 %");
  EXPECT_EQ(value("100"), "100");
  EXPECT_EQ(value("1.234,5"), "1234.5");
  EXPECT_EQ(value("99,5 %"), "99.5 %");
  EXPECT_EQ(value("1 234 567"), "1234567");
  EXPECT_EQ(value("-3,5"), "-3.5");
  EXPECT_EQ(value("371.000 m3/ngày", ""), "371000 m3/ngày");
  EXPECT_EQ(value("Đạt 80%"), "80 %");
}

TEST(AnnexValue, BoundsAreKeptAsBounds) {
  EXPECT_EQ(value("≥ 95%"), ">=95 %");
  EXPECT_EQ(value(">=95"), ">=95");
  EXPECT_EQ(value("trên 90%"), ">=90 %");
  EXPECT_EQ(value("Từ 80% trở lên"), ">=80 %");
  EXPECT_EQ(value("80% trở lên"), ">=80 %");
  EXPECT_EQ(value("tối thiểu 60"), ">=60");
  EXPECT_EQ(value("không quá 20%"), "<=20 %");
  EXPECT_EQ(value("<5"), "<=5");
  EXPECT_EQ(sureness(read_value(cell("≥ 95%"), "%").reasons), Sure::certain);
  EXPECT_EQ(sureness(read_value(cell("trên 95%"), "%").reasons), Sure::likely);
}

TEST(AnnexValue, WhatIsNoSingleFigureIsNotUnderstood) {
  for (const char* text :
       {"30 - 40%", "Giảm 20% so với 2020", "Từ 80%", "Hoàn thành", "80%/90%", "≥ 80% trở xuống"})
    EXPECT_EQ(value(text), "") << text;
  EXPECT_EQ(value("-"), "empty");
  EXPECT_EQ(value(""), "empty");
}

TEST(AnnexValue, ACellShownAsPercentIsTimesAHundredAndABareShareIsQuestioned) {
  Cell number;
  number.text = number.digits = "0.57999999999999996";
  number.percent = true;
  EXPECT_EQ(read_value(number, "%").value, Decimal::parse("58"));
  number.percent = false;
  number.digits = "0.8";
  EXPECT_EQ(read_value(number, "%").value, Decimal::parse("0.8"));
  EXPECT_EQ(sureness(read_value(number, "%").reasons), Sure::review);
}

std::string label(const std::string& text, bool alone = false) {
  const auto read = label_of(text, alone);
  return read ? read->number + "@" + std::to_string(read->level) + "|" + read->rest : "";
}

TEST(AnnexLabel, NumbersOfRowsAreToldFromTheirText) {
  EXPECT_EQ(label("I. Nhóm giải pháp"), "I@1|Nhóm giải pháp");
  EXPECT_EQ(label("A. Chỉ tiêu"), "A@0|Chỉ tiêu");
  EXPECT_EQ(label("I.1.a) Việc"), "I.1.a@3|Việc");
  EXPECT_EQ(label("1.1 Việc"), "1.1@3|Việc");
  EXPECT_EQ(label("1) Việc"), "1@2|Việc");
  EXPECT_EQ(label("đ) Việc"), "đ@5|Việc");
  EXPECT_EQ(label("- Việc"), "-@9|Việc");
  EXPECT_EQ(label("12", true), "12@2|");
  EXPECT_EQ(label("IV", true), "IV@1|");
  EXPECT_EQ(label("12"), "");
  EXPECT_EQ(label("Tỷ lệ thu gom"), "");
  EXPECT_EQ(label("2.500 hộ dân"), "");
  EXPECT_EQ(label("100% hộ dân"), "");
  EXPECT_EQ(label("- 5%"), "");
  EXPECT_EQ(label("12 nhà máy xử lý nước thải"), "");
}

}  // namespace
}  // namespace xanh::annex

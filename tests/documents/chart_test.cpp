#include "documents/chart.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

#include "documents/docx_package.hpp"

namespace xanh {
namespace {

ChartStyle style() {
  return {Language::vi, 16, std::string(XANH_SOURCE_DIR) + "/src/documents/fonts"};
}

StackedBars grades() {
  return {"Kết quả thực hiện chỉ tiêu",
          {"Hoàn thành", "Chưa đến kỳ đánh giá", "Chưa đạt"},
          {{"Nước thải", {3, 4, 1}}, {"Chất thải rắn", {0, 12}}}};
}

MilestoneChart treated() {
  return {"",
          "%",
          1,
          {{make_date(2022, 12, 31), *Decimal::parse("21.2"), false},
           {make_date(2023, 6, 14), *Decimal::parse("22.4"), true}},
          {{2025, *Decimal::parse("58"), "≥"}, {2030, *Decimal::parse("88.3"), "≥"}}};
}

TEST(Chart, IsAPngOfTheWidthAskedForAtTwoHundredDotsPerInch) {
  for (const std::string& png :
       {draw_stacked_bars(grades(), style()), draw_milestone_chart(treated(), style())}) {
    const auto size = docx::png_size(png);
    ASSERT_TRUE(size);
    EXPECT_EQ(size->first, 1260u);  // 16 cm
    EXPECT_GT(size->second, 300u);
    EXPECT_EQ(png.substr(37, 4), "pHYs");
    EXPECT_EQ(png.substr(41, 4), std::string("\0\0\x1e\xc2", 4));  // 7874 a metre
  }
}

TEST(Chart, SameFiguresGiveTheSameBytes) {
  EXPECT_EQ(draw_stacked_bars(grades(), style()), draw_stacked_bars(grades(), style()));
  EXPECT_EQ(draw_milestone_chart(treated(), style()), draw_milestone_chart(treated(), style()));
}

TEST(Chart, OtherFiguresGiveAnotherPicture) {
  StackedBars other = grades();
  other.rows[0].counts[2] = 2;
  EXPECT_NE(draw_stacked_bars(other, style()), draw_stacked_bars(grades(), style()));
  MilestoneChart later = treated();
  later.points[1].provisional = false;
  EXPECT_NE(draw_milestone_chart(later, style()), draw_milestone_chart(treated(), style()));
}

TEST(Chart, DecomposedVietnameseLooksLikeComposed) {
  StackedBars composed = grades();
  StackedBars decomposed = grades();
  composed.rows[0].label = "Tỷ lệ";
  decomposed.rows[0].label = "Ty\xCC\x89 le\xCC\xA3\xCC\x82";
  EXPECT_EQ(draw_stacked_bars(composed, style()), draw_stacked_bars(decomposed, style()));
}

TEST(Chart, NothingZeroOneAndManyAreDrawn) {
  EXPECT_TRUE(docx::png_size(draw_stacked_bars({}, style())));
  EXPECT_TRUE(docx::png_size(draw_stacked_bars({"", {"a"}, {{"x", {0}}, {"y", {-3}}, {"z", {}}}}, style())));
  EXPECT_TRUE(docx::png_size(draw_stacked_bars({"", {}, {{"x", {1}}}}, style())));
  EXPECT_TRUE(docx::png_size(draw_stacked_bars(
      {"", std::vector<std::string>(30, "loại"), {{"x", std::vector<int>(30, 2'000'000'000)}}}, style())));
  EXPECT_TRUE(docx::png_size(draw_milestone_chart({}, style())));
  for (const char* value : {"0", "-5", "1000000000000", "0.000001", "12"}) {
    MilestoneChart one;
    one.points.push_back({make_date(2023, 12, 31), *Decimal::parse(value), false});
    EXPECT_TRUE(docx::png_size(draw_milestone_chart(one, style()))) << value;
  }
  MilestoneChart far;
  far.milestones = {{1, 1, ""}, {9000, 2, ""}};
  EXPECT_TRUE(docx::png_size(draw_milestone_chart(far, style())));
}

TEST(Chart, OwnFontIsUsedAndMayBeMissing) {
  ChartStyle without = style();
  without.font_directory.clear();
  EXPECT_NE(draw_stacked_bars(grades(), style()), draw_stacked_bars(grades(), without));
  EXPECT_TRUE(docx::png_size(draw_stacked_bars(grades(), {Language::en, 12, ""})));
  EXPECT_TRUE(docx::png_size(draw_milestone_chart(treated(), {Language::en, 12, "/nowhere"})));
}

}  // namespace
}  // namespace xanh

// The picture of a shared address: of the size that is shown, whatever it has to say.
#include "documents/share_card.hpp"

#include <gtest/gtest.h>

#include "documents/docx_package.hpp"

namespace xanh {
namespace {

const std::string kFonts = std::string(XANH_SOURCE_DIR) + "/src/documents/fonts";

ShareCard card() {
  return {"Chương trình giảm ô nhiễm môi trường",
          "Tỷ lệ nước thải sinh hoạt đô thị được thu gom, xử lý",
          "21,2%",
          "Chưa đến thời điểm đánh giá",
          "Báo cáo 6 tháng đầu năm 2023, số liệu đến 14/6/2023",
          "Số liệu minh họa, không có thật."};
}

TEST(ShareCardPicture, IsTwelveHundredBySixHundredAndThirtyDots) {
  const auto size = docx::png_size(draw_share_card(card(), kFonts));
  ASSERT_TRUE(size);
  EXPECT_EQ(size->first, 1200u);
  EXPECT_EQ(size->second, 630u);
}

TEST(ShareCardPicture, IsTheSameForTheSameFigureAndAnotherForAnother) {
  ShareCard other = card();
  other.figure = "22,4%";
  EXPECT_EQ(draw_share_card(card(), kFonts), draw_share_card(card(), kFonts));
  EXPECT_NE(draw_share_card(card(), kFonts), draw_share_card(other, kFonts));
}

TEST(ShareCardPicture, TakesAnyTextAndNone) {
  ShareCard full = card();
  for (std::string* text : {&full.above, &full.heading, &full.figure, &full.says, &full.source})
    while (text->size() < 2000) *text += " – " + *text;
  full.says += "\xff\xfe <b>&amp;";
  EXPECT_EQ(docx::png_size(draw_share_card(full, kFonts))->second, 630u);
  EXPECT_EQ(docx::png_size(draw_share_card({}, kFonts))->second, 630u);
}

}  // namespace
}  // namespace xanh

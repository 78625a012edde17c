// What a paper's text says of it: control codes, number and day.
#include "exchange/paper_text.hpp"

#include "base/date.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr const char* kHead =
    "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "    QUẬN 7                  Độc lập - Tự do - Hạnh phúc\n"
    "Số: 425/BC-UBND              Quận 7, ngày 15 tháng 6 năm 2023\n"
    "Căn cứ Quyết định số 1200/QĐ-UBND ngày 04 tháng 4 năm 2023";

TEST(PaperTextTest, NumberAndDayStandInTheHead) {
  EXPECT_EQ(letter_number_in(kHead), "425/BC-UBND");
  EXPECT_EQ(letter_date_in(kHead), make_date(2023, 6, 15));
  EXPECT_EQ(letter_number_in("Số : 12/QĐ-STNMT-CCBVMT, ngày"), "12/QĐ-STNMT-CCBVMT");
  EXPECT_EQ(letter_date_in("ngày\u00a05 tháng\n6 năm 2023"), make_date(2023, 6, 5));
}

TEST(PaperTextTest, WhatIsBlankInTheHeadIsNotReadFromTheGrounds) {
  const char* blank =
      "Số:       /BC-STNMT-CCBVMT      Thành phố Hồ Chí Minh, ngày      tháng 6 năm 2023\n"
      "Căn cứ Quyết định Số: 1200/QĐ-UBND ngày 04 tháng 4 năm 2023";
  EXPECT_EQ(letter_number_in(blank), "");
  EXPECT_EQ(letter_date_in(blank), std::nullopt);
  EXPECT_EQ(letter_number_in(""), "");
  EXPECT_EQ(letter_date_in("ngày 31 tháng 2 năm 2023"), std::nullopt);
  EXPECT_EQ(letter_date_in("ngày 99999999999 tháng 2 năm 2023"), std::nullopt);
  EXPECT_EQ(letter_number_in("Số: sổ/BC"), "");
  EXPECT_EQ(letter_number_in("Số: 12/QĐ\x1b[31m"), "12/QĐ") << "nothing of a file writes to the terminal";
  EXPECT_EQ(letter_number_in("Số: 12/" + std::string(57, 'A') + "Đ"), "12/" + std::string(57, 'A'));
}

TEST(PaperTextTest, CodesStandAloneAndAreKnownByTheirPages) {
  EXPECT_THAT(codes_on({"Mã đối chiếu: 3f2a00bb19cd 1/3", "x", "(3f2a00bb19cd)"}),
              ElementsAre(Pair("3f2a00bb19cd", ElementsAre(1, 3))));
  EXPECT_THAT(codes_on({"3f2a00bb19cde", "3F2A00BB19CD", "đ3f2a00bb19cd", "3f2a00bb19cg"}), IsEmpty());
}

TEST(PaperTextTest, ATypedCodeMayHaveBlanksAndUpperCase) {
  EXPECT_EQ(typed_code(" 3F2A 00bb 19cd "), "3f2a00bb19cd");
  EXPECT_EQ(typed_code("3f2a"), "");
  EXPECT_EQ(typed_code("3f2a00bb19cx"), "");
}

}  // namespace
}  // namespace xanh

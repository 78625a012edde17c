#include "base/text.hpp"

#include <gmock/gmock.h>

namespace xanh {
namespace {

TEST(Text, IsComposed) {
  EXPECT_EQ(to_nfc("Qua\xCC\xA3\xCC\x82n"), "Quận");
  EXPECT_EQ(to_nfc("Quận"), "Quận");
  EXPECT_FALSE(to_nfc("\xc3"));
}

TEST(Text, SearchFoldsMarksCaseAndBlanks) {
  EXPECT_EQ(folded("  ĐƯỜNG   Thủ\tĐức "), "duong thu duc");
}

TEST(Text, VietnameseOrderPutsDAfterDAndQuan2BeforeQuan10) {
  EXPECT_LT(collate_vi("Quận 2", "Quận 10"), 0);
  EXPECT_LT(collate_vi("Da", "Đa"), 0);
  EXPECT_LT(collate_vi("Dz", "Đa"), 0);
  EXPECT_EQ(collate_vi("Gò Vấp", "Gò Vấp"), 0);
}

TEST(Text, NearestIsASlipAndNotAnotherWord) {
  const std::vector<std::string> keys{"milestones", "baseline", "no"};
  EXPECT_EQ(nearest("mileston", keys), "milestones");
  EXPECT_EQ(nearest("basleine", keys), "baseline");
  EXPECT_EQ(nearest("colour", keys), "");
}

TEST(Text, CharactersAreNotBytes) {
  EXPECT_EQ(characters("Thủ Đức"), 7u);
}

TEST(Text, SplitTrimsAndAnEmptyTextHasNoParts) {
  EXPECT_THAT(split(" q2 ; q9;qtd", ';'), testing::ElementsAre("q2", "q9", "qtd"));
  EXPECT_THAT(split("  ", ';'), testing::IsEmpty());
}

TEST(Text, CodesAreLowerCaseAndShort) {
  for (const char* code : {"q7", "so-tnmt", "ww_treated"}) EXPECT_TRUE(is_code(code)) << code;
  for (const char* code : {"", "7q", "Q7", "quận", "a b"}) EXPECT_FALSE(is_code(code)) << code;
  EXPECT_FALSE(is_code(std::string(65, 'a')));
}

}  // namespace
}  // namespace xanh

#include "exchange/annex_units.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "annex_sample.hpp"

namespace xanh::annex_test {
namespace {

using annex::UnitNames;
using annex::UnitsReading;
using testing::ElementsAre;
using testing::IsEmpty;

const Date kDay = make_date(2023, 4, 4);

std::string read_cell(const std::string& cell) {
  UnitNames names(city_units(), kDay);
  const UnitsReading& out = names.read(cell);
  std::string text = join(out.codes, " ");
  for (const auto& one : out.unread) text += " ?" + one;
  return text;
}

TEST(AnnexUnits, FullShortAndAbbreviatedNamesAreTheSameUnit) {
  for (const char* text :
       {"Sở Tài nguyên và Môi trường", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "Sở TN&MT", "Sở TNMT",
        "Sở Tài nguyên & Môi trường", "STNMT", "so-tnmt", "Sở Tài nguyên\nvà Môi trường."})
    EXPECT_EQ(read_cell(text), "so-tnmt") << text;
  for (const char* text : {"UBND Quận 7", "Ủy ban nhân dân quận 7", "UBND Q.7", "Quận 7", "Q7", "quận 07"})
    EXPECT_EQ(read_cell(text), "q7") << text;
  for (const char* text :
       {"UBND TPTĐ", "UBND thành phố Thủ Đức", "TP. Thủ Đức", "Thành phố Thủ Đức", "UBND TP.TĐ"})
    EXPECT_EQ(read_cell(text), "tp-thu-duc") << text;
  for (const char* text : {"UBND Thành phố", "UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"})
    EXPECT_EQ(read_cell(text), "ubnd-tp") << text;
  EXPECT_EQ(read_cell("Sở LĐ-TB&XH"), "so-ldtbxh");
  EXPECT_EQ(read_cell("Sở NN&PTNT"), "so-nnptnt");
  EXPECT_EQ(read_cell("Sở TP"), "so-tp");
  EXPECT_EQ(read_cell("SAWACO"), "sawaco");
  EXPECT_EQ(read_cell("Tổng Công ty Cấp nước Sài Gòn"), "sawaco");
  EXPECT_EQ(read_cell("BQLDA ĐTXD hạ tầng đô thị"), "ban-htdt");
  EXPECT_EQ(read_cell("Ban Quản lý các KCX và CN"), "hepza");
}

TEST(AnnexUnits, SeveralUnitsOfACellAreToldApart) {
  EXPECT_EQ(read_cell("Sở Xây dựng, Sở Y tế"), "so-xd so-yt");
  EXPECT_EQ(read_cell("Sở Xây dựng; Sở Y tế; Sở Xây dựng"), "so-xd so-yt");
  EXPECT_EQ(read_cell("Sở Xây dựng\nSở Y tế"), "so-xd so-yt");
  EXPECT_EQ(read_cell("- Sở Xây dựng\n- Sở Y tế"), "so-xd so-yt");
  EXPECT_EQ(read_cell("1. Sở Xây dựng\n2. Sở Y tế"), "so-xd so-yt");
  EXPECT_EQ(read_cell("Sở Xây dựng và Sở Y tế"), "so-xd so-yt");
  EXPECT_EQ(read_cell("Sở Lao động - Thương binh và Xã hội, Sở Kế hoạch và Đầu tư và Quận 1"),
            "so-ldtbxh so-khdt q1");
  EXPECT_EQ(read_cell("Các Sở: Tài chính, Xây dựng, KH&ĐT"), "so-tc so-xd so-khdt");
  EXPECT_EQ(read_cell("Quận 1, 3, 10 và huyện Nhà Bè"), "q1 q3 q10 h-nha-be");
}

TEST(AnnexUnits, GroupsOfUnitsAreTheGroupsOfTheRegister) {
  EXPECT_EQ(read_cell("UBND thành phố Thủ Đức và các quận, huyện"), "tp-thu-duc districts");
  EXPECT_EQ(read_cell("UBND các quận, huyện và thành phố Thủ Đức"), "districts tp-thu-duc");
  EXPECT_EQ(read_cell("UBND các quận - huyện"), "districts");
  EXPECT_EQ(read_cell("UBND các huyện"), "h-nha-be");
  EXPECT_EQ(read_cell("UBND các quận"), "q1 q10 q3 q7 q-binh-tan q-binh-thanh");
  EXPECT_EQ(read_cell("Các sở, ban, ngành Thành phố; 21 quận huyện"), "departments districts");
}

TEST(AnnexUnits, WhatNamesNobodyIsKeptAsWritten) {
  EXPECT_EQ(read_cell("Công an Thành phố, Sở Y tế"), "so-yt ?Công an Thành phố");
  EXPECT_EQ(read_cell("Ban Quản lý dự án đầu tư xây dựng hạ tầng đô thị Quận 7"),
            " ?Ban Quản lý dự án đầu tư xây dựng hạ tầng đô thị Quận 7");  // another unit
  EXPECT_EQ(read_cell("Quận BT"), " ?Quận BT");                            // Bình Tân or Bình Thạnh
  UnitNames names(city_units(), kDay);
  const UnitsReading& vague = names.read("Sở Y tế, các đơn vị liên quan");
  EXPECT_THAT(vague.codes, ElementsAre("so-yt"));
  EXPECT_THAT(vague.unread, IsEmpty());
  EXPECT_TRUE(vague.vague);
}

TEST(AnnexUnits, AUnitThatEndedIsTakenOnlyWhereNoLivingOneFitsAndThenSaid) {
  RegisterRows rows = city_units();
  UnitRow old = unit("q-thu-duc", "Ủy ban nhân dân Quận Thủ Đức", UnitKind::district, "districts");
  old.valid_to = make_date(2021, 1, 1);
  rows.units.push_back(old);
  UnitNames names(rows, kDay);
  const UnitsReading& read = names.read("Quận Thủ Đức");
  EXPECT_THAT(read.codes, ElementsAre("q-thu-duc"));
  ASSERT_EQ(read.reasons.size(), 1u);
  EXPECT_EQ(read.reasons[0].sure, annex::Sure::review);
}

TEST(AnnexUnits, WithoutARegisterUnitsAreMadeOfTheNamesFound) {
  UnitNames names({"Sở TN&MT", "Sở Tài nguyên và Môi trường, HEPZA", "UBND Q.7; Quận 1, 3",
                   "Sở Lao động - Thương binh và Xã hội", "UBND TP Thủ Đức và các quận, huyện",
                   "Sở Tài chính, Xây dựng", "Sở Xây dựng", "các đơn vị liên quan",
                   "UBND huyện Củ Chi và Hóc Môn", "Sở Y tế (Chi cục Dân số)"});
  std::vector<std::string> made;
  for (const auto& row : names.made()) made.push_back(row.code + "=" + row.name_vi);
  EXPECT_THAT(
      made, testing::UnorderedElementsAre(
                "so-tnmt=Sở Tài nguyên và Môi trường", "hepza=HEPZA", "q7=UBND Q.7", "q1=Quận 1", "q3=Quận 3",
                "so-ldtbxh=Sở Lao động - Thương binh và Xã hội", "tp-thu-duc=UBND TP Thủ Đức",
                "districts=Các quận, huyện", "so-tc=Sở Tài chính", "so-xd=Sở Xây dựng",
                "h-cu-chi=UBND huyện Củ Chi", "h-hoc-mon=Huyện Hóc Môn", "so-yt=Sở Y tế"));
  EXPECT_THAT(names.read("Sở TN&MT").codes, ElementsAre("so-tnmt"));
  EXPECT_THAT(names.read("UBND TP Thủ Đức và các quận, huyện").codes, ElementsAre("tp-thu-duc", "districts"));
  EXPECT_THAT(names.read("Sở Tài chính, Xây dựng").codes, ElementsAre("so-tc", "so-xd"));
}

TEST(AnnexUnits, WhoLeadsAndWhoHelpsAreToldApartWithinOneCell) {
  const annex::Roles roles = annex::split_roles("Chủ trì: Sở Y tế.\nPhối hợp: Sở Xây dựng, Quận 7");
  EXPECT_EQ(annex::one_line(roles.leads), "Sở Y tế.");
  EXPECT_EQ(annex::one_line(roles.coordinates), "Sở Xây dựng, Quận 7");
}

TEST(AnnexUnits, AnyTextEndsInTime) {
  std::string commas;
  for (int i = 0; i < 20000; ++i) commas += "a,b và c; ";
  UnitNames names(city_units(), kDay);
  EXPECT_THAT(names.read(commas).codes, IsEmpty());
  UnitNames made({commas, std::string(100000, ','), "(((((", "và và và", "-\n-\n-"});
  EXPECT_THAT(made.made(), IsEmpty());
}

}  // namespace
}  // namespace xanh::annex_test

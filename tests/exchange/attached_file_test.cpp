// Files attached to a figure: known by their content, photos without what the camera wrote into them.
#include "exchange/attached_file.hpp"

#include <gmock/gmock.h>

#include "exchange/ooxml/package.hpp"
#include "exchange/small_photo.hpp"

namespace xanh {
namespace {

using testing::HasSubstr;
using testing::Not;

using photo_test::bytes;
using photo_test::segment;

/// The EXIF block of a telephone: how it was held, and where.
std::string exif(bool motorola, int held) {
  const std::string head("Exif\0\0", 6);
  if (motorola)
    return head + "MM" + bytes({0, 42, 0, 0, 0, 8, 0, 2, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, held, 0, 0}) +
           bytes({0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0}) + "GPS 10.7769N 106.7009E";
  return head + "II" + bytes({42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, held, 0, 0, 0}) +
         bytes({0, 0, 0, 0}) + "GPS 10.7769N 106.7009E";
}
std::string photo(const std::string& exif_block, const std::string& behind = {}) {
  return bytes({0xff, 0xd8}) + segment(0xe0, "JFIF") + segment(0xe1, exif_block) +
         segment(0xe2, "ICC_PROFILE colours") + segment(0xed, "Photoshop author") +
         segment(0xfe, "a comment") + segment(0xdb, "tables") + segment(0xda, "scan") +
         bytes({1, 2, 0xff, 0, 3, 0xff, 0xd3, 4}) + bytes({0xff, 0xd9}) + behind;
}
std::string kind(const std::string& content) {
  const auto read = read_attached(content, "tep");
  return read.ok() ? read.value.media_type : read.problems.front().code;
}
std::string chunk(const std::string& name, const std::string& content) {
  const auto n = static_cast<int>(content.size());
  return bytes({0, 0, n >> 8, n & 0xff}) + name + content + "sum.";
}

TEST(AttachedFile, LosesWhatTheCameraWroteIntoAPhotoButHowItWasHeld) {
  for (const bool motorola : {true, false}) {
    const auto read = read_attached(photo(exif(motorola, 6), "a film behind the picture"), "anh.jpg");
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read.value.media_type, "image/jpeg");
    for (const char* gone : {"GPS", "Photoshop", "a comment", "a film"})
      EXPECT_THAT(read.value.bytes, Not(HasSubstr(gone)));
    for (const char* kept : {"JFIF", "ICC_PROFILE", "tables", "scan"})
      EXPECT_THAT(read.value.bytes, HasSubstr(kept));
    EXPECT_THAT(read.value.bytes, HasSubstr(bytes({0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6})));
    EXPECT_TRUE(read.value.bytes.ends_with(bytes({4, 0xff, 0xd9})));
    const auto again = read_attached(read.value.bytes, "anh.jpg");
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.value.bytes, read.value.bytes) << "nothing more to take away";
  }
}

TEST(AttachedFile, ABlockThatLiesAboutItselfIsLeftOutWhole) {
  for (const auto& block : {std::string("Exif\0\0MM\0*\xff\xff\xff\xff", 14), exif(true, 0), exif(true, 9),
                            std::string("Exif\0\0II", 8), std::string("http://ns.adobe.com/xap/1.0/ GPS")}) {
    const auto read = read_attached(photo(block), "anh.jpg");
    ASSERT_TRUE(read.ok());
    EXPECT_THAT(read.value.bytes, Not(HasSubstr("GPS")));
    EXPECT_THAT(read.value.bytes, Not(HasSubstr("Exif")));
  }
}

TEST(AttachedFile, APictureThatIsCutAnywhereIsRefused) {
  const std::string whole = photo(exif(true, 1));
  for (size_t length = 3; length + 1 < whole.size(); ++length)
    EXPECT_EQ(kind(whole.substr(0, length)), "attached-broken") << length;
}

TEST(AttachedFile, APngLosesItsTexts) {
  const std::string head = bytes({0x89}) + "PNG\r\n" + bytes({0x1a}) + "\n";
  const std::string whole = head + chunk("IHDR", "size") + chunk("tEXt", "Author: somebody") +
                            chunk("eXIf", "GPS") + chunk("IDAT", "picture") + chunk("IEND", "");
  const auto read = read_attached(whole + "behind", "anh.png");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value.media_type, "image/png");
  EXPECT_EQ(read.value.bytes, head + chunk("IHDR", "size") + chunk("IDAT", "picture") + chunk("IEND", ""));
  EXPECT_EQ(kind(whole.substr(0, whole.size() - 1)), "attached-broken");
}

TEST(AttachedFile, IsKnownByItsContentAndNotByItsName) {
  EXPECT_EQ(kind("%PDF-1.7 …"), "application/pdf");
  EXPECT_EQ(kind("Biên bản kiểm tra ngày 5/6"), "text/plain");
  PackageWriter word, excel, macros;
  word.add("word/document.xml", "<w/>");
  excel.add("xl/workbook.xml", "<x/>");
  macros.add("word/document.xml", "<w/>");
  macros.add("word/vbaProject.bin", "macro");
  EXPECT_THAT(kind(word.finish()), HasSubstr("wordprocessingml"));
  EXPECT_THAT(kind(excel.finish()), HasSubstr("spreadsheetml"));
  for (const std::string& not_taken :
       {macros.finish(), std::string("PK\x03\x04"), std::string("MZ\x90\0\x03", 5),
        std::string("\x7f") + "ELF", std::string("GIF89a\0", 7), std::string("caf\xe9"),
        std::string("a\0b", 3)})
    EXPECT_EQ(kind(not_taken), "attached-kind");
  EXPECT_EQ(kind(""), "attached-empty");
  EXPECT_EQ(kind(std::string(kMostAttachedBytes + 1, 'a')), "attached-too-big");
}

}  // namespace
}  // namespace xanh

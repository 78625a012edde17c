#include "exchange/ooxml/package.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>

namespace xanh {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

std::string packed(const Parts& parts) {
  PackageWriter writer;
  for (const auto& [name, bytes] : parts) writer.add(name, bytes);
  return writer.finish();
}

/// A package changed by libzip itself, for what PackageWriter cannot make.
std::string changed(std::string bytes, const std::function<void(zip_t*)>& change) {
  const auto path =
      std::filesystem::temp_directory_path() / ("xanh_package_" + std::to_string(::getpid()) + ".zip");
  std::ofstream(path, std::ios::binary) << bytes;
  zip_t* archive = zip_open(path.c_str(), 0, nullptr);
  change(archive);
  EXPECT_EQ(zip_close(archive), 0);
  std::ifstream in(path, std::ios::binary);
  std::string out{std::istreambuf_iterator<char>(in), {}};
  in.close();
  std::filesystem::remove(path);
  return out;
}

/// Replaces a text of the same length wherever it stands, as an attacker with an editor would.
std::string with(std::string bytes, std::string_view from, std::string_view to) {
  EXPECT_EQ(from.size(), to.size());
  for (size_t at = bytes.find(from); at != bytes.npos; at = bytes.find(from, at + to.size()))
    bytes.replace(at, to.size(), to);
  return bytes;
}

std::string code(const Outcome<Package>& opened) {
  return opened.problems.empty() ? "" : opened.problems.front().code;
}

TEST(Package, PartsComeBackInArchiveOrder) {
  const auto opened = Package::open(
      packed({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "nước"}, {"a.bin", ""}}), "f.xlsx");
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened.value.names(),
            (std::vector<std::string>{"[Content_Types].xml", "xl/workbook.xml", "a.bin"}));
  ASSERT_NE(opened.value.part("xl/workbook.xml"), nullptr);
  EXPECT_EQ(*opened.value.part("xl/workbook.xml"), "nước");
  EXPECT_EQ(*opened.value.part("a.bin"), "");
  EXPECT_EQ(opened.value.part("xl"), nullptr);
}

TEST(Package, PartIsFoundWithLeadingSlashAndInAnyCase) {
  const auto opened = Package::open(packed({{"xl/Worksheets/Sheet1.xml", "x"}}), "f.xlsx");
  EXPECT_NE(opened.value.part("/xl/worksheets/sheet1.XML"), nullptr);
}

TEST(Package, SamePartsGiveSameBytesInEveryTimeZone) {
  const Parts parts{{"b", std::string(3000, 'x')}, {"a", "y"}};
  const char* before = std::getenv("TZ");
  const std::string kept = before ? before : "";
  std::vector<std::string> made;
  for (const char* zone :
       {"UTC", "Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Kiritimati", "Africa/Monrovia"}) {
    setenv("TZ", zone, 1);
    tzset();
    made.push_back(packed(parts));
  }
  before ? setenv("TZ", kept.c_str(), 1) : unsetenv("TZ");
  tzset();
  for (const auto& one : made) EXPECT_EQ(one, made.front());
  // The local header: time 00:00 at offset 10, date 1980-01-01 at offset 12.
  EXPECT_EQ(made.front().substr(10, 4), std::string("\0\0\x21\0", 4));
}

TEST(Package, SamePartTwiceInOneWriterIsAFaultOfTheProgram) {
  PackageWriter writer;
  writer.add("a", "1");
  EXPECT_THROW(writer.add("a", "2"), std::logic_error);
}

TEST(Package, WhatIsNoZipIsRefusedByWhatItIs) {
  EXPECT_EQ(code(Package::open("", "f")), "package-empty");
  EXPECT_EQ(code(Package::open("code,name\nq7,Quận 7\n", "f")), "package-not-zip");
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  EXPECT_EQ(code(Package::open(ole + std::string(600, '\0'), "f")), "package-old-format");
  std::string name;
  for (const char c : std::string("EncryptedPackage")) name += {c, '\0'};
  EXPECT_EQ(code(Package::open(ole + std::string(600, '\0') + name, "f")), "package-password");
}

TEST(Package, ProblemNamesTheFileInBothLanguages) {
  const auto opened = Package::open("x", "bao-cao.xlsx");
  ASSERT_EQ(opened.problems.size(), 1U);
  EXPECT_EQ(opened.problems[0].place.file, "bao-cao.xlsx");
  EXPECT_FALSE(opened.problems[0].message.vi.empty());
  EXPECT_FALSE(opened.problems[0].advice.en.empty());
}

TEST(Package, TruncatedFileIsRefusedAtEveryLength) {
  const std::string whole = packed({{"a.xml", "0123456789"}, {"b.xml", std::string(500, 'b')}});
  for (size_t length = 1; length < whole.size(); ++length)
    EXPECT_FALSE(Package::open(whole.substr(0, length), "f").ok()) << length;
  EXPECT_EQ(code(Package::open(whole.substr(0, whole.size() / 2), "f")), "package-damaged");
}

TEST(Package, WrongChecksumIsRefused) {
  std::string noise;
  for (unsigned i = 0, x = 1; i < 300; ++i) noise += static_cast<char>((x = x * 1103515245U + 12345U) >> 16U);
  std::string bytes = packed({{"a.bin", noise}});
  bytes[bytes.find("a.bin") + 100] ^= 1;
  EXPECT_EQ(code(Package::open(bytes, "f")), "package-part-unreadable");
}

TEST(Package, NamesThatLeaveThePackageAreRefused) {
  const std::string bytes = packed({{"aa/b.xml", "x"}});
  for (const char* name : {"../b.xml", "/a/b.xml", "aa\\b.xml", "C:/b.xml", "aa/../xm", "a/./.xml"})
    EXPECT_EQ(code(Package::open(with(bytes, "aa/b.xml", name), "f")), "package-part-name") << name;
  EXPECT_EQ(code(Package::open(packed({{"a/../../etc/passwd", "x"}}), "f")), "package-part-name");
  EXPECT_TRUE(Package::open(packed({{"a..b/...c.xml", "x"}}), "f").ok());
}

TEST(Package, NameThatStandsTwiceIsRefusedInAnyCase) {
  const std::string bytes = packed({{"a.xml", "x"}, {"b.xml", "y"}});
  EXPECT_EQ(code(Package::open(with(bytes, "b.xml", "a.xml"), "f")), "package-part-doubled");
  EXPECT_EQ(code(Package::open(with(bytes, "b.xml", "A.XML"), "f")), "package-part-doubled");
}

TEST(Package, EncryptedPartIsRefused) {
  const auto bytes = changed(packed({{"a.xml", "x"}}), [](zip_t* archive) {
    ASSERT_EQ(zip_file_set_encryption(archive, 0, ZIP_EM_AES_256, "secret"), 0);
  });
  const auto opened = Package::open(bytes, "f");
  EXPECT_EQ(code(opened), "package-part-encrypted");
  EXPECT_NE(opened.problems[0].message.en.find("a.xml"), std::string::npos);
}

TEST(Package, PackingMethodOtherThanStoredOrDeflateIsRefused) {
  const auto bytes = changed(packed({{"a.xml", std::string(4000, 'x')}}), [](zip_t* archive) {
    ASSERT_EQ(zip_set_file_compression(archive, 0, ZIP_CM_BZIP2, 1), 0);
  });
  EXPECT_EQ(code(Package::open(bytes, "f")), "package-part-unreadable");
}

TEST(Package, TooManyPartsAreRefusedBeforeUnpacking) {
  Parts parts;
  for (int i = 0; i < 11; ++i) parts.emplace_back("p" + std::to_string(i), "x");
  EXPECT_EQ(code(Package::open(packed(parts), "f", {.parts = 10})), "package-too-many-parts");
  EXPECT_TRUE(Package::open(packed(parts), "f", {.parts = 11}).ok());
}

TEST(Package, ZipBombIsRefusedByItsRatio) {
  const std::string bomb = packed({{"a.xml", std::string(size_t{8} << 20U, ' ')}});
  EXPECT_EQ(code(Package::open(bomb, "f")), "package-bomb");
  EXPECT_TRUE(Package::open(bomb, "f", {.ratio = 2000}).ok());
}

TEST(Package, BombOfManySmallPartsIsRefusedByTheSum) {
  Parts parts;
  for (int i = 0; i < 40; ++i)
    parts.emplace_back("p" + std::to_string(i), std::string(size_t{1} << 19U, ' '));
  EXPECT_EQ(code(Package::open(packed(parts), "f")), "package-bomb");
}

TEST(Package, PartAndTotalBytesAreCountedNotBelieved) {
  const size_t size = 700 << 10U;
  const std::string bytes = packed({{"a.xml", std::string(size, 'a')}, {"b.xml", std::string(size, 'b')}});
  EXPECT_EQ(code(Package::open(bytes, "f", {.part_bytes = size - 1, .ratio = 9999})),
            "package-part-too-large");
  EXPECT_EQ(code(Package::open(bytes, "f", {.total_bytes = 2 * size - 1, .ratio = 9999})),
            "package-too-large");
  EXPECT_TRUE(Package::open(bytes, "f", {.part_bytes = size, .total_bytes = 2 * size, .ratio = 9999}).ok());
  // The same bomb claiming to unpack to 16 bytes: central and local header lie alike.
  std::string size_text{static_cast<char>(size & 0xFFU), static_cast<char>(size >> 8U & 0xFFU),
                        static_cast<char>(size >> 16U & 0xFFU), 0};
  const std::string lying = with(bytes, size_text, std::string("\x10\0\0\0", 4));
  ASSERT_NE(lying, bytes);
  EXPECT_FALSE(Package::open(lying, "f", {.part_bytes = 1000, .ratio = 9999}).ok());
}

}  // namespace
}  // namespace xanh

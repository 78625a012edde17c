#include "exchange/form_workbook_number.hpp"

#include <gtest/gtest.h>

namespace xanh::form_workbook {
namespace {

std::string read(std::string_view text, bool whole = false) {
  const auto typed = typed_number(text, whole);
  if (typed.word) return "word";
  if (!typed.value) return "none";
  return typed.value->to_text() + (typed.guessed ? " guessed" : "") + (typed.percent ? " percent" : "");
}

TEST(TypedNumber, IsReadTheVietnameseWayWhereItCouldBeEither) {
  EXPECT_EQ(read("1.234"), "1234 guessed");
  EXPECT_EQ(read("1,234"), "1.234 guessed");
  EXPECT_EQ(read("1,234", true), "1234 guessed");
  EXPECT_EQ(read("0.123"), "0.123");
  EXPECT_EQ(read("0,123"), "0.123");
}

TEST(TypedNumber, IsPlainWhereItCanOnlyBeOne) {
  EXPECT_EQ(read("1.234,5"), "1234.5");
  EXPECT_EQ(read("1,234.5"), "1234.5");
  EXPECT_EQ(read("1.234.567"), "1234567");
  EXPECT_EQ(read("12,5"), "12.5");
  EXPECT_EQ(read("1234.567"), "1234.567");
  EXPECT_EQ(read("12 345,6"), "12345.6");
  EXPECT_EQ(read("-3"), "-3");
  EXPECT_EQ(read("−3"), "-3");
  EXPECT_EQ(read("21,2 %"), "21.2 percent");
}

TEST(TypedNumber, IsAWordForNoFigure) {
  for (const char* word : {"KPS", "kps", "Không", "không phát sinh", "-", "–", "N/A", "n/a"})
    EXPECT_EQ(read(word), "word") << word;
}

TEST(TypedNumber, IsNothingWhenItIsNoNumber) {
  for (const char* text : {"82 cơ sở", "12.34.5", "1,2,3", "1.2345,6.7", "abc", "--5", "1e5", ".", ",5,"})
    EXPECT_EQ(read(text), "none") << text;
}

}  // namespace
}  // namespace xanh::form_workbook

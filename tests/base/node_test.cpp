#include "base/node.hpp"

#include <gtest/gtest.h>

namespace xanh {
namespace {

std::string round_trip(const char* json) {
  return write_json_line(read_json(json, "x").value);
}

TEST(Json, NumbersKeepTheirDigits) {
  EXPECT_EQ(round_trip("[1.50,-0,1e3,12345678901234567890.123]"), "[1.50,-0,1e3,12345678901234567890.123]");
}

TEST(Json, IsUtf8WhateverATextHolds) {
  for (const auto& [text, written] : {std::pair{"\xff", "\"\uFFFD\""},
                                      {"a\xffz", "\"a\uFFFDz\""},
                                      {"\xff\xfe", "\"\uFFFD\uFFFD\""},
                                      {"qu\xe1\xba", "\"qu\uFFFD\uFFFD\""},        // cut off
                                      {"\xed\xa0\x80", "\"\uFFFD\uFFFD\uFFFD\""},  // half of a pair
                                      {"\xc0\xaf\n", "\"\uFFFD\uFFFD\\n\""},       // longer than needed
                                      {"quận \U0001F600 \"", "\"quận \U0001F600 \\\"\""}}) {
    EXPECT_EQ(write_json_line(Node::text(text)), written);
    EXPECT_TRUE(read_json(write_json(Node::text(text)), "x").ok());
  }
  Node map = Node::map();
  map.add("\xff", Node{});
  EXPECT_EQ(write_json_line(map), "{\"\uFFFD\":null}");
}

TEST(Json, NumbersOfYamlAreWrittenAsJsonSpellsThem) {
  for (const auto& [yaml, json] : {std::pair{"+5", "5"},
                                   {".5", "0.5"},
                                   {"-.5", "-0.5"},
                                   {"007", "7"},
                                   {"0", "0"},
                                   {"00", "0"},
                                   {"5.", "5"},
                                   {"5.e3", "5e3"},
                                   {"-007.50", "-7.50"},
                                   {"0.10", "0.10"}}) {
    EXPECT_EQ(write_json_line(Node::number(std::string(yaml))), json);
    EXPECT_TRUE(read_json(json, "x").ok()) << json;
  }
}

TEST(Json, TextIsEscaped) {
  EXPECT_EQ(write_json_line(Node::text("\"\\\n\x01 ệ")), R"("\"\\\n\u0001 ệ")");
  EXPECT_EQ(read_json(R"("\u1ec7")", "x").value.scalar, "ệ");
}

TEST(Json, BrokenTextSaysWhere) {
  const auto broken = read_json("{\n \"a\": 1,\n x}", "x.json");
  ASSERT_EQ(broken.problems.size(), 1u);
  EXPECT_EQ(broken.problems[0].code, "json-syntax");
  EXPECT_EQ(broken.problems[0].place.line, 3);
  EXPECT_FALSE(read_json("{} {}", "x").ok());
  EXPECT_FALSE(read_json("", "x").ok());
}

TEST(Json, DoubledKeyIsAProblemInItsOwnMapOnly) {
  EXPECT_FALSE(read_json(R"({"a":1,"a":2})", "x").ok());
  EXPECT_FALSE(read_json(R"({"a":{"b":1},"a":2})", "x").ok());
  EXPECT_TRUE(read_json(R"([{"a":1},{"a":2,"b":{"a":3}}])", "x").ok());
}

TEST(Json, DeepNestingIsRefusedAndNotFollowed) {
  EXPECT_FALSE(read_json(std::string(100000, '['), "x").ok());
}

TEST(NumberText, IsTheShortestWithoutExponentInTheMiddle) {
  EXPECT_EQ(number_text(21.2), "21.2");
  EXPECT_EQ(number_text(1e-6), "0.000001");
  EXPECT_EQ(number_text(1e-7), "1e-7");
  EXPECT_EQ(number_text(1e20), "100000000000000000000");
  EXPECT_EQ(number_text(1e21), "1e+21");
  EXPECT_EQ(number_text(-0.0), "0");
}

}  // namespace
}  // namespace xanh

// Places of JSON values, and a report that tells what has one cause once.
#include "exchange/dhis2_file.hpp"

#include <gmock/gmock.h>

#include "base/at_hand.hpp"
#include "exchange/dhis2_problems.hpp"
#include "exchange/dhis2_value_problems.hpp"

namespace xanh::dhis2 {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

TEST(Dhis2File, EveryValueOfAJsonTextHasItsLineAndColumn) {
  const auto read = read_placed_json(
      "\xEF\xBB\xBF{\"a\\\"b\": [\"é\\\\\", -1.50e2,\n  {\"x\": null, \"y\": {}}], \"z\":true}", "f");
  ASSERT_TRUE(read.ok()) << lines(read.problems);
  const auto at = [](const Node& node) {
    return std::to_string(node.line) + ":" + std::to_string(node.column);
  };
  const Node& list = read.value.members[0].second;
  EXPECT_EQ(at(read.value), "1:1");
  EXPECT_EQ(at(list), "1:10");
  EXPECT_EQ(at(list.items[0]), "1:11");
  EXPECT_EQ(at(list.items[1]), "1:18");  // é is one character
  EXPECT_EQ(at(list.items[2]), "2:3");
  EXPECT_EQ(at(*list.items[2].find("x")), "2:9");
  EXPECT_EQ(at(*list.items[2].find("y")), "2:20");
  EXPECT_EQ(at(read.value.members[1].second), "2:30");
}

TEST(Dhis2File, WhatHasOneCauseIsToldOnceWithItsFirstPlaceAndTheCount) {
  Report report;
  for (int line = 1; line <= 3; ++line)
    report.again(kValueElement, "a", {"f", line, 1, {}, {}, {}}, {{"uid", "a"}});
  report.again(kValueElement, "b", {"f", 9, 1, {}, {}, {}}, {{"uid", "b"}});
  const Problems told = report.told();
  EXPECT_THAT(told, SizeIs(2));
  EXPECT_THAT(lines(told), HasSubstr("f:1:1: warning dhis2-value-element: 3 values of the data element `a`"));
  EXPECT_THAT(lines(told), HasSubstr("f:9:1: warning dhis2-value-element: 1 values"));
}

TEST(Dhis2File, AUidHasElevenLettersAndDigitsALetterFirst) {
  EXPECT_TRUE(is_uid("HllvX50cXC0"));
  for (const char* none : {"", "HllvX50cXC", "HllvX50cXC01", "1llvX50cXC0", "HllvX-0cXC0"})
    EXPECT_FALSE(is_uid(none));
}

}  // namespace
}  // namespace xanh::dhis2

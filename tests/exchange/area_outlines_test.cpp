// Outlines of areas come in as GeoJSON; what a map program got wrong is told, each with its place.
#include "exchange/area_outlines.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/at_hand.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string collection(const std::string& features) {
  return R"({"type": "FeatureCollection", "features": [)" + features + "]}";
}
std::string feature(const std::string& code, const std::string& geometry) {
  return R"({"type": "Feature", "properties": {"code": ")" + code + R"("}, "geometry": )" + geometry + "}";
}
std::string polygon(const std::string& ring) {
  return R"({"type": "Polygon", "coordinates": [[)" + ring + "]]}";
}
const std::string kSquare = "[106.7, 10.7], [106.8, 10.7], [106.8, 10.8], [106.7, 10.8]";

std::vector<std::string> wrong(const std::string& geojson) {
  return codes(read_outlines(geojson, "areas.geojson").problems);
}

TEST(AreaOutlines, APolygonBecomesAMultiPolygonClosedAndTurnedAsTheStandardWants) {
  // Open and clockwise.
  const auto read = read_outlines(
      collection(feature("q7", polygon("[106.7, 10.7], [106.7, 10.8], [106.8, 10.8], [106.8, 10.7]"))), "f");
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read.value.size(), 1u);
  EXPECT_EQ(read.value[0].code, "q7");
  EXPECT_EQ(
      read.value[0].outline,
      R"({"type":"MultiPolygon","coordinates":[[[[106.7,10.7],[106.8,10.7],[106.8,10.8],[106.7,10.8],[106.7,10.7]]]]})");
}

TEST(AreaOutlines, WhatWasWrittenIsReadBackTheSame) {
  const auto first = read_outlines(collection(feature("q7", polygon(kSquare))), "f");
  Node all = outline_collection();
  all.members.back().second.push(outline_feature(first.value.at(0)));
  const auto again = read_outlines(write_json(all), "f");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value.at(0).outline, first.value.at(0).outline);
}

TEST(AreaOutlines, EverySlipIsToldAtOnce) {
  const std::string many = [] {
    std::string out;
    for (int i = 0; i <= kOutlinePoints; ++i) out += "[" + std::to_string(106.0 + i * 0.0001) + ", 10.0], ";
    return out + "[106.2, 11.0]";
  }();
  EXPECT_THAT(wrong(collection(feature("", polygon(kSquare)) + "," + feature("a", polygon(kSquare)) + "," +
                               feature("a", polygon(kSquare)) + "," +
                               feature("b", polygon("[10.7, 106.7], [10.8, 106.7], [10.8, 106.8]")) + "," +
                               feature("c", polygon("[106.7, 10.7], [106.8, 10.8]")) + "," +
                               feature("d", R"({"type": "Point", "coordinates": [106.7, 10.7]})") + "," +
                               feature("e", polygon(many)))),
              ElementsAre("outline-code", "outline-twice", "outline-place", "outline-no-surface",
                          "outline-not-read", "outline-too-long"));
}

TEST(AreaOutlines, AShapeThatCrossesItselfIsToldAndDrawn) {
  const auto read = read_outlines(
      collection(feature("c", polygon("[106.6, 10.7], [106.8, 10.8], [106.8, 10.7], [106.7, 10.79]"))), "f");
  EXPECT_THAT(codes(read.problems), ElementsAre("outline-crosses"));
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(read.value.size(), 1u);
}

TEST(AreaOutlines, AnotherJsonIsNotTakenForAMap) {
  EXPECT_THAT(wrong("[]"), ElementsAre("outline-not-read"));
  EXPECT_THAT(wrong(R"({"features": 3})"), ElementsAre("outline-not-read"));
  EXPECT_THAT(wrong(collection("")), IsEmpty());
  EXPECT_THAT(wrong(collection(feature("q7", R"({"type": "Polygon", "coordinates": [[["x", 1]]]})"))),
              ElementsAre("outline-not-read"));
}

TEST(AreaOutlines, TheTwentyTwoDistrictsOfTheCityCanAllBeRead) {
  const std::filesystem::path from = XANH_SOURCE_DIR "/../shared/data/hcmc_units/hcmc_22units_built.geojson";
  if (!std::filesystem::exists(from)) GTEST_SKIP() << "the shared outlines are not here";
  std::ifstream in(from, std::ios::binary);
  const auto read = read_outlines({std::istreambuf_iterator<char>{in}, {}}, "hcmc.geojson");
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(read.value.size(), 22u);
}

}  // namespace
}  // namespace xanh

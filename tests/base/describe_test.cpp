#include "base/describe.hpp"

#include <gmock/gmock.h>

#include "base/at_hand.hpp"
#include "base/canonical.hpp"

namespace xanh {
namespace {

enum class Colour { green, blue_ };
BOOST_DESCRIBE_ENUM(Colour, green, blue_)

struct Plant {
  std::string code;
  std::optional<Decimal> capacity;
  std::vector<std::string> areas;
  std::optional<int> lines;
  std::optional<double> load;
  std::optional<Colour> colour;
  std::optional<Date> built;
  Place place;
  static constexpr std::array kRequired{"code"};
};
BOOST_DESCRIBE_STRUCT(Plant, (), (code, capacity, areas, lines, load, colour, built))

Outcome<Plant> plant(const char* json) {
  return from_node<Plant>(read_json(json, "x.json").value, "x.json");
}
TEST(Describe, MisspeltKeyIsAProblemWithASuggestion) {
  const auto read = plant(R"({"code":"p1","capcity":"1.50"})");
  ASSERT_THAT(codes(read.problems), testing::ElementsAre("unknown-key"));
  EXPECT_EQ(read.problems[0].suggestion, "capacity");
  EXPECT_EQ(read.problems[0].place.field, "capcity");
}

TEST(Describe, UnknownKeyPointsAtTheKeyAndNotAtItsValue) {
  Node map = Node::map();
  map.add("code", Node::text("p1"));
  Node& value = map.add("capcity", Node::map());
  value.line = 9;
  value.key_line = 7;
  value.key_column = 3;
  const auto read = from_node<Plant>(map, "x.yaml");
  EXPECT_EQ(read.problems.at(0).place.line, 7);
  EXPECT_EQ(read.problems.at(0).place.column, 3);
}

TEST(Describe, AllProblemsComeAtOnce) {
  EXPECT_THAT(codes(plant(R"({"capacity":"much","areas":"b","colour":"gren","built":"14/6/2023"})").problems),
              testing::ElementsAre("missing-key", "wrong-type", "wrong-type", "unknown-word", "wrong-type"));
}

TEST(Describe, NumberThatDoesNotFitIsAProblemAndNotZero) {
  EXPECT_THAT(codes(plant(R"({"code":"p1","lines":99999999999})").problems),
              testing::ElementsAre("wrong-type"));
  EXPECT_THAT(codes(plant(R"({"code":"p1","load":1e999})").problems), testing::ElementsAre("wrong-type"));
  EXPECT_THAT(codes(plant(R"({"code":"p1","lines":1.5})").problems), testing::ElementsAre("wrong-type"));
}

TEST(Describe, DecomposedVietnameseIsComposedWithAWarning) {
  const auto read = plant("{\"code\":\"Thu\xCC\x89 \xC4\x90u\xCC\x9B\xCC\x81\x63\"}");  // combining marks
  ASSERT_THAT(codes(read.problems), testing::ElementsAre("not-composed"));
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(read.value.code, "Thủ Đức");
}

TEST(Describe, NullIsAbsent) {
  const auto read = plant(R"({"code":"p1","capacity":null,"areas":null})");
  EXPECT_TRUE(read.problems.empty());
  EXPECT_FALSE(read.value.capacity);
}

TEST(Describe, WordsDropTheUnderscoreOfKeywords) {
  EXPECT_EQ(word(Colour::blue_), "blue");
  EXPECT_EQ(from_word<Colour>("blue"), Colour::blue_);
  EXPECT_EQ(from_word<Colour>("blue_"), std::nullopt);
  EXPECT_THAT(words<Colour>(), testing::ElementsAre("green", "blue"));
}

TEST(Describe, AbsentIsLeftOutOrShownAsNull) {
  Plant p;
  p.code = "p1";
  EXPECT_EQ(write_json_line(to_node(p)), R"({"code":"p1"})");
  const Node all = to_node(p, Absent::null);
  ASSERT_TRUE(all.find("capacity"));
  EXPECT_EQ(all.find("capacity")->kind, Node::Kind::null);
}

}  // namespace
}  // namespace xanh

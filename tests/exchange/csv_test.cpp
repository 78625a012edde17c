#include "exchange/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/describe.hpp"

namespace xanh {
namespace {

using testing::ElementsAre;

std::vector<std::string> problems_of(std::string_view text, char delimiter = ',') {
  std::vector<std::string> out;
  for (const auto& problem : read_csv(text, "x.csv", delimiter).problems)
    out.push_back(problem.code + " " + std::to_string(problem.place.line) + ":" +
                  std::to_string(problem.place.column));
  return out;
}

CsvTable table(std::string_view text, char delimiter = ',') {
  auto read = read_csv(text, "x.csv", delimiter);
  for (const auto& problem : read.problems) ADD_FAILURE() << to_line(problem, Language::en);
  return std::move(read.value);
}

TEST(Csv, QuotedCellsHoldSeparatorsQuotesAndLineBreaks) {
  const auto read = table("a,b\r\n\"x, \"\"y\"\"\",\"một\r\nhai\"\r\n\"\",z");
  EXPECT_THAT(read.header, ElementsAre("a", "b"));
  ASSERT_EQ(read.rows.size(), 2u);
  EXPECT_THAT(read.rows[0].cells, ElementsAre("x, \"y\"", "một\r\nhai"));
  EXPECT_THAT(read.rows[1].cells, ElementsAre("", "z"));
  EXPECT_EQ(read.rows[1].line, 4);
}

TEST(Csv, EveryLineEndIsUnderstoodAndBlankLinesAreSkipped) {
  for (const char* text :
       {"a,b\n1,2\n\n3,4\n", "a,b\r\n1,2\r\n\r\n3,4", "a,b\r1,2\r\r3,4\r", "\n  \na,b\n1,2\n \t\n3,4\n"}) {
    const auto read = table(text);
    ASSERT_EQ(read.rows.size(), 2u) << text;
    EXPECT_THAT(read.rows[1].cells, ElementsAre("3", "4"));
  }
  EXPECT_EQ(table("a,b\r1,2\r\r3,4\r").rows[1].line, 4);
  EXPECT_EQ(table("a\tb\n\t\n", '\t').rows.size(), 1u);
}

TEST(Csv, ColumnsCountCharactersAndCellsKnowTheirLine) {
  const auto read = table("\xEF\xBB\xBFtên;số;x\nQuận 7;\"a\nđ\";3\n", ';');
  EXPECT_THAT(read.header, ElementsAre("tên", "số", "x"));
  EXPECT_THAT(read.rows[0].columns, ElementsAre(1, 8, 4));
  EXPECT_EQ(read.rows[0].line, 2);
  EXPECT_EQ(read.rows[0].line_of(1), 2);
  EXPECT_EQ(read.rows[0].line_of(2), 3);
}

TEST(Csv, AllProblemsComeAtOnceWithTheirPlaces) {
  EXPECT_THAT(
      problems_of("a,b,,a\n1,2,3\n1,2,3,4,5\nx\"y\"\"z,2,3,4\n\"x\"y\"z,2,3,4\n1,2,3,\"4\n"),
      ElementsAre("csv-empty-name 1:5", "csv-doubled-name 1:6", "csv-few-cells 2:6", "csv-many-cells 3:9",
                  "csv-stray-quote 4:2", "csv-after-quote 5:4", "csv-unclosed-quote 6:7"));
  EXPECT_THAT(problems_of(""), ElementsAre("csv-no-header 1:1"));
  EXPECT_THAT(problems_of("a,b\n1,\"x\ny\"\n1,2,3\n"), ElementsAre("csv-many-cells 4:5"));
}

TEST(Csv, EachLineThatIsNoUtf8IsAProblem) {
  EXPECT_THAT(problems_of("a\nđ\xFF\xFF\nx\r\nô\xC3\n"),
              ElementsAre("file-not-utf-8 2:2", "file-not-utf-8 4:2"));
}

TEST(Csv, AFileFullOfProblemsStopsAtAThousand) {
  std::string text = "a,b\n";
  for (int i = 0; i < 5000; ++i) text += "1\n";
  const auto read = read_csv(text, "x.csv");
  EXPECT_EQ(read.problems.size(), 1001u);
  EXPECT_EQ(read.problems.back().code, "too-many-problems");
}

struct Lamp {
  std::string code;
  std::string table;
  std::optional<Decimal> max;
  bool ratio_only = false;
  std::optional<Date> valid_from;
  Place place;
  static constexpr std::array kRequired{"code"};
};
BOOST_DESCRIBE_STRUCT(Lamp, (), (code, table, max, ratio_only, valid_from))

TEST(Csv, RowsAreReadIntoDescribedStructs) {
  const auto rows = to_nodes(
      table("code,table,max,ratio_only,valid_from\n769,05,1.50,true,2023-06-14\nno,05a,,,\n,TRUE,x,yes,\n"));
  const auto read = from_node<std::vector<Lamp>>(rows, "x.csv");
  ASSERT_EQ(read.value.size(), 3u);
  EXPECT_EQ(read.value[0].code, "769");
  EXPECT_EQ(read.value[0].table, "05");
  EXPECT_EQ(read.value[0].max->to_text(), "1.50");
  EXPECT_TRUE(read.value[0].ratio_only);
  EXPECT_EQ(read.value[1].code, "no");
  EXPECT_FALSE(read.value[1].max);
  EXPECT_EQ(read.value[2].table, "TRUE");
  std::vector<std::string> places;
  for (const auto& problem : read.problems)
    places.push_back(problem.code + " " + std::to_string(problem.place.line) + ":" +
                     std::to_string(problem.place.column));
  EXPECT_THAT(places, testing::UnorderedElementsAre("missing-key 4:1", "wrong-type 4:7", "wrong-type 4:9"));
}

TEST(Csv, EmptyCellIsAnAbsentKeyAndCellsOutsideTheHeaderAreLeftOut) {
  const auto read = read_csv("a,b\n,1,2\n", "x.csv");
  const Node rows = to_nodes(read.value);
  EXPECT_EQ(rows.items[0].find("a"), nullptr);
  ASSERT_EQ(rows.items[0].members.size(), 1u);
  EXPECT_EQ(rows.items[0].find("b")->kind, Node::Kind::number);
}

TEST(CsvWriting, QuotesOnlyWhereReadingNeedsThem) {
  EXPECT_EQ(write_csv({"a", "b c"}, {{"x,y", " z "}, {"\"q\"", "l\nm"}, {"", "Thủ Đức"}}),
            "a,b c\n\"x,y\", z \n\"\"\"q\"\"\",\"l\nm\"\n,Thủ Đức\n");
  EXPECT_EQ(write_csv({"a"}, {{""}, {" "}}), "a\n\"\"\n\" \"\n");
}

TEST(CsvWriting, AnyTableComesBackTheSame) {
  EXPECT_TRUE(rc::check([] {
    static const std::vector<std::string> kPieces{"a",    "ộ", ",",  "\"",           "\n", "\r",
                                                  "\r\n", " ", "\t", "\xEF\xBB\xBF", "1"};
    const auto cell = [] {
      std::string out;
      for (const auto& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)))
        out += piece;
      return out;
    };
    const int width = *rc::gen::inRange(1, 5);
    std::vector<std::string> header;
    for (int i = 0; i < width; ++i) header.push_back(cell() + std::to_string(i));
    std::vector<std::vector<std::string>> rows(static_cast<size_t>(*rc::gen::inRange(0, 5)));
    for (auto& row : rows)
      for (int i = 0; i < width; ++i) row.push_back(cell());
    const auto read = read_csv(write_csv(header, rows), "x.csv");
    RC_ASSERT(read.problems.empty());
    RC_ASSERT(read.value.header == header);
    RC_ASSERT(read.value.rows.size() == rows.size());
    for (size_t i = 0; i < rows.size(); ++i) RC_ASSERT(read.value.rows[i].cells == rows[i]);
  }));
}

}  // namespace
}  // namespace xanh

#include "exchange/yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <stdexcept>

#include "base/describe.hpp"

namespace xanh {
namespace {

using Kind = Node::Kind;
using testing::ElementsAre;

std::string where(const Problem& problem) {
  return problem.code + " " + std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column);
}

std::vector<std::string> problems_of(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& problem : read_yaml(text, "x.yaml").problems) out.push_back(where(problem));
  return out;
}

Node tree(std::string_view text) {
  auto read = read_yaml(text, "x.yaml");
  for (const auto& problem : read.problems) ADD_FAILURE() << to_line(problem, Language::en);
  return std::move(read.value);
}

Kind kind_of(const std::string& scalar) {
  return tree("a: " + scalar).find("a")->kind;
}

TEST(Yaml, OnlyTheCoreSchemasWordsAreNullAndBoolean) {
  for (const char* word : {"", "~", "null", "Null", "NULL"}) EXPECT_EQ(kind_of(word), Kind::null) << word;
  for (const char* word : {"true", "True", "TRUE", "false", "False", "FALSE"})
    EXPECT_EQ(kind_of(word), Kind::boolean) << word;
  for (const char* word :
       {"yes", "no", "on", "off", "y", "n", "tRUE", "nULL", "2023-04-04", "2023-04-04T10:00:00+07:00"})
    EXPECT_EQ(kind_of(word), Kind::text) << word;
  EXPECT_EQ(tree("a: TRUE").find("a")->scalar, "true");
}

TEST(Yaml, NumbersKeepTheirDigits) {
  for (const char* digits : {"0", "-1", "+5", "007", "1.50", ".5", "5.", "1e3", "1.25E-07"}) {
    EXPECT_EQ(kind_of(digits), Kind::number) << digits;
    EXPECT_EQ(tree(std::string("a: ") + digits).find("a")->scalar, digits);
  }
  for (const char* word :
       {".", "-", "+", "e3", "1e", "1.2.3", "1_000", "0x1F", "0o17", ".inf", "-.inf", ".nan", "1 2", "12/KH"})
    if (std::string_view(word) != "-") {
      EXPECT_EQ(kind_of(word), Kind::text) << word;
    }
  EXPECT_EQ(core_kind("-"), Kind::text);
}

TEST(Yaml, QuotedAndBlockScalarsAreAlwaysText) {
  for (const char* scalar : {"'1'", "\"true\"", "''", "|-\n  12", ">-\n  null"})
    EXPECT_EQ(kind_of(scalar), Kind::text) << scalar;
}

TEST(Yaml, PositionsCountCharactersFromOne) {
  const Node root = tree("\xEF\xBB\xBFtên: {vi: Giảm ô nhiễm, en: less}\nitems:\n  - một\n  - b: 2\n");
  EXPECT_EQ(root.line, 1);
  EXPECT_EQ(root.column, 1);
  const Node& en = *root.find("tên")->find("en");
  EXPECT_EQ(en.line, 1);
  EXPECT_EQ(en.column, 29);
  const Node& two = *root.find("items")->items[1].find("b");
  EXPECT_EQ(two.line, 4);
  EXPECT_EQ(two.column, 8);
}

TEST(Yaml, EmptyFileIsNull) {
  EXPECT_EQ(tree("").kind, Kind::null);
  EXPECT_EQ(tree("# only a comment\n").kind, Kind::null);
}

TEST(Yaml, DoubledKeyNamesBothPlaces) {
  const auto read = read_yaml("a: 1\nb: 2\nc:\n  d: 1\n  d: 2\na: 3\n", "x.yaml");
  ASSERT_EQ(read.problems.size(), 2u);
  EXPECT_EQ(where(read.problems[0]), "yaml-doubled-key 5:3");
  EXPECT_EQ(where(read.problems[1]), "yaml-doubled-key 6:1");
  EXPECT_THAT(read.problems[1].message.en, testing::HasSubstr("line 1, column 1"));
  EXPECT_THAT(read.problems[1].message.vi, testing::HasSubstr("dòng 1, cột 1"));
}

TEST(Yaml, KeyThatIsNoScalarIsRefusedAndReadingGoesOn) {
  EXPECT_THAT(problems_of("? [a, [b]]\n: 1\n? {c: d}\n: 2\n?\n: 3\na: 1\na: 2\n"),
              ElementsAre("yaml-key 1:3", "yaml-key 3:3", "yaml-key 5:2", "yaml-doubled-key 8:1"));
}

TEST(Yaml, SecondDocumentIsRefused) {
  EXPECT_THAT(problems_of("---\na: 1\n---\nb: 2\n"), ElementsAre("yaml-several-documents 3:1"));
  EXPECT_THAT(problems_of("---\na: 1\n...\n"), ElementsAre());
}

TEST(Yaml, OnlyCoreTagsThatFitTheirValueAreTaken) {
  EXPECT_EQ(kind_of("!!str 12"), Kind::text);
  EXPECT_EQ(kind_of("! 12"), Kind::text);
  EXPECT_EQ(kind_of("!!int '12'"), Kind::number);
  EXPECT_EQ(kind_of("!!float 12"), Kind::number);
  EXPECT_EQ(kind_of("!!seq [1]"), Kind::list);
  EXPECT_THAT(problems_of("- !!int 1.5\n- !!python/object x\n- !own {a: 1}\n- !!map [1]\n- !!bool yes\n"),
              ElementsAre("yaml-tag 1:3", "yaml-tag 2:3", "yaml-tag 3:3", "yaml-tag 4:3", "yaml-tag 5:3"));
}

TEST(Yaml, BrokenSyntaxGivesOneProblemWithItsPlaceInBothLanguages) {
  EXPECT_THAT(problems_of("a: 1\na: 2\nb:\n\t- 1\n"), ElementsAre("yaml-syntax 4:1"));
  EXPECT_THAT(problems_of("a: 1\nbbb\nc: 2\n"), ElementsAre("yaml-syntax 2:1"));
  EXPECT_THAT(problems_of("a: b: c\n"), ElementsAre("yaml-syntax 1:5"));
  EXPECT_THAT(problems_of("a: \"mở\nb: 1\n"), ElementsAre("yaml-syntax 1:4"));
  EXPECT_THAT(problems_of("a: [1, 2\nb: 1\n"), ElementsAre("yaml-syntax 2:2"));
  EXPECT_THAT(problems_of("a: 1\nđ: x\x01y\n"), ElementsAre("yaml-syntax 2:5"));
  const auto read = read_yaml("a: [1, 2", "x.yaml");
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].message.en, "broken YAML: the `[` list lacks a `,` or `]`");
  EXPECT_EQ(read.problems[0].message.vi, "YAML không đúng cú pháp: danh sách `[` thiếu dấu `,` hoặc `]`");
  EXPECT_EQ(read.value, Node{});
}

TEST(Yaml, BytesThatAreNoUtf8AreAProblemWithTheirPlace) {
  EXPECT_THAT(problems_of("a: 1\ntên: \xFF\n"), ElementsAre("file-not-utf-8 2:6"));
  EXPECT_THAT(problems_of("\xFF\xFE"
                          "a"),
              ElementsAre("file-not-utf-8 1:1"));
  EXPECT_THAT(problems_of("a: \xED\xA0\x80"), ElementsAre("file-not-utf-8 1:4"));
  EXPECT_THAT(problems_of("a: \xC3"), ElementsAre("file-not-utf-8 1:4"));
}

TEST(Yaml, AliasStandsForItsAnchorsValueWithItsPlace) {
  const Node root = tree("- &a {x: [1, 2]}\n- b: *a\n- &s text\n- *s\n");
  EXPECT_EQ(*root.items[1].find("b"), root.items[0]);
  EXPECT_EQ(root.items[1].find("b")->find("x")->line, 1);
  EXPECT_EQ(root.items[3].scalar, "text");
}

TEST(Yaml, RecursiveAndUnknownAliasesAreRefused) {
  EXPECT_THAT(problems_of("&r [1, *r, *u]"),
              ElementsAre("yaml-alias-recursive 1:8", "yaml-alias-unknown 1:12"));
  EXPECT_THAT(problems_of("a: &a\n  b: [*a]\n"), ElementsAre("yaml-alias-recursive 2:7"));
}

TEST(Yaml, ABillionLaughsEndsAtALimit) {
  std::string text = "l0: &l0 [a, a, a, a, a, a, a, a, a, a]\n";
  for (int i = 1; i < 9; ++i) {
    text += "l" + std::to_string(i) + ": &l" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) text += (k ? ", *l" : "*l") + std::to_string(i - 1);
    text += "]\n";
  }
  const auto read = read_yaml(text, "x.yaml");
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].code, "yaml-too-many-values");
}

TEST(Yaml, AliasesAreLimitedInNumberAndInText) {
  std::string aliases = "- &a x\n";
  for (int i = 0; i < 1000; ++i) aliases += "- *a\n";
  EXPECT_THAT(problems_of(aliases), ElementsAre());
  EXPECT_THAT(problems_of(aliases + "- *a\n"), ElementsAre("yaml-too-many-aliases 1002:3"));
  std::string big = "- &a " + std::string(1u << 20, 'x') + "\n";
  for (int i = 0; i < 17; ++i) big += "- *a\n";
  EXPECT_THAT(problems_of(big), ElementsAre("yaml-alias-text 18:3"));
}

TEST(Yaml, DepthAndNumberOfValuesAndSizeAreLimited) {
  EXPECT_THAT(problems_of(std::string(32, '[') + std::string(32, ']')), ElementsAre());
  EXPECT_THAT(problems_of(std::string(33, '[') + std::string(33, ']')), ElementsAre("yaml-too-deep 1:33"));
  EXPECT_THAT(problems_of("a: &a " + std::string(20, '[') + std::string(20, ']') +
                          "\nb: " + std::string(15, '[') + "*a" + std::string(15, ']')),
              ElementsAre("yaml-too-deep 2:19"));
  std::string many;
  for (int i = 0; i < 99'999; ++i) many += "- 1\n";
  EXPECT_THAT(problems_of(many), ElementsAre());
  EXPECT_THAT(problems_of(many + "- 1\n"), ElementsAre("yaml-too-many-values 100000:3"));
  EXPECT_THAT(problems_of(std::string((16u << 20) + 1, ' ')), ElementsAre("yaml-too-large 1:1"));
}

TEST(Yaml, AFileFullOfProblemsStopsAtAThousand) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "a: 1\n";
  const auto read = read_yaml(text, "x.yaml");
  EXPECT_EQ(read.problems.size(), 1001u);
  EXPECT_EQ(read.problems.back().code, "too-many-problems");
}

struct Milestone {
  int year = 0;
  std::optional<double> value;
  Place place;
};
BOOST_DESCRIBE_STRUCT(Milestone, (), (year, value))

TEST(Yaml, DescribedStructIsReadWithItsPlace) {
  const auto read =
      from_node<std::vector<Milestone>>(tree("- {year: 2025, value: 58}\n- {year: nay}\n"), "x.yaml");
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(where(read.problems[0]), "wrong-type 2:10");
  EXPECT_EQ(read.value[0].value, 58);
  EXPECT_EQ(read.value[1].place.line, 2);
}

TEST(YamlWriting, TextsArePlainOnlyWhereTheyComeBackAsTexts) {
  Node root = Node::map();
  root.add("ngày", Node::text("2023-04-04"));
  root.add("số", Node::text("12"));
  root.add("không", Node::text("no"));
  root.add("có", Node::text("true"));
  root.add("rỗng", Node::text(""));
  root.add("2025", Node::number("88.30"));
  root.add("lines", Node::text("một\n  # hai\n"));
  Node& list = root.add("list", Node::list());
  list.push(Node::map()).add("a", Node::text("x: y"));
  list.items[0].add("b", Node::list());
  list.push(Node::list()).push(Node{});
  EXPECT_EQ(write_yaml(root),
            "ngày: 2023-04-04\nsố: \"12\"\nkhông: no\ncó: \"true\"\nrỗng: \"\"\n2025: 88.30\nlines: |\n  "
            "một\n    # hai\n"
            "list:\n  - a: \"x: y\"\n    b: []\n  - - null\n");
}

TEST(YamlWriting, EverySignThatMeansSomethingToYamlComesBackAsText) {
  for (const char* text :
       {"a #b",  "a: b",    "a:",    "a ",  " a",   "#a",     "- a",       "-",        "---",     "... a",
        "? a",   "?",       ": a",   "[a",  "{a",   "a]",     "&a",        "*a",       "!a",      "|",
        ">",     "'a'",     "\"a\"", "%a",  "@a",   "`a",     "a\nb",      "a\n\nb\n", "a\n\n",   "\na",
        " a\nb", "a\n b\n", "a\n ",  "a\t", "a\tb", "a\r\nb", "a\u0085b",  "a\u2028b", "\uFEFFa", "null",
        "~",     "TRUE",    "1e3",   "5.",  "0x1F", ".inf",   "a\n---\nb", "a\\b"}) {
    const Node node = Node::text(text);
    EXPECT_EQ(tree(write_yaml(node)), node) << write_yaml(node);
    Node map = Node::map();
    map.add(text, node);
    EXPECT_EQ(tree(write_yaml(map)), map) << write_yaml(map);
  }
}

TEST(YamlWriting, TextThatIsNoUtf8IsAFaultOfTheCaller) {
  EXPECT_THROW(write_yaml(Node::text("\xFF")), std::invalid_argument);
}

std::string any_text() {
  static const std::vector<std::string> kPieces{"a",      "Thủ Đức", "ô nhiễm",    "\n",
                                                "\n\n",   " ",       "  ",         "\t",
                                                "#",      " #",      ":",          ": ",
                                                "-",      "- ",      "---",        "...",
                                                "'",      "\"",      "\\",         "{",
                                                "[",      "]",       "}",          ",",
                                                "&",      "*",       "!",          "|",
                                                ">",      "%",       "@",          "`",
                                                "?",      "? ",      "=",          "<<",
                                                "1",      "2.5",     "e3",         "null",
                                                "~",      "true",    "\r",         "\x01",
                                                "\x7F",   "\u0085",  "\u00A0",     "\u2028",
                                                "\uFEFF", "\uFFFE",  "\U0001F33F", std::string(1, '\0'),
                                                "0x1F",   "y",       "đ",          "2023-04-04"};
  std::string out;
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i)
    out += *rc::gen::elementOf(kPieces);  // short: long ones are nearly all quoted
  return out;
}

Node any_node(int level) {
  switch (*rc::gen::inRange(0, level > 0 ? 8 : 5)) {
    case 0:
      return {};
    case 1:
      return Node::boolean(*rc::gen::arbitrary<bool>());
    case 2:
      return Node::number(*rc::gen::elementOf(std::vector<std::string>{"0", "-1.50", "1e9", "007", ".5"}));
    case 5:
    case 6: {
      Node out = Node::map();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        std::string key = any_text() + std::string(*rc::gen::inRange(0, 10) == 0 ? 1100 : 0, 'k');
        if (!out.find(key)) out.add(std::move(key), any_node(level - 1));
      }
      return out;
    }
    case 7: {
      Node out = Node::list();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) out.push(any_node(level - 1));
      return out;
    }
    default:
      return Node::text(any_text());
  }
}

TEST(YamlWriting, AnyTreeComesBackTheSame) {
  EXPECT_TRUE(rc::check([] {
    Node node = Node::list();
    for (int i = 0; i < 5; ++i) node.push(any_node(4));
    const std::string text = write_yaml(node);
    const auto read = read_yaml(text, "x.yaml");
    RC_LOG() << text;
    for (const auto& problem : read.problems) RC_LOG() << to_line(problem, Language::en);
    RC_ASSERT(read.problems.empty());
    RC_ASSERT(read.value == node);
  }));
}

}  // namespace
}  // namespace xanh

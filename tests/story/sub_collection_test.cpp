// Quận 7 splits its form of the first half of 2023 for its ten wards and three offices, adds up what comes
// back and sends one report. Wards are those of the register; every figure and name of an office is made up
// to show the program (số liệu minh họa).
#include "story/district.hpp"

namespace xanh::terminal_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct SubCollection : testing::Test {
  void SetUp() override {
    t.open_cycle();
    put_bytes(t / "parts.csv", parts_csv());
    t.must({"collect", "split", "--cycle", "2023-H1", "--unit", "q7", "--parts", "parts.csv", "--due",
            "2023-06-12", "-o", "out"});
  }
  [[nodiscard]] std::vector<std::string> merging(const std::vector<std::string>& files) const {
    std::vector<std::string> words{"collect", "merge", "--cycle", "2023-H1",
                                   "--unit",  "q7",    "--parts", "parts.csv"};
    words.insert(words.end(), files.begin(), files.end());
    return words;
  }
  Terminal t;
  District district{t, "out"};
};

const Node& element(const Node& report, const std::string& code) {
  return where(at(report, {"elements"}), "element", code);
}

TEST_F(SubCollection, TheDistrictAddsItsPartsUpAndNothingIsCountedTwice) {
  EXPECT_EQ(files_below(t / "out").size(), 13u);
  // Nine wards and the offices fill their parts in; one ward sends again, the last one is missing.
  std::vector<std::string> files;
  for (size_t i = 0; i < 9; ++i) {
    files.push_back("in/" + kWards[i] + ".xlsx");
    district.fill_ward(i, files.back(), 100 + static_cast<int>(i));
  }
  district.fill_offices("in");
  for (const auto& office : kOffices) files.push_back("in/" + office + ".xlsx");
  district.fill_ward(3, "again/q7-tan-hung.xlsx", 203);
  files.push_back("again/q7-tan-hung.xlsx");
  put_bytes(t / "overrides.csv",
            "element,column,value,state,reason\n"
            "trees_planted,this_period,560,,cộng 7 cây do Quận trồng ngày Môi trường (minh họa)\n");

  // A part is not the report of the unit, and a part given twice has to be meant.
  EXPECT_THAT(t.json({"submit", files[0]}).codes(), ElementsAre("form-is-a-part"));
  auto words = merging(files);
  words.insert(words.end(), {"--overrides", "overrides.csv", "-o", "2023-H1-q7.xlsx"});
  const Ran twice = t.json(words);
  EXPECT_EQ(twice.code, 1);
  EXPECT_THAT(twice.codes(), Contains("part-given-twice"));
  EXPECT_FALSE(fs::exists(t / "2023-H1-q7.xlsx")) << "nothing half-written";
  words.emplace_back("--replace");
  const Ran ran = t.json(words);
  ASSERT_EQ(ran.code, 0) << ran.out;
  const Node merged = ran.json();
  EXPECT_THAT(ran.codes(), Contains("parts-missing"));

  // 100 + … + 108, with 203 in place of 103.
  const Node& people = where(at(merged, {"totals"}), "element", "comm_people");
  EXPECT_EQ(at(people, {"total", "this_period"}).scalar, std::to_string(936 - 103 + 203));
  EXPECT_EQ(at(people, {"total", "state"}).scalar, "preliminary") << "a ward is missing";
  EXPECT_EQ(at(people, {"complete"}).scalar, "false");
  EXPECT_EQ(at(people, {"left_out", "0", "part"}).scalar, "q7-phu-my");
  EXPECT_EQ(at(people, {"left_out", "0", "why"}).scalar, "not_sent");
  EXPECT_EQ(at(people, {"parts"}).items.size(), 10u) << "offices were not asked";
  const Node& news = where(at(merged, {"totals"}), "element", "comm_news");
  EXPECT_EQ(at(news, {"total", "this_period"}).scalar, std::to_string(9 * 2 + 36 + 40));
  const Node& cleared = where(at(merged, {"totals"}), "element", "black_spots_cleared");
  EXPECT_EQ(at(cleared, {"total", "state"}).scalar, "estimate");
  const Node& informed = where(at(merged, {"totals"}), "element", "hh_informed");
  EXPECT_EQ(at(informed, {"total", "this_period"}).scalar, std::to_string(8 * 9000 + 36 - 5))
      << "Tân Quy gave the numerator only";
  const Node& fines = where(at(merged, {"totals"}), "element", "fines");
  EXPECT_EQ(at(fines, {"used", "state"}).scalar, "nothing_to_report");
  const Node& trees = where(at(merged, {"totals"}), "element", "trees_planted");
  EXPECT_EQ(at(trees, {"total", "this_period"}).scalar, "553");
  EXPECT_EQ(at(trees, {"used", "this_period"}).scalar, "560");
  EXPECT_THAT(at(trees, {"used", "note"}).scalar, HasSubstr("7 cây"));
  std::vector<std::string> tables;
  for (const auto& line : at(merged, {"missing"}).items) {
    tables.push_back(line.find("table")->scalar);
    EXPECT_EQ(at(line, {"parts", "0"}).scalar, "q7-phu-my");
  }
  EXPECT_THAT(tables, ElementsAre("01", "05a", "06", "07"));

  // The unit's own report: sent, noted, consolidated; the total stands there once.
  const Ran sent = t.json({"submit", "2023-H1-q7.xlsx"});
  ASSERT_EQ(sent.code, 0) << sent.out;
  EXPECT_THAT(sent.codes(), Contains("parts-missing"));
  EXPECT_THAT(sent.codes(), Not(Contains("total-not-sum-of-parts"))) << "the override has its reason";
  t.must({"review", "2023-H1/q7", "--note"});
  t.must({"consolidate", "--cycle", "2023-H1", "-o", "report"});
  const Node report = read_json(bytes_of(t / "report/report.json"), "report.json").value;
  EXPECT_EQ(element(report, "comm_people").find("this_period")->scalar, "1036");
  EXPECT_EQ(element(report, "trees_planted").find("this_period")->scalar, "560");
  EXPECT_EQ(at(where(at(report, {"targets"}), "code", "t01"), {"numerator"}).scalar,
            std::to_string(9 * 7 + 36));
  for (const auto& unit : at(report, {"units"}).items)
    EXPECT_THAT(kWards, Not(Contains(unit.find("code")->scalar))) << "wards report to the district";

  // The last ward comes: the same merge with its file, on top of what the district has sent.
  district.fill_ward(9, "in/q7-phu-my.xlsx", 109);
  files.emplace_back("in/q7-phu-my.xlsx");
  words = merging(files);
  words.insert(words.end(), {"--overrides", "overrides.csv", "--replace", "-o", "2023-H1-q7.xlsx"});
  const Ran whole = t.json(words);
  ASSERT_EQ(whole.code, 0) << whole.out;
  EXPECT_THAT(at(whole.json(), {"missing"}).items, IsEmpty());
  EXPECT_THAT(whole.codes(), Not(Contains("parts-missing")));
  EXPECT_EQ(at(where(at(whole.json(), {"totals"}), "element", "comm_people"), {"total", "state"}).scalar,
            "official");
  const Ran second = t.json({"submit", "2023-H1-q7.xlsx"});
  ASSERT_EQ(second.code, 0) << second.out;
  EXPECT_EQ(at(second.json(), {"items", "0", "submission"}).scalar, "2023-H1/q7/2");
  t.must({"review", "2023-H1/q7", "--note"});
  t.must({"consolidate", "--cycle", "2023-H1", "-o", "whole"});
  const Node after = read_json(bytes_of(t / "whole/report.json"), "report.json").value;
  EXPECT_EQ(element(after, "comm_people").find("this_period")->scalar, "1145");

  // The parts travel with the report, and a form made again shows them.
  t.must({"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "shown.xlsx"});
  const auto package = Package::open(bytes_of(t / "shown.xlsx"), "shown.xlsx").value;
  EXPECT_THAT(*package.part("xl/workbook.xml"), HasSubstr("Biểu 10"));
  EXPECT_THAT(*package.part("xl/sharedStrings.xml"), HasSubstr("Phường Tân Thuận Tây: Đã họp"));
  t.must({"audit", "verify"});
}

}  // namespace
}  // namespace xanh::terminal_test

#include "cli/form_file.hpp"
#include "cli/terminal.hpp"

namespace xanh::terminal_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

struct Collect : testing::Test {
  void SetUp() override {
    t.open_cycle();
    put_bytes(t / "parts.csv", "code,name,items\nphong-qldt,Phòng Quản lý đô thị,trees_planted\n");
  }
  Ran split(std::vector<std::string> more = {}) {
    std::vector<std::string> words{"collect", "split", "--cycle", "2023-H1", "--unit", "q7", "-o", "out"};
    words.insert(words.end(), more.begin(), more.end());
    return t.json(words);
  }
  Ran merge(std::vector<std::string> more) {
    std::vector<std::string> words{"collect", "merge", "--cycle", "2023-H1", "--unit", "q7", "-o", "q7.xlsx"};
    words.insert(words.end(), more.begin(), more.end());
    return t.json(words);
  }
  Terminal t;
};

TEST_F(Collect, SplitsForTheWardsOfTheRegister) {
  const Ran ran = split();
  ASSERT_EQ(ran.code, 0) << ran.out;
  EXPECT_EQ(at(ran.json(), {"items"}).items.size(), 10u);
  EXPECT_TRUE(fs::exists(t / "out/2023-H1-q7-q7-tan-phu.xlsx"));
}

TEST_F(Collect, SplitsForTheListToo) {
  const Ran ran = split({"--parts", "parts.csv", "--language", "en"});
  ASSERT_EQ(ran.code, 0) << ran.out;
  const Node result = ran.json();
  const Node& office = where(at(result, {"items"}), "part", "phong-qldt");
  EXPECT_EQ(at(office, {"figures"}).scalar, "1");
  EXPECT_EQ(at(where(at(result, {"items"}), "part", "q7-tan-phu"), {"name"}).scalar,
            "People's Committee of Tan Phu Ward");
}

TEST_F(Collect, WhatIsAskedWrongIsToldAndNothingIsWritten) {
  EXPECT_THAT(split({"--due", "thứ hai"}).codes(), ElementsAre("bad-due-date"));
  EXPECT_THAT(split({"--parts", "no.csv"}).codes(), ElementsAre("file-not-found"));
  put_bytes(t / "bad.csv", "code,name,items\nX,Tổ 1,05z\n");
  const Ran bad = split({"--parts", "bad.csv"});
  EXPECT_EQ(bad.code, 1);
  EXPECT_THAT(bad.codes(), ElementsAre("part-code", "part-item-not-asked"));
  EXPECT_THAT(bad.of_problems("line"), ElementsAre("2", "2"));
  EXPECT_THAT(bad.of_problems("column"), ElementsAre("1", "8"));
  EXPECT_THAT(t.json({"collect", "split", "--cycle", "2023-H1", "--unit", "q77", "-o", "out"}).suggestions(),
              Contains("q7"));
  EXPECT_THAT(t.json({"collect", "split", "--cycle", "2023-H1", "--unit", "hepza", "-o", "out"}).codes(),
              ElementsAre("no-parts"));
  EXPECT_EQ(files_below(t / "out").size(), 0u);
  EXPECT_EQ(t.run({"collect"}).code, 2);
  EXPECT_EQ(t.run({"collect", "merge", "--cycle", "2023-H1", "--unit", "q7", "-o", "x.xlsx"}).code, 2);
}

TEST_F(Collect, FilesThatAreNoPartsOfThisFormAreToldAllAtOnce) {
  ASSERT_EQ(split({"--parts", "parts.csv"}).code, 0);
  t.must({"form", "--cycle", "2023-H1", "--unit", "q7", "-o", "whole.xlsx"});
  put_bytes(t / "q1.csv", "code,name\nto-1,Tổ 1\n");
  t.must({"collect", "split", "--cycle", "2023-H1", "--unit", "q1", "--parts", "q1.csv", "-o", "out"});
  put_bytes(t / "junk.xlsx", "junk");
  FormFile(t / "out/2023-H1-q7-q7-tan-phu.xlsx")
      .text("x_hh_total_this_period", "nhiều")
      .save(t / "wrong.xlsx");
  // Without the list the office is no part of the unit.
  const Ran ran = merge({"whole.xlsx", "out/2023-H1-q1-to-1.xlsx", "junk.xlsx", "wrong.xlsx", "missing.xlsx",
                         "out/2023-H1-q7-phong-qldt.xlsx"});
  EXPECT_EQ(ran.code, 1);
  for (const char* code :
       {"form-not-a-part", "form-other-unit", "form-not-a-number", "file-not-found", "part-unknown"})
    EXPECT_THAT(ran.codes(), Contains(code));
  EXPECT_THAT(ran.of_problems("file"), Contains("junk.xlsx"));
  EXPECT_FALSE(fs::exists(t / "q7.xlsx"));
}

TEST_F(Collect, FiguresThatAPartIsNotAskedForAreNotAddedAndToldSo) {
  ASSERT_EQ(split().code, 0);
  FormFile(t / "out/2023-H1-q7-q7-tan-phu.xlsx")
      .number("x_trees_planted_this_period", "7")
      .number("x_comm_people_this_period", "9")
      .save(t / "ward.xlsx");
  put_bytes(t / "narrow.csv", "code,items\nq7-tan-phu,05a\n");
  const Ran ran = merge({"--parts", "narrow.csv", "ward.xlsx"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.codes(), Contains("part-beyond-items"));
  const Node result = ran.json();
  EXPECT_EQ(at(where(at(result, {"totals"}), "element", "comm_people"), {"total", "this_period"}).scalar,
            "9");
  EXPECT_EQ(at(where(at(result, {"totals"}), "element", "trees_planted"), {"used"}).kind, Node::Kind::null)
      << "other wards may still give it, this one was not asked";
}

TEST_F(Collect, AnOverrideWithoutAReasonStopsTheMerge) {
  ASSERT_EQ(split({"--parts", "parts.csv"}).code, 0);
  put_bytes(t / "overrides.csv", "element,column,value,state,reason\ntrees_planted,this_period,5,,\n");
  const Ran ran =
      merge({"--parts", "parts.csv", "--overrides", "overrides.csv", "out/2023-H1-q7-phong-qldt.xlsx"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.codes(), Contains("override-without-reason"));
  EXPECT_FALSE(fs::exists(t / "q7.xlsx"));
}

TEST_F(Collect, SaysInWordsWhoHasNotSent) {
  ASSERT_EQ(split({"--parts", "parts.csv"}).code, 0);
  FormFile(t / "out/2023-H1-q7-phong-qldt.xlsx")
      .number("x_trees_planted_this_period", "7")
      .save(t / "qldt.xlsx");
  const Ran ran = t.run({"collect", "merge", "--cycle", "2023-H1", "--unit", "q7", "--parts", "parts.csv",
                         "qldt.xlsx", "-o", "./"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Đã tổng hợp 1/11 đơn vị trực thuộc  →  ./2023-H1-q7.xlsx"));
  EXPECT_THAT(ran.out, HasSubstr("Chưa gửi:"));
  EXPECT_THAT(ran.out, HasSubstr("Biểu 05a  Phường"));
  EXPECT_THAT(ran.err, HasSubstr("warning parts-missing"));
  EXPECT_TRUE(fs::exists(t / "2023-H1-q7.xlsx"));
}

TEST_F(Collect, TakesTheReportFileOfADistrictWithItsParts) {
  const std::string report =
      "cycle: 2023-H1\nunit: q7\n"
      "figures:\n  - {element: trees_planted, this_period: \"9\"}\n"
      "parts:\n"
      "  - {code: a, name: Phường A, sent: true, figures: [{element: trees_planted, this_period: \"4\"}]}\n"
      "  - {code: b, name: Phường B, sent: true, figures: [{element: trees_planted, this_period: \"4\"}]}\n";
  put_bytes(t / "q7.yaml", report);
  const Ran ran = t.json({"submit", "q7.yaml"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.codes(), Contains("total-not-sum-of-parts"));
  EXPECT_THAT(ran.of_problems("field"), Contains("figures.trees_planted.this_period"));
}

}  // namespace
}  // namespace xanh::terminal_test

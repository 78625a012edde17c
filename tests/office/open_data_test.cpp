// Published tables for anybody's tools: every column described, every byte with its digest, nothing early.
#include "office/open_data.hpp"

#include "base/canonical.hpp"
#include "exchange/csv.hpp"
#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "office/publish_use.hpp"
#include "office/release_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct OpenData : testing::Test {
  void publish() {
    office.with_reports({"q7", "so-xd"});
    PaperRequest paper;
    paper.cycle = "2023-H1";
    paper.folder = (office.folder() / "out").string();
    ASSERT_TRUE(write_papers(office.desk(), paper).ok());
    ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
    ASSERT_TRUE(publish_papers(office.desk(), {"2023-H1", {}, {}, 1, {}}).ok());
  }
  Office office;
};

TEST_F(OpenData, NothingIsThereBeforeTheFirstPublication) {
  office.with_reports({"q7"});
  EXPECT_THAT(codes(results_table(office.desk(), "2023-H1").problems), ElementsAre("nothing-published"));
  EXPECT_THAT(codes(figures_table(office.desk(), "2023-H1").problems), ElementsAre("nothing-published"));
  const auto package = data_package(office.desk(), Language::vi);
  ASSERT_TRUE(package.ok()) << lines(package.problems);
  EXPECT_THAT(package.value.find("resources")->items, IsEmpty());
}

TEST_F(OpenData, EveryTableHasTheColumnsAndTheDigestThatThePackageNames) {
  publish();
  const auto package = data_package(office.desk(), Language::en);
  ASSERT_TRUE(package.ok()) << lines(package.problems);
  const auto& resources = package.value.find("resources")->items;
  ASSERT_THAT(resources, SizeIs(2));
  for (const auto& one : resources) {
    const bool results = one.find("name")->scalar == "results-2023-h1";
    const auto bytes =
        results ? results_table(office.desk(), "2023-H1") : figures_table(office.desk(), "2023-H1");
    ASSERT_TRUE(bytes.ok()) << lines(bytes.problems);
    EXPECT_EQ(one.find("hash")->scalar, "sha256:" + sha256(bytes.value));
    const auto table = read_csv(bytes.value, "table");
    ASSERT_TRUE(table.ok()) << lines(table.problems);
    std::vector<std::string> named;
    for (const auto& field : one.find("schema")->find("fields")->items) {
      named.push_back(field.find("name")->scalar);
      EXPECT_THAT(field.find("title")->scalar, Not(IsEmpty()));
    }
    EXPECT_EQ(table.value.header, named);
    EXPECT_THAT(table.value.rows, Not(IsEmpty()));
  }
}

TEST_F(OpenData, AFigureHasTheDigitsThatWereReported) {
  publish();
  EXPECT_THAT(figures_table(office.desk(), "2023-H1").value, HasSubstr("q7,Ủy ban nhân dân Quận 7,"));
  EXPECT_THAT(figures_table(office.desk(), "2023-H1").value, HasSubstr(",official,82,,,,true\n"));
}

TEST_F(OpenData, WhatIsHeldBackHasNoFigureInTheTable) {
  publish();
  const auto decisions = list_releases(office.desk(), "2023-H1");
  ASSERT_TRUE(
      decide_release(office.desk(), {"2023-H1", {"t09"}, false, "Đang đối chiếu", tag_of(decisions.value)})
          .ok());
  const auto table = read_csv(results_table(office.desk(), "2023-H1").value, "table");
  for (const auto& row : table.value.rows)
    if (row.cells[0] == "t09") {
      EXPECT_THAT(row.cells[5], IsEmpty());
      EXPECT_EQ(row.cells[9], "Đang đối chiếu");
    }
}

}  // namespace
}  // namespace xanh::office_test

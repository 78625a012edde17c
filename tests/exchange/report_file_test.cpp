// What kind of file a report is.
#include "exchange/report_file.hpp"

#include <gmock/gmock.h>

namespace xanh {
namespace {

std::vector<std::string> said(const std::string& bytes, const std::string& path) {
  std::vector<std::string> out;
  for (const auto& p : parse_report_file(bytes, path).problems) out.push_back(p.code);
  return out;
}

TEST(ReportFile, KindIsReadFromItsNameWhateverTheCase) {
  for (const char* path : {"q7.yaml", "q7.YAML", "q7.Yml", "q7.xlsx", "q7.XLSX", "q7.Xlsm", ".YML"})
    EXPECT_THAT(said("x", path), testing::Not(testing::Contains("report-file-kind"))) << path;
  for (const char* path : {"q7.pdf", "q7", "xlsx", "", "q7.xlsx.zip"})
    EXPECT_THAT(said("x", path), testing::ElementsAre("report-file-kind")) << path;
}

TEST(ReportFile, ThatIsEmptyOrAnythingElseThanAMappingSaysSo) {
  const auto empty = parse_report_file("", "q7.yaml").problems;
  ASSERT_EQ(empty.size(), 1u);
  EXPECT_EQ(
      to_line(empty[0], Language::en),
      "q7.yaml:1:1: error file-empty: the file is empty, but needs a mapping; fill it in, or choose the "
      "right file");
  const auto list = parse_report_file("- a", "q7.yaml").problems;
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(
      to_line(list[0], Language::en),
      "q7.yaml:1:1: error wrong-type: this file needs a mapping, but holds `[…]`; mend what it holds, or "
      "choose the right file");
}

}  // namespace
}  // namespace xanh

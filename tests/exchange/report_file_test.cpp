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

}  // namespace
}  // namespace xanh

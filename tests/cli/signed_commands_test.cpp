// signed, map suggest and submit --map, as a clerk or a script runs them.
#include "cli/terminal.hpp"
#include "exchange/own_sheet.hpp"
#include "exchange/small_pdf.hpp"

namespace xanh::terminal_test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(SignedCommand, TakesTheCopyAndSaysWhenItIsThereAlready) {
  Terminal t;
  t.with_reports({"q7"});
  const std::string digest =
      at(t.must({"submit", kReports + "/q7.yaml", "--json"}).json(), {"items", "0", "sha256"}).scalar;
  put_bytes(t / "q7.pdf", pdf_test::small_pdf({digest.substr(0, 12)}));
  const Ran first = t.json({"signed", "2023-H1/q7", "q7.pdf", "--date", "15/6/2023"});
  EXPECT_EQ(first.code, 0) << first.out;
  EXPECT_EQ(at(first.json(), {"paper", "number"}).scalar, "425/BC-UBND");
  EXPECT_EQ(at(first.json(), {"already"}).scalar, "false");
  const Ran again = t.run({"signed", "2023-H1/q7", "q7.pdf"});
  EXPECT_EQ(again.code, 0);
  EXPECT_THAT(again.out, HasSubstr("2023-H1/q7/1  tệp này đã có: số 425/BC-UBND ngày 15/6/2023"));
  EXPECT_THAT(t.run({"signed", "2023-H1/q7", "q7.pdf", "--lang", "en"}).out,
              HasSubstr("no. 425/BC-UBND of 2023-06-15"));
  EXPECT_THAT(t.run({"status", "--cycle", "2023-H1"}).out,
              HasSubstr("Đã ghi nhận; đã ký ban hành số 425/BC-UBND ngày 15/6/2023"));
  t.must({"audit", "verify"});
}

TEST(SignedCommand, EndsWithOneForTheInputAndTwoForTheUsage) {
  Terminal t;
  t.with_reports({"q7"});
  put_bytes(t / "x.pdf", "no pdf");
  EXPECT_EQ(t.run({"signed", "2023-H1/q7"}).code, 2);
  EXPECT_THAT(t.json({"signed", "2023-H1/q7", "x.pdf"}).codes(), ElementsAre("pdf-not-a-pdf"));
  EXPECT_THAT(t.json({"signed", "2023-H1/q7", "x.pdf", "--date", "hôm qua"}).codes(),
              ElementsAre("bad-date"));
  EXPECT_THAT(t.json({"signed", "2023-H1/q7", "x.pdf", "--number", "\xff"}).codes(),
              ElementsAre("signed-not-utf-8"));
  EXPECT_EQ(t.run({"signed", "2023-H1/q7", "x.pdf"}).code, 1);
}

TEST(MapCommand, SuggestsAMapThatSubmitReads) {
  Terminal t;
  t.open_cycle();
  put_bytes(t / "own.xlsx",
            testing_workbook::own_workbook({{"STT", "Nội dung", "Kỳ này"},
                                            {"1", "Cơ sở sản xuất phải xử lý khí thải", "100"},
                                            {"2", "Cơ sở sản xuất có khí thải xử lý đạt quy chuẩn", "90"}}));
  const Ran made =
      t.json({"map", "suggest", "own.xlsx", "--unit", "q7", "--cycle", "2023-H1", "-o", "q7.yaml"});
  EXPECT_EQ(made.code, 0) << made.out;
  EXPECT_EQ(at(made.json(), {"certain"}).scalar, "2");
  put_bytes(t / "cv.txt", "công văn");
  const Ran taken = t.run({"submit", "own.xlsx", "--on-behalf", "q7", "--letter", "cv.txt", "--map",
                           "q7.yaml", "--cycle", "2023-H1"});
  EXPECT_EQ(taken.code, 0) << taken.err;
  EXPECT_THAT(taken.out, AllOf(HasSubstr("2023-H1/q7/1  đã nhận (2 số liệu)"), HasSubstr("bản đồ ô q7.yaml"),
                               HasSubstr("đính chính đến hết ngày 23/6/2023")));
  EXPECT_THAT(t.run({"status", "--cycle", "2023-H1"}).out,
              HasSubstr("nhập thay, đơn vị đính chính đến hết 23/6/2023"));
  EXPECT_THAT(t.json({"map", "suggest", "cv.txt", "--unit", "q7", "--cycle", "2023-H1", "-o", "x"}).codes(),
              ElementsAre("report-file-kind"));
  EXPECT_THAT(
      t.json({"map", "suggest", "own.xlsx", "--unit", "q77", "--cycle", "2023-H1", "-o", "x"}).codes(),
      ElementsAre("unknown-unit"));
  EXPECT_FALSE(fs::exists(t / "x"));
  EXPECT_EQ(t.run({"submit", "own.xlsx", "--map", "q7.yaml"}).code, 2) << "a map goes with --on-behalf";
}

}  // namespace
}  // namespace xanh::terminal_test

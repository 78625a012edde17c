// Files and messages beside a report.
#include "office/file_use.hpp"

#include "base/canonical.hpp"
#include "office/office_sample.hpp"
#include "office/thread_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct FileUse : testing::Test {
  [[nodiscard]] Desk as(Role role, const std::string& unit) const {
    Desk out = office.desk();
    out.actor = "nguoi-minh-hoa";
    out.posts = {{role, unit, {}, {}, {}}};
    return out;
  }
  Office office;
  const std::string pdf = "%PDF-1.4 biên bản";
};

TEST_F(FileUse, AFileIsKeptByItsDigestAndReadBackByWhoMayReadTheReport) {
  const auto kept =
      keep_report_file(as(Role::drafter, "q7"), {"2023-H1", "q7", "../Biên bản.pdf", pdf, "ww_sites_ok"});
  ASSERT_TRUE(kept.ok()) << lines(kept.problems);
  EXPECT_EQ(kept.value.name, "Biên bản.pdf");
  EXPECT_EQ(kept.value.sha256, sha256(pdf));
  const auto again =
      keep_report_file(as(Role::drafter, "q7"), {"2023-H1", "q7", "Biên bản.pdf", pdf, "ww_sites_ok"});
  EXPECT_EQ(again.value.at, kept.value.at);
  EXPECT_EQ(list_report_files(as(Role::clerk, "q7"), "2023-H1", "q7").value.size(), 1U);
  EXPECT_EQ(read_report_file(as(Role::agency_officer, {}), "2023-H1", "q7", kept.value.sha256).value.bytes,
            pdf);
  EXPECT_THAT(codes(read_report_file(as(Role::clerk, "q1"), "2023-H1", "q7", kept.value.sha256).problems),
              ElementsAre("not-allowed"));
  EXPECT_THAT(
      codes(read_report_file(as(Role::agency_officer, {}), "2023-H1", "q1", kept.value.sha256).problems),
      ElementsAre("no-such-file"))
      << "it is beside another report";
}

TEST_F(FileUse, ADroppedFileIsBesideTheReportNoMoreButStaysInTheStore) {
  const auto kept = keep_report_file(as(Role::drafter, "q7"), {"2023-H1", "q7", "a.pdf", pdf, {}});
  EXPECT_THAT(codes(drop_report_file(as(Role::drafter, "q1"), "2023-H1", "q7", kept.value.sha256)),
              ElementsAre("not-allowed"));
  EXPECT_THAT(codes(drop_report_file(as(Role::drafter, "q7"), "2023-H1", "q7", kept.value.sha256)),
              IsEmpty());
  EXPECT_THAT(codes(drop_report_file(as(Role::drafter, "q7"), "2023-H1", "q7", kept.value.sha256)),
              ElementsAre("no-such-file"));
  EXPECT_THAT(list_report_files(as(Role::drafter, "q7"), "2023-H1", "q7").value, IsEmpty());
  EXPECT_TRUE(read_report_file(as(Role::drafter, "q7"), "2023-H1", "q7", kept.value.sha256).ok());
}

TEST_F(FileUse, AllThatIsWrongIsSaidAtOnceAndNothingIsKept) {
  EXPECT_THAT(
      codes(keep_report_file(as(Role::drafter, "q7"), {"2023-H1", "q7", "..", "MZ\x90\x01", "no_such"})
                .problems),
      ElementsAre("file-name", "attached-kind", "figure-not-in-report"));
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  EXPECT_THAT(codes(keep_report_file(as(Role::drafter, "q7"), {"2023-H1", "q7", "a.pdf", pdf, {}}).problems),
              ElementsAre("cycle-takes-no-files"));
  EXPECT_THAT(list_report_files(as(Role::drafter, "q7"), "2023-H1", "q7").value, IsEmpty());
}

TEST_F(FileUse, FilesAndMessagesChangeNothingOfTheAccount) {
  office.with_reports({"q7"});
  const auto before = office.consolidated()->snapshot.sha256;
  ASSERT_TRUE(keep_report_file(as(Role::drafter, "q7"), {"2023-H1", "q7", "a.pdf", pdf, {}}).ok());
  ASSERT_TRUE(say_of_figure(as(Role::drafter, "q7"), "2023-H1", "q7", "ww_sites_ok", "Đã kiểm tra lại").ok());
  EXPECT_EQ(office.account("q7").state, SubmissionState::noted);
  EXPECT_EQ(office.consolidated()->snapshot.sha256, before);
}

TEST_F(FileUse, UnitAndAgencyTalkAboutAFigure) {
  ASSERT_TRUE(say_of_figure(as(Role::agency_officer, {}), "2023-H1", "q7", "ww_sites_ok", "Sao giảm?").ok());
  ASSERT_TRUE(
      say_of_figure(as(Role::drafter, "q7"), "2023-H1", "q7", "ww_sites_ok", " Hai cơ sở đã đóng. ").ok());
  ASSERT_TRUE(say_of_figure(as(Role::drafter, "q7"), "2023-H1", "q7", "", "Cảm ơn").ok());
  const auto all = list_messages(as(Role::clerk, "q7"), "2023-H1", "q7", {});
  ASSERT_EQ(all.value.size(), 3U);
  EXPECT_EQ(all.value[1].text, "Hai cơ sở đã đóng.");
  EXPECT_EQ(list_messages(as(Role::clerk, "q7"), "2023-H1", "q7", "ww_sites_ok").value.size(), 2U);
  EXPECT_THAT(codes(say_of_figure(as(Role::drafter, "q1"), "2023-H1", "q7", {}, "x").problems),
              ElementsAre("not-allowed"));
  EXPECT_THAT(codes(list_messages(as(Role::clerk, "q1"), "2023-H1", "q7", {}).problems),
              ElementsAre("not-allowed"));
  EXPECT_THAT(codes(say_of_figure(as(Role::drafter, "q7"), "2023-H1", "q7", "no_such", "x").problems),
              ElementsAre("figure-not-in-report"));
  EXPECT_THAT(codes(say_of_figure(as(Role::drafter, "q7"), "2023-H1", "q7", {}, " \n").problems),
              ElementsAre("message-empty"));
  EXPECT_THAT(
      codes(say_of_figure(as(Role::drafter, "q7"), "2023-H1", "q7", {}, std::string(2001, 'x')).problems),
      ElementsAre("message-too-long"));
}

}  // namespace
}  // namespace xanh::office_test

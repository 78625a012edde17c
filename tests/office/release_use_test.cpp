// What of a published report the public sees, and who decided it.
#include "office/release_use.hpp"

#include "office/office_sample.hpp"
#include "office/results_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct ReleaseUse : testing::Test {
  ReleaseUse() {
    office.with_reports();
    EXPECT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
    (void)office.consolidated();
    EXPECT_TRUE(publish_cycle(office.desk(), "2023-H1").ok());
  }
  [[nodiscard]] PublishedTarget target(const std::string& code) const {
    for (auto& one : published_results(office.desk(), {}).value.items)
      if (one.code == code) return one;
    return {};
  }
  [[nodiscard]] std::vector<std::string> decide(const std::vector<std::string>& targets, bool released,
                                                const std::string& reason,
                                                const std::optional<std::string>& seen = {}) const {
    return codes(decide_release(office.desk(), {"2023-H1", targets, released, reason, seen}).problems);
  }
  Office office;
};

TEST_F(ReleaseUse, AFigureIsHeldBackWithItsReasonAndLetOutAgainAndTheReportStays) {
  ASSERT_TRUE(target("t09").value);
  const auto before = published_results(office.desk(), {}).value.sha256;
  EXPECT_THAT(decide({"t09"}, false, "Đang đối chiếu với Sở Xây dựng"), IsEmpty());
  const auto held = target("t09");
  EXPECT_EQ(held.held_back, "Đang đối chiếu với Sở Xây dựng");
  EXPECT_FALSE(held.value || held.display || held.numerator || held.denominator || held.grade || held.state);
  EXPECT_FALSE(held.names.vi.empty());
  EXPECT_TRUE(held.reason.empty());
  EXPECT_EQ(published_results(office.desk(), {}).value.sha256, before);
  EXPECT_THAT(decide({"t09"}, true, "Đã thống nhất"), IsEmpty());
  EXPECT_TRUE(target("t09").value);
  const auto log = list_releases(office.desk(), "2023-H1");
  ASSERT_EQ(log.value.size(), 3U);
  EXPECT_EQ(log.value[0].by, "operator") << "who published";
  EXPECT_FALSE(log.value[1].released);
  EXPECT_TRUE(log.value[2].released);
}

TEST_F(ReleaseUse, AllThatIsWrongIsSaidAtOnceAndNothingDecided) {
  EXPECT_THAT(decide({"t09", "t99", "x"}, false, " "),
              ElementsAre("release-no-reason", "release-unknown-target", "release-unknown-target"));
  EXPECT_THAT(decide({"t09"}, false, "x", "nothing"), ElementsAre("changed-meanwhile"));
  EXPECT_THAT(codes(decide_release(office.desk(), {"2023-Y", {"t09"}, false, "x", {}}).problems),
              ElementsAre("release-not-published"));
  EXPECT_TRUE(target("t09").value);
  Desk officer = office.desk();
  officer.actor = "chuyen-vien";
  officer.posts = {{Role::agency_officer, {}, {}, {}, {}}};
  EXPECT_THAT(codes(decide_release(officer, {"2023-H1", {"t09"}, false, "x", {}}).problems),
              ElementsAre("not-allowed"));
}

}  // namespace
}  // namespace xanh::office_test

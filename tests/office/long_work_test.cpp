// Work that takes long is followed by who asked for it, and by nobody else; stopped, it leaves nothing.
#include "office/long_work.hpp"

#include <thread>

#include "office/office_sample.hpp"
#include "office/paper_use.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(LongWork, IsFoundUnderItsNameByWhoAskedForItAsLongAsItIsUnderWay) {
  LongWorks works;
  auto mine = works.begin("lan", "a1");
  ASSERT_TRUE(mine);
  EXPECT_TRUE(mine->step({"Lập PDF", "Making the PDF"}));
  ASSERT_TRUE(works.find("lan", "a1"));
  EXPECT_EQ(works.find("lan", "a1")->says().en, "Making the PDF");
  EXPECT_FALSE(works.find("minh", "a1"));
  EXPECT_FALSE(works.find("lan", "a2"));
  mine.reset();
  EXPECT_FALSE(works.find("lan", "a1"));
  EXPECT_FALSE(works.begin("lan", "")) << "nobody follows it";
  EXPECT_TRUE(step_of(nullptr, {"", ""}).empty());
}

struct LongPaper : testing::Test {
  void SetUp() override {
    office.with_reports({"q7"});
    request.cycle = "2023-H1";
    request.folder = (office.folder() / "out").string();
    request.pdf = true;
    request.work = &work;
  }
  void expect_nothing_kept(const Problems& problems) const {
    EXPECT_THAT(codes(problems), Contains("work-cancelled"));
    EXPECT_FALSE(fs::exists(office.folder() / "out"));
    office.store().read([](const Transaction& t) { EXPECT_TRUE(t.snapshots("2023-H1").empty()); });
  }
  Office office;
  LongWork work;
  PaperRequest request;
};

TEST_F(LongPaper, StoppedBeforeItBeganMakesNothing) {
  work.cancel();
  const auto made = write_papers(office.desk(), request);
  EXPECT_THAT(codes(made.problems), ElementsAre("work-cancelled"));
  expect_nothing_kept(made.problems);
}

TEST_F(LongPaper, StoppedWhileThePdfIsMadeKeepsNoSnapshotAndNoFile) {
  std::jthread other([this](const std::stop_token& done) {
    while (!done.stop_requested() && work.says().en != "Making the PDF")
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    work.cancel();
  });
  const auto made = write_papers(office.desk(), request);
  expect_nothing_kept(made.problems);
}

}  // namespace
}  // namespace xanh::office_test

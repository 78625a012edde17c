// The plan as people see it: its versions, what is decided, where it stands by the newest report they may
// see.
#include "office/plan_page.hpp"

#include <algorithm>

#include "office/office_sample.hpp"
#include "office/paper_use.hpp"
#include "office/publish_use.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct PageOfThePlan : testing::Test {
  [[nodiscard]] Desk drafter() const {
    return {&office.store(), "nguoi-minh-hoa", Office::now(), {Post{Role::drafter, "q7", {}, {}, {}}}};
  }
  [[nodiscard]] static PlanPage page(const Desk& desk, int version = 0) {
    const auto made = plan_page(desk, version);
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return made.value;
  }
  [[nodiscard]] static const PlanTarget& target(const PlanPage& page, const std::string& code) {
    const auto found = std::find_if(page.targets.begin(), page.targets.end(),
                                    [&](const PlanTarget& one) { return one.target.code == code; });
    if (found == page.targets.end()) throw std::runtime_error("no target " + code);
    return *found;
  }
  Office office;
};

TEST_F(PageOfThePlan, TheVersionInForceIsShownAndAllAreListed) {
  const auto shown = page(office.desk());
  ASSERT_THAT(shown.versions, Not(IsEmpty()));
  const auto known = std::find_if(shown.versions.begin(), shown.versions.end(),
                                  [&](const PlanVersion& one) { return one.version == shown.version; });
  ASSERT_NE(known, shown.versions.end());
  EXPECT_LE(known->in_force_from, make_date(2023, 6, 20));
  EXPECT_EQ(shown.targets.size() + static_cast<size_t>(known->unnamed), static_cast<size_t>(known->targets));
  EXPECT_THAT(shown.tasks, SizeIs(known->tasks));
  EXPECT_THAT(shown.groups, SizeIs(5));
  const int other = shown.versions.back().version;
  EXPECT_EQ(page(office.desk(), other).version, other);
}

TEST_F(PageOfThePlan, ItStandsByTheSnapshotForTheAgencyAndByNothingForAUnitBeforePublication) {
  office.with_reports({"so-xd"});
  ASSERT_TRUE(office.consolidated());
  const auto agency = page(office.desk());
  EXPECT_EQ(agency.standing_of, "2023-H1");
  EXPECT_FALSE(agency.standing_published);
  ASSERT_TRUE(target(agency, "t09").standing);
  EXPECT_EQ(target(agency, "t09").standing->display, "21,2");
  const auto unit = page(drafter());
  EXPECT_EQ(unit.standing_of, "");
  EXPECT_FALSE(target(unit, "t09").standing);
}

TEST_F(PageOfThePlan, AfterPublicationEverybodySeesWhereItStands) {
  office.with_reports({"so-xd"});
  PaperRequest paper;
  paper.cycle = "2023-H1";
  paper.folder = (office.folder() / "out").string();
  ASSERT_TRUE(write_papers(office.desk(), paper).ok());
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  ASSERT_TRUE(publish_papers(office.desk(), {"2023-H1", {}, {}, 1, {}}).ok());
  const auto unit = page(drafter());
  EXPECT_TRUE(unit.standing_published);
  ASSERT_TRUE(target(unit, "t09").standing);
  EXPECT_EQ(target(unit, "t09").standing->display, "21,2");
  EXPECT_TRUE(std::any_of(unit.tasks.begin(), unit.tasks.end(),
                          [](const PlanTask& task) { return task.standing && task.standing->grade; }));
}

TEST_F(PageOfThePlan, AVersionThatIsNotThereIsUnknown) {
  EXPECT_THAT(codes(plan_page(office.desk(), 99).problems), ElementsAre("unknown-plan"));
}

}  // namespace
}  // namespace xanh::office_test

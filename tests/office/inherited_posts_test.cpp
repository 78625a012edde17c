// A unit that has ended leaves its late reports and its open work to what it became.
#include "office/inherited_posts.hpp"

#include "office/draft_use.hpp"
#include "office/form_content.hpp"
#include "office/office_sample.hpp"
#include "office/people_use.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

// Sở Kế hoạch và Đầu tư was merged into Sở Tài chính on 20 February 2025; districts ended on 1 July 2025.
struct AfterTheMerger : testing::Test {
  AfterTheMerger() {
    now = office.desk();
    now.now = *parse_instant("2025-03-03T09:00:00+07:00");
    const auto made = invite(office.desk(), {"tai-chinh", "Minh họa", {}, {Role::clerk, "so-tc", {}, {}}});
    EXPECT_TRUE(made.ok()) << lines(made.problems);
  }
  [[nodiscard]] std::vector<std::string> units_on(const char* day) const {
    std::vector<std::string> out;
    office.store().read([&](const Transaction& t) {
      for (const auto& post : posts_in_force(t, *person_of(t, "tai-chinh"), *parse_date(day)))
        out.push_back(post.unit);
    });
    return out;
  }
  [[nodiscard]] Desk clerk() const {
    Desk out = now;
    out.actor = "tai-chinh";
    out.posts = posts_of(office.store(), "tai-chinh", now.now);
    return out;
  }
  Office office;
  Desk now;
};

TEST_F(AfterTheMerger, PostsReachToTheEndedUnitFromThatDayOn) {
  EXPECT_THAT(units_on("2025-02-19"), ElementsAre("so-tc"));
  EXPECT_THAT(units_on("2025-02-20"), ElementsAre("so-tc", "so-khdt"));
}

TEST_F(AfterTheMerger, ALateReportIsTheSuccessorsToSend) {
  const std::string report = write_json(to_node([] {
    Submission out;
    out.cycle = "2023-H1";
    out.unit = "so-khdt";
    out.nothing_to_report = true;
    out.illustrative = true;
    out.letter.number = "1/BC";
    out.letter.date = parse_date("2025-03-03");
    return out;
  }()));
  Desk other = clerk();
  other.posts = {{Role::clerk, "so-xd", {}, {}, {}}};
  EXPECT_THAT(codes(submit_received(other, {"r.json", report, "2023-H1", "so-khdt", {}, false}).problems),
              Contains("not-allowed"));
  const auto sent = submit_received(clerk(), {"r.json", report, "2023-H1", "so-khdt", {}, false});
  ASSERT_TRUE(sent.ok()) << lines(sent.problems);
  EXPECT_EQ(sent.value.submission, "2023-H1/so-khdt/1") << "the author stays who it was";
  EXPECT_TRUE(show_draft(clerk(), "2023-H1", "so-khdt").ok());
}

TEST_F(AfterTheMerger, ACycleCutOffLaterAsksTheSuccessorForAllThatBothOwed) {
  Memory memory;
  office.store().read([&](const Transaction& t) { memory = recall(t); });
  Cycle later = *memory.cycle("2023-H1");
  later.code = "2025-H1";
  later.window = {*parse_date("2024-12-15"), *parse_date("2025-06-14")};
  Plan plan = memory.plans.back();
  plan.obligations.push_back({"trees_planted", "so-khdt", {}, {}, YesNo::yes, {}, {}});
  std::vector<std::string> reporting;
  for (const UnitRow* row : reporting_units(plan, memory.units, later)) reporting.push_back(row->code);
  EXPECT_THAT(reporting, Contains("so-tc"));
  EXPECT_THAT(reporting, Not(Contains("so-khdt")));
  const Cycle& before = *memory.cycle("2023-H1");
  const auto asks = [&](const Cycle& cycle, const std::string& unit) {
    return form_of(plan, memory.units, cycle, unit).asks("trees_planted");
  };
  EXPECT_TRUE(asks(before, "so-khdt"));
  EXPECT_FALSE(asks(before, "so-tc"));
  EXPECT_TRUE(asks(later, "so-tc")) << "what Kế hoạch và Đầu tư owed";
}

}  // namespace
}  // namespace xanh::office_test

// Next year's plan drawn up from the year's report: a proposal line by line, which makes the next version.
#include "office/next_plan_use.hpp"

#include "exchange/ooxml/package.hpp"
#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct NextYearsPlan : testing::Test {
  [[nodiscard]] Desk december(const char* day = "2023-12-20") const {
    Desk out = office.desk();
    out.now = *parse_instant(std::string(day) + "T09:00:00+07:00");
    return out;
  }
  /// The demonstration's year, put together.
  void year() const {
    ASSERT_TRUE(open_cycle(december("2023-12-15"), "2023-Y").ok());
    SubmitRequest request;
    for (const auto& entry : fs::directory_iterator(kProgramme + "/demonstration/2023-Y"))
      request.files.push_back(entry.path().string());
    std::sort(request.files.begin(), request.files.end());
    const auto taken = submit_files(december(), request);
    ASSERT_TRUE(taken.ok()) << lines(taken.problems);
    ASSERT_TRUE(review(december(), {{"2023-Y"}, true, {}, {}}).ok());
    ASSERT_TRUE(consolidate_cycle(december(), {"2023-Y", {}, 1}).ok());
  }
  static const AmendmentItem* item(const AmendmentPage& page, const std::string& at) {
    for (const auto& one : page.items)
      if (one.operation.at == at) return &one;
    return nullptr;
  }
  Office office;
};

TEST_F(NextYearsPlan, IsAProposalWhoseEveryLineSaysWhyItIsThere) {
  year();
  const auto made = draft_next_plan(december(), {2024, false});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_EQ(made.value.amendment.unit, "so-tnmt");
  ASSERT_FALSE(made.value.items.empty());
  EXPECT_EQ(made.value.items.front().operation.at, "years/2024");
  EXPECT_EQ(made.value.items.front().shown.kind, PlanItem::year);
  int figures = 0, tasks = 0;
  for (const auto& one : made.value.items) {
    EXPECT_FALSE(one.operation.reason.vi.empty()) << one.operation.at;
    EXPECT_FALSE(one.operation.reason.en.empty()) << one.operation.at;
    figures += one.operation.at.starts_with("assigned/");
    tasks += one.operation.at.starts_with("tasks/");
  }
  EXPECT_GT(figures, 0);
  EXPECT_GT(tasks, 10);
  EXPECT_THAT(made.value.amendment.reason.vi, HasSubstr("kết quả năm 2023"));
}

TEST_F(NextYearsPlan, CarriesUnfinishedTasksOverWithTheirSlip) {
  year();
  const auto made = draft_next_plan(december(), {2024, true});
  bool late = false;
  for (const auto& one : made.value.items)
    late |= one.operation.at.starts_with("tasks/") &&
            one.operation.reason.vi.find("ngày làm việc") != std::string::npos;
  EXPECT_TRUE(late) << "the demonstration has tasks that are late";
  EXPECT_THAT(list_amendments(december()).value, IsEmpty()) << "a dry run keeps nothing";
}

TEST_F(NextYearsPlan, DecidedItIsTheNextVersionWithItsYear) {
  year();
  const auto made = draft_next_plan(december(), {2024, false});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  const auto decided = decide_amendment(december("2024-03-20"),
                                        {made.value.code, {}, true, "900/QĐ-UBND", make_date(2024, 3, 18)});
  ASSERT_TRUE(decided.ok()) << lines(decided.problems);
  ASSERT_TRUE(decided.value.version);
  office.store().read([&](const Transaction& t) {
    const Memory memory = recall(t);
    const Plan& plan = memory.plans.back();
    ASSERT_EQ(plan.years.size(), 2u);
    EXPECT_EQ(plan.years.back().year, 2024);
    EXPECT_EQ(plan.years.back().decision.number, "900/QĐ-UBND");
    EXPECT_EQ(plan.years.front().decision.number, "1200/QĐ-UBND") << "the year before keeps its own";
    EXPECT_FALSE(plan.tasks().empty());
    EXPECT_EQ(plan_in_force(memory.plans, make_date(2023, 12, 31))->version, 1);
  });
  EXPECT_THAT(codes(draft_next_plan(december("2024-04-01"), {2024, false}).problems),
              ElementsAre("next-plan-there"));
}

TEST_F(NextYearsPlan, ItsSubmissionSaysWhyOnEveryLine) {
  year();
  ASSERT_TRUE(draft_next_plan(december(), {2024, false}).ok());
  const auto paper = write_submission_paper(december(), {{"A1"}});
  ASSERT_TRUE(paper.ok()) << lines(paper.problems);
  const auto package = Package::open(paper.value, "to-trinh.docx");
  EXPECT_THAT(*package.value.part("word/document.xml"), HasSubstr("ngày làm việc"));
}

TEST_F(NextYearsPlan, WithoutItsYearNoLineChangesThePlanOfTheYearBefore) {
  year();
  const auto made = draft_next_plan(december(), {2024, false});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  const Date day = make_date(2024, 3, 18);
  ASSERT_TRUE(
      decide_amendment(december("2024-03-20"), {made.value.code, {1}, false, "900/QĐ-UBND", day}).ok());
  EXPECT_THAT(codes(decide_amendment(december("2024-03-20"), {made.value.code, {2}, true, "900/QĐ-UBND", day})
                        .problems),
              ElementsAre("amendment-year-refused"));
  EXPECT_TRUE(
      decide_amendment(december("2024-03-20"), {made.value.code, {}, false, "900/QĐ-UBND", day}).ok());
}

TEST_F(NextYearsPlan, NeedsTheYearsReportAndIsTheStandingAgencys) {
  EXPECT_THAT(codes(draft_next_plan(december(), {2024, false}).problems),
              ElementsAre("next-plan-no-snapshot"));
  EXPECT_THAT(codes(draft_next_plan(december(), {2031, false}).problems), ElementsAre("next-plan-no-cycle"));
  EXPECT_THAT(codes(draft_next_plan(december(), {2023, false}).problems), ElementsAre("next-plan-there"));
  Desk unit = december();
  unit.actor = "nguoi-minh-hoa";
  unit.posts = {{Role::drafter, "q7", {}, {}, {}}};
  EXPECT_THAT(codes(draft_next_plan(unit, {2024, false}).problems), ElementsAre("not-allowed"));
}

TEST_F(NextYearsPlan, ASecondDraftSaysThatAnotherWaits) {
  year();
  ASSERT_TRUE(draft_next_plan(december(), {2024, false}).ok());
  EXPECT_THAT(codes(draft_next_plan(december(), {2024, true}).problems), Contains("next-plan-drafted"));
}

TEST_F(NextYearsPlan, AnotherYearGoesOnlyAfterTheLast) {
  Amendment wrong;
  wrong.unit = "so-tnmt";
  wrong.title.vi = "x";
  wrong.reason.vi = "x";
  AmendmentOperation& one = wrong.operations.emplace_back();
  one.op = AmendmentOp::add;
  one.at = "years/2022";
  one.to = Node::map();
  one.to.add("year", to_node(2022));
  EXPECT_THAT(codes(propose_amendment(december(), wrong, true).problems), ElementsAre("amendment-year"));
}

}  // namespace
}  // namespace xanh::office_test

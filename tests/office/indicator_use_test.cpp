// A formula over what was noted, by unit, group, cycle and year, beside the consolidation of the same
// reports.
#include "office/indicator_use.hpp"

#include "office/backup_use.hpp"
#include "office/doctor.hpp"
#include "office/office_sample.hpp"
#include "store/columnar_copy.hpp"

namespace xanh::office_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kShare = "100 * #{ww_sites_ok} / #{ww_sites_obliged}";

class IndicatorOfReports : public testing::Test {
 protected:
  [[nodiscard]] Indicator asked(IndicatorRequest request) const {
    auto made = indicator(office.desk(), request);
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return std::move(made.value);
  }
  [[nodiscard]] std::vector<std::string> refused(IndicatorRequest request) const {
    std::vector<std::string> out;
    for (const auto& one : indicator(office.desk(), request).problems) out.push_back(one.code);
    return out;
  }
  [[nodiscard]] static std::string text(const IndicatorCell& cell) {
    return cell.value ? cell.value->to_text() : std::string("-");
  }
  Office office;
};

TEST_F(IndicatorOfReports, IsWhatTheConsolidationSaysOfTheTarget) {
  office.with_reports();
  const auto report = office.consolidated();
  const auto found = asked({kShare, {}, {}, false, false, 2});
  ASSERT_EQ(found.rows.size(), 1);
  ASSERT_EQ(found.periods.size(), 1);
  const auto& plan = report->plan->targets;
  const auto planned =
      std::find_if(plan.begin(), plan.end(), [](const auto& one) { return one.numerator == "ww_sites_ok"; });
  ASSERT_NE(planned, plan.end());
  const auto& targets = report->result.targets;
  const auto target = std::find_if(targets.begin(), targets.end(),
                                   [&](const auto& one) { return one.code == planned->code; });
  ASSERT_NE(target, targets.end());
  EXPECT_EQ(text(found.rows[0].cells[0]), target->value->value.to_text());
  EXPECT_EQ(found.rows[0].cells[0].expected, target->coverage.expected);
  EXPECT_EQ(found.rows[0].cells[0].given, target->coverage.noted);
}

TEST_F(IndicatorOfReports, ARowForEachUnitAndAGroupIsTheSumOfItsUnits) {
  office.with_reports({"q1", "q3", "q7"});
  const auto units = asked({"#{ww_sites_ok}", {"districts"}, {}, true, true, 1});
  EXPECT_EQ(units.periods[0].code, "2023");
  EXPECT_THAT(units.periods[0].cycles, ElementsAre("2023-H1"));
  Decimal sum;
  int given = 0;
  for (const auto& row : units.rows) {
    given += row.cells[0].given;
    if (row.cells[0].value) sum += *row.cells[0].value;
  }
  EXPECT_EQ(given, 3);
  const auto group = asked({"#{ww_sites_ok}", {"districts", "q7"}, {}, false, false, 1});
  EXPECT_EQ(text(group.rows[0].cells[0]), sum.to_text());
  EXPECT_EQ(group.rows[0].cells[0].given, 3);
  EXPECT_EQ(group.rows[1].code, "q7");
  EXPECT_EQ(group.rows[1].cells[0].expected, 1);
}

TEST_F(IndicatorOfReports, WhatIsNotedLaterIsInTheNextAnswer) {
  office.with_reports({"q1"});
  EXPECT_EQ(asked({kShare, {"q7"}, {}, false, false, 1}).rows[0].cells[0].given, 0);
  office.with_reports({"q7"});
  EXPECT_EQ(asked({kShare, {"q7"}, {}, false, false, 1}).rows[0].cells[0].given, 1);
}

TEST_F(IndicatorOfReports, ACellThatCannotBeComputedSaysWhyAndTheOthersStand) {
  office.with_reports({"q1", "q7"});
  const auto found = asked({"1 / (#{ww_sites_ok} - #{ww_sites_ok})", {"q1", "q3"}, {}, false, false, 1});
  EXPECT_EQ(text(found.rows[0].cells[0]), "-");
  EXPECT_NE(found.rows[0].cells[0].why.vi, "");
  EXPECT_EQ(found.rows[1].cells[0].why.vi, "") << "nothing was noted of it";
}

TEST_F(IndicatorOfReports, RefusesWhatItCannotAsk) {
  EXPECT_THAT(refused({"#{ww_sites_okk}", {}, {}, false, false, 1}), ElementsAre("indicator-element"));
  EXPECT_THAT(refused({"#{ww_sites_ok", {}, {}, false, false, 1}), testing::SizeIs(1));
  EXPECT_THAT(refused({"#{ww_sites_ok} * C{pi}", {}, {}, false, false, 1}), ElementsAre("indicator-item"));
  EXPECT_THAT(refused({"#{ww_sites_ok}", {"nowhere"}, {}, false, false, 1}), ElementsAre("indicator-group"));
  EXPECT_THAT(refused({"#{ww_sites_ok}", {}, {"1999-H1"}, false, false, 1}), ElementsAre("unknown-cycle"));
  EXPECT_THAT(refused({"'a'", {}, {}, false, false, 1}), ElementsAre("indicator-no-number"));
}

TEST_F(IndicatorOfReports, IsForThoseWhoMaySeeWhereAllUnitsStand) {
  Desk desk = office.desk();
  desk.actor = "q7.soan";
  desk.posts = {{Role::drafter, "q7", {}, {}, {}}};
  const auto made = indicator(desk, {kShare, {"q7"}, {}, false, false, 1});
  ASSERT_EQ(made.problems.size(), 1);
  EXPECT_EQ(made.problems[0].code, "not-allowed");
}

TEST_F(IndicatorOfReports, TheTableHasARowForEachUnitAndPeriod) {
  office.with_reports({"q7"});
  const auto csv = indicator_csv(asked({"#{ww_sites_ok}", {"q7"}, {}, false, false, 1}));
  EXPECT_THAT(csv, testing::StartsWith("unit,unit_vi,unit_en,period,value,units_expected,units_given\nq7,"));
  EXPECT_THAT(csv, testing::HasSubstr(",2023-H1,"));
  EXPECT_THAT(csv, testing::EndsWith(",1,1\n"));
}

TEST_F(IndicatorOfReports, TheCopyIsNoPartOfABackupAndTheDoctorKnowsIt) {
  office.with_reports({"q7"});
  const auto said = [&] {
    const auto found = examine(office.desk()).value;
    return std::find_if(found.begin(), found.end(),
                        [](const auto& one) { return one.what == "figures.copy"; })
        ->says.en;
  };
  EXPECT_THAT(said(), testing::HasSubstr("no columnar copy"));
  static_cast<void>(asked({kShare, {}, {}, false, false, 1}));
  ASSERT_TRUE(fs::exists(office.store().folder() / columnar_copy::kFile));
  EXPECT_THAT(said(), testing::HasSubstr("MB"));
  fs::create_directory(office.store().folder() / columnar_copy::kWork);
  std::ofstream(office.store().folder() / columnar_copy::kWork / "spilled") << "x";
  const std::string backup = (office.folder() / "backup.zip").string();
  ASSERT_TRUE(back_up(office.desk(), backup).ok());
  ASSERT_TRUE(restore(backup, (office.folder() / "back").string()).ok());
  for (const auto& entry : fs::recursive_directory_iterator(office.folder() / "back"))
    EXPECT_EQ(entry.path().string().find("figures"), std::string::npos) << entry.path();
}

}  // namespace
}  // namespace xanh::office_test

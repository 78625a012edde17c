#include "reporting/consolidation.hpp"

#include <clocale>
#include <cstdlib>

#include "reporting/city.hpp"

namespace xanh::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kThreeUnits = R"(
  units    so-tnmt consolidates | so-xd q1 q7 report
  target   x1 "waste sorted at source" % rises  2020: 13.2  2025: 58  2030: 88.3  = #{sorted} / #{generated}, sum over units
  task     n1 "build a plant" so-xd, q1 due 2023-05-31
  task     n2 "clean canals" so-tnmt recurring
  holiday  2022-06-17
  cycle    2022-H1  window 2021-12-15..2022-06-14  due 2 working days after
  cycle    2023-H1  window 2022-12-15..2023-06-14  due 2 working days after
  cycle    2025-Y   window 2024-12-15..2025-12-14
)";

City half_told() {
  City city(kThreeUnits);
  city.reports("q7", "2023-06-16", {{"sorted", 20}, {"generated", 100}});
  return city;
}

TEST(Consolidation, TellsWhatIsInAndWhoHasNotSent) {
  const City city = half_told();
  const auto june = city.consolidate("2023-H1", seen_at("2023-06-20"));
  EXPECT_EQ(june.target("x1").grade, Grade::not_yet_due);
  EXPECT_EQ(june.target("x1").display, "20,0");
  EXPECT_THAT(june.not_sent(), ElementsAre("q1", "so-tnmt", "so-xd"));
  EXPECT_EQ(june.unit("q7").state, SubmissionState::noted);
  EXPECT_EQ(june.unit("q1").days_late, 2);
}

TEST(Consolidation, BeforeTheDueDayNobodyIsMissing) {
  const City city = half_told();
  const auto early = city.consolidate("2023-H1", seen_at("2023-06-16"));
  EXPECT_THAT(early.not_sent(), IsEmpty());
  EXPECT_EQ(early.unit("q1").state, SubmissionState::not_due);
}

TEST(Consolidation, LatenessIsJudgedOnTheDayInTheCityAndNotInUtc) {
  const City city = half_told();
  // 23:30 UTC of the 16th is the morning of the 17th there, a Saturday; Monday is the first day late.
  EXPECT_THAT(city.consolidate("2023-H1", *parse_instant("2023-06-16T16:59:59Z")).not_sent(), IsEmpty());
  EXPECT_EQ(city.consolidate("2023-H1", *parse_instant("2023-06-16T17:00:00Z")).not_sent().size(), 3u);
}

TEST(Consolidation, YearEndBelowTheMilestoneIsNotAchieved) {
  City city(kThreeUnits);
  city.reports("q7", "2025-12-16", {{"sorted", 20}, {"generated", 100}});
  city.reports("q1", "2025-12-16", {{"sorted", 20}, {"generated", 100}});
  EXPECT_EQ(city.consolidate("2025-Y", seen_at("2025-12-20")).target("x1").grade, Grade::not_achieved);
}

TEST(Consolidation, LateReportCountsItsWorkingDays) {
  City city = half_told();
  city.reports("q1", "2023-06-21", {{"sorted", 20}, {"generated", 100}});
  EXPECT_EQ(city.consolidate("2023-H1", seen_at("2023-06-22")).unit("q1").days_late, 3);
}

TEST(Consolidation, TaskTakesItsLeadsWordAndNotTheCoordinators) {
  City city = half_told();
  ReportedTask told;
  told.task = "n1";
  told.status = TaskStatus::done;
  told.finished_on = day("2023-05-30");
  city.reports("q1", "2023-06-15", {}).tasks.push_back(told);
  EXPECT_FALSE(city.consolidate("2023-H1", seen_at("2023-06-20")).task("n1").grade);
  told.status = TaskStatus::under_way;
  city.reports("so-xd", "2023-06-15", {}).tasks.push_back(told);
  const auto june = city.consolidate("2023-H1", seen_at("2023-06-20"));
  EXPECT_EQ(june.task("n1").grade, TaskGrade::under_way_overdue);
  EXPECT_EQ(june.task("n1").days_late, 10);
  EXPECT_EQ(june.task("n1").reported_by, "so-xd");
}

City two_years(const char* first_definition = "x1") {
  City city(kThreeUnits);
  for (const char* unit : {"q1", "q7"}) {
    city.reports(unit, "2022-06-15", {{"sorted", 10}, {"generated", 100}});
    city.reports(unit, "2023-06-15", {{"sorted", 25}, {"generated", 100}});
  }
  auto before = city.consolidate("2022-H1", seen_at("2022-06-20"));
  before.result.targets[0].definition = first_definition;
  city.publishes(before);
  return city;
}

TEST(Consolidation, ChangeIsBetweenFiguresOfOneDefinitionAndTerritory) {
  const City city = two_years();
  const auto june = city.consolidate("2023-H1", seen_at("2023-06-20"));
  EXPECT_TRUE(june.target("x1").comparable);
  EXPECT_EQ(june.target("x1").change->value.to_text(), "15.000000");
  EXPECT_EQ(june.manifest.previous->cycle, "2022-H1");
}

TEST(Consolidation, AnotherDefinitionIsNotComparableAndShowsNoPreviousFigure) {
  const City city = two_years("another");
  const auto& x1 = city.consolidate("2023-H1", seen_at("2023-06-20")).target("x1");
  EXPECT_FALSE(x1.comparable);
  EXPECT_FALSE(x1.previous);
  EXPECT_FALSE(x1.change);
  EXPECT_EQ(x1.not_comparable_because.value().en, "The earlier cycle used another definition");
}

TEST(Consolidation, OtherUnitsAreNotComparable) {
  City city = two_years();
  city.sent.remove_if([](const Submission& s) { return s.cycle == "2023-H1" && s.unit == "q1"; });
  const auto& x1 = city.consolidate("2023-H1", seen_at("2023-06-20")).target("x1");
  EXPECT_FALSE(x1.comparable);
  EXPECT_FALSE(x1.change);
  EXPECT_TRUE(x1.previous);
}

TEST(Consolidation, WithoutAPublishedSnapshotThereIsNoPrevious) {
  const auto june = half_told().consolidate("2023-H1", seen_at("2023-06-20"));
  EXPECT_FALSE(june.target("x1").previous);
  EXPECT_EQ(june.target("x1").not_comparable_because.value().en,
            "No published figure of the earlier cycle of this kind");
}

TEST(Consolidation, SameManifestGivesTheSameDigestInAnyZoneAndLocale) {
  const City city = two_years();
  const auto there = city.consolidate("2023-H1", seen_at("2023-06-20"));
  const char* zone = std::getenv("TZ");
  const std::string kept = zone ? zone : "";
  for (const char* other : {"America/New_York", "Pacific/Kiritimati"}) {
    setenv("TZ", other, 1);
    tzset();
    for (const char* locale : {"vi_VN.UTF-8", "de_DE.UTF-8", "C.UTF-8", "C"}) {
      std::setlocale(LC_ALL, locale);  // one that is not installed changes nothing
      EXPECT_EQ(city.consolidate("2023-H1", seen_at("2023-06-20")).digest(), there.digest())
          << other << locale;
    }
  }
  std::setlocale(LC_ALL, "C");
  zone ? setenv("TZ", kept.c_str(), 1) : unsetenv("TZ");
  tzset();
}

TEST(Consolidation, AnyOtherFigureGivesAnotherDigest) {
  City city = half_told();
  const auto before = city.consolidate("2023-H1", seen_at("2023-06-20"));
  city.reports("q7", "2023-06-16", {{"sorted", "20.0"}, {"generated", 100}});
  EXPECT_NE(city.consolidate("2023-H1", seen_at("2023-06-20")).digest(), before.digest())
      << "20.0 is not what was reported before";
  EXPECT_EQ(control_code(before.digest()), before.digest().substr(0, 12));
}

TEST(Consolidation, ReportsThatAreNotThoseOfTheManifestAreRefused) {
  const City city = half_told();
  auto june = city.consolidate("2023-H1", seen_at("2023-06-20"));
  ConsolidationInput input{&city.plan, &city.units, &city.cycle("2023-H1"), {}, nullptr};
  EXPECT_THROW((void)xanh::consolidate(june.manifest, input), std::invalid_argument);
}

constexpr const char* kGrowing = R"(
  units    so-tnmt consolidates | q2 q9 tp q7 report
  merge    2021-01-01 q2 q9 -> tp
  target   x1 "waste sorted" % rises  2025: 58  2030: 88.3  = #{sorted} / #{generated}, sum over units
  cycle    2020-Y  window 2019-12-15..2020-12-14
  cycle    2021-Y  window 2020-12-15..2021-12-14
)";

/// The year of the merger, after the year before was published.
City after_the_merger(const std::vector<std::string>& now) {
  City city(kGrowing);
  for (const char* unit : {"q2", "q9", "q7"})
    city.reports(unit, "2020-12-15", {{"sorted", 10}, {"generated", 100}});
  city.publishes(city.consolidate("2020-Y", seen_at("2020-12-20")));
  for (const auto& unit : now) city.reports(unit, "2021-12-15", {{"sorted", 20}, {"generated", 100}});
  return city;
}

TEST(Consolidation, DistrictsThatMergedStandOnTheSameLandAndAreCompared) {
  const auto now = after_the_merger({"tp", "q7"}).consolidate("2021-Y", seen_at("2021-12-20"));
  EXPECT_TRUE(now.target("x1").comparable)
      << now.target("x1").not_comparable_because.value_or(Bilingual{}).vi;
  EXPECT_TRUE(now.target("x1").change);
}

TEST(Consolidation, ACityThatGrewIsNotComparedWithWhatItWas) {
  City city = after_the_merger({"tp", "q7", "x1"});
  RegisterRows rows = city.units.rows();
  UnitRow fresh = *city.units.any_unit("q7");  // land that was never the city's
  fresh.code = "q99";
  fresh.valid_from = test::day("2021-06-01");
  rows.units.push_back(fresh);
  city.units = Register(std::move(rows));
  for (auto& obligation : city.plan.obligations)
    if (obligation.unit == "q7") {
      Obligation also = obligation;
      also.unit = "q99";
      city.plan.obligations.push_back(also);
      break;
    }
  city.reports("q99", "2021-12-15", {{"sorted", 20}, {"generated", 100}});
  const auto now = city.consolidate("2021-Y", seen_at("2021-12-20"));
  EXPECT_FALSE(now.target("x1").comparable);
  EXPECT_EQ(now.target("x1").not_comparable_because->en, "The territory changed between the two cycles");
  EXPECT_FALSE(now.target("x1").change);
}

constexpr const char* kDistrict = R"(
  units    q7 consolidates | v1 v2 v3 report to q7
  target   x1 "waste sorted" % rises  2025: 58  2030: 88.3  = #{sorted} / #{generated}, sum over units
  cycle    2023-H1  window 2022-12-15..2023-06-14
)";

TEST(AsSubmission, WardsAddUpToTheirDistrictAndDistrictsToTheCity) {
  City district(kDistrict);
  district.reports("v1", "2023-06-15", {{"sorted", "10.5"}, {"generated", 100}});
  district.reports("v2", "2023-06-15", {{"sorted", 20}, {"generated", 100}});
  district.reports("v3", "2023-06-15", {}).nothing_to_report = true;
  const auto of_district = district.consolidate("2023-H1", seen_at("2023-06-16"));
  City city(kThreeUnits);
  city.reports(as_submission(of_district.result, "q7"), "2023-06-16");
  city.reports("q1", "2023-06-16", {{"sorted", "9.5"}, {"generated", 200}});
  const auto june = city.consolidate("2023-H1", seen_at("2023-06-20"));
  EXPECT_EQ(june.value("x1"), "10");
  EXPECT_EQ(june.target("x1").numerator, "40.0");
  const auto above = as_submission(june.result, "hcmc");
  EXPECT_EQ(above.unit, "hcmc");
  EXPECT_EQ(above.figure("sorted")->this_period->to_text(), "40.0");
  EXPECT_TRUE(above.figure("sorted")->note.empty());
}

TEST(AsSubmission, HalfOfAWardsRatioDoesNotGoUp) {
  City district(kDistrict);
  district.reports("v1", "2023-06-15", {{"sorted", 10}, {"generated", 100}});
  district.reports("v2", "2023-06-15", {{"sorted", 90}});
  const auto up = as_submission(district.consolidate("2023-H1", seen_at("2023-06-16")).result, "q7");
  EXPECT_EQ(up.figure("sorted")->this_period->to_text(), "10");
  EXPECT_EQ(up.figure("generated")->this_period->to_text(), "100");
  EXPECT_FALSE(up.figure("sorted")->note.empty()) << "says that not all wards are in it";
}

TEST(AsSubmission, WithoutAnyWardTheFigureIsNotAvailableAndNeverZero) {
  const City district(kDistrict);
  const auto up = as_submission(district.consolidate("2023-H1", seen_at("2023-06-16")).result, "q7");
  EXPECT_EQ(up.figure("sorted")->state, FigureState::not_available);
  EXPECT_FALSE(up.figure("sorted")->this_period);
}

TEST(ReportJson, ShowsEveryKeyAndAbsentAsNull) {
  const auto june = half_told().consolidate("2023-H1", seen_at("2023-06-20"));
  const Node json =
      report_json(june.manifest, june.result, {1, june.digest()}, *Zone::named("Asia/Ho_Chi_Minh"));
  EXPECT_EQ(json.find("seen_at")->scalar, "2023-06-20T17:00:00+07:00");
  const Node& x1 = json.find("targets")->items.at(0);
  ASSERT_TRUE(x1.find("assigned"));
  EXPECT_EQ(x1.find("assigned")->kind, Node::Kind::null);
  EXPECT_EQ(x1.find("value")->scalar, "20");
  EXPECT_EQ(x1.find("numerator")->scalar, "20");
  EXPECT_EQ(write_json_line(x1.find("milestones")->items.at(0)), R"({"year":2025,"value":58})");
  EXPECT_EQ(read_json(write_json(json), "report.json").value, json);
}

}  // namespace
}  // namespace xanh::test

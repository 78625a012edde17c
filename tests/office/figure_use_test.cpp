// A figure beside its own past, beside like units, and where it goes.
#include "office/figure_use.hpp"

#include "office/office_sample.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct FigureUse : testing::Test {
  [[nodiscard]] FigureStory story(const std::string& element, const std::string& unit = "q7") const {
    const auto made = figure_story(office.desk(), "2023-H1", unit, element);
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return made.value;
  }
  /// As this person of the unit sees it.
  [[nodiscard]] Desk desk_of(Role role, const std::string& unit) const {
    return {&office.store(), "nguoi-minh-hoa", Office::now(), {Post{role, unit, {}, {}, {}}}};
  }
  Office office;
};

TEST_F(FigureUse, EveryRevisionOfTheCycleIsToldAndTheOneThatCountsIsMarked) {
  office.with_reports({"q7"});
  Submission second = Office::report("q7");
  figure_of(second, "ww_sites_ok").this_period = Decimal(80);
  ASSERT_TRUE(review(office.desk(), {{"2023-H1/q7"}, false, {"ww_sites_ok"}, "Lệch với số của Sở"}).ok());
  const auto sent = office.send(second);
  ASSERT_TRUE(sent.ok()) << lines(sent.problems);
  const auto told = story("ww_sites_ok");
  ASSERT_THAT(told.history, SizeIs(2));
  EXPECT_EQ(told.history[0].submission, "2023-H1/q7/1");
  EXPECT_EQ(told.history[0].value->value, Decimal(82));
  EXPECT_EQ(told.history[0].letter, "425/BC-UBND");
  EXPECT_TRUE(told.history[0].illustrative);
  EXPECT_EQ(told.history[1].value->value, Decimal(80));
  EXPECT_FALSE(told.history[1].counts) << "not noted yet";
  office.note();
  const auto noted = story("ww_sites_ok");
  EXPECT_FALSE(noted.history[0].counts);
  EXPECT_TRUE(noted.history[1].counts);
}

TEST_F(FigureUse, LikeUnitsStandBesideItWithTheirMedian) {
  office.with_reports({"q1", "q3", "q7"});
  const auto told = story("ww_sites_ok");
  EXPECT_THAT(told.others, Not(Contains(Field(&FigureOfOther::unit, "q7")))) << "not beside itself";
  EXPECT_THAT(told.others, Not(Contains(Field(&FigureOfOther::unit, "so-xd")))) << "no district";
  std::vector<Decimal> values;
  for (const auto& other : told.others) {
    if (other.unit == "q1" || other.unit == "q3") {
      ASSERT_TRUE(other.value && other.before) << other.unit;
      values.push_back(other.value->value);
    } else {
      EXPECT_FALSE(other.state) << other.unit << " has sent nothing";
    }
  }
  ASSERT_THAT(values, SizeIs(2));
  ASSERT_TRUE(told.median);
  EXPECT_EQ(told.median->value, (values[0] + values[1]) * *Decimal::parse("0.5"));
}

TEST_F(FigureUse, NothingToReportIsATrueZeroAmongOthers) {
  office.with_reports({"q7"});
  const auto told = story("black_spots_again", "q1");
  for (const auto& other : told.others) {
    if (other.unit != "q7") continue;
    EXPECT_EQ(other.state, FigureState::nothing_to_report);
    ASSERT_TRUE(other.value);
    EXPECT_TRUE(other.value->value.is_zero());
  }
  EXPECT_TRUE(told.median);
}

TEST_F(FigureUse, AUnitSeesItsOwnPastAndNotWhatOthersSent) {
  office.with_reports({"q1", "q7"});
  const auto own = figure_story(desk_of(Role::signatory, "q7"), "2023-H1", "q7", "ww_sites_ok");
  ASSERT_TRUE(own.ok()) << lines(own.problems);
  EXPECT_THAT(own.value.history, SizeIs(1));
  EXPECT_THAT(own.value.others, IsEmpty());
  EXPECT_FALSE(own.value.median);
  const auto foreign = figure_story(desk_of(Role::signatory, "q7"), "2023-H1", "q1", "ww_sites_ok");
  EXPECT_THAT(codes(foreign.problems), ElementsAre("not-allowed"));
}

TEST_F(FigureUse, TheTargetsComputedFromItAreNamed) {
  const auto told = story("ww_sites_ok");
  EXPECT_THAT(told.goes_into, Contains(testing::AllOf(Field(&FigureGoes::target, "t01"),
                                                      Field(&FigureGoes::part, TargetPart::numerator))));
  EXPECT_THAT(story("comm_people").goes_into, IsEmpty());
}

TEST_F(FigureUse, AFigureThatTheUnitIsNotAskedForIsUnknown) {
  for (const char* element : {"no_such", "ww_treated"}) {
    const auto made = figure_story(office.desk(), "2023-H1", "q7", element);
    EXPECT_THAT(codes(made.problems), ElementsAre("unknown-figure")) << element;
  }
}

}  // namespace
}  // namespace xanh::office_test

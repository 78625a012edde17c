// The report of what is broken in the metadata and values of a DHIS2: every problem with its place, the rest
// is taken; hostile files are refused.
#include "exchange/dhis2_sample.hpp"

#include "exchange/dhis2_values.hpp"

namespace xanh::dhis2_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

const std::string kTested = "aaaaaaaaaa1", kPositive = "aaaaaaaaaa2";

TEST(Dhis2Broken, ReferencesToNothingAreToldWithTheirPlace) {
  Sample sample;
  sample.indicators =
      R"({"id": "iiiiiiiiii1", "name": "A", "numerator": "#{aaaaaaaaaa2} + #{zzzzzzzzzz1}", "denominator": "#{aaaaaaaaaa1.zzzzzzzzzz2} + C{zzzzzzzzzz3}", "indicatorType": {"id": "zzzzzzzzzz4"}})";
  sample.more =
      R"(, "indicatorGroups": [{"id": "hhhhhhhhhh1", "name": "G", "indicators": [{"id": "zzzzzzzzzz5"}]}])";
  const auto made = imported(sample);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_THAT(told(made.problems, "dhis2-expression-unknown"),
              ElementsAre(HasSubstr("uses the data element `zzzzzzzzzz1`"),
                          HasSubstr("uses the option combination `zzzzzzzzzz2`"),
                          HasSubstr("uses the constant `zzzzzzzzzz3`")));
  EXPECT_THAT(told(made.problems, "dhis2-unknown-reference"),
              ElementsAre(HasSubstr("indicator type `zzzzzzzzzz4`"), HasSubstr("indicator `zzzzzzzzzz5`")));
  const auto found = std::find_if(made.problems.begin(), made.problems.end(),
                                  [](const Problem& p) { return p.code == "dhis2-expression-unknown"; });
  EXPECT_EQ(found->place.field, "/indicators/0/numerator");
  EXPECT_EQ(found->place.column, 67);  // where `#{zzzzzzzzzz1}` begins
  EXPECT_TRUE(plan_of(made).targets[0].formula.empty());
  EXPECT_THAT(plan_of(made).targets[0].note.en, HasSubstr("#{zzzzzzzzzz1}"));  // nothing is lost
}

TEST(Dhis2Broken, ARuleThatDoesNotParseIsLeftOutWithItsUidAndTheCharacter) {
  Sample sample;
  sample.rules =
      R"({"id": "rrrrrrrrrr1", "name": "Sum", "operator": "equal_to", "leftSide": {"expression": "#{aaaaaaaaaa2}+ #aaaaaaaaaa1}"}, "rightSide": {"expression": "#{aaaaaaaaaa1}"}},
{"id": "rrrrrrrrrr2", "name": "Pair", "operator": "compulsory_pair", "leftSide": {"expression": "#{aaaaaaaaaa2}"}, "rightSide": {"expression": "#{aaaaaaaaaa1}"}},
{"id": "rrrrrrrrrr3", "name": "Half", "operator": "equal_to", "leftSide": {"expression": "#{aaaaaaaaaa2}"}},
{"id": "rrrrrrrrrr4", "name": "Slides", "operator": "equal_to", "leftSide": {"expression": "1", "slidingWindow": true}, "rightSide": {"expression": "#{aaaaaaaaaa1}"}})";
  const auto made = imported(sample);
  EXPECT_THAT(told(made.problems, "dhis2-expression"), ElementsAre(HasSubstr("`Sum` (rrrrrrrrrr1)")));
  EXPECT_THAT(told(made.problems, "dhis2-operator"), ElementsAre(HasSubstr("compulsory_pair")));
  EXPECT_THAT(told(made.problems, "dhis2-half-missing"), ElementsAre(HasSubstr("right side")));
  EXPECT_THAT(told(made.problems, "dhis2-sliding-window"), SizeIs(1));
  EXPECT_THAT(plan_of(made).checks, IsEmpty());
}

TEST(Dhis2Broken, WhatBelongsToTheTrackerIsRefusedByName) {
  Sample sample;
  sample.indicators =
      R"j({"id": "iiiiiiiiii1", "name": "A", "numerator": "d2:daysBetween('a', 'b')", "denominator": "V{event_count}", "indicatorType": {"id": "tttttttttt1"}},
{"id": "iiiiiiiiii2", "name": "B", "numerator": "OUG{gggggggggg1} + [days]", "denominator": "D{ppppppppp01.aaaaaaaaaa1}", "indicatorType": {"id": "tttttttttt1"}})j";
  sample.elements +=
      R"(, {"id": "aaaaaaaaaa3", "name": "Case", "domainType": "TRACKER", "valueType": "NUMBER", "aggregationType": "SUM"})";
  sample.more = R"(, "programIndicators": [{"id": "qqqqqqqqqq1"}], "dashboards": [{"id": "qqqqqqqqqq2"}])";
  const auto made = imported(sample);
  EXPECT_THAT(told(made.problems, "dhis2-expression-refused"),
              ElementsAre(HasSubstr("`d2:daysBetween`"), HasSubstr("V{event_count}"),
                          HasSubstr("OUG{gggggggggg1}"), HasSubstr("D{ppppppppp01.aaaaaaaaaa1}")));
  EXPECT_THAT(told(made.problems, "dhis2-tracker"),
              UnorderedElementsAre(HasSubstr("programIndicators (1)"), HasSubstr("`Case`")));
  EXPECT_THAT(told(made.problems, "dhis2-parts-left-out"), ElementsAre(HasSubstr("dashboards (1)")));
}

TEST(Dhis2Broken, MissingDenominatorsConstantsAndPercentagesWithoutAFactorAreTold) {
  Sample sample;
  sample.types +=
      R"(, {"id": "tttttttttt2", "name": "Number", "factor": 1}, {"id": "tttttttttt3", "name": "None"})";
  sample.indicators =
      R"j({"id": "iiiiiiiiii1", "name": "A", "numerator": "#{aaaaaaaaaa2}", "indicatorType": {"id": "tttttttttt1"}},
{"id": "iiiiiiiiii2", "name": "B", "numerator": "-1", "denominator": "1", "indicatorType": {"id": "tttttttttt1"}, "annualized": true},
{"id": "iiiiiiiiii3", "name": "C (%)", "numerator": "#{aaaaaaaaaa2}", "denominator": "#{aaaaaaaaaa1}", "indicatorType": {"id": "tttttttttt2"}})j";
  const auto made = imported(sample);
  EXPECT_THAT(told(made.problems, "dhis2-half-missing"),
              ElementsAre(HasSubstr("`A` (iiiiiiiiii1) has no denominator")));
  EXPECT_THAT(told(made.problems, "dhis2-indicator-constant"), ElementsAre(HasSubstr("always -1 / 1")));
  EXPECT_THAT(told(made.problems, "dhis2-annualized"), SizeIs(1));
  EXPECT_THAT(told(made.problems, "dhis2-percent-without-factor"), ElementsAre(HasSubstr("`C (%)`")));
  EXPECT_THAT(told(made.problems, "dhis2-broken-object"), ElementsAre(HasSubstr("it has no factor")));
}

TEST(Dhis2Broken, UidsThatStandTwiceAndThoseThatAreNoneAreTold) {
  Sample sample;
  sample.elements += R"(,
{"id": "aaaaaaaaaa1", "name": "Again", "valueType": "NUMBER", "aggregationType": "SUM"}, {"id": "short", "name": "x"}, 7)";
  sample.option_combos +=
      R"(, {"id": "ooooooooo03", "name": "Nobody", "categoryCombo": {"id": "ccccccccc01"}, "categoryOptions": []})";
  const auto made = imported(sample);
  EXPECT_THAT(told(made.problems, "dhis2-uid-twice"), ElementsAre(HasSubstr("metadata.json:10:1:")));
  EXPECT_THAT(told(made.problems, "dhis2-broken-object"), SizeIs(2));
  EXPECT_THAT(told(made.problems, "dhis2-combo-options"), ElementsAre(HasSubstr("`Nobody`")));
  EXPECT_EQ(plan_of(made).element("tested")->name_en, "People tested");
}

TEST(Dhis2Broken, ValuesThatCannotBeFiguresAreLeftOutAndDoubtfulOnesAreTaken) {
  Sample sample;
  sample.elements +=
      R"(, {"id": "aaaaaaaaaa3", "name": "Share", "code": "SHARE", "valueType": "PERCENTAGE", "aggregationType": "SUM"}, {"id": "aaaaaaaaaa4", "name": "Out", "code": "OUT", "valueType": "BOOLEAN", "aggregationType": "SUM"})";
  const auto made =
      imported(sample, {value(kPositive, "202001", "true"), value(kPositive, "202002", "many"),
                        value(kPositive, "202003", ""), value(kPositive, "202004", "-3"),
                        value(kPositive, "202005", "1.5"), value("aaaaaaaaaa3", "202001", "120"),
                        value("aaaaaaaaaa4", "202001", "7"), value("zzzzzzzzzz1", "202001", "1"),
                        value("zzzzzzzzzz1", "202002", "1"), value(kPositive, "202001", "1", "ooooooooo01"),
                        value(kTested, "202001", "1", "zzzzzzzzzz2"), value(kPositive, "202013", "1"),
                        value(kPositive, "2020", "5"), value(kPositive, "202006", "5", "", "")});
  ASSERT_TRUE(made.ok());
  EXPECT_THAT(told(made.problems, "dhis2-boolean-among-numbers"), ElementsAre(HasSubstr("values.json:2:1:")));
  EXPECT_THAT(told(made.problems, "dhis2-text-among-numbers"), ElementsAre(HasSubstr("`many`")));
  EXPECT_THAT(told(made.problems, "dhis2-value-empty"), SizeIs(1));
  EXPECT_THAT(told(made.problems, "dhis2-value-negative"), ElementsAre(HasSubstr("`-3`")));
  EXPECT_THAT(told(made.problems, "dhis2-value-not-whole"), ElementsAre(HasSubstr("`1.5`")));
  EXPECT_THAT(told(made.problems, "dhis2-percentage-above-100"), ElementsAre(HasSubstr("`120`")));
  EXPECT_THAT(told(made.problems, "dhis2-value-not-boolean"), SizeIs(1));
  EXPECT_THAT(told(made.problems, "dhis2-value-element"),
              ElementsAre(HasSubstr("2 values of the data element")));
  EXPECT_THAT(told(made.problems, "dhis2-value-foreign-combo"), ElementsAre(HasSubstr("Female")));
  EXPECT_THAT(told(made.problems, "dhis2-value-combo"), ElementsAre(HasSubstr("zzzzzzzzzz2")));
  EXPECT_THAT(told(made.problems, "dhis2-period"), ElementsAre(HasSubstr("202013")));
  EXPECT_THAT(told(made.problems, "dhis2-period-type"), ElementsAre(HasSubstr("Yearly")));
  EXPECT_THAT(told(made.problems, "dhis2-value-unit"), SizeIs(1));
  EXPECT_EQ(made.value.taken, 4u);
  EXPECT_EQ(made.value.values, 14u);
}

TEST(Dhis2Broken, AValueThatNobodySplitIsTakenForTheWholeAndTold) {
  const auto made = imported({}, {value(kTested, "202001", "9"), value(kPositive, "202001", "1")});
  EXPECT_THAT(told(made.problems, "dhis2-value-not-split"), ElementsAre(HasSubstr("`People tested`")));
  EXPECT_EQ(made.value.reports.at(0).figure("tested")->this_period, Decimal(9));
}

TEST(Dhis2Broken, HalvesThatAreTooDeepOnlyTogetherAreToldAndNotWritten) {
  Sample sample;
  const std::string deep = std::string(200, '(') + "#{aaaaaaaaaa2}" + std::string(200, ')');
  sample.indicators = R"({"id": "iiiiiiiiii1", "name": "A", "numerator": ")" + deep +
                      R"(", "denominator": "#{aaaaaaaaaa1}", "indicatorType": {"id": "tttttttttt1"}})";
  const auto made = imported(sample);
  EXPECT_THAT(told(made.problems, "dhis2-expression"), ElementsAre(HasSubstr("nested more than 200 deep")));
  EXPECT_TRUE(plan_of(made).targets[0].formula.empty());
}

TEST(Dhis2Broken, OfAValueThatStandsTwiceTheLaterIsTaken) {
  const auto made = imported({}, {value(kPositive, "202001", "1"), value(kPositive, "202001", "2")});
  EXPECT_THAT(
      told(made.problems, "dhis2-value-twice"),
      ElementsAre(testing::AllOf(HasSubstr("`1` in values.json:2, then `2`"), HasSubstr("values.json:3:1"))));
  EXPECT_EQ(made.value.reports.at(0).figure("positive")->this_period, Decimal(2));
}

TEST(Dhis2Broken, AThousandProblemsAreToldAndTheRestIsCounted) {
  std::vector<std::string> values;
  for (int i = 0; i < 1200; ++i) values.push_back(value(kPositive, "202001", "x" + std::to_string(i)));
  const auto made = imported({}, values);
  EXPECT_LE(made.problems.size(), 1001u);
  EXPECT_EQ(made.problems.back().code, "dhis2-more-problems");
}

TEST(Dhis2Broken, HostileFilesAreRefused) {
  const auto refused = [](const std::string& metadata) {
    return codes(dhis2::import({"m.json", metadata}, {}, {2020, {}, {}}).problems);
  };
  EXPECT_THAT(refused(std::string(100'000, '[')), ElementsAre("json-syntax"));
  EXPECT_THAT(refused("[" + std::string(4'100'000, ',') + "]"), ElementsAre("dhis2-too-large"));
  EXPECT_THAT(refused("[]"), ElementsAre("dhis2-not-metadata"));
  EXPECT_THAT(refused("{\"dataElements\": 3}"), Contains("dhis2-not-metadata"));
  EXPECT_THAT(refused("{\"dataElements\": [\"\xff\"]}"), ElementsAre("file-not-utf-8"));
  EXPECT_THAT(refused(""), ElementsAre("json-syntax"));
  const auto values = [](const std::string& text) { return codes(dhis2::read_values(text, "v").problems); };
  EXPECT_THAT(values("<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]><dataValueSet>&b;</dataValueSet>"),
              ElementsAre("dhis2-xml"));
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_THAT(values("<dataValueSet>" + deep), ElementsAre("dhis2-xml"));
  EXPECT_THAT(values("<html/>"), ElementsAre("dhis2-not-values"));
  EXPECT_THAT(values("{\"x\": 1}"), ElementsAre("dhis2-not-values"));
  EXPECT_THAT(values("a,b\n1,2\n"), ElementsAre("dhis2-not-values"));
  EXPECT_THAT(values(""), ElementsAre("dhis2-not-values"));
}

}  // namespace
}  // namespace xanh::dhis2_test

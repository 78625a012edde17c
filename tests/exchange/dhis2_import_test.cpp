// What the metadata and values of a DHIS2 become: elements, targets, checks, units, cycles and reports that
// the check of a programme folder accepts.
#include "exchange/dhis2_sample.hpp"

#include "exchange/programme_folder.hpp"
#include "exchange/yaml.hpp"

namespace xanh::dhis2_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kTested = "aaaaaaaaaa1", kPositive = "aaaaaaaaaa2", kFemale = "ooooooooo01",
                  kMale = "ooooooooo02";

/// What `xanh check` would say of the folder.
Problems checked(const dhis2::Imported& imported) {
  std::map<std::string, std::string> texts;
  std::vector<std::string> names;
  for (auto& entry : write_programme(imported.folder)) {
    names.push_back(entry.name);
    texts[entry.name] = entry.text;
  }
  return read_programme("made", names,
                        [&](const std::string& name) -> std::optional<std::string> {
                          const auto found = texts.find(name);
                          return found == texts.end() ? std::nullopt : std::optional(found->second);
                        })
      .problems;
}

std::vector<std::string> element_codes(const Plan& plan) {
  std::vector<std::string> out;
  for (const auto& one : plan.elements) out.push_back(one.code);
  return out;
}

TEST(Dhis2Import, MetadataAloneMakeAFolderThatPassesTheCheck) {
  const auto made = imported({});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_FALSE(has_error(checked(made.value))) << lines(checked(made.value));
  const Plan& plan = plan_of(made);
  EXPECT_THAT(element_codes(plan), ElementsAre("tested", "positive"));
  EXPECT_EQ(plan.elements[0].type, ElementType::integer);
  EXPECT_EQ(plan.elements[0].kind, ElementKind::flow);
  EXPECT_EQ(plan.elements[0].min, Decimal(0));
  EXPECT_EQ(plan.elements[0].definition, kTested);
  ASSERT_THAT(plan.targets, SizeIs(1));
  const Target& rate = plan.targets[0];
  EXPECT_EQ(rate.code, "rate");
  EXPECT_EQ(rate.numerator, "positive");
  EXPECT_EQ(rate.denominator, "tested");
  EXPECT_EQ(rate.factor, Decimal(100));
  EXPECT_EQ(rate.unit, "%");
  EXPECT_EQ(rate.definition_id(), "iiiiiiiiii1");
  EXPECT_EQ(rate.known, Known::unconfirmed);
  EXPECT_EQ(rate.source, "metadata.json, iiiiiiiiii1");
  ASSERT_THAT(plan.checks, SizeIs(1));
  EXPECT_EQ(plan.checks[0].left, "#{positive}");
  EXPECT_EQ(plan.checks[0].operator_, "<=");
  EXPECT_EQ(plan.checks[0].severity, Severity::error);  // importance HIGH
}

TEST(Dhis2Import, ACombinationThatIsUsedIsAnElementAndTheTotalIsTheSumOfTheParts) {
  const auto made = imported({}, {value(kTested, "202001", "30", kFemale),
                                  value(kTested, "202001", "12", kMale), value(kPositive, "202001", "7")});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_FALSE(has_error(checked(made.value))) << lines(checked(made.value));
  EXPECT_THAT(element_codes(plan_of(made)),
              ElementsAre("tested", "tested_female", "tested_male", "positive"));
  ASSERT_THAT(made.value.reports, SizeIs(1));
  const Submission& report = made.value.reports[0];
  EXPECT_EQ(report.cycle, "2020-M01");
  EXPECT_EQ(report.unit, "uuuuuuuuuu1");
  EXPECT_FALSE(report.illustrative);
  EXPECT_EQ(report.figure("tested")->this_period, Decimal(42));
  EXPECT_EQ(report.figure("tested_male")->this_period, Decimal(12));
  EXPECT_EQ(report.figure("positive")->this_period, Decimal(7));
  EXPECT_THAT(told(made.problems, "dhis2-combos-unused"), IsEmpty());
  EXPECT_EQ(made.value.taken, 3u);
}

TEST(Dhis2Import, CombinationsThatNobodyUsesMakeNoElementAndAreNamed) {
  const auto made = imported({});
  EXPECT_THAT(told(made.problems, "dhis2-combos-unused"), ElementsAre(HasSubstr("2 option combinations")));
}

TEST(Dhis2Import, AReportIsReadBackAsItWasMade) {
  const auto made = imported({}, {value(kPositive, "202001", "7.50")});
  const auto files = dhis2::report_files(made.value);
  ASSERT_THAT(files, SizeIs(2));
  EXPECT_EQ(files[1].name, "demonstration/2020-M01/uuuuuuuuuu1.yaml");
  const auto tree = read_yaml(files[1].text, files[1].name);
  const auto back = from_node<Submission>(tree.value, files[1].name);
  ASSERT_TRUE(back.ok()) << lines(back.problems);
  EXPECT_EQ(back.value.figure("positive")->this_period->to_text(), "7.50");
}

TEST(Dhis2Import, AUidWithoutANameStaysAUidAndADataSetIsAGroupThatOwes) {
  const auto made = imported({}, {value(kPositive, "202001", "7", "", "vvvvvvvvvv1")});
  const auto& units = made.value.folder.register_rows.units;
  ASSERT_THAT(units, SizeIs(2));
  EXPECT_EQ(units[1].name_vi, "vvvvvvvvvv1");
  EXPECT_EQ(units[1].groups, "ds");
  EXPECT_THAT(told(made.problems, "dhis2-unit-not-assigned"), SizeIs(1));
  ASSERT_THAT(plan_of(made).obligations, SizeIs(2));
  EXPECT_EQ(plan_of(made).obligations[0].unit, "ds");
}

TEST(Dhis2Import, CodesDoNotDependOnTheOrderAndEveryNamespaceIsOne) {
  Sample sample;  // an indicator with the code of an element, two elements with one code
  sample.elements =
      R"({"id": "aaaaaaaaaa1", "code": "A B", "name": "1", "valueType": "NUMBER", "aggregationType": "SUM"},
{"id": "aaaaaaaaaa2", "code": "a-b", "name": "2", "valueType": "NUMBER", "aggregationType": "SUM"},
{"id": "aaaaaaaaaa3", "code": "RATE", "name": "3", "valueType": "NUMBER", "aggregationType": "SUM"},
{"id": "aaaaaaaaaa4", "name": "2019 số ca", "valueType": "NUMBER", "aggregationType": "SUM"})";
  const auto made = imported(sample);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_FALSE(has_error(checked(made.value))) << lines(checked(made.value));
  EXPECT_THAT(element_codes(plan_of(made)),
              ElementsAre("a_b_aaaaaaaaaa1", "a_b_aaaaaaaaaa2", "rate", "x2019_so_ca"));
  EXPECT_EQ(plan_of(made).targets[0].code, "rate_iiiiiiiiii1");
}

TEST(Dhis2Import, FormulasTakeConstantsPartsAndBrackets) {
  Sample sample;
  sample.more = R"(, "constants": [{"id": "kkkkkkkkkk1", "name": "Share", "value": -0.5}])";
  sample.indicators =
      R"({"id": "iiiiiiiiii1", "name": "A", "numerator": "#{aaaaaaaaaa1.ooooooooo01} + C{kkkkkkkkkk1}", "denominator": "1", "indicatorType": {"id": "tttttttttt1"}},
{"id": "iiiiiiiiii2", "name": "B", "numerator": "#{aaaaaaaaaa2.HllvX50cXC0}", "denominator": "#{aaaaaaaaaa1}+#{aaaaaaaaaa2} /* '#{no}' */", "indicatorType": {"id": "tttttttttt1"}})";
  const auto made = imported(sample);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_EQ(plan_of(made).targets[0].formula, "(#{tested_female} + (-0.5)) * 100");
  EXPECT_EQ(plan_of(made).targets[1].formula, "#{positive} / (#{tested}+#{positive} /* '#{no}' */) * 100");
  EXPECT_FALSE(has_error(checked(made.value))) << lines(checked(made.value));
}

TEST(Dhis2Import, FormulasTakeThePeriodBeforeAndAggregationsAndNoGroups) {
  Sample sample;
  const auto indicator = [](const char* uid, const char* name, const char* numerator) {
    return std::string(R"({"id": ")") + uid + R"(", "name": ")" + name + R"(", "numerator": ")" + numerator +
           R"(", "denominator": "1", "indicatorType": {"id": "tttttttttt1"}})";
  };
  sample.indicators = indicator("iiiiiiiiii1", "A", "#{aaaaaaaaaa1} - #{aaaaaaaaaa1}.periodOffset(-1)") +
                      ",\n" + indicator("iiiiiiiiii2", "B", "median(#{aaaaaaaaaa1})") + ",\n" +
                      indicator("iiiiiiiiii3", "C", "#{aaaaaaaaaa1}.periodOffset(-3)") + ",\n" +
                      indicator("iiiiiiiiii4", "D", "#{aaaaaaaaaa1} / OUG{ggggggggg01}");
  const auto made = imported(sample);
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  ASSERT_EQ(plan_of(made).targets.size(), 4u);
  EXPECT_EQ(plan_of(made).targets[2].formula, "");
  EXPECT_EQ(plan_of(made).targets[3].formula, "");
  EXPECT_EQ(plan_of(made).targets[0].formula, "(#{tested} - #{tested}.periodOffset(-1)) * 100");
  EXPECT_THAT(plan_of(made).targets[1].formula, HasSubstr("median(#{tested})"));
  EXPECT_THAT(told(made.problems, "dhis2-expression-refused"),
              ElementsAre(HasSubstr("`#{…}.periodOffset(-3)`"), HasSubstr("OUG{ggggggggg01}")));
  EXPECT_FALSE(has_error(checked(made.value))) << lines(checked(made.value));
}

TEST(Dhis2Import, ValuesAreHeldAgainstRulesAndPercentages) {
  const auto made = imported({}, {value(kTested, "202001", "100"), value(kPositive, "202001", "130")});
  EXPECT_THAT(told(made.problems, "dhis2-indicator-above-100"), ElementsAre(HasSubstr("comes to 130 %")));
  EXPECT_THAT(told(made.problems, "dhis2-rule-not-held"), ElementsAre(HasSubstr("130 <= 100 does not hold")));
  EXPECT_THAT(told(made.problems, "dhis2-rule-not-held"), ElementsAre(HasSubstr("values.json:3:1:")));
}

TEST(Dhis2Import, AggregationsWithoutAnEquivalentAreTold) {
  for (const auto& [aggregation, kind, known] : {std::tuple{"SUM", ElementKind::flow, true},
                                                 {"AVERAGE_SUM_ORG_UNIT", ElementKind::mean, true},
                                                 {"LAST", ElementKind::stock, true},
                                                 {"AVERAGE", ElementKind::mean, false},
                                                 {"NONE", ElementKind::stock, false},
                                                 {"STDDEV", ElementKind::stock, false}}) {
    Sample sample;
    sample.elements =
        std::string(
            R"({"id": "aaaaaaaaaa1", "code": "TESTED", "name": "T", "valueType": "NUMBER", "aggregationType": ")") +
        aggregation +
        R"("}, {"id": "aaaaaaaaaa2", "name": "P", "valueType": "PERCENTAGE", "aggregationType": "SUM"})";
    const auto made = imported(sample);
    EXPECT_EQ(plan_of(made).elements[0].kind, kind) << aggregation;
    EXPECT_THAT(told(made.problems, "dhis2-aggregation"), SizeIs(known ? 0 : 1)) << aggregation;
    EXPECT_EQ(plan_of(made).elements[1].max, Decimal(100));
    EXPECT_EQ(plan_of(made).elements[1].unit, "%");
  }
}

TEST(Dhis2Import, WithoutAnyYearItAsksForOneAndWithAChangeItSaysWhichWasTaken) {
  const auto none = imported({}, {}, {});
  EXPECT_THAT(codes(none.problems), Contains("dhis2-year-unknown"));
  EXPECT_FALSE(none.ok());
  Sample sample;
  sample.types =
      R"({"id": "tttttttttt1", "name": "Per cent", "factor": 100, "lastUpdated": "2019-08-26T14:24:46.086"})";
  const auto some = imported(sample, {}, {});
  ASSERT_TRUE(some.ok());
  EXPECT_THAT(codes(some.problems), Contains("dhis2-year-assumed"));
  EXPECT_EQ(plan_of(some).years[0].year, 2019);
}

TEST(Dhis2Import, TextsStandInTheNoteAndCommentsToo) {
  Sample sample;
  sample.elements =
      R"({"id": "aaaaaaaaaa1", "code": "TESTED", "name": "T", "valueType": "TEXT", "aggregationType": "NONE"},
{"id": "aaaaaaaaaa2", "code": "OUT", "name": "Out", "valueType": "BOOLEAN", "aggregationType": "SUM"})";
  const auto made =
      imported(sample, {value(kTested, "202001", "no kits"), value(kPositive, "202001", "true")});
  const Submission& report = made.value.reports.at(0);
  EXPECT_EQ(report.figure("tested")->note, "no kits");
  EXPECT_EQ(report.figure("tested")->state, FigureState::not_applicable);
  EXPECT_EQ(report.figure("out")->this_period, Decimal(1));
  EXPECT_THAT(told(made.problems, "dhis2-aggregation"), IsEmpty());
}

TEST(Dhis2Import, ParentsAreTheUnitsAboveAndACircleIsBroken) {
  Sample sample;
  sample.more =
      R"(, "organisationUnits": [{"id": "uuuuuuuuuu1", "name": "Clinic", "parent": {"id": "uuuuuuuuuu2"}},
{"id": "uuuuuuuuuu2", "name": "District", "parent": {"id": "uuuuuuuuuu1"}}])";
  const auto made =
      imported(sample, {value(kPositive, "202001", "1"), value(kPositive, "202001", "1", "", "District")});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_FALSE(has_error(checked(made.value))) << lines(checked(made.value));
  EXPECT_THAT(codes(made.problems), Contains("dhis2-unit-circle"));
  EXPECT_THAT(made.value.folder.register_rows.units, SizeIs(2));
}

}  // namespace
}  // namespace xanh::dhis2_test

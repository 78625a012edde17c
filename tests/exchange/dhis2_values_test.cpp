// Files of values: the four formats give the same values, each with its place; periods; and the WHO malaria
// package with its values, where it is at hand.
#include "exchange/dhis2_values.hpp"

#include <filesystem>

#include "exchange/dhis2_period.hpp"
#include "exchange/dhis2_sample.hpp"

namespace xanh::dhis2_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::string> shown(const Outcome<std::vector<dhis2::RawValue>>& read) {
  std::vector<std::string> out;
  for (const auto& one : read.value)
    out.push_back(one.element + "|" + one.period + "|" + one.unit + "|" + one.value + "|" + one.comment +
                  "|" + std::to_string(one.place.line) + ":" + std::to_string(one.place.column));
  return out;
}

TEST(Dhis2Values, TheFormatsGiveTheSameValuesWithTheirPlaces) {
  EXPECT_THAT(
      shown(dhis2::read_values("{\"period\": \"202001\", \"orgUnit\": \"u\", \"dataValues\": [\n"
                               "  {\"dataElement\": \"a\", \"value\": \"1\", \"comment\": \"c\"},\n"
                               "  {\"dataElement\": \"b\", \"value\": 2.50, \"period\": \"202002\"}]}",
                               "v")),
      ElementsAre("a|202001|u|1|c|2:3", "b|202002|u|2.50||3:3"));
  EXPECT_THAT(shown(dhis2::read_values(
                  "\"dataelement\",\"period\",\"orgunit\",\"categoryoptioncombo\",\"value\",\"comment\"\n"
                  "\"a\",\"202001\",\"u\",\"\",\"1\",\"c\"\n",
                  "v")),
              ElementsAre("a|202001|u|1|c|2:21"));
  EXPECT_THAT(shown(dhis2::read_values(
                  "<?xml version=\"1.0\"?>\n<dataValueSet xmlns=\"x\" period=\"202001\">\n"
                  "<dataValue dataElement=\"a\" orgUnit=\"u\"\n value=\"1\" comment=\"c\"/></dataValueSet>",
                  "v")),
              ElementsAre("a|202001|u|1|c|3:1"));
  EXPECT_THAT(shown(dhis2::read_values(
                  "<adx xmlns=\"urn:ihe:qrph:adx:2015\"><group period=\"2020-01-01/P1M\" orgUnit=\"u\">\n"
                  " <dataValue dataElement=\"a\" value=\"1\"><annotation>c</annotation></dataValue>\n"
                  "</group></adx>",
                  "v")),
              ElementsAre("a|2020-01-01/P1M|u|1|c|2:2"));
}

TEST(Dhis2Values, AdxNamesCategoriesAndOptionsByTheirCodes) {
  const std::string adx =
      "<adx xmlns=\"urn:ihe:qrph:adx:2015\"><group dataSet=\"DS\" period=\"2020-01-01/P1M\" orgUnit=\"u\">"
      "<dataValue dataElement=\"TESTED\" SEX=\"M\" value=\"3\"/><dataValue dataElement=\"TESTED\" SEX=\"X\" "
      "value=\"4\"/>"
      "</group></adx>";
  const auto made = dhis2::import({"metadata.json", Sample{}.json()}, {{"a.adx.xml", adx}}, {});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_EQ(made.value.reports.at(0).figure("tested_male")->this_period, Decimal(3));
  EXPECT_EQ(made.value.reports.at(0).cycle, "2020-M01");
  EXPECT_THAT(told(made.problems, "dhis2-value-foreign-combo"), ElementsAre(HasSubstr("SEX=X")));
}

TEST(Dhis2Values, AttributeCombinationsArePartsToo) {
  Sample sample;
  const std::string json = R"({"attributeOptionCombo": "ooooooooo02", "dataValues": [)" +
                           value("aaaaaaaaaa2", "202001", "5") + "]}";
  const auto made = dhis2::import({"metadata.json", sample.json()}, {{"v.json", json}}, {});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_EQ(made.value.reports.at(0).figure("positive_male")->this_period, Decimal(5));
  EXPECT_EQ(made.value.reports.at(0).figure("positive")->this_period, Decimal(5));
}

TEST(Dhis2Periods, AreReadWithTypeWindowAndCodeOrNotAtAll) {
  const auto told = [](const char* text) {
    const auto period = dhis2::read_period(text);
    return period ? period->type + " " + period->cycle.code + " " + to_text(period->cycle.window) : "none";
  };
  EXPECT_EQ(told("2019"), "Yearly 2019-Y 2019-01-01..2019-12-31");
  EXPECT_EQ(told("202002"), "Monthly 2020-M02 2020-02-01..2020-02-29");
  EXPECT_EQ(told("2019Q4"), "Quarterly 2019-Q4 2019-10-01..2019-12-31");
  EXPECT_EQ(told("2019S2"), "SixMonthly 2019-H2 2019-07-01..2019-12-31");
  EXPECT_EQ(told("2019AprilS2"), "SixMonthlyApril 2019-H2-April 2019-10-01..2020-03-31");
  EXPECT_EQ(told("2019July"), "FinancialJuly 2019-Y-July 2019-07-01..2020-06-30");
  EXPECT_EQ(told("20190605"), "Daily 2019-X-20190605 2019-06-05..2019-06-05");
  EXPECT_EQ(told("2019W1"), "Weekly 2019-X-2019W1 2018-12-31..2019-01-06");
  EXPECT_EQ(told("2020W53"), "Weekly 2020-X-2020W53 2020-12-28..2021-01-03");
  EXPECT_EQ(told("2019W53"), "none");
  EXPECT_EQ(told("201901B"), "BiMonthly 2019-X-201901B 2019-01-01..2019-02-28");
  EXPECT_EQ(told("2020-01-01/P1M"), "Monthly 2020-M01 2020-01-01..2020-01-31");
  EXPECT_EQ(told("2021-01-01/P3M"), "Quarterly 2021-Q1 2021-01-01..2021-03-31");
  EXPECT_EQ(told("2021-02-01/P3M"), "none");
  for (const char* none : {"", "201", "201913", "201900", "2019Q5", "2019S3", "20190231", "19", "2019X",
                           "2019Nov", "abcd", "201901C", "2019-13-01/P1M", "3019"})
    EXPECT_EQ(told(none), "none") << none;
}

TEST(Dhis2SharedData, TheMalariaPackageIsTakenAndWhatIsBrokenInItIsTold) {
  const std::string folder = XANH_SOURCE_DIR "/../shared/data/dhis2/";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no DHIS2 package here";
  std::vector<dhis2::SourceFile> values;
  for (const char* name : {"dataValues_bulk.json", "dataValues_single_dataset.json", "dataValueSetB.csv",
                           "dataValueSetB.xml", "importA.adx.xml"})
    values.push_back({name, bytes_of(folder + name)});
  const auto made = dhis2::import({"metadata.json", bytes_of(folder + "metadata.json")}, values, {});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_THAT(plan_of(made).targets, SizeIs(19));
  EXPECT_THAT(plan_of(made).checks, SizeIs(11));  // of 12: one is broken as published
  EXPECT_THAT(told(made.problems, "dhis2-expression"),
              ElementsAre(testing::AllOf(HasSubstr("metadata.json:438:72"), HasSubstr("Kejj3gJ2GD0"))));
  EXPECT_THAT(told(made.problems, "dhis2-indicator-constant"), SizeIs(3));
  EXPECT_THAT(told(made.problems, "dhis2-indicator-above-100"), SizeIs(2));
  EXPECT_THAT(told(made.problems, "dhis2-aggregation"), ElementsAre(HasSubstr("`NONE`")));
  EXPECT_THAT(told(made.problems, "dhis2-value-element"), SizeIs(8));
  EXPECT_EQ(made.value.values, 266u);
  EXPECT_EQ(made.value.taken, 233u);
  EXPECT_THAT(made.value.folder.cycles, SizeIs(3));
  std::size_t whole = 0;
  for (const auto& element : plan_of(made).elements)
    whole += element.definition.find('.') == std::string::npos;
  EXPECT_EQ(whole, 75u);
}

}  // namespace
}  // namespace xanh::dhis2_test

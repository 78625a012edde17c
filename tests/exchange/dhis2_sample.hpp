// A small DHIS2 made by hand: a data set of two elements, one of them by sex, an indicator and a rule.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "base/at_hand.hpp"
#include "exchange/dhis2_import.hpp"

namespace xanh::dhis2_test {

/// Parts of the metadata, each the content of its list; a test puts its own in the place of one.
struct Sample {
  std::string elements =
      R"({"id": "aaaaaaaaaa1", "code": "TESTED", "name": "People tested", "valueType": "INTEGER_ZERO_OR_POSITIVE", "aggregationType": "SUM", "domainType": "AGGREGATE", "categoryCombo": {"id": "ccccccccc01"}},
{"id": "aaaaaaaaaa2", "code": "POSITIVE", "name": "People positive", "valueType": "INTEGER_ZERO_OR_POSITIVE", "aggregationType": "SUM", "domainType": "AGGREGATE", "categoryCombo": {"id": "bjDvmb4bfuf"}})";
  std::string indicators =
      R"({"id": "iiiiiiiiii1", "code": "RATE", "name": "Positive rate", "numerator": "#{aaaaaaaaaa2}", "denominator": "#{aaaaaaaaaa1}", "indicatorType": {"id": "tttttttttt1"}})";
  std::string types = R"({"id": "tttttttttt1", "name": "Per cent", "factor": 100, "number": false})";
  std::string rules =
      R"({"id": "rrrrrrrrrr1", "name": "Positive <= tested", "importance": "HIGH", "operator": "less_than_or_equal_to", "leftSide": {"expression": "#{aaaaaaaaaa2}", "missingValueStrategy": "SKIP_IF_ANY_VALUE_MISSING"}, "rightSide": {"expression": "#{aaaaaaaaaa1}", "missingValueStrategy": "SKIP_IF_ANY_VALUE_MISSING"}})";
  std::string sets =
      R"({"id": "dddddddddd1", "code": "DS", "name": "Monthly tests", "periodType": "Monthly", "dataSetElements": [{"dataElement": {"id": "aaaaaaaaaa1"}}, {"dataElement": {"id": "aaaaaaaaaa2"}}], "organisationUnits": [{"id": "uuuuuuuuuu1"}]})";
  std::string option_combos =
      R"({"id": "ooooooooo01", "name": "Female", "categoryCombo": {"id": "ccccccccc01"}, "categoryOptions": [{"id": "ppppppppp01"}]},
{"id": "ooooooooo02", "name": "Male", "categoryCombo": {"id": "ccccccccc01"}, "categoryOptions": [{"id": "ppppppppp02"}]})";
  std::string more{};  ///< further lists, each with a comma before it

  [[nodiscard]] std::string json() const {
    return R"({"categoryOptions": [{"id": "ppppppppp01", "name": "Female", "code": "F"}, {"id": "ppppppppp02", "name": "Male", "code": "M"}],
"categories": [{"id": "ggggggggg01", "name": "Sex", "code": "SEX", "categoryOptions": [{"id": "ppppppppp01"}, {"id": "ppppppppp02"}]}],
"categoryCombos": [{"id": "ccccccccc01", "name": "By sex", "categories": [{"id": "ggggggggg01"}]}],
"categoryOptionCombos": [
)" + option_combos +
           "],\n\"dataElements\": [\n" + elements + "],\n\"dataSets\": [\n" + sets +
           "],\n\"indicatorTypes\": [" + types + "],\n\"indicators\": [\n" + indicators +
           "],\n\"validationRules\": [\n" + rules + "]" + more + "}";
  }
};

/// A value as a dataValueSet has it.
inline std::string value(const std::string& element, const std::string& period, const std::string& text,
                         const std::string& combo = "", const std::string& unit = "uuuuuuuuuu1") {
  return R"({"dataElement": ")" + element + R"(", "period": ")" + period + R"(", "orgUnit": ")" + unit +
         R"(", "categoryOptionCombo": ")" + (combo.empty() ? "HllvX50cXC0" : combo) + R"(", "value": ")" +
         text + R"("})";
}

inline std::string set_of(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& one : values) out += (out.empty() ? "{\"dataValues\": [\n" : ",\n") + one;
  return out + "]}";
}

inline Outcome<dhis2::Imported> imported(const Sample& sample, const std::vector<std::string>& values = {},
                                         const dhis2::Wishes& wishes = {2020, {}, {}}) {
  std::vector<dhis2::SourceFile> files;
  if (!values.empty()) files.push_back({"values.json", set_of(values)});
  return dhis2::import({"metadata.json", sample.json()}, files, wishes);
}

/// The problems of a code, as the terminal shows them.
inline std::vector<std::string> told(const Problems& problems, const std::string& code) {
  std::vector<std::string> out;
  for (const auto& one : problems)
    if (one.code == code) out.push_back(to_line(one, Language::en));
  return out;
}

inline const Plan& plan_of(const Outcome<dhis2::Imported>& made) {
  return made.value.folder.plans.back();
}

}  // namespace xanh::dhis2_test

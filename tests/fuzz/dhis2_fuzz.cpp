// Exports of DHIS2 come from anywhere: any bytes as metadata and as values must end in problems, or in a
// folder that passes its check and reports that read back.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "exchange/dhis2_import.hpp"
#include "exchange/yaml.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// What the values of an input without metadata are held against.
const char* const kMetadata = R"({"categoryOptions": [{"id": "ppppppppp01", "name": "F", "code": "F"}],
"categories": [{"id": "ggggggggg01", "name": "Sex", "code": "SEX", "categoryOptions": [{"id": "ppppppppp01"}]}],
"categoryCombos": [{"id": "ccccccccc01", "name": "By sex", "categories": [{"id": "ggggggggg01"}]}],
"categoryOptionCombos": [{"id": "ooooooooo01", "name": "F", "categoryCombo": {"id": "ccccccccc01"}, "categoryOptions": [{"id": "ppppppppp01"}]}],
"dataElements": [{"id": "aaaaaaaaaa1", "code": "A", "name": "A", "valueType": "INTEGER_ZERO_OR_POSITIVE", "aggregationType": "SUM", "categoryCombo": {"id": "ccccccccc01"}},
{"id": "aaaaaaaaaa2", "code": "B", "name": "B", "valueType": "PERCENTAGE", "aggregationType": "AVERAGE"},
{"id": "aaaaaaaaaa3", "code": "C", "name": "C", "valueType": "TEXT", "aggregationType": "NONE"}],
"dataSets": [{"id": "dddddddddd1", "code": "DS", "name": "DS", "periodType": "Monthly", "dataSetElements": [{"dataElement": {"id": "aaaaaaaaaa1"}}], "organisationUnits": [{"id": "uuuuuuuuuu1"}]}],
"indicatorTypes": [{"id": "tttttttttt1", "name": "Per cent", "factor": 100}],
"indicators": [{"id": "iiiiiiiiii1", "name": "R", "numerator": "#{aaaaaaaaaa1.ooooooooo01}", "denominator": "#{aaaaaaaaaa1}", "indicatorType": {"id": "tttttttttt1"}}]})";

}  // namespace

/// Metadata and values are separated by a line `----`; without one the input is of values only.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = input.find("\n----\n");
  const bool both = cut != std::string::npos;
  const std::string metadata = both ? input.substr(0, cut) : kMetadata;
  const std::string values = both ? input.substr(cut + 6) : input;
  std::vector<xanh::dhis2::SourceFile> files;
  if (!values.empty()) files.push_back({"values", values});
  const auto read = xanh::dhis2::import({"metadata.json", metadata}, files, {2020, {}, {}});
  for (const auto& problem : read.problems) {
    require(!problem.code.empty() && !problem.message.vi.empty() && !problem.message.en.empty());
    require(problem.message.en.find("{count}") == std::string::npos);
  }
  if (!read.ok()) return 0;
  require(read.value.taken <= read.value.values);
  std::vector<std::string> names;
  std::map<std::string, std::string> texts;
  for (auto& entry : xanh::write_programme(read.value.folder)) {
    names.push_back(entry.name);
    texts[entry.name] = std::move(entry.text);
  }
  const auto checked =
      xanh::read_programme("f", names, [&](const std::string& name) -> std::optional<std::string> {
        const auto found = texts.find(name);
        return found == texts.end() ? std::nullopt : std::optional(found->second);
      });
  require(checked.ok());
  for (const auto& file : xanh::dhis2::report_files(read.value))
    if (file.name.ends_with(".yaml")) {
      const auto tree = xanh::read_yaml(file.text, file.name);
      require(tree.ok() && xanh::from_node<xanh::Submission>(tree.value, file.name).ok());
    }
  return 0;
}

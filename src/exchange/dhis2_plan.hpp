// The plan of a programme from the metadata of a DHIS2: elements with the parts of them that are used,
// targets from indicators, checks from validation rules. docs/decisions/0042-dhis2-metadata.md says what
// becomes what.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exchange/dhis2_codes.hpp"
#include "exchange/dhis2_expression.hpp"
#include "programme/plan.hpp"

namespace xanh::dhis2 {

/// One object of the file and what became of it.
struct Item {
  Bilingual kind;
  std::string code;  ///< ours; empty: left out
  std::string uid, name, published;
  Place place;
};

struct MadePlan {
  Plan plan;                                       ///< without programme, years and obligations
  std::map<Part, std::string> codes;               ///< of the elements
  std::map<std::string, std::vector<Part>> parts;  ///< of an element, by its uid; those with figures
  std::map<std::string, std::string> formulas;     ///< of the percentages among the targets, by code
  std::vector<Item> items;
};

[[nodiscard]] MadePlan make_plan(const Metadata& metadata, const Figures& figures, Report& report);

/// "metadata.json, K1DkT2kokjD"
[[nodiscard]] std::string source_of(const Metadata& metadata, const std::string& uid);

}  // namespace xanh::dhis2

// Values of a DHIS2 as their files write them: dataValueSet in JSON, XML and CSV, and ADX. Nothing is looked
// up yet. Source: DHIS2 developer documentation, "Data values"; ADX: IHE QRPH, schema urn:ihe:qrph:adx:2015.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/dhis2_file.hpp"

namespace xanh::dhis2 {

struct RawValue {
  std::string element, period, unit;  ///< as written: uid, code or name
  std::string combo, attribute;       ///< option combinations; empty: the default one
  std::string data_set;               ///< where the file says it
  std::string value, comment;
  /// ADX: category and option, of the value and of its group.
  std::vector<std::pair<std::string, std::string>> options, group_options;
  bool deleted = false;
  Place place;
};

/// Errors: none of the formats, broken, too large, more than kMostValues with those that are there already.
[[nodiscard]] Outcome<std::vector<RawValue>> read_values(std::string_view text, const std::string& file,
                                                         size_t already = 0);

}  // namespace xanh::dhis2

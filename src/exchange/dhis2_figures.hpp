// Values of a DHIS2 looked up in its metadata: which element, which part of it, unit and period, and whether
// a value can be what its element declares.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "exchange/dhis2_metadata.hpp"
#include "exchange/dhis2_period.hpp"
#include "exchange/dhis2_values.hpp"

namespace xanh::dhis2 {

/// A part of an element: `#{element.combo.attribute}`; empty combo and attribute: the whole.
struct Part {
  std::string element, combo, attribute;
  auto operator<=>(const Part&) const = default;
  [[nodiscard]] bool whole() const { return combo.empty() && attribute.empty(); }
};

struct Figure {
  Part part;  ///< the default combinations are empty
  std::string unit;
  std::string period;  ///< code of its cycle
  std::optional<Decimal> number;
  std::string text, comment;
  Place place;
};

struct Figures {
  std::vector<Figure> all;                ///< no two of the same part, unit and period
  std::map<std::string, Period> periods;  ///< by code of the cycle
  std::map<std::string, Place> units;     ///< uids, each with its first place
};

/// Goes through the values of all files at once: a value may stand in two of them.
[[nodiscard]] Figures look_up(const Metadata& metadata, const std::vector<RawValue>& values, Report& report);

}  // namespace xanh::dhis2

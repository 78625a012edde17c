// What the lines above the tables of an annex say: which programme, under which decision, for which year.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace xanh::annex {

struct Heading {
  std::string programme;  ///< its name as printed
  std::optional<int> first_year, last_year, plan_year;
  std::string decision;  ///< "1200/QĐ-UBND"
  std::optional<Date> decided;
  std::string issuer;
};

/// What is not said stays empty.
[[nodiscard]] Heading read_heading(const std::vector<std::string>& lines);

}  // namespace xanh::annex

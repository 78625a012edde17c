// The picture that stands beside an address of the portal where somebody shares it: one figure, readable on a
// telephone, with the report it comes from.
#pragma once

#include <string>

#include "base/problem.hpp"

namespace xanh {

struct ShareCard {
  std::string above;    ///< the programme
  std::string heading;  ///< a target, or what the page is about
  std::string figure;   ///< as printed, with its unit; may be empty
  std::string says;     ///< the assessment in words
  std::string source;   ///< the report and the last day of its figures
  std::string warning;  ///< of made-up figures; else empty
};

/// PNG of 1200 × 630 dots; the same on every call on one machine.
[[nodiscard]] std::string draw_share_card(const ShareCard& card, const std::string& font_directory);

}  // namespace xanh

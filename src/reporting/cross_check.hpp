// Rules of the programme (checks.yaml) between figures of different units, and over all units at once.
#pragma once

#include "reporting/consolidation.hpp"
#include "reporting/cycle_scope.hpp"

namespace xanh {

/// The rules that fail. One within a report is told to its unit (figure_check.hpp); here are those whose
/// sides come from different units or that only all units together can tell. A rule over an element that is
/// not complete says nothing.
[[nodiscard]] std::vector<CrossCheck> cross_checks(const CycleFacts& facts,
                                                   const std::vector<ElementResult>& elements);

}  // namespace xanh

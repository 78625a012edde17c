// Whether a formula adds, compares or chooses between figures of different units of measure.
#pragma once

#include <functional>
#include <string>

#include "programme/formula.hpp"
#include "programme/measure.hpp"

namespace xanh {

/// The unit of measure of an element as printed; empty if not known.
using MeasureOf = std::function<std::string(const std::string& element)>;

/// The measure of the result, with a problem (a warning) at every operator whose sides do not fit; at the
/// second argument where a function takes several. What is not known fits everything: constants, indicators,
/// numbers written in the formula. A ratio times 100 may be a percentage.
[[nodiscard]] Outcome<Measure> formula_measure(const Formula& formula, const MeasureOf& measure_of,
                                               const Place& place = {});

}  // namespace xanh

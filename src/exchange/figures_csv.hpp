// A unit's figures as a table: one figure a row, with the state of each, so that a nought, an estimate and
// every kind of empty come back as they went out.
#pragma once

#include <string>

#include "base/problem.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// Header: cycle, unit, element, state, this_period, year_to_date, same_period, year_estimate, since_start,
/// expected_on, note. Figures as they were reported ("1.50"); an absent one is an empty cell.
[[nodiscard]] std::string write_figures_csv(const Submission& submission);

/// Reads such a table; the columns may stand in any order, those that are not needed may be missing. All rows
/// are of one unit and cycle. Figures only: letter, tasks and texts are not in it.
[[nodiscard]] Outcome<Submission> read_figures_csv(const std::string& bytes, const std::string& file);

}  // namespace xanh

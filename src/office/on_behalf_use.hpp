// A report that came as a letter, entered by the standing agency for the unit (nhập thay).
#pragma once

#include "office/submission_use.hpp"

namespace xanh {

/// `letter`: sha256 of the letter, kept beforehand as a file of the report; empty: none is named. The day on
/// which it arrived is the letter's `received_on`. Problems: those of submit_files and no-such-file.
[[nodiscard]] Outcome<SubmitLine> enter_on_behalf(const Desk& desk, const ReceivedReport& received,
                                                  const std::string& letter);

}  // namespace xanh

// What comes with a report that is entered on behalf of its unit: the letter, and the map of the unit's own
// workbook.
#pragma once

#include "office/own_workbook_use.hpp"
#include "office/submission_use.hpp"

namespace xanh {

struct EnclosedFiles {
  std::string letter;
  std::optional<MapFile> map;
  std::string letter_number;  ///< as the letter's text says, where it has any
  std::optional<Date> letter_date;
};
[[nodiscard]] Outcome<EnclosedFiles> read_enclosed(const SubmitRequest& request);

}  // namespace xanh

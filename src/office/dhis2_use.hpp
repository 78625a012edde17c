// Taking a programme over from the metadata and values of a DHIS2: read, checked, and written as a programme
// folder with the list of what was taken and what is broken.
#pragma once

#include "exchange/dhis2_import.hpp"
#include "office/import_use.hpp"

namespace xanh {

struct Dhis2Result {
  dhis2::Imported imported;
  Problems check;  ///< warnings that `xanh check` will tell of the folder
};

/// Whether the request names values, or a file that is JSON.
[[nodiscard]] bool asks_for_dhis2(const ImportRequest& request);

/// Nothing is written when a file has an error or the folder would not pass the check.
[[nodiscard]] Outcome<Dhis2Result> import_dhis2(const ImportRequest& request);

/// What became of each object, and every problem, as a table to work through.
[[nodiscard]] std::string dhis2_list(const dhis2::Imported& imported, const Problems& problems,
                                     Language language);

}  // namespace xanh

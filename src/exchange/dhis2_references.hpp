// Whether the objects of a DHIS2 refer to objects that are there.
#pragma once

#include "exchange/dhis2_metadata.hpp"

namespace xanh::dhis2 {

/// Expressions are not looked into. What belongs to every DHIS2 (the default category combination) may be
/// absent from the file.
void check_references(const Metadata& metadata, const Node& root, Report& report);

}  // namespace xanh::dhis2

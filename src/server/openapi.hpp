// OpenAPI 3.1 from the rows of the addresses.
#pragma once

#include "server/address.hpp"

namespace xanh {

[[nodiscard]] Node openapi(const std::vector<Address>& rows);

}  // namespace xanh

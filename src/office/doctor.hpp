// Looks at the machine and the store: what works, what does not, and what to do.
#pragma once

#include "base/describe.hpp"
#include "office/desk.hpp"

namespace xanh {

struct DoctorLine {
  std::string what;
  bool well = false;
  Bilingual says;
};
BOOST_DESCRIBE_STRUCT(DoctorLine, (), (what, well, says))

/// `store` may be empty: then only the machine is looked at. What must be mended is a problem as well.
[[nodiscard]] Outcome<std::vector<DoctorLine>> examine(const std::string& store, Instant now);

/// The same from within the process that has the store open. Problem: not-allowed.
[[nodiscard]] Outcome<std::vector<DoctorLine>> examine(const Desk& desk);

}  // namespace xanh

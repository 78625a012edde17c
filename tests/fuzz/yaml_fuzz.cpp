// Whatever is read without a problem must come back the same after being written.
#include <cstdint>
#include <cstdlib>

#include "exchange/yaml.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  const auto read = xanh::read_yaml(text, "fuzz.yaml");
  for (const auto& problem : read.problems)
    if (problem.place.line < 1 || problem.place.column < 1) std::abort();
  if (!read.ok()) return 0;
  const auto again = xanh::read_yaml(xanh::write_yaml(read.value), "again.yaml");
  if (!again.ok() || !(again.value == read.value)) std::abort();
  return 0;
}

// Every cell has its place, and what is read without a problem must come back the same after being written.
#include <cstdint>
#include <cstdlib>

#include "exchange/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const char delimiter = bytes[0] % 3 == 0 ? ';' : bytes[0] % 3 == 1 ? '\t' : ',';
  const std::string_view text{reinterpret_cast<const char*>(bytes) + 1, size - 1};
  const auto read = xanh::read_csv(text, "fuzz.csv", delimiter);
  for (const auto& problem : read.problems)
    if (problem.place.line < 1 || problem.place.column < 1) std::abort();
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : read.value.rows) {
    if (row.columns.size() != row.cells.size() ||
        (!row.lines.empty() && row.lines.size() != row.cells.size()))
      std::abort();
    rows.push_back(row.cells);
  }
  if (xanh::to_nodes(read.value).items.size() != rows.size()) std::abort();
  if (!read.ok()) return 0;
  const auto again = xanh::read_csv(xanh::write_csv(read.value.header, rows), "again.csv");
  if (!again.ok() || again.value.header != read.value.header || again.value.rows.size() != rows.size())
    std::abort();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (again.value.rows[i].cells != rows[i]) std::abort();
  return 0;
}

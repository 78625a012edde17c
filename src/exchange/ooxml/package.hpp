// Zip packages of Office Open XML (ECMA-376 part 2) in memory: unpacked within limits, packed the same
// everywhere.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/problem.hpp"

namespace xanh {

struct PackageLimits {
  size_t parts = 4000;
  size_t part_bytes = size_t{256} << 20;
  size_t total_bytes = size_t{768} << 20;
  size_t ratio =
      400;  ///< most unpacked bytes per packed byte, for parts beyond 1 MiB and for the whole package
};

/// The parts of a package, unpacked. Limits hold for bytes counted while unpacking, whatever the headers say.
class Package {
 public:
  /// Refused as a whole: what is no zip, old Office files and password-protected ones (both OLE), encrypted
  /// parts, names that leave the package (`..`, absolute, backslash) or stand twice, packing methods other
  /// than stored and deflate, checksums that do not fit, anything beyond the limits. The number of threads
  /// changes no answer.
  [[nodiscard]] static Outcome<Package> open(const std::string& bytes, const std::string& file,
                                             const PackageLimits& limits = {}, int threads = 1);

  /// The part of this name (`xl/workbook.xml`, also with a leading slash), or null. Upper and lower case are
  /// the same letter, as ECMA-376 part 2 asks.
  [[nodiscard]] const std::string* part(std::string_view name) const;
  /// In the order of the archive, without folders.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::vector<std::pair<std::string, std::string>> parts_;
  std::unordered_map<std::string, size_t> index_;  ///< lower-case name to position
};

/// Packs parts in the order they were added, deflated at level 6, all dated 1980-01-01: the same parts give
/// the same bytes on every machine and in every time zone (with the same zlib).
class PackageWriter {
 public:
  /// Throws std::logic_error for a name that was added before.
  void add(std::string name, std::string bytes);
  /// Throws std::runtime_error when libzip fails.
  [[nodiscard]] std::string finish();

 private:
  std::vector<std::pair<std::string, std::string>> parts_;
};

}  // namespace xanh

// Maps of the units' own workbooks: remembered for the unit once one was used, found again the next time, and
// proposed for a workbook that has none yet.
#pragma once

#include "exchange/own_workbook.hpp"
#include "office/memory.hpp"

namespace xanh {

/// A map as a file: given now, or remembered.
struct MapFile {
  std::string name, bytes, sha256;
  bool remembered = false;
};

/// The map that was last used for the unit, in any cycle.
[[nodiscard]] std::optional<MapFile> remembered_map(const Transaction& t, const Memory& memory,
                                                    const std::string& unit);
/// Keeps its bytes and says so in the unit's events; the one that is remembered already adds nothing.
void remember_map(Transaction& t, const Desk& desk, const Memory& memory, const std::string& cycle,
                  const std::string& unit, const MapFile& map);

/// A report out of a unit's own workbook, by the map given or the one remembered.
[[nodiscard]] Outcome<Submission> read_by_map(const Workbook& workbook, const std::string& file,
                                              const std::optional<MapFile>& map, const Form& form,
                                              const Plan& plan);

struct MapRequest {
  std::string workbook, unit, cycle, path;
};
struct MapProposal {
  std::string path, sha256;
  int asked = 0, certain = 0, uncertain = 0, not_found = 0;
};
BOOST_DESCRIBE_STRUCT(MapProposal, (), (path, sha256, asked, certain, uncertain, not_found))
[[nodiscard]] Outcome<MapProposal> suggest_map(const Desk& desk, const MapRequest& request);

/// What a report that was entered on behalf of its unit asks of the unit.
struct Correction {
  Date until{};  ///< the third working day after the entry: until then the unit mends it without being asked
};
/// Of a revision that was entered by somebody else than its unit.
[[nodiscard]] std::optional<Correction> correction_of(const StoredRevision& revision,
                                                      const Submission& report, const Memory& memory,
                                                      const Cycle& cycle);
/// The same for an entry of that day.
[[nodiscard]] Date correction_day(Date entered, const Memory& memory, const Cycle& cycle);

}  // namespace xanh

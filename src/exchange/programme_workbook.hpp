// The programme folder as one workbook, for those who never see YAML: a sheet for each list, a row for each
// entry, guidance above, drop-downs for closed lists. It reads back to a folder of the same digests.
#pragma once

#include <string>

#include "exchange/ooxml/workbook.hpp"
#include "exchange/programme_folder.hpp"

namespace xanh {

/// The workbook. A problem when the folder holds what no cell can, such as a text longer than a cell's.
[[nodiscard]] Outcome<std::string> write_programme_workbook(const ProgrammeFolder& programme,
                                                            Language language);

/// Whether the workbook carries the stamp of a programme's.
[[nodiscard]] bool is_programme_workbook(const Workbook& book);

/// Reads what the workbook says, moved sheets, columns and rows included, and checks it as a folder is
/// checked; every problem with its sheet and cell.
[[nodiscard]] Outcome<ProgrammeFolder> read_programme_workbook(const Workbook& book, const std::string& file);

}  // namespace xanh

// Taking a programme over from the annexes of its decision: read, understood, checked, and written as a
// programme folder with the list of what was understood.
#pragma once

#include "exchange/annex_reading.hpp"

namespace xanh {

struct ImportRequest {
  std::vector<std::string> annexes;  ///< .docx and .xlsx, or the metadata of a DHIS2
  std::vector<std::string> values;   ///< of a DHIS2
  std::string folder;                ///< new or empty
  std::string units;                 ///< a units.csv or a programme folder; empty: made from the names found
  annex::Wishes wishes;
  Language language = Language::vi;  ///< of import.csv
};

struct ImportResult {
  annex::Reading reading;
  Problems check;         ///< warnings that `xanh check` will tell of the folder
  bool workbook = false;  ///< taken from a programme's workbook, where nothing had to be understood
};

/// Nothing is written when any annex has an error, nothing was understood, or the folder would not pass the
/// check.
[[nodiscard]] Outcome<ImportResult> import_annexes(ImportRequest request);

/// Writes the programme folder as one workbook, which import_annexes takes back.
[[nodiscard]] Problems programme_workbook(const std::string& folder, const std::string& file,
                                          Language language);

/// What was understood and what was not, as a table to work through.
[[nodiscard]] std::string import_list(const annex::Reading& reading, Language language);

/// What `xanh check` would say of a folder of these files, which need not be written yet.
[[nodiscard]] Problems check_entries(const std::string& folder, const std::vector<FolderEntry>& entries);

/// A problem when the place exists and is no empty folder.
[[nodiscard]] Problems must_be_new(const std::string& folder);

}  // namespace xanh
